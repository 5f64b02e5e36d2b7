//! A DNS in memory, for tests: names that nobody spoke of do not exist.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::Texts;

/// Answers by name. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<HashMap<String, Texts>>>);

impl Memory {
    /// What is said of a name from now on.
    pub fn say(&self, name: &str, texts: Texts) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(name.to_ascii_lowercase(), texts);
    }

    pub(super) fn texts(&self, name: &str) -> Texts {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&name.to_ascii_lowercase()).cloned().unwrap_or(Texts::NoName)
    }
}
