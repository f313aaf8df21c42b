//! Which columns do several datasets share, and what do they hold?

use crate::dataset::{Column, Kind};
use crate::schema::MOODS;

pub(super) const SUBJECT: Column = Column::new("subject", Kind::Set, "of whom");
pub(super) const PREDICATE: Column = Column::new("predicate", Kind::Id, "what is said, an id of `predicates`");
pub(super) const OBJECT: Column = Column::new("object", Kind::Set, "whom or what");
pub(super) const OTHER: Column = Column::new("other", Kind::Set, "the third party: by whom, than what, from where");
pub(super) const PLACE: Column = Column::new("place", Kind::Set, "where");
pub(super) const ROLE: Column = Column::new("role", Kind::Text, "how the date binds");
pub(super) const WHEN: Column = Column::new("when", Kind::Edtf, "the date as the claim gives it, or what it names");
pub(super) const EARLIEST: Column =
    Column::new("earliest", Kind::Day, "first possible day by convention, empty where open");
pub(super) const LATEST: Column = Column::new("latest", Kind::Day, "last possible day by convention, empty where open");
pub(super) const POLARITY: Column = Column::new("polarity", Kind::Choice(&["negated"]), "`negated` where it is denied");
pub(super) const CERTAINTY: Column = Column::new(
    "certainty",
    Kind::Choice(&["probable", "possible", "improbable"]),
    "how sure the source is; empty for plain statements",
);
pub(super) const MOOD: Column = Column::new("mood", Kind::Text, MOOD_ABOUT);
pub(super) const MODALITY: Column =
    Column::new("modality", Kind::Text, "polarity, certainty and moods in one cell; empty for plain fact");
pub(super) const HOLDER: Column = Column::new("holder", Kind::Set, "who says so, when it is not the author");
pub(super) const SOURCE: Column = Column::new("source", Kind::Id, "the source that says so");
pub(super) const CLAIMS: Column = Column::new("claims", Kind::Claims, "the claims that the line comes from");

const MOOD_ABOUT: &str = "what it is when not plain fact: predicted, scheduled, attempted, proposed, normative, \
    necessary, counterfactual, condition";
const _: () = assert!(MOODS.len() == 8, "name every mood above");
