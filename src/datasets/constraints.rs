//! Which constraints hold?

use foldhash::{HashMap, HashMapExt};

use crate::account::Account;
use crate::constraint::Answer;
use crate::corpus::Corpus;
use crate::dataset::{Column, Dataset, Kind};

use super::columns;

/// A line for every constraint; of several sources the one that breaks it speaks, else one that decides it.
pub(super) const DATASET: Dataset = Dataset {
    name: "constraints",
    about: "every constraint with its answer: holds, violated or undecided; by id",
    how: "Every row of `constraints`, judged by the claims of each source that it has to do with. An order in time \
        holds only if the claims say it without any constraint; a set is what the claims list, and no more.",
    key: &["constraint"],
    columns: &[
        Column::new("constraint", Kind::Id, "its id"),
        Column::new("relation", Kind::Text, "what is to hold"),
        Column::new("left", Kind::Text, "the left operand"),
        Column::new("right", Kind::Text, "the right operand"),
        Column::new("answer", Kind::Choice(&["holds", "undecided", "violated"]), "whether it does"),
        Column::new("says", Kind::Text, "what the claims say"),
        columns::CLAIMS,
    ],
    rows,
};

/// What a source says of a constraint: answer, message, ids of claims.
type Answered = (Answer, String, String);

fn rows(corpus: &Corpus) -> Vec<Vec<String>> {
    let answers = answers(corpus);
    let mut lines: Vec<Vec<String>> = Vec::new();
    for constraint in &corpus.constraints {
        let none = || (Answer::Undecided, "no claim has to do with it".to_owned(), String::new());
        let (answer, says, claims) = answers.get(constraint.id).cloned().unwrap_or_else(none);
        let cell = |column| constraint.row.cell(column).to_owned();
        lines.push(vec![cell(0), cell(1), cell(2), cell(3), answer.as_str().to_owned(), says, claims]);
    }
    lines.sort();
    lines
}

fn answers<'c>(corpus: &'c Corpus<'c>) -> HashMap<&'c str, Answered> {
    let mut answers: HashMap<&str, Answered> = HashMap::new();
    for (source, entry) in corpus.sources.iter().enumerate() {
        let mut constraints = corpus.constraints_of(entry.id).peekable();
        let Some(account) = constraints.peek().and_then(|_| Account::new(corpus, source)) else { continue };
        let setting = account.setting();
        for constraint in constraints {
            let ruling = setting.judge(constraint);
            let claims = ruling.claims.iter().filter_map(|position| account.claims.get(*position));
            let ids: Vec<&str> = claims.map(|claim| claim.at.id).collect();
            let said = (ruling.answer, ruling.message, ids.join("; "));
            let known = answers.entry(constraint.id).or_insert_with(|| said.clone());
            if (weight(said.0), &said.1) < (weight(known.0), &known.1) {
                *known = said;
            }
        }
    }
    answers
}

/// A source that breaks a constraint speaks before one that keeps it, and that before one that is silent.
fn weight(answer: Answer) -> u8 {
    match answer {
        Answer::Violated => 0,
        Answer::Holds => 1,
        Answer::Undecided => 2,
    }
}
