//! A browser: cookies by host, forms as they stand on the page, redirects on demand.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::{Method, header};
use axum::response::Response;
use http_body_util::BodyExt;
use scraper::{ElementRef, Html};
use tower::ServiceExt;
use tower::util::BoxCloneSyncService;
use url::Url;

use crate::Answer;
use crate::page::selector;

/// Somebody's browser. It has its own cookies and remembers the page on which it is.
pub struct Browser {
    service: BoxCloneSyncService<Request, Response, Infallible>,
    cookies: BTreeMap<String, BTreeMap<String, String>>,
    at: Url,
    page: Option<Answer>,
    extra: Vec<(&'static str, String)>,
    address: SocketAddr,
}

impl Browser {
    pub(crate) fn new(service: BoxCloneSyncService<Request, Response, Infallible>) -> Self {
        let at = Url::parse(&format!("https://{}/", crate::world::BASE_DOMAIN)).unwrap();
        let address = SocketAddr::from(([192, 0, 2, 1], 40_000));
        Self {
            service,
            cookies: BTreeMap::new(),
            at,
            page: None,
            extra: Vec::new(),
            address,
        }
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
        let filled: Vec<_> = filled
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
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

    /// Where the link with these words leads.
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
        self.page
            .as_ref()
            .expect("this browser has not been anywhere")
    }

    /// Goes to a host without asking for anything yet.
    pub fn go_to(&mut self, host: &str) {
        self.at = Url::parse(&format!("https://{host}/")).unwrap();
    }

    /// A cookie as if the host had set it.
    pub fn set_cookie(&mut self, host: &str, name: &str, value: &str) {
        self.cookies
            .entry(host.to_owned())
            .or_default()
            .insert(name.to_owned(), value.to_owned());
    }

    /// A cookie that a host has set.
    pub fn cookie(&self, host: &str, name: &str) -> Option<&str> {
        self.cookies.get(host)?.get(name).map(String::as_str)
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

    /// Sends a request of the test's own making, with this browser's cookies and nothing else.
    pub async fn send_raw(&mut self, mut request: Request) -> Answer {
        let url = self.at.join(&request.uri().to_string()).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        let answer = self.answer(url.clone(), request).await;
        self.page = Some(answer.clone());
        answer
    }

    async fn send(&mut self, method: Method, url: Url, form: Option<String>) -> Answer {
        let host = url.host_str().unwrap().to_owned();
        let target = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let mut request = Request::builder()
            .method(method)
            .uri(target)
            .header(header::HOST, &host);
        let mut headers = vec![
            (
                "user-agent",
                "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0".to_owned(),
            ),
            ("sec-fetch-site", "same-origin".to_owned()),
        ];
        if form.is_some() {
            headers.push(("origin", format!("https://{host}")));
            headers.push((
                "content-type",
                "application/x-www-form-urlencoded".to_owned(),
            ));
        }
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .filter(|(owner, _)| is_sent(owner, &host))
            .flat_map(|(_, jar)| jar.iter().map(|(name, value)| format!("{name}={value}")))
            .collect();
        if !cookies.is_empty() {
            headers.push(("cookie", cookies.join("; ")));
        }
        for (name, value) in &self.extra {
            headers.retain(|(known, _)| known != name);
            headers.push((name, value.clone()));
        }
        for (name, value) in headers.into_iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(name, value);
        }
        let mut request = request
            .body(form.map_or_else(Body::empty, Body::from))
            .unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        let answer = self.answer(url.clone(), request).await;
        self.at = url;
        self.page = Some(answer.clone());
        answer
    }

    async fn answer(&mut self, url: Url, request: Request) -> Answer {
        let Ok(response) = self.service.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        let host = url.host_str().unwrap().to_owned();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(&host, set.to_str().unwrap());
        }
        Answer {
            url,
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// Keeps or forgets a cookie, of its host or of a domain around it, and holds the server to what
    /// `__Host-` demands (RFC 6265bis, 4.1.3).
    fn keep(&mut self, host: &str, set: &str) {
        let (pair, attributes) = set.split_once(';').unwrap_or((set, ""));
        let (name, value) = pair.split_once('=').unwrap();
        let attributes = attributes.to_ascii_lowercase();
        if name.starts_with("__Host-") {
            let held = attributes.contains("secure")
                && attributes.contains("path=/")
                && !attributes.contains("domain");
            assert!(held, "a browser would refuse this cookie: {set}");
        }
        let domain = attributes
            .split(';')
            .find_map(|attribute| attribute.trim().strip_prefix("domain="));
        let owner = match domain {
            Some(domain) if is_sent(&format!(".{domain}"), host) => format!(".{domain}"),
            // A browser does not take a cookie for somebody else's domain.
            Some(_) => return,
            None => host.to_owned(),
        };
        let jar = self.cookies.entry(owner).or_default();
        match value.is_empty() || attributes.contains("max-age=0") {
            true => drop(jar.remove(name)),
            false => drop(jar.insert(name.to_owned(), value.to_owned())),
        }
    }

    /// Method, target and fields of a form of the page, with some of them filled in.
    fn filled(
        &self,
        form: &str,
        fields: &[(&str, &str)],
    ) -> (Method, String, Vec<(String, String)>) {
        let page = self.page();
        let html = Html::parse_document(&page.html());
        let element = html.select(&selector(form)).next();
        let element = element
            .unwrap_or_else(|| panic!("{} has no form `{form}`:\n{}", page.url, page.html()));
        let mut filled = Vec::new();
        let mut names = Vec::new();
        for control in element.select(&selector(
            "input[name], select[name], textarea[name], button[name]",
        )) {
            let name = control.attr("name").unwrap_or_default().to_owned();
            if !fields.iter().any(|(given, _)| *given == name) {
                filled.extend(held(control).into_iter().map(|value| (name.clone(), value)));
            }
            names.push(name);
        }
        for (name, value) in fields {
            assert!(
                names.iter().any(|known| known == name),
                "the form `{form}` of {} has no field {name}: {names:?}",
                page.url
            );
            filled.push(((*name).to_owned(), (*value).to_owned()));
        }
        let method = match element
            .attr("method")
            .unwrap_or("get")
            .eq_ignore_ascii_case("post")
        {
            true => Method::POST,
            false => Method::GET,
        };
        (
            method,
            element
                .attr("action")
                .unwrap_or(self.at.as_str())
                .to_owned(),
            filled,
        )
    }
}

/// Whether a cookie goes to `host`: it is that host's own, or of a domain around it (".ministage.test").
fn is_sent(owner: &str, host: &str) -> bool {
    match owner.strip_prefix('.') {
        Some(domain) => host == domain || host.ends_with(owner),
        None => host == owner,
    }
}

/// What a control sends if it is left alone.
fn held(control: ElementRef<'_>) -> Vec<String> {
    if control.attr("disabled").is_some() {
        return Vec::new();
    }
    match control.value().name() {
        "textarea" => vec![control.text().collect()],
        "button" => Vec::new(),
        "select" => {
            let options = selector("option");
            let all: Vec<_> = control.select(&options).collect();
            let chosen: Vec<_> = all
                .iter()
                .filter(|option| option.attr("selected").is_some())
                .copied()
                .collect();
            let chosen = match (chosen.is_empty(), control.attr("multiple")) {
                (true, None) => all.first().copied().into_iter().collect(),
                _ => chosen,
            };
            chosen
                .iter()
                .map(|option| {
                    option
                        .attr("value")
                        .map_or_else(|| option.text().collect(), str::to_owned)
                })
                .collect()
        }
        _ => match control.attr("type").unwrap_or("text") {
            "checkbox" | "radio" if control.attr("checked").is_none() => Vec::new(),
            "checkbox" | "radio" => vec![control.attr("value").unwrap_or("on").to_owned()],
            "submit" | "button" | "file" | "reset" => Vec::new(),
            _ => vec![control.attr("value").unwrap_or_default().to_owned()],
        },
    }
}

fn encode(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}
