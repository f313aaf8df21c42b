//! Does every cell hold what its column wants, and do the cells of a row go together?

use crate::check::RowView;
use crate::claim::column;
use crate::edtf::{Duration, Edtf};
use crate::fact::Implied;
use crate::finding::Findings;
use crate::nearest::nearest;
use crate::schema::{Format, RESERVED_IDS, SILENCE_KINDS, anchored, is_slug};
use crate::set::{Set, list};

pub(super) fn empty_required_cell(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.columns().filter(|(_, schema, _)| schema.required) {
        findings.look(1);
        if cell.is_empty() {
            findings.add(view.finding(index, format!("`{}` is empty", schema.name)).help("every row fills this cell"));
        }
    }
}

pub(super) fn malformed_id(view: &RowView, findings: &mut Findings) {
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

pub(super) fn bad_integer(view: &RowView, findings: &mut Findings) {
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

pub(super) fn is_integer(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit())
        && (cell == "0" || !cell.starts_with('0'))
        && cell.parse::<u64>().is_ok()
}

pub(super) fn is_decimal(cell: &str) -> bool {
    match cell.split_once('.') {
        Some((whole, part)) => is_integer(whole) && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()),
        None => is_integer(cell),
    }
}

pub(super) fn value_not_allowed(view: &RowView, findings: &mut Findings) {
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

pub(super) fn bad_date(view: &RowView, findings: &mut Findings) {
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

pub(super) fn bad_number(view: &RowView, findings: &mut Findings) {
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

pub(super) fn bad_duration(view: &RowView, findings: &mut Findings) {
    for (index, _, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Duration) {
        findings.look(1);
        if let Err(error) = Duration::parse(cell) {
            let help = "write P3Y, >=P1Y or P1M..P12M";
            findings.add(view.finding(index, format!("`{cell}` is no length of time: {error}")).help(help));
        }
    }
}

pub(super) fn bad_set_expression(view: &RowView, findings: &mut Findings) {
    for (index, schema, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Set) {
        findings.look(1);
        if let Err(error) = Set::parse(cell) {
            let message = format!("`{}` is no set expression: {}", schema.name, error.reason);
            findings.add(view.finding(index, message).help("write ids or «words», joined by `; `, ` | ` or ` & `"));
        }
    }
}

pub(super) fn bad_pattern(view: &RowView, findings: &mut Findings) {
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

pub(super) fn bad_implication(view: &RowView, findings: &mut Findings) {
    if !view.is_in("predicates") {
        return;
    }
    const IMPLIES: usize = 8;
    let of_membership = |name: &str| {
        name == "member" || view.corpus.vocabulary.predicate(name).is_some_and(|predicate| predicate.kind == "member+")
    };
    for item in list(view.cells.get(IMPLIES)) {
        findings.look(1);
        let fault = match Implied::parse(item) {
            None => "cannot be read".to_owned(),
            Some(Implied::Member { predicate, .. }) if !of_membership(predicate) => {
                format!("names `{predicate}`, which is no predicate of kind member+")
            }
            Some(_) => continue,
        };
        let help =
            "write what docs/format.md lists: `member from`, `not member from`, `after object`, `starts subject` …";
        findings.add(view.finding(IMPLIES, format!("“{item}” {fault}")).help(help));
    }
}

pub(super) fn bad_silence_reason(view: &RowView, findings: &mut Findings) {
    for (index, _, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Reason) {
        findings.look(1);
        let (kind, sentence) = cell.split_once(": ").unwrap_or((cell, ""));
        if !SILENCE_KINDS.contains(&kind) || sentence.trim().is_empty() {
            let help = format!("write `kind: sentence`; the kinds are {}", SILENCE_KINDS.join(", "));
            findings.add(view.finding(index, format!("“{cell}” is no reason for a silence")).help(help));
        }
    }
}

pub(super) fn bad_digest(view: &RowView, findings: &mut Findings) {
    for (index, _, cell) in view.filled().filter(|(_, schema, _)| schema.format == Format::Digest) {
        findings.look(1);
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if cell.len() != 64 || !cell.bytes().all(hex) {
            let help = "write the SHA-256 of the source as 64 lower-case hex digits (`sha256sum <file>`)";
            findings.add(view.finding(index, format!("`{cell}` is no SHA-256")).help(help));
        }
    }
}

pub(super) fn when_without_role(view: &RowView, findings: &mut Findings) {
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

pub(super) fn role_against_when(view: &RowView, findings: &mut Findings) {
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

pub(super) fn number_list_mismatch(view: &RowView, findings: &mut Findings) {
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

pub(super) fn layout_without_intended(view: &RowView, findings: &mut Findings) {
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

pub(super) fn judgement_without_reason(view: &RowView, findings: &mut Findings) {
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

pub(super) fn stray_white_space(view: &RowView, findings: &mut Findings) {
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

pub(super) fn hidden_character(view: &RowView, findings: &mut Findings) {
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
pub(super) fn is_plain(cell: &str) -> bool {
    cell.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Control, zero-width and bidirectional characters, and white space that is no plain space: none
/// stands in the reading text but a soft hyphen or a joiner that the source itself has.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{61C}' | '\u{180E}')
}
