//! What differs between two states of the facts: `diff`, over folders and git revisions.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use factcheck::corpus::{Corpus, Error, Input, read_tables};
use factcheck::diff::{Side, diff as compare};
use factcheck::{datasets, disk, report};

use super::{Ended, print};

/// Say what a change of the facts means, and what follows from it in the datasets
///
/// Ends with 0 whether or not anything differs, with 1 if rows could not be read, and with 2 if it could
/// not look.
#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// The state before: a folder with facts/, or a git revision of the root
    #[arg(value_name = "OLD")]
    old: String,
    /// The state after, likewise [default: the files of the root as they are]
    #[arg(value_name = "NEW")]
    new: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: DiffFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    Text,
    Markdown,
}

/// `diff`: `root` finds the root when it is first needed, so that two folders need none.
pub(super) fn diff(root: impl Fn() -> Result<PathBuf, Error>, arguments: &DiffArgs) -> Ended {
    let old = read(&root, &arguments.old)?;
    let new = match &arguments.new {
        Some(new) => read(&root, new)?,
        None => disk::read_facts(&root()?)?,
    };
    let (old_tables, new_tables) = (read_tables(&old), read_tables(&new));
    let old_corpus = Corpus::new(&old, &old_tables).map_err(|error| on_side("OLD", &arguments.old, error))?;
    let name = arguments.new.as_deref().unwrap_or("the root");
    let new_corpus = Corpus::new(&new, &new_tables).map_err(|error| on_side("NEW", name, error))?;
    for (side, corpus) in [("OLD", &old_corpus), ("NEW", &new_corpus)] {
        if let Some(table) = corpus.tables.iter().find(|table| table.is_blocked()) {
            eprintln!(
                "error: {side}: the header of {} cannot be read, so none of its rows can be compared",
                table.file
            );
            eprintln!("  = help: `factcheck check --root DIR` says what is wrong with it");
            return Ok(false);
        }
    }
    let before = Side { corpus: &old_corpus, inputs: &old };
    let after = Side { corpus: &new_corpus, inputs: &new };
    let found = compare(before, after, datasets::ALL);
    print(&match arguments.format {
        DiffFormat::Text => report::diff::text(&found),
        DiffFormat::Markdown => report::diff::markdown(&found),
    });
    Ok(found.unreadable == 0)
}

/// A folder counts before a revision of the same name.
fn read(root: impl Fn() -> Result<PathBuf, Error>, side: &str) -> Result<Vec<Input>, Error> {
    let folder = Path::new(side);
    if folder.is_dir() {
        return disk::read_facts(folder);
    }
    let root = root().map_err(|error| {
        let message = format!("`{side}` is no folder, and to be a git revision it wants a root: {}", error.message);
        Error::new(message, error.help)
    })?;
    disk::read_revision(&root, side)
}

fn on_side(side: &str, name: &str, error: Error) -> Error {
    Error::new(format!("{side} ({name}): {}", error.message), error.help)
}
