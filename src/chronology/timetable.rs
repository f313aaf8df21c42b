//! When does everything lie that has a time, by which rows, and in what order?

use std::collections::VecDeque;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::edtf::{Day, Strength};

use super::network::{Edge, Graph, ORIGIN};
use super::{By, Chronology, DAY, Kind, Thing, bounds, day};

/// A bound that takes more rows than this is left open: nobody could follow it.
const MOST_ROWS: usize = 64;

/// A day that something bounds, and the rows that together say so, each with what kind of bound it sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The day.
    pub day: Day,
    /// The rows, from the thing's own to the one with the date.
    pub rows: Vec<(By, Kind)>,
}

/// The bounds of a thing: earliest and latest start, earliest and latest end.
pub type Limits = [Option<Limit>; 4];

/// What the claims of one source say of the time of each point. What only follows from the day on which
/// the source was published is left out: no claim says it.
#[derive(Debug)]
pub(super) struct Timetable {
    /// For both strengths, hard first: the latest and the earliest time of each point.
    latest: [Ways; 2],
    earliest: [Ways; 2],
    /// A time for each point at which all bounds hold; only of what has one.
    times: Vec<Option<i64>>,
    /// For each point those that lie no later.
    sooner: Vec<Vec<u32>>,
    /// Where bounds cannot hold: the way to the nearest that cannot.
    troubles: Vec<Option<Trouble>>,
    /// For each start the rows that put it before or after another point.
    orders: HashMap<u32, Vec<(u32, Kind)>>,
    /// The rows that say when something was, or what came first.
    telling: HashSet<u32>,
}

/// How far each point lies from the origin, and the way there.
#[derive(Debug)]
struct Ways(Vec<Option<(i64, Step)>>);

/// One bound on the way to the origin: the next point, and whose bound it is.
#[derive(Debug, Clone, Copy)]
struct Step {
    next: u32,
    row: Option<u32>,
    kind: Kind,
}

/// What leads from a point to bounds that cannot hold.
#[derive(Debug, Clone, Copy)]
enum Trouble {
    /// It stands in this conflict.
    In(usize),
    /// The next point has to do with it, by this row.
    By(Option<u32>, u32),
}

impl Timetable {
    /// The times of all that a chronology knows.
    pub(super) fn new(chronology: &Chronology) -> Timetable {
        let points = 2 * chronology.things.len() + 1;
        let ways = || [Strength::Hard, Strength::Core].map(|_| Ways(vec![None; points]));
        let mut table = Timetable {
            latest: ways(),
            earliest: ways(),
            times: vec![None; points],
            sooner: vec![Vec::new(); points],
            troubles: vec![None; points],
            orders: HashMap::new(),
            telling: chronology.hard.iter().filter(|edge| is_told(edge.kind)).filter_map(|edge| edge.row).collect(),
        };
        let conflict_of = conflicts_by_row(chronology);
        for (component, edges) in chronology.components.iter().enumerate() {
            let all = chronology.edges(Strength::Hard);
            let edges_of = |from: &[Edge]| -> Vec<Edge> {
                edges
                    .iter()
                    .filter_map(|index| from.get(*index))
                    .filter(|edge| is_claimed(chronology, edge))
                    .copied()
                    .collect()
            };
            table.order(&edges_of(all));
            if chronology.broken.contains(&component) {
                let edges: Vec<Edge> = edges.iter().filter_map(|index| all.get(*index)).copied().collect();
                table.lead_to_trouble(&conflict_of, &edges);
            } else {
                table.settle(&[Strength::Hard, Strength::Core].map(|strength| edges_of(chronology.edges(strength))));
            }
        }
        table
    }

    fn order(&mut self, edges: &[Edge]) {
        for edge in edges.iter().filter(|edge| edge.weight <= 0 && edge.from != ORIGIN && edge.to != ORIGIN) {
            self.sooner.get_mut(edge.from as usize).into_iter().for_each(|sooner| sooner.push(edge.to));
            if let Some(row) = edge.row.filter(|_| is_told(edge.kind)) {
                self.orders.entry(edge.from).or_default().push((row, edge.kind));
                self.orders.entry(edge.to).or_default().push((row, edge.kind));
            }
        }
    }

    /// Works out a component whose bounds hold together.
    fn settle(&mut self, [hard, core]: &[Vec<Edge>; 2]) {
        for (slot, edges) in [hard, core].into_iter().enumerate() {
            let onward: Vec<Edge> = edges.iter().filter(|edge| edge.to != ORIGIN).copied().collect();
            let turn = |edge: &Edge| Edge { from: edge.to, to: edge.from, ..*edge };
            let back: Vec<Edge> = edges.iter().filter(|edge| edge.from != ORIGIN).map(turn).collect();
            let onward = Graph::new(onward.iter());
            let ways = Graph::new(back.iter()).ways(ORIGIN);
            if slot == 1 {
                // As early as can be, and what has no earliest time as late as can be.
                let given = ways.iter().map(|(point, far, _)| (*point, -far)).chain([(ORIGIN, 0)]);
                for (point, time) in onward.latest(given) {
                    self.times.get_mut(point as usize).into_iter().for_each(|known| *known = Some(time));
                }
            }
            if slot == 1 && edges.iter().any(|edge| edge.kind == Kind::Length) {
                self.order_by_lengths(edges);
            }
            self.earliest.get_mut(slot).into_iter().for_each(|known| known.fill(&ways));
            self.latest.get_mut(slot).into_iter().for_each(|known| known.fill(&onward.ways(ORIGIN)));
        }
    }

    /// What has no time and is put in order by lengths ("two days after", "lasted three") stands as it would
    /// at times that fit all bounds.
    fn order_by_lengths(&mut self, edges: &[Edge]) {
        let inner: Vec<Edge> = edges.iter().filter(|edge| edge.from != ORIGIN && edge.to != ORIGIN).copied().collect();
        let points: HashSet<u32> = inner.iter().flat_map(|edge| [edge.from, edge.to]).collect();
        let fitting = Graph::new(inner.iter()).latest(points.into_iter().map(|point| (point, 0)));
        let has_time = |point: u32| self.times.get(point as usize).is_some_and(Option::is_some);
        let mut free: Vec<(i64, u32)> =
            fitting.into_iter().filter(|(point, _)| !has_time(*point)).map(|(point, time)| (time, point)).collect();
        free.sort_unstable();
        for ((_, sooner), (_, later)) in free.iter().zip(free.iter().skip(1)) {
            self.sooner.get_mut(*later as usize).into_iter().for_each(|known| known.push(*sooner));
        }
    }

    /// Leads every point of a component to the nearest rows that cannot all hold.
    fn lead_to_trouble(&mut self, conflict_of: &HashMap<u32, usize>, edges: &[Edge]) {
        let mut queue = VecDeque::new();
        let mut near: HashMap<u32, Vec<(Option<u32>, u32)>> = HashMap::new();
        for edge in edges {
            let conflict = edge.row.and_then(|row| conflict_of.get(&row));
            for (point, other) in [(edge.from, edge.to), (edge.to, edge.from)] {
                if let Some(conflict) = conflict {
                    self.lead(point, Trouble::In(*conflict), &mut queue);
                }
                if point != ORIGIN && other != ORIGIN {
                    near.entry(point).or_default().push((edge.row, other));
                }
            }
        }
        near.values_mut().for_each(|near| near.sort_unstable());
        while let Some(point) = queue.pop_front() {
            for (row, other) in near.get(&point).into_iter().flatten() {
                self.lead(*other, Trouble::By(*row, point), &mut queue);
            }
        }
    }

    fn lead(&mut self, point: u32, trouble: Trouble, queue: &mut VecDeque<u32>) {
        if let Some(known) = self.troubles.get_mut(point as usize).filter(|known| known.is_none())
            && point != ORIGIN
        {
            *known = Some(trouble);
            queue.push_back(point);
        }
    }

    /// Tells of a point that was not seen, after all that lie no later.
    fn visit(&self, point: u32, seen: &mut [bool], mut tell: impl FnMut(u32)) {
        // Points on the way, each with the number of its edges that were followed.
        let mut way = vec![(point, 0)];
        while let Some((point, followed)) = way.pop() {
            let Some(known) = seen.get_mut(point as usize) else { continue };
            if followed == 0 && std::mem::replace(known, true) {
                continue;
            }
            match self.sooner.get(point as usize).and_then(|sooner| sooner.get(followed)) {
                Some(sooner) => way.extend([(point, followed + 1), (*sooner, 0)]),
                None => tell(point),
            }
        }
    }
}

impl<'c> Chronology<'c> {
    /// The bounds of a thing; all open where nothing is known of it or bounds cannot all hold.
    pub fn limits(&self, thing: Thing<'c>, strength: Strength) -> Limits {
        let Some((from, to)) = self.points(thing) else { return Limits::default() };
        let slot = usize::from(strength == Strength::Core);
        let (earliest, latest) = (self.timetable().earliest.get(slot), self.timetable().latest.get(slot));
        let earliest = |point| earliest.and_then(|ways| self.limit(ways, point, |far| day(-far, false)));
        let latest = |point| latest.and_then(|ways| self.limit(ways, point, |far| day(far, true)));
        [earliest(from), latest(from), earliest(to), latest(to)]
    }

    fn limit(&self, ways: &Ways, point: u32, day: impl Fn(i64) -> Day) -> Option<Limit> {
        let (far, rows) = ways.way(point)?;
        let by = |(row, kind)| (bounds::by_of(self.claims, row), kind);
        Some(Limit { day: day(far), rows: rows.into_iter().map(by).collect() })
    }

    /// The thing whose time a claim tells, if it tells one for its author: the time of which it says that
    /// something was so, else what it tells of.
    pub fn thing_of(&self, position: usize) -> Option<Thing<'c>> {
        let told = Some(Thing::Told(position)).filter(|told| self.index.contains_key(told));
        told.or_else(|| self.whole_of(position))
    }

    /// What a claim tells of, if it tells it for its author: more than the time of which it says so.
    pub fn whole_of(&self, position: usize) -> Option<Thing<'c>> {
        self.told.get(position).copied().flatten()
    }

    /// Whether a claim says when something was, or what came first.
    pub fn tells(&self, position: usize) -> bool {
        self.timetable().telling.contains(&(position as u32))
    }

    /// The rows that put a thing before or after another, each with what kind of bound it sets.
    pub fn orders(&self, thing: Thing<'c>) -> Vec<(By, Kind)> {
        let orders = self.points(thing).and_then(|(start, _)| self.timetable().orders.get(&start));
        orders.into_iter().flatten().map(|(row, kind)| (bounds::by_of(self.claims, *row), *kind)).collect()
    }

    /// The rows that cannot all hold with which a thing has to do, and those by which it does.
    pub fn trouble(&self, thing: Thing<'c>) -> Vec<By> {
        let Some((mut point, _)) = self.points(thing) else { return Vec::new() };
        let mut rows = Vec::new();
        while let Some(Some(trouble)) = self.timetable().troubles.get(point as usize) {
            match trouble {
                Trouble::By(row, next) => {
                    rows.extend(row.filter(|_| rows.len() < MOST_ROWS));
                    point = *next;
                }
                Trouble::In(conflict) => {
                    let conflict = self.conflicts.get(*conflict);
                    let by = rows.into_iter().map(|row| bounds::by_of(self.claims, row));
                    return by.chain(conflict.into_iter().flat_map(|one| &one.rows).map(|(by, _)| *by)).collect();
                }
            }
        }
        Vec::new()
    }

    /// A time at which a thing may start while all bounds hold, as a day and a part of it: as early as can
    /// be, or, where nothing says how early, as late.
    pub fn time(&self, thing: Thing<'c>) -> Option<(Day, i64)> {
        let (start, _) = self.points(thing)?;
        let ticks = self.timetable().times.get(start as usize).copied().flatten()?;
        Some((day(ticks, false), ticks.rem_euclid(DAY)))
    }

    /// The things in an order in which each stands after all that certainly begin no later, as positions
    /// in the list; else in the order of the list.
    pub fn arrange(&self, things: &[Option<Thing<'c>>]) -> Vec<usize> {
        let point = |thing: &Option<Thing<'c>>| Some(self.points((*thing)?)?.0);
        let mut at: HashMap<u32, Vec<usize>> = HashMap::new();
        for (position, thing) in things.iter().enumerate() {
            point(thing).into_iter().for_each(|point| at.entry(point).or_default().push(position));
        }
        let (mut seen, mut order) = (vec![false; self.timetable().sooner.len()], Vec::with_capacity(things.len()));
        for (position, thing) in things.iter().enumerate() {
            match point(thing) {
                Some(point) => self
                    .timetable()
                    .visit(point, &mut seen, |point| order.extend(at.remove(&point).unwrap_or_default())),
                None => order.push(position),
            }
        }
        order
    }
}

impl Ways {
    fn fill(&mut self, ways: &[(u32, i64, &Edge)]) {
        for (point, far, edge) in ways {
            let step = Step { next: edge.from, row: edge.row, kind: edge.kind };
            self.0.get_mut(*point as usize).into_iter().for_each(|known| *known = Some((*far, step)));
        }
    }

    /// How far a point lies from the origin, and the rows on the way there, each once.
    fn way(&self, mut point: u32) -> Option<(i64, Vec<(u32, Kind)>)> {
        let (far, _) = (*self.0.get(point as usize)?)?;
        let mut rows: Vec<(u32, Kind)> = Vec::new();
        while point != ORIGIN {
            let (_, step) = (*self.0.get(point as usize)?)?;
            if let Some(row) = step.row.filter(|row| rows.iter().all(|(known, _)| known != row)) {
                rows.push((row, step.kind));
            }
            if rows.len() > MOST_ROWS {
                return None;
            }
            point = step.next;
        }
        Some((far, rows))
    }
}

/// The first conflict of each row that takes part in one.
fn conflicts_by_row(chronology: &Chronology) -> HashMap<u32, usize> {
    let mut by_row = HashMap::new();
    for (index, conflict) in chronology.conflicts.iter().enumerate() {
        for (by, _) in &conflict.rows {
            by_row.entry(bounds::row_number(chronology.claims, *by)).or_insert(index);
        }
    }
    by_row
}

/// Whether a bound of this kind says when something was, or what came first.
fn is_told(kind: Kind) -> bool {
    matches!(kind, Kind::Date | Kind::Reach | Kind::Order | Kind::Cause | Kind::Length)
}

/// Whether an edge is a claim's bound on what it tells: not one that only follows from the day of publication,
/// none by the lifetime of one of several that it tells of, and none that bounds nothing in this strength.
fn is_claimed(chronology: &Chronology, edge: &Edge) -> bool {
    let by_register = edge.row.is_none() && (edge.from == ORIGIN || edge.to == ORIGIN);
    let is_lifetime = matches!(edge.kind, Kind::Bound | Kind::Begun | Kind::Lasting | Kind::Member);
    let of_one = is_lifetime && edge.row.is_some_and(|row| chronology.several.contains(&row));
    !by_register && !of_one && !matches!(edge.kind, Kind::Ahead | Kind::Behind) && edge.weight < i64::MAX / 8
}
