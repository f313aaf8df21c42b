//! Which names stand in the text, listed ones by their longest alias, others by their capitals?

use foldhash::{HashMap, HashMapExt};

use super::passage::{FUNCTION, Passage};
use super::{Class, Cue, Value};
use crate::language::{Kind, List, Token, Trie, Words, tokenise};
use crate::source::Span;

/// The number of an alias in its [`Names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AliasId(u32);

/// A word in small letters and without the ending of a plural, to tell whether two are alike.
///
/// ```
/// assert_eq!(factcheck::evidence::stem("Barges"), "barge");
/// ```
pub fn stem(word: &str) -> String {
    let small = word.to_lowercase();
    small.strip_suffix('s').filter(|rest| rest.len() > 2).map_or(small.clone(), str::to_owned)
}

/// The aliases to look for, each with what it may stand for.
///
/// ```
/// use factcheck::{evidence::{scan, Names}, language::Language};
/// let names = Names::new([("river", 1), ("upper river", 2), ("upper river", 3)].into_iter());
/// let evidence = scan("the upper river's bed", &Language::of("en").unwrap(), &names);
/// let id = evidence.cues.iter().find_map(|cue| names.id_of(cue)).unwrap();
/// assert_eq!((names.alias(id), names.payloads(id)), (Some("upper river"), [2, 3].as_slice()));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Names {
    words: Words,
    trie: Trie,
    aliases: Vec<Alias>,
}

#[derive(Debug, Clone)]
struct Alias {
    text: Box<str>,
    payloads: Vec<u32>,
    caps: bool,
}

impl Names {
    /// An index of aliases, each with a number of the caller's; one alias may have several.
    pub fn new<'a>(aliases: impl Iterator<Item = (&'a str, u32)>) -> Names {
        let mut names = Names::default();
        let mut known: HashMap<&str, u32> = HashMap::new();
        for (text, payload) in aliases {
            let next = names.aliases.len() as u32;
            let id = *known.entry(text).or_insert(next);
            if id == next {
                names.add(text, id);
            }
            if let Some(alias) = names.aliases.get_mut(id as usize) {
                alias.payloads.push(payload);
            }
        }
        names
    }

    /// The alias as listed.
    pub fn alias(&self, id: AliasId) -> Option<&str> {
        self.aliases.get(id.0 as usize).map(|alias| &*alias.text)
    }

    /// The numbers given with the alias: more than one if it is shared.
    pub fn payloads(&self, id: AliasId) -> &[u32] {
        self.aliases.get(id.0 as usize).map_or(&[], |alias| &alias.payloads)
    }

    /// The alias that a cue is.
    pub fn id_of(&self, cue: &Cue) -> Option<AliasId> {
        match cue.value {
            Value::Name { alias, .. } | Value::Abbreviation { alias, .. } => alias,
            _ => None,
        }
    }

    /// Whether an alias ends at token `to` that begins at `from` or later.
    pub(super) fn ends_at(&self, passage: &Passage, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.longest(passage, at).is_some_and(|(end, _)| end == to))
    }

    fn add(&mut self, text: &str, id: u32) {
        let mut tokens = Vec::new();
        tokenise(text, &mut tokens);
        let word = |token: &Token| text.get(token.start..token.end).unwrap_or("");
        let words: Vec<_> = tokens.iter().map(|token| (self.words.add(token.hash, word(token)), token.space)).collect();
        if let Some(ends) = self.trie.insert(&words) {
            ends.push(id);
        }
        let caps = tokens.iter().all(|token| token.caps || token.kind == Kind::Hyphen && !token.space);
        self.aliases.push(Alias { text: text.trim().into(), payloads: Vec::new(), caps });
    }

    /// The longest alias from token `at` on, with its end.
    fn longest(&self, passage: &Passage, at: usize) -> Option<(usize, u32)> {
        let word = |at: usize| {
            let token = passage.get(at)?;
            Some((self.words.get(token.hash, passage.word(at))?, token.space))
        };
        let mut node = self.trie.first(word(at)?.0)?;
        let mut end = at + 1;
        let mut best = None;
        loop {
            let is_printed = |id: &&u32| self.is_printed(**id, passage, passage.span(at, end));
            if let Some(id) = self.trie.ends(node).iter().find(is_printed) {
                best = Some((end, *id));
            }
            let next = word(end).and_then(|(word, space)| self.trie.next(node, word, space));
            let Some(next) = next else { return best };
            node = next;
            end += 1;
        }
    }

    /// Whether the alias stands at `span` letter for letter; a small first letter may be a capital.
    fn is_printed(&self, id: u32, passage: &Passage, span: Span) -> bool {
        let text = passage.text.get(span.start..span.end).unwrap_or("");
        let Some(alias) = self.aliases.get(id as usize) else { return false };
        let mut word_start = true;
        let same = |(listed, printed): (char, char)| {
            let raised = word_start && printed.to_lowercase().eq([listed]);
            let alike =
                is_apostrophe(listed) && is_apostrophe(printed) || listed.is_whitespace() && printed.is_whitespace();
            word_start = !listed.is_alphanumeric();
            listed == printed || raised || alike
        };
        alias.text.chars().zip(text.chars()).all(same)
    }
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Takes the listed names out of the passage and adds them to `cues`.
pub(super) fn take_listed(passage: &mut Passage, names: &Names, cues: &mut Vec<Cue>) {
    let mut at = 0;
    while at < passage.len() {
        let Some((end, id)) = names.longest(passage, at) else {
            at += 1;
            continue;
        };
        let alias = Some(AliasId(id));
        let caps = names.aliases.get(id as usize).is_some_and(|alias| alias.caps);
        let value = if caps {
            Value::Abbreviation { alias, long: None, spelled: false }
        } else {
            Value::Name { alias, compound: is_compound(passage, at, end) }
        };
        let class = if caps { Class::Abbreviation } else { Class::Name };
        cues.push(Cue { class, span: passage.span(at, end), value });
        passage.cover(at, end);
        at = end;
    }
}

/// Whether a hyphen ties tokens `from..to` to another capitalised word.
fn is_compound(passage: &Passage, from: usize, to: usize) -> bool {
    let hyphen = |at: usize| passage.raw(at).is_some_and(|token| token.kind == Kind::Hyphen && !token.space);
    let glued = |at: usize| passage.raw(at).is_some_and(|token| !token.space);
    let before = from >= 2 && glued(from) && hyphen(from - 1) && passage.is_capital(from - 2);
    before || hyphen(to) && glued(to + 1) && passage.is_capital(to + 1)
}

/// Takes capitalised words inside sentences and words in capitals, and adds them to `cues`.
pub(super) fn take_unlisted(passage: &mut Passage, cues: &mut Vec<Cue>) {
    let mut seen = Vec::new();
    let mut at = 0;
    while at < passage.len() {
        let end = abbreviation(passage, at, cues).or_else(|| unlisted(passage, at, cues, &mut seen));
        if let Some(end) = end {
            passage.cover(at, end);
        }
        at = end.unwrap_or(at + 1);
    }
    seen.sort_unstable();
    take_initial(passage, &seen, cues);
}

/// A word that begins a sentence is a name if it stands capitalised inside another.
fn take_initial(passage: &Passage, seen: &[u64], cues: &mut Vec<Cue>) {
    for at in 0..passage.len() {
        let Some(token) = passage.get(at).filter(|token| token.capital && passage.is_initial(at)) else { continue };
        if seen.binary_search(&token.hash).is_ok() && is_proper(passage, at) {
            cues.push(Cue { class: Class::Name, span: passage.span(at, at + 1), value: UNKNOWN });
        }
    }
}

const UNKNOWN: Value = Value::Name { alias: None, compound: false };

fn abbreviation(passage: &Passage, at: usize, cues: &mut Vec<Cue>) -> Option<usize> {
    if !is_caps(passage, at) || is_heading(passage, at) {
        return None;
    }
    let mut end = at + 1;
    while passage.is_kind(end, Kind::Hyphen)
        && passage.is_glued(end)
        && passage.is_glued(end + 1)
        && is_caps(passage, end + 1)
    {
        end += 2;
    }
    let value = Value::Abbreviation { alias: None, long: None, spelled: false };
    cues.push(Cue { class: Class::Abbreviation, span: passage.span(at, end), value });
    Some(end)
}

fn is_caps(passage: &Passage, at: usize) -> bool {
    passage.get(at).is_some_and(|token| token.caps) && !is_roman(passage.word(at))
}

fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Three words or more in capitals side by side are a heading.
fn is_heading(passage: &Passage, at: usize) -> bool {
    let caps = |at: usize| passage.raw(at).is_some_and(|token| token.caps);
    let before = (1..=2).take_while(|back| at >= *back && caps(at - back)).count();
    let after = (1..=2).take_while(|on| caps(at + on)).count();
    before + after >= 2
}

/// A run of capitalised words, with the small words inside names.
fn unlisted(passage: &Passage, at: usize, cues: &mut Vec<Cue>, seen: &mut Vec<u64>) -> Option<usize> {
    if !is_proper(passage, at) || passage.is_initial(at) && !starts_run(passage, at) {
        return None;
    }
    let mut end = at + 1;
    while let Some(next) = run_goes_on(passage, end) {
        end = next;
    }
    if end == at + 1 && passage.word(at).chars().count() == 1 {
        return None;
    }
    if !passage.is_initial(at) {
        seen.extend(passage.get(at).map(|token| token.hash));
    }
    let compound = is_compound(passage, at, end);
    cues.push(Cue { class: Class::Name, span: passage.span(at, end), value: Value::Name { alias: None, compound } });
    Some(end)
}

fn is_proper(passage: &Passage, at: usize) -> bool {
    let usual = FUNCTION | List::Month.bit() | List::Adverb.bit();
    passage.is_kind(at, Kind::Word) && passage.is_capital(at) && !passage.is_any(at, usual) && !is_caps(passage, at)
}

/// Whether the first word of a sentence is followed by another of the same name.
fn starts_run(passage: &Passage, at: usize) -> bool {
    let ordinary = (1u64 << List::ALL.len().min(63)) - 1;
    let tied = passage.is_kind(at + 1, Kind::Hyphen) || passage.is(at, List::Scope);
    let spaced = !passage.is_any(at, ordinary) && passage.is_kind(at + 1, Kind::Word);
    (tied || spaced) && run_goes_on(passage, at + 1).is_some()
}

fn run_goes_on(passage: &Passage, at: usize) -> Option<usize> {
    let token = passage.get(at)?;
    if token.kind == Kind::Hyphen && !token.space {
        let part = passage.is_glued(at + 1) && passage.is_kind(at + 1, Kind::Word) && passage.is_capital(at + 1);
        let number = passage.is_glued(at + 1) && passage.is_kind(at + 1, Kind::Number);
        return (part || number).then_some(at + 2);
    }
    let roman = passage.is_capital(at) && is_roman(passage.word(at));
    if is_proper(passage, at) && !passage.is_initial(at) || roman {
        return Some(at + 1);
    }
    let (end, _) = passage.phrase(at, List::NameJoiner).filter(|_| !token.capital)?;
    is_proper(passage, end).then_some(end + 1)
}
