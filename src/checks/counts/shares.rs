//! Do shares fit their whole, and do ranges run forwards?

use std::collections::BTreeMap;

use super::lists::one_entity;
use super::{MOST, is_of_one_time, predicate};
use crate::check::about_cell;
use crate::checks::conflict::{Pairs, row};
use crate::claim::column;
use crate::count::{Count, counts};
use crate::document::Document;
use crate::finding::Findings;
use crate::membership::are_apart;
use crate::quantity::{Kind, Number, Quantity, Unit};
use crate::set::{Item, list};

pub(super) fn unit_mismatch(document: &Document, findings: &mut Findings) {
    for claim in document.claims.iter() {
        let read = |number| document.corpus.quantity(claim.at.source, number).ok();
        let quantities: Vec<Quantity> = list(claim.cell(column::NUMBER)).filter_map(read).collect();
        if quantities.len() < 2 {
            continue;
        }
        findings.look(1);
        let share = quantities.iter().find(|quantity| quantity.unit != Unit::Count);
        let plain = quantities.iter().find(|quantity| quantity.unit == Unit::Count && quantity.kind != Kind::PartOf);
        if let Some((share, plain)) = share.zip(plain) {
            let message = format!("`number` holds the share {share} beside the count {plain}");
            let help = "one row for the counts, another for the shares";
            findings.add(about_cell(claim.at.row, column::NUMBER, message).help(help));
        }
    }
}

pub(super) fn share_out_of_range(document: &Document, findings: &mut Findings) {
    for claim in document.claims.iter() {
        // What grows, or is compared, may be more than the whole.
        let counts = predicate(document, claim)
            .is_some_and(|predicate| matches!(predicate.kind, "member+" | "relation" | "position" | "count"));
        for number in list(claim.cell(column::NUMBER)).filter(|_| counts) {
            let Ok(quantity) = document.corpus.quantity(claim.at.source, number) else { continue };
            if quantity.unit == Unit::Count {
                continue;
            }
            findings.look(1);
            let all = Number::from(if quantity.is_percent() { 100 } else { 1 });
            let above = |bound: Option<Number>| bound.is_some_and(|bound| bound > all);
            let beyond = quantity.strict && quantity.min == Some(all);
            if above(quantity.min) || above(quantity.max) || beyond {
                let message = format!("`number` is {number}: a share of more than the whole");
                let help = "correct the share, or say how many in figures";
                findings.add(about_cell(claim.at.row, column::NUMBER, message).help(help));
            }
        }
    }
}

pub(super) fn share_against_whole(document: &Document, findings: &mut Findings) {
    let (counts, mut pairs) = (counts(document), Pairs::default());
    complements(document, &counts, findings, &mut pairs);
    wholes(document, &counts, findings, &mut pairs);
    let help = "correct the number that is wrong; if all are right, say in `role` and `when` which time each speaks of";
    pairs.report(document, findings, column::NUMBER, help);
}

/// A share of a whole, and who or what has it.
struct Share<'a, 'd> {
    count: &'a Count<'d>,
    of: Item<'d>,
}

/// The shares of each whole, in order. Shares of a subject go to different objects where each of it can have
/// one only (`functional`); shares of an object go to different subjects where these divide it (`divides`).
fn shares<'a, 'd>(document: &Document<'d>, counts: &'a [Count<'d>]) -> BTreeMap<[&'a str; 4], Vec<Share<'a, 'd>>> {
    let mut wholes: BTreeMap<[&str; 4], Vec<Share>> = BTreeMap::new();
    for count in counts.iter().filter(|count| least(&count.quantity).is_some()) {
        let Some(claim) = document.claims.get(count.claim) else { continue };
        let has = |flag| predicate(document, claim).is_some_and(|predicate| predicate.has(flag));
        let (whole, of) = match count.side {
            _ if has("divides") => (claim.cell(column::OBJECT), &claim.subject),
            column::SUBJECT if has("functional") => (count.counted, &claim.object),
            _ => continue,
        };
        if let [member] = of.members() {
            let [other, place] = [column::OTHER, column::PLACE].map(|column| claim.cell(column));
            wholes.entry([claim.predicate, whole, other, place]).or_default().push(Share { count, of: member.item });
        }
    }
    wholes
}

/// Shares of one whole that go to different things and are more than it.
fn complements<'d>(document: &Document<'d>, counts: &[Count<'d>], findings: &mut Findings, pairs: &mut Pairs) {
    for ([_, whole, ..], shares) in shares(document, counts) {
        findings.look(shares.len());
        for at in 0..shares.len().min(MOST) {
            let Some(together) = exceeding(document, shares.get(..=at).unwrap_or(&[])) else { continue };
            let rows: Vec<usize> = together.iter().map(|share| share.count.claim).collect();
            pairs.add_all(rows.iter().copied(), || {
                let rows: Vec<String> = rows.iter().map(|claim| row(document, *claim)).collect();
                format!("the shares of `{whole}` are more than the whole ({})", rows.join("; "))
            });
        }
    }
}

/// The fewest shares that with the last of these are more than the whole, in order; none where the others
/// are so without it.
fn exceeding<'s, 'a, 'd>(document: &Document, shares: &'s [Share<'a, 'd>]) -> Option<Vec<&'s Share<'a, 'd>>> {
    let (last, earlier) = shares.split_last()?;
    let mut earlier: Vec<&Share> = earlier.iter().collect();
    earlier.sort_by_key(|share| std::cmp::Reverse(size(share.count)));
    let mut chosen = vec![last];
    for share in earlier {
        if chosen.len() < MOST_SHARES && chosen.iter().all(|other| go_together(document, other, share)) {
            chosen.push(share);
            if exceed_one(chosen.iter().map(|share| share.count)) {
                let needed = !exceed_one(chosen.iter().skip(1).map(|share| share.count));
                chosen.sort_by_key(|share| share.count.claim);
                return needed.then_some(chosen);
            }
        }
    }
    None
}

/// A whole is shared out among no more than so many.
const MOST_SHARES: usize = 64;

/// Whether two shares go to different things at one time.
fn go_together(document: &Document, one: &Share, two: &Share) -> bool {
    one.count.claim != two.count.claim
        && are_apart(&document.corpus.vocabulary, one.of, two.of)
        && is_of_one_time(document, one.count.claim, two.count.claim)
}

/// The least share that a number allows, in steps fine enough to put shares in order.
fn size(count: &Count) -> u128 {
    least(&count.quantity).map_or(0, |((top, bottom), _)| top.saturating_mul(1 << 32) / bottom.max(1))
}

/// The least share that a quantity allows, as a fraction, and whether it must be more.
fn least(quantity: &Quantity) -> Option<((u128, u128), bool)> {
    let (numerator, denominator) = quantity.min?.ratio();
    let scale = match (quantity.unit, quantity.whole()) {
        (Unit::Percent, _) => 100,
        (Unit::Fraction, _) => 1,
        (Unit::Count, Some(whole)) => whole,
        (Unit::Count, None) => return None,
    };
    Some(((numerator.into(), u128::from(denominator).checked_mul(scale.into())?), quantity.strict))
}

/// Whether shares sum to more than one. A sum that cannot be worked out exactly is none.
fn exceed_one<'a, 'd: 'a>(shares: impl Iterator<Item = &'a Count<'d>>) -> bool {
    let (mut sum, mut strict) = (Some((0_u128, 1_u128)), false);
    for ((numerator, denominator), more) in shares.filter_map(|count| least(&count.quantity)) {
        strict |= more;
        sum = sum.and_then(|(top, bottom)| {
            let top = top.checked_mul(denominator)?.checked_add(numerator.checked_mul(bottom)?)?;
            Some((top, bottom.checked_mul(denominator)?))
        });
    }
    sum.is_some_and(|(top, bottom)| top > bottom || strict && top == bottom)
}

/// `2 of 3`, and the whole counted otherwise elsewhere.
fn wholes(document: &Document, counts: &[Count], findings: &mut Findings, pairs: &mut Pairs) {
    let mut sizes: BTreeMap<&str, Vec<&Count>> = BTreeMap::new();
    for count in counts.iter().filter(|count| count.exact().is_some() && !count.is_parallel) {
        let Some(claim) = document.claims.get(count.claim) else { continue };
        let is_size =
            predicate(document, claim).is_some_and(|predicate| predicate.kind == "count" && predicate.range.is_empty());
        if let Some(entity) = claim.set(count.side).filter(|_| is_size).and_then(|set| one_entity(document, set)) {
            sizes.entry(entity).or_default().push(count);
        }
    }
    for count in counts {
        let Some((whole, sizes)) = count.quantity.whole().zip(sizes.get(count.counted)) else { continue };
        findings.look(1);
        let differs = |size: &&&Count| size.exact() != Some(whole);
        let size =
            sizes.iter().take(MOST).filter(differs).find(|size| is_of_one_time(document, size.claim, count.claim));
        if let Some(size) = size {
            pairs.add(count.claim, size.claim, || {
                let (one, other) = (row(document, count.claim), row(document, size.claim));
                format!("`{}` is a whole of {whole} ({one}) and counted as {} ({other})", count.counted, size.quantity)
            });
        }
    }
}

pub(super) fn range_turned(document: &Document, findings: &mut Findings) {
    for claim in document.claims.iter() {
        if predicate(document, claim).is_none_or(|predicate| predicate.kind != "attribute") {
            continue;
        }
        for words in
            claim.object.items().filter_map(|item| if let Item::Words(words) = item { Some(words) } else { None })
        {
            let Some((from, to)) = range(words) else { continue };
            findings.look(1);
            if from > to {
                let message = format!("“{words}” runs backwards, from {from} to {to}");
                let help = "if the source prints it so, declare what is meant in layout.csv (`reads`), or carry it as an exception";
                findings.add(about_cell(claim.at.row, column::OBJECT, message).help(help));
            }
        }
    }
}

/// Both ends of "12-15". "145-9" is short for 145 to 149, and four digits are a year or a code.
fn range(words: &str) -> Option<(u32, u32)> {
    let (from, to) = words.split_once(['-', '–'])?;
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let alike = is_number(from) && is_number(to) && from.len() == to.len();
    alike.then(|| Some((from.parse().ok()?, to.parse().ok()?)))?
}
