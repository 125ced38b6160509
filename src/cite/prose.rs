//! What the prose styles share: the parts of a citation in the words of the style, and the page they stand on.
//!
//! A style's own file says which parts it prints, in what order and with what punctuation. What it leaves out is said
//! in notes by [`Manner::say_losses`].

use std::sync::LazyLock;

use super::credits::{Group, capitalised, groups, listed};
use super::dates::{DateLook, DayOrder, Doubt, MonthNames};
use super::entry::Entry;
use super::markup::{Lines, Piece, Place, clean, cleaned, typeset};
use super::sequence::{self, Mention, Repeat};
use super::shelfmark::{Dress, Letters, Look, Shelfmark, archive_name, leaves_in, printed, repository};
use super::{ArchiveOrder, GroupBy, LabelForm, NoteKind, Setting, TranslatorPlace};
use crate::record::{Day, Record, Role};
use crate::schema::vocabulary::Wording;

/// The lines of all entries, under headings where they are grouped.
pub(super) fn page<'a>(
    entries: &mut [Entry<'a>],
    setting: Setting<'_>,
    mut line: impl FnMut(&mut Entry<'a>, usize, &Mention) -> Vec<Piece>,
) -> String {
    let markup = setting.options.markup;
    let mentions = sequence::mentions(entries, setting);
    let mut lines = Lines::new(markup, entries.len());
    let mut group: Option<String> = None;
    for (number, (entry, mention)) in entries.iter_mut().zip(&mentions).enumerate() {
        if setting.options.group == GroupBy::Repository {
            let heading = sequence::heading(entry.record, setting.schemas);
            if group.as_ref() != Some(&heading) && !heading.is_empty() {
                lines.push(&markup.heading(&heading, if lines.is_empty() { Place::Top } else { Place::Below }));
            }
            group = Some(heading);
        }
        lines.push(&markup.line(&line(entry, number, mention)));
    }
    lines.end()
}

/// Where the town of the archive stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TownAt {
    /// Nowhere.
    Nowhere,
    /// Before the archive.
    Before,
    /// Behind the archive.
    Behind,
}

/// The language and the habits of a style.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner<'a> {
    /// Options and tables.
    pub setting: Setting<'a>,
    /// How shelfmarks look.
    pub look: Look,
    /// Whose labels they have.
    pub dress: Dress<'a>,
    /// Where the town stands.
    pub town: TownAt,
    /// Between the parts of a shelfmark.
    pub joint: &'static str,
    /// How dates are written.
    pub dates: DateLook<'a>,
    /// The style's words.
    pub words: &'a Wording,
}

/// What a style prints besides what all do; for the notes on the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held<'h> {
    /// The people it names.
    pub roles: &'h [Role],
    /// Fields, as [`Entry::lose`] names them; `programme` where a translation's programme is named.
    pub fields: &'h [&'h str],
}

impl<'a> Manner<'a> {
    /// An English style: short labels, town only on request, American dates.
    pub(super) fn english(setting: Setting<'a>) -> Self {
        let options = setting.options;
        let look = Look { labels: options.labels.or(LabelForm::Abbr), place: options.place, as_written: false, range: '–' };
        let words = wording("en", setting);
        let dates = DateLook {
            schemas: setting.schemas,
            words: Some(words),
            order: DayOrder::chosen(options.dates, DayOrder::American),
            months: MonthNames::English,
            doubt: Doubt::Brackets,
        };
        let town = if options.place { TownAt::Before } else { TownAt::Nowhere };
        Self { setting, look, dress: Dress::default(), town, joint: ", ", dates, words }
    }

    /// The same with the town before or behind the archive, asked for or not.
    pub(super) fn with_town(self, town: TownAt) -> Self {
        Self { town, ..self }
    }

    /// The same with days before months, unless asked otherwise.
    pub(super) fn day_first(mut self) -> Self {
        self.dates.order = DayOrder::chosen(self.setting.options.dates, DayOrder::European);
        self
    }

    /// The shelfmarks in one string: each archive, its levels, its leaves; `None` when there are none.
    pub(super) fn shelfmark(&self, entry: &Entry<'_>, mention: &Mention) -> Option<String> {
        let marks = self.marks(entry, mention);
        let mut text = String::new();
        for mark in marks.into_iter().map(|mark| self.joined(mark)).filter(|mark| !mark.is_empty()) {
            text = if text.is_empty() { mark } else { text + "; " + &mark };
        }
        (!text.is_empty()).then(|| text + &self.original(entry))
    }

    /// The shelfmarks with their parts apart.
    pub(super) fn marks(&self, entry: &Entry<'_>, mention: &Mention) -> Vec<Shelfmark> {
        let (record, schemas) = (entry.record, self.setting.schemas);
        let mut marks = printed(&record.holdings, self.look, self.dress, schemas);
        let town = record.entry.as_ref().and_then(|entry| entry.place.as_ref()).map(|place| clean(&place.value));
        if let (Some(first), Some(town)) = (marks.first_mut(), town.filter(|town| !town.is_empty())) {
            first.place = Some(town);
        }
        for &number in &mention.full {
            let known = record.holdings.get(number).and_then(|holding| repository(holding, schemas));
            let gost = self.look.labels == LabelForm::Gost;
            let name = known.map(|known| known.original_name.as_ref().filter(|_| gost).unwrap_or(&known.name));
            if let (Some(name), Some(siglum)) = (name, marks.get_mut(number).and_then(|mark| mark.archive.as_mut()))
                && siglum != name
            {
                *siglum = format!("{name} [{siglum}]");
            }
        }
        if mention.repeat == Repeat::SameFile
            && let (Some(first), Some(holding)) = (marks.first_mut(), record.holding())
        {
            // Between periods it opens a sentence.
            let ibid = if self.joint.starts_with('.') { capitalised(&self.words.ibid) } else { self.words.ibid.clone() };
            let ibid = Some(ibid).filter(|ibid| !ibid.is_empty());
            let leaves = leaves_in(holding, self.look, self.dress, schemas);
            *first = Shelfmark { code: ibid.into_iter().chain(leaves).collect(), ..Shelfmark::default() };
        }
        marks
    }

    fn joined(&self, mark: Shelfmark) -> String {
        let archive = mark.archive.into_iter();
        let town = mark.place.filter(|_| self.town != TownAt::Nowhere).into_iter();
        let parts: Vec<String> = match (self.setting.options.archive_order, self.town) {
            (ArchiveOrder::SpecificFirst, _) => mark.code.into_iter().chain(archive).chain(town).collect(),
            (_, TownAt::Behind) => archive.chain(town).chain(mark.code).collect(),
            _ => town.chain(archive).chain(mark.code).collect(),
        };
        parts.join(self.joint)
    }

    /// The language of the original in brackets, where it is asked for: ` (in Russian)`.
    pub(super) fn original(&self, entry: &Entry<'_>) -> String {
        let code = entry
            .record
            .original_language
            .as_ref()
            .filter(|_| self.setting.options.original_language && !self.words.original_in.is_empty());
        let name = code.map(|code| {
            let known = self.setting.schemas.language(&code.value).and_then(|language| language.names.first());
            known.cloned().unwrap_or_else(|| clean(&code.value))
        });
        name.map(|name| format!(" ({})", self.words.original_in.replace("{language}", &name))).unwrap_or_default()
    }

    /// `Ibid.` for the note before, with the leaves where they are others; `None` for a citation that is not of the same
    /// document. What was supplied or lost was said where it was cited first.
    pub(super) fn ibid(&self, entry: &mut Entry<'_>, mention: &Mention) -> Option<String> {
        let leaves = match mention.repeat {
            Repeat::Same => None,
            Repeat::OtherLeaves => {
                entry.record.holding().and_then(|holding| leaves_in(holding, self.look, self.dress, self.setting.schemas))
            }
            Repeat::First | Repeat::Earlier | Repeat::SameFile => return None,
        };
        entry.notes.clear();
        let ibid = capitalised(&self.words.ibid);
        let text = std::iter::once(ibid).chain(leaves).collect::<Vec<_>>().join(self.joint);
        Some(if text.ends_with('.') { text } else { text + "." })
    }

    /// The date in words, as written where it could not be read, the word for "undated" where there is none.
    pub(super) fn date(&self, entry: &Entry<'_>) -> String {
        let Some(date) = entry.record.date.as_ref().map(|date| &date.value) else { return self.words.no_date.clone() };
        let unread = || Some(clean(&date.as_written)).filter(|words| !words.is_empty());
        self.dates.date(date).or_else(unread).unwrap_or_else(|| self.words.no_date.clone())
    }

    /// The date, where there is a document to be dated: of a bare shelfmark nobody knows whether its papers are undated.
    pub(super) fn stated_date(&self, entry: &Entry<'_>) -> Option<String> {
        (entry.title.is_some() || entry.record.date.is_some()).then(|| self.date(entry))
    }

    /// The day of access, where there is an address: the one asked for, else that of the entry.
    pub(super) fn accessed(&self, entry: &Entry<'_>) -> Option<Day> {
        entry.accessed(self.setting)
    }

    /// The day of access in words.
    pub(super) fn accessed_in_words(&self, entry: &Entry<'_>) -> Option<String> {
        self.accessed(entry).map(|day| self.dates.day(day))
    }

    /// The kind of an untitled document, in lower case.
    pub(super) fn kind(&self, entry: &Entry<'_>) -> Option<String> {
        let genre = &entry.record.entry.as_ref().filter(|_| entry.title.is_none())?.genre;
        Some(clean(&genre.as_ref()?.value)).filter(|kind| !kind.is_empty())
    }

    /// Where the translator stands in this style.
    pub(super) fn translator(&self, usual: TranslatorPlace) -> TranslatorPlace {
        match self.setting.options.translator {
            TranslatorPlace::Usual => usual,
            chosen => chosen,
        }
    }

    /// The short word for what a person did.
    pub(super) fn role(&self, role: Role) -> &'a str {
        self.words.roles.get(role.as_str()).map(String::as_str).unwrap_or_default()
    }

    /// `trans. Gary Goldberg`, `trans. and ed. A and B`; in full where one of several has no abbreviation.
    pub(super) fn abbreviated(&self, group: &Group) -> String {
        let words: Vec<String> = group.roles.iter().map(|role| self.role(*role).to_owned()).collect();
        if words.len() > 1 && !words.iter().all(|word| word.ends_with('.')) {
            return group.phrase(self.setting.schemas);
        }
        format!("{} {}", listed(&words), listed(&group.names))
    }

    /// Who worked on the text, in phrases: `translated by Gary Goldberg`.
    pub(super) fn phrases(&self, entry: &Entry<'_>) -> Vec<String> {
        credited(entry.record).iter().map(|group| group.phrase(self.setting.schemas)).collect()
    }

    /// Notes on what the line leaves out or prints otherwise.
    pub(super) fn say_losses(&self, entry: &mut Entry<'_>, held: Held<'_>) {
        let (record, setting) = (entry.record, self.setting);
        if let Some(date) = &record.date
            && !date.value.has_edtf()
            && !date.value.as_written.is_empty()
        {
            entry.note(NoteKind::Changed, "date", "could not be read as a date and stands as written");
        }
        for holding in &record.holdings {
            let written = holding.repository.as_ref().map(|mention| cleaned(&mention.as_written));
            if let (Some(written), Some(printed)) = (written, archive_name(holding, self.look, setting.schemas))
                && written != printed
                && !self.is_own_script(&written, &printed)
            {
                entry.note(NoteKind::Changed, "holdings", format!("archive {written} is printed as {printed}"));
            }
        }
        self.say_lost_people(entry, held);
        if entry.publisher.is_none() || entry.url.is_some() {
            entry.lose_identifier(setting);
        }
        let mut fields = held.fields.to_vec();
        if setting.options.original_language && !self.words.original_in.is_empty() && !record.holdings.is_empty() {
            fields.push("original_language");
        }
        if entry.title.is_none() {
            fields.push("genre");
        }
        entry.lose_unread_access();
        entry.lose(setting, &fields);
    }

    /// Whether the siglum is printed in the archive's own script because the style is in it.
    fn is_own_script(&self, written: &str, printed: &str) -> bool {
        let known = self.setting.schemas.repository(written).filter(|_| self.dress.letters == Letters::Cyrillic);
        known.is_some_and(|known| known.original_siglum.as_deref() == Some(printed))
    }

    fn say_lost_people(&self, entry: &mut Entry<'_>, held: Held<'_>) {
        for credit in &entry.record.credits {
            let style = self.setting.style;
            if !held.roles.contains(&credit.role) {
                let name = cleaned(&credit.name);
                let words = match credit.role {
                    // Every prose style can be asked to.
                    Role::Translator => format!("{style} names the translator {name} on request only"),
                    role => format!("{style} has no place for the {} {name}", role.as_str()),
                };
                entry.note(NoteKind::Lost, "credits", words);
            } else if let Some(programme) = credit.on_behalf_of.as_ref().filter(|_| !held.fields.contains(&"programme")) {
                entry.note(
                    NoteKind::Lost,
                    "credits",
                    format!("{style} has no place for {}, for whom {} worked", clean(programme), clean(&credit.name)),
                );
            }
        }
    }
}

/// The words of a language; none where the tables do not have it.
pub(super) fn wording<'a>(language: &str, setting: Setting<'a>) -> &'a Wording {
    static NONE: LazyLock<Wording> = LazyLock::new(Wording::default);
    setting.schemas.wording(language).unwrap_or(&NONE)
}

/// Those who worked on the text and whom prose names; it does not say who brought the copy.
pub(super) const WORKERS: &[Role] = &[Role::Translator, Role::Editor, Role::Compiler, Role::Transcriber];

/// The same and the author.
pub(super) const AUTHOR_AND_WORKERS: &[Role] = &[Role::Author, Role::Translator, Role::Editor, Role::Compiler, Role::Transcriber];

/// Who worked on the text.
pub(super) fn credited(record: &Record) -> Vec<Group> {
    named(record, |role| WORKERS.contains(&role))
}

/// Those of some roles, their names as prose has them.
pub(super) fn named(record: &Record, wanted: impl Fn(Role) -> bool) -> Vec<Group> {
    let mut groups = groups(&record.credits, wanted);
    groups.iter_mut().flat_map(|group| &mut group.names).filter(|name| name.contains('\'')).for_each(|name| *name = typeset(name));
    groups
}

/// The publisher's name, with the record ID where no address shows it (Chicago 14.113).
pub(super) fn publisher(entry: &Entry<'_>) -> Option<String> {
    let name = entry.publisher.as_ref()?;
    match &entry.identifier {
        Some(id) if entry.url.is_none() => Some(format!("{name} ({id})")),
        _ => Some(name.clone()),
    }
}

/// Whether a text brings its own stop.
pub(super) fn ends(text: &str) -> bool {
    text.trim_end_matches(['”', '’']).ends_with(['.', '?', '!', '…'])
}

/// Sentences on one line: a space between, a period after each that has none of its own.
pub(super) fn sentences(all: Vec<Vec<Piece>>) -> Vec<Piece> {
    let mut line = Vec::new();
    for sentence in all.into_iter().filter(|sentence| !sentence.is_empty()) {
        if !line.is_empty() {
            line.push(Piece::Mark(" "));
        }
        let complete = matches!(sentence.last(), Some(Piece::Text(text) | Piece::Italic(text)) if ends(text));
        line.extend(sentence);
        if !complete {
            line.push(Piece::Mark("."));
        }
    }
    line
}

/// Parts with commas between.
pub(super) fn commas(parts: Vec<Piece>) -> Vec<Piece> {
    let mut line = Vec::with_capacity(parts.len() * 2);
    for part in parts {
        if !line.is_empty() {
            line.push(Piece::Mark(", "));
        }
        line.push(part);
    }
    line
}
