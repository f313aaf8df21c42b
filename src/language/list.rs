//! Which lists of words does a language have?

macro_rules! lists {
    ($($name:ident $text:literal $about:literal,)*) => {
        /// The list a phrase stands in: the cue classes, then the helpers that recognisers are made of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum List {
            $(#[doc = $about] $name,)*
        }

        impl List {
            /// Every list, cue classes first.
            pub const ALL: &'static [List] = &[$(List::$name,)*];

            /// The name in the column `class`.
            pub const fn as_str(self) -> &'static str {
                match self { $(List::$name => $text,)* }
            }
        }
    };
}

lists! {
    Date "date" "A span of time said relative to another; value `relative`, or the role it gives.",
    Number "number" "A vague count; `min` and `max` are wide on purpose.",
    Negator "negator" "A word that denies; value `negated`, `failed`, `implied` or `near`.",
    Hedge "hedge" "A word that weakens; value: certainty, moods, `holder`, `report`.",
    Booster "booster" "A word that insists.",
    Condition "condition" "A word that makes one thing depend on another.",
    Connective "connective" "A word that joins statements; value: the kind of the joint.",
    Quantifier "quantifier" "How many of a whole; value: which, then the number that it licenses.",
    Degree "degree" "How much.",
    Rank "rank" "Which place in an order.",
    Scope "scope" "Which share of a place or field.",
    Part "part" "Which share of a body.",
    Month "month" "Value 1 to 12; with `?` also an ordinary word.",
    Weekday "weekday" "A day of the week.",
    Season "season" "Value: the EDTF code of the season.",
    DatePart "date-part" "Part of a year, decade or century: `early`, `mid`, `late` or an EDTF code.",
    Unit "unit" "A unit of time; value: its ISO 8601 letter with a factor, or `vague`.",
    Role "role" "A word before a date; value: its role, then `weak` where the word has other uses.",
    EventRole "event-role" "A word before an event that says when; value: the role that it gives.",
    Onwards "onwards" "A word after a date that makes it a beginning.",
    Approximate "approximate" "A word that widens the date after it.",
    Recent "recent" "A word before a unit that places a span: past, last, next.",
    Distance "distance" "A word after a span of time that makes it a distance; value: its role.",
    During "span-word" "A preposition before a span of time.",
    Century "century" "The word after an ordinal that makes a century.",
    Cardinal "cardinal" "A number word below a hundred; value: its number.",
    Scale "scale" "A number word that multiplies; value: by how much.",
    Ordinal "ordinal" "An ordinal word; value: its number.",
    Fraction "fraction" "A part of one; value: how many make one.",
    Bound "bound" "A word before a number; value: the sign that it puts there.",
    BoundAfter "bound-after" "A word after a number; value: the sign that it puts before it.",
    Percent "percent" "A word for a share of a hundred.",
    Measure "measure" "A unit of measure.",
    Determiner "determiner" "An article or a word in its place.",
    Pronoun "pronoun" "A word that stands for a noun.",
    Relative "relative" "A word that begins a relative clause.",
    Preposition "preposition" "A preposition.",
    Conjunction "conjunction" "A word that coordinates.",
    Subordinator "subordinator" "A word that begins a dependent clause.",
    Auxiliary "auxiliary" "An auxiliary verb; value: `be` for the forms of being, `past` for what looks ahead from the past.",
    Finite "finite" "A common finite verb form.",
    FiniteOrNoun "finite-or-noun" "A finite verb form that is also a common noun.",
    Verb "verb" "The base form of a common verb that is no common noun.",
    Tense "tense" "A word that tells of the past or the present; value: which, then whether it is an auxiliary.",
    Reach "reach" "How far what is said reaches; value: `ended`, `ever`, `goes-on` or `again` in time, `in-part`, `closed` of a list, `known` of a noun, `foremost` or `shared` of a rank, `reflexive`.",
    Participle "participle" "A past participle without -ed, which after a form of being is passive.",
    Usual "usual" "What a vague count usually means: `min` and `max`, narrower than what it may mean.",
    Adverb "adverb" "A word that may stand between a subject and its verb.",
    Plural "plural" "A plural without s.",
    Singular "singular" "A singular that ends in s.",
    Locator "locator" "A word before a number that only locates: page, volume, figure.",
    Designator "designator" "A word that a number belongs to as a name: article, route.",
    SeeAlso "see-also" "A word before a citation within its brackets.",
    NameJoiner "name-joiner" "A small word inside a name.",
    Initials "skipped-in-initials" "A word that initials may skip.",
    SentenceAbbreviation "abbreviation" "An abbreviation whose full stop ends no sentence.",
    Direction "direction" "A point of direction: value: itself, its opposite, then `heading` where the word alone says whither; or a word before one: `from`, `to`, `towards`.",
    Returning "returning" "A word for going back to where one was.",
    Light "light" "A word that says little by itself: what it means stands beside it.",
    Intention "intention" "A hedge that says what somebody means to do, and asks nobody for it.",
    Turn "of-two" "Which of two things just named; value `first` or `second`.",
    Heading "heading" "A heading over what follows the text: value `notes` or `works`.",
}

/// One bit each.
const _: () = assert!(List::ALL.len() <= 64);

impl List {
    /// The list with this name.
    pub fn parse(name: &str) -> Option<List> {
        List::ALL.iter().copied().find(|list| list.as_str() == name)
    }

    /// Whether a phrase of the list is a cue by itself.
    pub const fn is_cue(self) -> bool {
        (self as u8) < (List::Month as u8)
    }

    pub(crate) const fn bit(self) -> u64 {
        1 << self as u8
    }
}
