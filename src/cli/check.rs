//! `opiska check`: reads, runs the rules, asks the baseline, fixes if asked to, reports.

use std::mem::ManuallyDrop;

use super::args::{Check, Common};
use super::baseline::{self, Known};
use super::cache::Place;
use super::changed::Changed;
use super::corrections::Corrections;
use super::examining::{Examined, Task, examine};
use super::fixing::{Changes, Fixer};
use super::reading;
use super::settings::Settings;
use super::shards::Shards;
use super::terminal::Console;
use super::trouble::Trouble;
use super::{Outcome, output, reporting, shards, watch};
use crate::check::baseline::Comparison;
use crate::diagnostic::{Diagnostic, RuleMeta, Severity};
use crate::report::{Counts, Look, Report};
use crate::source::walk::{self, Origin};

/// Lints the inputs, and fixes them if asked to.
///
/// # Errors
/// Wrong settings, an unusable baseline, or a report or corrections that could not be written.
pub fn run(args: &Check, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    if args.scope.watch { watch::run(args, common, console) } else { once(args, common, console) }
}

/// Lints the inputs once.
///
/// # Errors
/// As [`run`].
pub fn once(args: &Check, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    reporting::check_options(args)?;
    let fixes = &args.fixes;
    if fixes.unsafe_fixes && !fixes.applies() {
        let help = "write --fix --unsafe-fixes, or --diff --unsafe-fixes to look first".to_owned();
        return Err(Trouble::with_help("--unsafe-fixes says what to fix, but nothing is to be fixed", Some(help)));
    }
    let choice = &args.shards;
    let shards = (!choice.from_records.is_empty()).then(|| Shards::open(&choice.from_records)).transpose()?;
    let inputs = shards.as_ref().map_or(&args.inputs, |shards| &shards.inputs).clone();
    // The program ends with this command, unless it watches: giving back value by value would only take time.
    let mut settings = ManuallyDrop::new(Settings::resolve(common, inputs.paths.first().map(AsRef::as_ref))?);
    settings.today = shards.as_ref().map_or(settings.today, |shards| shards.day);
    let known = if args.no_ignores { None } else { baseline::named(args.baseline.as_deref(), &settings.config)? };
    let known = known.map(|file| file.must_exist()).transpose()?;
    let check = settings.check(&args.rules, args.fail_on, &inputs.paths)?;
    let own_file = settings.corrections(fixes.corrections.as_deref());
    let mut corrections = fixes.corrections.as_deref().map(Corrections::read_or_new).transpose()?;
    // What is fixed is read twice, and standard input gives its bytes only once.
    let reads_stdin = fixes.applies() && args.inputs.paths.iter().any(|path| path.as_os_str() == "-");
    let stdin = reads_stdin
        .then(|| walk::read(&Origin::Stdin).map_err(|reason| Trouble::plain(format!("cannot read standard input: {reason}"))))
        .transpose()?;
    let changed = args.scope.changed.then(|| Changed::since(&args.scope.since, &args.inputs)).transpose()?;
    let cache = Place::of(&args.cache, &settings, &inputs, &args.rules, own_file.as_deref());
    let task = Task {
        settings: &settings,
        check: &check,
        inputs: &inputs,
        suppressing: !args.no_ignores,
        own_file: own_file.as_deref(),
        stdin: stdin.as_deref(),
        changed: changed.as_ref(),
        cache: cache.as_ref(),
        whole_pages: corrections.is_some(),
        compares_again: fixes.applies(),
    };
    let run = Run { args, task, known: known.as_ref(), console };
    let outcome = reading::with_threads(common.threads, &inputs, || {
        if let Some(file) = &choice.write_shard {
            return shards::write(file, &task, &args.rules, console);
        }
        let checked = run.compare(match shards {
            Some(shards) => shards.examine(&task, &args.rules, console)?,
            None => examine(&task, console),
        });
        if fixes.applies() {
            return run.change(&checked);
        }
        run.report(&checked, false)?;
        if let (Some(corrections), Some(file)) = (&mut corrections, &fixes.corrections) {
            corrections.update(&checked.run.pages, checked.findings(), &checked.run.texts);
            corrections.write(file)?;
            console.note(&corrections.summary());
        }
        Ok(run.outcome(&checked))
    })?;
    if args.scope.watch {
        drop(ManuallyDrop::into_inner(settings));
    }
    outcome
}

/// A check under way.
#[derive(Clone, Copy)]
struct Run<'a> {
    args: &'a Check,
    task: Task<'a>,
    known: Option<&'a Known>,
    console: &'a Console,
}

/// What a check found; the baseline has taken its part of the findings, if there is one.
struct Checked {
    run: Examined,
    compared: Option<Comparison>,
}

impl Checked {
    /// The findings that count: those that no baseline knows.
    fn findings(&self) -> &[Diagnostic] {
        self.compared.as_ref().map_or(&self.run.findings, |compared| &compared.new)
    }
}

impl Run<'_> {
    fn compare(&self, mut run: Examined) -> Checked {
        let mut compared = self.known.map(|known| known.compare(&self.task, &mut run));
        if let Some(changed) = self.task.changed {
            let Examined { findings, unreadable, texts, .. } = &mut run;
            unreadable.retain(|unread| changed.holds(&unread.file, texts));
            let lists = compared.iter_mut().flat_map(|compared| [&mut compared.new, &mut compared.known]);
            lists.chain([findings]).for_each(|list| list.retain(|finding| changed.concerns(finding, texts)));
        }
        Checked { run, compared }
    }

    /// What may be fixed: of a finding about a changed file and another one, only what lies in the changed file.
    fn fixable(&self, checked: &Checked) -> Vec<Diagnostic> {
        let holds =
            |finding: &&Diagnostic| self.task.changed.is_none_or(|changed| changed.holds(&finding.primary.file, &checked.run.texts));
        checked.findings().iter().filter(holds).cloned().collect()
    }

    /// Fixes what was checked, or shows what that would change.
    fn change(&self, checked: &Checked) -> Result<Outcome, Trouble> {
        let Run { args: Check { fixes, .. }, task, known, console } = self;
        let met = known.zip(checked.compared.as_ref()).map(|(known, compared)| known.met(task, compared));
        let fixer = Fixer { task, met: met.as_ref(), risky: fixes.unsafe_fixes };
        let mut changes = fixer.changes(&checked.run.corpus, &self.fixable(checked), &checked.run.texts);
        if !fixes.diff {
            changes.write();
        }
        changes.refusals.iter().for_each(|refusal| console.error(refusal));
        changes.remarks.iter().for_each(|remark| console.warning(remark));
        let failed = changes.refusals.len();
        let unreadable = checked.run.unreadable.len() + failed;
        if fixes.diff {
            return self.show(&changes, unreadable);
        }
        if let Some(stdin) = task.stdin {
            output::to_stdout(|out| out.write_all(changes.stdin().unwrap_or(stdin)))?;
        }
        changes.lines().for_each(|line| console.line(&format!("fixed {line}")));
        if fixes.fix_only {
            console.line(&format!("Fixed {}.", changes.summary()));
            return Ok(Outcome { unreadable, ..Outcome::default() });
        }
        let mut outcome = self.report_what_remains(checked, &changes)?;
        outcome.unreadable += failed;
        Ok(outcome)
    }

    /// Checks again what is there now, and reports it.
    fn report_what_remains(&self, checked: &Checked, changes: &Changes) -> Result<Outcome, Trouble> {
        let again = (!changes.drafts.is_empty()).then(|| {
            let task = Task { stdin: changes.stdin().or(self.task.stdin), ..self.task };
            self.compare(task.again())
        });
        let checked = again.as_ref().unwrap_or(checked);
        self.report(checked, self.task.stdin.is_some())?;
        self.console.line(&format!("Fixed {}; {} remain.", changes.summary(), checked.findings().len()));
        Ok(self.outcome(checked))
    }

    /// Prints the difference.
    fn show(&self, changes: &Changes, unreadable: usize) -> Result<Outcome, Trouble> {
        let mut diff = Vec::new();
        changes.diff(&mut diff).map_err(|error| Trouble::plain(format!("cannot write the difference: {error}")))?;
        output::print(&self.console.for_out(String::from_utf8_lossy(&diff).into_owned()))?;
        self.console.line(&format!("Would fix {}.", changes.summary()));
        let worst = (!changes.drafts.is_empty()).then_some(Severity::Error);
        Ok(Outcome { misuse: false, unreadable, worst, fail_on: Some(Severity::Error) })
    }

    /// Writes the report and its further forms; to standard error where standard output is taken.
    fn report(&self, checked: &Checked, aside: bool) -> Result<(), Trouble> {
        let Run { args, task, console, .. } = self;
        let Checked { run, compared } = checked;
        let (selection, findings) = (&task.check.selection, checked.findings());
        let rules: Vec<(&'static RuleMeta, Severity)> =
            selection.rules().map(|rule| (&rule.meta, selection.severity(rule.meta.name).unwrap_or(rule.meta.severity))).collect();
        let plain = Report {
            findings,
            baselined: compared.as_ref().map(|compared| compared.known.as_slice()),
            rules: &rules,
            unreadable: &run.unreadable,
            counts: Counts::new(run.corpus.pages().len(), run.records, findings),
            texts: &run.texts,
            look: Look { color: false, links: false, width: 100, ascii: false },
        };
        reporting::write_reports(&plain, args, aside, console)?;
        match run.suppressed {
            0 => {}
            1 => console.note("1 finding is suppressed"),
            count => console.note(&format!("{count} findings are suppressed")),
        }
        baseline::tell_gone(compared.as_ref().map_or(0, |compared| compared.gone), console);
        Ok(())
    }

    fn outcome(&self, checked: &Checked) -> Outcome {
        Outcome {
            misuse: false,
            unreadable: checked.run.unreadable.len(),
            worst: checked.findings().iter().map(|finding| finding.severity).max(),
            fail_on: self.task.check.fail_on,
        }
    }
}
