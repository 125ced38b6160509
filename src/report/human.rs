//! `human`: each finding with its source lines, drawn by miette.
//!
//! The only place that knows miette's renderer. miette gets a small picture of the labelled lines (see `snippet`) with
//! true line numbers and columns in characters, never a whole text. Findings go by in batches, and within a batch each
//! source is read once, so that findings which point into other files do not read them again and again.

use std::error::Error;
use std::fmt::{self, Display};
use std::io::{self, Write};
use std::ops::Range;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::snippet::{self, Picture};
use super::{Look, Report, SourceText, Texts, closing, concise, visible};
use crate::diagnostic::{Applicability, Diagnostic, Label, Severity};
use crate::source::FileName;

/// Findings whose places are looked up together.
const BATCH: usize = 500;

/// Places drawn for one finding.
const MOST_PLACES: usize = 4;

/// Lines longer than this are hard to read, however wide the window.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=140;

/// Writes every finding and the closing lines.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let look = Look { width: report.look.width.clamp(*WIDTHS.start(), *WIDTHS.end()), ..report.look };
    let mut shelf = Shelf { texts: report.texts, last: None };
    for batch in report.findings.chunks(BATCH) {
        let mut scenes: Vec<Scene<'_>> = batch.iter().map(Scene::new).collect();
        shelf.fill(&mut scenes, look);
        for scene in scenes {
            out.write_all(scene.render(look).as_bytes())?;
            writeln!(out)?;
        }
    }
    closing::write(report, out)
}

/// A finding with what is to be drawn of it: the primary file first, then one view for each place in another file.
struct Scene<'a> {
    finding: &'a Diagnostic,
    views: Vec<View<'a>>,
    /// Places beyond those drawn.
    more: usize,
}

/// Labels of one file, drawn together.
struct View<'a> {
    labels: Vec<&'a Label>,
    shown: Shown,
}

/// What is shown of a file.
enum Shown {
    Lines(Picture),
    /// Nothing, and why.
    Nothing(&'static str),
}

impl<'a> Scene<'a> {
    fn new(finding: &'a Diagnostic) -> Self {
        let mut views = vec![View::of(&finding.primary)];
        let kept = finding.related.len().min(MOST_PLACES - 1);
        for label in &finding.related[..kept] {
            if label.file == finding.primary.file { views[0].labels.push(label) } else { views.push(View::of(label)) }
        }
        Self { finding, views, more: finding.related.len() - kept }
    }

    fn render(&self, look: Look) -> String {
        let mut text = String::new();
        let main = Drawing::main(self.finding, &self.views[0], look);
        if render(&main, look, &mut text).is_err() {
            return concise::one(self.finding, look.links) + "\n";
        }
        // miette leaves a line free under the name of the rule; the message belongs to it.
        if let Some(at) = text.find("\n\n") {
            text.remove(at);
        }
        for view in &self.views {
            let extra = usize::from(std::ptr::eq(view, &self.views[0]));
            match &view.shown {
                Shown::Lines(_) if extra == 1 => {}
                Shown::Lines(picture) => {
                    if render(&Drawing::also(view, picture, look), look, &mut text).is_err() {
                        text.push_str(&format!("  also at {}\n", note(view.labels[0], look)));
                    }
                }
                Shown::Nothing(why) => {
                    view.labels[extra..].iter().for_each(|label| text.push_str(&format!("  also at {} ({why})\n", note(label, look))));
                }
            }
        }
        match self.more {
            0 => {}
            1 => text.push_str("  and 1 more place\n"),
            more => text.push_str(&format!("  and {more} more places\n")),
        }
        text
    }
}

impl<'a> View<'a> {
    fn of(label: &'a Label) -> Self {
        Self { labels: vec![label], shown: Shown::Nothing("") }
    }
}

/// `path:line:col`, visible.
fn place(label: &Label, look: Look) -> String {
    let start = label.place.start;
    format!("{}:{}:{}", visible::words(label.file.as_str(), look.ascii), start.line, start.column)
}

/// `path:line:col: words`.
fn note(label: &Label, look: Look) -> String {
    let words = visible::words(&label.message, look.ascii);
    if words.is_empty() { place(label, look) } else { format!("{}: {words}", place(label, look)) }
}

/// Reads sources again and keeps the last one.
struct Shelf<'a> {
    texts: &'a dyn Texts,
    last: Option<(FileName, SourceText)>,
}

impl Shelf<'_> {
    /// Draws every view of a batch, file by file.
    fn fill(&mut self, scenes: &mut [Scene<'_>], look: Look) {
        let mut views: Vec<(bool, &mut View<'_>)> =
            scenes.iter_mut().flat_map(|scene| scene.views.iter_mut().enumerate().map(|(at, view)| (at == 0, view))).collect();
        views.sort_by(|one, other| one.1.labels[0].file.cmp(&other.1.labels[0].file));
        for (primary, view) in views {
            view.shown = match self.text(&view.labels[0].file) {
                SourceText::Same(text) => Shown::Lines(snippet::draw(text, &view.labels, primary, look.width, look.ascii)),
                SourceText::Changed => Shown::Nothing("the file has changed since"),
                SourceText::Gone => Shown::Nothing("the text is gone"),
            };
        }
    }

    fn text(&mut self, file: &FileName) -> &SourceText {
        if self.last.as_ref().is_none_or(|(kept, _)| kept != file) {
            // The old text goes before the new one comes: two large files need not fit at once.
            self.last = None;
        }
        &self.last.get_or_insert_with(|| (file.clone(), self.texts.text(file))).1
    }
}

/// One box, in the terms of miette.
struct Drawing<'a> {
    rule: Option<&'static str>,
    url: Option<String>,
    severity: Severity,
    message: String,
    help: Option<String>,
    picture: Option<Named<'a>>,
    /// Says the place where no lines are shown.
    instead: Option<Instead>,
}

impl<'a> Drawing<'a> {
    fn main(finding: &'a Diagnostic, view: &'a View<'_>, look: Look) -> Self {
        let (picture, instead) = match &view.shown {
            Shown::Lines(picture) => (Some(Named::new(view, picture, look, true)), None),
            Shown::Nothing(why) => (None, Some(Instead(format!("{} (no lines to show: {why})", place(view.labels[0], look))))),
        };
        Self {
            rule: Some(finding.rule.name),
            url: finding.rule.url(),
            severity: finding.severity,
            message: visible::words(&finding.message, look.ascii),
            help: help(finding, look),
            picture,
            instead,
        }
    }

    /// A place in another file: its words are the message, so the mark needs none.
    fn also(view: &'a View<'_>, picture: &'a Picture, look: Look) -> Self {
        let words = visible::words(&view.labels[0].message, look.ascii);
        Self {
            rule: None,
            url: None,
            severity: Severity::Info,
            message: if words.is_empty() { "this place".to_owned() } else { words },
            help: None,
            picture: Some(Named::new(view, picture, look, false)),
            instead: None,
        }
    }
}

/// What to do, and what opiska would do.
fn help(finding: &Diagnostic, look: Look) -> Option<String> {
    let help = finding.help.as_ref().map(|help| visible::words(help, look.ascii));
    let fix = finding.fix.as_deref().map(|fix| {
        let kind = match fix.applicability {
            Applicability::Safe => "[*] safe fix",
            Applicability::Unsafe => "suggested fix",
            Applicability::Display => "hint",
        };
        format!("{kind}: {}", visible::words(&fix.title, look.ascii))
    });
    let lines: Vec<String> = help.into_iter().chain(fix).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Appends a drawing.
fn render(drawing: &Drawing<'_>, look: Look, text: &mut String) -> fmt::Result {
    handler(drawing, look).render_report(text, drawing)
}

fn handler(drawing: &Drawing<'_>, look: Look) -> GraphicalReportHandler {
    let mut theme = match (look.color, look.ascii) {
        (true, true) => GraphicalTheme::ascii(),
        (true, false) => GraphicalTheme::unicode(),
        (false, true) => GraphicalTheme::none(),
        (false, false) => GraphicalTheme::unicode_nocolor(),
    };
    // Words, not signs: they need no colour and no legend. A drawing without a rule is a further place.
    theme.characters.error = "error:".to_owned();
    theme.characters.warning = "warning:".to_owned();
    theme.characters.advice = if drawing.rule.is_some() { "info:" } else { "also:" }.to_owned();
    let styles = &mut theme.styles;
    // Bold, underlined paths would outshout the findings.
    styles.link = styles.help;
    let main = match drawing.severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Info => styles.advice,
    };
    let marks = drawing.picture.iter().flat_map(|named| &named.picture.marks);
    styles.highlights = marks.map(|mark| if mark.primary { main } else { styles.help }).collect();
    if styles.highlights.is_empty() {
        styles.highlights.push(main);
    }
    GraphicalReportHandler::new_themed(theme)
        .with_width(look.width)
        .with_context_lines(0)
        .with_urls(look.links)
        .with_link_display_text("")
        .without_syntax_highlighting()
}

/// A picture with the name of its file.
struct Named<'a> {
    name: String,
    picture: &'a Picture,
    /// Whether words stand under the marks.
    words: bool,
}

impl<'a> Named<'a> {
    fn new(view: &View<'_>, picture: &'a Picture, look: Look, words: bool) -> Self {
        Self { name: visible::words(view.labels[0].file.as_str(), look.ascii), picture, words }
    }

    /// The rows a span touches, if they are neighbours in the source too.
    fn rows(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let rows = &self.picture.rows;
        let first = rows.iter().position(|row| row.range.contains(&span.start))?;
        let last = first + rows[first..].iter().position(|row| span.end <= row.range.end)?;
        rows[first..=last].windows(2).all(|pair| pair[0].line + 1 == pair[1].line).then_some(first..last + 1)
    }
}

impl SourceCode for Named<'_> {
    fn read_span<'a>(&'a self, span: &SourceSpan, _: usize, _: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let span = span.offset()..span.offset() + span.len();
        let rows = self.rows(&span).ok_or(MietteError::OutOfBounds)?;
        let whole = self.picture.rows[rows.start].range.start..self.picture.rows[rows.end - 1].range.end;
        let column = self.picture.marks.iter().find(|mark| mark.range.start == span.start).map_or(1, |mark| mark.column);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.picture.text.as_bytes()[whole.clone()],
            (whole.start, whole.len()).into(),
            self.picture.rows[rows.start].line.saturating_sub(1) as usize,
            column.saturating_sub(1) as usize,
            rows.len(),
        )))
    }
}

/// A line under the message, in place of source lines.
#[derive(Debug)]
struct Instead(String);

impl Display for Instead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Instead {}

impl fmt::Debug for Drawing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl Display for Drawing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Drawing<'_> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.instead.as_ref().map(|instead| instead as _)
    }
}

impl miette::Diagnostic for Drawing<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.rule.map(|rule| Box::new(rule) as _)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.url.as_ref().map(|url| Box::new(url) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.picture.as_ref().map(|named| named as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let named = self.picture.as_ref()?;
        let marks = named.picture.marks.iter().map(move |mark| {
            let words = Some(mark.words.clone()).filter(|words| named.words && !words.is_empty());
            let span = (mark.range.start, mark.range.len());
            if mark.primary { LabeledSpan::new_primary_with_span(words, span) } else { LabeledSpan::new_with_span(words, span) }
        });
        Some(Box::new(marks))
    }
}
