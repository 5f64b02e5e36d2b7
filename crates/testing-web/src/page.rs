//! An answer, and what tests say of it.

use axum::http::{HeaderMap, StatusCode};
use scraper::{Html, Selector};
use url::Url;

/// An answer. Its assertions return it, so that a test reads as a transcript.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The address that was asked for.
    pub url: Url,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// The status is this one.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{} answers {}\n{}",
            self.url,
            self.status,
            self.text()
        );
        self
    }

    /// It redirects there (303): a path, or a whole address.
    #[track_caller]
    pub fn goes_to(&self, target: &str) -> &Self {
        assert_eq!(
            (self.status.as_u16(), self.location()),
            (303, Some(target)),
            "{} answers {}\n{}",
            self.url,
            self.status,
            self.text()
        );
        self
    }

    /// It is the answer of this address, whole or from its path on.
    #[track_caller]
    pub fn at(&self, target: &str) -> &Self {
        let url = self.url.as_str();
        let path = &url[self.url.origin().ascii_serialization().len()..];
        assert!(
            target == url || target == path,
            "one is at {url} and not at {target}:\n{}",
            self.text()
        );
        self
    }

    /// The words are on the page. Whitespace of any kind counts as one space.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(
            self.text().contains(&plain(words)),
            "{} does not say « {words} »:\n{}",
            self.url,
            self.text()
        );
        self
    }

    /// The words are nowhere in the answer, markup included.
    #[track_caller]
    pub fn hides(&self, words: &str) -> &Self {
        let html = plain(&self.html());
        assert!(
            !html.contains(&plain(words)) && !self.text().contains(&plain(words)),
            "{} says « {words} »",
            self.url
        );
        self
    }

    /// The text of the first element that matches.
    #[track_caller]
    pub fn read(&self, css: &str) -> String {
        let texts = self.all(css);
        texts
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("{} has no `{css}`:\n{}", self.url, self.html()))
    }

    /// The texts of all elements that match.
    pub fn all(&self, css: &str) -> Vec<String> {
        let page = Html::parse_document(&self.html());
        page.select(&selector(css))
            .map(|element| plain(&element.text().collect::<Vec<_>>().join(" ")))
            .collect()
    }

    /// An attribute of the first element that matches.
    #[track_caller]
    pub fn attribute(&self, css: &str, name: &str) -> String {
        let page = Html::parse_document(&self.html());
        let element = page.select(&selector(css)).next();
        let value = element.and_then(|element| element.attr(name)).map(str::to_owned);
        value.unwrap_or_else(|| panic!("{} has no `{css}` with {name}", self.url))
    }

    /// Whether an element matches.
    pub fn has(&self, css: &str) -> bool {
        Html::parse_document(&self.html()).select(&selector(css)).next().is_some()
    }

    /// The text of the page, without scripts and styles, in single spaces.
    pub fn text(&self) -> String {
        let page = Html::parse_document(&self.html());
        let silent = ["script", "style", "template", "title"];
        let words = page.tree.nodes().filter_map(|node| {
            let spoken = node
                .parent()
                .and_then(|parent| parent.value().as_element().map(scraper::node::Element::name));
            node.value().as_text().filter(|_| spoken.is_none_or(|name| !silent.contains(&name)))
        });
        plain(&words.map(|text| &**text).collect::<Vec<&str>>().join(" "))
    }

    /// The body as text.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The target of the redirection.
    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }
}

pub(crate) fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css} is no selector: {error}"))
}

/// Single plain spaces, also for no-break spaces: tests are typed on keyboards.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",").replace(" .", ".")
}
