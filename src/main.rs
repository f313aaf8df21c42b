//! The program: reads the command line and ends with the exit status of what was asked.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os().collect())
}
