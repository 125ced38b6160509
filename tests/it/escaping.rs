//! Nothing breaks out: hostile texts in every field, every style and markup, read back by independent parsers.

use biblatex::ChunksExt;
use opiska::cite::{CiteOptions, Markup, Style, citation};
use opiska::record::{BibEntry, OtherField, Record, Role};
use proptest::collection::vec;
use proptest::prelude::*;
use saphyr::{LoadableYamlNode, Yaml};
use serde_json::Value;

use super::cite::{at, bare, credit, read_back, record, schemas};

/// Texts that end, open or mean something in one of the formats.
const HOSTILE: [&str; 48] = [
    "\"",
    "'",
    "''",
    "“",
    "’",
    "{",
    "}",
    "\\",
    "\\end{document}",
    "\\input{x}",
    "},\n@misc{evil,",
    "%",
    "%0A",
    "#",
    "$",
    "$x$",
    "^",
    "~",
    "&",
    "&amp;",
    "<script>",
    "</p>",
    "</title>",
    "]]>",
    "-->",
    "<!--",
    "<!DOCTYPE x [",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@x",
    "\t",
    ": ",
    "# ",
    "- ",
    "! ",
    "* ",
    "| ",
    "> ",
    "? ",
    "---\n",
    "ER  - ",
    "\r\nER  - \r\nTY  - JOUR\n",
    "\u{0}\u{1b}[31m\u{85}\u{7f}",
    "\u{202E}\u{2066}",
    "🛰️ e\u{301}",
    "\u{FEFF}\u{FFFE}\u{FFFF}",
    "Кириллица; ,",
];

fn hostile() -> impl Strategy<Value = String> {
    let word =
        prop_oneof![3 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned), 1 => "[a-cA-C ]{1,3}".prop_map(|word| word)];
    // A word at the end, since a title without any gives way to the shelfmark.
    vec(word, 1..6).prop_map(|words| words.concat() + " word")
}

fn entry(title: &str, other: &str) -> Record {
    let mut record = record(title, 23, other, "721", "27-30");
    record.credits = vec![credit(Role::Author, other), credit(Role::Translator, other), credit(Role::Contributor, other)];
    record.credits[0].family = Some("word".to_owned());
    record.holdings[0].fond_name = Some(other.to_owned());
    record.holdings[0].as_written = other.to_owned();
    record.record_id = Some(at(other.to_owned()));
    record.url = Some(at(format!("https://archive.example.org/{other}")));
    for field in [&mut record.rights, &mut record.summary, &mut record.published_in, &mut record.language, &mut record.original_language] {
        *field = Some(at(other.to_owned()));
    }
    record.unread = vec![at(other.to_owned())];
    record.entry = Some(Box::new(BibEntry {
        key: Some(at(other.to_owned())),
        genre: Some(at(other.to_owned())),
        short_title: Some(at(other.to_owned())),
        place: Some(at(other.to_owned())),
        others: vec![
            OtherField { name: other.to_owned(), value: at(title.to_owned()) },
            OtherField { name: other.to_owned(), value: at(other.to_owned()) },
        ],
        ..BibEntry::default()
    }));
    record
}

fn cited(record: &Record, style: Style, markup: Markup) -> String {
    let options = CiteOptions { markup, abstracts: true, ..CiteOptions::default() };
    let cited = citation(record, style, &options, schemas());
    for text in [cited.text.as_str()]
        .into_iter()
        .chain(cited.notes.iter().map(|note| &*note.words))
        .chain(cited.notes.iter().filter_map(|note| note.detail.as_deref()))
    {
        let harmful = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        assert!(!text.contains(harmful), "{style}: {text:?}");
    }
    cited.text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_format_reads_back(title in hostile(), other in hostile()) {
        let record = entry(&title, &other);
        for style in Style::ALL.iter().filter(|style| !style.is_prose()) {
            let text = cited(&record, *style, Markup::Plain);
            prop_assert_eq!(plain(&title_of(*style, &text)), plain(&title), "{}: {}", style, text);
        }
    }

    #[test]
    fn every_markup_reads_back(title in hostile(), other in hostile()) {
        let record = entry(&title, &other);
        for style in Style::ALL.iter().filter(|style| style.is_prose() && super::cite::prints_titles(**style) && **style != Style::ChicagoAuthorDateText) {
            for markup in Markup::ALL {
                let text = cited(&record, *style, *markup);
                let read = words_of(*markup, &text);
                // A short note prints the short title of the entry.
                let short = style.as_str().contains("short") && plain(&read).contains(&plain(&other));
                prop_assert!(short || plain(&read).contains(&plain(&title)), "{} {}: {}\n{}", style, markup.as_str(), text, read);
            }
        }
    }
}

/// The title without the signs that no format holds, and without quotation marks, which formats write otherwise.
fn plain(text: &str) -> String {
    bare(&text.replace(['\u{FEFF}', '\u{FFFE}', '\u{FFFF}', '\u{2066}'], ""))
}

/// The title as another program reads it, which fails where the output is not well formed.
fn title_of(style: Style, text: &str) -> String {
    match style {
        Style::Bibtex | Style::Biblatex => {
            let read = read_back(text);
            assert_eq!(read.len(), 1, "{text}");
            read.iter().next().and_then(|entry| entry.get("title")).map(|title| title.format_verbatim()).unwrap_or_default()
        }
        Style::CslJson => json(text)[0]["title"].as_str().unwrap_or_default().to_owned(),
        Style::Jsonld => {
            assert!(!text.contains('<'), "it may stand in a script element: {text}");
            json(text)["@graph"][0]["name"].as_str().unwrap_or_default().to_owned()
        }
        Style::Ris => ris(text).into_iter().find(|(tag, _)| tag == "TI").map(|(_, value)| value).unwrap_or_default(),
        Style::Hayagriva => hayagriva(text),
        Style::Ead3 => {
            let document = roxmltree::Document::parse(text).expect("XML");
            let item = document.descendants().find(|node| node.attribute("level") == Some("item")).expect("an item");
            inside(item, "unittitle")
        }
        Style::Mods => inside(roxmltree::Document::parse(text).expect("XML").root(), "title"),
        Style::Coins => coins(text),
        Style::Csv => csv_title(text),
        other => panic!("no parser for {other}"),
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn inside(node: roxmltree::Node<'_, '_>, name: &str) -> String {
    node.descendants()
        .find(|node| node.has_tag_name(name) || node.tag_name().name() == name)
        .and_then(|node| node.text())
        .unwrap_or_default()
        .to_owned()
}

/// The lines of one entry, by the grammar: two signs, two spaces, a hyphen, a space, and one `ER` at the end.
pub(super) fn ris(text: &str) -> Vec<(String, String)> {
    let tag = |tag: &str| tag.len() == 2 && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let lines: Vec<(String, String)> = text
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.split_once("  - ").filter(|(found, _)| tag(found)).unwrap_or_else(|| panic!("no line of RIS: {line:?}")))
        .map(|(tag, value)| (tag.to_owned(), value.to_owned()))
        .collect();
    let ends: Vec<usize> = lines.iter().enumerate().filter(|(_, (tag, _))| tag == "ER").map(|(at, _)| at).collect();
    assert_eq!((lines[0].0.as_str(), ends), ("TY", vec![lines.len() - 1]), "{text}");
    lines
}

/// A YAML parser's view of the title, without the marks that Hayagriva reads inside it.
fn hayagriva(text: &str) -> String {
    let documents = Yaml::load_from_str(text).expect("YAML");
    assert_eq!(documents.len(), 1, "{text}");
    let entries = documents[0].as_mapping().expect("a mapping of entries");
    assert_eq!(entries.len(), 1, "{text}");
    let title = &entries.iter().next().expect("an entry").1["title"];
    let title = title.as_str().or_else(|| title["value"].as_str()).expect("a title");
    let (mut out, mut depth, mut signs) = (String::new(), 0, title.chars());
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => out.extend(signs.next()),
            '{' => depth += 1,
            '}' => depth -= 1,
            '$' => panic!("an open formula: {title}"),
            sign => out.push(sign),
        }
        assert!(depth >= 0, "{title}");
    }
    assert_eq!(depth, 0, "{title}");
    out
}

fn coins(text: &str) -> String {
    let document = roxmltree::Document::parse(text).expect("one element");
    let query = document.root_element().attribute("title").expect("a query");
    let value = query.split('&').find_map(|pair| pair.strip_prefix("rft.title=")).expect("a title");
    let mut bytes = Vec::new();
    let mut parts = value.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

fn csv_title(text: &str) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader.headers().expect("columns").iter().position(|column| column == "title").expect("a title");
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of one length");
    assert_eq!(rows.len(), 1, "{text}");
    assert!(rows[0].iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "a formula: {text}");
    rows[0][at]
        .strip_prefix('\'')
        .filter(|rest| rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']))
        .unwrap_or(&rows[0][at])
        .to_owned()
}

/// The words of one line of prose as another program reads them; anything but a paragraph of words and links fails.
fn words_of(markup: Markup, text: &str) -> String {
    match markup {
        Markup::Plain => {
            assert_eq!(text.lines().count(), 1, "{text}");
            text.to_owned()
        }
        Markup::Markdown => {
            use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
            let mut out = String::new();
            for event in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
                match event {
                    Event::Text(words) => out.push_str(&words),
                    Event::Start(Tag::Paragraph | Tag::Link { .. } | Tag::Emphasis)
                    | Event::End(TagEnd::Paragraph | TagEnd::Link | TagEnd::Emphasis) => {}
                    other => panic!("{other:?} in {text}"),
                }
            }
            out
        }
        Markup::Html => {
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            let page = format!("<!DOCTYPE html [<!ENTITY nbsp \"&#160;\">]><html>{text}</html>");
            let document = roxmltree::Document::parse_with_options(&page, options).expect("well formed");
            for node in document.descendants().filter(|node| node.is_element()) {
                assert!(["html", "p", "a", "em", "i"].contains(&node.tag_name().name()), "{text}");
            }
            document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect()
        }
        Markup::Latex => {
            let read = read_back(&format!("@misc{{x, title = {{{text}}}}}"));
            read.get("x").and_then(|entry| entry.get("title")).map(|title| title.format_verbatim()).unwrap_or_default()
        }
    }
}
