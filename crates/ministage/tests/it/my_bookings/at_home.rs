//! The same over all portals, at the account's home.

use chrono::TimeDelta;
use testing_web::TestApp;

use super::{HEADS, booked, booked_on, choice};
use crate::agreements::read;

/// At the account's home all portals are one list, and one choice.
#[tokio::test(flavor = "multi_thread")]
async fn all_portals_are_one_list() {
    let app = TestApp::start().await;
    let (a, b, school) = (&app.atelier, &app.jardins, &app.cacault);
    let ids = [
        booked(&app, a, school, ["Petit", "Léo", "3e B"]).await,
        booked_on(&app, b, school, b.small_slot, ["Élan", "Zoé", "3e A"]).await,
    ];
    let foreign = booked(&app, b, &app.langevin, ["Zyskowicz", "Ivan", "4e C"]).await;
    app.letters().await;
    let mut nadia = app.signed_in(&school.manager, &app.app.account_host()).await;
    let page = nadia.get("/reservations").await;
    page.is(200)
        .says("Résultats 1 - 2 sur 2")
        .says("Lycée des Jardins")
        .says("Conv")
        .hides("ZYSKOWICZ");
    let heads = |page: &testing_web::Answer| page.all(HEADS);
    for (target, first) in [
        ("?tri=eleve", "ÉLAN Zoé"),
        ("?tri=-etablissement", "ÉLAN Zoé"),
        ("?tri=formation", "ÉLAN Zoé"),
        ("?tri=-statut", "PETIT Léo"),
        ("?lycee=atelier", "PETIT Léo"),
        ("?classe=3e+A", "ÉLAN Zoé"),
        ("?recherche=bac+pro+elan", "ÉLAN Zoé"),
        ("?grouper=semaine", "PETIT Léo"),
    ] {
        let page = nadia.get(&format!("/reservations{target}")).await;
        assert_eq!(heads(page.is(200)).first().map(String::as_str), Some(first), "{target}");
    }
    nadia.get("/reservations/anterieures").await.is(200).says("Aucune réservation antérieure");

    let pdf = nadia.get(&format!("/reservations/conventions.pdf?{}", choice(&ids))).await;
    let (text, pages) = read(&pdf.is(200).body);
    assert!(
        pages == 4 && text.contains("Lycée de l’Atelier") && text.contains("Lycée des Jardins")
    );
    let file = nadia.get(&format!("/reservations/agenda.ics?{}", choice(&ids))).await;
    assert_eq!(file.is(200).html().matches("BEGIN:VEVENT").count(), 2);

    nadia
        .get(&format!("/reservations/annulation?{}", choice(&ids)))
        .await
        .is(200)
        .says("au Lycée de l’Atelier")
        .says("au Lycée des Jardins");
    nadia
        .submit("form.card", &[("motif", "Sortie scolaire.")])
        .await
        .is(200)
        .says("2 élèves désinscrits");
    let told = app.letters().await;
    assert_eq!(told.iter().filter(|letter| letter.subject.contains("annulée")).count(), 2);
    for act in ["conventions.pdf", "agenda.ics", "annulation"] {
        let chosen = choice(&[ids[0], foreign]);
        nadia.get(&format!("/reservations/{act}?{chosen}")).await.is(404).hides("ZYSKOWICZ");
    }
    let history = app.origin(a, school).await;
    assert!(history.booking(ids[0]).await.unwrap().is_some_and(|one| !one.status.holds_place()));
    app.letters().await;
}

/// Until it begins a stage is « à venir », on its portal and at home; then nothing is asked for it, and there is
/// nothing to note.
#[tokio::test(flavor = "multi_thread")]
async fn what_has_begun_is_past_everywhere() {
    let app = TestApp::start().await;
    booked(&app, &app.atelier, &app.cacault, ["Petit", "Léo", "3e B"]).await;
    app.letters().await;
    let rule = "ne sera validé qu’à réception";
    for host in [&app.atelier.host, &app.app.account_host()] {
        let mut nadia = app.signed_in(&app.cacault.manager, host).await;
        nadia.get("/reservations").await.is(200).says(rule);
    }
    for (hours, here, there) in [(9 * 24 - 1, "", "/anterieures"), (2, "/anterieures", "")] {
        app.clock.advance(TimeDelta::hours(hours));
        for host in [&app.atelier.host, &app.app.account_host()] {
            let mut nadia = app.signed_in(&app.cacault.manager, host).await;
            nadia.get(&format!("/reservations{there}")).await.is(200).hides("PETIT");
            let page = nadia.get(&format!("/reservations{here}")).await;
            page.is(200).says("PETIT Léo");
            let coming = here.is_empty();
            if !coming {
                page.hides(rule);
            }
            assert_eq!(page.has("button[formaction='/reservations/agenda.ics']"), coming, "{host}");
        }
    }
}
