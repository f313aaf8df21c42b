//! Which way do things go, leg by leg, and where does the source leave a gap?

use std::collections::HashMap;

use super::sides::{alternatives, modality, parts, written};
use super::{cells, columns, ids, of_kind};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::schema::PLACE_TYPES;
use crate::set::Set;

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "routes",
    about: "one line for each leg of a route, by claim and leg; of alternatives each with each",
    how: "The claims of predicates of kind `route`. The stations are the third party (from where), then the items of \
        the object in their order. They go on to the object of a claim of kind `relation` or `route` whose quote holds \
        the quote of the route, which has the same subject and leads to places only. A leg joins one station to the \
        next; where the source does not say where the route begins or ends, a leg with a gap says so.",
    key: &["route", "leg", "from", "to", "traveller"],
    columns: &[
        Column::new("route", Kind::Id, "the claim that gives the route"),
        Column::new("traveller", Kind::Set, "who or what goes that way"),
        Column::new("leg", Kind::Integer, "which leg, from 1"),
        Column::new("from", Kind::Set, "where it begins"),
        Column::new("to", Kind::Set, "where it ends"),
        Column::new("alternative", Kind::Choice(&["yes", "no"]), "whether it is one of several ways"),
        Column::new("gap", Kind::Choice(&["start", "end"]), "`start` or `end` where the source does not say it"),
        columns::MODALITY,
        columns::HOLDER,
        Column::new("cites", Kind::Text, "the works that the sentence cites"),
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let onward = onward(corpus);
    let mut routes: Vec<Claim> = of_kind(corpus, &["route"]).collect();
    routes.sort_by_key(|claim| (claim.at.source, claim.at.span, claim.at.id));
    routes.iter().flat_map(|route| lines(route, &onward)).collect()
}

/// The claims that may lead a route on, by their source and subject.
type Onward<'c> = HashMap<(&'c str, &'c str), Vec<Claim<'c>>>;

fn onward<'c>(corpus: &'c Corpus<'c>) -> Onward<'c> {
    let mut onward: Onward = HashMap::new();
    for claim in of_kind(corpus, &["relation", "route"]).filter(|claim| leads_to_places(corpus, &claim.object)) {
        onward.entry((claim.at.source, claim.cell(column::SUBJECT))).or_default().push(claim);
    }
    onward.values_mut().for_each(|claims| claims.sort_by_key(|claim| (claim.at.span, claim.at.id)));
    onward
}

fn leads_to_places(corpus: &Corpus, object: &Set) -> bool {
    let is_place = |id: &str| corpus.vocabulary.entity(id).is_some_and(|entity| PLACE_TYPES.contains(&entity.kind));
    !object.is_empty() && object.items().all(|item| item.id().is_some_and(is_place))
}

fn lines<'c>(route: &Claim<'c>, onward: &Onward<'c>) -> Vec<Vec<String>> {
    let longer = onward.get(&(route.at.source, route.cell(column::SUBJECT))).into_iter().flatten();
    let goes_on = |claim: &&Claim| {
        let spans = claim.at.span.zip(route.at.span);
        spans.is_some_and(|(claim, route)| claim != route && claim.contains(route))
    };
    let next = longer.filter(goes_on).min_by_key(|claim| (claim.at.span.map_or(0, |span| span.len()), claim.at.id));
    let stations = stations(route, next);
    let claims = ids(std::iter::once(route.at.id).chain(next.map(|next| next.at.id)));
    let legs = stations.windows(2).zip(1_usize..).flat_map(|(ends, leg)| match ends {
        [from, to] => legs(from, to).into_iter().map(|ends| (leg, ends)).collect::<Vec<_>>(),
        _ => Vec::new(),
    });
    let legs: Vec<_> = legs.collect();
    let travellers = parts(&route.subject).into_iter();
    travellers
        .flat_map(|traveller| legs.iter().map(|leg| line(route, &traveller, leg, &claims)).collect::<Vec<_>>())
        .collect()
}

/// The stations of a route, each with its alternatives; empty where the source does not say where it
/// begins or ends.
fn stations(route: &Claim, next: Option<&Claim>) -> Vec<Vec<String>> {
    let start: Vec<String> = route.other.parts().map(written).collect();
    let end = next.map_or_else(Vec::new, |next| next.object.parts().flat_map(alternatives).collect());
    let between = route.object.parts().map(alternatives);
    std::iter::once(start).chain(between).chain([end]).collect()
}

/// From, to, whether there are others, and the gap.
type Leg = (String, String, bool, &'static str);

fn legs(from: &[String], to: &[String]) -> Vec<Leg> {
    let several = from.len() > 1 || to.len() > 1;
    let gap = if from.is_empty() {
        "start"
    } else if to.is_empty() {
        "end"
    } else {
        ""
    };
    let or_none = |station: &[String]| if station.is_empty() { vec![String::new()] } else { station.to_vec() };
    let pairs = super::sides::pairs(&or_none(from), &or_none(to));
    pairs.into_iter().map(|(from, to)| (from, to, several, gap)).collect()
}

fn line(route: &Claim, traveller: &str, (leg, (from, to, several, gap)): &(usize, Leg), claims: &str) -> Vec<String> {
    let mut line = vec![route.at.id.to_owned(), traveller.to_owned(), leg.to_string(), from.clone(), to.clone()];
    line.extend([if *several { "yes" } else { "no" }, gap].map(str::to_owned));
    line.push(modality(route));
    line.extend(cells(route, [column::HOLDER, column::CITES]));
    line.extend([route.at.source.to_owned(), claims.to_owned()]);
    line
}
