//! Which words, numbers and marks does a text consist of, and which listed words are they?

/// What a token is by its characters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters and digits, apostrophes between letters; "1990s" and "20th" too.
    Word,
    /// Digits with their separators.
    Number,
    /// A hyphen.
    Hyphen,
    /// A long dash.
    Dash,
    /// A full stop.
    Period,
    /// `?`, `!` or an ellipsis.
    Stop,
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation mark or a lone apostrophe.
    Quote,
    /// A raised digit, as of a footnote.
    Raised,
    /// A sign of a currency.
    Currency,
    /// Anything else.
    Other,
}

/// One token: `start..end` in bytes of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    /// Begins with a capital.
    pub(crate) capital: bool,
    /// Two capitals or more and nothing else but digits and a plural s.
    pub(crate) caps: bool,
    /// Begins with a digit.
    pub(crate) digit: bool,
    /// White space stands before it.
    pub(crate) space: bool,
    /// Hash of its characters without regard to case.
    pub(crate) hash: u64,
    /// Its number among the listed words, `u32::MAX` for none.
    pub(crate) word: u32,
    /// Already read as part of something else.
    pub(crate) covered: bool,
}

/// Fills `out` with the tokens of `text`, in order. A possessive `'s` is a token of its own.
pub(crate) fn tokenise(text: &str, out: &mut Vec<Token>) {
    out.clear();
    let mut at = 0;
    while let Some(token) = next_token(text, at) {
        at = token.end;
        out.push(token);
    }
}

/// The first token of a text.
pub(crate) fn first_token(text: &str) -> Option<Token> {
    next_token(text, 0)
}

fn next_token(text: &str, from: usize) -> Option<Token> {
    let mut at = from;
    loop {
        let c = first_char(text, at)?;
        if !c.is_whitespace() {
            let (end, kind) = token_end(text, at, c);
            return Some(token(text, at, end, kind, at > from));
        }
        at += c.len_utf8();
    }
}

fn first_char(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        Some(_) => text.get(at..).and_then(|rest| rest.chars().next()),
        None => None,
    }
}

fn token_end(text: &str, at: usize, c: char) -> (usize, Kind) {
    if c.is_ascii_digit() {
        let digits = number_end(text, at);
        let word = word_end(text, digits);
        return if word > digits { (word, Kind::Word) } else { (digits, Kind::Number) };
    }
    if is_letter(c) {
        return (word_end(text, at), Kind::Word);
    }
    if is_apostrophe(c) && is_possessive(text, at) {
        return (at + c.len_utf8() + 1, Kind::Word);
    }
    (at + c.len_utf8(), mark(c))
}

/// Where the digits and the separators between them end: "1,500", "2.5", but of "2,5" only "2".
fn number_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let run = bytes.get(from..).unwrap_or(&[]).iter();
        from + run.take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut end = digits(at);
    loop {
        let next = digits(end + 1);
        let separated = match bytes.get(end) {
            Some(b',') => next == end + 4 && !bytes.get(at..end).unwrap_or(&[]).contains(&b'.'),
            Some(b'.') => next > end + 1,
            _ => false,
        };
        if !separated {
            return end;
        }
        end = next;
    }
}

fn word_end(text: &str, mut at: usize) -> usize {
    while let Some(c) = first_char(text, at) {
        let width = c.len_utf8();
        let joins = is_apostrophe(c)
            && first_char(text, at + width).is_some_and(char::is_alphabetic)
            && !is_possessive(text, at);
        if !is_letter(c) && !joins {
            break;
        }
        at += width;
    }
    at
}

/// Whether an apostrophe at `at` and an s make a possessive: no letter follows.
fn is_possessive(text: &str, at: usize) -> bool {
    let mut rest = text.get(at..).unwrap_or("").chars();
    rest.next().is_some_and(is_apostrophe) && rest.next() == Some('s') && !rest.next().is_some_and(is_letter)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !c.is_ascii() && (c.is_alphanumeric() && !is_raised(c) || ('\u{300}'..='\u{36F}').contains(&c))
}

fn is_raised(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn mark(c: char) -> Kind {
    match c {
        '-' | '\u{2010}' | '\u{2011}' => Kind::Hyphen,
        '\u{2012}'..='\u{2015}' => Kind::Dash,
        '.' => Kind::Period,
        '?' | '!' | '…' => Kind::Stop,
        ',' => Kind::Comma,
        ';' => Kind::Semicolon,
        ':' => Kind::Colon,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '"' | '\'' | '“' | '”' | '‘' | '’' | '„' | '«' | '»' => Kind::Quote,
        '$' | '€' | '£' | '¥' | '₦' | '₹' => Kind::Currency,
        c if is_raised(c) => Kind::Raised,
        _ => Kind::Other,
    }
}

fn token(text: &str, start: usize, end: usize, kind: Kind, space: bool) -> Token {
    let word = text.get(start..end).unwrap_or("");
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let (caps, hash) = (capital && is_caps(word), hash(word));
    let digit = word.as_bytes().first().is_some_and(u8::is_ascii_digit);
    Token { start, end, kind, capital, caps, digit, space, hash, word: u32::MAX, covered: false }
}

fn is_caps(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let stem = if capitals >= 2 { word.strip_suffix('s').unwrap_or(word) } else { word };
    capitals >= 2 && stem.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// A hash of the folded characters (FxHash's step; no input can do worse than collide).
fn hash(word: &str) -> u64 {
    const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
    let step = |hash: u64, value: u64| (hash.rotate_left(5) ^ value).wrapping_mul(FACTOR);
    let mut hash = 0;
    for c in word.chars() {
        fold(c, |value| hash = step(hash, u64::from(value)));
    }
    hash
}

/// A character without regard to case; all apostrophes are one, and all hyphens.
fn fold(c: char, mut take: impl FnMut(u32)) {
    match c {
        _ if c.is_ascii() => take(u32::from(c.to_ascii_lowercase())),
        '’' => take(u32::from('\'')),
        '\u{2010}' | '\u{2011}' => take(u32::from('-')),
        _ => c.to_lowercase().for_each(|lower| take(u32::from(lower))),
    }
}

/// Whether two words are one without regard to case.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a == b || folded(a).eq(folded(b))
}

fn folded(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().map(|c| if c == '’' { '\'' } else { c }).map(hyphen).flat_map(char::to_lowercase)
}

fn hyphen(c: char) -> char {
    if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c }
}
