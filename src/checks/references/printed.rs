//! Is the name of an entity one that the source prints?

use foldhash::{HashMap, HashSet};

use crate::check::about_cell;
use crate::checks::references::known::plain;
use crate::checks::references::unused::says;
use crate::claim::{Anchored, Claim, column};
use crate::corpus::Corpus;
use crate::finding::Findings;
use crate::set::list;
use crate::vocabulary::Entity;

/// Position of the names of an entity.
const NAME: usize = 2;
/// Position of what a mention stands for.
const REFERS: usize = 5;

/// The name of an entity that rows name is one of its aliases, or the quote of such a row holds it.
pub(super) fn name_not_printed(corpus: &Corpus, findings: &mut Findings) {
    if corpus.is_blocked("claims") || corpus.is_blocked("mentions") {
        return;
    }
    let aliases: HashSet<(&str, String)> =
        corpus.vocabulary.aliases.iter().map(|alias| (alias.entity, plain(alias.alias))).collect();
    let is_alias = |entity: &&Entity| aliases.contains(&(entity.id, plain(entity.name)));
    let entities = || corpus.vocabulary.entities.iter();
    let unprinted = entities().filter(|entity| !is_alias(entity)).map(|entity| (entity.id, plain(entity.name)));
    let open = quoted(corpus, &unprinted.collect());
    for entity in entities() {
        findings.look(1);
        if open.get(entity.id) == Some(&false) {
            let message =
                format!("“{}” is no alias of `{}`, and no quote that names it holds it", entity.name, entity.id);
            findings.add(about_cell(entity.row, NAME, message).help("name it as the source prints it"));
        }
    }
}

/// Of these entities, by their names, those that a row names, each with whether a quote of such a row holds the
/// name.
fn quoted<'c>(corpus: &Corpus<'c>, names: &HashMap<&'c str, String>) -> HashMap<&'c str, bool> {
    let claims = corpus.rows("claims").map(Claim::new).map(|claim| {
        let sets = column::SETS.into_iter().chain([column::HOLDER]).filter_map(|column| claim.set(column));
        (claim.at.quote, sets.flat_map(|set| set.ids().collect::<Vec<_>>()).collect::<Vec<_>>())
    });
    let mentions = corpus.rows("mentions").map(|row| (Anchored::new(row).quote, list(row.cell(REFERS)).collect()));
    let mut found: HashMap<&str, bool> = HashMap::default();
    for (quote, ids) in claims.chain(mentions) {
        for (id, name) in ids.into_iter().filter_map(|id| names.get_key_value(id)) {
            *found.entry(id).or_default() |= says(&plain(quote), name);
        }
    }
    found
}
