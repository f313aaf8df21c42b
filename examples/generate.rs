//! Writes a corpus of any size in the format of this project: sources, claims and vocabulary.
//!
//! ```text
//! cargo run --release --example generate -- DIR --claims N --sources M [--seed S] [--faults K]
//! ```
//!
//! `DIR` must be missing or empty. The same arguments give the same bytes on every machine. With a
//! hundred claims to a source, a source is about 16 KB of prose: one claim a sentence, lines broken
//! at 80 columns, some words broken by a hyphen, some pages with a running header, no-break spaces,
//! curly apostrophes and characters outside the basic plane. Names, dates, numbers, hedges,
//! negations and pronouns stand in the quotes.
//!
//! Every row is correct by construction and no two say the same, up to about ten million claims; a
//! check of the corpus has nothing to report. `--faults K` then spoils K claim rows, evenly spread,
//! in five ways taken in turn, and lists them in `DIR/faults.csv` (kind, file, line, fact):
//!
//! - `offset-shifted`: start and end are moved by one byte;
//! - `quote-letter`: one letter of the quote is another;
//! - `unknown-id`: the subject is an id that no table has;
//! - `duplicate-id`: the row bears the id of the row before it;
//! - `bad-date`: the date has a thirteenth month.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sha2::{Digest, Sha256};

const USAGE: &str = "usage: generate DIR --claims N --sources M [--seed S] [--faults K]";

fn main() -> ExitCode {
    let options = match arguments().and_then(|args| Options::parse(args.into_iter())) {
        Ok(Some(options)) => options,
        Ok(None) => {
            return succeed(USAGE);
        }
        Err(message) => return refuse(&format!("{message}\n{USAGE}")),
    };
    match write_corpus(&options) {
        Ok(()) => succeed(&format!(
            "{} claims over {} sources in {}",
            options.claims,
            options.sources,
            options.root.display()
        )),
        Err(error) => refuse(&format!("cannot write {}: {error}", options.root.display())),
    }
}

fn arguments() -> Result<Vec<String>, String> {
    let text = |arg: OsString| arg.into_string().map_err(|arg| format!("not UTF-8: {}", arg.display()));
    std::env::args_os().skip(1).map(text).collect()
}

fn succeed(message: &str) -> ExitCode {
    // Whoever reads may have gone; the corpus stands all the same.
    let _ = writeln!(io::stdout(), "{message}");
    ExitCode::SUCCESS
}

fn refuse(message: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(2)
}

// ---------------------------------------------------------------------------------------------
// Arguments

struct Options {
    root: PathBuf,
    claims: u64,
    sources: u64,
    seed: u64,
    faults: u64,
}

/// Claims, mentions and other rows draw their ids from separate ranges of this size.
const MOST_ROWS: u64 = 1 << 33;

impl Options {
    /// The options, or `None` where help is asked for.
    fn parse(mut args: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
        let (mut root, mut claims, mut sources, mut seed, mut faults) = (None, None, None, 1, 0);
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "-h" | "--help" => return Ok(None),
                "--claims" => claims = Some(number(&arg, args.next())?),
                "--sources" => sources = Some(number(&arg, args.next())?),
                "--seed" => seed = number(&arg, args.next())?,
                "--faults" => faults = number(&arg, args.next())?,
                _ if arg.starts_with('-') => return Err(format!("unknown option {arg}")),
                _ if root.is_some() => return Err(format!("unexpected argument {arg}")),
                _ => root = Some(PathBuf::from(arg)),
            }
        }
        let root = root.ok_or("the folder DIR is missing")?;
        let claims = claims.ok_or("--claims is missing")?;
        let sources = sources.ok_or("--sources is missing")?;
        Options { root, claims, sources, seed, faults }.checked().map(Some)
    }

    fn checked(self) -> Result<Options, String> {
        if self.claims == 0 || self.claims >= MOST_ROWS {
            return Err(format!("--claims must be from 1 to {}", MOST_ROWS - 1));
        }
        if self.sources == 0 || self.sources > self.claims {
            return Err("--sources must be from 1 to the number of claims".into());
        }
        if self.faults > self.claims {
            return Err("--faults must not exceed the number of claims".into());
        }
        let filled = fs::read_dir(&self.root).is_ok_and(|mut entries| entries.next().is_some());
        if filled || self.root.is_file() {
            return Err(format!("{} is not an empty folder; name another", self.root.display()));
        }
        Ok(self)
    }
}

fn number(option: &str, value: Option<String>) -> Result<u64, String> {
    let value = value.ok_or_else(|| format!("{option} wants a number"))?;
    value.parse().map_err(|_| format!("{option} wants a number, not {value}"))
}

// ---------------------------------------------------------------------------------------------
// The corpus, source after source

fn write_corpus(options: &Options) -> io::Result<()> {
    let mut tables = Tables::create(&options.root)?;
    let mut faults = Faults::new(options);
    let mut author = Author::new(options);
    let mut first = 0;
    for index in 0..options.sources {
        // In 128 bits, as the product of two large numbers may not fit 64.
        let wide = u128::from(options.claims) * u128::from(index + 1) / u128::from(options.sources);
        let end = u64::try_from(wide).unwrap_or(options.claims);
        let source = Source::new(options, index);
        let page = write_source(&source, first..end, &mut author, &mut tables, &mut faults)?;
        tables.register(&options.root, &source, &page.raw)?;
        first = end;
    }
    tables.finish()?;
    write_vocabulary(&options.root, &author.world)?;
    faults.write(&options.root)
}

/// What the register says of one source.
struct Source {
    index: u64,
    id: String,
    path: String,
    title: String,
}

impl Source {
    fn new(options: &Options, index: u64) -> Source {
        // Ids ascend with the index, so that tables come out in canonical order as they are written.
        let width = options.sources.to_string().len().max(6);
        let id = format!("note-{index:0width$}");
        let path = format!("seeds/{:03}/{id}.txt", index / 1000);
        let ship = if index.is_multiple_of(16) { "\u{1F6A2} " } else { "" };
        Source { index, path, title: format!("{ship}Harbour notes {index:0width$}"), id }
    }
}

const SENTENCES_PER_PARAGRAPH: u64 = 8;

/// Writes the rows of one source and returns its page.
fn write_source(
    source: &Source,
    claims: Range<u64>,
    author: &mut Author,
    tables: &mut Tables,
    faults: &mut Faults,
) -> io::Result<Page> {
    let mut page = Page::new(&mut author.rng);
    let heading = page.put(&source.title, 0..source.title.len(), &mut author.rng);
    tables.silence(source, &heading, author.id(SILENCE_IDS + source.index))?;
    for index in claims.clone() {
        if (index - claims.start).is_multiple_of(SENTENCES_PER_PARAGRAPH) {
            page.end_paragraph();
            author.forget();
        }
        let fault = faults.take(index);
        let claim = author.sentence(index, fault.is_some());
        let span = page.put(&claim.text, claim.quote.clone(), &mut author.rng);
        if let Some(antecedent) = &claim.antecedent {
            let id = author.id(MENTION_IDS + index);
            tables.mention(source, span.start, &id, &claim.subject, antecedent)?;
        }
        let row = Row::new(author.id(index), span, &claim);
        let row = fault.map_or(row.clone(), |kind| faults.spoil(kind, row, index, author));
        tables.claim(source, &row)?;
    }
    page.end_paragraph();
    if let Some(header) = &page.header {
        tables.layout(source, header, &author.id(LAYOUT_IDS + source.index))?;
    }
    Ok(page)
}

// ---------------------------------------------------------------------------------------------
// Chance, ids, names

/// The splitmix64 generator.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`; the slight bias does not matter here.
    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        items.get(self.below(items.len())).copied().unwrap_or_default()
    }
}

const MENTION_IDS: u64 = MOST_ROWS;
const SILENCE_IDS: u64 = 2 * MOST_ROWS;
const LAYOUT_IDS: u64 = 3 * MOST_ROWS;

/// Sixty-four syllables.
fn push_syllable(text: &mut String, value: u64) {
    const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8; 4] = b"aeio";
    text.push(char::from(CONSONANTS[(value >> 2) as usize % 16]));
    text.push(char::from(VOWELS[value as usize % 4]));
}

/// The id of a row: two made-up words, another for each number below 2^36, in no useful order.
fn row_id(seed: u64, number: u64) -> String {
    const MASK: u64 = (1 << 36) - 1;
    // Each step can be undone, so two numbers never share an id.
    let mut x = seed.wrapping_mul(0xC2B2_AE3D).wrapping_add(number).wrapping_add(0x5_1234_5677) & MASK;
    for factor in [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93_u64] {
        x = x.wrapping_mul(factor) & MASK;
        x ^= x >> 18;
    }
    let mut id = String::with_capacity(13);
    for position in 0..6 {
        if position == 3 {
            id.push('-');
        }
        push_syllable(&mut id, x >> (6 * position));
    }
    id
}

/// A made-up name of five syllables. Two of them are check digits over the field of 64 elements, so
/// two names differ in three syllables or more and neither can be taken for a misprint of the other.
fn name(seed: u64, number: usize) -> String {
    let double = |v: u64| ((v << 1) ^ if v & 32 == 0 { 0 } else { 0x43 }) & 63;
    let x = (number as u64).wrapping_mul(0x2_9E35).wrapping_add(seed.wrapping_mul(0x1_2345)) & 0x3_FFFF;
    let (a, b, c) = (x & 63, (x >> 6) & 63, x >> 12);
    let mut name = String::with_capacity(10);
    for value in [a, b, c, a ^ b ^ c, a ^ double(b) ^ double(double(c))] {
        push_syllable(&mut name, value);
    }
    name
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

// ---------------------------------------------------------------------------------------------
// Vocabulary

struct Entity {
    id: String,
    kind: &'static str,
    name: String,
    used: bool,
}

/// The entities, in one list: harbours, then bodies, then goods.
struct World {
    entities: Vec<Entity>,
    places: usize,
    bodies: usize,
    predicates_used: [bool; PREDICATES.len()],
}

const GOODS: &[&str] =
    &["amber", "barley", "cheese", "copper", "flax", "glass", "honey", "leather", "linen", "salt", "slate", "wool"];
const BODY_NAMES: &[&str] = &["League", "Port Union", "Pilot Guild", "Lamp Office"];

impl World {
    fn new(options: &Options) -> World {
        // Small corpora have few entities, large ones a few thousand; bodies come in four groups.
        let wanted = usize::try_from(options.claims / 20).unwrap_or(usize::MAX);
        let places = wanted.clamp(8, 4000);
        let bodies = wanted.clamp(16, 1200) / 4 * 4;
        let mut entities = Vec::with_capacity(places + bodies + GOODS.len());
        entities.extend((0..places).map(|n| place(options.seed, n)));
        entities.extend((0..bodies).map(|n| body(options.seed, places + n, n)));
        entities.extend(GOODS.iter().map(|good| good_of_trade(good)));
        World { entities, places, bodies, predicates_used: [false; PREDICATES.len()] }
    }

    fn uses(&self, name: &str) -> bool {
        PREDICATES.iter().zip(self.predicates_used).any(|(predicate, used)| used && predicate.name == name)
    }

    /// The id and name of an entity that a sentence is going to use.
    fn use_entity(&mut self, index: usize) -> (String, String) {
        self.entities.get_mut(index).map_or_else(Default::default, |entity| {
            entity.used = true;
            (entity.id.clone(), entity.name.clone())
        })
    }
}

fn place(seed: u64, number: usize) -> Entity {
    let id = name(seed, number);
    Entity { kind: "place", name: capitalised(&id), id, used: false }
}

fn body(seed: u64, number: usize, nth: usize) -> Entity {
    let what = BODY_NAMES.get(nth % BODY_NAMES.len()).copied().unwrap_or_default();
    let name = format!("{} {what}", capitalised(&name(seed, number)));
    Entity { kind: "body", id: name.to_lowercase().replace(' ', "-"), name, used: false }
}

fn good_of_trade(name: &str) -> Entity {
    Entity { kind: "good", id: name.into(), name: name.into(), used: false }
}

/// A predicate: the cells of its row, and the function that writes a sentence of it.
struct Predicate {
    name: &'static str,
    /// kind, domain, range, other, patterns, inverse, excludes, implies, flags
    row: [&'static str; 9],
    say: fn(&mut Author, usize) -> Claim,
}

/// By name, as the table wants them.
#[rustfmt::skip]
const PREDICATES: &[Predicate] = &[
    Predicate { name: "belongs-to", say: belongs,
        row: ["member+", "place", "body", "", "S … belongs/belong to the O", "", "", "", ""] },
    Predicate { name: "buys", say: buys,
        row: ["count", "place", "words", "", "S bought … O", "", "", "", "counts-object"] },
    Predicate { name: "delays", say: delays,
        row: ["cause", "words", "words", "", "S … delayed O at P", "", "", "", ""] },
    Predicate { name: "has-more", say: has_more,
        row: ["comparison", "place", "words", "place", "S had more O than X", "", "", "", "asymmetric"] },
    Predicate { name: "is-share-of", say: is_share,
        row: ["count", "good", "words", "", "S made up … of O at P", "", "", "", ""] },
    Predicate { name: "joins", say: joins,
        row: ["member+", "place", "body", "", "S … joined the O", "", "", "member from", ""] },
    Predicate { name: "lands", say: lands,
        row: ["count", "place", "words", "", "S landed … O", "", "", "", "counts-object"] },
    Predicate { name: "leaves", say: leaves,
        row: ["member-", "place", "body", "", "S … left the O", "", "", "not member from", ""] },
    Predicate { name: "opens-line", say: opens_line,
        row: ["relation", "place", "place", "", "S … opened … line to O", "", "", "", ""] },
    Predicate { name: "opposes", say: opposes,
        row: ["position", "place", "body", "", "S … opposed the O", "", "supports", "", ""] },
    Predicate { name: "repairs", say: repairs,
        row: ["event", "place", "words", "", "S repaired O", "", "", "", ""] },
    Predicate { name: "ships", say: ships,
        row: ["relation", "place", "good", "place", "S … shipped/ship … O to X", "", "", "", ""] },
    Predicate { name: "supports", say: supports,
        row: ["position", "place", "body", "", "S … supported the O", "", "opposes", "", ""] },
];

// ---------------------------------------------------------------------------------------------
// Dates

/// A date as the sentence says it and as the row holds it.
struct Date {
    words: String,
    role: &'static str,
    when: String,
}

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
];
const FIRST_YEAR: usize = 1960;
const MONTHS_IN_ALL: usize = 60 * 12;

/// A date no coarser than the `nth` month of the sixty years.
fn month_date(nth: usize, rng: &mut Rng) -> Date {
    let nth = nth % MONTHS_IN_ALL;
    let (year, month) = (FIRST_YEAR + nth / 12, nth % 12 + 1);
    let name = MONTHS.get(nth % 12).copied().unwrap_or_default();
    if rng.one_in(3) {
        let day = 1 + rng.below(28);
        return date(format!("on {day} {name} {year}"), "within", format!("{year}-{month:02}-{day:02}"));
    }
    date(format!("in {name} {year}"), "within", format!("{year}-{month:02}"))
}

/// Any date of something that happened once.
fn event_date(rng: &mut Rng) -> Date {
    let year = FIRST_YEAR + rng.below(60);
    match rng.below(12) {
        0 => date(format!("in early {year}"), "within", format!("{year}-01/{year}-04")),
        1 => date(format!("in mid-{year}"), "within", format!("{year}-05/{year}-08")),
        2 => date(format!("in late {year}"), "within", format!("{year}-09/{year}-12")),
        3 => date(format!("by {year}"), "by", year.to_string()),
        4 => date(format!("before {year}"), "before", year.to_string()),
        5 => date(format!("after {year}"), "after", year.to_string()),
        6 => date(format!("around {year}"), "within", format!("{year}~")),
        7 => date(format!("in the {}0s", year / 10), "within", format!("{}X", year / 10)),
        8 | 9 => date(format!("in {year}"), "within", year.to_string()),
        _ => month_date(rng.below(MONTHS_IN_ALL), rng),
    }
}

/// A date of something that lasted.
fn state_date(rng: &mut Rng) -> Date {
    let year = FIRST_YEAR + rng.below(60);
    let (word, role) = rng.pick(&[("throughout", "throughout"), ("from", "from"), ("until", "until")]);
    date(format!("{word} {year}"), role, year.to_string())
}

fn date(words: String, role: &'static str, when: String) -> Date {
    Date { words, role, when }
}

// ---------------------------------------------------------------------------------------------
// Sentences

/// One sentence and what its row says.
#[derive(Default)]
struct Claim {
    text: String,
    quote: Range<usize>,
    subject: String,
    predicate: &'static str,
    object: String,
    other: String,
    place: String,
    number: String,
    role: &'static str,
    when: String,
    polarity: &'static str,
    certainty: &'static str,
    words: &'static str,
    holder: String,
    /// Where the subject is a pronoun: the claim that names it.
    antecedent: Option<String>,
    /// The harbour that a pronoun in the next sentence would stand for.
    topic: Option<usize>,
}

/// Writes sentences; remembers what was said, so that nothing is said twice.
struct Author {
    rng: Rng,
    seed: u64,
    world: World,
    /// How many sentences of each predicate there are.
    said: [usize; PREDICATES.len()],
    /// How many of each predicate and harbour.
    said_of: Vec<u32>,
    /// The last sentence's harbour and id.
    last: Option<(usize, String)>,
}

impl Author {
    fn new(options: &Options) -> Author {
        let world = World::new(options);
        let said_of = vec![0; world.places * PREDICATES.len()];
        let rng = Rng(options.seed);
        Author { rng, seed: options.seed, world, said: [0; PREDICATES.len()], said_of, last: None }
    }

    fn id(&self, number: u64) -> String {
        row_id(self.seed, number)
    }

    /// A new paragraph begins: no pronoun reaches back over it.
    fn forget(&mut self) {
        self.last = None;
    }

    /// The sentence of claim `index`. One that is to be spoiled stands alone: neither is it said with
    /// a pronoun nor does the next sentence lean on it.
    fn sentence(&mut self, index: u64, spoiled: bool) -> Claim {
        if spoiled {
            self.forget();
        }
        let nth = self.rng.below(PREDICATES.len());
        let Some(predicate) = PREDICATES.get(nth) else { return Claim::default() };
        let mut claim = (predicate.say)(self, nth);
        claim.predicate = predicate.name;
        if let Some(used) = self.world.predicates_used.get_mut(nth) {
            *used = true;
        }
        self.last = claim.topic.filter(|_| !spoiled).map(|place| (place, self.id(index)));
        self.pad(&mut claim);
        claim
    }

    /// The next harbour in turn for a predicate, among the first `among`.
    fn next_place(&mut self, predicate: usize, among: usize) -> usize {
        let count = self.said.get_mut(predicate).map_or(0, |count| std::mem::replace(count, *count + 1));
        (count + predicate * 7) % among.max(1)
    }

    /// How often the predicate has been said of the harbour before.
    fn count_for(&mut self, predicate: usize, place: usize) -> usize {
        let at = predicate * self.world.places + place;
        self.said_of.get_mut(at).map_or(0, |count| std::mem::replace(count, *count + 1)) as usize
    }

    /// A body that this predicate has not yet met with the harbour. Bodies fall into four groups as
    /// the harbour sees them, one for each thing that may not also be said of the same body.
    fn next_body(&mut self, predicate: usize, place: usize, group: usize) -> (String, String) {
        let groups = self.world.bodies / 4;
        let nth = (place * 31 + self.count_for(predicate, place)) % groups.max(1);
        let body = nth * 4 + (place + group) % 4;
        self.world.use_entity(self.world.places + body)
    }

    /// A month for which the predicate has not yet been said of the harbour.
    fn next_month(&mut self, predicate: usize, place: usize) -> Date {
        // 259 shares no factor with 720, so all months come up before one returns.
        let nth = self.count_for(predicate, place) * 259 + place * 11;
        month_date(nth, &mut self.rng)
    }

    /// A hedge with its certainty; mostly none.
    fn hedge(&mut self) -> (&'static str, &'static str) {
        const HEDGES: &[(&str, &str)] =
            &[("likely", "probable"), ("probably", "probable"), ("possibly", "possible"), ("perhaps", "possible")];
        if self.rng.one_in(4) { self.rng.pick(HEDGES) } else { ("", "") }
    }

    /// Lengthens the sentence to about 160 bytes with words that state nothing checked.
    fn pad(&mut self, claim: &mut Claim) {
        const THINGS: &[&str] = &[
            "anchors", "barrels", "bells", "benches", "crates", "gulls", "lanterns", "masts", "nets", "oars", "planks",
            "ropes", "sails", "stairs", "sheds", "winches",
        ];
        const DOING: &[&str] = &["drifted", "gathered", "shone", "hung", "lay", "rested", "stood", "swayed"];
        const WHERE: &[&str] = &["along", "beside", "near", "under"];
        const WHOSE: &[&str] = &["", "", "", "quay\u{2019}s ", "shore\u{2019}s "];
        let target = 130 + self.rng.below(24);
        let mut link = ", and";
        while claim.text.len() < target {
            let (whose, thing, other) = (self.rng.pick(WHOSE), self.rng.pick(THINGS), self.rng.pick(THINGS));
            let (doing, whither) = (self.rng.pick(DOING), self.rng.pick(WHERE));
            let _ = write!(claim.text, "{link} the {whose}{thing} {doing} {whither} the {other}");
            link = ";";
        }
        claim.text.push('.');
    }
}

impl Claim {
    /// Sets the words that the quote holds: the date first or last, what the row says in between.
    fn quoted(mut self, core: &str, date: Date, date_first: bool, rng: &mut Rng) -> Claim {
        if date_first {
            let comma = if rng.one_in(2) { "," } else { "" };
            self.text = format!("{}{comma} {core}", capitalised(&date.words));
        } else {
            self.text = format!("{core} {}", date.words);
        }
        self.quote = 0..self.text.len();
        self.role = date.role;
        self.when = date.when;
        self
    }

    /// Puts words before the quote.
    fn framed(mut self, frame: &str) -> Claim {
        self.text.insert_str(0, frame);
        self.quote = frame.len()..self.text.len();
        self
    }
}

/// The word with a space after it, or nothing.
fn spaced(word: &str) -> String {
    if word.is_empty() { String::new() } else { format!("{word} ") }
}

/// A sentence of a harbour, a verb and a body.
fn with_body(author: &mut Author, nth: usize, group: usize, verb: &str, date: Date) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (subject, name) = author.world.use_entity(place);
    let (object, body) = author.next_body(nth, place, group);
    let (hedge, certainty) = author.hedge();
    let core = format!("{name} {}{verb} the {body}", spaced(hedge));
    let first = author.rng.one_in(2);
    let claim = Claim { subject, object, certainty, words: hedge, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

fn joins(author: &mut Author, nth: usize) -> Claim {
    let date = event_date(&mut author.rng);
    with_body(author, nth, 0, "joined", date)
}

fn leaves(author: &mut Author, nth: usize) -> Claim {
    let date = event_date(&mut author.rng);
    with_body(author, nth, 1, "left", date)
}

fn supports(author: &mut Author, nth: usize) -> Claim {
    let date = state_date(&mut author.rng);
    with_body(author, nth, 2, "supported", date)
}

fn opposes(author: &mut Author, nth: usize) -> Claim {
    let date = state_date(&mut author.rng);
    with_body(author, nth, 3, "opposed", date)
}

fn belongs(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (subject, name) = author.world.use_entity(place);
    let negated = author.rng.one_in(2);
    let (object, body) = author.next_body(nth, place, if negated { 2 } else { 3 });
    let verb = if negated { "does not belong" } else { "belongs" };
    let text = format!("{name} {verb} to the {body}");
    let (polarity, words) = if negated { ("negated", "not") } else { ("", "") };
    let quote = 0..text.len();
    Claim { text, quote, subject, object, polarity, words, topic: Some(place), ..Claim::default() }
}

fn opens_line(author: &mut Author, nth: usize) -> Claim {
    let places = author.world.places;
    let place = author.next_place(nth, places);
    let other = other_place(author, nth, place);
    let (subject, name) = author.world.use_entity(place);
    let (object, target) = author.world.use_entity(other);
    let (hedge, certainty) = author.hedge();
    let core = format!("{name} {}opened the ferry line to {target}", spaced(hedge));
    let date = event_date(&mut author.rng);
    let first = author.rng.one_in(2);
    let claim = Claim { subject, object, certainty, words: hedge, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

/// A harbour that this predicate has not yet met with `place`, and not `place` itself.
fn other_place(author: &mut Author, predicate: usize, place: usize) -> usize {
    let places = author.world.places;
    let step = (place * 13 + author.count_for(predicate, place)) % (places - 1).max(1);
    (place + 1 + step) % places
}

fn ships(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let to = other_place(author, nth, place);
    let good = author.world.places + author.world.bodies + author.rng.below(GOODS.len());
    let (subject, name) = author.world.use_entity(place);
    let (object, cargo) = author.world.use_entity(good);
    let (other, target) = author.world.use_entity(to);
    let (verb, polarity, words) =
        author.rng.pick(&[("shipped", "", ""), ("shipped only", "", "only"), ("did not ship", "negated", "not")]);
    let core = format!("{name} {verb} {cargo} to {target}");
    let date = event_date(&mut author.rng);
    let first = author.rng.one_in(2);
    let claim = Claim { subject, object, other, polarity, words, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

fn has_more(author: &mut Author, nth: usize) -> Claim {
    // The first half of the harbours is greater than the second: no comparison comes full circle.
    let half = author.world.places / 2;
    let place = author.next_place(nth, half);
    let lesser = half + (place * 13 + author.count_for(nth, place)) % half.max(1);
    let (subject, name) = author.world.use_entity(place);
    let (other, target) = author.world.use_entity(lesser);
    let core = format!("{name} had more berths than {target}");
    let date = date_of_year(&mut author.rng);
    let first = author.rng.one_in(2);
    let object = "«berths»".into();
    let claim = Claim { subject, object, other, words: "more", topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

fn date_of_year(rng: &mut Rng) -> Date {
    let year = FIRST_YEAR + rng.below(60);
    date(format!("in {year}"), "within", year.to_string())
}

fn delays(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (id, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let cause = author.rng.pick(&["fog", "ice", "low water", "storms"]);
    let (hedge, certainty) = author.hedge();
    let core = format!("{cause} {}delayed ferries at {name}", spaced(hedge));
    let (subject, object) = (format!("«{cause}»"), "«ferries»".into());
    let claim = Claim { subject, object, place: id, certainty, words: hedge, ..Claim::default() };
    claim.quoted(&core, date, true, &mut author.rng)
}

fn is_share(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (id, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let good = author.world.places + author.world.bodies + author.rng.below(GOODS.len());
    let (subject, cargo) = author.world.use_entity(good);
    let share = 2 + author.rng.below(60);
    let (bound, sign) = author.rng.pick(&[("", ""), ("over ", ">"), ("at least ", ">=")]);
    let core = format!("{cargo} made up {bound}{share}% of freight at {name}");
    let (object, number) = ("«freight»".into(), format!("{sign}{share}%"));
    let claim = Claim { subject, object, place: id, number, ..Claim::default() };
    claim.quoted(&core, date, true, &mut author.rng)
}

fn lands(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (subject, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let count = 100 + author.rng.below(60_000);
    let (bound, sign) = author.rng.pick(&[("", ""), ("over ", ">"), ("at least ", ">=")]);
    let space = author.rng.pick(&[" ", " ", " ", "\u{A0}"]);
    let core = format!("{name} landed {bound}{}{space}passengers", separated(count));
    let first = author.rng.one_in(2);
    let (object, number) = ("«passengers»".into(), format!("{sign}{count}"));
    let claim = Claim { subject, object, number, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, first, &mut author.rng)
}

/// A number below a million with its separator.
fn separated(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

fn repairs(author: &mut Author, nth: usize) -> Claim {
    let place = author.next_place(nth, author.world.places);
    let (subject, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let body = author.world.places + author.rng.below(author.world.bodies);
    let (holder, said_by) = author.world.use_entity(body);
    let core = format!("{name} repaired quays");
    let claim = Claim { subject, object: "«quays»".into(), holder, topic: Some(place), ..Claim::default() };
    claim.quoted(&core, date, false, &mut author.rng).framed(&format!("According to the {said_by}, "))
}

/// "It bought …" where the sentence before names a harbour, else by name.
fn buys(author: &mut Author, nth: usize) -> Claim {
    const WORDS: &[&str] =
        &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let last = author.last.take();
    let place = match &last {
        Some((place, _)) => *place,
        None => author.next_place(nth, author.world.places),
    };
    let (subject, name) = author.world.use_entity(place);
    let date = author.next_month(nth, place);
    let count = 2 + author.rng.below(24);
    let said = WORDS.get(count - 2).map_or_else(|| count.to_string(), |word| (*word).to_owned());
    let antecedent = last.map(|(_, id)| id);
    let who = if antecedent.is_some() { "It" } else { name.as_str() };
    let core = format!("{who} bought {said} pilot boats");
    let topic = Some(place).filter(|_| antecedent.is_none());
    let (object, number) = ("«pilot boats»".into(), count.to_string());
    let claim = Claim { subject, object, number, antecedent, topic, ..Claim::default() };
    claim.quoted(&core, date, false, &mut author.rng)
}

// ---------------------------------------------------------------------------------------------
// Pages

/// Where words of the reading text stand in the raw bytes, and how they read.
#[derive(Clone)]
struct Anchor {
    start: usize,
    end: usize,
    quote: String,
}

/// The raw text of a source as it is set, line by line.
struct Page {
    raw: Vec<u8>,
    /// Characters on the current line.
    column: usize,
    /// Lines until the running header, where the page has one.
    header_in: Option<usize>,
    header: Option<Anchor>,
}

const WIDTH: usize = 80;
const HEADER: &str = "HARBOUR NOTES";

impl Page {
    fn new(rng: &mut Rng) -> Page {
        let header_in = rng.one_in(8).then(|| 4 + rng.below(30));
        Page { raw: Vec::with_capacity(18 << 10), column: 0, header_in, header: None }
    }

    fn end_paragraph(&mut self) {
        self.raw.extend_from_slice(if self.column == 0 { b"" } else { b"\n\n" });
        self.column = 0;
    }

    /// Sets a sentence and says where its part `quote` came to stand. The part begins with a word.
    fn put(&mut self, sentence: &str, quote: Range<usize>, rng: &mut Rng) -> Anchor {
        let (mut start, mut end, mut at) = (0, 0, 0);
        for word in sentence.split(' ') {
            let (raw, split, gap) = self.put_word(word, rng);
            if at == quote.start {
                start = raw;
            }
            if (at + 1..=at + word.len()).contains(&quote.end) {
                let length = quote.end - at;
                end = raw + length + if length > split { gap } else { 0 };
            }
            at += word.len() + 1;
        }
        let quote = sentence.get(quote).unwrap_or_default().replace('\u{A0}', " ");
        Anchor { start, end, quote }
    }

    /// Sets a word, broken in two where chance wills it. Returns its first raw byte, the length of
    /// its first half and the length of the break between the halves.
    fn put_word(&mut self, word: &str, rng: &mut Rng) -> (usize, usize, usize) {
        let length = word.chars().count();
        let room = WIDTH.saturating_sub(self.column + 1);
        if self.column > 0 && length <= room {
            self.push(" ");
        } else if self.column > 0 {
            if let Some(split) = break_point(word, room).filter(|_| rng.one_in(6)) {
                return self.put_halves(word, split);
            }
            self.end_line();
        }
        let start = self.raw.len();
        self.push(word);
        (start, word.len(), 0)
    }

    fn put_halves(&mut self, word: &str, split: usize) -> (usize, usize, usize) {
        self.push(" ");
        let start = self.raw.len();
        self.push(word.get(..split).unwrap_or_default());
        let broken = self.raw.len();
        self.push("-");
        self.end_line();
        let gap = self.raw.len() - broken;
        self.push(word.get(split..).unwrap_or_default());
        (start, split, gap)
    }

    fn push(&mut self, text: &str) {
        self.raw.extend_from_slice(text.as_bytes());
        self.column += text.chars().count();
    }

    /// Ends a line inside a paragraph; this is where a running header may come between.
    fn end_line(&mut self) {
        self.raw.push(b'\n');
        self.column = 0;
        match self.header_in.take() {
            Some(0) => self.set_header(),
            Some(lines) => self.header_in = Some(lines - 1),
            None => {}
        }
    }

    fn set_header(&mut self) {
        self.raw.push(b'\n');
        let start = self.raw.len();
        self.raw.extend_from_slice(HEADER.as_bytes());
        self.header = Some(Anchor { start, end: self.raw.len(), quote: HEADER.to_owned() });
        self.raw.extend_from_slice(b"\n\n");
    }
}

/// Where a long plain word may be broken so that its first half and a hyphen fit into `room`.
fn break_point(word: &str, room: usize) -> Option<usize> {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let split = room.checked_sub(1)?.min(letters.checked_sub(3)?);
    (split >= 3 && word.as_bytes().get(split)?.is_ascii_lowercase()).then_some(split)
}

// ---------------------------------------------------------------------------------------------
// Tables

/// The typed cells of a claim row, ready to be written or spoiled.
#[derive(Clone)]
struct Row<'a> {
    id: String,
    anchor: Anchor,
    subject: String,
    role: &'static str,
    when: String,
    claim: &'a Claim,
}

impl<'a> Row<'a> {
    fn new(id: String, anchor: Anchor, claim: &'a Claim) -> Row<'a> {
        Row { id, anchor, subject: claim.subject.clone(), role: claim.role, when: claim.when.clone(), claim }
    }
}

/// One table file.
struct Table {
    out: BufWriter<File>,
    line: Vec<u8>,
}

impl Table {
    fn create(path: &Path, header: &str) -> io::Result<Table> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut out = BufWriter::with_capacity(1 << 16, File::create(path)?);
        writeln!(out, "{header}")?;
        Ok(Table { out, line: Vec::new() })
    }

    fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.line.clear();
        for (position, cell) in cells.iter().enumerate() {
            if position > 0 {
                self.line.push(b',');
            }
            push_cell(&mut self.line, cell);
        }
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }

    fn anchored(&mut self, id: &str, source: &Source, anchor: &Anchor, cells: &[&str]) -> io::Result<()> {
        let (start, end) = (anchor.start.to_string(), anchor.end.to_string());
        self.row(&[&[id, &source.id, &start, &end, &anchor.quote], cells].concat())
    }
}

/// Quoted only where RFC 4180 wants it.
fn push_cell(line: &mut Vec<u8>, cell: &str) {
    if !cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return line.extend_from_slice(cell.as_bytes());
    }
    line.push(b'"');
    line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    line.push(b'"');
}

/// The tables that grow source by source.
struct Tables {
    sources: Table,
    claims: Table,
    mentions: Table,
    layout: Table,
    silence: Table,
}

const CLAIMS_FILE: &str = "facts/claims.csv";
const CLAIMS_HEADER: &str = "id,source,start,end,quote,subject,predicate,object,other,place,number,role,when,span,\
                             polarity,certainty,mood,words,holder,cites,if,restates";

impl Tables {
    fn create(root: &Path) -> io::Result<Tables> {
        let open = |file: &str, header: &str| Table::create(&root.join(file), header);
        Ok(Tables {
            sources: open("facts/sources.csv", "id,path,sha256,title,published,language,licence,format")?,
            claims: open(CLAIMS_FILE, CLAIMS_HEADER)?,
            mentions: open("facts/mentions.csv", "id,source,start,end,quote,refers,antecedent")?,
            layout: open("facts/layout.csv", "id,source,start,end,quote,kind,intended")?,
            silence: open("facts/silence.csv", "id,source,start,end,quote,reason")?,
        })
    }

    fn claim(&mut self, source: &Source, row: &Row) -> io::Result<()> {
        let claim = row.claim;
        let cells = [
            &row.subject,
            claim.predicate,
            &claim.object,
            &claim.other,
            &claim.place,
            &claim.number,
            row.role,
            &row.when,
            "",
            claim.polarity,
            claim.certainty,
            "",
            claim.words,
            &claim.holder,
            "",
            "",
            "",
        ];
        self.claims.anchored(&row.id, source, &row.anchor, &cells)
    }

    /// The pronoun with which a quote begins.
    fn mention(&mut self, source: &Source, start: usize, id: &str, refers: &str, antecedent: &str) -> io::Result<()> {
        let anchor = Anchor { start, end: start + "It".len(), quote: "It".into() };
        self.mentions.anchored(id, source, &anchor, &[refers, antecedent])
    }

    fn layout(&mut self, source: &Source, header: &Anchor, id: &str) -> io::Result<()> {
        self.layout.anchored(id, source, header, &["furniture", ""])
    }

    fn silence(&mut self, source: &Source, heading: &Anchor, id: String) -> io::Result<()> {
        let reason = "title: The heading names the page and states nothing.";
        self.silence.anchored(&id, source, heading, &[reason])
    }

    /// Writes the source's text and its line of the register.
    fn register(&mut self, root: &Path, source: &Source, raw: &[u8]) -> io::Result<()> {
        let path = root.join(&source.path);
        if let Some(folder) = path.parent().filter(|_| source.index.is_multiple_of(1000)) {
            fs::create_dir_all(folder)?;
        }
        let text = raw.strip_suffix(b"\n").unwrap_or(raw);
        fs::write(path, text)?;
        let digest = hex(&Sha256::digest(text));
        self.sources.row(&[&source.id, &source.path, &digest, &source.title, "2021", "en", "CC0-1.0", "1"])
    }

    fn finish(self) -> io::Result<()> {
        let tables = [self.sources, self.claims, self.mentions, self.layout, self.silence];
        tables.into_iter().try_for_each(|mut table| table.out.flush())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Writes the vocabulary that was used, in canonical order.
fn write_vocabulary(root: &Path, world: &World) -> io::Result<()> {
    let open = |file: &str, header: &str| Table::create(&root.join("facts/vocabulary").join(file), header);
    let mut used: Vec<&Entity> = world.entities.iter().filter(|entity| entity.used).collect();
    used.sort_by(|a, b| a.id.cmp(&b.id));
    let mut entities = open("entities.csv", "id,type,name,part_of,of")?;
    for entity in &used {
        entities.row(&[&entity.id, entity.kind, &entity.name, "", ""])?;
    }
    used.sort_by(|a, b| a.name.cmp(&b.name));
    let mut aliases = open("aliases.csv", "alias,entity,kind")?;
    for entity in &used {
        aliases.row(&[&entity.name, &entity.id, "name"])?;
    }
    let header = "name,kind,domain,range,other,patterns,inverse,excludes,implies,flags";
    let mut predicates = open("predicates.csv", header)?;
    for predicate in PREDICATES.iter().filter(|predicate| world.uses(predicate.name)) {
        // A tiny corpus may use one side of an exclusion only: its row then names no other.
        let cells = predicate.row.map(|cell| if is_idle(world, cell) { "" } else { cell });
        predicates.row(&[&[predicate.name], cells.as_slice()].concat())?;
    }
    [entities, aliases, predicates].into_iter().try_for_each(|mut table| table.out.flush())
}

/// Whether a cell names a predicate that no claim uses.
fn is_idle(world: &World, cell: &str) -> bool {
    PREDICATES.iter().any(|predicate| predicate.name == cell) && !world.uses(cell)
}

// ---------------------------------------------------------------------------------------------
// Faults

#[derive(Clone, Copy)]
enum Kind {
    OffsetShifted,
    QuoteLetter,
    UnknownId,
    DuplicateId,
    BadDate,
}

const KINDS: &[(Kind, &str)] = &[
    (Kind::OffsetShifted, "offset-shifted"),
    (Kind::QuoteLetter, "quote-letter"),
    (Kind::UnknownId, "unknown-id"),
    (Kind::DuplicateId, "duplicate-id"),
    (Kind::BadDate, "bad-date"),
];

/// Which rows are spoiled, and the list of them.
struct Faults {
    claims: u64,
    wanted: u64,
    planted: u64,
    list: Vec<[String; 3]>,
}

impl Faults {
    fn new(options: &Options) -> Faults {
        Faults { claims: options.claims, wanted: options.faults, planted: 0, list: Vec::new() }
    }

    /// The fault of the row with this index, if it has one; rows come in order.
    fn take(&mut self, index: u64) -> Option<Kind> {
        if self.planted >= self.wanted {
            return None;
        }
        let next = (2 * u128::from(self.planted) + 1) * u128::from(self.claims) / (2 * u128::from(self.wanted));
        if u128::from(index) != next {
            return None;
        }
        let (kind, _) = KINDS.get(self.planted as usize % KINDS.len())?;
        self.planted += 1;
        Some(*kind)
    }

    fn spoil<'a>(&mut self, kind: Kind, mut row: Row<'a>, index: u64, author: &Author) -> Row<'a> {
        match kind {
            Kind::OffsetShifted => {
                row.anchor.start += 1;
                row.anchor.end += 1;
            }
            Kind::QuoteLetter => row.anchor.quote = other_letter(&row.anchor.quote),
            Kind::UnknownId => row.subject = format!("nowhere-{index}"),
            Kind::DuplicateId => row.id = author.id(index.saturating_sub(1)),
            Kind::BadDate => {
                row.role = if row.role.is_empty() { "within" } else { row.role };
                row.when = "2004-13".into();
            }
        }
        let name = KINDS.get(kind as usize).map_or("", |(_, name)| name);
        // The header is line 1, and no cell holds a line break.
        self.list.push([name.into(), (index + 2).to_string(), row.id.clone()]);
        row
    }

    fn write(&self, root: &Path) -> io::Result<()> {
        if self.wanted == 0 {
            return Ok(());
        }
        let mut table = Table::create(&root.join("faults.csv"), "kind,file,line,fact")?;
        for [kind, line, fact] in &self.list {
            table.row(&[kind, CLAIMS_FILE, line, fact])?;
        }
        table.out.flush()
    }
}

/// The quote with one lower-case letter near its middle changed.
fn other_letter(quote: &str) -> String {
    let middle = quote.len() / 2;
    let letter = |(_, byte): &(usize, u8)| byte.is_ascii_lowercase();
    let near = quote.bytes().enumerate().skip(middle).find(letter).or_else(|| quote.bytes().enumerate().find(letter));
    let Some((at, byte)) = near else { return quote.to_owned() };
    let other = if byte == b'z' { 'a' } else { char::from(byte + 1) };
    let mut changed = quote.to_owned();
    changed.replace_range(at..=at, other.encode_utf8(&mut [0; 4]));
    changed
}
