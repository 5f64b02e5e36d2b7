//! Answers and letters kept as files, where `MINISTAGE_RECORD` names a folder: what people see in all
//! tests. Two recordings, before and after a change of the house, are compared by
//! `crates/testing-web/compare-recordings.py BEFORE AFTER`.
#![expect(clippy::disallowed_methods, reason = "told by the environment whether to keep anything")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::Method;
use platform::mail::OutgoingMail;

use crate::Answer;

/// Keeps an HTML answer as `<test>/<number>-<method>-<path>.html`.
pub(crate) fn answer(method: &Method, answer: &Answer) {
    if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
        let host = answer.url.host_str().unwrap_or_default();
        let name = format!("{method}-{host}{}-{}", answer.url.path(), answer.status.as_u16());
        keep(&name, "html", &answer.body);
    }
}

/// Keeps both parts of a letter.
pub(crate) fn letter(letter: &OutgoingMail) {
    let text = format!("To: {}\nSubject: {}\n\n{}", letter.to.address, letter.subject, letter.text);
    keep("letter", "txt", text.as_bytes());
    keep("letter", "html", letter.html.as_bytes());
}

fn keep(name: &str, extension: &str, bytes: &[u8]) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Ok(folder) = std::env::var("MINISTAGE_RECORD") else { return };
    let test = std::env::var("NEXTEST_TEST_NAME").unwrap_or_else(|_| "test".to_owned());
    let folder = PathBuf::from(folder).join(test.replace("::", "."));
    std::fs::create_dir_all(&folder).unwrap();
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-.".contains(c) { c } else { '_' })
        .take(120)
        .collect();
    std::fs::write(folder.join(format!("{number:03}-{name}.{extension}")), bytes).unwrap();
}
