//! Many small findings of one kind in one text are told once: one finding per page and summary group.

use std::collections::BTreeMap;

use super::identity;
use crate::diagnostic::{Diagnostic, Folded, Label};

/// Puts the findings of one page and one summary group together.
///
/// The first place is the primary one, and its rule the finding's; severity and confidence are the highest of all, so
/// that nothing escapes `--fail-on`. A fix of one place would hide the others, so the whole has none.
pub(super) fn fold(group: &str, record_key: &str, mut members: Vec<Diagnostic>) -> Option<Diagnostic> {
    members.sort_by(|a, b| a.order().cmp(&b.order()));
    members.dedup_by(|a, b| a.order() == b.order());
    if members.len() < 2 {
        return members.pop();
    }
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for member in &members {
        *counts.entry(member.rule.name).or_default() += 1;
    }
    let names: Vec<String> = counts.iter().map(|(name, count)| format!("{name} ({count})")).collect();
    let rules: Vec<&str> = counts.keys().copied().collect();
    let severity = members.iter().map(|member| member.severity).max()?;
    let confidence = members.iter().map(|member| member.confidence).max()?;
    let message = format!("{} places of this text need a look: {}", members.len(), names.join(", "));
    let folded =
        members.iter().map(|member| Folded { rule: member.rule.name, message: member.message.clone(), fingerprint: member.fingerprint });
    let folded = folded.collect();
    let mut members = members.into_iter();
    let first = members.next()?;
    let primary = Label { message: words(&first).into(), ..first.primary };
    let mut related = first.related;
    for member in members {
        let words = words(&member);
        related.push(Label { message: words.into(), ..member.primary });
        related.extend(member.related);
    }
    let fingerprint = identity::fingerprint(group, record_key, &rules.join(","));
    Some(Diagnostic {
        rule: first.rule,
        severity,
        confidence,
        message: message.into(),
        help: first.help,
        primary,
        related,
        fix: None,
        fingerprint,
        folded,
    })
}

fn words(member: &Diagnostic) -> String {
    let said = if member.primary.message.is_empty() { &member.message } else { &member.primary.message };
    format!("{}: {said}", member.rule.name)
}
