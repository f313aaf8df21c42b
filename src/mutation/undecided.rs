//! Which slips do the words leave open: rows of `undecided`, by operator and predicate or cue word?

use crate::claim::column;
use crate::corpus::Corpus;
use crate::grounding::whole_words;
use crate::mutation::{Fate, Mutant, Options, Tried};
use crate::schema::anchored;

/// One row of `undecided`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule<'c> {
    id: &'c str,
    operator: &'c str,
    on: &'c str,
}

/// The rules of a corpus that give a reason.
pub(super) fn rules<'c>(corpus: &Corpus<'c>) -> Vec<Rule<'c>> {
    let rows = corpus.rows("undecided").map(|row| row.first_cells::<4>());
    rows.filter(|[.., reason]| !reason.is_empty()).map(|[id, operator, on, _]| Rule { id, operator, on }).collect()
}

impl<'c> Rule<'c> {
    /// Whether a run tries every mutant that it could speak of.
    fn is_asked(&self, options: &Options) -> bool {
        let Options { operator, table, fact, sample, .. } = options;
        let is_whole = table.is_none() && fact.is_none() && sample.is_none();
        is_whole && operator.as_deref().is_none_or(|operator| operator == self.operator)
    }

    /// Whether it speaks of this mutant: its operator, on a claim of its predicate or with its cue word
    /// in the quote.
    fn covers(&self, corpus: &Corpus, mutant: &Mutant) -> bool {
        let row = || corpus.row_in(mutant.table, &mutant.fact).filter(|row| row.table.schema.anchored);
        self.operator == mutant.operator
            && row().is_some_and(|row| {
                let is_of_predicate = mutant.table == "claims" && row.cell(column::PREDICATE) == self.on;
                is_of_predicate || whole_words(row.cell(anchored::QUOTE), self.on, 0).next().is_some()
            })
    }
}

/// Marks the survivors that a rule covers, and says which rules do not hold: those that cover a mutant
/// that was noticed, and those that cover none.
pub(super) fn apply(corpus: &Corpus, tried: &mut [Tried], options: &Options) -> Vec<String> {
    let mut complaints = Vec::new();
    for rule in rules(corpus) {
        let (mut covered, mut noticed) = (0, None);
        for tried in tried.iter_mut().filter(|tried| rule.covers(corpus, &tried.mutant)) {
            match &tried.fate {
                Fate::Survived => {
                    covered += 1;
                    tried.fate = Fate::Undecided(rule.id.to_owned());
                }
                Fate::Undecided(_) => covered += 1,
                Fate::Equivalent(_) => {}
                Fate::Killed(checks) => {
                    noticed.get_or_insert_with(|| (tried.mutant.name(), checks.join(", ")));
                }
            }
        }
        if let Some((mutant, checks)) = noticed {
            complaints.push(format!("rule `{}` covers a mutant that is noticed: {mutant} ({checks})", rule.id));
        } else if covered == 0 && rule.is_asked(options) {
            complaints.push(format!("rule `{}` covers nothing that survives", rule.id));
        }
    }
    complaints
}
