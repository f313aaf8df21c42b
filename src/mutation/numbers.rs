//! Slips of number: one more or less, ten times, exact where the words are not.

use crate::claim::column::NUMBER;
use crate::mutation::{Group, Mutant, Operator, Site};
use crate::set::list;
use crate::source::Span;

const CLAIMS: &[&str] = &["claims"];

/// The operators of this topic.
pub(super) const OPERATORS: &[Operator] = &[
    Operator {
        name: "number-by-one",
        group: Group::Value,
        about: "a number is one more or one less",
        tables: CLAIMS,
        run: |site, out| {
            digits(site, out, |number| number.checked_sub(1));
            digits(site, out, |number| number.checked_add(1));
        },
    },
    Operator {
        name: "number-times-ten",
        group: Group::Value,
        about: "a number is ten times as large",
        tables: CLAIMS,
        run: |site, out| digits(site, out, |number| number.checked_mul(10)),
    },
    Operator {
        name: "number-made-exact",
        group: Group::Value,
        about: "a bounded or vague number is written as exact",
        tables: CLAIMS,
        run: made_exact,
    },
    Operator {
        name: "number-bound-changed",
        group: Group::Value,
        about: "a bound is dropped, turned, or put where the words give none",
        tables: CLAIMS,
        run: bound_changed,
    },
    Operator {
        name: "number-dropped",
        group: Group::Value,
        about: "a number is left out",
        tables: CLAIMS,
        run: dropped,
    },
    Operator {
        name: "numbers-swapped",
        group: Group::Value,
        about: "two numbers of a list change places",
        tables: CLAIMS,
        run: swapped,
    },
];

/// The runs of digits of a cell.
fn runs(cell: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, _) in cell.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => runs.push(Span::new(at, at + 1)),
        }
    }
    runs
}

/// Each run of digits with another number in it.
fn digits(site: &Site, out: &mut Vec<Mutant>, change: impl Fn(u64) -> Option<u64>) {
    let cell = site.cell(NUMBER);
    for run in runs(cell) {
        let number = cell.get(run.range()).and_then(|number| change(number.parse().ok()?));
        out.extend(number.map(|number| site.change(&[(NUMBER, &site.splice(NUMBER, run, &number.to_string()))])));
    }
}

/// Each number of the cell with its place in the list.
fn each<'s>(site: &Site<'_, 's>) -> Vec<&'s str> {
    list(site.cell(NUMBER)).collect()
}

fn with(site: &Site, numbers: &[&str], index: usize, to: &str) -> Mutant {
    let numbers = numbers.iter().enumerate().map(|(at, number)| if at == index { to } else { number });
    site.change(&[(NUMBER, &numbers.collect::<Vec<_>>().join("; "))])
}

fn made_exact(site: &Site, out: &mut Vec<Mutant>) {
    let numbers = each(site);
    for (index, number) in numbers.iter().enumerate() {
        let Ok(quantity) = site.stock.corpus.quantity(site.cell(1), number) else { continue };
        let exact = number.trim_start_matches(['>', '<', '=']);
        if exact != *number {
            out.push(with(site, &numbers, index, exact));
        } else if quantity.min != quantity.max {
            let percent = if quantity.is_percent() { "%" } else { "" };
            let ends = [quantity.min, quantity.max].into_iter().flatten();
            out.extend(ends.map(|end| with(site, &numbers, index, &format!("{end}{percent}"))));
        }
    }
}

fn bound_changed(site: &Site, out: &mut Vec<Mutant>) {
    let numbers = each(site);
    for (index, number) in numbers.iter().enumerate() {
        let bare = number.trim_start_matches(['>', '<', '=']);
        if let Some((low, high)) = bare.split_once("..") {
            out.push(with(site, &numbers, index, &format!(">={low}")));
            out.push(with(site, &numbers, index, &format!("<={high}")));
        } else if bare.starts_with(|c: char| c.is_ascii_digit()) && !bare.contains([' ', '/']) {
            let bounds = [">", ">=", "<", "<="].into_iter().map(|bound| format!("{bound}{bare}"));
            out.extend(bounds.filter(|to| to != number).map(|to| with(site, &numbers, index, &to)));
        }
    }
}

fn dropped(site: &Site, out: &mut Vec<Mutant>) {
    if !site.cell(NUMBER).is_empty() {
        out.push(site.change(&[(NUMBER, "")]));
    }
}

fn swapped(site: &Site, out: &mut Vec<Mutant>) {
    let mut numbers = each(site);
    if numbers.len() > 1 {
        numbers.rotate_left(1);
        out.push(site.change(&[(NUMBER, &numbers.join("; "))]));
    }
}
