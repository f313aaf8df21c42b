//! Does the timeline honour what the claims say of order, and name the claims that it rests on?

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::support::Project;
use factcheck::account::Account;
use factcheck::chronology::{Order, Thing};
use factcheck::datasets;
use factcheck::edtf::Strength;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const PREDICATES: &str = "\
name,kind,domain,range,other,patterns,inverse,excludes,implies,flags
takes-place,date,event,,,,,,,
follows,relation,event,event,,,,,subject after object,
causes,cause,event,event,,,,,,
tells,event,words,,,,,,,
is-after,position,event,event,,,,,after object,
";

/// A claim by its id, source, subject, predicate, object, role, date and span.
type Row = [String; 8];

fn row(cells: &str) -> Row {
    let mut cells = cells.split(',').map(str::to_owned).collect::<Vec<_>>();
    cells.resize(8, String::new());
    cells.try_into().expect("eight cells")
}

/// A project of these claims about the events `a` to `h`, in the sources `one` and `two`.
fn project(rows: &[Row]) -> Project {
    let mut project = Project::default();
    let mut claims = "id,source,start,end,quote,subject,predicate,object,other,place,number,role,when,span,\
        polarity,certainty,mood,words,holder,cites,if,restates\n"
        .to_owned();
    for (at, [id, source, subject, predicate, object, role, when, span]) in rows.iter().enumerate() {
        let (start, end) = (at * 10, at * 10 + 9);
        writeln!(
            claims,
            "{id},{source},{start},{end},q,{subject},{predicate},{object},,,,{role},{when},{span},,,,,,,,"
        )
        .expect("a line");
    }
    project.set("facts/claims.csv", claims);
    project.set("facts/predicates.csv", PREDICATES);
    let events = ('a'..='h').map(|event| format!("{event},event,{event},,\n")).collect::<String>();
    project.set("facts/entities.csv", format!("id,type,name,part_of,of\n{events}"));
    let sources = ["one", "two"].map(|id| format!("{id},seeds/{id}.txt,,{id},2020,en,,1\n")).concat();
    project.set("facts/sources.csv", format!("id,path,sha256,title,published,language,licence,format\n{sources}"));
    project
}

/// The lines of the timeline, by column.
fn timeline(rows: &[Row]) -> Vec<BTreeMap<&'static str, String>> {
    let dataset = datasets::find("timeline").expect("a dataset");
    let lines = project(rows).with_corpus(|corpus| (dataset.rows)(corpus));
    lines.into_iter().map(|line| dataset.header().zip(line).collect()).collect()
}

/// Lines as `subject claim`, in their order.
fn order_of(lines: &[BTreeMap<&str, String>]) -> Vec<String> {
    lines.iter().map(|line| line["subject"].clone()).collect()
}

#[test]
fn a_chain_between_two_dates_gives_days_and_a_place() {
    let rows = [
        "c-dated,one,c,takes-place,,within,2005-06,",
        "c-after-b,one,c,follows,b,,,",
        "b-after-a,one,b,follows,a,,,",
        "a-dated,one,a,takes-place,,within,2001-03,",
        "other,one,d,takes-place,,within,2003,",
    ];
    let lines = timeline(&rows.map(row));
    assert_eq!(order_of(&lines), ["a", "b", "d", "c", "c"]);
    let b = &lines[1];
    assert_eq!((&*b["earliest_start"], &*b["latest_start"]), ("2001-03-01", "2005-06-30"));
    assert_eq!((&*b["earliest_end"], &*b["latest_end"], &*b["placed"]), ("2001-03-01", "", "YES"));
    assert_eq!(b["claims"], "b-after-a; a-dated; c-after-b; c-dated");
    assert_eq!(
        b["evidence"],
        "b follows a; within 2001-03 (a-dated); c follows b (c-after-b); within 2005-06 (c-dated)"
    );
    let dated = lines.iter().find(|line| line["claims"].starts_with("c-dated")).expect("a line");
    assert_eq!((&*dated["earliest_start"], &*dated["claims"]), ("2005-06-01", "c-dated"));
}

#[test]
fn causes_and_lengths_bound_what_has_no_date() {
    let rows = [
        "b-dated,one,b,takes-place,,within,2001-03-10,",
        "a-causes-b,one,a,causes,b,,,",
        "c-ten-days-later,one,c,takes-place,,after,b,P10D",
    ];
    let lines = timeline(&rows.map(row));
    assert_eq!(order_of(&lines), ["a", "b", "c"]);
    assert_eq!((&*lines[0]["earliest_start"], &*lines[0]["latest_start"]), ("", "2001-03-10"));
    assert_eq!(lines[0]["placed"], "MAYBE");
    assert_eq!((&*lines[2]["earliest_start"], &*lines[2]["latest_start"]), ("2001-03-19", "2001-03-21"));
    assert_eq!(lines[2]["evidence"], "P10D after b; within 2001-03-10 (b-dated)");
}

#[test]
fn what_has_no_day_keeps_the_order_of_the_source_but_for_what_came_first() {
    let rows =
        ["x,one,«x»,tells,,,,", "a-after-b,one,a,follows,b,,,", "y,one,«y»,tells,,,,", "b-after-c,one,b,follows,c,,,"];
    let lines = timeline(&rows.map(row));
    assert_eq!(order_of(&lines), ["«x»", "b", "a", "«y»"]);
    let placed: Vec<&str> = lines.iter().map(|line| &*line["placed"]).collect();
    assert_eq!(placed, ["UNKNOWN", "MAYBE", "MAYBE", "UNKNOWN"]);
    assert_eq!(lines[2]["evidence"], "a follows b");
    assert_eq!(lines[1]["claims"], "b-after-c; a-after-b");
}

#[test]
fn where_claims_contradict_each_other_only_own_dates_count() {
    let rows = [
        "a-after-b,one,a,follows,b,,,",
        "b-after-c,one,b,follows,c,,,",
        "c-after-a,one,c,follows,a,,,",
        "a-dated,one,a,takes-place,,within,2001,",
        "d-after-a,one,d,follows,a,,,",
        "e-dated,one,e,takes-place,,within,2000,",
    ];
    let lines = timeline(&rows.map(row));
    assert_eq!(lines.len(), 6);
    for line in &lines {
        let is_apart = line["subject"] == "e";
        assert_eq!(line["evidence"].contains("contradicted (") && line["placed"] == "MAYBE", !is_apart, "{line:?}");
        assert_eq!(line["earliest_start"].is_empty(), !line["claims"].contains("dated;") && !is_apart, "{line:?}");
        assert!(is_apart || ["a-after-b", "b-after-c", "c-after-a"].iter().all(|id| line["claims"].contains(id)));
    }
}

#[test]
fn a_state_that_comes_after_something_stands_after_it_within_one_year() {
    let rows = ["b-in-2010,one,b,is-after,a,within,2010,", "a-in-2010,one,a,takes-place,,within,2010,"];
    let lines = timeline(&rows.map(row));
    assert_eq!(order_of(&lines), ["a", "b"]);
    assert_eq!((&*lines[1]["latest_end"], &*lines[1]["claims"]), ("2010-12-31", "b-in-2010"));
}

#[test]
fn a_source_does_not_date_what_another_tells() {
    let rows = ["a-dated,one,a,takes-place,,within,2001,", "b-after-a,two,b,follows,a,,,"];
    let lines = timeline(&rows.map(row));
    assert_eq!((&*lines[0]["claims"], &*lines[1]["claims"]), ("a-dated", "b-after-a"));
    assert_eq!((&*lines[1]["earliest_start"], &*lines[1]["placed"]), ("", "MAYBE"));
}

/// Claims about a few events: dates, orders, causes, lengths, in two sources.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let event = || (0..6_usize).prop_map(|at| ["a", "b", "c", "d", "e", "f"][at]);
    let date = (2000..2004, 1..13).prop_map(|(year, month)| format!("{year}-{month:02}"));
    let role = (0..5_usize).prop_map(|at| ["within", "before", "after", "from", "until"][at]);
    let dated = (event(), role, date).prop_map(|(event, role, date)| format!("{event},takes-place,,{role},{date},"));
    let ordered = (event(), event()).prop_map(|(a, b)| format!("{a},follows,{b},,,"));
    let caused = (event(), event()).prop_map(|(a, b)| format!("{a},causes,{b},,,"));
    let named = (event(), event()).prop_map(|(a, b)| format!("{a},takes-place,,after,{b},P40D"));
    let told = (0..3, event()).prop_map(|(number, event)| format!("«w{number}»,tells,,after,{event},"));
    let rest = prop_oneof![3 => dated, 3 => ordered, 1 => caused, 1 => named, 1 => told];
    let source = (0..5).prop_map(|at| if at == 0 { "two" } else { "one" });
    prop::collection::vec((source, rest), 1..12).prop_map(|rows| {
        let numbered = rows.into_iter().enumerate();
        numbered.map(|(at, (source, rest))| row(&format!("claim-{at},{source},{rest}"))).collect()
    })
}

/// A line by the subject and claim that it shows, with all its cells and the claims that it names.
fn shown(lines: Vec<BTreeMap<&str, String>>) -> BTreeMap<(String, String), (Vec<String>, BTreeSet<String>)> {
    let split = |line: BTreeMap<&str, String>| {
        let claims: Vec<String> = line["claims"].split("; ").map(str::to_owned).collect();
        let cells = line.values().cloned().collect();
        ((line["subject"].clone(), claims[0].clone()), (cells, claims.into_iter().collect()))
    };
    lines.into_iter().map(split).collect()
}

/// `FACTCHECK_CASES` tries more, and `FACTCHECK_SEED` others.
fn cases() -> ProptestConfig {
    let from_environment = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    ProptestConfig {
        cases: from_environment("FACTCHECK_CASES").map_or(100, |cases| cases as u32),
        rng_seed: RngSeed::Fixed(from_environment("FACTCHECK_SEED").unwrap_or(2013)),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    /// Whatever the claims of a source prove of two events, their lines stand so; and the days of a line
    /// are those that the chronology gives.
    #[test]
    fn lines_stand_as_the_claims_prove(rows in rows()) {
        let lines = timeline(&rows);
        project(&rows).with_corpus(|corpus| {
            let one = corpus.source_index("one").expect("a source");
            let account = Account::new(corpus, one).expect("an account");
            let chronology = account.unbound();
            let at = |event: &str| {
                let is_it = |line: &BTreeMap<_, String>| line["subject"] == event && line["source"] == "one";
                (lines.iter().position(is_it), lines.iter().rposition(is_it))
            };
            let events = ["a", "b", "c", "d", "e", "f"];
            for (left, right) in events.iter().flat_map(|a| events.iter().map(move |b| (*a, *b))) {
                let proof = chronology.proof(Thing::Entity(left), Order::Before, Thing::Entity(right));
                if let (Some(_), (_, Some(last)), (Some(first), _)) = (proof, at(left), at(right)) {
                    prop_assert!(last < first, "{left} comes before {right}");
                }
            }
            for line in lines.iter().filter(|line| line["source"] == "one" && line["predicate"] == "follows") {
                let event = events.iter().find(|event| **event == line["subject"]).expect("an event");
                let limits = chronology.limits(Thing::Entity(event), Strength::Core);
                let days = limits.map(|limit| limit.map_or_else(String::new, |limit| limit.day.to_string()));
                let columns = ["earliest_start", "latest_start", "earliest_end", "latest_end"];
                prop_assert_eq!(columns.map(|column| line[column].clone()), days);
            }
            Ok(())
        })?;
    }

    /// A claim that is left out changes only lines that named it, or name it no more. Where claims still
    /// contradict each other without it, another contradiction may come to light.
    #[test]
    fn a_lost_claim_changes_only_lines_that_named_it(rows in rows(), lost in any::<prop::sample::Index>()) {
        let lost = lost.index(rows.len());
        let id = rows[lost][0].clone();
        // It stays where it is, and says nothing of time.
        let mut fewer = rows.clone();
        fewer[lost] = row(&format!("{id},{},«nothing»,tells,,,,", rows[lost][1]));
        let (before, after) = (timeline(&rows), timeline(&fewer));
        let contradicted = |lines: &[BTreeMap<_, String>]| lines.iter().any(|line| line["evidence"].contains("contra"));
        if contradicted(&before) && contradicted(&after) {
            return Ok(());
        }
        let (before, after) = (shown(before), shown(after));
        let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        for key in keys {
            let (old, new) = (before.get(key), after.get(key));
            let names = [old, new].into_iter().flatten().any(|(_, claims)| claims.contains(&id));
            prop_assert!(old == new || names, "without {id}: {old:?} became {new:?}");
        }
    }
}

/// Nobody could follow a bound over thousands of claims, and nobody has to wait for it.
#[test]
fn a_long_chain_is_ordered_and_its_ends_are_left_open() {
    let mut rows = vec![row("dated,one,a,takes-place,,within,2001,")];
    for at in 0..3000 {
        let before = if at == 0 { "a".to_owned() } else { format!("link-{}", at - 1) };
        rows.push(row(&format!("link-{at},one,«it»,tells,,after,{before},")));
    }
    let mut turned = rows.clone();
    turned.reverse();
    for rows in [rows, turned] {
        let lines = timeline(&rows);
        let first: Vec<&str> = lines.iter().map(|line| line["claims"].split("; ").next().unwrap_or("")).collect();
        let links = (0..3000).map(|at| format!("link-{at}"));
        assert_eq!(first, std::iter::once("dated".to_owned()).chain(links).collect::<Vec<_>>());
        assert_eq!((&*lines[10]["earliest_start"], &*lines[2000]["earliest_start"]), ("2001-01-01", ""));
        assert_eq!(lines[2000]["placed"], "MAYBE");
    }
}
