//! Where does the coverage of a source have holes: a heat line for each block, and every unused cue.

use crate::coverage::{Account, accounts, cue_accounts};
use crate::document::Document;
use crate::report::text::clean;
use crate::source::Span;

/// A heat line is at most so many characters long.
const WIDTH: usize = 60;

/// A line for each block of a source, one character for one or more cues in their order, and under it
/// the cues that nothing uses: `#` used, `-` silent, `.` put off, `!` unused.
pub fn blocks(document: &Document) -> String {
    let cues: Vec<(Span, Account)> =
        document.evidence().cues.iter().map(|cue| cue.span).zip(cue_accounts(document)).collect();
    let sentences = accounts(document);
    let mut out = format!("{}  # used  - silent  . put off  ! unused\n", clean(document.entry.path));
    for block in document.reading.blocks() {
        let inside = cues.get(range(&cues, block)).unwrap_or(&[]);
        let said = sentences.get(range(&sentences, block)).unwrap_or(&[]);
        let (line, _) = document.position(document.reading.to_raw(block).start);
        let unused = inside.iter().chain(said).filter(|(_, account)| *account == Account::Unused);
        let count = unused.clone().count();
        let note = if count == 0 { String::new() } else { format!("  {count} unused") };
        out.push_str(&format!("line {line:5}  {:WIDTH$}  {:3} cues{note}\n", heat(inside), inside.len()));
        unused.for_each(|(span, _)| out.push_str(&hole(document, *span)));
    }
    out
}

/// The positions of the spans that lie in a block; spans are in order.
fn range(spans: &[(Span, Account)], block: Span) -> std::ops::Range<usize> {
    let from = spans.partition_point(|(span, _)| span.start < block.start);
    let to = spans.partition_point(|(span, _)| span.start < block.end);
    from..to.max(from)
}

/// One character for each cue, or for each equal share of them: the worst of its share.
fn heat(cues: &[(Span, Account)]) -> String {
    let share = cues.len().div_ceil(WIDTH).max(1);
    let sign = |part: &[(Span, Account)]| {
        let has = |account| part.iter().any(|(_, held)| *held == account);
        match () {
            () if has(Account::Unused) => '!',
            () if has(Account::Later) => '.',
            () if has(Account::Silent) => '-',
            () => '#',
        }
    };
    cues.chunks(share).map(sign).collect()
}

fn hole(document: &Document, span: Span) -> String {
    let (line, column) = document.position(document.reading.to_raw(span).start);
    let said = document.reading.text().get(span.range()).unwrap_or("");
    format!("            {}:{line}:{column} “{}”\n", clean(document.entry.path), clean(said))
}
