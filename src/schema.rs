//! Which tables there are, which columns they have, and what may stand in a cell.

/// What may stand in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A readable slug that names the row.
    Id,
    /// The id of a row in one of these tables.
    Ref(&'static [&'static str]),
    /// Several such ids, `; ` between.
    Refs(&'static [&'static str]),
    /// Anything printable.
    Text,
    /// Several printable items, `; ` between.
    Texts,
    /// Words of the source.
    Quote,
    /// A byte offset.
    Offset,
    /// A whole number.
    Integer,
    /// A number of the lexicon: a whole number or a decimal fraction.
    Decimal,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One or more of these words, `; ` between.
    Choices(&'static [&'static str]),
    /// A set expression of ids and `«words»`.
    Set,
    /// A number cell, or several, `; ` between.
    Number,
    /// An EDTF date, or the id of an event or claim.
    When,
    /// An EDTF date.
    Date,
    /// An ISO 8601 duration with bounds.
    Duration,
    /// Cue words of the quote, `; ` between.
    Words,
    /// Patterns of a predicate, `; ` between.
    Patterns,
    /// Lower-case SHA-256, 64 hex digits.
    Digest,
    /// A path under the root.
    Path,
    /// `kind: sentence`.
    Reason,
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What may stand in it.
    pub format: Format,
    /// Whether every row must fill it.
    pub required: bool,
}

/// One table: known by its file's stem.
#[derive(Debug)]
pub struct Schema {
    /// The stem of its files.
    pub name: &'static str,
    /// Its columns in canonical order; the first is the key.
    pub columns: &'static [Column],
    /// Whether its rows begin `id,source,start,end,quote`.
    pub anchored: bool,
    /// Whether its ids share one name space with claims, mentions, entities and works.
    pub shares_ids: bool,
}

impl Schema {
    /// The schema of a table by its file's stem; `ref-*` is one table.
    pub fn of(stem: &str) -> Option<&'static Schema> {
        if stem.starts_with("ref-") {
            return Some(&REFERENCE);
        }
        TABLES.iter().find(|schema| schema.name == stem)
    }

    /// Position of a column.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known.name == column)
    }

    /// The name of a column by position.
    pub fn column_name(&self, index: usize) -> &'static str {
        self.columns.get(index).map_or("", |column| column.name)
    }
}

/// Position of the first cells of every anchored table.
pub mod anchored {
    #![allow(missing_docs)]
    pub const ID: usize = 0;
    pub const SOURCE: usize = 1;
    pub const START: usize = 2;
    pub const END: usize = 3;
    pub const QUOTE: usize = 4;
}

/// The types an entity may have.
pub const ENTITY_TYPES: &[&str] = &[
    "state",
    "region",
    "place",
    "organisation",
    "body",
    "framework",
    "mission",
    "group",
    "person",
    "people",
    "medium",
    "event",
    "plan",
    "good",
    "concept",
];

/// What else a predicate's domain and range may name, beside entity types: a claim, a work, the
/// source itself, or words that no entity stands for.
pub const OTHER_TYPES: &[&str] = &["claim", "work", "self", "words"];

/// The types that a `place` cell may name.
pub const PLACE_TYPES: &[&str] = &["state", "region", "place"];

/// The roles that a date may play.
pub const ROLES: &[&str] = &["within", "throughout", "from", "until", "by", "before", "after", "at", "during"];

/// Moods of a claim that is not plain fact.
pub const MOODS: &[&str] =
    &["predicted", "scheduled", "attempted", "proposed", "normative", "necessary", "counterfactual", "condition"];

/// Classes of cue, and the helper classes of the word lists.
pub const CUE_CLASSES: &[&str] = &[
    "date",
    "number",
    "name",
    "abbreviation",
    "negator",
    "hedge",
    "booster",
    "condition",
    "connective",
    "quantifier",
    "degree",
    "rank",
    "scope",
    "part",
];

/// Kinds of predicate.
pub const PREDICATE_KINDS: &[&str] = &[
    "attribute",
    "date",
    "event",
    "member+",
    "member-",
    "relation",
    "position",
    "route",
    "cause",
    "comparison",
    "say",
    "count",
];

/// Flags of a predicate.
pub const PREDICATE_FLAGS: &[&str] =
    &["symmetric", "asymmetric", "collective", "exhaustive", "ordered", "functional", "divides", "counts-object"];

/// Kinds of silence.
pub const SILENCE_KINDS: &[&str] = &["layout", "self-reference", "rhetorical", "title", "later"];

/// Relations of a constraint.
pub const CONSTRAINT_RELATIONS: &[&str] = &[
    "before",
    "not-after",
    "within",
    "overlaps",
    "unordered",
    "equal",
    "subset",
    "disjoint",
    "count",
    "excludes",
    "requires",
    "same",
    "ranks-below",
];

const fn required(name: &'static str, format: Format) -> Column {
    Column { name, format, required: true }
}

const fn optional(name: &'static str, format: Format) -> Column {
    Column { name, format, required: false }
}

const SOURCE: Column = required("source", Format::Ref(&["sources"]));
const START: Column = required("start", Format::Offset);
const END: Column = required("end", Format::Offset);
const QUOTE: Column = required("quote", Format::Quote);
const ID: Column = required("id", Format::Id);

/// Every table but the outside references, in the order in which they are read.
pub const TABLES: &[Schema] = &[
    Schema {
        name: "sources",
        columns: &[
            ID,
            required("path", Format::Path),
            required("sha256", Format::Digest),
            required("title", Format::Text),
            optional("published", Format::Date),
            required("language", Format::Text),
            optional("licence", Format::Text),
            required("format", Format::Integer),
        ],
        anchored: false,
        shares_ids: false,
    },
    Schema {
        name: "entities",
        columns: &[
            ID,
            required("type", Format::Choice(ENTITY_TYPES)),
            required("name", Format::Text),
            optional("part_of", Format::Refs(&["entities"])),
            optional("of", Format::Refs(&["entities"])),
        ],
        anchored: false,
        shares_ids: true,
    },
    Schema {
        name: "aliases",
        columns: &[
            required("alias", Format::Text),
            required("entity", Format::Ref(&["entities"])),
            required("kind", Format::Choice(&["name", "short", "long", "demonym", "metonym", "official"])),
        ],
        anchored: false,
        shares_ids: false,
    },
    Schema {
        name: "predicates",
        columns: &[
            required("name", Format::Id),
            required("kind", Format::Choice(PREDICATE_KINDS)),
            optional("domain", Format::Texts),
            optional("range", Format::Texts),
            optional("other", Format::Texts),
            optional("patterns", Format::Patterns),
            optional("inverse", Format::Ref(&["predicates"])),
            optional("excludes", Format::Refs(&["predicates"])),
            optional("implies", Format::Texts),
            optional("flags", Format::Choices(PREDICATE_FLAGS)),
        ],
        anchored: false,
        shares_ids: false,
    },
    Schema {
        name: "works",
        columns: &[
            ID,
            required("author", Format::Text),
            optional("year", Format::Date),
            optional("title", Format::Text),
            optional("printed", Format::Texts),
        ],
        anchored: false,
        shares_ids: true,
    },
    Schema {
        name: "lexicon",
        columns: &[
            required("phrase", Format::Text),
            required("class", Format::Text),
            optional("value", Format::Text),
            optional("min", Format::Decimal),
            optional("max", Format::Decimal),
            optional("reason", Format::Text),
        ],
        anchored: false,
        shares_ids: false,
    },
    Schema {
        name: "claims",
        columns: &[
            ID,
            SOURCE,
            START,
            END,
            QUOTE,
            required("subject", Format::Set),
            required("predicate", Format::Ref(&["predicates"])),
            optional("object", Format::Set),
            optional("other", Format::Set),
            optional("place", Format::Set),
            optional("number", Format::Number),
            optional("role", Format::Choice(ROLES)),
            optional("when", Format::When),
            optional("span", Format::Duration),
            optional("polarity", Format::Choice(&["negated"])),
            optional("certainty", Format::Choice(&["probable", "possible", "improbable"])),
            optional("mood", Format::Choices(MOODS)),
            optional("words", Format::Words),
            optional("holder", Format::Set),
            optional("cites", Format::Refs(&["works"])),
            optional("if", Format::Refs(&["claims"])),
            optional("restates", Format::Refs(&["claims"])),
        ],
        anchored: true,
        shares_ids: true,
    },
    Schema {
        name: "mentions",
        columns: &[
            ID,
            SOURCE,
            START,
            END,
            QUOTE,
            required("refers", Format::Refs(&["entities", "claims", "works", "self"])),
            optional("antecedent", Format::Refs(&["claims"])),
        ],
        anchored: true,
        shares_ids: true,
    },
    Schema {
        name: "layout",
        columns: &[
            ID,
            SOURCE,
            START,
            END,
            QUOTE,
            required("kind", Format::Choice(&["furniture", "reads", "hyphen", "mark"])),
            optional("intended", Format::Text),
        ],
        anchored: true,
        shares_ids: false,
    },
    Schema {
        name: "silence",
        columns: &[ID, SOURCE, START, END, QUOTE, required("reason", Format::Reason)],
        anchored: true,
        shares_ids: false,
    },
    Schema {
        name: "constraints",
        columns: &[
            ID,
            required("relation", Format::Choice(CONSTRAINT_RELATIONS)),
            required("left", Format::Text),
            required("right", Format::Text),
            optional("fact", Format::Ref(&["claims"])),
            optional("reason", Format::Text),
        ],
        anchored: false,
        shares_ids: false,
    },
    Schema {
        name: "exceptions",
        columns: &[
            ID,
            required("check", Format::Text),
            required("fact", Format::Text),
            optional("reason", Format::Text),
        ],
        anchored: false,
        shares_ids: false,
    },
    Schema {
        name: "undecided",
        columns: &[
            ID,
            required("operator", Format::Text),
            required("on", Format::Text),
            optional("reason", Format::Text),
        ],
        anchored: false,
        shares_ids: false,
    },
];

/// What a document may say of a thing, besides the predicates of the vocabulary.
pub const REFERENCE_PREDICATES: &[&str] =
    &["official-name", "official-short", "mandate", "date", "member", "not-member", "borders"];

/// What independent documents say; never mixed into the note's own records. Its cells are text, so that
/// no check takes them for references of the note.
pub const REFERENCE: Schema = Schema {
    name: "ref-*",
    columns: &[
        ID,
        required("subject", Format::Text),
        required("predicate", Format::Text),
        optional("object", Format::Text),
        optional("number", Format::Number),
        optional("when", Format::Date),
        required("document", Format::Text),
        optional("dated", Format::Date),
        required("confidence", Format::Choice(&["sure", "likely"])),
    ],
    anchored: false,
    shares_ids: false,
};

/// Whether `text` is a well-formed id: lower-case letters, digits and hyphens, a letter first.
///
/// ```
/// use factcheck::schema::is_slug;
/// assert!(is_slug("mali-2012"));
/// assert!(!is_slug("Lake") && !is_slug("2012-mali") && !is_slug(""));
/// ```
pub fn is_slug(text: &str) -> bool {
    text.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Ids that name no row: the source itself, and a holder who is not named.
pub const RESERVED_IDS: &[&str] = &["self", "unnamed"];

/// The version of the table format that this program reads.
pub const FORMAT_VERSION: &str = "1";
