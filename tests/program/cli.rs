//! Does every command do what its contract says: exit status, output, and no byte that it need not
//! write?

use std::collections::BTreeSet;
use std::path::Path;

use crate::project::{HERE, Project, Ran, SOURCE, TEXT, run_in, span_of};
use crate::support::assert_snapshots;
use factcheck::checks;
use factcheck::datasets;
use serde_json::Value;

const CLAIMS: &str = "facts/orla/claims.csv";
const MENTIONS: &str = "facts/orla/mentions.csv";
const LAYOUT: &str = "facts/orla/layout.csv";
const SILENCE: &str = "facts/orla/silence.csv";
const EXCEPTIONS: &str = "facts/exceptions.csv";
const ALIASES: &str = "facts/aliases.csv";

/// Every subcommand with arguments under which it ends well and writes nothing.
const COMMANDS: &[&[&str]] = &[
    &["check"],
    &["check", "--format", "json"],
    &["check", "--verbose", "--deny", "warnings", "--threads", "3", "--color", "always"],
    &["fmt", "--check"],
    &["fix", "--dry-run"],
    &["fix"],
    &["add", "--dry-run", "--table", "layout", "--at", "\u{1F6A2}", "kind=reads", "intended=a ship"],
    &["coverage"],
    &["coverage", "--format", "json"],
    &["derive", "--list"],
    &["derive", "timeline"],
    &["derive", "counts", "--format", "json"],
    &["export"],
    &["grounding"],
    &["grounding", "--format", "json"],
    &["explain", "quote-not-at-offset"],
    &["mutate", "--operator", "offset-by-word"],
    &["mutate", "--table", "mentions", "--operator", "quote-word-altered", "--format", "json"],
    &["assure", "--threads", "2"],
    &["--help"],
    &["--version"],
];

/// Check, severity and fact of every finding of a run.
fn found(project: &Project) -> Vec<(String, String, String)> {
    let report = project.run(&["check", "--format", "json"]).json();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let findings = report["findings"].as_array().expect("findings").iter();
    findings.map(|finding| (text(&finding["code"]), text(&finding["severity"]), text(&finding["fact"]))).collect()
}

#[test]
fn severity_and_gate_make_the_exit_status() {
    let fixture = crate::support::repository("tests/fixtures/name-spelled-two-ways");
    let warning = || {
        let project = Project::copy_of(&crate::support::repository("tests/fixtures/base"));
        for path in crate::project::files_under(&fixture, "") {
            project.write(&path, std::fs::read(fixture.join(&path)).expect("a file"));
        }
        project
    };
    let error = || {
        let project = Project::new();
        project.edit(CLAIMS, ",The ports of", ",The port of");
        project
    };
    for (what, project, severity, open, denied) in [
        ("nothing", Project::new(), "", 0, 0),
        ("a warning", warning(), "warning", 0, 1),
        ("an error", error(), "error", 1, 1),
    ] {
        let found = found(&project);
        assert!(found.iter().all(|(_, found, _)| found == severity), "{what}: {found:?}");
        for format in ["text", "json"] {
            let status = |more: &[&str]| project.run(&[&["check", "--format", format], more].concat()).status;
            assert_eq!((status(&[]), status(&["--deny", "warnings"])), (open, denied), "{what} {format}");
        }
        for (index, (code, _, fact)) in found.iter().enumerate() {
            let text = project.read(EXCEPTIONS);
            project.write(EXCEPTIONS, text + &format!("e{index},{code},{fact},a reader can see it\n"));
        }
        let excepted = project.run(&["check", "--deny", "warnings"]);
        assert_eq!(excepted.status, 0, "{what}, excepted: {}", excepted.all());
    }
}

#[test]
fn what_is_blocked_fails_at_any_gate() {
    let project = Project::new();
    project.write(ALIASES, "alias,entity\n");
    for arguments in [&["check"][..], &["check", "--deny", "warnings"], &["coverage"]] {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 1, "{arguments:?}: {}", ran.all());
    }
    let summary = &project.run(&["check", "--format", "json"]).json()["summary"];
    assert_eq!(summary["blocked"], serde_json::json!([ALIASES]));
}

#[test]
fn every_subcommand_takes_a_root() {
    let project = Project::new();
    let elsewhere = Project::empty();
    let root = project.root().to_str().expect("UTF-8");
    for arguments in COMMANDS.iter().filter(|arguments| !arguments[0].starts_with('-')) {
        let at_home = project.run(arguments);
        assert_eq!(at_home.status, 0, "{arguments:?}: {}", at_home.all());
        let equals = format!("--root={root}");
        let placements = [
            [&["--root", root], *arguments].concat(),
            [*arguments, &["--root", root]].concat(),
            [&[equals.as_str()], *arguments].concat(),
        ];
        // The page of assurance tries every mutant: once is enough.
        let times = if arguments[0] == "assure" { 1 } else { placements.len() };
        for placed in placements.into_iter().take(times) {
            let ran = elsewhere.run(&placed);
            assert_eq!((ran.status, ran.all()), (0, at_home.all()), "{placed:?}");
        }
    }
}

#[test]
fn the_root_is_the_nearest_one_upward() {
    let project = Project::new();
    let inner = project.path("facts/orla");
    let ran = run_in(&inner, &["check"]);
    assert_eq!(ran.status, 0, "{}", ran.all());
    assert_eq!(ran.stdout, project.run(&["check"]).stdout);
}

#[test]
fn no_subcommand_means_check() {
    let project = failing();
    let root = project.root().to_str().expect("UTF-8").to_owned();
    for options in [
        &[][..],
        &["--format", "json"],
        &["--deny", "warnings"],
        &["--verbose"],
        &["--threads=2", "--color=always"],
        &["--root", &root],
        &["--root", &root, "--format=json"],
        &["--format=json", "--root", &root],
    ] {
        let (short, long) = (project.run(options), project.run(&[&["check"], options].concat()));
        assert_eq!((short.status, &short.stdout), (long.status, &long.stdout), "{options:?}");
        assert!(short.stdout.len() > 100, "{options:?}: {}", short.all());
    }
}

#[test]
fn what_only_reads_writes_nothing() {
    for project in [Project::new(), failing()] {
        let before = project.contents();
        // Of what is broken, some can be fixed.
        let mends = |arguments: &[&str]| arguments == ["fix"] && project.run(&["check"]).status != 0;
        for arguments in COMMANDS.iter().filter(|arguments| !mends(arguments)) {
            project.run(arguments);
            assert_eq!(project.contents(), before, "{arguments:?} changed a file");
        }
    }
}

#[test]
fn verbose_prints_every_check_and_its_rows() {
    let ran = Project::new().run(&["check", "--verbose"]);
    for check in checks::all() {
        assert!(ran.stdout.lines().any(|line| line.split_whitespace().next() == Some(check.name)), "{}", check.name);
    }
    let claims = ran.stdout.lines().find(|line| line.starts_with("quote-not-at-offset ")).expect("the check");
    assert_eq!(claims.split_whitespace().nth(1), Some("17"), "nine claims, seven mentions and one layout row");
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    let project = Project::new();
    project.edit(CLAIMS, ",The ports of", ",The port of");
    let coloured = |arguments: &[&str]| project.run(arguments).stdout.contains('\u{1b}');
    assert!(coloured(&["--color", "always"]));
    assert!(
        !coloured(&["--color", "never"]) && !coloured(&[]) && !coloured(&["--format", "json", "--color", "always"])
    );
}

/// Keys of an object, in the order in which they are printed.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}")).keys().map(String::as_str).collect()
}

/// Holds the keys of an object and the type of each value: `s` string, `n` number, `a` array, `o` object,
/// and `?` after it where the value may be null.
fn is_shaped(value: &Value, shape: &[(&str, &str)]) {
    assert_eq!(keys(value), shape.iter().map(|(key, _)| *key).collect::<Vec<_>>());
    for (key, kind) in shape {
        let kept = match &value[*key] {
            Value::Null => kind.ends_with('?'),
            Value::String(_) => kind.starts_with('s'),
            Value::Number(number) => kind.starts_with('n') && number.is_u64(),
            Value::Array(_) => kind.starts_with('a'),
            Value::Object(_) => kind.starts_with('o'),
            Value::Bool(_) => kind.starts_with('b'),
        };
        assert!(kept, "`{key}` should be {kind}: {value}");
    }
}

const FINDING: &[(&str, &str)] = &[
    ("code", "s"),
    ("severity", "s"),
    ("message", "s"),
    ("file", "s"),
    ("line", "n?"),
    ("column", "n?"),
    ("record", "n?"),
    ("field", "s?"),
    ("fact", "s?"),
    ("value", "s?"),
    ("source", "s?"),
    ("start", "n?"),
    ("end", "n?"),
    ("related", "a"),
    ("help", "s?"),
    ("exception", "s?"),
];
const RELATED: &[(&str, &str)] = &[
    ("file", "s"),
    ("line", "n?"),
    ("column", "n?"),
    ("fact", "s?"),
    ("source", "s?"),
    ("start", "n?"),
    ("end", "n?"),
    ("note", "s"),
];
const SUMMARY: &[(&str, &str)] = &[
    ("sources", "n"),
    ("claims", "n"),
    ("facts", "n"),
    ("by_table", "o"),
    ("checks_run", "n"),
    ("dormant", "a"),
    ("blocked", "a"),
    ("errors", "n"),
    ("warnings", "n"),
    ("excepted", "n"),
];

#[test]
fn the_json_report_keeps_its_contract() {
    let project = failing();
    let ran = project.run(&["check", "--format", "json"]);
    let report = ran.json();
    assert_eq!(ran.stdout.lines().count(), 1);
    is_shaped(&report, &[("version", "n"), ("summary", "o"), ("findings", "a")]);
    assert_eq!(report["version"], 1);
    is_shaped(&report["summary"], SUMMARY);
    let findings = report["findings"].as_array().expect("findings");
    for finding in findings {
        is_shaped(finding, FINDING);
        finding["related"].as_array().expect("related").iter().for_each(|other| is_shaped(other, RELATED));
        let file = finding["file"].as_str().expect("a file");
        assert!(project.path(file).is_file() && !file.contains('\\') && !file.starts_with('/'), "{file}");
    }
    let count =
        |severity: &str| findings.iter().filter(|f| f["severity"] == severity && f["exception"].is_null()).count();
    assert_eq!(
        (&report["summary"]["errors"], &report["summary"]["warnings"]),
        (&count("error").into(), &count("warning").into())
    );
    assert_eq!(report["summary"]["excepted"], findings.iter().filter(|f| !f["exception"].is_null()).count());
    assert!(findings.iter().any(|finding| finding["related"].as_array().is_some_and(|related| !related.is_empty())));
}

#[test]
fn a_finding_about_a_cell_says_where_it_is() {
    let project = Project::new();
    project.edit(CLAIMS, "Bram’s tide clock", "Bram’s tide clack");
    let report = project.run(&["check", "--format", "json"]).json();
    let of_quote = |finding: &&Value| finding["code"] == "quote-not-at-offset";
    let finding = report["findings"].as_array().expect("findings").iter().find(of_quote).expect("the finding");
    let span = span_of("Bram’s tide clock is older than the league (Alda Almanac 2010)", 0);
    let row = project.read(CLAIMS).lines().position(|line| line.starts_with("tide-clock,")).expect("the row");
    assert_eq!(finding["file"], CLAIMS);
    assert_eq!((&finding["line"], &finding["record"]), (&(row + 1).into(), &row.into()));
    assert_eq!(finding["column"], "tide-clock,orla,,,".len() + format!("{}{}", span.start, span.end).len() + 1);
    assert_eq!(
        (&finding["field"], &finding["fact"], &finding["source"]),
        (&"quote".into(), &"tide-clock".into(), &"orla".into())
    );
    assert_eq!(finding["value"], "Bram’s tide clack is older than the league (Alda Almanac 2010)");
    assert_eq!((&finding["start"], &finding["end"]), (&span.start.into(), &span.end.into()));
}

#[test]
fn a_finding_about_a_source_is_placed_in_it() {
    let project = Project::new();
    project.set_source(format!("{TEXT}\n\u{1F6A2} Alda rests.\n").as_bytes());
    let report = project.run(&["check", "--format", "json"]).json();
    let bare = |finding: &&Value| finding["code"] == "sentence-without-claim";
    let finding = report["findings"].as_array().expect("findings").iter().find(bare).expect("the finding");
    let expected =
        serde_json::json!([SOURCE, 15, 1, null, null, "orla", null, "orla", TEXT.len() + 1, TEXT.len() + 17]);
    let keys = ["file", "line", "column", "record", "field", "fact", "value", "source", "start", "end"];
    assert_eq!(Value::from(keys.map(|key| finding[key].clone()).to_vec()), expected);
}

#[test]
fn export_keeps_its_contract() {
    let project = Project::new();
    let ran = project.run(&["export", "--format", "jsonl"]);
    assert_eq!((ran.status, &ran.stdout), (0, &project.run(&["export"]).stdout));
    let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 9);
    for line in &lines {
        let shape = [
            ("id", "s"),
            ("table", "s"),
            ("source", "s"),
            ("start", "n?"),
            ("end", "n?"),
            ("quote", "s"),
            ("row", "o"),
            ("kind", "s?"),
            ("dates", "a"),
            ("quantity", "a"),
            ("entities", "a"),
            ("facts", "n"),
        ];
        is_shaped(line, &shape);
        assert_eq!(keys(&line["row"]).join(","), project.read(CLAIMS).lines().next().expect("a header"));
        for date in line["dates"].as_array().expect("dates") {
            is_shaped(
                date,
                &[("column", "s"), ("edtf", "s"), ("role", "s?"), ("earliest", "s?"), ("latest", "s?"), ("hard", "o")],
            );
            is_shaped(&date["hard"], &[("earliest", "s?"), ("latest", "s?")]);
        }
        for quantity in line["quantity"].as_array().expect("quantities") {
            is_shaped(quantity, &[("kind", "s"), ("min", "n?"), ("max", "n?"), ("unit", "s?")]);
        }
    }
    let of = |id: &str| lines.iter().find(|line| line["id"] == id).expect("a claim");
    assert_eq!((&of("three-ports")["facts"], &of("three-ports")["kind"]), (&3.into(), &"attribute".into()));
    assert_eq!(of("three-ports")["entities"], serde_json::json!(["alda", "bram", "cleve", "lake-orla"]));
    let crossings = &of("crossings")["quantity"][0];
    assert_eq!(
        (&crossings["min"], &crossings["max"], &crossings["unit"]),
        (&31.into(), &Value::Null, &"crossings".into())
    );
    assert_eq!(of("crossings")["entities"], serde_json::json!(["orla-league"]), "by a mention");
    let joins = &of("cleve-joins")["dates"][0];
    assert_eq!((&joins["earliest"], &joins["latest"]), (&"2004-09-01".into(), &"2004-12-31".into()));
    assert_eq!(joins["hard"], serde_json::json!({"earliest": "2004-07-01", "latest": "2004-12-31"}));
    assert_eq!(of("title")["dates"], serde_json::json!([]));
}

#[test]
fn coverage_keeps_its_contract() {
    let project = Project::new();
    let ran = project.run(&["coverage", "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.all());
    let named = [
        "sentences",
        "dates",
        "numbers",
        "names",
        "abbreviations",
        "negators",
        "hedges",
        "conditions",
        "connectives",
        "quantifiers",
        "boosters",
        "degrees",
        "ranks",
        "scopes",
        "parts",
        "words",
    ];
    let classes = ran.json();
    assert_eq!(keys(&classes).into_iter().collect::<BTreeSet<_>>(), named.into_iter().collect());
    for class in named {
        is_shaped(&classes[class], &[("total", "n"), ("used", "n"), ("silent", "n"), ("unused", "n")]);
        let count = |key: &str| classes[class][key].as_u64().expect("a count");
        assert_eq!(count("total"), count("used") + count("silent") + count("unused"), "{class}");
    }
    assert_eq!(classes["sentences"], serde_json::json!({"total": 8, "used": 8, "silent": 0, "unused": 0}));
    project.set_source(format!("{TEXT}\nAlda rests.\n").as_bytes());
    let unused = project.run(&["coverage", "--format", "json"]);
    assert_eq!((unused.status, &unused.json()["sentences"]["unused"]), (1, &1.into()));
    assert_eq!(project.run(&["coverage"]).status, 1);
}

#[test]
fn grounding_keeps_its_contract() {
    let project = Project::new();
    let ran = project.run(&["grounding", "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.all());
    let report = ran.json();
    is_shaped(&report, &[("version", "n"), ("cells", "a")]);
    let cells = report["cells"].as_array().expect("cells");
    let filled = project.read(CLAIMS);
    let mut reader = csv::Reader::from_reader(filled.as_bytes());
    let typed: usize =
        reader.records().map(|row| row.expect("a row").iter().skip(5).filter(|cell| !cell.is_empty()).count()).sum();
    assert_eq!(cells.len(), typed, "one verdict for each typed cell");
    for cell in cells {
        is_shaped(
            cell,
            &[("fact", "s"), ("column", "s"), ("value", "s"), ("verdict", "s"), ("bytes", "a"), ("via", "s?")],
        );
        for bytes in cell["bytes"].as_array().expect("bytes") {
            let [start, end] = [0, 1].map(|index| bytes[index].as_u64().expect("an offset") as usize);
            assert!(TEXT.get(start..end).is_some_and(|words| !words.is_empty()), "{cell}");
        }
    }
    project.edit(CLAIMS, ">30", ">31");
    assert_eq!(project.run(&["grounding", "--format", "json"]).status, 1);
}

#[test]
fn derive_lists_prints_and_writes() {
    let project = Project::new();
    // A line for the dataset of what is odd: one of a claim's words is a misprint.
    gained(&project, LAYOUT, &["--table", "layout", "--at", "Storms", "id=storm", "kind=reads", "intended=Storm"]);
    let list = project.run(&["derive", "--list"]).stdout;
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, datasets::ALL.iter().map(|dataset| dataset.name).collect::<Vec<_>>());
    let claims = project.read(CLAIMS);
    let out = project.path("out").to_str().expect("UTF-8").to_owned();
    for format in ["csv", "json"] {
        let written = project.run(&["derive", "--all", &out, "--format", format]);
        assert_eq!((written.status, written.all().as_str()), (0, ""));
        for name in &names {
            let printed = project.run(&["derive", name, "--format", format]);
            assert_eq!(printed.status, 0);
            assert_eq!(project.read(&format!("out/{name}.{format}")), printed.stdout, "{name}");
        }
    }
    let package: Value = serde_json::from_str(&project.read("out/datapackage.json")).expect("JSON");
    let resources = package["resources"].as_array().expect("resources");
    assert_eq!(resources.len(), names.len() + 2, "the datasets, the claims and what leads from the ones to the other");
    for resource in resources {
        let table = project.read(&format!("out/{}", resource["path"].as_str().expect("a path")));
        let fields = resource["schema"]["fields"].as_array().expect("fields").iter();
        let header: Vec<&str> = fields.map(|field| field["name"].as_str().expect("a name")).collect();
        assert_eq!(table.lines().next(), Some(&*header.join(",")));
    }
    for name in names {
        let printed = project.run(&["derive", name]);
        let mut reader = csv::Reader::from_reader(printed.stdout.as_bytes());
        let of_claims =
            reader.headers().expect("a header").iter().position(|column| column == "claims").expect("claims");
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        assert!(!rows.is_empty() || !["counts", "memberships", "timeline"].contains(&name), "{name}");
        for row in &rows {
            let ids = row[of_claims].split("; ").filter(|id| !id.is_empty());
            ids.for_each(|id| assert!(claims.contains(&format!("\n{id},")), "{name}: {id}"));
        }
        let objects: Vec<Value> =
            serde_json::from_str(&project.run(&["derive", name, "--format", "json"]).stdout).expect("JSON");
        assert_eq!(objects.len(), rows.len(), "{name}");
    }
}

/// The small project with one claim changed, one added, one moved, and a white space that nobody sees.
fn edited() -> Project {
    let project = Project::new();
    project.edit(CLAIMS, ",bram,,within,1998,", ",bram,,within,1999,");
    project.edit(
        CLAIMS,
        "\ncleve-joins,",
        "\nalda-outside,orla,24,28,Alda,alda,joins,orla-league,,,,,,,negated,,,,,,,\ncleve-joins,",
    );
    project.edit(CLAIMS, "title,orla,0,22", "title,orla,1,22");
    project.edit("facts/entities.csv", "Orla League", "Orla\u{a0}League");
    project
}

fn diff_of(project: &Project, arguments: &[&str]) -> String {
    let before = Project::new();
    let old = before.root().to_str().expect("UTF-8");
    let ran = project.run(&[&["diff", old], arguments].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{}", ran.all());
    ran.stdout
}

#[test]
fn diff_reads_folders_and_the_root() {
    let project = edited();
    let root = project.root().to_str().expect("UTF-8").to_owned();
    assert_eq!(diff_of(&project, &[]), diff_of(&Project::empty(), &[&root]), "two folders need no root");
    assert_eq!(diff_of(&Project::new(), &[]), "no difference\n");
    let markdown = diff_of(&project, &["--format", "markdown"]);
    assert!(markdown.contains("\n### dataset timeline\n\n- changed `orla-league, league-founded`\n"), "{markdown}");
}

#[test]
fn diff_reads_git_revisions() {
    let git = |folder: &Path, arguments: &[&str]| {
        let settings = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"];
        let mut command = std::process::Command::new("git");
        command.current_dir(folder).args(settings).args(arguments).env_remove("GIT_DIR");
        command.output().is_ok_and(|output| output.status.success())
    };
    let project = Project::new();
    // Where there is no git, its revisions cannot be read and need no test.
    if !git(project.root(), &["init", "--quiet"]) {
        return;
    }
    let commit = || git(project.root(), &["add", "."]) && git(project.root(), &["commit", "--quiet", "-m", "x"]);
    assert!(commit());
    assert_eq!(project.run(&["diff", "HEAD"]).stdout, "no difference\n");
    let other = edited();
    for (path, bytes) in other.contents() {
        project.write(&path, bytes);
    }
    let expected = diff_of(&other, &[]);
    assert_eq!(project.run(&["diff", "HEAD"]).stdout, expected);
    assert!(commit());
    assert_eq!(project.run(&["diff", "HEAD~1", "HEAD"]).stdout, expected);
    for (arguments, message) in [
        (&["diff", "HEAD~2"][..], "error: `HEAD~2` is neither a folder nor a git revision of the root"),
        (&["diff", "HEAD", "facts"], "has no folder facts/"),
        (&["diff", "HEAD^{tree}"], "neither a folder nor a git revision"),
        (&["diff"], "required arguments"),
    ] {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 2, "{arguments:?}: {}", ran.all());
        assert!(ran.stderr.contains(message), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn explain_prints_the_page_of_every_check() {
    let project = Project::empty();
    for check in checks::all() {
        let ran = project.run(&["explain", check.name]);
        assert_eq!((ran.status, ran.stdout.as_str()), (0, check.page), "{}", check.name);
    }
}

#[test]
fn fmt_writes_the_canonical_form_and_fmt_check_only_says_so() {
    let project = Project::new();
    let sound = project.contents();
    let disordered: Vec<&str> = sound_lines(&sound, ALIASES);
    let rows: Vec<String> = disordered.iter().skip(1).rev().map(|row| turned(row)).collect();
    project.write(ALIASES, format!("\u{feff}\"kind\",entity,alias\r\n\r\n{}", rows.join("\r\n")));
    project.write(CLAIMS, project.read(CLAIMS).replace(",2007,", ",\"2007\","));
    let before = project.contents();
    let asked = project.run(&["fmt", "--check"]);
    let said = |file: &str| format!("{file}: would be formatted; `factcheck fmt` writes it\n");
    assert_eq!((asked.status, asked.all()), (1, said(ALIASES) + &said(CLAIMS)));
    assert_eq!(project.contents(), before);
    assert_eq!(project.run(&["fmt"]).all(), "facts/aliases.csv: formatted\nfacts/orla/claims.csv: formatted\n");
    assert_eq!(project.contents(), sound);
    assert_eq!(project.run(&["fmt"]).all(), "");
    assert_eq!(project.run(&["fmt", "--check"]).status, 0);
}

fn sound_lines<'c>(contents: &'c std::collections::BTreeMap<String, Vec<u8>>, path: &str) -> Vec<&'c str> {
    std::str::from_utf8(&contents[path]).expect("UTF-8").lines().collect()
}

/// A row of aliases with its cells the other way round, all in quotes.
fn turned(row: &str) -> String {
    let cells: Vec<String> = row.split(',').rev().map(|cell| format!("\"{cell}\"")).collect();
    cells.join(",")
}

#[test]
fn fmt_leaves_a_table_that_it_cannot_read() {
    let project = Project::new();
    project.append(ALIASES, "Aachen,alda");
    project.write("facts/more/aliases.csv", "kind,alias,entity\n");
    let broken = project.read(ALIASES);
    let ran = project.run(&["fmt"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("facts/aliases.csv: line 8, column 1: cannot be read"), "{}", ran.all());
    assert_eq!(project.read(ALIASES), broken);
    assert_eq!(project.read("facts/more/aliases.csv"), "alias,entity,kind\n");
}

#[test]
fn fix_fills_and_corrects_what_is_certain_and_nothing_else() {
    let project = Project::new();
    let sound = project.contents();
    // Empty offsets, an inclusive end, offsets of another place, in the order and quoting that the user
    // chose.
    project.edit(CLAIMS, "title,orla,0,22,", "title,orla,,,");
    let span = span_of("Cleve joined the league in late 2004", 0);
    project.edit(
        CLAIMS,
        &format!(",{},{},Cleve", span.start, span.end),
        &format!(",\"{}\",{},Cleve", span.start, span.end - 1),
    );
    let span = span_of("It runs more than 30 crossings", 0);
    project.edit(CLAIMS, &format!("crossings,orla,{},{},", span.start, span.end), "crossings,orla,3,99999,");
    project.edit(LAYOUT, &format!(",{},", TEXT.find("PAGE TWO").expect("the header")), ",7,");
    // “the league” stands in three places: which is meant nobody knows.
    let league = span_of("the league", 1);
    project.edit(MENTIONS, &format!(",{},{},", league.start, league.end), ",0,10,");
    let before = project.contents();
    let tried = project.run(&["fix", "--dry-run"]);
    assert_eq!(tried.status, 0, "{}", tried.all());
    assert_eq!(project.contents(), before, "a dry run writes nothing");
    let ran = project.run(&["fix"]);
    assert_eq!((ran.status, &ran.stdout), (0, &tried.stdout));
    assert!(
        ran.stdout.contains("\n-title,orla,,,The ports") && ran.stdout.contains("\n+title,orla,0,22,The ports"),
        "{}",
        ran.stdout
    );
    let mut expected = sound.clone();
    let quoted = project.read(CLAIMS).replace(
        &format!(",\"{}\",", span_of("Cleve joined", 0).start),
        &format!(",{},", span_of("Cleve joined", 0).start),
    );
    assert_eq!(quoted.as_bytes(), &sound[CLAIMS], "but for the quotes that the user set");
    expected.insert(CLAIMS.to_owned(), project.read(CLAIMS).into());
    expected.insert(MENTIONS.to_owned(), before[MENTIONS].clone());
    assert_eq!(project.contents(), expected);
    assert_eq!(project.run(&["fix"]).stdout, "nothing to fix with certainty\n");
    assert_eq!(project.contents(), expected);
}

#[test]
fn fix_goes_on_after_a_layout_row_is_corrected() {
    let project = Project::new();
    let sound = project.contents();
    let header = TEXT.find("PAGE TWO").expect("the header");
    project.edit(LAYOUT, &format!(",{header},{},", header + 8), ",,,");
    let rebuilt = span_of("the league rebuilt it", 0);
    project.edit(CLAIMS, &format!(",{},{},", rebuilt.start, rebuilt.end), ",,,");
    assert_eq!(project.run(&["fix"]).status, 0);
    assert_eq!(project.contents(), sound, "a quote across the header stands once the header is declared");
}

#[test]
fn the_help_of_a_finding_promises_only_what_fix_does() {
    let project = Project::new();
    let league = span_of("the league", 1);
    project.edit(
        MENTIONS,
        &format!(",{},{},", league.start, league.end),
        &format!(",{},{},", league.start + 1, league.end + 1),
    );
    let ran = project.run(&["check"]);
    assert!(
        !ran.stdout.contains("factcheck fix")
            && ran.stdout.contains(&format!("write {} and {}", league.start, league.end)),
        "{}",
        ran.stdout
    );
    assert_eq!(project.run(&["fix"]).stdout, "nothing to fix with certainty\n");
}

/// Runs `add` and gives the lines that a table has gained; all others must be as they were.
fn gained(project: &Project, table: &str, arguments: &[&str]) -> (Ran, Vec<String>) {
    let before = project.contents();
    let ran = project.run(&[&["add"], arguments].concat());
    let after = project.contents();
    let others = |contents: &std::collections::BTreeMap<String, Vec<u8>>| {
        let mut others = contents.clone();
        others.remove(table);
        others
    };
    assert_eq!(others(&before), others(&after), "only {table} may change");
    let lines = |bytes: Option<&Vec<u8>>| -> Vec<String> {
        String::from_utf8(bytes.cloned().unwrap_or_default()).expect("UTF-8").lines().map(str::to_owned).collect()
    };
    let (old, new) = (lines(before.get(table)), lines(after.get(table)));
    let mut rest = old.iter().peekable();
    let added: Vec<String> = new.into_iter().filter(|line| rest.next_if(|old| *old == line).is_none()).collect();
    assert!(rest.next().is_none(), "a line of {table} is gone");
    (ran, added)
}

#[test]
fn add_finds_words_across_line_and_hyphen_breaks_and_inserts_in_order() {
    for words in ["the league rebuilt it", "the league re-\n\nbuilt it", "the league\n rebuilt   it"] {
        let project = Project::new();
        let sound = project.read(CLAIMS);
        let row = sound.lines().find(|line| line.starts_with("jetty-rebuilt,")).expect("the row").to_owned();
        project.write(CLAIMS, sound.replace(&format!("{row}\n"), ""));
        let arguments =
            ["--at", words, "id=jetty-rebuilt", "subject=orla-league", "predicate=rebuilds", "object=jetty-of-bram"];
        let (ran, added) = gained(&project, CLAIMS, &arguments);
        assert_eq!((ran.status, added), (0, vec![row]), "{words:?}: {}", ran.all());
        assert!(ran.stdout.ends_with("jetty-rebuilt: written; the checks have nothing against it\n"), "{}", ran.stdout);
        assert_eq!(project.read(CLAIMS), sound);
    }
}

#[test]
fn add_finds_words_that_were_copied_with_the_page_furniture() {
    let project = Project::new();
    let sound = project.read(CLAIMS);
    let row = sound.lines().find(|line| line.starts_with("jetty-rebuilt,")).expect("the row").to_owned();
    project.write(CLAIMS, sound.replace(&format!("{row}\n"), ""));
    let copied = "the league re-\n\nPAGE TWO\n\nbuilt it";
    let (ran, added) = gained(
        &project,
        CLAIMS,
        &["--at", copied, "id=jetty-rebuilt", "subject=orla-league", "predicate=rebuilds", "object=jetty-of-bram"],
    );
    assert_eq!((ran.status, added), (0, vec![row]), "{}", ran.all());
}

#[test]
fn add_refuses_several_places_and_takes_the_one_that_is_chosen() {
    let project = Project::new();
    let (ran, added) = gained(&project, MENTIONS, &["--table", "mentions", "--at", "the league", "refers=orla-league"]);
    assert_eq!((ran.status, added.len()), (2, 0));
    for (nth, line) in [(1, "6:56"), (2, "10:24"), (3, "11:12")] {
        assert!(ran.stderr.contains(&format!("[{nth}] {SOURCE}:{line} …")), "{}", ran.stderr);
    }
    let (ran, added) = gained(
        &project,
        MENTIONS,
        &["--table", "mentions", "--at", "the league", "--nth", "2", "refers=orla-league", "antecedent=league-founded"],
    );
    let span = span_of("the league", 1);
    assert_eq!(
        added,
        [format!("the-league,orla,{},{},the league,orla-league,league-founded", span.start, span.end)],
        "{}",
        ran.all()
    );
}

#[test]
fn add_makes_an_id_of_the_first_words() {
    let project = Project::new();
    let cells = ["subject=self", "predicate=is-titled", "object=«x»"];
    for (words, ids) in [
        ("The ports of Lake Orla", &["the-ports-of-lake-orla", "the-ports-of-lake-orla-2"][..]),
        ("Bram’s tide clock is older than the league", &["brams-tide-clock-is-older"]),
        ("1998", &["c-1998"]),
        ("\u{1F6A2}", &["c"]),
    ] {
        for id in ids {
            let (_, added) = gained(&project, CLAIMS, &[&["--at", words], &cells[..]].concat());
            assert_eq!(added.len(), 1);
            assert!(added[0].starts_with(&format!("{id},orla,")), "{} instead of {id}", added[0]);
        }
    }
}

#[test]
fn add_writes_every_anchored_table() {
    let project = Project::new();
    let (ran, added) =
        gained(&project, SILENCE, &["--table", "silence", "--at", "Tide clocks", "reason=title: The name of a work."]);
    let span = span_of("Tide clocks", 0);
    assert_eq!(added, [format!("tide-clocks,orla,{},{},Tide clocks,title: The name of a work.", span.start, span.end)]);
    assert!(ran.stdout.contains(&added[0]), "the diff shows the row");
    let (_, added) =
        gained(&project, LAYOUT, &["--table", "layout", "--at", "Storms", "id=storm", "kind=reads", "intended=Storm"]);
    let span = span_of("Storms", 0);
    assert_eq!(added, [format!("storm,orla,{},{},Storms,reads,Storm", span.start, span.end)]);
    let (_, added) = gained(&project, MENTIONS, &["--table=mentions", "--at=Storms", "refers=jetty-of-bram"]);
    assert_eq!(added, [format!("storms,orla,{},{},Storms,jetty-of-bram,", span.start, span.end)]);
}

#[test]
fn add_says_what_the_checks_object_to_and_a_dry_run_writes_nothing() {
    let project = Project::new();
    let arguments = [
        "add",
        "--at",
        "Storms probably damaged the jetty of Bram",
        "subject=«Storms»",
        "predicate=damages",
        "object=bram",
    ];
    let before = project.contents();
    let tried = project.run(&[&arguments[..], &["--dry-run"]].concat());
    assert_eq!((tried.status, &project.contents()), (1, &before));
    assert!(
        tried.stdout.contains("error[")
            && tried.stdout.ends_with("not written (dry run); the checks object, see above\n"),
        "{}",
        tried.all()
    );
    let ran = project.run(&arguments);
    assert_eq!(ran.status, 1);
    assert_eq!(ran.stdout.replace(": written;", ": not written (dry run);"), tried.stdout);
    assert_ne!(project.contents(), before);
}

#[test]
fn add_makes_a_table_where_the_source_has_none() {
    let project = Project::new();
    let claims = project.read(CLAIMS);
    std::fs::remove_file(project.path(CLAIMS)).expect("the table");
    let row = claims.lines().nth(1).expect("a row");
    let (ran, added) = gained(
        &project,
        CLAIMS,
        &[
            "--at",
            "The ports of Lake Orla",
            "id=title",
            "subject=self",
            "predicate=is-titled",
            "object=«The ports of Lake Orla»",
        ],
    );
    assert_eq!(added, [claims.lines().next().expect("a header"), row], "{}", ran.all());
    let second = Project::copy_of(&Path::new(HERE).join("examples/second-note"));
    let (_, added) = gained(&second, "facts/layout.csv", &["--table", "layout", "--at", "🚢", "kind=mark"]);
    assert_eq!(added.len(), 1, "one folder with all tables stays one folder");
}

#[test]
fn add_keeps_the_order_of_the_columns_that_it_finds() {
    let project = Project::new();
    project.write(SILENCE, "quote,reason,id,source,start,end");
    let (_, _) = gained(
        &project,
        SILENCE,
        &["--table", "silence", "--at", "Tide clocks", "reason=title: It is, after all, a name."],
    );
    let span = span_of("Tide clocks", 0);
    let expected = format!(
        "quote,reason,id,source,start,end\nTide clocks,\"title: It is, after all, a name.\",tide-clocks,orla,{},{}\n",
        span.start, span.end
    );
    assert_eq!(project.read(SILENCE), expected);
}

/// The small project with findings of many kinds: two in one row, one with related rows, one about a
/// file, one about the source, one excepted, and characters that no terminal should see.
fn failing() -> Project {
    let project = Project::new();
    project.set_source(format!("{TEXT}\nThe wind \u{202e}turns\u{7}.\n").as_bytes());
    project.edit(CLAIMS, "title,orla,0,22,", "title,orla,0,21,");
    project.edit(CLAIMS, "Bram’s tide clock is older", "Bram’s tide clock is elder");
    project.edit(CLAIMS, ",bram,,within,1998,", ",bram,,withn,1998,");
    project.edit(ALIASES, "Cleve,cleve,name\n", "Cleve,cleve\n");
    project.write("facts/claim.csv", "id\n");
    project.append("facts/predicates.csv", "sails,event,place,,,S sails,,,,");
    project.append(EXCEPTIONS, "no-sails,unused-predicate,sails,kept for the next source");
    project.edit(MENTIONS, "rebuilt-it,", "title,");
    project
}

#[test]
fn the_report_is_as_reviewed() {
    let report = |project: &Project| {
        let ran = project.run(&["check", "--color", "never"]);
        assert_eq!(ran.stderr, "");
        ran.stdout
    };
    assert_eq!(crate::support::REPORT_CASES, ["clean", "diff", "findings"]);
    let reports =
        [("clean", report(&Project::new())), ("diff", diff_of(&edited(), &[])), ("findings", report(&failing()))];
    assert_snapshots("report", reports.map(|(name, report)| (name.to_owned(), report)));
}

#[test]
fn mutate_fails_on_survivors_that_nobody_has_reviewed() {
    let project = Project::new();
    let mutate = |arguments: &[&str]| project.run(&[&["mutate"], arguments].concat());
    let noticed = mutate(&["--operator", "offset-by-character"]);
    assert_eq!((noticed.status, noticed.stdout.contains("survived")), (0, false), "{}", noticed.all());
    // Nothing in the small project says which type an entity has.
    let survived = mutate(&["--operator", "part-of-changed"]);
    assert_eq!(survived.status, 1, "{}", survived.all());
    let names: Vec<&str> = survived.stdout.lines().filter_map(|line| line.strip_prefix("survived: ")).collect();
    assert!(!names.is_empty());
    project.write("snapshots/assurance.snap", names.iter().map(|name| format!("  {name}\n")).collect::<String>());
    let listed = mutate(&["--operator", "part-of-changed"]);
    assert_eq!((listed.status, listed.stdout.contains("survived (listed): ")), (0, true), "{}", listed.all());
    assert!(listed.stderr.is_empty(), "no bar where nobody looks: {}", listed.stderr);
}

#[test]
fn mutate_counts_in_json() {
    let project = Project::new();
    let report = project.run(&["mutate", "--sample", "60", "--seed", "3", "--format", "json"]).json();
    let counts = [("mutants", "n"), ("killed", "n"), ("equivalent", "n"), ("undecided", "n")];
    let lists = [("survivors", "a"), ("by_operator", "o"), ("by_check", "o"), ("only_constraints", "n")];
    is_shaped(&report, &[&counts[..], &lists[..]].concat());
    assert_eq!(report["mutants"], 60);
    let number = |key: &str| report[key].as_u64().expect("a number");
    let survivors = report["survivors"].as_array().expect("survivors");
    assert_eq!(number("killed") + number("equivalent") + number("undecided") + survivors.len() as u64, 60);
    for survivor in survivors {
        is_shaped(survivor, &[("fact", "s"), ("operator", "s"), ("column", "s"), ("from", "s"), ("to", "s")]);
    }
    let with_constraints = [&counts[..], &[("only_constraints", "n")]].concat();
    for tally in report["by_operator"].as_object().expect("operators").values() {
        is_shaped(tally, &with_constraints);
    }
    let again = project.run(&["mutate", "--sample", "60", "--seed", "3", "--format", "json", "--threads", "1"]);
    assert_eq!(again.json(), report);
}

#[test]
fn mutate_refuses_names_that_nothing_has() {
    let project = Project::new();
    for (option, name) in [("--operator", "date-by-dya"), ("--table", "claim"), ("--fact", "no-such-row")] {
        let ran = project.run(&["mutate", option, name]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{option}");
        assert!(ran.stderr.contains(name), "{}", ran.stderr);
    }
}

/// What tries nothing must not look like a clean run.
#[test]
fn mutate_refuses_to_try_nothing() {
    let project = Project::new();
    let lexicon = project.read("facts/lexicon.csv");
    project.write("facts/lexicon.csv", lexicon.lines().next().expect("a header").to_owned() + "\n");
    let cases: [(&[&str], &str, &str); 4] = [
        (&["--sample", "0"], "`--sample 0`", "`factcheck mutate` tries every operator"),
        (&["--sample", "0", "--format", "json"], "`--sample 0`", "`factcheck mutate` tries every operator"),
        (&["--operator", "lexicon-changed"], "`--operator lexicon-changed`", "no row of lexicon"),
        (
            &["--operator", "date-by-day", "--fact", "alda"],
            "`--operator date-by-day --fact alda`",
            "`factcheck mutate --operator date-by-day` tries it on every row",
        ),
    ];
    for (arguments, asked, next) in cases {
        let ran = project.run(&[&["mutate"], arguments].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        for part in ["no mutants", asked, next] {
            assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
        }
    }
}

#[test]
fn assure_prints_one_stable_page() {
    let project = Project::new();
    let page = project.run(&["assure"]);
    assert_eq!(page.status, 0, "{}", page.all());
    for head in ["claims ", "verdicts ", "coverage", "checks ", "mutation ", "survivors ", "exceptions "] {
        assert!(page.stdout.lines().any(|line| line.starts_with(head)), "{head}: {}", page.stdout);
    }
    assert_eq!(project.run(&["assure", "--threads", "1"]).stdout, page.stdout);
}
