//! Which known name did the user probably mean?

/// A name longer than this (in characters) is no slip of anything: its distance is not worth its price.
const MAX_LENGTH: usize = 200;

/// The known name nearest to `wrong` by edit distance, if it is near enough to be a slip: at most a
/// third of its characters differ. Of several equally near the first in alphabetical order.
///
/// ```
/// use factcheck::nearest::nearest;
/// assert_eq!(nearest("mauritnia", ["mali", "mauritania"]), Some("mauritania"));
/// assert_eq!(nearest("chad", ["mali", "mauritania"]), None);
/// ```
pub fn nearest<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wanted: Vec<char> = wrong.chars().take(MAX_LENGTH + 1).collect();
    if wanted.len() > MAX_LENGTH {
        return None;
    }
    let limit = (wanted.len() / 3).max(1);
    known
        .into_iter()
        .filter(|name| name.len() <= 4 * MAX_LENGTH && name.chars().count().abs_diff(wanted.len()) <= limit)
        .filter_map(|name| Some((distance(&wanted, name, limit)?, name)))
        .min()
        .map(|(_, name)| name)
}

/// Whether one text can be a misprint of the other: at most half of its characters differ, or one holds the
/// other. Longer texts than any misprint pass.
///
/// ```
/// use factcheck::nearest::is_mostly_alike;
/// assert!(is_mostly_alike("aresult", "a result") && is_mostly_alike("teh", "the"));
/// assert!(!is_mostly_alike("aresult", "attack"));
/// ```
pub fn is_mostly_alike(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let letters: Vec<char> = a.chars().collect();
    let longer = letters.len().max(b.chars().count());
    longer > MAX_LENGTH || a.contains(&b) || b.contains(&a) || distance(&letters, &b, longer.div_ceil(2)).is_some()
}

/// Levenshtein distance, given up (`None`) once it must exceed `limit`.
fn distance(wanted: &[char], name: &str, limit: usize) -> Option<usize> {
    let mut row: Vec<usize> = (0..=wanted.len()).collect();
    for (i, c) in name.chars().enumerate() {
        let mut diagonal = std::mem::replace(row.first_mut()?, i + 1);
        let mut left = i + 1;
        for (cell, wanted) in row.iter_mut().skip(1).zip(wanted) {
            let next = (diagonal + usize::from(*wanted != c)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, next);
            left = next;
        }
        if row.iter().min()? > &limit {
            return None;
        }
    }
    row.last().copied().filter(|distance| *distance <= limit)
}

/// Whether two words differ by one letter put in, left out or changed, and not by their last one: there
/// words are inflected.
///
/// ```
/// use factcheck::nearest::is_one_edit_apart;
/// assert!(is_one_edit_apart("Quelmar", "Quellmar"));
/// assert!(!is_one_edit_apart("port", "ports"));
/// ```
pub fn is_one_edit_apart(a: &str, b: &str) -> bool {
    let letters = |word: &str| word.chars().flat_map(char::to_lowercase).collect::<Vec<char>>();
    let (a, b) = (letters(a), letters(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same_before = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let same_behind = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    let edited = short.len().saturating_sub(same_before + same_behind);
    let inside = same_behind > 0 && same_before < short.len();
    let changed = short.len() == long.len() && edited == 1;
    let put_in = short.len() + 1 == long.len() && edited == 0;
    // Short words are apart by one letter too often.
    short.len() >= 4 && inside && (changed || put_in)
}
