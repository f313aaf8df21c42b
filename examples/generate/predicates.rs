//! What can be said?

use crate::author::{Author, Claim};
use crate::events::{elects, follows, lasts, leads_to, takes_place};
use crate::groups::{answers_to, comprises, is_founded, makes_up, travels_via};
use crate::sentences::{
    belongs, buys, delays, has_more, is_share, joins, lands, leaves, opens_line, opposes, repairs, ships, supports,
};

/// A predicate: the cells of its row, and the function that writes a sentence of it.
pub(crate) struct Predicate {
    pub(crate) name: &'static str,
    /// kind, domain, range, other, patterns, inverse, excludes, implies, flags
    pub(crate) row: [&'static str; 9],
    /// Writes a sentence of it, if one is left to say here.
    pub(crate) say: fn(&mut Author, usize) -> Option<Claim>,
}

/// By name, as the table wants them.
#[rustfmt::skip]
pub(crate) const PREDICATES: &[Predicate] = &[
    Predicate { name: "answers-to", say: answers_to,
        row: ["relation", "place", "body", "", "S answered to the O", "", "", "", "functional"] },
    Predicate { name: "belongs-to", say: belongs,
        row: ["member+", "place", "body", "", "S … belongs/belong to the O", "", "", "", ""] },
    Predicate { name: "buys", say: buys,
        row: ["count", "place", "words", "", "S bought … O", "", "", "", "counts-object"] },
    Predicate { name: "comprises", say: comprises,
        row: ["count", "body", "words", "", "S comprises … O", "", "", "", "counts-object"] },
    Predicate { name: "delays", say: delays,
        row: ["cause", "words", "words", "", "S … delayed O at P", "", "", "", ""] },
    Predicate { name: "elects", say: elects,
        row: ["event", "place", "words", "", "S … elected O", "", "", "", ""] },
    Predicate { name: "follows", say: follows,
        row: ["relation", "event", "event", "", "S followed the O", "", "", "subject after object", ""] },
    Predicate { name: "has-more", say: has_more,
        row: ["comparison", "place", "words", "place", "S had more O than X", "", "", "", "asymmetric"] },
    Predicate { name: "is-founded", say: is_founded,
        row: ["event", "body", "", "", "S was founded", "", "", "starts subject", ""] },
    Predicate { name: "is-share-of", say: is_share,
        row: ["count", "good", "words", "", "S made up … of O at P", "", "", "", ""] },
    Predicate { name: "joins", say: joins,
        row: ["member+", "place", "body", "", "S … joined/join the O", "", "", "member from", ""] },
    Predicate { name: "lands", say: lands,
        row: ["count", "place", "words", "", "S landed … O", "", "", "", "counts-object"] },
    Predicate { name: "lasts", say: lasts,
        row: ["date", "event", "", "", "S lasted", "", "", "", ""] },
    Predicate { name: "leads-to", say: leads_to,
        row: ["cause", "event", "event", "", "S … led to the O", "", "", "", ""] },
    Predicate { name: "leaves", say: leaves,
        row: ["member-", "place", "body", "", "S … left the O", "", "", "not member from", ""] },
    Predicate { name: "makes-up", say: makes_up,
        row: ["member+", "place", "body", "", "S make up the O", "", "", "", "exhaustive"] },
    Predicate { name: "opens-line", say: opens_line,
        row: ["relation", "place", "place", "", "S … opened/open the ferry line to O", "", "", "", ""] },
    Predicate { name: "opposes", say: opposes,
        row: ["position", "place", "body", "", "S … opposed the O", "", "supports", "", ""] },
    Predicate { name: "repairs", say: repairs,
        row: ["event", "place", "words", "", "S repaired O", "", "", "", ""] },
    Predicate { name: "ships", say: ships,
        row: ["relation", "place", "good", "place", "S … shipped/ship … O to X", "", "", "", ""] },
    Predicate { name: "supports", say: supports,
        row: ["position", "place", "body", "", "S … supported the O", "", "opposes", "", ""] },
    Predicate { name: "takes-place", say: takes_place,
        row: ["date", "event", "", "", "S … took place", "", "", "", ""] },
    Predicate { name: "travels-via", say: travels_via,
        row: ["route", "words", "place", "place", "S went from X via … O", "", "", "", "ordered"] },
];
