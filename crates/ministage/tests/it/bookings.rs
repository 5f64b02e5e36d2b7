//! Bookings through HTTP: « Inscrire un stagiaire », « Mes réservations », yes and no.

use domain::bookings::Pupil;
use domain::slots::Slot;
use domain::text::Reason;
use testing_web::{Browser, TestApp};

const FORM: &str = "form.stack";

async fn nadia(app: &TestApp) -> Browser {
    app.signed_in(&app.cacault.manager, &app.atelier.host).await
}

async fn editor(app: &TestApp) -> Browser {
    app.signed_in(&app.atelier.editor, &app.atelier.host).await
}

async fn slot(app: &TestApp) -> Slot {
    app.atelier.portal.published_slot(app.atelier.slot).await.unwrap().expect("it is published")
}

fn form(app: &TestApp) -> String {
    format!("/creneaux/{}/reservations/nouvelle", app.atelier.slot)
}

/// Books a pupil by hand, and gives back the page of the booking.
async fn book(browser: &mut Browser, app: &TestApp, last_name: &str) -> String {
    browser.get(&form(app)).await.is(200);
    let fields = [("nom", last_name), ("prenom", "Inès"), ("classe", "3e B")];
    let answer = browser.submit(FORM, &fields).await;
    let page = answer.is(303).location().expect("it leads to the booking").to_owned();
    page.split('?').next().expect("a path").to_owned()
}

/// Steps 3 and 6 of the main job, without JavaScript.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_books_looks_and_cancels() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    nadia
        .get(&format!("/creneaux/{}", app.atelier.slot))
        .await
        .is(200)
        .says("4 places restantes sur 4");
    nadia.click("Inscrire un stagiaire").await.is(200).says("La convocation vous est envoyée");
    let answer =
        nadia.submit(FORM, &[("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B")]).await;
    answer.is(303);
    nadia
        .follow()
        .await
        .is(200)
        .says("La réservation est enregistrée")
        .says("BERNARD Inès")
        .says("En attente");
    app.letters().await;
    nadia
        .get(&format!("/creneaux/{}", app.atelier.slot))
        .await
        .says("3 places restantes sur 4")
        .says("BERNARD Inès")
        .says("Conv");
    nadia.get("/reservations").await.is(200).says("BERNARD Inès").says("Résultats 1 - 1 sur 1");
    nadia
        .get("/reservations?recherche=personne")
        .await
        .is(200)
        .says("Aucune réservation ne correspond");
    nadia.get("/reservations/anterieures").await.is(200).says("Aucune réservation antérieure");
    nadia.get("/reservations").await.is(200);
    nadia
        .click("BERNARD Inès")
        .await
        .is(200)
        .says("La convocation a été envoyée")
        .says("Réservation par l’établissement");
    nadia.click("Désinscrire l’élève").await.is(200).says("au Lycée");
    nadia.submit("form.card", &[("motif", "  ")]).await.is(422).says("Indiquez le motif");
    nadia.submit("form.card", &[("motif", "L’élève est malade.")]).await.is(303);
    nadia
        .follow()
        .await
        .is(200)
        .says("la place est libre")
        .says("Annulée")
        .says("L’élève est malade.");
    assert_eq!(slot(&app).await.booked, 0);
    app.letters().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_beside_the_field() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    nadia.get(&form(&app)).await.is(200);
    let answer = nadia.submit(FORM, &[("nom", ""), ("prenom", "Inès"), ("classe", "=1+1")]).await;
    answer.is(422).says("Indiquez le nom de l’élève.").says("Le signe « = »");
    assert_eq!(answer.attribute("#prenom", "value"), "Inès", "what was typed stays");
    assert_eq!(answer.attribute("#classe", "value"), "=1+1");
    // A form without fields is a form with mistakes, not a bare refusal.
    nadia
        .post(&format!("/creneaux/{}/reservations", app.atelier.slot), &[])
        .await
        .is(422)
        .says("Indiquez le nom");
    assert_eq!(slot(&app).await.booked, 0);
}

/// The same form sent twice is one booking; the same pupil typed again is told so.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_is_one_booking() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let page = nadia.get(&form(&app)).await;
    let once = page.attribute("input[name=once]", "value");
    let target = format!("/creneaux/{}/reservations", app.atelier.slot);
    let fields =
        [("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B"), ("once", once.as_str())];
    let first = nadia.post(&target, &fields).await.is(303).location().map(str::to_owned);
    let second = nadia.post(&target, &fields).await.is(303).location().map(str::to_owned);
    assert_eq!(first, second);
    app.clock.advance(chrono::TimeDelta::minutes(1));
    nadia.get(&form(&app)).await.is(200);
    let again = nadia.submit(FORM, &fields[..3]).await;
    again.is(409).says("déjà inscrit");
    assert_eq!(again.attribute("#nom", "value"), "Bernard");
    assert_eq!(slot(&app).await.booked, 1);
    app.letters().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_stage_says_so() {
    let app = TestApp::start().await;
    let small = app.atelier.small_slot;
    let mut nadia = nadia(&app).await;
    nadia.get(&format!("/creneaux/{small}/reservations/nouvelle")).await.is(200);
    app.book(&app.atelier, &app.langevin, small, Pupil::new("Petit", "Léo", "3e A").unwrap()).await;
    nadia
        .submit(FORM, &[("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B")])
        .await
        .is(409)
        .says("complet")
        .says("Aucune autre date de cette formation n’a de place pour l’instant.");
    assert!(!nadia.page().has("#nom"), "no form that can only be refused");
    app.letters().await;
}

/// Full, closed, cancelled or begun: other dates of the formation, and what was typed comes along, to one date after the
/// other, also in the window.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_that_takes_nobody_leads_to_the_next_dates() {
    let app = TestApp::start().await;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 9).unwrap();
    let mut later = Vec::new();
    for days in [0, 7] {
        let draft = app.atelier.draft(day + chrono::Days::new(days), 4);
        later.push(app.slot(&app.atelier, draft).await);
    }
    let editor = app.host(&app.atelier).await;
    let typed = [("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B")];
    for (number, window) in [(0, false), (1, true), (2, false)] {
        let date = day - chrono::Days::new(number);
        let slot = app.slot(&app.atelier, app.atelier.draft(date, 1)).await;
        let mut nadia = nadia(&app).await;
        if window {
            nadia =
                nadia.with_header("hx-request", "true").with_header("hx-target", "drawer-content");
        }
        nadia.get(&format!("/creneaux/{slot}/reservations/nouvelle")).await.is(200);
        let why = match number {
            0 => {
                let leo = Pupil::new("Petit", "Léo", "3e A").unwrap();
                app.book(&app.atelier, &app.langevin, slot, leo).await;
                "Ce stage est complet"
            }
            1 => {
                editor.close_slot(slot).await.unwrap();
                "Les inscriptions à ce stage sont closes."
            }
            _ => {
                editor.cancel_slot(slot, &Reason::parse("panne").unwrap()).await.unwrap();
                "Ce stage est annulé."
            }
        };
        let page = nadia.submit(FORM, &typed).await;
        page.is(409).says(why).says("Prochaines dates de cette formation");
        page.says("Le nom, le prénom et la classe que vous avez saisis pour Inès sont gardés.");
        assert!(!page.has("#nom"));
        for other in &later {
            let form = format!("/creneaux/{other}/reservations/nouvelle?saisie=gardee");
            assert!(page.has(&format!("a[href='{form}']")), "{form}");
            let form = nadia.get(&form).await;
            assert_eq!(form.is(200).attribute("#nom", "value"), "Bernard");
            assert_eq!(form.attribute("#classe", "value"), "3e B");
        }
        // Without a word of it elsewhere.
        let other = format!("/creneaux/{}/reservations/nouvelle", later[0]);
        assert_eq!(nadia.get(&other).await.is(200).attribute("#nom", "value"), "");
        // Opened anew, it says so at once.
        nadia
            .get(&format!("/creneaux/{slot}/reservations/nouvelle"))
            .await
            .is(200)
            .says("Prochaines dates");
    }
    app.leave_jobs();
}

/// In the window of the calendar the stage is shown again, with the pupil on it.
#[tokio::test(flavor = "multi_thread")]
async fn the_window_refreshes() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app)
        .await
        .with_header("hx-request", "true")
        .with_header("hx-target", "drawer-content");
    nadia.get(&form(&app)).await.is(200).hides("<html");
    let wrong = nadia.submit(FORM, &[("nom", ""), ("prenom", "Inès"), ("classe", "3e B")]).await;
    wrong.is(422).hides("<html").says("Indiquez le nom de l’élève.");
    assert!(wrong.html().contains("data-error-summary"), "the script puts the focus there");
    nadia.submit(FORM, &[("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B")]).await.is(303);
    let said = "La réservation est enregistrée : BERNARD Inès, « En attente ».";
    nadia.follow().await.is(200).hides("<html").says(said).says("Conv");
    // Only of who is on this stage.
    let other = format!("/creneaux/{}?inscrit={}", app.atelier.slot, app.atelier.slot);
    nadia.get(&other).await.is(200).hides("La réservation est enregistrée");
    app.letters().await;
}

/// Step 7: the staff see their trainees, validate and refuse.
#[tokio::test(flavor = "multi_thread")]
async fn the_staff_decide() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let first = book(&mut nadia, &app, "Bernard").await;
    let second = book(&mut nadia, &app, "Petit").await;
    let mut editor = editor(&app).await;
    editor
        .get("/stagiaires")
        .await
        .is(200)
        .says("BERNARD Inès")
        .says("Collège")
        .says("Résultats 1 - 2 sur 2");
    editor
        .get("/stagiaires?recherche=petit&statut=pending&periode=toutes")
        .await
        .is(200)
        .says("Résultats 1 - 1 sur 1");
    editor.get("/stagiaires?statut=x&periode=y&page=z&par=w").await.is(200);
    editor.get(&first).await.is(200);
    editor.submit(&format!("form[action='{first}/validation']"), &[]).await.goes_to(&first);
    editor.follow().await.says("Validée").says("Collège").says("L’établissement est prévenu.");
    // A second click is no error; nor is a colleague who thought the same.
    editor.post(&format!("{first}/validation"), &[]).await.goes_to(&first);
    editor.get(&format!("{second}/refus")).await.is(200).says("au Collège");
    editor.submit("form.card", &[("motif", "")]).await.is(422);
    editor
        .submit("form.card", &[("motif", "Réservé aux élèves de troisième.")])
        .await
        .goes_to(&second);
    editor.follow().await.says("Refusée");
    editor.post(&format!("{second}/validation"), &[]).await.goes_to(&second);
    editor.follow().await.says("déjà « Refusée »");
    let mut teacher = app.signed_in(&app.atelier.teacher, &app.atelier.host).await;
    teacher.get("/stagiaires").await.is(200).hides("Valider");
    teacher.post(&format!("{first}/refus"), &[("motif", "non")]).await.is(404);
    app.letters().await;
    nadia.get(&second).await.is(200).says("Réservé aux élèves de troisième.");
}

/// What belongs to others is not there: 404, and nothing happens.
#[tokio::test(flavor = "multi_thread")]
async fn others_find_nothing() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let page = book(&mut nadia, &app, "Bernard").await;
    app.letters().await;
    let before = app.backstage.fingerprint().await.unwrap();
    let mut langevin = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    let mut neighbour = app.signed_in(&app.jardins.editor, &app.jardins.host).await;
    let mut away = app.signed_in(&app.cacault.manager, &app.jardins.host).await;
    for browser in [&mut langevin, &mut neighbour, &mut away] {
        for path in ["", "/annulation", "/refus", "/convention.pdf", "/agenda.ics"] {
            browser.get(&format!("{page}{path}")).await.is(404).hides("BERNARD");
        }
        for path in ["/annulation", "/validation", "/refus"] {
            browser.post(&format!("{page}{path}"), &[("motif", "x")]).await.is(404);
        }
    }
    let after = app.backstage.fingerprint().await.unwrap();
    let changes = before.without(&["sessions"]).changes(&after.without(&["sessions"]));
    assert_eq!(changes, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_agenda_takes_the_visit() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let page = book(&mut nadia, &app, "Bernard").await;
    let file = nadia.get(&format!("{page}/agenda.ics")).await;
    assert!(file.is(200).header("content-type").unwrap().starts_with("text/calendar"));
    let text = file.html();
    assert!(text.contains("DTSTART:20261202T080000Z") && text.contains("CAP Cuisine"), "{text}");
    app.letters().await;
}

/// Hostile words in each field are refused with a reason, or shown as they are; never 500.
#[tokio::test(flavor = "multi_thread")]
async fn hostile_words_do_no_harm() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let target = format!("/creneaux/{}/reservations", app.atelier.slot);
    let long = "a".repeat(60_000);
    let huge = "a".repeat(1_000_000);
    let hostile = [
        "#read(\"/etc/passwd\")",
        "<script>alert(1)</script>",
        "x\r\nBcc: a@b.fr",
        "=1+1",
        "\u{202e}sèni",
        "🎓",
        "\u{0}",
        "%00",
        "'; DROP TABLE bookings --",
        "{{ 7*7 }}",
        &long,
    ];
    for words in hostile {
        for field in ["nom", "prenom", "classe"] {
            let fields = ["nom", "prenom", "classe"]
                .map(|name| (name, if name == field { words } else { "Inès" }));
            let answer = nadia.post(&target, &fields).await;
            answer.is(422).hides("<script>alert");
        }
    }
    nadia.post(&target, &[("nom", huge.as_str())]).await.is(413);
    assert_eq!(slot(&app).await.booked, 0);
    let page = book(&mut nadia, &app, "Bernard").await;
    for words in &hostile[..hostile.len() - 1] {
        nadia
            .get(&format!("/reservations?recherche={}", url_encoded(words)))
            .await
            .is(200)
            .hides("<script>alert");
    }
    nadia.post(&format!("{page}/annulation"), &[("motif", &long)]).await.is(422);
    // An address is no reason: it would be a link in the letter.
    let reason = hostile[..10].join(" ");
    nadia.post(&format!("{page}/annulation"), &[("motif", reason.as_str())]).await.is(422);
    let reason = reason.replace("a@b.fr", "anne");
    nadia.post(&format!("{page}/annulation"), &[("motif", reason.as_str())]).await.is(303);
    nadia.follow().await.is(200).says("<script>alert(1)</script>").says("{{ 7*7 }}").says("🎓");
    let letters = app.letters().await;
    let told =
        letters.iter().find(|letter| letter.subject.contains("annulée")).expect("the host is told");
    assert!(told.text.contains("#read(\"/etc/passwd\")") && !told.html.contains("<script>"));
}

fn url_encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
