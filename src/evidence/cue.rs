//! What is a cue: its class, its bytes, and what it says?

use std::fmt;

use super::names::{AliasId, Names};
use crate::language::{EntryId, Language, List};
use crate::source::Span;

macro_rules! classes {
    ($($name:ident $text:literal $plural:literal $about:literal,)*) => {
        /// The class of a cue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Class {
            $(#[doc = $about] $name,)*
        }

        impl Class {
            /// Every class.
            pub const ALL: &'static [Class] = &[$(Class::$name,)*];

            /// Its name: `date`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Class::$name => $text,)* }
            }

            /// Its name for many: `dates`.
            pub const fn plural(self) -> &'static str {
                match self { $(Class::$name => $plural,)* }
            }
        }
    };
}

classes! {
    Date "date" "dates" "A date with its role, or a span of time.",
    Number "number" "numbers" "A number with its bound, or a vague count.",
    Name "name" "names" "A listed alias, or a capitalised word inside a sentence.",
    Abbreviation "abbreviation" "abbreviations" "A name in capitals.",
    Negator "negator" "negators" "A word that denies.",
    Hedge "hedge" "hedges" "A word that weakens, or says whose statement it is.",
    Booster "booster" "boosters" "A word that insists.",
    Condition "condition" "conditions" "A word that makes one thing depend on another.",
    Connective "connective" "connectives" "A word that joins statements.",
    Quantifier "quantifier" "quantifiers" "How many of a whole.",
    Degree "degree" "degrees" "How much.",
    Rank "rank" "ranks" "Which place in an order.",
    Scope "scope" "scopes" "Which share of a place or field.",
    Part "part" "parts" "Which share of a body.",
}

impl Class {
    /// The class with this name.
    pub fn parse(name: &str) -> Option<Class> {
        Class::ALL.iter().copied().find(|class| class.as_str() == name)
    }

    pub(super) fn of(list: List) -> Option<Class> {
        if list.is_cue() { Class::parse(list.as_str()) } else { None }
    }
}

/// How a date binds what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// At some time in it.
    Within,
    /// All of it.
    Throughout,
    /// Starts in it.
    From,
    /// Ends in it.
    Until,
    /// At the latest in it.
    By,
    /// Before it.
    Before,
    /// After it.
    After,
}

impl Role {
    const ALL: [Role; 7] =
        [Role::Within, Role::Throughout, Role::From, Role::Until, Role::By, Role::Before, Role::After];

    /// The name in the column `role`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Within => "within",
            Role::Throughout => "throughout",
            Role::From => "from",
            Role::Until => "until",
            Role::By => "by",
            Role::Before => "before",
            Role::After => "after",
        }
    }

    /// The role with this name.
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// What a cue says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A date in canonical EDTF.
    Date {
        /// The text of the cell `when`.
        edtf: Box<str>,
        /// Its role.
        role: Role,
        /// The bytes of the date without the word that gives its role.
        proper: Span,
    },
    /// A measured span of time.
    Duration {
        /// The text of the cell `span`: `P3Y`, `>P10Y`, `P2Y..P3Y`.
        iso: Box<str>,
        /// Before or after what, where the span is a distance.
        role: Option<Role>,
        /// The bytes of the measure.
        proper: Span,
    },
    /// A time without a date or measure of its own: "over the past decade", "in May".
    Relative {
        /// The role that its words give ("in the months before").
        role: Option<Role>,
    },
    /// A number.
    Number {
        /// The text of the cell `number`: `3`, `>1500`, `24..99`, `50%`, `1/3`, `2 of 3`, or the
        /// words of a vague count.
        cell: Box<str>,
        /// The line of the list, of a vague count: its bounds.
        entry: Option<EntryId>,
        /// The noun counted, or the unit.
        counted: Option<Span>,
    },
    /// A name.
    Name {
        /// Which alias; `None` for a capitalised word that no list knows.
        alias: Option<AliasId>,
        /// It is one part of a hyphenated name that is itself not listed.
        compound: bool,
    },
    /// A name in capitals.
    Abbreviation {
        /// Which alias.
        alias: Option<AliasId>,
        /// The bytes of its long form, where the text gives it beside the first use.
        long: Option<Span>,
        /// Whether the initials of the long form spell it.
        spelled: bool,
    },
    /// A negator.
    Negator {
        /// The line of the list.
        entry: EntryId,
        /// What it governs: the rest of its clause, or all of it ("in vain").
        scope: Span,
        /// Whether that is a part set off by commas, which says nothing of the rest.
        inner: Inner,
    },
    /// Another cue word, with its line of the list.
    Word(EntryId),
    /// An ordinal as a rank: "third" is 3.
    Ordinal(u32),
}

/// One cue: what the words at `span` (bytes of the text) say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its class.
    pub class: Class,
    /// Its bytes, with the word that gives a date its role or a number its bound.
    pub span: Span,
    /// What it says.
    pub value: Value,
}

/// What a negator governs that commas set off from the rest of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inner {
    /// Nothing is set off.
    No,
    /// A clause of its own: "…, which never paid, …".
    Clause,
    /// A phrase without a verb: "…, not the town, …".
    Phrase,
}

impl Cue {
    /// The line of the language's lists that made it a cue.
    pub fn entry(&self) -> Option<EntryId> {
        match self.value {
            Value::Word(entry) | Value::Negator { entry, .. } => Some(entry),
            Value::Number { entry, .. } => entry,
            _ => None,
        }
    }

    /// The noun that a number counts, or its unit.
    pub fn counted(&self) -> Option<Span> {
        match self.value {
            Value::Number { counted, .. } => counted,
            _ => None,
        }
    }

    /// Its value as one line of text: `within 2013-01`, `>1500`, `cause`.
    pub fn describe(&self, text: &str, language: &Language, names: &Names) -> String {
        let alias = |alias: Option<AliasId>| alias.and_then(|id| names.alias(id)).unwrap_or("unknown").to_owned();
        match &self.value {
            Value::Date { edtf, role, .. } => format!("{} {edtf}", role.as_str()),
            Value::Duration { iso, role, .. } => with_role(*role, iso),
            Value::Relative { role } => with_role(*role, "relative"),
            Value::Number { cell, .. } => cell.to_string(),
            Value::Name { alias: id, compound } => alias(*id) + if *compound { " (part)" } else { "" },
            Value::Abbreviation { alias: id, long, .. } => {
                long.and_then(|long| text.get(long.start..long.end)).map_or_else(|| alias(*id), str::to_owned)
            }
            Value::Negator { entry, .. } | Value::Word(entry) => {
                language.entry(*entry).map_or_else(String::new, |entry| entry.value.to_string())
            }
            Value::Ordinal(number) => number.to_string(),
        }
    }
}

fn with_role(role: Option<Role>, text: &str) -> String {
    role.map_or_else(|| text.to_owned(), |role| format!("{} {text}", role.as_str()))
}

impl fmt::Display for Class {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
