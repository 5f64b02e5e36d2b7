//! Sends a browser's requests, and keeps cookies and page of the answer.

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::{Method, header};
use http_body_util::BodyExt;
use tower::ServiceExt;
use url::Url;
use web::visit::Drawn;

use super::Browser;
use crate::{Answer, check, record};

impl Browser {
    pub(super) async fn send(&mut self, method: Method, url: Url, form: Option<String>) -> Answer {
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
        if form.is_some() {
            headers.push(("origin", format!("https://{host}")));
            headers.push(("content-type", "application/x-www-form-urlencoded".to_owned()));
        }
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
        let mut request = request.body(form.map_or_else(Body::empty, Body::from)).unwrap();
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
