//! Is every table file well-formed, and does every cell hold what its column wants?

use crate::check::{Check, RowView, Run, about_cell};
use crate::claim::column;
use crate::corpus::Corpus;
use crate::edit::{canonical_key, canonical_row};
use crate::edtf::{Duration, Edtf};
use crate::finding::{Finding, Findings, Place, Related, Severity};
use crate::nearest::nearest;
use crate::schema::{Format, RESERVED_IDS, SILENCE_KINDS, TABLES, anchored, is_slug};
use crate::set::{Set, list};
use crate::table::{Fault, Faulty, Row, Table};

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "unknown-table",
        severity: Severity::Error,
        about: "a CSV file under facts/ is no table of this format",
        page: include_str!("schema/unknown-table.md"),
        run: Run::Corpus(unknown_table),
    },
    Check {
        name: "table-without-header",
        severity: Severity::Error,
        about: "a table file has no header line",
        page: include_str!("schema/table-without-header.md"),
        run: Run::Corpus(|corpus, findings| {
            faults(
                corpus,
                findings,
                |fault| matches!(fault, Fault::NoHeader),
                |table, _| {
                    let help = format!("write the header: {}", header_of(table));
                    ("the file has no header line".to_owned(), help)
                },
            )
        }),
    },
    Check {
        name: "byte-order-mark",
        severity: Severity::Error,
        about: "a table file begins with a byte-order mark",
        page: include_str!("schema/byte-order-mark.md"),
        run: Run::Corpus(|corpus, findings| {
            faults(
                corpus,
                findings,
                |fault| matches!(fault, Fault::ByteOrderMark),
                |_, _| ("the file begins with a byte-order mark".to_owned(), "`factcheck fmt` takes it off".to_owned()),
            )
        }),
    },
    Check {
        name: "missing-column",
        severity: Severity::Error,
        about: "the header lacks a column",
        page: include_str!("schema/missing-column.md"),
        run: Run::Corpus(|corpus, findings| {
            faults(
                corpus,
                findings,
                |fault| matches!(fault, Fault::MissingColumn(_)),
                |table, fault| {
                    let name = if let Fault::MissingColumn(name) = fault { name } else { "" };
                    (format!("the header lacks the column `{name}`"), format!("the header is: {}", header_of(table)))
                },
            )
        }),
    },
    Check {
        name: "unknown-column",
        severity: Severity::Error,
        about: "the header has a column that the table does not know",
        page: include_str!("schema/unknown-column.md"),
        run: Run::Corpus(|corpus, findings| {
            faults(
                corpus,
                findings,
                |fault| matches!(fault, Fault::UnknownColumn(_)),
                |table, fault| {
                    let name = if let Fault::UnknownColumn(name) = fault { name } else { "" };
                    let near = nearest(name, table.schema.columns.iter().map(|column| column.name));
                    let help = near.map_or_else(
                        || format!("the header is: {}", header_of(table)),
                        |near| format!("did you mean `{near}`?"),
                    );
                    (format!("{} has no column `{name}`", table.schema.name), help)
                },
            )
        }),
    },
    Check {
        name: "duplicate-column",
        severity: Severity::Error,
        about: "the header names a column twice",
        page: include_str!("schema/duplicate-column.md"),
        run: Run::Corpus(|corpus, findings| {
            faults(
                corpus,
                findings,
                |fault| matches!(fault, Fault::DuplicateColumn(_)),
                |_, fault| {
                    let name = if let Fault::DuplicateColumn(name) = fault { name } else { "" };
                    (
                        format!("the header names the column `{name}` twice"),
                        "drop one of the two with its cells".to_owned(),
                    )
                },
            )
        }),
    },
    Check {
        name: "wrong-field-count",
        severity: Severity::Error,
        about: "a record has more or fewer cells than the header",
        page: include_str!("schema/wrong-field-count.md"),
        run: Run::Corpus(|corpus, findings| {
            faults(
                corpus,
                findings,
                |fault| matches!(fault, Fault::FieldCount { .. }),
                |_, fault| {
                    let Fault::FieldCount { found, expected } = fault else { return Default::default() };
                    let help = "a cell with a comma in it stands in quotes; an empty cell keeps its comma";
                    (format!("the record has {found} cells, the header {expected}"), help.to_owned())
                },
            )
        }),
    },
    Check {
        name: "stray-quote",
        severity: Severity::Error,
        about: "a double quote stands inside a cell or is never closed",
        page: include_str!("schema/stray-quote.md"),
        run: Run::Corpus(|corpus, findings| {
            faults(
                corpus,
                findings,
                |fault| matches!(fault, Fault::StrayQuote),
                |_, _| {
                    let help = "a cell that holds a quote stands in quotes itself, with the inner one doubled: \"a \"\"b\"\"\"";
                    ("a double quote stands inside a cell or is never closed".to_owned(), help.to_owned())
                },
            )
        }),
    },
    Check {
        name: "not-utf8",
        severity: Severity::Error,
        about: "a table file holds bytes that are not UTF-8",
        page: include_str!("schema/not-utf8.md"),
        run: Run::Corpus(|corpus, findings| {
            faults(
                corpus,
                findings,
                |fault| matches!(fault, Fault::NotUtf8),
                |_, _| ("these bytes are not UTF-8".to_owned(), "save the file as UTF-8".to_owned()),
            )
        }),
    },
    Check {
        name: "not-canonical",
        severity: Severity::Error,
        about: "a file is written otherwise than `factcheck fmt` writes it",
        page: include_str!("schema/not-canonical.md"),
        run: Run::Corpus(not_canonical),
    },
    Check {
        name: "rows-out-of-order",
        severity: Severity::Error,
        about: "a row stands before one that it should follow",
        page: include_str!("schema/rows-out-of-order.md"),
        run: Run::Corpus(rows_out_of_order),
    },
    Check {
        name: "duplicate-id",
        severity: Severity::Error,
        about: "two rows have one id",
        page: include_str!("schema/duplicate-id.md"),
        run: Run::Corpus(duplicate_id),
    },
    Check {
        name: "empty-required-cell",
        severity: Severity::Error,
        about: "a cell that every row must fill is empty",
        page: include_str!("schema/empty-required-cell.md"),
        run: Run::Row(empty_required_cell),
    },
    Check {
        name: "malformed-id",
        severity: Severity::Error,
        about: "an id is no slug, or is reserved",
        page: include_str!("schema/malformed-id.md"),
        run: Run::Row(malformed_id),
    },
    Check {
        name: "bad-integer",
        severity: Severity::Error,
        about: "a cell holds no whole number",
        page: include_str!("schema/bad-integer.md"),
        run: Run::Row(bad_integer),
    },
    Check {
        name: "value-not-allowed",
        severity: Severity::Error,
        about: "a cell holds a word that its column does not know",
        page: include_str!("schema/value-not-allowed.md"),
        run: Run::Row(value_not_allowed),
    },
    Check {
        name: "bad-date",
        severity: Severity::Error,
        about: "a cell holds no EDTF date of the profile",
        page: include_str!("schema/bad-date.md"),
        run: Run::Row(bad_date),
    },
    Check {
        name: "bad-number",
        severity: Severity::Error,
        about: "a cell holds no number of the format",
        page: include_str!("schema/bad-number.md"),
        run: Run::Row(bad_number),
    },
    Check {
        name: "bad-duration",
        severity: Severity::Error,
        about: "a cell holds no ISO 8601 duration",
        page: include_str!("schema/bad-duration.md"),
        run: Run::Row(bad_duration),
    },
    Check {
        name: "bad-set-expression",
        severity: Severity::Error,
        about: "a cell holds no set expression",
        page: include_str!("schema/bad-set-expression.md"),
        run: Run::Row(bad_set_expression),
    },
    Check {
        name: "bad-pattern",
        severity: Severity::Error,
        about: "a predicate's pattern names no side, a side twice, or one that the predicate does not take",
        page: include_str!("schema/bad-pattern.md"),
        run: Run::Row(bad_pattern),
    },
    Check {
        name: "bad-silence-reason",
        severity: Severity::Error,
        about: "the reason of a silence does not read `kind: sentence`",
        page: include_str!("schema/bad-silence-reason.md"),
        run: Run::Row(bad_silence_reason),
    },
    Check {
        name: "bad-digest",
        severity: Severity::Error,
        about: "a digest is not 64 lower-case hex digits",
        page: include_str!("schema/bad-digest.md"),
        run: Run::Row(bad_digest),
    },
    Check {
        name: "when-without-role",
        severity: Severity::Error,
        about: "a date has no role, or a role no date",
        page: include_str!("schema/when-without-role.md"),
        run: Run::Row(when_without_role),
    },
    Check {
        name: "role-against-when",
        severity: Severity::Error,
        about: "the role does not go with what `when` holds",
        page: include_str!("schema/role-against-when.md"),
        run: Run::Row(role_against_when),
    },
    Check {
        name: "number-list-mismatch",
        severity: Severity::Error,
        about: "a list of numbers is not as long as the list that it counts",
        page: include_str!("schema/number-list-mismatch.md"),
        run: Run::Row(number_list_mismatch),
    },
    Check {
        name: "layout-without-intended",
        severity: Severity::Error,
        about: "a misprint or hyphen row does not say what is meant",
        page: include_str!("schema/layout-without-intended.md"),
        run: Run::Row(layout_without_intended),
    },
    Check {
        name: "judgement-without-reason",
        severity: Severity::Error,
        about: "a lexicon, constraint or undecided row gives no reason",
        page: include_str!("schema/judgement-without-reason.md"),
        run: Run::Row(judgement_without_reason),
    },
    Check {
        name: "stray-white-space",
        severity: Severity::Error,
        about: "a cell begins or ends with white space, or has two spaces in a row",
        page: include_str!("schema/stray-white-space.md"),
        run: Run::Row(stray_white_space),
    },
    Check {
        name: "hidden-character",
        severity: Severity::Error,
        about: "a cell holds a control, zero-width or bidirectional character",
        page: include_str!("schema/hidden-character.md"),
        run: Run::Row(hidden_character),
    },
];

fn header_of(table: &Table) -> String {
    table.schema.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",")
}

fn unknown_table(corpus: &Corpus, findings: &mut Findings) {
    findings.look(corpus.tables.len() + corpus.unknown_files.len());
    for file in &corpus.unknown_files {
        let stem = crate::corpus::stem(file).unwrap_or(file);
        let names = TABLES.iter().map(|schema| schema.name);
        let help = nearest(stem, names).map_or_else(
            || "a table is known by its file's name: claims.csv, mentions.csv, entities.csv, …".to_owned(),
            |near| format!("did you mean `{near}.csv`?"),
        );
        findings.add(Finding::new(Place::file(file), format!("`{stem}` is no table of this format")).help(help));
    }
}

/// One finding for each fault of one kind in header or records.
fn faults(
    corpus: &Corpus,
    findings: &mut Findings,
    is_mine: fn(&Fault) -> bool,
    say: fn(&Table, &Fault) -> (String, String),
) {
    for table in corpus.tables {
        findings.look(1 + table.len());
        for faulty in table.faults.iter().filter(|faulty| is_mine(&faulty.fault)) {
            let (message, help) = say(table, &faulty.fault);
            findings.add(Finding::new(table.fault_place(faulty), message).help(help));
        }
    }
}

fn not_canonical(corpus: &Corpus, findings: &mut Findings) {
    for table in corpus.tables.iter().filter(|table| !table.is_blocked()) {
        findings.look(table.len());
        if let Some((fault, bytes)) = first_difference(table) {
            let record = table.rows().find(|row| table.record_bytes(row.record).contains(bytes)).map(|row| row.record);
            let place = table.fault_place(&Faulty { fault: Fault::NoHeader, record, bytes });
            findings.add(Finding::new(place, fault).help("`factcheck fmt` writes the canonical form"));
        }
    }
}

/// The first thing in a file that the formatter would write otherwise; order is a check of its own.
fn first_difference(table: &Table) -> Option<(&'static str, crate::source::Span)> {
    use crate::source::Span;
    let text = table.text();
    let at_line_end = |at: usize| Span::new(at, (at + 1).min(text.len()));
    if !table.header().iter().enumerate().all(|(index, column)| *column == Some(index)) {
        return Some(("the columns are not in canonical order", Span::new(0, header_end(text))));
    }
    if text.get(..header_end(text)).is_some_and(|header| header.contains('"')) {
        return Some(("the header is quoted", Span::new(0, header_end(text))));
    }
    let outside_cells =
        |ends: &[u8]| memchr::memmem::find_iter(text.as_bytes(), ends).find(|at| !inside_record(table, *at));
    if let Some(at) = outside_cells(b"\r\n") {
        return Some(("the file has CRLF line ends", at_line_end(at)));
    }
    if let Some(at) = outside_cells(b"\n\n") {
        return Some(("the file has an empty line", Span::new(at + 1, at + 1)));
    }
    if !text.ends_with('\n') {
        return Some(("the file does not end with a line end", at_line_end(text.len().saturating_sub(1))));
    }
    let quoted = table.rows().find(|row| row.text().contains('"') && row.text() != canonical_row(*row));
    quoted.map(|row| ("a cell is quoted that need not be, or is quoted otherwise", table.record_bytes(row.record)))
}

fn inside_record(table: &Table, at: usize) -> bool {
    let record = table.record_at(at);
    record.is_some_and(|record| table.record_bytes(record).contains(crate::source::Span::new(at, at + 2)))
}

fn header_end(text: &str) -> usize {
    memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len())
}

fn rows_out_of_order(corpus: &Corpus, findings: &mut Findings) {
    for table in corpus.tables {
        let mut last: Option<(Row, _)> = None;
        for row in table.rows() {
            findings.look(1);
            let key = canonical_key(row);
            match last.take() {
                Some((before, before_key)) if key < before_key => {
                    let message = format!("`{}` stands after `{}`, which it should precede", row.id(), before.id());
                    let other = Related {
                        place: before.place(0),
                        fact: Some(before.id().to_owned()),
                        passage: None,
                        note: "should come later".to_owned(),
                    };
                    findings
                        .add(about_cell(row, 0, message).related(other).help("`factcheck fmt` puts the rows in order"));
                    last = Some((before, before_key));
                }
                _ => last = Some((row, key)),
            }
        }
    }
}

fn duplicate_id(corpus: &Corpus, findings: &mut Findings) {
    findings.look(corpus.tables.iter().map(Table::len).sum());
    for mut group in corpus.duplicate_ids() {
        group.sort_by_key(|row| key_cells(*row));
        for [first, row] in group.chunk_by(|a, b| key_cells(*a) == key_cells(*b)).flat_map(with_first) {
            let message = format!("{} is the id of two rows", key_text(*row));
            let other = Related {
                place: first.place(0),
                fact: Some(first.id().to_owned()),
                passage: None,
                note: "the other row".to_owned(),
            };
            findings
                .add(about_cell(*row, 0, message).related(other).help("give one of the two another id, or drop it"));
        }
    }
}

/// Each further row of a group with the group's first.
fn with_first<'g, 'c>(group: &'g [Row<'c>]) -> impl Iterator<Item = [&'g Row<'c>; 2]> {
    let (first, rest) = group.split_first().map_or((None, group), |(first, rest)| (Some(first), rest));
    first.into_iter().flat_map(move |first| rest.iter().map(move |row| [first, row]))
}

/// What tells two rows with one first cell apart: an alias may name several entities, a phrase may
/// belong to several classes, and the documents of `ref-*` are not told apart here.
fn key_cells<'c>(row: Row<'c>) -> &'c str {
    match row.table.schema.name {
        "aliases" | "lexicon" => row.cell(1),
        _ => "",
    }
}

fn key_text(row: Row) -> String {
    match key_cells(row) {
        "" => format!("`{}`", row.id()),
        second => format!("“{}” with `{second}`", row.id()),
    }
}

fn empty_required_cell(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.columns().filter(|(_, schema, _)| schema.required) {
        findings.look(1);
        if cell.is_empty() {
            findings.add(view.finding(index, format!("`{}` is empty", schema.name)).help("every row fills this cell"));
        }
    }
}

fn malformed_id(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Id) {
        findings.look(1);
        if !is_slug(cell) {
            let help = "lower-case letters, digits and hyphens, a letter first";
            findings.add(view.finding(index, format!("`{cell}` is no well-formed {}", schema.name)).help(help));
        } else if RESERVED_IDS.contains(&cell) {
            findings.add(view.finding(index, format!("`{cell}` is a reserved id")).help("choose another id"));
        }
    }
}

fn bad_integer(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.filled() {
        let bad = match schema.format {
            Format::Offset | Format::Integer => !is_integer(cell),
            Format::Decimal => !is_decimal(cell),
            _ => continue,
        };
        findings.look(1);
        if bad {
            let help = "digits only: no sign, no spaces, no leading zero";
            findings.add(view.finding(index, format!("`{}` is `{cell}`, which is no number", schema.name)).help(help));
        }
    }
}

fn is_integer(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit())
        && (cell == "0" || !cell.starts_with('0'))
        && cell.parse::<u64>().is_ok()
}

fn is_decimal(cell: &str) -> bool {
    match cell.split_once('.') {
        Some((whole, part)) => is_integer(whole) && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()),
        None => is_integer(cell),
    }
}

fn value_not_allowed(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.filled() {
        let (known, items): (_, Vec<&str>) = match schema.format {
            Format::Choice(known) => (known, vec![cell]),
            Format::Choices(known) => (known, list(cell).collect()),
            _ => continue,
        };
        findings.look(1);
        for item in items.into_iter().filter(|item| !known.contains(item)) {
            let near = nearest(item, known.iter().copied());
            let help =
                near.map_or_else(|| format!("one of: {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
            findings.add(view.finding(index, format!("`{}` cannot be `{item}`", schema.name)).help(help));
        }
    }
}

fn bad_date(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.filled() {
        let is_date = schema.format == Format::Date || schema.format == Format::When && !is_slug(cell);
        if !is_date {
            continue;
        }
        findings.look(1);
        match Edtf::parse(cell) {
            Err(error) => {
                let help = "see docs/edtf.md for the dates that can be written";
                findings.add(view.finding(index, format!("`{cell}` is no date: {error}")).help(help));
            }
            Ok(date) if schema.format == Format::When && date.is_open() => {
                let message = format!("`{cell}` has an open end, which the role says");
                findings.add(
                    view.finding(index, message).help("write the known end with `from`, `until`, `before` or `after`"),
                );
            }
            Ok(_) => {}
        }
    }
}

fn bad_number(view: &RowView, findings: &mut Findings) {
    for (index, _, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Number) {
        findings.look(1);
        for item in list(cell) {
            if let Err(error) = view.corpus.quantity(view.cells.get(anchored::SOURCE), item) {
                let help = "write 3, >1500, >=2, 24..99, >50%, 1/3, 2 of 3, or a number phrase of the lexicon";
                findings.add(view.finding(index, format!("`{item}` is no number: {error}")).help(help));
            }
        }
    }
}

fn bad_duration(view: &RowView, findings: &mut Findings) {
    for (index, _, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Duration) {
        findings.look(1);
        if let Err(error) = Duration::parse(cell) {
            let help = "write P3Y, >=P1Y or P1M..P12M";
            findings.add(view.finding(index, format!("`{cell}` is no length of time: {error}")).help(help));
        }
    }
}

fn bad_set_expression(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Set) {
        findings.look(1);
        if let Err(error) = Set::parse(cell) {
            let message = format!("`{}` is no set expression: {}", schema.name, error.reason);
            findings.add(view.finding(index, message).help("write ids or «words», joined by `; `, ` | ` or ` & `"));
        }
    }
}

fn bad_pattern(view: &RowView, findings: &mut Findings) {
    if !view.is_in("predicates") {
        return;
    }
    const PATTERNS: usize = 5;
    for pattern in list(view.cells.get(PATTERNS)) {
        findings.look(1);
        let sides = |side: &str| pattern.split(' ').filter(|word| *word == side).count();
        let fault = if ["S", "O", "X", "P"].iter().any(|side| sides(side) > 1) {
            "names a side twice"
        } else if sides("S") + sides("O") == 0 {
            "names neither subject nor object"
        } else if sides("O") > 0 && view.cells.get(3).is_empty() {
            "names `O`, and the predicate takes no object"
        } else if sides("X") > 0 && view.cells.get(4).is_empty() {
            "names `X`, and the predicate takes no third party"
        } else {
            continue;
        };
        let help = "S, O, X and P stand for the sides, … for any run, / parts the forms of one word";
        findings.add(view.finding(PATTERNS, format!("pattern “{pattern}” {fault}")).help(help));
    }
}

fn bad_silence_reason(view: &RowView, findings: &mut Findings) {
    for (index, _, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Reason) {
        findings.look(1);
        let (kind, sentence) = cell.split_once(": ").unwrap_or((cell, ""));
        if !SILENCE_KINDS.contains(&kind) || sentence.trim().is_empty() {
            let help = format!("write `kind: sentence`; the kinds are {}", SILENCE_KINDS.join(", "));
            findings.add(view.finding(index, format!("“{cell}” is no reason for a silence")).help(help));
        }
    }
}

fn bad_digest(view: &RowView, findings: &mut Findings) {
    for (index, _, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Digest) {
        findings.look(1);
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if cell.len() != 64 || !cell.bytes().all(hex) {
            let help = "write the SHA-256 of the source as 64 lower-case hex digits (`sha256sum <file>`)";
            findings.add(view.finding(index, format!("`{cell}` is no SHA-256")).help(help));
        }
    }
}

fn when_without_role(view: &RowView, findings: &mut Findings) {
    if !view.is_in("claims") {
        return;
    }
    let (role, when, span) = (view.cells.get(column::ROLE), view.cells.get(column::WHEN), view.cells.get(column::SPAN));
    findings.look(usize::from(!role.is_empty() || !when.is_empty()));
    if role.is_empty() && !when.is_empty() {
        let help = "`within` for a bare date; else throughout, from, until, by, before, after, at or during";
        findings.add(view.finding(column::ROLE, format!("`when` is `{when}` and has no role")).help(help));
    } else if when.is_empty() && !role.is_empty() && span.is_empty() {
        findings.add(
            view.finding(column::WHEN, format!("the role `{role}` has no date")).help("fill `when`, or empty `role`"),
        );
    }
}

fn role_against_when(view: &RowView, findings: &mut Findings) {
    if !view.is_in("claims") {
        return;
    }
    let (role, when) = (view.cells.get(column::ROLE), view.cells.get(column::WHEN));
    if role.is_empty() || when.is_empty() {
        return;
    }
    findings.look(1);
    let help =
        "`at` and `during` take an event or claim; `within`, `throughout` and `by` take a date; the others take both";
    match (role, is_slug(when)) {
        ("at" | "during", false) => {
            findings.add(
                view.finding(
                    column::ROLE,
                    format!("`{role}` wants an event or a claim, and `when` is the date `{when}`"),
                )
                .help(help),
            );
        }
        ("within" | "throughout" | "by", true) => {
            findings.add(
                view.finding(column::ROLE, format!("`{role}` wants a date, and `when` is the id `{when}`")).help(help),
            );
        }
        _ => {}
    }
}

fn number_list_mismatch(view: &RowView, findings: &mut Findings) {
    if !view.is_in("claims") || view.cells.get(column::NUMBER).is_empty() {
        return;
    }
    findings.look(1);
    let numbers = list(view.cells.get(column::NUMBER)).count();
    let predicate = view.corpus.vocabulary.predicate(view.cells.get(column::PREDICATE));
    let side = if predicate.is_some_and(|p| p.has("counts-object")) { column::OBJECT } else { column::SUBJECT };
    let counted = Set::parse(view.cells.get(side)).map_or(0, |set| set.lists());
    if numbers > 1 && numbers != counted {
        let name = view.row.table.schema.column_name(side);
        let message = format!("`number` lists {numbers} numbers, `{name}` has {counted}");
        findings.add(view.finding(column::NUMBER, message).help("one number for all, or one for each item"));
    }
}

fn layout_without_intended(view: &RowView, findings: &mut Findings) {
    if !view.is_in("layout") {
        return;
    }
    let (kind, intended) = (view.cells.get(5), view.cells.get(6));
    findings.look(1);
    let fault = match kind {
        "reads" if intended.is_empty() => "a misprint row says what is meant",
        "hyphen" if !matches!(intended, "join" | "keep") => "a hyphen row says `join` or `keep`",
        "furniture" | "mark" if !intended.is_empty() => "furniture and marks mean nothing",
        _ => return,
    };
    findings
        .add(view.finding(6, format!("`intended` is `{intended}`: {fault}")).help("correct `intended`, or the kind"));
}

fn judgement_without_reason(view: &RowView, findings: &mut Findings) {
    if !["lexicon", "constraints", "undecided"].iter().any(|table| view.is_in(table)) {
        return;
    }
    findings.look(1);
    for (index, schema, cell) in view.columns().filter(|(_, schema, _)| schema.name == "reason") {
        // A constraint that a claim of the note states needs no other reason.
        let stated = view.is_in("constraints") && !view.cells.get(4).is_empty();
        if cell.is_empty() && !stated {
            let message = format!("`{}` of “{}” is empty", schema.name, view.row.id());
            findings.add(view.finding(index, message).help("say why, so that a reader can judge it"));
        }
    }
}

fn stray_white_space(view: &RowView, findings: &mut Findings) {
    findings.look(1);
    for (index, schema, cell) in view.filled() {
        let fault = if cell.starts_with(char::is_whitespace) {
            "begins with white space"
        } else if cell.ends_with(char::is_whitespace) {
            "ends with white space"
        } else if cell.contains("  ") {
            "has two spaces in a row"
        } else {
            continue;
        };
        findings.add(view.finding(index, format!("`{}` {fault}", schema.name)).help("take the white space out"));
    }
}

fn hidden_character(view: &RowView, findings: &mut Findings) {
    findings.look(1);
    for (index, schema, cell) in view.filled().filter(|(_, _, cell)| !is_plain(cell)) {
        if let Some(hidden) = cell.chars().find(|c| is_hidden(*c)) {
            let message = format!("`{}` holds the invisible character U+{:04X}", schema.name, u32::from(hidden));
            findings.add(
                view.finding(index, message).help("delete it; a quote reads it as the source's reading text does"),
            );
        }
    }
}

/// Nothing but printable ASCII.
fn is_plain(cell: &str) -> bool {
    cell.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Control, zero-width and bidirectional characters, and white space that is no plain space: none
/// stands in the reading text but a soft hyphen or a joiner that the source itself has.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{61C}' | '\u{180E}')
}
