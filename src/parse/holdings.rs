//! The shelfmarks of a citation as holdings: runs of levels joined to their repositories, missing levels inherited.

use std::sync::Arc;

use super::chars::{is_blank, is_dash, is_invisible, skip, skip_blank};
use super::labels::{self, Extent, SchemeLabels};
use super::repository::{self, Named};
use super::shelfmark::{Run, RunFolios, RunLevel, runs};
use super::{Reader, otherwise, plain, unlabelled};
use crate::layout::Excerpt;
use crate::record::holding::Spelling;
use crate::record::{FolioRange, Folios, Holding, Level, RepositoryMention};
use crate::schema::Schemas;

/// What reading holdings needs.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The citation.
    pub excerpt: &'a Excerpt<'a>,
    /// Schemas and prepared tables.
    pub reader: &'a Reader<'a>,
    /// The last shelfmark of the citation before.
    pub last: Option<&'a Holding>,
    /// Where to begin.
    pub from: usize,
    /// Where to end.
    pub to: usize,
    /// Whether the text is one citation and no running prose.
    pub line: bool,
}

/// Holdings and the stretches of the citation they take.
#[derive(Debug, Default)]
pub struct Read {
    /// The shelfmarks in order.
    pub holdings: Vec<Holding>,
    /// Their extents, repository included.
    pub extents: Vec<Extent>,
}

/// Reads every shelfmark of a citation.
pub fn holdings(context: &Context<'_>) -> Read {
    plain::holdings(context, &context.excerpt.text()[..context.to]).unwrap_or_else(|| in_full(context))
}

/// One shelfmark that was read already.
pub fn one(context: &Context<'_>, text: &str, labels: &SchemeLabels, run: &Run, named: &Named<'_>, extent: Extent) -> Read {
    let assembly = Assembly { context, labels, text, read: Read::default(), ibid: None };
    Read { holdings: vec![assembly.holding(run, Some(named), extent, |_| 0)], extents: vec![extent] }
}

/// Reads a citation by the whole grammar.
pub fn in_full(context: &Context<'_>) -> Read {
    let text = &context.excerpt.text()[..context.to];
    let reader = context.reader;
    let coded = unlabelled::coded(context, text);
    let ibid = reader.ibid(text, context.from);
    let led = ibid.is_some() || reader.source_lead(text, context.from).is_some();
    if !led && leaves_nothing(text, context.from, &coded.extents) {
        return coded;
    }
    let is_month = |word: &str| reader.schemas.month(word).is_some();
    let first_pass = runs(text, reader.generic(), &reader.shelfmark_words, &is_month);
    let first = first_pass.iter().find(|run| run.start >= context.from);
    let named = first.and_then(|run| name_of(text, context.from, run, context)).filter(|named| !named.matches.is_empty());
    let named = named.or_else(|| repository::known_prefix(text, skip(text, context.from, |c| !c.is_alphanumeric()), reader.schemas));
    let labels = labels_for(named.as_ref(), first.map(|run| (run, reader.generic())), text, reader);
    let all = if std::ptr::eq(labels, reader.generic()) { first_pass } else { runs(text, labels, &reader.shelfmark_words, &is_month) };
    let free = |run: &Run| coded.extents.iter().all(|extent| run.end <= extent.0 || run.start >= extent.1);
    let read = assembled(context, text, labels, all.into_iter().filter(free), ibid);
    let mut read = merged(read, coded);
    if read.holdings.is_empty() || has_bare_numbers(text) {
        read = merged(unlabelled::positional(context, text), read);
    }
    if read.holdings.is_empty()
        && let Some((labels, all)) = otherwise::labelled(context, text, &is_month)
    {
        read = assembled(context, text, labels, all.into_iter(), ibid);
    }
    // A single label may be a part of a call number: `Ibid., RG 59, Lot 70 D 48`.
    let weak = |holding: &Holding| {
        let named = holding.repository.is_some() && !holding.is_inherited("repository");
        holding.levels.len() <= holding.inherited.len() + 1 && holding.folios.is_none() && !holding.unlabelled && !named
    };
    if read.holdings.is_empty() || led && read.holdings.iter().all(weak) {
        let mut unnamed = unlabelled::unnamed(context, text);
        if let (Some(_), Some(last), Some(first)) = (ibid, context.last, unnamed.holdings.first_mut()) {
            first.repository.clone_from(&last.repository);
            first.inherited.extend(last.repository.as_ref().map(|_| Arc::from("repository")));
        }
        read = if unnamed.holdings.is_empty() { read } else { unnamed };
    }
    if let (true, Some(ibid)) = (read.holdings.is_empty(), ibid) {
        read = the_same(context, text, ibid).unwrap_or_else(|| unlabelled::behind_ibid(context, text, ibid));
    }
    read
}

/// Whether extents in the order of the text leave nothing from `at` on but punctuation.
pub fn leaves_nothing(text: &str, mut at: usize, extents: &[Extent]) -> bool {
    for &(start, end) in extents {
        if text.get(at..start).is_some_and(|gap| gap.contains(char::is_alphanumeric)) {
            return false;
        }
        at = at.max(end);
    }
    !text[at..].contains(char::is_alphanumeric)
}

/// Runs of labels as holdings.
fn assembled(context: &Context<'_>, text: &str, labels: &SchemeLabels, runs: impl Iterator<Item = Run>, ibid: Option<Extent>) -> Read {
    let mut assembly = Assembly { context, labels, text, read: Read::default(), ibid };
    for run in runs.filter(|run| run.start >= context.from) {
        assembly.take(run);
    }
    assembly.read
}

/// Whether three numbers stand side by side, so that a shelfmark without labels may stand beside labelled ones.
fn has_bare_numbers(text: &str) -> bool {
    let joins = |[before, mark, after]: [u8; 3]| {
        before.is_ascii_alphanumeric() && matches!(mark, b'.' | b'/' | b'-' | b'_') && after.is_ascii_digit()
    };
    let mut last: Option<usize> = None;
    text.as_bytes().array_windows::<3>().enumerate().any(|(at, window)| {
        if !joins(*window) {
            return false;
        }
        let near = last.is_some_and(|last| at - last <= 6);
        last = Some(at);
        near
    })
}

/// "Ibid." alone: the shelfmark before it once more, to the last leaf.
fn the_same(context: &Context<'_>, text: &str, ibid: Extent) -> Option<Read> {
    let alone = text[ibid.1..].chars().all(|c| !c.is_alphanumeric());
    let last = context.last.filter(|_| alone)?;
    let span = context.excerpt.span(ibid.0..ibid.1);
    let mut holding = Holding { span, as_written: text[ibid.0..ibid.1].to_owned(), scheme: last.scheme.clone(), ..Holding::default() };
    holding.repository.clone_from(&last.repository);
    holding.levels = last.levels.iter().map(|level| Level { span, label_span: span, ..level.clone() }).collect();
    holding.folios =
        last.folios.as_ref().map(|folios| Folios { span, label_span: span, open_end: folios.open_end.map(|_| span), ..folios.clone() });
    let repository = last.repository.iter().map(|_| Arc::from("repository"));
    let folios = last.folios.iter().map(|_| Arc::from("folios"));
    holding.inherited = repository.chain(last.levels.iter().map(|level| level.id.clone())).chain(folios).collect();
    Some(Read { holdings: vec![holding], extents: vec![ibid] })
}

/// Both readings in the order of the text; where they overlap, the surer one stands.
fn merged(weaker: Read, surer: Read) -> Read {
    if surer.holdings.is_empty() {
        return weaker;
    }
    let clear = |extent: &Extent| surer.extents.iter().all(|taken| extent.1 <= taken.0 || extent.0 >= taken.1);
    let weaker = weaker.holdings.into_iter().zip(weaker.extents).filter(|(_, extent)| clear(extent));
    let mut all: Vec<(Holding, Extent)> = weaker.collect();
    all.extend(surer.holdings.into_iter().zip(surer.extents.iter().copied()));
    all.sort_by_key(|(_, extent)| *extent);
    let (holdings, extents) = all.into_iter().unzip();
    Read { holdings, extents }
}

/// The labels to read by: those of the repository's scheme (or of a fond of it with a scheme of its own), else the generic ones.
fn labels_for<'r>(named: Option<&Named<'_>>, first: Option<(&Run, &SchemeLabels)>, text: &str, reader: &'r Reader<'_>) -> &'r SchemeLabels {
    let Some((found, _)) = named.and_then(Named::settled) else { return reader.generic() };
    let schemas = reader.schemas;
    let fond = first.and_then(|(run, labels)| {
        let level = run.levels.iter().find(|level| &*labels.levels[level.index].id == "fond")?;
        level.values.first().map(|&(start, end)| &text[start..end])
    });
    let special = fond.and_then(|fond| schemas.repository(&format!("{} f. {fond}", schemas.siglum(found))));
    let scheme = special.map_or(&schemas.repositories[found.repository].scheme, |row| &row.scheme);
    reader.labels(scheme).unwrap_or(reader.generic())
}

fn name_of<'s>(text: &str, floor: usize, run: &Run, context: &Context<'s>) -> Option<Named<'s>> {
    repository::before(text, floor, run.start, context.reader.schemas, &context.reader.name_words)
}

struct Assembly<'a, 'c> {
    context: &'a Context<'c>,
    labels: &'a SchemeLabels,
    text: &'a str,
    read: Read,
    ibid: Option<Extent>,
}

impl Assembly<'_, '_> {
    fn take(&mut self, run: Run) {
        // Leaves alone mean nothing without a shelfmark before them: most "l." and "p." of a text are of no archive.
        if run.levels.is_empty() && self.read.holdings.is_empty() && self.ibid.is_none() {
            return;
        }
        // A list of leaves may reach into what looks like the next label: `3-6-Fond`.
        let floor = self.read.extents.last().map_or(self.context.from, |extent| extent.1).min(run.start);
        let reader = self.context.reader;
        let run = self.with_bare_fond(run, floor);
        let mut named = name_of(self.text, floor, &run, self.context);
        let mut known = named.as_ref().is_some_and(|named| !named.matches.is_empty());
        if !known && self.read.holdings.is_empty() {
            // «ЦГИА Грузии» is no archive that the table calls ЦГИА.
            let goes_on = |head: &Named<'_>| {
                let longer = named.as_ref().filter(|named| named.extent.0 <= head.extent.0 && named.extent.1 > head.extent.1);
                longer.is_some_and(|longer| head.settled().is_none() && self.text[head.extent.1..longer.extent.1].starts_with(' '))
            };
            let head = repository::at_head(self.text, floor, run.start, reader.schemas).filter(|head| !goes_on(head));
            known = head.is_some();
            named = head.or(named);
        }
        if named.is_none() && self.read.holdings.is_empty() {
            named = repository::after(self.text, run.end, reader.schemas, &reader.name_words);
        }
        if !self.accepts(&run, named.as_ref(), known, floor) {
            return;
        }
        if run.levels.is_empty() && named.is_none() && self.joins_leaves(&run) {
            return;
        }
        let extent = match &named {
            Some(named) => (named.extent.0.min(run.start), named.extent.1.max(run.end)),
            None => (self.ibid.filter(|_| self.read.holdings.is_empty()).map_or(run.start, |ibid| ibid.0), run.end),
        };
        let mut expanded = self.expand(&run, named.as_ref(), extent);
        if let (Some(holding), Some(before)) = (expanded.first_mut(), self.read.extents.last()) {
            let between = self.text.get(before.1..extent.0);
            holding.divider = between.filter(|text| !text.contains(char::is_alphanumeric)).map(str::to_owned);
        }
        for holding in expanded {
            self.read.holdings.push(holding);
            self.read.extents.push(extent);
        }
    }

    /// A number between the archive and the opis is the fond, though nobody says so: «ОГАЧО. Р-274. Оп. 3».
    fn with_bare_fond(&self, mut run: Run, floor: usize) -> Run {
        let opis = run.levels.first().is_some_and(|level| &*self.labels.levels[level.index].id == "opis");
        let head = self.text[floor..run.start].trim_end_matches(|c: char| is_blank(c) || matches!(c, '.' | ',' | '/'));
        let last = |c: char| !is_blank(c) && c != ',';
        let start = floor + head.len() - head.chars().rev().take_while(|&c| last(c)).map(char::len_utf8).sum::<usize>();
        let end = floor + head.len();
        if !opis || start >= end || labels::number(self.text, start, &[]) != Some((start, end)) {
            return run;
        }
        let before = self.text[floor..start].trim_end();
        let delo = run.levels.get(1).is_some_and(|level| &*self.labels.levels[level.index].id == "delo");
        let opens = self.context.line && delo && before.is_empty() && self.read.holdings.is_empty();
        let name = before.trim_end_matches(['.', ',', ':']);
        let known = repository::before(self.text, floor, start, self.context.reader.schemas, &self.context.reader.name_words);
        if opens || before.len() > name.len() && known.is_some_and(|known| known.extent.1 + 2 >= floor + name.len()) {
            run.levels.insert(0, RunLevel { index: 0, label: (start, start), values: vec![(start, end)] });
            run.start = start;
        }
        run
    }

    /// Further leaves of the same file ("Список см.: Л. 55–76") belong to the shelfmark before.
    fn joins_leaves(&mut self, run: &Run) -> bool {
        let (Some(folios), Some(last)) = (&run.folios, self.read.holdings.last_mut()) else { return false };
        let more = leaves(folios, self.text, self.context.excerpt, self.context.reader);
        match &mut last.folios {
            Some(known) => known.items.extend(more.items),
            None => last.folios = Some(more),
        }
        self.read.extents.push((run.start, run.end));
        true
    }

    /// Precision first: a run is a shelfmark when two levels agree, or when a repository, "Ibid." or the shelfmark before
    /// it in the same citation vouch for one.
    fn accepts(&self, run: &Run, named: Option<&Named<'_>>, known: bool, floor: usize) -> bool {
        let main = run.levels.iter().filter(|level| level.index < self.labels.own_levels).count();
        let goes_on = !self.read.holdings.is_empty();
        let lead = self.context.reader.source_lead(self.text, self.context.from);
        let led = self.ibid.is_some() || lead.is_some();
        match (main, run.folios.is_some()) {
            (0, true) => {
                let gap = &self.text[floor..run.start];
                let ibid = self
                    .ibid
                    .is_some_and(|ibid| self.text[ibid.1..run.start.max(ibid.1)].chars().all(|c| is_blank(c) || matches!(c, '.' | ',')));
                // «Д. 473; село Гнилуши, лл. 6–388; ревизия — л. 412»: further leaves of the same file.
                let near = self.context.line && gap.chars().count() <= 140 && !gap.contains(". ");
                ibid || goes_on && (near || self.context.reader.sees(gap))
            }
            (0, false) => false,
            // "Source:" leads to much else: one number far behind it may be of a house.
            (1, leaves) => {
                let name = named.map(|named| &self.text[named.extent.0..named.extent.1]);
                let archive = name.is_some_and(|name| self.context.reader.is_archive(name));
                known
                    || archive && self.context.line
                    || led && (named.is_some() || leaves || self.ibid.is_some())
                    || lead.is_some_and(|lead| !self.text[lead..run.start.max(lead)].contains(char::is_alphabetic))
                    || goes_on && (run.near || named.is_none()) && run.start - floor < 200
            }
            // Two levels without fond and archive may be anything: Schubert's D. 960 is not his op. 100.
            (2, _) => {
                let fond = run.levels.iter().any(|level| level.index == 0);
                fond || named.is_some() || led || goes_on || run.folios.is_some()
            }
            _ => true,
        }
    }

    /// One holding for each value of a list of opisi or dela.
    fn expand(&self, run: &Run, named: Option<&Named<'_>>, extent: Extent) -> Vec<Holding> {
        let lists: Vec<usize> = run.levels.iter().map(|level| level.values.len()).collect();
        let several = lists.iter().position(|&count| count > 1);
        let count = several.map_or(1, |at| lists[at]);
        let mut holdings = Vec::with_capacity(count);
        for number in 0..count {
            let mut holding = self.holding(run, named, extent, |level| if Some(level) == several { number } else { 0 });
            if number + 1 < count {
                holding.folios = None;
            }
            let previous = holdings.last().or(self.read.holdings.last());
            self.inherit(&mut holding, previous, number > 0);
            holdings.push(holding);
        }
        holdings
    }

    fn holding(&self, run: &Run, named: Option<&Named<'_>>, extent: Extent, pick: impl Fn(usize) -> usize) -> Holding {
        let excerpt = self.context.excerpt;
        let mut holding = Holding {
            span: excerpt.span(extent.0..extent.1),
            as_written: self.text[extent.0..extent.1].to_owned(),
            repository: named.map(|named| mention(named, self.text, excerpt, self.context.reader.schemas)),
            scheme: self.labels.id.clone(),
            fond_name: run.gloss.map(|(start, end)| self.text[start..end].trim_matches(|c: char| is_blank(c) || c == ',').to_owned()),
            ..Holding::default()
        };
        holding.fond_name = holding.fond_name.filter(|name| !name.is_empty());
        let mut levels: Vec<(usize, Level)> = Vec::with_capacity(run.levels.len());
        for (place, level) in run.levels.iter().enumerate() {
            let (start, end) = level.values[pick(place).min(level.values.len() - 1)];
            let as_written = self.text[start..end].to_owned();
            levels.push((
                level.index,
                Level {
                    id: self.labels.levels[level.index].id.clone(),
                    value: value(&as_written, self.context.reader),
                    as_written,
                    span: excerpt.span(start..end),
                    label: self.text[level.label.0..level.label.1].to_owned(),
                    label_span: excerpt.span(level.label.0..level.label.1),
                },
            ));
        }
        levels.sort_by_key(|(index, _)| *index);
        holding.levels = levels.into_iter().map(|(_, level)| level).collect();
        holding.folios = run.folios.as_ref().map(|folios| leaves(folios, self.text, excerpt, self.context.reader));
        holding.misprints = run.misprints.iter().map(|&(start, end)| excerpt.span(start..end)).collect();
        for &(index, (start, end)) in &run.valueless {
            holding.valueless.push((self.labels.levels[index].id.clone(), excerpt.span(start..end)));
        }
        holding
    }

    /// Takes what the shelfmark does not say from the one before: everything above its first own level.
    fn inherit(&self, holding: &mut Holding, previous: Option<&Holding>, listed: bool) {
        let first_here = self.read.holdings.is_empty() && !listed;
        let from = match (first_here, self.ibid) {
            (true, Some(_)) => self.context.last,
            (true, None) => None,
            (false, _) => previous,
        };
        let Some(from) = from else { return };
        inherit(holding, from, self.labels);
    }
}

/// Fills `holding` with the repository and the upper levels of `from`, and names them.
fn inherit(holding: &mut Holding, from: &Holding, labels: &SchemeLabels) {
    let rank = |id: &str| labels.levels.iter().position(|level| &*level.id == id).unwrap_or(usize::MAX);
    let first = holding.levels.iter().map(|level| rank(&level.id)).min();
    let own_repository = holding.repository.is_some();
    if own_repository {
        return;
    }
    holding.repository.clone_from(&from.repository);
    holding.inherited.extend(from.repository.as_ref().map(|_| Arc::from("repository")));
    let upper = from.levels.iter().filter(|level| match first {
        Some(first) => rank(&level.id) < first,
        None => true,
    });
    let mut levels: Vec<Level> = Vec::new();
    for level in upper {
        holding.inherited.push(level.id.clone());
        levels.push(Level { span: holding.span, label_span: holding.span, ..level.clone() });
    }
    levels.append(&mut holding.levels);
    holding.levels = levels;
}

/// A repository as a holding names it.
pub fn mention(named: &Named<'_>, text: &str, excerpt: &Excerpt<'_>, schemas: &Schemas) -> RepositoryMention {
    let settled = named.settled();
    RepositoryMention {
        siglum: settled.map(|(found, _)| schemas.siglum(found).clone()),
        as_written: text[named.extent.0..named.extent.1].to_owned(),
        span: excerpt.span(named.extent.0..named.extent.1),
        spelling: settled.map_or(if named.matches.is_empty() { Spelling::Unknown } else { Spelling::Shared }, |(_, spelling)| spelling),
    }
}

/// The value of a level: letters in Latin, blanks around dashes and inside taken down to one.
pub fn value(as_written: &str, reader: &Reader<'_>) -> String {
    if as_written.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return as_written.to_owned();
    }
    let latin = reader.schemas.transliterate(as_written);
    let mut out = String::with_capacity(latin.len());
    // `33 987` is one number.
    let grouped = |(head, tail): (&str, &str)| {
        head.len() <= 3 && tail.len() == 3 && [head, tail].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let latin = if latin.split_once(is_blank).is_some_and(grouped) { latin.replace(is_blank, "") } else { latin };
    let latin = latin.replace(is_invisible, "").replace(" (", "").replace(['(', ')'], "");
    for word in latin.split(|c: char| is_blank(c)).filter(|word| !word.is_empty()) {
        if !out.is_empty() && !out.ends_with('-') {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| if is_dash(c) { '-' } else { c }));
    }
    // A prefix letter is a capital: «р-4808» is R-4808.
    if let Some((prefix, rest)) = out.split_once('-')
        && prefix.chars().all(|c| c.is_ascii_lowercase())
        && rest.starts_with(|c: char| c.is_ascii_digit())
    {
        return format!("{}-{rest}", prefix.to_ascii_uppercase());
    }
    out
}

/// The leaves of a run.
fn leaves(folios: &RunFolios, text: &str, excerpt: &Excerpt<'_>, reader: &Reader<'_>) -> Folios {
    let (start, end) = folios.label;
    Folios {
        unit: folios.unit,
        items: items(&folios.list.items, excerpt, reader),
        label: text[start..end].to_owned(),
        label_span: excerpt.span(start..end),
        plural: folios.plural,
        span: excerpt.span(start..folios.list.end),
        open_end: folios.list.open.map(|(start, end)| excerpt.span(start..end)),
    }
}

/// Leaf items with their places; letters in Latin.
pub fn items(items: &[super::folios::Item], excerpt: &Excerpt<'_>, reader: &Reader<'_>) -> Vec<FolioRange> {
    let latin = |folio: &crate::record::Folio| {
        let figures = folio.number.bytes().all(|byte| byte.is_ascii_digit());
        let number = if figures { folio.number.clone() } else { reader.schemas.transliterate(&folio.number).to_lowercase() };
        crate::record::Folio { number, verso: folio.verso }
    };
    items
        .iter()
        .map(|item| FolioRange {
            from: latin(&item.from),
            to: latin(&item.to),
            abbreviated: item.abbreviated,
            dashed: item.dashed,
            span: excerpt.span(item.range.0..item.range.1),
        })
        .collect()
}

/// Skips what may stand between a repository and a shelfmark without labels.
pub fn after_name(text: &str, at: usize) -> usize {
    let at = skip_blank(text, at);
    let next = text[at..].trim_start_matches([',', '，', ':', '.']);
    skip_blank(text, text.len() - next.len())
}
