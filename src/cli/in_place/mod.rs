//! `opiska cite --in-place`: the citations of a manuscript's notes in another style, and every other byte as it was.
//!
//! Precision before recall: a citation is replaced only where it was read wholly and surely, where the style holds all of
//! it, and where the new text reads back as the same record. Everything else stays, and its reason is told.

mod judging;
mod placing;
mod sameness;

use super::Outcome;
use super::args::{Cite, Common};
use super::originals::{Original, Rewrite};
use super::output;
use super::reading::{self, Haul, Job};
use super::settings::Settings;
use super::terminal::Console;
use super::trouble::Trouble;
use crate::cite::{CiteOptions, Markup, Style};
use crate::diagnostic::Severity;
use crate::layout;
use crate::parse::{self, ReadOptions, Reader};
use crate::record::{ReadPage, Record};
use crate::source::Span;
use crate::source::walk::{self, Origin};

use judging::Verdict;

/// Rewrites the notes of the inputs, or shows what that would change.
///
/// # Errors
/// A style or markup that no manuscript can hold; wrong settings; standard input or output that fails.
pub fn run(
    args: &Cite,
    (style, options): (Style, CiteOptions),
    settings: &Settings,
    common: &Common,
    console: &Console,
) -> Result<Outcome, Trouble> {
    if !style.is_note() {
        let help = "--in-place takes a style of notes, such as chicago-note or wilson".to_owned();
        return Err(Trouble::with_help(format!("{style} is no style for notes: its entries are for a list of their own"), Some(help)));
    }
    let reads_stdin = args.inputs.paths.iter().any(|path| path.as_os_str() == "-");
    let stdin = reads_stdin
        .then(|| walk::read(&Origin::Stdin).map_err(|reason| Trouble::plain(format!("cannot read standard input: {reason}"))))
        .transpose()?;
    reading::with_threads(common.threads, &args.inputs, || {
        let haul = reading::read_all(&Job { stdin: stdin.as_deref(), ..Job::new(&args.inputs, &settings.schemas) });
        haul.tell(console);
        let reader = Reader::new(&settings.schemas);
        let stdin = stdin.as_deref();
        let lines = args.inputs.lines;
        let rewriter =
            Rewriter { style, options: &options, reader: &reader, reading: ReadOptions { lines }, stdin: stdin.unwrap_or_default() };
        let done = rewriter.all(&haul);
        finish(done, &haul, args.diff, stdin, console)
    })?
}

/// With what texts are rewritten.
struct Rewriter<'a> {
    style: Style,
    options: &'a CiteOptions,
    reader: &'a Reader<'a>,
    reading: ReadOptions,
    stdin: &'a [u8],
}

/// What became of a run.
#[derive(Default)]
struct Done {
    rewrites: Vec<Rewrite>,
    /// How many citations are in another style now, for each of the files that change.
    counts: Vec<usize>,
    /// How many were so already.
    unchanged: usize,
    /// Place and reason of each citation that stays as it is.
    left: Vec<String>,
    /// Files that cannot be rewritten, and why.
    refusals: Vec<String>,
}

/// A citation and what shall stand in its place.
struct Change {
    /// The number of its record.
    record: usize,
    span: Span,
    text: String,
}

/// What became of one text.
struct Draft {
    rewrite: Option<Rewrite>,
    count: usize,
    unchanged: usize,
    left: Vec<(usize, String)>,
}

impl Rewriter<'_> {
    fn all(&self, haul: &Haul) -> Done {
        let pages: Vec<&ReadPage> =
            haul.pages.iter().filter(|page| page.records.iter().any(|record| !record.holdings.is_empty())).collect();
        let drafts: Vec<(&ReadPage, Result<Draft, String>)> = reading::each(&pages, |page| (*page, self.draft(page, haul)));
        let mut done = Done::default();
        for (page, draft) in drafts {
            match draft {
                Ok(draft) => {
                    done.counts.extend(draft.rewrite.as_ref().map(|_| draft.count));
                    done.rewrites.extend(draft.rewrite);
                    done.unchanged += draft.unchanged;
                    let line =
                        |record: usize| page.records[record].holdings.first().map_or(1, |holding| page.place(holding.span).start.line);
                    done.left.extend(
                        draft.left.into_iter().map(|(record, reason)| format!("{}:{}: left alone: {reason}", page.name, line(record))),
                    );
                }
                Err(reason) => done.refusals.push(format!("{}: not rewritten: {reason}", page.name)),
            }
        }
        done
    }

    fn draft(&self, page: &ReadPage, haul: &Haul) -> Result<Draft, String> {
        let mut draft = Draft { rewrite: None, count: 0, unchanged: 0, left: Vec::new() };
        if !layout::is_running_text(page.layout) {
            draft.left.push((0, "this is a saved page or an exported file, no manuscript".to_owned()));
            return Ok(draft);
        }
        let original = Original::read(&page.name, haul.texts.path(&page.name), self.stdin, page.fingerprint)?;
        let markup = markup_of(page, &original.text);
        let mut changes = Vec::new();
        for (number, record) in page.records.iter().enumerate() {
            for part in judging::parted(record, &original.text) {
                match self.judge(&part, &original, markup) {
                    Verdict::Passed => {}
                    Verdict::Left(reason) => draft.left.push((number, reason)),
                    Verdict::Change(span, text) if span.slice(&original.text) == text => draft.unchanged += 1,
                    Verdict::Change(span, text) => changes.push(Change { record: number, span, text }),
                }
            }
        }
        let text = self.settle(page, &original.text, &mut changes, &mut draft.left);
        draft.left.sort_by_key(|(record, _)| *record);
        draft.count = changes.len();
        if !changes.is_empty() {
            draft.rewrite = Some(original.rewritten(text)?);
        }
        Ok(draft)
    }

    fn judge(&self, record: &Record, original: &Original, markup: Markup) -> Verdict {
        let options = CiteOptions { markup, derive: false, ..self.options.clone() };
        let verdict = judging::judge(record, &original.text, self.style, &options, self.reader.schemas());
        match &verdict {
            Verdict::Change(_, text) => match original.lacks(text) {
                Some(lack) => Verdict::Left(lack.to_string()),
                None => verdict,
            },
            _ => verdict,
        }
    }

    /// The text after the changes; takes out those after which another record would be read than before.
    fn settle(&self, page: &ReadPage, text: &str, changes: &mut Vec<Change>, left: &mut Vec<(usize, String)>) -> String {
        loop {
            let new = apply(text, changes);
            let read = parse::read_text(page.name.clone(), &new, page.fingerprint, self.reading, self.reader);
            let differs = |number: &usize| {
                let (before, after) = (page.records.get(*number), read.records.get(*number));
                before.zip(after).is_none_or(|(before, after)| !sameness::same(before, after))
            };
            let Some(wrong) = (0..page.records.len().max(read.records.len())).find(differs) else { return new };
            // A citation that was not touched differs because of one before it, from which it takes what it leaves out.
            let guilty = changes.iter().rposition(|change| change.record <= wrong).unwrap_or(0);
            if changes.is_empty() {
                return text.to_owned();
            }
            let change = changes.remove(guilty);
            left.push((change.record, format!("in the style it would no longer read as the same citation: {}", change.text)));
        }
    }
}

/// How the notes of a text are marked up.
fn markup_of(page: &ReadPage, text: &str) -> Markup {
    let name = page.name.as_str().to_ascii_lowercase();
    let ends = |endings: &[&str]| name.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending));
    if page.layout == layout::latex::NAME || ends(&["tex", "ltx", "latex"]) {
        Markup::Latex
    } else if ends(&["md", "markdown", "mkd", "qmd", "rmd"]) || text.contains("\n[^") || text.starts_with("[^") {
        Markup::Markdown
    } else {
        Markup::Plain
    }
}

fn apply(text: &str, changes: &[Change]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for change in changes {
        // Blocks lie apart; should two citations meet nevertheless, reading back will tell.
        if let Some(before) = text.get(at..change.span.start as usize) {
            out.push_str(before);
            out.push_str(&change.text);
            at = change.span.end as usize;
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Shows the difference, writes the files, says what was done.
fn finish(mut done: Done, haul: &Haul, only_diff: bool, stdin: Option<&[u8]>, console: &Console) -> Result<Outcome, Trouble> {
    // Standard output belongs to the text where that is asked for.
    if only_diff || stdin.is_none() {
        let mut diff = Vec::new();
        let wrote = done.rewrites.iter().try_for_each(|rewrite| rewrite.diff(&mut diff));
        wrote.map_err(|error| Trouble::plain(format!("cannot write the difference: {error}")))?;
        output::print(&console.for_out(String::from_utf8_lossy(&diff).into_owned()))?;
    }
    if !only_diff {
        let written: Vec<bool> = done
            .rewrites
            .iter()
            .map(|rewrite| match rewrite.write() {
                Ok(()) => true,
                Err(error) => {
                    done.refusals.push(format!("{}: not rewritten: {error}", rewrite.name()));
                    false
                }
            })
            .collect();
        let mut keep = written.iter();
        done.counts.retain(|_| keep.next().copied().unwrap_or(false));
        if let Some(stdin) = stdin {
            let text = done.rewrites.iter().find(|rewrite| rewrite.is_stdin()).map_or(stdin, Rewrite::bytes);
            output::to_stdout(|out| out.write_all(text))?;
        }
    }
    done.refusals.iter().for_each(|refusal| console.error(refusal));
    done.left.iter().for_each(|left| console.line(left));
    console.line(&summary(&done, only_diff));
    let worst = (only_diff && !done.counts.is_empty()).then_some(Severity::Error);
    Ok(Outcome { misuse: false, unreadable: haul.unreadable.len() + done.refusals.len(), worst, fail_on: Some(Severity::Error) })
}

/// "Rewrote 3 citations in 1 file; 1 was so already, 2 are left alone."
fn summary(done: &Done, only_diff: bool) -> String {
    let many = |number: usize, word: &str| if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") };
    let verb = if only_diff { "Would rewrite" } else { "Rewrote" };
    let what = match done.counts.iter().sum::<usize>() {
        0 => "nothing".to_owned(),
        count => format!("{} in {}", many(count, "citation"), many(done.counts.len(), "file")),
    };
    format!("{verb} {what}; already in this style: {}, left alone: {}.", done.unchanged, done.left.len())
}
