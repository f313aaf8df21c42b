//! Does the note of this repository read as its print means it, and is any slip in its facts noticed?

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::project::{HERE, Memory, Project, files_under};
use factcheck::checks::Outcome;
use factcheck::corpus::{Corpus, read_tables};
use factcheck::document::Document;
use factcheck::edit;
use factcheck::finding::{Finding, Passage};
use factcheck::report::{json, text};
use factcheck::schema::{Format, Schema};
use factcheck::set::{Set, list};
use factcheck::source::{Edge, EdgeFault, Span};

const NOTE: &str = "seeds/lacher-2013.txt";

/// Hands the note's document to `look`.
fn with_document<T>(look: impl FnOnce(&Document) -> T) -> T {
    let memory = Memory::note();
    let tables = read_tables(&memory.inputs);
    let corpus = Corpus::new(&memory.inputs, &tables).expect("the facts of the note");
    let index = corpus.sources.iter().position(|entry| entry.path == NOTE).expect("the note in the register");
    let raw = std::str::from_utf8(memory.sources.get(NOTE).expect("the note")).expect("UTF-8");
    look(&Document::new(&corpus, index, raw).expect("a document"))
}

/// The only raw span that says these words.
fn only(document: &Document, words: &str) -> Span {
    let places: Vec<Span> = document.reading.occurrences(words).collect();
    let [span] = places.as_slice() else { panic!("“{words}” stands in {} places", places.len()) };
    *span
}

#[test]
fn a_hyphen_break_joins_across_a_blank_line() {
    with_document(|document| {
        let span = only(document, "can only be established on the initiative of regional states themselves");
        let raw = document.reading.raw();
        assert!(raw[span.range()].ends_with("them-\n\nselves"));
        let hyphen = span.end - "-\n\nselves".len();
        for at in hyphen..=hyphen + "-\n\n".len() {
            let fault = document.reading.edge_fault(at, Edge::End);
            assert_eq!(fault, Some(EdgeFault::InsideHyphenBreak), "byte {at}");
        }
        assert_eq!(document.reading.occurrences("selves").count(), 0);
    });
}

#[test]
fn a_hyphen_stays_before_a_capital() {
    with_document(|document| {
        let places: Vec<Span> = document.reading.occurrences("Sahel-Sahara region").collect();
        let broken = places.iter().filter(|span| document.reading.raw()[span.range()].contains("Sahel-\nSahara"));
        assert!(broken.count() >= 1 && !document.reading.text().contains("SahelSahara"));
    });
}

#[test]
fn a_sentence_goes_on_below_the_running_header() {
    with_document(|document| {
        let reading = &document.reading;
        let span = only(document, "vie for control of southern Libya, many of which are nominally part");
        assert!(reading.raw()[span.range()].contains("\n\nLacher: The Malian crisis"));
        let at = reading.to_text(span);
        let sentence = document.sentence_at(at.start).expect("a sentence");
        assert!(sentence.contains(at));
        let said = &reading.text()[sentence.range()];
        assert!(said.starts_with("A variety of units") && said.ends_with("tribal groups."), "{said}");
        assert!(!reading.text().contains("Lacher: The Malian crisis"));
    });
}

#[test]
fn stray_spaces_and_line_ends_are_one_space() {
    with_document(|document| {
        let (raw, text) = (document.reading.raw(), document.reading.text());
        let stray: Vec<&str> = raw.lines().filter(|line| line.starts_with(' ')).collect();
        assert!(stray.iter().any(|line| line.starts_with(" Maghreb")) && stray.len() > 3);
        for words in
            ["relied are predominantly Saharan", "Mauritania, Mali and Niger", "two Algerians and a Mauritanian"]
        {
            assert!(document.reading.occurrences(words).count() >= 1, "{words}");
        }
        assert!(!text.contains("  ") && !text.contains('\n'));
    });
}

#[test]
fn apostrophes_are_read_as_they_are_printed() {
    with_document(|document| {
        let says = |words: &str| document.reading.occurrences(words).count();
        assert_eq!((says("Qadhafi's Libya"), says("Qadhafi’s Libya")), (1, 0));
        assert_eq!((says("Mali’s North African neighbours"), says("Mali's North African neighbours")), (1, 0));
        assert_eq!((says("the conflict's regional context"), says("the conflict’s regional context")), (1, 0));
        assert_eq!(says("Qadhafi’s forces"), 1, "across a hyphen break");
        assert_eq!((says("Mali’"), says("s North African neighbours")), (0, 0), "inside a word");
    });
}

#[test]
fn misprints_stand_as_they_are_printed() {
    with_document(|document| {
        for (printed, meant) in [("aresult", "a result"), ("conlflict", "conflict"), ("coordonating", "coordinating")] {
            let span = only(document, printed);
            assert!(document.reading.says(span, printed) && !document.reading.says(span, meant), "{printed}");
        }
    });
}

#[test]
fn the_note_has_so_many_sentences() {
    with_document(|document| {
        let said: Vec<&str> = document.sentences().iter().map(|s| &document.reading.text()[s.range()]).collect();
        assert_eq!(said.len(), 112);
        for sentence in [
            "PRACTICE NOTE",
            "Wolfram Lacher”",
            "But the regional context of conflict in Northern Mali has been widely misunderstood, or at least misnamed, as being Sahel-specific (that is, comprising the southern fringe of the Sahara, generally taken to include Mauritania, Mali, Burkina Faso, Niger and Chad).",
        ] {
            assert!(said.contains(&sentence), "{sentence}");
        }
        let abbreviated = said.iter().find(|said| said.contains("(i.e. Mauritania and Algeria)"));
        assert!(abbreviated.is_some_and(|said| said.starts_with("They are likely") && said.ends_with("attractive.")));
    });
}

#[test]
fn every_row_stands_and_no_other_byte_will_do() {
    with_document(|document| {
        for row in document.anchors() {
            let span = row.span.expect("offsets");
            assert!(document.stands(row), "{}", row.id);
            let reading = document.reading_for(row);
            for (start, end) in [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1)] {
                let Some(start) = span.start.checked_add_signed(start) else { continue };
                let shifted = Span::new(start, span.end.saturating_add_signed(end));
                assert!(!reading.says(shifted, row.quote), "{} at {shifted:?}", row.id);
            }
        }
    });
}

/// One row of a table: where it stands, and its cells by position in the schema.
struct Row {
    file: String,
    line: usize,
    cells: Vec<String>,
}

impl Row {
    fn id(&self) -> &str {
        &self.cells[0]
    }

    /// The passage that its offsets name, if they are numbers.
    fn passage(&self) -> Option<Passage> {
        let span = Span::new(self.cells[2].parse().ok()?, self.cells[3].parse().ok()?);
        Some(Passage { source: self.cells[1].clone(), span })
    }
}

/// The rows of a table, over all its files, read with the `csv` crate; `change` may change their cells.
fn rewrite(memory: &mut Memory, table: &str, mut change: impl FnMut(&mut Vec<String>)) -> Vec<Row> {
    let mut rows = Vec::new();
    for input in memory.inputs.iter_mut().filter(|input| input.path.ends_with(&format!("/{table}.csv"))) {
        let mut reader = csv::Reader::from_reader(&input.bytes[..]);
        let mut text = edit::header(Schema::of(table).expect("a table"));
        for (record, line) in reader.records().zip(2..) {
            let mut cells: Vec<String> = record.expect("a record").iter().map(str::to_owned).collect();
            change(&mut cells);
            text += &edit::line(&cells);
            rows.push(Row { file: input.path.clone(), line, cells });
        }
        input.bytes = text.into_bytes();
    }
    rows
}

fn run(memory: &Memory) -> Outcome {
    memory.check(2).expect("a corpus that can be looked at")
}

/// Each row is named by an error: file, line, column, id and span of the source.
fn each_is_found(rows: &[Row], outcome: &Outcome, checks: &[&str], what: &str) {
    for row in rows {
        let names = |finding: &&Finding| {
            let place = &finding.place;
            checks.iter().any(|check| finding.check.starts_with(check))
                && (&place.file, place.line) == (&row.file, row.line)
                && place.column > 0
                && place.field.is_some()
                && finding.fact.as_deref() == Some(row.id())
                && finding.passage == row.passage()
                && finding.help.is_some()
        };
        assert!(outcome.findings.iter().any(|finding| names(&finding)), "{what}: nothing names {}", row.id());
    }
}

const ANCHORS: &[&str] = &["offset", "empty-span", "quote-not-at-offset", "bad-integer"];

#[test]
fn any_offset_that_is_off_by_one_is_found() {
    for (column, by) in [(2, 1), (2, -1), (3, 1), (3, -1)] {
        let mut memory = Memory::note();
        let shift = |cells: &mut Vec<String>| {
            let offset: i64 = cells[column].parse().expect("an offset");
            cells[column] = (offset + by).to_string();
        };
        let rows = rewrite(&mut memory, "claims", shift);
        assert!(rows.len() > 100);
        each_is_found(&rows, &run(&memory), ANCHORS, &format!("column {column} moved by {by}"));
    }
}

/// The letter or digit of some bytes that is nearest to their middle.
fn middle_of(text: &[u8], range: std::ops::Range<usize>) -> usize {
    let middle = range.start + range.len() / 2;
    let letters = range.filter(|at| text[*at].is_ascii_alphanumeric());
    letters.min_by_key(|at| at.abs_diff(middle)).expect("a letter")
}

/// Another letter or digit of the same kind.
fn another(letter: u8) -> u8 {
    match letter {
        b'0'..=b'9' => letter ^ 1,
        b'X' | b'x' => letter + 1,
        b'A'..=b'Z' => b'X',
        _ => b'x',
    }
}

#[test]
fn any_letter_of_a_quote_that_is_changed_is_found() {
    let mut memory = Memory::note();
    let rows = rewrite(&mut memory, "claims", |cells| {
        let at = middle_of(cells[4].as_bytes(), 0..cells[4].len());
        let letter = char::from(another(cells[4].as_bytes()[at])).to_string();
        cells[4].replace_range(at..=at, &letter);
    });
    each_is_found(&rows, &run(&memory), &["quote-not-at-offset"], "a letter of each quote");
}

#[test]
fn any_byte_of_the_source_that_is_changed_is_found() {
    let mut memory = Memory::note();
    let rows = rewrite(&mut memory, "claims", |_| {});
    let mut bytes = memory.sources.get(NOTE).expect("the note").clone();
    for row in &rows {
        let at = middle_of(&bytes, row.passage().expect("offsets").span.range());
        bytes[at] = another(bytes[at]);
    }
    memory.sources.insert(NOTE.to_owned(), bytes);
    let outcome = run(&memory);
    assert!(outcome.findings.iter().any(|finding| finding.check == "source-changed"));
    each_is_found(&rows, &outcome, &["quote-not-at-offset"], "a byte in each quote");
}

/// The ids that a cell names.
fn named(format: Format, cell: &str) -> Vec<String> {
    match format {
        Format::Ref(_) | Format::When => vec![cell.to_owned()],
        Format::Refs(_) => list(cell).map(str::to_owned).collect(),
        Format::Set => Set::parse(cell).expect("a set").ids().map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn any_id_that_is_changed_is_found_where_it_is_named() {
    for changed in ["entities", "predicates", "works", "claims", "sources"] {
        let mut memory = Memory::note();
        let before = rewrite(&mut memory, changed, |_| {});
        let ids: BTreeSet<&str> = before.iter().map(Row::id).collect();
        rewrite(&mut memory, changed, |cells| cells[0] += "-x");
        let outcome = run(&memory);
        let mut references = 0;
        for table in ["claims", "mentions", "layout", "silence"] {
            let schema = Schema::of(table).expect("a table");
            for row in rewrite(&mut memory, table, |_| {}) {
                for (column, cell) in schema.columns.iter().zip(&row.cells) {
                    let known = |id: &String| ids.contains(id.as_str());
                    for id in named(column.format, cell).into_iter().filter(known) {
                        references += 1;
                        let names = |finding: &Finding| {
                            let place = &finding.place;
                            (finding.check, &place.file, place.line) == ("unknown-id", &row.file, row.line)
                                && place.field.as_deref() == Some(column.name)
                                && finding.message.contains(&format!("`{id}`"))
                                && finding.passage == row.passage()
                                && finding.help.is_some()
                        };
                        assert!(outcome.findings.iter().any(names), "{table}: {}: {id}", row.id());
                    }
                }
            }
        }
        assert!(references > 0, "no row names one of {changed}");
    }
}

/// What holds of all rows at once holds of one alone, and in the program as it is used.
#[test]
fn one_slip_alone_ends_with_exit_status_1_and_its_place() {
    let claims = "facts/lacher-2013/claims.csv";
    let row = "two-algerians-and-one-mauritanian,lacher-2013,9296,9367,two Algerians and a Mauritanian were released";
    let slips = [
        (NOTE, "When two Algerians", "When two Algarians", claims),
        (claims, "lacher-2013,9296,9367,", "lacher-2013,9297,9367,", claims),
        (claims, row, &row.replace("Mauritanian", "Mauritenian"), claims),
        ("facts/vocabulary/entities.csv", "\nalgerians,", "\nalgerian-people,", claims),
    ];
    for (file, from, to, found_in) in slips {
        let project = Project::copy_of(Path::new(HERE));
        let line =
            project.read(claims).lines().position(|line| line.starts_with("two-algerians")).expect("the row") + 1;
        project.edit(file, from, to);
        let ran = project.run(&["check", "--format", "json"]);
        assert_eq!(ran.status, 1, "{}", ran.all());
        let report = ran.json();
        let names = |finding: &&serde_json::Value| {
            finding["file"] == found_in
                && finding["line"] == line
                && finding["column"].is_u64()
                && finding["fact"] == "two-algerians-and-one-mauritanian"
                && finding["source"] == "lacher-2013"
                && finding["start"].is_u64()
                && finding["end"] == 9367
        };
        let findings = report["findings"].as_array().expect("findings");
        assert!(findings.iter().any(|finding| names(&finding)), "{from} to {to}: {}", ran.stdout);
    }
}

/// Nothing in the program knows a note: no alias with a capital letter stands in its code or in its
/// word lists as whole words.
#[test]
fn no_name_of_a_note_stands_in_the_code() {
    let aliases: BTreeSet<String> = [Memory::note(), Memory::second_note()]
        .iter_mut()
        .flat_map(|memory| rewrite(memory, "aliases", |_| {}))
        .map(|row| row.id().to_owned())
        .filter(|alias| alias.chars().any(char::is_uppercase))
        .collect();
    assert!(aliases.len() > 50);
    let root = Path::new(HERE);
    let mut found = Vec::new();
    for file in files_under(root, "src").into_iter().filter(|file| file.ends_with(".rs") || file.ends_with(".csv")) {
        let code = fs::read_to_string(root.join(&file)).expect("code in UTF-8");
        for (line, number) in code.lines().zip(1..) {
            let held = aliases.iter().filter(|alias| holds(line, alias));
            found.extend(held.map(|alias| format!("{file}:{number}: {alias}")));
        }
    }
    assert!(found.is_empty(), "write another name instead:\n{}", found.join("\n"));
}

/// Whether a line holds the words, with no letter or digit on either side.
fn holds(line: &str, words: &str) -> bool {
    line.match_indices(words).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// The whole report of the note is the same for any number of threads.
#[test]
fn threads_change_no_byte_of_the_report() {
    let mut memory = Memory::note();
    let mut rows = 0;
    rewrite(&mut memory, "claims", |cells| {
        rows += 1;
        cells[3] += if rows % 8 == 0 { "1" } else { "" };
    });
    let one = memory.reports(1, text::Style::PLAIN).expect("reports");
    assert!(one.0.len() > 10_000);
    for threads in [2, 5] {
        assert_eq!(memory.reports(threads, text::Style::PLAIN).expect("reports"), one);
    }
    let tables = read_tables(&memory.inputs);
    let corpus = Corpus::new(&memory.inputs, &tables).expect("a corpus");
    let outcome = run(&memory);
    assert_eq!(json::render(&corpus, &outcome).expect("JSON"), one.1);
}
