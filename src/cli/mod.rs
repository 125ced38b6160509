//! The shell: the only room that touches terminal, environment, disk, threads and exit codes.
//!
//! `args` is what was typed, `settings` what it means; each verb has its file. A verb gives back an [`Outcome`] or a
//! `Trouble`; one function turns that into an exit code.

mod ahead;
mod args;
mod baseline;
mod cache;
mod catalogue;
mod changed;
mod check;
mod cite;
mod clean;
mod config;
mod corrections;
mod csl;
mod examining;
mod examples;
mod extract;
mod fixing;
mod in_place;
mod init;
mod originals;
mod output;
mod packed;
mod progress;
mod prose;
mod reading;
mod reporting;
mod schemas;
mod settings;
mod shards;
mod stats;
mod stored;
mod terminal;
mod texts;
mod trouble;
mod watch;
mod words;
mod writing;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::diagnostic::Severity;
use args::{Args, Verb};
use terminal::Console;
use trouble::Trouble;

pub use examples::{ExampleFailure, check_examples, check_rule_examples};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Settings, schemas or options were wrong.
    pub misuse: bool,
    /// How many inputs could not be read.
    pub unreadable: usize,
    /// The worst finding.
    pub worst: Option<Severity>,
    /// From which severity on a run fails; `None` for never.
    pub fail_on: Option<Severity>,
}

/// The exit code of an outcome: wrong use before unreadable inputs, those before findings.
pub fn exit_code(outcome: &Outcome) -> u8 {
    let fails = matches!((outcome.worst, outcome.fail_on), (Some(worst), Some(least)) if worst >= least);
    match (outcome.misuse, outcome.unreadable, fails) {
        (true, _, _) => 2,
        (false, 1.., _) => 3,
        (false, 0, true) => 1,
        (false, 0, false) => 0,
    }
}

/// Runs the program: reads the command line, does what it says, gives back the exit code.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way too; when nobody reads them, so be it.
            let _ = error.print();
            return ExitCode::from(exit_code(&Outcome { misuse: error.use_stderr(), ..Outcome::default() }));
        }
    };
    let console = Console::new(args.common.color, args.common.quiet);
    let outcome = run(&args, &console).unwrap_or_else(|trouble| {
        console.trouble(&trouble);
        Outcome { misuse: true, ..Outcome::default() }
    });
    ExitCode::from(exit_code(&outcome))
}

fn run(args: &Args, console: &Console) -> Result<Outcome, Trouble> {
    let common = &args.common;
    match &args.verb {
        Verb::Check(check) => check::run(check, common, console),
        Verb::Baseline(args::Baseline::Update(update)) => baseline::update(update, common, console),
        Verb::Cite(cite) => cite::run(cite, common, console),
        Verb::Extract(extract) => extract::run(extract, common, console),
        Verb::Stats(stats) => stats::run(stats, common, console),
        Verb::Explain { rule } => catalogue::explain(rule, common, console).map(|()| Outcome::default()),
        Verb::Rules { format } => catalogue::list(*format, common).map(|()| Outcome::default()),
        Verb::Schema(verb) => schemas::run(verb, common, console),
        Verb::Clean { cache_dir } => clean::run(cache_dir.as_deref(), common, console).map(|()| Outcome::default()),
        Verb::Init => init::run(console).map(|()| Outcome::default()),
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "opiska", &mut script);
            output::to_stdout(|out| out.write_all(&script)).map(|()| Outcome::default())
        }
        Verb::Man => output::to_stdout(|out| manual(out)).map(|()| Outcome::default()),
    }
}

/// The manual: a page for the program, then one for each verb.
fn manual(out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let mut program = Args::command();
    program.build();
    clap_mangen::Man::new(program.clone()).render(out)?;
    for verb in program.get_subcommands().filter(|verb| verb.get_name() != "help") {
        clap_mangen::Man::new(verb.clone()).title(format!("opiska-{}", verb.get_name())).render(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes() {
        let clean = Outcome { fail_on: Some(Severity::Warning), ..Outcome::default() };
        let table = [
            (clean, 0),
            (Outcome { worst: Some(Severity::Info), ..clean }, 0),
            (Outcome { worst: Some(Severity::Warning), ..clean }, 1),
            (Outcome { worst: Some(Severity::Error), fail_on: None, ..clean }, 0),
            (Outcome { unreadable: 1, ..clean }, 3),
            (Outcome { unreadable: 2, worst: Some(Severity::Error), ..clean }, 3),
            (Outcome { misuse: true, unreadable: 2, worst: Some(Severity::Error), ..clean }, 2),
        ];
        for (outcome, code) in table {
            assert_eq!(exit_code(&outcome), code, "{outcome:?}");
        }
    }
}
