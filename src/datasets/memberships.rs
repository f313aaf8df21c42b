//! Who belongs to what, and who does not: every claim of a membership predicate, one line a member.

use crate::claim::column;
use crate::corpus::Corpus;
use crate::dataset::Dataset;
use crate::datasets::{claims, modality};
use crate::set::Set;

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "memberships",
    about: "one line for each group and member that a membership claim names, by group, member, source and claim",
    columns: &["group", "member", "status", "predicate", "role", "when", "modality", "source", "claims"],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for claim in claims(corpus) {
        let Some(predicate) = corpus.vocabulary.predicate(claim.predicate) else { continue };
        let status = match (predicate.kind, claim.cell(column::POLARITY)) {
            ("member+", "") | ("member-", "negated") => "member",
            ("member+", _) | ("member-", _) => "not a member",
            _ => continue,
        };
        // A predicate that reads from the group to its members ("comprises") counts its object.
        let turned = predicate.has("counts-object");
        let (members, groups) = if turned { (&claim.object, &claim.subject) } else { (&claim.subject, &claim.object) };
        for (group, member) in pairs(groups, members) {
            lines.push(vec![
                group,
                member,
                status.to_owned(),
                predicate.name.to_owned(),
                claim.cell(column::ROLE).to_owned(),
                claim.cell(column::WHEN).to_owned(),
                modality(&claim),
                claim.at.source.to_owned(),
                claim.at.id.to_owned(),
            ]);
        }
    }
    lines.sort();
    lines
}

/// Every group with every member; a group without a named member has one line.
fn pairs(groups: &Set, members: &Set) -> Vec<(String, String)> {
    let names = |set: &Set| {
        let names: Vec<String> = set.items().map(|item| item.to_string()).collect();
        if names.is_empty() { vec![String::new()] } else { names }
    };
    let members = names(members);
    let of_group =
        |group: String| members.iter().map(move |member| (group.clone(), member.clone())).collect::<Vec<_>>();
    names(groups).into_iter().flat_map(of_group).collect()
}
