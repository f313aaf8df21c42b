//! What did the user ask for: wires the rooms together, and is the only room that prints.

mod add;
mod diff;
mod edits;
mod mutate;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use factcheck::checks::Outcome;
use factcheck::corpus::{Corpus, Error, Fetched, Input, read_tables};
use factcheck::coverage::Tally;
use factcheck::document::Document;
use factcheck::finding::Severity;
use factcheck::report::{Summary, coverage as coverage_report, json, text};
use factcheck::table::Table;
use factcheck::{checks, datasets, disk, export};

/// Checks that the claims of a document stand in its words and agree with each other.
#[derive(Debug, Parser)]
#[command(name = "factcheck", version, max_term_width = 100)]
struct Cli {
    /// The folder with facts/ and seeds/ [default: the nearest one upward from here]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check every row; this is what runs without a subcommand
    Check(CheckArgs),
    /// Write every table in canonical order and quoting
    Fmt(edits::FmtArgs),
    /// Fill or correct offsets whose quote stands in exactly one place
    Fix(edits::FixArgs),
    /// Add a row for words of the note
    Add(add::AddArgs),
    /// Say how much of the sources the rows cover
    Coverage(CoverageArgs),
    /// Print a derived dataset
    Derive(DeriveArgs),
    Diff(diff::DiffArgs),
    /// Print every claim with what was computed of it
    Export(ExportArgs),
    /// Say for every value of the claims which words support it
    Grounding(CoverageArgs),
    /// Make the facts wrong in every listed way, and say what the checks do not notice
    Mutate(mutate::MutateArgs),
    /// Print the one page that says what was checked, how strongly, and what would slip through
    Assure(mutate::AssureArgs),
    /// Print the page of a check
    Explain {
        /// Name of the check, as findings print it
        check: String,
    },
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// How to print the report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Fail on warnings too
    #[arg(long, value_enum)]
    deny: Option<Deny>,
    /// Print how many rows each check looked at
    #[arg(long)]
    verbose: bool,
    /// Worker threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// When to colour the report
    #[arg(long, value_enum, default_value = "auto")]
    color: Colour,
}

#[derive(Debug, Args)]
struct CoverageArgs {
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Args)]
struct DeriveArgs {
    /// Name of the dataset
    #[arg(required_unless_present_any = ["list", "all"])]
    name: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value = "csv")]
    format: DatasetFormat,
    /// List the datasets
    #[arg(long, conflicts_with_all = ["name", "all"])]
    list: bool,
    /// Write all datasets into a folder, as CSV with a datapackage.json that describes them
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    all: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ExportArgs {
    /// How to print it
    #[arg(long, value_enum, default_value = "jsonl")]
    format: ExportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DatasetFormat {
    Csv,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// How a subcommand ended: well, with something to mend, or without having looked.
type Ended = Result<bool, Error>;

/// Runs the program: exit status 0 where all is well, 1 where something is to be mended, 2 where it
/// could not look.
pub(crate) fn run(arguments: Vec<OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(with_default_command(arguments)) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no faults: clap knows where each goes.
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match dispatch(cli) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            // A list of places has a line for each; nothing else in a message may break the line.
            let lines: Vec<String> = error.message.lines().map(text::clean).collect();
            eprintln!("error: {}\n  = help: {}", lines.join("\n"), text::clean(&error.help));
            ExitCode::from(2)
        }
    }
}

/// `check` is what runs without a subcommand, with its options and all.
fn with_default_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut at = 1;
    while let Some(argument) = arguments.get(at).and_then(|argument| argument.to_str()) {
        match argument {
            "--root" => at += 2,
            _ if argument.starts_with("--root=") => at += 1,
            "-h" | "--help" | "-V" | "--version" => return arguments,
            _ if argument.starts_with('-') => break,
            _ => return arguments,
        }
    }
    // `--root` without its folder is for clap to refuse.
    if at <= arguments.len() {
        arguments.insert(at, "check".into());
    }
    arguments
}

fn dispatch(cli: Cli) -> Ended {
    if let Command::Explain { check } = &cli.command {
        return explain(check);
    }
    if let Command::Derive(DeriveArgs { list: true, .. }) = &cli.command {
        return list_datasets();
    }
    if let Command::Diff(arguments) = &cli.command {
        return diff::diff(|| root(cli.root.as_ref()), arguments);
    }
    let root = root(cli.root.as_ref())?;
    // The word lists take as long to read as a small project: both at once. Whoever needs the lists
    // first waits for them.
    std::thread::spawn(|| factcheck::language::Language::shipped("en").is_some());
    let inputs = disk::read_facts(&root)?;
    let project = Project { root, inputs };
    match cli.command {
        Command::Check(arguments) => check(&project, &arguments),
        Command::Fmt(arguments) => edits::fmt(&project, &arguments),
        Command::Fix(arguments) => edits::fix(&project, &arguments),
        Command::Add(arguments) => add::add(&project, &arguments),
        Command::Coverage(arguments) => coverage(&project, &arguments),
        Command::Grounding(arguments) => grounding(&project, &arguments),
        Command::Derive(arguments) => derive(&project, &arguments),
        Command::Diff(arguments) => diff::diff(|| Ok(project.root.clone()), &arguments),
        Command::Export(arguments) => match arguments.format {
            ExportFormat::Jsonl => export_jsonl(&project),
        },
        Command::Mutate(arguments) => mutate::mutate(&project, &arguments),
        Command::Assure(arguments) => mutate::assure(&project, &arguments),
        Command::Explain { check } => explain(&check),
    }
}

/// The folder that the user named, or the nearest one upward.
fn root(named: Option<&PathBuf>) -> Result<PathBuf, Error> {
    if let Some(root) = named {
        return Ok(root.clone());
    }
    let here = std::env::current_dir().map_err(|error| {
        Error::new(format!("the current folder cannot be read: {error}"), "name the root with `--root DIR`")
    })?;
    disk::find_root(&here)
}

/// The folder that is worked on, with its table files in memory.
struct Project {
    root: PathBuf,
    inputs: Vec<Input>,
}

impl Project {
    fn fetch(&self, path: &str) -> Fetched {
        disk::fetch(&self.root, path)
    }

    fn tables(&self) -> Vec<Table<'_>> {
        read_tables(&self.inputs)
    }

    /// Runs every check.
    fn run(&self, corpus: &Corpus, threads: Option<u16>) -> Result<Outcome, Error> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        checks::run(corpus, &|path| self.fetch(path), threads.map_or_else(cores, usize::from))
    }

    /// Calls `work` for every readable source, in the order of the register.
    fn each_document(&self, corpus: &Corpus, mut work: impl FnMut(&Document)) -> Result<(), Error> {
        for (index, entry) in corpus.sources.iter().enumerate() {
            match self.fetch(entry.path) {
                Fetched::Found(bytes) => {
                    let document = std::str::from_utf8(&bytes).ok().and_then(|raw| Document::new(corpus, index, raw));
                    document.iter().for_each(&mut work);
                }
                Fetched::Refused(reason) => {
                    let help = "make the file readable, or correct `path` in sources.csv";
                    return Err(Error::new(format!("{}: cannot be opened: {reason}", entry.path), help));
                }
                Fetched::Missing | Fetched::Outside => {}
            }
        }
        Ok(())
    }
}

/// Writes to standard output; a reader that has gone away is no fault.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn unprintable(error: serde_json::Error) -> Error {
    Error::new(format!("the report could not be written as JSON: {error}"), "report this as a fault of factcheck")
}

fn style(colour: Colour) -> text::Style {
    let terminal = std::io::stdout().is_terminal();
    let wanted = match colour {
        Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        Colour::Always => true,
        Colour::Never => false,
    };
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    text::Style { colour: wanted, width: columns.unwrap_or(text::Style::PLAIN.width).clamp(40, 400) }
}

fn check(project: &Project, arguments: &CheckArgs) -> Ended {
    let tables = project.tables();
    let corpus = Corpus::new(&project.inputs, &tables)?;
    let outcome = project.run(&corpus, arguments.threads)?;
    let gate = if arguments.deny.is_some() { Severity::Warning } else { Severity::Error };
    match arguments.format {
        Format::Json => print(&json::render(&corpus, &outcome).map_err(unprintable)?),
        Format::Text => {
            print_findings(project, &corpus, &outcome, style(arguments.color));
            let mut out = text::summary(&corpus, &outcome);
            if arguments.verbose {
                out.push_str(&text::rows_per_check(&outcome));
            }
            print(&(out + &text::verdict(&corpus, &outcome, gate)));
        }
    }
    Ok(!Summary::of(&corpus, &outcome).fails(&outcome, gate))
}

fn print_findings(project: &Project, corpus: &Corpus, outcome: &Outcome, style: text::Style) {
    let fetch = |path: &str| project.fetch(path);
    let mut renderings = text::Renderings::new(corpus, &fetch, style);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for finding in outcome.findings.iter().filter(|finding| finding.exception.is_none()) {
        // A reader that has gone away is no fault.
        if writeln!(out, "{}", renderings.finding(finding)).is_err() {
            return;
        }
    }
    let _ = out.flush();
}

fn coverage(project: &Project, arguments: &CoverageArgs) -> Ended {
    let tables = project.tables();
    let corpus = Corpus::new(&project.inputs, &tables)?;
    let outcome = project.run(&corpus, None)?;
    match arguments.format {
        Format::Json => {
            let classes: serde_json::Map<String, serde_json::Value> =
                outcome.coverage.classes().map(|(name, tally)| (name.to_owned(), tally_json(tally))).collect();
            print(&(serde_json::to_string(&classes).map_err(unprintable)? + "\n"));
        }
        Format::Text => {
            for (name, tally) in outcome.coverage.classes() {
                let Tally { total, used, silent, unused } = tally;
                print(&format!("{name:14} {total:5} total {used:5} used {silent:5} silent {unused:5} unused\n"));
            }
            project.each_document(&corpus, |document| print(&coverage_report::blocks(document)))?;
        }
    }
    let unused = outcome.coverage.classes().any(|(_, tally)| tally.unused > 0);
    Ok(!unused && outcome.blocked.is_empty())
}

fn tally_json(tally: Tally) -> serde_json::Value {
    serde_json::json!({ "total": tally.total, "used": tally.used, "silent": tally.silent, "unused": tally.unused })
}

/// `grounding`: exit 1 where a value is not supported.
fn grounding(project: &Project, arguments: &CoverageArgs) -> Ended {
    let tables = project.tables();
    let corpus = Corpus::new(&project.inputs, &tables)?;
    let mut cells = Vec::new();
    project.each_document(&corpus, |document| cells.extend(export::grounding::cells(document)))?;
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    cells.iter().for_each(|cell| *counts.entry(cell.verdict()).or_default() += 1);
    match arguments.format {
        Format::Json => {
            let report = serde_json::json!({ "version": 1, "cells": cells });
            print(&(serde_json::to_string(&report).map_err(unprintable)? + "\n"));
        }
        Format::Text => {
            for (verdict, count) in &counts {
                let share = *count as f64 * 100.0 / cells.len().max(1) as f64;
                print(&format!("{verdict:12} {count:6} cells {share:5.1} %\n"));
            }
        }
    }
    Ok(!counts.contains_key("unsupported"))
}

fn derive(project: &Project, arguments: &DeriveArgs) -> Ended {
    let tables = project.tables();
    let corpus = Corpus::new(&project.inputs, &tables)?;
    let render = |dataset: &factcheck::dataset::Dataset| match arguments.format {
        DatasetFormat::Csv => Ok(dataset.csv(&corpus)),
        DatasetFormat::Json => dataset.json(&corpus).map_err(unprintable),
    };
    if let Some(folder) = &arguments.all {
        if arguments.format == DatasetFormat::Csv {
            let files = export::datapackage::package(&corpus, datasets::ALL).map_err(unprintable)?;
            files.iter().try_for_each(|file| disk::write(folder, &file.name, file.text.as_bytes()))?;
        } else {
            datasets::ALL.iter().try_for_each(|dataset| {
                disk::write(folder, &format!("{}.json", dataset.name), render(dataset)?.as_bytes())
            })?;
        }
        return Ok(true);
    }
    let name = arguments.name.as_deref().unwrap_or("");
    let dataset = datasets::find(name).ok_or_else(|| unknown("dataset", name, datasets::ALL.iter().map(|d| d.name)))?;
    print(&render(dataset)?);
    Ok(true)
}

fn list_datasets() -> Ended {
    for dataset in datasets::ALL {
        print(&format!("{:16} {}\n", dataset.name, dataset.about));
    }
    Ok(true)
}

fn export_jsonl(project: &Project) -> Ended {
    let tables = project.tables();
    let corpus = Corpus::new(&project.inputs, &tables)?;
    let mut fault = None;
    project.each_document(&corpus, |document| match export::jsonl::lines(document) {
        Ok(lines) => print(&lines),
        Err(error) => fault = Some(error),
    })?;
    fault.map_or(Ok(true), |error| Err(unprintable(error)))
}

fn explain(name: &str) -> Ended {
    let check = checks::find(name).ok_or_else(|| unknown("check", name, checks::all().map(|check| check.name)))?;
    print(check.page);
    Ok(true)
}

fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str>) -> Error {
    let known: Vec<&str> = known.collect();
    let near = factcheck::nearest::nearest(name, known.iter().copied());
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    };
    Error::new(format!("there is no {what} `{name}`"), help)
}
