//! Which rows tell of one thing?

use foldhash::{HashMap, HashMapExt};

use crate::claim::{Claim, column};
use crate::fact::{Force, Stance};
use crate::language::{Language, List};
use crate::schema::anchored;
use crate::source::words;

/// What rows of one thing have in common.
const SHARED: [usize; 10] = [
    column::SUBJECT,
    column::PREDICATE,
    column::OBJECT,
    column::OTHER,
    column::PLACE,
    column::NUMBER,
    column::POLARITY,
    column::CERTAINTY,
    column::MOOD,
    column::HOLDER,
];

/// Rows of equal sides, each of which overlaps with one before it, and where the last of them ends.
#[derive(Default)]
struct Run {
    rows: Vec<usize>,
    end: usize,
}

/// For each claim the first row that tells of the same thing. A row has one role, so that a sentence which
/// says two of one thing ("from 2001 until 2006", "in 2001, after the strike") is two rows of equal sides
/// whose quotes overlap. Where one role has two times, the rows tell of two things.
pub(super) fn firsts(claims: &[Claim], language: Option<&Language>, has_a_time: impl Fn(&Claim) -> bool) -> Vec<usize> {
    let mut firsts: Vec<usize> = (0..claims.len()).collect();
    let mut runs: HashMap<[&str; SHARED.len()], Run> = HashMap::new();
    for (position, claim) in claims.iter().enumerate().filter(|(_, claim)| has_a_time(claim) && may_share(claim)) {
        let Some(span) = claim.at.span else { continue };
        let run = runs.entry(SHARED.map(|column| claim.cell(column))).or_default();
        if span.start >= run.end {
            settle(run, claims, language, &mut firsts);
        }
        run.rows.push(position);
        run.end = run.end.max(span.end);
    }
    runs.values_mut().for_each(|run| settle(run, claims, language, &mut firsts));
    firsts
}

/// Whether a row says when something was. What is open is one with another row only in where it begins and
/// ends: its order against other things would bind these.
fn may_share(claim: &Claim) -> bool {
    let role = claim.cell(column::ROLE);
    let reaches = matches!(role, "from" | "until");
    let says_when = !role.is_empty() || !claim.cell(column::SPAN).is_empty();
    let stance = Stance::of(claim);
    stance.affirmed && says_when && (reaches || stance.force > Force::Open)
}

fn settle(run: &mut Run, claims: &[Claim], language: Option<&Language>, firsts: &mut [usize]) {
    let rows = std::mem::take(&mut run.rows);
    let is_one = || is_one_thing(&rows, claims) && !rows.iter().any(|row| resumes(claims.get(*row), language));
    let Some(first) = rows.first().filter(|_| rows.len() > 1 && is_one()) else { return };
    for row in &rows {
        firsts.get_mut(*row).into_iter().for_each(|known| *known = *first);
    }
}

/// Whether no role has two times, nor the whole two lengths.
fn is_one_thing(rows: &[usize], claims: &[Claim]) -> bool {
    let mut times: HashMap<&str, [&str; 2]> = HashMap::new();
    rows.iter().filter_map(|row| claims.get(*row)).all(|claim| {
        let time = [column::WHEN, column::SPAN].map(|column| claim.cell(column));
        *times.entry(claim.cell(column::ROLE)).or_insert(time) == time
    })
}

/// Whether the words begin a thing anew: "until 2001 and from 2006", "in 2001, and again after the strike".
fn resumes(claim: Option<&Claim>, language: Option<&Language>) -> bool {
    let Some((claim, language)) = claim.zip(language) else { return false };
    let quote = claim.cell(anchored::QUOTE);
    let place = |list, value| {
        let mut words = words(quote).filter_map(|word| quote.get(word.range()));
        words.position(|word| language.find(word, list).is_some_and(|entry| entry.says(value)))
    };
    let turns = place(List::Role, "until").zip(place(List::Role, "from")).is_some_and(|(until, from)| until < from);
    turns || place(List::Reach, "again").is_some()
}
