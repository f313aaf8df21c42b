//! Who stands on the sides of a claim: its lists multiplied out, and what each line says of how it holds.

use crate::claim::{Claim, column};
use crate::set::{Joint, Member, Set};

/// The `;` items of a side, each as it is written. An empty side has one empty item.
pub(super) fn parts(set: &Set) -> Vec<String> {
    let parts: Vec<String> = set.parts().map(written).collect();
    if parts.is_empty() { vec![String::new()] } else { parts }
}

/// A part of a set expression as it is written.
pub(super) fn written(part: &[Member]) -> String {
    let joint = |index: usize, member: &Member| match member.joint {
        _ if index == 0 => "",
        Joint::And => " & ",
        _ => " | ",
    };
    part.iter().enumerate().map(|(index, member)| format!("{}{}", joint(index, member), member.item)).collect()
}

/// The alternatives of a part, each as it is written: `a | b & c` has two.
pub(super) fn alternatives(part: &[Member]) -> Vec<String> {
    part.chunk_by(|_, next| next.joint == Joint::And).map(written).collect()
}

/// Every item with every other.
pub(super) fn pairs(left: &[String], right: &[String]) -> Vec<(String, String)> {
    let with_right = |left: &String| right.iter().map(|right| (left.clone(), right.clone())).collect::<Vec<_>>();
    left.iter().flat_map(with_right).collect()
}

/// How a claim holds, in one cell: `negated`, its certainty, its moods.
pub(super) fn modality(claim: &Claim) -> String {
    let cells = [column::POLARITY, column::CERTAINTY, column::MOOD].map(|column| claim.cell(column));
    cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("; ")
}
