//! Printing from async code: off the runtime's threads, and no more than so many at once.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::{
    PrintBatch, PrintError, PrintJob, Printed, fonts, print_batch_blocking, print_blocking,
};

/// A bounded pool of typesetters. Cheap to clone; all clones share the same bound.
#[derive(Debug, Clone)]
pub struct Press {
    free: Arc<Semaphore>,
    files: Arc<Semaphore>,
}

impl Press {
    /// A press that prints `workers` documents at once (at least one); further jobs wait their turn. Files of
    /// several have one place of their own: a single paper, which somebody waits for, never waits for seconds.
    ///
    /// Printing is pure computation, so more workers than cores gains nothing.
    #[must_use]
    pub fn new(workers: usize) -> Self {
        fonts::load();
        Self { free: Arc::new(Semaphore::new(workers.max(1))), files: Arc::new(Semaphore::new(1)) }
    }

    /// Prints one job.
    ///
    /// # Errors
    /// When the template does not compile with this data, or the typesetter panics. A standard that cannot be
    /// held is no error: see [`Conformity`](crate::Conformity).
    pub async fn print(&self, job: PrintJob) -> Result<Printed, PrintError> {
        self.work(&self.free, move || print_blocking(&job)).await
    }

    /// Prints several documents into one file.
    ///
    /// # Errors
    /// As for one: a template that does not compile spoils the file.
    pub async fn print_batch(&self, batch: PrintBatch) -> Result<Printed, PrintError> {
        self.work(&self.files, move || print_batch_blocking(&batch)).await
    }

    async fn work(
        &self,
        places: &Arc<Semaphore>,
        print: impl FnOnce() -> Result<Printed, PrintError> + Send + 'static,
    ) -> Result<Printed, PrintError> {
        let place =
            Arc::clone(places).acquire_owned().await.expect("the semaphore is never closed");

        // The place moves into the thread: if the caller goes away, the work goes on, and so must the bound.
        let work = spawn_blocking(move || {
            let _place = place;
            print()
        });

        work.await.unwrap_or(Err(PrintError::Crashed))
    }
}
