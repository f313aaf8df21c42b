//! Do this repository's facts stand, is what follows from them as reviewed, and would a slip in them be noticed?

#[path = "support/edits.rs"]
mod edits;
#[path = "support/project.rs"]
mod project;
#[path = "support/rewrite.rs"]
mod rewrite;
mod support;

#[path = "facts/agreements.rs"]
mod agreements;
#[path = "facts/datasets.rs"]
mod datasets;
#[path = "facts/deletion.rs"]
mod deletion;
#[path = "facts/docs.rs"]
mod docs;
#[path = "facts/grounding.rs"]
mod grounding;
#[path = "facts/held_out.rs"]
mod held_out;
#[path = "facts/mutation.rs"]
mod mutation;
#[path = "facts/note.rs"]
mod note;
#[path = "facts/wrong_edits.rs"]
mod wrong_edits;
