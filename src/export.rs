//! How do the claims read for other programs?

pub mod datapackage;
pub mod grounding;
pub mod jsonl;
