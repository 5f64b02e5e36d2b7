//! What is read from files at start: once in a release build, again after each change in a debug build.

use std::ops::Deref;
use std::path::Path;
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime};

use super::ViewError;

/// How often a debug build looks for changes.
const PAUSE: Duration = Duration::from_millis(500);

/// A value made from the files of a folder; dereferences to the latest.
///
/// Older values are never freed: a start makes one, a developer's day some hundred.
pub(crate) struct FromDisk<T: 'static> {
    folder: &'static str,
    load: fn() -> Result<T, ViewError>,
    latest: RwLock<Latest<T>>,
}

struct Latest<T: 'static> {
    value: &'static T,
    changed: Option<SystemTime>,
    looked: Instant,
}

impl<T> FromDisk<T> {
    /// Makes the value for the first time.
    pub(crate) fn load(
        folder: &'static str,
        load: fn() -> Result<T, ViewError>,
    ) -> Result<Self, ViewError> {
        let changed = changed(Path::new(folder));
        let value = Box::leak(Box::new(load()?));
        let latest = Latest { value, changed, looked: Instant::now() };
        Ok(Self { folder, load, latest: RwLock::new(latest) })
    }

    fn look_again(&self) {
        let mut latest = self.latest.write().unwrap_or_else(PoisonError::into_inner);
        if latest.looked.elapsed() < PAUSE {
            return;
        }
        latest.looked = Instant::now();
        let changed = changed(Path::new(self.folder));
        if changed == latest.changed {
            return;
        }
        latest.changed = changed;
        match (self.load)() {
            Ok(value) => latest.value = Box::leak(Box::new(value)),
            Err(error) => tracing::error!(%error, "the last version that loads stays"),
        }
    }
}

impl<T> Deref for FromDisk<T> {
    type Target = T;

    fn deref(&self) -> &T {
        if cfg!(debug_assertions) {
            self.look_again();
        }
        self.latest.read().unwrap_or_else(PoisonError::into_inner).value
    }
}

/// When a file under `path` changed last; `None` where the sources are not at hand.
fn changed(path: &Path) -> Option<SystemTime> {
    let of_itself = path.metadata().ok()?.modified().ok();
    let entries = path.read_dir().into_iter().flatten().flatten();
    entries.map(|entry| changed(&entry.path())).fold(of_itself, Option::max)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn a_change_is_read_and_a_mistake_is_not() {
        static LOADED: AtomicU32 = AtomicU32::new(0);
        let load = || match LOADED.fetch_add(1, Ordering::SeqCst) {
            1 => Err(tera::Error::message("a mistake").into()),
            count => Ok(count),
        };
        let value = FromDisk::load(env!("CARGO_MANIFEST_DIR"), load).unwrap();
        let touch = || {
            let mut latest = value.latest.write().unwrap();
            latest.changed = None;
            latest.looked -= PAUSE;
        };
        assert_eq!(*value, 0);
        touch();
        assert_eq!(*value, 0, "the mistake is not shown");
        touch();
        assert_eq!(*value, 2);
        assert_eq!(*value, 2, "nothing changed since");
    }
}
