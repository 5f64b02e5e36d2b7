//! The ZIP, handed over piece by piece: it is never whole in memory, and in no file.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use domain::Fault;
use domain::archives::Writing;
use domain::tenancy::Worker;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use crate::worker::JobFailure;

/// Bytes of a piece.
const PIECE: usize = 1024 * 1024;

/// Why no more is written.
pub(super) enum Stop {
    /// It is not this job's any more.
    Lost,
    Failed(JobFailure),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.into())
    }
}

impl From<JobFailure> for Stop {
    fn from(failure: JobFailure) -> Self {
        Self::Failed(failure)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(JobFailure::defect(error))
    }
}

impl From<zip::result::ZipError> for Stop {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Failed(JobFailure::defect(error))
    }
}

/// What the ZIP has brought out and nobody has taken over yet.
#[derive(Clone, Default)]
struct Spill(Arc<Mutex<Vec<u8>>>);

impl Spill {
    fn bytes(&self) -> std::sync::MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece, if there is a whole one, or if it is the last.
    fn piece(&self, last: bool) -> Option<Vec<u8>> {
        let mut bytes = self.bytes();
        match bytes.len() {
            0 => None,
            len if len < PIECE && !last => None,
            len => Some(bytes.drain(..len.min(PIECE)).collect()),
        }
    }
}

impl Write for Spill {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A ZIP that grows.
pub(super) struct File<'a> {
    worker: &'a Worker,
    writing: &'a Writing,
    zip: ZipWriter<StreamWriter<Spill>>,
    spill: Spill,
    pieces: i32,
    bytes: usize,
}

impl<'a> File<'a> {
    pub(super) fn new(worker: &'a Worker, writing: &'a Writing) -> Self {
        let spill = Spill::default();
        let zip = ZipWriter::new_stream(spill.clone());
        Self { worker, writing, zip, spill, pieces: 0, bytes: 0 }
    }

    /// Begins a file of the ZIP; `packed`: it gets smaller.
    pub(super) fn begin(&mut self, name: &str, packed: bool) -> Result<(), Stop> {
        let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        Ok(self.zip.start_file(name, options)?)
    }

    /// Goes on with it.
    pub(super) async fn write(&mut self, content: &[u8]) -> Result<(), Stop> {
        self.zip.write_all(content)?;
        self.hand_over(false).await
    }

    /// A whole file of the ZIP.
    pub(super) async fn put(
        &mut self,
        name: &str,
        packed: bool,
        content: &[u8],
    ) -> Result<(), Stop> {
        self.begin(name, packed)?;
        self.write(content).await
    }

    /// The end. Says how many bytes it has.
    pub(super) async fn finish(mut self) -> Result<usize, Stop> {
        let done = std::mem::replace(&mut self.zip, ZipWriter::new_stream(Spill::default()));
        done.finish()?;
        self.hand_over(true).await?;
        match self.worker.archive_written(self.writing).await? {
            true => Ok(self.bytes),
            false => Err(Stop::Lost),
        }
    }

    async fn hand_over(&mut self, last: bool) -> Result<(), Stop> {
        while let Some(piece) = self.spill.piece(last) {
            self.bytes += piece.len();
            if !self.worker.add_to_archive(self.writing, self.pieces, piece).await? {
                return Err(Stop::Lost);
            }
            self.pieces += 1;
        }
        Ok(())
    }
}
