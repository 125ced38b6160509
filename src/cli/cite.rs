//! `opiska cite`: reads and formats every record; tells field by field what the style cannot hold.

use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::path::Path;

use foldhash::fast::FixedState;

use super::Outcome;
use super::args::{Cite, Common};
use super::corrections::Corrections;
use super::csl;
use super::in_place;
use super::output;
use super::reading::{self, Job};
use super::settings::Settings;
use super::terminal::{Console, clean};
use super::trouble::{Trouble, did_you_mean};
use super::words::{LabelForm, MarkupWord};
use crate::check::selection::nearest;
use crate::cite::{self, CiteOptions, Markup, Note, NoteKind, Style};
use crate::diagnostic::Severity;
use crate::parse::Places;
use crate::record::{ReadPage, Record};

/// Formats the records of the inputs.
///
/// # Errors
/// Wrong settings, or citations that could not be written.
pub fn run(args: &Cite, common: &Common, console: &Console) -> Result<Outcome, Trouble> {
    let settings = Settings::resolve(common, args.inputs.paths.first().map(AsRef::as_ref))?;
    let style = match chosen(args, &settings)? {
        Some(style) => style,
        None => return Ok(Outcome { misuse: false, unreadable: 0, worst: None, fail_on: None }),
    };
    let options = options(args, &settings)?;
    if args.in_place {
        return match style {
            Chosen::Own(style) => in_place::run(args, (style, options), &settings, common, console),
            Chosen::Csl(_) => Err(Trouble::plain("--in-place takes a style of opiska's own, which it can read back")),
        };
    }
    let file = settings.corrections(args.corrections.as_deref());
    let corrections = file.as_deref().map(Corrections::read).transpose()?;
    let job = Job {
        corrections: corrections.as_ref(),
        own_file: file.as_deref(),
        places: Places::Records,
        ..Job::new(&args.inputs, &settings.schemas)
    };
    // The program ends with this command: giving back value by value would only take time.
    let haul = ManuallyDrop::new(reading::with_threads(common.threads, &args.inputs, || reading::read_all(&job))?);
    haul.tell(console);
    let placed: Vec<(&ReadPage, &Record)> =
        haul.pages.iter().flat_map(|page| page.records.iter().map(move |record| (page, record))).collect();
    let records: Vec<&Record> = placed.iter().map(|(_, record)| *record).collect();
    let cited = match &style {
        Chosen::Own(style) => cite::cite(&records, *style, &options, &settings.schemas),
        Chosen::Csl(style) => style.cite(&records, &options, &settings.schemas),
    };
    output::print(&clean(&cited.text))?;
    let fails = |kind| kind == NoteKind::Missing || args.strict && kind == NoteKind::Lost;
    for (kind, words) in told(&cited.notes, &placed) {
        if fails(kind) { console.error(&words) } else { console.line(&words) }
    }
    match cited.repeats.len() {
        0 => {}
        1 => console.line("1 record repeats an earlier one and is left out"),
        count => console.line(&format!("{count} records repeat an earlier one and are left out")),
    }
    for page in haul.pages.iter().filter(|page| page.passed_over > 0) {
        let (entries, cite, were) = if page.passed_over == 1 { ("entry", "cites", "was") } else { ("entries", "cite", "were") };
        console.line(&format!("{}: {} {entries} {cite} no archive and {were} passed over", page.name, page.passed_over));
    }
    if records.is_empty() && haul.unreadable.is_empty() && !haul.pages.is_empty() {
        console.warning("no citation was found in what was read");
    }
    let lost = cited.notes.iter().any(|(_, note)| fails(note.kind));
    Ok(Outcome { misuse: false, unreadable: haul.unreadable.len(), worst: lost.then_some(Severity::Error), fail_on: Some(Severity::Error) })
}

/// A style of our own, or a CSL style.
enum Chosen {
    Own(Style),
    Csl(Box<csl::Chosen>),
}

/// The style that was typed, else that of the settings; `None` when a list of styles was asked for instead.
fn chosen(args: &Cite, settings: &Settings) -> Result<Option<Chosen>, Trouble> {
    let written = settings.config.keys.cite.style.as_ref().map(|name| name.get_ref().as_str());
    let (name, folder) = match &args.style {
        Some(typed) => (Some(typed.as_str()), Path::new("")),
        None => (written, settings.config.folder.as_path()),
    };
    if let Some(name) = name.and_then(|name| name.strip_prefix(csl::PREFIX)) {
        return Ok(csl::choose(name, folder, args)?.map(|style| Chosen::Csl(Box::new(style))));
    }
    csl::refuse_options(args)?;
    Ok(Some(Chosen::Own(style(args, settings)?)))
}

/// The notes as lines. What is said of several records is said once, with their number and the place of the first.
fn told(notes: &[(usize, Note)], placed: &[(&ReadPage, &Record)]) -> Vec<(NoteKind, String)> {
    let mut numbers: HashMap<(NoteKind, &str, &str), usize, FixedState> = HashMap::default();
    let mut groups: Vec<(usize, usize, &Note)> = Vec::new();
    for (record, note) in notes {
        let number = *numbers.entry((note.kind, note.field, &note.words)).or_insert(groups.len());
        match groups.get_mut(number) {
            // A record that has it twice keeps both lines apart.
            Some((count, first, known)) if *first != *record || known.detail == note.detail => *count += usize::from(*first != *record),
            _ => groups.push((1, *record, note)),
        }
    }
    let place = |record: usize| placed.get(record).map(|(page, record)| format!("{}:{}", page.name, page.place(record.span).start.line));
    let line = |(count, first, note): (usize, usize, &Note)| {
        let place = place(first).unwrap_or_default();
        let words = match count {
            1 => format!("{place}: {note}"),
            _ => format!("{} in {count} records: {}: {}; first at {place}", note.kind.as_str(), note.field, note.words),
        };
        (note.kind, words)
    };
    groups.into_iter().map(line).collect()
}

fn style(args: &Cite, settings: &Settings) -> Result<Style, Trouble> {
    let suggest = |name: &str| Some(did_you_mean(nearest(name, Style::ALL.iter().map(|style| style.as_str())).as_deref(), "style"));
    if let Some(name) = &args.style {
        return name.parse().map_err(|error: cite::UnknownName| Trouble::with_help(error.to_string(), suggest(name)));
    }
    match &settings.config.keys.cite.style {
        Some(name) => {
            let wrong = |error: cite::UnknownName| settings.config.wrong(name, error.to_string(), suggest(name.get_ref()));
            name.get_ref().parse().map_err(wrong)
        }
        None => {
            let names: Vec<&str> = Style::ALL.iter().map(|style| style.as_str()).collect();
            let help = format!("write --style STYLE with one of: {}", names.join(", "));
            Err(Trouble::with_help("no citation style is given", Some(help)))
        }
    }
}

fn options(args: &Cite, settings: &Settings) -> Result<CiteOptions, Trouble> {
    let keys = &settings.config.keys.cite;
    let written = keys.accessed.as_ref().map(|day| settings.config.day(day)).transpose()?;
    let base = CiteOptions {
        labels: match args.labels.or(keys.labels) {
            None => cite::LabelForm::Usual,
            Some(LabelForm::Full) => cite::LabelForm::Full,
            Some(LabelForm::Abbr) => cite::LabelForm::Abbr,
            Some(LabelForm::AbbrCap) => cite::LabelForm::AbbrCap,
            Some(LabelForm::Gost) => cite::LabelForm::Gost,
        },
        markup: match args.output_format.or(keys.output_format).unwrap_or(MarkupWord::Plain) {
            MarkupWord::Plain => Markup::Plain,
            MarkupWord::Markdown => Markup::Markdown,
            MarkupWord::Html => Markup::Html,
            MarkupWord::Latex => Markup::Latex,
        },
        place: args.place || keys.place,
        accessed: args.accessed.or(written),
        ..CiteOptions::default()
    };
    Ok(args.prose.choose(keys, base))
}
