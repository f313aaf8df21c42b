//! How much of what could be wrong would the checks notice? The facts are made wrong in every listed way,
//! one slip at a time, and each time the whole check runs.
//!
//! An [`Operator`] is one way to go wrong: at a row it makes [`Mutant`]s, each one slip. A mutant is
//! written in canonical form and order, and checked in memory. It is *killed* by a finding that was not
//! there before, of a check that may count ([`counting`]); what survives is *equivalent* where a rule in
//! code proves that it says the same ([`equivalent`]), *undecided* where a row of `undecided` says that
//! the words leave it open, and else a *survivor*: a hole.

pub mod counting;
mod equivalent;
mod site;
mod trial;
mod undecided;

mod anchors;
mod dates;
mod entities;
mod links;
mod lists;
mod mentions;
mod modality;
mod numbers;
mod predicates;
mod rows;
mod vocabulary;

use std::collections::BTreeMap;

use foldhash::{HashSet, HashSetExt};

pub use site::{Site, Stock};
pub use trial::{files, run};

/// What a mutant is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Where a row stands and what it quotes.
    Anchor,
    /// What one cell says.
    Value,
    /// How items, sides and rows hang together.
    Structure,
    /// What the shared tables say.
    Vocabulary,
}

impl Group {
    /// Every group, in the order in which they are reported.
    pub const ALL: [Group; 4] = [Group::Anchor, Group::Value, Group::Structure, Group::Vocabulary];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Group::Anchor => "anchor",
            Group::Value => "value",
            Group::Structure => "structure",
            Group::Vocabulary => "vocabulary",
        }
    }
}

/// One way to go wrong.
#[derive(Debug, Clone, Copy)]
pub struct Operator {
    /// Names the slip, in kebab-case.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// One line: what it does to a row.
    pub about: &'static str,
    /// The tables whose rows it takes.
    pub tables: &'static [&'static str],
    /// Makes the mutants of one row.
    pub run: fn(&Site, &mut Vec<Mutant>),
}

/// Every operator, group by group.
pub const OPERATORS: &[&[Operator]] = &[
    anchors::OPERATORS,
    dates::OPERATORS,
    numbers::OPERATORS,
    entities::OPERATORS,
    modality::OPERATORS,
    lists::OPERATORS,
    predicates::OPERATORS,
    links::OPERATORS,
    mentions::OPERATORS,
    rows::OPERATORS,
    vocabulary::OPERATORS,
];

/// Every operator, topic by topic.
pub fn all() -> impl Iterator<Item = &'static Operator> {
    OPERATORS.iter().flat_map(|operators| operators.iter())
}

/// An operator by name.
pub fn find(name: &str) -> Option<&'static Operator> {
    all().find(|operator| operator.name == name)
}

/// Where a row stands: table (by its place in the corpus) and record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowAt {
    table: usize,
    record: u32,
}

/// One change to the rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Edit {
    /// A cell says something else.
    Cell {
        /// Its row.
        row: RowAt,
        /// Its column.
        column: usize,
        /// What it says now.
        to: String,
    },
    /// A row goes.
    Delete(RowAt),
    /// A row comes, in the table of another.
    Add {
        /// A row of the same table.
        beside: RowAt,
        /// Its cells, in schema order.
        cells: Vec<String>,
    },
}

/// One slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// The operator that made it.
    pub operator: &'static str,
    /// What it is about.
    pub group: Group,
    /// The table of the row.
    pub table: &'static str,
    /// Id of the row.
    pub fact: String,
    /// The column to look at; empty where it is the row as a whole.
    pub column: &'static str,
    /// What the column said.
    pub from: String,
    /// What it says now.
    pub to: String,
    edits: Vec<Edit>,
}

impl Mutant {
    /// One line that names it, the same as long as row and slip are the same.
    pub fn name(&self) -> String {
        let Mutant { operator, fact, column, from, to, .. } = self;
        if column.is_empty() {
            return format!("{operator} {fact}");
        }
        let shown = |cell: &str| if cell.is_empty() { "nothing".to_owned() } else { format!("`{cell}`") };
        format!("{operator} {fact} {column}: {} -> {}", shown(from), shown(to))
    }
}

/// What became of a mutant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// These checks noticed it; only the first that did, unless all were asked for.
    Killed(Vec<&'static str>),
    /// It says the same, by this rule.
    Equivalent(&'static str),
    /// The words leave it open, by this row of `undecided`.
    Undecided(String),
    /// Nothing noticed.
    Survived,
}

/// A mutant and what became of it.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The slip.
    pub mutant: Mutant,
    /// What became of it.
    pub fate: Fate,
}

/// Which mutants to try, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only of this operator.
    pub operator: Option<String>,
    /// Only of rows of this table.
    pub table: Option<String>,
    /// Only of this row.
    pub fact: Option<String>,
    /// At most so many, drawn from all.
    pub sample: Option<usize>,
    /// Which ones a sample draws.
    pub seed: u64,
    /// Ask every check, not only up to the first that notices.
    pub all: bool,
    /// Worker threads, at least 1.
    pub threads: usize,
}

/// Counts of one operator, of one group, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there were.
    pub mutants: usize,
    /// How many were noticed.
    pub killed: usize,
    /// How many of these only a constraint noticed.
    pub only_constraints: usize,
    /// How many say the same.
    pub equivalent: usize,
    /// How many the words leave open.
    pub undecided: usize,
}

impl Options {
    /// The operators that are asked, where they are asked for every row that they take.
    fn exhausted(&self) -> Vec<&'static str> {
        let is_whole = self.fact.is_none() && self.sample.is_none();
        let takes = |operator: &&Operator| {
            self.operator.as_deref().is_none_or(|name| name == operator.name)
                && self.table.as_deref().is_none_or(|table| operator.tables.contains(&table))
        };
        all().filter(|operator| is_whole && takes(operator)).map(|operator| operator.name).collect()
    }
}

impl Tally {
    /// How many nothing noticed.
    pub fn survived(&self) -> usize {
        self.mutants - self.killed - self.equivalent - self.undecided
    }

    /// How many should have been noticed.
    pub fn decided(&self) -> usize {
        self.mutants - self.equivalent - self.undecided
    }

    fn add(&mut self, fate: &Fate) {
        self.mutants += 1;
        match fate {
            Fate::Killed(checks) => {
                self.killed += 1;
                self.only_constraints += usize::from(checks.iter().all(|check| counting::is_constraint(check)));
            }
            Fate::Equivalent(_) => self.equivalent += 1,
            Fate::Undecided(_) => self.undecided += 1,
            Fate::Survived => {}
        }
    }
}

/// What a run of mutants gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Every mutant in order: operators as listed, rows as they stand.
    pub tried: Vec<Tried>,
    /// The operators that were asked for every row that they take: one without a mutant has nothing to take.
    pub exhausted: Vec<&'static str>,
    /// Rows of `undecided` that do not hold, each with the reason.
    pub complaints: Vec<String>,
}

impl Outcome {
    /// Counts of all mutants.
    pub fn total(&self) -> Tally {
        self.tally(|_| true)
    }

    /// Counts of the mutants that `takes` takes.
    pub fn tally(&self, takes: impl Fn(&Mutant) -> bool) -> Tally {
        let mut tally = Tally::default();
        self.tried.iter().filter(|tried| takes(&tried.mutant)).for_each(|tried| tally.add(&tried.fate));
        tally
    }

    /// Counts by operator: of those that made a mutant, and of those that found no row to make one of.
    pub fn by_operator(&self) -> BTreeMap<&'static str, Tally> {
        let mut tallies: BTreeMap<&str, Tally> =
            self.exhausted.iter().map(|operator| (*operator, Tally::default())).collect();
        self.tried.iter().for_each(|tried| tallies.entry(tried.mutant.operator).or_default().add(&tried.fate));
        tallies
    }

    /// How many mutants each check noticed.
    pub fn by_check(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        self.killers().flatten().for_each(|check| *counts.entry(*check).or_default() += 1);
        counts
    }

    /// How many only a constraint noticed.
    pub fn only_constraints(&self) -> usize {
        self.total().only_constraints
    }

    /// The mutants that nothing noticed.
    pub fn survivors(&self) -> impl Iterator<Item = &Mutant> {
        self.tried.iter().filter(|tried| tried.fate == Fate::Survived).map(|tried| &tried.mutant)
    }

    /// The checks that noticed other slips in this column of the table, most often first. They look at the
    /// column; whether one of them could notice this slip too is for a reader to judge.
    pub fn looking_there(&self, mutant: &Mutant) -> Vec<(&'static str, usize)> {
        let mut counts = BTreeMap::<&str, usize>::new();
        let same = |other: &Mutant| other.table == mutant.table && other.column == mutant.column;
        for tried in self.tried.iter().filter(|tried| same(&tried.mutant)) {
            if let Fate::Killed(checks) = &tried.fate {
                checks.iter().for_each(|check| *counts.entry(*check).or_default() += 1);
            }
        }
        let mut ordered: Vec<_> = counts.into_iter().collect();
        ordered.sort_by_key(|(check, count)| (std::cmp::Reverse(*count), *check));
        ordered
    }

    fn killers(&self) -> impl Iterator<Item = &Vec<&'static str>> {
        self.tried.iter().filter_map(|tried| match &tried.fate {
            Fate::Killed(checks) => Some(checks),
            _ => None,
        })
    }
}

/// Every mutant of the rows that the options take, in order. Of two operators that make the same change
/// the first has it.
pub fn mutants(stock: &Stock, options: &Options) -> Vec<Mutant> {
    let mut known: HashSet<Vec<Edit>> = HashSet::new();
    let (mut all_mutants, mut made) = (Vec::new(), Vec::new());
    for operator in all().filter(|operator| options.operator.as_deref().is_none_or(|name| name == operator.name)) {
        for site in stock.sites(operator.tables) {
            if options.table.as_deref().is_some_and(|table| table != site.table_name())
                || options.fact.as_deref().is_some_and(|fact| fact != site.id())
            {
                continue;
            }
            (operator.run)(&site, &mut made);
            for mutant in made.drain(..).filter(|mutant| !site.is_unchanged(mutant)) {
                if known.insert(mutant.edits.clone()) {
                    all_mutants.push(Mutant { operator: operator.name, group: operator.group, ..mutant });
                }
            }
        }
    }
    match options.sample {
        Some(most) => sample(all_mutants, most, options.seed),
        None => all_mutants,
    }
}

/// `most` of the mutants, the same ones for the same seed, in their order.
fn sample(mutants: Vec<Mutant>, most: usize, seed: u64) -> Vec<Mutant> {
    let seed = seed.to_string();
    let mut drawn: Vec<(u64, usize)> =
        mutants.iter().enumerate().map(|(index, mutant)| (site::draw(&[&seed, &mutant.name()]), index)).collect();
    drawn.sort_unstable();
    let taken: HashSet<usize> = drawn.into_iter().take(most).map(|(_, index)| index).collect();
    mutants.into_iter().enumerate().filter(|(index, _)| taken.contains(index)).map(|(_, mutant)| mutant).collect()
}
