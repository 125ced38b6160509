//! `opiska explain` and `opiska rules`: the catalogue of rules for people and programs.

use std::path::Path;

use serde::Serialize;

use super::args::Common;
use super::output;
use super::settings::Settings;
use super::terminal::{Console, clean};
use super::trouble::{Trouble, did_you_mean};
use super::words::ListFormat;
use crate::check::selection::{Choices, Selection, nearest};
use crate::rules::{self, Check, Rule};
use crate::schema::Schemas;

/// Prints the documentation of a rule.
///
/// # Errors
/// When there is no such rule, or the settings that may have it cannot be used.
pub fn explain(name: &str, common: &Common, console: &Console) -> Result<(), Trouble> {
    let bare = name.strip_prefix("opiska/").unwrap_or(name);
    // The built-in rules can be explained where the settings are broken.
    let rule = match rules::by_name(bare) {
        Some(rule) => rule,
        None => own_rule(bare, &rules::known(&Settings::resolve(common, None::<&Path>)?.schemas))?,
    };
    let meta = &rule.meta;
    let fix = meta.fix.map_or(String::new(), |fix| format!(", {} fix", fix.as_str()));
    let heading = if console.color_out() { format!("\u{1b}[1m{}\u{1b}[0m", meta.name) } else { meta.name.to_owned() };
    let facts = format!("{}, {} confidence{fix}", meta.severity.as_str(), meta.confidence.as_str());
    let source = meta.url().or_else(|| file_of(rule).map(|file| format!("A rule of this project: {file}"))).unwrap_or_default();
    let documentation = plain(&meta.documentation());
    let (documentation, source) = (clean(&documentation), clean(&source));
    output::print(&format!("{heading} ({facts})\n\n{documentation}\n\n{source}\n"))
}

fn own_rule(name: &str, known: &[&'static Rule]) -> Result<&'static Rule, Trouble> {
    known.iter().find(|rule| rule.meta.name == name).copied().ok_or_else(|| {
        let nearest = nearest(name, known.iter().map(|rule| rule.meta.name));
        Trouble::with_help(format!("there is no rule `{name}`"), Some(did_you_mean(nearest.as_deref(), "rule")))
    })
}

/// The schema file that has the rule; none for a built-in one.
fn file_of(rule: &'static Rule) -> Option<&'static str> {
    match &rule.check {
        Check::Own(own) => Some(&own.file),
        _ => None,
    }
}

/// Markdown as plain text: headings without marks, code without fences but indented, links with their address behind.
fn plain(markdown: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut in_code = false;
    for line in markdown.lines() {
        if let Some(words) = line.strip_prefix("```") {
            in_code = !in_code;
            if in_code && !words.is_empty() {
                out.push(format!("  ({})", words.split_whitespace().collect::<Vec<_>>().join(", ")));
            }
        } else if in_code {
            out.push(format!("    {line}").trim_end().to_owned());
        } else {
            out.push(inline(line.trim_start_matches('#').trim_start_matches(' ')));
        }
    }
    out.join("\n").trim().to_owned()
}

/// A line of prose without the marks of code, emphasis and links.
fn inline(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let link = rest[open..].split_once("](").and_then(|(text, after)| Some((&text[1..], after.split_once(')')?)));
        match link.filter(|(text, _)| !text.contains(['[', ']'])) {
            Some((text, (address, after))) => {
                out += &format!("{}{text} ({address})", &rest[..open]);
                rest = after;
            }
            None => {
                out += &rest[..=open];
                rest = &rest[open + 1..];
            }
        }
    }
    out += rest;
    out.replace("**", "").replace('`', "")
}

/// A rule as `opiska rules --format json` prints it.
#[derive(Debug, Serialize)]
struct Entry {
    name: &'static str,
    severity: &'static str,
    confidence: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<&'static str>,
    profiles: Vec<String>,
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// The schema file of a project's own rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'static str>,
}

/// Prints all rules.
///
/// # Errors
/// A settings or schema file that cannot be used.
pub fn list(format: ListFormat, common: &Common) -> Result<(), Trouble> {
    let settings = Settings::resolve(common, None::<&Path>)?;
    let entries = entries(&settings.schemas)?;
    match format {
        ListFormat::Json => {
            let document = serde_json::json!({ "schema_version": 1, "rules": entries });
            output::print(&format!("{document:#}\n"))
        }
        ListFormat::Table => output::print(&clean(&table(&entries))),
    }
}

fn entries(schemas: &Schemas) -> Result<Vec<Entry>, Trouble> {
    let mut profiles = Vec::new();
    for profile in &schemas.profiles {
        let choices = Choices { profile: Some(profile.name.clone()), ..Choices::default() };
        profiles.push((profile.name.clone(), Selection::new(schemas, &choices)?));
    }
    let entry = |rule: &&'static rules::Rule| {
        let meta = &rule.meta;
        let on = profiles.iter().filter(|(_, selection)| selection.severity(meta.name).is_some());
        Entry {
            name: meta.name,
            severity: meta.severity.as_str(),
            confidence: meta.confidence.as_str(),
            fix: meta.fix.map(|fix| fix.as_str()),
            profiles: on.map(|(name, _)| name.clone()).collect(),
            summary: meta.summary(),
            url: meta.url(),
            file: file_of(rule),
        }
    };
    Ok(rules::known(schemas).iter().map(entry).collect())
}

fn table(entries: &[Entry]) -> String {
    let head = ["NAME", "SEVERITY", "CONFIDENCE", "FIX", "PROFILE", "SUMMARY"].map(str::to_owned);
    let row = |entry: &Entry| {
        // The first profile that has a rule says enough: the stricter ones build on it.
        let profile = entry.profiles.first().cloned().unwrap_or_else(|| "-".to_owned());
        let summary = entry.file.map_or_else(|| entry.summary.clone(), |file| format!("{} ({file})", entry.summary));
        let cells = [entry.name, entry.severity, entry.confidence, entry.fix.unwrap_or("-"), &profile, &summary];
        cells.map(str::to_owned)
    };
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(entries.iter().map(row)).collect();
    let mut out = String::new();
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            let width = rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
            out += &if column == 5 { format!("{cell}\n") } else { format!("{cell:width$}  ") };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_reads_plainly() {
        let text = "# Why\n\nA `delo` is **one** file, see [the manual](https://example.org) [sic].\n\n```fires page\nGARF, f. 5\n```\n";
        let expected = "Why\n\nA delo is one file, see the manual (https://example.org) [sic].\n\n  (fires, page)\n    GARF, f. 5";
        assert_eq!(plain(text), expected);
    }

    #[test]
    fn columns_line_up() {
        let entry = |name, summary: &str| Entry {
            name,
            severity: "error",
            confidence: "high",
            fix: None,
            profiles: vec!["default".into()],
            summary: summary.into(),
            url: None,
            file: None,
        };
        let table = table(&[entry("a", "one."), entry("longer-name", "two.")]);
        let columns: Vec<Option<usize>> = table.lines().map(|line| line.find("error").or(line.find("SEVERITY"))).collect();
        assert_eq!(columns, [Some(13), Some(13), Some(13)]);
    }
}
