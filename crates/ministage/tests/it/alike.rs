//! « Est-ce le même élève ? »: asked once, in each place where a pupil is booked, without JavaScript.

use domain::bookings::Pupil;
use domain::ids::SlotId;
use testing_web::{Answer, Browser, TestApp};

const FORM: &str = "form.stack";
const LINA: [(&str, &str); 3] = [("nom", "Nguyen"), ("prenom", "Lina"), ("classe", "3e D")];
const THERE: &str =
    "Un élève de ce nom est déjà inscrit à ce stage : NGUYEN Lina, 3e D. Est-ce le même élève ?";
const KNOWN: &str = "Un élève de ce nom est déjà connu : NGUYEN Lina, 3e D. Est-ce le même élève ?";

async fn nadia(app: &TestApp) -> Browser {
    app.signed_in(&app.cacault.manager, &app.atelier.host).await
}

fn lina(class: &str) -> Pupil {
    Pupil::new("Nguyen", "Lina", class).expect("a plain name")
}

async fn later(app: &TestApp, days: u64) -> SlotId {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 2).expect("a day");
    app.slot(&app.atelier, app.atelier.draft(day + chrono::Days::new(days), 4)).await
}

/// Lina is booked by her school, a minute ago.
async fn booked(app: &TestApp, slot: SlotId) -> String {
    let id = app.book(&app.atelier, &app.cacault, slot, lina("3e D")).await;
    app.clock.advance(chrono::TimeDelta::minutes(1));
    format!("/reservations/{id}")
}

/// The value of the button with these words.
#[track_caller]
fn button(page: &Answer, words: &str) -> String {
    let html = page.html();
    let at = html
        .find(&format!(">{words}"))
        .unwrap_or_else(|| panic!("no « {words} »:\n{}", page.text()));
    let start = html[..at].rfind("value=\"").expect("a value") + 7;
    html[start..].split('"').next().expect("its end").to_owned()
}

async fn answer(browser: &mut Browser, form: &str, words: &str) -> Answer {
    let value = button(browser.page(), words);
    browser.submit(form, &[("identite", &value)]).await
}

async fn taken(app: &TestApp, slot: SlotId) -> i32 {
    app.atelier.portal.published_slot(slot).await.unwrap().expect("it is published").booked
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_stage_a_school_is_asked_and_answers() {
    let app = TestApp::start().await;
    let slot = app.atelier.slot;
    let there = booked(&app, slot).await;
    let mut nadia = nadia(&app).await;
    let form = format!("/creneaux/{slot}/reservations/nouvelle");
    nadia.get(&form).await.is(200);
    let asked = nadia.submit(FORM, &LINA).await;
    asked.is(409).says(THERE).says("Oui, le même élève").says("Non, un homonyme");
    for (field, typed) in [("#nom", "Nguyen"), ("#prenom", "Lina"), ("#classe", "3e D")] {
        assert_eq!(asked.attribute(field, "value"), typed, "what was typed stays");
    }
    let yes = answer(&mut nadia, FORM, "Oui, le même élève").await;
    yes.is(409).says("Cet élève est déjà inscrit à ce stage.").hides("un homonyme");
    assert_eq!(taken(&app, slot).await, 1);
    let mend = nadia.click("Corriger sa classe : 3e D").await;
    assert_eq!(mend.is(200).attribute("#classe", "value"), "3e D");
    assert_eq!(mend.url.path(), format!("{there}/eleve"));
    nadia.get(&there).await.is(200);
    nadia.get(&form).await.is(200);
    nadia.submit(FORM, &LINA).await.is(409);
    let again = nadia.page().clone();
    answer(&mut nadia, FORM, "Non, un homonyme").await.is(303);
    let page = nadia.follow().await;
    page.is(200).says("La réservation est enregistrée").says("NGUYEN Lina (homonyme 2)");
    let made = page.url.path().to_owned();
    // The very same form again is the same booking.
    let (other, shown) =
        (button(&again, "Non, un homonyme"), again.attribute("input[name=montres]", "value"));
    let once = again.attribute("input[name=once]", "value");
    let sent = [("identite", other.as_str()), ("montres", &shown), ("once", &once)];
    let sent: Vec<_> = LINA.iter().chain(&sent).copied().collect();
    let target = format!("/creneaux/{slot}/reservations");
    let twice = nadia.post(&target, &sent).await;
    assert!(twice.is(303).location().expect("a booking").starts_with(&made));
    assert_eq!(taken(&app, slot).await, 2);
    // Both sides read the mark, and the mail has it.
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/stagiaires").await.is(200).says("NGUYEN Lina (homonyme 2)").says("NGUYEN Lina");
    nadia.get("/reservations").await.is(200).says("NGUYEN Lina (homonyme 2)");
    let letters = app.letters().await;
    assert!(letters.iter().any(|letter| letter.text.contains("NGUYEN Lina (homonyme\u{a0}2)")));
}

/// Which of them, in few words; an answer that is none asks again, and a corrected name needs none.
#[tokio::test(flavor = "multi_thread")]
async fn of_several_one_is_chosen() {
    let app = TestApp::start().await;
    booked(&app, app.atelier.slot).await;
    let mut nadia = nadia(&app).await;
    nadia.get(&format!("/creneaux/{}/reservations/nouvelle", app.atelier.slot)).await.is(200);
    nadia.submit(FORM, &LINA).await.is(409);
    answer(&mut nadia, FORM, "Non, un homonyme").await.is(303);
    let week = later(&app, 7).await;
    let form = format!("/creneaux/{week}/reservations/nouvelle");
    nadia.get(&form).await.is(200);
    nadia
        .submit(FORM, &LINA)
        .await
        .is(409)
        .says("Plusieurs élèves portent ce nom. Lequel est-ce ?")
        .says("Un autre homonyme");
    nadia.submit(FORM, &[("identite", "x")]).await.is(409).says("Lequel est-ce");
    answer(&mut nadia, FORM, "NGUYEN Lina (homonyme\u{a0}2), 3e D").await.is(303);
    nadia.follow().await.is(200).says("NGUYEN Lina (homonyme 2)");
    app.clock.advance(chrono::TimeDelta::minutes(1));
    nadia.get(&form).await.is(200);
    nadia
        .submit(FORM, &LINA)
        .await
        .is(409)
        .says("NGUYEN Lina (homonyme 2), 3e D, déjà inscrit à ce stage : Voir sa réservation");
    nadia.submit(FORM, &[("nom", "Nguyen-Le")]).await.is(303);
    nadia.follow().await.is(200).says("NGUYEN-LE Lina");
    app.leave_jobs();
}

/// In the window of the calendar.
#[tokio::test(flavor = "multi_thread")]
async fn in_the_window_too() {
    let app = TestApp::start().await;
    let slot = app.atelier.slot;
    booked(&app, slot).await;
    let mut nadia = nadia(&app)
        .await
        .with_header("hx-request", "true")
        .with_header("hx-target", "drawer-content");
    nadia.get(&format!("/creneaux/{slot}/reservations/nouvelle")).await.is(200).hides("<html");
    nadia.submit(FORM, &LINA).await.is(409).hides("<html").says(THERE);
    answer(&mut nadia, FORM, "Non, un homonyme").await.is(303);
    let said = "La réservation est enregistrée : NGUYEN Lina (homonyme 2), « En attente ».";
    nadia.follow().await.is(200).hides("<html").says(said);
    app.leave_jobs();
}

/// « Réserver »: another class, then the names the other way round.
#[tokio::test(flavor = "multi_thread")]
async fn in_the_wizard_a_class_and_an_exchange_are_asked_about() {
    let app = TestApp::start().await;
    booked(&app, app.atelier.slot).await;
    let week = later(&app, 7).await;
    let mut nadia = nadia(&app).await;
    let form = format!("/reserver/identite?creneau={week}");
    nadia.get(&form).await.is(200);
    let other_class = [LINA[0], LINA[1], ("classe", "4e A")];
    nadia
        .submit(FORM, &other_class)
        .await
        .is(409)
        .says(KNOWN)
        .says("Enregistrer la saisie corrigée");
    // Back to step 2, and everything is there again.
    nadia.submit(FORM, &[("retour", "creneau")]).await.is(303);
    nadia.land().await.is(200);
    nadia.get(&form).await.is(200);
    assert_eq!(nadia.page().attribute("#classe", "value"), "4e A");
    nadia.submit(FORM, &[]).await.is(409).says(KNOWN);
    answer(&mut nadia, FORM, "Oui, le même élève").await.is(303);
    nadia.follow().await.is(200).says("NGUYEN Lina").says("4e A").hides("homonyme");
    let fortnight = later(&app, 14).await;
    nadia.get(&format!("/reserver/identite?creneau={fortnight}")).await.is(200);
    let exchanged = [("nom", "Lina"), ("prenom", "Nguyen"), ("classe", "3e D")];
    nadia
        .submit(FORM, &exchanged)
        .await
        .is(409)
        .says("Nom et prénom sont peut-être inversés. Un élève est déjà connu : NGUYEN Lina, 4e A.")
        .says("Non, un autre élève");
    // Corrected in the form, and answered: what is typed last is what holds.
    let yes = button(nadia.page(), "Oui, le même élève");
    let right = [("identite", yes.as_str()), ("nom", "Nguyen"), ("prenom", "Lina")];
    nadia.submit(FORM, &right).await.is(303);
    nadia.follow().await.is(200).says("NGUYEN Lina").says("3e D");
    // The same class however it is written is not asked about.
    let last = later(&app, 21).await;
    nadia.get(&format!("/reserver/identite?creneau={last}")).await.is(200);
    nadia.submit(FORM, &[("nom", "NGUYÊN"), ("prenom", "lina"), ("classe", "3°D")]).await.is(303);
    app.leave_jobs();
}

/// The lycée is asked about those whom it has seen: of a school outside, and of its own pupils.
#[tokio::test(flavor = "multi_thread")]
async fn the_staff_is_asked_about_its_own_bookings() {
    let app = TestApp::start().await;
    let slot = app.atelier.slot;
    // Known at the neighbour's only, in another class: not a word of it.
    app.book(&app.jardins, &app.cacault, app.jardins.slot, lina("4e A")).await;
    app.clock.advance(chrono::TimeDelta::minutes(1));
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    for school in [app.cacault.uai, app.atelier.portal.tenant().uai] {
        let form = format!("/reserver/identite?pour={school}&creneau={slot}");
        editor.get(&form).await.is(200);
        editor.submit(FORM, &LINA).await.is(303);
        editor.follow().await.is(200).says("NGUYEN Lina").says("3e D").hides("4e A");
        app.clock.advance(chrono::TimeDelta::minutes(1));
        editor.get(&form).await.is(200);
        editor.submit(FORM, &LINA).await.is(409).says(THERE).hides("4e A");
        answer(&mut editor, FORM, "Oui, le même élève").await.is(409).says("déjà inscrit");
        editor.get(&form).await.is(200);
        editor.submit(FORM, &LINA).await.is(409);
        answer(&mut editor, FORM, "Non, un homonyme").await.is(303);
        editor.follow().await.is(200).says("NGUYEN Lina (homonyme 2)");
    }
    assert_eq!(taken(&app, slot).await, 4);
    app.leave_jobs();
}

/// « Corriger ou remplacer l’élève » asks; « Déplacer » and « Rétablir » know.
#[tokio::test(flavor = "multi_thread")]
async fn where_a_booking_changes_it_is_asked_too() {
    let app = TestApp::start().await;
    let (slot, week) = (app.atelier.slot, later(&app, 7).await);
    let first = booked(&app, slot).await;
    let second = booked(&app, week).await;
    let mut nadia = nadia(&app).await;
    nadia.get(&format!("{first}/eleve")).await.is(200);
    nadia.submit("form.card", &[("classe", "4e A")]).await.is(409).says(KNOWN);
    assert_eq!(nadia.page().attribute("#classe", "value"), "4e A");
    answer(&mut nadia, "form.card", "Oui, le même élève").await.goes_to(&first);
    nadia.follow().await.is(200).says("NGUYEN Lina").says("4e A").hides("homonyme");
    nadia.get(&format!("{first}/deplacement")).await.is(200);
    let to = week.to_string();
    // Who is there already is not asked about.
    let refused = nadia.submit("main form[method=post]", &[("creneau", &to)]).await;
    refused.is(409).says("Cet élève est déjà inscrit à ce stage.").hides("Est-ce le même élève");
    nadia.click("Voir sa réservation").await.is(200).at(&second);
    nadia.post(&format!("{second}/annulation"), &[("motif", "malade")]).await.is(303);
    let form = format!("/creneaux/{week}/reservations/nouvelle");
    nadia.get(&form).await.is(200);
    nadia.submit(FORM, &[("nom", "NGUYEN"), ("prenom", "lina"), ("classe", "4A")]).await.is(303);
    let again = nadia.follow().await.url.path().to_owned();
    nadia.get(&second).await.is(200);
    let restore = format!("form[action='{second}/retablissement']");
    let refused = nadia.submit(&restore, &[]).await;
    refused.is(409).says("Cet élève est déjà inscrit à ce stage").hides("Est-ce le même élève");
    nadia.click("Voir sa réservation").await.is(200).at(&again);
    app.leave_jobs();
}

/// « Non, un homonyme » by mistake, in one class: « C’est en fait le même élève », and back.
#[tokio::test(flavor = "multi_thread")]
async fn a_mistaken_answer_is_taken_back() {
    let app = TestApp::start().await;
    let (slot, week) = (app.atelier.slot, later(&app, 7).await);
    let first = booked(&app, slot).await;
    let mut nadia = nadia(&app).await;
    nadia.get(&format!("/creneaux/{slot}/reservations/nouvelle")).await.is(200);
    nadia.submit(FORM, &LINA).await.is(409);
    answer(&mut nadia, FORM, "Non, un homonyme").await.is(303);
    let second = nadia.follow().await.url.path().to_owned();
    let page = nadia.get(&format!("{second}/eleve")).await;
    page.is(200).says("NGUYEN Lina, 3e D, déjà inscrit à ce stage : Voir sa réservation");
    page.says("désinscrivez l’une des deux réservations").hides("C’est en fait");
    let to = week.to_string();
    nadia.get(&format!("{second}/deplacement")).await.is(200);
    nadia.submit("main form[method=post]", &[("creneau", &to)]).await.is(303);
    nadia.get(&format!("{second}/eleve")).await.is(200);
    let form = "section form.stack-small";
    answer(&mut nadia, form, "C’est en fait le même élève que NGUYEN Lina, 3e D").await.is(303);
    nadia
        .follow()
        .await
        .is(200)
        .says("NGUYEN Lina")
        .says("L’élève est enregistré, la place est gardée.");
    nadia.get("/reservations").await.is(200).hides("homonyme");
    // And who was taken for another is told apart.
    nadia.get(&format!("{first}/eleve")).await.is(200).hides("C’est en fait le même élève");
    answer(&mut nadia, form, "C’est en fait un homonyme").await.is(303);
    nadia.follow().await.is(200).says("NGUYEN Lina (homonyme 2)");
    app.leave_jobs();
}

/// F11: the school reads that its pupil is taken, wherever; the lycée does not.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_taken_at_that_hour_is_said_to_the_school() {
    let app = TestApp::start().await;
    app.book(&app.jardins, &app.cacault, app.jardins.slot, lina("3e D")).await;
    let mut nadia = nadia(&app).await;
    nadia.get(&format!("/creneaux/{}/reservations/nouvelle", app.atelier.slot)).await.is(200);
    nadia.submit(FORM, &LINA).await.is(303);
    let said = "cet élève est aussi inscrit à un stage dont les horaires se chevauchent";
    let page = nadia.follow().await;
    page.is(200).says(said).says(&app.jardins.portal.tenant().name);
    let page = page.url.path().to_owned();
    let id = page.rsplit('/').next().expect("an id").to_owned();
    let mut window =
        nadia.with_header("hx-request", "true").with_header("hx-target", "drawer-content");
    window.get(&format!("/creneaux/{}?inscrit={id}", app.atelier.slot)).await.is(200).says(said);
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get(&page).await.is(200).hides(said);
    app.leave_jobs();
}

/// A number counts among those of a portal: that of the whole school would tell of pupils who are booked elsewhere.
#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_reads_no_number_of_pupils_elsewhere() {
    let app = TestApp::start().await;
    let slot = app.atelier.slot;
    booked(&app, slot).await;
    let mut nadia = nadia(&app).await;
    nadia.get(&format!("/creneaux/{slot}/reservations/nouvelle")).await.is(200);
    nadia.submit(FORM, &LINA).await.is(409);
    answer(&mut nadia, FORM, "Non, un homonyme").await.is(303);
    let mut here = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    here.get("/stagiaires").await.is(200).says("NGUYEN Lina (homonyme 2)");
    let mut there = app.signed_in(&app.jardins.editor, &app.jardins.host).await;
    let identity =
        format!("/reserver/identite?pour={}&creneau={}", app.cacault.uai, app.jardins.slot);
    there.get(&identity).await.is(200);
    there.submit(FORM, &LINA).await.is(303);
    there.follow().await.is(200).says("NGUYEN Lina").hides("homonyme");
    there.get("/stagiaires").await.is(200).says("NGUYEN Lina").hides("homonyme");
    // Another one of that name is its second, though the school's third.
    app.clock.advance(chrono::TimeDelta::minutes(1));
    there.get(&identity).await.is(200);
    there.submit(FORM, &LINA).await.is(409).hides("homonyme 1").hides("homonyme 2");
    answer(&mut there, FORM, "Non, un homonyme").await.is(303);
    let list = there.get("/stagiaires").await;
    list.is(200).says("NGUYEN Lina (homonyme 2)").hides("homonyme 3");
    app.leave_jobs();
}
