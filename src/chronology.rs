//! What came before what: the times that claims give to what they tell of, and whether these can all hold.
//!
//! Everything that has a time is a thing with a start and an end: an event entity, the lifetime of any
//! other entity, or what one claim tells of. Claims bound these points: by their dates, by their order
//! ("after the fall"), by what follows from their predicates (a cause begins no later than its effect),
//! by the day on which the source was published, by lengths. Bounds that cannot all hold are a
//! [`Conflict`]: a few rows of which any one could be left out.
//!
//! Order is by starts: what comes after something else begins later, and may overlap with it. Two things
//! of one day are in no order.

mod bounds;
mod explain;
mod network;
mod statements;
mod timetable;
mod wording;

use std::cell::OnceCell;

use foldhash::{HashMap, HashSet};

use crate::claim::Claim;
use crate::edtf::{Day, Strength};
use crate::fact::Fact;
use crate::language::Language;
use crate::vocabulary::Vocabulary;

use network::{Edge, Graph, ORIGIN};

use timetable::Timetable;
pub use timetable::{Limit, Limits};

/// One day in ticks. A tick is the least by which what comes later can come later.
const DAY: i64 = 1 << 20;

/// Something that has a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing<'c> {
    /// What a claim tells of, by its position.
    Claim(usize),
    /// The time of which a claim says that something was so; that may have begun before and last on.
    Told(usize),
    /// An event, or the lifetime of any other entity.
    Entity(&'c str),
    /// The same as somebody else tells of it, who may put it at another time than the author.
    Said {
        /// The cell `holder`.
        voice: &'c str,
        /// Id of the entity.
        id: &'c str,
    },
}

/// Whose bound it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// A claim, by its position.
    Claim(usize),
    /// A bond, by its position.
    Bond(usize),
}

/// An order between two things that no claim states: a constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bond<'c> {
    /// Id of an event or claim.
    pub left: &'c str,
    /// What holds of the two.
    pub order: Order,
    /// Id of an event or claim.
    pub right: &'c str,
}

/// How two things lie in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The left begins before the right.
    Before,
    /// The left begins no later than the right.
    NotAfter,
    /// The left lies within the right.
    Within,
    /// The two share some time.
    Overlaps,
}

/// What kind of bound an edge is. In a conflict of several kinds the one that is named last here says
/// what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A date, or the time of another thing, given to what a claim tells of.
    Date,
    /// A start or an end given to it: `from`, `until`.
    Reach,
    /// What a claim tells of is the start or the end of something.
    Bound,
    /// One thing after another.
    Order,
    /// A cause no later than the end of its effect.
    Cause,
    /// An actor acts after its beginning.
    Begun,
    /// An actor acts before its end.
    Lasting,
    /// A membership lies in the lifetime of the group.
    Member,
    /// Nothing that is predicted or scheduled was over when the source appeared.
    Ahead,
    /// Nothing that is asserted had not begun when the source appeared.
    Behind,
    /// How long something lasts, or lies away.
    Length,
    /// A constraint.
    Bond,
}

/// Rows that cannot all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What is wrong.
    pub kind: Kind,
    /// Whether it takes an order to be wrong, or there are only orders and no date.
    pub dated: bool,
    /// Whether the widest defensible reading of the dates fails, or only the convention.
    pub strength: Strength,
    /// The row to look at first.
    pub at: By,
    /// Every row that takes part, in row order, with what it says.
    pub rows: Vec<(By, String)>,
    /// Claim and evidence, one line.
    pub message: String,
    /// By how many days it fails; 0 where it fails by less than one.
    pub days: i64,
}

/// The bounds of one source.
#[derive(Debug)]
pub struct Chronology<'c> {
    /// How many claims there are: rows after them are bonds.
    claims: usize,
    things: Vec<Thing<'c>>,
    index: HashMap<Thing<'c>, u32>,
    /// What each claim tells of, where its author says that it is or will be so and a bound is about it.
    told: Vec<Option<Thing<'c>>>,
    /// Rows that say several facts: what exists by then is only one of several things.
    several: HashSet<u32>,
    /// Edges in the widest reading; the convention tightens some of them.
    hard: Vec<Edge>,
    core: Vec<Edge>,
    /// Positions of the edges of each component.
    components: Vec<Vec<usize>>,
    component_of: HashMap<u32, usize>,
    /// Components in which something cannot hold: nothing can be read off them.
    broken: HashSet<usize>,
    /// What cannot hold, in the order of the rows to look at.
    pub conflicts: Vec<Conflict>,
    timetable: OnceCell<Timetable>,
}

impl<'c> Chronology<'c> {
    /// Reads the bounds that claims set, and finds those that cannot hold together. `published` is the
    /// date of the source, EDTF, or empty; `language` its word lists.
    pub fn new(
        claims: &[Claim<'c>],
        facts: &[Fact<'c>],
        vocabulary: &Vocabulary<'c>,
        language: Option<&Language>,
        published: &str,
        bonds: &[Bond<'c>],
    ) -> Chronology<'c> {
        let mut chronology = bounds::read(claims, facts, vocabulary, language, published, bonds);
        chronology.components = network::components(2 * chronology.things.len() + 1, &chronology.hard);
        for (component, edges) in chronology.components.iter().enumerate() {
            for edge in edges.iter().filter_map(|index| chronology.hard.get(*index)) {
                chronology.component_of.insert(edge.from.max(edge.to), component);
                chronology.component_of.insert(if edge.from == ORIGIN { edge.to } else { edge.from }, component);
            }
        }
        (chronology.conflicts, chronology.broken) = explain::conflicts(&chronology, claims, bonds);
        chronology
    }

    /// The number of rows that set a bound of these kinds.
    pub fn rows(&self, of: impl Fn(Kind) -> bool) -> usize {
        let mut rows: Vec<u32> = self.hard.iter().filter(|edge| of(edge.kind)).filter_map(|edge| edge.row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows.len()
    }

    /// Everything that some bound is about.
    pub fn things(&self) -> &[Thing<'c>] {
        &self.things
    }

    /// What an id of an event, another entity or a claim stands for here.
    pub fn thing(&self, claims: &HashMap<&str, usize>, id: &'c str) -> Option<Thing<'c>> {
        let thing = match claims.get(id) {
            Some(claim) => self.whole_of(*claim).unwrap_or(Thing::Claim(*claim)),
            None => Thing::Entity(id),
        };
        self.index.contains_key(&thing).then_some(thing)
    }

    /// The first day on which a thing may start and the last on which it may end, as far as all bounds
    /// together say; `None` where they leave it open, and where they cannot all hold.
    pub fn span(&self, thing: Thing<'c>, strength: Strength) -> (Option<Day>, Option<Day>) {
        let Some((start, end)) = self.points(thing) else { return (None, None) };
        let Some(graph) = self.graph(start, strength) else { return (None, None) };
        let earliest = graph.distances(start)(ORIGIN).map(|far| day(-far, false));
        let latest = graph.distances(ORIGIN)(end).map(|far| day(far, true));
        (earliest, latest)
    }

    /// The rows by which two things can lie in no other order, ascending; `None` where the bounds leave it
    /// open, or cannot all hold.
    pub fn proof(&self, left: Thing<'c>, order: Order, right: Thing<'c>) -> Option<Vec<By>> {
        let (left, right) = (self.points(left)?, self.points(right)?);
        // Each demand: the first point lies at most so many ticks after the second.
        let demands = match order {
            Order::Before => vec![(left.0, right.0, -1)],
            Order::NotAfter => vec![(left.0, right.0, 0)],
            Order::Within => vec![(right.0, left.0, 0), (left.1, right.1, 0)],
            Order::Overlaps => vec![(left.0, right.1, 0), (right.0, left.1, 0)],
        };
        let mut rows = Vec::new();
        for (first, then, most) in demands {
            rows.extend(self.linked(first, then, most).or_else(|| self.by_dates(first, then, most))?);
        }
        rows.sort_unstable();
        rows.dedup();
        Some(rows.into_iter().map(|row| bounds::by_of(self.claims, row)).collect())
    }

    fn linked(&self, first: u32, then: u32, most: i64) -> Option<Vec<u32>> {
        let path = self.graph(then, Strength::Hard)?.path(then, first, most)?;
        Some(network::rows_of(&path))
    }

    /// Things of two components are linked by their dates alone.
    fn by_dates(&self, first: u32, then: u32, most: i64) -> Option<Vec<u32>> {
        let (of_first, of_then) = (self.graph(first, Strength::Hard)?, self.graph(then, Strength::Hard)?);
        let earliest = of_then.distances(then)(ORIGIN)?;
        let latest = of_first.path(ORIGIN, first, most.saturating_sub(earliest))?;
        let mut rows = network::rows_of(&of_then.path(then, ORIGIN, earliest)?);
        rows.extend(network::rows_of(&latest));
        Some(rows)
    }

    fn timetable(&self) -> &Timetable {
        self.timetable.get_or_init(|| Timetable::new(self))
    }

    /// The points of start and end.
    fn points(&self, thing: Thing<'c>) -> Option<(u32, u32)> {
        self.index.get(&thing).map(|index| (start(*index), end(*index)))
    }

    fn edges(&self, strength: Strength) -> &[Edge] {
        match strength {
            Strength::Hard => &self.hard,
            Strength::Core => &self.core,
        }
    }

    /// The bounds that have to do with a point.
    fn graph(&self, point: u32, strength: Strength) -> Option<Graph<'_>> {
        let component = self.component_of.get(&point).filter(|component| !self.broken.contains(component))?;
        let edges = self.components.get(*component)?;
        Some(Graph::new(edges.iter().filter_map(|index| self.edges(strength).get(*index))))
    }
}

/// The point at which a thing starts.
const fn start(index: u32) -> u32 {
    2 * index + 1
}

/// The point at which it ends.
const fn end(index: u32) -> u32 {
    2 * index + 2
}

/// The day in which a tick lies; the tick at midnight ends the day before where it is an end.
fn day(ticks: i64, is_end: bool) -> Day {
    let days = if is_end { (ticks - 1).div_euclid(DAY) } else { ticks.div_euclid(DAY) };
    Day::from_number(days)
}
