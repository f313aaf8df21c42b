//! Is something set against itself: in one row, or by a ring of comparisons?

use std::collections::{BTreeMap, VecDeque};

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::{HELP, Told, meet, predicate, related, told};
use crate::check::about_cell;
use crate::checks::conflict::row;
use crate::claim::column;
use crate::document::Document;
use crate::finding::Findings;
use crate::statement::quote_reaches;

pub(super) fn self_relation(document: &Document, findings: &mut Findings) {
    const KINDS: &[&str] = &["relation", "comparison", "position", "cause", "event"];
    let mut reported = HashSet::new();
    for fact in told(document).iter().filter(|fact| fact.affirmed) {
        let Some(claim) = document.claims.get(fact.claim) else { continue };
        let Some(kind) = predicate(document, claim.predicate).map(|predicate| predicate.kind) else { continue };
        // "Both support each other": the list stands for its pairs.
        let reciprocal = claim.subject.lists() > 1 && claim.object.lists() > 1;
        if !KINDS.contains(&kind) || reciprocal || quote_reaches(document, claim, "reflexive") {
            continue;
        }
        findings.look(1);
        let (subject, object, other) = (fact.relation.subject, fact.relation.object, fact.relation.other);
        let compared = kind == "comparison" && other.id().is_some() && (other == subject || other == object);
        if (subject == object || compared) && reported.insert(fact.claim) {
            let same = if compared { other } else { subject };
            let message = format!("`{same}` stands on two sides of `{}`: it is set against itself", claim.predicate);
            let help = "name the other side; where the words do say “itself”, lengthen the quote to them";
            findings.add(about_cell(claim.at.row, column::SUBJECT, message).help(help));
        }
    }
}

/// A comparison: the first is above the second.
struct Edge<'a, 'd> {
    above: &'a str,
    below: &'a str,
    told: &'a Told<'d>,
}

/// The comparisons of one scale: predicate, what is compared, place.
type Scales<'a, 'd> = BTreeMap<(&'a str, String, &'a str), Vec<Edge<'a, 'd>>>;

/// How many steps a search for a ring takes in one scale before it is given up.
const MOST_STEPS: usize = 200_000;

pub(super) fn comparison_cycle(document: &Document, findings: &mut Findings) {
    let told = told(document);
    for edges in scales(document, &told).into_values() {
        findings.look(edges.len());
        let edges = in_rings(edges);
        let (mut steps, mut reported) = (0, HashSet::new());
        for (at, edge) in edges.iter().enumerate() {
            let Some(ring) = ring(document, &edges, at, &mut steps) else { continue };
            if reported.insert(edge.told.claim) {
                report(document, findings, edge, &ring);
            }
        }
    }
}

/// The asserted comparisons that hold one way only. The sides that are compared are subject and third
/// party, or subject and object where the predicate takes no third party.
fn scales<'a, 'd>(document: &'a Document<'d>, told: &'a [Told<'d>]) -> Scales<'a, 'd> {
    let inverses = related(document, |predicate| vec![predicate.inverse]);
    let mut scales = Scales::new();
    for fact in told.iter().filter(|fact| fact.affirmed) {
        let Some(own) = predicate(document, fact.relation.predicate) else { continue };
        if own.kind != "comparison" || !own.has("asymmetric") {
            continue;
        }
        let by_object = own.other.is_empty();
        let (compared, of) = if by_object {
            (&fact.relation.object, String::new())
        } else {
            (&fact.relation.other, fact.relation.object.to_string())
        };
        let Some((above, below)) = fact.relation.subject.id().zip(compared.id()) else { continue };
        // What an inverse says is the same the other way round, whichever of the two names the other.
        let inverse = inverses.get(own.name).into_iter().flatten().min().filter(|inverse| **inverse < own.name);
        let (name, above, below) = inverse.map_or((own.name, above, below), |inverse| (*inverse, below, above));
        scales.entry((name, of, fact.relation.place)).or_default().push(Edge { above, below, told: fact });
    }
    scales
}

/// What is left when everything is taken away that has nothing above or nothing below it.
fn in_rings<'a, 'd>(mut edges: Vec<Edge<'a, 'd>>) -> Vec<Edge<'a, 'd>> {
    edges.retain(|edge| edge.above != edge.below);
    let downward = without_ends(&edges, |edge| (edge.above, edge.below));
    let upward = without_ends(&edges, |edge| (edge.below, edge.above));
    let mut kept = downward.into_iter().zip(upward).map(|(down, up)| down && up);
    edges.retain(|_| kept.next() == Some(true));
    edges
}

/// For each edge, whether its way goes on for ever: what leads nowhere is taken away, then what leads only
/// there, and so on, each edge once.
fn without_ends<'a, 'd>(edges: &[Edge<'a, 'd>], way: impl Fn(&Edge<'a, 'd>) -> (&'a str, &'a str)) -> Vec<bool> {
    let (mut left, mut into) = (HashMap::<&str, usize>::new(), HashMap::<&str, Vec<usize>>::new());
    for (index, edge) in edges.iter().enumerate() {
        let (from, to) = way(edge);
        *left.entry(from).or_default() += 1;
        left.entry(to).or_default();
        into.entry(to).or_default().push(index);
    }
    let mut kept = vec![true; edges.len()];
    let mut ends: Vec<&str> = left.iter().filter(|(_, ways)| **ways == 0).map(|(end, _)| *end).collect();
    while let Some(end) = ends.pop() {
        for index in into.remove(end).unwrap_or_default() {
            let (Some(edge), Some(keep)) = (edges.get(index), kept.get_mut(index)) else { continue };
            *keep = false;
            let from = way(edge).0;
            if let Some(ways) = left.get_mut(from) {
                *ways -= 1;
                if *ways == 0 {
                    ends.push(from);
                }
            }
        }
    }
    kept
}

/// The shortest way back from below an edge to above it over earlier rows, all told of one time.
fn ring<'e, 'a, 'd>(
    document: &Document,
    edges: &'e [Edge<'a, 'd>],
    at: usize,
    steps: &mut usize,
) -> Option<Vec<&'e Edge<'a, 'd>>> {
    let closing = edges.get(at)?;
    let mut ways: HashMap<&str, Vec<&Edge>> = HashMap::new();
    let earlier = edges.get(..at)?.iter().filter(|edge| meet(document, edge.told, closing.told));
    earlier.for_each(|edge| ways.entry(edge.above).or_default().push(edge));
    *steps += at;
    let mut came: HashMap<&str, &Edge> = HashMap::new();
    let mut open = VecDeque::from([closing.below]);
    while let Some(here) = open.pop_front().filter(|_| *steps < MOST_STEPS) {
        for edge in ways.get(here).into_iter().flatten() {
            *steps += 1;
            if edge.below == closing.above {
                return back(closing, edge, &came).filter(|ring| is_of_one_time(document, ring));
            }
            if edge.below != closing.below && !came.contains_key(edge.below) {
                came.insert(edge.below, edge);
                open.push_back(edge.below);
            }
        }
    }
    None
}

fn back<'e, 'a, 'd>(
    closing: &Edge,
    last: &'e Edge<'a, 'd>,
    came: &HashMap<&str, &'e Edge<'a, 'd>>,
) -> Option<Vec<&'e Edge<'a, 'd>>> {
    let mut ring = vec![last];
    while ring.last()?.above != closing.below {
        ring.push(came.get(ring.last()?.above)?);
    }
    ring.reverse();
    Some(ring)
}

fn is_of_one_time(document: &Document, ring: &[&Edge]) -> bool {
    let pairs = |at: usize| ring.iter().skip(at + 1);
    ring.len() < 64 && ring.iter().enumerate().all(|(at, one)| pairs(at).all(|two| meet(document, one.told, two.told)))
}

fn report(document: &Document, findings: &mut Findings, closing: &Edge, ring: &[&Edge]) {
    let Some(claim) = document.claims.get(closing.told.claim) else { return };
    let said = |edge: &Edge| format!("`{}` over `{}` ({})", edge.above, edge.below, row(document, edge.told.claim));
    let rows: Vec<String> = ring.iter().map(|edge| said(edge)).chain([said(closing)]).collect();
    let message =
        format!("the comparisons by `{}` lead back to where they began: {}", claim.predicate, rows.join(", "));
    let mut finding = about_cell(claim.at.row, column::PREDICATE, message).help(HELP);
    for other in ring.iter().filter_map(|edge| document.claims.get(edge.told.claim)) {
        finding = finding.related(crate::checks::anchors::related(&other.at, "another row of the ring"));
    }
    findings.add(finding);
}
