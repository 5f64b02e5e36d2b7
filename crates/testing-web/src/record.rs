//! Answers and letters kept as files, where `MINISTAGE_RECORD` names a folder: what people see in all
//! tests. Two recordings, before and after a change of the house, are compared by
//! `crates/testing-web/compare-recordings.py BEFORE AFTER`.
#![expect(clippy::disallowed_methods, reason = "told by the environment whether to keep anything")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::Method;
use platform::mail::OutgoingMail;

use crate::Answer;

/// Keeps a page as `<test>/<number>-<template>-<status>-<method>-<address>.html`, and an asset under its name.
pub(crate) fn answer(template: Option<&str>, method: &Method, answer: &Answer) {
    let path = answer.url.path();
    if let Some(asset) = path.strip_prefix("/assets/").filter(|_| answer.status.is_success()) {
        return keep("assets", asset, &answer.body);
    }
    if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
        let template = template.unwrap_or("none").trim_end_matches(".html").replace('/', ".");
        let (status, host) = (answer.status.as_u16(), answer.url.host_str().unwrap_or_default());
        let name = format!("{template}-{status}-{method}-{host}{path}");
        numbered(&name, &[("html", &answer.body)]);
    }
}

/// Keeps both parts of a letter.
pub(crate) fn letter(kind: &str, letter: &OutgoingMail) {
    let name = format!("letter-{}", kind.replace('/', "."));
    let text = format!("To: {}\nSubject: {}\n\n{}", letter.to.address, letter.subject, letter.text);
    numbered(&name, &[("txt", text.as_bytes()), ("html", letter.html.as_bytes())]);
}

/// Keeps what a test saw in the order in which it saw it.
fn numbered(name: &str, parts: &[(&str, &[u8])]) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let test = std::env::var("NEXTEST_TEST_NAME").unwrap_or_else(|_| "test".to_owned());
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-.".contains(c) { c } else { '_' };
    let name: String = name.chars().map(plain).take(120).collect();
    for (extension, bytes) in parts {
        keep(&test.replace("::", "."), &format!("{number:03}-{name}.{extension}"), bytes);
    }
}

fn keep(folder: &str, file: &str, bytes: &[u8]) {
    let Ok(recording) = std::env::var("MINISTAGE_RECORD") else { return };
    let folder = PathBuf::from(recording).join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(file), bytes).unwrap();
}
