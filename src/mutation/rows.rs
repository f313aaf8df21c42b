//! Slips of whole rows: one is lost, or said again with another value.

use crate::claim::column::{self, NUMBER, POLARITY, ROLE, WHEN};
use crate::mutation::{Group, Mutant, Operator, Site};

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "row-deleted",
        group: Group::Structure,
        about: "a row is gone",
        tables: &["claims", "mentions", "silence"],
        run: |site, out| out.push(site.delete()),
    },
    Operator {
        name: "row-duplicated",
        group: Group::Structure,
        about: "a claim is there twice, once with another value",
        tables: &["claims"],
        run: duplicated,
    },
];

fn duplicated(site: &Site, out: &mut Vec<Mutant>) {
    let id = format!("{}-again", site.id());
    let mut with = |changed: &[(usize, &str)]| out.push(site.add(id.clone(), changed));
    with(&[(POLARITY, if site.cell(POLARITY).is_empty() { "negated" } else { "" })]);
    for column in column::SETS {
        for member in site.members(column).into_iter().take(1) {
            let others = member.item.id().map(|id| site.pick(site.of_same_type(id), 1)).unwrap_or_default();
            for other in others {
                with(&[(column, &site.splice(column, member.bytes, other))]);
            }
        }
    }
    if site.cell(NUMBER).is_empty() {
        with(&[(NUMBER, "2")]);
    } else {
        with(&[(NUMBER, "7")]);
    }
    if !site.cell(WHEN).is_empty() {
        with(&[(WHEN, ""), (ROLE, "")]);
    }
}
