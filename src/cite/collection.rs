//! Chicago's bibliography by collections: one entry for each archive and fond, however many papers are cited from it.
//!
//! It lists where papers lie, not the papers, so that titles, dates and leaves have no part in it.

use std::collections::HashSet;

use super::entry::Entry;
use super::markup::{Piece, clean};
use super::prose::{Manner, TownAt};
use super::sequence::Mention;
use super::shelfmark::{Look, repository, top_level};
use super::{LabelForm, NoteKind, Setting};
use crate::record::Holding;

/// `State Archive of the Russian Federation (GARF), Moscow. Fond 5446.`, in the order of the first citation.
pub(super) fn write(entries: &mut [Entry<'_>], setting: Setting<'_>) -> String {
    let manner = Manner::english(setting).with_town(TownAt::Behind);
    let look = Look { labels: setting.options.labels.or(LabelForm::Full), ..manner.look };
    let mut seen = HashSet::new();
    let mut lines = Vec::new();
    for entry in entries {
        entry.notes.clear();
        let towns: Vec<Option<String>> = manner.marks(entry, &Mention::default()).into_iter().map(|mark| mark.place).collect();
        for (number, holding) in entry.record.holdings.iter().enumerate() {
            let town = towns.get(number).cloned().flatten();
            let parts: Vec<String> = archive(holding, town, setting).into_iter().chain(top_level(holding, look, setting.schemas)).collect();
            let line = parts.join(". ");
            if !line.is_empty() && seen.insert(line.clone()) {
                let stop = if line.ends_with('.') { "" } else { "." };
                lines.push(setting.options.markup.line(&[Piece::text(line + stop)]));
            }
        }
        if entry.record.holdings.is_empty() {
            let words = format!("{} lists archives, and the record names none", setting.style);
            entry.note(NoteKind::Lost, "title", words);
        }
    }
    setting.options.markup.page(&lines)
}

/// `State Archive of the Russian Federation (GARF), Moscow`; an archive that the tables do not know, as written.
fn archive(holding: &Holding, town: Option<String>, setting: Setting<'_>) -> Option<String> {
    let known = repository(holding, setting.schemas);
    let name = match known {
        Some(known) if known.name != known.siglum => format!("{} ({})", known.name, known.siglum),
        Some(known) => known.name.clone(),
        None => clean(&holding.repository.as_ref()?.as_written),
    };
    let town = town.or_else(|| known.and_then(|known| known.place.clone())).filter(|town| !name.contains(town.as_str()));
    Some(name).filter(|name| !name.is_empty()).map(|name| town.map_or(name.clone(), |town| format!("{name}, {town}")))
}
