//! Which checks may count as having noticed a slip, and in which order are they asked?
//!
//! A slip is noticed only by a check that rests on the source's words, on another claim, or on a
//! predicate's domain, range or pattern. A digest, an id, an order, a form of writing, an unused row of
//! the vocabulary or an exception that no longer fits says that something changed, not that it is wrong.

use crate::check::{Check, Run};
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

/// Every family with its weight. Of those that count, what notices most for its cost comes first.
const WEIGHTS: &[(&str, Weight)] = &[
    ("references", Weight::Counts),
    ("values", Weight::Counts),
    ("cues", Weight::Counts),
    ("anchors", Weight::Counts),
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

/// Checks of families that count which do not count themselves: they are about ids, digests, files, numbers of
/// rows and unused rows.
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
    "name-not-printed",
    "unused-entity",
    "unused-alias",
    "unused-work",
    "unused-predicate",
    "unused-pattern",
    "pattern-covered",
    "bad-constraint",
    "constraint-touches-nothing",
    "too-many-constraints",
];

/// Checks that hold the shared tables against names. A name that a quote prints is a word of the source; the
/// column `name` of an entity may be anybody's words, and to hold these tables against it would be to hold them
/// against themselves. So what they find counts only if it rests on printed names.
const ON_NAMES: &[&str] = &["of-against-name", "alias-contains-alias", "part-of-against-words"];

/// Whether a finding of this check may rest on names that no quote prints.
pub fn rests_on_names(check: &str) -> bool {
    ON_NAMES.contains(&check)
}

/// The weight of a check, by its family; `None` where the family has none.
pub fn weight(family: &str, check: &str) -> Option<Weight> {
    let (_, weight) = WEIGHTS.iter().find(|(name, _)| *name == family)?;
    Some(if NEVER.contains(&check) { Weight::Never } else { *weight })
}

/// The checks that count, in the groups in which they are asked: those of single rows first, then those of
/// whole sources, family by family, then those of all tables at once; what counts apart comes last.
pub fn asked() -> Vec<Vec<&'static Check>> {
    let of_rows: fn(&Run) -> bool = |run| matches!(run, Run::Row(_));
    let of_sources: fn(&Run) -> bool = |run| matches!(run, Run::Document(_));
    let of_tables: fn(&Run) -> bool = |run| matches!(run, Run::Corpus(_) | Run::Last(_));
    let weighing = |weight: Weight, takes: fn(&Run) -> bool| {
        WEIGHTS.iter().map(move |(family, _)| {
            let checks = checks(family).iter().filter(move |check| takes(&check.run));
            checks.filter(|check| self::weight(family, check.name) == Some(weight)).collect::<Vec<_>>()
        })
    };
    let together = |weight, takes| weighing(weight, takes).flatten().collect::<Vec<_>>();
    let mut asked = vec![together(Weight::Counts, of_rows)];
    asked.extend(weighing(Weight::Counts, of_sources));
    asked.push(together(Weight::Counts, of_tables));
    asked.push(together(Weight::Apart, |_| true));
    asked.retain(|checks| !checks.is_empty());
    asked
}

fn checks(family: &str) -> &'static [Check] {
    FAMILIES.iter().find(|(name, _)| *name == family).map_or(&[], |(_, checks)| checks)
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
        assert!(NEVER.iter().chain(ON_NAMES).all(|name| known.contains(name)));
        assert!(!asked().iter().flatten().any(|check| NEVER.contains(&check.name)));
    }
}
