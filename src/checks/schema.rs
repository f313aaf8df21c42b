//! Is every table file well-formed, and does every cell hold what its column wants?

mod cells;
mod files;

use cells::{
    bad_date, bad_digest, bad_duration, bad_implication, bad_integer, bad_number, bad_pattern, bad_set_expression,
    bad_silence_reason, empty_required_cell, hidden_character, judgement_without_reason, layout_without_intended,
    malformed_id, number_list_mismatch, role_against_when, stray_white_space, value_not_allowed, when_without_role,
};
use files::{duplicate_id, faults, header_of, not_canonical, rows_out_of_order, unknown_table};

use crate::check::{Check, Run};
use crate::finding::Severity;
use crate::nearest::nearest;
use crate::table::Fault;

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
        name: "bad-implication",
        severity: Severity::Error,
        about: "what a predicate implies cannot be read, or names no predicate of membership",
        page: include_str!("schema/bad-implication.md"),
        run: Run::Row(bad_implication),
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
