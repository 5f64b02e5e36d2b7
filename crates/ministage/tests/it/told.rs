//! Who learns of what: said from the recipients that there are, and whom to call where there are none.

use chrono::{DateTime, NaiveTime, TimeDelta};
use domain::slots::SlotDraft;
use testing_web::{Browser, INES, TestApp};

const BELLEVUE: &str = "0440013A";

/// Step 3 of « Réserver » for a pupil of the school without an account.
fn identity(app: &TestApp) -> String {
    format!("/reserver/identite?pour={BELLEVUE}&creneau={}", app.atelier.slot)
}

/// The lycée inscribes a pupil of a school without an account; the page of the booking.
async fn inscribed(app: &TestApp) -> (Browser, String) {
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get(&identity(app)).await.is(200);
    let waiting = [&INES[..], &[("valider", "")]].concat();
    editor.submit("form.stack", &waiting).await.is(303);
    let page = editor.follow().await.url.path().to_owned();
    (editor, page)
}

/// A school that the directory gives neither mailbox nor form of one for.
async fn without_mailbox(app: &TestApp, phone: &str) {
    let school = format!(
        "UPDATE schools SET mail = NULL, sector = 'private', phone = {phone} WHERE uai = '{BELLEVUE}'"
    );
    app.db.run(&school).await;
}

/// The one letter that waits: to whom, and what it says.
async fn letter(app: &TestApp) -> (String, String) {
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("one letter, not {}", letters.len()) };
    // A letter that speaks of a file brings it, and a school that prints for itself gets none.
    assert_eq!(letter.attachment.is_some(), letter.text.contains("ce courriel"), "{}", letter.text);
    (letter.to.address.clone(), letter.text.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_without_an_account_is_written_to_at_its_mailbox() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let mailbox = "ce.0440013a@ac-nantes.fr";
    let no_account = "cet établissement n’a pas de compte";
    editor
        .get(&identity(&app))
        .await
        .says(&format!("La convocation est envoyée à {mailbox}"))
        .says("La convention y est jointe.");
    let (mut editor, page) = inscribed(&app).await;
    editor.page().says(&format!("Les courriels partent à {mailbox}")).says(no_account);
    let (to, text) = letter(&app).await;
    assert_eq!(to, mailbox);
    assert!(text.contains("sa convocation") && text.contains("BERNARD Inès"), "{text}");
    assert!(text.contains(&format!("/inscription/{BELLEVUE}")), "where it gets an account: {text}");
    assert!(!text.contains("/reservations/"), "its page cannot be opened: {text}");
    assert!(text.contains("jointe à ce courriel"), "nor can its convention: {text}");
    editor.get(&page).await.is(200);
    editor.submit("form[action$=validation]", &[]).await.is(303);
    editor
        .follow()
        .await
        .says(&format!("La réservation est validée. Un courriel part à {mailbox}"))
        .says(no_account)
        .hides("est prévenu");
    let (to, text) = letter(&app).await;
    assert!(to == mailbox && text.contains("validé la réservation"), "{to}: {text}");
    editor.get(&format!("{page}/deplacement")).await.says(mailbox).hides("L’établissement reçoit");
    let both = format!("revenez sur votre validation est envoyée, avec le motif, à {mailbox}");
    editor.get(&format!("{page}/refus")).await.says(&both);
    editor.submit("form.card", &[("motif", "Complet.")]).await.is(303);
    editor.follow().await.says(mailbox).hides("est prévenu");
    assert_eq!(letter(&app).await.0, mailbox);
}

/// Inscribed and validated at once: the one letter to a mailbox says both, and where an account is had.
#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_reads_what_is_validated_at_once() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get(&identity(&app)).await.is(200);
    editor.submit("form.stack", &INES).await.is(303);
    editor.follow().await.says("Elle est validée.").says("Les courriels partent à");
    let (to, text) = letter(&app).await;
    assert_eq!(to, "ce.0440013a@ac-nantes.fr");
    assert!(text.contains("validée par le lycée") && !text.contains("En attente"), "{text}");
    assert!(text.contains(&format!("/inscription/{BELLEVUE}")), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_that_cannot_be_written_to_is_to_be_called() {
    for (phone, call) in
        [("'02 40 51 00 00'", "prévenez-le au 02 40 51 00 00"), ("NULL", "prévenez-le vous-même")]
    {
        let app = TestApp::start().await;
        without_mailbox(&app, phone).await;
        let (mut editor, page) = inscribed(&app).await;
        editor.page().says(call);
        editor.get(&page).await.is(200).says(call);
        editor.submit("form[action$=validation]", &[]).await.is(303);
        editor.follow().await.says("La réservation est validée.").says(call).hides("est prévenu");
        editor.get(&format!("{page}/eleve")).await.says(call).hides("par courriel");
        editor.submit("form.card", &[("nom", "Petit")]).await.is(303);
        editor.follow().await.says(call).hides("est prévenu");
        editor.get(&format!("{page}/refus")).await.says(call).hides("par courriel");
        let stage = format!("/creneaux/{}", app.atelier.slot);
        editor.get(&format!("{stage}/modification")).await.says("À prévenir par téléphone");
        editor.get(&format!("{stage}/annulation")).await.says("Collège Bellevue").says(call);
        editor.submit("form.card", &[("motif", "Enseignante absente.")]).await.is(303);
        editor
            .follow()
            .await
            .says("À prévenir par téléphone : Collège Bellevue, Guémené-Penfao")
            .hides("sont prévenus");
        let mut letters = app.letters().await;
        letters.retain(|letter| letter.to.address != app.atelier.teacher.login);
        assert!(letters.is_empty(), "nobody but the stage's teacher was written to");
    }
}

/// A school that has an account is told there, as before; both together are told apart.
#[tokio::test(flavor = "multi_thread")]
async fn those_who_read_and_those_who_do_not_are_told_apart() {
    let app = TestApp::start().await;
    without_mailbox(&app, "'02 40 51 00 00'").await;
    let ali = domain::bookings::Pupil::new("Petit", "Ali", "3e A").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, ali).await;
    let (mut editor, _) = inscribed(&app).await;
    editor
        .get(&format!("/creneaux/{}/annulation", app.atelier.slot))
        .await
        .says("Collège Cacault, Clisson : 1 élève")
        .says("Collège Bellevue, Guémené-Penfao : 1 élève ; prévenez-le au 02 40 51 00 00");
    app.leave_jobs();
}

/// Nine o’clock, noon, one o’clock: to come, in progress, over.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_in_progress_is_not_over() {
    let app = TestApp::start().await;
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    let draft = SlotDraft { starts: hour(9), ends: hour(16), ..app.atelier.draft(day, 4) };
    let slot = app.slot(&app.atelier, draft).await;
    let pupil = |name| domain::bookings::Pupil::new(name, "Ali", "3e A").unwrap();
    for name in ["Petit", "Moreau"] {
        app.book(&app.atelier, &app.cacault, slot, pupil(name)).await;
    }
    let stage = format!("/creneaux/{slot}");
    let month = "/calendrier?date=2026-12-03&vue=semaine";
    for (moment, said, unsaid, listed) in [
        ("2026-12-03T07:00:00Z", "2 places restantes sur 4", "En cours", true),
        ("2026-12-03T09:00:00Z", "Ce stage est en cours.", "passé", true),
        ("2026-12-03T16:00:00Z", "Ce stage est passé.", "En cours", false),
    ] {
        let moment: DateTime<chrono::Utc> = moment.parse().unwrap();
        app.clock.advance(moment - app.clock.now() + TimeDelta::seconds(1));
        let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
        let page = nadia.get(&stage).await;
        page.is(200).says(said).hides(unsaid);
        if said.starts_with("Ce stage") {
            page.says("2 stagiaires sur 4").hides("restantes");
        }
        nadia.get(month).await.is(200);
        let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
        let home = editor.get("/tableau-de-bord").await;
        home.is(200).says("PETIT Ali").hides("3 déc.");
        match listed {
            true => home.hides("Passé"),
            false => home.says("Passé"),
        };
    }
    app.leave_jobs();
}

/// « Valider » on a page that is out of date: nothing is decided, and what changed is said.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_out_of_date_decides_nothing() {
    let app = TestApp::start().await;
    let ines = domain::bookings::Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let id = app.book(&app.atelier, &app.cacault, app.atelier.slot, ines).await;
    let page = format!("/reservations/{id}");
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    for (list, verb, name) in [
        ("/stagiaires".to_owned(), "validation", "Petit"),
        (format!("/creneaux/{}", app.atelier.slot), "validation", "Moreau"),
        (page.clone(), "validation", "Aubertin"),
        (page.clone(), "convention-recue", "Caradec"),
    ] {
        editor.get(&list).await.is(200);
        nadia.get(&format!("{page}/eleve")).await.is(200);
        nadia.submit("form.card", &[("nom", name)]).await.is(303);
        editor.submit(&format!("form[action='{page}/{verb}']"), &[]).await.goes_to(&page);
        editor
            .follow()
            .await
            .says("Rien n’est enregistré : depuis votre lecture, l’élève a changé.")
            .says(&format!("C’est maintenant {} Inès, 3e B", name.to_uppercase()))
            .says("En attente")
            .says("Convention attendue");
    }
    // In the window of the calendar it is said above the stage.
    let stage = format!("/creneaux/{}", app.atelier.slot);
    let mut window = app
        .signed_in(&app.atelier.editor, &app.atelier.host)
        .await
        .with_header("hx-request", "true")
        .with_header("hx-target", "drawer-content");
    window.get(&stage).await.is(200).hides("<html");
    nadia.get(&format!("{page}/eleve")).await.is(200);
    nadia.submit("form.card", &[("nom", "Caradec"), ("classe", "3e A")]).await.is(303);
    window.submit(&format!("form[action='{page}/validation']"), &[]).await.goes_to(&stage);
    window.follow().await.hides("<html").says("l’élève a changé").says("CARADEC Inès");
    // « Refuser » keeps the motif, under the pupil who is there now.
    editor.get(&format!("{page}/refus")).await.says("CARADEC");
    nadia.get(&format!("{page}/eleve")).await.is(200);
    nadia.submit("form.card", &[("nom", "Le Bihan")]).await.is(303);
    let again = editor.submit("form.card", &[("motif", "Complet.")]).await;
    again.is(409).says("l’élève a changé").says("LE BIHAN Inès").says("Complet.");
    editor.submit("form.card", &[]).await.goes_to(&page);
    editor.follow().await.says("Refusée");
    app.leave_jobs();
}

/// The same of whoever changes a booking: a colleague's pupil is neither put back, moved nor cancelled unseen.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_out_of_date_changes_nothing() {
    let app = TestApp::start().await;
    let ines = domain::bookings::Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let id = app.book(&app.atelier, &app.cacault, app.atelier.slot, ines).await;
    let page = format!("/reservations/{id}");
    let mut colleague = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let mut school = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let mut replaced = async |name: &str| {
        colleague.get(&format!("{page}/eleve")).await.is(200);
        colleague.submit("form.card", &[("nom", name)]).await.is(303);
    };
    for (late, name) in [(&mut school, "Petit"), (&mut editor, "Moreau")] {
        late.get(&format!("{page}/eleve")).await.is(200);
        replaced(name).await;
        let again = late.submit("form.card", &[("classe", "3e A")]).await;
        again.is(409).says("l’élève a changé").says(&format!("{} Inès", name.to_uppercase()));
        assert_eq!(again.attribute("#classe", "value"), "3e A");
    }
    school.get(&format!("{page}/annulation")).await.is(200).says("MOREAU");
    replaced("Aubertin").await;
    let again = school.submit("form.card", &[("motif", "Malade.")]).await;
    again.is(409).says("l’élève a changé").says("AUBERTIN Inès").says("Malade.");
    let booking = app.atelier.portal.booking(id).await.unwrap().expect("it is there");
    assert_eq!(booking.pupil.last_name, "Aubertin");
    assert!(booking.status.holds_place());
    // What was read again is done.
    school.submit("form.card", &[]).await.goes_to(&page);
    school.follow().await.says("Annulée");
    app.leave_jobs();
}

/// Nor is a stage that moved since its form was opened; nor one of several who are chosen.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_that_moved_is_not_booked_unread() {
    let app = TestApp::start().await;
    let form = format!("/creneaux/{}/reservations/nouvelle", app.atelier.slot);
    let mut school = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    school.get(&form).await.is(200);
    editor.get(&format!("/creneaux/{}/modification", app.atelier.slot)).await.is(200);
    editor.submit("form.card", &[("debut", "08:00")]).await.is(303);
    let typed = [("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B")];
    let asked = school.submit("main form", &typed).await;
    asked.is(409).says("Ce stage a changé depuis que vous l’avez ouvert.").says("8 h – ");
    assert_eq!(asked.attribute("#nom", "value"), "Bernard");
    let booked = school.submit("main form", &[]).await.is(303).location().unwrap().to_owned();
    let id = booked.split(['/', '?']).nth(2).unwrap().to_owned();

    school.get(&format!("/reservations/annulation?choix={id}")).await.is(200).says("BERNARD");
    let mut colleague = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    colleague.get(&format!("/reservations/{id}/eleve")).await.is(200);
    colleague.submit("form.card", &[("nom", "Petit")]).await.is(303);
    let kept = school.submit("form.card", &[("motif", "Malade.")]).await;
    kept.is(200).says("a changé depuis votre lecture").says("PETIT Inès");
    let booking = app.atelier.portal.booking(id.parse().unwrap()).await.unwrap();
    assert!(booking.is_some_and(|booking| booking.status.holds_place()));
    app.leave_jobs();
}

/// What was validated for one pupil waits for another; said before, on the page, and in both letters.
#[tokio::test(flavor = "multi_thread")]
async fn another_pupil_waits_again() {
    let app = TestApp::start().await;
    let ines = domain::bookings::Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let id = app.book(&app.atelier, &app.cacault, app.atelier.slot, ines).await;
    let host = app.host(&app.atelier).await;
    testing_web::confirm(&host, id).await.unwrap();
    app.letters().await;
    let page = format!("/reservations/{id}");
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("{page}/eleve")).await.says("de nouveau « En attente »");
    nadia.submit("form.card", &[("nom", "Petit")]).await.is(303);
    nadia.follow().await.says("Le lycée est prévenu.").says("En attente");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 2);
    for letter in &letters {
        assert!(letter.text.contains("«\u{a0}En attente\u{a0}»"), "{}", letter.text);
    }
    nadia.get(&format!("{page}/eleve")).await.hides("de nouveau");
}
