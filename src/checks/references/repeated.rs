//! Does a cell say one thing twice: an item of a list, or a pattern that another covers?

use foldhash::{HashSet, HashSetExt};

use crate::check::RowView;
use crate::claim::column;
use crate::finding::Findings;
use crate::schema::Format;
use crate::set::{Joint, Member, Set, list};

/// Position of the patterns of a predicate.
const PATTERNS: usize = 5;

pub(super) fn item_listed_twice(view: &RowView, findings: &mut Findings) {
    // On a route a place may come again, and an ordered list may come back to where it was.
    let predicate = || view.corpus.vocabulary.predicate(view.cells.get(column::PREDICATE));
    if view.is_in("claims") && predicate().is_some_and(|it| it.kind == "route" || it.has("ordered")) {
        return;
    }
    for (index, schema, cell) in view.filled() {
        let twice = match schema.format {
            Format::Set => Set::parse(cell).ok().and_then(|set| twice_in_set(&set)),
            Format::Refs(_) => twice(list(cell).map(str::to_owned)),
            _ => continue,
        };
        findings.look(1);
        if let Some(item) = twice {
            let message = format!("`{}` lists {item} twice", schema.name);
            findings.add(view.finding(index, message).help("name it once, or name the other thing that is meant"));
        }
    }
}

fn twice(items: impl Iterator<Item = String>) -> Option<String> {
    let mut seen = HashSet::new();
    items.into_iter().find(|item| !seen.insert(item.clone()))
}

/// A part of the list that comes again, or an alternative of one part, or what stands twice in one
/// alternative. One thing may stand in several alternatives: `a & b | a & c`.
fn twice_in_set(set: &Set) -> Option<String> {
    let written = |members: &[Member]| {
        let mut items: Vec<String> =
            members.iter().map(|member| format!("{:?} {}", member.joint, member.item)).collect();
        if let Some(first) = items.first_mut().zip(members.first()) {
            *first.0 = first.1.item.to_string();
        }
        items.join(" ")
    };
    let parts = || set.parts().map(written);
    let alternatives = |part: &[Member]| twice(part.chunk_by(|_, next| next.joint != Joint::Or).map(written));
    let together = |part: &[Member]| {
        part.chunk_by(|_, next| next.joint != Joint::Or)
            .find_map(|items| twice(items.iter().map(|member| member.item.to_string())))
    };
    twice(parts()).or_else(|| set.parts().find_map(|part| alternatives(part).or_else(|| together(part))))
}

pub(super) fn pattern_covered(view: &RowView, findings: &mut Findings) {
    if !view.is_in("predicates") {
        return;
    }
    let patterns: Vec<Vec<&str>> = list(view.cells.get(PATTERNS)).map(parts).collect();
    for (index, pattern) in patterns.iter().enumerate() {
        findings.look(1);
        let others = patterns.iter().enumerate().filter(|(other, _)| *other != index);
        // Of two that cover each other the first one stays.
        let mut wider = others.filter(|(other, wider)| {
            same_words(wider, pattern) && covers(wider, pattern) && (*other < index || !covers(pattern, wider))
        });
        if let Some((_, wider)) = wider.next() {
            let message = format!("whatever “{}” fits, “{}” fits too", pattern.join(" "), wider.join(" "));
            findings.add(view.finding(PATTERNS, message).help("drop the narrower pattern: no claim can need it"));
        }
    }
}

/// The elements of a pattern, without gaps at its ends: a pattern may stand anywhere in the quote.
fn parts(pattern: &str) -> Vec<&str> {
    let parts: Vec<&str> = pattern.split(' ').collect();
    let is_word = |part: &&str| !is_gap(part);
    let first = parts.iter().position(is_word).unwrap_or(0);
    let last = parts.iter().rposition(is_word).map_or(0, |last| last + 1);
    parts.get(first..last).unwrap_or(&[]).to_vec()
}

/// Whether two patterns have as many words and sides. One with more words may be needed: it uses them.
fn same_words(one: &[&str], other: &[&str]) -> bool {
    let count = |parts: &[&str]| parts.iter().filter(|part| !is_gap(part)).count();
    count(one) == count(other)
}

fn is_gap(part: &str) -> bool {
    matches!(part, "…" | "...")
}

fn is_side(part: &str) -> bool {
    matches!(part, "S" | "O" | "X" | "P")
}

/// Whether a pattern fits wherever a narrower one does: the same sides and words in the same order, and
/// gaps that take in what the narrower one says besides. At either end any words may be left over, but no
/// side.
fn covers(wider: &[&str], narrower: &[&str]) -> bool {
    // For every rest of the narrower one: whether the rest of the wider covers it from there, and whether
    // it does once words may be passed over.
    let ends = (0..=narrower.len()).map(|at| !narrower.iter().skip(at).any(|part| is_side(part)));
    let mut row: Vec<(bool, bool)> = ends.map(|ends| (ends, ends)).collect();
    for part in wider.iter().rev() {
        let mut next: Vec<(bool, bool)> = Vec::with_capacity(row.len());
        for at in (0..row.len()).rev() {
            let cell = |row: &[(bool, bool)], at: usize| row.get(at).copied().unwrap_or((false, false));
            let last = next.last().copied().unwrap_or((false, false));
            let said = narrower.get(at);
            let now = if is_gap(part) {
                let free = cell(&row, at).1;
                (free, free)
            } else {
                let fits = said.is_some_and(|said| is_same(part, said)) && cell(&row, at + 1).0;
                (fits, fits || said.is_some_and(|said| !is_side(said)) && last.1)
            };
            next.push(now);
        }
        next.reverse();
        row = next;
    }
    row.first().is_some_and(|(_, free)| *free)
}

/// Whether a word of the wider pattern has every form that the narrower one's has.
fn is_same(wider: &str, narrower: &str) -> bool {
    wider == narrower
        || !is_side(wider)
            && !is_side(narrower)
            && narrower.split('/').all(|form| wider.split('/').any(|own| own == form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wider_pattern_covers_a_narrower_one() {
        let cases = [
            ("S … as … O … for … X", "S functions as O for X", true),
            ("S … as … O", "S as O", true),
            ("O", "O origin", true),
            ("S belong/belongs to O", "S belongs to O", true),
            ("S belongs to O", "S belong/belongs to O", false),
            ("S as O", "S … as O", false),
            ("O … S", "O S … X", false),
            ("S … O", "O … S", false),
            ("S … to O", "S … from … O", false),
        ];
        for (wider, narrower, is_covered) in cases {
            assert_eq!(covers(&parts(wider), &parts(narrower)), is_covered, "{wider} / {narrower}");
        }
    }
}
