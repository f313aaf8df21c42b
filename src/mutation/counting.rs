//! Which checks may count as having noticed a slip, and in which order are they asked?
//!
//! A slip is noticed only by a check that rests on the source's words, on another claim, or on a
//! predicate's domain, range or pattern. A digest, an id, an order, a form of writing, an unused row of
//! the vocabulary or an exception that no longer fits says that something changed, not that it is wrong.

use crate::check::Check;
use crate::checks::FAMILIES;

/// How far the checks of a family count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// They count.
    Counts,
    /// They count, apart from the rest: what must hold between rows was written for this note.
    Apart,
    /// They do not count.
    Never,
}

/// Every family with its weight, the cheapest that count first, those that count apart last.
const WEIGHTS: &[(&str, Weight)] = &[
    ("references", Weight::Counts),
    ("anchors", Weight::Counts),
    ("values", Weight::Counts),
    ("cues", Weight::Counts),
    ("coverage", Weight::Counts),
    ("names", Weight::Counts),
    ("dates", Weight::Counts),
    ("counts", Weight::Counts),
    ("memberships", Weight::Counts),
    ("relations", Weight::Counts),
    ("routes", Weight::Counts),
    ("citations", Weight::Counts),
    ("print", Weight::Counts),
    ("constraints", Weight::Apart),
    ("schema", Weight::Never),
    ("exceptions", Weight::Never),
];

/// Checks of families that count which do not count themselves: they are about ids, digests, files and
/// unused rows.
const NEVER: &[&str] = &[
    "source-missing",
    "path-leaves-root",
    "source-not-utf8",
    "source-changed",
    "unknown-id",
    "id-of-wrong-table",
    "unknown-type",
    "claim-names-itself",
    "part-of-cycle",
    "unused-entity",
    "unused-alias",
    "unused-work",
    "unused-predicate",
    "unused-pattern",
];

/// The weight of a check, by its family; `None` where the family has none.
pub fn weight(family: &str, check: &str) -> Option<Weight> {
    let (_, weight) = WEIGHTS.iter().find(|(name, _)| *name == family)?;
    Some(if NEVER.contains(&check) { Weight::Never } else { *weight })
}

/// The checks that count, family by family, in the order in which they are asked.
pub fn asked() -> Vec<Vec<&'static Check>> {
    let family = |name: &str| FAMILIES.iter().find(|(family, _)| *family == name).map(|(_, checks)| *checks);
    let counting = |name: &'static str| {
        let counts = |check: &&Check| weight(name, check.name).is_some_and(|weight| weight != Weight::Never);
        family(name).unwrap_or(&[]).iter().filter(counts).collect::<Vec<_>>()
    };
    WEIGHTS.iter().map(|(name, _)| counting(name)).filter(|checks| !checks.is_empty()).collect()
}

/// Whether a check counts apart.
pub fn is_constraint(check: &str) -> bool {
    FAMILIES.iter().any(|(family, checks)| {
        weight(family, check) == Some(Weight::Apart) && checks.iter().any(|known| known.name == check)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_weight() {
        let without = FAMILIES.iter().flat_map(|(family, checks)| {
            checks.iter().map(|check| check.name).filter(|check| weight(family, check).is_none())
        });
        assert_eq!(without.collect::<Vec<_>>(), Vec::<&str>::new(), "give their family a line in WEIGHTS");
    }

    #[test]
    fn what_does_not_count_exists() {
        let known: Vec<&str> = crate::checks::all().map(|check| check.name).collect();
        assert!(NEVER.iter().all(|name| known.contains(name)));
        assert!(!asked().iter().flatten().any(|check| NEVER.contains(&check.name)));
    }
}
