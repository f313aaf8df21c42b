//! What does a set expression say: which items, and how they are joined.
//!
//! `a; b` names both, `a | b` one of them, `a & b` both inside one alternative. `&` binds tighter than
//! `|`, `|` tighter than `;`; there are no brackets. An item is an id or `«words of the quote»`.

use std::fmt;

use crate::schema::is_slug;
use crate::source::Span;

/// One item of a set expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item<'a> {
    /// The id of an entity, a claim or a work, or a reserved id.
    Id(&'a str),
    /// A run of words of the quote.
    Words(&'a str),
}

impl<'a> Item<'a> {
    /// The id, if it is one.
    pub fn id(self) -> Option<&'a str> {
        match self {
            Item::Id(id) => Some(id),
            Item::Words(_) => None,
        }
    }

    /// The words, if it is some.
    pub fn words(self) -> Option<&'a str> {
        match self {
            Item::Words(words) => Some(words),
            Item::Id(_) => None,
        }
    }
}

impl fmt::Display for Item<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Item::Id(id) => f.write_str(id),
            Item::Words(words) => write!(f, "«{words}»"),
        }
    }
}

/// What stands before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Joint {
    /// Nothing: the first item.
    First,
    /// `;`: a further member of the list.
    List,
    /// `|`: an alternative to the items before.
    Or,
    /// `&`: together with the item before, inside one alternative.
    And,
}

impl Joint {
    const fn as_str(self) -> &'static str {
        match self {
            Joint::First => "",
            Joint::List => "; ",
            Joint::Or => " | ",
            Joint::And => " & ",
        }
    }
}

/// An item with its joint and its bytes in the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member<'a> {
    /// How it is joined to the item before.
    pub joint: Joint,
    /// What it names.
    pub item: Item<'a>,
    /// Its bytes in the cell.
    pub bytes: Span,
}

/// A parsed set expression; empty for an empty cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Set<'a> {
    members: Vec<Member<'a>>,
}

/// Why a cell is no set expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetError {
    /// What is wrong, as a lower-case clause.
    pub reason: String,
    /// Byte of the cell where it shows.
    pub at: usize,
}

impl<'a> Set<'a> {
    /// Parses a cell.
    ///
    /// ```
    /// use factcheck::set::Set;
    /// let set = Set::parse("mali; «local groups» | niger & chad").unwrap();
    /// assert_eq!(set.members().len(), 4);
    /// assert_eq!(set.lists(), 2);
    /// assert_eq!(set.to_string(), "mali; «local groups» | niger & chad");
    /// ```
    ///
    /// # Errors
    /// An empty item, words without their closing mark, an item that is neither an id nor words, or
    /// spacing other than `a; b | c & d`.
    pub fn parse(cell: &'a str) -> Result<Set<'a>, SetError> {
        let mut set = Set::default();
        if cell.is_empty() {
            return Ok(set);
        }
        let (mut at, mut joint) = (0, Joint::First);
        loop {
            let rest = cell.get(at..).unwrap_or("");
            let (item, len) = item(rest).map_err(|reason| SetError { reason, at })?;
            set.members.push(Member { joint, item, bytes: Span::new(at, at + len) });
            at += len;
            let rest = cell.get(at..).unwrap_or("");
            if rest.is_empty() {
                return Ok(set);
            }
            joint = [Joint::List, Joint::Or, Joint::And]
                .into_iter()
                .find(|joint| rest.starts_with(joint.as_str()))
                .ok_or_else(|| SetError { reason: "items are joined by `; `, ` | ` or ` & `".to_owned(), at })?;
            at += joint.as_str().len();
        }
    }

    /// Every item with its joint, in order.
    pub fn members(&self) -> &[Member<'a>] {
        &self.members
    }

    /// Every item, in order.
    pub fn items(&self) -> impl Iterator<Item = Item<'a>> + '_ {
        self.members.iter().map(|member| member.item)
    }

    /// Every id, in order.
    pub fn ids(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.items().filter_map(Item::id)
    }

    /// Whether the cell was empty.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The number of `;` items: 0 for an empty cell.
    pub fn lists(&self) -> usize {
        self.members.iter().filter(|member| matches!(member.joint, Joint::First | Joint::List)).count()
    }

    /// The `;` items, each with its alternatives.
    pub fn parts(&self) -> impl Iterator<Item = &[Member<'a>]> {
        self.members.chunk_by(|_, next| next.joint != Joint::List)
    }
}

impl fmt::Display for Set<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.members.iter().try_for_each(|member| write!(f, "{}{}", member.joint.as_str(), member.item))
    }
}

/// The item at the start of `rest` and its length in bytes.
fn item(rest: &str) -> Result<(Item<'_>, usize), String> {
    if let Some(inside) = rest.strip_prefix('«') {
        let end = inside.find(['«', '»']).filter(|at| inside.get(*at..).is_some_and(|s| s.starts_with('»')));
        let words = end.and_then(|end| inside.get(..end)).ok_or("`«` has no `»` of its own")?;
        if words.is_empty() || words.trim() != words {
            return Err("words between `«` and `»` begin and end with a word".to_owned());
        }
        return Ok((Item::Words(words), words.len() + '«'.len_utf8() + '»'.len_utf8()));
    }
    let end = rest.find([';', '|', '&', ' ']).unwrap_or(rest.len());
    let id = rest.get(..end).unwrap_or("");
    match id {
        "" => Err("an item is missing".to_owned()),
        id if is_slug(id) => Ok((Item::Id(id), end)),
        id => Err(format!("`{id}` is neither an id nor `«words»`")),
    }
}

/// The items of a plain list cell, `; ` between.
///
/// ```
/// assert_eq!(factcheck::set::list("a; b").collect::<Vec<_>>(), ["a", "b"]);
/// assert_eq!(factcheck::set::list("").count(), 0);
/// ```
pub fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split("; ").filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses() {
        for cell in
            ["a;b", "a ; b", "a;", "; a", "«a", "a»", "«»", "« a»", "A", "a  | b", "a &b", "«a «b»»", " a", "a "]
        {
            assert!(Set::parse(cell).is_err(), "{cell:?}");
        }
    }

    #[test]
    fn parts_keep_alternatives_together() {
        let set = Set::parse("a & b | c; «x; y | z»; d").expect("parses");
        let parts: Vec<usize> = set.parts().map(<[Member]>::len).collect();
        assert_eq!(parts, [3, 1, 1]);
        assert_eq!(set.lists(), 3);
    }
}
