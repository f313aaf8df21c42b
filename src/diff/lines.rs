//! Which lines of a dataset differ, and in which cells?

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::depends::Graph;
use super::{Cause, CellChange, Fate, LineChange};
use crate::corpus::Corpus;
use crate::dataset::Dataset;
use crate::set::list;

/// A line before and after; one of the two may be missing.
type Pair<'l> = (Option<&'l Vec<String>>, Option<&'l Vec<String>>);

/// The lines of a dataset that differ, in the order of the new one; what is gone stands last.
pub(super) fn changes(dataset: &Dataset, old: &Corpus, new: &Corpus, graph: &Graph) -> Vec<LineChange> {
    let (olds, news) = ((dataset.rows)(old), (dataset.rows)(new));
    let both: HashSet<&Vec<String>> = olds.iter().collect();
    let kept: HashSet<&Vec<String>> = news.iter().filter(|line| both.contains(line)).collect();
    let gone: Vec<&Vec<String>> = olds.iter().filter(|line| !kept.contains(line)).collect();
    let come: Vec<&Vec<String>> = news.iter().filter(|line| !kept.contains(line)).collect();
    let whence = Whence::new(dataset, gone.iter().chain(&come).copied(), graph);
    pair(dataset, &gone, &come).into_iter().filter_map(|pair| change(dataset, pair, &whence)).collect()
}

/// Where the causes of lines are looked for.
struct Whence<'l, 'g, 'c> {
    graph: &'g Graph<'c>,
    /// The changed rows that all differing lines of a claim name, by the claim.
    of_claim: HashMap<&'l str, Vec<Cause>>,
}

impl<'l, 'g, 'c> Whence<'l, 'g, 'c> {
    fn new(dataset: &Dataset, lines: impl Iterator<Item = &'l Vec<String>>, graph: &'g Graph<'c>) -> Self {
        let mut of_claim: HashMap<&str, Vec<_>> = HashMap::new();
        for line in lines {
            of_claim.entry(own_claim(dataset, line)).or_default().extend(rows_of(dataset, line));
        }
        let causes = |(claim, rows): (&'l str, Vec<_>)| (claim, graph.changed_among(rows.into_iter()));
        Whence { graph, of_claim: of_claim.into_iter().map(causes).collect() }
    }

    /// The changed rows that these lines name. Where they name none, one that other lines of the claim
    /// named that came or went together with them: with it the claim is told otherwise.
    fn causes(&self, dataset: &Dataset, lines: &[&'l Vec<String>]) -> Vec<Cause> {
        let own = self.graph.causes(lines.iter().flat_map(|line| rows_of(dataset, line)));
        if own.iter().any(|cause| cause.via.is_empty()) {
            return own;
        }
        let others = lines.iter().filter_map(|line| self.of_claim.get(own_claim(dataset, line)));
        let others: BTreeSet<&Cause> = others.flatten().collect();
        if others.is_empty() { own } else { others.into_iter().cloned().collect() }
    }
}

/// Columns that name rows, each with their table.
const NAMING: [(&str, &str); 5] = [
    ("claims", "claims"),
    ("reference", "ref-*"),
    ("constraint", "constraints"),
    ("exception", "exceptions"),
    ("fact", "layout"),
];

/// The rows that a line names, by table and id.
fn rows_of<'l>(dataset: &Dataset, line: &'l [String]) -> impl Iterator<Item = (&'static str, &'l str)> {
    NAMING.into_iter().flat_map(move |(column, table)| list(cell_of(dataset, line, column)).map(move |id| (table, id)))
}

/// Pairs lines of one key, then those left over that have the same claim in it for their claims, then those
/// that alone show the same claim beside the same rows of other tables, then those that alone show it.
fn pair<'l>(dataset: &Dataset, gone: &[&'l Vec<String>], come: &[&'l Vec<String>]) -> Vec<Pair<'l>> {
    let by_key = |line: &Vec<String>| key(dataset, line);
    let by_name = |line: &Vec<String>| vec![own_claim(dataset, line).to_owned(), name(dataset, line)];
    let by_rows = |line: &Vec<String>| {
        let rows = rows_of(dataset, line).filter(|(table, _)| *table != "claims").map(|(_, id)| id.to_owned());
        [own_claim(dataset, line).to_owned()].into_iter().chain(rows).collect()
    };
    let by_claim = |line: &Vec<String>| vec![own_claim(dataset, line).to_owned()];
    let mut partner: HashMap<&Vec<String>, &Vec<String>> = HashMap::new();
    let mut taken: HashSet<&Vec<String>> = HashSet::new();
    for same in [&by_key as &dyn Fn(&Vec<String>) -> Vec<String>, &by_name, &by_rows, &by_claim] {
        let mut groups: BTreeMap<Vec<String>, [Vec<&Vec<String>>; 2]> = BTreeMap::new();
        for line in gone.iter().filter(|line| !taken.contains(*line)) {
            groups.entry(same(line)).or_default()[0].push(line);
        }
        for line in come.iter().filter(|line| !partner.contains_key(*line)) {
            groups.entry(same(line)).or_default()[1].push(line);
        }
        for [olds, news] in groups.values() {
            if let ([old], [new]) = (olds.as_slice(), news.as_slice()) {
                partner.insert(new, old);
                taken.insert(old);
            }
        }
    }
    let after = come.iter().map(|line| (partner.get(*line).copied(), Some(*line)));
    let before = gone.iter().filter(|line| !taken.contains(*line)).map(|line| (Some(*line), None));
    after.chain(before).collect()
}

fn key(dataset: &Dataset, line: &[String]) -> Vec<String> {
    let cell = |name: &&str| dataset.position(name).and_then(|at| line.get(at)).cloned().unwrap_or_default();
    dataset.key.iter().map(cell).collect()
}

/// The claim that a line shows: the first that it names.
fn own_claim<'l>(dataset: &Dataset, line: &'l [String]) -> &'l str {
    list(claims(dataset, line)).next().unwrap_or("")
}

fn claims<'l>(dataset: &Dataset, line: &'l [String]) -> &'l str {
    cell_of(dataset, line, "claims")
}

fn cell_of<'l>(dataset: &Dataset, line: &'l [String], column: &str) -> &'l str {
    dataset.position(column).and_then(|at| line.get(at)).map_or("", String::as_str)
}

fn change<'l>(dataset: &Dataset, (old, new): Pair<'l>, whence: &Whence<'l, '_, '_>) -> Option<LineChange> {
    let line = new.or(old)?;
    let fate = match (old, new) {
        (None, _) => Fate::Added,
        (_, None) => Fate::Removed,
        _ => Fate::Changed,
    };
    let cell = |line: Option<&Vec<String>>, at: usize| line.and_then(|line| line.get(at)).cloned().unwrap_or_default();
    let cells = dataset.header().enumerate().map(|(at, column)| CellChange {
        column: column.to_owned(),
        old: cell(old, at),
        new: cell(new, at),
    });
    let lines: Vec<&Vec<String>> = [old, new].into_iter().flatten().collect();
    Some(LineChange {
        name: name(dataset, line),
        fate,
        cells: cells.filter(|cell| cell.old != cell.new).collect(),
        causes: whence.causes(dataset, &lines),
    })
}

/// The filled cells of the key, the claim that the line shows for its claims.
fn name(dataset: &Dataset, line: &[String]) -> String {
    let own = own_claim(dataset, line);
    let cells = dataset.key.iter().zip(key(dataset, line));
    let cells = cells.map(|(column, cell)| if *column == "claims" { own.to_owned() } else { cell });
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
}
