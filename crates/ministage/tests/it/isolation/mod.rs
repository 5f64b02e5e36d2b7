//! The walls between portals and between schools, proved over the whole route table.
//!
//! Every route is called by every kind of visitor, with the ids of what is not hers. The answer must
//! be 404 (or the sign-in page, for whoever is signed out), must not hold a name or a reference of the
//! other side, and must change no row. The last test takes the tenant out of every query and expects
//! the same walk to find leaks: a proof that cannot fail proves nothing.
//!
//! A new route needs nothing here, unless its path has a parameter of a new name: then the walk fails
//! and says what to add to [`objects::of_parameter`].

mod actors;
mod objects;
mod walk;

use testing_web::{TestApp, TestDb};
use tracing::instrument::WithSubscriber;
use tracing_subscriber::EnvFilter;
use web::view::HostKind;

use crate::traces::Captured;
use objects::Objects;
use walk::Walk;

/// Complaints that are known and accepted for now: route, words of the complaint, reason. This list may
/// only shrink: a line without a complaint fails the test too.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

/// Nobody sees or changes what is another portal's or another school's.
#[tokio::test(flavor = "multi_thread")]
async fn every_wall_holds() {
    let app = TestApp::start().await;
    let objects = Objects::make(&app).await;
    let mut walk = Walk::new(&app, &objects);
    for host in HostKind::ALL {
        walk.host(host).await;
    }
    let complaints = walk.complaints;
    let (known, new): (Vec<_>, Vec<_>) = complaints
        .iter()
        .partition(|line| EXCEPTIONS.iter().any(|exception| is_known(line, exception)));
    assert!(new.is_empty(), "{} leaks or broken walls:\n{}", new.len(), listed(&new));
    for exception in EXCEPTIONS {
        let used = known.iter().any(|line| is_known(line, exception));
        assert!(used, "{exception:?} holds now: take its line out of EXCEPTIONS");
    }
    app.leave_jobs();
}

/// An id of the other portal in a form or a filter finds nothing and changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn foreign_ids_in_forms_and_filters_are_nobodys() {
    let app = TestApp::start().await;
    let objects = Objects::make(&app).await;
    let mut walk = Walk::new(&app, &objects);
    walk.foreign_ids().await;
    assert!(walk.complaints.is_empty(), "{}", listed(&walk.complaints.iter().collect::<Vec<_>>()));
    app.leave_jobs();
}

/// Whoever may, gets in: so the 404s of the walk are walls, not typing mistakes in its paths.
#[tokio::test(flavor = "multi_thread")]
async fn rightful_visitors_get_in() {
    let app = TestApp::start().await;
    let objects = Objects::make(&app).await;
    let mut walk = Walk::new(&app, &objects);
    walk.rightful().await;
    assert!(
        walk.complaints.is_empty(),
        "shut out:\n{}",
        listed(&walk.complaints.iter().collect::<Vec<_>>())
    );
    app.leave_jobs();
}

/// Without the tenant in its queries, the house leaks, and the walk sees it.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_tenant_guard_the_walk_finds_leaks() {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.tenant = false;
    let app = TestApp::start_with(db, settings).await;
    let objects = Objects::make(&app).await;
    let mut walk = Walk::new(&app, &objects);
    walk.host(HostKind::Portal).await;
    assert!(
        !walk.complaints.is_empty(),
        "the tenant guard is off and the walk saw nothing: it proves nothing"
    );
    app.leave_jobs();
}

/// An operator who sees a portal as one of its people changes nothing, whichever line of the table she calls.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_changes_nothing() {
    let app = TestApp::start().await;
    let objects = Objects::make(&app).await;
    let mut walk = Walk::new(&app, &objects);
    walk.looking().await;
    assert!(walk.complaints.is_empty(), "{}", listed(&walk.complaints.iter().collect::<Vec<_>>()));
    app.leave_jobs();
}

/// With the second lock off, pages that leave a trace leave one, and the walk sees it; what is sent is refused by
/// the first lock alone.
#[tokio::test(flavor = "multi_thread")]
async fn without_the_second_lock_the_walk_finds_traces() {
    let db = TestDb::new().await;
    let mut settings = db.settings();
    settings.guards.looking = false;
    let app = TestApp::start_with(db, settings).await;
    let objects = Objects::make(&app).await;
    let mut walk = Walk::new(&app, &objects);
    walk.looking().await;
    let (sent, read): (Vec<_>, Vec<_>) =
        walk.complaints.iter().partition(|line| line.starts_with("POST"));
    assert!(sent.is_empty(), "{}", listed(&sent));
    let opened =
        |page: &str| read.iter().any(|line| line.contains(page) && line.contains("changed"));
    assert!(opened("convention.pdf"), "{}", listed(&read));
    app.leave_jobs();
}

/// Whoever is shown a pupil is noted, whichever page it is: a new page that shows one and does not say so is found here.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_shown_a_pupil_is_noted() {
    let app = TestApp::start().await;
    let objects = Objects::make(&app).await;
    let mut walk = Walk::new(&app, &objects);
    let showing = walk.noted().await;
    assert!(walk.complaints.is_empty(), "{}", listed(&walk.complaints.iter().collect::<Vec<_>>()));
    for page in [
        "/",
        "/reservations",
        "/reservations/{booking}",
        "/reservations/{booking}/convention.pdf",
        "/reservations/{booking}/donnees.json",
        "/stagiaires",
        "/creneaux/{slot}",
        "/historique",
    ] {
        assert!(showing.contains(&page), "{page} shows a pupil: {showing:?}");
    }
    app.leave_jobs();
}

/// What no page sends is refused in French, as its sender's mistake, without a trace in rows or among the errors.
async fn strange(hosts: &[HostKind]) {
    let app = TestApp::start().await;
    let objects = Objects::make(&app).await;
    let mut walk = Walk::new(&app, &objects);
    let log = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("error"))
        .with_writer(log.clone())
        .finish();
    let walked = async {
        for host in hosts {
            walk.strange(*host).await;
        }
    };
    walked.with_subscriber(subscriber).await;
    assert!(walk.complaints.is_empty(), "{}", listed(&walk.complaints.iter().collect::<Vec<_>>()));
    assert_eq!(log.text(), "", "an error of ours");
    app.leave_jobs();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_form_is_refused_on_a_portal() {
    strange(&[HostKind::Portal]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_form_is_refused_on_the_console() {
    strange(&[HostKind::Console]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_form_is_refused_elsewhere() {
    strange(&[HostKind::Account, HostKind::Front, HostKind::Common]).await;
}

fn is_known(line: &str, (route, words, _): &(&str, &str, &str)) -> bool {
    line.starts_with(route) && line.contains(words)
}

fn listed(lines: &[&String]) -> String {
    lines.iter().map(|line| format!("- {line}\n")).collect()
}
