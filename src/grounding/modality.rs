//! Does the row hold as the words say it holds: denied, doubted, wished, conditional, said by another?

use crate::claim::column;
use crate::evidence::{Class, Cue, Value};
use crate::grounding::cells::{citations_of, claim_quote};
use crate::grounding::numbers::entry;
use crate::grounding::sides::named;
use crate::grounding::{Desk, Verdict};
use crate::language::List;
use crate::set::{Item, list};
use crate::source::{Span, words};

/// Grounds polarity, certainty, mood, `if` and holder.
pub(super) fn ground(desk: &mut Desk) {
    polarity(desk);
    certainty(desk);
    moods(desk);
    conditions(desk);
    holder(desk);
    cut_off(desk);
}

/// Cues of the quote whose line in the lists says one of `values`.
fn saying(desk: &Desk, region: Span, values: &[&str]) -> Vec<Span> {
    let cues = desk.evidence.within(region).filter(|cue| modal(cue.class));
    let says = |cue: &&Cue| entry(desk, cue).is_some_and(|entry| values.iter().any(|value| entry.says(value)));
    cues.filter(says).map(|cue| cue.span).collect()
}

fn modal(class: Class) -> bool {
    matches!(class, Class::Negator | Class::Hedge | Class::Condition | Class::Booster)
}

/// Negated: a negator of the quote governs the predicate's words.
fn polarity(desk: &mut Desk) {
    if desk.cell(column::POLARITY).is_empty() {
        return;
    }
    let pattern: Vec<Span> = desk.bytes_of(column::PREDICATE).to_vec();
    let governs = |scope: Span| pattern.is_empty() || pattern.iter().any(|word| scope.overlaps(*word));
    let negators: Vec<Span> = desk
        .evidence
        .within(desk.quote)
        .filter_map(|cue| match cue.value {
            Value::Negator { scope, .. }
                if governs(Span::new(scope.start.min(cue.span.start), scope.end.max(cue.span.end))) =>
            {
                Some(cue.span)
            }
            _ => None,
        })
        .collect();
    if negators.is_empty() {
        let help = "empty `polarity`, or lengthen the quote to the word that denies it";
        desk.fault(
            "polarity-without-negator",
            column::POLARITY,
            "the row is negated, and no negator of the quote governs its predicate".to_owned(),
            help,
        );
    } else {
        desk.ground(column::POLARITY, Verdict::Normalised, negators, "");
    }
}

fn certainty(desk: &mut Desk) {
    let certainty = desk.cell(column::CERTAINTY);
    if certainty.is_empty() {
        return;
    }
    let cues = saying(desk, desk.quote, &[certainty]);
    if cues.is_empty() {
        let help = "write the certainty that the hedge of the quote gives, or lengthen the quote to the hedge";
        desk.fault(
            "certainty-without-cue",
            column::CERTAINTY,
            format!("no hedge of the quote makes it `{certainty}`{}", said(desk)),
            help,
        );
    } else {
        desk.ground(column::CERTAINTY, Verdict::Normalised, cues, "");
    }
}

fn said(desk: &Desk) -> String {
    let hedges = desk.evidence.within(desk.quote).filter(|cue| modal(cue.class));
    let lines: Vec<String> =
        hedges.filter_map(|cue| Some(format!("“{}” says {}", desk.text(cue.span), entry(desk, cue)?.value))).collect();
    if lines.is_empty() { String::new() } else { format!(": {}", lines.join(", ")) }
}

fn moods(desk: &mut Desk) {
    let cell = desk.cell(column::MOOD);
    let (mut bytes, mut missing) = (Vec::new(), false);
    for mood in list(cell) {
        let cues =
            if mood == "condition" { condition_cues(desk, desk.quote) } else { saying(desk, desk.quote, &[mood]) };
        if cues.is_empty() {
            missing = true;
            let (check, help) = match mood {
                "condition" => ("condition-not-in-quote", "lengthen the quote to the word that makes it a condition"),
                _ => (
                    "mood-without-cue",
                    "write the mood that the words of the quote give, or lengthen the quote to them",
                ),
            };
            desk.fault(check, column::MOOD, format!("no word of the quote makes it `{mood}`{}", said(desk)), help);
        }
        bytes.extend(cues);
    }
    if !cell.is_empty() && !missing {
        desk.ground(column::MOOD, Verdict::Normalised, bytes, "");
    }
}

fn condition_cues(desk: &Desk, region: Span) -> Vec<Span> {
    let is_condition =
        |cue: &&Cue| cue.class == Class::Condition || entry(desk, cue).is_some_and(|entry| entry.says("condition"));
    desk.evidence.within(region).filter(is_condition).map(|cue| cue.span).collect()
}

/// What it depends on: the condition's claim stands in the same sentence or the one before, or a
/// condition word of the quote points at it.
fn conditions(desk: &mut Desk) {
    let cell = desk.cell(column::IF);
    if cell.is_empty() {
        return;
    }
    let quotes: Vec<Span> = list(cell).filter_map(|id| claim_quote(desk, id)).collect();
    let near = |quote: &Span| desk.sentence.overlaps(*quote) || !condition_cues(desk, desk.quote).is_empty();
    if quotes.is_empty() || !quotes.iter().all(near) {
        let help = "name the condition of the same sentence, or lengthen the quote to the word that points at it";
        desk.fault(
            "condition-not-in-quote",
            column::IF,
            format!("no word of the quote or its sentence makes it depend on `{cell}`"),
            help,
        );
        return;
    }
    let mut bytes = quotes;
    bytes.extend(condition_cues(desk, desk.quote));
    desk.ground(column::IF, Verdict::Derived, bytes, cell);
}

/// Who says so: named in the quote or its sentence, beside an act of saying.
fn holder(desk: &mut Desk) {
    let cell = desk.cell(column::HOLDER);
    let Some(set) = desk.claim.set(column::HOLDER).filter(|set| !set.is_empty()) else { return };
    let saying_words = saying(desk, desk.sentence, &["holder", "report"]);
    let (mut bytes, mut verdict, mut missing) = (Vec::new(), Verdict::Literal, false);
    for item in set.items().collect::<Vec<_>>() {
        let found = match item {
            Item::Id("unnamed") => Some((Verdict::Normalised, Vec::new())),
            Item::Id(id) => who(desk, id),
            Item::Words(words) => {
                let places: Vec<Span> =
                    super::whole_words(desk.text(desk.sentence), words, desk.sentence.start).collect();
                (!places.is_empty()).then_some((Verdict::Literal, places))
            }
        };
        match found {
            Some((kind, places)) => {
                verdict = verdict.max(kind);
                bytes.extend(places);
            }
            None => {
                missing = true;
                let help = "name who says so in this sentence, or `unnamed`";
                desk.fault(
                    "holder-not-in-sentence",
                    column::HOLDER,
                    format!("`holder` is {item}, which the sentence does not name"),
                    help,
                );
            }
        }
    }
    if missing {
        return;
    }
    let by_claim = verdict == Verdict::Derived;
    if saying_words.is_empty() && !by_claim {
        let help = "empty `holder`: without an act of saying the statement is the author's own";
        desk.fault(
            "holder-not-in-sentence",
            column::HOLDER,
            format!("`holder` is `{cell}`, and no word of the sentence says that anybody said so"),
            help,
        );
        return;
    }
    bytes.extend(saying_words);
    let outside = bytes.iter().any(|span| !desk.quote.contains(*span));
    let verdict = if outside && !by_claim { Verdict::Frame } else { verdict };
    desk.ground(column::HOLDER, verdict, bytes, "");
}

fn who(desk: &Desk, id: &str) -> Option<(Verdict, Vec<Span>)> {
    if let Some(found) = named(desk, id, desk.sentence) {
        return Some((found.verdict, found.bytes));
    }
    let places: Vec<Span> = desk.mentions_near(id).iter().map(|mention| mention.span).collect();
    if !places.is_empty() {
        return Some((Verdict::Mention, places));
    }
    let cited = citations_of(desk, id);
    if !cited.is_empty() {
        return Some((Verdict::Normalised, cited));
    }
    claim_quote(desk, id).map(|quote| (Verdict::Derived, vec![quote]))
}

/// A hedge that stands in one clause with the predicate and before it, and that the quote leaves out.
fn cut_off(desk: &mut Desk) {
    const DOUBTS: &[&str] = &["probable", "possible", "improbable", "holder"];
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return };
    let Some(predicate) = desk.bytes_of(column::PREDICATE).iter().min().copied() else { return };
    let outside = |cue: &&Cue| cue.class == Class::Hedge && cue.span.end <= desk.quote.start;
    let doubts = |cue: &&Cue| entry(desk, cue).is_some_and(|entry| DOUBTS.iter().any(|doubt| entry.says(doubt)));
    let hedges: Vec<Span> =
        desk.evidence.within(desk.sentence).filter(outside).filter(doubts).map(|cue| cue.span).collect();
    if hedges.is_empty() {
        return;
    }
    // A noun phrase takes for granted what it says ("the groups in the north"): no hedge around it
    // makes that doubtful.
    let finite =
        |word: Span| [List::Finite, List::Auxiliary].iter().any(|list| language.find(desk.text(word), *list).is_some());
    let inflected = |word: Span| desk.text(word).ends_with("ed");
    if !words(desk.said()).map(|word| word.shift(desk.quote.start)).any(|word| finite(word) || inflected(word)) {
        return;
    }
    let clauses = crate::evidence::clauses(desk.document.reading.text(), desk.sentence, language);
    let Some(clause) = clauses.into_iter().find(|clause| clause.overlaps(predicate)) else { return };
    let recorded = [column::CERTAINTY, column::HOLDER].iter().any(|column| !desk.cell(*column).is_empty());
    if let Some(hedge) = hedges.into_iter().rfind(|hedge| clause.contains(*hedge) && !recorded) {
        let said = desk.text(hedge).to_owned();
        let help = "lengthen the quote to the hedge and record it, or take a quote that it does not govern";
        desk.fault(
            "hedge-cut-off",
            crate::schema::anchored::QUOTE,
            format!("the quote leaves out “{said}”, which stands before it in its clause"),
            help,
        );
    }
}
