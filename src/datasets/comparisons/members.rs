//! Do the documents know the members that the source names?

use foldhash::{HashMap, HashMapExt};

use super::dates::overlap;
use super::references::{Reference, References};
use super::{Comparison, Ruling, Verdict};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::datasets::claims;
use crate::datasets::memberships::{Membership, memberships};
use crate::datasets::order::{Days, Order};
use crate::edtf::{Edtf, Role, Strength};

/// Who is a member of what, and of which groups all members are known.
pub(super) struct Known<'c> {
    by_pair: HashMap<(String, String), Vec<&'c Reference<'c>>>,
    complete: HashMap<String, Vec<&'c Reference<'c>>>,
}

impl<'c> Known<'c> {
    pub(super) fn new(references: &'c References<'c>) -> Known<'c> {
        let mut known = Known { by_pair: HashMap::new(), complete: HashMap::new() };
        for one in references.of("member").chain(references.of("not-member")) {
            for group in one.object.items().map(|item| item.to_string()) {
                for member in one.subject.items() {
                    known.by_pair.entry((member.to_string(), group.clone())).or_default().push(one);
                }
                let count = one.subject.members().len().to_string();
                if one.predicate == "member" && one.number == count {
                    known.complete.entry(group).or_default().push(one);
                }
            }
        }
        known
    }

    /// The members that the documents know of a group at a time, each with its row.
    pub(super) fn members_of(&self, group: &str, time: Days) -> Vec<(&str, &'c Reference<'c>)> {
        let pairs = self.by_pair.iter().filter(|((_, of), _)| of == group);
        let rows = pairs.flat_map(|((member, _), rows)| rows.iter().map(move |row| (member.as_str(), *row)));
        let fits = |row: &Reference| row.predicate == "member" && overlap(time, days_of(row));
        let mut members: Vec<_> = rows.filter(|(_, row)| fits(row)).collect();
        members.sort_by_key(|(member, row)| (*member, row.id));
        members
    }

    /// The rows that say whether someone is a member, and what each says: its own rows first, else the
    /// complete lists that it is not on.
    fn rows(&self, member: &str, group: &str) -> Vec<(bool, &'c Reference<'c>)> {
        let own = self.by_pair.get(&(member.to_owned(), group.to_owned())).into_iter().flatten();
        let own: Vec<_> = own.map(|row| (row.predicate == "member", *row)).collect();
        let complete = || self.complete.get(group).into_iter().flatten().map(|row| (false, *row)).collect();
        if own.is_empty() { complete() } else { own }
    }
}

pub(super) fn compare<'c>(corpus: &'c Corpus<'c>, references: &'c References<'c>) -> Vec<Comparison<'c>> {
    let known = Known::new(references);
    let order = Order::new(corpus);
    let mut found = Vec::new();
    for claim in claims(corpus) {
        for one in memberships(corpus, &claim) {
            let rows = known.rows(&one.member, &one.group);
            let time = || time_of(corpus, &order, &claim, &one);
            found.extend(rows.into_iter().map(|(is_member, row)| comparison(&claim, &one, time(), is_member, row)));
        }
    }
    found
}

/// When a membership is said to hold: its days, else the time when the source was published.
fn time_of<'c>(corpus: &'c Corpus<'c>, order: &Order<'c>, claim: &Claim<'c>, one: &Membership) -> Days {
    match one.days(order.place(claim).days()) {
        [None, None] => published(corpus, claim),
        days => days,
    }
}

/// When the source of a claim was published.
pub(super) fn published(corpus: &Corpus, claim: &Claim) -> Days {
    let source = corpus.source_index(claim.at.source).and_then(|index| corpus.sources.get(index));
    let date = source.and_then(|source| Edtf::parse(source.published).ok());
    date.map_or([None, None], |date| date.bounds(None, Strength::Core).into())
}

/// When a document says that a membership holds: all of an interval, or from a date on.
fn days_of(one: &Reference) -> Days {
    let role = if one.when.contains('/') { Role::Throughout } else { Role::From };
    Edtf::parse(one.when).map_or([None, None], |date| date.bounds(Some(role), Strength::Core).into())
}

fn comparison<'c>(
    claim: &Claim<'c>,
    said: &Membership,
    time: Days,
    is_member: bool,
    one: &'c Reference<'c>,
) -> Comparison<'c> {
    let known = if is_member { "member" } else { "not member" };
    let [role, when] = [column::ROLE, column::WHEN].map(|at| claim.cell(at));
    Comparison {
        topic: "membership",
        subject: format!("{} in {}", said.member, said.group),
        said: [&said.status(claim), role, when].join(" ").trim().to_owned(),
        outside: [known, one.when].join(" ").trim().to_owned(),
        ruling: judge(claim, said, time, is_member, one),
        references: vec![one],
        claim: claim.clone(),
        claims: Vec::new(),
    }
}

fn judge(claim: &Claim, said: &Membership, time: Days, is_member: bool, one: &Reference) -> Ruling {
    let mood = claim.cell(column::MOOD);
    if !mood.is_empty() {
        return (Verdict::NotComparable, format!("the source says it as {mood}"));
    }
    if !overlap(time, days_of(one)) {
        return (Verdict::NotComparable, "the two speak of different times".to_owned());
    }
    if is_member == matches!(said.standing, "member" | "not excluded") {
        (Verdict::Corroborated, "both say the same".to_owned())
    } else {
        (Verdict::Contradicted, "the document says the contrary".to_owned())
    }
}
