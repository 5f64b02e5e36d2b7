//! Helpers: jobs, a logo, and the text of a printed file.

use documents::{Logo, PrintJob, Printed, Standard, Template, print_blocking};
use serde_json::Value;

/// A job with this template and data, issued at a fixed moment.
pub(crate) fn job(template: &str, data: Value) -> PrintJob {
    PrintJob {
        template: Template::new(template),
        data,
        logo: None,
        title: "Convention 7KQ4-2M9X".into(),
        issued_at: "2026-11-30T23:30:00+01:00".parse().expect("a date"),
        standard: Standard::Archival,
    }
}

/// A small logo, such as `tenant apply` stores.
pub(crate) fn logo() -> Logo {
    Logo { png: include_bytes!("logo.png").as_slice().into(), alt: "Logo du lycée".into() }
}

/// Prints a template that is expected to print.
pub(crate) fn print(template: &str, data: Value) -> Printed {
    print_blocking(&job(template, data)).expect("prints")
}

/// What a reader of the file can select and search, with all white space as single spaces.
pub(crate) fn text(printed: &Printed) -> String {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let mut child = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed: apt-get install poppler-utils");
    child.stdin.take().expect("piped").write_all(&printed.pdf).expect("pdftotext reads");
    let out = child.wait_with_output().expect("pdftotext ends");
    assert!(out.status.success(), "pdftotext refuses the file");
    squeeze(&String::from_utf8(out.stdout).expect("UTF-8"))
}

/// All runs of white space, no-break ones included, as one space.
pub(crate) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Nothing but letters, marks, digits and signs: lines break anywhere in long words.
pub(crate) fn solid(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{ad}').collect()
}
