//! Which bounds cannot hold, and how is that said?

use foldhash::{HashSet, HashSetExt};

use crate::claim::{Claim, column};
use crate::edtf::Strength;

use super::network::{Edge, ORIGIN, minimal_cycle, rows_of};
use super::{Bond, By, Chronology, Conflict, DAY, Kind, Thing, bounds, day};

/// Everything that cannot hold, and the components in which it stands. What fails in the widest reading is
/// not told again for the convention.
pub(super) fn conflicts(chronology: &Chronology, claims: &[Claim], bonds: &[Bond]) -> (Vec<Conflict>, HashSet<usize>) {
    let teller = Teller { chronology, claims, bonds };
    let (mut conflicts, mut broken) = (Vec::new(), HashSet::new());
    for (index, component) in chronology.components.iter().enumerate() {
        let mut left_out = HashSet::new();
        for strength in [Strength::Hard, Strength::Core] {
            let all = chronology.edges(strength);
            let edges: Vec<&Edge> = component.iter().filter_map(|index| all.get(*index)).collect();
            while let Some(cycle) = minimal_cycle(&edges, &|row| left_out.contains(&row)) {
                let Some(conflict) = teller.tell(&cycle, strength) else { break };
                left_out.insert(bounds::row_number(claims.len(), conflict.at));
                conflicts.push(conflict);
                broken.insert(index);
            }
        }
    }
    conflicts.sort_by_key(|conflict| conflict.at);
    (conflicts, broken)
}

struct Teller<'a, 'c> {
    chronology: &'a Chronology<'c>,
    claims: &'a [Claim<'c>],
    bonds: &'a [Bond<'c>],
}

impl Teller<'_, '_> {
    fn tell(&self, cycle: &[&Edge], strength: Strength) -> Option<Conflict> {
        let cycle = from_origin(cycle);
        // Of the bounds that take part the gravest kind says what is wrong; of its rows the last.
        let worst = cycle.iter().filter(|edge| edge.row.is_some()).max_by_key(|edge| (edge.kind, edge.row))?;
        let dated = cycle.first().is_some_and(|edge| edge.from == ORIGIN);
        let late = -cycle.iter().map(|edge| edge.weight).sum::<i64>();
        let days = (late + DAY - 1).div_euclid(DAY).max(0);
        let kind = named(worst.kind, &cycle);
        let message = if dated { self.dated(&cycle, days)? } else { self.undated(&cycle) };
        let rows = rows_of(&cycle).into_iter().map(|row| {
            let by = bounds::by_of(self.claims.len(), row);
            (by, self.note(by, &cycle, row))
        });
        let at = bounds::by_of(self.claims.len(), worst.row?);
        Some(Conflict { kind, dated, strength, at, rows: rows.collect(), message, days })
    }

    /// "the earliest start of `b` is …, the latest end of `a` is …, but …".
    fn dated(&self, cycle: &[&Edge], days: i64) -> Option<String> {
        let (first, last) = (cycle.first()?, cycle.last()?);
        let (latest, earliest) = (day(first.weight, true), day(-last.weight, false));
        let (upper, lower) = (self.point(first.to), self.point(last.from));
        let fails = if days == 1 { "by a day".to_owned() } else { format!("by {days} days") };
        let message = match (first.kind, last.kind) {
            (Kind::Behind, _) => {
                format!(
                    "{} begins {earliest} at the earliest, and the source that asserts it appeared {latest} at the latest",
                    self.name(first.to)
                )
            }
            (_, Kind::Ahead) => {
                format!(
                    "{} was over {latest} at the latest, and the source that predicts it appeared {earliest} at the earliest",
                    self.name(last.from)
                )
            }
            _ if first.row.is_none() || last.row.is_none() => {
                format!(
                    "the earliest {lower} is {earliest}, the latest {upper} is {latest}; one of them is `published` in sources.csv"
                )
            }
            _ => format!("the earliest {lower} is {earliest}, the latest {upper} is {latest}"),
        };
        let middle = cycle.get(1..cycle.len().saturating_sub(1)).unwrap_or(&[]);
        // The order of the chain: each is to lie no later than the one before.
        let reasons: Vec<String> = middle.iter().rev().filter_map(|edge| self.reason(edge)).collect();
        let but = if reasons.is_empty() { String::new() } else { format!(", but {}", reasons.join(", and ")) };
        Some(format!("{message}{but}: it fails {fails}"))
    }

    fn undated(&self, cycle: &[&Edge]) -> String {
        let reasons: Vec<String> = cycle.iter().rev().filter_map(|edge| self.reason(edge)).collect();
        format!("no order of time fits: {}", reasons.join(", and "))
    }

    /// What an edge says of two things.
    fn reason(&self, edge: &Edge) -> Option<String> {
        let by = bounds::by_of(self.claims.len(), edge.row?);
        let (first, then) = (self.name(edge.to), self.name(edge.from));
        // That a thing was so at the time that its own row gives needs no reason.
        if first == then && edge.kind < Kind::Cause {
            return None;
        }
        let row = match by {
            By::Claim(position) => format!("`{}`", self.claims.get(position)?.at.id),
            By::Bond(position) => {
                let bond = self.bonds.get(position)?;
                format!("the constraint on `{}` and `{}`", bond.left, bond.right)
            }
        };
        Some(match edge.kind {
            Kind::Bound => {
                let (life, side) = if first == row { (then, edge.from) } else { (first, edge.to) };
                format!("{row} is the {} of {life}", if side % 2 == 1 { "beginning" } else { "end" })
            }
            Kind::Date | Kind::Reach => format!("{row} tells of {}", if first == row { then } else { first }),
            Kind::Order | Kind::Bond => format!("{row} puts {first} before {then}"),
            Kind::Cause => format!("{row} makes {first} a cause of {then}"),
            Kind::Begun => format!("{row} needs {first} to exist by then"),
            Kind::Lasting => format!("{row} needs {then} to last until then"),
            Kind::Member => format!("{row} tells of membership in {}", if first == row { then } else { first }),
            Kind::Length => {
                let days = edge.weight.abs().div_euclid(DAY);
                match (edge.weight < 0, edge.to.abs_diff(edge.from) == 1) {
                    (true, true) => format!("{row} says that it takes at least {days} days"),
                    (false, true) => format!("{row} says that it takes at most {days} days"),
                    (true, false) => format!("{row} puts {then} at least {days} days after {first}"),
                    (false, false) => format!("{row} puts {first} at most {days} days after {then}"),
                }
            }
            Kind::Ahead => format!("{row} predicts it"),
            Kind::Behind => format!("{row} asserts it"),
        })
    }

    /// What a row contributes.
    fn note(&self, by: By, cycle: &[&Edge], row: u32) -> String {
        let kind = cycle.iter().filter(|edge| edge.row == Some(row)).map(|edge| edge.kind).max();
        let cells = match by {
            By::Claim(position) => self.claims.get(position).map(|claim| {
                let cells = [column::ROLE, column::WHEN, column::SPAN].map(|column| claim.cell(column));
                cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
            }),
            By::Bond(_) => None,
        };
        match (kind, cells.filter(|cells| !cells.is_empty())) {
            (Some(Kind::Bond), _) => "a constraint on the order".to_owned(),
            (Some(Kind::Cause), _) => "a cause begins before its effect is over".to_owned(),
            (Some(Kind::Begun | Kind::Lasting), _) => "only what exists can act, and only while it does".to_owned(),
            (Some(Kind::Member), _) => "only what exists has members".to_owned(),
            (Some(Kind::Bound), None) => "tells of a beginning or an end".to_owned(),
            (Some(Kind::Order), None) => "says what came first".to_owned(),
            (_, Some(cells)) => format!("says `{cells}`"),
            (_, None) => "takes part".to_owned(),
        }
    }

    fn name(&self, point: u32) -> String {
        let index = point.saturating_sub(1) / 2;
        match self.chronology.things.get(index as usize) {
            Some(Thing::Entity(id) | Thing::Said { id, .. }) => format!("`{id}`"),
            Some(Thing::Claim(position) | Thing::Told(position)) => {
                self.claims.get(*position).map_or_else(String::new, |claim| format!("`{}`", claim.at.id))
            }
            None => String::new(),
        }
    }

    fn point(&self, point: u32) -> String {
        let side = if point % 2 == 1 { "start" } else { "end" };
        format!("{side} of {}", self.name(point))
    }
}

/// What is wrong where starts and ends do not fit: that a thing ends before it starts, if that takes part,
/// else that it has two dates.
fn named(kind: Kind, cycle: &[&Edge]) -> Kind {
    let is_reversed = || cycle.iter().any(|edge| edge.row.is_none() && edge.from != ORIGIN && edge.to != ORIGIN);
    match kind {
        Kind::Reach | Kind::Bound if !is_reversed() => Kind::Date,
        Kind::Bound => Kind::Reach,
        kind => kind,
    }
}

/// The cycle, begun at the origin where it passes there, else at its least point.
fn from_origin<'e>(cycle: &[&'e Edge]) -> Vec<&'e Edge> {
    let first = cycle.iter().enumerate().min_by_key(|(_, edge)| edge.from).map_or(0, |(index, _)| index);
    let (before, after) = cycle.split_at_checked(first).unwrap_or((cycle, &[]));
    after.iter().chain(before).copied().collect()
}
