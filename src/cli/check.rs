//! `opiska check`: reads, runs the rules, reports.

use super::Outcome;
use super::args::{Check, Common};
use super::output;
use super::reading::{self, Haul};
use super::settings::Settings;
use super::terminal::Console;
use super::trouble::Trouble;
use crate::check::{Engine, Unused, finish};
use crate::diagnostic::{RuleMeta, Severity};
use crate::record::Corpus;
use crate::report::{self, Counts, Look, Report};

/// Lints the inputs.
///
/// # Errors
/// Wrong settings, or a report that could not be written.
pub fn run(args: &Check, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    let settings = Settings::resolve(common, args.inputs.paths.first().map(AsRef::as_ref))?;
    let check = settings.check(&args.rules, args.fail_on)?;
    check.remarks.iter().for_each(|remark| console.warning(remark));
    let engine = Engine::new(&settings.schemas, &check.selection, settings.today).suppressing(&check.suppressions);
    let haul = reading::with_threads(common.threads, || reading::read_all(&args.inputs, &settings.schemas, Some(&engine), console))?;
    let Haul { pages, mut findings, unreadable, texts } = haul;
    let corpus = Corpus::new(pages);
    findings.extend(engine.corpus(&corpus));
    let findings = finish(findings);
    let rules: Vec<(&'static RuleMeta, Severity)> =
        check.selection.rules().filter_map(|rule| Some((&rule.meta, check.selection.severity(rule.meta.name)?))).collect();
    let plain = Report {
        findings: &findings,
        rules: &rules,
        unreadable: &unreadable,
        counts: Counts::new(corpus.pages().len(), corpus.records().count(), &findings),
        texts: &texts,
        look: Look { color: false, links: false, width: 100, ascii: false },
    };
    for file in &args.output {
        output::to_file(&file.file, |out| report::report(&plain, file.format, out))?;
    }
    let shown = Report { look: Look { color: console.color_out(), links: console.links_out(), ..plain.look }, ..plain };
    output::to_stdout(|out| report::report(&shown, args.format, out))?;
    tell_suppressions(&engine, console);
    Ok(Outcome {
        misuse: false,
        unreadable: unreadable.len(),
        worst: findings.iter().map(|finding| finding.severity).max(),
        fail_on: check.fail_on,
    })
}

fn tell_suppressions(engine: &Engine<'_>, console: &Console) {
    match engine.suppressed() {
        0 => {}
        1 => console.note("1 finding is suppressed"),
        count => console.note(&format!("{count} findings are suppressed")),
    }
    for Unused { written_at, rule, known } in engine.unused() {
        console.warning(&match (rule.as_str(), known) {
            ("", _) => format!("{written_at}: this suppression names no rule; write ignore[rule-name]"),
            (rule, false) => format!("{written_at}: this suppression names `{rule}`, which is no rule"),
            (rule, true) => format!("{written_at}: this suppression of `{rule}` suppresses nothing"),
        });
    }
}
