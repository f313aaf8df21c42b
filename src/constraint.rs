//! What do the constraints say, and do the facts keep to them?
//!
//! A constraint is an agreement that no single claim states and no general check knows: two lists that
//! are to be equal, a set that is to have as many members as a claim says, an order in time. Its operands
//! are ids and expressions over them, never a date, a number or a name: what it compares, claims say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use foldhash::HashMap;

use crate::chronology::{Bond, By, Chronology, Order};
use crate::claim::{Claim, column};
use crate::edtf::{Day, Role};
use crate::fact::{self, Fact, Membership, Stance};
use crate::language::{Language, List};
use crate::period::{Period, Telling};
use crate::quantity::{Quantity, Relation};
use crate::schema::is_slug;
use crate::set::list;
use crate::table::Row;
use crate::vocabulary::Vocabulary;

/// One row of the constraints table, read.
#[derive(Debug, Clone)]
pub struct Constraint<'c> {
    /// Its row.
    pub row: Row<'c>,
    /// Its id.
    pub id: &'c str,
    /// One of `schema::CONSTRAINT_RELATIONS`.
    pub relation: &'c str,
    /// Left and right; an operand that cannot be read is why the other side of the `Result` exists.
    pub operands: [Result<Expression<'c>, String>; 2],
    /// The claim that states it: without that claim it does not hold either. May be empty.
    pub fact: &'c str,
}

/// Terms, each added to or taken from what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression<'c>(pub Vec<(Sign, Term<'c>)>);

/// How a term is joined to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Its items are added.
    Plus,
    /// Its items are taken away.
    Minus,
}

/// One term of an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term<'c> {
    /// A claim or an entity.
    Id(&'c str),
    /// `when(x)`: the time of an event or claim.
    When(&'c str),
    /// `members(g)`: whom claims make members of a group, and who has not left it since.
    Members(&'c str),
    /// `proposed(g)`: whom claims propose as members.
    Proposed(&'c str),
    /// `x.object`: what stands in a column of a claim.
    Cell(&'c str, usize),
}

impl<'c> Term<'c> {
    /// The id in it.
    pub fn id(self) -> &'c str {
        match self {
            Term::Id(id) | Term::When(id) | Term::Members(id) | Term::Proposed(id) | Term::Cell(id, _) => id,
        }
    }
}

impl fmt::Display for Term<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Id(id) => f.write_str(id),
            Term::When(id) => write!(f, "when({id})"),
            Term::Members(id) => write!(f, "members({id})"),
            Term::Proposed(id) => write!(f, "proposed({id})"),
            Term::Cell(id, column) => {
                let name = COLUMNS.iter().find(|(_, known)| known == column).map_or("", |(name, _)| *name);
                write!(f, "{id}.{name}")
            }
        }
    }
}

/// What an id in an operand names, as far as it matters what it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// A claim.
    Claim,
    /// An event, or an entity of which a claim tells the beginning or the end.
    Timed,
    /// Any other entity.
    Entity,
}

/// Columns that `x.column` may name.
const COLUMNS: &[(&str, usize)] = &[
    ("subject", column::SUBJECT),
    ("object", column::OBJECT),
    ("other", column::OTHER),
    ("place", column::PLACE),
    ("number", column::NUMBER),
];

impl<'c> Expression<'c> {
    /// Reads an operand.
    ///
    /// ```
    /// use factcheck::constraint::{Expression, Term};
    /// let parsed = Expression::parse("members(board) + leaves.subject - guests.object").unwrap();
    /// assert_eq!(parsed.0.len(), 3);
    /// assert_eq!(parsed.0[0].1, Term::Members("board"));
    /// assert!(Expression::parse("members(2012)").is_err());
    /// ```
    ///
    /// # Errors
    /// A term that is none of the forms, as a lower-case clause.
    pub fn parse(text: &'c str) -> Result<Expression<'c>, String> {
        let mut terms = Vec::new();
        let mut sign = Sign::Plus;
        for word in text.split(' ') {
            match word {
                "+" if !terms.is_empty() => sign = Sign::Plus,
                "-" if !terms.is_empty() => sign = Sign::Minus,
                word => terms.push((sign, term(word)?)),
            }
        }
        let joints = text.split(' ').filter(|word| matches!(*word, "+" | "-")).count();
        if joints + 1 != terms.len() {
            return Err("terms are joined by ` + ` and ` - `".to_owned());
        }
        Ok(Expression(terms))
    }

    /// The only term of an expression without joints.
    fn only(&self) -> Option<Term<'c>> {
        match self.0.as_slice() {
            [(_, term)] => Some(*term),
            _ => None,
        }
    }
}

fn term(word: &str) -> Result<Term<'_>, String> {
    let forms = "an operand is an id, `members(g)`, `proposed(g)`, `when(x)` or `x.column`";
    let wrong = || format!("`{word}` cannot be read: {forms}, never a date, number or name");
    if let Some((function, rest)) = word.split_once('(') {
        let id = rest.strip_suffix(')').filter(|id| is_slug(id)).ok_or_else(wrong)?;
        return match function {
            "members" => Ok(Term::Members(id)),
            "proposed" => Ok(Term::Proposed(id)),
            "when" => Ok(Term::When(id)),
            _ => Err(wrong()),
        };
    }
    if let Some((id, name)) = word.split_once('.') {
        let column = COLUMNS.iter().find(|(known, _)| *known == name).map(|(_, column)| *column);
        return column.filter(|_| is_slug(id)).map(|column| Term::Cell(id, column)).ok_or_else(wrong);
    }
    if is_slug(word) { Ok(Term::Id(word)) } else { Err(wrong()) }
}

/// An operand that can be read, or why it cannot.
type Operand<'c> = Result<Expression<'c>, String>;

fn misfit(
    relation: &str,
    operands: &[Operand; 2],
    side: usize,
    named: &dyn Fn(&str) -> Option<Named>,
) -> Option<String> {
    let operand = operands.get(side)?.as_ref().ok()?;
    let repeats = || repeats(operands).filter(|_| side == 1);
    match relation {
        "before" | "not-after" | "within" | "overlaps" | "unordered" => {
            alone(operand, |term| no_time(term, named)).or_else(repeats)
        }
        "equal" | "subset" | "disjoint" => of_items(operand, named),
        "count" => {
            let counted = alone(operand, |term| no_number(term, named));
            if side == 0 { counted.and_then(|_| of_items(operand, named)) } else { counted }
        }
        "excludes" | "requires" | "same" | "ranks-below" => {
            alone(operand, |term| no_claim(term, named)).or_else(repeats)
        }
        _ => None,
    }
}

/// Nothing is compared with itself.
fn repeats(operands: &[Operand; 2]) -> Option<String> {
    let [Ok(left), Ok(right)] = operands else { return None };
    let (left, right) = (left.only()?, right.only()?);
    (left.id() == right.id()).then(|| format!("`{right}` stands on both sides"))
}

fn no_time(term: Term, named: &dyn Fn(&str) -> Option<Named>) -> Option<String> {
    match term {
        Term::Id(id) | Term::When(id) if named(id) == Some(Named::Entity) => {
            Some(format!("`{id}` is no event, and no claim tells when it began or ended"))
        }
        Term::Id(_) | Term::When(_) => None,
        term => Some(format!("`{term}` has no time")),
    }
}

/// An operand of a single term, and why that does not fit.
fn alone<'c>(operand: &Expression<'c>, why: impl Fn(Term<'c>) -> Option<String>) -> Option<String> {
    match operand.only() {
        Some(term) => why(term),
        None => Some("the relation compares single ones, and takes no ` + ` or ` - `".to_owned()),
    }
}

fn no_claim(term: Term, named: &dyn Fn(&str) -> Option<Named>) -> Option<String> {
    match term {
        Term::Id(id) if named(id) == Some(Named::Claim) => None,
        term => Some(format!("`{term}` is no claim")),
    }
}

fn no_number(term: Term, named: &dyn Fn(&str) -> Option<Named>) -> Option<String> {
    match term {
        Term::Id(id) | Term::Cell(id, column::NUMBER) if named(id) == Some(Named::Claim) => None,
        term => Some(format!("`{term}` is no claim with a number")),
    }
}

/// Why the terms of an operand are no items.
fn of_items(operand: &Expression, named: &dyn Fn(&str) -> Option<Named>) -> Option<String> {
    operand.0.iter().find_map(|(_, term)| match term {
        Term::When(_) | Term::Cell(_, column::NUMBER) => Some(format!("`{term}` is no set of items")),
        Term::Cell(id, _) if named(id) != Some(Named::Claim) => Some(format!("`{id}` is no claim and has no columns")),
        Term::Members(id) | Term::Proposed(id) if named(id) == Some(Named::Claim) => {
            Some(format!("`{id}` is a claim and has no members"))
        }
        _ => None,
    })
}

impl<'c> Constraint<'c> {
    /// Reads a row.
    pub fn new(row: Row<'c>) -> Constraint<'c> {
        let cells = row.cells();
        Constraint {
            row,
            id: cells.get(0),
            relation: cells.get(1),
            operands: [2, 3].map(|column| Expression::parse(cells.get(column))),
            fact: cells.get(4),
        }
    }

    /// Every id that it names.
    pub fn ids(&self) -> impl Iterator<Item = &'c str> + '_ {
        let operands = self.operands.iter().flatten();
        operands.flat_map(|operand| operand.0.iter().map(|(_, term)| term.id()))
    }

    /// The order in time that it asks for.
    pub fn bond(&self) -> Option<Bond<'c>> {
        let order = match self.relation {
            "before" => Order::Before,
            "not-after" => Order::NotAfter,
            "within" => Order::Within,
            "overlaps" => Order::Overlaps,
            _ => return None,
        };
        let [left, right] = self.times()?;
        Some(Bond { left, order, right })
    }

    /// Why an operand is not of the kind that its relation compares; `None` where it is.
    pub fn misfit(&self, side: usize, named: &dyn Fn(&str) -> Option<Named>) -> Option<String> {
        misfit(self.relation, &self.operands, side, named)
    }

    /// Both operands as ids of what has a time.
    fn times(&self) -> Option<[&'c str; 2]> {
        let time = |operand: &Result<Expression<'c>, String>| match operand.as_ref().ok()?.only()? {
            Term::Id(id) | Term::When(id) => Some(id),
            _ => None,
        };
        Some([time(&self.operands[0])?, time(&self.operands[1])?])
    }
}

/// Whether a constraint holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// The facts say so.
    Holds,
    /// The facts say nothing of it, or leave it open.
    Undecided,
    /// The facts say otherwise.
    Violated,
}

impl Answer {
    /// The word that reports print.
    pub const fn as_str(self) -> &'static str {
        match self {
            Answer::Holds => "holds",
            Answer::Undecided => "undecided",
            Answer::Violated => "violated",
        }
    }
}

/// The answer to a constraint, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Whether it holds.
    pub answer: Answer,
    /// Positions of the claims that it was judged by, ascending.
    pub claims: Vec<usize>,
    /// What the facts say, one lower-case line.
    pub message: String,
}

/// What a constraint is judged by: the facts of one source.
pub struct Setting<'a, 'c> {
    /// The claims.
    pub claims: &'a [Claim<'c>],
    /// Positions of the claims by id.
    pub by_id: &'a HashMap<&'c str, usize>,
    /// Their facts.
    pub facts: &'a [Fact<'c>],
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary<'c>,
    /// Their order in time, with the bonds of the constraints.
    pub chronology: &'a Chronology<'c>,
    /// The same without any bond.
    pub unbound: &'a Chronology<'c>,
    /// The bonds, in the order in which the chronology was given them, with the id of each constraint.
    pub bonds: &'a [(&'c str, Bond<'c>)],
    /// The word lists of the source.
    pub language: Option<&'a Language>,
}

/// What is said where no order follows.
const OPEN: &str = "the claims allow it and do not say it";

/// The items of an expression with the claims that say so.
type Resolved<'c> = (BTreeSet<String>, BTreeSet<usize>);

impl<'c> Setting<'_, 'c> {
    /// Judges a constraint by the facts.
    pub fn judge(&self, constraint: &Constraint<'c>) -> Ruling {
        let stated = self.claim(constraint.fact);
        if !constraint.fact.is_empty() && stated.is_none() {
            return undecided(format!("`{}`, which states it, is no claim", constraint.fact));
        }
        let mut ruling = match constraint.relation {
            "before" | "not-after" | "within" | "overlaps" => self.order(constraint),
            "unordered" => self.unordered(constraint),
            "equal" | "subset" | "disjoint" => self.sets(constraint),
            "count" => self.count(constraint),
            _ => self.pair(constraint),
        };
        ruling.claims.extend(stated.map(|(position, _)| position));
        ruling.claims.extend(constraint.ids().filter_map(|id| self.by_id.get(id)));
        ruling.claims.sort_unstable();
        ruling.claims.dedup();
        ruling
    }

    fn claim(&self, id: &str) -> Option<(usize, &Claim<'c>)> {
        let position = *self.by_id.get(id)?;
        Some((position, self.claims.get(position)?))
    }

    fn order(&self, constraint: &Constraint<'c>) -> Ruling {
        let Some(bond) = constraint.bond() else { return undecided("its operands have no time".to_owned()) };
        let own = self.bonds.iter().position(|(id, _)| *id == constraint.id).map(By::Bond);
        let conflict = self.chronology.conflicts.iter().find(|conflict| Some(conflict.at) == own);
        if let Some(conflict) = conflict {
            let claims = claims_of(conflict.rows.iter().map(|(by, _)| *by));
            return Ruling { answer: Answer::Violated, claims, message: conflict.message.clone() };
        }
        let things = [bond.left, bond.right].map(|id| self.unbound.thing(self.by_id, id));
        let [Some(left), Some(right)] = things else {
            return undecided(OPEN.to_owned());
        };
        let Some(proof) = self.unbound.proof(left, bond.order, right) else {
            return undecided(OPEN.to_owned());
        };
        let message = "the dates and orders of the claims say so".to_owned();
        Ruling { answer: Answer::Holds, claims: claims_of(proof), message }
    }

    fn unordered(&self, constraint: &Constraint<'c>) -> Ruling {
        let Some([left, right]) = constraint.times() else {
            return undecided("its operands have no time".to_owned());
        };
        let things = [left, right].map(|id| self.unbound.thing(self.by_id, id));
        if let [Some(first), Some(then)] = things {
            for (first, then, [a, b]) in [(first, then, [left, right]), (then, first, [right, left])] {
                if let Some(proof) = self.unbound.proof(first, Order::Before, then) {
                    let message = format!("the claims put `{a}` before `{b}`");
                    return Ruling { answer: Answer::Violated, claims: claims_of(proof), message };
                }
            }
        }
        Ruling { answer: Answer::Holds, claims: Vec::new(), message: "no claim says which came first".to_owned() }
    }

    fn sets(&self, constraint: &Constraint<'c>) -> Ruling {
        let [Some((left, from_left)), Some((right, from_right))] = self.both(constraint) else {
            return undecided("an operand cannot be read".to_owned());
        };
        let claims: Vec<usize> = from_left.union(&from_right).copied().collect();
        if left.is_empty() || right.is_empty() {
            return Ruling { answer: Answer::Undecided, claims, message: "one of the two sets is empty".to_owned() };
        }
        let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| names(a.difference(b));
        let (holds, wrong) = match constraint.relation {
            "equal" => (
                left == right,
                format!("the left alone has {}; the right alone has {}", only(&left, &right), only(&right, &left)),
            ),
            "subset" => (left.is_subset(&right), format!("the left alone has {}", only(&left, &right))),
            _ => (left.is_disjoint(&right), format!("both have {}", names(left.intersection(&right)))),
        };
        verdict(holds, claims, format!("{} against {}", names(&left), names(&right)), wrong)
    }

    fn count(&self, constraint: &Constraint<'c>) -> Ruling {
        let [Ok(left), Ok(right)] = &constraint.operands else {
            return undecided("an operand cannot be read".to_owned());
        };
        let Some((counting, number)) = self.number(right) else {
            return undecided("the right operand is no claim with one number".to_owned());
        };
        if let Some((other, counted)) = self.number(left) {
            let wrong = format!("{counted} on the left, {number} on the right");
            let holds = counted.compare(&number) != Relation::Disjoint;
            return verdict(holds, vec![other, counting], format!("{counted} against {number}"), wrong);
        }
        let Some((items, from)) = self.resolve(left) else {
            return undecided("the left operand is no set".to_owned());
        };
        let claims: Vec<usize> = from.into_iter().chain([counting]).collect();
        if items.is_empty() {
            return Ruling { answer: Answer::Undecided, claims, message: "the set is empty".to_owned() };
        }
        let size: Quantity = match items.len().to_string().parse() {
            Ok(size) => size,
            Err(_) => return undecided("the set has no size".to_owned()),
        };
        let holds = size.compare(&number) != Relation::Disjoint;
        let wrong = format!("{} items ({}), and the claim says {number}", items.len(), names(&items));
        verdict(holds, claims, format!("{} items against {number}", items.len()), wrong)
    }

    /// The only number of a claim that an operand names.
    fn number(&self, operand: &Expression<'c>) -> Option<(usize, Quantity)> {
        let (position, claim) = match operand.only()? {
            Term::Id(id) | Term::Cell(id, column::NUMBER) => self.claim(id)?,
            _ => return None,
        };
        let vague = |phrase: &str| self.language.and_then(|language| language.find(phrase, List::Number));
        let number = claim.cell(column::NUMBER);
        let quantity = Quantity::parse(number, |phrase| vague(phrase).map(|entry| (entry.min, entry.max))).ok()?;
        Some((position, quantity))
    }

    /// The relations between two claims: excludes, requires, same, ranks-below.
    fn pair(&self, constraint: &Constraint<'c>) -> Ruling {
        let id = |operand: &Result<Expression<'c>, String>| match operand.as_ref().ok()?.only()? {
            Term::Id(id) => self.claim(id),
            _ => None,
        };
        let [Some(left), Some(right)] = [id(&constraint.operands[0]), id(&constraint.operands[1])] else {
            return undecided("an operand is no claim of the source".to_owned());
        };
        let claims = vec![left.0, right.0];
        let asserted = [left, right].map(|(_, claim)| Stance::of(claim).is_asserted());
        let names = format!("`{}` and `{}`", left.1.at.id, right.1.at.id);
        match constraint.relation {
            "excludes" => verdict(
                asserted != [true, true],
                claims,
                format!("not both of {names} are asserted"),
                format!("{names} are both asserted"),
            ),
            "requires" => verdict(
                !asserted[0] || asserted[1],
                claims,
                format!("{names} stand together"),
                format!("`{}` is asserted and `{}` is not", left.1.at.id, right.1.at.id),
            ),
            "same" => {
                let differs = difference(left.1, right.1);
                let wrong = differs.map(|column| format!("{names} differ in `{column}`")).unwrap_or_default();
                verdict(differs.is_none(), claims, format!("{names} say the same"), wrong)
            }
            "ranks-below" => {
                let ranks = [left, right].map(|(_, claim)| self.rank(claim));
                verdict(
                    ranks[0] < ranks[1],
                    claims,
                    format!("of {names} the first ranks lower"),
                    format!("by their rank words the first of {names} does not rank below the second"),
                )
            }
            _ => undecided("there is no such relation".to_owned()),
        }
    }

    /// 2 for a claim with a word that ranks first, 0 for one that ranks low, else 1.
    fn rank(&self, claim: &Claim) -> u8 {
        let entry = |word: &str| self.language.and_then(|language| language.find(word, List::Rank));
        let words = list(claim.cell(column::WORDS)).filter_map(entry);
        words.map(|entry| if entry.says("first") || entry.says("superlative") { 2 } else { 0 }).max().unwrap_or(1)
    }

    fn both(&self, constraint: &Constraint<'c>) -> [Option<Resolved<'c>>; 2] {
        [0, 1].map(|side| constraint.operands.get(side)?.as_ref().ok().and_then(|operand| self.resolve(operand)))
    }

    fn resolve(&self, expression: &Expression<'c>) -> Option<Resolved<'c>> {
        let (mut items, mut claims) = (BTreeSet::new(), BTreeSet::new());
        for (sign, term) in &expression.0 {
            let (more, from) = self.term(*term)?;
            match sign {
                Sign::Plus => items.extend(more),
                Sign::Minus => items = items.difference(&more).cloned().collect(),
            }
            claims.extend(from);
        }
        Some((items, claims))
    }

    fn term(&self, term: Term<'c>) -> Option<Resolved<'c>> {
        match term {
            Term::Id(id) => Some((BTreeSet::from([id.to_owned()]), BTreeSet::new())),
            Term::When(_) => None,
            Term::Cell(id, column) => {
                let (position, claim) = self.claim(id)?;
                let items = claim.set(column)?.items().map(|item| item.to_string()).collect();
                Some((items, BTreeSet::from([position])))
            }
            Term::Members(group) => Some(self.members(group)),
            Term::Proposed(group) => Some(self.proposed(group)),
        }
    }

    /// Every sure fact of membership in a group: the member, its claim, and what the predicate tells.
    fn memberships(&self, group: &str) -> impl Iterator<Item = (String, usize, &Claim<'c>, Membership)> {
        self.facts.iter().filter(|fact| fact.sure).filter_map(move |fact| {
            let claim = self.claims.get(fact.claim)?;
            let predicate = self.vocabulary.predicate(claim.predicate)?;
            let (of, member) = fact::group_and_member(fact, predicate)?;
            let membership = Membership::of(predicate).filter(|_| of.id() == Some(group))?;
            Some((member.to_string(), fact.claim, claim, membership))
        })
    }

    fn proposed(&self, group: &str) -> Resolved<'c> {
        let proposes = |claim: &Claim| Stance::of(claim).affirmed && claim.has_mood("proposed");
        let proposed = self.memberships(group).filter(|(_, _, claim, tells)| tells.affirms && proposes(claim));
        proposed.map(|(member, index, ..)| (member, index)).unzip()
    }

    /// Whom claims make members, but for those who, in the same voice, have left since.
    fn members(&self, group: &str) -> Resolved<'c> {
        let mut told: BTreeMap<(String, &str), Membered> = BTreeMap::new();
        for (member, index, claim, tells) in self.memberships(group) {
            let (stance, period) = (Stance::of(claim), Period::of(claim, &Telling::default()));
            if stance.is_asserted() {
                told.entry((member, stance.voice)).or_default().note(index, tells, &period);
            }
        }
        let (mut items, mut claims) = (BTreeSet::new(), BTreeSet::new());
        for ((member, _), told) in told {
            let stands = told.joined.iter().filter(|(_, since)| told.stands(*since));
            let stands: Vec<usize> = stands.map(|(index, _)| *index).collect();
            if !stands.is_empty() {
                items.insert(member);
            }
            // Who left is no item, and the answer rests on it all the same.
            claims.extend(if stands.len() < told.joined.len() { told.left } else { Vec::new() });
            claims.extend(stands);
        }
        (items, claims)
    }
}

/// What one voice says of a member and its group.
#[derive(Default)]
struct Membered {
    /// The claims that make it a member, each with its first day: none of a state that no date bounds.
    joined: Vec<(usize, Since)>,
    /// The claims that end that.
    left: Vec<usize>,
    /// The last day on which one of them may have; `None` where none says so.
    latest: Option<Option<Day>>,
}

/// Since when a membership is told of.
#[derive(Clone, Copy)]
enum Since {
    /// No turn and no date: as things are.
    Standing,
    /// From a day on that may not be known.
    Day(Option<Day>),
}

impl Membered {
    fn note(&mut self, index: usize, tells: Membership, period: &Period) {
        let (first, last) = period.starts();
        let until = tells.affirms && period.role() == Role::Until;
        if until || !tells.affirms && tells.turn && period.ends().is_none() {
            self.left.push(index);
            let later = |known: Day| last.map(|last| last.max(known));
            self.latest = Some(self.latest.map_or(last, |known| known.and_then(later)));
        } else if tells.affirms && period.ends().is_none() {
            let standing = !tells.turn && period.is_undated();
            self.joined.push((index, if standing { Since::Standing } else { Since::Day(first) }));
        }
    }

    /// Whether nothing may have ended since then what is told of.
    fn stands(&self, since: Since) -> bool {
        let (Since::Day(first), Some(latest)) = (since, self.latest) else { return true };
        latest.zip(first).is_some_and(|(latest, first)| latest < first)
    }
}

/// The first column in which two claims say different things; a side that one of them leaves out says
/// nothing.
fn difference(left: &Claim, right: &Claim) -> Option<&'static str> {
    const STANCE: &[(&str, usize)] =
        &[("polarity", column::POLARITY), ("certainty", column::CERTAINTY), ("mood", column::MOOD)];
    let stance = STANCE.iter().find(|(_, column)| left.cell(*column) != right.cell(*column));
    let items = |claim: &Claim, column| {
        claim
            .set(column)
            .map(|set| set.items().map(|item| item.to_string()).collect::<BTreeSet<_>>())
            .unwrap_or_default()
    };
    let side = COLUMNS.iter().filter(|(_, column)| *column != column::NUMBER).find(|(_, column)| {
        let (left, right) = (items(left, *column), items(right, *column));
        !left.is_empty() && !right.is_empty() && left != right
    });
    stance.or(side).map(|(name, _)| *name)
}

fn names<'s>(items: impl IntoIterator<Item = &'s String>) -> String {
    let names: Vec<&str> = items.into_iter().map(String::as_str).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

fn verdict(holds: bool, claims: Vec<usize>, right: String, wrong: String) -> Ruling {
    let (answer, message) = if holds { (Answer::Holds, right) } else { (Answer::Violated, wrong) };
    Ruling { answer, claims, message }
}

fn claims_of(rows: impl IntoIterator<Item = By>) -> Vec<usize> {
    let claim = |by| match by {
        By::Claim(position) => Some(position),
        By::Bond(_) => None,
    };
    rows.into_iter().filter_map(claim).collect()
}

fn undecided(message: String) -> Ruling {
    Ruling { answer: Answer::Undecided, claims: Vec::new(), message }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `deed` is a claim, `fair` an event, anything else another entity.
    fn named(id: &str) -> Option<Named> {
        Some(match id {
            "deed" | "count" => Named::Claim,
            "fair" => Named::Timed,
            _ => Named::Entity,
        })
    }

    #[test]
    fn operands_are_of_the_kind_that_a_relation_compares() {
        let cases = [
            ("before", "when(deed) fair", [true, true]),
            ("within", "members(board) when(board)", [false, false]),
            ("unordered", "deed when(deed)", [true, false]),
            ("before", "deed.object fair", [false, true]),
            ("equal", "when(deed) deed.number", [false, false]),
            ("subset", "members(board)+guild deed.object", [true, true]),
            ("disjoint", "members(deed) board.object", [false, false]),
            ("count", "members(board) count", [true, true]),
            ("count", "deed.number board", [true, false]),
            ("count", "when(deed) deed.object", [false, false]),
            ("excludes", "deed count", [true, true]),
            ("same", "deed deed", [true, false]),
            ("requires", "fair when(deed)", [false, false]),
        ];
        for (relation, operands, fits) in cases {
            let operands: Vec<String> = operands.split(' ').map(|operand| operand.replace('+', " + ")).collect();
            let [left, right] = operands.as_slice() else { panic!("two operands") };
            let read = [left, right].map(|operand| Expression::parse(operand));
            let found = [0, 1].map(|side| misfit(relation, &read, side, &named).is_none());
            assert_eq!(found, fits, "{relation} {left} {right}");
        }
    }
}
