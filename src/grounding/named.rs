//! Do the words of a mention, or those right after it, name what it stands for?

use crate::document::Document;
use crate::evidence::{Cue, Evidence};
use crate::grounding::mentions::{REFERS, fault};
use crate::grounding::{Fault, Mention};
use crate::language::List;
use crate::source::{Span, words};

/// A mention that ends in the name of one thing is that thing: "Quellmar’s Ostrel" is no list.
pub(super) fn one_name(document: &Document, mention: &Mention, index: usize, faults: &mut Vec<Fault>) {
    let said = mention.row.quote;
    let Some(language) = document.corpus.language(document.entry).filter(|_| mention.refers.len() > 1) else { return };
    let spans: Vec<Span> = words(said).collect();
    let is_joint = |span: &Span| {
        let word = said.get(span.range()).unwrap_or("");
        language.is_in(word, &[List::Conjunction, List::Preposition])
    };
    if spans.iter().any(is_joint) || said.contains(',') {
        return;
    }
    let ends = spans.iter().filter_map(|span| said.get(span.start..));
    let named = ends.flat_map(|end| document.corpus.vocabulary.aliases_named(end)).map(|alias| alias.entity);
    if let Some(id) = named.filter(|id| mention.refers.contains(id)).min() {
        let message = format!("“{said}” names `{id}`, and `refers` names {} things", mention.refers.len());
        faults.push(fault(
            index,
            REFERS,
            "mention-size-mismatch",
            message,
            "refer to what is named alone",
            mention.span,
        ));
    }
}

/// A list in apposition says whom a plural mention stands for: "their neighbours (that is, Ostrel and
/// Quellmar)".
pub(super) fn apposition(
    document: &Document,
    evidence: &Evidence,
    mention: &Mention,
    index: usize,
    faults: &mut Vec<Fault>,
) {
    if mention.refers.len() < 2 {
        return;
    }
    let listed = listed_after(document, evidence, mention.span.end);
    let is_meant = listed.iter().any(|id| mention.refers.contains(id));
    if let Some(left) = listed.iter().find(|id| is_meant && !mention.refers.contains(*id)) {
        let message = format!("the words after “{}” list `{left}` too, and `refers` leaves it out", mention.row.quote);
        faults.push(fault(index, REFERS, "mention-splits-list", message, "refer to the whole list", mention.span));
    }
}

/// The things that a list of names stands for which explains what ends at `from`: after a colon, a dash, a
/// bracket or a word of explanation, and nothing else.
fn listed_after<'a>(document: &'a Document, evidence: &Evidence, from: usize) -> Vec<&'a str> {
    let (text, corpus) = (document.reading.text(), document.corpus);
    let Some((sentence, language)) = document.sentence_at(from).zip(corpus.language(document.entry)) else {
        return Vec::new();
    };
    let explains =
        |cue: &Cue| cue.entry().and_then(|entry| language.entry(entry)).is_some_and(|entry| entry.says("explanation"));
    let (mut listed, mut at, mut is_opened, mut is_closed) = (Vec::new(), from, false, false);
    for cue in evidence.within(Span::new(from, sentence.end)) {
        let gap = text.get(at..cue.span.start).unwrap_or("x");
        let joints: Vec<&str> = words(gap).filter_map(|word| gap.get(word.range())).collect();
        let is_joint = |word: &&str| language.find(word, List::Conjunction).is_some();
        is_opened |= listed.is_empty() && (gap.contains(['—', '–', ':', '(']) || explains(cue));
        match owners(document, cue).as_slice() {
            _ if is_closed || !joints.iter().all(is_joint) => break,
            _ if !listed.is_empty() && gap.contains(['—', '–', ':', ')', ';', '.']) => break,
            [] if listed.is_empty() && explains(cue) => {}
            [owner] if is_opened => {
                listed.push(*owner);
                // The conjunction comes before the last of a list.
                is_closed = !joints.is_empty();
            }
            _ => break,
        }
        at = cue.span.end;
    }
    // "Ostrel’s sluice", "Ostrel barges": then the last name is no item.
    let goes_on = text.get(at..).unwrap_or("").trim_start_matches(' ');
    let is_whole = !goes_on.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'));
    if is_whole { listed } else { Vec::new() }
}

/// The entities that a name stands for.
pub(super) fn owners<'a>(document: &'a Document, cue: &Cue) -> Vec<&'a str> {
    let corpus = document.corpus;
    let known = corpus.names().id_of(cue).map_or(&[][..], |id| corpus.names().payloads(id));
    known.iter().filter_map(|alias| corpus.vocabulary.aliases.get(*alias as usize)).map(|alias| alias.entity).collect()
}
