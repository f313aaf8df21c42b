//! Do the generated pages of docs/ say what the code says?

mod support;

use std::fmt::Write as _;

use factcheck::checks::{self, FAMILIES};
use support::{Project, assert_page, repository};

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
