//! What supports a claim's names, words, numbers, dates and predicate?

use crate::claim::column;
use crate::edtf::Edtf;
use crate::evidence::{Class, Cue, Role, Value};
use crate::grounding::{Desk, Verdict, pattern, side, whole_words};
use crate::language::{Entry, List};
use crate::set::{Item, list};
use crate::source::{LayoutKind, Span};

/// What stands for the source where nothing else does.
pub(super) const TITLE: &str = "title";

/// What supports one item.
pub(super) struct Support {
    pub(super) verdict: Verdict,
    pub(super) bytes: Vec<Span>,
    pub(super) via: String,
}

/// Grounds every cell but polarity, certainty, mood, `if` and holder.
pub(super) fn ground(desk: &mut Desk) {
    for column in column::SETS {
        set(desk, column);
    }
    predicate(desk);
    numbers(desk);
    dates(desk);
    duration(desk);
    words(desk);
    cites(desk);
    restates(desk);
}

/// A set expression: every item on its own; the cell's verdict is that of its weakest item.
fn set(desk: &mut Desk, column: usize) {
    let Some(set) = desk.claim.set(column).filter(|set| !set.is_empty()) else { return };
    let items: Vec<Item> = set.items().collect();
    let (mut all, mut weakest, mut via, mut missing) = (Vec::new(), Verdict::Literal, Vec::new(), false);
    let mut stands = Vec::new();
    for item in items {
        match support(desk, column, item) {
            Some(found) => {
                weakest = weakest.max(found.verdict);
                via.push(found.via);
                all.extend(found.bytes.iter().copied());
                stands.push(if found.verdict == Verdict::Frame && item == Item::Id("self") {
                    Vec::new()
                } else {
                    found.bytes
                });
            }
            None => {
                missing = true;
                unsupported(desk, column, item);
                stands.push(Vec::new());
            }
        }
    }
    if let Some(slot) = side(column).and_then(|side| desk.sides.get_mut(side)) {
        *slot = stands;
    }
    if !missing {
        desk.ground(column, weakest, all, via.join("; "));
    }
}

/// What supports an item of a side: the quote, the mentions in it, the heads of a table, another claim.
fn support(desk: &Desk, column: usize, item: Item) -> Option<Support> {
    match item {
        Item::Words(words) => {
            let bytes: Vec<Span> = whole_words(desk.said(), words, desk.quote.start).collect();
            let wanted = wanted_entity(desk, column, words);
            (!bytes.is_empty() && wanted.is_none()).then(|| Support {
                verdict: Verdict::Literal,
                bytes,
                via: String::new(),
            })
        }
        Item::Id("self") => title(desk).or_else(|| mentioned("self", &desk.mentions)),
        Item::Id(id) => in_quote(desk, id).or_else(|| in_heads(desk, id)),
    }
}

/// Every place in the quote that stands for `id`: names and mentions, else another claim's words.
fn in_quote(desk: &Desk, id: &str) -> Option<Support> {
    match (named(desk, id, desk.quote), mentioned(id, &desk.mentions)) {
        (Some(mut name), Some(mention)) => {
            name.bytes.extend(mention.bytes);
            Some(name)
        }
        (name, mention) => name.or(mention).or_else(|| said_by_claim(desk, id)),
    }
}

/// An entity that the words name exactly, so that they should be its id; a predicate that takes
/// nothing but words means the words.
fn wanted_entity<'a>(desk: &'a Desk, column: usize, words: &str) -> Option<&'a str> {
    let vocabulary = &desk.document.corpus.vocabulary;
    let predicate = vocabulary.predicate(desk.claim.predicate)?;
    let takes = match column {
        column::SUBJECT => &predicate.domain,
        column::OTHER => &predicate.other,
        _ => &predicate.range,
    };
    if *takes == ["words"] {
        return None;
    }
    vocabulary.aliases.iter().find(|alias| alias.grounds() && alias.alias == words).map(|alias| alias.entity)
}

/// A name of the entity in `region`: an alias that is its alone, or a misprint that means one.
pub(super) fn named(desk: &Desk, id: &str, region: Span) -> Option<Support> {
    let corpus = desk.document.corpus;
    let aliases = &corpus.vocabulary.aliases;
    let is_mine = |cue: &&Cue| {
        let Some(alias) = corpus.names().id_of(cue) else { return false };
        let mut entities = corpus.names().payloads(alias).iter().filter_map(|index| aliases.get(*index as usize));
        entities.all(|alias| alias.entity == id)
    };
    let mut bytes: Vec<Span> = desk.evidence.within(region).filter(is_mine).map(|cue| cue.span).collect();
    let grounds = |intended: &str| {
        aliases.iter().any(|alias| {
            alias.entity == id && alias.grounds() && whole_words(intended, alias.alias, 0).next().is_some()
        })
    };
    for row in
        desk.document.layout.iter().filter(|row| row.layout().is_some_and(|piece| piece.kind == LayoutKind::Reads))
    {
        let span = row.span.map(|span| desk.document.reading.to_text(span)).filter(|span| region.contains(*span));
        bytes.extend(span.filter(|_| grounds(row.cells.get(6))));
    }
    let via = bytes.first().map(|span| desk.text(*span).to_owned())?;
    Some(Support { verdict: Verdict::Alias, bytes, via })
}

/// Mentions that stand for `id`.
fn mentioned(id: &str, among: &[&super::Mention]) -> Option<Support> {
    let mine: Vec<_> = among.iter().filter(|mention| mention.refers.contains(&id)).collect();
    let via = mine.first()?.row.id.to_owned();
    Some(Support { verdict: Verdict::Mention, bytes: mine.iter().map(|mention| mention.span).collect(), via })
}

/// Of a work or source without words of its own: the printed title stands for it, in bibliographic
/// predicates that take nothing else.
fn title(desk: &Desk) -> Option<Support> {
    let predicate = desk.document.corpus.vocabulary.predicate(desk.claim.predicate)?;
    if !predicate.domain.contains(&"self") || predicate.domain.iter().any(|kind| !matches!(*kind, "self" | "work")) {
        return None;
    }
    let title = desk.document.entry.row.cell(3);
    let text = desk.document.reading.text();
    let bytes = whole_words(text, title, 0).next().unwrap_or(desk.quote);
    Some(Support { verdict: Verdict::Frame, bytes: vec![bytes], via: TITLE.to_owned() })
}

/// A name in the heads of the table cell that the quote is.
fn in_heads(desk: &Desk, id: &str) -> Option<Support> {
    let found: Vec<Support> = desk.heads.iter().filter_map(|head| named(desk, id, *head)).collect();
    let via = found.first()?.via.clone();
    Some(Support { verdict: Verdict::Frame, bytes: found.into_iter().flat_map(|support| support.bytes).collect(), via })
}

/// Another claim whose words lie inside the quote.
fn said_by_claim(desk: &Desk, id: &str) -> Option<Support> {
    let claim = desk.document.claims.iter().find(|claim| claim.at.id == id)?;
    let span = claim.at.span.map(|span| desk.document.reading.to_text(span))?;
    let inside = desk.quote.contains(span) && claim.at.id != desk.claim.at.id;
    inside.then(|| Support { verdict: Verdict::Derived, bytes: vec![span], via: id.to_owned() })
}

fn unsupported(desk: &mut Desk, column: usize, item: Item) {
    let name = desk.claim.at.row.table.schema.column_name(column);
    match item {
        Item::Words(words) => match wanted_entity(desk, column, words).map(str::to_owned) {
            Some(entity) => desk.fault(
                "words-should-be-entity",
                column,
                format!("`{name}` is «{words}», which is a name of `{entity}`"),
                format!("write `{entity}`"),
            ),
            None => desk.fault(
                "words-not-in-quote",
                column,
                format!("`{name}` is «{words}», which the quote does not say"),
                "take the words from the quote, or lengthen the quote",
            ),
        },
        Item::Id(id) if shares_alias(desk, id) => {
            let help = "add a mention that says which one is meant here";
            desk.fault(
                "name-by-shared-alias",
                column,
                format!("`{name}` is `{id}`, and the quote names it only by words that name others too"),
                help,
            );
        }
        Item::Id(id) => {
            let help =
                "lengthen the quote to the name, add a mention for the words that stand for it, or correct the id";
            desk.fault(
                "name-not-in-quote",
                column,
                format!("`{name}` is `{id}`, which neither a name nor a mention in the quote says"),
                help,
            );
        }
    }
}

fn shares_alias(desk: &Desk, id: &str) -> bool {
    let corpus = desk.document.corpus;
    let aliases = &corpus.vocabulary.aliases;
    desk.evidence.within(desk.quote).filter_map(|cue| corpus.names().id_of(cue)).any(|alias| {
        let mut owners = corpus.names().payloads(alias).iter().filter_map(|index| aliases.get(*index as usize));
        owners.any(|alias| alias.entity == id)
    })
}

/// The predicate: one of its patterns, words and sides, stands in the quote.
fn predicate(desk: &mut Desk) {
    let vocabulary = &desk.document.corpus.vocabulary;
    let Some(predicate) = vocabulary.predicate(desk.claim.predicate) else { return };
    let framed = [column::SUBJECT, column::OBJECT, column::OTHER, column::PLACE]
        .map(|column| desk.claim.set(column).is_some_and(|set| set.ids().any(|id| id == "self")));
    if predicate.patterns.is_empty() && framed.contains(&true) {
        let bytes = title(desk).map(|support| support.bytes).unwrap_or_default();
        return desk.ground(column::PREDICATE, Verdict::Frame, bytes, TITLE);
    }
    let slots = slots(desk);
    let text = desk.document.reading.text();
    let region =
        desk.heads.iter().fold(desk.quote, |hull, head| Span::new(hull.start.min(head.start), hull.end.max(head.end)));
    let language = desk.document.corpus.language(desk.document.entry);
    let is_article = |word: &str| {
        language.and_then(|language| language.find(word, List::Determiner)).is_some_and(|entry| entry.says("article"))
    };
    for words in &predicate.patterns {
        let filled = pattern::sides(words)
            .all(|side| framed.get(side) == Some(&true) || slots.get(side).is_some_and(|slot| !slot.is_empty()));
        if let Some(mut bytes) =
            filled.then(|| pattern::find(text, region, words, &slots, framed, &is_article)).flatten()
        {
            if bytes.is_empty() {
                bytes = pattern::sides(words).filter_map(|side| slots.get(side)?.first().copied()).collect();
            }
            return desk.ground(column::PREDICATE, Verdict::Pattern, bytes, *words);
        }
    }
    let [subject, object, other, place] = slots;
    let turned = [object, subject, other, place];
    let name = predicate.name;
    let reversed = predicate.patterns.iter().any(|words| {
        !turned.iter().take(2).any(Vec::is_empty)
            && pattern::sides(words).any(|side| side == 1)
            && pattern::find(text, region, words, &turned, framed, &is_article).is_some()
    });
    // A side that is not in the quote has a finding of its own; the pattern cannot be judged without.
    let unplaced = desk.faults.iter().any(|fault| side(fault.column).is_some());
    if reversed && predicate.has("symmetric") {
        let bytes = turned.iter().take(2).filter_map(|slot| slot.first().copied()).collect();
        desk.ground(column::PREDICATE, Verdict::Pattern, bytes, "sides turned");
    } else if reversed {
        desk.fault(
            "sides-reversed",
            column::PREDICATE,
            format!("the quote says `{name}` with subject and object the other way round"),
            "swap `subject` and `object`",
        );
    } else if !unplaced {
        let patterns = predicate.patterns.join("”, “");
        let message = format!("the quote does not say `{name}`: no pattern fits (“{patterns}”)");
        desk.fault(
            "pattern-not-in-quote",
            column::PREDICATE,
            message,
            "correct the predicate or the sides, or add the wording as a pattern in predicates.csv",
        );
    }
}

/// Where each side may stand as a whole: one item at each of its places, a list from its first item
/// to its last.
fn slots(desk: &Desk) -> pattern::Slots {
    desk.sides.each_ref().map(|items| match items.as_slice() {
        [] => Vec::new(),
        [one] => one.clone(),
        several => {
            let mut starts: Vec<Span> = several.iter().flatten().copied().collect();
            starts.sort_unstable();
            starts.dedup();
            let mut hulls: Vec<Span> = starts.iter().filter_map(|start| hull(several, start.start)).collect();
            hulls.sort_by_key(|hull| hull.len());
            hulls
        }
    })
}

/// The span from `start` over the next place of every item.
fn hull(items: &[Vec<Span>], start: usize) -> Option<Span> {
    let next = |places: &Vec<Span>| {
        places.iter().filter(|place| place.start >= start).min_by_key(|place| place.end).map(|place| place.end)
    };
    let ends: Option<Vec<usize>> = items.iter().map(next).collect();
    Some(Span::new(start, ends?.into_iter().max()?))
}

/// Every number: equal to one that the words say, beside the noun that it counts.
fn numbers(desk: &mut Desk) {
    let cell = desk.cell(column::NUMBER);
    let (mut bytes, mut missing) = (Vec::new(), false);
    for number in list(cell) {
        let found = numbers_said(desk, number);
        if found.is_empty() {
            missing = true;
            number_fault(desk, number);
        } else if let Some(noun) = other_noun(desk, &found).filter(|_| !is_share(number)) {
            missing = true;
            desk.fault(
                "number-of-another-noun",
                column::NUMBER,
                format!("`number` is {number}, which counts “{noun}” in the quote"),
                "give the number to the row about what it counts",
            );
        } else {
            bytes.extend(found.iter().map(|(span, _)| *span));
        }
    }
    if !cell.is_empty() && !missing {
        desk.ground(column::NUMBER, Verdict::Normalised, bytes, "");
    }
}

/// The noun after a share names the whole, which may be either side.
fn is_share(number: &str) -> bool {
    number.contains(['%', '/']) || number.contains(" of ")
}

/// Where the quote says this number: digits, number words, "both", an article before a counted noun.
fn numbers_said(desk: &Desk, number: &str) -> Vec<(Span, Option<Span>)> {
    let regions = std::iter::once(desk.quote).chain(desk.heads.iter().copied());
    let cues = regions.flat_map(|region| desk.evidence.within(region));
    let mut found: Vec<(Span, Option<Span>)> = cues
        .filter_map(|cue| match &cue.value {
            Value::Number { cell, counted, .. } if **cell == *number => Some((cue.span, *counted)),
            Value::Word(_) | Value::Negator { .. } => {
                (entry(desk, cue)?.number()? == number).then_some((cue.span, None))
            }
            _ => None,
        })
        .collect();
    if number == "1" && found.is_empty() {
        let articles = desk.evidence.articles.iter().filter(|article| desk.quote.contains(article.span));
        let counted = |span: &Span| desk.sides.iter().flatten().flatten().any(|side| side.overlaps(*span));
        found.extend(
            articles.filter(|article| counted(&article.counted)).map(|article| (article.span, Some(article.counted))),
        );
    }
    found
}

pub(super) fn entry<'a>(desk: &'a Desk, cue: &Cue) -> Option<&'a Entry> {
    desk.document.corpus.language(desk.document.entry)?.entry(cue.entry()?)
}

/// The noun that the number counts, where it belongs to the other side and not to the counted one.
fn other_noun(desk: &Desk, found: &[(Span, Option<Span>)]) -> Option<String> {
    let predicate = desk.document.corpus.vocabulary.predicate(desk.claim.predicate)?;
    let (mine, theirs) = if predicate.has("counts-object") { (1, 0) } else { (0, 1) };
    let in_side = |side: usize, span: Span| {
        desk.sides.get(side).into_iter().flatten().flatten().any(|place| place.overlaps(span))
    };
    let nouns: Option<Vec<Span>> = found.iter().map(|(_, counted)| *counted).collect();
    let nouns = nouns?;
    let strange = |noun: &Span| in_side(theirs, *noun) && !in_side(mine, *noun);
    nouns.iter().all(strange).then(|| nouns.first().map(|noun| desk.text(*noun).to_owned()))?
}

fn number_fault(desk: &mut Desk, number: &str) {
    let quantity = |cell: &str| desk.document.corpus.quantity(desk.claim.at.source, cell).ok();
    let said: Vec<String> = desk
        .evidence
        .within(desk.quote)
        .filter_map(|cue| match &cue.value {
            Value::Number { cell, .. } => Some(cell.to_string()),
            _ => None,
        })
        .collect();
    let digits = |cell: &str| cell.trim_start_matches(['>', '<', '=']).to_owned();
    let cut = desk.evidence.cues.iter().any(|cue| {
        matches!(&cue.value, Value::Number { cell, .. } if **cell != *number && digits(cell) == digits(number))
            && cue.span.overlaps(desk.quote)
            && !desk.quote.contains(cue.span)
    });
    let exact = quantity(number).is_some_and(|quantity| quantity.min.is_some() && quantity.min == quantity.max);
    let bounded = said.iter().any(|cell| cell != number && digits(cell) == digits(number));
    let vague =
        exact && !said.is_empty() && said.iter().all(|cell| quantity(cell).is_some_and(|said| said.min != said.max));
    let evidence =
        if said.is_empty() { "it says no number".to_owned() } else { format!("it says {}", said.join(", ")) };
    let (check, help) = if cut {
        ("bound-cut-off", "lengthen the quote to the words that bound the number, and write the bound in `number`")
    } else if exact && (bounded || vague) {
        ("exactness-claimed", "write the number with its bound, as the quote says it")
    } else {
        ("number-not-in-quote", "write the number that the quote says")
    };
    desk.fault(check, column::NUMBER, format!("`number` is {number}, which the quote does not say: {evidence}"), help);
}

/// Date and role: equal to what the words say, in the quote or, as a frame, in its sentence.
fn dates(desk: &mut Desk) {
    let (role, when) = (desk.cell(column::ROLE), desk.cell(column::WHEN));
    // A role that is missing and a date that cannot be read have findings of their own.
    if when.is_empty() || role.is_empty() {
        return;
    }
    if crate::schema::is_slug(when) {
        return date_by_id(desk, role, when);
    }
    if Edtf::parse(when).is_err() {
        return;
    }
    let table = !desk.heads.is_empty();
    let regions = [(desk.quote, Verdict::Normalised), (desk.sentence, Verdict::Frame)];
    let heads = desk.heads.iter().map(|head| (*head, Verdict::Frame));
    for (region, verdict) in
        regions.into_iter().filter(|(_, verdict)| !table || *verdict != Verdict::Frame).chain(heads)
    {
        for (cue_span, proper, edtf, said) in dates_said(desk, region) {
            // In a table the head says the date, and the cell's role is to lie in it.
            if edtf == when && said == role {
                desk.ground(column::ROLE, verdict, vec![cue_span], "");
                desk.ground(column::WHEN, verdict, vec![proper], edtf);
                return;
            }
        }
    }
    date_fault(desk, role, when);
}

/// Dates in a region with their roles. The year of a citation in the title block dates the source.
fn dates_said(desk: &Desk, region: Span) -> Vec<(Span, Span, String, &'static str)> {
    let cues = desk.evidence.cues.iter().filter(|cue| cue.span.overlaps(region));
    let mut dates: Vec<_> = cues
        .filter_map(|cue| match &cue.value {
            Value::Date { edtf, role, proper } if region.contains(*proper) => {
                Some((cue.span, *proper, edtf.to_string(), role.as_str()))
            }
            _ => None,
        })
        .collect();
    let is_self = desk.claim.subject.ids().any(|id| id == "self" || desk.document.corpus.vocabulary.work(id).is_some());
    if is_self {
        let years = desk.evidence.citations.iter().map(|citation| (citation.year_span, citation.year));
        let inside = years.filter(|(span, _)| region.contains(*span));
        dates.extend(inside.map(|(span, year)| (span, span, format!("{year:04}"), "within")));
    }
    dates
}

fn date_fault(desk: &mut Desk, role: &str, when: &str) {
    let said = dates_said(desk, desk.sentence);
    let evidence = match said.as_slice() {
        [] => "its sentence says no date".to_owned(),
        dates => format!(
            "it says {}",
            dates.iter().map(|(_, _, edtf, role)| format!("{role} {edtf}")).collect::<Vec<_>>().join(", ")
        ),
    };
    let cited = desk
        .evidence
        .citations
        .iter()
        .any(|citation| desk.sentence.overlaps(citation.span) && format!("{:04}", citation.year) == when);
    let copied = said.iter().any(|(_, proper, _, _)| desk.text(*proper) == when);
    if said.iter().any(|(_, _, edtf, _)| edtf == when) {
        let message = format!("the quote does not say `{role}` {when}: {evidence}");
        desk.fault("role-not-in-quote", column::ROLE, message, "write the role that the words before the date give it");
    } else if copied {
        desk.fault(
            "date-copied-not-read",
            column::WHEN,
            format!("`when` copies “{when}”, which reads otherwise in EDTF: {evidence}"),
            "write the date as EDTF; see docs/edtf.md",
        );
    } else if cited {
        desk.fault(
            "citation-year-as-date",
            column::WHEN,
            format!("`when` is {when}, the year of a citation and not of the event: {evidence}"),
            "empty `role` and `when`, or write the date of the event",
        );
    } else {
        desk.fault(
            "date-not-in-quote",
            column::WHEN,
            format!("`when` is {when}, which neither the quote nor its sentence says: {evidence}"),
            "write the date that the words say, neither wider nor narrower",
        );
    }
}

/// A date that is an event or claim: its name in the quote or sentence, after a word of the role.
fn date_by_id(desk: &mut Desk, role: &str, id: &str) {
    let in_sentence: Vec<&super::Mention> = {
        let from = desk.all_mentions.partition_point(|mention| mention.span.start < desk.sentence.start);
        let rest = desk.all_mentions.get(from..).unwrap_or(&[]).iter();
        rest.take_while(|mention| mention.span.start < desk.sentence.end).collect()
    };
    let near = in_quote(desk, id);
    let framed = || named(desk, id, desk.sentence).or_else(|| mentioned(id, &in_sentence));
    let frame = |support: Support| Support { verdict: Verdict::Frame, ..support };
    let Some(found) = near.or_else(|| framed().map(frame)) else {
        desk.fault(
            "date-not-in-quote",
            column::WHEN,
            format!("`when` is `{id}`, which neither the quote nor its sentence names"),
            "lengthen the quote to the event, or add a mention for the words that stand for it",
        );
        return;
    };
    let word = found.bytes.iter().find_map(|place| role_word(desk, role, *place));
    let Some(word) = word else {
        desk.fault(
            "role-not-in-quote",
            column::ROLE,
            format!("no word before `{id}` says `{role}`"),
            "write the role that the words before the event give it",
        );
        return;
    };
    desk.ground(
        column::ROLE,
        if found.verdict == Verdict::Frame { Verdict::Frame } else { Verdict::Normalised },
        vec![word],
        "",
    );
    desk.ground(column::WHEN, found.verdict, found.bytes, found.via);
}

/// The word that gives an event its role: directly before its name, or at the head of the mention.
fn role_word(desk: &Desk, role: &str, place: Span) -> Option<Span> {
    const NEAR: usize = 6;
    let language = desk.document.corpus.language(desk.document.entry)?;
    let until = Span::new(desk.sentence.start, place.start);
    let mut words: Vec<Span> = crate::source::words(desk.text(until)).map(|word| word.shift(until.start)).collect();
    words.push(place);
    let fits = |entry: &&Entry| entry.says(role);
    for first in (words.len().saturating_sub(NEAR)..words.len()).rev() {
        for last in (first..words.len()).rev() {
            let (Some(from), Some(to)) = (words.get(first), words.get(last)) else { continue };
            let phrase = Span::new(from.start, to.end);
            let said = desk.text(phrase);
            if language.find(said, List::EventRole).filter(fits).is_some() {
                return Some(phrase);
            }
        }
    }
    // A span of time that ends at the event: "in the months before the war".
    let relative = desk
        .evidence
        .within(until)
        .filter(|cue| matches!(&cue.value, Value::Relative { role: Some(said) } if said.as_str() == role));
    relative.last().map(|cue| cue.span)
}

/// A measured span of time.
fn duration(desk: &mut Desk) {
    let cell = desk.cell(column::SPAN);
    if cell.is_empty() {
        return;
    }
    let role = desk.cell(column::ROLE);
    let said: Vec<(Span, String, Option<Role>)> = desk
        .evidence
        .within(desk.quote)
        .filter_map(|cue| match &cue.value {
            Value::Duration { iso, role, .. } => Some((cue.span, iso.to_string(), *role)),
            _ => None,
        })
        .collect();
    match said.iter().find(|(_, iso, _)| iso == cell) {
        Some((span, _, distance)) => {
            if distance.is_some_and(|distance| distance.as_str() != role) && !role.is_empty() {
                desk.fault(
                    "role-not-in-quote",
                    column::ROLE,
                    format!("the quote gives the distance {cell} another role than `{role}`"),
                    "write the role that the words after the distance give it",
                );
            }
            desk.ground(column::SPAN, Verdict::Normalised, vec![*span], "");
        }
        None => {
            let evidence = said.iter().map(|(_, iso, _)| iso.as_str()).collect::<Vec<_>>().join(", ");
            desk.fault(
                "date-not-in-quote",
                column::SPAN,
                format!("`span` is {cell}, which the quote does not say (it says: {evidence})"),
                "write the length of time that the quote says",
            );
        }
    }
}

/// The cue words, as the quote prints them.
fn words(desk: &mut Desk) {
    let cell = desk.cell(column::WORDS);
    let (mut bytes, mut missing) = (Vec::new(), false);
    for words in list(cell) {
        let before = bytes.len();
        bytes.extend(whole_words(desk.said(), words, desk.quote.start));
        if bytes.len() == before {
            missing = true;
            desk.fault(
                "words-not-in-quote",
                column::WORDS,
                format!("`words` holds “{words}”, which the quote does not say"),
                "take the cue word from the quote as printed",
            );
        }
    }
    let barred = desk.evidence.within(desk.quote).find(|cue| {
        let value = matches!(cue.class, Class::Number | Class::Name | Class::Abbreviation)
            || matches!(cue.value, Value::Date { .. } | Value::Duration { .. });
        // A number may stand inside a longer cue phrase ("one of the few").
        value && bytes.contains(&cue.span)
    });
    if let Some(cue) = barred {
        let said = desk.text(cue.span).to_owned();
        desk.fault(
            "value-in-words",
            column::WORDS,
            format!("`words` holds “{said}”, a {}", cue.class.as_str()),
            "write it in the column for it; `words` holds cue words only",
        );
        missing = true;
    }
    if !cell.is_empty() && !missing {
        desk.ground(column::WORDS, Verdict::Literal, bytes, "");
    }
}

/// A work: its author-year form in the sentence, or a mention of it.
fn cites(desk: &mut Desk) {
    let cell = desk.cell(column::CITES);
    let (mut bytes, mut missing) = (Vec::new(), false);
    for work in list(cell) {
        let places = citations_of(desk, work);
        if places.is_empty() {
            missing = true;
            desk.fault(
                "cite-not-in-sentence",
                column::CITES,
                format!("`cites` names `{work}`, which the sentence does not cite"),
                "name the work that the sentence cites, or empty the cell",
            );
        }
        bytes.extend(places);
    }
    if !cell.is_empty() && !missing {
        let inside = bytes.iter().all(|span: &Span| desk.quote.contains(*span));
        desk.ground(column::CITES, if inside { Verdict::Normalised } else { Verdict::Frame }, bytes, "");
    }
}

/// Where the sentence cites a work, as printed, as author and year, or by a mention.
pub(super) fn citations_of(desk: &Desk, work: &str) -> Vec<Span> {
    let Some(row) = desk.document.corpus.vocabulary.work(work) else { return Vec::new() };
    let (author, year) = (row.cell(1), row.cell(2));
    let text = desk.text(desk.sentence);
    let mut places: Vec<Span> =
        list(row.cell(4)).flat_map(|printed| whole_words(text, printed, desk.sentence.start)).collect();
    let cited = desk.evidence.citations.iter().filter(|citation| desk.sentence.contains(citation.span));
    let is_it = cited.filter(|citation| {
        let said = desk.text(citation.authors);
        format!("{:04}", citation.year) == year
            && (author.contains(said) || said.contains(author.split(',').next().unwrap_or(author)))
    });
    places.extend(is_it.map(|citation| citation.span));
    let from = desk.all_mentions.partition_point(|mention| mention.span.start < desk.sentence.start);
    let mentions = desk
        .all_mentions
        .get(from..)
        .unwrap_or(&[])
        .iter()
        .take_while(|mention| mention.span.start < desk.sentence.end);
    places.extend(mentions.filter(|mention| mention.refers.contains(&work)).map(|mention| mention.span));
    places
}

fn restates(desk: &mut Desk) {
    let cell = desk.cell(column::RESTATES);
    if cell.is_empty() {
        return;
    }
    for id in list(cell) {
        let Some(row) = desk.document.corpus.row_in("claims", id) else { continue };
        let other = crate::claim::Claim::new(row);
        if let Some(column) = differs(desk, &other) {
            let (name, mine, theirs) = (row.table.schema.column_name(column), desk.cell(column), other.cell(column));
            let message = format!("`{id}` says otherwise: its `{name}` is `{theirs}`, here it is `{mine}`");
            return desk.fault(
                "restates-differs",
                column::RESTATES,
                message,
                "empty `restates`, or make the two rows say the same",
            );
        }
    }
    let bytes = list(cell).filter_map(|id| claim_quote(desk, id)).collect();
    desk.ground(column::RESTATES, Verdict::Derived, bytes, cell);
}

/// The first column in which a restated claim says something else. An inverse predicate, or a symmetric
/// one, turns the sides.
fn differs(desk: &Desk, other: &crate::claim::Claim) -> Option<usize> {
    let predicate = desk.document.corpus.vocabulary.predicate(desk.claim.predicate)?;
    let same = |mine: usize, theirs: usize| desk.cell(mine) == other.cell(theirs);
    let turned = same(column::SUBJECT, column::OBJECT) && same(column::OBJECT, column::SUBJECT);
    if turned
        && (predicate.inverse == other.predicate || predicate.name == other.predicate && predicate.has("symmetric"))
    {
        return None;
    }
    [column::PREDICATE, column::SUBJECT, column::OBJECT, column::POLARITY]
        .into_iter()
        .find(|column| !same(*column, *column))
}

/// The quote of another claim of the document.
pub(super) fn claim_quote(desk: &Desk, id: &str) -> Option<Span> {
    let claim = desk.document.claim(id)?;
    claim.at.span.map(|span| desk.document.reading.to_text(span))
}
