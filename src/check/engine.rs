//! Runs the selected rules over pages and over the corpus, and makes findings of their drafts.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::ledger::{Entry, Ledger};
use super::metadata::Metadata;
use super::selection::{Selection, nearest};
use super::suppression::{self, Comment, PathSuppression};
use super::{fold, identity};
use crate::diagnostic::{Diagnostic, Fix, Label, Severity, Words};
use crate::record::{Corpus, Day, PageId, ReadPage, Record};
use crate::rules::{self, Check, Context, Draft, Findings, Rule, Suppression};
use crate::schema::Schemas;
use crate::source::{FileName, Place, Positions, Span};

/// The rules in force and what they may look up. Pages may be checked from several threads at once.
#[derive(Debug)]
pub struct Engine<'a> {
    schemas: &'a Schemas,
    selection: &'a Selection,
    today: Option<Day>,
    tables: &'a [PathSuppression],
    reads_comments: bool,
    sees_all: bool,
    ledger: Mutex<Ledger>,
}

/// What the rules of single pages say of a page, before suppressions are asked.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// The findings, not folded yet.
    pub findings: Vec<Diagnostic>,
    /// The suppressions that stand in the text.
    pub comments: Vec<Comment>,
    /// Fingerprints of the findings that are left out for their low confidence.
    pub hidden: Vec<u64>,
}

impl<'a> Engine<'a> {
    /// An engine without suppressions of the settings.
    pub fn new(schemas: &'a Schemas, selection: &'a Selection, today: Option<Day>) -> Self {
        Self { schemas, selection, today, tables: &[], reads_comments: true, sees_all: true, ledger: Mutex::default() }
    }

    /// The same engine with the suppressions of the settings.
    #[must_use]
    pub fn suppressing(mut self, tables: &'a [PathSuppression]) -> Self {
        self.tables = tables;
        self
    }

    /// The same engine, deaf to every suppression: it reports what comments and settings keep silent.
    #[must_use]
    pub fn ignoring_nothing(self) -> Self {
        Self { tables: &[], reads_comments: false, ..self }
    }

    /// The same engine, told whether it sees whole collections or single files only. Of single files nobody can say
    /// that a suppression of a rule that compares records is unused.
    #[must_use]
    pub fn seeing_all(self, sees_all: bool) -> Self {
        Self { sees_all, ..self }
    }

    /// Runs the record rules and the page rules on one page; its text gives the positions and the suppressions.
    pub fn page(&self, page: &ReadPage, text: &str) -> Vec<Diagnostic> {
        self.enter(page, self.judge(page, text))
    }

    /// Runs the record rules and the page rules on one page and asks no suppression. The outcome depends on the page, its
    /// text, the schemas, the selection and the day, and on nothing else, so that it can be kept for another run.
    pub fn judge(&self, page: &ReadPage, text: &str) -> Judged {
        let context = Context { schemas: self.schemas, today: self.today, page };
        let selection = self.selection.for_file(&page.name);
        let mut drafts: Vec<(&'static Rule, Option<&Record>, Draft)> = Vec::new();
        for rule in selection.rules() {
            let mut each_record = |check: &dyn Fn(&Record, &mut Findings)| {
                // What is taken over was judged where it stands.
                for record in page.records.iter().filter(|record| !record.only_repeats()) {
                    let mut findings = Findings::default();
                    check(record, &mut findings);
                    if !findings.is_empty() {
                        drafts.extend(findings.into_drafts().into_iter().map(|draft| (rule, Some(record), draft)));
                    }
                }
            };
            match &rule.check {
                Check::Record(check) => each_record(&|record, findings| check(record, &context, findings)),
                Check::Own(own) => each_record(&|record, findings| rules::own::check(own, record, findings)),
                Check::Page(check) => {
                    let mut findings = Findings::default();
                    check(page, &context, &mut findings);
                    drafts.extend(findings.into_drafts().into_iter().map(|draft| (rule, None, draft)));
                }
                Check::Corpus(_) | Check::Suppression(_) => {}
            }
        }
        if drafts.iter().any(|(_, _, draft)| draft.fix.is_some()) {
            let metadata = Metadata::of(page);
            let bibliography = page.records.iter().any(|record| record.entry.is_some());
            drafts.iter_mut().for_each(|(_, _, draft)| {
                draft.fix = draft.fix.take().filter(|fix| fits(bibliography, fix)).map(|fix| metadata.bound(fix))
            });
        }
        let positions = Positions::resolve(text, drafts.iter().flat_map(|(_, _, draft)| offsets(draft)).collect());
        let mut hidden = Vec::new();
        let complete_one = |(rule, record, draft): (&'static Rule, Option<&Record>, Draft)| {
            let record = record.or_else(|| identity::record_at(page, draft.span));
            let key = identity::record_key(page, record);
            complete(&selection, rule, &key, draft, &|_, span| (page.name.clone(), positions.place(span)), &mut hidden)
        };
        let findings = drafts.into_iter().filter_map(complete_one).collect();
        Judged { findings, comments: suppression::comments(text), hidden }
    }

    /// Enters a judged page into the books; gives back what no suppression keeps silent.
    pub fn enter(&self, page: &ReadPage, judged: Judged) -> Vec<Diagnostic> {
        let comments = if self.reads_comments { judged.comments } else { Vec::new() };
        self.ledger().open(&page.name, comments, self.tables, judged.hidden);
        fold_groups(page, self.unsuppressed(judged.findings))
    }

    /// Runs the rules that compare records; nothing when there are fewer than two records.
    pub fn corpus(&self, corpus: &Corpus) -> Vec<Diagnostic> {
        if corpus.records().nth(1).is_none() {
            return Vec::new();
        }
        let nowhere = nowhere();
        let context = Context { schemas: self.schemas, today: self.today, page: &nowhere };
        let mut all = Vec::new();
        let mut hidden = Vec::new();
        for rule in self.selection.rules() {
            let Check::Corpus(check) = rule.check else { continue };
            let mut findings = Findings::default();
            check(corpus, &context, &mut findings);
            all.extend(findings.into_drafts().into_iter().filter_map(|mut draft| {
                let page = corpus.page(draft.page.unwrap_or(PageId(0)));
                draft.fix = draft.fix.filter(|fix| fits(page.is_bibliography, fix));
                let key = identity::compared_key(page, draft.span);
                let place = |id: Option<PageId>, span| {
                    let page = id.map_or(page, |id| corpus.page(id));
                    (page.name.clone(), page.place(span))
                };
                complete(&self.selection.for_file(&page.name), rule, &key, draft, &place, &mut hidden)
            }));
        }
        self.ledger().hidden.append(&mut hidden);
        self.unsuppressed(all)
    }

    /// How many findings were suppressed so far.
    pub fn suppressed(&self) -> usize {
        self.ledger().suppressed.values().sum()
    }

    /// How many findings of each rule were suppressed so far.
    pub fn suppressed_by_rule(&self) -> BTreeMap<&'static str, usize> {
        self.ledger().suppressed.clone()
    }

    /// Fingerprints of the findings that were left out so far because their confidence is too low.
    pub fn hidden(&self) -> Vec<u64> {
        self.ledger().hidden.clone()
    }

    /// What the rules about suppressions have to say; to be asked when everything else is checked.
    pub fn suppressions(&self) -> Vec<Diagnostic> {
        let entries = self.ledger().entries(self.tables, self.today);
        let (mut all, mut hidden) = (Vec::new(), Vec::new());
        for entry in &entries {
            let selection = self.selection.for_file(&entry.written_in);
            let suppression = self.told(entry, &selection);
            for rule in selection.rules() {
                let Check::Suppression(check) = rule.check else { continue };
                let mut findings = Findings::default();
                check(&suppression, &mut findings);
                let key = identity::file_key(&entry.written_in);
                let place = |_, _| (entry.written_in.clone(), entry.place);
                let drafts = findings.into_drafts().into_iter();
                all.extend(drafts.filter_map(|draft| complete(&selection, rule, key, draft, &place, &mut hidden)));
            }
        }
        self.ledger().hidden.append(&mut hidden);
        self.unsuppressed(all)
    }

    /// A suppression as the rules see it; the selection is that of the file it stands in.
    fn told<'e>(&self, entry: &'e Entry, selection: &Selection) -> Suppression<'e> {
        let known = selection.knows(&entry.rule);
        let nearest = || nearest(&entry.rule, selection.names()).and_then(|name| selection.known(&name));
        let rule = selection.rules().find(|rule| rule.meta.name == entry.rule);
        let judged = rule.is_some_and(|rule| match rule.check {
            Check::Record(_) | Check::Page(_) | Check::Own(_) => true,
            Check::Corpus(_) => self.sees_all,
            Check::Suppression(_) => false,
        });
        Suppression {
            span: entry.place.span,
            rule: &entry.rule,
            known,
            nearest: if known { None } else { nearest().map(|rule| rule.meta.name) },
            until: entry.until.as_deref(),
            term: entry.term,
            reasoned: entry.reasoned,
            used: (entry.used || judged && entry.met).then_some(entry.used),
        }
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves out what a comment or a table of the settings allows.
    fn unsuppressed(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut ledger = self.ledger();
        findings.into_iter().filter(|finding| !ledger.allows(finding, self.tables, self.today)).collect()
    }
}

/// Whether a fix may be written into a page as it is. In a bibliography quotation marks, commas, braces and backslashes
/// belong to the format, and rules know no format: only plain words may be put there.
fn fits(bibliography: bool, fix: &Fix) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '–' | ':' | '/' | '’');
    !bibliography || fix.edits.iter().all(|edit| edit.text.chars().all(plain))
}

/// Adds to a draft what the rule does not know. `None` when the rule is off there or the confidence is too low; then
/// the fingerprint is noted among the hidden ones.
fn complete(
    selection: &Selection,
    rule: &'static Rule,
    record_key: &str,
    draft: Draft,
    place: &dyn Fn(Option<PageId>, Span) -> (FileName, Place),
    hidden: &mut Vec<u64>,
) -> Option<Diagnostic> {
    let fingerprint = identity::fingerprint(rule.meta.name, record_key, draft.value.as_deref().unwrap_or(&draft.message));
    let confidence = draft.confidence.unwrap_or(rule.meta.confidence);
    if confidence < selection.min_confidence(rule.meta.name) {
        hidden.push(fingerprint);
        return None;
    }
    let severity = selection.severity(rule.meta.name)?.min(draft.at_most.unwrap_or(Severity::Error));
    let label = |page, span, message| {
        let (file, place) = place(page, span);
        Label { file, place, message }
    };
    Some(Diagnostic {
        rule: &rule.meta,
        severity,
        confidence,
        message: exact(draft.message),
        help: draft.help,
        primary: label(draft.page, draft.span, draft.label),
        related: draft.related.into_iter().map(|(page, span, words)| label(page, span, words)).collect(),
        fix: draft.fix.map(Box::new),
        fingerprint,
        folded: Vec::new(),
    })
}

/// Words without the room that putting them together has left: there may be a million of them to keep.
fn exact(words: Words) -> Words {
    match words {
        Words::Owned(words) => Words::Owned(words.into_boxed_str().into_string()),
        borrowed => borrowed,
    }
}

/// Sorts findings by path, start and rule, and leaves out repetitions.
pub fn finish(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    // Findings of pages come page by page: once each page is in order, hardly anything is left to compare or to move.
    for page in findings.chunk_by_mut(|a, b| a.primary.file == b.primary.file) {
        page.sort_by(|a, b| a.order().cmp(&b.order()));
    }
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings.dedup_by(|a, b| a.order() == b.order());
    findings
}

fn offsets(draft: &Draft) -> impl Iterator<Item = u32> {
    let spans = std::iter::once(draft.span).chain(draft.related.iter().map(|(_, span, _)| *span));
    spans.flat_map(|span| [span.start, span.end])
}

fn fold_groups(page: &ReadPage, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<&'static str, Vec<Diagnostic>> = BTreeMap::new();
    let mut single = Vec::with_capacity(findings.len());
    for finding in findings {
        match finding.rule.summary_group {
            Some(group) => groups.entry(group).or_default().push(finding),
            None => single.push(finding),
        }
    }
    single.extend(groups.into_iter().filter_map(|(group, members)| {
        let first = members.iter().map(|member| member.primary.place.span).min()?;
        fold::fold(group, &identity::record_key(page, identity::record_at(page, first)), members)
    }));
    single
}

/// The page of rules that look at no page in particular.
pub(super) fn nowhere() -> ReadPage {
    ReadPage {
        name: FileName::new(""),
        layout: "",
        records: Vec::new(),
        facts: Vec::new(),
        passed_over: 0,
        positions: Positions::default(),
        fingerprint: 0,
        length: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{KNOWN, page, record, schemas};
    use super::*;
    use crate::check::{Choices, PathTest};
    use crate::diagnostic::Confidence;
    use crate::record::{Debris, Fact, FactKind};
    use crate::source::Spanned;

    fn strict() -> Choices {
        Choices { profile: Some("strict".into()), ..Choices::default() }
    }

    fn with_engine<T>(choices: &Choices, tables: &[PathSuppression], work: impl FnOnce(&Engine<'_>) -> T) -> T {
        let schemas = schemas();
        let selection = Selection::among(KNOWN, &schemas, choices).expect("known names");
        work(&Engine::new(&schemas, &selection, None).suppressing(tables))
    }

    /// Reads each line as a title, up to a comma or a comment.
    fn titles(name: &str, text: &str) -> ReadPage {
        let mut at = 0;
        let mut page = page(name, Vec::new());
        for line in text.split_inclusive('\n') {
            let title = line.split([',', '\n', '#']).next().unwrap_or_default().trim_end();
            if !title.is_empty() {
                page.records.push(record(title, at));
            }
            at += line.len();
        }
        page
    }

    fn entries(engine: &Engine<'_>) -> Vec<Entry> {
        engine.ledger().entries(engine.tables, None)
    }

    fn shown(findings: &[Diagnostic]) -> Vec<String> {
        let line = |finding: &Diagnostic| {
            let place = finding.primary.place.start;
            format!("{}:{}:{} {} {}", finding.primary.file, place.line, place.column, finding.severity.as_str(), finding.rule.name)
        };
        findings.iter().map(line).collect()
    }

    #[test]
    fn findings_get_severity_and_place() {
        let text = "Telegram\nЗАПИСКА\n";
        let findings = with_engine(&Choices::default(), &[], |engine| engine.page(&titles("a.txt", text), text));
        assert_eq!(shown(&findings), ["a.txt:2:1 warning shouting-title"]);
        assert_eq!(findings[0].primary.place.end.column, 8);
    }

    #[test]
    fn a_fingerprint_survives_moved_lines_but_not_another_value() {
        let print = |text: &str| with_engine(&Choices::default(), &[], |engine| engine.page(&titles("a.txt", text), text)[0].fingerprint);
        assert_eq!(print("NOTE\n"), print("Telegram\n\nNOTE\n"));
        assert_ne!(print("NOTE\n"), print("NOTES\n"));
    }

    #[test]
    fn comments_suppress_and_idle_ones_are_told() {
        let text = "NOTE # opiska: ignore[shouting-title] as printed\n# opiska: ignore[shouting-title]\nTelegram\nNOTE\n";
        with_engine(&Choices::default(), &[], |engine| {
            let findings = engine.page(&titles("a.txt", text), text);
            assert_eq!(shown(&findings), ["a.txt:4:1 warning shouting-title"]);
            assert_eq!(engine.suppressed(), 1);
            let idle: Vec<(u32, bool)> = entries(engine).iter().map(|entry| (entry.place.start.line, entry.used)).collect();
            assert_eq!(idle, [(1, true), (2, false)]);
        });
    }

    #[test]
    fn tables_of_the_settings_suppress_by_path_and_line() {
        let table = |line, reached: bool| PathSuppression {
            path: PathTest::new(|name| name.as_str().starts_with("old/")),
            rules: vec!["shouting-title".into()],
            line,
            until: None,
            written_at: Some((FileName::new("opiska.toml"), Positions::default().place(Span::default()))),
            reached,
        };
        let text = "NOTE\nNOTES\n";
        let check = |tables: &[PathSuppression], name: &str| {
            with_engine(&Choices::default(), tables, |engine| {
                let left = engine.page(&titles(name, text), text).len();
                (left, entries(engine).iter().map(|entry| engine.told(entry, engine.selection).used).collect::<Vec<_>>())
            })
        };
        assert_eq!(check(&[table(None, false)], "old/a.txt"), (0, vec![Some(true)]));
        assert_eq!(check(&[table(Some(2), false)], "old/a.txt"), (1, vec![Some(true)]));
        assert_eq!(check(&[table(Some(3), false)], "old/a.txt"), (2, vec![Some(false)]));
        assert_eq!(check(&[table(None, true)], "new/a.txt"), (2, vec![Some(false)]), "its files are gone");
        assert_eq!(check(&[table(None, false)], "new/a.txt"), (2, vec![None]), "its files were not checked");
    }

    #[test]
    fn findings_of_one_group_are_told_once() {
        let text = "Telegram\nNOTE\nLetter\n";
        let mut page = titles("a.txt", text);
        page.facts.push(Fact { span: Span::new(9, 13), kind: FactKind::Debris(Debris::Glyph) });
        let choices = Choices { ignore: vec!["shouting-title".into()], ..strict() };
        let findings = with_engine(&choices, &[], |engine| finish(engine.page(&page, text)));
        assert_eq!(shown(&findings), ["a.txt:1:1 error missing-delo"]);
        assert_eq!(findings[0].message, "4 places of this text need a look: missing-delo (3), shouting-word (1)");
        let related: Vec<(u32, &str)> = findings[0].related.iter().map(|label| (label.place.start.line, &*label.message)).collect();
        assert_eq!(related, [(2, "missing-delo: no delo"), (2, "shouting-word: a word in capitals"), (3, "missing-delo: no delo")]);
    }

    #[test]
    fn weak_findings_can_be_left_out() {
        let mut page = titles("a.txt", "Telegram\n");
        page.facts.push(Fact { span: Span::new(0, 8), kind: FactKind::Furniture });
        let count = |min_confidence| {
            let choices = Choices { min_confidence, ..Choices::default() };
            with_engine(&choices, &[], |engine| engine.page(&page, "Telegram\n").len())
        };
        assert_eq!((count(None), count(Some(Confidence::Medium))), (1, 0));
    }

    #[test]
    fn corpus_rules_need_two_records_and_know_both_pages() {
        let numbered = |name: &str| {
            let mut record = record("Telegram", 0);
            record.record_id = Some(Spanned::new("121798".into(), Span::new(0, 8)));
            ReadPage { positions: Positions::resolve("Telegram", vec![0, 8]), ..page(name, vec![record]) }
        };
        with_engine(&strict(), &[], |engine| {
            assert!(engine.corpus(&Corpus::new(vec![numbered("a.txt")])).is_empty());
            let findings = engine.corpus(&Corpus::new(vec![numbered("b.txt"), numbered("a.txt")]));
            assert_eq!(shown(&findings), ["b.txt:1:1 warning shared-record-id"]);
            assert_eq!(findings[0].related[0].file.as_str(), "a.txt");
        });
    }

    #[test]
    fn a_comment_in_the_page_speaks_for_corpus_findings_too() {
        let text = "Telegram # opiska: ignore[shared-record-id] reprinted\n";
        let numbered = |name: &str| {
            let mut page = titles(name, text);
            page.records[0].record_id = Some(Spanned::new("121798".into(), Span::new(0, 8)));
            page.positions = Positions::resolve(text, vec![0, 8]);
            page
        };
        with_engine(&Choices { ignore: vec!["missing-delo".into()], ..strict() }, &[], |engine| {
            engine.page(&numbered("b.txt"), text);
            assert!(engine.corpus(&Corpus::new(vec![numbered("a.txt"), numbered("b.txt")])).is_empty());
            assert!(entries(engine).iter().all(|entry| entry.used));
        });
    }
}
