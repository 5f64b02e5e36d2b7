//! `cargo xtask test`: the suites, what each needs, and the count at the end.
//!
//! To add a suite: a function that gives its `Tally`, and a line in `test`.

pub(crate) mod browser;
mod html;

use std::process::Command;

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::machine;
use crate::recording::Recording;
use crate::run;
use crate::servers::{Durability, Servers};
use crate::tally::Tally;
use crate::workspace::cargo;

/// One part of the tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    /// The inner loop: everything that needs no server and no browser, on SQLite.
    Sqlite,
    /// The tests inside the crates' sources.
    Unit,
    /// The tests of the business and of the product once more, on PostgreSQL.
    Postgres,
    /// The browser walk.
    Browser,
}

/// Runs everything, or one part; an error unless all of it passed.
pub(crate) fn test(only: Option<Only>) -> Result<()> {
    let mut report = Report::default();
    match only {
        None => {
            machine::install_servers()?;
            machine::install_documents()?;
            machine::install_drills()?;
            machine::install_browser()?;
            let servers = Servers::start(Durability::None)?;
            let recording = sqlite(&mut report, Some(&servers), &[])?;
            report.add("rust on PostgreSQL", rust("postgres", Some(&servers), &BUSINESS, None))?;
            report.add("doc", doc(&servers))?;
            report.add("browser", browser::walk(&servers))?;
            report.add("valid HTML", html::validate(&recording))?;
        }
        Some(Only::Sqlite) => {
            machine::install_documents()?;
            machine::install_drills()?;
            sqlite(&mut report, None, &["-E", "not test(/^servers::/)"])?;
            report.left_out(
                "PostgreSQL, Redis, documentation examples, the browser walk, valid HTML",
            );
        }
        Some(Only::Unit) => {
            machine::install_documents()?;
            report.add("unit", rust("sqlite", None, &["--lib", "--bins"], None))?;
            report.left_out("tests/, PostgreSQL, Redis, documentation examples, the browser walk");
        }
        Some(Only::Postgres) => {
            machine::install_servers()?;
            machine::install_drills()?;
            let servers = Servers::start(Durability::None)?;
            report.add("rust on PostgreSQL", rust("postgres", Some(&servers), &BUSINESS, None))?;
            report.left_out("SQLite, documentation examples, the browser walk");
        }
        Some(Only::Browser) => {
            machine::install_servers()?;
            machine::install_browser()?;
            let servers = Servers::start(Durability::None)?;
            report.add("browser", browser::walk(&servers))?;
            report.left_out("everything but the browser walk");
        }
    }
    report.close()
}

/// Tests on the database that start no server of their own; what is said to requests that are no form is the same on
/// each, and takes minutes.
const BUSINESS: [&str; 2] = [
    "-E",
    "(binary_id(domain::it) + binary_id(ministage::it)) - test(/^servers::/) - test(/::what_is_no_form_/)",
];

/// Tests of all crates on SQLite, and whether they saw every page and every kind of letter.
fn sqlite(report: &mut Report, servers: Option<&Servers>, args: &[&str]) -> Result<Recording> {
    let recording = Recording::new()?;
    let tests = rust("sqlite", servers, args, Some(&recording));
    let ran = tests.as_ref().is_ok_and(|counts| counts.passed > 0);
    report.add("rust on SQLite", tests)?;
    // Where no test ran nothing was seen, and the line above says why.
    if ran {
        report.add("pages and letters seen", coverage(&recording))?;
    }
    Ok(recording)
}

fn coverage(recording: &Recording) -> Result<Tally> {
    let (seen, unseen) = recording.coverage()?;
    for what in &unseen {
        println!("no test sees {what}");
    }
    Ok(Tally { passed: seen.len() as u32, failed: unseen.len() as u32, skipped: 0 })
}

/// Tests of all crates on one engine.
fn rust(
    engine: &str,
    servers: Option<&Servers>,
    args: &[&str],
    recording: Option<&Recording>,
) -> Result<Tally> {
    machine::install_nextest()?;
    let mut nextest = cargo();
    nextest.args(["nextest", "run", "--workspace", "--no-fail-fast"]).args(args);
    nextest.env("MINISTAGE_TEST_ENGINE", engine);
    if let Some(servers) = servers {
        nextest.envs(addresses(servers));
    }
    if let Some(recording) = recording {
        nextest.envs([recording.env()]);
    }
    tally(&mut nextest)
}

/// The examples in the documentation.
fn doc(servers: &Servers) -> Result<Tally> {
    let mut doctests = cargo();
    doctests.args(["test", "--doc", "--workspace", "--no-fail-fast"]);
    let mut counts = Tally::default();
    let status = run::watch(doctests.envs(addresses(servers)), None, |line| counts.read(line))?;
    if !status.success() {
        counts.close(false);
    }
    Ok(counts) // no example at all is no failure
}

/// Variables that tell tests the addresses of the servers.
pub(crate) fn addresses(servers: &Servers) -> [(&'static str, String); 2] {
    [
        ("MINISTAGE_TEST_POSTGRES_URL", servers.postgres_url()),
        ("MINISTAGE_TEST_REDIS_URL", servers.redis_url()),
    ]
}

fn tally(command: &mut Command) -> Result<Tally> {
    let mut counts = Tally::default();
    let status = run::watch(command, None, |line| counts.read(line))?;
    counts.close(status.success());
    Ok(counts)
}

/// The summary printed last.
#[derive(Default)]
struct Report {
    suites: Vec<(&'static str, Tally)>,
    could_not_run: Vec<&'static str>,
    left_out: Option<&'static str>,
}

impl Report {
    /// A suite that could not run has failed, says why, and does not keep the others from running.
    fn add(&mut self, suite: &'static str, counted: Result<Tally>) -> Result<()> {
        let counts = match counted {
            Err(error) if run::interrupted() => return Err(error),
            Err(error) => {
                println!("\nerror: {suite}: {error:#}");
                self.could_not_run.push(suite);
                Tally { failed: 1, ..Tally::default() }
            }
            Ok(counts) => counts,
        };
        self.suites.push((suite, counts));
        Ok(())
    }

    fn left_out(&mut self, what: &'static str) {
        self.left_out = Some(what);
    }

    fn close(self) -> Result<()> {
        println!();
        let mut total = Tally::default();
        for (suite, counts) in self.suites {
            println!("{suite}: {counts}");
            total += counts;
        }
        if !self.could_not_run.is_empty() {
            println!("COULD NOT RUN (see above): {}", self.could_not_run.join(", "));
        }
        if let Some(left_out) = self.left_out {
            println!("NOT RUN: {left_out}. `cargo xtask test` runs everything.");
        }
        println!("total: {total}");
        if total.failed > 0 {
            bail!("tests failed");
        }
        Ok(())
    }
}
