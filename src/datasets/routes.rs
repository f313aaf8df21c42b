//! Which way do things go, leg by leg, and where does the source leave a gap?

use foldhash::{HashMap, HashMapExt};

use super::sides::{alternatives, modality, pairs, parts, written};
use super::{cells, columns, ids, of_kind};
use crate::claim::{Claim, column};
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};
use crate::schema::PLACE_TYPES;
use crate::set::Set;

/// The roster's entry.
pub(super) const DATASET: Dataset = Dataset {
    name: "routes",
    about: "one line for each leg of a route, by claim, traveller and leg; of alternatives each with each",
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
        Column::new("words", Kind::Text, "the cue words of the route: `from west to east`"),
        columns::MODALITY,
        columns::HOLDER,
        Column::new("cites", Kind::Text, "the works that the sentence cites"),
        columns::SOURCE,
        columns::CLAIMS,
    ],
    rows,
};

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let line = |leg: Leg| parts(&leg.route.subject).into_iter().map(move |traveller| line(&leg, traveller)).collect();
    let mut lines: Vec<Vec<String>> = legs(corpus).into_iter().flat_map::<Vec<_>, _>(line).collect();
    // The legs of a traveller stand together.
    let [route, traveller, leg] = ["route", "traveller", "leg"].map(|name| DATASET.position(name).unwrap_or(0));
    let order = |line: &Vec<String>| [route, traveller].map(|at| line.get(at).cloned());
    let number = |line: &Vec<String>| line.get(leg).and_then(|leg| leg.parse::<usize>().ok());
    lines.sort_by_cached_key(|line| (order(line), number(line)));
    lines
}

/// One leg of a route, by one of its ways.
#[derive(Debug, Clone)]
pub(super) struct Leg<'c> {
    /// The claim that gives the route.
    pub(super) route: Claim<'c>,
    /// The claim that leads the route on, on its last leg.
    pub(super) next: Option<Claim<'c>>,
    /// Which leg, from 1.
    number: usize,
    /// Where it begins; empty where the source does not say.
    pub(super) from: String,
    /// Where it ends, likewise.
    pub(super) to: String,
    /// Whether it is one of several ways.
    pub(super) is_alternative: bool,
}

/// Every leg of every route, in the order of the source.
pub(super) fn legs<'c>(corpus: &'c Corpus<'c>) -> Vec<Leg<'c>> {
    let onward = onward(corpus);
    let mut routes: Vec<Claim> = of_kind(corpus, &["route"]).collect();
    routes.sort_by_key(|claim| (claim.at.source, claim.at.span, claim.at.id));
    routes.iter().flat_map(|route| legs_of(route, &onward)).collect()
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

fn legs_of<'c>(route: &Claim<'c>, onward: &Onward<'c>) -> Vec<Leg<'c>> {
    let longer = onward.get(&(route.at.source, route.cell(column::SUBJECT))).into_iter().flatten();
    let goes_on = |claim: &&Claim| {
        let spans = claim.at.span.zip(route.at.span);
        spans.is_some_and(|(claim, route)| claim != route && claim.contains(route))
    };
    let next = longer.filter(goes_on).min_by_key(|claim| (claim.at.span.map_or(0, |span| span.len()), claim.at.id));
    let stations = stations(route, next);
    let last = stations.len().saturating_sub(1);
    let mut legs = Vec::new();
    for (ends, number) in stations.windows(2).zip(1..) {
        let [starts, goals] = ends else { continue };
        let is_alternative = starts.len() > 1 || goals.len() > 1;
        // Only the last leg rests on what leads the route on.
        let next = next.filter(|_| number == last);
        for (from, to) in pairs(&or_unsaid(starts), &or_unsaid(goals)) {
            legs.push(Leg { route: route.clone(), next: next.cloned(), number, from, to, is_alternative });
        }
    }
    legs
}

/// The stations of a route, each with its alternatives; none where the source does not say where it
/// begins or ends.
fn stations(route: &Claim, next: Option<&Claim>) -> Vec<Vec<String>> {
    let start: Vec<String> = route.other.parts().map(written).collect();
    let end = next.map_or_else(Vec::new, |next| next.object.parts().flat_map(alternatives).collect());
    let between = route.object.parts().map(alternatives);
    std::iter::once(start).chain(between).chain([end]).collect()
}

fn or_unsaid(station: &[String]) -> Vec<String> {
    if station.is_empty() { vec![String::new()] } else { station.to_vec() }
}

fn line(leg: &Leg, traveller: String) -> Vec<String> {
    let route = &leg.route;
    let gap = match (leg.from.as_str(), leg.to.as_str()) {
        ("", _) => "start",
        (_, "") => "end",
        _ => "",
    };
    let mut line = vec![route.at.id.to_owned(), traveller, leg.number.to_string(), leg.from.clone(), leg.to.clone()];
    line.extend([if leg.is_alternative { "yes" } else { "no" }, gap].map(str::to_owned));
    line.extend(cells(route, [column::WORDS]));
    line.push(modality(route));
    line.extend(cells(route, [column::HOLDER, column::CITES]));
    let claims = ids(std::iter::once(route.at.id).chain(leg.next.as_ref().map(|next| next.at.id)));
    line.extend([route.at.source.to_owned(), claims]);
    line
}
