//! What was opened and is not written yet.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use education::Uai;
use sha2::{Digest, Sha256};

use super::Reading;
use crate::ids::ReadingId;

/// Different ones that wait, at most: while the database does not answer, nobody opens so many.
const MOST_WAITING: usize = 20_000;

/// What waits, by the id of its row: two nodes that write the same one lock in one order.
#[derive(Default)]
pub(crate) struct Waiting(Mutex<BTreeMap<ReadingId, Noted>>);

/// A reading of one day, and how often.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noted {
    pub(super) reading: Reading,
    pub(super) times: i32,
    pub(super) first_at: DateTime<Utc>,
    pub(super) last_at: DateTime<Utc>,
}

impl Waiting {
    pub(super) fn add(&self, reading: Reading, at: DateTime<Utc>) {
        let noted = Noted { reading, times: 1, first_at: at, last_at: at };
        self.put([(id_of(&reading, at.date_naive()), noted)]);
    }

    /// All that waits: it is the caller's.
    pub(super) fn take(&self) -> BTreeMap<ReadingId, Noted> {
        std::mem::take(&mut *self.locked())
    }

    /// Puts it there, with what is there already.
    pub(super) fn put(&self, all: impl IntoIterator<Item = (ReadingId, Noted)>) {
        let mut waiting = self.locked();
        for (id, noted) in all {
            let full = waiting.len() >= MOST_WAITING;
            match waiting.get_mut(&id) {
                Some(same) => same.join(noted),
                None if full => tracing::error!("too many readings wait: one is lost"),
                None => {
                    waiting.insert(id, noted);
                }
            }
        }
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<ReadingId, Noted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Noted {
    /// The same for one school.
    pub(super) fn of_school(self, uai: Uai) -> (ReadingId, Self) {
        let reading = Reading { school: Some(uai), ..self.reading };
        (id_of(&reading, self.first_at.date_naive()), Self { reading, ..self })
    }

    fn join(&mut self, other: Self) {
        self.times = self.times.saturating_add(other.times);
        self.first_at = self.first_at.min(other.first_at);
        self.last_at = self.last_at.max(other.last_at);
    }
}

/// One id for what one person opened on one day, on whichever node.
fn id_of(reading: &Reading, day: NaiveDate) -> ReadingId {
    let Reading { account, side, kind, portal, school, about } = reading;
    let hash = Sha256::digest(format!(
        "{account} {} {} {portal:?} {school:?} {about:?} {day}",
        side.as_str(),
        kind.as_str()
    ));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    ReadingId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::{ReadingKind, ReadingSide};
    use super::*;
    use crate::ids::AccountId;

    fn reading(account: u128) -> Reading {
        Reading {
            account: AccountId(Uuid::from_u128(account)),
            side: ReadingSide::Lycee,
            kind: ReadingKind::List,
            portal: None,
            school: None,
            about: None,
        }
    }

    #[test]
    fn one_day_of_one_person_is_one_line_that_counts() {
        let waiting = Waiting::default();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        waiting.add(reading(1), at("2026-11-23T08:00:00Z"));
        waiting.add(reading(1), at("2026-11-23T09:00:00Z"));
        waiting.add(reading(1), at("2026-11-24T09:00:00Z"));
        waiting.add(reading(2), at("2026-11-23T09:00:00Z"));
        let taken = waiting.take();
        let mut times: Vec<i32> = taken.values().map(|noted| noted.times).collect();
        times.sort_unstable();
        assert_eq!(times, [1, 1, 2]);
        // What could not be written waits again, beside what came meanwhile.
        waiting.add(reading(1), at("2026-11-23T07:00:00Z"));
        waiting.put(taken);
        let again = waiting.take();
        let first = again.values().find(|noted| noted.times == 3).unwrap();
        assert_eq!(first.first_at, at("2026-11-23T07:00:00Z"));
        assert_eq!((again.len(), waiting.take().len()), (3, 0));
    }
}
