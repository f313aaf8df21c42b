//! How large a corpus is wanted, and where?

use std::fs;
use std::path::PathBuf;

use crate::conflicts::MOST_ROWS_OF_A_CONFLICT;

pub(crate) struct Options {
    pub(crate) root: PathBuf,
    pub(crate) claims: u64,
    pub(crate) sources: u64,
    pub(crate) seed: u64,
    pub(crate) faults: u64,
    pub(crate) conflicts: u64,
}

/// Claims, mentions and other rows draw their ids from separate ranges of this size.
pub(crate) const MOST_ROWS: u64 = 1 << 33;

/// What is to be done.
pub(crate) enum Task {
    Help,
    Write(Options),
    /// A report is to be held against the conflicts of a corpus.
    Verify {
        root: PathBuf,
        report: PathBuf,
    },
}

impl Task {
    pub(crate) fn parse(mut args: impl Iterator<Item = String>) -> Result<Task, String> {
        let (mut root, mut claims, mut sources, mut report) = (None, None, None, None);
        let (mut seed, mut faults, mut conflicts) = (1, 0, 0);
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "-h" | "--help" => return Ok(Task::Help),
                "--claims" => claims = Some(number(&arg, args.next())?),
                "--sources" => sources = Some(number(&arg, args.next())?),
                "--seed" => seed = number(&arg, args.next())?,
                "--faults" => faults = number(&arg, args.next())?,
                "--conflicts" => conflicts = number(&arg, args.next())?,
                "--verify" => report = Some(PathBuf::from(args.next().ok_or("--verify wants a file")?)),
                _ if arg.starts_with('-') => return Err(format!("unknown option {arg}")),
                _ if root.is_some() => return Err(format!("unexpected argument {arg}")),
                _ => root = Some(PathBuf::from(arg)),
            }
        }
        let root = root.ok_or("the folder DIR is missing")?;
        if let Some(report) = report {
            return Ok(Task::Verify { root, report });
        }
        let claims = claims.ok_or("--claims is missing")?;
        let sources = sources.ok_or("--sources is missing")?;
        Options { root, claims, sources, seed, faults, conflicts }.checked().map(Task::Write)
    }
}

impl Options {
    fn checked(self) -> Result<Options, String> {
        if self.claims == 0 || self.claims >= MOST_ROWS {
            return Err(format!("--claims must be from 1 to {}", MOST_ROWS - 1));
        }
        if self.sources == 0 || self.sources > self.claims {
            return Err("--sources must be from 1 to the number of claims".into());
        }
        if self.faults > self.claims {
            return Err("--faults must not exceed the number of claims".into());
        }
        if self.faults > 0 && self.conflicts > 0 {
            return Err("--faults and --conflicts exclude each other: a spoiled row contradicts nothing".into());
        }
        // A source holds the rows of all its conflicts.
        let in_a_source = self.conflicts.div_ceil(self.sources).saturating_mul(MOST_ROWS_OF_A_CONFLICT);
        if in_a_source > self.claims / self.sources {
            return Err(format!("--conflicts wants {in_a_source} claims a source or more, or a smaller number"));
        }
        let filled = fs::read_dir(&self.root).is_ok_and(|mut entries| entries.next().is_some());
        if filled || self.root.is_file() {
            return Err(format!("{} is not an empty folder; name another", self.root.display()));
        }
        Ok(self)
    }
}

fn number(option: &str, value: Option<String>) -> Result<u64, String> {
    let value = value.ok_or_else(|| format!("{option} wants a number"))?;
    value.parse().map_err(|_| format!("{option} wants a number, not {value}"))
}
