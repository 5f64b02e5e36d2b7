//! `press`: a process that prints for `serve` and `work`, which end it when a template does not end.

use rlimit::Resource;
use tokio::signal::unix::{SignalKind, signal};

/// Bytes that it may map. A file of fifty conventions takes a tenth of it.
const MEMORY: u64 = 4 << 30;

pub(super) fn run() -> anyhow::Result<()> {
    // It ends with whoever asks it: a signal to all processes of the house must not take a paper out of their hands.
    let _terminate = signal(SignalKind::terminate())?;
    let _interrupt = signal(SignalKind::interrupt())?;
    rlimit::setrlimit(Resource::AS, MEMORY, MEMORY)?;
    rlimit::setrlimit(Resource::CORE, 0, 0)?;
    tokio::task::block_in_place(documents::print_for_others)?;
    Ok(())
}
