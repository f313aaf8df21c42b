//! Are names, abbreviations and citations of the source introduced, listed and spelled alike?

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::check::{Check, Run};
use crate::checks::works::{self, Known};
use crate::claim::{Claim, column};
use crate::coverage::Spans;
use crate::document::Document;
use crate::evidence::{Class, Cue, Value};
use crate::finding::{Finding, Findings, Severity};
use crate::set::{Item, list};
use crate::source::Span;

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "abbreviation-before-long-form",
        severity: Severity::Error,
        about: "an abbreviation is used before the place that spells it out",
        page: include_str!("names/abbreviation-before-long-form.md"),
        run: Run::Document(abbreviation_before_long_form),
    },
    Check {
        name: "initials-do-not-fit",
        severity: Severity::Warning,
        about: "the initials of a long form do not spell its abbreviation",
        page: include_str!("names/initials-do-not-fit.md"),
        run: Run::Document(initials_do_not_fit),
    },
    Check {
        name: "abbreviation-without-row",
        severity: Severity::Error,
        about: "an abbreviation of the source is no alias of an entity",
        page: include_str!("names/abbreviation-without-row.md"),
        run: Run::Document(abbreviation_without_row),
    },
    Check {
        name: "second-name-without-claim",
        severity: Severity::Warning,
        about: "the source gives a second name in brackets, and no claim says so",
        page: include_str!("names/second-name-without-claim.md"),
        run: Run::Document(second_name_without_claim),
    },
    Check {
        name: "citation-without-row",
        severity: Severity::Error,
        about: "an author-year form of the source leads to no work",
        page: include_str!("names/citation-without-row.md"),
        run: Run::Document(citation_without_row),
    },
    Check {
        name: "work-not-as-printed",
        severity: Severity::Error,
        about: "the printed form of a cited work stands nowhere in the source",
        page: include_str!("names/work-not-as-printed.md"),
        run: Run::Document(work_not_as_printed),
    },
    Check {
        name: "name-spelled-two-ways",
        severity: Severity::Warning,
        about: "the source prints one name in two spellings",
        page: include_str!("names/name-spelled-two-ways.md"),
        run: Run::Document(name_spelled_two_ways),
    },
];

/// A finding about bytes of the source: it names the narrowest row over them, else the source.
pub(super) fn about_source(document: &Document, bytes: Span, message: String) -> Finding {
    let raw = document.reading.to_raw(bytes);
    let over = document.anchors().filter(|row| row.span.is_some_and(|span| span.contains(raw)));
    let narrowest = over.min_by_key(|row| (row.span.map_or(0, Span::len), row.id));
    let fact = narrowest.map_or(document.entry.id, |row| row.id);
    Finding::new(document.place(raw), message).fact(fact).passage(document.entry.id, raw)
}

/// The abbreviations of the parts that are encoded, in order.
fn abbreviations<'a>(document: &'a Document) -> Vec<&'a Cue> {
    encoded(document, Class::Abbreviation)
}

/// The cues of a class in the parts that are encoded, in order.
pub(super) fn encoded<'a>(document: &'a Document, class: Class) -> Vec<&'a Cue> {
    let accounts = crate::coverage::cue_accounts(document);
    let cues = document.evidence().cues.iter().zip(accounts);
    cues.filter(|(cue, account)| cue.class == class && *account != crate::coverage::Account::Later)
        .map(|(cue, _)| cue)
        .collect()
}

pub(super) fn said<'a>(document: &'a Document, span: Span) -> &'a str {
    document.reading.text().get(span.range()).unwrap_or("")
}

fn abbreviation_before_long_form(document: &Document, findings: &mut Findings) {
    let mut first: HashMap<&str, &Cue> = HashMap::new();
    let mut told = Vec::new();
    for cue in abbreviations(document) {
        findings.look(1);
        let short = said(document, cue.span);
        let Value::Abbreviation { long: Some(long), .. } = &cue.value else {
            first.entry(short).or_insert(cue);
            continue;
        };
        if let Some(early) = first.get(short).filter(|_| !told.contains(&short)) {
            told.push(short);
            let message = format!("“{short}” is used here and spelled out only later, as “{}”", said(document, *long));
            let help = "the source does so: carry it as an exception with the place where it is spelled out";
            findings.add(about_source(document, early.span, message).help(help));
        }
    }
}

fn initials_do_not_fit(document: &Document, findings: &mut Findings) {
    let mut told = HashSet::new();
    for cue in abbreviations(document) {
        let Value::Abbreviation { long: Some(long), spelled, .. } = &cue.value else { continue };
        findings.look(1);
        // Later uses repeat the same mismatch.
        if !spelled && told.insert(said(document, cue.span)) {
            let message =
                format!("the initials of “{}” do not spell “{}”", said(document, *long), said(document, cue.span));
            let help = "if the source prints it so, carry it as an exception that says what is meant";
            findings.add(about_source(document, cue.span, message).help(help));
        }
    }
}

fn abbreviation_without_row(document: &Document, findings: &mut Findings) {
    // As «words», or in the words of a pattern.
    let cells = document.grounding().cells.iter();
    let used = Spans::new(cells.flat_map(|cell| cell.bytes.iter().copied()).collect());
    for cue in abbreviations(document) {
        findings.look(1);
        if matches!(cue.value, Value::Abbreviation { alias: None, .. }) && !used.touches(cue.span) {
            let message = format!("“{}” is no alias of an entity", said(document, cue.span));
            findings.add(
                about_source(document, cue.span, message)
                    .help("add a row to aliases.csv (kind short), and the entity if it is new"),
            );
        }
    }
}

/// "the Long Name (second name, SN)": that these are names of one thing is said here and nowhere else.
fn second_name_without_claim(document: &Document, findings: &mut Findings) {
    let told: HashSet<(&str, &str)> = document.claims.iter().flat_map(words_of_ids).collect();
    for (first, second) in bracketed(document) {
        let words = said(document, second.span);
        let of_first = owners(document, first);
        for entity in owners(document, second).into_iter().filter(|entity| of_first.contains(entity)) {
            findings.look(1);
            if !told.contains(&(words, entity)) {
                let message =
                    format!("“{words}” stands in brackets as a second name of `{entity}`, and no claim says so");
                let help = format!("add the claim, with `{entity}` and «{words}» as its sides");
                findings.add(about_source(document, second.span, message).help(help));
            }
        }
    }
}

/// Each of a claim's «words» with each id beside it.
fn words_of_ids<'d>(claim: &Claim<'d>) -> Vec<(&'d str, &'d str)> {
    let sets = || column::SETS.into_iter().filter_map(|column| claim.set(column));
    let ids: Vec<&str> = sets().flat_map(|set| set.ids().collect::<Vec<_>>()).collect();
    let words = sets().flat_map(|set| set.items().filter_map(Item::words).collect::<Vec<_>>());
    words.flat_map(|words| ids.iter().map(move |id| (words, *id))).collect()
}

/// The entities that a name may stand for.
fn owners<'d>(document: &'d Document, cue: &Cue) -> Vec<&'d str> {
    let (names, aliases) = (document.corpus.names(), &document.corpus.vocabulary.aliases);
    let payloads = names.id_of(cue).map(|id| names.payloads(id)).unwrap_or_default();
    payloads.iter().filter_map(|index| aliases.get(*index as usize)).map(|alias| alias.entity).collect()
}

/// Each name that brackets hold directly after a name, with that one.
fn bracketed<'d>(document: &'d Document) -> Vec<(&'d Cue, &'d Cue)> {
    let names = || document.evidence().cues.iter().filter(|cue| matches!(cue.class, Class::Name | Class::Abbreviation));
    let mut pairs: Vec<(&Cue, &Cue)> = Vec::new();
    for (before, cue) in names().zip(names().skip(1)) {
        let between = document.reading.text().get(before.span.end..cue.span.start).unwrap_or("").trim();
        let last = pairs.last().filter(|(_, last)| last.span == before.span);
        match between {
            "(" => pairs.push((before, cue)),
            "," | ";" => pairs.extend(last.map(|(first, _)| *first).map(|first| (first, cue))),
            _ => {}
        }
    }
    pairs
}

fn citation_without_row(document: &Document, findings: &mut Findings) {
    for (citation, known) in works::cited(document) {
        findings.look(1);
        if matches!(known, Known::Nothing) {
            let message = format!("no work of works.csv is “{}”", said(document, citation.span));
            findings.add(
                about_source(document, citation.span, message)
                    .help("add the work with its printed form, and `cites` to the claims of its sentence"),
            );
        }
    }
}

fn work_not_as_printed(document: &Document, findings: &mut Findings) {
    let mut cited: Vec<&str> =
        document.claims.iter().flat_map(|claim| list(claim.cell(crate::claim::column::CITES))).collect();
    cited.sort_unstable();
    cited.dedup();
    for work in cited.into_iter().filter_map(|id| document.corpus.vocabulary.work(id)) {
        for printed in list(work.cell(4)) {
            findings.look(1);
            if memchr::memmem::find(document.reading.text().as_bytes(), printed.as_bytes()).is_none() {
                let message = format!("“{printed}” stands nowhere in `{}`", document.entry.path);
                findings.add(
                    crate::check::about_cell(work, 4, message)
                        .help("write `printed` as the source prints it, letter for letter"),
                );
            }
        }
    }
}

fn name_spelled_two_ways(document: &Document, findings: &mut Findings) {
    // For every name, however spelled: each spelling with its places.
    let mut names: BTreeMap<String, BTreeMap<&str, Vec<Span>>> = BTreeMap::new();
    for cue in encoded(document, Class::Name) {
        findings.look(1);
        let printed = said(document, cue.span);
        names.entry(folded(printed)).or_default().entry(printed).or_default().push(cue.span);
    }
    for spellings in names.values().filter(|spellings| spellings.len() > 1) {
        let settled: Vec<(&str, &[Span])> =
            spellings.iter().map(|(printed, places)| (*printed, places.as_slice())).collect();
        let inside: Vec<&(&str, &[Span])> =
            settled.iter().filter(|(printed, places)| !only_begins(document, printed, places)).collect();
        let Some(usual) = inside.iter().max_by_key(|(printed, places)| (places.len(), std::cmp::Reverse(*printed)))
        else {
            continue;
        };
        for (printed, places) in inside.iter().filter(|(printed, _)| printed != &usual.0) {
            let Some(place) = places.iter().find(|place| !begins_sentence(document, **place)) else { continue };
            let message = format!("“{printed}” is spelled “{}” elsewhere ({} places)", usual.0, usual.1.len());
            let help = "if the source prints both, carry it as an exception; if one is a misprint, declare it in layout (`reads`)";
            findings.add(about_source(document, *place, message).help(help));
        }
    }
}

/// A name without what spelling may vary: case, hyphens, blanks, apostrophes.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a spelling stands only where a sentence begins, or in capitals as in a heading: there the
/// capital is no spelling of its own.
fn only_begins(document: &Document, printed: &str, places: &[Span]) -> bool {
    let is_heading = !printed.chars().any(char::is_lowercase);
    is_heading || places.iter().all(|place| begins_sentence(document, *place))
}

fn begins_sentence(document: &Document, place: Span) -> bool {
    document.sentence_at(place.start).is_some_and(|sentence| {
        let head = document.reading.text().get(sentence.start..place.start).unwrap_or("x");
        !head.chars().any(char::is_alphanumeric)
    })
}
