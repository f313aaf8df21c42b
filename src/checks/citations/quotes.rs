//! Does every quotation mark have its other half?

use crate::checks::names::about_source;
use crate::checks::printed::{OwnPrint, Sign, signs};
use crate::document::Document;
use crate::finding::Findings;
use crate::source::Span;

/// An opening mark that waits for its other half.
struct Open {
    span: Span,
    mark: char,
    /// A later mark may be that half, or an apostrophe: “the ‘states’ …”.
    perhaps: bool,
}

/// What a mark does where it stands.
enum Does {
    Opens,
    Closes,
    /// Closes where something is open, and is an apostrophe or a sign of measure where not.
    MayClose,
    Nothing,
}

pub(super) fn unbalanced(document: &Document, findings: &mut Findings) {
    let own = OwnPrint::of(document);
    let blocks = document.reading.blocks();
    for (index, block) in blocks.iter().enumerate() {
        findings.look(1);
        let next = blocks.get(index + 1).and_then(|next| document.reading.text().get(next.start..)?.chars().next());
        let text = document.reading.text().get(block.range()).unwrap_or("");
        for (span, is_open) in halves(text, next, |span| !own.holds(span.shift(block.start))) {
            let mark = text.get(span.range()).unwrap_or("");
            let lacks = if is_open { "is never closed" } else { "closes nothing" };
            let help = "declare a misprint in layout (`reads`), a footnote call there too (`mark`); if the source prints it so, carry it as an exception";
            let message = format!("the quotation mark “{mark}” {lacks}");
            findings.add(about_source(document, span.shift(block.start), message).help(help));
        }
    }
}

/// The marks of a block that lack their other half, and whether they open; `next` begins the next block.
fn halves(text: &str, next: Option<char>, is_skipped: impl Fn(Span) -> bool) -> Vec<(Span, bool)> {
    let (mut open, mut found): (Vec<Open>, Vec<(Span, bool)>) = (Vec::new(), Vec::new());
    for sign in signs(text, |lead| matches!(lead, b'"' | b'\'' | 0xC2 | 0xE2)).filter(|sign| !is_skipped(sign.span)) {
        let Sign { span, mark, .. } = sign;
        let waiting = waiting(&open, mark);
        match (does(sign, waiting.is_some()), waiting) {
            (Does::Opens, _) => {
                while open.last().is_some_and(|waits| waits.perhaps && waits.mark == mark) {
                    open.pop();
                }
                open.push(Open { span, mark, perhaps: false });
            }
            (Does::Closes, Some(waits)) => {
                found.extend(open.drain(waits..).skip(1).filter(|waits| !waits.perhaps).map(|waits| (waits.span, true)))
            }
            (Does::Closes, None) => found.push((span, false)),
            (Does::MayClose, Some(waits)) => open.get_mut(waits).into_iter().for_each(|waits| waits.perhaps = true),
            (Does::MayClose, None) | (Does::Nothing, _) => {}
        }
    }
    // A quotation of several paragraphs opens anew in each and closes in the last.
    let goes_on = |waits: &Open| next == Some(waits.mark);
    found.extend(open.iter().filter(|waits| !waits.perhaps && !goes_on(waits)).map(|waits| (waits.span, true)));
    found.sort_unstable();
    found
}

/// How many quotations may lie in one another.
const DEEPEST: usize = 8;

/// The innermost mark that waits for this half: one that nothing may have closed before others.
fn waiting(open: &[Open], mark: char) -> Option<usize> {
    let from = open.len().saturating_sub(DEEPEST);
    let pairs = |index: &usize| open.get(*index).is_some_and(|waits| pairs(waits.mark, mark));
    let is_sure = |index: &usize| open.get(*index).is_some_and(|waits| !waits.perhaps);
    let mut inwards = (from..open.len()).rev().filter(pairs);
    inwards.clone().find(is_sure).or_else(|| inwards.next())
}

/// Whether a closing mark is the other half of an opening one.
fn pairs(open: char, close: char) -> bool {
    match open {
        '“' => close == '”',
        '„' => matches!(close, '“' | '”'),
        '‘' => close == '’',
        '‚' => matches!(close, '‘' | '’'),
        '«' => close == '»',
        '‹' => close == '›',
        '"' => close == '"',
        '\'' => close == '\'',
        _ => false,
    }
}

fn does(sign: Sign, is_awaited: bool) -> Does {
    let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match sign.mark {
        '“' | '‘' if is_awaited => Does::Closes,
        '“' | '„' | '‘' | '‚' | '«' | '‹' => Does::Opens,
        '”' | '»' | '›' if !is_awaited && sign.before.is_some_and(char::is_numeric) => Does::Nothing,
        '”' | '»' | '›' => Does::Closes,
        '’' | '\'' if inner(sign.before) && inner(sign.after) => Does::Nothing,
        '’' | '\'' if inner(sign.before) => Does::MayClose,
        '’' if inner(sign.after) => Does::Nothing,
        '’' => Does::Closes,
        '\'' | '"' => straight(sign, is_awaited),
        _ => Does::Nothing,
    }
}

/// A straight mark opens before a word and closes behind one. Behind digits it may be a sign of measure;
/// a single one opens before a capital only, as before small letters it may be an apostrophe.
fn straight(sign: Sign, is_awaited: bool) -> Does {
    let is_opening = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '“' | '‘' | '"' | '\'');
    let is_closing = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}');
    let begins = sign.before.is_none_or(is_opening);
    let ends = sign.after.is_none_or(is_closing);
    let word = sign.after.is_some_and(char::is_alphanumeric);
    match (sign.mark, is_awaited) {
        ('"', true) if begins && word => Does::Opens,
        ('"', false) if begins || !ends => Does::Opens,
        ('"', false) if sign.before.is_some_and(char::is_numeric) => Does::Nothing,
        ('\'', _) if begins && sign.after.is_some_and(char::is_uppercase) => Does::Opens,
        ('\'', false) => Does::Nothing,
        ('\'', true) if word => Does::Nothing,
        _ => Does::Closes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks without their other half, `<` for one that opens and `>` for one that closes.
    fn lacking(text: &str, next: Option<char>) -> String {
        let half = |(span, is_open): &(Span, bool)| {
            format!("{}{}", if *is_open { '<' } else { '>' }, text.get(span.range()).unwrap_or(""))
        };
        halves(text, next, |_| false).iter().map(half).collect()
    }

    #[test]
    fn every_half_is_found_and_no_apostrophe_is_one() {
        let cases = [
            ("He says “no” and ‘yes’, «so» and \"so\".", ""),
            ("He says “no and goes.", "<“"),
            ("He says no” and goes.", ">”"),
            ("He says “no“ and goes.", "<“<“"),
            ("He says \"no and goes.", "<\""),
            ("He says no\" and goes.", ">\""),
            ("He says ‘no and goes.", "<‘"),
            ("The towns’ tolls, Oslo’s docks, the ’90s, rock ’n’ roll.", ""),
            ("The towns' tolls, Oslo's docks, the '90s, the U.S.'s ports.", ""),
            ("The ‘towns’ tolls’ rose; ‘they fell.’ ", ""),
            ("“The ‘towns’ of the lake,” he says.", ""),
            ("“The ‘towns of the lake,” he says.", "<‘"),
            ("A plank of 5' 10\" and one of 6’ 2” lie here.", ""),
            ("He says:\"no\", and (\"yes\").", ""),
            ("'No boats' and 'No rafts, it reads.", "<'"),
            ("It reads \"no <boats>\", or \"no rafts/\".", ""),
            ("So `run' says, and 'No boats ' too.", ""),
            ("She ‘‘said’’ so.", ""),
            ("„So“ it reads.", ""),
        ];
        for (text, found) in cases {
            assert_eq!(lacking(text, None), found, "{text}");
        }
    }

    #[test]
    fn a_quotation_may_go_on_in_the_next_paragraph() {
        assert_eq!(lacking("“It leaks.", Some('“')), "");
        assert_eq!(lacking("“It leaks.", Some('I')), "<“");
    }
}
