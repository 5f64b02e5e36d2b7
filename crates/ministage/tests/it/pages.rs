//! The cost of a page follows the page, not the table: statements are counted, on a small house and
//! on one with ten times the rows.

use chrono::{Days, NaiveDate};
use domain::bookings::Pupil;
use testing_web::{Browser, TestApp};

/// Whose page, and on which host.
#[derive(Clone, Copy, Debug)]
enum As {
    Anybody,
    School,
    Staff,
    /// The school's manager on `compte.`.
    AtHome,
    Operator,
}

/// The statements that a page sends today, at most. A number may go down; to raise one, say why in the commit.
const BUDGET: &[(&str, As, u64)] = &[
    ("/", As::Anybody, 5),
    ("/calendrier", As::Anybody, 10),
    ("/calendrier?date=2026-12-01", As::School, 6),
    ("/calendrier?date=2026-12-01", As::Staff, 6),
    ("/reserver", As::Anybody, 4),
    ("/reserver?creneau={slot}", As::Anybody, 7),
    ("/reserver?creneau={slot}", As::School, 8),
    ("/reserver?creneau={slot}&pour={uai}", As::Staff, 10),
    ("/reserver?etape=eleve&eleve=exterieur&ecole=langevin", As::Staff, 2),
    ("/reserver/identite?creneau={slot}", As::School, 6),
    ("/creneaux/{slot}", As::Anybody, 5),
    ("/creneaux/{slot}", As::School, 7),
    ("/creneaux/{slot}", As::Staff, 7),
    ("/reservations", As::School, 10),
    ("/reservations?grouper=classe&tri=-formation", As::School, 10),
    ("/creneaux", As::Staff, 7),
    ("/stagiaires", As::Staff, 11),
    ("/tableau-de-bord", As::Staff, 10),
    ("/", As::School, 10),
    ("/", As::AtHome, 4),
    ("/etablissements", As::AtHome, 6),
    ("/reservations", As::AtHome, 11),
    ("/reservations/anterieures", As::AtHome, 11),
    ("/reservations?recherche=moreau", As::AtHome, 12),
    ("/sessions", As::AtHome, 2),
    ("/etablissements/{uai}/informations", As::AtHome, 20),
    ("/etablissements/{uai}/collegues", As::AtHome, 8),
    ("/etablissements/{uai}/demandes", As::AtHome, 9),
    ("/etablissements/{uai}/historique", As::AtHome, 12),
    ("/historique", As::AtHome, 9),
    ("/personnes?recherche={uai}", As::Operator, 12),
    ("/personnes?recherche=belka", As::Operator, 12),
    ("/personnes/{account}", As::Operator, 20),
];

/// Ten times the slots and bookings cost not one statement more.
#[tokio::test(flavor = "multi_thread")]
async fn statements_do_not_grow_with_rows() {
    let app = TestApp::start().await;
    fill(&app, 0..2).await;
    let small = counts(&app).await;
    fill(&app, 2..20).await;
    let large = counts(&app).await;
    let mut over = Vec::new();
    for (((path, who, most), small), large) in BUDGET.iter().zip(small).zip(large) {
        if large > *most {
            over.push(format!("{path} as {who:?} sends {large} statements, {most} are allowed"));
        }
        assert!(
            large <= small,
            "{path} as {who:?} sends {small} statements on a small house and {large} on a large one"
        );
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
    app.leave_jobs();
}

/// Slots on days to come, each with three pupils of two schools.
async fn fill(app: &TestApp, days: std::ops::Range<u64>) {
    let first = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a day");
    for day in days {
        let slot = app.slot(&app.atelier, app.atelier.draft(first + Days::new(day), 8)).await;
        for (sender, name) in
            [(&app.cacault, "Aubertin"), (&app.cacault, "Moreau"), (&app.langevin, "Petit")]
        {
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
    let mut counts = Vec::new();
    for (path, who, _) in BUDGET {
        let host = match who {
            As::AtHome => app.backstage.home_host(),
            As::Operator => format!("console.{}", app.backstage.base_domain()),
            As::Anybody | As::School | As::Staff => app.atelier.host.clone(),
        };
        let mut browser: Browser = match who {
            As::Anybody => app.browser(),
            As::School | As::AtHome => app.signed_in(&app.cacault.manager, &host).await,
            As::Staff => app.signed_in(&app.atelier.editor, &host).await,
            As::Operator => app.signed_in(&app.operator, &host).await,
        };
        let path = path
            .replace("{slot}", &app.atelier.slot.to_string())
            .replace("{uai}", &app.cacault.uai.to_string())
            .replace("{account}", &app.cacault.manager.account.to_string());
        // Once before, so that the portal is remembered; by another address the second time, so that a
        // calendar is not.
        browser.get(&format!("https://{host}{path}")).await.is(200);
        let again = if path.contains('?') { '&' } else { '?' };
        let before = app.backstage.statements();
        browser.get(&format!("https://{host}{path}{again}encore=1")).await.is(200);
        counts.push(app.backstage.statements() - before);
    }
    counts
}
