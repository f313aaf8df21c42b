//! How are the user's tables rewritten: `fmt` and `fix`, printed as a diff and written atomically.

use std::collections::BTreeMap;

use clap::Args;
use factcheck::corpus::{Corpus, Error, Input, read_tables};
use factcheck::edit::{self, Splice};
use factcheck::report::text;
use factcheck::{disk, table};
use similar::TextDiff;

use super::{Ended, Project, print};

#[derive(Debug, Args)]
pub(super) struct FmtArgs {
    /// Change nothing; fail if a file would change
    #[arg(long)]
    check: bool,
}

#[derive(Debug, Args)]
pub(super) struct FixArgs {
    /// Change nothing; print what would change
    #[arg(long)]
    dry_run: bool,
}

/// `fmt`: exit 1 where a file would change (`--check`) or is too broken to be formatted.
pub(super) fn fmt(project: &Project, arguments: &FmtArgs) -> Ended {
    let mut well = true;
    for table in &project.tables() {
        let Some(formatted) = edit::format_table(table) else {
            print(&format!("{}: {}; the file was left as it is\n", text::clean(table.file), fault_of(table)));
            well = false;
            continue;
        };
        let old = project.inputs.iter().find(|input| input.path == table.file).map_or(&[][..], |input| &input.bytes);
        if old == formatted.as_bytes() {
            continue;
        }
        if arguments.check {
            print(&format!("{}: would be formatted; `factcheck fmt` writes it\n", text::clean(table.file)));
            well = false;
        } else {
            disk::write(&project.root, table.file, formatted.as_bytes())?;
            print(&format!("{}: formatted\n", text::clean(table.file)));
        }
    }
    Ok(well)
}

fn fault_of(table: &table::Table) -> String {
    let place = table.faults.first().map(|faulty| table.fault_place(faulty));
    place.map_or_else(String::new, |place| {
        format!("line {}, column {}: cannot be read (`factcheck check` says why)", place.line, place.column)
    })
}

/// `fix`: corrects what is certain, again and again until nothing changes, since a corrected layout
/// row can make other rows stand.
pub(super) fn fix(project: &Project, arguments: &FixArgs) -> Ended {
    const ROUNDS: usize = 8;
    let mut inputs = project.inputs.clone();
    for _ in 0..ROUNDS {
        let splices = certain_repairs(project, &inputs)?;
        if splices.is_empty() {
            break;
        }
        for input in &mut inputs {
            if let (Some(splices), Ok(text)) = (splices.get(&input.path), std::str::from_utf8(&input.bytes)) {
                input.bytes = edit::apply(text, splices).into_bytes();
            }
        }
    }
    let mut changed = false;
    for (old, new) in project.inputs.iter().zip(&inputs).filter(|(old, new)| old.bytes != new.bytes) {
        changed = true;
        print(&diff(old, new));
        if !arguments.dry_run {
            disk::write(&project.root, &new.path, &new.bytes)?;
        }
    }
    print(if changed { "" } else { "nothing to fix with certainty\n" });
    Ok(true)
}

fn certain_repairs(project: &Project, inputs: &[Input]) -> Result<BTreeMap<String, Vec<Splice>>, Error> {
    let tables = read_tables(inputs);
    let corpus = Corpus::new(inputs, &tables)?;
    let mut by_file: BTreeMap<String, Vec<Splice>> = BTreeMap::new();
    project.each_document(&corpus, |document| {
        for splice in edit::repairs(document) {
            by_file.entry(splice.file.clone()).or_default().push(splice);
        }
    })?;
    Ok(by_file)
}

/// The change of one file as a unified diff.
pub(super) fn diff(old: &Input, new: &Input) -> String {
    let read = |input: &Input| String::from_utf8_lossy(&input.bytes).into_owned();
    let (old_text, new_text) = (read(old), read(new));
    let diff = TextDiff::from_lines(&old_text, &new_text);
    let lines = diff.unified_diff().context_radius(0).header(&old.path, &new.path).to_string();
    lines.lines().map(|line| text::clean(line) + "\n").collect()
}
