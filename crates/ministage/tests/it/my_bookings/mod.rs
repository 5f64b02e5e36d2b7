//! « Mes réservations » and « Antérieures »: sorted, grouped, narrowed down.

mod at_home;
mod several;

use chrono::{Days, NaiveDate};
use domain::bookings::Pupil;
use domain::ids::BookingId;
use testing_web::{Browser, SampleLycee, SampleSender, TestApp};

const HEADS: &str = "tbody th[scope=row] a";

async fn booked(app: &TestApp, at: &SampleLycee, of: &SampleSender, pupil: [&str; 3]) -> BookingId {
    booked_on(app, at, of, at.slot, pupil).await
}

async fn booked_on(
    app: &TestApp,
    at: &SampleLycee,
    of: &SampleSender,
    slot: domain::ids::SlotId,
    [last, first, class]: [&str; 3],
) -> BookingId {
    app.book(at, of, slot, Pupil::new(last, first, class).unwrap()).await
}

async fn nadia(app: &TestApp) -> Browser {
    app.signed_in(&app.cacault.manager, &app.atelier.host).await
}

/// The query of chosen bookings.
fn choice(ids: &[BookingId]) -> String {
    ids.iter().map(|id| format!("choix={id}&")).collect()
}

/// Three pupils of two classes on two stages, and another school's on one of them.
async fn three(app: &TestApp) -> [BookingId; 3] {
    let (at, school) = (&app.atelier, &app.cacault);
    let ids = [
        booked(app, at, school, ["Petit", "Léo", "3e B"]).await,
        booked_on(app, at, school, at.small_slot, ["Élan", "Zoé", "3e A"]).await,
        booked(app, at, school, ["Moreau", "Maëlle", "3e B"]).await,
    ];
    booked(app, at, &app.langevin, ["Zyskowicz", "Ivan", "4e C"]).await;
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_sorted_grouped_and_narrowed_down() {
    let app = TestApp::start().await;
    three(&app).await;
    let mut nadia = nadia(&app).await;
    let heads = |page: &testing_web::Answer| page.all(HEADS);
    let page = nadia.get("/reservations").await;
    page.is(200).says("Rechercher une réservation…");
    page.says("Le mini-stage ne sera validé qu’à réception de la convention complétée.");
    page.says("Lycée de l’Atelier").says("Appeler le lycée").hides("ZYSKOWICZ");
    assert_eq!(heads(&page), ["MOREAU Maëlle", "PETIT Léo", "ÉLAN Zoé"], "by date");
    let by = |order: &str| format!("/reservations?tri={order}");
    assert_eq!(heads(&nadia.get(&by("eleve")).await), ["ÉLAN Zoé", "MOREAU Maëlle", "PETIT Léo"]);
    assert_eq!(heads(&nadia.get(&by("-eleve")).await), ["PETIT Léo", "MOREAU Maëlle", "ÉLAN Zoé"]);
    assert_eq!(heads(&nadia.get(&by("-date")).await)[0], "ÉLAN Zoé");
    assert_eq!(heads(&nadia.get(&by("formation")).await)[0], "ÉLAN Zoé", "Bac pro before CAP");
    for column in ["statut", "-statut", "etablissement", "-etablissement", "-formation", "x", "-"] {
        assert_eq!(heads(&nadia.get(&by(column)).await.is(200).clone()).len(), 3, "{column}");
    }
    let page = nadia.get("/reservations?tri=eleve").await;
    assert_eq!(page.attribute("th[aria-sort]", "aria-sort"), "ascending");
    assert_eq!(nadia.click("Élève").await.url.query(), Some("tri=-eleve"));

    let page = nadia.get("/reservations?grouper=classe&tri=eleve").await;
    assert_eq!(page.all("tr.group"), ["3e A", "3e B"]);
    assert_eq!(heads(&page), ["ÉLAN Zoé", "MOREAU Maëlle", "PETIT Léo"]);
    let page = nadia.get("/reservations?grouper=semaine").await;
    let weeks = ["Semaine du lundi 30 novembre 2026", "Semaine du lundi 7 décembre 2026"];
    assert_eq!(page.all("tr.group"), weeks);
    let page = nadia.get("/reservations?grouper=eleve").await;
    assert_eq!(page.all("tr.group"), ["ÉLAN Zoé, 3e A", "MOREAU Maëlle, 3e B", "PETIT Léo, 3e B"]);

    assert_eq!(heads(&nadia.get("/reservations?classe=3e+A").await), ["ÉLAN Zoé"]);
    assert_eq!(heads(&nadia.get("/reservations?recherche=3e&grouper=classe").await).len(), 3);
    assert_eq!(heads(&nadia.get("/reservations?recherche=maelle").await), ["MOREAU Maëlle"]);
    nadia
        .get("/reservations?statut=confirmed")
        .await
        .is(200)
        .says("ne correspond")
        .says("Tout afficher");
    nadia.get("/reservations?statut=%00&classe=%00&tri=%00&grouper=%00&par=7&page=0").await.is(200);
    app.leave_jobs();
}

/// Twelve bookings, ten a page: « Résultats 11 - 12 sur 12 », in the same order as on one page.
#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_one_another_in_any_order() {
    let app = TestApp::start().await;
    let first = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    for day in 0..4 {
        let slot = app.slot(&app.atelier, app.atelier.draft(first + Days::new(day), 8)).await;
        for name in ["Aubin", "Blot", "Caro"] {
            booked_on(&app, &app.atelier, &app.cacault, slot, [name, "Zoé", "3e B"]).await;
        }
    }
    let mut nadia = nadia(&app).await;
    for order in ["tri=eleve", "tri=-date", "grouper=semaine", "grouper=eleve&tri=-formation"] {
        let whole = nadia.get(&format!("/reservations?{order}&par=50")).await;
        let links = |page: &testing_web::Answer| {
            page.html()
                .split("name=\"choix\" value=\"")
                .skip(1)
                .map(|rest| rest[..36].to_owned())
                .collect::<Vec<_>>()
        };
        let mut walked = Vec::new();
        nadia
            .get(&format!("/reservations?{order}"))
            .await
            .says("Résultats 1 - 10 sur 12")
            .says("par page");
        walked.extend(links(nadia.page()));
        nadia.click("Suivants").await.says("Résultats 11 - 12 sur 12");
        walked.extend(links(nadia.page()));
        assert_eq!(walked, links(&whole), "{order}");
    }
    app.leave_jobs();
}

/// « À venir » is one thing: the places held on stages that have not begun, for the tab, the list and the desk.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_to_come_is_counted_once_and_for_all() {
    let app = TestApp::start().await;
    let ids = three(&app).await;
    app.letters().await;
    let tab = ".tabs [aria-current] .count";
    for host in [app.atelier.host.clone(), "compte.ministage.test".to_owned()] {
        let mut nadia = app.signed_in(&app.cacault.manager, &host).await;
        assert_eq!(nadia.get("/reservations").await.read(tab), "3");
        let searched = nadia.get("/reservations?recherche=personne").await;
        assert_eq!(searched.says("Aucune réservation ne correspond").read(tab), "3");
    }
    let mut nadia = nadia(&app).await;
    nadia
        .post(&format!("/reservations/{}/annulation", ids[1]), &[("motif", "Malade")])
        .await
        .is(303);
    app.letters().await;
    for host in [app.atelier.host.clone(), "compte.ministage.test".to_owned()] {
        let mut nadia = app.signed_in(&app.cacault.manager, &host).await;
        let list = nadia.get("/reservations").await;
        assert_eq!((list.read(tab), list.all(HEADS).len()), ("2".to_owned(), 3));
        list.says(
            "1 réservation annulée, refusée ou supprimée reste affichée ; le nombre de l’onglet ne la compte pas.",
        );
    }
    let mut home = app.signed_in(&app.cacault.manager, "compte.ministage.test").await;
    home.get("/").await.says("2 réservations à venir");
    // Begun at nine by the lycée's clock: over for all of them, on the day itself.
    let nine: chrono::DateTime<chrono::Utc> = "2026-12-02T08:01:00Z".parse().unwrap();
    app.clock.advance(nine - app.backstage.clock().now());
    for host in [app.atelier.host.clone(), "compte.ministage.test".to_owned()] {
        let mut nadia = app.signed_in(&app.cacault.manager, &host).await;
        assert_eq!(nadia.get("/reservations").await.read(tab), "0");
        assert_eq!(nadia.get("/reservations/anterieures").await.read(tab), "2");
    }
}
