//! How many, and does the list that is given fit the number?

use std::collections::{BTreeMap, BTreeSet};

use super::memberships::memberships;
use super::sides::{modality, parts};
use super::{cells, claims, columns, has_flag, is_plain, sorted, whence};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::quantity::{Number, Quantity, Unit};
use crate::set::{Set, list};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "counts",
    about: "one line for each counted item with the list that fits it, by item, number and claim",
    how: "Every claim with a `number`. It counts the subject, or the object where the predicate has the flag \
        `counts-object`; a list of numbers runs parallel to the items. What is counted is listed where it is a list \
        itself, where plain membership claims name the members of a group that is counted (or, where words are \
        counted, of the group that has them, if the predicate is of kind `member+` or says with the sides turned \
        what those claims say), or where words are counted and the other side lists what they stand for. A list \
        outside the bounds does not match; shares are not compared, and \
        a list that need not be complete leaves a larger number open.",
    key: &["counted", "number", "claims"],
    columns: &[
        Column::new("counted", Kind::Set, "what is counted"),
        Column::new("number", Kind::Text, "how many, as the claim gives it"),
        Column::new("kind", Kind::Text, "its shape: exact, share, fraction, part-of, at-least, at-most, range, vague"),
        Column::new("unit", Kind::Choice(&["%", "part"]), "of shares `%`, of fractions `part` (of one); else empty"),
        Column::new("min", Kind::Text, "least number, inclusive; of a share that is more than it, that share"),
        Column::new("max", Kind::Text, "greatest number, likewise"),
        Column::new("listed", Kind::Set, "the items that are listed"),
        Column::new("listed_count", Kind::Integer, "how many are listed; empty without a list"),
        Column::new("matches", Kind::Choice(&["yes", "no", "open"]), "whether the list fits the number"),
        columns::PREDICATE,
        Column::new("other_side", Kind::Set, "the side that is not counted"),
        columns::ROLE,
        columns::WHEN,
        columns::MODALITY,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let groups = groups(corpus);
    let counting = claims(corpus).filter(|claim| !claim.cell(column::NUMBER).is_empty());
    sorted(counting.flat_map(|claim| lines(corpus, &groups, &claim)).collect())
}

/// The members of a group with the claims that name them.
#[derive(Default)]
struct Group<'c> {
    members: BTreeMap<String, &'c str>,
    /// Whether a claim lists them all.
    is_closed: bool,
    /// The predicates of the claims that name them.
    predicates: BTreeSet<&'c str>,
}

/// Groups by their side of the claim.
type Groups<'c> = BTreeMap<String, Group<'c>>;

/// The groups whose members plain claims without a date name.
fn groups<'c>(corpus: &'c Corpus<'c>) -> Groups<'c> {
    let mut groups: Groups = BTreeMap::new();
    for claim in claims(corpus).filter(|claim| is_plain(claim) && claim.cell(column::WHEN).is_empty()) {
        for one in memberships(corpus, &claim).into_iter().filter(|one| one.standing == "member") {
            let group = groups.entry(one.group).or_default();
            group.is_closed |= has_flag(corpus, &claim, "exhaustive");
            group.predicates.insert(claim.predicate);
            let by_claim = group.members.entry(one.member).or_insert(claim.at.id);
            *by_claim = claim.at.id.min(by_claim);
        }
    }
    groups
}

/// The items that a number counts, and the claims that list them.
#[derive(Default)]
struct Listed<'c> {
    items: Vec<String>,
    claims: Vec<&'c str>,
    /// Whether what is not listed may still be counted.
    is_open: bool,
}

fn lines<'c>(corpus: &Corpus<'c>, groups: &Groups<'c>, claim: &Claim<'c>) -> Vec<Vec<String>> {
    let counts_object = has_flag(corpus, claim, "counts-object");
    let (counted, other) =
        if counts_object { (&claim.object, &claim.subject) } else { (&claim.subject, &claim.object) };
    let numbers: Vec<&str> = list(claim.cell(column::NUMBER)).collect();
    let line = |item: String, number: &str, listed: Listed| {
        let quantity = corpus.quantity(claim.at.source, number).ok();
        let mut line = vec![item, number.to_owned()];
        line.extend(bounds(quantity.as_ref()));
        line.extend(matching(quantity.as_ref(), &listed));
        line.extend([claim.predicate.to_owned(), other.to_string()]);
        line.extend(cells(claim, [column::ROLE, column::WHEN]));
        line.push(modality(claim));
        line.extend(whence(claim, listed.claims));
        line
    };
    match numbers.as_slice() {
        [one] => vec![line(counted.to_string(), one, listed(corpus, groups, claim, counted, other))],
        several => {
            let items = parts(counted).into_iter().zip(several);
            items.map(|(item, number)| line(item, number, Listed::default())).collect()
        }
    }
}

/// What is listed of what is counted together.
fn listed<'c>(corpus: &Corpus, groups: &Groups<'c>, claim: &Claim<'c>, counted: &Set, other: &Set) -> Listed<'c> {
    if counted.lists() > 1 {
        return Listed { items: parts(counted), ..Listed::default() };
    }
    let is_words = counted.ids().next().is_none();
    let whole = groups.get(&other.to_string()).filter(|group| is_words && tells_of(corpus, claim, group));
    match whole.or_else(|| groups.get(&counted.to_string())) {
        Some(group) => Listed {
            items: group.members.keys().cloned().collect(),
            claims: group.members.values().copied().collect(),
            is_open: !group.is_closed,
        },
        None if is_words && other.lists() > 1 => Listed { items: parts(other), is_open: true, ..Listed::default() },
        None => Listed::default(),
    }
}

/// Whether a claim counts what the claims of a group list.
fn tells_of(corpus: &Corpus, claim: &Claim, group: &Group) -> bool {
    let Some(counting) = corpus.vocabulary.predicate(claim.predicate) else { return false };
    let mut listing = group.predicates.iter().filter_map(|name| corpus.vocabulary.predicate(name));
    counting.kind == "member+" || listing.any(|listing| counting.says_turned(listing))
}

/// Kind, unit, least and greatest number.
fn bounds(quantity: Option<&Quantity>) -> [String; 4] {
    let Some(quantity) = quantity else { return Default::default() };
    let number = |number: Option<Number>| number.map_or_else(String::new, |number| number.to_string());
    let unit = match quantity.unit {
        Unit::Count => "",
        Unit::Percent => "%",
        Unit::Fraction => "part",
    };
    [quantity.kind.as_str().to_owned(), unit.to_owned(), number(quantity.min), number(quantity.max)]
}

/// The list, its length, and whether it fits.
fn matching(quantity: Option<&Quantity>, listed: &Listed) -> [String; 3] {
    let Some(quantity) = quantity.filter(|_| !listed.items.is_empty()) else { return Default::default() };
    let count = listed.items.len();
    let too_few = quantity.min.is_some_and(|min| Number::from(count as u64) < min);
    let too_many = quantity.max.is_some_and(|max| Number::from(count as u64) > max);
    let matches = match (too_few, too_many) {
        _ if quantity.unit != Unit::Count => "",
        (false, false) => "yes",
        (true, _) if listed.is_open => "open",
        _ => "no",
    };
    [listed.items.join("; "), count.to_string(), matches.to_owned()]
}
