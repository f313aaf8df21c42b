//! Is every wrong edit noticed? One cell of one row at a time is made to say what the note does not say.
//!
//! The edits were written from the note and the rows alone, before anybody had looked at the checks. An
//! unoptimised build tries one in twelve of them, `cargo test --release` all.

use crate::edits::{edits, judge};
use crate::support::sample;

#[test]
fn every_wrong_edit_is_noticed() {
    let judged = judge(&sample(edits("wrong_edits.csv"), 12));
    let (caught, survivors, stale) = (&judged.caught, &judged.survivors, &judged.stale);
    if std::env::var_os("FACTCHECK_SHOW").is_some() {
        println!("{}", caught.join("\n"));
    }
    println!("{} caught, {} not noticed, {} stale", caught.len(), survivors.len(), stale.len());
    assert!(stale.is_empty(), "edits that fit no cell any more:\n{}", stale.join("\n"));
    assert!(survivors.is_empty(), "wrong edits that nothing notices:\n{}", survivors.join("\n"));
}
