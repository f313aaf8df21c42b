//! Who belongs to what, who does not, and since when?

use std::collections::{BTreeMap, BTreeSet};

use super::order::{Days, Order, day_cells, relative};
use super::sides::modality;
use super::{cells, claims, columns, has_flag, sorted, whence};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::edtf::{Role, Strength};
use crate::set::{Item, Joint, Set};
use crate::vocabulary::{Predicate, Vocabulary};

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "memberships",
    about: "who belongs to what: a line for each member, group and claim, by member and group",
    how: "The claims of predicates of kind `member+` and `member-`, and of those that imply one; a denied `member+` \
        says `not member`, a `member-` says `excluded`. What joining implies holds from its date, what leaving \
        implies until it; a denied joining reads as `not member`, from a denied leaving nothing follows. A mood or \
        a certainty stands before the status: `proposed member`. Of alternatives each is only `possible`. Two \
        entities that share a name are two groups; `shared_name` says which name it is. A member is the subject \
        and its group the object, unless the predicate has the flag `counts-object` (\"comprises\"). Filtered by \
        the two types it is the matrix of states and organisations, frameworks or regions.",
    key: &["member", "group", "status", "basis", "claims"],
    columns: &[
        Column::new("member", Kind::Set, "who belongs, or does not"),
        Column::new("member_type", Kind::Id, "its type; empty for words"),
        Column::new("group", Kind::Set, "to what"),
        Column::new("group_type", Kind::Id, "its type; empty for words"),
        Column::new("shared_name", Kind::Text, "names of the group that are also names of the entities in brackets"),
        Column::new("status", Kind::Text, "member, not member, excluded, not excluded; before it a mood or certainty"),
        Column::new("basis", Kind::Id, "the predicate that says so or implies it"),
        columns::ROLE,
        columns::WHEN,
        columns::EARLIEST,
        columns::LATEST,
        columns::OTHER,
        columns::MODALITY,
        columns::HOLDER,
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let order = Order::new(corpus);
    let shared = shared_names(&corpus.vocabulary);
    let lines = claims(corpus).flat_map(|claim| {
        let found = memberships(corpus, &claim);
        let placed = order.place(&claim);
        found.into_iter().map(move |one| (claim.clone(), placed.clone(), one)).collect::<Vec<_>>()
    });
    let line = |(claim, placed, one): (Claim, super::order::Placed, Membership)| {
        let kind = |side: &str| corpus.vocabulary.entity(side).map_or("", |entity| entity.kind).to_owned();
        let mut line = vec![one.member.clone(), kind(&one.member), one.group.clone(), kind(&one.group)];
        line.push(shared.get(one.group.as_str()).cloned().unwrap_or_default());
        line.extend([one.status(&claim), claim.predicate.to_owned()]);
        let role = one.binds.map_or_else(|| claim.cell(column::ROLE).to_owned(), |role| role.to_string());
        let has_when = !claim.cell(column::WHEN).is_empty();
        line.extend([if has_when { role } else { String::new() }, claim.cell(column::WHEN).to_owned()]);
        line.extend(day_cells(one.days(placed.days())));
        line.extend(cells(&claim, [column::OTHER]));
        line.push(modality(&claim));
        line.extend(cells(&claim, [column::HOLDER]));
        line.extend(whence(&claim, placed.claims));
        line
    };
    sorted(lines.map(line).collect())
}

/// One member of one group, as a claim has it.
#[derive(Debug, Clone)]
pub(super) struct Membership {
    pub(super) member: String,
    pub(super) group: String,
    /// `member`, `not member`, `excluded` or `not excluded`.
    pub(super) standing: &'static str,
    /// How the date of the claim bounds what the predicate implies.
    binds: Option<Role>,
    /// Whether it is one of several alternatives.
    is_alternative: bool,
}

impl Membership {
    /// Its standing with the mood or certainty of the claim before it.
    pub(super) fn status(&self, claim: &Claim) -> String {
        let mood = crate::set::list(claim.cell(column::MOOD)).next();
        let certainty = Some(claim.cell(column::CERTAINTY)).filter(|certainty| !certainty.is_empty());
        let alternative = Some("possible").filter(|_| self.is_alternative);
        match mood.or(certainty).or(alternative) {
            Some(word) => format!("{word} {}", self.standing),
            None => self.standing.to_owned(),
        }
    }

    /// Its days, where the claim lies on these.
    pub(super) fn days(&self, placed: Days) -> Days {
        self.binds.map_or(placed, |role| relative(role, placed, Strength::Core))
    }
}

/// The memberships that a claim states or implies.
pub(super) fn memberships(corpus: &Corpus, claim: &Claim) -> Vec<Membership> {
    let predicate = corpus.vocabulary.predicate(claim.predicate);
    let Some((is_member, binds)) = predicate.and_then(|predicate| says(&corpus.vocabulary, predicate)) else {
        return Vec::new();
    };
    let denied = !claim.cell(column::POLARITY).is_empty();
    if denied && binds == Some(Role::Until) {
        return Vec::new();
    }
    let standing = match (is_member, denied) {
        (true, false) => "member",
        (true, true) => "not member",
        (false, false) => "excluded",
        (false, true) => "not excluded",
    };
    // A predicate that reads from the group to its members counts its object.
    let turned = has_flag(corpus, claim, "counts-object");
    let (members, groups) = if turned { (&claim.object, &claim.subject) } else { (&claim.subject, &claim.object) };
    let mut found = Vec::new();
    for (group, group_alternative) in items(groups) {
        for (member, member_alternative) in items(members) {
            let is_alternative = !denied && (group_alternative || member_alternative);
            let (member, group) = (member.to_string(), group.to_string());
            found.push(Membership { member, group, standing, binds, is_alternative });
        }
    }
    found
}

/// Every item of a side, and whether it is one of several alternatives.
fn items<'a>(set: &Set<'a>) -> Vec<(Item<'a>, bool)> {
    let part = |part: &[crate::set::Member<'a>]| {
        let several = part.iter().any(|member| member.joint == Joint::Or);
        part.iter().map(|member| (member.item, several)).collect::<Vec<_>>()
    };
    set.parts().flat_map(part).collect()
}

/// Whether a predicate says that someone is a member (or is not), and from or until its date.
pub(super) fn says(vocabulary: &Vocabulary, predicate: &Predicate) -> Option<(bool, Option<Role>)> {
    match predicate.kind {
        "member+" => Some((true, None)),
        "member-" => Some((false, None)),
        _ => predicate.implies.iter().find_map(|implied| implies(vocabulary, implied)),
    }
}

/// Reads an item of `implies`: `member from`, `not member until`, or a predicate of membership with
/// either word.
fn implies(vocabulary: &Vocabulary, item: &str) -> Option<(bool, Option<Role>)> {
    let ends = [(" from", Role::From), (" until", Role::Until)];
    let bound = ends.iter().find_map(|(end, role)| Some((item.strip_suffix(end)?, *role)));
    let (name, role) = bound.map_or((item, None), |(name, role)| (name, Some(role)));
    let is_member = match name {
        "member" => true,
        "not member" => false,
        name => match vocabulary.predicate(name)?.kind {
            "member+" => true,
            "member-" => false,
            _ => return None,
        },
    };
    Some((is_member, role))
}

/// For each entity the names that it shares with others: `the coast (coast-of-the-league)`.
fn shared_names<'c>(vocabulary: &Vocabulary<'c>) -> BTreeMap<&'c str, String> {
    let mut entities: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for alias in &vocabulary.aliases {
        entities.entry(alias.alias).or_default().insert(alias.entity);
    }
    let mut shared: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (alias, named) in entities.iter().filter(|(_, named)| named.len() > 1) {
        for entity in named {
            let others: Vec<&str> = named.iter().filter(|other| *other != entity).copied().collect();
            shared.entry(entity).or_default().push(format!("{alias} ({})", others.join("; ")));
        }
    }
    shared.into_iter().map(|(entity, names)| (entity, names.join("; "))).collect()
}
