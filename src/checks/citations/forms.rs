//! Is every work cited in one form, and every citation punctuated like the others?

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::checks::names::{about_source, said};
use crate::checks::works::{Known, cited};
use crate::document::Document;
use crate::evidence::Citation;
use crate::finding::Findings;
use crate::source::Span;

/// A citation as it is printed.
struct Form<'a> {
    citation: &'a Citation,
    /// The work and the letter of its year; empty where no work is known.
    work: (&'a str, &'a str),
    /// The authors, blanks as single ones.
    authors: String,
    /// What stands between authors and year: `,` or nothing; `None` where the year has brackets alone.
    joint: Option<&'a str>,
}

/// The citations that print their authors. A shortened list of authors is no other form.
fn forms<'a>(document: &'a Document) -> Vec<Form<'a>> {
    let own_authors = cited(document).into_iter().filter(|(citation, _)| citation.span.contains(citation.authors));
    let form = |(citation, known): (&'a Citation, Known<'a>)| {
        let joint = said(document, Span::new(citation.authors.end, citation.year_span.start)).trim();
        let letter = said(document, citation.year_span).get(4..).unwrap_or("");
        let work = if let Known::Work(work) = known { (work.id(), letter) } else { ("", "") };
        let authors = said(document, citation.authors).split_whitespace().collect::<Vec<_>>().join(" ");
        Form { citation, work, authors, joint: (!joint.contains(['(', '['])).then_some(joint) }
    };
    own_authors.map(form).collect()
}

/// What two forms of one work have to share: the authors, and in brackets the mark before the year.
impl Form<'_> {
    fn printed(&self) -> (&str, Option<&str>) {
        (&self.authors, self.joint)
    }

    fn is_shortened(&self) -> bool {
        self.authors.ends_with(" al.") || self.authors.ends_with(" al")
    }
}

pub(super) fn two_ways(document: &Document, findings: &mut Findings) {
    let forms = forms(document);
    // “Author (2010)” in a sentence and “(Author, 2010)” behind it are two uses, not two forms.
    let mut uses: BTreeMap<_, Vec<&Form>> = BTreeMap::new();
    for form in forms.iter().filter(|form| !form.work.0.is_empty() && !form.is_shortened()) {
        findings.look(1);
        uses.entry((form.work, form.joint.is_some())).or_default().push(form);
    }
    for ((work, _), forms) in uses {
        let usual = most(forms.iter().map(|form| form.printed()));
        let Some(example) = forms.iter().find(|form| Some(form.printed()) == usual) else { continue };
        let mut told = HashSet::new();
        for form in forms.iter().filter(|form| Some(form.printed()) != usual) {
            if told.insert(form.printed()) {
                let (this, other) = (said(document, form.citation.span), said(document, example.citation.span));
                let message = format!("`{}` is cited as “{this}” here, as “{other}” elsewhere", work.0);
                let help = "if the source prints both, carry it as an exception; a misprint is declared in layout";
                findings.add(about_source(document, form.citation.span, message).help(help));
            }
        }
    }
}

pub(super) fn styles_differ(document: &Document, findings: &mut Findings) {
    let forms = forms(document);
    let bracketed: Vec<&Form> = forms.iter().filter(|form| form.joint.is_some()).collect();
    findings.look(bracketed.len());
    let usual = most(bracketed.iter().map(|form| form.joint));
    let Some(example) = bracketed.iter().find(|form| Some(form.joint) == usual) else { return };
    // A work that is cited in the usual style too is printed in two ways, which has a finding of its own.
    let alike = bracketed.iter().filter(|form| Some(form.joint) == usual && !form.work.0.is_empty());
    let alike: HashSet<(&str, &str)> = alike.map(|form| form.work).collect();
    let mut told = HashSet::new();
    for form in bracketed.iter().filter(|form| Some(form.joint) != usual && !alike.contains(&form.work)) {
        let this = said(document, form.citation.span);
        if told.insert(this) {
            let message = format!("“{this}” is punctuated otherwise than “{}”", said(document, example.citation.span));
            let help = "if the source prints both styles, carry it as an exception";
            findings.add(about_source(document, form.citation.span, message).help(help));
        }
    }
}

/// The commonest item; of several the one that comes first.
fn most<T: Copy + Eq + std::hash::Hash>(items: impl Iterator<Item = T> + Clone) -> Option<T> {
    let mut counts: HashMap<T, usize> = HashMap::new();
    items.clone().for_each(|item| *counts.entry(item).or_default() += 1);
    let most = counts.values().copied().max()?;
    items.into_iter().find(|item| counts.get(item) == Some(&most))
}
