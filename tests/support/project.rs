//! A small project of its own, on disk or in memory, that tests break in one place at a time.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use factcheck::checks::{self, Outcome};
use factcheck::corpus::{Corpus, Error, Fetched, Input, read_tables};
use factcheck::digest::sha256_hex;
use factcheck::document::Document;
use factcheck::report::{json, text};
use factcheck::source::{Layout, LayoutKind, Reading, Span};
use factcheck::{datasets, disk, edit, export};
use tempfile::TempDir;

/// The folder of this crate.
pub(crate) const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// Where the source of the small project lies.
pub(crate) const SOURCE: &str = "seeds/orla.txt";

/// The text of the small project's source: a heading, a curly apostrophe, an astral character, a
/// running header inside a word that is broken at a page's end, a table line without a sentence.
pub(crate) const TEXT: &str = "The ports of Lake Orla\n\n\
Alda, Bram and Cleve are ports on Lake Orla. The Orla League was\n\
founded in Bram in 1998. It runs more than 30 crossings.\n\n\
Storms probably damaged the jetty of Bram in 2007, and the league re-\n\n\
PAGE TWO\n\n\
built it. Cleve joined the league in late 2004 \u{1F6A2}. Bram’s tide clock is\n\
older than the league (Alda Almanac 2010).\n\n\
Alda Almanac 2010 Tide clocks\n";

const HEADERS: &[(&str, &str)] = &[
    ("facts/sources.csv", "id,path,sha256,title,published,language,licence,format"),
    ("facts/entities.csv", "id,type,name,part_of,of"),
    ("facts/aliases.csv", "alias,entity,kind"),
    ("facts/predicates.csv", "name,kind,domain,range,other,patterns,inverse,excludes,implies,flags"),
    ("facts/works.csv", "id,author,year,title,printed"),
    ("facts/lexicon.csv", "phrase,class,value,min,max,reason"),
    ("facts/constraints.csv", "id,relation,left,right,fact,reason"),
    ("facts/exceptions.csv", "id,check,fact,reason"),
    ("facts/undecided.csv", "id,operator,on,reason"),
    (
        "facts/orla/claims.csv",
        "id,source,start,end,quote,subject,predicate,object,other,place,number,role,when,span,polarity,certainty,mood,\
         words,holder,cites,if,restates",
    ),
    ("facts/orla/mentions.csv", "id,source,start,end,quote,refers,antecedent"),
    ("facts/orla/layout.csv", "id,source,start,end,quote,kind,intended"),
    ("facts/orla/silence.csv", "id,source,start,end,quote,reason"),
];

const ROWS: &[(&str, &str)] = &[
    ("facts/entities.csv", "alda,place,Alda,lake-orla,"),
    ("facts/entities.csv", "bram,place,Bram,lake-orla,"),
    ("facts/entities.csv", "cleve,place,Cleve,lake-orla,"),
    ("facts/entities.csv", "jetty-of-bram,place,jetty of Bram,bram,bram"),
    ("facts/entities.csv", "lake-orla,place,Lake Orla,,"),
    ("facts/entities.csv", "orla-league,body,Orla League,,"),
    ("facts/aliases.csv", "Alda,alda,name"),
    ("facts/aliases.csv", "Bram,bram,name"),
    ("facts/aliases.csv", "Cleve,cleve,name"),
    ("facts/aliases.csv", "Lake Orla,lake-orla,name"),
    ("facts/aliases.csv", "Orla League,orla-league,name"),
    ("facts/aliases.csv", "jetty of Bram,jetty-of-bram,name"),
    ("facts/predicates.csv", "damages,cause,words,place,,S … damaged the O,,,,"),
    ("facts/predicates.csv", "has-older-clock-than,comparison,place,words,body,S … O … older than … X,,,,"),
    ("facts/predicates.csv", "is-founded,event,body,,,S was founded in P,,,,"),
    ("facts/predicates.csv", "is-port-on,attribute,place,place,,S are ports on O,,,,asymmetric"),
    ("facts/predicates.csv", "is-titled,attribute,self; work,words,,O,,,,"),
    ("facts/predicates.csv", "joins,member+,place,body,,S joined O,,,member from,"),
    ("facts/predicates.csv", "rebuilds,event,body,place,,S rebuilt O,,,,"),
    ("facts/predicates.csv", "runs,count,body,words,,S runs … O,,,,counts-object"),
    (
        "facts/constraints.csv",
        "cleve-joins-later,before,league-founded,cleve-joins,,A port can join only what is founded.",
    ),
    ("facts/works.csv", "alda-almanac-2010,Alda Almanac,2010,Tide clocks,Alda Almanac 2010"),
];

/// Anchored rows: table, id, which occurrence of the quote, the quote, the cells after it.
const ANCHORED: &[(&str, &str, usize, &str, &str)] = &[
    ("claims", "title", 0, "The ports of Lake Orla", "self,is-titled,«The ports of Lake Orla»,,,,,,,,,,,,,,"),
    (
        "claims",
        "three-ports",
        0,
        "\"Alda, Bram and Cleve are ports on Lake Orla\"",
        "alda; bram; cleve,is-port-on,lake-orla,,,,,,,,,,,,,,",
    ),
    (
        "claims",
        "league-founded",
        0,
        "The Orla League was founded in Bram in 1998",
        "orla-league,is-founded,,,bram,,within,1998,,,,,,,,,",
    ),
    ("claims", "crossings", 0, "It runs more than 30 crossings", "orla-league,runs,«crossings»,,,>30,,,,,,,,,,,"),
    (
        "claims",
        "jetty-damaged",
        0,
        "Storms probably damaged the jetty of Bram in 2007",
        "«Storms»,damages,jetty-of-bram,,,,within,2007,,,probable,,probably,,,,",
    ),
    ("claims", "jetty-rebuilt", 0, "the league rebuilt it", "orla-league,rebuilds,jetty-of-bram,,,,,,,,,,,,,,"),
    (
        "claims",
        "cleve-joins",
        0,
        "Cleve joined the league in late 2004",
        "cleve,joins,orla-league,,,,within,2004-09/2004-12,,,,,,,,,",
    ),
    (
        "claims",
        "tide-clock",
        0,
        "Bram’s tide clock is older than the league (Alda Almanac 2010)",
        "bram,has-older-clock-than,«tide clock»,orla-league,,,,,,,,,,,alda-almanac-2010,,",
    ),
    (
        "claims",
        "almanac-title",
        1,
        "Alda Almanac 2010 Tide clocks",
        "alda-almanac-2010,is-titled,«Tide clocks»,,,,,,,,,,,,,,",
    ),
    ("mentions", "it-runs", 0, "It", "orla-league,league-founded"),
    ("mentions", "league-rebuilt", 0, "the league", "orla-league,league-founded"),
    ("mentions", "rebuilt-it", 0, "it", "jetty-of-bram,"),
    ("mentions", "joined-league", 1, "the league", "orla-league,league-founded"),
    ("mentions", "older-than-league", 2, "the league", "orla-league,league-founded"),
    ("mentions", "almanac-cited", 0, "(Alda Almanac 2010)", "alda-almanac-2010,"),
    ("mentions", "almanac-entry", 1, "Alda Almanac 2010", "alda-almanac-2010,"),
    ("layout", "page-two", 0, "PAGE TWO", "furniture,"),
];

/// The reading text of the small project's source.
pub(crate) fn reading() -> Reading<'static> {
    let start = TEXT.find("PAGE TWO").expect("the running header");
    Reading::new(TEXT, &[Layout { span: Span::new(start, start + 8), kind: LayoutKind::Furniture }])
}

/// Where the quote of a row stands: the `nth` place of those that say it.
pub(crate) fn span_of(quote: &str, nth: usize) -> Span {
    if let Some(start) = TEXT.find(quote).filter(|_| quote == "PAGE TWO") {
        return Span::new(start, start + quote.len());
    }
    let reading = reading();
    let mut places = reading.occurrences(quote);
    let last = reading.occurrences(quote).count().saturating_sub(1);
    places.nth(nth.min(last)).unwrap_or_else(|| panic!("“{quote}” stands in the source"))
}

/// A row with its place in the source, by which the rows of a table are ordered.
type Placed = (Span, String);

/// Every table and the source of the small project, by path.
pub(crate) fn files() -> BTreeMap<String, Vec<u8>> {
    let mut rows: BTreeMap<String, Vec<Placed>> = BTreeMap::new();
    for (file, _) in HEADERS {
        rows.insert((*file).to_owned(), Vec::new());
    }
    let mut add = |file: &str, at: Span, row: String| {
        rows.get_mut(file).expect("a known table").push((at, row));
    };
    let digest = sha256_hex(TEXT.as_bytes());
    add(
        "facts/sources.csv",
        Span::default(),
        format!("orla,{SOURCE},{digest},The ports of Lake Orla,2021,en,CC0-1.0,1"),
    );
    for (file, row) in ROWS {
        add(file, Span::default(), (*row).to_owned());
    }
    for (table, id, nth, quote, cells) in ANCHORED {
        let span = span_of(quote.trim_matches('"'), *nth);
        let row = format!("{id},orla,{},{},{quote},{cells}", span.start, span.end);
        add(&format!("facts/orla/{table}.csv"), span, row);
    }
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (file, header) in HEADERS {
        let mut rows = rows.remove(*file).expect("a known table");
        rows.sort();
        let lines: String = rows.into_iter().map(|(_, row)| row + "\n").collect();
        files.insert((*file).to_owned(), format!("{header}\n{lines}").into_bytes());
    }
    files.insert(SOURCE.to_owned(), TEXT.into());
    files
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Exit status; -1 where it had to be stopped.
    pub(crate) status: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Ran {
    /// Both streams, for messages.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// Standard output as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.all()))
    }
}

/// A run that takes longer than this has lost its way: every input of the tests is small.
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs the program in a folder, without a terminal. Its output goes to files, so that a run that
/// never ends can be stopped.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Ran {
    let (mut out, mut err) = (tempfile::tempfile().expect("a file"), tempfile::tempfile().expect("a file"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_factcheck"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("COLUMNS")
        .env_remove("NO_COLOR")
        .stdin(Stdio::null())
        .stdout(out.try_clone().expect("a file"))
        .stderr(err.try_clone().expect("a file"))
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("the program ends") {
            break status.code().unwrap_or(-1);
        }
        if begun.elapsed() > PATIENCE {
            child.kill().and_then(|()| child.wait()).expect("the program is stopped");
            break -1;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    Ran { status, stdout: said(&mut out), stderr: said(&mut err) }
}

fn said(file: &mut fs::File) -> String {
    let mut bytes = Vec::new();
    file.rewind().and_then(|()| file.read_to_end(&mut bytes)).expect("readable output");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A project in a folder of its own.
#[derive(Debug)]
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// The small project, all of whose claims stand.
    pub(crate) fn new() -> Project {
        let project = Project::empty();
        for (path, bytes) in files() {
            project.write(&path, bytes);
        }
        project
    }

    /// An empty folder.
    pub(crate) fn empty() -> Project {
        Project { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    /// A copy of another project's `facts/` and `seeds/`.
    pub(crate) fn copy_of(root: &Path) -> Project {
        let project = Project::empty();
        for folder in ["facts", "seeds"] {
            for path in files_under(root, folder) {
                project.write(&path, fs::read(root.join(&path)).expect("a readable file"));
            }
        }
        project
    }

    /// Its root.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path in it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file, and its folders.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a written file");
    }

    /// Replaces the first `from` of a file, which must be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} holds no “{from}”");
        self.write(path, text.replacen(from, to, 1));
    }

    /// Adds a line to a table.
    pub(crate) fn append(&self, path: &str, line: &str) {
        let text = self.read(path);
        self.write(path, format!("{text}{line}\n"));
    }

    /// Replaces the source's text and registers its digest.
    pub(crate) fn set_source(&self, bytes: &[u8]) {
        self.write(SOURCE, bytes);
        self.edit("facts/sources.csv", &sha256_hex(TEXT.as_bytes()), &sha256_hex(bytes));
    }

    /// Runs the program in it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        run_in(self.root(), arguments)
    }

    /// Every file under it with its bytes: what a command that only reads must leave as it is.
    pub(crate) fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        let read = |path: String| (path.clone(), fs::read(self.path(&path)).expect("a readable file"));
        files_under(self.root(), "").into_iter().map(read).collect()
    }
}

/// Paths, relative to `root`, of every file in a folder.
pub(crate) fn files_under(root: &Path, folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(root.join(&folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_str().expect("a name in UTF-8").to_owned();
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if entry.path().is_dir() { open.push(path) } else { paths.push(path) }
        }
    }
    paths.sort();
    paths
}

/// A project in memory: what the checks see without a disk.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    /// The table files.
    pub(crate) inputs: Vec<Input>,
    /// The other files, by path.
    pub(crate) sources: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// The small project.
    pub(crate) fn small() -> Memory {
        let mut memory = Memory { inputs: Vec::new(), sources: BTreeMap::new() };
        for (path, bytes) in files() {
            if path.starts_with("facts/") {
                memory.inputs.push(Input { path, bytes });
            } else {
                memory.sources.insert(path, bytes);
            }
        }
        memory
    }

    /// A project on disk.
    pub(crate) fn read(root: &Path) -> Memory {
        let inputs = disk::read_facts(root).expect("readable facts");
        let seeds = files_under(root, "seeds").into_iter();
        Memory {
            inputs,
            sources: seeds.map(|path| (path.clone(), fs::read(root.join(path)).expect("a file"))).collect(),
        }
    }

    /// The note of this repository.
    pub(crate) fn note() -> Memory {
        Memory::read(Path::new(HERE))
    }

    /// The second note of this repository.
    pub(crate) fn second_note() -> Memory {
        Memory::read(&Path::new(HERE).join("examples/second-note"))
    }

    /// The bytes of a table file.
    pub(crate) fn table(&mut self, path: &str) -> &mut Vec<u8> {
        let input = self.inputs.iter_mut().find(|input| input.path == path);
        &mut input.unwrap_or_else(|| panic!("no table {path}")).bytes
    }

    /// The text of a table file.
    pub(crate) fn text(&self, path: &str) -> String {
        let input = self.inputs.iter().find(|input| input.path == path);
        String::from_utf8(input.unwrap_or_else(|| panic!("no table {path}")).bytes.clone()).expect("UTF-8")
    }

    /// Asks for a source.
    pub(crate) fn fetch(&self, path: &str) -> Fetched {
        self.sources.get(path).map_or(Fetched::Missing, |bytes| Fetched::Found(bytes.clone()))
    }

    /// Runs every check.
    pub(crate) fn check(&self, threads: usize) -> Result<Outcome, Error> {
        let tables = read_tables(&self.inputs);
        let corpus = Corpus::new(&self.inputs, &tables)?;
        checks::run(&corpus, &|path| self.fetch(path), threads)
    }

    /// Runs every check and renders both reports: text and JSON.
    pub(crate) fn reports(&self, threads: usize, style: text::Style) -> Result<(String, String), Error> {
        let tables = read_tables(&self.inputs);
        let corpus = Corpus::new(&self.inputs, &tables)?;
        let fetch = |path: &str| self.fetch(path);
        let outcome = checks::run(&corpus, &fetch, threads)?;
        let mut renderings = text::Renderings::new(&corpus, &fetch, style);
        let mut report: String = outcome.findings.iter().map(|finding| renderings.finding(finding) + "\n").collect();
        report += &text::summary(&corpus, &outcome);
        report += &text::verdict(&corpus, &outcome, factcheck::finding::Severity::Warning);
        Ok((report, json::render(&corpus, &outcome).expect("JSON")))
    }

    /// Does with it everything that a command does without writing. For tests that only ask whether
    /// something panics.
    pub(crate) fn exercise(&self) {
        let tables = read_tables(&self.inputs);
        for table in &tables {
            let _ = edit::format_table(table);
        }
        let Ok(corpus) = Corpus::new(&self.inputs, &tables) else { return };
        let _ = self.reports(1, text::Style { colour: true, width: 80 });
        for dataset in datasets::ALL {
            let _ = (dataset.csv(&corpus), dataset.json(&corpus));
        }
        for (index, entry) in corpus.sources.iter().enumerate() {
            let Fetched::Found(bytes) = self.fetch(entry.path) else { continue };
            let raw = std::str::from_utf8(&bytes).ok();
            if let Some(document) = raw.and_then(|raw| Document::new(&corpus, index, raw)) {
                let _ = (export::jsonl::lines(&document), edit::repairs(&document));
            }
        }
    }

    /// What the checks find, without the places: what the order of rows and files must not change.
    pub(crate) fn found(&self) -> Vec<(&'static str, Option<String>, String)> {
        let outcome = self.check(1).expect("a corpus that can be looked at");
        let mut found: Vec<_> = outcome.findings.into_iter().map(|f| (f.check, f.fact, f.message)).collect();
        found.sort();
        found
    }
}
