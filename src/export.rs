//! How do the claims read for other programs?

pub mod jsonl;
