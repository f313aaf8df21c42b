//! What was found, and where: plain data that every report renders in its own way.

use std::borrow::Cow;

use crate::source::Span;

/// How grave a finding is. Whether it fails the run is the gate's business, not the finding's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look; fails only with `--deny warnings`.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The word that reports print.
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place in a file under the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path relative to the root, with `/`.
    pub file: String,
    /// 1-based physical line; 0 where the finding is about the file as a whole.
    pub line: usize,
    /// 1-based column in code points; 0 likewise.
    pub column: usize,
    /// 1-based record without the header, for a place in a table.
    pub record: Option<usize>,
    /// The column's name, for a cell.
    pub field: Option<Cow<'static, str>>,
    /// The decoded cell.
    pub value: Option<String>,
    /// The bytes of the file that a caret goes under.
    pub bytes: Span,
}

impl Place {
    /// A file as a whole.
    pub fn file(file: &str) -> Place {
        Place {
            file: file.to_owned(),
            line: 0,
            column: 0,
            record: None,
            field: None,
            value: None,
            bytes: Span::default(),
        }
    }
}

/// A passage of a source, in raw bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Id of the source.
    pub source: String,
    /// Raw bytes.
    pub span: Span,
}

/// Another row that takes part in a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where it stands.
    pub place: Place,
    /// Its id, where it has one.
    pub fact: Option<String>,
    /// The words it quotes, where it quotes any.
    pub passage: Option<Passage>,
    /// What it has to do with the finding.
    pub note: String,
}

/// One thing that is wrong: claim, evidence, offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Name of the check that found it.
    pub check: &'static str,
    /// Severity of that check.
    pub severity: Severity,
    /// One lower-case line that stands alone.
    pub message: String,
    /// Where to look first.
    pub place: Place,
    /// Id of the row (or the source) it is about; what an exception names.
    pub fact: Option<String>,
    /// The words of the source it is about.
    pub passage: Option<Passage>,
    /// Other rows that take part.
    pub related: Vec<Related>,
    /// The next step.
    pub help: Option<String>,
    /// Id of the exception that covers it.
    pub exception: Option<String>,
}

impl Finding {
    /// A finding at `place`; the collector adds the check's name and severity.
    pub fn new(place: Place, message: impl Into<String>) -> Finding {
        Finding {
            check: "",
            severity: Severity::Error,
            message: message.into(),
            place,
            fact: None,
            passage: None,
            related: Vec::new(),
            help: None,
            exception: None,
        }
    }

    /// Names the row or source it is about.
    pub fn fact(mut self, id: impl Into<String>) -> Finding {
        self.fact = Some(id.into()).filter(|id| !id.is_empty());
        self
    }

    /// Points at the words of the source.
    pub fn passage(mut self, source: impl Into<String>, span: Span) -> Finding {
        self.passage = Some(Passage { source: source.into(), span });
        self
    }

    /// Says what to do next.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// Adds another row that takes part.
    pub fn related(mut self, related: Related) -> Finding {
        self.related.push(related);
        self
    }

    /// Whether it counts at a gate: not covered by an exception, and grave enough.
    pub fn counts(&self, gate: Severity) -> bool {
        self.exception.is_none() && self.severity >= gate
    }
}

/// Collects what one check finds, and how many rows it looked at.
#[derive(Debug)]
pub struct Findings {
    check: &'static str,
    severity: Severity,
    /// What was found so far.
    pub found: Vec<Finding>,
    /// Rows (or files, or sources) that the check looked at.
    pub looked: u64,
}

impl Findings {
    /// An empty collection for a check.
    pub fn of(check: &'static str, severity: Severity) -> Findings {
        Findings { check, severity, found: Vec::new(), looked: 0 }
    }

    /// Name of the check that this collects for.
    pub fn check(&self) -> &'static str {
        self.check
    }

    /// Notes that `rows` more were looked at: a check that looked at none is dormant.
    pub fn look(&mut self, rows: usize) {
        self.looked += rows as u64;
    }

    /// Adds a finding of this check.
    pub fn add(&mut self, finding: Finding) {
        self.found.push(Finding { check: self.check, severity: self.severity, ..finding });
    }
}

/// The order in which findings are reported: by place, then by check, then by what they say.
/// It depends on nothing else, so any number of threads gives the same report.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
}

fn key(finding: &Finding) -> (&str, usize, usize, &str, &Option<String>, &str) {
    let place = &finding.place;
    (&place.file, place.line, place.column, finding.check, &finding.fact, &finding.message)
}
