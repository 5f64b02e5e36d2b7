//! The worker: what only jobs do.

use std::sync::Arc;

use super::{Backstage, Shared};

/// Claims jobs and does them: mints the secret of a link when its mail leaves, keeps count of mails,
/// tells, reminds, ends what is overdue, cleans up. In `web` the loop of jobs alone makes one
/// (`xtask/tests/it/arrows.rs`).
#[derive(Clone)]
pub struct Worker {
    pub(crate) shared: Arc<Shared>,
}

impl Backstage {
    /// A worker of this house.
    pub fn worker(&self) -> Worker {
        Worker { shared: Arc::clone(&self.shared) }
    }
}
