//! Are the datasets what was reviewed, and do they follow the facts and nothing but the facts?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::{Project, assert_snapshots};
use factcheck::corpus::Corpus;
use factcheck::dataset::{Dataset, Kind};
use factcheck::datasets;
use factcheck::diff::Fate;
use factcheck::schema::TABLES;
use factcheck::set::Set;

fn real_note() -> Project {
    Project::read(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn derived(corpus: &Corpus) -> BTreeMap<&'static str, String> {
    datasets::ALL.iter().map(|dataset| (dataset.name, dataset.csv(corpus))).collect()
}

#[test]
fn datasets_are_as_reviewed() {
    let derived = real_note().with_corpus(derived);
    assert_snapshots("datasets", derived.into_iter().map(|(name, csv)| (name.to_owned(), csv)));
}

/// A line of a dataset: its cells, what tells it apart, and the claims that it names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    cells: Vec<String>,
    key: Vec<String>,
    claims: Vec<String>,
}

impl Line {
    fn names(&self, id: &str) -> bool {
        self.claims.iter().any(|claim| claim == id)
    }

    /// Whether the other is the same line before or after a change: it shows the same claim, or has the
    /// same key.
    fn is_same_as(&self, other: &Line) -> bool {
        self.claims.first() == other.claims.first() || self.key == other.key
    }
}

fn lines(dataset: &Dataset, csv: &str) -> Vec<Line> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    assert_eq!(header.iter().next_back(), Some("claims"), "{}", dataset.name);
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column of the key");
    let records = reader.records().map(|record| record.expect("a record of the header's length"));
    let line = |record: csv::StringRecord| Line {
        cells: record.iter().map(str::to_owned).collect(),
        key: dataset.key.iter().map(|name| record[at(name)].to_owned()).collect(),
        claims: record.iter().next_back().unwrap_or("").split("; ").map(str::to_owned).collect(),
    };
    records.map(line).collect()
}

#[test]
fn keys_tell_lines_apart_and_choices_are_listed() {
    for project in [real_note(), Project::read(&crate::support::repository("examples/second-note")), Project::base()] {
        let derived = project.with_corpus(derived);
        for dataset in datasets::ALL {
            let lines = lines(dataset, &derived[dataset.name]);
            let keys: BTreeSet<&Vec<String>> = lines.iter().map(|line| &line.key).collect();
            assert_eq!(keys.len(), lines.len(), "{} has two lines of one key", dataset.name);
            for (column, line) in lines.iter().flat_map(|line| dataset.columns.iter().zip(&line.cells)) {
                let fits = match column.kind {
                    Kind::Choice(words) => words.contains(&&**line),
                    Kind::Integer => line.parse::<u64>().is_ok(),
                    _ => true,
                };
                assert!(line.is_empty() || fits, "{}: `{}` is no value of {}", dataset.name, line, column.name);
            }
        }
    }
}

#[test]
fn every_line_names_claims_that_exist() {
    let project = real_note();
    let (derived, claims) = project.with_corpus(|corpus| {
        let claims: BTreeSet<String> = corpus.rows("claims").map(|row| row.id().to_owned()).collect();
        (derived(corpus), claims)
    });
    for dataset in datasets::ALL {
        let lines = lines(dataset, &derived[dataset.name]);
        assert!(!lines.is_empty(), "{} has no line", dataset.name);
        for line in lines {
            // What a source prints oddly as a whole is no claim's.
            let known = |id: &String| claims.contains(id) || (dataset.name == "anomalies" && id.is_empty());
            assert!(line.claims.iter().all(known), "{}: {line:?}", dataset.name);
        }
    }
}

#[test]
fn the_page_about_the_datasets_is_current() {
    crate::support::assert_page("docs/datasets.md", &factcheck::report::datasets::page(datasets::ALL));
}

/// Edits of one filled cell of a column, every `step`-th: the claim's id, and the project with what comes
/// instead.
fn edits(column: &'static str, new: &'static str, step: usize) -> impl Iterator<Item = (String, Project)> {
    let project = real_note();
    let paths: Vec<String> = project.paths().filter(|path| path.ends_with("claims.csv")).map(str::to_owned).collect();
    let edited = move |path: String| {
        let (header, records) = read(project.text(&path));
        let at = header.iter().position(|name| name == column).expect("a column of the claims");
        let filled: Vec<usize> = (0..records.len()).filter(|record| !records[*record][at].is_empty()).collect();
        let project = project.clone();
        filled.into_iter().step_by(step).map(move |record| {
            let mut records = records.clone();
            records[record] =
                records[record].iter().enumerate().map(|(i, cell)| if i == at { new } else { cell }).collect();
            let mut project = project.clone();
            project.set(&path, write(&header, &records));
            (records[record][0].to_owned(), project)
        })
    };
    paths.into_iter().flat_map(edited)
}

fn read(table: &str) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    (header, reader.records().map(|record| record.expect("a record of the header's length")).collect())
}

fn write(header: &csv::StringRecord, records: &[csv::StringRecord]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    for record in std::iter::once(header).chain(records) {
        writer.write_record(record).expect("a record in memory");
    }
    writer.into_inner().expect("a table in memory")
}

/// Which lines an edit adds or takes away, over all datasets. Each names the edited claim, or is the line
/// of a claim that rested on it before or rests on it now.
fn changed_lines(before: &BTreeMap<&str, Vec<Line>>, id: &str, edited: &Project) -> usize {
    let after = edited.with_corpus(derived);
    let mut changed = 0;
    for dataset in datasets::ALL {
        let (old, new) = (&before[dataset.name], lines(dataset, &after[dataset.name]));
        let (olds, news): (BTreeSet<&Line>, BTreeSet<&Line>) = (old.iter().collect(), new.iter().collect());
        let differing: Vec<&Line> = olds.symmetric_difference(&news).copied().collect();
        for line in &differing {
            let counterpart = || differing.iter().any(|other| other.names(id) && other.is_same_as(line));
            assert!(
                line.names(id) || counterpart(),
                "{}: an edit of {id} changes the line of others: {line:?}",
                dataset.name
            );
        }
        changed += differing.len();
    }
    changed
}

#[test]
fn an_edit_changes_only_lines_that_name_its_claim() {
    let before = real_note().with_corpus(derived);
    let before = datasets::ALL.iter().map(|dataset| (dataset.name, lines(dataset, &before[dataset.name]))).collect();
    for (column, new) in [("when", "1901-02-03"), ("number", "7654"), ("holder", "unnamed"), ("certainty", "possible")]
    {
        for (id, edited) in edits(column, new, if cfg!(debug_assertions) { 61 } else { 1 }) {
            let changed = changed_lines(&before, &id, &edited);
            let shows = column == "when" || column == "number";
            assert!(changed > 0 || !shows, "an edit of `{column}` of {id} shows in no dataset");
        }
    }
    // Only some claims have their sides in a dataset.
    for (column, new) in [("subject", "«nobody»"), ("object", "«nobody»; «no one»"), ("mood", "predicted")] {
        let edits = edits(column, new, if cfg!(debug_assertions) { 41 } else { 7 });
        let changed: usize = edits.map(|(id, edited)| changed_lines(&before, &id, &edited)).sum();
        assert!(changed > 0, "no edit of `{column}` shows in a dataset");
    }
}

/// The lines of `comparisons`, as verdicts by topic, subject and what is said.
fn verdicts(project: &Project) -> BTreeMap<(String, String, String), String> {
    let csv = project.with_corpus(|corpus| datasets::find("comparisons").expect("a dataset").csv(corpus));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let [topic, subject, said, verdict] = ["topic", "subject", "said", "verdict"].map(at);
    let records = reader.records().map(|record| record.expect("a record"));
    records
        .map(|record| {
            let cell = |at: usize| record[at].to_owned();
            ((cell(topic), cell(subject), cell(said)), cell(verdict))
        })
        .collect()
}

#[test]
fn comparisons_find_what_is_known_to_differ() {
    let found = verdicts(&real_note());
    let verdict = |topic: &str, subject: &str, said: &str| {
        let key = (topic.to_owned(), subject.to_owned(), said.to_owned());
        found.get(&key).unwrap_or_else(|| panic!("no comparison of {key:?}")).as_str()
    };
    const RECALL: &str = "mauritania; algeria recalls «their ambassadors», mali within 2010";
    for (topic, subject, said, expected) in [
        ("name", "ecowas", "ECOWAS", "corroborated"),
        ("name", "ecowas", "Economic Community of West African States", "corroborated"),
        ("name", "afisma", "African-led International Support Mission for Mali", "imprecise"),
        ("name", "unisma", "UN Stabilization Mission", "imprecise"),
        ("name", "unisma", "UNISMA", "contradicted"),
        ("name", "maghreb-arab-union", "Maghreb Arab Union", "imprecise"),
        ("date", "in-amenas-attack", "in-amenas-attack takes-place within 2013-01", "corroborated"),
        ("date", "cen-sad «revised treaty»", "«a revised treaty» is-signed, cen-sad within 2013-02", "corroborated"),
        ("date", "rebellion", "rebellion takes-place within 2012-01", "corroborated"),
        ("date", "coup-against-toure", "coup-against-toure targets toure", "imprecise"),
        ("date", "unisma", "unisma takes-over-from afisma", "not comparable"),
        ("date", "mauritania recalls «ambassador»", RECALL, "corroborated"),
        ("date", "algeria recalls «ambassador»", RECALL, "corroborated"),
        ("date", "france supports ecowas", "france supports ecowas throughout 2012", "imprecise"),
        ("date", "lacher-2013 is-published", "self is-published within 2013", "corroborated"),
        ("name", "northern-tchad", "northern Tchad", "imprecise"),
        ("membership", "libya in pays-du-champ", "not member", "corroborated"),
        ("membership", "libya in pays-du-champ", "proposed member", "not comparable"),
        ("membership", "algeria in cen-sad", "not member", "corroborated"),
        ("border", "mauritania", "mauritania to niger", "imprecise"),
        ("border", "algeria", "southern-algeria to niger", "corroborated"),
        ("border", "niger", "northern-niger to southern-libya", "corroborated"),
    ] {
        assert_eq!(verdict(topic, subject, said), expected, "{topic} {subject} {said}");
    }
}

/// What comes of a comparison when either side is edited.
#[test]
fn comparisons_follow_both_sides() {
    let cases = [
        ("claims", "in-amenas-attack,takes-place,,,,,within,2013-01,", "2012-01", "2013-01", "contradicted", "date"),
        (
            "claims",
            "in-amenas-attack,takes-place,,,,,within,2013-01,",
            "2013-01-18/2013-02",
            "2013-01",
            "imprecise",
            "date",
        ),
        // What begins once contradicts; of what may have been several, another time is of another; so is another
        // time of what was only tried.
        (
            "claims",
            "ufl; cemoc,is-established-under,pays-du-champ,,,,within,2010,",
            "2009",
            "2010",
            "contradicted",
            "date",
        ),
        ("claims", "mauritanian-army,targets,aqim,,mali,,within,2010,", "2008", "2010", "not comparable", "date"),
        (
            "claims",
            "libya; algeria,mediates-in,northern-mali; niger,«the conflicts»,,,within,2006/2007,",
            "2002",
            "2006/2007",
            "not comparable",
            "date",
        ),
        ("claims", "france,supports,ecowas,,,,throughout,2012,", "within", "throughout", "corroborated", "date"),
        (
            "ref-dates",
            "ref-france-supports-african-force,france,supports,ecowas,,2012-09-25,",
            "2012",
            "2012-09-25",
            "corroborated",
            "date",
        ),
        (
            "ref-dates",
            "ref-attack-on-in-amenas,in-amenas-attack,date,,,2013-01-16/2013-01-19,",
            "2013-02-01",
            "2013-01-16/2013-01-19",
            "contradicted",
            "date",
        ),
        (
            "ref-members",
            "ref-cen-sad-members,«Benin»; burkina-faso;",
            "algeria",
            "«Benin»",
            "contradicted",
            "membership",
        ),
        (
            "ref-members",
            "«Tunisia»,member,cen-sad,24,2013-02-16,",
            "1998/2003",
            "2013-02-16",
            "not comparable",
            "membership",
        ),
        (
            "ref-borders",
            "ref-borders-of-niger,niger,borders,algeria; «Benin»; burkina-faso; chad; libya; ",
            "«nowhere»",
            "libya",
            "contradicted",
            "border",
        ),
    ];
    let before = verdicts(&real_note());
    for (table, start, new, old, verdict, topic) in cases {
        let mut project = real_note();
        let path = project.paths().find(|path| path.ends_with(&format!("/{table}.csv"))).expect("a table").to_owned();
        let text = project.text(&path).to_owned();
        assert!(text.contains(start), "{table} has no {start}");
        project.set(&path, text.replacen(start, &start.replacen(old, new, 1), 1));
        let after = verdicts(&project);
        let new: Vec<_> = after.iter().filter(|(key, verdict)| before.get(*key) != Some(verdict)).collect();
        assert!(!new.is_empty(), "{start} with {new:?}");
        assert!(new.iter().any(|(key, found)| key.0 == topic && *found == verdict), "{start}: {new:?}");
    }
}

/// The claims that rows added to the dates are held against.
fn held_against(rows: &[&str]) -> Vec<String> {
    let mut project = real_note();
    let path = project.paths().find(|path| path.ends_with("/ref-dates.csv")).expect("the dates").to_owned();
    let rows: String = rows.iter().map(|row| format!("ref-added,{row},2012,\"A document\",,sure\n")).collect();
    project.set(&path, project.text(&path).to_owned() + &rows);
    let csv = project.with_corpus(|corpus| datasets::find("comparisons").expect("a dataset").csv(corpus));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let at = reader.headers().expect("a header").iter().position(|name| name == "reference").expect("a column");
    let records = reader.records().map(|record| record.expect("a record"));
    let added = records.filter(|record| &record[at] == "ref-added");
    added.map(|record| record.iter().next_back().unwrap_or_default().to_owned()).collect()
}

/// A row is held only against claims that name what it is about: words are not enough, nor the subject in
/// `when`; and what a document says with a predicate, only against claims of this predicate and these sides.
#[test]
fn dates_ask_for_the_subject() {
    for (row, expected) in [
        ("cen-sad,date,«revised treaty»,", vec!["cen-sad-treaty-signed"]),
        ("ecowas,date,«revised treaty»,", vec![]),
        // "Tensions rise before the rebellion": of the tensions, not of the rebellion.
        ("rebellion,date,«tensions»,", vec![]),
        (
            "algeria,mediates-in,northern-mali,",
            vec!["algeria-mediates-since-1990s", "libya-and-algeria-mediate-in-2006-7"],
        ),
        ("libya,mediates-in,niger,", vec!["libya-and-algeria-mediate-in-2006-7"]),
        ("mauritania,mediates-in,northern-mali,", vec![]),
        ("algeria,mediates-in,libya,", vec![]),
        ("northern-mali,mediates-in,algeria,", vec![]),
        ("algeria,mediates-in,«northern Mali»,", vec![]),
        ("algeria,opposes,northern-mali,", vec![]),
        ("nobody; mnla,demands,«independent state»,", vec!["mnla-demands-independent-state"]),
    ] {
        assert_eq!(held_against(&[row]), expected, "{row}");
    }
    let twice = held_against(&["algeria; mauritania,sends-to,ecowas,"]);
    assert_eq!(twice, ["representatives-at-ecowas-meetings"]);
}

/// A changed date of a claim with several comparisons shows as changed cells of the lines that there were.
#[test]
fn a_changed_verdict_is_a_changed_cell() {
    let old = real_note();
    let mut new = old.clone();
    let path = new.paths().find(|path| path.ends_with("/claims.csv")).expect("the claims").to_owned();
    let row = "recalls,«their ambassadors»,mali,,,within,2010,";
    new.set(&path, old.text(&path).replacen(row, &row.replace("2010", "2008"), 1));
    let diff = old.diff(&new);
    let (_, lines) = diff.datasets.iter().find(|(name, _)| *name == "comparisons").expect("comparisons change");
    let recalls: Vec<_> = lines.iter().filter(|line| line.name.contains("recalls «ambassador»")).collect();
    assert_eq!(recalls.len(), 2);
    for line in lines {
        assert_eq!(line.fate, Fate::Changed, "{}", line.name);
    }
    for line in recalls {
        let verdict = line.cells.iter().find(|cell| cell.column == "verdict").expect("the verdict");
        assert_eq!([verdict.old.as_str(), verdict.new.as_str()], ["corroborated", "not comparable"]);
    }
}

/// Outside facts bear on nothing but the comparisons: no finding and no other dataset changes with them,
/// and no row of the note can name one.
#[test]
fn nothing_else_reads_outside_facts() {
    let project = real_note();
    let outside: Vec<String> = project.paths().filter(|path| path.contains("/ref-")).map(str::to_owned).collect();
    assert!(outside.len() > 2);
    let mut without = project.clone();
    outside.iter().for_each(|path| without.remove(path));
    let mut nonsense = project.clone();
    for path in &outside {
        let (header, records) = read(project.text(path));
        let records = records.iter().map(|record| {
            let cells = record.iter().enumerate();
            cells.map(|(at, cell)| if matches!(at, 1 | 3) { "chad; «nonsense»" } else { cell }).collect()
        });
        nonsense.set(path, write(&header, &records.collect::<Vec<_>>()));
    }
    let (report, before) = (project.report(), project.with_corpus(derived));
    for other in [&without, &nonsense] {
        assert_eq!(other.report(), report);
        let mut after = other.with_corpus(derived);
        assert_ne!(after["comparisons"], before["comparisons"]);
        after.insert("comparisons", before["comparisons"].clone());
        assert_eq!(after, before);
    }
    let id = read(project.text(&outside[0])).1[0][0].to_owned();
    for column in ["subject", "holder", "if"] {
        let (_, edited) = edits(column, id.clone().leak(), 1).next().unwrap_or_else(|| panic!("a {column}"));
        assert!(edited.report().contains(&format!("error[unknown-id]: `{column}` names `{id}`")), "{column}");
    }
}

/// The rows of this repository name entities that there are, or the source itself, and a document each.
#[test]
fn outside_facts_name_entities() {
    let project = real_note();
    project.with_corpus(|corpus| {
        for row in corpus.rows("ref-*") {
            for at in [1, 3] {
                let set = Set::parse(row.cell(at)).unwrap_or_else(|error| panic!("{}: {}", row.id(), error.reason));
                let is_known = |id| corpus.vocabulary.entity(id).is_some() || corpus.source_index(id).is_some();
                assert!(set.ids().all(is_known), "{}: {}", row.id(), row.cell(at));
            }
            assert!(row.id().starts_with("ref-") && !row.cell(6).is_empty(), "{}", row.id());
        }
    });
}

/// Every claim that changed is named as the cause of each line that follows from it.
#[test]
fn diff_names_the_claim_that_changed_each_line() {
    let old = real_note();
    let mut followed = 0;
    for (column, new) in [
        ("when", "1901-02-03"),
        ("number", "7654"),
        ("polarity", "negated"),
        ("subject", "«nobody»"),
        ("mood", "predicted"),
        ("holder", "unnamed"),
    ] {
        for (id, edited) in edits(column, new, if cfg!(debug_assertions) { 199 } else { 3 }) {
            let found = old.diff(&edited);
            let rows: Vec<(&str, &str)> = found.rows.iter().map(|row| (row.table, &*row.name)).collect();
            if rows.is_empty() {
                continue;
            }
            assert_eq!(rows, [("claims", &*id)]);
            assert!(found.rows[0].cells.iter().all(|cell| cell.column == column && cell.new == new));
            for (dataset, line) in found.datasets.iter().flat_map(|(name, lines)| lines.iter().map(move |l| (name, l)))
            {
                let causes: Vec<(&str, &str)> = line.causes.iter().map(|cause| (cause.table, &*cause.name)).collect();
                assert_eq!(causes, [("claims", &*id)], "{dataset}: {line:?}");
                followed += line.cells.len();
            }
        }
    }
    assert!(followed > 20, "{followed} cells");
}

/// Edits of other tables: what they are the cause of, and by which claims it is reached.
#[test]
fn diff_says_honestly_when_the_cause_is_no_claim() {
    let old = Project::read(&crate::support::repository("examples/second-note"));
    let cases = [
        ("facts/predicates.csv", "\njoins,", "predicates", "joins", &["memberships"][..]),
        ("facts/entities.csv", "\nombrath,place,", "entities", "ombrath", &["memberships"]),
        ("facts/aliases.csv", "\nTessowar,", "aliases", "Tessowar (tessowar)", &["glossary"]),
        (
            "facts/works.csv",
            "\nvellamark-harbour-office-2019,",
            "works",
            "vellamark-harbour-office-2019",
            &["citations"],
        ),
    ];
    for (path, start, table, name, datasets) in cases {
        let text = old.text(path);
        let at = text.find(start).unwrap_or_else(|| panic!("{path} has no line {start:?}")) + 1;
        let end = at + text[at..].find('\n').expect("a line");
        let mut new = old.clone();
        new.set(path, [&text[..at], &text[end + 1..]].concat());
        let found = old.diff(&new);
        let names: Vec<&str> = found.datasets.iter().map(|(name, _)| *name).collect();
        assert!(datasets.iter().all(|dataset| names.contains(dataset)), "{path}: {names:?}");
        for (dataset, line) in found.datasets.iter().flat_map(|(name, lines)| lines.iter().map(move |l| (name, l))) {
            assert!(!line.causes.is_empty(), "{dataset}: {line:?}");
            for cause in &line.causes {
                assert_eq!((cause.table, &*cause.name), (table, name), "{dataset}: {line:?}");
                assert!(!cause.via.is_empty(), "it is reached through a claim: {line:?}");
            }
        }
    }
}

#[test]
fn diff_finds_nothing_in_what_says_the_same() {
    let old = real_note();
    assert!(old.diff(&old).is_empty());
    let mut shuffled = old.clone();
    for path in old.paths().filter(|path| is_table(path)) {
        let (header, mut records) = read(old.text(path));
        shuffle(&mut records, 5);
        shuffled.set(path, write(&header, &records));
    }
    let found = old.diff(&shuffled);
    assert!(found.rows.is_empty() && found.datasets.is_empty());
    assert!(found.files.iter().all(|file| file.added == 0 && file.removed == 0) && !found.files.is_empty());
    // The same rows in one file a table.
    let mut one = Project::default();
    for path in old.paths() {
        let name = path.rsplit('/').next().expect("a name");
        let to = if path.starts_with("facts/") { format!("facts/{name}") } else { path.to_owned() };
        one.set(&to, old.text(path));
    }
    let found = old.diff(&one);
    assert!(found.rows.is_empty() && found.datasets.is_empty() && found.files.len() > 4);
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let project = real_note();
    let before = project.with_corpus(derived);
    for seed in 1..=4 {
        let mut shuffled = project.clone();
        for path in project.paths().filter(|path| is_table(path)) {
            let (header, mut records) = read(project.text(path));
            shuffle(&mut records, seed);
            shuffled.set(path, write(&header, &records));
        }
        assert_eq!(shuffled.with_corpus(derived), before, "rows shuffled with seed {seed}");
    }
}

fn is_table(path: &str) -> bool {
    path.contains("/ref-") || TABLES.iter().any(|schema| path.ends_with(&format!("/{}.csv", schema.name)))
}

/// Fisher and Yates with a linear congruential generator: the same for one seed everywhere.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for last in (1..items.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(last, (state >> 33) as usize % (last + 1));
    }
}
