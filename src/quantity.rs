//! What does a number mean: which values does a `number` cell allow, and can two of them both hold?
//!
//! A cell is an amount (`3`, `2.5`, `50%`, `1/3`), a bounded amount (`>1500`, `>=2`, `<5`, `<=5`), a
//! range (`24..99`), a part with its whole (`2 of 3`) or a phrase of the lexicon ("several dozen").
//! Every comparison is exact; no floating point is involved.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

// ---------------------------------------------------------------------------------------------
// Numbers

/// An exact number that is not negative: a whole number, a decimal or a fraction.
///
/// It prints as a JSON number: whole numbers and decimals exactly, other fractions cut
/// after 15 places.
///
/// ```
/// use factcheck::quantity::Number;
/// let half: Number = "2.5".parse().unwrap();
/// assert!(half < Number::from(3));
/// assert_eq!(half.to_string(), "2.5");
/// assert_eq!(Number::fraction(1, 3).unwrap().to_string(), "0.333333333333333");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    /// In lowest terms with the denominator.
    numerator: u64,
    /// Never 0, at most [`MOST`].
    denominator: u64,
}

/// The largest number that a cell writes: fifteen digits, which every JSON reader keeps exactly.
const MOST: u64 = 999_999_999_999_999;

impl Number {
    /// The fraction, reduced; `None` where the denominator is 0 or has more than fifteen digits.
    pub fn fraction(numerator: u64, denominator: u64) -> Option<Number> {
        if denominator == 0 || denominator > MOST {
            return None;
        }
        let divisor = greatest_common_divisor(numerator, denominator);
        Some(Number { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// The whole number, where it is one.
    pub fn whole(self) -> Option<u64> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// Numerator and denominator in lowest terms.
    pub fn ratio(self) -> (u64, u64) {
        (self.numerator, self.denominator)
    }
}

impl From<u64> for Number {
    fn from(whole: u64) -> Number {
        Number { numerator: whole, denominator: 1 }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        Value::from(*self).cmp(&Value::from(*other))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Number {
    type Err = QuantityError;
    /// A whole number or a decimal fraction.
    fn from_str(text: &str) -> Result<Number, QuantityError> {
        let mut cursor = Cursor::new(text);
        let number = cursor.decimal()?;
        cursor.finish()?;
        Ok(number)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = (u128::from(self.numerator), u128::from(self.denominator));
        write!(f, "{}", numerator / denominator)?;
        let mut rest = numerator % denominator;
        for place in 0..15 {
            if rest == 0 {
                break;
            }
            rest *= 10;
            let point = if place == 0 { "." } else { "" };
            write!(f, "{point}{}", rest / denominator)?;
            rest %= denominator;
        }
        Ok(())
    }
}

// ---------------------------------------------------------------------------------------------
// Quantities

/// What shape a quantity has. Bounds are inclusive, so "more than" is [`Kind::AtLeast`] the next
/// whole number, or `AtLeast` with [`Quantity::strict`] where there is no next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// This many, neither more nor fewer: `3`, `2.5`.
    Exact,
    /// This share of a whole: `50%`.
    Share,
    /// This share of a whole, as a fraction: `1/3`.
    Fraction,
    /// So many of a known number: `2 of 3`.
    PartOf,
    /// A lower bound: `>1500`, `>=2`, `>50%`.
    AtLeast,
    /// An upper bound: `<5`, `<=5`, `<1/3`.
    AtMost,
    /// Between two bounds: `24..99`.
    Range,
    /// A phrase with a documented range: `several dozen`.
    Vague,
}

impl Kind {
    /// The word that exports print.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Exact => "exact",
            Kind::Share => "share",
            Kind::Fraction => "fraction",
            Kind::PartOf => "part-of",
            Kind::AtLeast => "at-least",
            Kind::AtMost => "at-most",
            Kind::Range => "range",
            Kind::Vague => "vague",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the numbers of a quantity count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Things, whichever the row counts.
    Count,
    /// Hundredths of a whole.
    Percent,
    /// Wholes, as a fraction.
    Fraction,
}

/// One number of a `number` cell. Printing it gives the cell back, byte for byte.
///
/// ```
/// use factcheck::quantity::{Kind, Number, Quantity, Unit};
/// let over: Quantity = ">1500".parse().unwrap();
/// assert_eq!((over.kind, over.min, over.max), (Kind::AtLeast, Some(Number::from(1501)), None));
/// let majority: Quantity = ">50%".parse().unwrap();
/// assert_eq!((majority.unit, majority.min, majority.strict), (Unit::Percent, Some(Number::from(50)), true));
/// assert_eq!(majority.to_string(), ">50%");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// Its shape.
    pub kind: Kind,
    /// What its numbers count.
    pub unit: Unit,
    /// The smallest value, inclusive unless `strict`; `None` where there is no lower bound.
    pub min: Option<Number>,
    /// The largest value, inclusive unless `strict`; `None` where there is no upper bound.
    pub max: Option<Number>,
    /// Whether the bound itself is excluded: `>50%`, `<1/3`, `>2.5`. Never of whole counts.
    pub strict: bool,
    spelling: Spelling,
}

/// What printing needs beyond the bounds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Spelling {
    Plain,
    /// `>1500` against `>=1501`.
    Exclusive,
    Of(u64),
    Phrase(Box<str>),
}

/// How the values that one quantity allows stand to those of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// No value in common: the two contradict each other where they count the same.
    Disjoint,
    /// Every value of this one is one of the other, not the reverse.
    Contained,
    /// Every value of the other is one of this one, not the reverse.
    Contains,
    /// The same values.
    Equal,
    /// Some values in common, and each has some of its own.
    Overlapping,
    /// They cannot be compared: a count against a share, parts of different wholes, no bounds at all.
    Unknown,
}

impl Relation {
    /// The word that messages print.
    pub const fn as_str(self) -> &'static str {
        match self {
            Relation::Disjoint => "disjoint",
            Relation::Contained => "contained",
            Relation::Contains => "contains",
            Relation::Equal => "equal",
            Relation::Overlapping => "overlapping",
            Relation::Unknown => "unknown",
        }
    }
}

impl Quantity {
    /// Reads one number; `lookup` gives the bounds, both inclusive, of a phrase that is none in digits.
    ///
    /// # Errors
    /// Where the text is no number that a cell may hold: the place and the reason.
    ///
    /// ```
    /// use factcheck::quantity::{Number, Quantity};
    /// let lookup = |phrase: &str| (phrase == "several dozen").then_some((Some(24_u64), Some(99_u64)));
    /// let vague = Quantity::parse("several dozen", lookup).unwrap();
    /// assert_eq!((vague.min, vague.max), (Some(Number::from(24)), Some(Number::from(99))));
    /// let error = Quantity::parse("1,500", lookup).unwrap_err();
    /// assert_eq!(error.to_string(), "character 2: a number has no separators: write 1500, and 2.5 for a decimal");
    /// ```
    pub fn parse<N: Into<Number>>(
        text: &str,
        lookup: impl Fn(&str) -> Option<(Option<N>, Option<N>)>,
    ) -> Result<Quantity, QuantityError> {
        if text.starts_with(char::is_alphabetic) {
            return Quantity::phrase(text, lookup);
        }
        let mut cursor = Cursor::new(text);
        let quantity = cursor.quantity()?;
        cursor.finish()?;
        Ok(quantity)
    }

    /// Whether its numbers are per cent.
    pub fn is_percent(&self) -> bool {
        self.unit == Unit::Percent
    }

    /// The whole of `2 of 3`: 3.
    pub fn whole(&self) -> Option<u64> {
        match self.spelling {
            Spelling::Of(whole) => Some(whole),
            _ => None,
        }
    }

    /// Compares the values that two quantities allow, taken to count the same things.
    ///
    /// Per cent, fractions and parts of a whole compare as shares; a part also compares with a count,
    /// and with a part of the same whole. A count and a share are [`Relation::Unknown`].
    ///
    /// ```
    /// use factcheck::quantity::{Quantity, Relation};
    /// let compare = |a: &str, b: &str| a.parse::<Quantity>().unwrap().compare(&b.parse().unwrap());
    /// assert_eq!(compare("1300", ">1500"), Relation::Disjoint);
    /// assert_eq!(compare("2 of 3", ">50%"), Relation::Contained);
    /// assert_eq!(compare("3", "50%"), Relation::Unknown);
    /// ```
    pub fn compare(&self, other: &Quantity) -> Relation {
        match (self.extents(other), self.is_unbounded() || other.is_unbounded()) {
            (Some((own, others)), false) => own.compare(others),
            _ => Relation::Unknown,
        }
    }

    fn phrase<N: Into<Number>>(
        text: &str,
        lookup: impl Fn(&str) -> Option<(Option<N>, Option<N>)>,
    ) -> Result<Quantity, QuantityError> {
        let Some((min, max)) = lookup(text) else {
            return fail(0, "this is neither a number in digits nor a phrase of the lexicon");
        };
        let (min, max) = (min.map(Into::into), max.map(Into::into));
        if min.zip(max).is_some_and(|(min, max)| max < min) {
            return fail(0, "the lexicon gives this phrase a minimum above its maximum");
        }
        let spelling = Spelling::Phrase(text.into());
        Ok(Quantity { kind: Kind::Vague, unit: Unit::Count, min, max, strict: false, spelling })
    }

    fn is_unbounded(&self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// Both on a common scale, where there is one.
    fn extents(&self, other: &Quantity) -> Option<(Extent, Extent)> {
        let counts = self.unit == Unit::Count && other.unit == Unit::Count;
        match (self.whole(), other.whole()) {
            (Some(own), Some(others)) if own != others => None,
            _ if counts => Some((self.extent(1), other.extent(1))),
            _ => Some((self.share()?, other.share()?)),
        }
    }

    /// As a share of the whole, where that is known.
    fn share(&self) -> Option<Extent> {
        match (self.unit, self.whole()) {
            (Unit::Percent, _) => Some(self.extent(100)),
            (Unit::Fraction, _) => Some(self.extent(1)),
            (Unit::Count, Some(whole)) => Some(self.extent(whole)),
            (Unit::Count, None) => None,
        }
    }

    fn extent(&self, scale: u64) -> Extent {
        let value = |number: Number| Value::from(number).divided_by(scale);
        Extent { min: self.min.map(value), max: self.max.map(value), strict: self.strict }
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;
    /// Reads a number in digits; no phrase is known.
    fn from_str(text: &str) -> Result<Quantity, QuantityError> {
        Quantity::parse(text, |_| None::<(Option<Number>, Option<Number>)>)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = |number: Option<Number>| Amount { number: number.unwrap_or(Number::from(0)), unit: self.unit };
        match (self.kind, &self.spelling) {
            (_, Spelling::Phrase(phrase)) => f.write_str(phrase),
            (_, Spelling::Of(whole)) => write!(f, "{} of {whole}", amount(self.min)),
            (Kind::Range, _) => write!(f, "{}..{}", amount(self.min), amount(self.max)),
            (Kind::AtLeast, Spelling::Exclusive) => write!(f, ">{}", amount(self.written_bound(self.min))),
            (Kind::AtLeast, _) => write!(f, ">={}", amount(self.min)),
            (Kind::AtMost, Spelling::Exclusive) => write!(f, "<{}", amount(self.written_bound(self.max))),
            (Kind::AtMost, _) => write!(f, "<={}", amount(self.max)),
            _ => write!(f, "{}", amount(self.min)),
        }
    }
}

impl Quantity {
    /// The number behind `>` or `<`: beside the inclusive bound of whole counts, else the bound itself.
    fn written_bound(&self, bound: Option<Number>) -> Option<Number> {
        match bound.and_then(Number::whole) {
            Some(whole) if !self.strict && self.kind == Kind::AtLeast => Some(Number::from(whole.saturating_sub(1))),
            Some(whole) if !self.strict => Some(Number::from(whole.saturating_add(1))),
            _ => bound,
        }
    }
}

/// Why a text is no number that a cell may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuantityError {
    /// Byte at which reading stopped, from 0. Everything before it is ASCII.
    pub position: usize,
    /// What is wrong there, or what is expected: one lower-case line without a full stop.
    pub reason: &'static str,
}

/// `character 2: …`, counted from 1.
impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "character {}: {}", self.position.saturating_add(1), self.reason)
    }
}

impl std::error::Error for QuantityError {}

// ---------------------------------------------------------------------------------------------
// Comparing

/// A ratio whose denominator stays below 10^17 (fifteen digits, and a hundred for per cent), so that
/// the products of comparing fit.
#[derive(Debug, Clone, Copy)]
struct Value {
    numerator: u64,
    denominator: u128,
}

impl Value {
    fn divided_by(self, scale: u64) -> Value {
        Value { denominator: self.denominator.saturating_mul(u128::from(scale)), ..self }
    }

    /// Whole and rest first, then the rests crosswise, so that nothing overflows.
    fn cmp(&self, other: &Value) -> Ordering {
        let (own, others) = (u128::from(self.numerator), u128::from(other.numerator));
        let wholes = (own / self.denominator).cmp(&(others / other.denominator));
        let rests = (own % self.denominator).saturating_mul(other.denominator);
        wholes.then_with(|| rests.cmp(&(others % other.denominator).saturating_mul(self.denominator)))
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Value {
        Value { numerator: number.numerator, denominator: u128::from(number.denominator) }
    }
}

/// The values between two bounds; `strict` leaves out the bounds themselves.
#[derive(Debug, Clone, Copy)]
struct Extent {
    min: Option<Value>,
    max: Option<Value>,
    strict: bool,
}

impl Extent {
    fn compare(self, other: Extent) -> Relation {
        if self.is_below(other) || other.is_below(self) {
            return Relation::Disjoint;
        }
        match (self.is_within(other), other.is_within(self)) {
            (true, true) => Relation::Equal,
            (true, false) => Relation::Contained,
            (false, true) => Relation::Contains,
            (false, false) => Relation::Overlapping,
        }
    }

    fn is_below(self, other: Extent) -> bool {
        let (Some(max), Some(min)) = (self.max, other.min) else { return false };
        match max.cmp(&min) {
            Ordering::Less => true,
            Ordering::Equal => self.strict || other.strict,
            Ordering::Greater => false,
        }
    }

    fn is_within(self, other: Extent) -> bool {
        // At an equal bound the one that leaves it out is the narrower.
        let at_equal = self.strict || !other.strict;
        let holds = |own: Option<Value>, others: Option<Value>, wrong: Ordering| match (own, others) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(own), Some(others)) => match own.cmp(&others) {
                Ordering::Equal => at_equal,
                order => order != wrong,
            },
        };
        holds(self.min, other.min, Ordering::Less) && holds(self.max, other.max, Ordering::Greater)
    }
}

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

// ---------------------------------------------------------------------------------------------
// Reading and printing amounts

type Read<T> = Result<T, QuantityError>;

/// One number with its unit, as a cell writes it.
#[derive(Debug, Clone, Copy)]
struct Amount {
    number: Number,
    unit: Unit,
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::Count => self.number.fmt(f),
            Unit::Percent => write!(f, "{}%", self.number),
            Unit::Fraction => write!(f, "{}/{}", self.number.numerator, self.number.denominator),
        }
    }
}

/// What stands before an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparator {
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

fn fail<T>(position: usize, reason: &'static str) -> Read<T> {
    Err(QuantityError { position, reason })
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Cursor<'a> {
        Cursor { bytes: text.as_bytes(), at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, text: &[u8]) -> bool {
        let found = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(text));
        self.at += if found { text.len() } else { 0 };
        found
    }

    fn digit(&mut self) -> Option<u8> {
        let digit = self.peek().filter(u8::is_ascii_digit)? - b'0';
        self.at += 1;
        Some(digit)
    }

    fn quantity(&mut self) -> Read<Quantity> {
        if let Some(comparator) = self.comparator() {
            let at = self.at;
            return bounded(comparator, self.amount()?, at);
        }
        let first = self.amount()?;
        if self.eat(b"..") {
            return self.range(first);
        }
        let of_at = self.at;
        if self.eat(b" of ") {
            return self.part(first, of_at);
        }
        let kind = match first.unit {
            Unit::Count => Kind::Exact,
            Unit::Percent => Kind::Share,
            Unit::Fraction => Kind::Fraction,
        };
        Ok(plain(kind, first.unit, Some(first.number), Some(first.number)))
    }

    fn comparator(&mut self) -> Option<Comparator> {
        let known: [(&[u8], Comparator); 4] = [
            (b">=", Comparator::AtLeast),
            (b">", Comparator::MoreThan),
            (b"<=", Comparator::AtMost),
            (b"<", Comparator::LessThan),
        ];
        known.into_iter().find(|(sign, _)| self.eat(sign)).map(|(_, comparator)| comparator)
    }

    fn range(&mut self, first: Amount) -> Read<Quantity> {
        let at = self.at;
        let last = self.amount()?;
        if last.unit != first.unit {
            return fail(at, "both ends of a range have the same unit: `24%..99%`");
        }
        if last.number <= first.number {
            return fail(at, "a range runs from the smaller to the larger number");
        }
        Ok(plain(Kind::Range, first.unit, Some(first.number), Some(last.number)))
    }

    fn part(&mut self, part: Amount, of_at: usize) -> Read<Quantity> {
        let at = self.at;
        let whole = self.amount()?;
        let wholes = part.number.whole().zip(whole.number.whole());
        if part.unit != Unit::Count || whole.unit != Unit::Count || wholes.is_none() {
            return fail(of_at, "`of` stands between two whole numbers: `2 of 3`");
        }
        match wholes {
            Some((part, whole)) if part <= whole && whole > 0 => {
                let number = Some(Number::from(part));
                Ok(Quantity { spelling: Spelling::Of(whole), ..plain(Kind::PartOf, Unit::Count, number, number) })
            }
            _ => fail(at, "a part is not larger than its whole"),
        }
    }

    /// A decimal, a percentage or a fraction.
    fn amount(&mut self) -> Read<Amount> {
        let at = self.at;
        let number = self.decimal()?;
        if self.eat(b"%") {
            return Ok(Amount { number, unit: Unit::Percent });
        }
        match number.whole() {
            Some(numerator) if self.eat(b"/") => self.fraction(numerator, at),
            _ => Ok(Amount { number, unit: Unit::Count }),
        }
    }

    fn fraction(&mut self, numerator: u64, at: usize) -> Read<Amount> {
        let denominator = self.integer()?;
        if numerator == 0 || numerator >= denominator {
            return fail(at, "a fraction lies between 0 and 1; write other numbers as decimals");
        }
        match Number::fraction(numerator, denominator) {
            Some(number) if number.denominator == denominator => Ok(Amount { number, unit: Unit::Fraction }),
            _ => fail(at, "a fraction stands in lowest terms: write 1/2 for 2/4"),
        }
    }

    fn decimal(&mut self) -> Read<Number> {
        let at = self.at;
        let (mut numerator, mut denominator) = (self.integer()?, 1_u64);
        let is_decimal = self.peek() == Some(b'.') && self.bytes.get(self.at + 1) != Some(&b'.');
        if !is_decimal {
            return Ok(Number::from(numerator));
        }
        self.at += 1;
        let places_at = self.at;
        while let Some(digit) = self.digit() {
            numerator = numerator.saturating_mul(10).saturating_add(u64::from(digit));
            denominator = denominator.saturating_mul(10);
            if numerator > MOST || denominator > MOST {
                return fail(at, TOO_LONG);
            }
        }
        if self.at == places_at {
            return fail(places_at, "expected a digit after the point");
        }
        if numerator % 10 == 0 {
            return fail(
                self.at - 1,
                "a decimal does not end in zero: write 1.5 for 1.50, 2 for 2.0, and 1500 for 1.500",
            );
        }
        Number::fraction(numerator, denominator).map_or_else(|| fail(at, TOO_LONG), Ok)
    }

    fn integer(&mut self) -> Read<u64> {
        let at = self.at;
        let mut value: u64 = 0;
        while let Some(digit) = self.digit() {
            if value == 0 && self.at > at + 1 {
                return fail(at, "a number has no leading zeros");
            }
            value = value.saturating_mul(10).saturating_add(u64::from(digit));
            if value > MOST {
                return fail(at, TOO_LONG);
            }
        }
        if self.at == at { fail(at, self.no_number()) } else { Ok(value) }
    }

    /// Why what stands here is no number.
    fn no_number(&self) -> &'static str {
        match self.peek() {
            None => "a number is missing",
            Some(b'-' | b'+') => "a number has no sign; it is never negative",
            Some(b'~') => "a number has no `~`: the word that says \"about\" stands in `words`",
            Some(b'.') => "a decimal begins with a digit, as in 0.5; open ranges are written >= or <=",
            Some(byte) if byte.is_ascii_whitespace() => "a number has no white space around it or after a sign",
            _ => "expected a number in digits",
        }
    }

    fn finish(&self) -> Read<()> {
        let reason = match self.peek() {
            None => return Ok(()),
            Some(b',' | b'\'' | b'_') => "a number has no separators: write 1500, and 2.5 for a decimal",
            Some(b';') => "one number at a time: a list is parted before it is read",
            Some(b' ') => "a number has no white space, except around `of`",
            Some(b'%') => "`%` follows a whole number or a decimal directly",
            Some(b'-') => "a range is written with two points: 24..99",
            Some(b'/') => "a fraction has whole numbers above and below",
            _ => "nothing may follow a complete number",
        };
        fail(self.at, reason)
    }
}

const TOO_LONG: &str = "a number has fifteen digits at most";

fn plain(kind: Kind, unit: Unit, min: Option<Number>, max: Option<Number>) -> Quantity {
    Quantity { kind, unit, min, max, strict: false, spelling: Spelling::Plain }
}

/// A bound; of whole counts always inclusive, since nothing lies between 1500 and 1501 persons.
fn bounded(comparator: Comparator, amount: Amount, at: usize) -> Read<Quantity> {
    let Amount { number, unit } = amount;
    let whole = number.whole().filter(|_| unit == Unit::Count);
    let exclusive = matches!(comparator, Comparator::MoreThan | Comparator::LessThan);
    let spelling = if exclusive { Spelling::Exclusive } else { Spelling::Plain };
    let (min, max) = match (comparator, whole) {
        (Comparator::LessThan, _) if number == Number::from(0) => return fail(at, "nothing is less than 0"),
        (Comparator::MoreThan, Some(whole)) => (Some(Number::from(whole.saturating_add(1))), None),
        (Comparator::LessThan, Some(whole)) => (None, Some(Number::from(whole.saturating_sub(1)))),
        (Comparator::MoreThan | Comparator::AtLeast, _) => (Some(number), None),
        (Comparator::LessThan | Comparator::AtMost, _) => (None, Some(number)),
    };
    let kind = if min.is_some() { Kind::AtLeast } else { Kind::AtMost };
    Ok(Quantity { spelling, strict: exclusive && whole.is_none(), ..plain(kind, unit, min, max) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    fn lookup(phrase: &str) -> Option<(Option<u64>, Option<u64>)> {
        match phrase {
            "several dozen" => Some((Some(24), Some(99))),
            "hundreds" => Some((Some(200), None)),
            "few" => Some((None, Some(9))),
            "many" => Some((None, None)),
            "upside down" => Some((Some(2), Some(1))),
            _ => None,
        }
    }

    fn read(text: &str) -> Quantity {
        Quantity::parse(text, lookup).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    /// Text, kind, unit, smallest, largest, whether strict.
    const READ: &[(&str, &str, Unit, &str, &str, bool)] = &[
        ("0", "exact", Unit::Count, "0", "0", false),
        ("3", "exact", Unit::Count, "3", "3", false),
        ("1500", "exact", Unit::Count, "1500", "1500", false),
        ("999999999999999", "exact", Unit::Count, "999999999999999", "999999999999999", false),
        ("2.5", "exact", Unit::Count, "2.5", "2.5", false),
        ("0.05", "exact", Unit::Count, "0.05", "0.05", false),
        (">1500", "at-least", Unit::Count, "1501", "", false),
        (">0", "at-least", Unit::Count, "1", "", false),
        (">=2", "at-least", Unit::Count, "2", "", false),
        (">2.5", "at-least", Unit::Count, "2.5", "", true),
        (">=2.5", "at-least", Unit::Count, "2.5", "", false),
        ("<5", "at-most", Unit::Count, "", "4", false),
        ("<1", "at-most", Unit::Count, "", "0", false),
        ("<=5", "at-most", Unit::Count, "", "5", false),
        ("<=0", "at-most", Unit::Count, "", "0", false),
        ("<0.5", "at-most", Unit::Count, "", "0.5", true),
        (">999999999999999", "at-least", Unit::Count, "1000000000000000", "", false),
        ("24..99", "range", Unit::Count, "24", "99", false),
        ("1.5..2", "range", Unit::Count, "1.5", "2", false),
        ("0..1", "range", Unit::Count, "0", "1", false),
        ("50%", "share", Unit::Percent, "50", "50", false),
        ("2.5%", "share", Unit::Percent, "2.5", "2.5", false),
        ("150%", "share", Unit::Percent, "150", "150", false),
        (">50%", "at-least", Unit::Percent, "50", "", true),
        (">=50%", "at-least", Unit::Percent, "50", "", false),
        ("<50%", "at-most", Unit::Percent, "", "50", true),
        ("24%..99%", "range", Unit::Percent, "24", "99", false),
        ("1/3", "fraction", Unit::Fraction, "0.333333333333333", "0.333333333333333", false),
        ("1/2", "fraction", Unit::Fraction, "0.5", "0.5", false),
        (">1/3", "at-least", Unit::Fraction, "0.333333333333333", "", true),
        ("<=2/3", "at-most", Unit::Fraction, "", "0.666666666666666", false),
        ("1/3..1/2", "range", Unit::Fraction, "0.333333333333333", "0.5", false),
        ("2 of 3", "part-of", Unit::Count, "2", "2", false),
        ("2 of 4", "part-of", Unit::Count, "2", "2", false),
        ("0 of 5", "part-of", Unit::Count, "0", "0", false),
        ("5 of 5", "part-of", Unit::Count, "5", "5", false),
        ("several dozen", "vague", Unit::Count, "24", "99", false),
        ("hundreds", "vague", Unit::Count, "200", "", false),
        ("many", "vague", Unit::Count, "", "", false),
    ];

    #[test]
    fn numbers_are_read_bounded_and_printed() {
        let show = |bound: Option<Number>| bound.map_or(String::new(), |number| number.to_string());
        for (text, kind, unit, min, max, strict) in READ {
            let found = read(text);
            assert_eq!((found.to_string(), found.kind.as_str(), found.unit), (text.to_string(), *kind, *unit));
            assert_eq!(
                (show(found.min), show(found.max), found.strict),
                (min.to_string(), max.to_string(), *strict),
                "{text}"
            );
            assert_eq!(
                (found.is_percent(), found.whole().is_some()),
                (text.contains('%'), text.contains(" of ")),
                "{text}"
            );
        }
    }

    #[test]
    fn other_spellings_are_refused_at_their_place_with_a_reason() {
        let rows = [
            ("", 1, "missing"),
            (" 3", 1, "white space"),
            ("3 ", 2, "white space"),
            ("> 3", 2, "white space"),
            ("03", 1, "leading zeros"),
            ("00", 1, "leading zeros"),
            ("00.5", 1, "leading zeros"),
            (">007", 2, "leading zeros"),
            ("1,500", 2, "separators"),
            ("1 500", 2, "white space"),
            ("1'500", 2, "separators"),
            ("1_500", 2, "separators"),
            ("1.500", 5, "end in zero"),
            ("2.0", 3, "end in zero"),
            ("2.", 3, "digit after the point"),
            (".5", 1, "begins with a digit"),
            ("1.2.3", 4, "nothing may follow"),
            ("-5", 1, "no sign"),
            ("+5", 1, "no sign"),
            ("~200", 1, "`words`"),
            ("three", 1, "lexicon"),
            ("Several dozen", 1, "lexicon"),
            ("upside down", 1, "minimum above"),
            ("é", 1, "lexicon"),
            ("≥2", 1, "in digits"),
            ("=2", 1, "in digits"),
            (">", 2, "missing"),
            (">>2", 2, "in digits"),
            (">several dozen", 2, "in digits"),
            ("<0", 2, "less than 0"),
            ("<0%", 2, "less than 0"),
            ("24..", 5, "missing"),
            ("..99", 1, "begins with a digit"),
            ("24...99", 5, "begins with a digit"),
            ("24..24", 5, "smaller to the larger"),
            ("99..24", 5, "smaller to the larger"),
            ("24..99%", 5, "same unit"),
            ("24%..99", 6, "same unit"),
            ("1..2..3", 5, "nothing may follow"),
            ("24-99", 3, "two points"),
            ("24\u{2013}99", 3, "nothing may follow"),
            (">24..99", 4, "nothing may follow"),
            ("50 %", 3, "white space"),
            ("50%%", 4, "directly"),
            ("%", 1, "in digits"),
            ("1/3%", 4, "directly"),
            ("2/4", 1, "lowest terms"),
            ("3/2", 1, "between 0 and 1"),
            ("3/3", 1, "between 0 and 1"),
            ("0/3", 1, "between 0 and 1"),
            ("1/0", 1, "between 0 and 1"),
            ("1/", 3, "missing"),
            ("1/03", 3, "leading zeros"),
            ("1.5/3", 4, "whole numbers"),
            ("1/2/3", 4, "whole numbers"),
            ("2 of", 2, "white space"),
            ("2 of ", 6, "missing"),
            ("2of3", 2, "nothing may follow"),
            ("4 of 3", 6, "not larger"),
            ("0 of 0", 6, "not larger"),
            ("50% of 3", 4, "two whole"),
            ("2 of 3.5", 2, "two whole"),
            ("2 of 3%", 2, "two whole"),
            (">2 of 3", 3, "white space"),
            ("2 of 3 of 4", 7, "white space"),
            ("2; 1", 2, "one number"),
            ("1000000000000000", 1, "fifteen digits"),
            ("99999999999999999999999", 1, "fifteen digits"),
            ("0.0000000000000001", 1, "fifteen digits"),
            ("1e6", 2, "nothing may follow"),
            ("NaN", 1, "lexicon"),
        ];
        for (text, character, reason) in rows {
            let error = Quantity::parse(text, lookup).expect_err(text);
            assert_eq!(error.position + 1, character, "{text}: {error}");
            assert!(error.reason.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn quantities_compare_exactly() {
        use Relation::*;
        let rows = [
            ("3", "3", Equal),
            ("3", "4", Disjoint),
            ("2.5", "5", Disjoint),
            ("1300", ">1500", Disjoint),
            ("1500", ">1500", Disjoint),
            ("1501", ">1500", Contained),
            (">1500", ">=1501", Equal),
            (">1500", "1501..2000", Contains),
            (">1500", "hundreds", Contained),
            (">1500", "1000..2000", Overlapping),
            ("<5", "<=4", Equal),
            ("<5", ">=5", Disjoint),
            ("<5", ">3", Overlapping),
            ("24..99", "several dozen", Equal),
            ("24..99", "99..100", Overlapping),
            ("24..99", "100..200", Disjoint),
            ("3", "several dozen", Disjoint),
            ("few", "several dozen", Disjoint),
            ("many", "3", Unknown),
            ("50%", "1/2", Equal),
            (">50%", "1/2", Disjoint),
            (">50%", ">=50%", Contained),
            (">=50%", ">1/2", Contains),
            ("<50%", ">50%", Disjoint),
            ("<=50%", ">=50%", Overlapping),
            ("33%", "1/3", Disjoint),
            ("0.33333333333333", "1/3", Unknown),
            (">50%", ">1/2", Equal),
            ("51%", ">50%", Contained),
            ("3", "50%", Unknown),
            ("2 of 3", "2/3", Equal),
            ("2 of 3", ">50%", Contained),
            ("2 of 4", "50%", Equal),
            ("2 of 3", "2 of 3", Equal),
            ("2 of 3", "1 of 3", Disjoint),
            ("2 of 3", "2 of 4", Unknown),
            ("2 of 3", "2", Equal),
            ("2 of 3", ">=2", Contained),
            (">2.5", "3", Contains),
            (">2.5", "2.5", Disjoint),
            (">2.5", "<2.5", Disjoint),
            (">2.5", ">=2.5", Contained),
        ];
        for (a, b, relation) in rows {
            assert_eq!(read(a).compare(&read(b)), relation, "{a} and {b}");
            let reversed = match relation {
                Contained => Contains,
                Contains => Contained,
                other => other,
            };
            assert_eq!(read(b).compare(&read(a)), reversed, "{b} and {a}");
        }
    }

    #[test]
    fn large_numbers_neither_overflow_nor_lose_digits() {
        let number = |text: &str| text.parse::<Number>().unwrap();
        assert!(number("99999999999999.9") < number("100000000000000"));
        assert!(Number::from(u64::MAX) > Number::from(u64::MAX - 1));
        assert!(Number::fraction(u64::MAX, MOST).unwrap() > Number::fraction(u64::MAX - 2, MOST).unwrap());
        assert_eq!(Number::fraction(1, 0).or(Number::fraction(1, MOST + 1)), None);
        assert_eq!((Number::fraction(6, 4).unwrap().ratio(), Number::from(7).whole()), ((3, 2), Some(7)));
        let most = |_: &str| Some((Some(u64::MAX), None));
        assert_eq!(Quantity::parse("untold", most).unwrap().compare(&read(">=999999999999999")), Relation::Contained);
    }

    fn config() -> Config {
        Config { cases: 512, rng_seed: RngSeed::Fixed(0x9a17), failure_persistence: None, ..Config::default() }
    }

    fn cells() -> impl Strategy<Value = String> {
        let count = "(0|[1-9][0-9]{0,14}|0\\.[0-9]{0,4}[1-9]|[1-9][0-9]{0,6}\\.[0-9]{0,4}[1-9])";
        let share = "(0|[1-9][0-9]?)(\\.[0-9]?[1-9])?%";
        let sign = || prop::sample::select(vec!["", "", ">", ">=", "<", "<="]);
        prop_oneof![
            (sign(), count).prop_map(|(sign, number)| format!("{sign}{number}")),
            (sign(), share).prop_map(|(sign, number)| format!("{sign}{number}")),
            (sign(), "[1-9]/[1-9]").prop_map(|(sign, number)| format!("{sign}{number}")),
            (count, count).prop_map(|(a, b)| format!("{a}..{b}")),
            (share, share).prop_map(|(a, b)| format!("{a}..{b}")),
            ("[0-9]", "[1-9]").prop_map(|(a, b)| format!("{a} of {b}")),
            prop::sample::select(vec!["several dozen".to_owned(), "hundreds".to_owned(), "few".to_owned()]),
        ]
    }

    fn near_misses() -> impl Strategy<Value = String> {
        let pieces =
            ["0", "1", "15", "00", ".", "..", ">", "<", "=", "%", "/", " of ", " ", ",", "-", "several", "é", "~"];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..7).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn what_is_read_is_printed_as_it_was(text in prop_oneof![cells(), near_misses()]) {
            if let Ok(quantity) = Quantity::parse(&text, lookup) {
                prop_assert_eq!(quantity.to_string(), text);
                prop_assert!(quantity.min.zip(quantity.max).is_none_or(|(min, max)| min <= max));
                prop_assert_eq!(quantity.compare(&quantity), Relation::Equal);
            }
        }

        #[test]
        fn comparing_both_ways_agrees(a in cells(), b in cells()) {
            if let (Ok(a), Ok(b)) = (Quantity::parse(&a, lookup), Quantity::parse(&b, lookup)) {
                let reversed = match b.compare(&a) {
                    Relation::Contained => Relation::Contains,
                    Relation::Contains => Relation::Contained,
                    other => other,
                };
                prop_assert_eq!(a.compare(&b), reversed);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            if let Err(error) = Quantity::parse(&text, lookup) {
                prop_assert!(text.get(..error.position).is_some_and(str::is_ascii));
            }
        }

        #[test]
        fn numbers_print_as_json(a in 0..u64::MAX, b in 1..=MOST) {
            let number = Number::fraction(a, b).unwrap();
            let text = number.to_string();
            let close = (text.parse::<f64>().unwrap() - a as f64 / b as f64).abs() <= 1e-14 * (1.0 + a as f64 / b as f64);
            prop_assert!(close, "{} / {} = {}", a, b, text);
            prop_assert_eq!(number.whole().is_none(), text.contains('.') || a % b != 0);
        }
    }
}
