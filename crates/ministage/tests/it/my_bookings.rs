//! « Mes réservations » and « Antérieures »: sorted, grouped, narrowed down; several bookings printed,
//! noted and ended at once, on a portal and over all portals.

use chrono::{Days, NaiveDate, TimeDelta};
use domain::bookings::Pupil;
use domain::ids::BookingId;
use testing_web::{Browser, SampleLycee, SampleSender, TestApp};

use crate::agreements::read;

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

#[tokio::test(flavor = "multi_thread")]
async fn several_conventions_are_one_file() {
    let app = TestApp::start().await;
    let ids = three(&app).await;
    app.letters().await;
    let mut nadia = nadia(&app).await;
    let pdf = nadia.get(&format!("/reservations/conventions.pdf?{}", choice(&ids))).await;
    assert_eq!(pdf.is(200).header("content-type"), Some("application/pdf"));
    let (text, pages) = read(&pdf.body);
    assert_eq!(pages, 6, "two pages each");
    for id in ids {
        let agreement = app.atelier.portal.issue_agreement(id, "https://x").await.unwrap().unwrap();
        assert!(text.contains(agreement.reference()), "{}", agreement.reference());
    }
    assert_eq!(text.matches("page 1 / 2").count(), 3, "each counts its own pages");
    let xmp = String::from_utf8_lossy(&pdf.body).into_owned();
    assert!(xmp.contains("<pdfaid:part>3") && xmp.contains("<pdfuaid:part>1"), "archival, tagged");

    // One alone is its own file, byte for byte.
    let one = nadia.get(&format!("/reservations/conventions.pdf?choix={}", ids[0])).await;
    let own = nadia.get(&format!("/reservations/{}/convention.pdf", ids[0])).await;
    assert_eq!(one.body, own.body);

    // What holds no place is not printed, and it is said.
    app.clock.advance(TimeDelta::minutes(1));
    let end = format!("/reservations/{}/annulation", ids[1]);
    nadia.post(&end, &[("motif", "Malade")]).await.is(303);
    let pdf = nadia.get(&format!("/reservations/conventions.pdf?{}", choice(&ids))).await;
    assert_eq!(read(&pdf.body).1, 4);
    nadia.get("/reservations").await.says("1 réservation est sans place");
    nadia
        .get(&format!("/reservations/conventions.pdf?choix={}", ids[1]))
        .await
        .goes_to("/reservations");
    nadia.follow().await.says("il n’y a pas de convention à imprimer");
    app.letters().await;

    // A person prints many files of several, and one alone whatever their number.
    let two = format!("/reservations/conventions.pdf?{}", choice(&ids[..2]));
    nadia.post(&format!("/reservations/{}/annulation", ids[0]), &[("motif", "Malade")]).await;
    for _ in 2..30 {
        nadia.get(&two).await.goes_to("/reservations");
    }
    nadia.get(&two).await.is(429);
    nadia.get(&format!("/reservations/conventions.pdf?choix={}", ids[2])).await.is(200);
    app.letters().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_visits_are_one_agenda() {
    let app = TestApp::start().await;
    let ids = three(&app).await;
    app.letters().await;
    let mut nadia = nadia(&app).await;
    let file = nadia.get(&format!("/reservations/agenda.ics?{}", choice(&ids))).await;
    let text = file.is(200).html().replace("\r\n ", "");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 3, "{text}");
    assert_eq!(text.matches("BEGIN:VCALENDAR").count(), 1);
    assert!(text.contains("Atelier 2\\, Lycée de l’Atelier\\, "), "{text}");
    let street = &app.atelier.portal.tenant().details.address;
    assert!(street.iter().all(|line| text.contains(line.as_str())), "{street:?}: {text}");
    assert!(
        text.lines().filter(|line| line.starts_with("SUMMARY")).all(|line| !line.contains("PETIT"))
    );
    app.clock.advance(TimeDelta::days(11));
    let mut nadia = self::nadia(&app).await;
    let later = nadia.get(&format!("/reservations/agenda.ics?{}", choice(&ids))).await;
    assert_eq!(later.is(200).html().matches("BEGIN:VEVENT").count(), 1, "what is over is left out");
    app.clock.advance(TimeDelta::days(11));
    let mut nadia = self::nadia(&app).await;
    nadia.get(&format!("/reservations/agenda.ics?{}", choice(&ids))).await.goes_to("/reservations");
}

/// One reason, and what became of each.
#[tokio::test(flavor = "multi_thread")]
async fn several_pupils_are_taken_off_at_once() {
    let app = TestApp::start().await;
    let ids = three(&app).await;
    app.letters().await;
    let mut nadia = nadia(&app).await;
    nadia.get("/reservations?tri=eleve&tout=1").await.is(200);
    assert_eq!(nadia.page().all("tbody .pick").len(), 3);
    assert!(nadia.page().has("tbody input[checked]"), "without JavaScript all may be chosen");
    let back = "retour=%2Freservations%3Ftri%3Deleve";
    nadia
        .get(&format!("/reservations/annulation?{}{back}", choice(&ids[..2])))
        .await
        .is(200)
        .says("Désinscrire ces 2 élèves ?")
        .says("PETIT Léo")
        .says("ÉLAN Zoé")
        .says("est envoyé par courriel au Lycée de l’Atelier");
    nadia
        .submit("form.card", &[("motif", " ")])
        .await
        .is(422)
        .says("Indiquez le motif")
        .says("PETIT");
    // Meanwhile a colleague ends one of them.
    let colleague = app.origin(&app.atelier, &app.cacault).await;
    colleague.cancel(ids[1], &testing_web::reason("Double")).await.unwrap();
    let answer = nadia.submit("form.card", &[("motif", "Sortie scolaire ce jour-là.")]).await;
    answer.is(200).says("1 élève désinscrit").says("Rien n’a changé pour").says("déjà terminée");
    nadia.click("Retour à la liste").await.at("/reservations?tri=eleve").says("Annulée");
    assert!(nadia.page().all("tr.ended").len() == 2 && nadia.page().all("tbody .pick").len() == 1);
    // « Rétablir » is a button of another form: Enter in the list takes its first own button, which books nothing.
    assert!(nadia.page().has("form#retablir[method=post]"));
    assert_eq!(nadia.page().all("form.choosing .menu-panel button").len(), 2);
    assert_eq!(
        nadia.page().all(".menu-panel button[form=retablir][formaction$=retablissement]").len(),
        2
    );
    let told = app.letters().await;
    let told: Vec<_> = told.iter().filter(|letter| letter.subject.contains("annulée")).collect();
    assert_eq!(told.len(), 2);
    assert!(told.iter().any(|letter| letter.text.contains("Sortie scolaire ce jour-là.")));
    // What is over or ended is not asked about.
    nadia
        .get(&format!("/reservations/annulation?{}", choice(&ids[..2])))
        .await
        .is(200)
        .says("Personne à désinscrire")
        .hides("motif");
}

/// None, too many, what is no id, another school's, another portal's: nothing happens, nobody is named.
#[tokio::test(flavor = "multi_thread")]
async fn a_choice_is_hers_or_nothing() {
    let app = TestApp::start().await;
    let own = booked(&app, &app.atelier, &app.cacault, ["Bernard", "Inès", "3e B"]).await;
    let foreign = booked(&app, &app.atelier, &app.langevin, ["Zyskowicz", "Ivan", "4e C"]).await;
    let away = booked(&app, &app.jardins, &app.cacault, ["Élan", "Zoé", "3e A"]).await;
    app.letters().await;
    let mut nadia = nadia(&app).await;
    let before = app.backstage.fingerprint().await.unwrap();
    let many: Vec<BookingId> =
        (0..51).map(|_| app.backstage.random().id(app.clock.now()).into()).collect();
    for act in ["conventions.pdf", "agenda.ics", "annulation"] {
        let act = format!("/reservations/{act}");
        nadia.get(&act).await.goes_to("/reservations");
        nadia.follow().await.says("Cochez d’abord une ou plusieurs réservations");
        nadia.get(&format!("{act}?{}", choice(&many))).await.goes_to("/reservations");
        nadia.follow().await.says("50 réservations au plus");
        nadia.get(&format!("{act}?retour=//evil.example")).await.goes_to("/reservations");
        for wrong in [foreign, away, many[0]] {
            let chosen = choice(&[own, wrong]);
            nadia.get(&format!("{act}?{chosen}")).await.is(404).hides("ZYSKOWICZ").hides("ÉLAN");
        }
        for wrong in ["x", "%00", "", "<script>alert(1)</script>", "' OR 1=1 --"] {
            nadia.get(&format!("{act}?choix={own}&choix={wrong}")).await.is(404);
        }
    }
    for wrong in [foreign, away] {
        let fields = [own, wrong].map(|id| id.to_string());
        let fields = [("choix", fields[0].as_str()), ("choix", &fields[1]), ("motif", "x")];
        nadia.post("/reservations/annulation", &fields).await.is(404).hides("ZYSKOWICZ");
    }
    nadia.post("/reservations/annulation", &[("motif", "x")]).await.goes_to("/reservations");
    let after = app.backstage.fingerprint().await.unwrap();
    let changes = before.without(&["sessions"]).changes(&after.without(&["sessions"]));
    assert_eq!(changes, Vec::<String>::new());
}

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

/// Until the day is over a stage is « à venir », on its portal and at home; then nothing is asked for it, and
/// there is nothing to note.
#[tokio::test(flavor = "multi_thread")]
async fn yesterday_is_past_everywhere() {
    let app = TestApp::start().await;
    booked(&app, &app.atelier, &app.cacault, ["Petit", "Léo", "3e B"]).await;
    app.letters().await;
    let rule = "ne sera validé qu’à réception";
    for (hours, here, there) in [(9 * 24 + 5, "", "/anterieures"), (12, "/anterieures", "")] {
        app.clock.advance(TimeDelta::hours(hours));
        for host in [&app.atelier.host, &app.app.account_host()] {
            let mut nadia = app.signed_in(&app.cacault.manager, host).await;
            nadia.get(&format!("/reservations{there}")).await.is(200).hides("PETIT");
            let page = nadia.get(&format!("/reservations{here}")).await;
            page.is(200).says("PETIT Léo");
            let coming = here.is_empty();
            assert_eq!(page.text().contains(rule), coming, "{host}");
            assert_eq!(page.has("button[formaction='/reservations/agenda.ics']"), coming, "{host}");
        }
    }
}
