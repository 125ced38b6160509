//! The metadata that tells whether a file is as it was, without opening it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// How long a file must have rested before its metadata is trusted. A file may change twice within one tick of the clock
/// of its disk, the coarsest of which tick every two seconds; the second change would then not be seen.
const REST: Duration = Duration::from_secs(2);

/// Length and times of a file. Times are nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// In bytes.
    pub length: u64,
    modified: u64,
    /// Number of the file and the time of the last change of its metadata, where the system has them. They give away
    /// an old time of modification on new bytes.
    identity: Option<(u64, i64, i64)>,
}

impl Stamp {
    /// The stamp of a file; `None` for what is no plain file or older than 1970.
    pub fn of(metadata: &Metadata) -> Option<Self> {
        let modified = nanoseconds(metadata.modified().ok()?)?;
        metadata.is_file().then(|| Self { length: metadata.len(), modified, identity: identity(metadata) })
    }

    /// Whether the file has rested until now: a later change will show.
    pub fn has_rested(&self) -> bool {
        nanoseconds(SystemTime::now()).is_some_and(|now| self.has_rested_at(now))
    }

    fn has_rested_at(&self, now: u64) -> bool {
        let changed = self.identity.map_or(0, |(_, seconds, nanoseconds)| {
            u64::try_from(seconds).unwrap_or(0).saturating_mul(1_000_000_000).saturating_add(u64::try_from(nanoseconds).unwrap_or(0))
        });
        let latest = self.modified.max(changed);
        now.checked_sub(latest).is_some_and(|rest| Duration::from_nanos(rest) >= REST)
    }
}

fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Option<(u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.ino(), metadata.ctime(), metadata.ctime_nsec()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, i64, i64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_rests_two_seconds_after_its_last_change_of_any_kind() {
        let second = 1_000_000_000;
        let stamp = |modified, changed: i64| Stamp { length: 1, modified, identity: Some((7, changed, 0)) };
        assert!(stamp(10 * second, 10).has_rested_at(12 * second));
        assert!(!stamp(10 * second, 10).has_rested_at(12 * second - 1));
        assert!(!stamp(10 * second, 11).has_rested_at(12 * second), "its time was set back");
        assert!(!stamp(20 * second, 10).has_rested_at(12 * second), "its time lies in the future");
        assert!(Stamp { identity: None, ..stamp(10 * second, 0) }.has_rested_at(12 * second));
    }
}
