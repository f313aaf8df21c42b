//! Can a set of bounds between points in time all hold, and if not, which few of them cannot?
//!
//! Each bound says that one point lies at most so far after another. Such bounds hold together if and
//! only if no round trip over them sums to less than nothing (Bellman and Ford; Dechter, Meiri and Pearl
//! 1991, "simple temporal problem").

mod ways;

use std::collections::VecDeque;

use foldhash::{HashMap, HashSet};

use super::Kind;

/// One bound: `to` lies at most `weight` ticks after `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) weight: i64,
    /// Whose bound it is; `None` for one that needs no row (what starts ends no earlier).
    pub(super) row: Option<u32>,
    /// What kind of bound it is.
    pub(super) kind: Kind,
}

/// The point that days are counted from. It links no points to each other: all dates share it.
pub(super) const ORIGIN: u32 = 0;

/// Splits the edges into groups that share no point but the origin; each holds positions in `edges`,
/// ascending.
pub(super) fn components(points: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut sets = Sets((0..points as u32).collect());
    for edge in edges.iter().filter(|edge| edge.from != ORIGIN && edge.to != ORIGIN) {
        sets.join(edge.from, edge.to);
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of = vec![usize::MAX; points];
    for (index, edge) in edges.iter().enumerate() {
        let root = sets.root(if edge.from == ORIGIN { edge.to } else { edge.from });
        let Some(slot) = group_of.get_mut(root as usize) else { continue };
        if *slot == usize::MAX {
            *slot = groups.len();
            groups.push(Vec::new());
        }
        if let Some(group) = groups.get_mut(*slot) {
            group.push(index);
        }
    }
    groups
}

/// Disjoint sets of points, by halving paths.
struct Sets(Vec<u32>);

impl Sets {
    fn root(&mut self, mut point: u32) -> u32 {
        loop {
            let parent = self.parent(point);
            if parent == point {
                return point;
            }
            let above = self.parent(parent);
            if let Some(slot) = self.0.get_mut(point as usize) {
                *slot = above;
            }
            point = above;
        }
    }

    fn parent(&self, point: u32) -> u32 {
        self.0.get(point as usize).copied().unwrap_or(point)
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }
}

/// Edges with their points numbered from 0 in order of first use, ready to be searched.
pub(super) struct Graph<'e> {
    edges: Vec<&'e Edge>,
    /// From and to, renumbered.
    ends: Vec<(usize, usize)>,
    /// For each point, the edges that leave it.
    out: Vec<Vec<usize>>,
    number: HashMap<u32, usize>,
}

impl<'e> Graph<'e> {
    pub(super) fn new(edges: impl Iterator<Item = &'e Edge>) -> Graph<'e> {
        let mut graph = Graph { edges: Vec::new(), ends: Vec::new(), out: Vec::new(), number: Default::default() };
        for edge in edges {
            let (from, to) = (graph.point(edge.from), graph.point(edge.to));
            let index = graph.edges.len();
            graph.edges.push(edge);
            graph.ends.push((from, to));
            if let Some(out) = graph.out.get_mut(from) {
                out.push(index);
            }
        }
        graph
    }

    fn point(&mut self, point: u32) -> usize {
        let next = self.out.len();
        let number = *self.number.entry(point).or_insert(next);
        if number == next {
            self.out.push(Vec::new());
        }
        number
    }

    /// A round trip of less than nothing, edge by edge, over edges whose rows are not left out.
    pub(super) fn negative_cycle(&self, left_out: &dyn Fn(u32) -> bool) -> Option<Vec<&'e Edge>> {
        let mut search = Search::from_everywhere(self.downstream());
        let mut steps = 0;
        while let Some(point) = search.pop() {
            for &index in self.out.get(point).into_iter().flatten() {
                let (Some(edge), Some((_, to))) = (self.edges.get(index), self.ends.get(index)) else { continue };
                if edge.row.is_some_and(left_out) || !search.relax(point, *to, edge.weight, index) {
                    continue;
                }
                steps += 1;
                // Looking at all points once in so many steps costs no more than the steps themselves.
                if steps % self.out.len().max(1) == 0
                    && let Some(cycle) = self.cycle_of(&search.via)
                {
                    return Some(cycle);
                }
            }
        }
        None
    }

    /// All points, each before those that its edges lead to, as far as no round trip forbids it. Searched
    /// in this order a chain of bounds is settled in one go; against it, each go would settle one link.
    fn downstream(&self) -> VecDeque<usize> {
        let mut order = VecDeque::with_capacity(self.out.len());
        let mut seen = vec![false; self.out.len()];
        for start in 0..self.out.len() {
            // Points on the way, each with the number of its edges that were followed.
            let mut way = vec![(start, 0)];
            while let Some((point, followed)) = way.pop() {
                let Some(known) = seen.get_mut(point) else { continue };
                if followed == 0 && std::mem::replace(known, true) {
                    continue;
                }
                match self.out.get(point).and_then(|out| out.get(followed)) {
                    Some(edge) => {
                        way.push((point, followed + 1));
                        way.extend(self.ends.get(*edge).map(|(_, to)| (*to, 0)));
                    }
                    None => order.push_front(point),
                }
            }
        }
        order
    }

    /// How far each point lies at most after `from`, in ticks; `None` where nothing bounds it. The edges
    /// must hold together: over a round trip of less than nothing there is no end to it.
    pub(super) fn distances(&self, from: u32) -> impl Fn(u32) -> Option<i64> + '_ {
        let search = self.search(from);
        move |point| {
            let far = *search.far.get(*self.number.get(&point)?)?;
            (far != i64::MAX).then_some(far)
        }
    }

    /// The edges that say so, if `to` lies at most `most` ticks after `from`. The same holds of the edges.
    pub(super) fn path(&self, from: u32, to: u32, most: i64) -> Option<Vec<&'e Edge>> {
        let search = self.search(from);
        let (start, mut point) = (*self.number.get(&from)?, *self.number.get(&to)?);
        let mut path = Vec::new();
        if *search.far.get(point)? > most {
            return None;
        }
        while point != start {
            let index = search.via.get(point).copied().flatten()?;
            path.push(*self.edges.get(index)?);
            point = self.ends.get(index)?.0;
        }
        path.reverse();
        Some(path)
    }

    fn search(&self, from: u32) -> Search {
        let mut search = Search::from_one(self.out.len(), self.number.get(&from).copied());
        self.run(&mut search);
        search
    }

    fn run(&self, search: &mut Search) {
        while let Some(point) = search.pop() {
            for &index in self.out.get(point).into_iter().flatten() {
                if let (Some(edge), Some((_, to))) = (self.edges.get(index), self.ends.get(index)) {
                    search.relax(point, *to, edge.weight, index);
                }
            }
        }
    }

    /// A cycle among the edges by which each point was reached last.
    fn cycle_of(&self, via: &[Option<usize>]) -> Option<Vec<&'e Edge>> {
        // 0: not seen, otherwise the walk on which it was seen first.
        let mut seen = vec![0_usize; via.len()];
        for start in 0..via.len() {
            let mut point = start;
            while seen.get(point) == Some(&0) {
                *seen.get_mut(point)? = start + 1;
                let Some(index) = via.get(point).copied().flatten() else { break };
                point = self.ends.get(index)?.0;
            }
            if seen.get(point) == Some(&(start + 1)) && via.get(point).copied().flatten().is_some() {
                return self.round_trip(via, point);
            }
        }
        None
    }

    fn round_trip(&self, via: &[Option<usize>], start: usize) -> Option<Vec<&'e Edge>> {
        let (mut cycle, mut point) = (Vec::new(), start);
        loop {
            let index = via.get(point).copied().flatten()?;
            cycle.push(*self.edges.get(index)?);
            point = self.ends.get(index)?.0;
            if point == start {
                cycle.reverse();
                return Some(cycle);
            }
        }
    }
}

/// The state of a search: distances, the edge by which each point was reached, and what is still to do.
struct Search {
    far: Vec<i64>,
    via: Vec<Option<usize>>,
    queue: VecDeque<usize>,
    queued: Vec<bool>,
}

impl Search {
    fn from_everywhere(queue: VecDeque<usize>) -> Search {
        let points = queue.len();
        Search { far: vec![0; points], via: vec![None; points], queue, queued: vec![true; points] }
    }

    fn from_one(points: usize, start: Option<usize>) -> Search {
        let mut search = Search {
            far: vec![i64::MAX; points],
            via: vec![None; points],
            queue: VecDeque::new(),
            queued: vec![false; points],
        };
        if let Some((start, far)) = start.and_then(|start| Some((start, search.far.get_mut(start)?))) {
            *far = 0;
            search.queue.push_back(start);
        }
        search
    }

    fn pop(&mut self) -> Option<usize> {
        let point = self.queue.pop_front()?;
        *self.queued.get_mut(point)? = false;
        Some(point)
    }

    /// Whether `to` is nearer than was known; then it is to be looked at again.
    fn relax(&mut self, from: usize, to: usize, weight: i64, edge: usize) -> bool {
        let Some(far) = self.far.get(from).filter(|far| **far != i64::MAX).map(|far| far.saturating_add(weight)) else {
            return false;
        };
        let (Some(known), Some(via), Some(queued)) =
            (self.far.get_mut(to), self.via.get_mut(to), self.queued.get_mut(to))
        else {
            return false;
        };
        if far >= *known {
            return false;
        }
        *known = far;
        *via = Some(edge);
        if !*queued {
            *queued = true;
            self.queue.push_back(to);
        }
        true
    }
}

/// A round trip of less than nothing whose rows cannot hold together, although any of them could be left
/// out: of the rows that come into question the later are left out first.
pub(super) fn minimal_cycle<'e>(edges: &[&'e Edge], left_out: &dyn Fn(u32) -> bool) -> Option<Vec<&'e Edge>> {
    let mut cycle = Graph::new(edges.iter().copied()).negative_cycle(left_out)?;
    let mut rows = rows_of(&cycle);
    let near: Vec<&Edge> =
        edges.iter().copied().filter(|edge| edge.row.is_none_or(|row| rows.contains(&row))).collect();
    let touched: HashSet<u32> =
        near.iter().filter(|edge| edge.row.is_some()).flat_map(|edge| [edge.from, edge.to]).collect();
    let graph = Graph::new(near.into_iter().filter(|edge| edge.row.is_some() || touched.contains(&edge.from)));
    let mut at = rows.len();
    while let Some(row) = at.checked_sub(1).and_then(|last| rows.get(last).copied()) {
        at -= 1;
        if let Some(smaller) = graph.negative_cycle(&|other| other == row || !rows.contains(&other)) {
            cycle = smaller;
            rows = rows_of(&cycle);
            at = at.min(rows.len());
        }
    }
    Some(cycle)
}

/// The rows of some edges, ascending.
pub(super) fn rows_of(edges: &[&Edge]) -> Vec<u32> {
    let mut rows: Vec<u32> = edges.iter().filter_map(|edge| edge.row).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether the points 1.. can be placed on 0..=limit with the origin at 0.
    fn fits(points: u32, limit: i64, edges: &[Edge]) -> bool {
        let count = (limit + 1).pow(points - 1);
        (0..count).any(|mut code| {
            let mut at = vec![0];
            for _ in 1..points {
                at.push(code % (limit + 1));
                code /= limit + 1;
            }
            edges.iter().all(|edge| at[edge.to as usize] <= at[edge.from as usize] + edge.weight)
        })
    }

    /// Bounds of a few rows, some of which set several.
    fn edges(points: u32) -> impl Strategy<Value = Vec<Edge>> {
        let edge = (0..points, 0..points, -3_i64..4, 0..6_u32);
        let edge =
            edge.prop_map(|(from, to, weight, row)| Edge { from, to, weight, row: Some(row), kind: Kind::Order });
        prop::collection::vec(edge, 0..12)
    }

    proptest! {
        /// Every way to place four points on seven days is tried: bounds fit if and only if there is no
        /// negative round trip.
        #[test]
        fn agrees_with_brute_force(drawn in edges(4)) {
            let limit = 6;
            let mut all = drawn;
            // What brute force takes for granted: no point before 0 nor after the limit.
            for point in 1..4 {
                all.push(Edge { from: point, to: ORIGIN, weight: 0, row: None, kind: Kind::Order });
                all.push(Edge { from: ORIGIN, to: point, weight: limit, row: None, kind: Kind::Order });
            }
            let found = Graph::new(all.iter()).negative_cycle(&|_| false);
            prop_assert_eq!(found.is_none(), fits(4, limit, &all));
            if let Some(cycle) = found {
                prop_assert!(cycle.iter().map(|edge| edge.weight).sum::<i64>() < 0);
            }
        }

        /// What is found cannot hold together, and without any one of its rows it can.
        #[test]
        fn cycles_are_minimal(drawn in edges(5)) {
            let all: Vec<&Edge> = drawn.iter().collect();
            if let Some(cycle) = minimal_cycle(&all, &|_| false) {
                let rows = rows_of(&cycle);
                for row in &rows {
                    let rest = Graph::new(all.iter().copied());
                    prop_assert!(rest.negative_cycle(&|other| other == *row || !rows.contains(&other)).is_none());
                }
            }
        }
    }

    #[test]
    fn chains_are_searched_from_their_end() {
        let edge = |from, to| Edge { from, to, weight: -1, row: None, kind: Kind::Order };
        let chain: Vec<Edge> = (1..9).map(|point| edge(point + 1, point)).collect();
        let graph = Graph::new(chain.iter());
        let order: Vec<u32> =
            graph.downstream().into_iter().map(|at| (1..10).find(|point| graph.number[point] == at).unwrap()).collect();
        assert_eq!(order, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    }

    #[test]
    fn components_share_only_the_origin() {
        let edge = |from, to| Edge { from, to, weight: 0, row: None, kind: Kind::Order };
        let groups = components(6, &[edge(0, 1), edge(2, 3), edge(1, 4), edge(0, 3), edge(5, 0)]);
        assert_eq!(groups, [vec![0, 2], vec![1, 3], vec![4]]);
    }
}
