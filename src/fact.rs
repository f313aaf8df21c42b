//! What does a claim say, one fact at a time, and how firmly does it say it?
//!
//! A claim whose sides are lists says one fact for each combination of their items. Consistency is a
//! matter of facts: two rows contradict each other where a fact of one does not go with a fact of the
//! other, and both are asserted in the same voice.

use crate::claim::{Claim, column};
use crate::schema;
use crate::set::{Item, Joint, Member, Set};
use crate::vocabulary::{Predicate, Vocabulary};

/// One fact of a claim. A side that the claim leaves empty, or that is told of as a whole (the legs of a
/// route, the subject of a collective predicate), is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact<'c> {
    /// Position of the claim among those that were asked about.
    pub claim: usize,
    /// Of whom.
    pub subject: Option<Item<'c>>,
    /// Whom or what.
    pub object: Option<Item<'c>>,
    /// The third party.
    pub other: Option<Item<'c>>,
    /// Whether the claim says it of just these sides. "A or B joined" says it of neither for sure;
    /// "neither A nor B joined" says it of both.
    pub sure: bool,
}

/// How far the author commits to what a claim says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// Only that it may be, should be, will be or was tried.
    Open,
    /// That it is probably so.
    Likely,
    /// That it is so.
    Certain,
}

/// How a claim holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stance<'c> {
    /// How firmly.
    pub force: Force,
    /// Whether it says that it is so, or that it is not. "Improbable" says that it is probably not.
    pub affirmed: bool,
    /// Who says it: the cell `holder`, empty for the author.
    pub voice: &'c str,
}

impl<'c> Stance<'c> {
    /// The stance of a claim.
    pub fn of(claim: &Claim<'c>) -> Stance<'c> {
        let improbable = claim.cell(column::CERTAINTY) == "improbable";
        let force = match claim.cell(column::CERTAINTY) {
            _ if !claim.cell(column::MOOD).is_empty() => Force::Open,
            "" => Force::Certain,
            "possible" => Force::Open,
            _ => Force::Likely,
        };
        let negated = !claim.cell(column::POLARITY).is_empty();
        Stance { force, affirmed: negated == improbable, voice: claim.cell(column::HOLDER) }
    }

    /// Whether it is said to be so, at least probably.
    pub fn is_asserted(&self) -> bool {
        self.affirmed && self.force > Force::Open
    }

    /// Whether it is said not to be so, at least probably.
    pub fn is_denied(&self) -> bool {
        !self.affirmed && self.force > Force::Open
    }
}

/// Facts that one row may say. A row whose lists multiply to more says none here: no sentence does that,
/// and the lists of a hostile file would fill the memory.
pub const MOST_FACTS: usize = 1 << 14;

/// The facts of every claim, in the order of the claims.
pub fn facts<'c>(claims: &[Claim<'c>], vocabulary: &Vocabulary<'c>) -> Vec<Fact<'c>> {
    let mut facts = Vec::with_capacity(claims.len());
    for (index, claim) in claims.iter().enumerate() {
        let predicate = vocabulary.predicate(claim.predicate);
        let whole = |column| is_told_as_whole(predicate, column);
        let denied = !Stance::of(claim).affirmed;
        let side = |set: &Set<'c>, column| if whole(column) { single(set) } else { items(set, denied) };
        let subjects = side(&claim.subject, column::SUBJECT);
        let objects = side(&claim.object, column::OBJECT);
        let others = side(&claim.other, column::OTHER);
        if subjects.len().saturating_mul(objects.len()).saturating_mul(others.len()) > MOST_FACTS {
            continue;
        }
        for (subject, subject_sure) in &subjects {
            for (object, object_sure) in &objects {
                for (other, other_sure) in &others {
                    let sure = *subject_sure && *object_sure && *other_sure;
                    facts.push(Fact { claim: index, subject: *subject, object: *object, other: *other, sure });
                }
            }
        }
    }
    facts
}

/// Whether a side is one thing however many items it lists: the legs of a route, and the subject of a
/// collective predicate.
pub fn is_told_as_whole(predicate: Option<&Predicate>, column: usize) -> bool {
    predicate.is_some_and(|predicate| {
        predicate.kind == "route" || (column == column::SUBJECT && predicate.has("collective"))
    })
}

fn single<'c>(set: &Set<'c>) -> Vec<(Option<Item<'c>>, bool)> {
    match set.members() {
        [Member { item, .. }] => vec![(Some(*item), true)],
        _ => vec![(None, true)],
    }
}

/// Every item of a side, and whether what is said is said of it for sure.
fn items<'c>(set: &Set<'c>, denied: bool) -> Vec<(Option<Item<'c>>, bool)> {
    if set.is_empty() {
        return vec![(None, true)];
    }
    let item = |part: &[Member<'c>]| {
        let sure = denied || !part.iter().any(|member| member.joint == Joint::Or);
        part.iter().map(|member| (Some(member.item), sure)).collect::<Vec<_>>()
    };
    set.parts().flat_map(item).collect()
}

/// Whether a claim tells of something that happens, and not of how things are for a while: what
/// happened in May lies within May, what was so in May may have begun long before.
pub fn is_event(predicate: &Predicate) -> bool {
    const EVENTS: &[&str] = &["date", "event", "say", "cause", "route", "member-"];
    EVENTS.contains(&predicate.kind) || implied(predicate).any(|implied| matches!(implied, Implied::Member { .. }))
}

/// What a predicate says of membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// That there is one, or that there is none.
    pub affirms: bool,
    /// Whether it tells of a turn: from the time of the claim on, or up to it.
    pub turn: bool,
    /// Whether it tells of one special kind: who is no permanent member may be a member.
    pub special: bool,
}

impl Membership {
    /// The membership that a predicate tells of: by what it implies, else by its kind.
    pub fn of(predicate: &Predicate) -> Option<Membership> {
        let follows = implied(predicate).find_map(|implied| match implied {
            Implied::Member { affirmed, role: "", .. } => {
                Some(Membership { affirms: affirmed, turn: false, special: true })
            }
            Implied::Member { affirmed, role, .. } => {
                Some(Membership { affirms: affirmed == (role == "from"), turn: true, special: false })
            }
            _ => None,
        });
        let by_kind = match predicate.kind {
            "member+" => Some(Membership { affirms: true, turn: false, special: false }),
            "member-" => Some(Membership { affirms: false, turn: false, special: true }),
            _ => None,
        };
        follows.or(by_kind)
    }
}

/// Group and member of a fact; a predicate that reads from the group to its members counts its object.
pub fn group_and_member<'c>(fact: &Fact<'c>, predicate: &Predicate) -> Option<(Item<'c>, Item<'c>)> {
    let (subject, object) = (fact.subject?, fact.object?);
    Some(if predicate.has("counts-object") { (subject, object) } else { (object, subject) })
}

/// One thing that follows from a claim, as the column `implies` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Implied<'c> {
    /// `member from`, `not member until`, `is-member-of from`: the subject is, or is not, a member of the
    /// object from or until the time of the claim, or while it holds.
    Member {
        /// A predicate of membership, or `member` for any.
        predicate: &'c str,
        /// Whether it is one, or is not.
        affirmed: bool,
        /// `from`, `until`, or empty for as long as the claim holds.
        role: &'c str,
    },
    /// `after object`, `before other`: what the claim tells of begins after, or before, what stands on
    /// that side. `subject after object` says it of the subject itself.
    Order {
        /// Whose time: the subject's own, or that of what the claim tells.
        of_subject: bool,
        /// After, or before.
        after: bool,
        /// The column of the side that it is compared with.
        side: usize,
    },
    /// `origin`: the object is where the subject comes from.
    Origin,
    /// `borders`: the two sides have a common border.
    Borders,
    /// `starts object`, `ends subject`: what the claim tells of is the beginning, or the end, of what
    /// stands on that side.
    Bound {
        /// The beginning, or the end.
        starts: bool,
        /// The column of the side.
        side: usize,
    },
}

impl<'c> Implied<'c> {
    /// Reads one item of the column.
    ///
    /// ```
    /// use factcheck::fact::Implied;
    /// assert_eq!(Implied::parse("ends object"), Some(Implied::Bound { starts: false, side: 7 }));
    /// assert!(matches!(Implied::parse("not member from"), Some(Implied::Member { affirmed: false, .. })));
    /// assert_eq!(Implied::parse("after lunch"), None);
    /// ```
    pub fn parse(item: &'c str) -> Option<Implied<'c>> {
        let words: Vec<&str> = item.split(' ').collect();
        match *words.as_slice() {
            ["subject", order @ ("after" | "before"), at] => Some(order_against(true, order, side(at)?)),
            [order @ ("after" | "before"), at] => Some(order_against(false, order, side(at)?)),
            [bound @ ("starts" | "ends"), at] => Some(Implied::Bound { starts: bound == "starts", side: side(at)? }),
            ["not", predicate] => member(predicate, false, ""),
            ["not", predicate, role @ ("from" | "until")] => member(predicate, false, role),
            ["origin"] => Some(Implied::Origin),
            ["borders"] => Some(Implied::Borders),
            [predicate] => member(predicate, true, ""),
            [predicate, role @ ("from" | "until")] => member(predicate, true, role),
            _ => None,
        }
    }
}

fn member<'c>(predicate: &'c str, affirmed: bool, role: &'c str) -> Option<Implied<'c>> {
    const TAKEN: &[&str] = &["after", "before", "starts", "ends", "subject", "origin", "borders", "not"];
    let is_name = schema::is_slug(predicate) && !TAKEN.contains(&predicate);
    is_name.then_some(Implied::Member { predicate, affirmed, role })
}

fn order_against<'c>(of_subject: bool, order: &str, side: usize) -> Implied<'c> {
    Implied::Order { of_subject, after: order == "after", side }
}

fn side(name: &str) -> Option<usize> {
    match name {
        "subject" => Some(column::SUBJECT),
        "object" => Some(column::OBJECT),
        "other" => Some(column::OTHER),
        _ => None,
    }
}

/// What follows from a predicate; what cannot be read is left out (the schema checks have said so).
pub fn implied<'c>(predicate: &Predicate<'c>) -> impl Iterator<Item = Implied<'c>> {
    predicate.implies.clone().into_iter().filter_map(Implied::parse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn implied_forms_are_read() {
        let order = |of_subject, after, side| Implied::Order { of_subject, after, side };
        assert_eq!(Implied::parse("subject after object"), Some(order(true, true, column::OBJECT)));
        assert_eq!(Implied::parse("before other"), Some(order(false, false, column::OTHER)));
        let member = Implied::Member { predicate: "is-member-of", affirmed: true, role: "from" };
        assert_eq!(Implied::parse("is-member-of from"), Some(member));
        for wrong in ["", "after", "after lunch", "starts", "member since", "not", "subject after", "Member from"] {
            assert_eq!(Implied::parse(wrong), None, "{wrong}");
        }
    }
}
