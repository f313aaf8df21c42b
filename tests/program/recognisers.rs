//! Do the recognisers read general English, look-alikes included, without panics and in linear time?

use factcheck::edtf::{Duration, Edtf};
use factcheck::evidence::{Class, Cue, Evidence, Names, Role, Value, clauses, scan};
use factcheck::language::Language;
use factcheck::quantity::Quantity;
use factcheck::source::Span;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::support::{Project, repository};

const PHRASES: &str = include_str!("../data/phrases.csv");

const ALIASES: &[&str] = &[
    "Norway",
    "northern Norway",
    "Oslo",
    "Niger",
    "Nigeria",
    "Sahara",
    "Sahel",
    "Sahel-Sahara",
    "Baltic",
    "Estonia",
    "Latvia",
    "Kenya",
    "Kenyan",
    "Lake Victoria",
    "Victoria",
    "European Union",
    "EU",
    "Black Sea",
    "Peru",
    "Peruvian",
    "the long drought",
    "Group of Seven",
    "Iceland",
];

fn english() -> Language {
    Language::of("en").unwrap_or_default()
}

fn names() -> Names {
    Names::new(ALIASES.iter().zip(0..).map(|(alias, number)| (*alias, number)))
}

/// The cells of a line of the table.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => cells.last_mut().expect("a cell").push(c),
        }
    }
    cells
}

/// Everything of a class that the evidence says of a text, as pairs of words and value.
fn said(text: &str, class: &str, language: &Language, names: &Names) -> Vec<(String, String)> {
    let evidence = scan(text, language, names);
    let words = |span: Span| text.get(span.start..span.end).unwrap_or("").to_owned();
    match class {
        "citation" => {
            evidence.citations.iter().map(|c| (words(c.span), format!("{} {}", words(c.authors), c.year))).collect()
        }
        "noise" => evidence.noise.iter().map(|span| (words(*span), String::new())).collect(),
        "article" => evidence.articles.iter().map(|a| (words(a.span), words(a.counted))).collect(),
        "clause" => {
            let all = clauses(text, Span::new(0, text.len()), language);
            all.into_iter().map(|span| (words(span), String::new())).collect()
        }
        "counted" => {
            evidence.of(Class::Number).filter_map(|cue| Some((words(cue.span), words(counted(cue)?)))).collect()
        }
        "governs" => {
            evidence.of(Class::Negator).filter_map(|cue| Some((words(cue.span), words(governed(cue)?)))).collect()
        }
        "proper" => evidence.of(Class::Date).filter_map(|cue| Some((words(cue.span), words(proper(cue)?)))).collect(),
        _ => {
            let class = Class::parse(class).unwrap_or_else(|| panic!("no class `{class}`"));
            evidence.of(class).map(|cue| (words(cue.span), cue.describe(text, language, names))).collect()
        }
    }
}

fn counted(cue: &Cue) -> Option<Span> {
    match cue.value {
        Value::Number { counted, .. } => counted,
        _ => None,
    }
}

fn governed(cue: &Cue) -> Option<Span> {
    match cue.value {
        Value::Negator { scope, .. } => Some(scope),
        _ => None,
    }
}

fn proper(cue: &Cue) -> Option<Span> {
    match cue.value {
        Value::Date { proper, .. } | Value::Duration { proper, .. } => Some(proper),
        _ => None,
    }
}

/// Each row `text,class,span_text,value,note`: the text says the value at these words; with no
/// words, it says nothing of the class. Besides cue classes: citation, noise, article, clause (its
/// words), counted (the noun of a number), governs (the scope of a negator), proper (of a date).
#[test]
fn phrases_say_what_the_table_says() {
    let rows = phrases();
    assert!(rows.len() >= 220, "{} rows", rows.len());
    let wrong = misread(&rows, &english());
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// The lists that ship with the program do the work; a repository's own lexicon only adds to them.
#[test]
fn phrases_are_read_without_the_lexicon_of_the_repository_too() {
    let rows = phrases();
    let mut project = Project::read(&repository("."));
    for lexicon in
        [project.text("facts/vocabulary/lexicon.csv").to_owned(), "phrase,class,value,min,max,reason\n".to_owned()]
    {
        project.set("facts/vocabulary/lexicon.csv", lexicon);
        let language = project.with_corpus(|corpus| {
            let entry = corpus.sources.first().expect("a source");
            corpus.language(entry).expect("its language").clone()
        });
        let wrong = misread(&rows, &language);
        assert!(wrong.len() * 20 <= rows.len(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    }
}

fn phrases() -> Vec<Vec<String>> {
    PHRASES.lines().skip(1).map(cells).collect()
}

/// The rows of the table that the lists of a language read otherwise.
fn misread(rows: &[Vec<String>], language: &Language) -> Vec<String> {
    let names = names();
    let mut wrong = Vec::new();
    for row in rows {
        let [text, class, words, value, _] = row.as_slice() else { panic!("not five cells: {row:?}") };
        let said = said(text, class, language, &names);
        let right = if words.is_empty() { said.is_empty() } else { said.contains(&(words.clone(), value.clone())) };
        if !right {
            wrong.push(format!("{text} | {class}: expected {words:?} = {value:?}, said {said:?}"));
        }
    }
    wrong
}

#[test]
fn every_class_and_role_is_in_the_table() {
    let rows: Vec<Vec<String>> = PHRASES.lines().skip(1).map(cells).collect();
    for class in Class::ALL {
        let said =
            |silent: bool| rows.iter().filter(|row| row[1] == class.as_str() && row[2].is_empty() == silent).count();
        assert!(said(false) >= 4, "{class}: {} rows", said(false));
    }
    for role in ["within", "throughout", "from", "until", "by", "before", "after"] {
        assert!(Role::parse(role).is_some());
        assert!(rows.iter().any(|row| row[1] == "date" && row[3].starts_with(role)), "{role}");
    }
}

/// A cell that a cue says, and the same read and printed by the room that knows what it means.
fn reread(cue: &Cue) -> Option<(&str, Option<String>)> {
    match &cue.value {
        Value::Date { edtf, .. } => Some((edtf, edtf.parse::<Edtf>().map(|date| date.to_string()).ok())),
        Value::Duration { iso, .. } => Some((iso, iso.parse::<Duration>().map(|span| span.to_string()).ok())),
        Value::Number { cell, entry: None, .. } => Some((cell, cell.parse::<Quantity>().map(|n| n.to_string()).ok())),
        _ => None,
    }
}

#[test]
fn every_value_is_what_a_cell_may_hold() {
    let (language, names) = (english(), names());
    for row in PHRASES.lines().skip(1).map(cells) {
        for cue in scan(&row[0], &language, &names).cues {
            if let Some((cell, again)) = reread(&cue) {
                assert_eq!(again.as_deref(), Some(cell), "{row:?}");
            }
        }
    }
}

#[test]
fn a_passage_says_the_same_alone_and_in_a_reused_reader() {
    let (language, names) = (english(), names());
    let mut reader = Evidence::default();
    for row in PHRASES.lines().skip(1).map(cells) {
        reader.read(&row[0], &[], &language, &names);
        assert_eq!(reader.cues, scan(&row[0], &language, &names).cues);
    }
}

#[test]
fn given_sentences_say_which_capitals_only_begin_one() {
    let (language, names) = (english(), names());
    let text = "The river Flooding is common there";
    let sentences = [Span::new(0, 9), Span::new(10, text.len())];
    let mut reader = Evidence::default();
    reader.read(text, &sentences, &language, &names);
    assert_eq!(reader.of(Class::Name).count(), 0);
    assert_eq!(scan(text, &language, &names).of(Class::Name).count(), 1);
}

#[test]
fn a_longer_text_costs_in_proportion() {
    let (language, names) = (english(), names());
    let page: String = PHRASES.lines().skip(1).map(|line| cells(line).swap_remove(0) + ". ").collect();
    let steps = |copies: usize| scan(&page.repeat(copies), &language, &names).steps;
    assert!(steps(16) <= 17 * steps(1), "{} against {}", steps(16), steps(1));
}

/// Pieces that keep recognisers looking: openings without ends, chains, near misses.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "1",
    "2012",
    "-",
    "–",
    "—",
    ",",
    ".",
    ";",
    ":",
    "/",
    "and",
    "or",
    "of",
    "the",
    "a",
    "in",
    "one",
    "two",
    "hundred",
    "not",
    "neither",
    "nor",
    "between",
    "from",
    "to",
    "until",
    "around",
    "first",
    "half",
    "third",
    "early",
    "mid-",
    "century",
    "years",
    "ago",
    "if",
    "may",
    "May",
    "March",
    "AB",
    "ABC",
    "Norway",
    "Sahel",
    "O",
    "d'",
    "'s",
    "’",
    "%",
    "$",
    "over",
    "at least",
    "such",
    "@",
    "http://",
    "10.1/",
    "vol.",
    "p.",
    "et",
    "al",
    "&",
    "é",
    "\u{a0}",
    "𝒳",
    "\u{301}",
    "1,500",
    "2(2)",
    "2.5",
    "1990s",
    "20th",
    "said",
    "that",
    "1-1",
    "9/9",
    "several dozen",
    "were",
    "…",
    "²",
    "\n",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => proptest::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,3}"];
    let glue = proptest::sample::select(&["", " "][..]);
    proptest::collection::vec((piece, glue), 0..60)
        .prop_map(|all| all.iter().flat_map(|(a, b)| [a.as_str(), b]).collect())
}

/// Seeded alike in every run, unless `PROPTEST_CASES` asks for another number of cases.
fn runner(cases: u32) -> TestRunner {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let config = Config { cases: wanted.unwrap_or(cases), failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

#[test]
fn no_text_makes_them_panic_and_cues_keep_their_order() {
    let (language, names) = (english(), names());
    let check = |text: String| {
        let evidence = scan(&text, &language, &names);
        for pair in evidence.cues.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{pair:?} in {text:?}");
        }
        for cue in &evidence.cues {
            let words = text.get(cue.span.start..cue.span.end);
            prop_assert!(words.is_some_and(|words| !words.is_empty()), "{cue:?} in {text:?}");
            cue.describe(&text, &language, &names);
            if let Some((cell, again)) = reread(cue) {
                prop_assert!(again.as_deref() == Some(cell), "{cell} is read as {again:?} in {text:?}");
            }
        }
        for span in clauses(&text, Span::new(0, text.len()), &language) {
            prop_assert!(text.get(span.start..span.end).is_some());
        }
        Ok(())
    };
    runner(400).run(&texts(), check).expect("no counterexample");
}

#[test]
fn any_repeated_text_costs_in_proportion() {
    let (language, names) = (english(), names());
    let steps = |text: &str| scan(text, &language, &names).steps;
    let check = |text: String| {
        let (few, many) = (steps(&text.repeat(40)), steps(&text.repeat(160)));
        prop_assert!(many <= 5 * few + 1000, "{few} steps, then {many}: {text:?}");
        Ok(())
    };
    runner(60).run(&texts(), check).expect("no counterexample");
    for piece in PIECES {
        let (few, many) = (steps(&format!("{piece} ").repeat(500)), steps(&format!("{piece} ").repeat(2000)));
        assert!(many <= 5 * few + 1000, "{few} steps, then {many}: {piece:?}");
    }
}
