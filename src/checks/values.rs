//! Is every value of a row supported by the words it quotes?

use crate::check::{Check, Run, about_cell};
use crate::claim::column;
use crate::document::Document;
use crate::finding::{Finding, Findings, Severity};
use crate::grounding::{Fault, Row};

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "name-not-in-quote",
        severity: Severity::Error,
        about: "a name in a cell that neither a name nor a mention of the quote says",
        page: include_str!("values/name-not-in-quote.md"),
        run: Run::Document(|document, findings| values(document, findings, column::SUBJECT)),
    },
    Check {
        name: "name-by-shared-alias",
        severity: Severity::Error,
        about: "a name that the quote says only by words that name others too",
        page: include_str!("values/name-by-shared-alias.md"),
        run: Run::Document(|document, findings| values(document, findings, column::SUBJECT)),
    },
    Check {
        name: "words-not-in-quote",
        severity: Severity::Error,
        about: "words in a cell that the quote does not say",
        page: include_str!("values/words-not-in-quote.md"),
        run: Run::Document(|document, findings| values(document, findings, column::WORDS)),
    },
    Check {
        name: "words-should-be-entity",
        severity: Severity::Error,
        about: "words in a cell that are the name of an entity",
        page: include_str!("values/words-should-be-entity.md"),
        run: Run::Document(|document, findings| values(document, findings, column::OBJECT)),
    },
    Check {
        name: "words-cut-short",
        severity: Severity::Error,
        about: "words in a cell that leave out the word they belong with",
        page: include_str!("values/words-cut-short.md"),
        run: Run::Document(|document, findings| values(document, findings, column::OBJECT)),
    },
    Check {
        name: "name-in-two-cells",
        severity: Severity::Warning,
        about: "a name that the quote says once, in two cells",
        page: include_str!("values/name-in-two-cells.md"),
        run: Run::Document(|document, findings| values(document, findings, column::OBJECT)),
    },
    Check {
        name: "list-item-dropped",
        severity: Severity::Error,
        about: "a list that leaves out an item of the enumeration it quotes",
        page: include_str!("values/list-item-dropped.md"),
        run: Run::Document(|document, findings| values(document, findings, column::SUBJECT)),
    },
    Check {
        name: "joint-against-words",
        severity: Severity::Error,
        about: "items joined otherwise than the quote joins them",
        page: include_str!("values/joint-against-words.md"),
        run: Run::Document(|document, findings| values(document, findings, column::OBJECT)),
    },
    Check {
        name: "list-out-of-order",
        severity: Severity::Error,
        about: "an ordered list that is not in the order of the quote",
        page: include_str!("values/list-out-of-order.md"),
        run: Run::Document(|document, findings| values(document, findings, column::OBJECT)),
    },
    Check {
        name: "value-in-words",
        severity: Severity::Error,
        about: "a date, number or name in `words`, which holds cue words only",
        page: include_str!("values/value-in-words.md"),
        run: Run::Document(|document, findings| values(document, findings, column::WORDS)),
    },
    Check {
        name: "word-is-no-cue",
        severity: Severity::Warning,
        about: "a word in `words` that is no cue word of any list",
        page: include_str!("values/word-is-no-cue.md"),
        run: Run::Document(|document, findings| values(document, findings, column::WORDS)),
    },
    Check {
        name: "pattern-not-in-quote",
        severity: Severity::Error,
        about: "a predicate none of whose patterns stands in the quote",
        page: include_str!("values/pattern-not-in-quote.md"),
        run: Run::Document(|document, findings| values(document, findings, column::PREDICATE)),
    },
    Check {
        name: "sides-reversed",
        severity: Severity::Error,
        about: "a predicate that the quote says with subject and object the other way round",
        page: include_str!("values/sides-reversed.md"),
        run: Run::Document(|document, findings| values(document, findings, column::PREDICATE)),
    },
    Check {
        name: "number-not-in-quote",
        severity: Severity::Error,
        about: "a number that the quote does not say",
        page: include_str!("values/number-not-in-quote.md"),
        run: Run::Document(|document, findings| values(document, findings, column::NUMBER)),
    },
    Check {
        name: "number-of-another-noun",
        severity: Severity::Error,
        about: "a number that counts something else in the quote",
        page: include_str!("values/number-of-another-noun.md"),
        run: Run::Document(|document, findings| values(document, findings, column::NUMBER)),
    },
    Check {
        name: "bound-cut-off",
        severity: Severity::Error,
        about: "a number whose bound the quote cuts off",
        page: include_str!("values/bound-cut-off.md"),
        run: Run::Document(|document, findings| values(document, findings, column::NUMBER)),
    },
    Check {
        name: "exactness-claimed",
        severity: Severity::Error,
        about: "an exact number where the words give a bound or a vague count",
        page: include_str!("values/exactness-claimed.md"),
        run: Run::Document(|document, findings| values(document, findings, column::NUMBER)),
    },
    Check {
        name: "date-not-in-quote",
        severity: Severity::Error,
        about: "a date that neither the quote nor its sentence says",
        page: include_str!("values/date-not-in-quote.md"),
        run: Run::Document(|document, findings| values(document, findings, column::WHEN)),
    },
    Check {
        name: "date-copied-not-read",
        severity: Severity::Error,
        about: "a date copied as printed that reads otherwise in EDTF",
        page: include_str!("values/date-copied-not-read.md"),
        run: Run::Document(|document, findings| values(document, findings, column::WHEN)),
    },
    Check {
        name: "citation-year-as-date",
        severity: Severity::Error,
        about: "the year of a citation in place of the date of the event",
        page: include_str!("values/citation-year-as-date.md"),
        run: Run::Document(|document, findings| values(document, findings, column::WHEN)),
    },
    Check {
        name: "role-not-in-quote",
        severity: Severity::Error,
        about: "a role that the words before the date do not give it",
        page: include_str!("values/role-not-in-quote.md"),
        run: Run::Document(|document, findings| values(document, findings, column::ROLE)),
    },
    Check {
        name: "polarity-without-negator",
        severity: Severity::Error,
        about: "a denial without a negator that governs the predicate",
        page: include_str!("values/polarity-without-negator.md"),
        run: Run::Document(|document, findings| values(document, findings, column::POLARITY)),
    },
    Check {
        name: "certainty-without-cue",
        severity: Severity::Error,
        about: "a certainty that no hedge of the quote gives",
        page: include_str!("values/certainty-without-cue.md"),
        run: Run::Document(|document, findings| values(document, findings, column::CERTAINTY)),
    },
    Check {
        name: "mood-without-cue",
        severity: Severity::Error,
        about: "a mood that no word of the quote gives",
        page: include_str!("values/mood-without-cue.md"),
        run: Run::Document(|document, findings| values(document, findings, column::MOOD)),
    },
    Check {
        name: "condition-not-in-quote",
        severity: Severity::Error,
        about: "a condition that no word of the quote or its sentence makes",
        page: include_str!("values/condition-not-in-quote.md"),
        run: Run::Document(|document, findings| values(document, findings, column::IF)),
    },
    Check {
        name: "cite-not-in-sentence",
        severity: Severity::Error,
        about: "a work that the sentence does not cite",
        page: include_str!("values/cite-not-in-sentence.md"),
        run: Run::Document(|document, findings| values(document, findings, column::CITES)),
    },
    Check {
        name: "holder-not-in-sentence",
        severity: Severity::Error,
        about: "a holder whom the sentence does not name or who says nothing in it",
        page: include_str!("values/holder-not-in-sentence.md"),
        run: Run::Document(|document, findings| values(document, findings, column::HOLDER)),
    },
    Check {
        name: "mention-chain-breaks",
        severity: Severity::Error,
        about: "a mention whose antecedent does not name what it refers to",
        page: include_str!("values/mention-chain-breaks.md"),
        run: Run::Document(mentions),
    },
    Check {
        name: "misleading-mention",
        severity: Severity::Warning,
        about: "a mention whose words, or those before it in its sentence, lead to another thing of the same type",
        page: include_str!("values/misleading-mention.md"),
        run: Run::Document(mentions),
    },
    Check {
        name: "restates-differs",
        severity: Severity::Error,
        about: "a restatement of a claim that says something else",
        page: include_str!("values/restates-differs.md"),
        run: Run::Document(|document, findings| values(document, findings, column::RESTATES)),
    },
    Check {
        name: "mention-splits-list",
        severity: Severity::Error,
        about: "a mention that stands for part of a list, or for more than one",
        page: include_str!("values/mention-splits-list.md"),
        run: Run::Document(mentions),
    },
    Check {
        name: "mention-size-mismatch",
        severity: Severity::Error,
        about: "a mention whose words are not the size of what it refers to",
        page: include_str!("values/mention-size-mismatch.md"),
        run: Run::Document(mentions),
    },
    Check {
        name: "mention-cut",
        severity: Severity::Error,
        about: "a quote that cuts a mention",
        page: include_str!("values/mention-cut.md"),
        run: Run::Document(mentions),
    },
];

/// The faults of one check; it looks at the claims that fill `column`.
fn values(document: &Document, findings: &mut Findings, column: usize) {
    findings.look(document.claims.iter().filter(|claim| !claim.cell(column).is_empty()).count());
    report(document, findings);
}

/// The faults of one check; it looks at the mentions.
pub(super) fn mentions(document: &Document, findings: &mut Findings) {
    findings.look(document.mentions.len());
    report(document, findings);
}

/// Reports what grounding has found for the check that asks.
pub(super) fn report(document: &Document, findings: &mut Findings) {
    let mine = findings.check();
    for fault in document.grounding().faults.iter().filter(|fault| fault.check == mine) {
        if let Some(finding) = finding(document, fault) {
            findings.add(finding);
        }
    }
}

fn finding(document: &Document, fault: &Fault) -> Option<Finding> {
    let row = match fault.row {
        Row::Claim(index) => document.claims.get(index)?.at.row,
        Row::Mention(index) => document.mentions.get(index)?.row,
    };
    let finding = about_cell(row, fault.column, fault.message.clone()).help(fault.help.clone());
    Some(match fault.bytes {
        Some(bytes) => finding.passage(document.entry.id, document.reading.to_raw(bytes)),
        None => finding,
    })
}
