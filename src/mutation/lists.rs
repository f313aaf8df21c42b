//! Slips of arrangement: items dropped, added or out of order, sides swapped.

use crate::claim::column::{self, OBJECT, OTHER, SUBJECT};
use crate::mutation::{Group, Mutant, Operator, Site};
use crate::set::{Joint, Member};
use crate::source::Span;

const CLAIMS: &[&str] = &["claims"];

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "list-item-dropped",
        group: Group::Structure,
        about: "a list lacks an item",
        tables: CLAIMS,
        run: item_dropped,
    },
    Operator {
        name: "list-item-added",
        group: Group::Structure,
        about: "a list has an item too many",
        tables: CLAIMS,
        run: item_added,
    },
    Operator {
        name: "list-reordered",
        group: Group::Structure,
        about: "two items of an ordered list change places",
        tables: CLAIMS,
        run: reordered,
    },
    Operator {
        name: "joint-changed",
        group: Group::Structure,
        about: "items are alternatives for a list, things that belong together, or the reverse",
        tables: CLAIMS,
        run: joint_changed,
    },
    Operator {
        name: "sides-swapped",
        group: Group::Structure,
        about: "subject and object change places",
        tables: CLAIMS,
        run: |site, out| swapped(site, out, SUBJECT, OBJECT),
    },
    Operator {
        name: "other-swapped",
        group: Group::Structure,
        about: "the third party changes places with subject or object",
        tables: CLAIMS,
        run: |site, out| {
            swapped(site, out, OTHER, OBJECT);
            swapped(site, out, OTHER, SUBJECT);
        },
    },
];

fn item_dropped(site: &Site, out: &mut Vec<Mutant>) {
    for column in column::SETS {
        let members = site.members(column);
        for (index, member) in members.iter().enumerate().filter(|_| members.len() > 1) {
            let bytes = match (index.checked_sub(1).and_then(|at| members.get(at)), members.get(1)) {
                (Some(before), _) => Span::new(before.bytes.end, member.bytes.end),
                (None, Some(next)) => Span::new(0, next.bytes.start),
                (None, None) => continue,
            };
            out.push(site.change(&[(column, &site.splice(column, bytes, ""))]));
        }
    }
}

fn item_added(site: &Site, out: &mut Vec<Mutant>) {
    for column in column::SETS {
        let cell = site.cell(column);
        let members = site.members(column);
        let held: Vec<&str> = members.iter().filter_map(|member| member.item.id()).collect();
        let Some(first) = held.first() else { continue };
        let is_new = |other: &&str| !held.contains(other);
        let named = site.pick(site.in_sentence().into_iter().filter(is_new), 1);
        let typed = site.pick(site.of_same_type(first).filter(is_new), 1);
        out.extend(named.into_iter().chain(typed).map(|other| site.change(&[(column, &format!("{cell}; {other}"))])));
    }
}

/// On a route, and under an ordered predicate, the order says something.
fn reordered(site: &Site, out: &mut Vec<Mutant>) {
    let is_ordered = site.predicate().is_some_and(|predicate| predicate.kind == "route" || predicate.has("ordered"));
    let members = site.members(OBJECT);
    for pair in members.windows(2).filter(|_| is_ordered) {
        let [first, second] = pair else { continue };
        let cell = site.cell(OBJECT);
        let text = |member: &Member| cell.get(member.bytes.range()).unwrap_or("").to_owned();
        let between = cell.get(first.bytes.end..second.bytes.start).unwrap_or("");
        let turned = format!("{}{between}{}", text(second), text(first));
        let bytes = Span::new(first.bytes.start, second.bytes.end);
        out.push(site.change(&[(OBJECT, &site.splice(OBJECT, bytes, &turned))]));
    }
}

fn joint_changed(site: &Site, out: &mut Vec<Mutant>) {
    for column in column::SETS {
        let members = site.members(column);
        for pair in members.windows(2) {
            let [before, member] = pair else { continue };
            let others = match member.joint {
                Joint::List => [" | ", " & "],
                Joint::Or => ["; ", " & "],
                Joint::And => [" | ", "; "],
                Joint::First => continue,
            };
            let bytes = Span::new(before.bytes.end, member.bytes.start);
            out.extend(others.iter().map(|to| site.change(&[(column, &site.splice(column, bytes, to))])));
        }
    }
}

fn swapped(site: &Site, out: &mut Vec<Mutant>, a: usize, b: usize) {
    let (first, second) = (site.cell(a), site.cell(b));
    if !first.is_empty() && !second.is_empty() {
        out.push(site.change(&[(a, second), (b, first)]));
    }
}
