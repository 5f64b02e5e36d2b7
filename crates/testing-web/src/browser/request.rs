//! Sends a browser's requests, and keeps cookies and page of the answer.

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, Method, header};
use http_body_util::BodyExt;
use tower::ServiceExt;
use url::Url;
use web::visit::Drawn;

use super::Browser;
use crate::{Answer, check, record};

/// What forms are sent as.
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

impl Browser {
    pub(super) async fn send(&mut self, method: Method, url: Url, form: Option<String>) -> Answer {
        let sent = form.map(|form| (Some(FORM), form.into_bytes()));
        self.send_as(method, url, sent).await
    }

    /// The same with a body of any kind, or that does not say of which.
    pub(super) async fn send_as(
        &mut self,
        method: Method,
        url: Url,
        sent: Option<(Option<HeaderValue>, Vec<u8>)>,
    ) -> Answer {
        let host = url.host_str().unwrap().to_owned();
        let target = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let mut request = Request::builder().method(method).uri(target).header(header::HOST, &host);
        let mut headers = vec![
            ("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0".to_owned()),
            ("sec-fetch-site", "same-origin".to_owned()),
        ];
        if sent.is_some() {
            headers.push(("origin", format!("https://{host}")));
        }
        let (kind, body) = sent.unwrap_or_default();
        let cookies = self.cookies.sent_to(&host);
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
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        let answer = self.answer(url.clone(), request).await;
        self.at = url;
        self.page = Some(answer.clone());
        answer
    }

    pub(super) async fn answer(&mut self, url: Url, request: Request) -> Answer {
        let method = request.method().clone();
        let fragment = request.headers().get("hx-target").is_some_and(|id| id == "drawer-content");
        let Ok(response) = self.service.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        let host = url.host_str().unwrap().to_owned();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            self.cookies.keep(&host, set.to_str().unwrap());
        }
        let answer = Answer { url, status: parts.status, headers: parts.headers, body };
        let drawn = parts.extensions.get::<Drawn>().map(|drawn| drawn.0);
        if method != Method::HEAD {
            check::answer(drawn, fragment, &answer);
            record::answer(drawn, &method, &answer);
        }
        answer
    }
}
