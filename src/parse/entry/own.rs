//! What `cite` puts into `custom.opiska` of CSL-JSON, read back, so that a round trip loses nothing.
//!
//! Somebody may have edited the variables that everybody reads and not these. Then the variables count, and the record
//! says which of our fields were overruled.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::super::Reader;
use super::{Value, dating};
use crate::layout::entry::Entry;
use crate::record::holding::Spelling;
use crate::record::json::{CreditView, HoldingView, OtherView};
use crate::record::ordered::Ordered;
use crate::record::{
    BibEntry, Certainty, Credit, Field, Folio, FolioRange, Folios, Holding, Level, Naming, OtherField, Record, RepositoryMention,
};
use crate::source::{Span, Spanned};

/// Our own fields and where they stand.
#[derive(Debug)]
pub struct Own {
    fields: OwnFields,
    span: Span,
    /// Other programs' own fields, as they stand.
    foreign: Vec<(String, String)>,
}

/// The fields, in the shape of `extract --format json`. Flat level keys beside them are for other programs.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OwnFields {
    title: Option<String>,
    date: Option<String>,
    date_as_written: Option<String>,
    publisher_as_written: Option<String>,
    holdings: Vec<HoldingView>,
    credits: Vec<CreditView>,
    record_id: Option<String>,
    url: Option<String>,
    summary: Option<String>,
    original_language: Option<String>,
    uploaded: Option<String>,
    accessed: Option<String>,
    rights: Option<String>,
    published_in: Option<String>,
    unread: Vec<String>,
    others: Others,
}

/// Further fields: by their names, several values in an array, or as `extract` has them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Others {
    Listed(Vec<OtherView>),
    Named(Ordered<Json>),
}

impl Default for Others {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}

impl Own {
    /// The own fields of an entry, if it has any that can be read.
    pub fn of(entry: &Entry<'_>) -> Option<Self> {
        let custom = entry.parts.iter().find_map(|part| match &part.value {
            Value::Raw(raw) if part.field == Field::Own => Some(raw),
            _ => None,
        })?;
        let mut programs: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(custom.text()).ok()?;
        let ours = programs.remove("opiska");
        let fields = ours.and_then(|ours| serde_json::from_str(ours.get()).ok());
        let unread = ours.filter(|_| fields.is_none()).map(|ours| ("custom.opiska".to_owned(), ours.get().to_owned()));
        let foreign = programs.into_iter().map(|(name, raw)| (format!("custom.{name}"), raw.get().to_owned())).chain(unread).collect();
        Some(Self { fields: fields.unwrap_or_default(), span: custom.whole(), foreign })
    }

    /// Whether a shelfmark is among them.
    pub fn has_holdings(&self) -> bool {
        !self.fields.holdings.is_empty()
    }

    /// Fills the record with what the public fields do not say.
    pub fn merge(self, record: &mut Record, bib: &mut BibEntry, reader: &Reader<'_>) {
        let Own { mut fields, span, foreign } = self;
        let mut overruled = Vec::new();
        if !holdings(std::mem::take(&mut fields.holdings), record, span, reader) {
            overruled.push("holdings");
        }
        if !credits(std::mem::take(&mut fields.credits), record, span) {
            overruled.push("credits");
        }
        if !date(&fields, record, span, reader) {
            overruled.push("date");
        }
        if !publisher(fields.publisher_as_written.take(), record, span, reader) {
            overruled.push("publisher_as_written");
        }
        let texts = [("title", fields.title.take(), &mut record.title), ("summary", fields.summary.take(), &mut record.summary)];
        for (name, own, public) in texts {
            if !text(own, public, span) {
                overruled.push(name);
            }
        }
        address(fields.url.take(), record, span);
        let put = |slot: &mut Option<Spanned<String>>, own: Option<String>| {
            if let (None, Some(own)) = (&slot, own) {
                *slot = Some(Spanned::new(own, span));
            }
        };
        let stated = fields.record_id.filter(|id| record.id_in_url.as_ref().is_none_or(|known| known.value != *id));
        put(&mut record.record_id, stated);
        put(&mut record.original_language, fields.original_language);
        put(&mut record.rights, fields.rights);
        put(&mut record.published_in, fields.published_in);
        if let Some(uploaded) = fields.uploaded {
            record.uploaded.get_or_insert(Spanned::new(dating::words(&uploaded, reader), span));
        }
        if let Some(accessed) = fields.accessed {
            bib.accessed.get_or_insert(Spanned::new(dating::words(&accessed, reader), span));
        }
        record.unread.extend(fields.unread.into_iter().map(|words| Spanned::new(words, span)));
        let others = pairs(fields.others).into_iter().chain(foreign);
        bib.others.extend(others.map(|(name, value)| OtherField { name, value: Spanned::new(value, span) }));
        bib.overruled.extend(overruled.into_iter().map(|name| Spanned::new(name.to_owned(), span)));
    }
}

/// Names and values of further fields.
fn pairs(others: Others) -> Vec<(String, String)> {
    let text = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match others {
        Others::Listed(list) => list.into_iter().map(|other| (other.name, other.value)).collect(),
        Others::Named(named) => {
            let values = |value: &Json| value.as_array().map_or_else(|| vec![text(value)], |several| several.iter().map(text).collect());
            named.iter().flat_map(|(name, value)| values(value).into_iter().map(|value| (name.to_owned(), value))).collect()
        }
    }
}

/// The words of a text alone: quotation marks and spaces may have been set otherwise.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// Takes our spelling of a text that the public field has too; false when they are different texts.
fn text(own: Option<String>, public: &mut Option<Spanned<String>>, span: Span) -> bool {
    match (own, public) {
        (None, _) => true,
        (Some(own), Some(public)) => {
            let same = letters(&own).eq(letters(&public.value));
            if same {
                public.value = own;
            }
            same
        }
        (Some(own), slot) => {
            *slot = Some(Spanned::new(own, span));
            true
        }
    }
}

/// The address as it stood on the page, where the public one leads to the same record.
fn address(own: Option<String>, record: &mut Record, span: Span) {
    let Some(own) = own else { return };
    match &mut record.url {
        Some(url) => {
            let same = record.id_in_url.as_ref().is_some_and(|id| own.contains(&id.value));
            if same || letters(&own).eq(letters(&url.value)) {
                url.value = own;
            }
        }
        none => *none = Some(Spanned::new(own, span)),
    }
}

fn publisher(own: Option<String>, record: &mut Record, span: Span, reader: &Reader<'_>) -> bool {
    let Some(own) = own else { return true };
    let known = reader.schemas.publisher_named(&own);
    let canonical = known.map(|(publisher, _)| publisher.name.clone());
    let same = record.publisher.as_ref().is_none_or(|public| match (&public.value.canonical, &canonical) {
        (Some(public), Some(own)) => public == own,
        (None, None) => letters(&public.value.as_written).eq(letters(&own)),
        _ => false,
    });
    if same {
        let span = record.publisher.as_ref().map_or(span, |public| public.span);
        let former = known.is_some_and(|(_, former)| former);
        record.publisher = Some(Spanned::new(Naming { canonical, as_written: own, former }, span));
    }
    same
}

fn date(own: &OwnFields, record: &mut Record, span: Span, reader: &Reader<'_>) -> bool {
    let Some(words) = own.date.as_ref().or(own.date_as_written.as_ref()) else { return true };
    let mut read = dating::words(words, reader);
    let public = record.date.as_ref();
    // What CSL has no numbers for stands there in words, or with less.
    let agrees = |public: &crate::record::ArchivalDate| match (public.start, read.start.or(read.end)) {
        (Some(public), Some(own)) => public.agrees(own) || read.end.is_some_and(|end| public.agrees(end)),
        (Some(_), None) => false,
        (None, _) => true,
    };
    if !public.is_none_or(|public| agrees(&public.value)) {
        return false;
    }
    if own.date.is_none() {
        read = crate::record::ArchivalDate::default();
    }
    read.as_written = own.date_as_written.clone().unwrap_or_else(|| words.clone());
    let span = public.map_or(span, |public| public.span);
    record.date = Some(Spanned::new(read, span));
    true
}

/// Our credits stand when they name everybody that the public fields name.
fn credits(own: Vec<CreditView>, record: &mut Record, span: Span) -> bool {
    if own.is_empty() {
        return true;
    }
    let same = |known: &Credit, own: &CreditView| letters(&known.name).eq(letters(own.name.as_deref().unwrap_or_default()));
    let all = record.credits.iter().all(|known| own.iter().any(|own| own.role == known.role && same(known, own)));
    if !all {
        return false;
    }
    let public = std::mem::take(&mut record.credits);
    record.credits.extend(own.into_iter().map(|own| {
        let place = public.iter().find(|known| known.role == own.role && same(known, &own));
        Credit {
            role: own.role,
            span: place.map_or(span, |place| place.span),
            name: own.name.unwrap_or_default(),
            on_behalf_of: own.on_behalf_of,
            family: own.family.or_else(|| place.and_then(|place| place.family.clone())),
        }
    }));
    true
}

/// Our shelfmarks stand unless the public ones say other numbers, other levels or another archive.
fn holdings(own: Vec<HoldingView>, record: &mut Record, span: Span, reader: &Reader<'_>) -> bool {
    if own.is_empty() {
        return true;
    }
    let public = &record.holdings;
    let archives_differ = |(public, own): (&Holding, &HoldingView)| {
        let (Some(public), Some(own)) = (public.siglum(), own.repository.as_deref()) else { return false };
        public != own
    };
    // A section in front of a call number may have been read as the archive: "MfAA, C 152/75" ends as it should.
    let values_differ = |(public, own): (&Holding, &HoldingView)| {
        let alike = public.levels.len() == own.levels.iter().len() && public.levels.iter().all(|level| own.levels.get(&level.id).is_some());
        alike && public.levels.iter().any(|level| own.levels.get(&level.id).is_none_or(|own| !own.ends_with(&level.value)))
    };
    let pairs = || public.iter().zip(&own);
    let edited = !public.is_empty() && {
        let written: BTreeSet<String> = public.iter().flat_map(|holding| numbers(&without_archive(holding))).collect();
        let unread = record.unread.iter().flat_map(|words| numbers(&words.value));
        written.into_iter().chain(unread).collect::<BTreeSet<_>>() != own.iter().flat_map(stated).collect()
            || pairs().any(archives_differ)
            || public.len() == own.len() && pairs().any(values_differ)
    };
    if edited {
        return false;
    }
    let places = std::mem::take(&mut record.holdings);
    let alike = places.len() == own.len();
    let whole = places.iter().map(|place| place.span).reduce(Span::join).unwrap_or(span);
    let one = |(number, own): (usize, HoldingView)| holding(own, places.get(number).filter(|_| alike), whole, reader);
    record.holdings = own.into_iter().enumerate().map(one).collect();
    // What the public text had beside the shelfmark is part of ours.
    record.unread.clear();
    true
}

/// The shelfmark as written without the name of its archive, which may hold a number.
fn without_archive(holding: &Holding) -> String {
    let archive = holding.repository.as_ref().map_or("", |mention| mention.as_written.as_str());
    if archive.is_empty() { holding.as_written.clone() } else { holding.as_written.replacen(archive, "", 1) }
}

/// The numbers in a text, without zeros in front, each once.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.trim_start_matches('0').to_owned()).collect()
}

fn stated(own: &HoldingView) -> Vec<String> {
    let levels = own.levels.iter().flat_map(|(_, value)| numbers(value));
    let leaves = own.folios.iter().flat_map(|leaf| [&leaf.from, &leaf.to]).flat_map(|number| numbers(number));
    levels.chain(leaves).chain(own.fond_name.iter().flat_map(|name| numbers(name))).collect()
}

/// A shelfmark from its published view; places come from the public one where both have the same levels.
fn holding(own: HoldingView, place: Option<&Holding>, whole: Span, reader: &Reader<'_>) -> Holding {
    let whole = place.map_or(whole, |place| place.span);
    let sure = own.confidence.is_none();
    let level = |(id, value): (&str, &String)| {
        let here = place.and_then(|place| place.level(id));
        Level {
            id: id.into(),
            value: value.clone(),
            as_written: here.map_or_else(|| value.clone(), |here| here.as_written.clone()),
            span: here.map_or(whole, |here| here.span),
            // How sure the reading is shows in whether there are labels.
            label: if !sure {
                String::new()
            } else {
                here.map(|here| here.label.clone()).filter(|label| !label.is_empty()).unwrap_or_else(|| id.to_owned())
            },
            label_span: here.map_or(whole, |here| here.label_span),
        }
    };
    let written = own.repository_as_written.clone().or(own.repository.clone());
    let repository = written.map(|as_written| {
        let known = own.repository.as_deref();
        let found = reader.schemas.repositories_named(&as_written).iter().find(|found| Some(&**reader.schemas.siglum(found)) == known);
        // The public field may have the siglum in the script of its labels, which is nobody's slip.
        let elsewhere = place.and_then(|place| place.repository.as_ref()).is_some_and(|mention| mention.as_written != as_written);
        RepositoryMention {
            siglum: known.map(Into::into),
            spelling: found.map_or(if known.is_some() { Spelling::Shared } else { Spelling::Unknown }, |found| {
                if elsewhere && found.spelling == Spelling::Canonical { Spelling::Shared } else { found.spelling }
            }),
            as_written,
            span: place.and_then(|place| place.repository.as_ref()).map_or(whole, |mention| mention.span),
        }
    });
    Holding {
        span: whole,
        repository,
        scheme: own.scheme.as_deref().unwrap_or_default().into(),
        levels: own.levels.iter().map(level).collect(),
        folios: folios(&own, place, whole),
        inherited: own.inherited.iter().map(|id| id.as_str().into()).collect(),
        fond_name: own.fond_name,
        unlabelled: own.confidence == Some(Certainty::Low) || !sure && place.is_some_and(|place| place.unlabelled),
        as_written: own.as_written.unwrap_or_default(),
        ..Holding::default()
    }
}

fn folios(own: &HoldingView, place: Option<&Holding>, whole: Span) -> Option<Folios> {
    let here = place.and_then(|place| place.folios.as_ref());
    let folio = |number: &str, verso| Folio { number: number.to_owned(), verso };
    let item = |(number, leaf): (usize, &crate::record::json::FolioView)| {
        let here = here.and_then(|here| here.items.get(number));
        let (from, to) = (folio(&leaf.from, leaf.from_verso), folio(&leaf.to, leaf.to_verso));
        FolioRange { dashed: from != to, from, to, abbreviated: false, span: here.map_or(whole, |here| here.span) }
    };
    let items: Vec<FolioRange> = own.folios.iter().enumerate().map(item).collect();
    let unit = own.folio_unit.unwrap_or_default();
    (!items.is_empty()).then(|| Folios {
        unit,
        items,
        label: here.map_or_else(String::new, |here| here.label.clone()),
        label_span: here.map_or(whole, |here| here.label_span),
        plural: here.and_then(|here| here.plural),
        span: here.map_or(whole, |here| here.span),
        open_end: None,
    })
}
