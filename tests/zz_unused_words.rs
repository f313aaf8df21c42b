mod support;
use factcheck::corpus::Fetched;
use factcheck::document::Document;
use factcheck::language::List;
use support::{Project, repository};
#[test]
fn unused_words() {
    let project = Project::read(&repository(&std::env::var("ROOTDIR").unwrap_or(".".into())));
    project.with_corpus(|corpus| {
        for (index, entry) in corpus.sources.iter().enumerate() {
            let Fetched::Found(bytes) = project.fetch(entry.path) else { panic!() };
            let raw = std::str::from_utf8(&bytes).unwrap();
            let document = Document::new(corpus, index, raw).unwrap();
            let lang = corpus.language(entry).unwrap();
            let mut count = vec![0u32; document.reading.text().len() + 1];
            for cell in &document.grounding().cells {
                for s in &cell.bytes { for i in s.start..s.end { count[i] += 1; } }
            }
            let mut cue = vec![false; document.reading.text().len() + 1];
            for c in &document.evidence().cues { for i in c.span.start..c.span.end { cue[i] = true; } }
            let little = [List::Determiner, List::Preposition, List::Auxiliary, List::Pronoun, List::Conjunction, List::Subordinator, List::Relative];
            let mut n = 0; let mut un = 0;
            for s in document.sentences() {
                let t = document.reading.text().get(s.range()).unwrap();
                let mut line = String::new();
                for w in factcheck::source::words(t) {
                    let word = &t[w.range()];
                    let at = s.start + w.start;
                    if cue[at] || little.iter().any(|l| lang.find(word, *l).is_some()) || word.chars().count() < 3 { continue; }
                    n += 1;
                    if count[at] == 0 { un += 1; line.push_str(&format!(" {word}")); }
                }
                if !line.is_empty() { println!("[{line} ]  {t}"); }
            }
            println!("{} content words, {} unused", n, un);
            let surv: Vec<String> = std::fs::read_to_string("/tmp/surv.txt").unwrap().lines().map(|l| l.to_owned()).collect();
            for (ci, claim) in document.claims.iter().enumerate() {
                if !surv.contains(&claim.at.id.to_owned()) { continue; }
                println!("SURV {} | {}", claim.at.id, claim.at.quote);
                let q = document.reading.to_text(claim.at.span.unwrap());
                for w in factcheck::source::words(&document.reading.text()[q.range()]).map(|w| w.shift(q.start)) {
                    let word = &document.reading.text()[w.range()];
                    let mut by = vec![];
                    for c in document.grounding().cells.iter() { for s in &c.bytes { if s.overlaps(w) && !(c.verdict == factcheck::grounding::Verdict::Derived) { by.push(format!("{}{}.{}[{}]", if c.claim==ci {"*"} else {""}, if c.claim==ci {""} else {document.claims[c.claim].at.id}, document.claims[c.claim].at.row.table.schema.column_name(c.column), &document.reading.text()[s.range()])); } } }
                    println!("     {word}: {}", by.join("  "));
                }
            }
        }
    });
}
