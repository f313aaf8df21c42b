//! What do the datasets hold, and how are they computed: the page about them, from their own description.

use crate::dataset::{Dataset, Kind};

/// The page `docs/datasets.md`.
pub fn page(datasets: &[Dataset]) -> String {
    let mut page = String::from(HEAD);
    for dataset in datasets {
        page.push_str(&section(dataset));
    }
    page
}

const HEAD: &str = "# The datasets\n\n\
<!-- Written from the descriptions in src/datasets/; a test holds this page to them. -->\n\n\
A dataset is computed from the tables and from nothing else. `factcheck derive NAME` prints one, `--format json` \
as JSON, `factcheck derive --all DIR` writes all of them with the tables that they refer to and a `datapackage.json` \
that describes them. The order of rows and files changes no byte of them.\n\n\
Every line names its claims in its last column: first the claim that it shows, then those that it also rests on. \
Ids are those of the tables (`docs/format.md`); `self` is the source itself, and words between `«` and `»` are \
words of the source. An empty cell says that the source says nothing. In JSON every value is a string or null.\n";

fn section(dataset: &Dataset) -> String {
    let mut section = format!("\n## {}\n\n", dataset.name);
    section.push_str(&format!("{}.\n\n{}\n\n", capital(dataset.about), dataset.how));
    section.push_str("| column | unit | holds |\n|---|---|---|\n");
    for column in dataset.columns {
        let unit = match column.kind {
            Kind::Choice(words) => words.join(", "),
            kind => kind.unit().to_owned(),
        };
        section.push_str(&format!("| `{}` | {unit} | {} |\n", column.name, column.about));
    }
    let key: Vec<String> = dataset.key.iter().map(|name| format!("`{name}`")).collect();
    section.push_str(&format!("\nKey: {}.\n", key.join(", ")));
    section
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
