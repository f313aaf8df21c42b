//! Do the operators make the slips that they name, is each tried, and is what a run says of a mutant what
//! a plain check of the changed files says?

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::support::{Project, assert_snapshot, in_parallel, repository};
use factcheck::assurance;
use factcheck::corpus::{Corpus, Fetched, read_tables};
use factcheck::document::Document;
use factcheck::mutation::{self, Fate, Mutant, Options, Outcome, Stock, counting};

fn options() -> Options {
    Options { threads: std::thread::available_parallelism().map_or(1, usize::from), ..Options::default() }
}

fn note() -> Project {
    Project::read(&repository("."))
}

fn run(project: &Project, options: &Options) -> Outcome {
    mutation::run(&project.inputs(), &|path| project.fetch(path), options, &|_, _| {}).expect("facts in good order")
}

/// Every mutant of a project, untried.
fn mutants(project: &Project, options: &Options) -> Vec<Mutant> {
    let texts = texts(project);
    project.with_corpus(|corpus| {
        let sources = corpus.sources.iter().enumerate();
        let documents: Vec<Document> =
            sources.filter_map(|(index, entry)| Document::new(corpus, index, texts.get(entry.path)?)).collect();
        mutation::mutants(&Stock::new(corpus, &documents), options)
    })
}

fn texts(project: &Project) -> HashMap<String, String> {
    let paths = project.paths().filter(|path| path.starts_with("seeds/"));
    paths.map(|path| (path.to_owned(), project.text(path).to_owned())).collect()
}

/// `data/operators.csv` lists, for every operator, mutants that it makes of rows of the base (or of the
/// note, for what the base has no row for).
#[test]
fn every_operator_makes_its_slips() {
    let mut made: BTreeSet<[String; 5]> = BTreeSet::new();
    for project in [Project::base(), note()] {
        made.extend(
            mutants(&project, &Options::default()).into_iter().map(|mutant| {
                [mutant.operator.to_owned(), mutant.fact, mutant.column.to_owned(), mutant.from, mutant.to]
            }),
        );
    }
    let mut reader = csv::Reader::from_path(repository("tests/data/operators.csv")).expect("the table of slips");
    let listed: Vec<[String; 5]> = reader
        .records()
        .map(|record| record.expect("a record"))
        .map(|record| std::array::from_fn(|index| record[index].to_owned()))
        .collect();
    let missing: Vec<&[String; 5]> = listed.iter().filter(|slip| !made.contains(*slip)).collect();
    assert!(missing.is_empty(), "no operator makes these slips: {missing:#?}");
    let tested: BTreeSet<&str> = listed.iter().map(|[operator, ..]| operator.as_str()).collect();
    let roster: BTreeSet<&str> = mutation::all().map(|operator| operator.name).collect();
    assert_eq!(tested, roster, "operators of tests/data/operators.csv (left) and of the roster (right)");
    assert_eq!(roster.len(), mutation::all().count(), "two operators have one name");
    assert!(roster.len() >= 30);
}

/// A run shares between mutants what cannot have changed. A plain check of the changed files must find
/// the same.
#[test]
fn a_mutant_is_a_whole_check() {
    for (project, most) in [(Project::base(), 8), (note(), 2)] {
        let most = if cfg!(debug_assertions) { most } else { most * 40 };
        let options = Options { all: true, sample: Some(most), seed: 5, ..options() };
        let outcome = run(&project, &options);
        let differing: Vec<String> = in_parallel(&outcome.tried, |tried| {
            let expected = match &tried.fate {
                Fate::Killed(checks) => checks.iter().map(|check| (*check).to_owned()).collect(),
                _ => BTreeSet::new(),
            };
            // What a check of names finds may rest on names that nothing prints; a plain check does not tell.
            let of_names = |check: &String| {
                ["entities", "aliases"].contains(&tried.mutant.table) && counting::rests_on_names(check)
            };
            let without = |checks: BTreeSet<String>| -> BTreeSet<String> {
                checks.into_iter().filter(|check| !of_names(check)).collect()
            };
            let (found, expected) = (without(plainly(&project, &tried.mutant)), without(expected));
            (found != expected).then(|| format!("{}: plainly {found:?}, shared {expected:?}", tried.mutant.name()))
        })
        .into_iter()
        .flatten()
        .collect();
        assert!(differing.is_empty(), "{differing:#?}");
    }
}

/// The counting checks that find something in the changed files that they did not find before.
fn plainly(project: &Project, mutant: &Mutant) -> BTreeSet<String> {
    let inputs = project.inputs();
    let tables = read_tables(&inputs);
    let corpus = Corpus::new(&inputs, &tables).expect("facts in good order");
    let mut wrong = project.clone();
    for (index, text) in mutation::files(&corpus, mutant) {
        wrong.set(tables[index].file, text);
    }
    let asked: BTreeSet<&str> = counting::asked().iter().flatten().map(|check| check.name).collect();
    let found = |project: &Project| -> BTreeSet<(&'static str, Option<String>, String)> {
        project.check(|_, outcome, _| {
            let open = outcome.findings.iter().filter(|finding| finding.exception.is_none());
            let counting = open.filter(|finding| asked.contains(finding.check));
            counting.map(|finding| (finding.check, finding.fact.clone(), finding.message.clone())).collect()
        })
    };
    found(&wrong).difference(&found(project)).map(|(check, ..)| (*check).to_owned()).collect()
}

/// The fates of the mutants of an operator, by the names that [`Mutant::name`] gives them.
fn fates(project: &Project, operator: &str) -> BTreeMap<String, Fate> {
    let outcome = run(project, &Options { operator: Some(operator.to_owned()), ..options() });
    outcome.tried.into_iter().map(|tried| (tried.mutant.name(), tried.fate)).collect()
}

/// The fate of one of them.
fn fate(project: &Project, mutant: &str) -> Fate {
    let operator = mutant.split(' ').next().expect("an operator");
    let mut fates = fates(project, operator);
    fates.remove(mutant).unwrap_or_else(|| panic!("`{mutant}` is none of {:#?}", fates.keys()))
}

/// A fault that an exception covered is no new one where it is told at another row: of two styles of citation the
/// narrowest row tells, and without that the next.
#[test]
fn a_fault_that_only_moved_is_not_noticed() {
    let note = note();
    for row in ["reuters-cited", "eeas-cited"] {
        let options = Options { operator: Some("row-deleted".to_owned()), fact: Some(row.to_owned()), ..options() };
        let fates: Vec<Fate> = run(&note, &options).tried.into_iter().map(|tried| tried.fate).collect();
        assert_eq!(fates, [Fate::Survived], "{row}");
    }
}

/// Where no claim is left there is no run, and so no check that notices anything.
#[test]
fn a_run_that_cannot_begin_notices_nothing() {
    let mut project = Project::base();
    let claims = project.text("facts/claims.csv").lines().take(2).collect::<Vec<_>>().join("\n");
    project.set("facts/claims.csv", claims + "\n");
    let options = Options { operator: Some("row-deleted".to_owned()), table: Some("claims".to_owned()), ..options() };
    let outcome = run(&project, &options);
    let fates: Vec<&Fate> = outcome.tried.iter().map(|tried| &tried.fate).collect();
    assert_eq!(fates, [&Fate::Survived]);
}

/// The shared tables are not held against themselves: `second lock of Ostrel` is printed nowhere.
#[test]
fn names_that_nothing_prints_notice_nothing() {
    let mut project = Project::base();
    let described =
        project.text("facts/entities.csv").replace("second lock,ostrel,", "second lock of Ostrel,ostrel,ostrel");
    project.set("facts/entities.csv", described);
    assert_eq!(fate(&project, "of-changed second-lock of: `ostrel` -> nothing"), Fate::Survived);
    let printed = fate(&project, "of-changed quellmar-sluice of: `quellmar` -> nothing");
    assert!(matches!(printed, Fate::Killed(_)), "{printed:?}");
}

/// What the note has no row for is tried where there is one.
#[test]
fn spans_and_the_lexicon_are_tried() {
    let base = Project::base();
    let killed = |operator: &str| {
        let fates = fates(&base, operator);
        (fates.values().filter(|fate| matches!(fate, Fate::Killed(_))).count(), fates.len())
    };
    assert_eq!(killed("span-changed"), (3, 3));
    // Nothing says how many a vague phrase means but the lexicon itself.
    assert_eq!(killed("lexicon-changed"), (2, 3));
}

/// Equivalent is only what a rule proves. A size that the words say is not left out for nothing, an antecedent
/// is not any claim that names the thing, nor one that only holds the mention.
#[test]
fn equivalent_is_what_is_proved() {
    let base = Project::base();
    let left_out = fate(
        &base,
        "quote-shortened silt-slows-barges quote: `silt slows barges at Ostrel / 600 / 627` -> `silt slows barges at / 600 / 620`",
    );
    assert!(matches!(left_out, Fate::Killed(_)), "{left_out:?}");
    let article = fate(
        &base,
        "quote-shortened board-opposes quote: `The Lockhouse opposed the toll reform in 2012 / 629 / 674` -> `Lockhouse opposed the toll reform in 2012 / 633 / 674`",
    );
    assert_eq!(article, Fate::Equivalent("same resolved cells"));
    let circular = fate(&base, "antecedent-changed it-comprises antecedent: `board-founded` -> `two-towns`");
    assert!(!matches!(circular, Fate::Equivalent(_)), "{circular:?}");
    let later = fate(&base, "antecedent-changed belong-to-it antecedent: `board-towns` -> `ostrel-leaves`");
    assert!(!matches!(later, Fate::Equivalent(_)), "{later:?}");
    let near = fate(&base, "antecedent-changed it-comprises antecedent: `board-founded` -> `board-short`");
    assert_eq!(near, Fate::Equivalent("same resolved cells"));
}

/// An operator that finds nothing to change is listed with no rate; a run over one row lists none.
#[test]
fn operators_without_mutants_are_listed_as_such() {
    let note = note();
    let outcome = run(&note, &Options { operator: Some("lexicon-changed".to_owned()), ..options() });
    let text = factcheck::report::mutation::tallies(&outcome);
    let line = text.lines().find(|line| line.starts_with("lexicon-changed")).expect("its line");
    assert!(line.ends_with(" none"), "{line}");
    assert_eq!(text.matches('%').count(), 0, "{text}");
    let one = run(&note, &Options { fact: Some("title".to_owned()), ..options() });
    assert!(one.exhausted.is_empty());
    assert_eq!(factcheck::report::mutation::percent(0, 0), "—", "of nothing there is no share");
}

/// A run says the same on any number of threads, and a sample is drawn by its seed alone.
#[test]
fn a_run_is_reproducible() {
    let names = |options: &Options| -> Vec<(String, Fate)> {
        run(&Project::base(), options).tried.into_iter().map(|tried| (tried.mutant.name(), tried.fate)).collect()
    };
    let drawn = |seed, threads| names(&Options { sample: Some(30), seed, threads, ..Options::default() });
    assert_eq!(drawn(1, 1), drawn(1, 4));
    assert_ne!(drawn(1, 2), drawn(2, 2));
}

/// A sample of the note: what survives in it is what the reviewed page lists.
#[test]
fn a_sample_of_the_note_is_noticed() {
    let outcome = run(&note(), &Options { sample: Some(200), ..options() });
    assert_eq!(outcome.total().mutants, 200);
    let page = std::fs::read_to_string(repository("snapshots/assurance.snap")).unwrap_or_default();
    let listed: BTreeSet<&str> = page.lines().map(str::trim).collect();
    let new: Vec<String> = outcome
        .survivors()
        .map(factcheck::report::mutation::survivor)
        .filter(|survivor| !listed.contains(survivor.as_str()))
        .collect();
    assert!(new.is_empty(), "nothing notices these, and the page does not list them: {new:#?}");
    assert_eq!(outcome.complaints, Vec::<String>::new());
}

/// All mutants of the note, and the page about them. It takes an optimised build: `cargo test --release
/// --test facts mutation::`, with `INSTA_UPDATE=always` to accept.
#[test]
#[cfg_attr(debug_assertions, ignore = "too slow in an unoptimised build")]
fn the_page_is_as_reviewed() {
    let project = note();
    let mutated = run(&project, &options());
    let texts = texts(&project);
    let page = project.check(|corpus, checked, _| {
        let sources = corpus.sources.iter().enumerate();
        let documents: Vec<Document> =
            sources.filter_map(|(index, entry)| Document::new(corpus, index, texts.get(entry.path)?)).collect();
        assurance::page(corpus, &documents, checked, &mutated)
    });
    assert_snapshot("assurance", &page);
}

/// A rule that covers what is noticed is wrong, and so is one that covers nothing.
#[test]
fn a_rule_of_undecided_must_cover_survivors_only() {
    let mut project = Project::base();
    project.set(
        "facts/undecided.csv",
        "id,operator,on,reason\n\
         of-a-predicate,offset-by-word,opens,a rule that covers what is noticed\n\
         of-nothing,cue-dropped,opens,a rule that covers nothing\n",
    );
    let complaints = |operator: &str| -> Vec<String> {
        run(&project, &Options { operator: Some(operator.to_owned()), ..options() }).complaints
    };
    let [noticed] = &complaints("offset-by-word")[..] else { panic!("one complaint") };
    assert!(noticed.contains("`of-a-predicate` covers a mutant that is noticed"), "{noticed}");
    let [nothing] = &complaints("cue-dropped")[..] else { panic!("one complaint") };
    assert!(nothing.contains("`of-nothing` covers nothing"), "{nothing}");
}

#[test]
fn mutants_are_all_different_and_change_something() {
    let project = Project::base();
    let made = mutants(&project, &Options::default());
    let names: BTreeMap<String, usize> = made.iter().fold(BTreeMap::new(), |mut names, mutant| {
        *names.entry(mutant.name()).or_default() += 1;
        names
    });
    assert!(names.values().all(|count| *count == 1), "two mutants have one name");
    assert!(matches!(project.fetch("seeds/note.txt"), Fetched::Found(_)));
}
