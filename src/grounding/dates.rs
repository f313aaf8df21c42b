//! Does the quote, or its sentence, say the date with its role?

use crate::claim::column;
use crate::edtf::{Duration, Edtf};
use crate::evidence::{Role, Value};
use crate::grounding::cells::Support;
use crate::grounding::sides::{in_quote, mentioned, named};
use crate::grounding::{Desk, Verdict};
use crate::language::List;
use crate::source::Span;

/// Date and role: equal to what the words say, in the quote or, as a frame, in its sentence.
pub(super) fn dates(desk: &mut Desk) {
    let (role, when) = (desk.cell(column::ROLE), desk.cell(column::WHEN));
    // A role that is missing and a date that cannot be read have findings of their own.
    if when.is_empty() || role.is_empty() {
        return;
    }
    // So has a role that does not go with what `when` holds.
    let is_id = crate::schema::is_slug(when);
    if is_id && matches!(role, "within" | "throughout" | "by") || !is_id && matches!(role, "at" | "during") {
        return;
    }
    if is_id {
        return date_by_id(desk, role, when);
    }
    if Edtf::parse(when).is_err() {
        return;
    }
    let table = !desk.heads.is_empty();
    let regions = [(desk.quote, Verdict::Normalised), (desk.sentence, Verdict::Frame)];
    let heads = desk.heads.iter().map(|head| (*head, Verdict::Frame));
    for (region, verdict) in
        regions.into_iter().filter(|(_, verdict)| !table || *verdict != Verdict::Frame).chain(heads)
    {
        for (cue_span, proper, edtf, said) in dates_said(desk, region) {
            // In a table the head says the date, and the cell's role is to lie in it.
            if edtf == when && said == role {
                desk.ground(column::ROLE, verdict, vec![cue_span], "");
                desk.ground(column::WHEN, verdict, vec![proper], edtf);
                return;
            }
        }
    }
    date_fault(desk, role, when);
}

/// Dates in a region with their roles. The year of a citation in the title block dates the source.
pub(super) fn dates_said(desk: &Desk, region: Span) -> Vec<(Span, Span, String, &'static str)> {
    let mut dates: Vec<_> = desk
        .evidence
        .touching(region)
        .filter_map(|cue| match &cue.value {
            Value::Date { edtf, role, proper } if region.contains(*proper) => {
                Some((cue.span, *proper, edtf.to_string(), role.as_str()))
            }
            _ => None,
        })
        .collect();
    let is_self = desk.claim.subject.ids().any(|id| id == "self" || desk.document.corpus.vocabulary.work(id).is_some());
    if is_self {
        let years = desk.evidence.citations.iter().map(|citation| (citation.year_span, citation.year));
        let inside = years.filter(|(span, _)| region.contains(*span));
        dates.extend(inside.map(|(span, year)| (span, span, format!("{year:04}"), "within")));
    }
    dates
}

pub(super) fn date_fault(desk: &mut Desk, role: &str, when: &str) {
    let said = dates_said(desk, desk.sentence);
    let evidence = match said.as_slice() {
        [] => "its sentence says no date".to_owned(),
        dates => format!(
            "it says {}",
            dates.iter().map(|(_, _, edtf, role)| format!("{role} {edtf}")).collect::<Vec<_>>().join(", ")
        ),
    };
    let cited = desk
        .evidence
        .citations
        .iter()
        .any(|citation| desk.sentence.overlaps(citation.span) && format!("{:04}", citation.year) == when);
    let copied = said.iter().any(|(_, proper, _, _)| desk.text(*proper) == when);
    if said.iter().any(|(_, _, edtf, _)| edtf == when) {
        let message = format!("the quote does not say `{role}` {when}: {evidence}");
        desk.fault("role-not-in-quote", column::ROLE, message, "write the role that the words before the date give it");
    } else if copied {
        desk.fault(
            "date-copied-not-read",
            column::WHEN,
            format!("`when` copies “{when}”, which reads otherwise in EDTF: {evidence}"),
            "write the date as EDTF; see docs/edtf.md",
        );
    } else if cited {
        desk.fault(
            "citation-year-as-date",
            column::WHEN,
            format!("`when` is {when}, the year of a citation and not of the event: {evidence}"),
            "empty `role` and `when`, or write the date of the event",
        );
    } else {
        desk.fault(
            "date-not-in-quote",
            column::WHEN,
            format!("`when` is {when}, which neither the quote nor its sentence says: {evidence}"),
            "write the date that the words say, neither wider nor narrower",
        );
    }
}

/// A date that is an event or claim: its name in the quote or sentence, after a word of the role.
pub(super) fn date_by_id(desk: &mut Desk, role: &str, id: &str) {
    let near = in_quote(desk, id);
    let framed = || named(desk, id, desk.sentence).or_else(|| mentioned(id, &desk.mentions_near(id)));
    let frame = |support: Support| Support { verdict: Verdict::Frame, ..support };
    let Some(found) = near.or_else(|| framed().map(frame)) else {
        desk.fault(
            "date-not-in-quote",
            column::WHEN,
            format!("`when` is `{id}`, which neither the quote nor its sentence names"),
            "lengthen the quote to the event, or add a mention for the words that stand for it",
        );
        return;
    };
    let word = found.bytes.iter().find_map(|place| role_word(desk, role, *place));
    let Some(word) = word else {
        desk.fault(
            "role-not-in-quote",
            column::ROLE,
            format!("no word before `{id}` says `{role}`"),
            "write the role that the words before the event give it",
        );
        return;
    };
    desk.ground(
        column::ROLE,
        if found.verdict == Verdict::Frame { Verdict::Frame } else { Verdict::Normalised },
        vec![word],
        "",
    );
    desk.ground(column::WHEN, found.verdict, found.bytes, found.via);
}

/// The word that gives an event its role: directly before its name, or at the head of the mention.
pub(super) fn role_word(desk: &Desk, role: &str, place: Span) -> Option<Span> {
    const NEAR: usize = 6;
    let language = desk.document.corpus.language(desk.document.entry)?;
    let until = Span::new(desk.sentence.start, place.start);
    let mut words: Vec<Span> = crate::source::words(desk.text(until)).map(|word| word.shift(until.start)).collect();
    words.push(place);
    // The nearest word of the kind decides: "in the months before the war" is not "in the war".
    for first in (words.len().saturating_sub(NEAR)..words.len()).rev() {
        for last in (first..words.len()).rev() {
            let (Some(from), Some(to)) = (words.get(first), words.get(last)) else { continue };
            let phrase = Span::new(from.start, to.end);
            let said = desk.text(phrase);
            if let Some(entry) = language.find(said, List::EventRole) {
                return entry.says(role).then_some(phrase);
            }
        }
    }
    // A span of time that ends at the event: "in the months before the war".
    let relative = desk
        .evidence
        .within(until)
        .filter(|cue| matches!(&cue.value, Value::Relative { role: Some(said) } if said.as_str() == role));
    relative.last().map(|cue| cue.span)
}

/// A measured span of time.
pub(super) fn duration(desk: &mut Desk) {
    let cell = desk.cell(column::SPAN);
    // A length that cannot be read has a finding of its own.
    if Duration::parse(cell).is_err() {
        return;
    }
    let role = desk.cell(column::ROLE);
    let said: Vec<(Span, String, Option<Role>)> = desk
        .evidence
        .within(desk.quote)
        .filter_map(|cue| match &cue.value {
            Value::Duration { iso, role, .. } => Some((cue.span, iso.to_string(), *role)),
            _ => None,
        })
        .collect();
    match said.iter().find(|(_, iso, _)| iso == cell) {
        Some((span, _, distance)) => {
            if distance.is_some_and(|distance| distance.as_str() != role) && !role.is_empty() {
                desk.fault(
                    "role-not-in-quote",
                    column::ROLE,
                    format!("the quote gives the distance {cell} another role than `{role}`"),
                    "write the role that the words after the distance give it",
                );
            }
            desk.ground(column::SPAN, Verdict::Normalised, vec![*span], "");
        }
        None => {
            let evidence = said.iter().map(|(_, iso, _)| iso.as_str()).collect::<Vec<_>>().join(", ");
            desk.fault(
                "date-not-in-quote",
                column::SPAN,
                format!("`span` is {cell}, which the quote does not say (it says: {evidence})"),
                "write the length of time that the quote says",
            );
        }
    }
}
