//! What is a pattern made of: words and sides.

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element<'p> {
    /// One word, in one of these forms.
    Word(Vec<&'p str>),
    /// The side with this number: 0 subject, 1 object, 2 third party, 3 place.
    Side(usize),
    /// Any run, of no words too.
    Gap,
}

/// The elements of a pattern, in order.
///
/// ```
/// use factcheck::vocabulary::pattern::{Element, elements};
/// let read: Vec<Element> = elements("S is/was … O").collect();
/// assert_eq!(read, [Element::Side(0), Element::Word(vec!["is", "was"]), Element::Gap, Element::Side(1)]);
/// ```
pub fn elements(pattern: &str) -> impl Iterator<Item = Element<'_>> {
    pattern.split(' ').filter(|part| !part.is_empty()).flat_map(|part| match part {
        "S" => vec![Element::Side(0)],
        "O" => vec![Element::Side(1)],
        "X" => vec![Element::Side(2)],
        "P" => vec![Element::Side(3)],
        "…" | "..." => vec![Element::Gap],
        // A hyphenated word is two words of the text: "cross-border".
        _ => part
            .split('-')
            .filter(|word| !word.is_empty())
            .map(|word| Element::Word(word.split('/').collect()))
            .collect(),
    })
}

/// The sides that a pattern names, in order.
pub fn sides(pattern: &str) -> impl Iterator<Item = usize> + '_ {
    elements(pattern).filter_map(|element| if let Element::Side(side) = element { Some(side) } else { None })
}

/// One run of words of a pattern, each word in its forms.
pub type Run<'p> = Vec<Vec<&'p str>>;

/// The words of a pattern that stand together, run by run.
///
/// ```
/// use factcheck::vocabulary::pattern::runs;
/// assert_eq!(runs("S is/was led by … O to P"), [vec![vec!["is", "was"], vec!["led"], vec!["by"]], vec![vec!["to"]]]);
/// ```
pub fn runs(pattern: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = vec![Vec::new()];
    for element in elements(pattern) {
        match (element, runs.last_mut()) {
            (Element::Word(forms), Some(run)) => run.push(forms),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The word of the first run by which a pattern is looked up: its longest, in small letters, form by form.
pub(super) fn keys(pattern: &str) -> Vec<String> {
    let runs = runs(pattern);
    let longest = |forms: &&Vec<&str>| forms.iter().map(|form| form.len()).max();
    let word = runs.first().and_then(|run| run.iter().max_by_key(longest));
    word.into_iter().flatten().map(|form| form.to_lowercase()).collect()
}
