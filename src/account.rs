//! What do the claims of one source say together: their facts, and the order of what they tell of?

use std::cell::OnceCell;
use std::rc::Rc;

use foldhash::HashMap;

use crate::chronology::{Bond, Chronology};
use crate::claim::Claim;
use crate::constraint::Setting;
use crate::corpus::{Corpus, Entry};
use crate::fact::{self, Fact};

/// The claims of one source, read together. Everything is computed when it is first asked for.
#[derive(Debug)]
pub struct Account<'c> {
    /// The corpus that it belongs to.
    pub corpus: &'c Corpus<'c>,
    /// Its source's entry in the register.
    pub entry: &'c Entry<'c>,
    /// Its claims, in the order of their places.
    pub claims: Rc<[Claim<'c>]>,
    by_id: OnceCell<HashMap<&'c str, usize>>,
    facts: OnceCell<Vec<Fact<'c>>>,
    bonds: OnceCell<Vec<(&'c str, Bond<'c>)>>,
    chronology: OnceCell<Chronology<'c>>,
    unbound: OnceCell<Chronology<'c>>,
}

impl<'c> Account<'c> {
    /// The account of the source with index `source`.
    pub fn new(corpus: &'c Corpus<'c>, source: usize) -> Option<Account<'c>> {
        let mut claims: Vec<Claim> = corpus.rows_of(source, "claims").map(Claim::new).collect();
        claims.sort_by_key(|claim| (claim.at.span, claim.at.id));
        Some(Account {
            corpus,
            entry: corpus.sources.get(source)?,
            claims: claims.into(),
            by_id: OnceCell::new(),
            facts: OnceCell::new(),
            bonds: OnceCell::new(),
            chronology: OnceCell::new(),
            unbound: OnceCell::new(),
        })
    }

    /// Positions of the claims by id; of two with one id the first counts.
    pub fn by_id(&self) -> &HashMap<&'c str, usize> {
        self.by_id.get_or_init(|| {
            self.claims.iter().enumerate().rev().map(|(position, claim)| (claim.at.id, position)).collect()
        })
    }

    /// A claim by id.
    pub fn claim(&self, id: &str) -> Option<&Claim<'c>> {
        self.claims.get(*self.by_id().get(id)?)
    }

    /// The facts of the claims, in their order.
    pub fn facts(&self) -> &[Fact<'c>] {
        self.facts.get_or_init(|| fact::facts(&self.claims, &self.corpus.vocabulary))
    }

    /// The orders that constraints ask for, each with the constraint's id.
    pub fn bonds(&self) -> &[(&'c str, Bond<'c>)] {
        self.bonds.get_or_init(|| {
            let constraints = self.corpus.constraints_of(self.entry.id);
            constraints.filter_map(|constraint| Some((constraint.id, constraint.bond()?))).collect()
        })
    }

    /// The order in time of what the claims tell of, with the constraints.
    pub fn chronology(&self) -> &Chronology<'c> {
        if self.bonds().is_empty() {
            return self.unbound();
        }
        let bonds: Vec<Bond> = self.bonds().iter().map(|(_, bond)| *bond).collect();
        self.chronology.get_or_init(|| self.ordered(&bonds))
    }

    /// The same without any constraint.
    pub fn unbound(&self) -> &Chronology<'c> {
        self.unbound.get_or_init(|| self.ordered(&[]))
    }

    fn ordered(&self, bonds: &[Bond<'c>]) -> Chronology<'c> {
        let (vocabulary, language) = (&self.corpus.vocabulary, self.corpus.language(self.entry));
        Chronology::new(&self.claims, self.facts(), vocabulary, language, self.entry.published, bonds)
    }

    /// What the constraints are judged by.
    pub fn setting(&self) -> Setting<'_, 'c> {
        Setting {
            claims: &self.claims,
            by_id: self.by_id(),
            facts: self.facts(),
            vocabulary: &self.corpus.vocabulary,
            chronology: self.chronology(),
            unbound: self.unbound(),
            bonds: self.bonds(),
            language: self.corpus.language(self.entry),
        }
    }
}
