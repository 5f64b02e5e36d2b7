//! `cargo xtask drill NAME`: what an operator relies on, played through for longer than `cargo xtask test` does, on both
//! engines. The drills themselves are tests of `ministage`.

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::servers::{Durability, Servers};
use crate::workspace::cargo;
use crate::{machine, run, suites};

/// What is played through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drill {
    /// Each node is replaced behind Caddy while schools book.
    Restart,
    /// A backup comes back whole or not at all, whatever the file.
    Restore,
    /// Connections that say nothing, or nobody reads.
    SilentSockets,
    /// From an empty machine to a portal, by commands.
    FirstDay,
    /// Schools sign in while somebody attacks.
    Afternoon,
}

impl Drill {
    fn tests(self) -> &'static str {
        match self {
            Self::Restart => "drills::restart",
            Self::Restore => "drills::restore",
            Self::Afternoon => "drills::afternoon",
            Self::SilentSockets => "sockets",
            Self::FirstDay => "(commands|applying)",
        }
    }
}

/// Plays it on SQLite and on PostgreSQL.
pub(crate) fn drill(name: Drill) -> Result<()> {
    machine::install_servers()?;
    machine::install_drills()?;
    machine::install_nextest()?;
    let servers = Servers::start(Durability::None)?;
    for engine in ["sqlite", "postgres"] {
        let mut nextest = cargo();
        nextest.args(["nextest", "run", "--package", "ministage", "--no-capture", "-E"]);
        nextest.arg(format!("binary_id(ministage::it) and test(/^{}::/)", name.tests()));
        nextest.envs(suites::addresses(&servers));
        nextest.envs([("MINISTAGE_TEST_ENGINE", engine), ("MINISTAGE_DRILL", "long")]);
        if !run::watch(&mut nextest, None, |_| {})?.success() {
            bail!("the drill failed on {engine}");
        }
    }
    Ok(())
}
