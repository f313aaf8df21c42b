//! Does a report tell of every planted conflict, by its rows, and of nothing else?

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// A check and the rows that it names, sorted.
type Told = (String, Vec<String>);

/// Compares `conflicts.csv` of a corpus with a report that `check --format json` wrote.
///
/// # Errors
/// One line for each conflict that the report lacks and each finding that was not planted, at most ten
/// of both; or why a file cannot be read.
pub(crate) fn verify(root: &Path, report: &Path) -> Result<usize, String> {
    let planted = planted(&read(&root.join("conflicts.csv"))?);
    let found = found(&read(report)?).map_err(|error| format!("{}: {error}", report.display()))?;
    // How often each is told less than it was planted, or more.
    let mut balance: BTreeMap<&Told, i64> = BTreeMap::new();
    planted.iter().for_each(|told| *balance.entry(told).or_default() += 1);
    found.iter().for_each(|told| *balance.entry(told).or_default() -= 1);
    let amiss: Vec<String> =
        balance.iter().filter(|(_, count)| **count != 0).map(|(told, count)| say(told, *count)).collect();
    if amiss.is_empty() {
        return Ok(planted.len());
    }
    const MOST: usize = 10;
    let more = amiss.len().checked_sub(MOST + 1).map_or_else(String::new, |more| format!("\nand {} more", more + 1));
    Err(format!("{}{more}", amiss.get(..MOST).unwrap_or(&amiss).join("\n")))
}

fn say((check, facts): &Told, count: i64) -> String {
    let what = if count > 0 { "not found" } else { "found, not planted" };
    format!("{what}: {check} of {}", facts.join("; "))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

fn planted(table: &str) -> Vec<Told> {
    let told = |line: &str| {
        let (check, facts) = line.split_once(',')?.1.split_once(',')?;
        Some((check.to_owned(), sorted(facts.split("; "))))
    };
    table.lines().skip(1).filter_map(told).collect()
}

fn found(report: &str) -> Result<Vec<Told>, serde_json::Error> {
    let report: Value = serde_json::from_str(report)?;
    let findings = report.get("findings").and_then(Value::as_array);
    Ok(findings.into_iter().flatten().map(finding).collect())
}

fn finding(finding: &Value) -> Told {
    let related = finding.get("related").and_then(Value::as_array);
    let rows = std::iter::once(finding).chain(related.into_iter().flatten());
    let facts = rows.filter_map(|row| row.get("fact").and_then(Value::as_str));
    let check = finding.get("code").and_then(Value::as_str).unwrap_or_default();
    (check.to_owned(), sorted(facts))
}

fn sorted<'a>(facts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut facts: Vec<String> = facts.map(str::to_owned).collect();
    facts.sort_unstable();
    facts
}
