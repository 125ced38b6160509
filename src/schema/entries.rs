//! Entries of one kind. Those of the built-in files are read when they are first asked for: a run meets few of them.

use std::borrow::Cow;
use std::ops::Index;
use std::slice;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::builtin::{Having, Stored, StoredEntries};
use super::model::{LayoutLabels, Profile, Publisher, Repository, Scheme};
use super::vocabulary::{CreditVerb, Language, Month, NameReading, NameWord, Organisation, Romanisation, Transliteration, Wording};

/// What stands in a list of a schema file.
pub trait Entry: DeserializeOwned {
    /// What tells it from others of its kind; an entry with the same takes its place. `None` where nothing does.
    fn id(&self) -> Option<&str>;
}

/// All entries of one kind, by number and by id.
#[derive(Debug)]
pub struct Entries<T> {
    list: Vec<Slot<T>>,
    /// Numbers of those with an id, in the order of the ids.
    by_id: Cow<'static, [u32]>,
    /// What is known of the built-in entries without reading them.
    having: Having,
    /// Whether there are entries of the user's own.
    has_own: bool,
}

/// An entry that was read, or is in the program and will be read when it is asked for.
#[derive(Debug)]
struct Slot<T> {
    stored: &'static Stored,
    /// Apart, for what nobody asks for must take no room.
    read: OnceLock<Box<T>>,
}

/// Stands where an entry of the user's own is.
static NOT_STORED: Stored = Stored { id: None, json: "" };

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self { list: Vec::new(), by_id: Cow::Borrowed(&[]), having: &[], has_own: false }
    }
}

impl<T: Entry> Entries<T> {
    /// Built-in entries, and further ones that were read: one whose id is known takes the place of the earlier.
    pub(super) fn of(stored: &'static StoredEntries, own: Vec<T>) -> Self {
        let StoredEntries { entries, by_id, having } = stored;
        let mut list = Vec::with_capacity(entries.len() + own.len());
        list.extend(entries.iter().map(|stored| Slot { stored, read: OnceLock::new() }));
        if own.is_empty() {
            return Self { list, by_id: Cow::Borrowed(by_id), having, has_own: false };
        }
        for entry in own {
            let known = entry.id().and_then(|id| list.iter_mut().find(|slot: &&mut Slot<T>| slot.id() == Some(id)));
            let slot = Slot { stored: &NOT_STORED, read: OnceLock::from(Box::new(entry)) };
            match known {
                Some(known) => *known = slot,
                None => list.push(slot),
            }
        }
        let mut by_id: Vec<u32> = (0..list.len() as u32).filter(|&number| list[number as usize].id().is_some()).collect();
        by_id.sort_by_key(|&number| list[number as usize].id());
        Self { list, by_id: by_id.into(), having, has_own: true }
    }

    /// Every entry in the order of the files.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self.list.iter())
    }

    /// The ids in the order of the files.
    pub fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.list.iter().filter_map(Slot::id)
    }

    /// The number of the entry of this id.
    pub fn number(&self, id: &str) -> Option<usize> {
        let at = self.by_id.binary_search_by(|&number| self.list[number as usize].id().cmp(&Some(id))).ok()?;
        Some(self.by_id[at] as usize)
    }

    /// The entry of this id.
    pub fn find(&self, id: &str) -> Option<&T> {
        self.number(id).map(|number| &self[number])
    }

    /// The entry of this number.
    pub fn get(&self, number: usize) -> Option<&T> {
        self.list.get(number).map(Slot::entry)
    }

    /// The entries with this: of those of the built-in files it is enough that the key is `true` or has a list, and the others are
    /// not even read.
    pub fn having<'e>(&'e self, key: &'static str, has: fn(&T) -> bool) -> impl Iterator<Item = &'e T> {
        let stored = self.stored_having(key);
        let (ready, looked_at) = if self.has_own { (&[][..], self.list.len()) } else { (stored, 0) };
        let found = (0..looked_at).filter(move |&number| self.has_at(number, stored, has));
        ready.iter().map(|&number| number as usize).chain(found).map(|number| &self[number])
    }

    /// Whether the entry of an id has this, as [`Entries::having`] tells; nothing is read.
    pub fn has(&self, id: &str, key: &str, has: fn(&T) -> bool) -> bool {
        self.number(id).is_some_and(|number| self.has_at(number, self.stored_having(key), has))
    }

    fn stored_having(&self, key: &str) -> &'static [u32] {
        self.having.iter().find(|known| known.0 == key).map_or(&[], |known| known.1)
    }

    fn has_at(&self, number: usize, stored: &[u32], has: fn(&T) -> bool) -> bool {
        let slot = &self.list[number];
        if slot.stored.json.is_empty() { has(slot.entry()) } else { stored.binary_search(&(number as u32)).is_ok() }
    }
}

impl<T> Entries<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// Walks over entries, reading each.
#[derive(Debug, Clone)]
pub struct Iter<'e, T>(slice::Iter<'e, Slot<T>>);

impl<'e, T: Entry> Iterator for Iter<'e, T> {
    type Item = &'e T;

    fn next(&mut self) -> Option<&'e T> {
        self.0.next().map(Slot::entry)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<'e, T: Entry> IntoIterator for &'e Entries<T> {
    type Item = &'e T;
    type IntoIter = Iter<'e, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Entry> Index<usize> for Entries<T> {
    type Output = T;

    fn index(&self, number: usize) -> &T {
        self.list[number].entry()
    }
}

impl<T: Entry> Slot<T> {
    fn entry(&self) -> &T {
        self.read.get_or_init(|| Box::new(self.stored.read()))
    }

    fn id(&self) -> Option<&str> {
        self.stored.id.or_else(|| self.read.get()?.id())
    }
}

/// Which field is the id of a kind, if one is.
macro_rules! ids {
    ($($kind:ty: $($id:ident)?;)*) => {
        $(impl Entry for $kind {
            fn id(&self) -> Option<&str> {
                None$(.or(Some(&*self.$id)))?
            }
        })*
    };
}

ids! {
    Repository: siglum;
    Scheme: id;
    Publisher: id;
    LayoutLabels: id;
    Profile: name;
    Wording: language;
    Language: code;
    Organisation: name;
    Month: ;
    CreditVerb: ;
    NameWord: ;
    NameReading: ;
    Romanisation: ;
    Transliteration: ;
}
