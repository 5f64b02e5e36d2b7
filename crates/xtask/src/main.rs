//! `cargo xtask …`: what one does to the project, the same at home and in CI.
//!
//! Here is only the list of commands. To add one: a variant below, a module for what it does.
#![expect(clippy::print_stdout, reason = "a command-line tool talks on standard output")]

mod bench;
mod dev;
mod drill;
mod gallery;
mod lint;
mod machine;
mod pictures;
mod recording;
mod run;
mod sbom;
mod servers;
mod suites;
mod tally;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Tests, checks and measures Ministage.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Everything: installs what is missing, starts throw-away servers, runs all tests and the browser walk.
    Test {
        /// Runs one part only, and says what it left out.
        #[arg(long, value_enum)]
        only: Option<suites::Only>,
    },
    /// What CI runs: the checks of `lint`, then `test`.
    Ci,
    /// Formatting, clippy and documentation with warnings denied, licences and bans.
    Lint,
    /// Formats the code, or with `--check` only looks.
    Fmt {
        #[arg(long)]
        check: bool,
    },
    /// Clippy on every target, warnings denied.
    Clippy,
    /// The documentation of our crates, private items too; a link that leads nowhere is an error.
    Doc,
    /// Licences, bans and sources of the crates that we use.
    Deny,
    /// Measures release builds on PostgreSQL with safe commits, and on Redis.
    Bench {
        /// Words for the bench itself.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Plays through what an operator relies on, on both engines, and prints what it counted.
    Drill { name: drill::Drill },
    /// Runs the demonstration; rebuilds and restarts it when a source changes.
    Dev {
        /// Words for `ministage demo`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Writes each state of each page and mail that the tests meet, to look at.
    Gallery {
        /// A folder that is new or empty.
        #[arg(long)]
        out: PathBuf,
    },
    /// Takes the pictures of the guides anew, from the demonstration, into `crates/web/guides/images`.
    Pictures,
    /// Writes what a release is made of, as CycloneDX.
    Sbom {
        /// A file, replaced.
        #[arg(long)]
        out: PathBuf,
    },
    /// Starts the throw-away servers, prints their addresses, and keeps them until Ctrl-C.
    Servers,
}

fn main() -> ExitCode {
    match carry_out(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(task: Task) -> anyhow::Result<()> {
    run::stop_children_on_ctrl_c()?;
    match task {
        Task::Test { only } => suites::test(only),
        Task::Ci => {
            lint::all()?;
            suites::test(None)
        }
        Task::Lint => lint::all(),
        Task::Fmt { check } => lint::fmt(check),
        Task::Clippy => lint::clippy(),
        Task::Doc => lint::doc(),
        Task::Deny => lint::deny(),
        Task::Drill { name } => drill::drill(name),
        Task::Dev { args } => dev::dev(&args),
        Task::Gallery { out } => gallery::gallery(&out),
        Task::Pictures => pictures::pictures(),
        Task::Bench { args } => bench::bench(&args),
        Task::Sbom { out } => sbom::sbom(&out),
        Task::Servers => servers::keep(),
    }
}
