//! `cargo xtask bench`: release builds, PostgreSQL whose commits are on disk, Redis; then the bench
//! itself, which is an example of the crate `testing-web`.

use anyhow::Result;

use crate::machine;
use crate::run::run;
use crate::servers::{Durability, Servers};
use crate::workspace::cargo;

const BENCH: [&str; 6] =
    ["--package", "testing-web", "--example", "bench", "--features", "testing/samples"];

/// Runs the bench with the words given after `cargo xtask bench`.
pub(crate) fn bench(args: &[String]) -> Result<()> {
    machine::install_servers()?;
    run(cargo().args(["build", "--release"]).args(BENCH))?;
    // Started once nothing is compiled any more, so that they have the machine to themselves.
    let servers = Servers::start(Durability::Safe)?;
    run(cargo()
        .args(["run", "--release", "--quiet"])
        .args(BENCH)
        .arg("--")
        .args(args)
        .env("MINISTAGE_BENCH_POSTGRES_URL", servers.create_database("bench")?)
        .env("MINISTAGE_BENCH_REDIS_URL", servers.redis_url())
        .env("MINISTAGE_TEST_POSTGRES_URL", servers.postgres_url())
        .env("MINISTAGE_TEST_REDIS_URL", servers.redis_url()))
}
