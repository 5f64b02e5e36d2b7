//! No crate names a dependency that it does not use; and what only its tests use is a dev-dependency.

use std::fs;
use std::path::{Path, PathBuf};

use crate::workspace::{files, packages, root, word};

/// Holds no code: it is named for its features.
const FEATURES_ONLY: &str = "workspace-hack";

#[test]
fn every_dependency_is_used() {
    let mut unused = Vec::new();
    for package in packages() {
        let manifest = PathBuf::from(word(&package["manifest_path"]));
        let folder = manifest.parent().unwrap();
        let product = sources(folder, &["src", "build.rs"]);
        let tests = sources(folder, &["src", "tests", "examples"]);
        for dependency in package["dependencies"].as_array().unwrap() {
            let name =
                dependency["rename"].as_str().unwrap_or(dependency["name"].as_str().unwrap());
            let dev = dependency["kind"] == "dev";
            if name != FEATURES_ONLY && word(&package["name"]) != FEATURES_ONLY {
                let code = if dev { &tests } else { &product };
                if !uses(code, &name.replace('-', "_")) {
                    let section = if dev { "dev-dependencies" } else { "dependencies" };
                    unused.push(format!("{}: `{name}` under [{section}]", manifest.display()));
                }
            }
        }
    }
    assert!(
        unused.is_empty(),
        "not used (what only tests and examples use belongs under [dev-dependencies]):\n{}",
        unused.join("\n")
    );
}

#[test]
fn every_dependency_of_the_workspace_is_named_by_a_crate() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, section) = manifest.split_once("[workspace.dependencies]\n").unwrap();
    let named: Vec<String> = packages()
        .iter()
        .flat_map(|package| package["dependencies"].as_array().unwrap())
        .map(|dependency| word(&dependency["name"]))
        .collect();
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    let unused: Vec<&str> = lines
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name)
        .filter(|name| !name.starts_with('#') && !named.iter().any(|known| known == name))
        .collect();
    assert!(
        unused.is_empty(),
        "[workspace.dependencies] names what no crate of ours does: {unused:?}"
    );
}

fn sources(folder: &Path, places: &[&str]) -> String {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    places
        .iter()
        .map(|place| folder.join(place))
        .flat_map(|place| if place.is_dir() { files(&place, ".rs") } else { vec![place] })
        .map(|file| read(&file))
        .collect()
}

/// Whether Rust code names a crate: `name::…`, or `use name;`.
fn uses(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let whole = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        whole && (after.starts_with("::") || before.ends_with("use ") && !after.starts_with('_'))
    })
}
