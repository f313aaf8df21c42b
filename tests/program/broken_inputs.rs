//! What does the program do with input that is broken? Never a panic: an exit status and a message
//! that names the file, the line where there is one, and the next step.

use std::fs;

use crate::project::{Project, Ran, SOURCE, TEXT, files_under};

const CLAIMS: &str = "facts/orla/claims.csv";
const MENTIONS: &str = "facts/orla/mentions.csv";
const LAYOUT: &str = "facts/orla/layout.csv";
const SILENCE: &str = "facts/orla/silence.csv";
const SOURCES: &str = "facts/sources.csv";
const ENTITIES: &str = "facts/entities.csv";
const ALIASES: &str = "facts/aliases.csv";
const PREDICATES: &str = "facts/predicates.csv";
const EXCEPTIONS: &str = "facts/exceptions.csv";
const LEXICON: &str = "facts/lexicon.csv";

/// A broken input: its name, how a sound project is broken, the command, its exit status, and what
/// the output says.
type Case = (&'static str, fn(&Project), &'static [&'static str], i32, &'static [&'static str]);

const CHECK: &[&str] = &["check"];

fn hold(cases: &[Case]) {
    let faults: Vec<String> =
        cases.iter().filter_map(|case| fault(case).map(|why| format!("{}: {why}", case.0))).collect();
    assert!(faults.is_empty(), "{} of {} cases fail:\n\n{}", faults.len(), cases.len(), faults.join("\n\n"));
}

/// What is wrong with the program's answer to a case, if anything.
fn fault(case: &Case) -> Option<String> {
    let (_, make, arguments, status, says) = case;
    let project = Project::new();
    make(&project);
    let ran = project.run(arguments);
    let shown = || ran.all().chars().take(3000).collect::<String>();
    if ran.all().contains("panicked") {
        return Some(format!("panicked:\n{}", shown()));
    }
    if ran.status != *status {
        return Some(format!("exit status {} instead of {status}:\n{}", ran.status, shown()));
    }
    if let Some(missing) = says.iter().find(|words| !ran.all().contains(*words)) {
        return Some(format!("does not say “{missing}”:\n{}", shown()));
    }
    if let Some(control) = ran.all().chars().find(|c| is_active(*c)) {
        return Some(format!("prints U+{:04X} raw:\n{}", u32::from(control), shown()));
    }
    let next = match status {
        2 => next_step_of_error(&ran),
        _ if *arguments == CHECK => next_step_of_findings(&ran),
        _ => None,
    };
    next.map(|why| format!("{why}:\n{}", shown()))
}

/// Characters that can act on a terminal.
fn is_active(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn next_step_of_error(ran: &Ran) -> Option<String> {
    let ends_well = ran.stderr.contains("help: ") || ran.stderr.contains("try '--help'");
    (!ran.stderr.starts_with("error: ") || !ends_well).then(|| "an error without a next step".to_owned())
}

/// Every finding begins with its file and its place in it, and says what to do.
fn next_step_of_findings(report: &Ran) -> Option<String> {
    let heads: Vec<(&str, &str)> = report.stdout.lines().filter_map(head).collect();
    let placed = |(place, rest): &&(&str, &str)| {
        let mut parts = place.rsplitn(3, ':');
        let numbers = parts.by_ref().take(2).all(|part| part.parse::<usize>().is_ok_and(|number| number > 0));
        let whole_file = rest.starts_with("unknown-table]");
        (numbers && parts.next().is_some_and(|file| !file.is_empty())) || whole_file
    };
    if let Some((place, _)) = heads.iter().find(|head| !placed(head)) {
        return Some(format!("a finding without a place: {place}"));
    }
    let helps = report.stdout.lines().filter(|line| line.starts_with("  = help: ")).count();
    (helps != heads.len()).then(|| format!("{} findings and {helps} helps", heads.len()))
}

/// The place of a finding and what comes after its severity, if the line begins one.
fn head(line: &str) -> Option<(&str, &str)> {
    let (place, rest) = line.split_once(": error[").or_else(|| line.split_once(": warning["))?;
    let (check, _) = rest.split_once("]: ")?;
    factcheck::checks::find(check).map(|_| (place, rest))
}

#[test]
fn table_files() {
    hold(&[
        ("sound", |_| {}, CHECK, 0, &["every claim stands"]),
        (
            "empty file",
            |p| p.write(CLAIMS, ""),
            CHECK,
            1,
            &["facts/orla/claims.csv:1:1: error[table-without-header]", "blocked"],
        ),
        (
            "only a line end",
            |p| p.write(ENTITIES, "\n"),
            CHECK,
            1,
            &["facts/entities.csv:1:1: error[table-without-header]"],
        ),
        (
            "only white space",
            |p| p.write(ENTITIES, "  \n"),
            CHECK,
            1,
            &["error[unknown-column]", "error[missing-column]"],
        ),
        (
            "only a header",
            |p| p.write(CLAIMS, first_line(p, CLAIMS)),
            CHECK,
            2,
            &["facts/orla/claims.csv holds no claim row", "factcheck add"],
        ),
        ("no claims file", |p| fs::remove_file(p.path(CLAIMS)).unwrap(), CHECK, 2, &["holds no claim row"]),
        (
            "no facts folder",
            |p| fs::remove_dir_all(p.path("facts")).unwrap(),
            &["check", "--root", "."],
            2,
            &["has no folder facts/"],
        ),
        (
            "no facts folder upward",
            |p| fs::remove_dir_all(p.path("facts")).unwrap(),
            CHECK,
            2,
            &["there is no folder facts/ here or in any folder above"],
        ),
        (
            "facts is a file",
            |p| {
                fs::remove_dir_all(p.path("facts")).unwrap();
                p.write("facts", "x");
            },
            &["check", "--root", "."],
            2,
            &["has no folder facts/"],
        ),
        (
            "empty facts folder",
            |p| {
                fs::remove_dir_all(p.path("facts")).unwrap();
                fs::create_dir(p.path("facts")).unwrap();
            },
            CHECK,
            2,
            &["facts/ holds no claim row"],
        ),
        ("root is missing", |_| {}, &["check", "--root", "nowhere"], 2, &["nowhere has no folder facts/"]),
        ("root is a file", |_| {}, &["check", "--root", "seeds/orla.txt"], 2, &["seeds/orla.txt has no folder facts/"]),
        ("root is empty", |_| {}, &["check", "--root", ""], 2, &["a value is required for '--root <DIR>'"]),
        (
            "byte-order mark",
            |p| p.write(CLAIMS, format!("\u{feff}{}", p.read(CLAIMS))),
            CHECK,
            1,
            &["facts/orla/claims.csv:1:1: error[byte-order-mark]"],
        ),
        (
            "only a byte-order mark",
            |p| p.write(ENTITIES, "\u{feff}"),
            CHECK,
            1,
            &["error[byte-order-mark]", "error[table-without-header]"],
        ),
        (
            "NUL in a quote",
            |p| p.edit(CLAIMS, ",The ports", ",The\0ports"),
            CHECK,
            1,
            &["facts/orla/claims.csv:2:17: error[hidden-character]: `quote` holds the invisible character U+0000"],
        ),
        (
            "NUL bytes only",
            |p| p.write(ENTITIES, [0; 64]),
            CHECK,
            1,
            &["facts/entities.csv:1:1: error[unknown-column]"],
        ),
        (
            "escape sequence in a cell",
            |p| p.edit(ENTITIES, "Lake Orla", "Lake \u{1b}[31mOrla"),
            CHECK,
            1,
            &["error[hidden-character]", "U+001B"],
        ),
        (
            "CR only",
            |p| p.write(ENTITIES, p.read(ENTITIES).replace('\n', "\r")),
            CHECK,
            1,
            &["facts/entities.csv:1:22: error[unknown-column]"],
        ),
        ("CR before a row", |p| p.edit(ENTITIES, "\nalda,", "\n\ralda,"), CHECK, 1, &["facts/entities.csv:2:1"]),
        (
            "CRLF",
            |p| p.write(ENTITIES, p.read(ENTITIES).replace('\n', "\r\n")),
            CHECK,
            1,
            &["facts/entities.csv:1:24: error[not-canonical]: the file has CRLF line ends"],
        ),
        (
            "CRLF on one line",
            |p| p.edit(ENTITIES, ",Cleve,lake-orla,\n", ",Cleve,lake-orla,\r\n"),
            CHECK,
            1,
            &["facts/entities.csv:4:29: error[not-canonical]: the file has CRLF line ends"],
        ),
        (
            "CRLF in a cell",
            |p| p.edit(ENTITIES, ",Cleve,lake-orla,\n", ",\"Cl\r\neve\",lake-orla,\n"),
            CHECK,
            1,
            &["error[hidden-character]", "1 error,"],
        ),
        (
            "empty line",
            |p| p.edit(ENTITIES, "\nbram,", "\n\nbram,"),
            CHECK,
            1,
            &["facts/entities.csv:3:1: error[not-canonical]: the file has an empty line"],
        ),
        (
            "empty line after one in a cell",
            |p| p.write(ENTITIES, p.read(ENTITIES).replace(",Alda,", ",\"Al\n\nda\",").replace("\ncleve", "\n\ncleve")),
            CHECK,
            1,
            &["facts/entities.csv:6:1: error[not-canonical]: the file has an empty line"],
        ),
        (
            "no line end at the end",
            |p| p.write(ENTITIES, p.read(ENTITIES).trim_end()),
            CHECK,
            1,
            &["facts/entities.csv:7:", "error[not-canonical]: the file does not end with a line end"],
        ),
        (
            "quoted cell that need not be",
            |p| p.edit(ENTITIES, ",Lake Orla,", ",\"Lake Orla\","),
            CHECK,
            1,
            &["facts/entities.csv:6:1: error[not-canonical]"],
        ),
        (
            "quoted header",
            |p| p.edit(ENTITIES, "id,", "\"id\","),
            CHECK,
            1,
            &["facts/entities.csv:1:1: error[not-canonical]: the header is quoted"],
        ),
        (
            "unterminated quote at the end",
            |p| p.append(ALIASES, "\"jetty,jetty-of-bram,name"),
            CHECK,
            1,
            &["facts/aliases.csv:8:1: error[stray-quote]"],
        ),
        (
            "unterminated quote at the start",
            |p| p.edit(ALIASES, "\nAlda,", "\n\"Alda,"),
            CHECK,
            1,
            &["facts/aliases.csv:2:1: error[stray-quote]"],
        ),
        (
            "quote inside a cell",
            |p| p.edit(ALIASES, "Bram,", "Br\"am,"),
            CHECK,
            1,
            &["facts/aliases.csv:3:3: error[stray-quote]"],
        ),
        (
            "text after a closed quote",
            |p| p.edit(ALIASES, "Bram,", "\"Br\"am,"),
            CHECK,
            1,
            &["facts/aliases.csv:3:", "error[stray-quote]"],
        ),
        (
            "file of quotes",
            |p| p.write(ALIASES, format!("{}\n{}", first_line(p, ALIASES), "\"".repeat(100_001))),
            CHECK,
            1,
            &["error[stray-quote]"],
        ),
        (
            "line of 1 MB in a quote",
            |p| p.edit(CLAIMS, ",The ports", &format!(",{}The ports", "word ".repeat(200_000))),
            CHECK,
            1,
            &["facts/orla/claims.csv:2:17: error[quote-not-at-offset]"],
        ),
        (
            "line of 1 MB in an id",
            |p| p.edit(CLAIMS, "lake-orla", &"o".repeat(1 << 20)),
            CHECK,
            1,
            &["error[unknown-id]"],
        ),
        (
            "line of 100 KB in an alias",
            |p| p.edit(ALIASES, "\nAlda,", &format!("\n{}Alda,", "word ".repeat(20_000))),
            CHECK,
            1,
            &["facts/aliases.csv:2:1: error[unused-alias]"],
        ),
        (
            "line of 1 MB of commas",
            |p| p.append(ALIASES, &",".repeat(1 << 20)),
            CHECK,
            1,
            &["facts/aliases.csv:8:1: error[wrong-field-count]: the record has 1048577 cells, the header 3"],
        ),
        (
            "header of 1 MB",
            |p| p.edit(ALIASES, "kind\n", &format!("{}\n", "k".repeat(1 << 20))),
            CHECK,
            1,
            &["facts/aliases.csv:1:14: error[unknown-column]"],
        ),
        (
            "duplicate column",
            |p| p.edit(ALIASES, "entity,kind", "entity,entity"),
            CHECK,
            1,
            &[
                "facts/aliases.csv:1:14: error[duplicate-column]",
                "error[missing-column]: the header lacks the column `kind`",
            ],
        ),
        (
            "missing column",
            |p| p.edit(ALIASES, ",kind\n", "\n"),
            CHECK,
            1,
            &["facts/aliases.csv:1:1: error[missing-column]"],
        ),
        (
            "misspelt column",
            |p| p.edit(CLAIMS, "subject", "subjct"),
            CHECK,
            1,
            &["facts/orla/claims.csv:1:27: error[unknown-column]", "did you mean `subject`?"],
        ),
        (
            "columns in another order",
            |p| p.write(ALIASES, "entity,alias,kind\n"),
            CHECK,
            1,
            &["facts/aliases.csv:1:1: error[not-canonical]: the columns are not in canonical order"],
        ),
        ("header of commas", |p| p.write(ALIASES, ",,\n"), CHECK, 1, &["facts/aliases.csv:1:1: error[unknown-column]"]),
        (
            "a cell too few",
            |p| p.edit(ALIASES, "Bram,bram,name", "Bram,bram"),
            CHECK,
            1,
            &["facts/aliases.csv:3:1: error[wrong-field-count]: the record has 2 cells, the header 3"],
        ),
        (
            "a cell too many",
            |p| p.edit(ALIASES, "Bram,bram,name", "Bram,bram,name,"),
            CHECK,
            1,
            &["facts/aliases.csv:3:1: error[wrong-field-count]: the record has 4 cells, the header 3"],
        ),
        (
            "unknown table",
            |p| p.write("facts/orla/claim.csv", "id\n"),
            CHECK,
            1,
            &["facts/orla/claim.csv: error[unknown-table]", "did you mean `claims.csv`?"],
        ),
        (
            "a table of no known name",
            |p| p.write("facts/zzzzzzzzzzz.csv", ""),
            CHECK,
            1,
            &["facts/zzzzzzzzzzz.csv: error[unknown-table]"],
        ),
        (
            "rows out of order",
            |p| p.append(ALIASES, "Aachen,alda,name"),
            CHECK,
            1,
            &["facts/aliases.csv:8:1: error[rows-out-of-order]", "factcheck fmt"],
        ),
        (
            "a folder for a table",
            |p| {
                fs::remove_file(p.path(CLAIMS)).unwrap();
                fs::create_dir(p.path(CLAIMS)).unwrap();
            },
            CHECK,
            2,
            &["holds no claim row"],
        ),
    ]);
}

/// In every table at once: each has its own finding.
#[test]
fn bytes_that_are_not_utf8() {
    for in_header in [false, true] {
        let project = Project::new();
        let tables = files_under(project.root(), "facts");
        assert_eq!(tables.len(), 13);
        let lines: Vec<usize> = tables.iter().map(|table| spoil(&project, table, in_header)).collect();
        let ran = project.run(CHECK);
        assert_eq!(ran.status, 1, "{}", ran.all());
        assert!(!ran.all().contains("panicked"));
        for (table, line) in tables.iter().zip(lines) {
            let place = format!("{table}:{line}:");
            let said = ran.stdout.lines().any(|line| line.starts_with(&place) && line.contains("error[not-utf8]"));
            assert!(said, "{place} {}", ran.all());
        }
    }
}

/// Writes bytes that are no UTF-8 into a table and says on which line.
fn spoil(project: &Project, table: &str, in_header: bool) -> usize {
    let mut bytes = project.read(table).into_bytes();
    let line = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    if in_header {
        bytes.insert(2, 0xC3);
    } else {
        bytes.extend(b"a\xff\xfe\n");
    }
    project.write(table, &bytes);
    if in_header { 1 } else { line }
}

fn first_line(project: &Project, table: &str) -> String {
    project.read(table).lines().next().unwrap_or("").to_owned() + "\n"
}

#[test]
fn registered_sources() {
    hold(&[
        (
            "absolute path",
            |p| p.edit(SOURCES, SOURCE, "/etc/hostname"),
            CHECK,
            1,
            &["facts/sources.csv:2:6: error[path-leaves-root]", "blocked     source orla"],
        ),
        (
            "path upward",
            |p| p.edit(SOURCES, SOURCE, "seeds/../../x.txt"),
            CHECK,
            1,
            &["facts/sources.csv:2:6: error[path-leaves-root]"],
        ),
        (
            "path up and back",
            |p| p.edit(SOURCES, SOURCE, "seeds/../seeds/orla.txt"),
            CHECK,
            1,
            &["error[path-leaves-root]"],
        ),
        (
            "path is empty",
            |p| p.edit(SOURCES, SOURCE, ""),
            CHECK,
            1,
            &["facts/sources.csv:2:6: error[empty-required-cell]"],
        ),
        ("path is a folder", |p| p.edit(SOURCES, SOURCE, "seeds"), CHECK, 2, &["seeds: cannot be opened"]),
        ("path is the root", |p| p.edit(SOURCES, SOURCE, "."), CHECK, 2, &[".: cannot be opened"]),
        (
            "path leads through a file",
            |p| p.edit(SOURCES, SOURCE, "seeds/orla.txt/x"),
            CHECK,
            1,
            &["error[source-missing]"],
        ),
        (
            "path with NUL",
            |p| p.edit(SOURCES, SOURCE, "seeds/\0.txt"),
            CHECK,
            1,
            &["error[source-missing]", "error[hidden-character]"],
        ),
        (
            "path of 10,000 characters",
            |p| p.edit(SOURCES, SOURCE, &"x".repeat(10_000)),
            CHECK,
            1,
            &["error[source-missing]"],
        ),
        (
            "no such file",
            |p| fs::remove_file(p.path(SOURCE)).unwrap(),
            CHECK,
            1,
            &[
                "facts/sources.csv:2:6: error[source-missing]: source `orla` has no file `seeds/orla.txt`",
                "blocked     source orla",
            ],
        ),
        (
            "no register",
            |p| fs::remove_file(p.path(SOURCES)).unwrap(),
            CHECK,
            1,
            &["facts/orla/claims.csv:2:7: error[unknown-id]"],
        ),
        (
            "broken register",
            |p| p.edit(SOURCES, ",format\n", "\n"),
            CHECK,
            1,
            &["facts/sources.csv:1:1: error[missing-column]", "blocked     facts/sources.csv"],
        ),
        (
            "unknown format version",
            |p| p.edit(SOURCES, ",1\n", ",2\n"),
            CHECK,
            2,
            &["facts/sources.csv:2:", "is in format `2`, and this program reads format 1"],
        ),
        (
            "no format version",
            |p| p.edit(SOURCES, ",1\n", ",\n"),
            CHECK,
            1,
            &["error[empty-required-cell]: `format` is empty"],
        ),
        (
            "unknown language",
            |p| p.edit(SOURCES, ",en,", ",tlh,"),
            CHECK,
            2,
            &["facts/sources.csv:2:", "no word lists for language `tlh`"],
        ),
        (
            "no language",
            |p| p.edit(SOURCES, ",en,", ",,"),
            CHECK,
            1,
            &["error[empty-required-cell]: `language` is empty"],
        ),
        (
            "language that acts on a terminal",
            |p| p.edit(SOURCES, ",en,", ",\u{1b}[2J\u{202e},"),
            CHECK,
            2,
            &["no word lists"],
        ),
        (
            "digest of other bytes",
            |p| p.write(SOURCE, TEXT.replace("2007", "2008")),
            CHECK,
            1,
            &["error[source-changed]: `seeds/orla.txt` has SHA-256", "error[quote-not-at-offset]"],
        ),
        ("malformed digest", |p| p.edit(SOURCES, "orla.txt,", "orla.txt,X"), CHECK, 1, &["error[bad-digest]"]),
        (
            "one source twice",
            |p| {
                let row = p.read(SOURCES);
                p.append(SOURCES, row.lines().nth(1).unwrap());
            },
            CHECK,
            1,
            &["facts/sources.csv:3:1: error[duplicate-id]"],
        ),
        (
            "source id of another form",
            |p| {
                for t in [SOURCES, CLAIMS, MENTIONS, LAYOUT] {
                    p.write(t, p.read(t).replace("orla,", "../orla,"));
                }
            },
            CHECK,
            1,
            &["error[malformed-id]"],
        ),
    ]);
}

#[cfg(unix)]
#[test]
fn links_and_things_that_are_no_files() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    hold(&[
        (
            "link out of the root",
            |p| {
                fs::remove_file(p.path(SOURCE)).unwrap();
                symlink("/etc/hostname", p.path(SOURCE)).unwrap();
            },
            CHECK,
            1,
            &["facts/sources.csv:2:6: error[path-leaves-root]"],
        ),
        (
            "linked folder out of the root",
            |p| {
                fs::remove_dir_all(p.path("seeds")).unwrap();
                symlink("/etc", p.path("seeds")).unwrap();
                p.edit(SOURCES, SOURCE, "seeds/hostname");
            },
            CHECK,
            1,
            &["error[path-leaves-root]"],
        ),
        (
            "link inside the root",
            |p| {
                fs::rename(p.path(SOURCE), p.path("seeds/real.txt")).unwrap();
                symlink("real.txt", p.path(SOURCE)).unwrap();
            },
            CHECK,
            0,
            &["every claim stands"],
        ),
        (
            "link to itself",
            |p| {
                fs::remove_file(p.path(SOURCE)).unwrap();
                symlink("orla.txt", p.path(SOURCE)).unwrap();
            },
            CHECK,
            2,
            &["seeds/orla.txt: cannot be opened"],
        ),
        (
            "link to nothing",
            |p| {
                fs::remove_file(p.path(SOURCE)).unwrap();
                symlink("nothing", p.path(SOURCE)).unwrap();
            },
            CHECK,
            1,
            &["error[source-missing]"],
        ),
        (
            "table linked to nothing",
            |p| symlink("nothing", p.path("facts/works2.csv")).unwrap(),
            CHECK,
            2,
            &["facts/works2.csv: cannot be opened"],
        ),
        ("facts linked into itself", |p| symlink("../facts", p.path("facts/loop")).unwrap(), CHECK, 2, &["facts/loop"]),
        (
            "socket for a table",
            |p| drop(UnixListener::bind(p.path("facts/s.csv")).unwrap()),
            CHECK,
            2,
            &["facts/s.csv: cannot be opened"],
        ),
        (
            "socket for a source",
            |p| {
                fs::remove_file(p.path(SOURCE)).unwrap();
                drop(UnixListener::bind(p.path(SOURCE)).unwrap());
            },
            CHECK,
            2,
            &["seeds/orla.txt: cannot be opened"],
        ),
        (
            "device for a source",
            |p| {
                fs::create_dir(p.path("dev")).unwrap();
                p.edit(SOURCES, SOURCE, "dev/fifo");
                fifo(p, "dev/fifo");
            },
            CHECK,
            2,
            &["dev/fifo: cannot be opened: it is no ordinary file"],
        ),
        (
            "pipe for a table",
            |p| fifo(p, "facts/pipe.csv"),
            CHECK,
            2,
            &["facts/pipe.csv: cannot be opened: it is no ordinary file"],
        ),
        (
            "file name that is not UTF-8",
            |p| fs::write(p.path("facts").join(std::ffi::OsStr::from_bytes(b"a\xff.csv")), "").unwrap(),
            CHECK,
            2,
            &["facts: a file's name is not UTF-8"],
        ),
        (
            "file name that acts on a terminal",
            |p| p.write("facts/\u{1b}[31m\u{202e}/claims.csv", ""),
            CHECK,
            1,
            &["error[table-without-header]"],
        ),
        (
            "folder name that acts on a terminal, formatted",
            |p| p.write("facts/\u{1b}[31m\u{202e}/aliases.csv", "kind,alias,entity\n"),
            &["fmt", "--check"],
            1,
            &["would be formatted"],
        ),
    ]);
}

#[cfg(unix)]
fn fifo(project: &Project, path: &str) {
    let made = std::process::Command::new("mkfifo").arg(project.path(path)).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is part of every Unix");
}

#[test]
fn source_texts() {
    hold(&[
        (
            "empty source",
            |p| p.set_source(b""),
            CHECK,
            1,
            &[
                "facts/orla/claims.csv:2:14: error[offset-out-of-bounds]: end 22 lies past the end of `seeds/orla.txt`, which has 0 bytes",
            ],
        ),
        (
            "source of white space",
            |p| p.set_source(" \n\t\u{a0}\r\n".repeat(400).as_bytes()),
            CHECK,
            1,
            &["error[offset-in-white-space]"],
        ),
        (
            "sentence of 200,000 characters",
            |p| p.set_source(&[TEXT.as_bytes(), b"\nAnd so", " on and on".repeat(20_000).as_bytes(), b"."].concat()),
            CHECK,
            1,
            &["error[sentence-without-claim]", "seeds/orla.txt:15:1"],
        ),
        (
            "40,000 characters without a space",
            |p| p.set_source(&[TEXT.as_bytes(), b"\n", "A.b!".repeat(10_000).as_bytes()].concat()),
            CHECK,
            1,
            &["error[sentence-without-claim]"],
        ),
        (
            "40,000 full stops",
            |p| p.set_source(&[TEXT.as_bytes(), b"\nIt ends", ".".repeat(40_000).as_bytes()].concat()),
            CHECK,
            1,
            &["error[sentence-without-claim]"],
        ),
        (
            "300 short sentences on one line",
            |p| p.set_source(&[TEXT.as_bytes(), b"\n", "Oh. ".repeat(300).as_bytes()].concat()),
            CHECK,
            1,
            &["error[sentence-without-claim]"],
        ),
        (
            "one claim as a sentence of 200,000 characters",
            |p| {
                p.set_source("word ".repeat(40_000).trim_end().as_bytes());
            },
            CHECK,
            1,
            &["error[quote-not-at-offset]"],
        ),
        (
            "source ends inside a hyphen break",
            |p| p.set_source(format!("{TEXT}\nThe league re-\n").as_bytes()),
            CHECK,
            1,
            &["seeds/orla.txt:15:1: error[sentence-without-claim]: no claim and no silence covers “The league re-”"],
        ),
        (
            "source ends with a soft hyphen",
            |p| p.set_source(format!("{TEXT}\nThe league re\u{ad}\n\n").as_bytes()),
            CHECK,
            1,
            &["error[sentence-without-claim]"],
        ),
        (
            "source that acts on a terminal",
            |p| {
                p.set_source(
                    format!("{TEXT}\nThe \u{1b}[31m\u{202e}league\u{200b}\u{feff} \0 ends\u{7}\u{9b}31m.\n").as_bytes(),
                )
            },
            CHECK,
            1,
            &["seeds/orla.txt:15:1: error[sentence-without-claim]"],
        ),
        (
            "letters from right to left",
            |p| {
                p.set_source(format!("{TEXT}\n\u{627}\u{644}\u{633}\u{627}\u{62d}\u{644} \u{5d0}\u{5d1}.\n").as_bytes())
            },
            CHECK,
            1,
            &["error[sentence-without-claim]"],
        ),
        (
            "combining marks without a letter",
            |p| p.set_source(format!("{TEXT}\n{}\n", "\u{301}".repeat(1000)).as_bytes()),
            CHECK,
            1,
            &["error[sentence-without-claim]"],
        ),
        (
            "source with CR only",
            |p| p.set_source(TEXT.replace('\n', "\r").as_bytes()),
            CHECK,
            0,
            &["every claim stands"],
        ),
        (
            "source with a byte-order mark",
            |p| p.set_source(format!("\u{feff}{TEXT}").as_bytes()),
            CHECK,
            1,
            &["error[offset-inside-character]"],
        ),
        (
            "source that is not UTF-8",
            |p| p.set_source(b"Alda \xff\xfe Bram"),
            CHECK,
            1,
            &[
                "facts/sources.csv:2:6: error[source-not-utf8]: source `orla` is not UTF-8 from byte 5 on",
                "blocked     source orla",
            ],
        ),
        ("source of NUL bytes", |p| p.set_source(&[0; 2000]), CHECK, 1, &["error[quote-not-at-offset]"]),
        (
            "source in UTF-16",
            |p| p.set_source(&TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
            CHECK,
            1,
            &["error[source-not-utf8]"],
        ),
    ]);
}

#[test]
fn offsets_and_quotes() {
    hold(&[
        (
            "beyond 64 bits",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,0,18446744073709551616"),
            CHECK,
            1,
            &["facts/orla/claims.csv:2:14: error[bad-integer]"],
        ),
        (
            "a thousand digits",
            |p| p.edit(CLAIMS, "orla,0,22", &format!("orla,{},22", "9".repeat(1000))),
            CHECK,
            1,
            &["facts/orla/claims.csv:2:12: error[bad-integer]"],
        ),
        (
            "largest end",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,0,18446744073709551615"),
            CHECK,
            1,
            &["error[offset-out-of-bounds]"],
        ),
        (
            "largest start and end",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,18446744073709551615,18446744073709551615"),
            CHECK,
            1,
            &["error[empty-span]"],
        ),
        (
            "largest start",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,18446744073709551615,22"),
            CHECK,
            1,
            &["error[offsets-reversed]"],
        ),
        (
            "largest start but one",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,18446744073709551614,18446744073709551615"),
            CHECK,
            1,
            &["error[offset-out-of-bounds]"],
        ),
        (
            "negative",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,-1,22"),
            CHECK,
            1,
            &["facts/orla/claims.csv:2:12: error[bad-integer]: `start` is `-1`"],
        ),
        (
            "plus sign",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,0,+22"),
            CHECK,
            1,
            &["facts/orla/claims.csv:2:14: error[bad-integer]"],
        ),
        ("leading zero", |p| p.edit(CLAIMS, "orla,0,22", "orla,00,22"), CHECK, 1, &["error[bad-integer]"]),
        ("fraction", |p| p.edit(CLAIMS, "orla,0,22", "orla,0,22.0"), CHECK, 1, &["error[bad-integer]"]),
        ("digits of another script", |p| p.edit(CLAIMS, "orla,0,22", "orla,0,٢٢"), CHECK, 1, &["error[bad-integer]"]),
        (
            "space in an offset",
            |p| p.edit(CLAIMS, "orla,0,22", "orla, 0,22"),
            CHECK,
            1,
            &["error[bad-integer]", "error[stray-white-space]"],
        ),
        (
            "no offsets",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,,"),
            CHECK,
            1,
            &["error[empty-required-cell]: `start` is empty"],
        ),
        (
            "start after end",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,22,0"),
            CHECK,
            1,
            &["error[offsets-reversed]: the row ends at byte 0, before its start at byte 22", "factcheck fix"],
        ),
        ("start at end", |p| p.edit(CLAIMS, "orla,0,22", "orla,5,5"), CHECK, 1, &["error[empty-span]"]),
        (
            "past the end",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,0,99999"),
            CHECK,
            1,
            &["error[offset-out-of-bounds]: end 99999 lies past the end"],
        ),
        (
            "inside a character",
            |p| {
                p.edit(
                    CLAIMS,
                    &end_of("Cleve joined the league in late 2004", 0),
                    &end_of("Cleve joined the league in late 2004", 3),
                )
            },
            CHECK,
            1,
            &["error[offset-inside-character]"],
        ),
        (
            "inside a word",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,0,21"),
            CHECK,
            1,
            &["error[offset-inside-word]: end 21 cuts a word", "is the end inclusive here?"],
        ),
        (
            "inside a hyphen break",
            |p| p.edit(CLAIMS, &end_of("the league rebuilt it", 0), &format!(",{},", TEXT.find("-\n\nPAGE").unwrap())),
            CHECK,
            1,
            &["error[offset-inside-hyphen-break]"],
        ),
        ("on white space", |p| p.edit(CLAIMS, "orla,0,22", "orla,0,23"), CHECK, 1, &["error[offset-in-white-space]"]),
        (
            "counted from one",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,1,23"),
            CHECK,
            1,
            &["are these offsets counted from 1?"],
        ),
        (
            "the quote stands elsewhere",
            |p| p.edit(CLAIMS, "orla,0,22", "orla,4,9"),
            CHECK,
            1,
            &["the quote stands at bytes 0..22 (line 1, column 1); `factcheck fix` corrects it"],
        ),
        (
            "the quote stands in several places",
            |p| p.edit(MENTIONS, &span_of("the league", 0), ",0,3,"),
            CHECK,
            1,
            &["the quote stands in several places"],
        ),
        (
            "the quote stands nowhere",
            |p| p.edit(CLAIMS, "The ports of Lake", "The port of Lake"),
            CHECK,
            1,
            &[
                "error[quote-not-at-offset]: the source says otherwise at bytes 0..22: The [-port-]{+ports+} of Lake Orla",
                "the quote stands nowhere in the source",
            ],
        ),
        (
            "quote over two lines",
            |p| p.edit(CLAIMS, "The ports of Lake Orla,self", "\"The ports\nof Lake Orla\",self"),
            CHECK,
            1,
            &["error[hidden-character]: `quote` holds the invisible character U+000A"],
        ),
        (
            "zero-width space in a quote",
            |p| p.edit(CLAIMS, "The ports of Lake", "The\u{200b} ports of Lake"),
            CHECK,
            1,
            &["error[hidden-character]", "U+200B", "error[quote-not-at-offset]"],
        ),
        (
            "no quote",
            |p| p.edit(CLAIMS, "The ports of Lake Orla,self", ",self"),
            CHECK,
            1,
            &["error[empty-required-cell]: `quote` is empty"],
        ),
        (
            "two spaces in a quote",
            |p| p.edit(CLAIMS, "The ports of Lake", "The  ports of Lake"),
            CHECK,
            1,
            &["error[stray-white-space]: `quote` has two spaces in a row"],
        ),
        (
            "the source of another row",
            |p| p.edit(CLAIMS, "title,orla,", "title,orlo,"),
            CHECK,
            1,
            &["error[unknown-id]: `source` names `orlo`", "did you mean `orla`?"],
        ),
    ]);
}

/// The cell of the end of a quote, moved by some bytes, with its commas.
fn end_of(quote: &str, by: usize) -> String {
    format!(",{},", crate::project::span_of(quote, 0).end + by)
}

fn span_of(quote: &str, nth: usize) -> String {
    let span = crate::project::span_of(quote, nth);
    format!(",{},{},", span.start, span.end)
}

#[test]
fn cells() {
    hold(&[
        (
            "id with a space",
            |p| p.edit(CLAIMS, "\ntitle,", "\nthe title,"),
            CHECK,
            1,
            &["facts/orla/claims.csv:2:1: error[malformed-id]"],
        ),
        ("id with a capital", |p| p.edit(CLAIMS, "\ntitle,", "\nTitle,"), CHECK, 1, &["error[malformed-id]"]),
        ("id of an accented letter", |p| p.edit(CLAIMS, "\ntitle,", "\ntitré,"), CHECK, 1, &["error[malformed-id]"]),
        (
            "reserved id",
            |p| p.edit(CLAIMS, "\ntitle,", "\nself,"),
            CHECK,
            1,
            &["error[malformed-id]: `self` is a reserved id"],
        ),
        (
            "the other reserved id",
            |p| p.append(ENTITIES, "unnamed,place,Un,,"),
            CHECK,
            1,
            &["facts/entities.csv:8:1: error[malformed-id]: `unnamed` is a reserved id"],
        ),
        ("no id", |p| p.edit(CLAIMS, "\ntitle,", "\n,"), CHECK, 1, &["error[empty-required-cell]: `id` is empty"]),
        (
            "an id twice in a table",
            |p| p.edit(CLAIMS, "\ncleve-joins,", "\ntitle,"),
            CHECK,
            1,
            &["error[duplicate-id]: `title` is the id of two rows"],
        ),
        (
            "an id in two tables",
            |p| p.edit(CLAIMS, "\ntitle,", "\nalda,"),
            CHECK,
            1,
            &["error[duplicate-id]: `alda` is the id of two rows", "facts/entities.csv:2:1"],
        ),
        (
            "an alias twice, behind one of another entity",
            |p| {
                p.write(
                    ALIASES,
                    p.read(ALIASES).replace("Bram,bram,name\n", "Bram,alda,name\nBram,bram,name\nBram,bram,name\n"),
                )
            },
            CHECK,
            1,
            &["facts/aliases.csv:5:1: error[duplicate-id]"],
        ),
        (
            "unknown id",
            |p| p.edit(CLAIMS, "«Storms»,damages,jetty-of-bram", "«Storms»,damages,jetty-of-bran"),
            CHECK,
            1,
            &["error[unknown-id]: `object` names `jetty-of-bran`", "did you mean `jetty-of-bram`?"],
        ),
        (
            "an id of another table",
            |p| p.edit(CLAIMS, "orla-league,rebuilds", "orla-league,bram"),
            CHECK,
            1,
            &["error[id-of-wrong-table]"],
        ),
        (
            "items without a space",
            |p| p.edit(CLAIMS, "alda; bram; cleve", "alda;bram"),
            CHECK,
            1,
            &["error[bad-set-expression]"],
        ),
        (
            "words without an end",
            |p| p.edit(CLAIMS, "«Storms»", "«Storms"),
            CHECK,
            1,
            &["error[bad-set-expression]: `subject` is no set expression: `«` has no `»` of its own"],
        ),
        ("words without a start", |p| p.edit(CLAIMS, "«Storms»", "Storms»"), CHECK, 1, &["error[bad-set-expression]"]),
        ("empty words", |p| p.edit(CLAIMS, "«Storms»", "«»"), CHECK, 1, &["error[bad-set-expression]"]),
        (
            "brackets in a set",
            |p| p.edit(CLAIMS, "alda; bram; cleve", "alda; (bram | cleve)"),
            CHECK,
            1,
            &["error[bad-set-expression]"],
        ),
        (
            "10,000 brackets in a set",
            |p| p.edit(CLAIMS, "alda; bram; cleve", &"(".repeat(10_000)),
            CHECK,
            1,
            &["error[bad-set-expression]"],
        ),
        (
            "10,000 words inside each other",
            |p| p.edit(CLAIMS, "alda; bram; cleve", &"«".repeat(10_000)),
            CHECK,
            1,
            &["error[bad-set-expression]"],
        ),
        (
            "a joint at the end",
            |p| p.edit(CLAIMS, "alda; bram; cleve", "alda; bram; "),
            CHECK,
            1,
            &["error[bad-set-expression]: `subject` is no set expression: an item is missing"],
        ),
        (
            "10,000 items",
            |p| p.edit(CLAIMS, "alda; bram; cleve", &format!("{}cleve", "alda; ".repeat(9_999))),
            CHECK,
            1,
            &["10008 facts", "error[name-not-used]: no cell uses the name “Bram”"],
        ),
        (
            "30 items that nobody knows",
            |p| p.edit(CLAIMS, "alda; bram; cleve", &format!("{}cleve", "nobody; ".repeat(30))),
            CHECK,
            1,
            &["error[unknown-id]: `subject` names `nobody`"],
        ),
        (
            "30 numbers",
            |p| p.edit(CLAIMS, ">30", &format!("{}30", "1; ".repeat(29))),
            CHECK,
            1,
            &["error[number-list-mismatch]: `number` lists 30 numbers, `object` has 1"],
        ),
        ("no number", |p| p.edit(CLAIMS, ">30", "many"), CHECK, 1, &["error[bad-number]"]),
        ("a number of 10,000 digits", |p| p.edit(CLAIMS, ">30", &"9".repeat(10_000)), CHECK, 1, &["error[bad-number]"]),
        ("share of nothing", |p| p.edit(CLAIMS, ">30", "1/0"), CHECK, 1, &["error[bad-number]"]),
        ("range turned round", |p| p.edit(CLAIMS, ">30", "30..3"), CHECK, 1, &["error[bad-number]"]),
        (
            "month thirteen",
            |p| p.edit(CLAIMS, "within,1998", "within,1998-13"),
            CHECK,
            1,
            &["error[bad-date]: `1998-13` is no date"],
        ),
        ("30 February", |p| p.edit(CLAIMS, "within,1998", "within,1998-02-30"), CHECK, 1, &["error[bad-date]"]),
        (
            "a year of 400 digits",
            |p| p.edit(CLAIMS, "within,1998", &format!("within,{}", "1".repeat(400))),
            CHECK,
            1,
            &["error[bad-date]"],
        ),
        (
            "year in exponents",
            |p| p.edit(CLAIMS, "within,1998", "within,Y1E9999999999"),
            CHECK,
            1,
            &["error[bad-date]"],
        ),
        ("date turned round", |p| p.edit(CLAIMS, "2004-09/2004-12", "2004-12/2004-09"), CHECK, 1, &["error[bad-date]"]),
        ("open end", |p| p.edit(CLAIMS, "2004-09/2004-12", "2004-09/.."), CHECK, 1, &["error[bad-date]"]),
        (
            "a date of 10,000 brackets",
            |p| p.edit(CLAIMS, "within,1998", &format!("within,{}", "[".repeat(10_000))),
            CHECK,
            1,
            &["error[bad-date]"],
        ),
        (
            "no length of time",
            |p| p.edit(CLAIMS, "within,1998,", "within,1998,3 years"),
            CHECK,
            1,
            &["error[bad-duration]"],
        ),
        (
            "a length of 10,000 digits",
            |p| p.edit(CLAIMS, "within,1998,", &format!("within,1998,P{}Y", "9".repeat(10_000))),
            CHECK,
            1,
            &["error[bad-duration]"],
        ),
        ("date without a role", |p| p.edit(CLAIMS, "within,1998", ",1998"), CHECK, 1, &["error[when-without-role]"]),
        ("role without a date", |p| p.edit(CLAIMS, "within,1998", "within,"), CHECK, 1, &["error[when-without-role]"]),
        ("role against date", |p| p.edit(CLAIMS, "within,1998", "at,1998"), CHECK, 1, &["error[role-against-when]"]),
        (
            "unknown role",
            |p| p.edit(CLAIMS, "within,1998", "withn,1998"),
            CHECK,
            1,
            &["error[value-not-allowed]: `role` cannot be `withn`", "did you mean `within`?"],
        ),
        (
            "restates itself",
            |p| p.edit(CLAIMS, "«The ports of Lake Orla»,,,,,,,,,,,,,,", "«The ports of Lake Orla»,,,,,,,,,,,,,,title"),
            CHECK,
            1,
            &["error[claim-names-itself]"],
        ),
        (
            "depends on itself",
            |p| p.edit(CLAIMS, "«The ports of Lake Orla»,,,,,,,,,,,,,,", "«The ports of Lake Orla»,,,,,,,,,,,,,title,"),
            CHECK,
            1,
            &["error[claim-names-itself]", "error[condition-without-mood]"],
        ),
        (
            "is said by itself",
            |p| p.edit(CLAIMS, "«The ports of Lake Orla»,,,,,,,,,,,,,,", "«The ports of Lake Orla»,,,,,,,,,,,title,,,"),
            CHECK,
            1,
            &["error[claim-names-itself]", "error[holder-cannot-speak]"],
        ),
        (
            "two claims that say the same",
            |p| {
                p.edit(
                    CLAIMS,
                    "title,orla,",
                    &format!(
                        "{},self,is-titled,«The ports of Lake Orla»,,,,,,,,,,,,,,\ntitle,orla,",
                        "subtitle,orla,0,22,The ports of Lake Orla"
                    ),
                )
            },
            CHECK,
            1,
            &["error[same-claim-twice]"],
        ),
        (
            "mention of nobody",
            |p| p.edit(MENTIONS, "jetty-of-bram,\n", "jety-of-bram,\n"),
            CHECK,
            1,
            &["error[unknown-id]: `refers` names `jety-of-bram`"],
        ),
        (
            "pattern names a side twice",
            |p| p.edit(PREDICATES, "S … damaged the O", "S … S damaged the O"),
            CHECK,
            1,
            &["facts/predicates.csv:2:28: error[bad-pattern]"],
        ),
        ("pattern without a side", |p| p.edit(PREDICATES, "S … damaged the O", "…"), CHECK, 1, &["error[bad-pattern]"]),
        (
            "pattern of a side that there is not",
            |p| p.edit(PREDICATES, "S … damaged the O", "S damaged O with X"),
            CHECK,
            1,
            &["error[bad-pattern]"],
        ),
        (
            "pattern of 10,000 words",
            |p| p.edit(PREDICATES, "S … damaged the O", &format!("S … {} O", "a/b … ".repeat(10_000).trim_end())),
            CHECK,
            1,
            &["facts/orla/claims.csv:6:87: error[pattern-not-in-quote]"],
        ),
        (
            "unknown type",
            |p| p.edit(PREDICATES, "damages,cause,words,place", "damages,cause,words,plaice"),
            CHECK,
            1,
            &["error[unknown-type]: there is no type `plaice`", "did you mean `place`?"],
        ),
        ("unknown flag", |p| p.edit(PREDICATES, "asymmetric", "assymetric"), CHECK, 1, &["error[value-not-allowed]"]),
        (
            "right-to-left override in an alias",
            |p| p.edit(ALIASES, "Cleve", "Cl\u{202e}eve"),
            CHECK,
            1,
            &["error[hidden-character]", "U+202E"],
        ),
        (
            "no-break space in an alias",
            |p| p.edit(ALIASES, "Lake Orla", "Lake\u{a0}Orla"),
            CHECK,
            1,
            &["error[hidden-character]"],
        ),
        (
            "white space around a cell",
            |p| p.edit(ENTITIES, ",Cleve,", ", Cleve ,"),
            CHECK,
            1,
            &["error[stray-white-space]"],
        ),
        (
            "silence without a kind",
            |p| p.append(SILENCE, "s,orla,0,22,The ports of Lake Orla,because"),
            CHECK,
            1,
            &["facts/orla/silence.csv:2:36: error[bad-silence-reason]", "error[silence-over-claim]"],
        ),
        (
            "lexicon without a reason",
            |p| p.append(LEXICON, "some,number,,1,9,"),
            CHECK,
            1,
            &["facts/lexicon.csv:2:", "error[judgement-without-reason]"],
        ),
        (
            "lexicon range that is none",
            |p| p.append(LEXICON, "some,number,,-1,9e9,why not"),
            CHECK,
            1,
            &["error[bad-integer]"],
        ),
    ]);
}

#[test]
fn part_of() {
    hold(&[
        (
            "part of itself",
            |p| p.edit(ENTITIES, "lake-orla,place,Lake Orla,,", "lake-orla,place,Lake Orla,lake-orla,"),
            CHECK,
            1,
            &["facts/entities.csv:6:27: error[part-of-cycle]: `lake-orla` is part of itself: lake-orla → lake-orla"],
        ),
        (
            "part of each other",
            |p| p.edit(ENTITIES, "lake-orla,place,Lake Orla,,", "lake-orla,place,Lake Orla,alda,"),
            CHECK,
            1,
            &["error[part-of-cycle]: `alda` is part of itself"],
        ),
        (
            "part of nothing",
            |p| p.edit(ENTITIES, "lake-orla,place,Lake Orla,,", "lake-orla,place,Lake Orla,lake-orlo,"),
            CHECK,
            1,
            &["error[unknown-id]"],
        ),
        (
            "a chain of 50,000, used at its end",
            |p| p.edit(ENTITIES, "lake-orla,place,Lake Orla,,", &chain(50_000, "")),
            CHECK,
            0,
            &["every claim stands"],
        ),
        (
            "a ring of 5,000",
            |p| p.edit(ENTITIES, "lake-orla,place,Lake Orla,,", &chain(5_000, "lake-orla")),
            CHECK,
            1,
            &["error[part-of-cycle]: `lake-orla` is part of itself", "1 error,"],
        ),
    ]);
}

/// Entities `lake-orla`, then ever larger lakes, each part of the next.
fn chain(length: usize, last: &str) -> String {
    let mut rows = String::from("lake-orla,place,Lake Orla,lake-orla-00001,\n");
    for n in 1..=length {
        let whole = if n == length { last.to_owned() } else { format!("lake-orla-{:05}", n + 1) };
        rows += &format!("lake-orla-{n:05},place,Lake,{whole},\n");
    }
    rows.trim_end().to_owned()
}

#[test]
fn layout() {
    hold(&[
        (
            "furniture over the whole source",
            |p| p.write(LAYOUT, format!("{}all,orla,0,{},x,furniture,\n", first_line(p, LAYOUT), TEXT.len())),
            CHECK,
            1,
            &["facts/orla/layout.csv:2:", "error[quote-not-at-offset]"],
        ),
        (
            "furniture over furniture",
            |p| {
                p.edit(
                    LAYOUT,
                    "page-two,orla,",
                    &format!("page{}PAGE,furniture,\npage-two,orla,", span_with("PAGE").replacen(',', ",orla,", 1)),
                )
            },
            CHECK,
            0,
            &["every claim stands"],
        ),
        (
            "furniture past the end",
            |p| p.append(LAYOUT, "more,orla,5000,6000,PAGE,furniture,"),
            CHECK,
            1,
            &["facts/orla/layout.csv:3:", "error[offset-out-of-bounds]", "error[layout-changes-nothing]"],
        ),
        (
            "furniture turned round",
            |p| p.append(LAYOUT, "more,orla,900,400,PAGE,furniture,"),
            CHECK,
            1,
            &["error[offsets-reversed]"],
        ),
        (
            "furniture inside a character",
            |p| {
                p.append(
                    LAYOUT,
                    &format!(
                        "more,orla,{0},{1},x,furniture,",
                        TEXT.find('\u{1F6A2}').unwrap() + 1,
                        TEXT.find('\u{1F6A2}').unwrap() + 3
                    ),
                )
            },
            CHECK,
            1,
            &["error[offset-inside-character]"],
        ),
        (
            "furniture inside a word",
            |p| {
                p.append(
                    LAYOUT,
                    &format!(
                        "more,orla,{0},{1},lda,furniture,",
                        TEXT.rfind("Alda").unwrap() + 1,
                        TEXT.rfind("Alda").unwrap() + 4
                    ),
                )
            },
            CHECK,
            1,
            &["error[offset-inside-word]"],
        ),
        (
            "marks over each other",
            |p| {
                p.write(
                    LAYOUT,
                    format!(
                        "{}{}",
                        p.read(LAYOUT),
                        "a,orla,0,300,x,mark,\nb,orla,5,6,x,mark,\nc,orla,299,301,x,mark,\n"
                    ),
                )
            },
            CHECK,
            1,
            &["error[quote-not-at-offset]"],
        ),
        (
            "hyphen without intent",
            |p| p.edit(LAYOUT, "furniture,", "hyphen,"),
            CHECK,
            1,
            &["error[layout-without-intended]"],
        ),
        (
            "hyphen where none is",
            |p| p.edit(LAYOUT, "furniture,", "hyphen,keep"),
            CHECK,
            1,
            &["error[layout-changes-nothing]"],
        ),
        (
            "misprint without intent",
            |p| p.edit(LAYOUT, "furniture,", "reads,"),
            CHECK,
            1,
            &["error[layout-without-intended]: `intended` is ``"],
        ),
        (
            "unknown kind",
            |p| p.edit(LAYOUT, "furniture,", "furnitur,"),
            CHECK,
            1,
            &["error[value-not-allowed]", "did you mean `furniture`?"],
        ),
    ]);
}

fn span_with(words: &str) -> String {
    let start = TEXT.find(words).unwrap();
    format!(",{start},{},", start + words.len())
}

#[test]
fn exceptions() {
    hold(&[
        (
            "unknown check",
            |p| p.append(EXCEPTIONS, "e,quote-not-at-offsett,title,why"),
            CHECK,
            1,
            &["facts/exceptions.csv:2:3: error[exception-of-unknown-check]", "did you mean `quote-not-at-offset`?"],
        ),
        (
            "unknown fact",
            |p| p.append(EXCEPTIONS, "e,quote-not-at-offset,titlle,why"),
            CHECK,
            1,
            &["error[exception-of-unknown-fact]", "did you mean `title`?"],
        ),
        (
            "excepts nothing",
            |p| p.append(EXCEPTIONS, "e,quote-not-at-offset,title,why"),
            CHECK,
            1,
            &["facts/exceptions.csv:2:1: error[exception-excepts-nothing]"],
        ),
        (
            "no reason",
            |p| {
                p.edit(CLAIMS, "orla,0,22", "orla,0,21");
                p.append(EXCEPTIONS, "e,offset-inside-word,title,");
            },
            CHECK,
            1,
            &["error[exception-without-reason]", "error[offset-inside-word]"],
        ),
        (
            "no fact",
            |p| {
                p.append(ALIASES, "X,cleve");
                p.append(EXCEPTIONS, "e,wrong-field-count,,why");
            },
            CHECK,
            1,
            &["error[empty-required-cell]", "error[wrong-field-count]"],
        ),
        (
            "no check",
            |p| p.append(EXCEPTIONS, "e,,title,why"),
            CHECK,
            1,
            &["error[empty-required-cell]: `check` is empty"],
        ),
        (
            "of itself",
            |p| p.append(EXCEPTIONS, "e,exception-excepts-nothing,e,why"),
            CHECK,
            1,
            &["error[exception-excepts-nothing]"],
        ),
        (
            "covers its finding",
            |p| {
                p.edit(CLAIMS, ",The ports of", ",The port of");
                p.append(EXCEPTIONS, "e,quote-not-at-offset,title,the print is torn here");
            },
            CHECK,
            0,
            &["1 finding excepted"],
        ),
    ]);
}

#[test]
fn arguments() {
    hold(&[
        ("unknown subcommand", |_| {}, &["chek"], 2, &["chek"]),
        ("unknown flag", |_| {}, &["--fromat", "json"], 2, &["--fromat"]),
        ("unknown format", |_| {}, &["check", "--format", "xml"], 2, &["xml", "text, json"]),
        ("no threads", |_| {}, &["check", "--threads", "0"], 2, &["--threads"]),
        ("too many threads", |_| {}, &["check", "--threads", "257"], 2, &["--threads"]),
        ("threads that are no number", |_| {}, &["check", "--threads", "-1"], 2, &["error: "]),
        ("deny what there is not", |_| {}, &["--deny", "errors"], 2, &["errors", "warnings"]),
        ("unknown colour", |_| {}, &["--color", "mauve"], 2, &["mauve"]),
        ("a value too many", |_| {}, &["check", "facts"], 2, &["facts"]),
        ("root without a value", |_| {}, &["--root"], 2, &["a value is required for '--root <DIR>'"]),
        ("empty argument", |_| {}, &[""], 2, &["error: "]),
        ("derive without a name", |_| {}, &["derive"], 2, &["NAME"]),
        (
            "derive an unknown dataset",
            |_| {},
            &["derive", "timelines"],
            2,
            &["there is no dataset `timelines`", "did you mean `timeline`?"],
        ),
        ("derive in an unknown format", |_| {}, &["derive", "timeline", "--format", "xml"], 2, &["csv, json"]),
        ("derive all of one", |_| {}, &["derive", "timeline", "--all", "out"], 2, &["cannot be used with"]),
        ("derive all into a file", |_| {}, &["derive", "--all", "seeds/orla.txt"], 2, &["cannot be written"]),
        ("explain without a name", |_| {}, &["explain"], 2, &["CHECK"]),
        (
            "explain an unknown check",
            |_| {},
            &["explain", "source-mising"],
            2,
            &["there is no check `source-mising`", "did you mean `source-missing`?"],
        ),
        ("explain nonsense", |_| {}, &["explain", "\u{1b}[31m"], 2, &["there is no check", "there are: "]),
        ("export in an unknown format", |_| {}, &["export", "--format", "csv"], 2, &["jsonl"]),
        ("coverage in an unknown format", |_| {}, &["coverage", "--format", "csv"], 2, &["text, json"]),
        ("format with a value", |_| {}, &["fmt", "claims"], 2, &["claims"]),
        ("fix with a value", |_| {}, &["fix", "--dryrun"], 2, &["--dry-run"]),
        (
            "export without claims",
            |p| fs::remove_file(p.path(CLAIMS)).unwrap(),
            &["export"],
            2,
            &["holds no claim row"],
        ),
        (
            "derive without claims",
            |p| fs::remove_file(p.path(CLAIMS)).unwrap(),
            &["derive", "timeline"],
            2,
            &["holds no claim row"],
        ),
        ("export of a folder", |p| p.edit(SOURCES, SOURCE, "seeds"), &["export"], 2, &["seeds: cannot be opened"]),
        ("fix in a folder", |p| p.edit(SOURCES, SOURCE, "seeds"), &["fix"], 2, &["seeds: cannot be opened"]),
        (
            "fmt of a broken table",
            |p| p.append(ALIASES, "X,cleve"),
            &["fmt"],
            1,
            &["facts/aliases.csv: line 8, column 1: cannot be read"],
        ),
    ]);
}

#[test]
fn arguments_of_add() {
    hold(&[
        ("without words", |_| {}, &["add", "subject=alda"], 2, &["--at <WORDS>"]),
        ("empty words", |_| {}, &["add", "--at", ""], 2, &["`--at` holds no words"]),
        ("white space for words", |_| {}, &["add", "--at", " \n\t "], 2, &["`--at` holds no words"]),
        (
            "words that stand nowhere",
            |_| {},
            &["add", "--at", "the seven ports"],
            2,
            &["“the seven ports” stands nowhere as whole words"],
        ),
        ("half a word", |_| {}, &["add", "--at", "The port"], 2, &["“The port” stands nowhere as whole words"]),
        (
            "words in several places",
            |_| {},
            &["add", "--at", "the league"],
            2,
            &[
                "“the league” stands in 3 places:\n  [1] seeds/orla.txt:6:56 …",
                "[the league]",
                "[3] seeds/orla.txt:11:12 ",
                "--nth N",
            ],
        ),
        ("no such place", |_| {}, &["add", "--at", "the league", "--nth", "4"], 2, &["`--nth 4`: there are 3 places"]),
        ("place zero", |_| {}, &["add", "--at", "the league", "--nth", "0"], 2, &["--nth"]),
        (
            "unknown column",
            |_| {},
            &["add", "--at", "Storms", "subjct=alda"],
            2,
            &["there is no column `subjct`", "did you mean `subject`?"],
        ),
        ("no column", |_| {}, &["add", "--at", "Storms", "alda"], 2, &["`alda` is no cell", "column=value"]),
        ("a column of the anchor", |_| {}, &["add", "--at", "Storms", "start=0"], 2, &["`start` comes from `--at`"]),
        (
            "a column twice",
            |_| {},
            &["add", "--at", "Storms", "subject=alda", "subject=bram"],
            2,
            &["`subject` is given twice"],
        ),
        (
            "columns that are missing",
            |_| {},
            &["add", "--at", "Storms"],
            2,
            &["a row of claims also needs: subject, predicate", "add subject=… predicate=… to the command"],
        ),
        (
            "an empty value for a required column",
            |_| {},
            &["add", "--at", "Storms", "subject=", "predicate=damages"],
            2,
            &["a row of claims also needs: subject"],
        ),
        (
            "columns of a mention that are missing",
            |_| {},
            &["add", "--at", "Storms", "--table", "mentions"],
            2,
            &["a row of mentions also needs: refers"],
        ),
        (
            "unknown table",
            |_| {},
            &["add", "--at", "Storms", "--table", "entities"],
            2,
            &["claims, mentions, silence, layout"],
        ),
        (
            "unknown source",
            |_| {},
            &["add", "--at", "Storms", "--source", "orlo"],
            2,
            &["there is no source `orlo`", "did you mean `orla`?"],
        ),
        ("words that act on a terminal", |_| {}, &["add", "--at", "\u{1b}[31mStorms"], 2, &["stands nowhere"]),
        (
            "a table that cannot be read",
            |p| p.append(CLAIMS, "x"),
            &["add", "--at", "Storms", "subject=alda", "predicate=damages"],
            2,
            &["facts/orla/claims.csv has rows that cannot be read"],
        ),
        (
            "a source that is missing",
            |p| fs::remove_file(p.path(SOURCE)).unwrap(),
            &["add", "--at", "Storms", "subject=alda", "predicate=damages"],
            2,
            &["stands nowhere"],
        ),
        (
            "a source id that leads out of facts",
            |p| {
                fs::remove_file(p.path(CLAIMS)).unwrap();
                p.edit(SOURCES, "orla,", "../../orla,");
            },
            &["add", "--at", "Storms", "subject=alda", "predicate=damages"],
            2,
            &["`../../orla`"],
        ),
        (
            "a row that the checks object to",
            |_| {},
            &["add", "--at", "Storms", "subject=alda", "predicate=damges"],
            1,
            &["did you mean `damages`?", "the checks object, see above"],
        ),
        (
            "a row that acts on a terminal",
            |_| {},
            &["add", "--at", "Storms", "subject=\u{1b}[31m\u{202e}", "predicate=damages"],
            1,
            &["error[bad-set-expression]"],
        ),
    ]);
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    for arguments in [&[&b"\xff"[..]][..], &[b"add", b"--at", b"\xff"], &[b"explain", b"\xff\xfe"]] {
        let arguments = arguments.iter().map(|argument| std::ffi::OsStr::from_bytes(argument));
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_factcheck")).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with("error: ") && said.contains("--help") && !said.contains("panicked"), "{said}");
    }
}
