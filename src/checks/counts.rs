//! Do the numbers of a source agree with its lists, with each other, and with the whole that they are of?

mod lists;
mod parts;
mod sets;
mod shares;
mod unlisted;

use lists::count_against_list;
use parts::parts_exceed_whole;
use sets::{coarse_against_fine, set_counted_twice};
use shares::{range_turned, share_against_whole, share_out_of_range, unit_mismatch};
use unlisted::{count_without_list, only_without_list};

use crate::check::{Check, Run};
use crate::claim::Claim;
use crate::count::{Count, is_measure, number_cue};
use crate::document::Document;
use crate::fact;
use crate::finding::Severity;
use crate::vocabulary::Predicate;

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "count-against-list",
        severity: Severity::Error,
        about: "a number that is not that of the list it counts",
        page: include_str!("counts/count-against-list.md"),
        run: Run::Document(count_against_list),
    },
    Check {
        name: "set-counted-twice",
        severity: Severity::Error,
        about: "one set is counted twice, with numbers that cannot both be right",
        page: include_str!("counts/set-counted-twice.md"),
        run: Run::Document(set_counted_twice),
    },
    Check {
        name: "coarse-against-fine",
        severity: Severity::Warning,
        about: "a vague count, and a finer one of the same set outside what the vague one usually means",
        page: include_str!("counts/coarse-against-fine.md"),
        run: Run::Document(coarse_against_fine),
    },
    Check {
        name: "parts-exceed-whole",
        severity: Severity::Error,
        about: "parts that count more than the whole they are part of",
        page: include_str!("counts/parts-exceed-whole.md"),
        run: Run::Document(parts_exceed_whole),
    },
    Check {
        name: "share-against-whole",
        severity: Severity::Error,
        about: "shares of one whole that cannot all hold, or whose whole is counted otherwise",
        page: include_str!("counts/share-against-whole.md"),
        run: Run::Document(share_against_whole),
    },
    Check {
        name: "unit-mismatch",
        severity: Severity::Error,
        about: "a list of numbers that mixes counts and shares",
        page: include_str!("counts/unit-mismatch.md"),
        run: Run::Document(unit_mismatch),
    },
    Check {
        name: "share-out-of-range",
        severity: Severity::Error,
        about: "a share of more than the whole",
        page: include_str!("counts/share-out-of-range.md"),
        run: Run::Document(share_out_of_range),
    },
    Check {
        name: "range-turned",
        severity: Severity::Error,
        about: "a range of numbers that runs backwards",
        page: include_str!("counts/range-turned.md"),
        run: Run::Document(range_turned),
    },
    Check {
        name: "count-without-list",
        severity: Severity::Warning,
        about: "a small number of things that the source never lists",
        page: include_str!("counts/count-without-list.md"),
        run: Run::Document(count_without_list),
    },
    Check {
        name: "only-without-list",
        severity: Severity::Warning,
        about: "the only one of a class of which the source names no other",
        page: include_str!("counts/only-without-list.md"),
        run: Run::Document(only_without_list),
    },
];

/// So many counts are held against each other; see the checks of memberships.
const MOST: usize = 256;

fn predicate<'a, 'c>(document: &'a Document<'c>, claim: &Claim) -> Option<&'a Predicate<'c>> {
    document.corpus.vocabulary.predicate(claim.predicate)
}

/// Whether a claim tells how many there are, and not how many took part in one of several events.
fn counts_a_state(document: &Document, claim: &Claim) -> bool {
    predicate(document, claim).is_some_and(|predicate| !fact::is_event(predicate))
}

/// Whether two claims are told on the same terms, in the same words, and for one time.
fn is_of_one_time(document: &Document, one: usize, two: usize) -> bool {
    let statements = document.statements();
    let (Some(one), Some(two)) = (statements.get(one), statements.get(two)) else { return false };
    one.says_the_same_way(two) && one.period.meets(&two.period)
}

/// The unit of measure of a count, as printed; empty where it counts things.
fn unit<'a>(document: &'a Document, claim: &Claim, count: &Count) -> &'a str {
    let cue = number_cue(document, claim, &count.quantity.to_string()).filter(|cue| is_measure(document, cue));
    let noun = cue.and_then(|cue| cue.counted());
    noun.and_then(|noun| document.reading.text().get(noun.range())).unwrap_or("")
}
