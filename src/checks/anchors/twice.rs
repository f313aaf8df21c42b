//! Do two claims of one source say the same, or one of them only less of it?

use foldhash::{HashMap, HashMapExt};

use crate::check::about_cell;
use crate::checks::anchors::related;
use crate::claim::{Claim, column};
use crate::document::Document;
use crate::finding::Findings;
use crate::schema::anchored;
use crate::set::list;

pub(super) fn same_claim_twice(document: &Document, findings: &mut Findings) {
    let mut seen: HashMap<Vec<&str>, &Claim> = HashMap::new();
    for claim in document.claims.iter() {
        findings.look(1);
        let said: Vec<&str> = (column::SUBJECT..column::RESTATES).map(|column| claim.cell(column)).collect();
        let Some(first) = seen.get(&said) else {
            seen.insert(said, claim);
            continue;
        };
        let restates = |a: &Claim, b: &Claim| list(a.cell(column::RESTATES)).any(|id| id == b.at.id);
        if !restates(claim, first) && !restates(first, claim) {
            let (row, first) = (&claim.at, &first.at);
            let message = format!("`{}` says the same as `{}`", row.id, first.id);
            let help = "drop one of the two, say what differs, or name the other in `restates`";
            let finding = about_cell(row.row, anchored::ID, message).related(related(first, "says the same"));
            findings.add(finding.help(help));
        }
    }
}

/// Columns that say more of the relation that the sides stand in.
const MORE: [usize; 8] = [
    column::NUMBER,
    column::WHEN,
    column::SPAN,
    column::CERTAINTY,
    column::MOOD,
    column::WORDS,
    column::HOLDER,
    column::CITES,
];

/// Two claims of the same words, sides and polarity: each has to say something that the other does not,
/// as two modals or two times of one verb do.
pub(super) fn claim_says_less(document: &Document, findings: &mut Findings) {
    let mut groups: HashMap<Vec<&str>, Vec<&Claim>> = HashMap::new();
    for claim in document.claims.iter() {
        groups.entry(core(claim)).or_default().push(claim);
    }
    for claim in document.claims.iter() {
        findings.look(1);
        let group = groups.get(&core(claim)).map_or(&[][..], Vec::as_slice);
        let Some(more) = group.iter().find(|other| is_less(claim, other)) else { continue };
        let message = format!("`{}` says the same as `{}` and leaves out what that says", claim.at.id, more.at.id);
        let finding = about_cell(claim.at.row, anchored::ID, message).related(related(&more.at, "says more"));
        findings.add(finding.help("drop the row, or write what only it says"));
    }
}

/// Place, quote, sides and polarity.
fn core<'c>(claim: &Claim<'c>) -> Vec<&'c str> {
    (anchored::START..=column::PLACE).chain([column::POLARITY]).map(|column| claim.cell(column)).collect()
}

fn is_less(less: &Claim, more: &Claim) -> bool {
    let within = |column: usize| list(less.cell(column)).all(|item| list(more.cell(column)).any(|other| other == item));
    let differs = |column: &usize| less.cell(*column) != more.cell(*column);
    MORE.iter().any(differs) && MORE.iter().all(|column| within(*column))
}
