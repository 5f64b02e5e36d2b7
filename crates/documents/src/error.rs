//! Errors in words that an operator can read and a log may keep.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, DiagSpanKind};
use typst::{World, WorldExt};

use crate::world::Desk;

/// A document that could not be printed. None of the data's words is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PrintError {
    /// The template does not compile with this data: each fault with its place.
    #[error("the template does not print: {}", join(.0))]
    Template(Vec<Diagnostic>),
    /// The typesetter panicked: a fault of ours or of Typst's.
    #[error("the typesetter crashed")]
    Crashed,
    /// So many wait for a place already that this one does not.
    #[error("too many documents wait to be printed")]
    Crowded,
    /// The template was still at work after this time, or did not end lately.
    #[error("the template does not end within {0:?}")]
    Endless(Duration),
}

/// One remark of the typesetter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// File, line and column (both from 1) in the template or the shared helpers.
    pub place: Option<(String, usize, usize)>,
    /// The fault, and hints. Quoted words that are not in the template's source are left out (`…`).
    pub message: String,
}

impl Desk {
    /// Puts Typst's remarks into words that hold no data.
    pub(crate) fn report(&self, found: &[SourceDiagnostic]) -> Vec<Diagnostic> {
        found
            .iter()
            .map(|remark| Diagnostic {
                place: self.place(remark.span),
                message: self.message(remark),
            })
            .collect()
    }

    fn place(&self, span: DiagSpan) -> Option<(String, usize, usize)> {
        let (DiagSpanKind::Number { id, .. } | DiagSpanKind::Range { id, .. }) = span.get() else {
            return None;
        };
        let file = id.get().vpath().get_without_slash().to_owned();
        let (line, column) =
            self.source(id).ok()?.lines().byte_to_line_column(self.range(span)?.start)?;
        Some((file, line + 1, column + 1))
    }

    fn message(&self, remark: &SourceDiagnostic) -> String {
        let hints = remark.hints.iter().map(|hint| hint.v.as_str());
        let whole =
            std::iter::once(remark.message.as_str()).chain(hints).collect::<Vec<_>>().join("; ");
        let source = self.templates();
        without_foreign_quotes(&without_words_of(&self.data(), whole, &source), &source)
    }
}

/// A template that panics with a word of the data puts it into the message as it is.
fn without_words_of(data: &Value, message: String, source: &str) -> String {
    match data {
        Value::String(word) if word.chars().count() > 2 && !source.contains(word.as_str()) => {
            message.replace(word.as_str(), "…")
        }
        Value::Array(items) => {
            items.iter().fold(message, |message, item| without_words_of(item, message, source))
        }
        Value::Object(fields) => {
            fields.values().fold(message, |message, item| without_words_of(item, message, source))
        }
        _ => message,
    }
}

/// Typst quotes what it stumbles on in backticks or double quotes. What is quoted from the template's own source may
/// stay; anything else may be a person's words and goes.
fn without_foreign_quotes(message: &str, source: &str) -> String {
    let mut kept = String::with_capacity(message.len());
    let mut rest = message;

    while let Some(start) = rest.find(['`', '"']) {
        let mark = if rest[start..].starts_with('`') { '`' } else { '"' };
        let quoted = &rest[start + 1..];
        let end = closing(quoted, mark).unwrap_or(quoted.len());
        let words = &quoted[..end];

        kept.push_str(&rest[..=start]);
        kept.push_str(if source.contains(words.trim_matches('"')) { words } else { "…" });
        kept.push(mark);
        rest = quoted.get(end + 1..).unwrap_or_default();
    }

    kept + rest
}

/// The end of the quotation; a backslash keeps the mark after it inside. Inside backticks, a string in double quotes
/// may itself hold backticks: it ends first.
fn closing(quoted: &str, mark: char) -> Option<usize> {
    let mut in_string = false;
    let mut escaped = false;
    for (at, letter) in quoted.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' if mark == '`' => in_string = !in_string,
            letter if letter == mark && !in_string => return Some(at),
            _ => {}
        }
    }
    None
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((file, line, column)) = &self.place {
            write!(f, "{file}:{line}:{column}: ")?;
        }
        f.write_str(&self.message)
    }
}

fn join(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::without_foreign_quotes;

    #[test]
    fn keeps_the_templates_words_and_drops_everybody_elses() {
        let clean = |message| without_foreign_quotes(message, "data.guardian");
        assert_eq!(clean(r#"no key "guardian""#), r#"no key "guardian""#);
        assert_eq!(
            clean(r#"the text `"Zoé 🦄"` could not be drawn"#),
            "the text `…` could not be drawn"
        );
        assert_eq!(clean(r#"the text `"a`b\"c"` and "Zoé""#), r#"the text `…` and "…""#);
        assert_eq!(clean("unclosed `Zoé"), "unclosed `…`");
    }
}
