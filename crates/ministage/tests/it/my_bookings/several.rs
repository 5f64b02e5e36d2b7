//! Several bookings are printed, noted and ended at once.

use chrono::TimeDelta;
use domain::ids::BookingId;
use testing_web::TestApp;

use super::{booked, choice, nadia, three};
use crate::agreements::read;

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

    // What holds no place is not printed, and that is said before the file is.
    app.clock.advance(TimeDelta::minutes(1));
    let end = format!("/reservations/{}/annulation", ids[1]);
    nadia.post(&end, &[("motif", "Malade")]).await.is(303);
    let list = "retour=%2Freservations%3Ftri%3Deleve";
    let chosen = format!("/reservations/conventions.pdf?{}{list}", choice(&ids));
    let first = nadia.get(&chosen).await.is(200).clone();
    first.says("Une convention ne peut pas être imprimée");
    let [left, printed] = &first.all("section.card")[..] else { panic!("{}", first.text()) };
    assert!(left.contains("ÉLAN Zoé, 3e A réservation annulée"), "{left}");
    assert!(printed.contains("PETIT Léo") && printed.contains("MOREAU Maëlle"), "{printed}");
    let pdf = nadia.click("Imprimer les 2 autres").await;
    assert_eq!(read(&pdf.is(200).body).1, 4);
    let alone = nadia.get(&format!("/reservations/conventions.pdf?choix={}", ids[1])).await;
    alone.is(200).says("Aucune convention à imprimer").says("ÉLAN Zoé").says("réservation annulée");
    app.letters().await;

    // A person prints many files of several, and one alone whatever their number.
    let two = format!("/reservations/conventions.pdf?{}", choice(&ids[..2]));
    nadia.post(&format!("/reservations/{}/annulation", ids[0]), &[("motif", "Malade")]).await;
    for _ in 3..30 {
        nadia.get(&two).await.is(200).says("PETIT Léo").says("réservation annulée");
    }
    nadia.get(&two).await.is(429);
    nadia.get(&format!("/reservations/conventions.pdf?choix={}", ids[2])).await.is(200);
    app.letters().await;
}

/// Beside each that is not in the file stands why, on its portal and at home.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_printed_says_why() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let ids = three(&app).await;
    testing_web::refuse(&app.host(&app.atelier).await, ids[2], "Complet.").await.unwrap();
    // The stage of the first is over, and her school has had her erased.
    app.clock.advance(TimeDelta::days(12));
    let mut manager = nadia(&app).await;
    let erase = format!("/reservations/{}/effacement", ids[0]);
    manager.post(&erase, &[("motif", "family")]).await.is(303);
    for host in [app.atelier.host.clone(), app.app.account_host()] {
        let mut nadia = app.signed_in(&app.cacault.manager, &host).await;
        let chosen = format!("/reservations/conventions.pdf?{}", choice(&ids));
        let page = nadia.get(&chosen).await.is(200).clone();
        page.says("2 conventions ne peuvent pas être imprimées").hides("PETIT");
        let [left, printed] = &page.all("section.card")[..] else { panic!("{}", page.text()) };
        for line in ["(identité effacée)", "l’identité de l’élève est effacée"] {
            assert!(left.contains(line), "{line}: {left}");
        }
        assert!(left.contains("MOREAU Maëlle, 3e B réservation refusée par le lycée"), "{left}");
        assert!(printed.contains("ÉLAN Zoé"), "{printed}");
        assert_eq!(read(&nadia.click("Imprimer l’autre").await.is(200).body).1, 2);
    }
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
    let mut nadia = super::nadia(&app).await;
    let later = nadia.get(&format!("/reservations/agenda.ics?{}", choice(&ids))).await;
    assert_eq!(later.is(200).html().matches("BEGIN:VEVENT").count(), 1, "what is over is left out");
    app.clock.advance(TimeDelta::days(11));
    let mut nadia = super::nadia(&app).await;
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
    answer
        .is(200)
        .says("1 élève désinscrit")
        .says("Rien n’a changé pour")
        .says("n’a déjà plus de place");
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

/// One pupil on three stages is one pupil: what is taken off are her inscriptions.
#[tokio::test(flavor = "multi_thread")]
async fn places_are_not_counted_as_pupils() {
    let app = TestApp::start().await;
    let mut ids = Vec::new();
    for day in [14, 15, 16] {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        let slot = app.slot(&app.atelier, app.atelier.draft(day, 4)).await;
        let pupil = domain::bookings::Pupil::new("Le Gall", "Eva", "3e B").unwrap();
        ids.push(app.book(&app.atelier, &app.cacault, slot, pupil).await);
    }
    let mut nadia = nadia(&app).await;
    let ask = format!("/reservations/annulation?{}", choice(&ids));
    nadia.get(&ask).await.is(200).says("Retirer ces 3 inscriptions (1 élève) ?");
    nadia
        .submit("form.card", &[("motif", "Malade.")])
        .await
        .is(200)
        .says("3 inscriptions retirées (1 élève)");
    app.leave_jobs();
}
