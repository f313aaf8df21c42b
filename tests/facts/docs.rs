//! Do the generated pages of docs/ say what the code says?

use std::fmt::Write as _;

use crate::support::{Project, assert_page, repository};
use factcheck::checks::{self, FAMILIES};
use factcheck::finding::Severity;
use factcheck::report;

#[test]
fn checks_page_is_the_roster() {
    let looked = Project::read(&repository(".")).check(|_, outcome, _| outcome.looked.clone());
    let rows = |name: &str| looked.iter().find(|(check, _)| *check == name).map_or(0, |(_, rows)| *rows);
    let mut page = String::from(
        "# Checks\n\nGenerated from the roster in `src/checks.rs`; a test holds it equal. *Rows* is how many rows of this \
         repository's note a check looked at (for a few checks files, sources or places of the text). A check that looked \
         at none is **dormant**: it stands ready for other notes. `factcheck explain CHECK` prints the page of a check.\n",
    );
    let (mut count, mut dormant) = (0, Vec::new());
    for (family, checks) in FAMILIES {
        let _ = write!(page, "\n## {family}\n\n| check | severity | looks for | rows |\n|---|---|---|---:|\n");
        for check in checks.iter() {
            let rows = rows(check.name);
            count += 1;
            if rows == 0 {
                dormant.push(format!("`{}`", check.name));
            }
            let shown = if rows == 0 { "dormant".to_owned() } else { rows.to_string() };
            let _ = writeln!(
                page,
                "| [`{0}`](../src/checks/{family}/{0}.md) | {1} | {2} | {shown} |",
                check.name,
                check.severity.as_str(),
                check.about.replace('|', "\\|")
            );
        }
    }
    let _ = write!(
        page,
        "\n## In all\n\n{count} checks in {} families. Dormant on this note: {}.\n",
        FAMILIES.len(),
        dormant.join(", ")
    );
    assert_eq!(count, checks::all().count());
    assert_page("docs/checks.md", &page);
}

/// The README shows what `check` prints of the note, and what `diff` prints of the change that it walks
/// through: both are made here and put in the place of the block behind these words.
#[test]
fn readme_shows_what_is_printed() {
    const CHECK: &str = "What the first prints when all is well:\n\n```\n";
    const DIFF: &str = "```\n$ factcheck diff HEAD\n";
    const EDIT: &str = "**Edit a row.**";
    let note = Project::read(&repository("."));
    let readme = std::fs::read_to_string(repository("README.md")).expect("the README");
    let clean = note.check(|corpus, outcome, _| {
        report::text::summary(corpus, outcome) + &report::text::verdict(corpus, outcome, Severity::Error)
    });
    let walk = readme.split(EDIT).nth(1).expect("the walk");
    let line = |sign: &str| {
        let start = format!("{sign}neighbours-");
        let line = walk.lines().find(|line| line.starts_with(&start)).expect("the edited row");
        line.trim_start_matches(sign).to_owned()
    };
    let mut edited = note.clone();
    let claims = note.text("facts/lacher-2013/claims.csv");
    assert!(claims.contains(&line("-")), "the row that the walk edits");
    edited.set("facts/lacher-2013/claims.csv", claims.replace(&line("-"), &line("+")));
    let page = replaced(&replaced(&readme, CHECK, &clean), DIFF, &report::diff::text(&note.diff(&edited)));
    assert_page("README.md", &page);
}

/// The text with the rest of the code block behind `head` replaced.
fn replaced(text: &str, head: &str, block: &str) -> String {
    let (before, after) = text.split_once(head).unwrap_or_else(|| panic!("the README lacks {head}"));
    let (_, rest) = after.split_once("\n```").expect("the end of the block");
    format!("{before}{head}{}\n```{rest}", block.trim_end())
}
