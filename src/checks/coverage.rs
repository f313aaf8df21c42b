//! Does every sentence have its claim, or a reason to have none?

use foldhash::HashSet;

use crate::check::{Check, Run, about_cell};
use crate::checks::anchors::related;
use crate::claim::Claim;
use crate::coverage::{Account, Spans, accounts, cue_accounts, word_accounts};
use crate::document::Document;
use crate::finding::{Finding, Findings, Severity};
use crate::schema::anchored;
use crate::source::Span;

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "sentence-without-claim",
        severity: Severity::Error,
        about: "a sentence has neither a claim nor a reasoned silence",
        page: include_str!("coverage/sentence-without-claim.md"),
        run: Run::Document(sentence_without_claim),
    },
    Check {
        name: "cue-without-row",
        severity: Severity::Error,
        about: "a date, number, name or cue word of the source that no claim quotes and no silence covers",
        page: include_str!("coverage/cue-without-row.md"),
        run: Run::Document(cue_without_row),
    },
    Check {
        name: "word-without-row",
        severity: Severity::Warning,
        about: "a content word, in a sentence that has claims, which no claim rests on and no silence covers",
        page: include_str!("coverage/word-without-row.md"),
        run: Run::Document(word_without_row),
    },
    Check {
        name: "silence-over-claim",
        severity: Severity::Error,
        about: "a silence covers words that a claim quotes",
        page: include_str!("coverage/silence-over-claim.md"),
        run: Run::Document(silence_over_claim),
    },
];

fn sentence_without_claim(document: &Document, findings: &mut Findings) {
    for (sentence, account) in accounts(document) {
        findings.look(1);
        if account == Account::Unused {
            let raw = document.reading.to_raw(sentence);
            let said = document.reading.text().get(sentence.range()).unwrap_or("");
            let message = format!("no claim and no silence covers “{}”", shorten(said, 60));
            let finding = Finding::new(document.place(raw), message).fact(document.entry.id);
            let help = "`factcheck add --at \"words of the sentence\"`, or give the reason with `--table silence`";
            findings.add(finding.passage(document.entry.id, raw).help(help));
        }
    }
}

/// A cue inside a quote that leaves it unused has a finding of its own, which names the row.
fn cue_without_row(document: &Document, findings: &mut Findings) {
    let raw = document.claims.iter().filter_map(|claim| claim.at.span).filter(|span| document.is_usable(*span));
    let quoted = Spans::new(raw.map(|span| document.reading.to_text(span)).collect());
    for (cue, account) in document.evidence().cues.iter().zip(cue_accounts(document)) {
        findings.look(1);
        if account == Account::Unused && !quoted.covers(cue.span) {
            let raw = document.reading.to_raw(cue.span);
            let said = document.reading.text().get(cue.span.range()).unwrap_or("");
            let message = format!("no claim uses the {} “{said}”", cue.class.as_str());
            let finding = Finding::new(document.place(raw), message).fact(document.entry.id);
            let help = "lengthen a quote to it and use it, add the claim that it belongs to, or give the reason with `--table silence`";
            findings.add(finding.passage(document.entry.id, raw).help(help));
        }
    }
}

/// A sentence without claims has a finding of its own, and so has a row that is not grounded: what it
/// quotes is not asked for here.
fn word_without_row(document: &Document, findings: &mut Findings) {
    let sentences = accounts(document);
    let is_encoded = |word: Span| {
        let at = sentences.partition_point(|(sentence, _)| sentence.end <= word.start);
        sentences.get(at).is_some_and(|(_, account)| *account == Account::Used)
    };
    let faulty = faulty_quotes(document);
    let words = word_accounts(document);
    findings.look(words.iter().filter(|(_, account)| *account != Account::Later).count());
    let unused = words.iter().filter(|(_, account)| *account == Account::Unused).map(|(word, _)| *word);
    for word in unused.filter(|word| is_encoded(*word) && !faulty.touches(*word)) {
        let raw = document.reading.to_raw(word);
        let said = document.reading.text().get(word.range()).unwrap_or("");
        let message = format!("no claim rests on the word “{said}”");
        let finding = Finding::new(document.place(raw), message).fact(document.entry.id);
        let help = "add the claim that says it, take it into `words`, a side or a pattern, or give the reason with `--table silence`";
        findings.add(finding.passage(document.entry.id, raw).help(help));
    }
}

/// The quotes of claims that are not grounded, and the sentences of those that do not stand.
fn faulty_quotes(document: &Document) -> Spans {
    let faulty: HashSet<usize> = document.grounding().faults.iter().filter_map(|fault| fault.row.claim()).collect();
    let text = |raw: Span| document.reading.to_text(Span::new(raw.start, raw.end.max(raw.start)));
    let quotes = document.claims.iter().enumerate().filter_map(|(index, claim)| {
        let quote = text(claim.at.span?);
        let stands = document.stands(&claim.at);
        if stands { faulty.contains(&index).then_some(quote) } else { document.sentence_at(quote.start) }
    });
    Spans::new(quotes.collect())
}

/// The first `limit` characters of a text, cut at a word.
pub(crate) fn shorten(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    let head = text.get(..cut).unwrap_or("");
    format!("{} …", head.rsplit_once(' ').map_or(head, |(whole, _)| whole))
}

fn silence_over_claim(document: &Document, findings: &mut Findings) {
    // A claim whose offsets are broken quotes nothing here: the anchor checks have said so.
    let quoted_by = |claim: &Claim| claim.at.span.filter(|span| document.is_usable(*span));
    let quoted = Spans::new(document.claims.iter().filter_map(quoted_by).collect());
    for silence in &document.silence {
        findings.look(1);
        let Some(span) = silence.span.filter(|span| quoted.touches(*span)) else { continue };
        let meets = |claim: &&Claim| quoted_by(claim).is_some_and(|at| at.overlaps(span));
        let Some(claim) = document.claims.iter().find(meets) else { continue };
        let message = format!("silence `{}` covers words that claim `{}` quotes", silence.id, claim.at.id);
        let finding =
            about_cell(silence.row, anchored::START, message).related(related(&claim.at, "quotes these words"));
        findings.add(finding.help("shorten the silence, or drop it"));
    }
}
