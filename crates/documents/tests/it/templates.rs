//! Every document of every tenant, printed with every sample beside it: two pages at most, archival, nothing lost.

use std::fs;
use std::path::{Path, PathBuf};

use documents::{Conformity, print_blocking};
use serde_json::{Value, json};

use crate::paper::{job, logo, solid, text};

/// All `(template, its samples)` under `tenants/*/documents/`.
fn documents() -> Vec<(PathBuf, Vec<PathBuf>)> {
    let tenants = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tenants");
    let folders = list(&tenants)
        .into_iter()
        .map(|tenant| tenant.join("documents"))
        .filter(|folder| folder.is_dir());
    let with_suffix = |files: &[PathBuf], suffix: &str| {
        files
            .iter()
            .filter(|file| file.to_string_lossy().ends_with(suffix))
            .cloned()
            .collect::<Vec<_>>()
    };

    folders
        .flat_map(|folder| {
            let files = list(&folder);
            with_suffix(&files, ".typ").into_iter().map(move |template| {
                let stem = format!("{}.", template.file_stem().expect("a file").to_string_lossy());
                let samples = with_suffix(&files, ".json").into_iter().filter(|file| {
                    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&stem))
                });
                (template.clone(), samples.collect())
            })
        })
        .collect()
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_document_prints_on_two_archival_pages_and_loses_no_word() {
    let all = documents();
    assert!(
        all.len() >= 3,
        "the default convention, the default guide and one convention of a tenant"
    );

    for (template, samples) in all {
        assert!(!samples.is_empty(), "{} has no sample beside it", template.display());
        let source = fs::read_to_string(&template).expect("a template");
        for (sample, with_logo) in
            samples.iter().flat_map(|sample| [(sample, false), (sample, true)])
        {
            let data: Value =
                serde_json::from_str(&fs::read_to_string(sample).expect("a sample")).expect("JSON");
            let mut job = job(&source, data.clone());
            job.logo = with_logo.then(logo);

            let printed = print_blocking(&job)
                .unwrap_or_else(|failed| panic!("{}: {failed}", sample.display()));
            assert_eq!(printed.conformity, Conformity::Archival, "{}", sample.display());
            assert!(printed.pages <= 2, "{}: {} pages", sample.display(), printed.pages);

            let seen = solid(&text(&printed)).to_lowercase();
            for word in words(&data) {
                assert!(
                    seen.contains(&solid(&word).to_lowercase()),
                    "{}: « {word} » is lost",
                    sample.display()
                );
            }
        }
    }
}

/// All strings of the data that are meant to be read.
fn words(data: &Value) -> Vec<String> {
    match data {
        Value::String(word) => vec![word.clone()],
        Value::Array(items) => items.iter().flat_map(words).collect(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "qr" | "theme"))
            .flat_map(|(_, value)| words(value))
            .collect(),
        _ => vec![],
    }
}

#[test]
fn hostile_words_in_every_field_of_a_convention_print_as_they_are() {
    for (template, samples) in documents() {
        let source = fs::read_to_string(&template).expect("a template");
        let sample: Value =
            serde_json::from_str(&fs::read_to_string(&samples[0]).expect("a sample"))
                .expect("JSON");
        for word in
            ["#read(\"/etc/passwd\")", "*gras* $x$ ] \" \\ #", "Zoé 🦄 \u{202e}x\u{202c}", "محمد"]
        {
            let hostile = replaced(&sample, word);
            let printed = print_blocking(&job(&source, hostile))
                .unwrap_or_else(|failed| panic!("{} with {word}: {failed}", template.display()));
            assert!(printed.pages <= 2);
            if word.is_ascii() {
                assert_eq!(printed.conformity, Conformity::Archival);
                assert!(solid(&text(&printed)).contains(&solid(word)));
            }
        }
    }
}

/// The same shape with one word in place of all others.
fn replaced(data: &Value, word: &str) -> Value {
    match data {
        Value::String(_) => json!(word),
        Value::Array(items) => items.iter().map(|item| replaced(item, word)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                (
                    name.clone(),
                    if matches!(name.as_str(), "qr" | "theme") {
                        value.clone()
                    } else {
                        replaced(value, word)
                    },
                )
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

#[test]
fn the_two_conventions_of_the_demonstration_look_different() {
    let tenants = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tenants");
    let sources = ["_default", "lycee-jardins"].map(|tenant| {
        fs::read_to_string(tenants.join(tenant).join("documents/agreement.typ"))
            .expect("a convention")
    });
    let data: Value = serde_json::from_str(
        &fs::read_to_string(tenants.join("_default/documents/agreement.sample.json"))
            .expect("a sample"),
    )
    .expect("JSON");

    // One shape of data: each template prints the other's.
    let [ours, theirs] =
        sources.map(|source| text(&print_blocking(&job(&source, data.clone())).expect("prints")));
    assert!(theirs.contains("code rural") && !ours.contains("code rural"));
}
