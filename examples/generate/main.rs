//! Writes a corpus of any size in the format of this project: sources, claims and vocabulary.
//!
//! ```text
//! cargo run --release --example generate -- DIR --claims N --sources M [--seed S] [--faults K | --conflicts K]
//! cargo run --release --example generate -- DIR --verify REPORT.json
//! ```
//!
//! `DIR` must be missing or empty. The same arguments give the same bytes on every machine. With a
//! hundred claims to a source, a source is about 16 KB of prose: one claim a sentence, lines broken
//! at 80 columns, some words broken by a hyphen, some pages with a running header, no-break spaces,
//! curly apostrophes and characters outside the basic plane. Names, dates, numbers, hedges,
//! negations and pronouns stand in the quotes.
//!
//! Every row is correct by construction, no two of a source say the same, up to about ten million
//! claims, and none contradicts another: each event of a source has a hidden day, each group its
//! members, and whatever is said is true of them. A check of the corpus has nothing to report.
//!
//! `--conflicts K` makes K conflicts part of it, evenly spread over the sources, in ten ways taken in
//! turn. Each is two to six rows, all true of their words; without any one of them the rest go together.
//! `DIR/conflicts.csv` lists them (kind, check, facts). `--verify REPORT.json` holds the list against
//! what `factcheck check --format json` found, and fails if a conflict is missing, is found by another
//! check or by other rows, or if anything else is found.
//!
//! `--faults K` instead spoils K claim rows, evenly spread, in five ways taken in turn, and lists them
//! in `DIR/faults.csv` (kind, file, line, fact):
//!
//! - `offset-shifted`: start and end are moved by one byte;
//! - `quote-letter`: one letter of the quote is another;
//! - `unknown-id`: the subject is an id that no table has;
//! - `duplicate-id`: the row bears the id of the row before it;
//! - `bad-date`: the date has a thirteenth month.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

mod author;
mod conflicts;
mod corpus;
mod dates;
mod events;
mod faults;
mod groups;
mod names;
mod options;
mod page;
mod predicates;
mod sentences;
mod tables;
mod verify;
mod world;

use crate::corpus::write_corpus;
use crate::options::{Options, Task};
use crate::verify::verify;

const USAGE: &str = "usage: generate DIR --claims N --sources M [--seed S] [--faults K | --conflicts K]
       generate DIR --verify REPORT.json";

fn main() -> ExitCode {
    match arguments().and_then(|args| Task::parse(args.into_iter())) {
        Ok(Task::Help) => succeed(USAGE),
        Ok(Task::Write(options)) => write(&options),
        Ok(Task::Verify { root, report }) => match verify(&root, &report) {
            Ok(count) => {
                succeed(&format!("{count} conflicts, each found by its check and its rows; nothing else found"))
            }
            Err(message) => refuse(&message, 1),
        },
        Err(message) => refuse(&format!("{message}\n{USAGE}"), 2),
    }
}

fn write(options: &Options) -> ExitCode {
    let Options { claims, sources, .. } = options;
    let root = options.root.display();
    match write_corpus(options) {
        Ok(()) => succeed(&format!("{claims} claims over {sources} sources in {root}")),
        Err(error) => refuse(&format!("cannot write {root}: {error}"), 2),
    }
}

fn arguments() -> Result<Vec<String>, String> {
    let text = |arg: OsString| arg.into_string().map_err(|arg| format!("not UTF-8: {}", arg.display()));
    std::env::args_os().skip(1).map(text).collect()
}

fn succeed(message: &str) -> ExitCode {
    // Whoever reads may have gone; the corpus stands all the same.
    let _ = writeln!(io::stdout(), "{message}");
    ExitCode::SUCCESS
}

fn refuse(message: &str, status: u8) -> ExitCode {
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(status)
}
