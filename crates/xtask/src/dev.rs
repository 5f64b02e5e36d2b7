//! `cargo xtask dev`: the demonstration, rebuilt and restarted whenever a Rust source changes.
//!
//! Templates and assets need neither: a debug build reads them from disk again (`crates/web/src/view/disk.rs`).
//!
//! Sources are looked at each half second instead of being watched: some six hundred files, two milliseconds,
//! and no dependency that differs from system to system.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::run::{self, interrupted, run};
use crate::workspace::{cargo, root};

const PAUSE: Duration = Duration::from_millis(500);

/// Sources of the binary.
const SOURCES: [&str; 4] = ["crates", "migrations", "Cargo.toml", "Cargo.lock"];

/// Runs `ministage demo` with the words given after `cargo xtask dev`, until Ctrl-C.
pub(crate) fn dev(args: &[String]) -> Result<()> {
    let mut product = None;
    while !interrupted() {
        let built_from = changed(root());
        // While it does not compile, what compiled last keeps answering.
        if run(cargo().args(["build", "--package", "ministage"])).is_ok() {
            drop(product.take()); // leaves its port
            product = Some(Product::start(args)?);
        }
        while changed(root()) == built_from && !interrupted() {
            thread::sleep(PAUSE);
        }
    }
    Ok(())
}

/// The product, running. Dropping the value stops it.
struct Product(Child);

impl Product {
    fn start(args: &[String]) -> Result<Self> {
        let child = cargo()
            .args(["run", "--quiet", "--package", "ministage", "--", "demo"])
            .args(args)
            .stdin(Stdio::null())
            .process_group(0) // Ctrl-C is for us to hear, then to stop it
            .spawn()
            .context("cannot start the product")?;
        Ok(Self(child))
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        run::signal_group("TERM", self.0.id());
        let _already_waited_for = self.0.wait();
    }
}

/// The last change of a source.
fn changed(root: &Path) -> Option<SystemTime> {
    SOURCES.iter().filter_map(|source| newest(&root.join(source))).max()
}

fn newest(path: &Path) -> Option<SystemTime> {
    if path.ends_with("tests") || path.ends_with("examples") {
        None // no part of the product: it goes on running while one writes a test
    } else if path.is_dir() {
        fs::read_dir(path).ok()?.flatten().filter_map(|entry| newest(&entry.path())).max()
    } else {
        let source = path.extension().is_some_and(|it| it == "rs" || it == "toml" || it == "lock");
        source.then(|| path.metadata().ok()?.modified().ok()).flatten()
    }
}
