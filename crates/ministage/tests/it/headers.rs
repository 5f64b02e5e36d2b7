//! What holds for every request, whatever the page: headers, hosts, forged posts, sizes, encodings.

use raw::{body, request};
use testing_web::{Answer, TestApp};

/// Small words for requests that no browser would send.
mod raw {
    use testing_web::http::{Body, Request};

    pub(super) fn request(
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Request {
        let mut request = testing_web::http::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(body).expect("a request that can be written")
    }

    pub(super) fn body(text: impl Into<Vec<u8>>) -> Body {
        Body::from(text.into())
    }
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

/// What every answer carries (`security.md`, Input).
#[track_caller]
fn is_hardened(answer: &Answer) {
    let policy = answer.header("content-security-policy").unwrap_or_default();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
        "{}: {policy}",
        answer.url
    );
    assert!(!policy.contains("unsafe"), "{}: {policy}", answer.url);
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name} of {}", answer.url);
    }
    assert!(answer.header("cache-control").is_some(), "{}", answer.url);
    assert!(answer.header("x-request-id").is_some_and(|id| id.len() == 12), "{}", answer.url);
}

/// A page, an error, a redirect, an asset, a refusal: all are hardened.
#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_answer_is_hardened() {
    let app = TestApp::start().await;
    for target in [
        "https://atelier.ministage.test/calendrier",
        "https://atelier.ministage.test/rien",
        "https://atelier.ministage.test/tableau-de-bord",
        "https://atelier.ministage.test/assets/rien.css",
        "https://atelier.ministage.test/healthz",
        "https://ministage.test/",
        "https://compte.ministage.test/",
        "https://console.ministage.test/",
        "https://inconnu.ministage.test/",
    ] {
        let answer = app.browser().get(target).await;
        assert!(!answer.status.is_server_error(), "{target}: {}", answer.status);
        is_hardened(&answer);
    }
}

/// Every asset that a page names is there, and those that the style sheet names in turn.
#[tokio::test(flavor = "multi_thread")]
async fn assets_are_there() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    let calendar = browser.get("https://atelier.ministage.test/calendrier").await;
    let sign_in = browser.get("https://atelier.ministage.test/connexion").await;
    let mut assets = [assets_of(&calendar), assets_of(&sign_in)].concat();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(asset) = assets.pop() {
        if seen.insert(asset.clone()) {
            let answer = browser.get(&asset).await;
            assets.extend(assets_of(answer.is(200)));
        }
    }
    for kind in ["app.css", "app.js", ".svg", ".woff2"] {
        let (stem, extension) = kind.split_once('.').unwrap();
        assert!(seen.iter().any(|it| it.contains(stem) && it.ends_with(extension)), "{seen:?}");
    }
}

/// The addresses of the assets that an answer names.
fn assets_of(answer: &Answer) -> Vec<String> {
    let text = answer.html();
    let names = text.split("/assets/").skip(1);
    let name = |rest: &str| rest.split(['"', '#', ')', '\'']).next().unwrap().to_owned();
    names.map(|rest| format!("/assets/{}", name(rest))).collect()
}

/// Private pages are kept by no cache.
#[tokio::test(flavor = "multi_thread")]
async fn pages_are_not_stored() {
    let app = TestApp::start().await;
    let mut anne = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    for target in ["/calendrier", "/creneaux", "/rien"] {
        assert_eq!(anne.get(target).await.header("cache-control"), Some("no-store"), "{target}");
    }
}

/// Only the exact Host header names a portal; forged forwards are not read.
#[tokio::test(flavor = "multi_thread")]
async fn the_host_header_alone_decides() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    for host in [
        "inconnu.ministage.test",
        "atelier.ministage.test.evil.example",
        "xatelier.ministage.test",
        "atelier",
        "127.0.0.1",
    ] {
        let answer =
            browser.send_raw(request("GET", "/calendrier", &[("host", host)], body(""))).await;
        answer.is(421).hides("Atelier");
        is_hardened(&answer);
    }
    let forged = [
        ("host", "inconnu.ministage.test"),
        ("x-forwarded-host", "atelier.ministage.test"),
        ("forwarded", "host=atelier.ministage.test"),
    ];
    browser.send_raw(request("GET", "/calendrier", &forged, body(""))).await.is(421);
    let forged =
        [("host", "atelier.ministage.test"), ("x-forwarded-host", "jardins.ministage.test")];
    browser
        .send_raw(request("GET", "/calendrier", &forged, body("")))
        .await
        .is(200)
        .says("Atelier")
        .hides("Lycée des Jardins");
    let twice = [("host", "atelier.ministage.test"), ("host", "jardins.ministage.test")];
    browser.send_raw(request("GET", "/calendrier", &twice, body(""))).await.is(421);
    let port = [("host", "ATELIER.ministage.test:8443")];
    browser.send_raw(request("GET", "/calendrier", &port, body(""))).await.is(200).says("Atelier");
}

/// Another site, and a sibling portal, cannot post in her name; nor can she be sent to change by GET.
#[tokio::test(flavor = "multi_thread")]
async fn forged_posts_are_refused() {
    let app = TestApp::start().await;
    let before = app.backstage.fingerprint().await.expect("the database answers");
    for site in ["cross-site", "same-site"] {
        let mut anne = app
            .signed_in(&app.atelier.editor, &app.atelier.host)
            .await
            .with_header("sec-fetch-site", site);
        let target = format!("/creneaux/{}/publication", app.atelier.draft_slot);
        let answer = anne.post(&target, &[]).await;
        answer.is(403).says("Lycée de l’Atelier").says("La demande a été refusée");
        is_hardened(&answer);
    }
    let mut old = app
        .signed_in(&app.atelier.editor, &app.atelier.host)
        .await
        .with_header("sec-fetch-site", "")
        .with_header("origin", "https://jardins.ministage.test");
    old.post(&format!("/creneaux/{}/publication", app.atelier.draft_slot), &[]).await.is(403);
    // The same name under another scheme is another origin, said or not said by the browser.
    let own = &app.atelier.host;
    for origin in [
        format!("http://{own}"),
        format!("HTTP://{own}"),
        format!("ws://{own}"),
        "https".into(),
        "null".into(),
    ] {
        let signed = app.signed_in(&app.atelier.editor, own).await;
        let mut old = signed.with_header("sec-fetch-site", "").with_header("origin", &origin);
        let target = format!("/creneaux/{}/publication", app.atelier.draft_slot);
        assert_eq!(old.post(&target, &[]).await.status.as_u16(), 403, "{origin}");
    }
    let after = app.backstage.fingerprint().await.expect("the database answers");
    assert_eq!(
        before.without(&["sessions"]).changes(&after.without(&["sessions"])),
        Vec::<String>::new()
    );
}

/// Too large, not a form, not UTF-8: refused with a page, never a 500.
#[tokio::test(flavor = "multi_thread")]
async fn strange_bodies_are_refused_with_a_page() {
    let app = TestApp::start().await;
    let mut anne = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let large = "x".repeat(70_000);
    let answer = anne.post("/creneaux", &[("consignes", large.as_str())]).await;
    answer.is(413);
    assert!(answer.has("html[lang=fr] main"), "{}", answer.html());
    let host = ("host", "atelier.ministage.test");
    let session = format!(
        "__Host-session={}",
        anne.cookie("atelier.ministage.test", "__Host-session").expect("signed in")
    );
    let cookie = ("cookie", session.as_str());
    for (kind, bytes) in [
        (FORM, b"programme=%ff%fe&date=%zz".to_vec()),
        (FORM, b"programme=\xff\xfe&nom=\x00".to_vec()),
        (FORM, b"&&&===".to_vec()),
        (("content-type", "application/json"), b"{}".to_vec()),
        (("content-type", "multipart/form-data"), b"--".to_vec()),
    ] {
        let answer = anne
            .send_raw(request(
                "POST",
                "/creneaux",
                &[host, cookie, OURS, kind],
                body(bytes.clone()),
            ))
            .await;
        assert!(
            answer.status.is_client_error(),
            "{kind:?} {:?}: {}",
            String::from_utf8_lossy(&bytes),
            answer.status
        );
        assert!(answer.has("html[lang=fr] main"), "{}", answer.html());
        is_hardened(&answer);
    }
    for target in [
        "/calendrier?mois=%ff",
        "/creneaux/%ff",
        "/creneaux/%00",
        "/creneaux/../../etc/passwd",
        "/creneaux?page=-1",
        "/creneaux?page=99999999999999999999",
        "/creneaux?du=0000-00-00&au=%F0%9F%92%A9",
    ] {
        let answer = anne.send_raw(request("GET", target, &[host, cookie], body(""))).await;
        assert!(!answer.status.is_server_error(), "{target}: {}", answer.status);
    }
    for cookie in [
        "__Host-session=",
        "__Host-session=\u{fffd}",
        "__Host-session=a; __Host-session=b",
        "=;=;;",
        "__Host-flash=%%%",
    ] {
        let answer = app
            .browser()
            .with_header("cookie", cookie)
            .get("https://atelier.ministage.test/calendrier")
            .await;
        assert_eq!(answer.status, 200, "{cookie}");
    }
}

/// An error wears the look of its host, and does not name the others.
#[tokio::test(flavor = "multi_thread")]
async fn errors_wear_the_look_of_their_host() {
    let app = TestApp::start().await;
    app.browser()
        .get("https://atelier.ministage.test/rien")
        .await
        .is(404)
        .says("Lycée de l’Atelier")
        .hides("Jardins");
    app.browser()
        .get("https://jardins.ministage.test/rien")
        .await
        .is(404)
        .says("Lycée des Jardins")
        .hides("Atelier");
    app.browser().get("https://ministage.test/rien").await.is(404).hides("Atelier");
}

/// HEAD is GET without its body; methods that no page knows are not there.
#[tokio::test(flavor = "multi_thread")]
async fn other_methods() {
    let app = TestApp::start().await;
    let host = ("host", "atelier.ministage.test");
    let mut browser = app.browser();
    let answer = browser.send_raw(request("HEAD", "/calendrier", &[host], body(""))).await;
    answer.is(200);
    assert!(answer.body.is_empty());
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "BREW"] {
        let answer =
            browser.send_raw(request(method, "/calendrier", &[host, OURS], body(""))).await;
        assert!(answer.status.is_client_error(), "{method}: {}", answer.status);
    }
}

/// The machines that watch the house call it by any name.
#[tokio::test(flavor = "multi_thread")]
async fn health_answers_on_any_host() {
    let app = TestApp::start().await;
    let mut browser = app.browser();
    for host in ["atelier.ministage.test", "127.0.0.1:8080", "inconnu.example"] {
        browser.send_raw(request("GET", "/healthz", &[("host", host)], body(""))).await.is(200);
        browser.send_raw(request("GET", "/readyz", &[("host", host)], body(""))).await.is(200);
    }
}

/// A cookie of a parent domain or of a hostile neighbour, with a byte that is no ASCII, signs nobody out.
#[tokio::test(flavor = "multi_thread")]
async fn foreign_cookies_take_nothing_with_them() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/reservations").await.is(200);
    let session = nadia.cookie(&app.atelier.host, "__Host-session").expect("a session").to_owned();
    let own = format!("__Host-session={session}");
    for foreign in ["pub=café", "=", "a=\u{fe}", "__Host-session", "x=\"", "é=é", ";;"] {
        for line in [format!("{foreign}; {own}"), format!("{own}; {foreign}")] {
            let url = format!("https://{}/reservations", app.atelier.host);
            let line =
                testing_web::http::HeaderValue::from_bytes(line.as_bytes()).expect("a header");
            let asked = testing_web::http::builder().uri(url).header("cookie", line);
            let mut browser = app.browser();
            let answer = browser.send_raw(asked.body(body("")).expect("a request")).await;
            answer.is(200);
        }
    }
}

/// A neighbour may plant what only looks like ours; what is there twice is nobody's.
#[tokio::test(flavor = "multi_thread")]
async fn a_planted_session_opens_nothing() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/reservations").await.is(200);
    let session = nadia.cookie(&app.atelier.host, "__Host-session").expect("a session").to_owned();
    let spaces = ["\u{2000}", "\u{a0}", "\u{85}", "\u{3000}", "\u{feff}", "x", "\""];
    let mut lines: Vec<String> =
        spaces.iter().map(|sign| format!("{sign}__Host-session={session}")).collect();
    lines.extend(spaces.iter().map(|sign| format!("__Host-session{sign}={session}")));
    lines.push(format!("__Host-session={session}; __Host-session=other"));
    lines.push(format!("__host-session={session}"));
    for line in lines {
        let url = format!("https://{}/reservations", app.atelier.host);
        let value = testing_web::http::HeaderValue::from_bytes(line.as_bytes()).expect("a header");
        let asked = testing_web::http::builder().uri(url).header("cookie", value);
        let mut browser = app.browser();
        browser.send_raw(asked.body(body("")).expect("a request")).await.is(303);
    }
}

/// Whoever sits down next finds no page that the browser kept.
#[tokio::test(flavor = "multi_thread")]
async fn signing_out_clears_what_was_kept() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let answer = nadia.post("/deconnexion", &[]).await;
    assert_eq!(answer.is(303).header("clear-site-data"), Some("\"cache\""));
}
