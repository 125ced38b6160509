//! Fixes a text until nothing is left to fix: applies what is wanted, has the new text checked, keeps it if it is better.
//!
//! Pure: how a text is read and checked again is the caller's function. After every step each rule speaks as often as
//! before or less, and all of them together less. So a fix never raises a new finding, the steps come to an end, and
//! doing all of it again changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, apply};
use crate::source::Span;

/// How often what a fix brings to light is fixed in turn.
const FOLLOWED: usize = 3;

/// A text after its fixes.
#[derive(Debug)]
pub struct Settled {
    /// The new text.
    pub text: String,
    /// What is still found in it.
    pub findings: Vec<Diagnostic>,
    /// How many findings of each rule are gone.
    pub fixed: BTreeMap<&'static str, usize>,
    /// Fixes that were wanted but would have done harm.
    pub declined: Vec<Declined>,
}

/// A fix that is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined {
    /// The rule that proposed it.
    pub rule: &'static str,
    /// The line of the finding in the new text, from 1.
    pub line: u32,
    /// A rule that would find something new; `None` when nothing would be settled by the fix.
    pub raises: Option<&'static str>,
}

/// Applies the wanted fixes of a text's findings.
///
/// `wanted` picks findings with a fix that may be applied; `check` gives the findings of a changed text.
pub fn settle(
    text: String,
    findings: Vec<Diagnostic>,
    wanted: &dyn Fn(&Diagnostic) -> bool,
    check: &mut dyn FnMut(&str) -> Vec<Diagnostic>,
) -> Settled {
    let start = counts(&findings);
    let mut now = Settled { text, findings, fixed: BTreeMap::new(), declined: Vec::new() };
    let mut aside = Aside::default();
    // How many fixes are tried together: all, and half of them when nobody knows which one did harm.
    let mut most = usize::MAX;
    loop {
        let open = |finding: &&Diagnostic| wanted(finding) && !aside.fixes.contains_key(&key(finding));
        let open = one_for_each_line(now.findings.iter().filter(open)).take(most).collect::<Vec<_>>();
        if open.is_empty() {
            if aside.second_hearing() {
                continue;
            }
            break;
        }
        let (text, findings) = attempt(&now, &open, wanted, check);
        let raises = raised(&now.findings, &findings).pop_first();
        if raises.is_none() && findings.len() < now.findings.len() {
            (now.text, now.findings) = (text, findings);
            // Places have moved, and what did harm before may do none now.
            (aside, most) = (Aside::default(), usize::MAX);
            continue;
        }
        let guilty = suspects(&open, &now.findings, &findings);
        if let [one] = open[..] {
            aside.put(one, raises, true);
            most = usize::MAX;
        } else if guilty.is_empty() {
            most = open.len() / 2;
        } else {
            guilty.into_iter().for_each(|(finding, rule)| aside.put(finding, Some(rule), false));
        }
    }
    now.declined = aside.fixes.into_values().map(|(declined, _)| declined).collect();
    let end = counts(&now.findings);
    let gone = |(rule, count): (&'static str, usize)| (rule, count - end.get(rule).copied().unwrap_or_default());
    now.fixed = start.into_iter().map(gone).filter(|(_, count)| *count > 0).collect();
    now
}

/// Fixes that are not tried (again) on the text as it is.
#[derive(Default)]
struct Aside {
    /// Why, and whether it is proven: tried alone, and not only on the line where something was raised.
    fixes: BTreeMap<(Span, &'static str), (Declined, bool)>,
    /// Whether one was proven after others were only suspected.
    proven: bool,
}

impl Aside {
    fn put(&mut self, finding: &Diagnostic, raises: Option<&'static str>, proven: bool) {
        let declined = Declined { rule: finding.rule.name, line: finding.primary.place.start.line, raises };
        self.fixes.insert(key(finding), (declined, proven));
        self.proven |= proven;
    }

    /// Lets suspects try again without those that were proven meanwhile, if there are any.
    fn second_hearing(&mut self) -> bool {
        let all = self.fixes.len();
        if std::mem::take(&mut self.proven) {
            self.fixes.retain(|_, (_, proven)| *proven);
        }
        self.fixes.len() < all
    }
}

fn key(finding: &Diagnostic) -> (Span, &'static str) {
    (finding.primary.place.span, finding.rule.name)
}

/// The first finding of each line: what a fix raises is mostly raised on its line, and then it is known which one it was.
fn one_for_each_line<'d>(findings: impl Iterator<Item = &'d Diagnostic>) -> impl Iterator<Item = &'d Diagnostic> {
    let mut lines = BTreeSet::new();
    findings.filter(move |finding| lines.insert(finding.primary.place.start.line))
}

/// The fixes on whose line a rule speaks more often than before, with the rule.
fn suspects<'d>(open: &[&'d Diagnostic], before: &[Diagnostic], after: &[Diagnostic]) -> Vec<(&'d Diagnostic, &'static str)> {
    let mut more: BTreeMap<(u32, &'static str), i64> = BTreeMap::new();
    for (findings, one) in [(before, -1), (after, 1)] {
        findings.iter().for_each(|finding| *more.entry((finding.primary.place.start.line, finding.rule.name)).or_default() += one);
    }
    let raised: BTreeMap<u32, &'static str> = more.into_iter().filter(|(_, more)| *more > 0).map(|(place, _)| place).collect();
    open.iter().filter_map(|finding| Some((*finding, *raised.get(&finding.primary.place.start.line)?))).collect()
}

/// The text and its findings after some fixes, and after those of what they brought to light ("ll. 5-5" is "ll. 5" first).
fn attempt(
    now: &Settled,
    open: &[&Diagnostic],
    wanted: &dyn Fn(&Diagnostic) -> bool,
    check: &mut dyn FnMut(&str) -> Vec<Diagnostic>,
) -> (String, Vec<Diagnostic>) {
    let mut text = apply(&now.text, open.iter().filter_map(|finding| finding.fix.as_deref())).text;
    let mut findings = check(&text);
    for _ in 0..FOLLOWED {
        let raised = raised(&now.findings, &findings);
        let light = findings.iter().filter(|finding| raised.contains(finding.rule.name) && wanted(finding));
        let fixed = apply(&text, light.filter_map(|finding| finding.fix.as_deref()));
        if fixed.taken.is_empty() {
            break;
        }
        text = fixed.text;
        findings = check(&text);
    }
    (text, findings)
}

/// The rules that speak more often than before.
fn raised(before: &[Diagnostic], after: &[Diagnostic]) -> BTreeSet<&'static str> {
    let (before, after) = (counts(before), counts(after));
    after.into_iter().filter(|(rule, count)| before.get(rule).is_none_or(|before| before < count)).map(|(rule, _)| rule).collect()
}

/// Findings by rule.
fn counts(findings: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule.name).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Applicability, Confidence, Edit, Fix, Label, RuleMeta, Severity};
    use crate::source::{FileName, Positions};

    const fn meta(name: &'static str) -> RuleMeta {
        RuleMeta { name, severity: Severity::Warning, confidence: Confidence::High, fix: None, summary_group: None, source: "" }
    }

    static RULES: [RuleMeta; 4] = [meta("x"), meta("y"), meta("double-a"), meta("b")];

    /// x is to be written a, y is to be written b; two a in a row, or a b at the end of a line, are not liked.
    fn check(text: &str) -> Vec<Diagnostic> {
        let positions = Positions::resolve(text, (0..=text.len() as u32).collect());
        let find = |rule: &'static RuleMeta, what: &'static str, better: Option<&'static str>| {
            text.match_indices(what).map(move |(at, _)| (rule, Span::new(at, at + what.len()), better)).collect::<Vec<_>>()
        };
        let found =
            [find(&RULES[0], "x", Some("a")), find(&RULES[1], "y", Some("b")), find(&RULES[2], "aa", None), find(&RULES[3], "b\n", None)];
        let finding = |(rule, span, better): (&'static RuleMeta, Span, Option<&str>)| Diagnostic {
            rule,
            severity: rule.severity,
            confidence: rule.confidence,
            message: "".into(),
            help: None,
            primary: Label { file: FileName::new("a.txt"), place: positions.place(span), message: "".into() },
            related: Vec::new(),
            fix: better.map(|text| {
                let edits = vec![Edit { span, text: text.to_owned() }];
                Box::new(Fix { applicability: Applicability::Safe, title: String::new(), edits })
            }),
            fingerprint: 0,
            folded: Vec::new(),
        };
        let mut all: Vec<Diagnostic> = found.into_iter().flatten().map(finding).collect();
        all.sort_by_key(|finding| finding.primary.place.span);
        all
    }

    fn run(text: &str) -> (String, Vec<Declined>) {
        let settled = settle(text.to_owned(), check(text), &|finding| finding.fix.is_some(), &mut check);
        (settled.text, settled.declined)
    }

    fn declined(rule: &'static str, line: u32, raises: &'static str) -> Declined {
        Declined { rule, line, raises: Some(raises) }
    }

    #[test]
    fn all_that_can_be_fixed_is_fixed() {
        assert_eq!(run("x.x.y.\ny.x\n"), ("a.a.b.\nb.a\n".into(), vec![]));
        assert_eq!(run("nothing here\n"), ("nothing here\n".into(), vec![]));
    }

    #[test]
    fn what_would_raise_something_is_declined_and_the_rest_is_fixed() {
        assert_eq!(run("x.\nax\nx.x\n"), ("a.\nax\na.a\n".into(), vec![declined("x", 2, "double-a")]));
        assert_eq!(run("xx\ny\nx\n"), ("ax\ny\na\n".into(), vec![declined("x", 1, "double-a"), declined("y", 2, "b")]));
    }

    #[test]
    fn a_long_list_takes_few_steps() {
        let mut steps = 0;
        let text = "ax\nx.\n".repeat(200);
        let settled = settle(text.clone(), check(&text), &|finding| finding.fix.is_some(), &mut |text| {
            steps += 1;
            check(text)
        });
        assert_eq!((settled.fixed.get("x"), settled.declined.len()), (Some(&200), 200));
        assert!(steps < 10, "{steps} steps");
    }

    #[test]
    fn who_was_only_suspected_gets_a_second_hearing() {
        // The fix of line 2 raises something on line 1, so that of line 1 is suspected first.
        let raise = |text: &str| {
            let mut all = check(text);
            if text.contains("\nb") {
                let first = all.iter().position(|finding| finding.rule.name == "b").unwrap_or(0);
                let mut raised = check("aa\n");
                all.splice(first..first, raised.drain(..));
            }
            all
        };
        let settled = settle("x.\ny.\n".into(), raise("x.\ny.\n"), &|finding| finding.fix.is_some(), &mut |text| raise(text));
        assert_eq!(settled.text, "a.\ny.\n");
        assert_eq!(settled.declined, [declined("y", 2, "double-a")]);
    }
}
