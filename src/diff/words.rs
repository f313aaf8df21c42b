//! How do two cells differ, word by word, and how does white space show?

use similar::{ChangeTag, TextDiff};

/// A cell of more words than this is shown as replaced as a whole: aligning it would take too long.
const MOST: usize = 2_000;

/// Of two cells with a smaller share of words in common each is shown whole: to thread one through the other
/// would be no help.
const ALIKE: f32 = 0.4;

/// A run of words in both cells, or in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the old one only, with white space visible.
    Gone(String),
    /// In the new one only, with white space visible.
    Come(String),
}

/// What two cells have in common and what not, in order.
///
/// ```
/// use factcheck::diff::{Piece, pieces};
/// let (same, gone, come) = (|s: &str| Piece::Same(s.into()), |s: &str| Piece::Gone(s.into()), |s: &str| Piece::Come(s.into()));
/// assert_eq!(pieces("over 30 boats", "over 40 boats"), [same("over "), gone("30"), come("40"), same(" boats")]);
/// assert_eq!(pieces("a b", "a  b"), [same("a"), gone("·"), come("··"), same("b")]);
/// ```
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    if old.split_whitespace().count() + new.split_whitespace().count() > MOST {
        return one_sided(old, new);
    }
    let diff = TextDiff::from_words(old, new);
    if diff.ratio() < ALIKE {
        return one_sided(old, new);
    }
    let mut pieces = Vec::new();
    for op in diff.ops() {
        let of = |tag| -> String {
            let changes = diff.iter_changes(op).filter(|change| change.tag() == tag);
            changes.map(|change| change.to_string_lossy().into_owned()).collect()
        };
        let same = of(ChangeTag::Equal);
        pieces.extend((!same.is_empty()).then_some(Piece::Same(same)));
        pieces.extend(one_sided(&of(ChangeTag::Delete), &of(ChangeTag::Insert)));
    }
    pieces
}

fn one_sided(old: &str, new: &str) -> Vec<Piece> {
    let gone = (!old.is_empty()).then(|| Piece::Gone(visible(old)));
    let come = (!new.is_empty()).then(|| Piece::Come(visible(new)));
    gone.into_iter().chain(come).collect()
}

/// White space at the ends of a text, or of an unusual kind or number, as signs.
fn visible(text: &str) -> String {
    let inner = text.trim();
    let starts = text.len() - text.trim_start().len();
    let ends = starts + inner.len();
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let plain = c == ' ' && at >= starts && at < ends && !last.is_whitespace();
        out.push(if plain { ' ' } else { sign(c) });
        last = c;
    }
    out
}

fn sign(c: char) -> char {
    match c {
        ' ' => '·',
        '\t' => '⇥',
        '\n' => '⏎',
        '\r' => '␍',
        '\u{A0}' | '\u{202F}' => '⍽',
        c if c.is_whitespace() => '␣',
        c => c,
    }
}
