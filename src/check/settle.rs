//! Fixes a text until nothing is left to fix: applies what is wanted, has the new text checked, keeps it if it is better.
//!
//! Pure: how a text is read and checked again is the caller's function. After every step each rule speaks as often as
//! before or less, and all of them together less. So a fix never raises a new finding, the steps come to an end, and
//! doing all of it again changes nothing.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Fix, apply};
use crate::source::Span;

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
/// `wanted` picks findings whose fix may be applied; `check` gives the findings of a changed text.
pub fn settle(
    text: String,
    findings: Vec<Diagnostic>,
    wanted: &dyn Fn(&Diagnostic) -> bool,
    check: &mut dyn FnMut(&str) -> Vec<Diagnostic>,
) -> Settled {
    let start = counts(&findings);
    let mut now = Settled { text, findings, fixed: BTreeMap::new(), declined: Vec::new() };
    let mut passed_over: Vec<(&'static str, Span)> = Vec::new();
    // How many fixes are tried together: all, and half of them when that did harm, down to the one that does it.
    let mut most = usize::MAX;
    loop {
        let open = |finding: &&Diagnostic| {
            finding.fix.is_some() && wanted(finding) && !passed_over.contains(&(finding.rule.name, finding.primary.place.span))
        };
        let open: Vec<&Diagnostic> = now.findings.iter().filter(open).take(most).collect();
        let Some(first) = open.first() else { break };
        let fixes = open.iter().filter_map(|finding| finding.fix.as_ref());
        let text = apply(&now.text, fixes.collect::<Vec<&Fix>>()).text;
        let findings = check(&text);
        let (before, after) = (counts(&now.findings), counts(&findings));
        let raises = after.iter().find(|(rule, count)| before.get(*rule).is_none_or(|before| before < *count)).map(|(rule, _)| *rule);
        if raises.is_none() && findings.len() < now.findings.len() {
            (now.text, now.findings) = (text, findings);
            // Places have moved, and what did harm before may do none now.
            now.declined.clear();
            passed_over.clear();
            most = usize::MAX;
        } else if open.len() > 1 {
            most = open.len() / 2;
        } else {
            most = usize::MAX;
            passed_over.push((first.rule.name, first.primary.place.span));
            now.declined.push(Declined { rule: first.rule.name, line: first.primary.place.start.line, raises });
        }
    }
    let end = counts(&now.findings);
    let gone = |(rule, count): (&'static str, usize)| (rule, count - end.get(rule).copied().unwrap_or_default());
    now.fixed = start.into_iter().map(gone).filter(|(_, count)| *count > 0).collect();
    now
}

/// Findings by rule.
fn counts(findings: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.rule.name).or_default() += 1;
    }
    counts
}
