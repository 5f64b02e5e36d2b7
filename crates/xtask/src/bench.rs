//! `cargo xtask bench`: release builds, PostgreSQL whose commits are on disk, Redis; then the bench
//! itself, which is an example of the crate `testing`.

use anyhow::Result;

use crate::machine;
use crate::run::run;
use crate::servers::{Durability, Servers};
use crate::workspace::cargo;

/// Runs the bench with the words given after `cargo xtask bench`.
pub(crate) fn bench(args: &[String]) -> Result<()> {
    machine::install_servers()?;
    let build = ["build", "--release", "--package", "testing", "--example", "bench"];
    run(cargo().args(build))?;
    // Started once nothing is compiled any more, so that they have the machine to themselves.
    let servers = Servers::start(Durability::Safe)?;
    run(cargo()
        .args(["run", "--release", "--quiet", "--package", "testing", "--example", "bench", "--"])
        .args(args)
        .env("MINISTAGE_BENCH_POSTGRES_URL", servers.create_database("bench")?)
        .env("MINISTAGE_BENCH_REDIS_URL", servers.redis_url())
        .env("MINISTAGE_TEST_POSTGRES_URL", servers.postgres_url())
        .env("MINISTAGE_TEST_REDIS_URL", servers.redis_url()))
}
