//! Do rows that cannot hold together fire exactly one check of consistency, and rows that can none?
//!
//! `data/agreement.csv` and `data/agreement_times.csv` hold small notes, a sentence a row: every row is a
//! claim that quotes its whole sentence, or, where it gives none, that of the row before. `finds` names
//! the check that must fire at the row; nothing else of the families may.
//! `data/agreement/` holds the vocabulary that they share.

use std::collections::BTreeMap;

use crate::support::{Project, repository};
use factcheck::checks::FAMILIES;
use factcheck::digest::sha256_hex;

/// The families that hold rows against each other.
const TESTED: &[&str] = &["memberships", "counts", "relations", "routes", "dates"];

const CELLS: &[&str] = &[
    "subject",
    "predicate",
    "object",
    "other",
    "place",
    "number",
    "role",
    "when",
    "span",
    "polarity",
    "certainty",
    "mood",
    "words",
    "holder",
    "cites",
    "if",
    "restates",
];

type Row = BTreeMap<String, String>;

fn cell<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", String::as_str)
}

/// The rows of every note, in the order of the files.
fn notes() -> BTreeMap<String, Vec<Row>> {
    let mut notes: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for table in ["agreement", "agreement_times"] {
        let path = repository(&format!("tests/data/{table}.csv"));
        for record in csv::Reader::from_path(path).expect("a table of notes").deserialize() {
            let row: Row = record.expect("a row");
            notes.entry(cell(&row, "note").to_owned()).or_default().push(row);
        }
    }
    notes
}

/// The id of a row: the note's name with the number of the sentence.
fn id(note: &str, index: usize) -> String {
    format!("{note}-{}", index + 1)
}

/// A project of one note.
fn project(note: &str, rows: &[Row]) -> Project {
    let mut project = Project::read(&repository("tests/data/agreement"));
    let (mut text, mut claims) = (String::new(), csv::Writer::from_writer(Vec::new()));
    let head = ["id", "source", "start", "end", "quote"].iter().chain(CELLS);
    claims.write_record(head).expect("the header");
    let (mut start, mut quote) = (0, "");
    for (index, row) in rows.iter().enumerate() {
        if !cell(row, "sentence").is_empty() {
            (start, quote) = (text.len(), cell(row, "sentence"));
            text = text + quote + ".\n";
        }
        let anchor = [id(note, index), "note".to_owned(), start.to_string(), (start + quote.len()).to_string()];
        let cells = CELLS.iter().map(|column| cell(row, column).to_owned());
        claims.write_record(anchor.into_iter().chain([quote.to_owned()]).chain(cells)).expect("a claim");
    }
    let register = format!(
        "id,path,sha256,title,published,language,licence,format\nnote,seeds/note.txt,{},Note,2025-06,en,,1\n",
        sha256_hex(text.as_bytes())
    );
    project.set("facts/sources.csv", register);
    project.set("facts/claims.csv", claims.into_inner().expect("the claims"));
    project.set("seeds/note.txt", text);
    project
}

#[test]
fn every_note_finds_what_it_says() {
    let tested = |check: &str| {
        FAMILIES
            .iter()
            .any(|(family, checks)| TESTED.contains(family) && checks.iter().any(|known| known.name == check))
    };
    // A row that its own words do not support tests nothing.
    let grounded = |check: &str| check.ends_with("-not-in-quote") || check == "sides-reversed" || check == "unknown-id";
    let mut complaints = Vec::new();
    for (note, rows) in notes() {
        let found = project(&note, &rows).check(|_, outcome, _| {
            let fired = outcome.findings.iter().filter(|finding| tested(finding.check) || grounded(finding.check));
            fired.map(|finding| (finding.fact.clone().unwrap_or_default(), finding.check)).collect::<Vec<_>>()
        });
        let wanted: Vec<(String, &str)> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !cell(row, "finds").is_empty())
            .map(|(index, row)| (id(&note, index), cell(row, "finds")))
            .collect();
        if found != wanted {
            complaints.push(format!("{note}: found {found:?}, wanted {wanted:?}"));
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn a_date_goes_on_into_a_clause_without_a_time() {
    let found = |rest: &str| {
        let dated = "Dale raised the Harbour Plan in 1998";
        let quote = format!("{dated}, {rest}");
        let mut project = project("note", &of_league(&[[&quote, "dale", "is-port-on", "", "", ""]]));
        let claims = project.text("facts/claims.csv").replace("ash-league", "coast");
        let inside =
            format!("inside,note,0,{},{dated},dale,raises,harbour-plan,,,,within,1998,,,,,,,,,\n", dated.len());
        project.set("facts/claims.csv", claims + &inside);
        project.check(|_, outcome, _| {
            let undated = |check: &str| outcome.findings.iter().filter(|finding| finding.check == check).count();
            assert_eq!(undated("pattern-not-in-quote") + undated("quote-not-at-offset"), 0);
            undated("date-not-used")
        })
    };
    assert_eq!(found("the best town being the port on the Coast"), 1);
    assert_eq!(found("lying at the port on the Coast"), 0);
    assert_eq!(found("having been the port on the Coast"), 0);
    assert_eq!(found("being the port on the Coast"), 0);
    assert_eq!(found("and is the port on the Coast"), 0);
    assert_eq!(found("though it was going to be the port on the Coast"), 0);
}

#[test]
fn no_before_a_side_denies_what_is_said_of_it() {
    let found = |object: &str| {
        let cells = [
            ("sentence", "Dale lost no pilots but lost barges"),
            ("subject", "dale"),
            ("predicate", "loses"),
            ("object", object),
            ("polarity", "negated"),
            ("words", "no"),
        ];
        let row: Row = cells.into_iter().map(|(column, cell)| (column.to_owned(), cell.to_owned())).collect();
        project("note", &[row]).check(|_, outcome, _| {
            let finds = |check: &str| outcome.findings.iter().filter(|finding| finding.check == check).count();
            assert_eq!(finds("pattern-not-in-quote") + finds("words-not-in-quote"), 0);
            finds("polarity-without-negator")
        })
    };
    assert_eq!(found("«pilots»"), 0);
    assert_eq!(found("«barges»"), 1);
}

/// What coverage and grounding say of words that no row tells.
fn untold(told: &[[&str; 4]]) -> Vec<String> {
    let row = |told: &[&str; 4]| {
        let cells = ["sentence", "subject", "predicate", "object"].iter().zip(told);
        cells.map(|(column, cell)| ((*column).to_owned(), (*cell).to_owned())).collect()
    };
    let rows: Vec<Row> = told.iter().map(row).collect();
    project("note", &rows).check(|_, outcome, _| {
        let untold = outcome.findings.iter().filter(|finding| {
            finding.check == "word-without-row" || finding.message.contains("only inside the words of a side")
        });
        untold.map(|finding| finding.message.clone()).collect()
    })
}

#[test]
fn what_a_side_tells_wants_a_row_of_its_own() {
    const NAMED: &str = "“Dale” stands only inside the words of a side, and no row says what it tells of them";
    const OPPOSED: [&str; 4] = ["Pilots of Dale opposed the Toll Reform", "«Pilots of Dale»", "opposes", "toll-reform"];
    const TOLD: [&str; 4] = ["", "«Pilots»", "lives-in", "dale"];
    assert_eq!(untold(&[OPPOSED]), [NAMED]);
    assert_eq!(untold(&[OPPOSED, TOLD]), [""; 0]);
    const EXPELLED: [&str; 4] = [
        "The port Dale, observer at a fair, supported the Toll Reform",
        "«The port Dale, observer at a fair»",
        "supports",
        "toll-reform",
    ];
    assert_eq!(untold(&[EXPELLED]), ["no claim rests on the word “observer”"]);
    assert_eq!(untold(&[EXPELLED, ["", "dale", "is-observer-at", "«a fair»"]]), [""; 0]);
    // What a side is called says nothing of it, and "most of" no more than how many.
    const MOST: &str = "Most of Dale opposed the Toll Reform";
    assert_eq!(untold(&[[MOST, "«Most of Dale»", "opposes", "toll-reform"]]), [""; 0]);
    assert_eq!(
        untold(&[[
            "An observer at a fair supported the Toll Reform",
            "«An observer at a fair»",
            "supports",
            "toll-reform"
        ]]),
        [""; 0]
    );
}

/// The rows of a note, each given as its sentence, its member, its predicate and its cells `role`, `when`, `span`.
fn of_league(told: &[[&str; 6]]) -> Vec<Row> {
    let columns = ["sentence", "subject", "predicate", "role", "when", "span", "object"];
    let row = |told: &[&str; 6]| {
        let cells = columns.iter().zip(told.iter().chain(&["ash-league"]));
        cells.map(|(column, cell)| ((*column).to_owned(), (*cell).to_owned())).collect()
    };
    told.iter().map(row).collect()
}

#[test]
fn members_are_those_who_have_not_left_since() {
    const LIST: [&str; 6] = ["The Ash League comprises Dale and Elm", "dale; elm", "makes-up", "", "", ""];
    const JOINS: [&str; 6] = ["Fern joined the Ash League in 1998", "fern", "joins", "within", "1998", ""];
    const AGAIN: [&str; 6] = ["Fern joined the Ash League in 2004", "fern", "joins", "within", "2004", ""];
    const LEAVES: [&str; 6] = ["Fern left the Ash League in 2001", "fern", "leaves", "within", "2001", ""];
    const UNTIL: [&str; 6] = ["Fern belonged to the Ash League until 2001", "fern", "belongs-to", "until", "2001", ""];
    const PAUSES: [&str; 6] = [
        "Elm was suspended from the Ash League in 2001 for a year",
        "elm",
        "is-suspended-from",
        "within",
        "2001",
        "P1Y",
    ];
    let dataset = factcheck::datasets::find("constraints").expect("a dataset");
    for (rows, answer) in [
        (vec![LIST, JOINS], "violated"),
        (vec![LIST, JOINS, LEAVES], "holds"),
        (vec![LIST, JOINS, UNTIL], "holds"),
        (vec![LIST, UNTIL], "holds"),
        (vec![LIST, JOINS, LEAVES, AGAIN], "violated"),
        (vec![LIST, PAUSES], "holds"),
    ] {
        let mut project = project("note", &of_league(&rows));
        project.set(
            "facts/constraints.csv",
            "id,relation,left,right,fact,reason\nlisted,equal,members(ash-league),note-1.subject,,The list is whole.\n"
                .to_owned(),
        );
        let found = project.with_corpus(|corpus| (dataset.rows)(corpus));
        assert_eq!(found.first().and_then(|line| line.get(4)).map(String::as_str), Some(answer), "{rows:?}");
    }
}
