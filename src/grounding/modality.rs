//! Does the row hold as the words say it holds: denied, doubted, wished, conditional, said by another?

use foldhash::{HashMap, HashMapExt};

use crate::claim::{Claim, column};
use crate::evidence::{Class, Cue, Inner, Value};
use crate::grounding::cells::claim_quote;
use crate::grounding::numbers::entry;
use crate::grounding::unused::meaning;
use crate::grounding::{Desk, Verdict, holders};
use crate::language::{Language, List};
use crate::set::list;
use crate::source::{Span, words};

/// Grounds polarity, certainty, mood, `if` and holder.
pub(super) fn ground(desk: &mut Desk) {
    polarity(desk);
    let rests = share_out(desk);
    certainty(desk, &rests);
    moods(desk, &rests);
    conditions(desk);
    holders::holder(desk);
    cut_off(desk);
}

/// Cues of the region whose line in the lists says one of `values`.
pub(super) fn saying(desk: &Desk, region: Span, values: &[&str]) -> Vec<Span> {
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
    let sides: Vec<Span> = desk.sides.iter().flatten().flatten().copied().collect();
    // "The town, not the guild, owns it" denies it of the guild alone.
    let governs = |scope: Span, inner: Inner| match inner {
        Inner::Phrase => sides.iter().any(|side| scope.contains(*side)),
        _ => pattern.is_empty() || pattern.iter().any(|word| scope.overlaps(*word)),
    };
    let negators: Vec<Span> = desk
        .evidence
        .within(desk.quote)
        .filter_map(|cue| match cue.value {
            Value::Negator { scope, inner, .. }
                if governs(Span::new(scope.start.min(cue.span.start), scope.end.max(cue.span.end)), inner)
                    || is_article_of(desk, cue.span, &sides) =>
            {
                Some(cue.span)
            }
            _ => None,
        })
        .collect();
    let kept = |negator: &&Span| desk.bytes_of(column::WORDS).iter().any(|words| words.overlaps(**negator));
    if !negators.is_empty() && !negators.iter().any(|negator| kept(&negator)) {
        let said = negators.first().map_or("", |negator| desk.text(*negator)).to_owned();
        desk.fault(
            "polarity-without-negator",
            column::POLARITY,
            format!("the row is negated, and `words` does not keep the negator “{said}”"),
            "write the word that denies it in `words`, or empty `polarity`",
        );
    } else if negators.is_empty() {
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

/// Whether a negator stands in the place of an article right before a side, and so denies what is said of it: in
/// "charges no fee" the verb before it.
fn is_article_of(desk: &Desk, negator: Span, sides: &[Span]) -> bool {
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return false };
    let is_article = language.is_in(desk.text(negator), &[List::Determiner]);
    let follows =
        |side: &Span| side.start > negator.end && desk.text(Span::new(negator.end, side.start)).trim().is_empty();
    is_article && sides.iter().any(follows)
}

fn certainty(desk: &mut Desk, rests: &Rests) {
    let certainty = desk.cell(column::CERTAINTY);
    if certainty.is_empty() {
        return;
    }
    let cues = rests.get(&(column::CERTAINTY, certainty)).cloned().unwrap_or_default();
    if cues.is_empty() {
        let help = "write the certainty that the hedge of the quote gives, or lengthen the quote to the hedge";
        desk.fault(
            "certainty-without-cue",
            column::CERTAINTY,
            format!("no hedge of the quote makes it `{certainty}`{}", said(desk, certainty)),
            help,
        );
    } else {
        desk.ground(column::CERTAINTY, Verdict::Normalised, cues, "");
    }
}

/// What certainty and each mood rest on, by column and value.
type Rests<'d> = HashMap<(usize, &'d str), Vec<Span>>;

/// Shares the hedges of the quote out among certainty and moods. A hedge that may say several things says
/// one of them ("would": a prediction, or what is not so); a value for which none is left rests on nothing.
fn share_out<'d>(desk: &Desk<'_, 'd>) -> Rests<'d> {
    let certainty = Some(desk.cell(column::CERTAINTY)).filter(|certainty| !certainty.is_empty());
    let moods = list(desk.cell(column::MOOD)).filter(|mood| *mood != "condition").map(|mood| (column::MOOD, mood));
    let wanted: Vec<(usize, &str)> =
        certainty.map(|certainty| (column::CERTAINTY, certainty)).into_iter().chain(moods).collect();
    let cues: Vec<Vec<Span>> =
        wanted.iter().map(|(_, value)| own(desk, value, saying(desk, desk.quote, &[*value]))).collect();
    let mut taken: HashMap<Span, usize> = HashMap::new();
    for index in 0..wanted.len() {
        take(index, &cues, &mut taken, &mut Vec::new());
    }
    let chooses = |cue: &Span| {
        let mut entries = desk.evidence.within(*cue).filter_map(|cue| entry(desk, cue));
        entries.any(|entry| entry.is_choice())
    };
    let left = |index: usize, cues: Vec<Span>| -> Vec<Span> {
        let free = |cue: &Span| taken.get(cue).is_none_or(|owner| *owner == index) || !chooses(cue);
        cues.into_iter().filter(free).collect()
    };
    wanted.into_iter().zip(cues).enumerate().map(|(index, (value, cues))| (value, left(index, cues))).collect()
}

/// Gives value `index` a hedge of its own, moving others to another one where that helps.
fn take(index: usize, cues: &[Vec<Span>], taken: &mut HashMap<Span, usize>, seen: &mut Vec<Span>) -> bool {
    for cue in cues.get(index).into_iter().flatten() {
        if seen.contains(cue) {
            continue;
        }
        seen.push(*cue);
        let owner = taken.get(cue).copied();
        if owner.is_none_or(|owner| take(owner, cues, taken, seen)) {
            taken.insert(*cue, index);
            return true;
        }
    }
    false
}

/// The cues that are the row's own: `words` keeps them, and they are not inside a name, words or a claim
/// that a side names, where they belong to that; unless the claim says `value` too.
fn own(desk: &Desk, value: &str, cues: Vec<Span>) -> Vec<Span> {
    let claims = column::SETS.into_iter().filter_map(|column| desk.claim.set(column)).flat_map(|set| set.ids());
    let says = |claim: &Claim| {
        [column::CERTAINTY, column::MOOD].iter().any(|column| list(claim.cell(*column)).any(|held| held == value))
    };
    let shared: Vec<Span> =
        claims.filter(|id| desk.document.claim(id).is_some_and(says)).filter_map(|id| claim_quote(desk, id)).collect();
    let places = desk.sides.iter().flatten().flatten().filter(|place| !shared.contains(place));
    let places: Vec<Span> = places.copied().collect();
    let kept = |cue: &Span| desk.bytes_of(column::WORDS).iter().any(|words| words.overlaps(*cue));
    cues.into_iter().filter(|cue| kept(cue) && !places.iter().any(|place| place.contains(*cue))).collect()
}

/// What the hedges of the quote say, and why one that says `value` does not say it of this row.
fn said(desk: &Desk, value: &str) -> String {
    let hedges = desk.evidence.within(desk.quote).filter(|cue| modal(cue.class));
    let lines: Vec<String> = hedges
        .filter_map(|cue| Some(format!("“{}” says {}", desk.text(cue.span), meaning(entry(desk, cue)?))))
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    let other = if saying(desk, desk.quote, &[value]).is_empty() { "" } else { ", but not of this row by `words`" };
    format!(": {}{other}", lines.join(", "))
}

fn moods(desk: &mut Desk, rests: &Rests) {
    let cell = desk.cell(column::MOOD);
    let (mut bytes, mut missing) = (Vec::new(), false);
    for mood in list(cell) {
        let cues = if mood == "condition" {
            condition_cues(desk, desk.quote)
        } else {
            rests.get(&(column::MOOD, mood)).cloned().unwrap_or_default()
        };
        if cues.is_empty() {
            missing = true;
            let (check, help) = match mood {
                "condition" => ("condition-not-in-quote", "lengthen the quote to the word that makes it a condition"),
                _ => (
                    "mood-without-cue",
                    "write the mood that the words of the quote give, or lengthen the quote to them",
                ),
            };
            desk.fault(
                check,
                column::MOOD,
                format!("no word of the quote makes it `{mood}`{}", said(desk, mood)),
                help,
            );
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

/// What it depends on: the condition's claim stands in the same sentence, or in the one before where a
/// condition word of the quote points back at it. Of several conditions in the quote none is left out.
fn conditions(desk: &mut Desk) {
    let cell = desk.cell(column::IF);
    if cell.is_empty() {
        return;
    }
    let quotes: Vec<Span> = list(cell).filter_map(|id| claim_quote(desk, id)).collect();
    if quotes.is_empty() || !quotes.iter().all(|quote| is_near(desk, *quote)) {
        let help = "name the condition of the same sentence, or lengthen the quote to the word that points at it";
        desk.fault(
            "condition-not-in-quote",
            column::IF,
            format!("no word of the quote or its sentence makes it depend on `{cell}`"),
            help,
        );
        return;
    }
    if let Some(left) = condition_left(desk, cell) {
        let message = format!("the quote holds the condition `{left}`, and `if` leaves it out");
        return desk.fault("condition-dropped", column::IF, message, "name every condition of the quote");
    }
    let mut bytes = quotes;
    bytes.extend(condition_cues(desk, desk.quote));
    desk.ground(column::IF, Verdict::Derived, bytes, cell);
}

fn is_near(desk: &Desk, quote: Span) -> bool {
    let before = desk.sentence.start.checked_sub(2).and_then(|at| desk.document.sentence_at(at));
    let points_back = || !condition_cues(desk, desk.quote).is_empty();
    desk.sentence.overlaps(quote) || before.is_some_and(|before| before.overlaps(quote)) && points_back()
}

/// A claim of mood `condition` whose words lie inside the quote and that `if` does not name.
fn condition_left(desk: &Desk, cell: &str) -> Option<String> {
    let raw = desk.document.reading.to_raw(desk.quote);
    let start = |claim: &Claim| claim.at.span.map_or(0, |span| span.start);
    // Claims stand in the order of their starts.
    let from = desk.document.claims.partition_point(|claim| start(claim) < raw.start);
    let near = desk.document.claims.get(from..).unwrap_or(&[]).iter().take_while(|claim| start(claim) < raw.end);
    let mut inside = near.filter(|claim| claim.at.span.is_some_and(|span| raw.contains(span) && span != raw));
    let is_left = |claim: &&Claim| claim.has_mood("condition") && !list(cell).any(|id| id == claim.at.id);
    inside.find(is_left).map(|claim| claim.at.id.to_owned())
}

/// A hedge that stands in one clause with the predicate and before it, or frames it ("according to"), and
/// that the quote leaves out; or a word of saying whose content the claim is.
fn cut_off(desk: &mut Desk) {
    const DOUBTS: &[&str] = &["probable", "possible", "improbable", "holder"];
    let Some(language) = desk.document.corpus.language(desk.document.entry) else { return };
    let Some(predicate) = desk.bytes_of(column::PREDICATE).iter().min().copied() else { return };
    let frames = |cue: &Cue| cue.span.start >= desk.quote.end && holders::is_frame(desk, cue);
    let outside = |cue: &&Cue| {
        matches!(cue.class, Class::Hedge | Class::Negator) && (cue.span.end <= desk.quote.start || frames(cue))
    };
    let has_holder = !desk.cell(column::HOLDER).is_empty();
    let recorded = has_holder || !desk.cell(column::CERTAINTY).is_empty();
    // A noun phrase takes for granted what it says ("the groups in the north"): no hedge around it
    // makes that doubtful.
    let says = says_something(language, desk.said());
    let governs = |cue: &&Cue| {
        let Some(entry) = entry(desk, cue) else { return false };
        let doubts = cue.class == Class::Hedge && DOUBTS.iter().any(|doubt| entry.says(doubt));
        let tells = || says && holders::tells(desk, cue.span, predicate) || holders::fears(desk, cue.span);
        says && doubts && !recorded || entry.says("report") && !has_holder && tells()
    };
    let hedges: Vec<Span> =
        desk.evidence.within(desk.sentence).filter(outside).filter(governs).map(|cue| cue.span).collect();
    if hedges.is_empty() {
        return;
    }
    let clauses = crate::evidence::clauses(desk.document.reading.text(), desk.sentence, language);
    let Some(clause) = clauses.into_iter().find(|clause| clause.overlaps(predicate)) else { return };
    if let Some(hedge) = hedges.into_iter().rfind(|hedge| clause.contains(*hedge)) {
        let said = desk.text(hedge).to_owned();
        let help = "lengthen the quote to the hedge and record it, or take a quote that it does not govern";
        desk.fault(
            "hedge-cut-off",
            crate::schema::anchored::QUOTE,
            format!("the quote leaves out “{said}”, which governs its clause"),
            help,
        );
    }
}

/// Whether words hold a finite verb.
pub(super) fn says_something(language: &Language, said: &str) -> bool {
    let is_verb = |word: &str| language.is_in(word, &[List::Finite, List::Auxiliary]) || word.ends_with("ed");
    words(said).filter_map(|word| said.get(word.range())).any(is_verb)
}
