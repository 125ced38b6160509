//! `check --fix` and its kin: which files change and how, and the writing of them or of their difference.
//!
//! A text is settled in memory, file by file (`check::settle`), and then once more against the rules that compare records.
//! Only then is a file touched. What is damaged, has changed meanwhile or cannot be written back as it was is left alone,
//! and said.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::baseline::Met;
use super::examining::Task;
use super::originals::{Original, Rewrite};
use super::reading;
use super::texts::SourceTexts;
use crate::check::{Declined, finish, settle};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::parse::{self, Reader};
use crate::record::{ComparedPage, Corpus, ReadPage};
use crate::source::FileName;

/// What may be fixed, and with what to try it.
#[derive(Clone, Copy)]
pub struct Fixer<'a> {
    /// How the sources are read and checked.
    pub task: &'a Task<'a>,
    /// What the baseline knows of them, if there is one.
    pub met: Option<&'a Met<'a>>,
    /// Whether fixes may be applied that a person should look at.
    pub risky: bool,
}

/// The changes of a run, before anything is written.
#[derive(Debug, Default)]
pub struct Changes {
    /// One for each file that changes, sorted by name.
    pub drafts: Vec<Draft>,
    /// Fixes that are left alone, and why.
    pub remarks: Vec<String>,
    /// Files that cannot be fixed, and why.
    pub refusals: Vec<String>,
}

/// A file before and after its fixes.
#[derive(Debug)]
pub struct Draft {
    name: FileName,
    /// Text and bytes as they are and will be.
    rewrite: Rewrite,
    /// The page as it will be read.
    page: ReadPage,
    /// How many findings of each rule are gone.
    fixed: BTreeMap<&'static str, usize>,
}

impl Fixer<'_> {
    /// Settles every file that has something to fix; the findings are those that count, without suppressed and known ones.
    pub fn changes(&self, corpus: &Corpus, findings: &[Diagnostic], texts: &SourceTexts) -> Changes {
        let reader = Reader::new(&self.task.settings.schemas);
        let fixable = |page: &&ComparedPage| findings.iter().any(|finding| finding.primary.file == page.name && self.allows(finding));
        let pages: Vec<&ComparedPage> = corpus.pages().iter().filter(fixable).collect();
        let settled: Vec<_> = reading::each(&pages, |page| (*page, self.draft(page, texts, &reader)));
        let mut changes = Changes::default();
        for (page, result) in settled {
            match result {
                Ok((draft, remarks)) => {
                    changes.drafts.extend(draft);
                    changes.remarks.extend(remarks.into_iter().map(|remark| format!("{}:{remark}", page.name)));
                }
                Err(reason) => changes.refusals.push(format!("{}: not fixed: {reason}", page.name)),
            }
        }
        self.leave_out_what_others_mind(&mut changes, corpus);
        changes
    }

    /// Whether the finding has a fix that may be applied.
    fn allows(&self, finding: &Diagnostic) -> bool {
        finding.fix.as_deref().is_some_and(|fix| match fix.applicability {
            Applicability::Safe => true,
            Applicability::Unsafe => self.risky,
            Applicability::Display => false,
        })
    }

    /// The file after its fixes, if any can be applied, and remarks that begin with a line.
    fn draft(&self, page: &ComparedPage, texts: &SourceTexts, reader: &Reader<'_>) -> Result<(Option<Draft>, Vec<String>), String> {
        let stdin = self.task.stdin.unwrap_or_default();
        let original = Original::read(&page.name, texts.path(&page.name), stdin, page.fingerprint)?;
        let text = &original.text;
        let options = self.task.job().options();
        let read = |text: &str| parse::read_text(page.name.clone(), text, page.fingerprint, options, reader);
        let (mut last, mut silent) = (None, None);
        let mut check = |text: &str| {
            let page = read(text);
            let findings = self.findings(&page, text, &mut silent);
            last = Some((text.to_owned(), page));
            findings
        };
        let unencodable = |finding: &Diagnostic| {
            let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
            edits.into_iter().find_map(|edit| original.lacks(&edit.text))
        };
        let findings = check(text);
        let settled = settle(text.clone(), findings, &|finding| self.allows(finding) && unencodable(finding).is_none(), &mut check);
        let mut remarks: Vec<String> = settled.declined.iter().map(declined).collect();
        remarks.extend(settled.findings.iter().filter(|finding| self.allows(finding)).filter_map(|finding| {
            let (line, rule) = (finding.primary.place.start.line, finding.rule.name);
            Some(format!("{line}: the fix of `{rule}` is left alone: {}", unencodable(finding)?))
        }));
        if settled.text == *text {
            return Ok((None, remarks));
        }
        let page = match last {
            Some((text, page)) if text == settled.text => page,
            _ => read(&settled.text),
        };
        let rewrite = original.rewritten(settled.text)?;
        let draft = Draft { name: page.name.clone(), rewrite, page, fixed: settled.fixed };
        Ok((Some(draft), remarks))
    }

    /// What counts in a text: what is neither suppressed nor known to the baseline.
    ///
    /// `silent` is how many findings of each rule were suppressed at first. Where there are fewer now, one of them may
    /// have come out of its suppression's reach, so nothing of its rule is fixed.
    fn findings(&self, page: &ReadPage, text: &str, silent: &mut Option<BTreeMap<&'static str, usize>>) -> Vec<Diagnostic> {
        let engine = self.task.engine().seeing_all(false);
        let mut findings = engine.page(page, text);
        findings.extend(engine.suppressions().into_iter().filter(|finding| finding.primary.file == page.name));
        let findings = finish(findings);
        let mut findings = match self.met {
            Some(met) => met.unknown(&page.name, findings),
            None => findings,
        };
        let now = engine.suppressed_by_rule();
        let before = silent.get_or_insert_with(|| now.clone());
        let fewer = |rule: &str| before.get(rule) > now.get(rule);
        findings.iter_mut().filter(|finding| fewer(finding.rule.name)).for_each(|finding| finding.fix = None);
        findings
    }

    /// What counts of the findings of rules that compare records.
    fn compared(&self, corpus: &Corpus) -> Compared {
        let findings = self.task.engine().corpus(corpus);
        Compared::new(&match self.met {
            Some(met) => met.unknown_of_all(findings),
            None => findings,
        })
    }

    /// Takes out the changes after which the rules that compare records would find something new.
    fn leave_out_what_others_mind(&self, changes: &mut Changes, corpus: &Corpus) {
        let before = self.compared(corpus);
        while !changes.drafts.is_empty() {
            let new_page = |page: &ComparedPage| {
                changes.drafts.iter().find(|draft| draft.name == page.name).map(|draft| draft.page.clone().compared())
            };
            let pages = corpus.pages().iter().map(|page| new_page(page).unwrap_or_else(|| page.clone())).collect();
            let after = self.compared(&Corpus::of(pages));
            let raised = after.beyond(&before);
            let kept = changes.drafts.len();
            changes.drafts.retain(|draft| {
                let Some(raised) = raised.iter().find(|(_, files)| files.contains(&draft.name)) else { return true };
                changes.remarks.push(format!("{}: its fixes are left alone: they would raise `{}`", draft.name, raised.0));
                false
            });
            if changes.drafts.len() == kept {
                break;
            }
        }
    }
}

/// Findings that compare records, counted by rule and by the files they speak of.
struct Compared(BTreeMap<&'static str, BTreeMap<Vec<FileName>, usize>>);

impl Compared {
    fn new(findings: &[Diagnostic]) -> Self {
        let mut counts: BTreeMap<_, BTreeMap<_, usize>> = BTreeMap::new();
        for finding in findings {
            let mut files: Vec<FileName> = finding.related.iter().chain([&finding.primary]).map(|label| label.file.clone()).collect();
            files.sort();
            files.dedup();
            *counts.entry(finding.rule.name).or_default().entry(files).or_default() += 1;
        }
        Self(counts)
    }

    /// The rules that speak more often than before, with the files of what they did not say before.
    fn beyond(&self, before: &Self) -> Vec<(&'static str, &[FileName])> {
        let mut raised = Vec::new();
        for (&rule, now) in &self.0 {
            let before = before.0.get(rule);
            let said = |files: &Vec<FileName>| before.and_then(|before| before.get(files)).copied().unwrap_or_default();
            if now.values().sum::<usize>() > before.map_or(0, |before| before.values().sum()) {
                raised.extend(now.iter().filter(|(files, count)| **count > said(files)).map(|(files, _)| (rule, files.as_slice())));
            }
        }
        raised
    }
}

fn declined(declined: &Declined) -> String {
    let why = match declined.raises {
        Some(rule) => format!("it would raise `{rule}`"),
        None => "it would settle nothing".to_owned(),
    };
    format!("{}: the fix of `{}` is left alone: {why}", declined.line, declined.rule)
}

impl Changes {
    /// How many findings are gone.
    pub fn fixed(&self) -> usize {
        self.drafts.iter().flat_map(|draft| draft.fixed.values()).sum()
    }

    /// "3 findings in 2 files", or "nothing".
    pub fn summary(&self) -> String {
        if self.drafts.is_empty() {
            return "nothing".to_owned();
        }
        let many = |number, word: &str| if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") };
        format!("{} in {}", many(self.fixed(), "finding"), many(self.drafts.len(), "file"))
    }

    /// Writes every file; what cannot be written goes to the refusals, and its draft out.
    pub fn write(&mut self) {
        let Self { drafts, refusals, .. } = self;
        drafts.retain(|draft| {
            let written = draft.rewrite.write();
            refusals.extend(written.as_ref().err().map(|error| format!("{}: not fixed: {error}", draft.name)));
            written.is_ok()
        });
    }

    /// The bytes of standard input after its fixes, if they changed it.
    pub fn stdin(&self) -> Option<&[u8]> {
        self.drafts.iter().find(|draft| draft.rewrite.is_stdin()).map(|draft| draft.rewrite.bytes())
    }

    /// A line for each file: which rules were satisfied.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.drafts.iter().map(|draft| {
            let rules: Vec<String> = draft.fixed.iter().map(|(rule, count)| format!("{rule} ({count})")).collect();
            format!("{}: {}", draft.name, rules.join(", "))
        })
    }

    /// Prints the difference in the form that `patch` reads.
    ///
    /// # Errors
    /// Whatever `out` refuses.
    pub fn diff(&self, out: &mut dyn Write) -> io::Result<()> {
        self.drafts.iter().try_for_each(|draft| draft.rewrite.diff(out))
    }
}
