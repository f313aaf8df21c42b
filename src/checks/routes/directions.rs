//! Which way do words say that something goes, and does anything turn it round?

use foldhash::{HashMap, HashMapExt};

use crate::check::about_cell;
use crate::checks::anchors::related;
use crate::checks::routes::{legs, may_coincide, says_return, told_alike};
use crate::claim::{Claim, column};
use crate::document::Document;
use crate::fact::Stance;
use crate::finding::{Finding, Findings};
use crate::language::{Language, List};
use crate::set::{Item, list};

/// A point of direction, with the one across from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Point<'l> {
    name: &'l str,
    opposite: &'l str,
}

/// From where to where; a heading (“eastwards”) says only whither.
#[derive(Debug, Clone, Copy)]
struct Way<'l> {
    from: Option<Point<'l>>,
    to: Point<'l>,
}

impl<'l> Way<'l> {
    /// Where it comes from: as said, else the point across.
    fn start(self) -> &'l str {
        self.from.map_or(self.to.opposite, |from| from.name)
    }

    fn as_text(self) -> String {
        match self.from {
            Some(from) => format!("from {} to {}", from.name, self.to.name),
            None => format!("towards {}", self.to.name),
        }
    }
}

/// The ways that words say, in order.
fn read<'l>(language: &'l Language, words: &str) -> Vec<Way<'l>> {
    let tokens = language.tokens(words);
    // The frame is the word before a point: `from`, `to`, `towards`.
    let (mut at, mut frame, mut from, mut ways) = (0, "", None, Vec::new());
    while let Some(token) = tokens.get(at) {
        let Some((end, entry)) = language.phrase(&tokens, at, List::Direction) else {
            if language.lists(token) & List::Determiner.bit() == 0 {
                frame = "";
            }
            at += 1;
            continue;
        };
        at = end;
        let mut values = entry.values();
        let (Some(name), Some(opposite)) = (values.next(), values.next()) else {
            frame = entry.values().next().unwrap_or("");
            continue;
        };
        let to = Point { name, opposite };
        match (frame, from.take(), values.next()) {
            // A bare “to the north” may say where something lies.
            ("to", None, None) | ("", _, None) => {}
            ("from", ..) => from = Some(to),
            (_, start, _) => ways.push(Way { from: start, to }),
        }
        frame = "";
    }
    ways
}

/// The first point in a name: “northern Norway”.
fn point_of<'l>(language: &'l Language, name: &str) -> Option<&'l str> {
    let tokens = language.tokens(name);
    (0..tokens.len()).find_map(|at| {
        let mut values = language.phrase(&tokens, at, List::Direction)?.1.values();
        values.next().filter(|_| values.next().is_some() && values.next().is_none())
    })
}

/// A traveller, the holder, and a start (empty for any) and an end.
type Key<'a, 'd> = (Item<'d>, &'d str, &'a str, &'a str);

/// The claims that go so, by position.
type Known<'a, 'd> = HashMap<Key<'a, 'd>, Vec<usize>>;

/// So many claims of one way are held against each other; see the checks of memberships.
const MOST: usize = 256;

pub(super) fn turned(document: &Document, findings: &mut Findings) {
    let Some(language) = document.corpus.language(document.entry) else { return };
    let mut known = Known::new();
    for (index, claim) in document.claims.iter().enumerate() {
        let ways: Vec<Way> = list(claim.cell(column::WORDS)).flat_map(|words| read(language, words)).collect();
        findings.look(usize::from(!ways.is_empty()));
        for way in ways {
            let own = in_itself(claim, way).or_else(|| against_legs(document, language, claim, way));
            let other = Stance::of(claim).is_asserted().then(|| opposite(document, language, &known, index, way));
            let against = other.flatten().map(|other| against_claim(claim, way, other));
            own.or(against).into_iter().for_each(|finding| findings.add(finding));
            if Stance::of(claim).is_asserted() {
                note(&mut known, claim, index, way);
            }
        }
    }
}

/// “From north to north.”
fn in_itself(claim: &Claim, way: Way) -> Option<Finding> {
    (way.start() == way.to.name).then(|| {
        let message = format!("the way {} ends where it starts", way.as_text());
        let help = "if the source prints it so, carry it as an exception that says what is meant";
        about_cell(claim.at.row, column::WORDS, message).help(help)
    })
}

/// Two legs in one whole, whose own names lie the other way: “from west to east” by “eastern X” and
/// then “western X”.
fn against_legs(document: &Document, language: &Language, claim: &Claim, way: Way) -> Option<Finding> {
    let vocabulary = &document.corpus.vocabulary;
    if vocabulary.predicate(claim.predicate).is_none_or(|predicate| predicate.kind != "route") {
        return None;
    }
    let mut ends: HashMap<&str, Item> = HashMap::new();
    for (item, ..) in legs(claim) {
        let Some(entity) = item.id().and_then(|id| vocabulary.entity(id)) else { continue };
        let point = point_of(language, entity.name).unwrap_or("");
        for whole in &entity.part_of {
            if point == way.to.name {
                ends.entry(whole).or_insert(item);
            } else if let Some(first) = ends.get(whole).filter(|_| point == way.start()) {
                let message = format!("the way {} passes {first} before {item}", way.as_text());
                let help = "put the legs in the order of the words, or correct the direction in `words`";
                return Some(about_cell(claim.at.row, column::OBJECT, message).help(help));
            }
        }
    }
    None
}

/// A claim of the same traveller and holder that goes the other way, at a time that may be the same.
fn opposite<'a, 'd>(
    document: &'a Document<'d>,
    language: &Language,
    known: &Known<'_, 'd>,
    index: usize,
    way: Way,
) -> Option<&'a Claim<'d>> {
    let claim = document.claims.get(index)?;
    let holder = claim.cell(column::HOLDER);
    let going = |item, start, end| known.get(&(item, holder, start, end)).into_iter().flatten().take(MOST);
    let turned = match way.from {
        Some(from) => vec![(way.to.name, from.name), ("-", way.to.opposite)],
        None => vec![("", way.to.opposite)],
    };
    let across = |item| {
        let mut claims = turned.iter().flat_map(|(start, end)| going(item, *start, *end));
        claims.find(|other| is_one_journey(document, language, index, **other))
    };
    document.claims.get(*claim.subject.items().find_map(across)?)
}

/// Whether two claims may tell of one way: there or back, by the same sides, in one place, at a time and on
/// terms that may be the same.
fn is_one_journey(document: &Document, language: &Language, one: usize, two: usize) -> bool {
    let (Some(first), Some(second)) = (document.claims.get(one), document.claims.get(two)) else { return false };
    let open = |column| [first, second].iter().any(|claim| claim.cell(column).is_empty());
    let same = |column| first.cell(column) == second.cell(column);
    let sides = [column::OBJECT, column::OTHER].iter().all(|column| open(*column) || same(*column));
    let is_way = |words: &str| !read(language, words).is_empty();
    sides
        && same(column::PLACE)
        && says_return(document, first) == says_return(document, second)
        && may_coincide(first, second)
        && told_alike(document, one, two, is_way)
}

/// Notes a way under its start, under no start, and where it has none of its own under that.
fn note<'a, 'd>(known: &mut Known<'a, 'd>, claim: &Claim<'d>, index: usize, way: Way<'a>) {
    let holder = claim.cell(column::HOLDER);
    let start = way.from.map_or("-", |from| from.name);
    for item in claim.subject.items() {
        for start in [start, ""] {
            known.entry((item, holder, start, way.to.name)).or_default().push(index);
        }
    }
}

fn against_claim(claim: &Claim, way: Way, other: &Claim) -> Finding {
    let message = format!("{} goes {}, and elsewhere the other way", claim.subject, way.as_text());
    let help = "hold both rows against their words; if the source says both, carry it as an exception";
    about_cell(claim.at.row, column::WORDS, message).related(related(&other.at, "the other way")).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_read_from_frames_and_headings() {
        let language = Language::of("en").unwrap_or_default();
        let cases = [
            ("from west to east", "from west to east"),
            ("from the north-west to the southeast", "from north-west to south-east"),
            ("from north to north", "from north to north"),
            ("westwards", "towards west"),
            ("towards the north", "towards north"),
            ("to the north", ""),
            ("in the north", ""),
            ("from the north", ""),
            ("northern", ""),
            ("upstream; from east into west", "towards upstream, from east to west"),
        ];
        for (words, ways) in cases {
            let read: Vec<String> = read(&language, words).into_iter().map(Way::as_text).collect();
            assert_eq!(read.join(", "), ways, "{words}");
        }
    }
}
