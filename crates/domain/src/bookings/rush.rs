//! When bookings open, many schools want the same few places in the same minute.
//!
//! On one hot row, more writers make a database slower, and ten bookings committed together cost
//! hardly more than one. So the bookings of a portal queue in the process: the first that comes opens
//! the queue and commits alone; those that arrive meanwhile are committed together, in order of
//! arrival, each with its own answer. A lycée's rush holds one connection, whatever its size, and
//! leaves the others to the neighbours. Across nodes the row's own condition decides
//! (`booked < capacity`); this queue only makes it fast.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use education::Uai;
use tokio::sync::oneshot;

use super::{Booked, BookingRefused, Wanted};
use crate::history::Actor;
use crate::ids::{AccountId, SlotId, TenantId};

/// Bookings that are committed together, at most.
pub(super) const TOGETHER: usize = 50;

/// One school's wish, on its way to a place.
pub(super) struct Wish {
    pub(super) slot: SlotId,
    pub(super) wanted: Wanted,
    pub(super) uai: Uai,
    pub(super) by: AccountId,
    /// Typed by the lycée, for a school.
    pub(super) by_host: bool,
    /// Confirmed as soon as it is made.
    pub(super) at_once: bool,
    pub(super) answer: oneshot::Sender<Result<Booked, BookingRefused>>,
}

impl Wish {
    pub(super) fn actor(&self) -> Actor {
        Actor::Account(self.by)
    }

    /// Answers. Whoever went away is not told; what was committed stays.
    pub(super) fn tell(self, answer: Result<Booked, BookingRefused>) {
        let outcome = answer.as_ref().map_or_else(BookingRefused::kind, |_| "booked");
        metrics::counter!("ministage_bookings_total", "outcome" => outcome).increment(1);
        let _ = self.answer.send(answer);
    }
}

/// The one who serves a portal's queue. If it is dropped half-way (a panic, a task that was ended),
/// the queue is closed and those who wait learn that nothing was saved.
pub(super) struct Serving<'a> {
    rush: &'a Rush,
    tenant: TenantId,
    closed: bool,
}

impl<'a> Serving<'a> {
    pub(super) fn new(rush: &'a Rush, tenant: TenantId) -> Self {
        Self { rush, tenant, closed: false }
    }

    /// The next wishes, in order of arrival. None: the queue is closed.
    pub(super) fn next(&mut self) -> Option<Vec<Wish>> {
        let batch = self.rush.next(self.tenant);
        self.closed = batch.is_empty();
        (!self.closed).then_some(batch)
    }
}

impl Drop for Serving<'_> {
    fn drop(&mut self) {
        // Once closed, the portal's queue may be another's already.
        if !self.closed {
            self.rush.lock().remove(&self.tenant);
        }
    }
}

/// The queues of the portals on which somebody books at this moment.
#[derive(Default)]
pub(crate) struct Rush {
    queues: Mutex<HashMap<TenantId, Vec<Wish>>>,
}

impl Rush {
    /// Joins the queue of a portal. `true`: nobody serves it, so the caller must.
    pub(super) fn join(&self, tenant: TenantId, wish: Wish) -> bool {
        let mut queues = self.lock();
        let opens = !queues.contains_key(&tenant);
        queues.entry(tenant).or_default().push(wish);
        opens
    }

    /// The next wishes to serve, in order of arrival; none: the queue is closed.
    fn next(&self, tenant: TenantId) -> Vec<Wish> {
        let mut queues = self.lock();
        let Some(queue) = queues.get_mut(&tenant) else {
            return Vec::new();
        };
        let batch: Vec<Wish> = queue.drain(..queue.len().min(TOGETHER)).collect();
        if batch.is_empty() {
            queues.remove(&tenant);
        }
        batch
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TenantId, Vec<Wish>>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
