//! Which note does a footnote call lead to, and which call leads to a note?

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::check::about_cell;
use crate::checks::anchors::related;
use crate::checks::citations::lists::heading;
use crate::claim::Anchored;
use crate::document::Document;
use crate::finding::Findings;
use crate::schema::anchored;
use crate::set::list;
use crate::source::{Layout, LayoutKind, Span};

/// The declared marks of a source, in order: calls in the running text, and those that begin a note.
struct Marks<'a, 'd> {
    document: &'a Document<'d>,
    calls: Vec<&'a Anchored<'d>>,
    notes: Vec<&'a Anchored<'d>>,
}

/// For every call its note, by position.
type Pairs = Vec<Option<usize>>;

impl<'a, 'd> Marks<'a, 'd> {
    fn of(document: &'a Document<'d>) -> Marks<'a, 'd> {
        let is_mark = |row: &&Anchored| matches!(row.layout(), Some(Layout { kind: LayoutKind::Mark, span }) if document.is_usable(span));
        let notes_from = heading(document, "notes").unwrap_or(usize::MAX);
        let marks = document.layout.iter().filter(is_mark);
        let (notes, calls) = marks.partition(|row| begins_note(document, row, notes_from));
        Marks { document, calls, notes }
    }

    /// A note belongs to the call that the rows tie to it, else to the next call of the same characters,
    /// else to the next call that is left. A number or letter may be called again.
    fn pairs(&self) -> Pairs {
        let mut pairs: Pairs = vec![None; self.calls.len()];
        let mut taken = HashSet::new();
        self.by_rows(&mut pairs, &mut taken);
        self.by_characters(&mut pairs, &mut taken);
        let mut left = (0..self.notes.len()).filter(|note| !taken.contains(note));
        pairs.iter_mut().filter(|pair| pair.is_none()).for_each(|pair| *pair = left.next());
        pairs
    }

    /// A mention on the call names what stands in the note.
    fn by_rows(&self, pairs: &mut Pairs, taken: &mut HashSet<usize>) {
        let mentions = self.document.mentions.iter().filter_map(|row| Some((row.span?.start, row)));
        let on_mark: HashMap<usize, &Anchored> = mentions.collect();
        let mut named: Option<HashMap<&str, usize>> = None;
        for (call, pair) in self.calls.iter().zip(pairs) {
            let Some(mention) = call.span.and_then(|span| on_mark.get(&span.start)) else { continue };
            let named = named.get_or_insert_with(|| self.named());
            let mut ids = list(mention.cells.get(5)).chain(list(mention.cells.get(6)));
            *pair = ids.find_map(|id| named.get(id).copied()).filter(|note| taken.insert(*note));
        }
    }

    /// What the rows inside each note name: their own ids and those in their cells.
    fn named(&self) -> HashMap<&'d str, usize> {
        let starts: Vec<usize> = self.notes.iter().filter_map(|note| Some(note.span?.start)).collect();
        let note_of = |row: &Anchored| {
            let start = row.span?.start;
            starts.partition_point(|note| *note <= start).checked_sub(1)
        };
        let mut named = HashMap::new();
        for claim in self.document.claims.iter() {
            let Some(note) = note_of(&claim.at) else { continue };
            for id in claim.subject.ids().chain(claim.object.ids()).chain([claim.at.id]) {
                named.entry(id).or_insert(note);
            }
        }
        for mention in &self.document.mentions {
            let Some(note) = note_of(mention) else { continue };
            for id in list(mention.cells.get(5)) {
                named.entry(id).or_insert(note);
            }
        }
        named
    }

    fn by_characters(&self, pairs: &mut Pairs, taken: &mut HashSet<usize>) {
        let mut alike: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, note) in self.notes.iter().enumerate().rev() {
            alike.entry(note.quote).or_default().push(index);
        }
        for (call, pair) in self.calls.iter().zip(pairs).filter(|(_, pair)| pair.is_none()) {
            let Some(notes) = alike.get_mut(call.quote) else { continue };
            while notes.len() > 1 && notes.last().is_some_and(|note| taken.contains(note)) {
                notes.pop();
            }
            let again = call.quote.chars().any(char::is_alphanumeric);
            *pair = notes.last().copied().filter(|note| taken.insert(*note) || again);
        }
    }
}

/// Whether a mark stands first on its line, or behind a sentence below the heading of the notes.
fn begins_note(document: &Document, row: &Anchored, notes_from: usize) -> bool {
    let Some(Span { start, .. }) = row.span else { return false };
    let head = document.reading.raw().get(..start).unwrap_or("");
    let line = head.rsplit('\n').next().unwrap_or("");
    let behind = line.trim_end();
    let is_apart = line.len() > behind.len() && behind.ends_with(['.', '?', '!', ')', '”', '"', ':']);
    behind.is_empty() || start >= notes_from && is_apart
}

pub(super) fn without_note(document: &Document, findings: &mut Findings) {
    let marks = Marks::of(document);
    findings.look(marks.calls.len());
    for (call, _) in marks.calls.iter().zip(marks.pairs()).filter(|(_, pair)| pair.is_none()) {
        let message = format!("the call “{}” has no note", call.quote);
        let help = "declare the mark that begins its note; if the source as given has none, carry it as an exception";
        findings.add(about_cell(call.row, anchored::QUOTE, message).help(help));
    }
}

pub(super) fn without_call(document: &Document, findings: &mut Findings) {
    let marks = Marks::of(document);
    findings.look(marks.notes.len());
    let called: HashSet<usize> = marks.pairs().into_iter().flatten().collect();
    for (_, note) in marks.notes.iter().enumerate().filter(|(index, _)| !called.contains(index)) {
        let message = format!("nothing calls the note “{}”", note.quote);
        let help = "declare the mark that calls it; if the source as given has none, carry it as an exception";
        findings.add(about_cell(note.row, anchored::QUOTE, message).help(help));
    }
}

pub(super) fn differ(document: &Document, findings: &mut Findings) {
    let marks = Marks::of(document);
    for (call, pair) in marks.calls.iter().zip(marks.pairs()) {
        let Some(note) = pair.and_then(|index| marks.notes.get(index)) else { continue };
        findings.look(1);
        if call.quote != note.quote {
            let message = format!("the call is printed “{}”, its note “{}”", call.quote, note.quote);
            let help = "if the source prints it so, carry it as an exception that says which mark is meant";
            let finding = about_cell(call.row, anchored::QUOTE, message).help(help);
            findings.add(finding.related(related(note, "begins the note")));
        }
    }
}
