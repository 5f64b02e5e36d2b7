//! When bookings open, many schools want the same few places in the same minute.
//!
//! On one hot row, more writers make a database slower, and ten bookings of one slot committed
//! together cost hardly more than one. So the bookings of a slot queue in the process: the first
//! that comes opens the queue and commits alone; those that arrive meanwhile are committed
//! together, in order of arrival, each with its own answer. Across nodes the row's own condition
//! decides (`booked < capacity`); this queue only makes it fast.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use education::Uai;
use tokio::sync::oneshot;

use super::{Booked, BookingRefused, Pupil};
use crate::history::Actor;
use crate::ids::{AccountId, SlotId};

/// Bookings that are committed together, at most.
pub(super) const TOGETHER: usize = 50;

/// One school's wish, on its way to a place.
pub(super) struct Wish {
    pub(super) pupil: Pupil,
    pub(super) uai: Uai,
    pub(super) by: AccountId,
    /// Typed by the lycée, for a school.
    pub(super) by_host: bool,
    pub(super) answer: oneshot::Sender<Result<Booked, BookingRefused>>,
}

impl Wish {
    pub(super) fn actor(&self) -> Actor {
        Actor::Account(self.by)
    }

    /// Answers. Whoever went away is not told; what was committed stays.
    pub(super) fn tell(self, answer: Result<Booked, BookingRefused>) {
        let _ = self.answer.send(answer);
    }
}

/// The one who serves a slot's queue. If it is dropped half-way (a panic, a task that was ended),
/// the queue is closed and those who wait learn that nothing was saved.
pub(super) struct Serving<'a> {
    rush: &'a Rush,
    slot: SlotId,
    closed: bool,
}

impl<'a> Serving<'a> {
    pub(super) fn new(rush: &'a Rush, slot: SlotId) -> Self {
        Self {
            rush,
            slot,
            closed: false,
        }
    }

    /// The next wishes, in order of arrival. None: the queue is closed.
    pub(super) fn next(&mut self) -> Option<Vec<Wish>> {
        let batch = self.rush.next(self.slot);
        self.closed = batch.is_empty();
        (!self.closed).then_some(batch)
    }
}

impl Drop for Serving<'_> {
    fn drop(&mut self) {
        // Once closed, the slot's queue may be another's already.
        if !self.closed {
            self.rush.lock().remove(&self.slot);
        }
    }
}

/// The queues of the slots that are being booked at this moment.
#[derive(Default)]
pub(crate) struct Rush {
    queues: Mutex<HashMap<SlotId, Vec<Wish>>>,
}

impl Rush {
    /// Joins the queue of a slot. `true`: nobody serves it, so the caller must.
    pub(super) fn join(&self, slot: SlotId, wish: Wish) -> bool {
        let mut queues = self.lock();
        let opens = !queues.contains_key(&slot);
        queues.entry(slot).or_default().push(wish);
        opens
    }

    /// The next wishes to serve, in order of arrival; none: the queue is closed.
    fn next(&self, slot: SlotId) -> Vec<Wish> {
        let mut queues = self.lock();
        let Some(queue) = queues.get_mut(&slot) else {
            return Vec::new();
        };
        let batch: Vec<Wish> = queue.drain(..queue.len().min(TOGETHER)).collect();
        if batch.is_empty() {
            queues.remove(&slot);
        }
        batch
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SlotId, Vec<Wish>>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
