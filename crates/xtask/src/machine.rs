//! Installs what is missing on the machine: Debian's packages through apt, tools through cargo.
//!
//! To add one: a line in the list of the part that needs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run;
use crate::workspace::{cache, cargo};

/// A program, and the Debian package that brings it.
struct Need {
    present: fn() -> bool,
    what: &'static str,
    package: &'static str,
}

const SERVERS: &[Need] = &[
    Need { present: || postgres_bin().is_ok(), what: "PostgreSQL", package: "postgresql" },
    Need { present: || on_path("redis-server"), what: "Redis", package: "redis-server" },
];
const DOCUMENTS: &[Need] =
    &[Need { present: || on_path("pdftotext"), what: "poppler", package: "poppler-utils" }];
/// What stands around the product where it runs.
const DRILLS: &[Need] = &[
    Need { present: || on_path("caddy"), what: "Caddy", package: "caddy" },
    Need { present: || on_path("promtool"), what: "Prometheus's programs", package: "prometheus" },
    Need { present: || on_path("shellcheck"), what: "shellcheck", package: "shellcheck" },
    Need { present: || on_path("sqlite3"), what: "SQLite's program", package: "sqlite3" },
    Need {
        present: || on_path("pg_dump"),
        what: "PostgreSQL's programs",
        package: "postgresql-client",
    },
];
const BROWSER: &[Need] = &[
    Need { present: || Path::new(CHROMIUM).exists(), what: "Chromium", package: "chromium" },
    Need { present: || on_path("node"), what: "Node.js", package: "nodejs" },
    Need { present: || on_path("npm"), what: "npm", package: "npm" },
    Need { present: || on_path("java"), what: "Java", package: "default-jre-headless" },
];

const PICTURES: &[Need] =
    &[Need { present: || on_path("cwebp"), what: "WebP's programs", package: "webp" }];

/// Debian's Chromium.
pub(crate) const CHROMIUM: &str = "/usr/bin/chromium";

/// Pinned, so that every machine counts and words its lines alike.
const NEXTEST: &str = "0.9.143";
/// Raise it when `deny.toml` needs more.
const CARGO_DENY: &str = "0.20.2";

/// Compiled in half the time, and as quick where it waits for what it starts.
const UNOPTIMISED: [&str; 2] = ["install", "--debug"];

pub(crate) fn install_servers() -> Result<()> {
    install(SERVERS)
}

pub(crate) fn install_documents() -> Result<()> {
    install(DOCUMENTS)
}

pub(crate) fn install_drills() -> Result<()> {
    install(DRILLS)
}

pub(crate) fn install_browser() -> Result<()> {
    install(BROWSER)
}

pub(crate) fn install_pictures() -> Result<()> {
    install(BROWSER)?;
    install(PICTURES)
}

/// Makes sure that `cargo nextest` is there, whatever its version.
pub(crate) fn install_nextest() -> Result<()> {
    let there = cargo()
        .args(["nextest", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if there {
        return Ok(());
    }
    println!("cargo-nextest is missing: building it takes some minutes, once");
    run::run(cargo().args(UNOPTIMISED).args(["cargo-nextest", "--locked", "--version", NEXTEST]))
}

/// The cargo-deny of the cache, built there once.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    let tools = cache()?.join("tools");
    let binary = tools.join("bin/cargo-deny");
    let version = Command::new(&binary).arg("--version").output();
    if version.is_ok_and(|out| String::from_utf8_lossy(&out.stdout).contains(CARGO_DENY)) {
        return Ok(binary);
    }
    println!("cargo-deny {CARGO_DENY} is missing: building it takes some minutes, once");
    // Its own target folder: nothing that it compiles is of use to ours.
    let scratch = tempfile::tempdir()?;
    run::run(
        cargo()
            .args(UNOPTIMISED)
            .args(["cargo-deny", "--locked", "--force", "--version", CARGO_DENY, "--root"])
            .arg(&tools)
            .env("CARGO_TARGET_DIR", scratch.path()),
    )?;
    Ok(binary)
}

/// The folder of PostgreSQL's programs: the newest that Debian installed.
pub(crate) fn postgres_bin() -> Result<PathBuf> {
    std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, bin)| bin.join("initdb").exists())
        .max()
        .map(|(_, bin)| bin)
        .context("no PostgreSQL server in /usr/lib/postgresql: apt-get install postgresql")
}

/// Whether we are root, whom PostgreSQL refuses to run as.
pub(crate) fn is_root() -> Result<bool> {
    Ok(run::output(Command::new("id").arg("-u"))? == "0")
}

fn install(needs: &[Need]) -> Result<()> {
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    println!("missing, so installed by apt-get: {}", packages.join(", "));
    let by_hand = || {
        format!("cannot install what is missing; by hand: apt-get install {}", packages.join(" "))
    };
    apt_get(&["update", "--quiet"]).with_context(by_hand)?;
    apt_get(&[&["install", "--yes", "--quiet", "--no-install-recommends"], &packages[..]].concat())
        .with_context(by_hand)?;
    for need in missing {
        if !(need.present)() {
            bail!("{} is still missing after installing the package {}", need.what, need.package);
        }
    }
    Ok(())
}

fn apt_get(args: &[&str]) -> Result<()> {
    let mut command = if is_root()? {
        Command::new("apt-get")
    } else if on_path("sudo") {
        let mut sudo = Command::new("sudo");
        sudo.args(["--non-interactive", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    } else {
        bail!("installing packages needs root or sudo");
    };
    run::run(command.args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}

#[expect(clippy::disallowed_methods, reason = "a developer's tool, not the product")]
fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).exists())
}
