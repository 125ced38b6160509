//! Where the reports of a check go: standard output, files, and the summary of a step on GitHub.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::Check;
use super::output;
use super::terminal::Console;
use super::trouble::Trouble;
use crate::report::{self, Counts, Format, Look, Report};

/// Names the file that GitHub shows as the summary of a step.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Refuses reports that cannot be given, before any work is done.
///
/// # Errors
/// Statistics in a form that has none; two reports into one file.
pub fn check_options(args: &Check) -> Result<(), Trouble> {
    if args.statistics && !Format::WITH_STATISTICS.contains(&args.format) {
        let names: Vec<&str> = Format::WITH_STATISTICS.iter().map(|format| format.as_str()).collect();
        let help = format!("write --format with one of {}", names.join(", "));
        return Err(Trouble::with_help(format!("`{}` has no form for --statistics", args.format), Some(help)));
    }
    for (at, report) in args.output.iter().enumerate() {
        if args.output[..at].iter().any(|before| before.file == report.file) {
            return Err(Trouble::plain(format!("two reports go to {}", report.file.display())));
        }
    }
    Ok(())
}

/// Writes every report of a run. Files get all findings, standard output as many as it was asked to show; where standard
/// output is taken (`aside`), standard error.
///
/// # Errors
/// A report that could not be written.
pub fn write_reports(whole: &Report<'_>, args: &Check, aside: bool, console: &Console) -> Result<(), Trouble> {
    for file in &args.output {
        output::to_file(&file.file, |out| report::report(whole, file.format, out))?;
    }
    if args.format == Format::Github
        && let Some(path) = std::env::var_os(STEP_SUMMARY).filter(|path| !path.is_empty()).map(PathBuf::from)
        && let Err(error) = append_summary(whole, &path)
    {
        console.warning(&format!("cannot write the summary of the step into {}: {error}", path.display()));
    }
    let look = if aside { whole.look } else { Look { color: console.color_out(), links: console.links_out(), ..whole.look } };
    if args.statistics {
        return write_out(aside, |out| report::statistics(&Report { look, ..*whole }, args.format, out));
    }
    let most = args.max_findings.unwrap_or(usize::MAX);
    let not_shown = whole.findings.len().saturating_sub(most);
    let kept = if not_shown > 0 { report::most_severe(whole.findings, most) } else { Vec::new() };
    let findings = if not_shown > 0 { kept.as_slice() } else { whole.findings };
    let shown = Report { findings, look, counts: Counts { not_shown, ..whole.counts }, ..*whole };
    write_out(aside, |out| report::report(&shown, args.format, out))?;
    if not_shown > 0 && !matches!(args.format, Format::Human | Format::Concise) {
        console.note(&format!("{not_shown} of {} findings are not shown", whole.findings.len()));
    }
    Ok(())
}

fn write_out(aside: bool, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Trouble> {
    if aside {
        output::to_stderr(write);
        return Ok(());
    }
    output::to_stdout(write)
}

/// Adds to the summary of the step; what other tools have written there stays.
fn append_summary(whole: &Report<'_>, path: &Path) -> std::io::Result<()> {
    let mut text = Vec::new();
    report::step_summary(whole, &mut text)?;
    text.push(b'\n');
    OpenOptions::new().append(true).create(true).open(path)?.write_all(&text)
}
