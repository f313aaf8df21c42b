//! How does this crate read these dates? One EDTF expression a line on standard input; for each
//! `text<TAB>canonical or error<TAB>earliest<TAB>latest`, with `..` for an open bound.

use std::io::{self, BufRead, Write};

use factcheck::edtf::{Day, Strength, parse};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let text = line?;
        match parse(&text) {
            Ok(date) => {
                let (earliest, latest) = date.bounds(None, Strength::Core);
                writeln!(out, "{text}\t{date}\t{}\t{}", show(earliest), show(latest))?;
            }
            Err(error) => writeln!(out, "{text}\terror: {error}\t\t")?,
        }
    }
    Ok(())
}

fn show(day: Option<Day>) -> String {
    day.map_or_else(|| "..".to_owned(), |day| day.to_string())
}
