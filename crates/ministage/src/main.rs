//! The binary: configuration, wiring, telemetry, commands. The only place that reads the environment.
//!
//! To add a command: a variant in [`cli`], a module in [`commands`].

mod cli;
mod commands;
mod config;
mod demo;
mod help;
mod portals;
mod telemetry;
mod unread;
mod wiring;

use std::process::ExitCode;

/// A page is thousands of small allocations: with this allocator a calendar is drawn a third faster than
/// with glibc's (`docs/performance.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match unread::read() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    let ended = runtime.block_on(commands::run(cli));
    // What is still at work on a thread of its own was given up: nobody waits for it.
    runtime.shutdown_background();
    match ended {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    telemetry::ended(error);
    ExitCode::FAILURE
}
