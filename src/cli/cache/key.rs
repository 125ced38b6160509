//! Where a run keeps its cache, and everything but the documents that its findings depend on.

use std::env;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::cli::args::{CacheChoice, Inputs, RuleChoice};
use crate::cli::config;
use crate::cli::settings::Settings;

/// The folder beside the settings file.
const FOLDER: &str = ".opiska-cache";

/// A number made of all sources of this program.
pub const BUILD: &str = env!("OPISKA_BUILD");

/// The file of a cache and the key that its entries must have been made under.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The file: one for each folder that the program is started in and each choice of rules on the command line.
    pub file: PathBuf,
    /// Build, day, settings and schemas.
    pub key: u128,
}

impl Place {
    /// Where a run keeps its cache; `None` when it keeps none.
    ///
    /// Only the documents of folders are kept: files that are named one by one are few, and read faster than looked up.
    pub fn of(choice: &CacheChoice, settings: &Settings, inputs: &Inputs, rules: &RuleChoice, own_file: Option<&Path>) -> Option<Self> {
        let walks = inputs.paths.is_empty() || inputs.paths.iter().any(|path| path.is_dir());
        let folder = folder(choice, settings).filter(|_| walks)?;
        // Names are relative to the folder we are in, globs to that of the settings file.
        let here = config::absolute(Path::new("."));
        let place = format!("{here:?} {:?} {:?} {own_file:?} {} {rules:?}", settings.config.folder, settings.config.name, inputs.lines);
        let schemas = settings.own_schemas.iter().map(|schema| (&schema.name, &schema.text)).collect::<Vec<_>>();
        let key = format!("{BUILD} {:?} {place} {:?} {schemas:?}", settings.today, settings.config.text);
        let file = folder.join(format!("opiska-{:016x}.cache", xxh3_64(place.as_bytes())));
        Some(Self { file, key: xxh3_128(key.as_bytes()) })
    }
}

/// The folder that a run with these settings keeps its caches in; `None` when it keeps none.
pub fn folder(choice: &CacheChoice, settings: &Settings) -> Option<PathBuf> {
    let config = &settings.config;
    match (choice.no_cache, &choice.cache_dir, &config.keys.cache) {
        (true, _, _) => None,
        (false, Some(folder), _) => Some(folder.clone()),
        (false, None, Some(folder)) => Some(config.folder.join(folder.get_ref())),
        (false, None, None) if config.name.is_empty() => users_folder(),
        (false, None, None) => Some(config.folder.join(FOLDER)),
    }
}

/// Where programs keep what they can make again, for this user.
fn users_folder() -> Option<PathBuf> {
    let named = |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = |below: &str| named("HOME").map(|home| home.join(below));
    let folder = named("XDG_CACHE_HOME").or_else(|| match env::consts::OS {
        "windows" => named("LOCALAPPDATA"),
        "macos" => home("Library/Caches"),
        _ => home(".cache"),
    });
    folder.map(|folder| folder.join("opiska"))
}
