//! Do the rows stand in their sources, byte for byte?

mod edges;
mod twice;

use similar::{ChangeTag, TextDiff};

use crate::check::{Check, Run, SourceView, about_cell};
use crate::claim::{Anchored, column};
use crate::corpus::Fetched;
use crate::digest::sha256_hex;
use crate::document::Document;
use crate::evidence::{Class, Cue};
use crate::finding::{Finding, Findings, Related, Severity};
use crate::schema::anchored;
use crate::set::Set;
use crate::source::{Edge, EdgeFault, Reading, Span};
use twice::{claim_says_less, same_claim_twice};

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "source-missing",
        severity: Severity::Error,
        about: "a registered source has no file",
        page: include_str!("anchors/source-missing.md"),
        run: Run::Source(source_missing),
    },
    Check {
        name: "path-leaves-root",
        severity: Severity::Error,
        about: "a source's path leads out of the folder that is checked",
        page: include_str!("anchors/path-leaves-root.md"),
        run: Run::Source(path_leaves_root),
    },
    Check {
        name: "source-not-utf8",
        severity: Severity::Error,
        about: "a source holds bytes that are not UTF-8",
        page: include_str!("anchors/source-not-utf8.md"),
        run: Run::Source(source_not_utf8),
    },
    Check {
        name: "source-changed",
        severity: Severity::Error,
        about: "a source's bytes do not have the registered SHA-256",
        page: include_str!("anchors/source-changed.md"),
        run: Run::Source(source_changed),
    },
    Check {
        name: "offset-out-of-bounds",
        severity: Severity::Error,
        about: "an offset lies past the end of the source",
        page: include_str!("anchors/offset-out-of-bounds.md"),
        run: Run::Document(|document, findings| edges(document, EdgeFault::OutOfBounds, findings)),
    },
    Check {
        name: "offsets-reversed",
        severity: Severity::Error,
        about: "a row ends before it starts",
        page: include_str!("anchors/offsets-reversed.md"),
        run: Run::Document(offsets_reversed),
    },
    Check {
        name: "empty-span",
        severity: Severity::Error,
        about: "a row ends where it starts",
        page: include_str!("anchors/empty-span.md"),
        run: Run::Document(empty_span),
    },
    Check {
        name: "offset-inside-character",
        severity: Severity::Error,
        about: "an offset cuts a character of several bytes",
        page: include_str!("anchors/offset-inside-character.md"),
        run: Run::Document(|document, findings| edges(document, EdgeFault::InsideCharacter, findings)),
    },
    Check {
        name: "offset-inside-hyphen-break",
        severity: Severity::Error,
        about: "an offset lies between the halves of a word broken at a line end",
        page: include_str!("anchors/offset-inside-hyphen-break.md"),
        run: Run::Document(|document, findings| edges(document, EdgeFault::InsideHyphenBreak, findings)),
    },
    Check {
        name: "offset-inside-word",
        severity: Severity::Error,
        about: "an offset cuts a word or a number",
        page: include_str!("anchors/offset-inside-word.md"),
        run: Run::Document(|document, findings| edges(document, EdgeFault::InsideWord, findings)),
    },
    Check {
        name: "offset-in-white-space",
        severity: Severity::Error,
        about: "a row begins or ends on white space or page furniture",
        page: include_str!("anchors/offset-in-white-space.md"),
        run: Run::Document(|document, findings| edges(document, EdgeFault::InWhiteSpace, findings)),
    },
    Check {
        name: "quote-not-at-offset",
        severity: Severity::Error,
        about: "the quote is not what the source says at its bytes",
        page: include_str!("anchors/quote-not-at-offset.md"),
        run: Run::Document(quote_not_at_offset),
    },
    Check {
        name: "phrase-cut",
        severity: Severity::Error,
        about: "a quote that begins or ends inside a date, a number, a name or the phrase of a mention",
        page: include_str!("anchors/phrase-cut.md"),
        run: Run::Document(phrase_cut),
    },
    Check {
        name: "quote-twice-in-sentence",
        severity: Severity::Warning,
        about: "the quote stands more than once in its own sentence",
        page: include_str!("anchors/quote-twice-in-sentence.md"),
        run: Run::Document(quote_twice_in_sentence),
    },
    Check {
        name: "same-claim-twice",
        severity: Severity::Error,
        about: "two claims say the same and neither restates the other",
        page: include_str!("anchors/same-claim-twice.md"),
        run: Run::Document(same_claim_twice),
    },
    Check {
        name: "claim-says-less",
        severity: Severity::Error,
        about: "a claim leaves out what another claim of the same words and sides says",
        page: include_str!("anchors/claim-says-less.md"),
        run: Run::Document(claim_says_less),
    },
];

fn about_source(view: &SourceView, column: usize, message: String) -> Finding {
    about_cell(view.entry.row, column, message).fact(view.entry.id)
}

fn source_missing(view: &SourceView, findings: &mut Findings) {
    findings.look(1);
    if *view.fetched == Fetched::Missing {
        let message = format!("source `{}` has no file `{}`", view.entry.id, view.entry.path);
        findings.add(about_source(view, 1, message).help("put the file there, or correct `path` in sources.csv"));
    }
}

fn path_leaves_root(view: &SourceView, findings: &mut Findings) {
    findings.look(1);
    if *view.fetched == Fetched::Outside {
        let message = format!("path `{}` of source `{}` leads out of the root", view.entry.path, view.entry.id);
        findings.add(about_source(view, 1, message).help("keep the source under the root, e.g. in seeds/"));
    }
}

fn source_not_utf8(view: &SourceView, findings: &mut Findings) {
    let Fetched::Found(bytes) = view.fetched else { return };
    findings.look(1);
    let Err(error) = std::str::from_utf8(bytes) else { return };
    let message = format!("source `{}` is not UTF-8 from byte {} on", view.entry.id, error.valid_up_to());
    let help = "register a UTF-8 copy of the source under a new id; a source is never edited in place";
    findings.add(about_source(view, 1, message).help(help));
}

fn source_changed(view: &SourceView, findings: &mut Findings) {
    let Fetched::Found(bytes) = view.fetched else { return };
    findings.look(1);
    // What is no digest at all is a fault of its own.
    let is_digest = view.entry.sha256.len() == 64
        && view.entry.sha256.bytes().all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase());
    let found = sha256_hex(bytes);
    if is_digest && found != view.entry.sha256 {
        let message = format!("`{}` has SHA-256 {found}, registered is `{}`", view.entry.path, view.entry.sha256);
        let help = "restore the registered bytes (`git checkout -- <path>`); every offset rests on them";
        findings.add(about_source(view, 2, message).help(help));
    }
}

/// Which edge of a row has this fault, if one has; out of bounds goes before the rest.
fn edges(document: &Document, fault: EdgeFault, findings: &mut Findings) {
    for row in document.anchors() {
        findings.look(1);
        let Some(span) = row.span.filter(|span| span.start < span.end) else { continue };
        let ends = [(anchored::START, span.start, Edge::Start), (anchored::END, span.end, Edge::End)];
        for (column, offset, edge) in ends {
            if document.reading_for(row).edge_fault(offset, edge) == Some(fault) {
                findings.add(edge_finding(document, row, column, offset, fault));
            }
        }
    }
}

fn edge_finding(document: &Document, row: &Anchored, column: usize, offset: usize, fault: EdgeFault) -> Finding {
    let length = document.reading.raw().len();
    let name = row.row.table.schema.column_name(column);
    let what = match fault {
        EdgeFault::OutOfBounds => format!("lies past the end of `{}`, which has {length} bytes", document.entry.path),
        EdgeFault::InsideCharacter => "lies between two bytes of one character".to_owned(),
        EdgeFault::InsideHyphenBreak => "lies between the halves of a word that is broken at a line end".to_owned(),
        EdgeFault::InsideWord => "cuts a word or a number".to_owned(),
        EdgeFault::InWhiteSpace => "lies on white space or page furniture".to_owned(),
    };
    let finding = about_cell(row.row, column, format!("{name} {offset} {what}"));
    finding.help(repair(document, row))
}

fn offsets_reversed(document: &Document, findings: &mut Findings) {
    for (row, span) in document.anchors().filter_map(|row| Some((row, row.span?))) {
        findings.look(1);
        if span.end < span.start {
            let message = format!("the row ends at byte {}, before its start at byte {}", span.end, span.start);
            findings.add(about_cell(row.row, anchored::END, message).help(repair(document, row)));
        }
    }
}

fn empty_span(document: &Document, findings: &mut Findings) {
    for (row, span) in document.anchors().filter_map(|row| Some((row, row.span?))) {
        findings.look(1);
        if span.start == span.end {
            let message = format!("the row is empty: it starts and ends at byte {}", span.start);
            findings.add(about_cell(row.row, anchored::END, message).help(repair(document, row)));
        }
    }
}

fn quote_not_at_offset(document: &Document, findings: &mut Findings) {
    for row in document.anchors() {
        findings.look(1);
        let Some(span) = row.span.filter(|span| document.is_usable(*span)) else { continue };
        let said = document.reading_for(row).slice(span);
        if said != row.quote {
            let message = format!(
                "the source says otherwise at bytes {}..{}: {}",
                span.start,
                span.end,
                word_diff(row.quote, said)
            );
            findings.add(about_cell(row.row, anchored::QUOTE, message).help(repair(document, row)));
        }
    }
}

/// What to do about a row that does not stand: the hint of the likely slip, then where the quote is.
fn repair(document: &Document, row: &Anchored) -> String {
    let places: Vec<Span> = document.reading_for(row).occurrences(row.quote).take(4).collect();
    if let Some((hint, span)) = row.span.and_then(|span| slip(document.reading_for(row), span, row.quote)) {
        // Where the quote stands in several places, no repair is certain.
        return match places.len() {
            1 => format!("{hint}; `factcheck fix` corrects it"),
            _ => format!("{hint}; write {} and {} if so", span.start, span.end),
        };
    }
    let show = |span: &Span| {
        let (line, column) = document.position(span.start);
        format!("{}..{} (line {line}, column {column})", span.start, span.end)
    };
    match places.as_slice() {
        [] => "the quote stands nowhere in the source: correct the quote, or `factcheck add --at \"…\"` a new row"
            .to_owned(),
        [one] => format!("the quote stands at bytes {}; `factcheck fix` corrects it", show(one)),
        several => {
            let list: Vec<String> = several.iter().take(3).map(show).collect();
            let more = if several.len() > 3 { ", …" } else { "" };
            format!(
                "the quote stands in several places: {}{more}; set start and end to the one that is meant",
                list.join(", ")
            )
        }
    }
}

/// The usual slips: an inclusive end, a start counted from 1, offsets counted in code points.
fn slip(reading: &Reading, span: Span, quote: &str) -> Option<(&'static str, Span)> {
    let raw = reading.raw();
    let reads = |start: Option<usize>, end: Option<usize>| {
        let span = Span::new(start?, end?);
        (span.start < span.end && reading.says(span, quote)).then_some(span)
    };
    let byte_of = |point: usize| raw.char_indices().map(|(at, _)| at).chain([raw.len()]).nth(point);
    let Span { start, end } = span;
    let hinted = |hint| move |span| (hint, span);
    let longer = reads(Some(start), end.checked_add(1));
    let earlier = || reads(start.checked_sub(1), end.checked_sub(1));
    let in_points = || reads(byte_of(start), byte_of(end)).filter(|_| !raw.is_ascii());
    longer
        .map(hinted("the quote fits if the end is one byte later (is the end inclusive here?)"))
        .or_else(|| earlier().map(hinted("the quote fits one byte earlier (are these offsets counted from 1?)")))
        .or_else(|| in_points().map(hinted("the quote fits if the offsets are code points (they must be bytes)")))
}

/// The difference between quote and source, word by word: `[-quoted-]{+said+}`. What both have at
/// their ends is shortened to a few words.
fn word_diff(quote: &str, said: &str) -> String {
    let (head, quote, said, tail) = unequal(quote, said);
    let (quote, said) = (first_words(quote), first_words(said));
    let diff = TextDiff::from_words(&quote, &said);
    let mut out = last_few(head);
    for op in diff.ops() {
        let of = |tag| -> String {
            diff.iter_changes(op)
                .filter(|change| change.tag() == tag)
                .map(|change| change.to_string_lossy().into_owned())
                .collect()
        };
        let (old, new) = (of(ChangeTag::Delete), of(ChangeTag::Insert));
        out.push_str(&of(ChangeTag::Equal));
        out.push_str(&if old.is_empty() { old } else { format!("[-{old}-]") });
        out.push_str(&if new.is_empty() { new } else { format!("{{+{new}+}}") });
    }
    out + &first_few(tail)
}

/// What two texts have in common at their ends, in whole words, and what stands between.
fn unequal<'t>(a: &'t str, b: &'t str) -> (&'t str, &'t str, &'t str, &'t str) {
    let same =
        a.char_indices().zip(b.chars()).find(|((_, a), b)| a != b).map_or(a.len().min(b.len()), |((at, _), _)| at);
    let start = a.get(..same).and_then(|head| head.rfind(' ')).map_or(0, |space| space + 1);
    let (head, a_rest) = a.split_at(start);
    let b_rest = b.get(start..).unwrap_or("");
    let ends = a_rest.chars().rev().zip(b_rest.chars().rev()).take_while(|(a, b)| a == b);
    let same: usize = ends.map(|(c, _)| c.len_utf8()).sum();
    let tail = a_rest.get(a_rest.len() - same..).unwrap_or("");
    let tail = tail.find(' ').and_then(|space| tail.get(space..)).unwrap_or("");
    let middle = |rest: &'t str| rest.get(..rest.len() - tail.len()).unwrap_or("");
    (head, middle(a_rest), middle(b_rest), tail)
}

/// Words that a difference shows before and after it, and at most of what differs.
const AROUND: usize = 6;
const MOST: usize = 200;

fn first_words(text: &str) -> String {
    match text.match_indices(' ').nth(MOST) {
        Some((at, _)) => format!("{} …", text.get(..at).unwrap_or("")),
        None => text.to_owned(),
    }
}

fn last_few(text: &str) -> String {
    match text.rmatch_indices(' ').nth(AROUND) {
        Some((at, _)) => format!("…{}", text.get(at..).unwrap_or("")),
        None => text.to_owned(),
    }
}

fn first_few(text: &str) -> String {
    match text.match_indices(' ').nth(AROUND) {
        Some((at, _)) => format!("{} …", text.get(..at).unwrap_or("")),
        None => text.to_owned(),
    }
}

fn quote_twice_in_sentence(document: &Document, findings: &mut Findings) {
    for claim in document.claims.iter() {
        findings.look(1);
        let row = &claim.at;
        let Some(span) = row.span.filter(|span| document.is_usable(*span)) else { continue };
        let text = document.reading.to_text(span);
        let Some(sentence) = document.sentence_at(text.start).filter(|sentence| sentence.contains(text)) else {
            continue;
        };
        // What is longer than half its sentence stands there once.
        if row.quote.len() * 2 > sentence.len() {
            continue;
        }
        let slice = document.reading.text().get(sentence.range()).unwrap_or("");
        let count = crate::grounding::whole_words(slice, row.quote, 0).count();
        if count > 1 {
            let message = format!("the quote stands {count} times in its own sentence");
            let help = "lengthen the quote by the words that tell its place apart";
            findings.add(about_cell(row.row, anchored::QUOTE, message).help(help));
        }
    }
}

/// An anchored row as a related row of a finding.
pub(super) fn related(row: &Anchored, note: impl Into<String>) -> Related {
    let passage = row.span.map(|span| crate::finding::Passage { source: row.source.to_owned(), span });
    Related { place: row.row.place(anchored::ID), fact: Some(row.id.to_owned()), passage, note: note.into() }
}

/// Dates, numbers and names are read as wholes: half of one says another thing, or nothing. A claim that rests on
/// none of it may stand beside it.
fn phrase_cut(document: &Document, findings: &mut Findings) {
    let cells = &document.grounding().cells;
    for (index, claim) in document.claims.iter().enumerate() {
        findings.look(1);
        let first = cells.partition_point(|cell| cell.claim < index);
        let own = || cells.get(first..).unwrap_or(&[]).iter().take_while(|cell| cell.claim == index);
        let named: Vec<&str> = column::SETS.iter().filter_map(|column| claim.set(*column)).flat_map(Set::ids).collect();
        let rests = |cue: &Cue| {
            let names = edges::aliases(document, cue).any(|alias| named.contains(&alias.entity));
            names || own().any(|cell| cell.bytes.iter().any(|span| span.overlaps(cue.span)))
        };
        edges::of_claim(document, claim).into_iter().for_each(|finding| findings.add(finding));
        cut_phrase(document, &claim.at, rests).into_iter().for_each(|finding| findings.add(finding));
    }
    for mention in &document.mentions {
        findings.look(1);
        edges::of_mention(document, mention).into_iter().for_each(|finding| findings.add(finding));
        cut_phrase(document, mention, |_| true).into_iter().for_each(|finding| findings.add(finding));
    }
}

/// A finding about the first phrase that the quote of a row which stands cuts, of those that `takes` takes.
fn cut_phrase(document: &Document, row: &Anchored, takes: impl Fn(&Cue) -> bool) -> Option<Finding> {
    const WHOLE: &[Class] = &[Class::Date, Class::Number, Class::Name, Class::Abbreviation];
    let raw = row.span.filter(|_| document.stands(row))?;
    let quote = document.reading.to_text(raw);
    let is_cut = |cue: &Cue| [quote.start, quote.end].iter().any(|edge| cue.span.start < *edge && *edge < cue.span.end);
    let mut cues = document.evidence().touching(quote);
    let cue = cues.find(|cue| WHOLE.contains(&cue.class) && is_cut(cue) && takes(cue))?;
    let said = document.reading.text().get(cue.span.range())?;
    let message = format!("the quote cuts the {} “{said}”", cue.class.as_str());
    let help = "lengthen the quote to all of it, or end it before; `factcheck fix` then corrects the bytes";
    Some(about_cell(row.row, anchored::QUOTE, message).help(help))
}
