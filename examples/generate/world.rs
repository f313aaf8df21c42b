//! What is the corpus about?

use crate::names::{capitalised, long_name, name};
use crate::options::Options;
use crate::predicates::PREDICATES;

pub(crate) struct Entity {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) used: bool,
}

/// The entities, in one list: harbours, then bodies, then goods, then what only one source knows.
pub(crate) struct World {
    seed: u64,
    pub(crate) entities: Vec<Entity>,
    pub(crate) places: usize,
    pub(crate) bodies: usize,
    pub(crate) predicates_used: [bool; PREDICATES.len()],
}

pub(crate) const GOODS: &[&str] =
    &["amber", "barley", "cheese", "copper", "flax", "glass", "honey", "leather", "linen", "salt", "slate", "wool"];
const BODY_NAMES: &[&str] = &["League", "Port Union", "Pilot Guild", "Lamp Office"];

impl World {
    pub(crate) fn new(options: &Options) -> World {
        // Small corpora have few entities, large ones a few thousand; bodies come in four groups.
        let wanted = usize::try_from(options.claims / 20).unwrap_or(usize::MAX);
        let places = wanted.clamp(8, 4000);
        let bodies = wanted.clamp(16, 1200) / 4 * 4;
        let mut entities = Vec::with_capacity(places + bodies + GOODS.len());
        entities.extend((0..places).map(|n| place(options.seed, n)));
        entities.extend((0..bodies).map(|n| body(options.seed, places + n, n)));
        entities.extend(GOODS.iter().map(|good| good_of_trade(good)));
        World { seed: options.seed, entities, places, bodies, predicates_used: [false; PREDICATES.len()] }
    }

    pub(crate) fn uses(&self, name: &str) -> bool {
        PREDICATES.iter().zip(self.predicates_used).any(|(predicate, used)| used && predicate.name == name)
    }

    /// Marks a predicate as said.
    pub(crate) fn use_predicate(&mut self, name: &str) {
        let slots = PREDICATES.iter().zip(self.predicates_used.iter_mut());
        slots.filter(|(predicate, _)| predicate.name == name).for_each(|(_, used)| *used = true);
    }

    /// A new entity, which no other source names; `what` is the last word of its name, or empty.
    pub(crate) fn found(&mut self, kind: &'static str, what: &str) -> usize {
        let number = self.entities.len();
        let name = format!("{} {what}", capitalised(&long_name(self.seed, number))).trim_end().to_owned();
        self.entities.push(Entity { kind, id: name.to_lowercase().replace(' ', "-"), name, used: false });
        number
    }

    /// The id and name of an entity that a sentence is going to use.
    pub(crate) fn use_entity(&mut self, index: usize) -> (String, String) {
        self.entities.get_mut(index).map_or_else(Default::default, |entity| {
            entity.used = true;
            (entity.id.clone(), entity.name.clone())
        })
    }
}

fn place(seed: u64, number: usize) -> Entity {
    let id = name(seed, number);
    Entity { kind: "place", name: capitalised(&id), id, used: false }
}

fn body(seed: u64, number: usize, nth: usize) -> Entity {
    let what = BODY_NAMES.get(nth % BODY_NAMES.len()).copied().unwrap_or_default();
    let name = format!("{} {what}", capitalised(&name(seed, number)));
    Entity { kind: "body", id: name.to_lowercase().replace(' ', "-"), name, used: false }
}

fn good_of_trade(name: &str) -> Entity {
    Entity { kind: "good", id: name.into(), name: name.into(), used: false }
}
