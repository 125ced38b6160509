//! The doorways through which the shell reaches reading, reports and citations.
//!
//! Everything the shell needs of those rooms passes here, so that a change of theirs touches one file of ours. The
//! forms below have the rooms' signatures and the least behaviour that lets the shell run without them.

/// Bytes to a page: the shape of the reading room.
pub mod parse {
    use xxhash_rust::xxh3::xxh3_64;

    use crate::record::ReadPage;
    use crate::schema::Schemas;
    use crate::source::{Damage, DecodeError, FileName, Positions, decode};

    /// How to read.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct ReadOptions {
        /// Each line is one citation.
        pub lines: bool,
    }

    /// What reading has worked out from the schemas once and for all.
    #[derive(Debug)]
    pub struct Reader;

    impl Reader {
        /// Prepares reading by these schemas.
        pub fn new(_schemas: &Schemas) -> Self {
            Self
        }
    }

    /// A source after reading.
    #[derive(Debug)]
    pub struct Reading {
        /// Its records.
        pub page: ReadPage,
        /// Its text.
        pub text: String,
        /// Where its bytes could not be decoded.
        pub damage: Option<Damage>,
    }

    /// Reads one source.
    ///
    /// # Errors
    /// When the bytes are no text.
    pub fn read(name: FileName, bytes: &[u8], _options: &ReadOptions, _reader: &Reader) -> Result<Reading, DecodeError> {
        let decoded = decode(bytes)?;
        let page = ReadPage {
            name,
            layout: "none",
            records: Vec::new(),
            facts: Vec::new(),
            positions: Positions::default(),
            fingerprint: xxh3_64(bytes),
            length: decoded.text.len() as u32,
        };
        Ok(Reading { page, text: decoded.text.into_owned(), damage: decoded.damage })
    }
}

/// Findings out: the shape of the report room.
pub mod report {
    use std::io::{self, Write};
    use std::str::FromStr;

    use crate::diagnostic::{Diagnostic, RuleMeta, Severity};
    use crate::source::FileName;

    /// The form of a report.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Format {
        /// For people.
        Human,
        /// One line a finding.
        Concise,
        /// One JSON document.
        Json,
        /// One JSON object a line.
        Jsonl,
        /// SARIF.
        Sarif,
        /// GitHub.
        Github,
    }

    impl Format {
        /// Every format.
        pub const ALL: &[Format] = &[Format::Human, Format::Concise, Format::Json, Format::Jsonl, Format::Sarif, Format::Github];

        /// The name users type.
        pub fn as_str(self) -> &'static str {
            match self {
                Format::Human => "human",
                Format::Concise => "concise",
                Format::Json => "json",
                Format::Jsonl => "jsonl",
                Format::Sarif => "sarif",
                Format::Github => "github",
            }
        }
    }

    /// A name that no format has.
    #[derive(Debug, thiserror::Error)]
    #[error("unknown report format `{0}`")]
    pub struct UnknownFormat(pub String);

    impl FromStr for Format {
        type Err = UnknownFormat;

        fn from_str(name: &str) -> Result<Self, UnknownFormat> {
            Format::ALL.iter().copied().find(|format| format.as_str() == name).ok_or_else(|| UnknownFormat(name.to_owned()))
        }
    }

    /// Everything a report may tell.
    #[derive(Clone, Copy)]
    pub struct Report<'a> {
        /// Findings, sorted.
        pub findings: &'a [Diagnostic],
        /// Rules that ran.
        pub rules: &'a [(&'static RuleMeta, Severity)],
        /// Inputs that could not be read.
        pub unreadable: &'a [Unreadable],
        /// Numbers of the summary.
        pub counts: Counts,
        /// Where source lines come from.
        pub texts: &'a dyn Texts,
        /// What the output can show.
        pub look: Look,
    }

    /// An input that could not be read.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Unreadable {
        /// The input.
        pub file: FileName,
        /// Why.
        pub message: String,
        /// Line where reading stopped.
        pub line: Option<u32>,
        /// Byte where reading stopped.
        pub offset: Option<usize>,
    }

    /// Numbers of the summary.
    #[derive(Debug, Clone, Copy)]
    pub struct Counts {
        /// Files read.
        pub files: usize,
        /// Records in them.
        pub records: usize,
        /// Findings.
        pub findings: usize,
    }

    impl Counts {
        /// Counts the findings.
        pub fn new(files: usize, records: usize, findings: &[Diagnostic]) -> Self {
            Self { files, records, findings: findings.len() }
        }
    }

    /// A source read again.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub enum SourceText {
        /// The same text.
        Same(String),
        /// Another text.
        Changed,
        /// No text.
        Gone,
    }

    /// Reads sources again.
    pub trait Texts {
        /// The text of a source.
        fn text(&self, file: &FileName) -> SourceText;
    }

    /// What the output can show.
    #[derive(Debug, Clone, Copy)]
    pub struct Look {
        /// Colours.
        pub color: bool,
        /// Links.
        pub links: bool,
        /// Characters to a line.
        pub width: usize,
        /// ASCII only.
        pub ascii: bool,
    }

    /// Writes a report.
    ///
    /// # Errors
    /// Whatever `out` refuses.
    pub fn report(report: &Report<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
        for finding in report.findings {
            let start = finding.primary.place.start;
            let words = (finding.severity.as_str(), &finding.message, finding.rule.name);
            writeln!(out, "{}:{}:{}: {}: {} [{}]", finding.primary.file, start.line, start.column, words.0, words.1, words.2)?;
        }
        match format {
            Format::Human => {
                writeln!(out, "{} findings, {} files, {} records", report.counts.findings, report.counts.files, report.counts.records)
            }
            _ => Ok(()),
        }
    }
}

/// Records out: the shape of the citation room.
pub mod cite {
    use std::str::FromStr;

    use crate::record::{Day, Record};
    use crate::schema::Schemas;

    /// A citation style or exchange format.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Style {
        /// Notes of the Chicago Manual.
        ChicagoNote,
        /// BibTeX.
        Bibtex,
    }

    impl Style {
        /// Every style.
        pub const ALL: &'static [Style] = &[Style::ChicagoNote, Style::Bibtex];

        /// The name users type.
        pub fn as_str(self) -> &'static str {
            match self {
                Style::ChicagoNote => "chicago-note",
                Style::Bibtex => "bibtex",
            }
        }
    }

    /// A name that no style has.
    #[derive(Debug, thiserror::Error)]
    #[error("unknown {kind} `{name}`")]
    pub struct UnknownName {
        /// What was asked for.
        pub kind: &'static str,
        /// The name given.
        pub name: String,
    }

    impl FromStr for Style {
        type Err = UnknownName;

        fn from_str(name: &str) -> Result<Self, UnknownName> {
            let found = Style::ALL.iter().find(|style| style.as_str() == name);
            found.copied().ok_or_else(|| UnknownName { kind: "style", name: name.to_owned() })
        }
    }

    /// How labels of a shelfmark are printed.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum LabelForm {
        /// As the style does.
        #[default]
        Usual,
        /// `Fond`.
        Full,
        /// `f.`.
        Abbr,
        /// `F.`.
        AbbrCap,
        /// `Ф.`.
        Gost,
    }

    /// Markup of citations.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum Markup {
        /// None.
        #[default]
        Plain,
        /// Markdown.
        Markdown,
        /// HTML.
        Html,
        /// LaTeX.
        Latex,
    }

    /// Choices of the user.
    #[derive(Debug, Clone, Default)]
    pub struct CiteOptions {
        /// Labels.
        pub labels: LabelForm,
        /// Markup.
        pub markup: Markup,
        /// Print the town of the archive.
        pub place: bool,
        /// When the addresses were visited.
        pub accessed: Option<Day>,
        /// Supply what the page leaves out.
        pub derive: bool,
    }

    /// Citations.
    #[derive(Debug, Clone, Default)]
    pub struct Cited {
        /// The text.
        pub text: String,
        /// Notes, each with the index of its record.
        pub notes: Vec<(usize, Note)>,
    }

    /// Something the user should know about a citation.
    #[derive(Debug, Clone)]
    pub struct Note {
        /// The field.
        pub field: String,
        /// One sentence.
        pub words: String,
        /// What happened to the field.
        pub kind: NoteKind,
    }

    /// What happened to a field.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum NoteKind {
        /// The format has no place for it.
        Lost,
    }

    /// Formats records.
    pub fn cite(records: &[&Record], _style: Style, _options: &CiteOptions, _schemas: &Schemas) -> Cited {
        let title = |record: &&Record| record.title.as_ref().map(|title| format!("{}\n", title.value));
        Cited { text: records.iter().filter_map(title).collect(), notes: Vec::new() }
    }
}

/// The published view of a record: the shape of `record::json`.
pub mod json {
    use serde::Serialize;

    use crate::record::{ReadPage, Record};

    /// One record.
    #[derive(Debug, Serialize)]
    pub struct RecordView {
        /// Its source.
        pub path: String,
        /// Its line.
        pub line: u32,
    }

    /// Records with the version of their shape.
    #[derive(Debug, Serialize)]
    pub struct Document {
        /// Version of the shape.
        pub schema_version: u32,
        /// The records.
        pub records: Vec<RecordView>,
    }

    /// The view of a record.
    pub fn view(page: &ReadPage, record: &Record) -> RecordView {
        RecordView { path: page.name.as_str().to_owned(), line: page.place(record.span).start.line }
    }

    /// Puts records under the version of their shape.
    pub fn document(records: Vec<RecordView>) -> Document {
        Document { schema_version: 1, records }
    }
}
