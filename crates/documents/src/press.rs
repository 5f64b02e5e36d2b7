//! Printing from async code: off the runtime's threads, no more than so many at once, and none for ever.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsString;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use crate::apart::{Asked, Printers};
use crate::{
    PrintBatch, PrintError, PrintJob, Printed, fonts, print_batch_blocking, print_blocking,
};

/// What one document may take: a hundred times what it takes.
const TIME: Duration = Duration::from_secs(10);

/// What a file of several may take.
const TIME_OF_SEVERAL: Duration = Duration::from_secs(20);

/// Papers that wait for a place, at most: those that are before the last one take some five seconds.
const MOST_WAITING: usize = 200;

/// The same of files of several.
const MOST_FILES_WAITING: usize = 8;

/// How long a lycée whose template did not end has one place only.
const SUSPECT_FOR: Duration = Duration::from_secs(600);

/// A bounded pool of typesetters. Cheap to clone; all clones share the same bound.
#[derive(Debug, Clone)]
pub struct Press {
    papers: Places,
    files: Places,
    /// Files of lycées with which one did not end lately: they wait for each other, and nobody for them.
    slow_files: Places,
    /// `None`: in this process.
    printers: Option<Printers>,
    suspects: Arc<Mutex<HashMap<u128, Suspect>>>,
    /// Until when the files of a lycée are slow ones. Of a file of several lycées it is not known whose part did not end:
    /// all of them are.
    slow: Arc<Mutex<HashMap<u128, Instant>>>,
}

/// Where is printed, and the line before it.
#[derive(Debug, Clone)]
struct Places {
    free: Arc<Semaphore>,
    line: Arc<Semaphore>,
}

impl Places {
    fn new(places: usize, line: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(places)), line: Arc::new(Semaphore::new(line)) }
    }

    /// A place, as soon as there is one; `None`: too many wait.
    async fn take(&self) -> Option<OwnedSemaphorePermit> {
        let _in_line = self.line.try_acquire().ok()?;
        Some(Arc::clone(&self.free).acquire_owned().await.expect("the semaphore is never closed"))
    }
}

/// Whose template did not end, and its one place.
#[derive(Debug)]
struct Suspect {
    until: Instant,
    place: Arc<Semaphore>,
}

impl Press {
    /// A press that prints `workers` documents at once (at least one) in this process; further jobs wait their turn.
    /// Files of several have one place of their own: a single paper, which somebody waits for, never waits for
    /// seconds. Its templates are trusted to end: nothing stops one that loops.
    ///
    /// Printing is pure computation, so more workers than cores gains nothing.
    #[must_use]
    pub fn new(workers: usize) -> Self {
        fonts::load();
        Self::with(workers, None)
    }

    /// The same in processes of their own, that end when a template does not: `command` is one that calls
    /// [`print_for_others`](crate::print_for_others).
    #[must_use]
    pub fn apart(workers: usize, command: impl IntoIterator<Item = OsString>) -> Self {
        Self::with(workers, Some(Printers::new(command)))
    }

    fn with(workers: usize, printers: Option<Printers>) -> Self {
        Self {
            papers: Places::new(workers.max(1), MOST_WAITING),
            files: Places::new(1, MOST_FILES_WAITING),
            slow_files: Places::new(1, MOST_FILES_WAITING),
            printers,
            suspects: Arc::default(),
            slow: Arc::default(),
        }
    }

    /// Prints one job for a lycée: one whose template did not end lately takes one place at most.
    ///
    /// # Errors
    /// When the template does not compile with this data or does not end, too many wait, or the typesetter panics. A standard that
    /// cannot be held is no error: see [`Conformity`](crate::Conformity).
    pub async fn print(&self, owner: u128, job: PrintJob) -> Result<Printed, PrintError> {
        self.work(&self.papers, &[owner], TIME, Asked::One(job)).await
    }

    /// Prints several documents, of these lycées, into one file.
    ///
    /// # Errors
    /// As for one: a template that does not compile spoils the file.
    pub async fn print_batch(
        &self,
        owners: &[u128],
        batch: PrintBatch,
    ) -> Result<Printed, PrintError> {
        let places = if self.is_slow(owners) { &self.slow_files } else { &self.files };
        let printed = self.work(places, owners, TIME_OF_SEVERAL, Asked::Several(batch)).await;
        if let Err(PrintError::Endless(_)) = printed {
            let mut slow = self.slow.lock().unwrap_or_else(PoisonError::into_inner);
            slow.extend(owners.iter().map(|owner| (*owner, Instant::now() + SUSPECT_FOR)));
        }
        printed
    }

    /// Whether a file of these lycées may not end.
    fn is_slow(&self, owners: &[u128]) -> bool {
        let now = Instant::now();
        let mut slow = self.slow.lock().unwrap_or_else(PoisonError::into_inner);
        slow.retain(|_, until| *until > now);
        let suspects = self.suspects.lock().unwrap_or_else(PoisonError::into_inner);
        let alone = |owner: &u128| suspects.get(owner).is_some_and(|one| one.until > now);
        owners.iter().any(|owner| slow.contains_key(owner) || alone(owner))
    }

    async fn work(
        &self,
        places: &Places,
        owners: &[u128],
        time: Duration,
        asked: Asked,
    ) -> Result<Printed, PrintError> {
        let narrow = self.narrow_places(owners).ok_or(PrintError::Endless(time))?;
        let place = places.take().await.ok_or(PrintError::Crowded)?;
        // The places move into the work: if the caller goes away, the work goes on, and so must the bound.
        let work = match self.printers.clone() {
            None => spawn_blocking(move || {
                let _places = (narrow, place);
                match asked {
                    Asked::One(job) => print_blocking(&job),
                    Asked::Several(batch) => print_batch_blocking(&batch),
                }
            }),
            Some(printers) => tokio::spawn(async move {
                let _places = (narrow, place);
                printers.print(&asked, time).await
            }),
        };
        let printed = work.await.unwrap_or(Err(PrintError::Crashed));
        if let (Err(PrintError::Endless(_)), [owner]) = (&printed, owners) {
            self.suspect(*owner);
        }
        printed
    }

    /// The one place of each of these that has no more. Taken: nobody waits for a template that may not end.
    fn narrow_places(&self, owners: &[u128]) -> Option<Vec<OwnedSemaphorePermit>> {
        let mut suspects = self.suspects.lock().unwrap_or_else(PoisonError::into_inner);
        suspects.retain(|_, suspect| suspect.until > Instant::now());
        let each: BTreeSet<&u128> = owners.iter().collect();
        let places = each.into_iter().filter_map(|owner| suspects.get(owner));
        places.map(|suspect| Arc::clone(&suspect.place).try_acquire_owned().ok()).collect()
    }

    fn suspect(&self, owner: u128) {
        let mut all = self.suspects.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Suspect { until: Instant::now(), place: Arc::new(Semaphore::new(1)) };
        all.entry(owner).or_insert_with(new).until = Instant::now() + SUSPECT_FOR;
    }
}
