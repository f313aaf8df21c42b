//! What holds for every input, not only for the ones somebody thought of?
//!
//! `cargo test` tries a few cases from fixed seeds. `FACTCHECK_CASES=5000 cargo test --test program properties::`
//! tries more, and `FACTCHECK_SEED=7` others.

use std::collections::BTreeSet;

use crate::project::{Memory, SOURCE};
use factcheck::corpus::{Input, read_tables};
use factcheck::digest::sha256_hex;
use factcheck::edit;
use factcheck::finding::Finding;
use factcheck::report::text::Style;
use factcheck::schema::Schema;
use factcheck::set::Set;
use factcheck::source::{Edge, Layout, LayoutKind, Reading, Span};
use factcheck::table::Table;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;

/// So many cases, unless the environment asks for more.
fn cases(few: u32) -> ProptestConfig {
    let from_environment = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    ProptestConfig {
        cases: from_environment("FACTCHECK_CASES").map_or(few, |cases| cases as u32),
        rng_seed: RngSeed::Fixed(from_environment("FACTCHECK_SEED").unwrap_or(2013)),
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    }
}

/// Texts in which all that the reading text undoes is common.
fn raw_text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        " ",
        " ",
        " ",
        "  ",
        "\n",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        "\u{a0}",
        "\u{c}",
        "\u{2028}",
        "\r",
        "-",
        "-\n",
        "-\n\n",
        "\u{2010}\n",
        "\u{ad}\n",
        "\u{ad}",
        " - ",
        " — ",
        "'",
        "’",
        ". ",
        "? ",
        "! ",
        ".\" ",
        ".”\n",
        "(",
        ") ",
        ",",
        ".",
        "; ",
        ": ",
        "é",
        "ß",
        "İ",
        "Ａ",
        "e\u{301}",
        "\u{1F6A2}",
        "1,500",
        "2009-11",
        "i.e. ",
        "A. ",
        "«",
        "»",
        "\u{200b}",
    ];
    let piece = prop_oneof![
        4 => "[a-z]{1,4}",
        1 => "[A-Z][a-z]{0,3}",
        1 => "[0-9]{1,3}",
        6 => select(PIECES).prop_map(str::to_owned),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A text with declared layout: pieces between character boundaries, overlapping or not, and now and
/// then one that lies nowhere.
fn laid_out_text() -> impl Strategy<Value = (String, Vec<Layout>)> {
    const KINDS: &[LayoutKind] =
        &[LayoutKind::Furniture, LayoutKind::Mark, LayoutKind::Reads, LayoutKind::Join, LayoutKind::Keep];
    let piece = (any::<Index>(), 0..9_usize, select(KINDS), 0..20_u8);
    (raw_text(), vec(piece, 0..4)).prop_map(|(raw, pieces)| {
        let edges = boundaries(&raw);
        let layout = pieces.into_iter().map(|(from, len, kind, stray)| {
            let from = from.index(edges.len());
            let to = (from + len).min(edges.len() - 1);
            let span = match stray {
                0 => Span::new(edges[to], edges[from]),
                1 => Span::new(edges[from] + 1, usize::MAX),
                _ => Span::new(edges[from], edges[to]),
            };
            Layout { span, kind }
        });
        let layout = layout.collect();
        (raw, layout)
    })
}

fn boundaries(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

proptest! {
    #![proptest_config(cases(150))]

    /// Every trimmed span of the reading text is found again by way of its raw bytes.
    #[test]
    fn from_text_to_raw_and_back((raw, layout) in laid_out_text()) {
        let reading = Reading::new(&raw, &layout);
        let text = reading.text();
        prop_assert!(!text.contains("  "), "{text:?}");
        prop_assert!(text.chars().all(|c| c == ' ' || !c.is_whitespace()), "{text:?}");
        let edges = boundaries(text);
        for (index, start) in edges.iter().enumerate() {
            for end in edges.iter().skip(index + 1).take(9) {
                let (span, slice) = (Span::new(*start, *end), &text[*start..*end]);
                if slice.trim() == slice {
                    let there = reading.to_raw(span);
                    prop_assert_eq!(reading.to_text(there), span, "{:?} by way of {:?}", slice, there);
                    prop_assert_eq!(reading.slice(there), slice);
                }
            }
        }
    }

    /// Every raw span whose edges are sound says what its reading says, and is found again.
    #[test]
    fn from_raw_to_text_and_back((raw, layout) in laid_out_text()) {
        let reading = Reading::new(&raw, &layout);
        let sound = |at: usize, edge| reading.edge_fault(at, edge).is_none();
        for start in (0..=raw.len()).filter(|at| sound(*at, Edge::Start)) {
            for end in (start + 1..=raw.len()).filter(|at| sound(*at, Edge::End)).take(5) {
                let span = Span::new(start, end);
                let said = reading.slice(span).to_owned();
                prop_assert!(!said.is_empty() && said.trim() == said, "{span:?} says {said:?}");
                prop_assert_eq!(reading.to_raw(reading.to_text(span)), span);
                prop_assert!(reading.says(span, &said));
                prop_assert!(reading.occurrences(&said).any(|place| place == span), "{said:?} stands at {span:?}");
            }
        }
    }

    /// A span moved by one byte at either end, or at both, no longer says the same, unless the same
    /// words really stand there.
    #[test]
    fn a_shifted_span_falls((raw, layout) in laid_out_text()) {
        let reading = Reading::new(&raw, &layout);
        for start in 0..raw.len() {
            for end in (start + 1..=raw.len()).take(12) {
                let said = reading.slice(Span::new(start, end)).to_owned();
                if !reading.says(Span::new(start, end), &said) {
                    continue;
                }
                for shifted in shifts(Span::new(start, end)) {
                    let again = raw.get(shifted.range()).is_some_and(|there| raw.get(start..end) == Some(there));
                    prop_assert!(again || !reading.says(shifted, &said), "{said:?} at {start}..{end} and at {shifted:?}");
                }
            }
        }
    }

    /// What was read once reads the same again; sentences hold every word once, in order.
    #[test]
    fn sentences_part_the_text((raw, layout) in laid_out_text()) {
        let reading = Reading::new(&raw, &layout);
        let text = reading.text();
        let again = Reading::new(text, &[]);
        prop_assert_eq!(again.text(), text);
        let mut last = 0;
        let mut words = String::new();
        for sentence in reading.sentences(|token| token == "i.e.") {
            prop_assert!(sentence.start >= last && !sentence.is_empty());
            last = sentence.end;
            words += &text[sentence.range()];
        }
        prop_assert_eq!(words.replace(' ', ""), text.replace(' ', ""));
    }

    /// A set that was printed parses to the same, and what parses prints the same.
    #[test]
    fn sets_print_as_they_are_written(items in vec((set_item(), select(&["; ", " | ", " & "][..])), 1..8), any_text in "[a-z;|& «»-]{0,20}") {
        let mut cell: String = items.iter().map(|(item, joint)| format!("{item}{joint}")).collect();
        cell.truncate(cell.len() - items.last().map_or(0, |(_, joint)| joint.len()));
        let set = Set::parse(&cell).expect("a set expression");
        prop_assert_eq!(set.to_string(), cell.clone());
        prop_assert_eq!(set.items().map(|item| item.to_string()).collect::<Vec<_>>(), items.iter().map(|(item, _)| item.clone()).collect::<Vec<_>>());
        prop_assert_eq!(set.lists(), 1 + items.iter().rev().skip(1).filter(|(_, joint)| *joint == "; ").count());
        if let Ok(set) = Set::parse(&any_text) {
            prop_assert_eq!(set.to_string(), any_text);
        }
    }
}

/// The span with its start, its end, or both moved by one byte.
fn shifts(span: Span) -> impl Iterator<Item = Span> {
    let by = [(0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)];
    by.into_iter().filter_map(move |(start, end)| {
        Some(Span::new(span.start.checked_add_signed(start)?, span.end.checked_add_signed(end)?))
    })
}

fn set_item() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z][a-z0-9-]{0,6}", "«[a-z](; | \\| |[a-z& ’,-]){0,6}[a-z]»"]
}

proptest! {
    #![proptest_config(cases(12))]

    /// Rows on words of any text stand; moved by one byte each gets a finding of an anchor check.
    #[test]
    fn anchor_checks_find_every_shift(raw in raw_text(), picks in vec((any::<Index>(), 0..5_usize, 0..8_usize), 1..6)) {
        let reading = Reading::new(&raw, &[]);
        let spans: Vec<Span> = factcheck::source::words(reading.text()).collect();
        prop_assume!(!spans.is_empty());
        let rows: BTreeSet<Span> = picks.iter().map(|(pick, more, _)| {
            let first = pick.index(spans.len());
            let last = (first + more).min(spans.len() - 1);
            reading.to_raw(Span::new(spans[first].start, spans[last].end))
        }).filter(|span| reading.says(*span, reading.slice(*span))).collect();
        let anchored = |shift: &dyn Fn(usize, Span) -> Span| {
            let line = |(index, span): (usize, &Span)| {
                let at = shift(index, *span);
                format!("m{index},orla,{},{},{},alda,\n", at.start, at.end, edit::canonical_cell(reading.slice(*span)))
            };
            with_source(&raw, "id,source,start,end,quote,refers,antecedent\n".to_owned() + &rows.iter().enumerate().map(line).collect::<String>())
        };
        let sound = anchor_findings(&anchored(&|_, span| span));
        prop_assert_eq!(sound, BTreeSet::new());
        let way = |index: usize| picks.get(index).map_or(0, |(_, _, way)| *way);
        let moved = |index: usize, span: Span| shifts(span).nth(way(index)).unwrap_or(Span::new(span.start, span.end + 1));
        let same_there = |index: usize, span: Span| raw.get(moved(index, span).range()) == raw.get(span.range());
        let expected: BTreeSet<String> = rows.iter().enumerate().filter(|(index, span)| !same_there(*index, **span)).map(|(index, _)| format!("m{index}")).collect();
        prop_assert_eq!(anchor_findings(&anchored(&moved)), expected);
    }
}

/// The small project with another source text and other mentions. It has no language: sentences are
/// not what is looked at.
fn with_source(raw: &str, mentions: String) -> Memory {
    let mut memory = Memory::small();
    let register = format!(
        "id,path,sha256,title,published,language,licence,format\norla,{SOURCE},{},T,,,,1\n",
        sha256_hex(raw.as_bytes())
    );
    *memory.table("facts/sources.csv") = register.into_bytes();
    *memory.table("facts/orla/mentions.csv") = mentions.into_bytes();
    memory.sources.insert(SOURCE.to_owned(), raw.into());
    memory
}

/// Rows of the mentions table that an anchor check objects to.
fn anchor_findings(memory: &Memory) -> BTreeSet<String> {
    let outcome = memory.check(1).expect("a corpus");
    let anchor = |finding: &&Finding| {
        finding.check.starts_with("offset") || ["empty-span", "quote-not-at-offset"].contains(&finding.check)
    };
    let mention = |finding: &&Finding| finding.place.file == "facts/orla/mentions.csv";
    outcome.findings.iter().filter(anchor).filter(mention).filter_map(|finding| finding.fact.clone()).collect()
}

/// Bytes that a broken table may hold: a sound one with a few slips, or anything at all.
fn broken(table: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let tokens: [&[u8]; 34] = [
        b"\"",
        b"\"\"",
        b",",
        b",,,,",
        b"\n",
        b"\r",
        b"\r\n",
        b"\0",
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
        b"; ",
        b" | ",
        b" & ",
        b"\xc2\xab",
        b"\xc2\xbb",
        b"18446744073709551615",
        b"0",
        b"-1",
        b"99",
        b"self",
        b"unnamed",
        b"alda",
        b"2012-13",
        b"..",
        b">",
        b"P",
        b"orla",
        b"\x1b[2J",
        b"\xe2\x80\xae",
        b"1/0",
        b"within",
        b"title",
        b"S \xe2\x80\xa6 O",
    ];
    let slip = (any::<Index>(), 0..12_usize, select(tokens.map(<[u8]>::to_vec).to_vec()));
    let slips = vec(slip, 1..6).prop_map(move |slips| {
        let mut bytes = table.clone();
        for (at, gone, token) in slips {
            let at = at.index(bytes.len() + 1);
            bytes.splice(at..(at + gone).min(bytes.len()), token);
        }
        bytes
    });
    prop_oneof![8 => slips, 1 => vec(any::<u8>(), 0..300)]
}

/// A table of the small project, by index, and bytes to put in its place.
fn broken_table() -> impl Strategy<Value = (usize, Vec<u8>)> {
    let inputs = without_language().inputs;
    (0..inputs.len()).prop_flat_map(move |index| (Just(index), broken(inputs[index].bytes.clone())))
}

/// The small project without a language: the word lists cost more than all the rest.
fn without_language() -> Memory {
    let mut memory = Memory::small();
    let register = memory.text("facts/sources.csv").replace(",en,", ",,");
    *memory.table("facts/sources.csv") = register.into_bytes();
    memory
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn no_bytes_of_a_table_make_it_panic((index, bytes) in broken_table()) {
        let mut memory = without_language();
        memory.inputs[index].bytes = bytes;
        memory.exercise();
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn no_bytes_make_the_recognisers_panic((index, bytes) in broken_table(), source in broken(crate::project::TEXT.into())) {
        let mut memory = Memory::small();
        memory.inputs[index].bytes = bytes;
        memory.sources.insert(SOURCE.to_owned(), source);
        memory.exercise();
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn no_bytes_of_a_source_make_it_panic(source in prop_oneof![broken(crate::project::TEXT.into()), raw_text().prop_map(String::into_bytes)]) {
        let mut memory = without_language();
        memory.sources.insert(SOURCE.to_owned(), source);
        memory.exercise();
    }
}

/// A table of five columns as somebody else might write it.
#[derive(Debug, Clone)]
struct Written {
    /// The schema's columns in the order of the header.
    order: Vec<usize>,
    /// Cells in that order, each with whether it stands in quotes without need.
    rows: Vec<Vec<(String, bool)>>,
    line_end: &'static str,
    ends: bool,
}

impl Written {
    fn bytes(&self) -> Vec<u8> {
        let schema = Schema::of("entities").expect("a table");
        let header =
            self.order.iter().map(|column| schema.column_name(*column).to_owned()).collect::<Vec<_>>().join(",");
        let cell = |(cell, quoted): &(String, bool)| match *quoted || cell.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.clone(),
        };
        let rows = self.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(","));
        let mut text = [header].into_iter().chain(rows).collect::<Vec<_>>().join(self.line_end);
        if self.ends {
            text += self.line_end;
        }
        text.into_bytes()
    }
}

fn written() -> impl Strategy<Value = Written> {
    let cell = vec(select(&["a", "b", "é", "\u{1F6A2}", ",", "\"", "\n", "\r\n", " ", "'", ";", "\t"][..]), 0..5)
        .prop_map(|parts| parts.concat());
    let row = vec((cell, any::<bool>()), 5);
    (Just(vec![0, 1, 2, 3, 4]).prop_shuffle(), vec(row, 0..8), select(&["\n", "\r\n"][..]), any::<bool>())
        .prop_map(|(order, rows, line_end, ends)| Written { order, rows, line_end, ends })
}

proptest! {
    #![proptest_config(cases(150))]

    /// Our reader and the `csv` crate agree on every table that RFC 4180 allows.
    #[test]
    fn the_table_reader_agrees_with_the_csv_crate(table in written()) {
        let bytes = table.bytes();
        let ours = Table::read("entities.csv", Schema::of("entities").expect("a table"), &bytes);
        prop_assert_eq!(&ours.faults, &vec![]);
        let rows: Vec<Vec<&str>> = ours.rows().map(|row| (0..5).map(|column| row.cell(column)).collect()).collect();
        let mut oracle = csv::Reader::from_reader(&bytes[..]);
        let theirs: Vec<csv::StringRecord> = oracle.records().map(|record| record.expect("a record")).collect();
        prop_assert_eq!(rows.len(), theirs.len());
        for (row, record) in rows.iter().zip(&theirs) {
            let in_order: Vec<&str> = table.order.iter().map(|column| row[*column]).collect();
            prop_assert_eq!(in_order, record.iter().collect::<Vec<_>>());
        }
        // With CRLF the crate counts the LF to the record after it.
        for (row, record) in ours.rows().zip(&theirs).filter(|_| table.line_end == "\n") {
            let line = record.position().expect("a position").line() as usize;
            prop_assert_eq!(row.place(table.order[0]).line, line);
        }
    }

    /// A record with another number of cells than the header is a fault exactly where the `csv` crate
    /// says so.
    #[test]
    fn cells_are_counted_as_the_csv_crate_counts_them(lines in vec("[ab,]{0,8}", 0..8)) {
        let text = format!("alias,entity,kind\n{}", lines.iter().map(|line| line.clone() + "\n").collect::<String>());
        let ours = Table::read("aliases.csv", Schema::of("aliases").expect("a table"), text.as_bytes());
        let mut oracle = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let theirs: Vec<csv::StringRecord> = oracle.records().map(|record| record.expect("a record")).collect();
        prop_assert_eq!(ours.len(), theirs.len());
        let sound: Vec<String> = theirs.iter().filter(|record| record.len() == 3).map(|record| record.iter().collect::<Vec<_>>().join(",")).collect();
        prop_assert_eq!(ours.rows().map(|row| row.text().to_owned()).collect::<Vec<_>>(), sound);
        prop_assert_eq!(ours.faults.len(), theirs.iter().filter(|record| record.len() != 3).count());
    }

    /// The canonical form loses no cell, does not change a second time, and is what the checks of the
    /// form accept.
    #[test]
    fn the_canonical_form_keeps_every_cell(table in written()) {
        let bytes = table.bytes();
        let schema = Schema::of("entities").expect("a table");
        let before = Table::read("entities.csv", schema, &bytes);
        let text = edit::format_table(&before).expect("a table without faults");
        let after = Table::read("entities.csv", schema, text.as_bytes());
        let cells = |table: &Table| {
            let mut rows: Vec<Vec<String>> = table.rows().map(|row| (0..5).map(|column| row.cell(column).to_owned()).collect()).collect();
            rows.sort();
            rows
        };
        prop_assert_eq!(cells(&after), cells(&before));
        prop_assert_eq!(edit::format_table(&after), Some(text.clone()));
        prop_assert_eq!(form_findings(text.as_bytes()), Vec::<String>::new());
        prop_assert_eq!(form_findings(&bytes).is_empty(), text.as_bytes() == bytes, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

/// What the checks of the written form find in an entities table.
fn form_findings(bytes: &[u8]) -> Vec<String> {
    let input = |path: &str, bytes: &[u8]| Input { path: path.to_owned(), bytes: bytes.to_vec() };
    let claims = format!("{}x{}\n", edit::header(Schema::of("claims").expect("a table")), ",".repeat(21));
    let memory = Memory {
        inputs: vec![input("facts/claims.csv", claims.as_bytes()), input("facts/entities.csv", bytes)],
        sources: Default::default(),
    };
    let outcome = memory.check(1).expect("a corpus");
    let form = |finding: &&Finding| {
        ["not-canonical", "rows-out-of-order"].contains(&finding.check) && finding.place.file == "facts/entities.csv"
    };
    outcome.findings.iter().filter(form).map(|finding| finding.message.clone()).collect()
}

/// A fault that somebody might make in a row of claims.
#[derive(Debug, Clone, Copy)]
enum Slip {
    StartLater,
    EndEarlier,
    Letter,
    Predicate,
    Source,
    Polarity,
    Cell,
}

const SLIPS: [Slip; 7] =
    [Slip::StartLater, Slip::EndEarlier, Slip::Letter, Slip::Predicate, Slip::Source, Slip::Polarity, Slip::Cell];

/// The line of a claim with a slip in it.
fn with_slip(line: &str, slip: Slip) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    let record = reader.records().next().expect("a row").expect("a record");
    let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
    let mut shift = |column: usize, by: isize| {
        let offset: usize = cells[column].parse().expect("an offset");
        cells[column] = offset.saturating_add_signed(by).to_string();
    };
    match slip {
        Slip::StartLater => shift(2, 1),
        Slip::EndEarlier => shift(3, -1),
        Slip::Letter => {
            let at = cells[4].find(|c: char| c.is_ascii_lowercase()).unwrap_or(0);
            let other = if cells[4][at..].starts_with('x') { "y" } else { "x" };
            cells[4].replace_range(at..=at, other);
        }
        Slip::Predicate => cells[6] += "-x",
        Slip::Source => cells[1] += "-x",
        Slip::Polarity => cells[14] = "negatively".to_owned(),
        Slip::Cell => cells.push(String::new()),
    }
    edit::line(&cells).trim_end().to_owned()
}

/// Puts slips into some rows of the first claims table and says which rows.
fn plant(memory: &mut Memory, picks: &[(Index, Slip)]) -> BTreeSet<(usize, String)> {
    let path = memory.inputs.iter().find(|input| input.path.ends_with("/claims.csv")).expect("claims").path.clone();
    let text = memory.text(&path);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut planted = BTreeSet::new();
    for (pick, slip) in picks {
        let at = 1 + pick.index(lines.len() - 1);
        let id = lines[at].split(',').next().unwrap_or("").to_owned();
        if planted.insert((at + 1, id)) {
            lines[at] = with_slip(&lines[at], *slip);
        }
    }
    *memory.table(&path) = (lines.join("\n") + "\n").into_bytes();
    planted
}

fn slips(most: usize) -> impl Strategy<Value = Vec<(Index, Slip)>> {
    vec((any::<Index>(), select(&SLIPS[..])), 1..most)
}

proptest! {
    #![proptest_config(cases(6))]

    /// Faults in k rows of the note give at least k findings, and each row is named.
    #[test]
    fn independent_faults_are_found_one_by_one(picks in slips(12)) {
        let mut memory = Memory::note();
        let planted = plant(&mut memory, &picks);
        let outcome = memory.check(2).expect("a corpus");
        prop_assert!(outcome.findings.len() >= planted.len());
        for (line, id) in planted {
            let named = |finding: &Finding| {
                let place = &finding.place;
                place.file.ends_with("/claims.csv") && (place.line == line || finding.fact.as_deref() == Some(&id))
            };
            prop_assert!(outcome.findings.iter().any(named), "nothing names {id} on line {line}");
        }
    }

    /// Neither the order of rows nor the files they stand in change what is found.
    #[test]
    fn order_changes_no_finding(picks in slips(6), keys in vec(any::<u64>(), 64), parts in 1..4_usize) {
        let mut memory = Memory::second_note();
        plant(&mut memory, &picks);
        let mut shuffled = memory.clone();
        shuffled.inputs = memory.inputs.iter().flat_map(|input| shuffle(input, &keys, parts)).collect();
        shuffled.inputs.reverse();
        let about_order = ["rows-out-of-order", "not-canonical"];
        let found = |memory: &Memory| memory.found().into_iter().filter(|(check, ..)| !about_order.contains(check)).collect::<Vec<_>>();
        prop_assert_eq!(found(&shuffled), found(&memory));
    }

    /// Any number of threads writes the same report.
    #[test]
    fn threads_change_no_byte_of_the_report(picks in slips(9)) {
        let mut memory = Memory::second_note();
        plant(&mut memory, &picks);
        let mut more = Memory::small();
        more.inputs.iter_mut().for_each(|input| input.path.insert_str("facts/".len(), "more/"));
        memory.inputs.append(&mut more.inputs);
        memory.sources.append(&mut more.sources);
        let one = memory.reports(1, Style::PLAIN).expect("reports");
        for threads in [2, 5] {
            prop_assert_eq!(&memory.reports(threads, Style::PLAIN).expect("reports"), &one);
        }
    }
}

/// The rows of a table in another order, over several files.
fn shuffle(input: &Input, keys: &[u64], parts: usize) -> Vec<Input> {
    let text = String::from_utf8(input.bytes.clone()).expect("UTF-8");
    let (header, rows) = text.split_once('\n').expect("a header");
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_by_key(|row| {
        keys[row.len() * 31 % keys.len()] ^ row.bytes().map(u64::from).sum::<u64>().wrapping_mul(keys[0] | 1)
    });
    let name = input.path.rsplit('/').next().unwrap_or("");
    let file = |part: usize| Input {
        path: format!("facts/{}/{name}", (b'z' - part as u8) as char),
        bytes: rows
            .iter()
            .skip(part)
            .step_by(parts)
            .fold(format!("{header}\n"), |text, row| text + row + "\n")
            .into_bytes(),
    };
    (0..parts).map(file).collect()
}

/// The notes themselves are in canonical form.
#[test]
fn the_notes_are_written_canonically() {
    for memory in [Memory::note(), Memory::second_note(), Memory::small()] {
        for table in read_tables(&memory.inputs) {
            assert_eq!(edit::format_table(&table).as_deref(), Some(table.text()), "{}", table.file);
        }
    }
}
