//! Can the cited works say what they are cited for: did they come out in time?

use std::collections::BTreeMap;

use crate::check::about_cell;
use crate::checks::routes::days;
use crate::checks::works::{self, Known, YEAR, cited};
use crate::claim::{Claim, column};
use crate::document::Document;
use crate::edtf::Edtf;
use crate::fact::Stance;
use crate::finding::{Finding, Findings};
use crate::set::list;
use crate::table::Row;

/// The works that the claims or the text of a source cite, by id.
fn cited_works<'a>(document: &'a Document) -> BTreeMap<&'a str, Row<'a>> {
    let ids = document.claims.iter().flat_map(|claim| list(claim.cell(column::CITES)));
    let of_rows = ids.filter_map(|id| document.corpus.vocabulary.work(id));
    let of_text = cited(document).into_iter().filter_map(|(_, known)| match known {
        Known::Work(work) => Some(work),
        _ => None,
    });
    of_rows.chain(of_text).map(|work| (work.id(), work)).collect()
}

pub(super) fn after_source(document: &Document, findings: &mut Findings) {
    let published = document.entry.published;
    let Some(last) = Edtf::parse(published).ok().and_then(|date| date.hard().latest_end) else { return };
    for work in cited_works(document).into_values() {
        let Some((first, _)) = works::days(work) else { continue };
        findings.look(1);
        if first > last {
            let message = format!(
                "`{}` is of {}, and `{}`, which cites it, of {published}",
                work.id(),
                work.cell(YEAR),
                document.entry.id
            );
            let help =
                "correct the year in works.csv, or `published` in sources.csv; a work to come out is no source yet";
            findings.add(about_cell(work, YEAR, message).help(help));
        }
    }
}

pub(super) fn before_event(document: &Document, findings: &mut Findings) {
    for claim in document.claims.iter().filter(|claim| Stance::of(claim).is_asserted()) {
        let reports: Vec<Row> = reports(document, claim);
        let ends: Vec<_> = reports.iter().filter_map(|work| works::days(*work).map(|(_, last)| last)).collect();
        let (Some(latest), (Some(first), _)) = (ends.iter().max(), days(claim)) else { continue };
        findings.look(1);
        // Of several works one may be cited for the rest of the sentence.
        if first > *latest && ends.len() == reports.len() {
            findings.add(too_early(claim, &reports));
        }
    }
}

/// The works that a claim rests on: those that it cites, and those that say it.
fn reports<'d>(document: &Document<'d>, claim: &Claim<'d>) -> Vec<Row<'d>> {
    let ids = list(claim.cell(column::CITES)).chain(claim.holder.ids());
    ids.filter_map(|id| document.corpus.vocabulary.work(id)).collect()
}

fn too_early(claim: &Claim, reports: &[Row]) -> Finding {
    let works: Vec<String> = reports.iter().map(|work| format!("`{}` of {}", work.id(), work.cell(YEAR))).collect();
    let message =
        format!("this is of {}, and rests on {}, which is older", claim.cell(column::WHEN), works.join(" and "));
    let help = "a work cannot report what came after it: read the date and the citation again";
    about_cell(claim.at.row, column::WHEN, message).help(help)
}
