//! Places: the checkout, the cache outside of it, the programs that were built.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The root of the checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("this crate lies two folders below the root")
}

/// A folder that outlives the checkout: tools that take minutes to build.
#[expect(clippy::disallowed_methods, reason = "a developer's tool, not the product")]
pub(crate) fn cache() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("MINISTAGE_CACHE") {
        return Ok(folder.into());
    }
    let home = std::env::var_os("HOME").context("neither MINISTAGE_CACHE nor HOME is set")?;
    Ok(Path::new(&home).join(".cache/ministage"))
}

/// `cargo`, in the root. The one of the toolchain that runs us, so no second version gets in.
#[expect(clippy::disallowed_methods, reason = "a developer's tool, not the product")]
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(option_env!("CARGO").unwrap_or("cargo"));
    cargo.current_dir(root()).env("CARGO_TERM_COLOR", "never");
    // `cargo run`, which runs us, says which package we are. A build script that asks (ring's) would
    // run again whenever the answer changes, with all that stands upon it.
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&name);
        }
    }
    cargo
}

/// The programs that a walk starts.
pub(crate) struct Programs {
    /// The product.
    pub(crate) ministage: PathBuf,
    /// The product with a clock that can be moved: `crates/testing-web/examples/clockwork.rs`.
    pub(crate) clockwork: PathBuf,
}

/// Builds the programs that walks start.
pub(crate) fn build_programs() -> Result<Programs> {
    // As for the tests, which build it too: any other selection has other features, and would
    // compile the dependencies a second time.
    let args = ["test", "--workspace", "--no-run", "--message-format=json-render-diagnostics"];
    println!("\n$ cargo {}", args.join(" "));
    let out = cargo().args(args).stderr(Stdio::inherit()).output()?;
    if !out.status.success() {
        bail!("the workspace does not build");
    }
    let built: Vec<Value> = String::from_utf8(out.stdout)?
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let program = |kind: &str, name: &str| {
        built
            .iter()
            .filter(|message| message["target"]["name"] == name)
            .filter(|message| message["target"]["kind"][0] == kind)
            .filter(|message| message["profile"]["test"] == false)
            .find_map(|message| message["executable"].as_str().map(PathBuf::from))
            .with_context(|| format!("cargo built no {kind} called {name}"))
    };
    Ok(Programs {
        ministage: program("bin", "ministage")?,
        clockwork: program("example", "clockwork")?,
    })
}
