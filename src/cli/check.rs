//! `opiska check`: reads, runs the rules, fixes if asked to, reports.

use super::Outcome;
use super::args::{Check, Common};
use super::corrections::Corrections;
use super::fixing::{Changes, Fixer};
use super::output;
use super::reading::{self, Haul, Job};
use super::settings::{CheckSettings, Settings};
use super::terminal::Console;
use super::texts::SourceTexts;
use super::trouble::Trouble;
use crate::check::{Engine, Unused, finish};
use crate::diagnostic::{Diagnostic, RuleMeta, Severity};
use crate::record::Corpus;
use crate::report::{self, Counts, Look, Report, Unreadable};
use crate::source::walk::{self, Origin};

/// Lints the inputs, and fixes them if asked to.
///
/// # Errors
/// Wrong settings, or a report or corrections that could not be written.
pub fn run(args: &Check, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    let settings = Settings::resolve(common, args.inputs.paths.first().map(AsRef::as_ref))?;
    let check = settings.check(&args.rules, args.fail_on)?;
    check.remarks.iter().for_each(|remark| console.warning(remark));
    reading::with_threads(common.threads, || Run { args, settings: &settings, check: &check, console }.run())?
}

/// A check under way.
#[derive(Clone, Copy)]
struct Run<'a> {
    args: &'a Check,
    settings: &'a Settings,
    check: &'a CheckSettings,
    console: &'a Console,
}

/// What a check found.
struct Checked {
    corpus: Corpus,
    findings: Vec<Diagnostic>,
    unreadable: Vec<Unreadable>,
    texts: SourceTexts,
}

impl Run<'_> {
    fn run(self) -> Result<Outcome, Trouble> {
        let Run { args, settings, console, .. } = self;
        let fixes = &args.fixes;
        let changing = fixes.fix || fixes.fix_only || fixes.diff;
        if fixes.unsafe_fixes && !changing {
            let help = "write --fix --unsafe-fixes, or --diff --unsafe-fixes to look first".to_owned();
            return Err(Trouble::with_help("--unsafe-fixes says what to fix, but nothing is to be fixed", Some(help)));
        }
        let own_file = settings.corrections(fixes.corrections.as_deref());
        let corrections = fixes.corrections.as_deref().map(Corrections::read_or_new).transpose()?;
        // What is fixed is read twice, and standard input gives its bytes only once.
        let reads_stdin = changing && args.inputs.paths.iter().any(|path| path.as_os_str() == "-");
        let stdin = reads_stdin
            .then(|| walk::read(&Origin::Stdin).map_err(|reason| Trouble::plain(format!("cannot read standard input: {reason}"))))
            .transpose()?;
        let engine = self.engine();
        let job = Job {
            engine: Some(&engine),
            own_file: own_file.as_deref(),
            stdin: stdin.as_deref(),
            ..Job::new(&args.inputs, &settings.schemas)
        };
        let haul = reading::read_all(&job);
        haul.tell(console);
        let checked = Checked::new(haul, &engine);
        if changing {
            return self.change(&checked, &engine, &job);
        }
        self.report(&checked, &engine, false)?;
        if let (Some(mut corrections), Some(file)) = (corrections, &fixes.corrections) {
            corrections.update(&checked.corpus, &checked.findings, &checked.texts);
            corrections.write(file)?;
            console.note(&corrections.summary());
        }
        Ok(self.outcome(&checked))
    }

    fn engine(&self) -> Engine<'_> {
        Engine::new(&self.settings.schemas, &self.check.selection, self.settings.today).suppressing(&self.check.suppressions)
    }

    /// Fixes what was checked, or shows what that would change.
    fn change(self, checked: &Checked, engine: &Engine<'_>, job: &Job<'_>) -> Result<Outcome, Trouble> {
        let Run { args: Check { fixes, .. }, console, .. } = self;
        let trial = self.engine();
        let fixer = Fixer { job, engine: &trial, risky: fixes.unsafe_fixes };
        let mut changes = fixer.changes(&checked.corpus, &checked.findings, &checked.texts);
        if !fixes.diff {
            changes.write();
        }
        changes.refusals.iter().for_each(|refusal| console.error(refusal));
        changes.remarks.iter().for_each(|remark| console.warning(remark));
        let failed = changes.refusals.len();
        if fixes.diff {
            return self.show(&changes, checked.unreadable.len() + failed);
        }
        if let Some(stdin) = job.stdin {
            output::to_stdout(|out| out.write_all(changes.stdin().unwrap_or(stdin)))?;
        }
        changes.lines().for_each(|line| console.line(&format!("fixed {line}")));
        if fixes.fix_only {
            console.line(&format!("Fixed {}.", changes.summary()));
            return Ok(Outcome { unreadable: checked.unreadable.len() + failed, ..Outcome::default() });
        }
        let mut outcome = self.report_what_remains(checked, engine, &changes, job)?;
        outcome.unreadable += failed;
        Ok(outcome)
    }

    /// Checks again what is there now, and reports it.
    fn report_what_remains(self, checked: &Checked, engine: &Engine<'_>, changes: &Changes, job: &Job<'_>) -> Result<Outcome, Trouble> {
        let fresh = self.engine();
        let again = (!changes.drafts.is_empty()).then(|| {
            let stdin = changes.stdin().or(job.stdin);
            Checked::new(reading::read_all(&Job { engine: Some(&fresh), stdin, ..*job }), &fresh)
        });
        let (checked, engine) = again.as_ref().map_or((checked, engine), |again| (again, &fresh));
        self.report(checked, engine, job.stdin.is_some())?;
        self.console.line(&format!("Fixed {}; {} remain.", changes.summary(), checked.findings.len()));
        Ok(self.outcome(checked))
    }

    /// Prints the difference.
    fn show(self, changes: &Changes, failed: usize) -> Result<Outcome, Trouble> {
        let mut diff = Vec::new();
        changes.diff(&mut diff).map_err(|error| Trouble::plain(format!("cannot write the difference: {error}")))?;
        output::print(&self.console.for_out(String::from_utf8_lossy(&diff).into_owned()))?;
        self.console.line(&format!("Would fix {}.", changes.summary()));
        let worst = (!changes.drafts.is_empty()).then_some(Severity::Error);
        Ok(Outcome { misuse: false, unreadable: failed, worst, fail_on: Some(Severity::Error) })
    }

    /// Writes the report and its further forms; to standard error where standard output is taken.
    fn report(self, checked: &Checked, engine: &Engine<'_>, aside: bool) -> Result<(), Trouble> {
        let Run { args, check, console, .. } = self;
        let Checked { corpus, findings, unreadable, texts } = checked;
        let rules: Vec<(&'static RuleMeta, Severity)> =
            check.selection.rules().filter_map(|rule| Some((&rule.meta, check.selection.severity(rule.meta.name)?))).collect();
        let plain = Report {
            findings,
            rules: &rules,
            unreadable,
            counts: Counts::new(corpus.pages().len(), corpus.records().count(), findings),
            texts,
            look: Look { color: false, links: false, width: 100, ascii: false },
        };
        for file in &args.output {
            output::to_file(&file.file, |out| report::report(&plain, file.format, out))?;
        }
        if aside {
            output::to_stderr(|out| report::report(&plain, args.format, out));
        } else {
            let shown = Report { look: Look { color: console.color_out(), links: console.links_out(), ..plain.look }, ..plain };
            output::to_stdout(|out| report::report(&shown, args.format, out))?;
        }
        tell_suppressions(engine, console);
        Ok(())
    }

    fn outcome(&self, checked: &Checked) -> Outcome {
        Outcome {
            misuse: false,
            unreadable: checked.unreadable.len(),
            worst: checked.findings.iter().map(|finding| finding.severity).max(),
            fail_on: self.check.fail_on,
        }
    }
}

impl Checked {
    /// Runs the rules that compare records over what was read.
    fn new(haul: Haul, engine: &Engine<'_>) -> Self {
        let Haul { pages, mut findings, unreadable, texts, .. } = haul;
        let corpus = Corpus::new(pages);
        findings.extend(engine.corpus(&corpus));
        Self { corpus, findings: finish(findings), unreadable, texts }
    }
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
