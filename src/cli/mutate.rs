//! How much would the checks notice: `mutate` tries every slip, `assure` prints the one page about it.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;
use factcheck::corpus::{Corpus, Error, Fetched};
use factcheck::document::Document;
use factcheck::mutation::{self, Options, Outcome};
use factcheck::report::mutation as report;
use factcheck::{assurance, disk};

use super::{Ended, Format, Project, print, unknown, unprintable};

/// Where the reviewed page lies, relative to the root.
const REVIEWED: &str = "snapshots/assurance.snap";

#[derive(Debug, Args)]
pub(super) struct MutateArgs {
    /// Ask every check, and print which operator is noticed by which
    #[arg(long)]
    all: bool,
    /// Try only so many, drawn from all
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Which ones a sample draws
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Only mutants of this operator
    #[arg(long, value_name = "NAME")]
    operator: Option<String>,
    /// Only mutants of rows of this table
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Only mutants of this row
    #[arg(long, value_name = "ID")]
    fact: Option<String>,
    /// How to print the report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    workers: Workers,
}

#[derive(Debug, Args)]
pub(super) struct AssureArgs {
    #[command(flatten)]
    workers: Workers,
}

#[derive(Debug, Args)]
struct Workers {
    /// Worker threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
}

impl Workers {
    fn count(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(cores, usize::from)
    }
}

/// `mutate`: exit 1 where a mutant survives that the reviewed page does not list, or where a row of
/// `undecided` does not hold; exit 2 where there is no mutant to try.
pub(super) fn mutate(project: &Project, arguments: &MutateArgs) -> Ended {
    is_known(project, arguments)?;
    let options = Options {
        operator: arguments.operator.clone(),
        table: arguments.table.clone(),
        fact: arguments.fact.clone(),
        sample: arguments.sample,
        seed: arguments.seed,
        all: arguments.all,
        threads: arguments.workers.count(),
    };
    let outcome = tried(project, &options)?;
    if outcome.tried.is_empty() {
        return Err(no_mutants(arguments));
    }
    let known = reviewed(project)?;
    match arguments.format {
        Format::Json => print(&report::json(&outcome).map_err(unprintable)?),
        Format::Text => {
            print(&report::text(&outcome, &known));
            if arguments.all {
                print(&report::matrix(&outcome));
            }
        }
    }
    let is_new = |mutant: &mutation::Mutant| !known.contains(&report::survivor(mutant));
    Ok(!outcome.survivors().any(is_new) && outcome.complaints.is_empty())
}

/// Refuses names that nothing has: a filter that matches nothing would look like a clean run.
fn is_known(project: &Project, arguments: &MutateArgs) -> Result<(), Error> {
    if let Some(name) = arguments.operator.as_deref().filter(|name| mutation::find(name).is_none()) {
        return Err(unknown("operator", name, mutation::all().map(|operator| operator.name)));
    }
    let tables = project.tables();
    let is_table = |name: &&str| tables.iter().any(|table| table.schema.name == *name);
    if let Some(name) = arguments.table.as_deref().filter(|name| !is_table(name)) {
        return Err(unknown("table", name, tables.iter().map(|table| table.schema.name)));
    }
    let has_row = |id: &&str| tables.iter().any(|table| table.rows().any(|row| row.id() == *id));
    if let Some(id) = arguments.fact.as_deref().filter(|id| !has_row(id)) {
        return Err(Error::new(
            format!("there is no row `{id}`"),
            "`--fact` takes the id of a row, as findings name it",
        ));
    }
    Ok(())
}

/// A run that tries nothing shows nothing: it must not look like a clean one.
fn no_mutants(arguments: &MutateArgs) -> Error {
    let named = [("operator", &arguments.operator), ("table", &arguments.table), ("fact", &arguments.fact)];
    let mut asked: Vec<String> =
        named.iter().filter_map(|(option, name)| Some(format!("--{option} {}", name.as_deref()?))).collect();
    asked.extend(arguments.sample.map(|most| format!("--sample {most}")));
    let of = if asked.is_empty() { String::new() } else { format!(" of `{}`", asked.join(" ")) };
    let next = match &arguments.operator {
        Some(operator) if asked.len() == 1 => {
            let tables = mutation::find(operator)
                .map_or("claims", |operator| operator.tables.first().copied().unwrap_or("claims"));
            format!("no row of {tables} gives `{operator}` anything to change; `factcheck mutate` tries every operator")
        }
        Some(operator) => format!("`factcheck mutate --operator {operator}` tries it on every row that it takes"),
        None => "`factcheck mutate` tries every operator on every row".to_owned(),
    };
    Error::new(format!("no mutants{of}: nothing was tried"), next)
}

/// The survivors that the reviewed page lists.
fn reviewed(project: &Project) -> Result<BTreeSet<String>, Error> {
    match disk::fetch(&project.root, REVIEWED) {
        Fetched::Found(bytes) => {
            Ok(String::from_utf8_lossy(&bytes).lines().map(|line| line.trim().to_owned()).collect())
        }
        Fetched::Refused(reason) => {
            Err(Error::new(format!("{REVIEWED}: cannot be opened: {reason}"), "make the file readable"))
        }
        Fetched::Missing | Fetched::Outside => Ok(BTreeSet::new()),
    }
}

fn tried(project: &Project, options: &Options) -> Result<Outcome, Error> {
    let shown = AtomicUsize::new(0);
    let progress = |done: usize, of: usize| bar(&shown, done, of);
    let is_seen = std::io::stderr().is_terminal();
    let quiet = |_: usize, _: usize| {};
    let outcome =
        mutation::run(&project.inputs, &|path| project.fetch(path), options, if is_seen { &progress } else { &quiet });
    if is_seen {
        eprint!("\r{:60}\r", "");
    }
    outcome
}

/// A bar on the terminal, drawn again at every hundredth.
fn bar(shown: &AtomicUsize, done: usize, of: usize) {
    const WIDTH: usize = 40;
    let hundredth = done * 100 / of.max(1);
    if shown.fetch_max(hundredth, Ordering::Relaxed) < hundredth {
        let full = done * WIDTH / of.max(1);
        let mut out = std::io::stderr().lock();
        // Nobody needs the bar: a terminal that has gone away is no fault.
        let _ = write!(out, "\r[{:WIDTH$}] {done}/{of}", "#".repeat(full)).and_then(|()| out.flush());
    }
}

/// `assure`: prints the page; exit 1 where the facts do not stand.
pub(super) fn assure(project: &Project, arguments: &AssureArgs) -> Ended {
    let tables = project.tables();
    let corpus = Corpus::new(&project.inputs, &tables)?;
    let threads = arguments.workers.count();
    let checked = project.run(&corpus, arguments.workers.threads)?;
    let mutated = tried(project, &Options { threads, ..Options::default() })?;
    let mut texts = Vec::new();
    for entry in &corpus.sources {
        if let Fetched::Found(bytes) = project.fetch(entry.path) {
            texts.push(String::from_utf8(bytes).unwrap_or_default());
        }
    }
    let documents: Vec<Document> =
        texts.iter().enumerate().filter_map(|(source, raw)| Document::new(&corpus, source, raw)).collect();
    print(&assurance::page(&corpus, &documents, &checked, &mutated));
    let open = checked.findings.iter().any(|finding| finding.exception.is_none());
    Ok(!open && checked.blocked.is_empty() && mutated.complaints.is_empty())
}
