//! How do the claims read for other programs?

pub mod grounding;
pub mod jsonl;
