//! Slips of force: denied or not, sure or not, wished or done, said by whom, after which source.

use crate::claim::column::{CERTAINTY, CITES, HOLDER, MOOD, POLARITY, WORDS};
use crate::mutation::{Group, Mutant, Operator, Site};
use crate::schema::MOODS;
use crate::set::list;

const CLAIMS: &[&str] = &["claims"];

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "polarity-flipped",
        group: Group::Value,
        about: "what is denied is affirmed, or the reverse",
        tables: CLAIMS,
        run: |site, out| {
            let turned = if site.cell(POLARITY).is_empty() { "negated" } else { "" };
            out.push(site.change(&[(POLARITY, turned)]));
        },
    },
    Operator {
        name: "certainty-changed",
        group: Group::Value,
        about: "it is surer or less sure than the words",
        tables: CLAIMS,
        run: |site, out| {
            let all = ["", "probable", "possible", "improbable"];
            out.extend(all.iter().map(|certainty| site.change(&[(CERTAINTY, certainty)])));
        },
    },
    Operator {
        name: "mood-changed",
        group: Group::Value,
        about: "what is planned is fact, or the reverse",
        tables: CLAIMS,
        run: mood_changed,
    },
    Operator {
        name: "cue-dropped",
        group: Group::Value,
        about: "an item of `words` is left out",
        tables: CLAIMS,
        run: cue_dropped,
    },
    Operator {
        name: "holder-changed",
        group: Group::Value,
        about: "another one says so, or nobody, or somebody where the author does",
        tables: CLAIMS,
        run: holder_changed,
    },
    Operator {
        name: "cites-changed",
        group: Group::Value,
        about: "another work is cited, or none, or one where none is",
        tables: CLAIMS,
        run: cites_changed,
    },
];

/// A list without one of its items.
pub(super) fn without(items: &[&str], index: usize) -> String {
    let left = items.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, item)| *item);
    left.collect::<Vec<_>>().join("; ")
}

fn cue_dropped(site: &Site, out: &mut Vec<Mutant>) {
    let words: Vec<&str> = list(site.cell(WORDS)).collect();
    out.extend((0..words.len()).map(|index| site.change(&[(WORDS, &without(&words, index))])));
}

fn mood_changed(site: &Site, out: &mut Vec<Mutant>) {
    let held: Vec<&str> = list(site.cell(MOOD)).collect();
    let others = || MOODS.iter().copied().filter(|mood| !held.contains(mood));
    for index in 0..held.len() {
        let left = without(&held, index);
        out.push(site.change(&[(MOOD, &left)]));
        for other in site.pick(others(), 2) {
            let moods = list(&left).chain([other]).collect::<Vec<_>>().join("; ");
            out.push(site.change(&[(MOOD, &moods)]));
        }
    }
    for other in site.pick(others(), 2) {
        let moods = held.iter().copied().chain([other]).collect::<Vec<_>>().join("; ");
        out.push(site.change(&[(MOOD, &moods)]));
    }
}

fn holder_changed(site: &Site, out: &mut Vec<Mutant>) {
    let held = site.cell(HOLDER);
    let named = site.in_sentence();
    for other in ["", "unnamed"].into_iter().chain(site.pick(named, 2)) {
        out.push(site.change(&[(HOLDER, other)]));
    }
    if !held.is_empty() {
        let entities = site.stock.corpus.vocabulary.entities.iter().map(|entity| entity.id);
        out.extend(site.pick(entities, 2).into_iter().map(|other| site.change(&[(HOLDER, other)])));
    }
}

fn cites_changed(site: &Site, out: &mut Vec<Mutant>) {
    let held: Vec<&str> = list(site.cell(CITES)).collect();
    let works = site.stock.corpus.vocabulary.works.iter().map(|row| row.id());
    let others = site.pick(works.filter(|work| !held.contains(work)), 2);
    for index in 0..held.len() {
        let left = without(&held, index);
        out.push(site.change(&[(CITES, &left)]));
        for other in &others {
            let works = list(&left).chain([*other]).collect::<Vec<_>>().join("; ");
            out.push(site.change(&[(CITES, &works)]));
        }
    }
    if let Some(other) = others.first() {
        let works = held.iter().copied().chain([*other]).collect::<Vec<_>>().join("; ");
        out.push(site.change(&[(CITES, &works)]));
    }
}
