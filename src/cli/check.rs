//! `opiska check`: reads, runs the rules, reports.

use super::args::{Check, Common, Inputs};
use super::reading::{self, Haul};
use super::settings::{CheckSettings, Settings};
use super::terminal::Console;
use super::texts::SourceTexts;
use super::trouble::Trouble;
use super::{Outcome, baseline, reporting};
use crate::check::{Engine, finish};
use crate::diagnostic::{Diagnostic, RuleMeta, Severity};
use crate::record::Corpus;
use crate::report::{Counts, Look, Report, Unreadable};
use crate::source::FileName;

/// What a run has found, before the baseline is asked.
#[derive(Debug)]
pub struct Examined {
    /// The settings.
    pub settings: Settings,
    /// Which rules ran, and from when on the run fails.
    pub check: CheckSettings,
    /// The pages that were read.
    pub corpus: Corpus,
    /// The findings, in order.
    pub findings: Vec<Diagnostic>,
    /// How many findings are suppressed.
    pub suppressed: usize,
    /// Fingerprints of findings that were left out for their low confidence.
    pub hidden: Vec<u64>,
    /// What could not be read, sorted by name.
    pub unreadable: Vec<Unreadable>,
    /// Where the texts can be had again.
    pub texts: SourceTexts,
}

/// Lints the inputs.
///
/// # Errors
/// Wrong settings, an unusable baseline, or a report that could not be written.
pub fn run(args: &Check, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    reporting::check_options(args)?;
    let settings = Settings::resolve(common, args.inputs.paths.first().map(AsRef::as_ref))?;
    let known = if args.no_ignores { None } else { baseline::named(args.baseline.as_deref(), &settings.config)? };
    let known = known.map(|file| file.must_exist()).transpose()?;
    let check = settings.check(&args.rules, args.fail_on, &args.inputs.paths)?;
    let mut run = examine(settings, check, &args.inputs, !args.no_ignores, common, console)?;
    let compared = known.map(|known| known.compare(&mut run));
    let selection = &run.check.selection;
    let rules: Vec<(&'static RuleMeta, Severity)> =
        selection.rules().map(|rule| (&rule.meta, selection.severity(rule.meta.name).unwrap_or(rule.meta.severity))).collect();
    let findings = compared.as_ref().map_or(&run.findings, |compared| &compared.new);
    let plain = Report {
        findings,
        baselined: compared.as_ref().map(|compared| compared.known.as_slice()),
        rules: &rules,
        unreadable: &run.unreadable,
        counts: Counts::new(run.corpus.pages().len(), run.corpus.records().count(), findings),
        texts: &run.texts,
        look: Look { color: false, links: false, width: 100, ascii: false },
    };
    reporting::write_reports(&plain, args, console)?;
    match run.suppressed {
        0 => {}
        1 => console.note("1 finding is suppressed"),
        count => console.note(&format!("{count} findings are suppressed")),
    }
    baseline::tell_gone(compared.as_ref().map_or(0, |compared| compared.gone), console);
    Ok(Outcome {
        misuse: false,
        unreadable: run.unreadable.len(),
        worst: findings.iter().map(|finding| finding.severity).max(),
        fail_on: run.check.fail_on,
    })
}

/// Reads the inputs and runs the rules over them.
///
/// # Errors
/// When the machine gives no threads.
pub fn examine(
    settings: Settings,
    check: CheckSettings,
    inputs: &Inputs,
    suppressing: bool,
    common: &Common,
    console: &Console,
) -> Result<Examined, Trouble> {
    let sees_all = inputs.paths.is_empty() || inputs.paths.iter().any(|path| path.is_dir());
    let engine = Engine::new(&settings.schemas, &check.selection, settings.today).suppressing(&check.suppressions);
    let engine = if suppressing { engine.seeing_all(sees_all) } else { engine.ignoring_nothing() };
    let haul = reading::with_threads(common.threads, || reading::read_all(inputs, &settings.schemas, Some(&engine), console))?;
    let Haul { pages, mut findings, unreadable, mut texts, .. } = haul;
    let corpus = Corpus::new(pages);
    findings.extend(engine.corpus(&corpus));
    findings.extend(engine.suppressions());
    // Findings about suppressions may stand in the settings file.
    texts.keep_text(FileName::new(&settings.config.name), &settings.config.text);
    let (suppressed, hidden) = (engine.suppressed(), engine.hidden());
    Ok(Examined { corpus, findings: finish(findings), suppressed, hidden, unreadable, texts, check, settings })
}
