//! Does the program do what it says: checks and their fixtures, commands, recognisers, and what holds for every input?

#[path = "support/project.rs"]
mod project;
mod support;

#[path = "program/agreement.rs"]
mod agreement;
#[path = "program/broken_inputs.rs"]
mod broken_inputs;
#[path = "program/checks.rs"]
mod checks;
#[path = "program/cli.rs"]
mod cli;
#[path = "program/consistency.rs"]
mod consistency;
#[path = "program/properties.rs"]
mod properties;
#[path = "program/recognisers.rs"]
mod recognisers;
#[path = "program/timeline.rs"]
mod timeline;
