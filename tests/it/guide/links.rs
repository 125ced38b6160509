//! Links and the table of contents of the guide.

use std::collections::BTreeSet;
use std::fs;

use super::{ROOT, pages, rule_pages, source, text};

/// Targets of Markdown links outside code.
fn targets(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in page.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
            found.extend(prose.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())));
        }
    }
    found
}

/// The anchors of a page, as mdBook and GitHub make them of its headings.
fn anchors(page: &str) -> BTreeSet<String> {
    let slug = |heading: &str| -> String {
        let kept = heading.to_lowercase().replace(' ', "-");
        kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    page.lines().filter_map(|line| Some(slug(line.strip_prefix('#')?.trim_start_matches('#').trim()))).collect()
}

#[test]
fn links_lead_somewhere() {
    let repository = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/");
    let rules = rule_pages::names().map(|name| format!("rules/{name}.md"));
    let mut broken = Vec::new();
    for page in pages().into_iter().chain(rules) {
        for target in targets(&text(&page)) {
            if let Some(path) = target.strip_prefix(repository) {
                if !std::path::Path::new(ROOT).join(path).exists() {
                    broken.push(format!("{page}: {target}"));
                }
                continue;
            }
            if target.contains("://") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let folder = source(&page).parent().expect("a folder").to_owned();
            let path = if file.is_empty() { source(&page) } else { folder.join(file) };
            let there = fs::read_to_string(&path).is_ok_and(|text| anchor.is_empty() || anchors(&text).contains(anchor));
            if !there || file.is_empty() && anchor.is_empty() {
                broken.push(format!("{page}: {target}"));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn the_table_of_contents_lists_every_page_once() {
    let mut listed = targets(&text("SUMMARY.md"));
    listed.sort();
    let mut there: Vec<String> = pages().into_iter().filter(|page| page != "SUMMARY.md").collect();
    there.extend(rule_pages::names().map(|name| format!("rules/{name}.md")));
    there.sort();
    assert_eq!(listed, there);
}

#[test]
fn the_book_names_its_folder_and_title() {
    let book: toml::Table = fs::read_to_string(source("../book.toml")).expect("book.toml").parse().expect("TOML");
    assert_eq!(book["book"]["src"].as_str(), Some("src"));
    assert!(book["book"]["title"].is_str());
}
