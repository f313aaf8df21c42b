//! Slips of the shared tables: types, parts, names, patterns, word lists, layout.

use crate::mutation::modality::without;
use crate::mutation::{Group, Mutant, Operator, Site};
use crate::schema::ENTITY_TYPES;
use crate::set::list;

/// Positions of columns: of entities, aliases, predicates, the lexicon, layout.
const TYPE: usize = 1;
const PART_OF: usize = 3;
const OF: usize = 4;
const ALIAS_OF: usize = 1;
const PATTERNS: usize = 5;
const VALUE: usize = 2;
const MIN: usize = 3;
const MAX: usize = 4;
const KIND: usize = 5;
const INTENDED: usize = 6;

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "type-changed",
        group: Group::Vocabulary,
        about: "an entity has another type",
        tables: &["entities"],
        run: |site, out| {
            out.extend(site.pick(ENTITY_TYPES.iter().copied(), 4).into_iter().map(|kind| site.change(&[(TYPE, kind)])));
        },
    },
    Operator {
        name: "part-of-changed",
        group: Group::Vocabulary,
        about: "an entity is part of something else, or of nothing",
        tables: &["entities"],
        run: |site, out| wholes(site, out, PART_OF),
    },
    Operator {
        name: "of-changed",
        group: Group::Vocabulary,
        about: "another name stands inside an entity's name, or none",
        tables: &["entities"],
        run: |site, out| wholes(site, out, OF),
    },
    Operator {
        name: "alias-moved",
        group: Group::Vocabulary,
        about: "an alias names something else",
        tables: &["aliases"],
        run: alias_moved,
    },
    Operator {
        name: "pattern-reversed",
        group: Group::Vocabulary,
        about: "a pattern has two of its sides the other way round",
        tables: &["predicates"],
        run: pattern_reversed,
    },
    Operator {
        name: "lexicon-changed",
        group: Group::Vocabulary,
        about: "a phrase of the lexicon means something else, or nothing",
        tables: &["lexicon"],
        run: lexicon_changed,
    },
    Operator {
        name: "layout-changed",
        group: Group::Vocabulary,
        about: "a piece of layout reads otherwise, or is forgotten",
        tables: &["layout"],
        run: layout_changed,
    },
];

/// A list of entities with one less, or with another one in the place of one.
fn wholes(site: &Site, out: &mut Vec<Mutant>, column: usize) {
    let held: Vec<&str> = list(site.cell(column)).collect();
    for (index, id) in held.iter().enumerate() {
        let left = without(&held, index);
        out.push(site.change(&[(column, &left)]));
        for other in site.pick(site.of_same_type(id).filter(|other| !held.contains(other) && *other != site.id()), 2) {
            out.push(site.change(&[(column, &list(&left).chain([other]).collect::<Vec<_>>().join("; "))]));
        }
    }
}

fn alias_moved(site: &Site, out: &mut Vec<Mutant>) {
    let entity = site.cell(ALIAS_OF);
    let similar = site.confusable(entity);
    let others = site.pick(site.of_same_type(entity), 2).into_iter().chain(site.pick(similar, 1));
    out.extend(others.map(|other| site.change(&[(ALIAS_OF, other)])));
}

fn pattern_reversed(site: &Site, out: &mut Vec<Mutant>) {
    let patterns: Vec<&str> = list(site.cell(PATTERNS)).collect();
    for (index, pattern) in patterns.iter().enumerate() {
        let parts: Vec<&str> = pattern.split(' ').collect();
        let sides: Vec<usize> =
            parts.iter().enumerate().filter(|(_, part)| ["S", "O", "X"].contains(part)).map(|(at, _)| at).collect();
        let Some((first, last)) = sides.first().zip(sides.last()).filter(|(first, last)| first != last) else {
            continue;
        };
        let mut turned = parts.clone();
        turned.swap(*first, *last);
        let turned = turned.join(" ");
        let all = patterns.iter().enumerate().map(|(at, pattern)| if at == index { &*turned } else { pattern });
        out.push(site.change(&[(PATTERNS, &all.collect::<Vec<_>>().join("; "))]));
    }
}

fn lexicon_changed(site: &Site, out: &mut Vec<Mutant>) {
    let times_ten = |column: usize| site.cell(column).parse::<u64>().map(|number| (number * 10).to_string());
    if let (Ok(min), Ok(max)) = (times_ten(MIN), times_ten(MAX)) {
        out.push(site.change(&[(MIN, &min), (MAX, &max)]));
    }
    if site.cell(VALUE) != "none" {
        out.push(site.change(&[(VALUE, "none"), (MIN, ""), (MAX, "")]));
    }
    out.push(site.delete());
}

fn layout_changed(site: &Site, out: &mut Vec<Mutant>) {
    match site.cell(KIND) {
        "reads" => {
            let aliases = site.stock.corpus.vocabulary.aliases.iter().map(|alias| alias.alias);
            out.extend(site.pick(aliases, 2).into_iter().map(|other| site.change(&[(INTENDED, other)])));
            out.push(site.change(&[(KIND, "mark"), (INTENDED, "")]));
        }
        "hyphen" => {
            let turned = if site.cell(INTENDED) == "join" { "keep" } else { "join" };
            out.push(site.change(&[(INTENDED, turned)]));
        }
        "furniture" => out.push(site.change(&[(KIND, "mark")])),
        "mark" => out.push(site.change(&[(KIND, "furniture")])),
        _ => {}
    }
    out.push(site.delete());
}
