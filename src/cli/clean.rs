//! `opiska clean`: takes the caches away. They are made again by the next check.

use std::path::Path;

use super::args::{CacheChoice, Common};
use super::settings::Settings;
use super::terminal::Console;
use super::trouble::Trouble;
use super::{cache, config};

/// Removes the caches that a check in this folder would use, and their folder when nothing else lies in it.
///
/// # Errors
/// Wrong settings, or a cache that cannot be removed.
pub fn run(cache_dir: Option<&Path>, common: &Common, console: &Console) -> Result<(), Trouble> {
    let settings = Settings::resolve(common, None)?;
    let choice = CacheChoice { cache_dir: cache_dir.map(Path::to_owned), no_cache: false };
    let Some(folder) = cache::folder(&choice, &settings) else { return Ok(()) };
    let name = config::shorten(&folder);
    let caches = cache::empty(&folder).map_err(|error| Trouble::plain(format!("cannot remove the caches in {name}: {error}")))?;
    let removed = match caches {
        0 => "no cache".to_owned(),
        1 => "1 cache removed".to_owned(),
        caches => format!("{caches} caches removed"),
    };
    console.line(&format!("{name}: {removed}"));
    Ok(())
}
