//! Who writes the sentences and remembers what was said?

use std::fmt::Write as _;
use std::ops::Range;

use crate::dates::{Date, month_date};
use crate::events::Notes;
use crate::names::{Rng, capitalised, row_id};
use crate::options::Options;
use crate::predicates::PREDICATES;
use crate::world::{GOODS, World};

/// One sentence and what its row says.
#[derive(Default)]
pub(crate) struct Claim {
    pub(crate) text: String,
    pub(crate) quote: Range<usize>,
    pub(crate) subject: String,
    pub(crate) predicate: &'static str,
    pub(crate) object: String,
    pub(crate) other: String,
    pub(crate) place: String,
    pub(crate) number: String,
    pub(crate) role: &'static str,
    pub(crate) when: String,
    pub(crate) span: String,
    pub(crate) polarity: &'static str,
    pub(crate) certainty: &'static str,
    pub(crate) mood: &'static str,
    pub(crate) words: &'static str,
    pub(crate) holder: String,
    /// Where the subject is a pronoun: the claim that names it.
    pub(crate) antecedent: Option<String>,
    /// The harbour that a pronoun in the next sentence would stand for.
    pub(crate) topic: Option<usize>,
}

/// Writes sentences; remembers what was said, so that nothing is said twice.
pub(crate) struct Author {
    pub(crate) rng: Rng,
    pub(crate) seed: u64,
    pub(crate) world: World,
    /// How many sentences of each predicate there are.
    pub(crate) said: [usize; PREDICATES.len()],
    /// How many of each predicate and harbour.
    said_of: Vec<u32>,
    /// What the source at hand has told so far.
    pub(crate) notes: Notes,
    /// The last sentence's harbour and id.
    pub(crate) last: Option<(usize, String)>,
}

impl Author {
    pub(crate) fn new(options: &Options) -> Author {
        let world = World::new(options);
        let said_of = vec![0; world.places * PREDICATES.len()];
        let rng = Rng(options.seed);
        Author {
            rng,
            seed: options.seed,
            world,
            said: [0; PREDICATES.len()],
            said_of,
            notes: Notes::default(),
            last: None,
        }
    }

    pub(crate) fn id(&self, number: u64) -> String {
        row_id(self.seed, number)
    }

    /// A new paragraph begins: no pronoun reaches back over it.
    pub(crate) fn forget(&mut self) {
        self.last = None;
    }

    /// The sentence of claim `index`. One that is to be spoiled stands alone: neither is it said with
    /// a pronoun nor does the next sentence lean on it.
    pub(crate) fn sentence(&mut self, index: u64, spoiled: bool) -> Claim {
        if spoiled {
            self.forget();
        }
        let first = self.rng.below(PREDICATES.len());
        // Where a predicate has nothing left to say here, the next one speaks.
        let turns = PREDICATES.iter().enumerate().cycle().skip(first).take(PREDICATES.len());
        let said = turns.filter_map(|(nth, predicate)| Some((predicate.name, (predicate.say)(self, nth)?))).next();
        let Some((predicate, claim)) = said else { return Claim::default() };
        let claim = self.finished(Claim { predicate, ..claim });
        self.last = claim.topic.filter(|_| !spoiled).map(|place| (place, self.id(index)));
        claim
    }

    /// A sentence that stands by itself, made from outside.
    pub(crate) fn planted(&mut self, claim: Claim) -> Claim {
        self.forget();
        self.finished(claim)
    }

    fn finished(&mut self, mut claim: Claim) -> Claim {
        self.world.use_predicate(claim.predicate);
        claim.text.push('.');
        claim
    }

    /// The next harbour in turn for a predicate, among the first `among`.
    pub(crate) fn next_place(&mut self, predicate: usize, among: usize) -> usize {
        let count = self.said.get_mut(predicate).map_or(0, |count| std::mem::replace(count, *count + 1));
        (count + predicate * 7) % among.max(1)
    }

    /// How often the predicate has been said of the harbour before.
    pub(crate) fn count_for(&mut self, predicate: usize, place: usize) -> usize {
        let at = predicate * self.world.places + place;
        self.said_of.get_mut(at).map_or(0, |count| std::mem::replace(count, *count + 1)) as usize
    }

    /// A body that this predicate has not yet met with the harbour. Bodies fall into four groups as
    /// the harbour sees them, one for each thing that may not also be said of the same body.
    pub(crate) fn next_body(&mut self, predicate: usize, place: usize, group: usize) -> usize {
        let groups = self.world.bodies / 4;
        let nth = (place * 31 + self.count_for(predicate, place)) % groups.max(1);
        let body = self.world.places + nth * 4 + (place + group) % 4;
        self.notes.bodies.push(body);
        body
    }

    pub(crate) fn next_good(&mut self) -> usize {
        self.world.places + self.world.bodies + self.rng.below(GOODS.len())
    }

    /// A month for which the predicate has not yet been said of the harbour.
    pub(crate) fn next_month(&mut self, predicate: usize, place: usize) -> Date {
        // 259 shares no factor with 720, so all months come up before one returns.
        let nth = self.count_for(predicate, place) * 259 + place * 11;
        month_date(nth, &mut self.rng)
    }

    /// A hedge with its certainty; mostly none.
    pub(crate) fn hedge(&mut self) -> (&'static str, &'static str) {
        const HEDGES: &[(&str, &str)] =
            &[("likely", "probable"), ("probably", "probable"), ("possibly", "possible"), ("perhaps", "possible")];
        if self.rng.one_in(4) { self.rng.pick(HEDGES) } else { ("", "") }
    }

    /// A paragraph of scenery, which nothing is claimed of: it brings a source to about 150 bytes a claim.
    pub(crate) fn scenery(&mut self, target: usize) -> String {
        const THINGS: &[&str] = &[
            "anchors", "barrels", "bells", "benches", "crates", "gulls", "lanterns", "masts", "nets", "oars", "planks",
            "ropes", "sails", "stairs", "sheds", "winches",
        ];
        const DOING: &[&str] = &["drifted", "gathered", "shone", "hung", "lay", "rested", "stood", "swayed"];
        const WHERE: &[&str] = &["along", "beside", "near", "under"];
        const WHOSE: &[&str] = &["", "", "", "quay\u{2019}s ", "shore\u{2019}s "];
        let mut text = String::new();
        while text.len() < target {
            let (link, the) =
                if text.is_empty() { ("", "The") } else { self.rng.pick(&[(". ", "The"), ("; ", "the")]) };
            let (whose, thing, other) = (self.rng.pick(WHOSE), self.rng.pick(THINGS), self.rng.pick(THINGS));
            let (doing, whither) = (self.rng.pick(DOING), self.rng.pick(WHERE));
            let _ = write!(text, "{link}{the} {whose}{thing} {doing} {whither} the {other}");
        }
        text.push('.');
        text
    }
}

impl Claim {
    /// Sets the words that the quote holds: the date first or last, what the row says in between.
    pub(crate) fn quoted(mut self, core: &str, date: Date, date_first: bool, rng: &mut Rng) -> Claim {
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

    /// Sets the words that the quote holds, which say no date.
    pub(crate) fn undated(mut self, text: String) -> Claim {
        self.quote = 0..text.len();
        self.text = text;
        self
    }

    /// Puts words before the quote.
    pub(crate) fn framed(mut self, frame: &str) -> Claim {
        self.text.insert_str(0, frame);
        self.quote = frame.len()..self.text.len();
        self
    }
}

/// The word with a space after it, or nothing.
pub(crate) fn spaced(word: &str) -> String {
    if word.is_empty() { String::new() } else { format!("{word} ") }
}
