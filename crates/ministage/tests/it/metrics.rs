//! What Prometheus is told: what was done, in numbers, and nothing of anybody.

use std::collections::BTreeSet;

use testing_web::{PASSWORD, TestApp};
use web::server::Counted;

/// The value of the one line that has all of `parts`.
fn value(text: &str, parts: &[&str]) -> f64 {
    let mut lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && parts.iter().all(|part| line.contains(part)));
    let line = lines.next().unwrap_or_else(|| panic!("no {parts:?} in\n{text}"));
    assert_eq!(lines.next(), None, "{parts:?} is on several lines");
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_counted() {
    let counted = Counted::start("1.2.3", "abc", "m0001").unwrap();
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let form = format!("/creneaux/{}/reservations/nouvelle", app.atelier.slot);
    for (class, status) in [("3e B", 303), ("4e A", 409)] {
        nadia.get(&form).await.is(200);
        let fields = [("nom", "Bernard"), ("prenom", "Inès"), ("classe", class)];
        nadia.submit("form.stack", &fields).await.is(status);
    }
    nadia.get("/reservations/00000000-0000-0000-0000-000000000000").await.is(404);

    let text = app.metrics(&counted).await;
    let house = "house=\"portal\"";
    let route = "route=\"/creneaux/{slot}/reservations/nouvelle\"";
    assert_eq!(value(&text, &["http_requests_total", house, route, "GET", "2xx"]), 2.0);
    assert_eq!(value(&text, &["http_request_seconds_count", house, route]), 2.0);
    assert_eq!(value(&text, &["bookings_total", "booked"]), 1.0);
    assert_eq!(value(&text, &["bookings_total", "asked_who"]), 1.0);
    assert_eq!(value(&text, &["ministage_jobs{", "printing", "queued"]), 1.0);
    assert_eq!(value(&text, &["ministage_jobs{", "printing", "dead"]), 0.0);
    assert_eq!(value(&text, &["ministage_database_up"]), 1.0);
    assert_eq!(value(&text, &["ministage_build_info", "1.2.3", "abc", "m0001"]), 1.0);

    app.letters().await;
    let text = app.metrics(&counted).await;
    assert_eq!(value(&text, &["ministage_jobs{", "printing", "queued"]), 0.0);
    assert_eq!(value(&text, &["ministage_jobs_total", "bookings.tell", "done"]), 1.0);
    assert_eq!(value(&text, &["ministage_print_seconds_count"]), 1.0);

    for secret in ["atelier", "cacault", "bernard", "0440", "@", PASSWORD, "/reservations/0000"] {
        assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "« {secret} » in\n{text}");
    }
    let page = include_str!("../../../../docs/metrics.md");
    let listed: BTreeSet<_> =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let told: BTreeSet<_> =
        text.lines().filter_map(|line| line.strip_prefix("# HELP ")?.split(' ').next()).collect();
    assert!(told.len() > 8 && told.is_subset(&listed), "{:?}", told.difference(&listed));
    let source = include_str!("../../../web/src/server/metrics.rs");
    let described = source.split_once("fn describe()").unwrap().1.split("\n}\n").next().unwrap();
    let described: BTreeSet<_> =
        described.split('"').filter(|word| word.starts_with("ministage_")).collect();
    assert_eq!(described, listed, "docs/metrics.md lists what is described");
}
