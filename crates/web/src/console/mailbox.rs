//! Mails kept as `.eml` files, read back: the mailbox of a demonstration or of a trial.
//!
//! Bodies are our own templates, and are shown all the same as if a stranger had written them: in
//! a sandboxed frame, from an address of their own, under a policy that lets nothing run or load.

use std::io;

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse};
use education::names::fold;
use platform::mail::{Listed, Mailbox, Party};

use super::ROWS;
use super::mails::{self, PATH};
use super::pages::{MailListPage, MailPage, MailRow};
use crate::moments::{Clock, moment};
use crate::query::Query;
use crate::urls;
use crate::view::{self, Badge, Pager, Tone};
use crate::visit::{Failure, Reply, Result, Visit};

/// Letters that a search looks through, the newest first.
const SEARCHED: usize = 500;

/// The policy of a body: styles and inline pictures, no script, no request; a link may open the
/// page it leads to in a tab of its own, free of the sandbox.
const BODY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
     sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; \
     frame-ancestors 'self'";

pub(super) async fn list(visit: &Visit, mailbox: &Mailbox, query: &Query) -> Result {
    let before = Some(query.get("avant")).filter(|id| !id.is_empty());
    let wanted = fold(query.get("recherche"));
    let rows = ROWS as usize;
    let mut found = if wanted.is_empty() {
        mailbox.list(rows + 1, before).await.map_err(unreadable)?
    } else {
        let mut letters = mailbox.list(SEARCHED, before).await.map_err(unreadable)?;
        letters.retain(|letter| fold(&words(letter)).contains(&wanted));
        letters
    };
    let more = found.len() > rows;
    found.truncate(rows);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| query.clone().with("page", "").with("avant", &last.id).url());
    let pager = pager(found.len(), before, next);
    let rows = found.into_iter().map(row).collect();
    visit.page(&MailListPage {
        search: mails::search(query),
        list: view::Listed::new(rows, pager, || mails::empty(query)),
    })
}

pub(super) async fn show(visit: &Visit, mailbox: &Mailbox, id: &str) -> Result {
    let letter = mailbox.open(id).await.map_err(unreadable)?.ok_or(Failure::NotFound)?;
    let text = letter.text.unwrap_or_default();
    visit.page(&MailPage {
        person: None,
        html: letter.html.is_some().then(|| urls::mail_body(id)),
        from: letter.headers.from.as_ref().map(full).unwrap_or_default(),
        mail: row(letter.headers),
        links: links(&text),
        text,
    })
}

pub(super) async fn body(mailbox: &Mailbox, id: &str) -> Result {
    let letter = mailbox.open(id).await.map_err(unreadable)?.ok_or(Failure::NotFound)?;
    let html = letter.html.ok_or(Failure::NotFound)?;
    Ok(framed(&html))
}

/// The body of a letter, for a frame on a page of the console.
pub(crate) fn framed(html: &str) -> Reply {
    let mut response = Html(open_links_outside(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(BODY_POLICY));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // A tab opened from the frame keeps nothing of it.
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("unsafe-none"),
    );
    Reply::of(response)
}

/// Links of the body open in a tab of their own: in the frame they would meet its policy.
fn open_links_outside(html: &str) -> String {
    match html.find("<head>") {
        Some(head) => {
            let (before, after) = html.split_at(head + "<head>".len());
            format!("{before}<base target=\"_blank\">{after}")
        }
        None => format!("<base target=\"_blank\">{html}"),
    }
}

/// Addresses in a text, to press: one a line at most, as our mails are written.
fn links(text: &str) -> Vec<String> {
    let is_link = |word: &&str| word.starts_with("http://") || word.starts_with("https://");
    let words = text
        .split_whitespace()
        .filter(is_link)
        .map(|word| word.trim_end_matches(['.', ',', ')', '>']));
    words.filter(|word| url::Url::parse(word).is_ok()).map(str::to_owned).collect()
}

fn row(letter: Listed) -> MailRow {
    MailRow {
        href: urls::mail(&letter.id),
        to: letter.to.map(|party| party.address).unwrap_or_default(),
        subject: letter.subject,
        date: letter.date.map(|at| moment(at, Clock::OPERATORS)).unwrap_or_default(),
        status: Badge::new(Tone::Good, "inbox", "Conservé"),
        portal: letter.from.and_then(|party| party.name).unwrap_or_default(),
    }
}

fn words(letter: &Listed) -> String {
    let to = letter.to.as_ref().map_or("", |party| party.address.as_str());
    format!("{to} {}", letter.subject)
}

fn full(party: &Party) -> String {
    match &party.name {
        Some(name) => format!("{name} <{}>", party.address),
        None => party.address.clone(),
    }
}

/// A folder is not counted to show a page of it: the sentence tells what is shown.
fn pager(shown: usize, before: Option<&str>, next: Option<String>) -> Pager {
    let summary = match shown {
        0 => "Aucun résultat".to_owned(),
        1 => "1 courriel affiché, le plus récent d’abord".to_owned(),
        shown => format!("{shown} courriels affichés, le plus récent d’abord"),
    };
    Pager { summary, previous: before.map(|_| PATH.to_owned()), next, sizes: Vec::new() }
}

fn unreadable(error: io::Error) -> Failure {
    tracing::error!(%error, "the mailbox folder cannot be read");
    Failure::Defect("the mailbox folder cannot be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_opens_its_links_in_another_tab() {
        let html = "<!doctype html><html><head><title>x</title></head><body></body></html>";
        assert!(open_links_outside(html).contains("<head><base target=\"_blank\"><title>"));
        assert!(open_links_outside("<p>bare").starts_with("<base target=\"_blank\"><p>"));
    }

    #[test]
    fn links_of_a_text_are_found_without_their_punctuation() {
        let text = "Bonjour,\nhttp://a.ministage.localhost:8080/confirmation/x.\n(https://b.example/y)\njavascript:alert(1)";
        assert_eq!(links(text), ["http://a.ministage.localhost:8080/confirmation/x"]);
    }
}
