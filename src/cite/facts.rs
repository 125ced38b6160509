//! What an entry says, cleaned and in words, for the formats that hold it field by field.

use super::credits::{clause, groups, listed};
use super::entry::Entry;
use super::markup::clean;
use super::names::Name;
use super::shelfmark::{Look, repository, shelfmarks};
use super::title::Title;
use super::{LabelForm, NoteKind, Setting, dates};
use crate::record::{ArchivalDate, Credit, Day, Role};
use crate::source::Spanned;

/// A text of the record, cleaned; `None` where nothing is left of it.
fn text(field: Option<&Spanned<String>>) -> Option<String> {
    field.map(|field| clean(&field.value)).filter(|text| !text.is_empty())
}

impl Entry<'_> {
    /// The title with straight quotation marks; the shelfmark of a record that has none.
    pub(super) fn name(&self, setting: Setting<'_>) -> Option<String> {
        self.title.as_ref().map(Title::straight).or_else(|| self.shelfmark('–', true, setting))
    }

    /// Says that [`Entry::name`] is no title.
    pub(super) fn tell_title(&mut self, setting: Setting<'_>) {
        if self.title.is_none() && self.shelfmark('–', true, setting).is_some() {
            self.note(NoteKind::Changed, "title", "is not stated; the shelfmark stands in its place");
        }
    }

    /// All shelfmarks in one line, with plain spaces; `leading`: whether the first archive is named.
    pub(super) fn shelfmark(&self, range: char, leading: bool, setting: Setting<'_>) -> Option<String> {
        let look = Look { range, ..look(setting) };
        let text = shelfmarks(&self.record.holdings, leading, look, setting.schemas).replace('\u{A0}', " ");
        Some(text).filter(|text| !text.is_empty())
    }

    /// The town of the archive: as the source states it, else from the tables where it was asked for.
    pub(super) fn place(&self, setting: Setting<'_>) -> Option<String> {
        let known = || repository(self.record.holding()?, setting.schemas)?.place.clone().filter(|_| setting.options.place);
        text(self.record.entry.as_ref().and_then(|entry| entry.place.as_ref())).or_else(known)
    }

    /// The kind of document as the source states it.
    pub(super) fn stated_genre(&self) -> Option<String> {
        text(self.record.entry.as_ref().and_then(|entry| entry.genre.as_ref()))
    }

    /// The kind of document: as stated, else the first word of the title where that is a kind of document.
    pub(super) fn genre(&self, setting: Setting<'_>) -> Option<String> {
        self.stated_genre().or_else(|| {
            let first = self.title.as_ref()?.as_str().split(' ').next()?.to_lowercase();
            setting.schemas.phrases("genre").any(|genre| genre == first).then_some(first)
        })
    }

    /// The title for later mentions, as stated.
    pub(super) fn short_title(&self) -> Option<String> {
        text(self.record.entry.as_ref().and_then(|entry| entry.short_title.as_ref()))
    }

    /// The day the address was visited: as asked for, else as the source states it; only with an address.
    pub(super) fn accessed(&self, setting: Setting<'_>) -> Option<Day> {
        let stated = || self.record.entry.as_ref()?.accessed.as_ref()?.value.day();
        self.url.as_ref().and_then(|_| setting.options.accessed.or_else(stated))
    }

    /// A stated day of access that names no day, as written.
    pub(super) fn unread_access(&self) -> Option<String> {
        let stated = &self.record.entry.as_ref()?.accessed.as_ref()?.value;
        stated.day().is_none().then(|| written(stated)).filter(|words| !words.is_empty())
    }

    /// The stated day of access: EDTF, else as written.
    pub(super) fn stated_access(&self) -> Option<String> {
        let stated = self.record.entry.as_ref()?.accessed.as_ref()?;
        Some(written(&stated.value)).filter(|words| !words.is_empty())
    }

    /// The date of the document.
    pub(super) fn date(&self) -> Option<&ArchivalDate> {
        self.record.date.as_ref().map(|date| &date.value)
    }

    /// The date in words: English ones, else the source's.
    pub(super) fn date_in_words(&self, setting: Setting<'_>) -> Option<String> {
        let date = self.date()?;
        dates::in_words(date, setting.schemas).or_else(|| Some(clean(&date.as_written))).filter(|words| !words.is_empty())
    }

    /// Names of this role, in order, none twice.
    pub(super) fn names(&self, role: Role) -> Vec<Name> {
        let mut names: Vec<Name> = Vec::new();
        for name in self.record.credits.iter().filter(|credit| credit.role == role).filter_map(Name::of) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether somebody is credited with having written the document.
    pub(super) fn has_author(&self) -> bool {
        self.credits().any(|credit| credit.role == Role::Author)
    }

    /// The credits that name somebody.
    pub(super) fn credits(&self) -> impl Iterator<Item = &Credit> {
        self.record.credits.iter().filter(|credit| !credit.name.trim().is_empty())
    }

    /// People of these roles in words: `addressed to A; translated by B`.
    pub(super) fn credit_clause(&self, wanted: impl Fn(Role) -> bool, setting: Setting<'_>) -> Option<String> {
        let recipients: Vec<String> = self.names(Role::Recipient).iter().map(Name::plain).collect();
        let addressed = (wanted(Role::Recipient) && !recipients.is_empty()).then(|| format!("addressed to {}", listed(&recipients)));
        let others = clause(&groups(&self.record.credits, |role| role != Role::Recipient && wanted(role)), setting.schemas);
        let clauses: Vec<String> = addressed.into_iter().chain(Some(others).filter(|clause| !clause.is_empty())).collect();
        (!clauses.is_empty()).then(|| clauses.join("; "))
    }

    /// Notes programmes that a translation was made for, in a style that lists bare names.
    pub(super) fn lose_programmes(&mut self, setting: Setting<'_>, listed: impl Fn(Role) -> bool) {
        if self.record.credits.iter().any(|credit| credit.on_behalf_of.is_some() && listed(credit.role)) {
            self.note(NoteKind::Lost, "credits", format!("{} has no place for the programme somebody worked for", setting.style));
        }
    }

    /// Language of the text cited.
    pub(super) fn language(&self) -> Option<String> {
        text(self.record.language.as_ref())
    }

    /// Language of the archival document.
    pub(super) fn original_language(&self) -> Option<String> {
        text(self.record.original_language.as_ref())
    }

    /// Terms of use.
    pub(super) fn rights(&self) -> Option<String> {
        text(self.record.rights.as_ref())
    }

    /// The abstract.
    pub(super) fn summary(&self) -> Option<String> {
        text(self.record.summary.as_ref())
    }

    /// A printed edition.
    pub(super) fn published_in(&self) -> Option<String> {
        text(self.record.published_in.as_ref())
    }

    /// When the digital copy went online: EDTF, else as written.
    pub(super) fn uploaded(&self) -> Option<String> {
        self.record.uploaded.as_ref().map(|day| written(&day.value)).filter(|day| !day.is_empty())
    }

    /// Words of the citation that were not understood.
    pub(super) fn unread(&self) -> Vec<String> {
        self.record.unread.iter().filter_map(|words| text(Some(words))).collect()
    }

    /// Further fields of a bibliography's entry, name and value.
    pub(super) fn others(&self) -> impl Iterator<Item = (String, String)> {
        let others = self.record.entry.iter().flat_map(|entry| &entry.others);
        others.map(|other| (clean(&other.name), clean(&other.value.value)))
    }
}

fn written(date: &ArchivalDate) -> String {
    date.edtf().unwrap_or_else(|| clean(&date.as_written))
}

/// The shelfmark of exchange formats: short labels unless others are asked for.
pub(super) fn look(setting: Setting<'_>) -> Look {
    Look { labels: setting.options.labels.or(LabelForm::Abbr), place: false, as_written: false, range: '–' }
}
