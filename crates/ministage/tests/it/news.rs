//! What a letter says of a change: what is another now, what it costs, and what is to be signed until when.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use domain::bookings::{Changer, Pupil};
use domain::history::Actor;
use domain::ids::BookingId;
use domain::slots::SlotDraft;
use domain::tenants::TenantSpec;
use domain::text::{Meeting, Room};
use platform::mail::OutgoingMail;
use testing_web::{Browser, TestApp, receive};

use crate::papers::{booked, change, draft, nadia};

const LYCEE: &str = "contact@atelier.example";
const VOID: &str =
    "La convention signée déjà revenue au lycée ne vaut plus. Une nouvelle la remplace";
const STAYS: &str = "déjà revenue au lycée : il n’y a rien à signer de nouveau";

fn words(letter: &OutgoingMail) -> String {
    format!("{}\n{}", letter.subject, letter.text).replace('\u{a0}', " ")
}

/// The letters to the school and to the lycée that wait, in words: one each at most. Its teacher has one of his own.
async fn both(app: &TestApp) -> (String, String) {
    let mut letters = app.letters().await;
    letters.retain(|letter| letter.to.address != app.atelier.teacher.login);
    let of = |lycee: bool| {
        let of = |letter: &&OutgoingMail| (letter.to.address == LYCEE) == lycee;
        let found: Vec<String> = letters.iter().filter(of).map(words).collect();
        assert!(found.len() < 2, "{found:?}");
        found.into_iter().next().unwrap_or_default()
    };
    (of(false), of(true))
}

fn all(text: &str, said: &[&str]) {
    said.iter().for_each(|said| assert!(text.contains(said), "« {said} » is not in: {text}"));
}

fn none(text: &str, unsaid: &[&str]) {
    unsaid.iter().for_each(|unsaid| assert!(!text.contains(unsaid), "« {unsaid} » is in: {text}"));
}

fn room(app: &TestApp, room: &str) -> SlotDraft {
    SlotDraft { room: Room::parse(room).unwrap(), ..draft(app) }
}

fn hours(draft: SlotDraft) -> SlotDraft {
    SlotDraft { starts: NaiveTime::from_hms_opt(8, 30, 0).unwrap(), ..draft }
}

async fn settings(app: &TestApp, differ: impl FnOnce(&mut TenantSpec)) {
    app.clock.advance(TimeDelta::minutes(1));
    let mut bundle = app.backstage.export_tenant("atelier").await.unwrap().unwrap();
    differ(&mut bundle.spec);
    app.backstage.apply_tenant(&bundle, Actor::System).await.expect("it is sound");
}

async fn back(app: &TestApp, id: BookingId) {
    receive(&app.host(&app.atelier).await, id).await.unwrap();
}

async fn pressed(browser: &mut Browser, id: BookingId, button: &str) {
    browser.get(&format!("/reservations/{id}")).await.is(200);
    browser.submit(&format!("form[action$={button}]"), &[]).await.is(303);
}

/// « Annuler « Convention reçue » »: one letter, whatever changed meanwhile and whatever was told of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_that_is_taken_back_is_told() {
    let app = TestApp::start().await;
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let due = "est à rendre au plus tard le";
    let taken_back = "avait noté la convention signée de votre élève comme reçue";
    let mut again = async || {
        app.clock.advance(TimeDelta::minutes(1));
        pressed(&mut editor, id, "convention-attendue").await;
        let (school, lycee) = both(&app).await;
        assert_eq!(lycee, "");
        all(&school, &["Convention de nouveau attendue", taken_back, due, "BERNARD Inès"]);
        none(&school, &["Le lycée a modifié", "rien à signer"]);
        school
    };
    // Nothing changed: the same paper is awaited.
    back(&app, id).await;
    none(&again().await, &["Ce qui change", "remplace"]);
    // What was told while it was back is on a new paper.
    back(&app, id).await;
    change(&app, &room(&app, "Labo 3")).await;
    all(&both(&app).await.0, &[STAYS]);
    let school = again().await;
    all(&school, &["Atelier 2 → Labo 3", "Une nouvelle convention remplace la précédente"]);
    // So is what nobody was told.
    back(&app, id).await;
    let mut nadia = nadia(&app).await;
    nadia.get("/options/informations").await.is(200);
    nadia.submit("form[action='/options/informations']", &[("assurance", "MAIF")]).await.is(303);
    let school = again().await;
    all(&school, &["rien → MAIF", "comme il les donne", "remplace la précédente"]);
    none(&school, &["Labo 3 →", "→ Labo 3"]);
    nadia.get(&format!("/reservations/{id}")).await.says("Convention attendue");
    let page = editor.get(&format!("/reservations/{id}")).await;
    page.says("Convention attendue").says("de nouveau attendue. L’établissement est prévenu.");
}

/// « Rétablir »: what changed while the booking was ended, and what its convention is worth.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_restored_says_what_changed_meanwhile() {
    let app = TestApp::start().await;
    let host = app.host(&app.atelier).await;
    let owner = app.origin(&app.atelier, &app.cacault).await;
    let mut nadia = nadia(&app).await;
    let signed = "La convention signée que vous avez reçue";
    for (name, returned, moved, said, unsaid, held) in [
        ("Un", true, false, STAYS, "remplace", "vaut toujours"),
        ("Deux", true, true, VOID, "rien à signer", "ne vaut plus"),
        ("Trois", false, true, "Une nouvelle convention remplace", "revenue", ""),
        ("Quatre", false, false, "Une nouvelle convention remplace", "revenue", ""),
    ] {
        change(&app, &draft(&app)).await;
        let id = booked(&app, app.atelier.slot, name).await;
        if returned {
            back(&app, id).await;
        }
        owner.cancel(id, &testing_web::reason("Malade.")).await.unwrap();
        app.letters().await;
        app.clock.advance(TimeDelta::minutes(1));
        let other = room(&app, "Labo 3");
        change(&app, &if moved { hours(other) } else { other }).await;
        assert!(app.letters().await.iter().all(|letter| !letter.text.contains(name)));
        pressed(&mut nadia, id, "retablissement").await;
        let (school, lycee) = both(&app).await;
        all(&school, &["Réservation rétablie", "Atelier 2 → Labo 3", said]);
        none(&school, &[unsaid]);
        assert_eq!(school.contains("9 h – 12 h → 8 h 30 – 12 h"), moved, "{school}");
        all(&lycee, &["a rétabli une réservation", "Atelier 2 → Labo 3", held]);
        assert_eq!(lycee.contains(signed), returned, "{lycee}");
        owner.cancel(id, &testing_web::reason("Malade.")).await.unwrap();
        app.letters().await;
    }
    // By the lycée, of what it refused; nothing changed, and the same paper is to be signed.
    let id = booked(&app, app.atelier.slot, "Cinq").await;
    testing_web::refuse(&host, id, "Complet.").await.unwrap();
    app.letters().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    pressed(&mut editor, id, "retablissement").await;
    let (school, lycee) = both(&app).await;
    assert_eq!(lycee, "");
    all(&school, &["Le lycée a rétabli la réservation", "La convention est prête"]);
    none(&school, &["Ce qui change", "remplace"]);
}

/// Where the lycée is, how it is called and what it asks of those who come: told to all of them, once.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_convocation_says_of_the_lycee_is_told_to_all() {
    let app = TestApp::start().await;
    let returned = booked(&app, app.atelier.slot, "Bernard").await;
    booked(&app, app.atelier.slot, "Petit").await;
    back(&app, returned).await;
    type Differ = fn(&mut TenantSpec);
    let changes: [(&str, Differ); 5] = [
        ("Adresse du lycée", |spec| spec.details.address = vec!["9 quai Neuf".into()]),
        ("Téléphone du lycée", |spec| spec.details.phone = "02 41 00 00 00".into()),
        ("Courriel du lycée", |spec| spec.details.mail = "bureau@atelier.example".into()),
        ("Lycée :", |spec| spec.name = "Lycée des métiers neufs".into()),
        ("Paragraphes du lycée", |spec| {
            spec.texts.insert("paragraphs".into(), "Vêtement propre, cheveux attachés.".into());
        }),
    ];
    for (label, differ) in changes {
        settings(&app, differ).await;
        let letters = app.letters().await;
        let of = |name: &str| {
            let of: Vec<_> = letters.iter().map(words).filter(|text| text.contains(name)).collect();
            assert_eq!(of.len(), 1, "{label}: {letters:?}");
            of.concat()
        };
        let (holds, awaits) = (of("BERNARD"), of("PETIT"));
        all(&holds, &["Convocation modifiée", label, STAYS]);
        all(&awaits, &["Convention modifiée", label, "Une nouvelle convention remplace"]);
        none(&holds, &["remplace", "Convention modifiée"]);
    }
    // Who signs for it is printed, and nobody’s way there.
    settings(&app, |spec| spec.details.head_name = "M. Yann Prigent".into()).await;
    let (school, _) = both(&app).await;
    all(&school, &["PETIT", "M. Yann Prigent"]);
}

/// The day on which a booking is released: told to those who wait for it, with both days, once.
#[tokio::test(flavor = "multi_thread")]
async fn another_day_of_release_is_told() {
    let app = TestApp::start().await;
    let returned = booked(&app, app.atelier.slot, "Bernard").await;
    back(&app, returned).await;
    booked(&app, app.atelier.slot, "Petit").await;
    let released = "lundi 30 novembre 2026 à 18 h";
    settings(&app, |spec| spec.release_days = Some(2)).await;
    let (school, _) = both(&app).await;
    all(&school, &["Délai modifié", "PETIT", "Suppression prévue : aucune → lundi 30 novembre"]);
    all(&school, &[&format!("la réservation est supprimée le {released}")]);
    none(&school, &["remplace", "est prête"]);
    // Together with what is printed: one letter.
    settings(&app, |spec| (spec.release_days, spec.agreement_due_days) = (Some(1), 2)).await;
    let (school, _) = both(&app).await;
    all(
        &school,
        &[
            "Convention modifiée",
            &format!("{released} → mardi 1"),
            "Convention à rendre : ",
            "remplace",
        ],
    );
    settings(&app, |spec| spec.release_days = None).await;
    all(&both(&app).await.0, &["Délai modifié", "→ aucune"]);
    // What is back is not released: nothing to tell.
    settings(&app, |spec| spec.accent = "#0f5c63".into()).await;
    assert!(app.letters().await.is_empty());
}

/// A change that costs the validation and the signed copy says so to both sides.
#[tokio::test(flavor = "multi_thread")]
async fn a_letter_says_what_a_change_costs() {
    let app = TestApp::start().await;
    let host = app.host(&app.atelier).await;
    let day = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    let later = app.slot(&app.atelier, app.atelier.draft(day, 4)).await;
    let school = Changer::School(app.origin(&app.atelier, &app.cacault).await);
    let pupil = |name: &str| Pupil::new(name, "Ali", "3e A").unwrap();
    for (validated, returned) in [(true, true), (true, false), (false, true), (false, false)] {
        for moves in [true, false] {
            let name = format!(
                "Élève{}",
                [validated, returned, moves]
                    .map(|is| if is { 'a' } else { 'b' })
                    .iter()
                    .collect::<String>()
            );
            let id = booked(&app, app.atelier.slot, &name).await;
            if returned {
                back(&app, id).await;
            }
            if validated {
                testing_web::confirm(&host, id).await.unwrap();
            }
            app.letters().await;
            app.clock.advance(TimeDelta::minutes(1));
            match moves {
                true => school.move_to(id, later).await.unwrap(),
                false => school.change_pupil(id, pupil("Tout Autre")).await.unwrap(),
            }
            let (to_school, to_lycee) = both(&app).await;
            all(&to_school, &["Ce qui change"]);
            let said = |text: &str, what: &str| text.contains(what);
            assert_eq!(said(&to_school, VOID), returned, "{to_school}");
            assert_eq!(
                said(&to_school, "La réservation n’est plus validée"),
                validated,
                "{to_school}"
            );
            assert_eq!(said(&to_lycee, "que vous avez reçue ne vaut plus"), returned, "{to_lycee}");
            assert_eq!(said(&to_lycee, "Elle n’est plus validée"), validated, "{to_lycee}");
            testing_web::refuse(&host, id, "Essai.").await.unwrap();
            app.letters().await;
        }
    }
    // The lycée moves the stage: the school alone is told, its validation stands.
    let id = booked(&app, app.atelier.slot, "Bernard").await;
    back(&app, id).await;
    testing_web::confirm(&host, id).await.unwrap();
    app.letters().await;
    app.clock.advance(TimeDelta::minutes(1));
    let elsewhere = SlotDraft { meeting_point: Meeting::parse("Loge").unwrap(), ..draft(&app) };
    change(&app, &hours(elsewhere)).await;
    let (to_school, to_lycee) = both(&app).await;
    all(&to_school, &["Stage modifié", "→ Loge", VOID]);
    none(&to_school, &["n’est plus validée"]);
    assert_eq!(to_lycee, "");
}
