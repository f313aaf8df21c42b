//! Writes a corpus of any size in the format of this project: sources, claims and vocabulary.
//!
//! ```text
//! cargo run --release --example generate -- DIR --claims N --sources M [--seed S] [--faults K]
//! ```
//!
//! `DIR` must be missing or empty. The same arguments give the same bytes on every machine. With a
//! hundred claims to a source, a source is about 16 KB of prose: one claim a sentence, lines broken
//! at 80 columns, some words broken by a hyphen, some pages with a running header, no-break spaces,
//! curly apostrophes and characters outside the basic plane. Names, dates, numbers, hedges,
//! negations and pronouns stand in the quotes.
//!
//! Every row is correct by construction and no two say the same, up to about ten million claims; a
//! check of the corpus has nothing to report. `--faults K` then spoils K claim rows, evenly spread,
//! in five ways taken in turn, and lists them in `DIR/faults.csv` (kind, file, line, fact):
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
mod corpus;
mod dates;
mod faults;
mod names;
mod options;
mod page;
mod predicates;
mod sentences;
mod tables;
mod world;

use crate::corpus::write_corpus;
use crate::options::Options;

const USAGE: &str = "usage: generate DIR --claims N --sources M [--seed S] [--faults K]";

fn main() -> ExitCode {
    let options = match arguments().and_then(|args| Options::parse(args.into_iter())) {
        Ok(Some(options)) => options,
        Ok(None) => {
            return succeed(USAGE);
        }
        Err(message) => return refuse(&format!("{message}\n{USAGE}")),
    };
    match write_corpus(&options) {
        Ok(()) => succeed(&format!(
            "{} claims over {} sources in {}",
            options.claims,
            options.sources,
            options.root.display()
        )),
        Err(error) => refuse(&format!("cannot write {}: {error}", options.root.display())),
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

fn refuse(message: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(2)
}
