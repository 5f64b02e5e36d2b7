//! What is printed is what holds: who is told what of a convention that changes, and how a school has it printed anew.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::bookings::Pupil;
use domain::history::Actor;
use domain::ids::{BookingId, SlotId};
use domain::slots::SlotDraft;
use domain::text::{Meeting, Room};
use testing_web::{Browser, TestApp};

use crate::agreements::read;

pub(crate) async fn booked(app: &TestApp, slot: SlotId, last_name: &str) -> BookingId {
    let pupil = Pupil::new(last_name, "Inès", "3e B").unwrap();
    let id = app.book(&app.atelier, &app.cacault, slot, pupil).await;
    app.letters().await;
    id
}

pub(crate) async fn nadia(app: &TestApp) -> Browser {
    app.signed_in(&app.cacault.manager, &app.atelier.host).await
}

/// The words of the convention that a browser opens.
async fn paper(browser: &mut Browser, booking: BookingId) -> String {
    let pdf = browser.get(&format!("/reservations/{booking}/convention.pdf")).await;
    read(&pdf.is(200).body).0
}

pub(crate) fn draft(app: &TestApp) -> SlotDraft {
    app.atelier.draft(NaiveDate::from_ymd_opt(2026, 12, 2).expect("a day"), 4)
}

pub(crate) async fn change(app: &TestApp, draft: &SlotDraft) {
    let host = app.host(&app.atelier).await;
    let version = host.slot(app.atelier.slot).await.unwrap().unwrap().version;
    host.change_slot(app.atelier.slot, version, draft, false).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_on_a_stage_is_told_line_by_line_and_once() {
    let app = TestApp::start().await;
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    let mut nadia = nadia(&app).await;
    assert!(paper(&mut nadia, id).await.contains("Madec"));
    let half_past_eight = NaiveTime::from_hms_opt(8, 30, 0).expect("a time");
    let other = SlotDraft {
        programme: app.atelier.second_programme,
        starts: half_past_eight,
        teachers: Vec::new(),
        ..draft(&app)
    };
    change(&app, &other).await;
    let printed = paper(&mut nadia, id).await;
    assert!(!printed.contains("Madec") && printed.contains("8 h 30"), "at once: {printed}");
    let letters = app.letters().await;
    let [taken, letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(taken.to.address, "madec@atelier.example");
    let text = letter.text.replace('\u{a0}', " ");
    assert!(letter.subject.starts_with("Stage modifié"), "{}", letter.subject);
    for line in [
        "9 h – 12 h → 8 h 30 – 12 h",
        "Formation",
        "CAP Cuisine → ",
        "Madec → rien",
        "Une nouvelle convention remplace la précédente",
    ] {
        assert!(text.contains(line), "« {line} » in {text}");
    }

    // Places are not printed: no version, no mail.
    change(&app, &SlotDraft { capacity: 7, ..other.clone() }).await;
    assert!(app.letters().await.is_empty());
    // There and back before the mail leaves: nothing has changed for her.
    change(&app, &SlotDraft { room: Room::parse("Labo 3").unwrap(), ..other.clone() }).await;
    change(&app, &other).await;
    assert!(app.letters().await.is_empty());
    // Twice before the mail leaves: one mail, of both.
    change(&app, &SlotDraft { room: Room::parse("Labo 3").unwrap(), ..other.clone() }).await;
    change(&app, &SlotDraft { room: Room::parse("Labo 4").unwrap(), ..other.clone() }).await;
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.text.contains("Atelier 2 → Labo 4"), "{}", letter.text);
}

/// The lycée reads who is told of what it saved.
#[tokio::test(flavor = "multi_thread")]
async fn the_lycee_reads_who_is_told() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let page = format!("/creneaux/{}/modification", app.atelier.slot);
    let form = "form[action$='/modification']";
    editor.get(&page).await.is(200);
    editor.submit(form, &[("salle", "Labo 1")]).await.is(303);
    editor.follow().await.says("Le stage est enregistré.").hides("prévenu");
    booked(&app, app.atelier.slot, "Bernard").await;
    booked(&app, app.atelier.slot, "Petit").await;
    editor.get(&page).await.is(200).says("tout ce qui change pour eux").says("consignes");
    editor.submit(form, &[("consignes", "Blouse en coton")]).await.is(303);
    editor.follow().await.says("1 établissement est prévenu de ce qui change.");
    editor.get(&page).await.is(200);
    editor.submit(form, &[("places", "8")]).await.is(303);
    editor.follow().await.says("Le stage est enregistré.").hides("prévenu de ce qui change");
    assert_eq!(app.letters().await.len(), 2, "one for each pupil");
}

/// A signed copy that is back stays good where the family signed for the same; the school is told where to go.
#[tokio::test(flavor = "multi_thread")]
async fn a_signed_copy_that_is_back_stays_good() {
    let app = TestApp::start().await;
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    let host = app.host(&app.atelier).await;
    testing_web::receive(&host, id).await.unwrap();
    change(&app, &SlotDraft { room: Room::parse("Labo 3").unwrap(), ..draft(&app) }).await;
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.text.contains("Atelier 2 → Labo 3"), "{}", letter.text);
    assert!(letter.text.contains("déjà revenue au lycée"), "{}", letter.text);
    let newest = app.atelier.portal.issue_agreement(id, "https://x").await.unwrap().unwrap();
    assert_eq!(newest.version, 1);
    let mut nadia = nadia(&app).await;
    nadia.get(&format!("/reservations/{id}")).await.says("Convention reçue");
}

/// The stage as it is, but in another room.
fn in_room(app: &TestApp, room: &str) -> SlotDraft {
    SlotDraft { room: Room::parse(room).unwrap(), ..draft(app) }
}

/// Changes the stage a minute later, and gives back the one letter that tells the school of it.
async fn told_of(app: &TestApp, draft: &SlotDraft) -> String {
    app.clock.advance(TimeDelta::minutes(1));
    change(app, draft).await;
    let mut letters = app.letters().await;
    letters.retain(|letter| letter.to.address != app.atelier.teacher.login);
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    letter.text.replace('\u{a0}', " ")
}

/// What is told is told since what was told last, whatever paper she holds.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_told_last_is_what_counts() {
    let app = TestApp::start().await;
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    let host = app.host(&app.atelier).await;
    testing_web::receive(&host, id).await.unwrap();
    let room = |room: &str| in_room(&app, room);
    let told = async |draft| told_of(&app, &draft).await;
    assert!(told(room("Labo 3")).await.contains("Atelier 2 → Labo 3"));
    assert!(told(room("Atelier 2")).await.contains("Labo 3 → Atelier 2"), "and back");
    let meeting = Meeting::parse("Loge").unwrap();
    let text = told(SlotDraft { meeting_point: meeting.clone(), ..room("Atelier 2") }).await;
    assert!(text.contains("→ Loge") && !text.contains("Labo 3"), "{text}");
    // Another hour: a new paper, and she is told of that hour.
    let starts = NaiveTime::from_hms_opt(8, 30, 0).expect("a time");
    let later = SlotDraft { starts, meeting_point: meeting, ..room("Atelier 2") };
    let text = told(later.clone()).await;
    assert!(text.contains("9 h – 12 h → 8 h 30 – 12 h") && !text.contains("→ Loge"), "{text}");
    // The receipt is a mistake: what changed meanwhile is printed, and told again.
    testing_web::receive(&host, id).await.unwrap();
    assert!(
        told(SlotDraft { room: Room::parse("Labo 4").unwrap(), ..later }).await.contains("Labo 4")
    );
    host.agreement_awaited(id).await.unwrap();
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.text.contains("Atelier 2 → Labo 4"), "since the signed one: {}", letter.text);
    assert!(!letter.text.contains("8 h 30 → "), "{}", letter.text);
    assert!(paper(&mut nadia(&app).await, id).await.contains("Labo 4"));
}

/// A booking whose convocation never left and whose convention was never printed: its school is told of every change that
/// the lycée is told it is told of, once each.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_never_printed_is_told_too() {
    let app = TestApp::start().await;
    let pupil = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let id = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    app.forget_jobs().await;
    testing_web::receive(&app.host(&app.atelier).await, id).await.unwrap();
    let room = |room: &str| in_room(&app, room);
    let told = async |draft| told_of(&app, &draft).await;
    assert!(told(room("55")).await.contains("Atelier 2 → 55"));
    let starts = NaiveTime::from_hms_opt(8, 30, 0).expect("a time");
    let text = told(SlotDraft { starts, ..room("55") }).await;
    assert!(text.contains("9 h – 12 h → 8 h 30 – 12 h") && !text.contains("Atelier 2"), "{text}");
    change(&app, &SlotDraft { starts, capacity: 7, ..room("55") }).await;
    assert!(app.letters().await.is_empty());
}

/// A pupil who is written otherwise, or replaced, in the seconds before the convocation left: the lycée reads what changed.
#[tokio::test(flavor = "multi_thread")]
async fn a_pupil_who_changes_before_the_convocation_leaves_is_told() {
    for (last_name, first_name) in [("Bernard", "Ines-Marie"), ("Petit", "Ali")] {
        let app = TestApp::start().await;
        let pupil = Pupil::new("Bernard", "Inès", "3e B").unwrap();
        let id = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
        let mut nadia = nadia(&app).await;
        nadia.get(&format!("/reservations/{id}/eleve")).await.is(200);
        let typed = [("nom", last_name), ("prenom", first_name)];
        nadia.submit("form.card", &typed).await.is(303);
        let letters = app.letters().await;
        let lycee = letters.iter().find(|letter| letter.to.address == "contact@atelier.example");
        let text = &lycee.expect("the lycée is told").text;
        assert!(text.contains("BERNARD Inès, 3e B → "), "{text}");
        assert!(text.contains(&format!("→ {} {first_name}", last_name.to_uppercase())), "{text}");
    }
}

/// Replaced and put back before a mail leaves: the words are those of the signed copy, the validation and the copy are
/// gone, and both sides are told.
#[tokio::test(flavor = "multi_thread")]
async fn replaced_and_put_back_is_told() {
    let app = TestApp::start().await;
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    let host = app.host(&app.atelier).await;
    testing_web::confirm(&host, id).await.unwrap();
    testing_web::receive(&host, id).await.unwrap();
    app.letters().await;
    let mut nadia = nadia(&app).await;
    for (last_name, first_name) in [("Petit", "Ali"), ("Bernard", "Inès")] {
        nadia.get(&format!("/reservations/{id}/eleve")).await.is(200);
        nadia.submit("form.card", &[("nom", last_name), ("prenom", first_name)]).await.is(303);
    }
    nadia.get(&format!("/reservations/{id}")).await.says("En attente").says("BERNARD Inès");
    let letters = app.letters().await;
    for address in [app.cacault.manager.login.as_str(), "contact@atelier.example"] {
        let theirs: Vec<_> = letters.iter().filter(|letter| letter.to.address == address).collect();
        let said = theirs.iter().map(|letter| letter.text.replace('\u{a0}', " "));
        let said = said.collect::<Vec<_>>().join("\n");
        assert!(said.contains("ne vaut plus"), "{address}: {said}");
    }
}

/// Who signs is asked once, before the first convention is printed.
#[tokio::test(flavor = "multi_thread")]
async fn the_head_of_the_school_is_asked_once() {
    let app = TestApp::start().await;
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    let mut nadia = nadia(&app).await;
    let page = format!("/reservations/{id}");
    let form = "#chef-etablissement";
    nadia.get(&page).await.is(200).says("Qui signe la convention pour votre établissement");
    let wrong = nadia.submit(form, &[("chef", " "), ("qualite", "principal")]).await;
    wrong.is(422).says("Indiquez le nom du chef d’établissement.");
    assert_eq!(wrong.attribute("#qualite", "value"), "principal");
    let named = format!("{page}?chef=nomme");
    nadia.submit(form, &[("chef", "M. Karim Haddad")]).await.goes_to(&named);
    nadia.follow().await.says("La convention porte le nom de M. Karim Haddad").hides("Qui signe");
    let printed = paper(&mut nadia, id).await;
    assert!(printed.contains("M. Karim Haddad, principal"), "{printed}");
    let second = booked(&app, app.atelier.slot, "Petit").await;
    nadia.get(&format!("/reservations/{second}")).await.is(200).hides("Qui signe");
    assert!(paper(&mut nadia, second).await.contains("M. Karim Haddad"));
    // A colleague was faster: hers stands, and is said to.
    nadia.post(&page, &[("chef", "Mme Anne Morvan")]).await.goes_to(&named);
    nadia.follow().await.says("Un collègue vient d’indiquer un chef d’établissement");
    // The staff of the lycée are not asked, and cannot answer.
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get(&page).await.is(200).hides("Qui signe");
    editor.post(&page, &[("chef", "Intrus")]).await.is(404);
}

/// The guide's path: a convention that is wrong, its information corrected, the same convention right.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_convention_is_made_right() {
    let app = TestApp::start().await;
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    let back = booked(&app, app.atelier.slot, "Petit").await;
    testing_web::receive(&app.host(&app.atelier).await, back).await.unwrap();
    let mut nadia = nadia(&app).await;
    let page = format!("/reservations/{id}");
    nadia.get(&page).await.is(200).hides("Refaire la convention");
    let redo = "form[action='/options/informations/conventions']";
    let information = nadia.get("/options/informations").await;
    information.is(200).says("1 rue des Écoles").hides("refaire");
    assert!(information.all(redo).is_empty());
    let typed = [("adresse", "8 route de Gorges\r\n44190 Clisson"), ("assurance", "MAIF")];
    nadia.submit("form[action='/options/informations']", &typed).await.is(303);
    nadia
        .follow()
        .await
        .says("sont enregistrées")
        .says("1 convention pas encore revenue porte d’autres informations (adresse, assurance) sur ce portail : la refaire ?")
        .says("Annuaire officiel : 1 rue des Écoles");
    nadia.get(&page).await.says("d’autres informations (adresse, assurance)");
    nadia.get("/options/informations").await.is(200);
    nadia.submit(redo, &[]).await.goes_to("/options/informations");
    let done = nadia.follow().await;
    done.says("1 convention est refaite avec ces informations");
    assert!(done.all(redo).is_empty());
    assert!(paper(&mut nadia, id).await.contains("8 route de Gorges"));
    assert!(paper(&mut nadia, back).await.contains("1 rue des Écoles"), "it came back signed");
    nadia.get(&page).await.hides("Refaire la convention").says("version 2");
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.subject.starts_with("Convention refaite"), "{}", letter.subject);
    assert!(letter.text.contains("→ 8 route de Gorges, 44190 Clisson"), "{}", letter.text);
    assert!(letter.text.contains("rien → MAIF"), "{}", letter.text);

    // One alone, from its own page; and what is pressed twice.
    nadia.get("/options/informations").await.is(200);
    nadia.submit("form[action='/options/informations']", &[("assurance", "MAE")]).await.is(303);
    nadia.get(&page).await.is(200);
    let one = format!("form[action='{page}/nouvelle-convention']");
    // What a colleague corrects meanwhile was not read: it is read first, here and for all.
    let mut colleague = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let mut tab = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    tab.get("/options/informations").await.is(200);
    colleague.get("/options/informations").await.is(200);
    let other = [("assurance", "MAAF")];
    colleague.submit("form[action='/options/informations']", &other).await.is(303);
    nadia.submit(&one, &[]).await.goes_to(&page);
    nadia
        .follow()
        .await
        .says("Rien n’est refait")
        .says("La convention porte d’autres informations");
    nadia.post(&format!("{page}/nouvelle-convention"), &[]).await.goes_to(&page);
    nadia.follow().await.says("Rien n’est refait");
    tab.submit(redo, &[]).await.goes_to("/options/informations");
    tab.follow().await.says("Rien n’est refait").says("MAAF");
    nadia.get(&page).await.is(200);
    nadia.submit(&one, &[]).await.goes_to(&page);
    nadia.follow().await.says("La convention est refaite").hides("Refaire la convention");
    nadia.post(&format!("{page}/nouvelle-convention"), &[]).await.goes_to(&page);
    nadia.follow().await.says("La convention n’est pas à refaire");
    nadia.post("/options/informations/conventions", &[]).await.is(303);
    nadia.follow().await.says("Aucune convention n’est à refaire");
    assert_eq!(app.letters().await.len(), 1);
}

/// From her account's home, on all portals.
#[tokio::test(flavor = "multi_thread")]
async fn conventions_of_all_portals_are_made_right() {
    let app = TestApp::start().await;
    booked(&app, app.atelier.slot, "Bernard").await;
    let pupil = Pupil::new("Petit", "Ali", "3e A").unwrap();
    app.book(&app.jardins, &app.cacault, app.jardins.slot, pupil).await;
    app.letters().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    let path = format!("/etablissements/{}/informations", app.cacault.uai);
    nadia.get(&path).await.is(200);
    nadia.submit(&format!("form[action='{path}']"), &[("assurance", "MAIF")]).await.is(303);
    nadia.follow().await.says("2 conventions pas encore revenues portent d’autres informations (assurance) : les refaire ?");
    nadia.submit(&format!("form[action='{path}/conventions']"), &[]).await.goes_to(&path);
    nadia.follow().await.says("2 conventions sont refaites");
    assert_eq!(app.letters().await.len(), 2);
}

/// The lycée's own settings: told to those whose convention is not back, from the job that looks through them.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_lycee_says_of_itself_is_told() {
    let app = TestApp::start().await;
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    let mut bundle = app.backstage.export_tenant("atelier").await.unwrap().unwrap();
    bundle.spec.details.head_name = "M. Yann Prigent".into();
    bundle.spec.accent = "#0f5c63".into();
    app.backstage.apply_tenant(&bundle, Actor::System).await.expect("it is sound");
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.subject.starts_with("Convention modifiée"), "{}", letter.subject);
    let line = "Mme Claire Morvan, proviseure → M. Yann Prigent, proviseure";
    assert!(letter.text.contains(line), "{}", letter.text);
    assert!(paper(&mut nadia(&app).await, id).await.contains("M. Yann Prigent"));
    bundle.spec.accent = "#0b6e4f".into();
    app.backstage.apply_tenant(&bundle, Actor::System).await.expect("it is sound");
    assert!(app.letters().await.is_empty(), "a colour is nobody's news");
}

/// The head, given on one booking, is offered at once for the conventions that lack it.
#[tokio::test(flavor = "multi_thread")]
async fn a_head_is_offered_for_the_other_conventions() {
    let app = TestApp::start().await;
    let small = booked(&app, app.atelier.small_slot, "Petit").await;
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    let mut nadia = nadia(&app).await;
    for id in [small, id] {
        assert!(!paper(&mut nadia, id).await.contains("Haddad"));
    }
    let page = format!("/reservations/{id}");
    nadia.get(&page).await.is(200).hides("Refaire les autres conventions");
    nadia.submit("#chef-etablissement", &[("chef", "M. Karim Haddad")]).await.is(303);
    nadia.follow().await.says("1 convention pas encore revenue porte d’autres informations");
    nadia.submit("form[action$=conventions]", &[]).await.is(303);
    nadia.follow().await.says("1 convention est refaite");
    for id in [small, id] {
        assert!(paper(&mut nadia, id).await.contains("Haddad"));
    }
    nadia.get(&format!("{page}?chef=nomme")).await.hides("Refaire les autres conventions");
    app.letters().await;
}

/// Who was replaced leaves the papers and the letters that nothing shows, once all have been told.
#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_pupil_is_forgotten_in_old_papers() {
    let app = TestApp::start().await;
    let id = booked(&app, app.atelier.slot, "Quillévéré").await;
    let count = async |name: &str| {
        let mut counts = Vec::new();
        for (table, column) in [
            ("agreements", "data"),
            ("outgoing_mails", "said"),
            ("pupils", "last_name"),
            ("history", "detail"),
        ] {
            let sql = format!("SELECT COUNT(*) FROM {table} WHERE {column} LIKE '%{name}%'");
            counts.push(app.db.number(&sql).await);
        }
        counts
    };
    let mut nadia = nadia(&app).await;
    nadia.get(&format!("/reservations/{id}/eleve")).await.is(200);
    nadia.submit("form.card", &[("nom", "Caradec")]).await.is(303);
    app.letters().await;
    assert_eq!(count("QUILLÉVÉRÉ").await, [1, 1, 0, 0], "letters still compare with her");
    app.clock.advance(TimeDelta::days(3));
    app.work().await;
    assert_eq!(count("QUILLÉVÉRÉ").await, [0, 0, 0, 0]);
    let [papers, mails, ..] = count("CARADEC").await[..] else { panic!("four counts") };
    assert!(papers == 1 && mails >= 1, "who is booked stays");
    // The paper stays what it was, and later letters tell what changes and no more.
    let mut nadia = self::nadia(&app).await;
    assert!(paper(&mut nadia, id).await.contains("CARADEC"));
    change(&app, &SlotDraft { room: Room::parse("Labo 3").unwrap(), ..draft(&app) }).await;
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.text.contains("→ Labo 3") && !letter.text.contains("rien →"), "{}", letter.text);
}
