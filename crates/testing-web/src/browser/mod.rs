//! A browser: cookies by host, forms as they stand on the page, redirects on demand.
//!
//! | file | holds |
//! |---|---|
//! | here | where people go: get, post, submit, follow, click |
//! | `request` | what a browser sends, and keeps of the answer |
//! | `cookies` | its cookies, and which it would refuse |
//! | `forms` | a form of the page, filled in |

mod cookies;
mod forms;
mod request;

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, Method};
use axum::response::Response;
use scraper::Html;
use tower::util::BoxCloneSyncService;
use url::Url;

use crate::Answer;
use crate::page::selector;
use cookies::Cookies;
use forms::encode;

/// A browser, with its own cookies and the page on which it is.
pub struct Browser {
    service: BoxCloneSyncService<Request, Response, Infallible>,
    cookies: Cookies,
    at: Url,
    page: Option<Answer>,
    extra: Vec<(&'static str, String)>,
    address: SocketAddr,
}

impl Browser {
    pub(crate) fn new(service: BoxCloneSyncService<Request, Response, Infallible>) -> Self {
        let at = Url::parse(&format!("https://{}/", testing::BASE_DOMAIN)).unwrap();
        let address = SocketAddr::from(([192, 0, 2, 1], 40_000));
        Self { service, cookies: Cookies::default(), at, page: None, extra: Vec::new(), address }
    }

    /// Asks for a page: a path on the host where it is, or a whole address.
    pub async fn get(&mut self, target: &str) -> Answer {
        let url = self.at.join(target).unwrap();
        self.send(Method::GET, url, None).await
    }

    /// Posts fields, as a form on the page where it is would.
    pub async fn post(&mut self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let url = self.at.join(target).unwrap();
        self.send(Method::POST, url, Some(encode(fields))).await
    }

    /// Fills in a form of the page and sends it. Fields that are not named keep what the page holds; a
    /// field that the form has not is a mistake of the test or of the page.
    pub async fn submit(&mut self, form: &str, fields: &[(&str, &str)]) -> Answer {
        let (method, target, filled) = self.filled(form, fields);
        let mut url = self.at.join(&target).unwrap();
        let filled: Vec<_> =
            filled.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if method == Method::GET {
            url.set_query(Some(&encode(&filled)));
            return self.send(Method::GET, url, None).await;
        }
        self.send(Method::POST, url, Some(encode(&filled))).await
    }

    /// Goes where the last answer led.
    pub async fn follow(&mut self) -> Answer {
        let page = self.page();
        let target = page
            .location()
            .unwrap_or_else(|| panic!("{} leads nowhere: {}", page.url, page.text()))
            .to_owned();
        self.get(&target).await
    }

    /// Posts the sign-in form of the host where it is, and goes where that leads.
    pub async fn sign_in(&mut self, typed: &[(&str, &str)]) -> Answer {
        self.post("/connexion", typed).await.is(303);
        self.land().await
    }

    /// Goes where the last answer led, on and on, as a browser does: to the page at the end of the way.
    pub async fn land(&mut self) -> Answer {
        for _ in 0..10 {
            if self.page().location().is_none() {
                return self.page().clone();
            }
            self.follow().await;
        }
        panic!("redirections without end, now at {}", self.page().url);
    }

    /// Follows the link with these words.
    pub async fn click(&mut self, words: &str) -> Answer {
        let target = self.link(words);
        self.get(&target).await
    }

    /// The target of the link with these words.
    fn link(&self, words: &str) -> String {
        let page = self.page();
        let html = Html::parse_document(&page.html());
        let link = html.select(&selector("a[href]")).find(|link| {
            link.text()
                .collect::<String>()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(words)
        });
        let target = link.and_then(|link| link.attr("href")).map(str::to_owned);
        target.unwrap_or_else(|| panic!("{} has no link « {words} »:\n{}", page.url, page.text()))
    }

    /// The last answer.
    pub fn page(&self) -> &Answer {
        self.page.as_ref().expect("this browser has not been anywhere")
    }

    /// Goes to a host without asking for anything yet.
    pub fn go_to(&mut self, host: &str) {
        self.at = Url::parse(&format!("https://{host}/")).unwrap();
    }

    /// A cookie as if the host had set it.
    pub fn set_cookie(&mut self, host: &str, name: &str, value: &str) {
        self.cookies.set(host, name, value);
    }

    /// A cookie that a host has set.
    pub fn cookie(&self, host: &str, name: &str) -> Option<&str> {
        self.cookies.of(host, name)
    }

    /// A header on every request from now on; an empty value removes one that a browser sends of itself.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.extra.push((name, value.to_owned()));
        self
    }

    /// From another address.
    #[must_use]
    pub fn from_address(mut self, address: std::net::IpAddr) -> Self {
        self.address = SocketAddr::new(address, 40_000);
        self
    }

    /// Sends what no page of ours would: by any method, with a body of any kind or that does not say of which.
    pub async fn send_strange(
        &mut self,
        method: &str,
        target: &str,
        kind: Option<&[u8]>,
        body: &[u8],
    ) -> Answer {
        let url = self.at.join(target).unwrap();
        let kind = kind.map(|kind| HeaderValue::from_bytes(kind).unwrap());
        self.send_as(method.parse().unwrap(), url, Some((kind, body.to_vec()))).await
    }

    /// Sends a request of the test's own making, with this browser's cookies and nothing else.
    pub async fn send_raw(&mut self, mut request: Request) -> Answer {
        let url = self.at.join(&request.uri().to_string()).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        let answer = self.answer(url.clone(), request).await;
        self.page = Some(answer.clone());
        answer
    }
}
