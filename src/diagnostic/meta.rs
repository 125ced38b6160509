//! The description of a rule: name, settings, and its documentation cut from the header of its source file.

use super::{Applicability, Confidence, Severity};

/// What the lines of a source file's header begin with.
const HEADER: &str = "//!";

/// What is known of a rule without running it.
#[derive(Debug)]
pub struct RuleMeta {
    /// Kebab-case; reads well after "allow".
    pub name: &'static str,
    /// Severity unless the user says otherwise.
    pub severity: Severity,
    /// Confidence unless the finding says otherwise.
    pub confidence: Confidence,
    /// The best fix it offers.
    pub fix: Option<Applicability>,
    /// Body-text findings of rules with this word are told in one summary per file.
    pub summary_group: Option<&'static str>,
    /// The rule's source file, whose header is its documentation; the documentation itself where the rule is a project's own.
    pub source: &'static str,
}

/// An example in a rule's documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Whether the rule must report it.
    pub fires: bool,
    /// Whether it is a page (layouts are recognised) rather than plain citation lines.
    pub page: bool,
    /// The files of the example; one without a name unless `=== NAME` lines divide it.
    pub files: Vec<(String, String)>,
}

impl RuleMeta {
    /// Whether a project's schema file has the rule.
    pub fn is_own(&self) -> bool {
        !self.source.starts_with(HEADER)
    }

    /// The documentation in Markdown: the `//!` lines that open the source file.
    pub fn documentation(&self) -> String {
        if self.is_own() {
            return self.source.to_owned();
        }
        let mut text = String::new();
        for line in self.source.lines().map_while(|line| line.strip_prefix(HEADER)) {
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        }
        text
    }

    /// The first sentence of the documentation.
    pub fn summary(&self) -> String {
        let text = self.documentation();
        text.split("\n\n").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The address of the rule's page in the guide, which is made of its documentation. A project's own rule has none.
    pub fn url(&self) -> Option<String> {
        let page = || format!("{}/blob/main/docs/guide/src/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), self.name);
        (!self.is_own()).then(page)
    }

    /// The examples of the documentation: fences marked `fires` or `quiet`, with `page` where the layout matters.
    pub fn examples(&self) -> Vec<Example> {
        let text = self.documentation();
        let mut lines = text.lines();
        let mut examples = Vec::new();
        while let Some(line) = lines.next() {
            let Some(words) = line.strip_prefix("```") else { continue };
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            let fires = match words.split_whitespace().next() {
                Some("fires") => true,
                Some("quiet") => false,
                _ => continue,
            };
            examples.push(Example { fires, page: words.contains("page"), files: files(&body) });
        }
        examples
    }
}

fn files(body: &[&str]) -> Vec<(String, String)> {
    let mut files: Vec<(String, Vec<&str>)> = Vec::new();
    for line in body {
        match line.strip_prefix("=== ") {
            Some(name) => files.push((name.to_owned(), Vec::new())),
            None if files.is_empty() => files.push(("example.txt".to_owned(), vec![line])),
            None => files.last_mut().expect("invariant: a file was pushed").1.push(line),
        }
    }
    files.into_iter().map(|(name, lines)| (name, lines.join("\n"))).collect()
}
