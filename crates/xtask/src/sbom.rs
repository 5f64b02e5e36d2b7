//! `cargo xtask sbom --out FILE`: what a release is made of, as CycloneDX 1.5: every crate that the program links or its
//! build runs, with version, licence and the checksum of the lock file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::workspace::{cargo, root};

pub(crate) fn sbom(out: &Path) -> Result<()> {
    let bill = bill()?;
    fs::write(out, serde_json::to_string_pretty(&bill)? + "\n")
        .with_context(|| format!("{} cannot be written", out.display()))?;
    let parts = bill["components"].as_array().map_or(0, Vec::len);
    println!("{parts} crates in {}", out.display());
    Ok(())
}

/// The bill of the checkout.
fn bill() -> Result<Value> {
    let mut tree = cargo();
    tree.args(["tree", "--locked", "--package", "ministage", "--edges", "normal,build"]);
    tree.args(["--prefix", "none", "--no-dedupe", "--format", "{p}|{l}"]);
    let listed = tree.output().context("cargo tree")?;
    anyhow::ensure!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout)?;
    let checksums = checksums(&fs::read_to_string(root().join("Cargo.lock"))?);
    let mut parts = BTreeMap::new();
    for line in listed.lines() {
        let Some((package, licence)) = line.split_once('|') else { continue };
        let mut words = package.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        let version = version.trim_start_matches('v').to_owned();
        let checksum = checksums.get(&(name.to_owned(), version.clone()));
        // Ours have no checksum: they are this commit.
        let Some(checksum) = checksum else { continue };
        parts.insert((name.to_owned(), version.clone()), part(name, &version, licence, checksum));
    }
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "type": "application", "name": "ministage", "version": env!("CARGO_PKG_VERSION"),
        } },
        "components": parts.into_values().collect::<Vec<_>>(),
    }))
}

fn part(name: &str, version: &str, licence: &str, checksum: &str) -> Value {
    json!({
        "type": "library",
        "name": name,
        "version": version,
        "purl": format!("pkg:cargo/{name}@{version}"),
        "licenses": [{ "expression": licence.replace('/', " OR ") }],
        "hashes": [{ "alg": "SHA-256", "content": checksum }],
    })
}

/// The checksums of the lock file, by name and version.
fn checksums(lock: &str) -> BTreeMap<(String, String), String> {
    let value = |package: &str, key: &str| {
        let start = format!("{key} = \"");
        let line = package.lines().find_map(|line| line.strip_prefix(&start))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    let packages = lock.split("[[package]]").skip(1);
    packages
        .filter_map(|package| {
            let key = (value(package, "name")?, value(package, "version")?);
            Some((key, value(package, "checksum")?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::bill;

    #[test]
    fn what_is_linked_is_named_and_what_only_tests_use_is_not() {
        let bill = bill().expect("a checkout");
        let parts = bill["components"].as_array().expect("crates");
        let find = |name: &str| parts.iter().find(|part| part["name"] == name);
        assert!(parts.len() > 300, "{}", parts.len());
        for part in parts {
            assert_eq!(part["hashes"][0]["content"].as_str().map(str::len), Some(64), "{part}");
            assert!(
                !part["licenses"][0]["expression"].as_str().unwrap_or_default().is_empty(),
                "{part}"
            );
        }
        assert!(find("typst").is_some() && find("sqlx-core").is_some());
        assert!(find("lopdf").is_none(), "only tests use it");
    }
}
