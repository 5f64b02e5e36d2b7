//! The cost of a page follows the page, not the table: statements are counted, on a small house and
//! on one with ten times the rows.

use chrono::{Days, NaiveDate};
use domain::bookings::Pupil;
use testing::{Browser, TestApp, TestDb, on_both_engines};

/// Whose page.
#[derive(Clone, Copy, Debug)]
enum As {
    Anybody,
    School,
    Staff,
}

/// The most statements that a page may send. A number may go down; to raise one, say why in the commit.
const BUDGET: &[(&str, As, u64)] = &[
    ("/", As::Anybody, 12),
    ("/calendrier", As::Anybody, 12),
    ("/calendrier?mois=2026-12", As::School, 14),
    ("/calendrier?mois=2026-12", As::Staff, 14),
    ("/creneaux/{slot}", As::Anybody, 10),
    ("/creneaux/{slot}", As::School, 12),
    ("/creneaux/{slot}", As::Staff, 12),
    ("/reservations", As::School, 14),
    ("/creneaux", As::Staff, 14),
    ("/stagiaires", As::Staff, 14),
    ("/tableau-de-bord", As::Staff, 20),
];

on_both_engines! {
    /// Ten times the slots and bookings cost not one statement more.
    async fn statements_do_not_grow_with_rows(db: TestDb) {
        let app = TestApp::start(db).await;
        fill(&app, 0..2).await;
        let small = counts(&app).await;
        fill(&app, 2..20).await;
        let large = counts(&app).await;
        for (((path, who, most), small), large) in BUDGET.iter().zip(small).zip(large) {
            assert!(large <= *most, "{path} as {who:?} sends {large} statements, {most} are allowed");
            assert!(large <= small, "{path} as {who:?} sends {small} statements on a small house and {large} on a large one");
        }
        app.leave_jobs();
    }
}

/// Slots on days to come, each with three pupils of two schools.
async fn fill(app: &TestApp, days: std::ops::Range<u64>) {
    let first = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
    for day in days {
        let slot = app
            .slot(&app.atelier, app.atelier.draft(first + Days::new(day), 8))
            .await;
        for (sender, name) in [
            (&app.cacault, "Aubertin"),
            (&app.cacault, "Moreau"),
            (&app.langevin, "Petit"),
        ] {
            app.book(
                &app.atelier,
                sender,
                slot,
                Pupil::new(name, "Maëlle", "3e B").expect("a plain name"),
            )
            .await;
        }
    }
}

async fn counts(app: &TestApp) -> Vec<u64> {
    let host = &app.atelier.host;
    let mut counts = Vec::new();
    for (path, who, _) in BUDGET {
        let mut browser: Browser = match who {
            As::Anybody => app.browser(),
            As::School => app.signed_in(&app.cacault.manager, host).await,
            As::Staff => app.signed_in(&app.atelier.editor, host).await,
        };
        let target = format!(
            "https://{host}{}",
            path.replace("{slot}", &app.atelier.slot.to_string())
        );
        // Once before, so that what a process remembers for a while is remembered both times.
        browser.get(&target).await.is(200);
        let before = app.backstage.statements();
        browser.get(&target).await.is(200);
        counts.push(app.backstage.statements() - before);
    }
    counts
}
