//! Which works does a source cite, and what do they support?

use super::predictions::content;
use super::{claims, columns, sorted};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::set::list;

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "citations",
    about: "one line for each work and claim that rests on it or speaks of it, by work, use and claim",
    how: "A work is `cited` by the claims that name it in `cites`, it is the `holder` of those that report what it \
        says, and a `side` of those that are about it. Author, year, title and printed form are those of `works`.",
    key: &["work", "use", "claims"],
    columns: &[
        Column::new("work", Kind::Id, "the work, an id of `works`"),
        Column::new("author", Kind::Text, "who wrote it"),
        Column::new("year", Kind::Text, "when it appeared, EDTF"),
        Column::new("title", Kind::Text, "its title, where the source gives it"),
        Column::new("printed", Kind::Text, "the forms in which the source prints the citation"),
        Column::new("use", Kind::Choice(&["cited", "holder", "side"]), "what the claim has to do with the work"),
        Column::new("content", Kind::Text, "what the claim says: subject, predicate, object, third party, place"),
        columns::MODALITY,
        columns::HOLDER,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

/// Columns of the works table: author, year, title, printed.
const OF_WORK: [usize; 4] = [1, 2, 3, 4];

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    sorted(claims(corpus).flat_map(|claim| lines(corpus, &claim)).collect())
}

fn lines(corpus: &Corpus, claim: &Claim) -> Vec<Vec<String>> {
    let cited = list(claim.cell(column::CITES)).map(|id| (id, "cited"));
    let holders = claim.holder.ids().map(|id| (id, "holder"));
    let sides = [&claim.subject, &claim.object, &claim.other].into_iter().flat_map(|set| set.ids());
    let uses = cited.chain(holders).chain(sides.map(|id| (id, "side")));
    uses.filter_map(|(id, role)| line(corpus, claim, id, role)).collect()
}

fn line(corpus: &Corpus, claim: &Claim, id: &str, role: &str) -> Option<Vec<String>> {
    let work = corpus.vocabulary.work(id)?.cells();
    let mut line = vec![id.to_owned()];
    line.extend(OF_WORK.map(|column| work.get(column).to_owned()));
    line.extend([role.to_owned(), content(claim), super::sides::modality(claim)]);
    line.extend(super::cells(claim, [column::HOLDER]));
    line.extend(super::whence(claim, []));
    Some(line)
}
