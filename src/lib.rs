//! factcheck: a test harness for the claims in a document.
//!
//! Every claim of a source is a row of a CSV table, pinned by byte offsets to the words that state it.
//! [`disk`] reads the files; [`corpus`] indexes their rows without copying them; for each source a
//! [`document`] puts its rows and its text side by side. [`evidence`] says what the text says, and
//! [`grounding`] holds every value of a row against it, and every cue of the text against the rows. The
//! [`checks`] look at all this and produce [`finding`]s, which [`report`] renders. [`datasets`] are pure
//! functions of the same rows. Data flows one way: no room knows one that is named after it here.
//!
//! In reading order: what a source says ([`source`]), what a date ([`edtf`]) and a number
//! ([`quantity`]) mean, the words of a language ([`language`]) and what they make of a passage
//! ([`evidence`]), what was found ([`finding`]); which tables there are ([`schema`], [`table`],
//! [`set`]), what a row says ([`claim`], [`vocabulary`]) and what that makes of facts ([`fact`]), their order in
//! time ([`chronology`]) and what constraints ask of them ([`constraint`]), what there is to check ([`corpus`], [`account`],
//! [`document`]), what the words support ([`grounding`]) and how much of them the rows cover
//! ([`coverage`]); when a claim holds ([`period`]) and on what terms ([`statement`]), who belongs to what
//! ([`membership`]) and how many there are ([`count`]); then [`edit`], [`check`] and its roster [`checks`],
//! [`dataset`] and its roster [`datasets`], what a change of the rows means ([`diff`]), how much the checks
//! would notice ([`mutation`]), [`report`], [`export`] and [`assurance`], the one page about it all. Two
//! small rooms serve many: [`digest`], the fingerprint of a source, and [`nearest`], the name that a user
//! probably meant.

pub mod account;
pub mod assurance;
pub mod check;
pub mod checks;
pub mod chronology;
pub mod claim;
pub mod constraint;
pub mod corpus;
pub mod count;
pub mod coverage;
pub mod dataset;
pub mod datasets;
pub mod diff;
pub mod digest;
pub mod disk;
pub mod document;
pub mod edit;
pub mod edtf;
pub mod evidence;
pub mod export;
pub mod fact;
pub mod finding;
pub mod grounding;
pub mod language;
pub mod membership;
pub mod mutation;
pub mod nearest;
pub mod period;
pub mod quantity;
pub mod report;
pub mod schema;
pub mod set;
pub mod source;
pub mod statement;
pub mod table;
pub mod vocabulary;
