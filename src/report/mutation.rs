//! What did the mutants give: a table by group and operator, and every survivor with what could have
//! noticed it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::mutation::{Group, Mutant, Operator, Outcome, Tally, all};
use crate::report::text::clean;

/// A survivor on one line, as the assurance document lists it.
pub fn survivor(mutant: &Mutant) -> String {
    clean(&mutant.name())
}

/// A share in per cent, cut after one place: what is not whole never reads 100, and of nothing there is no share.
pub fn percent(part: usize, whole: usize) -> String {
    let tenths = (part * 1000).checked_div(whole);
    tenths.map_or_else(|| "—".to_owned(), |tenths| format!("{}.{} %", tenths / 10, tenths % 10))
}

/// Counts and kill rate on one line; the rate leaves out what says the same and what is undecided.
pub fn tally(name: &str, tally: Tally) -> String {
    let Tally { mutants, killed, only_constraints, equivalent, undecided } = tally;
    let rate = if mutants == 0 { "none".to_owned() } else { percent(killed, tally.decided()) };
    let survived = tally.survived();
    format!(
        "{name:28} {mutants:6} {killed:6} {only_constraints:6} {equivalent:6} {undecided:6} {survived:6} {rate:>8}\n"
    )
}

/// The head of a table of tallies: `constr.` counts what only a constraint noticed.
pub fn head(name: &str) -> String {
    format!("{name:28} mutants killed constr. equal. undec.  surv.     rate\n")
}

/// The tallies: all, the rows of claims and mentions, each group, each operator.
pub fn tallies(outcome: &Outcome) -> String {
    let mut out = head("mutation") + &tally("all", outcome.total());
    out += &tally("claims and mentions", outcome.tally(|mutant| ["claims", "mentions"].contains(&mutant.table)));
    for group in Group::ALL {
        out += &tally(group.as_str(), outcome.tally(|mutant| mutant.group == group));
    }
    out += &head("operator");
    let by_operator = outcome.by_operator();
    for Operator { name, .. } in all() {
        out += &by_operator.get(name).map_or_else(String::new, |counts| tally(name, *counts));
    }
    out
}

/// What the run gave, for people. `known` are survivors that were reviewed before, as [`survivor`] writes
/// them.
pub fn text(outcome: &Outcome, known: &BTreeSet<String>) -> String {
    let mut out = String::new();
    let mut survivors = outcome.survivors().peekable();
    if survivors.peek().is_some() {
        out += "under each survivor stand the checks that notice other slips in its column: where one more rule could go\n";
    }
    for mutant in survivors {
        let listed = if known.contains(&survivor(mutant)) { " (listed)" } else { "" };
        out += &format!("survived{listed}: {}\n", survivor(mutant));
        out += &could_have(outcome, mutant);
    }
    if outcome.tried.is_empty() {
        out += "no mutants\n";
    }
    out += &tallies(outcome);
    outcome.complaints.iter().for_each(|complaint| out += &format!("undecided: {}\n", clean(complaint)));
    out
}

/// The checks that noticed other slips in the same column.
fn could_have(outcome: &Outcome, mutant: &Mutant) -> String {
    const MOST: usize = 4;
    let checks = outcome.looking_there(mutant);
    let shown: Vec<String> = checks.iter().take(MOST).map(|(check, count)| format!("{check} ({count})")).collect();
    let place = if mutant.column.is_empty() { "row".to_owned() } else { format!("`{}`", mutant.column) };
    if shown.is_empty() {
        return format!("  nothing looks at the {place} of {}\n", mutant.table);
    }
    format!("  other slips in the {place} of {} are noticed by {}\n", mutant.table, shown.join(", "))
}

/// How many mutants each check noticed, one on a line: what a check is worth.
pub fn by_check(outcome: &Outcome) -> String {
    let mut counts: Vec<_> = outcome.by_check().into_iter().collect();
    counts.sort_by_key(|(check, count)| (std::cmp::Reverse(*count), *check));
    counts.into_iter().map(|(check, count)| format!("{check:32} {count:6}\n")).collect()
}

/// The matrix: for each operator the checks that noticed its mutants, most often first.
pub fn matrix(outcome: &Outcome) -> String {
    let mut matrix: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for tried in &outcome.tried {
        if let crate::mutation::Fate::Killed(checks) = &tried.fate {
            let row = matrix.entry(tried.mutant.operator).or_default();
            checks.iter().for_each(|check| *row.entry(*check).or_default() += 1);
        }
    }
    let line = |(operator, row): (&str, BTreeMap<&str, usize>)| {
        let mut row: Vec<_> = row.into_iter().collect();
        row.sort_by_key(|(check, count)| (std::cmp::Reverse(*count), *check));
        let cells: Vec<String> = row.iter().map(|(check, count)| format!("{check} {count}")).collect();
        format!("{operator:28} {}\n", cells.join(", "))
    };
    matrix.into_iter().map(line).collect()
}

/// What the run gave, for programs.
///
/// # Errors
/// JSON that cannot be written.
pub fn json(outcome: &Outcome) -> Result<String, serde_json::Error> {
    let total = outcome.total();
    let counts = |tally: &Tally| {
        let Tally { mutants, killed, only_constraints, equivalent, undecided } = tally;
        json!({
            "mutants": mutants,
            "killed": killed,
            "equivalent": equivalent,
            "undecided": undecided,
            "only_constraints": only_constraints,
        })
    };
    let survivor = |mutant: &Mutant| {
        let Mutant { fact, operator, column, from, to, .. } = mutant;
        json!({ "fact": fact, "operator": operator, "column": column, "from": from, "to": to })
    };
    let by_operator: Map<String, Value> =
        outcome.by_operator().iter().map(|(name, tally)| ((*name).to_owned(), counts(tally))).collect();
    let by_check: Map<String, Value> =
        outcome.by_check().into_iter().map(|(check, count)| (check.to_owned(), json!(count))).collect();
    let report = json!({
        "mutants": total.mutants,
        "killed": total.killed,
        "equivalent": total.equivalent,
        "undecided": total.undecided,
        "survivors": outcome.survivors().map(survivor).collect::<Vec<_>>(),
        "by_operator": by_operator,
        "by_check": by_check,
        "only_constraints": outcome.only_constraints(),
    });
    Ok(serde_json::to_string(&report)? + "\n")
}
