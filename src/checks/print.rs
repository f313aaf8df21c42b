//! Is everything of one sort printed in one way, and does the print leave anything open?

mod names;

use foldhash::{HashMap, HashMapExt};

use crate::check::{Check, Run, about_cell};
use crate::checks::names::{about_source, said};
use crate::checks::printed::{OwnPrint, Sign, signs};
use crate::claim::column;
use crate::coverage::Spans;
use crate::document::Document;
use crate::evidence::{Class, Value};
use crate::finding::{Finding, Findings, Severity};
use crate::source::Span;

/// The checks of this family: what a source prints is seldom wrong, and worth a look.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "apostrophes-differ",
        severity: Severity::Warning,
        about: "a source prints straight and curly apostrophes",
        page: include_str!("print/apostrophes-differ.md"),
        run: Run::Document(apostrophes),
    },
    Check {
        name: "dashes-differ",
        severity: Severity::Warning,
        about: "a source prints dashes of several lengths",
        page: include_str!("print/dashes-differ.md"),
        run: Run::Document(dashes),
    },
    Check {
        name: "range-styles-differ",
        severity: Severity::Warning,
        about: "a source prints ranges of years with several signs",
        page: include_str!("print/range-styles-differ.md"),
        run: Run::Document(ranges),
    },
    Check {
        name: "punctuation-doubled",
        severity: Severity::Warning,
        about: "two marks stand where one would do",
        page: include_str!("print/punctuation-doubled.md"),
        run: Run::Document(doubled),
    },
    Check {
        name: "abbreviation-never-spelled-out",
        severity: Severity::Warning,
        about: "an abbreviation that nothing spells out",
        page: include_str!("print/abbreviation-never-spelled-out.md"),
        run: Run::Document(names::never_spelled_out),
    },
    Check {
        name: "part-spelled-otherwise",
        severity: Severity::Warning,
        about: "the name of a part spells its whole otherwise",
        page: include_str!("print/part-spelled-otherwise.md"),
        run: Run::Document(names::part_spelled_otherwise),
    },
    Check {
        name: "attributed-to-nobody",
        severity: Severity::Warning,
        about: "a claim of others that names nobody and cites nothing",
        page: include_str!("print/attributed-to-nobody.md"),
        run: Run::Document(to_nobody),
    },
];

/// A style of something, and a place where it is printed so.
type Printed = (&'static str, Span);

/// One finding for a source that prints one thing in several styles: at the first that is not the
/// commonest.
fn differing(document: &Document, findings: &mut Findings, printed: &[Printed]) {
    findings.look(printed.len());
    let mut counts: HashMap<&str, usize> = HashMap::new();
    printed.iter().for_each(|(style, _)| *counts.entry(style).or_default() += 1);
    let count = |style: &str| counts.get(style).copied().unwrap_or(0);
    // Of equally common styles the one that comes first.
    let Some((usual, _)) = printed.iter().rev().max_by_key(|(style, _)| count(style)) else { return };
    let Some((odd, place)) = printed.iter().find(|(style, _)| style != usual) else { return };
    let raw = document.reading.to_raw(*place);
    let (here, there) = (count(odd), count(usual));
    let message =
        format!("“{}” has {odd} ({here} in all), elsewhere there is {usual} ({there})", said(document, *place));
    let finding = Finding::new(document.place(raw), message).fact(document.entry.id);
    let help = "if the source prints both, carry it as an exception of the source; a misprint is declared in layout";
    findings.add(finding.passage(document.entry.id, raw).help(help));
}

fn apostrophes(document: &Document, findings: &mut Findings) {
    let (own, text) = (OwnPrint::of(document), document.reading.text());
    let inside = |sign: &Sign| [sign.before, sign.after].iter().all(|c| c.is_some_and(char::is_alphabetic));
    let style = |sign: Sign| match sign.mark {
        '\'' => Some(("a straight apostrophe", word_at(text, sign.span))),
        '’' => Some(("a curly apostrophe", word_at(text, sign.span))),
        _ => None,
    };
    let found = signs(text, |lead| matches!(lead, b'\'' | 0xE2)).filter(|sign| inside(sign) && own.holds(sign.span));
    differing(document, findings, &found.filter_map(style).collect::<Vec<_>>());
}

/// The letters and marks around a place, up to the blanks.
fn word_at(text: &str, place: Span) -> Span {
    let is_end = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-');
    let head = text.get(..place.start).unwrap_or("").trim_end_matches(|c| !is_end(c));
    let tail = text.get(place.end..).unwrap_or("").trim_start_matches(|c| !is_end(c));
    Span::new(head.len(), text.len() - tail.len())
}

fn dashes(document: &Document, findings: &mut Findings) {
    let (own, text) = (OwnPrint::of(document), document.reading.text());
    let style = |sign: Sign| match sign.mark {
        '-' => Some("a hyphen for a dash"),
        '–' => Some("a short dash"),
        '—' => Some("a long dash"),
        _ => None,
    };
    let spaced = |sign: &Sign| [sign.before, sign.after].iter().all(|c| *c == Some(' '));
    let found = signs(text, |lead| matches!(lead, b'-' | 0xE2)).filter(|sign| spaced(sign) && own.holds(sign.span));
    let parts = found.filter(|sign| parts_words(document, sign.span));
    let printed = parts.filter_map(|sign| Some((style(sign)?, with_neighbours(text, sign.span))));
    differing(document, findings, &printed.collect::<Vec<_>>());
}

/// Whether a spaced dash stands between words: neither first on its line, as before an item of a list,
/// nor between numbers.
fn parts_words(document: &Document, dash: Span) -> bool {
    let raw = document.reading.raw().get(..document.reading.to_raw(dash).start).unwrap_or("");
    let line = raw.rsplit('\n').next().unwrap_or("");
    let text = document.reading.text();
    let before = text.get(..dash.start).and_then(|head| head.trim_end().chars().next_back());
    let after = text.get(dash.end..).and_then(|tail| tail.trim_start().chars().next());
    let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_numeric() && !matches!(c, '-' | '–' | '—'));
    !line.trim().is_empty() && (is_word(before) || is_word(after))
}

/// A spaced mark with the words on both sides.
fn with_neighbours(text: &str, mark: Span) -> Span {
    let head = text.get(..mark.start).unwrap_or("").trim_end();
    let tail = text.get(mark.end..).unwrap_or("").trim_start();
    let start = head.rfind(' ').map_or(0, |blank| blank + 1);
    let end = text.len() - tail.len() + tail.find(' ').unwrap_or(tail.len());
    Span::new(start, end)
}

fn ranges(document: &Document, findings: &mut Findings) {
    let own = OwnPrint::of(document);
    let proper = document.evidence().of(Class::Date).filter_map(|cue| match &cue.value {
        Value::Date { proper, .. } => Some(*proper),
        _ => None,
    });
    let printed = proper.filter(|span| own.holds(*span));
    let printed = printed.filter_map(|span| Some((range_style(said(document, span))?, span)));
    differing(document, findings, &printed.collect::<Vec<_>>());
}

/// The sign between two years: “2006/7”, “2009-11”, “2009–2011”.
fn range_style(date: &str) -> Option<&'static str> {
    let (year, rest) = date.split_at_checked(4)?;
    let sign = rest.chars().next()?;
    let last = rest.get(sign.len_utf8()..)?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let style = match sign {
        '/' => "a slash between years",
        '-' | '\u{2010}' | '\u{2011}' => "a hyphen between years",
        '–' => "a short dash between years",
        '—' => "a long dash between years",
        _ => return None,
    };
    (digits(year) && digits(last) && last.len() <= 4).then_some(style)
}

fn doubled(document: &Document, findings: &mut Findings) {
    let (own, text) = (OwnPrint::of(document), document.reading.text());
    findings.look(1);
    let leads = |lead| matches!(lead, b',' | b';' | b':' | b'.' | b'\'' | 0xE2);
    let both = |sign: Sign| Span::new(sign.span.start, sign.span.end + sign.after.map_or(0, char::len_utf8));
    let found: Vec<Span> = signs(text, leads).filter(|sign| is_doubled(text, sign)).map(both).collect();
    if found.is_empty() {
        return;
    }
    // An address may hold anything.
    let noise = Spans::new(document.evidence().noise.clone());
    for span in found.into_iter().filter(|span| own.holds(*span) && !noise.touches(*span)) {
        let message = format!("“{}” is printed where one mark would do", said(document, span));
        let help = "declare the misprint in layout (`reads`); if the source means both, carry it as an exception";
        findings.add(about_source(document, span, message).help(help));
    }
}

/// Whether a mark and the one after it are one too many. Full stops and colons are where a word ends before
/// two of them and nothing is tied to them: “A..B” and “A::B” are signs of their own. A full stop before
/// another mark may end an abbreviation.
fn is_doubled(text: &str, sign: &Sign) -> bool {
    let next = sign.after.and_then(|after| text.get(sign.span.end + after.len_utf8()..)?.chars().next());
    let ends_word = sign.before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '”' | '’' | '"'));
    let is_loose = next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | ']' | '”' | '’' | '"'));
    match (sign.mark, sign.after) {
        ('.', Some('.')) | (':', Some(':')) => ends_word && is_loose,
        (',' | ';', Some(',' | ';' | ':' | '.')) | (':', Some(',' | ';' | '.')) => true,
        ('\'', Some('’')) | ('’', Some('\'')) => true,
        _ => false,
    }
}

fn to_nobody(document: &Document, findings: &mut Findings) {
    for claim in document.claims.iter().filter(|claim| claim.holder.ids().any(|id| id == "unnamed")) {
        findings.look(1);
        if claim.cell(column::CITES).is_empty() {
            let message = "`holder` is unnamed and no work is cited: the source leaves open who says this";
            let help = "name them where the words do; if the source leaves it open, carry it as an exception";
            findings.add(about_cell(claim.at.row, column::HOLDER, message).help(help));
        }
    }
}
