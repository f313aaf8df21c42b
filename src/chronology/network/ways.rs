//! How far do all points lie from one at most, and by which few bounds?

use std::collections::VecDeque;

use super::{Edge, Graph, Search};

impl<'e> Graph<'e> {
    /// For every point that the edges bound from `from`: how far it lies after it at most, in ticks, and
    /// the last edge of the way that says so. The edges must hold together, and none may lead to `from`.
    ///
    /// Of several such ways it is one of the fewest edges, of these the one of the first rows. So whether
    /// an edge elsewhere is there or not changes no way.
    pub(in crate::chronology) fn ways(&self, from: u32) -> Vec<(u32, i64, &'e Edge)> {
        let Some(start) = self.number.get(&from).copied() else { return Vec::new() };
        let far = self.settle(&[(start, 0)]);
        let via = self.shortest(start, &far);
        let way = |(point, number): (&u32, &usize)| {
            let edge = self.edges.get(via.get(*number).copied().flatten()?)?;
            Some((*point, *far.get(*number)?, *edge))
        };
        self.number.iter().filter_map(way).collect()
    }

    /// The latest times of all points where some lie at given times.
    pub(in crate::chronology) fn latest(&self, given: impl Iterator<Item = (u32, i64)>) -> Vec<(u32, i64)> {
        let given = given.filter_map(|(point, time)| Some((*self.number.get(&point)?, time)));
        let far = self.settle(&given.collect::<Vec<_>>());
        let known = |number: usize| far.get(number).copied().filter(|far| *far != i64::MAX);
        self.number.iter().filter_map(|(point, number)| Some((*point, known(*number)?))).collect()
    }

    /// The least distances from given points, by their numbers; `i64::MAX` where nothing bounds one.
    fn settle(&self, given: &[(usize, i64)]) -> Vec<i64> {
        let points = self.out.len();
        let (far, via) = (vec![i64::MAX; points], vec![None; points]);
        let mut search = Search { far, via, queue: self.downstream(), queued: vec![true; points] };
        for (number, time) in given {
            if let Some(far) = search.far.get_mut(*number) {
                *far = *time;
            }
        }
        self.run(&mut search);
        search.far
    }

    /// For each point the last edge of the way that [`Graph::ways`] means.
    fn shortest(&self, start: usize, far: &[i64]) -> Vec<Option<usize>> {
        let mut via: Vec<Option<usize>> = vec![None; far.len()];
        let mut depth = vec![usize::MAX; far.len()];
        depth.get_mut(start).into_iter().for_each(|depth| *depth = 0);
        let mut queue = VecDeque::from([start]);
        while let Some(point) = queue.pop_front() {
            let next = depth.get(point).map_or(usize::MAX, |depth| depth.saturating_add(1));
            for &index in self.out.get(point).into_iter().flatten() {
                let Some(to) = self.tight(point, index, far) else { continue };
                let (Some(depth), Some(via)) = (depth.get_mut(to), via.get_mut(to)) else { continue };
                if *depth == usize::MAX {
                    *depth = next;
                    queue.push_back(to);
                }
                if *depth == next && via.is_none_or(|known| self.rank(index) < self.rank(known)) {
                    *via = Some(index);
                }
            }
        }
        via
    }

    /// Where an edge leads, if it is part of a shortest way.
    fn tight(&self, from: usize, index: usize, far: &[i64]) -> Option<usize> {
        let (edge, (_, to)) = (self.edges.get(index)?, self.ends.get(index)?);
        (far.get(from)?.saturating_add(edge.weight) == *far.get(*to)?).then_some(*to)
    }

    fn rank(&self, index: usize) -> (Option<u32>, usize) {
        (self.edges.get(index).and_then(|edge| edge.row), index)
    }
}
