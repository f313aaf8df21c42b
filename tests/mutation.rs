//! Do the operators make the slips that they name, is each tried, and is what a run says of a mutant what
//! a plain check of the changed files says?

mod support;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use factcheck::assurance;
use factcheck::corpus::{Corpus, Fetched, read_tables};
use factcheck::document::Document;
use factcheck::mutation::{self, Fate, Mutant, Options, Outcome, Stock, counting};
use support::{Project, assert_snapshot, in_parallel, repository};

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
    for (project, most) in [(Project::base(), 16), (note(), 8)] {
        let most = if cfg!(debug_assertions) { most } else { most * 12 };
        let options = Options { all: true, sample: Some(most), seed: 5, ..options() };
        let outcome = run(&project, &options);
        let differing: Vec<String> = in_parallel(&outcome.tried, |tried| {
            let expected = match &tried.fate {
                Fate::Killed(checks) => checks.iter().map(|check| (*check).to_owned()).collect(),
                _ => BTreeSet::new(),
            };
            let found = plainly(&project, &tried.mutant);
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
/// --test mutation`, with `INSTA_UPDATE=always` to accept.
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
