//! On what terms does a row say what it says: in whose voice, on which conditions, with which words that
//! limit it, and for which time? Only rows on the same terms can be held against each other.

use foldhash::HashMap;

use crate::claim::{Claim, column};
use crate::document::Document;
use crate::edtf::{Edtf, Role, Strength};
use crate::evidence::{Class, Tense, Value, tense};
use crate::fact::{self, Force, Stance};
use crate::grounding::Verdict;
use crate::language::{Entry, Language, List};
use crate::period::{ALWAYS, Period, Stretch, Telling};
use crate::schema;
use crate::set::{Item, Set, list};
use crate::source::{Span, words};
use crate::vocabulary::Predicate;

/// One row's terms.
#[derive(Debug, Clone)]
pub struct Statement<'c> {
    /// How firmly, in whose voice, and whether it affirms.
    pub stance: Stance<'c>,
    /// When it holds.
    pub period: Period<'c>,
    /// Whether its words shut out all others: "only", "comprising".
    pub is_exclusive: bool,
    /// Whether its words name examples of more: "such as", "among others".
    pub gives_examples: bool,
    /// Whether its words say it of each by itself.
    pub is_of_each: bool,
    /// The tense of its words.
    pub tense: Option<Tense>,
    conditions: &'c str,
    number: &'c str,
    /// Words that say of how much of a side, or in which respect it holds: "parts of", "officially".
    parts: Vec<&'c str>,
    /// Words that say how, how strongly or as which: "openly", "largest", "both".
    shades: Vec<&'c str>,
}

impl Statement<'_> {
    /// Whether one voice says both, on the same conditions. Two who are not named may be two.
    pub fn goes_with(&self, other: &Statement) -> bool {
        let voice = self.stance.voice;
        voice == other.stance.voice && voice != "unnamed" && self.conditions == other.conditions
    }

    /// Whether this denial denies all that the assertion says. "Did not openly oppose" does not deny
    /// "opposed"; "did not oppose" denies "openly opposed".
    pub fn denies(&self, asserted: &Statement) -> bool {
        let limits =
            |statement: &'_ Statement, word: &&str| statement.parts.contains(word) || statement.shades.contains(word);
        let narrower = self.parts.iter().chain(&self.shades).any(|word| !limits(asserted, word));
        let of_part = asserted.parts.iter().any(|word| !limits(self, word));
        !narrower && !of_part && self.goes_with(asserted) && self.number == asserted.number
    }

    /// Whether two rows say what they say on the same terms and with the same limits.
    pub fn says_the_same_way(&self, other: &Statement) -> bool {
        self.is_as_wide_as(other) && self.shades == other.shades
    }

    /// Whether two rows say what they say on the same terms, in one tense, with words that limit it the same
    /// way and say when; but for the words that are what they say.
    pub fn is_told_alike(&self, other: &Statement, says: impl Fn(&str) -> bool) -> bool {
        let limits = |statement: &Statement| -> Vec<String> {
            let words = statement.parts.iter().chain(&statement.shades).filter(|word| !says(word));
            words.map(|word| word.to_lowercase()).collect()
        };
        let of_one_tense = self.tense.zip(other.tense).is_none_or(|(one, two)| one == two);
        of_one_tense
            && self.period.words() == other.period.words()
            && limits(self) == limits(other)
            && self.goes_with(other)
    }

    /// Whether its words say it of some part or in some respect only.
    pub fn is_of_part(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Whether two assertions speak of the same extent: of all, or of the same part.
    pub fn is_as_wide_as(&self, other: &Statement) -> bool {
        self.parts == other.parts && self.goes_with(other)
    }
}

/// The terms of every claim of a document, in order.
pub fn statements<'d>(document: &Document<'d>) -> Vec<Statement<'d>> {
    let (verbs, partners) = (verbs(document), partners(document));
    let numbered = document.claims.iter().enumerate();
    let statement =
        |(index, claim)| statement(document, claim, verbs.get(&index).copied(), partners.get(&index).copied());
    numbered.map(statement).collect()
}

/// Columns in which two rows agree that say one thing with two dates.
const SAME: [usize; 8] = [
    column::SUBJECT,
    column::PREDICATE,
    column::OBJECT,
    column::OTHER,
    column::PLACE,
    column::NUMBER,
    column::POLARITY,
    column::HOLDER,
];

/// The days of a date, and the position of its claim.
type Dated = (Stretch, usize);

/// "From 2001 until 2006" is two rows: of each the date of the other, by claim.
fn partners(document: &Document) -> HashMap<usize, Stretch> {
    let mut told: HashMap<(Span, [&str; 8]), [Vec<Dated>; 2]> = HashMap::default();
    for (index, claim) in document.claims.iter().enumerate() {
        let side = match claim.cell(column::ROLE).parse() {
            Ok(Role::From) => 0,
            Ok(Role::Until) => 1,
            _ => continue,
        };
        let Some(sentence) = sentence(document, claim) else { continue };
        let rows = told.entry((sentence, SAME.map(|column| claim.cell(column)))).or_default();
        rows[side].push((date(document, claim).unwrap_or(ALWAYS), index));
    }
    told.into_values().flat_map(|[from, until]| paired(from, until)).collect()
}

/// Of each beginning the first end after it, and of each end the last beginning before it.
fn paired(mut from: Vec<Dated>, mut until: Vec<Dated>) -> Vec<(usize, Stretch)> {
    from.sort_unstable_by_key(|(date, index)| (date.first, *index));
    until.sort_unstable_by_key(|(date, index)| (date.last.is_none(), date.last, *index));
    let is_over = |end: &Stretch, start: &Stretch| end.last.zip(start.first).is_some_and(|(end, start)| end < start);
    let end_of = |(start, index): &Dated| {
        let next = until.partition_point(|(end, _)| is_over(end, start));
        Some((*index, until.get(next)?.0))
    };
    let start_of = |(end, index): &Dated| {
        let next = from.partition_point(|(start, _)| !is_over(end, start));
        Some((*index, from.get(next.checked_sub(1)?)?.0))
    };
    from.iter().filter_map(end_of).chain(until.iter().filter_map(start_of)).collect()
}

/// The sentence in which a claim's quote begins.
pub fn sentence(document: &Document, claim: &Claim) -> Option<Span> {
    let span = claim.at.span.filter(|span| document.is_usable(*span))?;
    document.sentence_at(document.reading.to_text(span).start)
}

/// The days that the date of a claim, or the event in its place, may reach.
fn date(document: &Document, claim: &Claim) -> Option<Stretch> {
    let Ok(date) = Edtf::parse(claim.cell(column::WHEN)) else { return event(document, claim) };
    let hard = date.region(Strength::Hard);
    Some(Stretch { first: hard.earliest_start, last: hard.latest_end })
}

/// When the event or claim lies that stands for the date of a claim, as far as anything says so.
fn event(document: &Document, claim: &Claim) -> Option<Stretch> {
    let account = &document.account;
    let id = Some(claim.cell(column::WHEN)).filter(|id| schema::is_slug(id))?;
    let order = account.unbound();
    let limits = order.limits(order.thing(account.by_id(), id)?, Strength::Hard);
    let [first, _, _, last] = limits.map(|limit| limit.map(|limit| limit.day));
    (first.is_some() || last.is_some()).then_some(Stretch { first, last })
}

/// The bytes of the words that say the predicate, by claim.
fn verbs(document: &Document) -> HashMap<usize, Span> {
    let cells = document.grounding().cells.iter();
    let patterns = cells.filter(|cell| cell.column == column::PREDICATE && cell.verdict == Verdict::Pattern);
    let hull = |bytes: &[Span]| Some(Span::new(bytes.first()?.start, bytes.last()?.end));
    patterns.filter_map(|cell| Some((cell.claim, hull(&cell.bytes)?))).collect()
}

fn statement<'d>(
    document: &Document<'d>,
    claim: &Claim<'d>,
    verb: Option<Span>,
    partner: Option<Stretch>,
) -> Statement<'d> {
    let predicate = document.corpus.vocabulary.predicate(claim.predicate);
    let stance = Stance::of(claim);
    let cues = weigh(document, claim);
    let tense = if cues.present { Some(Tense::Present) } else { told_in(document, claim, verb) };
    let telling = Telling {
        denied: !stance.affirmed,
        always: cues.always,
        is_event: stance.force > Force::Open && predicate.is_some_and(fact::is_event),
        tense,
        words: cues.times,
        event: event(document, claim),
        partner,
    };
    Statement {
        stance,
        period: Period::of(claim, &telling),
        is_exclusive: cues.exclusive,
        gives_examples: cues.examples,
        is_of_each: cues.of_each,
        tense,
        conditions: claim.cell(column::IF),
        number: if counts_itself(claim, predicate) { "" } else { claim.cell(column::NUMBER) },
        parts: cues.parts,
        shades: cues.shades,
    }
}

/// The tense of the words that say the predicate, or else of the whole quote.
fn told_in(document: &Document, claim: &Claim, verb: Option<Span>) -> Option<Tense> {
    let language = document.corpus.language(document.entry)?;
    let quote = document.reading.to_text(claim.at.span.filter(|span| document.is_usable(*span))?);
    let verb = verb.filter(|verb| quote.contains(*verb)).unwrap_or(quote);
    let text = document.reading.text().get(quote.range())?;
    tense(text, Span::new(verb.start - quote.start, verb.end - quote.start), language)
}

/// Whether its number only counts the list that it stands beside: "Dorvane and Quellmar are two towns".
fn counts_itself(claim: &Claim, predicate: Option<&Predicate>) -> bool {
    let counted = counted_side(claim, predicate);
    let ids = counted.items().all(|item| item.id().is_some());
    ids && claim.cell(column::NUMBER).parse() == Ok(counted.lists())
}

/// The side that the number of a claim counts.
pub fn counted_side<'a, 'c>(claim: &'a Claim<'c>, predicate: Option<&Predicate>) -> &'a Set<'c> {
    let counts_object = predicate.is_some_and(|predicate| predicate.has("counts-object"));
    if counts_object { &claim.object } else { &claim.subject }
}

/// Whether an item is the id of an entity.
pub fn is_entity(document: &Document, item: Item) -> bool {
    item.id().is_some_and(|id| document.corpus.vocabulary.entity(id).is_some())
}

/// Whether a word of the quote has this reach, whether or not `words` keeps it.
pub fn quote_reaches(document: &Document, claim: &Claim, value: &str) -> bool {
    let Some(language) = document.corpus.language(document.entry) else { return false };
    let quote = claim.at.quote;
    let says = |word: &str| language.find(word, List::Reach).is_some_and(|entry| entry.says(value));
    words(quote).any(|word| quote.get(word.range()).is_some_and(says))
}

/// What the words of a claim do to it.
#[derive(Default)]
struct Cues<'c> {
    exclusive: bool,
    examples: bool,
    of_each: bool,
    always: bool,
    present: bool,
    times: Vec<&'c str>,
    parts: Vec<&'c str>,
    shades: Vec<&'c str>,
}

fn weigh<'d>(document: &Document<'d>, claim: &Claim<'d>) -> Cues<'d> {
    let language = document.corpus.language(document.entry);
    let predicate = document.corpus.vocabulary.predicate(claim.predicate);
    let mut cues = Cues::default();
    for words in list(claim.cell(column::WORDS)) {
        let (class, entry) = cue(document, claim, words, language);
        let reach = language.and_then(|language| language.find(words, List::Reach));
        let says = |value: &str| [entry, reach].into_iter().flatten().any(|entry| entry.says(value));
        cues.exclusive |= language.is_some_and(|language| shuts_out(words, language));
        cues.examples |= says("example");
        cues.of_each |= says("each");
        cues.always |= says("ever");
        match weight(class, says) {
            Weight::Part | Weight::Shade if predicate.is_some_and(|predicate| says_itself(predicate, words)) => {}
            Weight::None => {}
            Weight::Time if is_present(words, language) => cues.present = true,
            Weight::Time => cues.times.push(words),
            Weight::Part => cues.parts.push(words),
            Weight::Shade => cues.shades.push(words),
        }
    }
    cues.parts.sort_unstable();
    cues.shades.sort_unstable();
    cues
}

/// Whether the predicate says these words itself, so that they limit nothing: "more" of what handles more.
/// Where some pattern does without them, they may; but a comparison compares by whichever word.
fn says_itself(predicate: &Predicate, words: &str) -> bool {
    let stands_in = |pattern: &str, word: &str| pattern.split([' ', '/']).any(|own| own.eq_ignore_ascii_case(word));
    let says = |pattern: &str| words.split(' ').all(|word| stands_in(pattern, word));
    let mut patterns = predicate.patterns.iter();
    if predicate.kind == "comparison" {
        patterns.any(|pattern| says(pattern))
    } else {
        patterns.all(|pattern| says(pattern))
    }
}

/// Whether a cue shuts out all others: "only", "consisting of".
pub fn shuts_out(words: &str, language: &Language) -> bool {
    let says = |list, value| language.find(words, list).is_some_and(|entry| entry.says(value));
    says(List::Quantifier, "only") || says(List::Reach, "closed")
}

fn is_present(words: &str, language: Option<&Language>) -> bool {
    language.and_then(|language| language.find(words, List::Tense)).is_some_and(|entry| entry.says("present"))
}

/// The class of a cue of the quote that reads so, and its line of the lists.
fn cue<'l>(
    document: &Document,
    claim: &Claim,
    words: &str,
    language: Option<&'l Language>,
) -> (Option<Class>, Option<&'l Entry>) {
    let text = document.reading.text();
    let quote = claim.at.span.filter(|span| document.is_usable(*span)).map(|span| document.reading.to_text(span));
    let mut cues = document.evidence().within(quote.unwrap_or_default());
    let Some(cue) = cues.find(|cue| text.get(cue.span.range()) == Some(words)) else {
        return language.and_then(|language| listed(words, language)).unzip();
    };
    let entry = cue.entry().and_then(|entry| language?.entry(entry));
    let class = if matches!(cue.value, Value::Relative { .. }) { Class::Date } else { cue.class };
    (Some(class), entry)
}

/// The line of a phrase that is no cue by itself, with or without its article: "the most direct".
fn listed<'l>(words: &str, language: &'l Language) -> Option<(Class, &'l Entry)> {
    let cues = || List::ALL.iter().filter(|list| list.is_cue());
    let find = |phrase: &str| cues().find_map(|list| language.find(phrase, *list));
    let entry = find(words).or_else(|| find(without_article(words, language)?))?;
    Some((Class::parse(entry.list.as_str())?, entry))
}

/// A phrase without the word at its head that says that it is known what is meant: "the", "its".
pub fn without_article<'w>(words: &'w str, language: &Language) -> Option<&'w str> {
    let (first, rest) = words.split_once(' ')?;
    language.find(first, List::Reach).filter(|entry| entry.says("known")).map(|_| rest)
}

/// What a cue word does to the row that carries it.
enum Weight {
    /// Nothing that another column does not say, or nothing that bears on what is said.
    None,
    /// It says when.
    Time,
    /// It says of how much of a side, or in which respect.
    Part,
    /// It says how, how strongly or as which.
    Shade,
}

fn weight(class: Option<Class>, says: impl Fn(&str) -> bool) -> Weight {
    let any = |values: &[&str]| values.iter().any(|value| says(value));
    match class {
        Some(Class::Negator) if says("ended") => Weight::Time,
        Some(Class::Negator) if says("in-part") => Weight::Part,
        Some(Class::Negator | Class::Hedge | Class::Booster | Class::Condition) => Weight::None,
        Some(Class::Date) => Weight::Time,
        Some(Class::Connective) if any(&["order-before", "order-after", "simultaneous"]) => Weight::Time,
        Some(Class::Connective) => Weight::None,
        Some(Class::Quantifier) if says("only") => Weight::None,
        Some(Class::Quantifier) if any(&["all", "each", "both", "collective", "frequency"]) => Weight::Shade,
        Some(Class::Degree) if !any(&["partial", "low", "approximate", "formal"]) => Weight::Shade,
        Some(Class::Rank) => Weight::Shade,
        Some(Class::Scope) if any(&["level", "direction"]) => Weight::Shade,
        _ => Weight::Part,
    }
}
