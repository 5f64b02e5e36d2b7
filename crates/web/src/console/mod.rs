//! The operators' host: lycées, access requests, mails, jobs, directory.

pub(crate) mod directory;
pub(crate) mod jobs;
pub(crate) mod mailbox;
pub(crate) mod mails;
pub(crate) mod pages;
pub(crate) mod requests;
pub(crate) mod tenants;

use serde::Deserialize;

use crate::view::Pager;
use domain::paging::{Page, PageRequest};

/// Rows of every list of the console.
const ROWS: u64 = 25;

/// What the lists of the console read in their address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    recherche: String,
    etat: String,
    avant: String,
    page: String,
}

impl ListQuery {
    pub(crate) fn page(&self) -> PageRequest {
        PageRequest::new(self.page.parse().unwrap_or(1), ROWS)
    }

    /// « État », as asked for.
    pub(crate) fn state(&self) -> &str {
        &self.etat
    }

    /// The address of this list with another value of one key.
    fn address(&self, path: &str, key: &str, value: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in
            [("recherche", self.recherche.trim()), ("etat", &self.etat), (key, value)]
        {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        format!("{path}?{}", query.finish())
    }

    pub(crate) fn pager<T>(&self, path: &str, page: &Page<T>) -> Pager {
        let number = page.request.number;
        let first = page.request.offset() + 1;
        let last = page.request.offset() + page.rows.len() as u64;
        let to = |number: u64| self.address(path, "page", &number.to_string());
        Pager::new(first.min(last), last, page.total).linked(
            (number > 1).then(|| to(number - 1)),
            (last < page.total).then(|| to(number + 1)),
            Vec::new(),
        )
    }
}
