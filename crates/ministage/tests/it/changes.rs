//! A booking is changed: another pupil, another stage, its end taken back. Each page, and who is told what.

use domain::bookings::Pupil;
use domain::ids::SlotId;
use domain::slots::{SlotDraft, VisitKind};
use platform::mail::OutgoingMail;
use testing_web::{Browser, INES, TestApp};

async fn nadia(app: &TestApp) -> Browser {
    app.signed_in(&app.cacault.manager, &app.atelier.host).await
}

/// Inès is booked, and her convocation has left: the address of her booking.
async fn booked(app: &TestApp, browser: &mut Browser) -> String {
    let stage = format!("/creneaux/{}", app.atelier.slot);
    browser.get(&format!("{stage}/reservations/nouvelle")).await.is(200);
    browser.submit("form.stack", &INES).await.is(303);
    let page = browser.follow().await.url.path().to_owned();
    app.letters().await;
    page
}

async fn later(app: &TestApp, places: i32) -> SlotId {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 16).expect("a day");
    app.slot(&app.atelier, app.atelier.draft(day, places)).await
}

/// The letter to an address.
fn to<'a>(letters: &'a [OutgoingMail], address: &str) -> &'a OutgoingMail {
    let found = letters.iter().find(|letter| letter.to.address == address);
    found.unwrap_or_else(|| panic!("nothing to {address} among {}", letters.len()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_replaces_a_pupil() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let page = booked(&app, &mut nadia).await;
    nadia.get(&page).await.is(200);
    let form = nadia.click("Corriger ou remplacer l’élève").await;
    form.is(200).says("La place est gardée.").says("BERNARD Inès");
    assert_eq!(form.attribute("#nom", "value"), "Bernard", "it begins with who is booked");
    let wrong = nadia.submit("form.card", &[("nom", ""), ("prenom", "Ali")]).await;
    wrong.is(422).says("Indiquez le nom de l’élève.");
    assert_eq!(wrong.attribute("#prenom", "value"), "Ali", "what was typed stays");
    nadia.submit("form.card", &[("nom", "Petit"), ("prenom", "Ali")]).await.goes_to(&page);
    nadia
        .follow()
        .await
        .says("PETIT Ali")
        .says("la place est gardée. Le lycée est prévenu.")
        .says("Élève corrigé ou remplacé par l’établissement d’origine");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 2, "the school and the lycée");
    for address in [app.cacault.manager.login.as_str(), "contact@atelier.example"] {
        let letter = to(&letters, address);
        assert!(letter.text.contains("BERNARD Inès, 3e B → PETIT Ali, 3e B"), "{}", letter.text);
    }
    nadia.get(&page).await.says("Nouvelle convention établie (version 2)");
    nadia.get(&format!("/creneaux/{}", app.atelier.slot)).await.says("3 places restantes sur 4");

    // The same again, and somebody who is there already.
    nadia.get(&format!("{page}/eleve")).await.is(200);
    nadia.submit("form.card", &[]).await.goes_to(&page);
    nadia.follow().await.says("Rien n’a changé");
    let lea = Pupil::new("Morvan", "Léa", "3e A").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, lea).await;
    nadia.get(&format!("{page}/eleve")).await.is(200);
    nadia
        .submit("form.card", &[("nom", "MORVAN"), ("prenom", "lea"), ("classe", "3e a")])
        .await
        .is(409)
        .says("Un élève de ce nom est déjà inscrit à ce stage : MORVAN Léa, 3e A.")
        .says("Voir sa réservation");
    app.letters().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_moves_a_booking() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let page = booked(&app, &mut nadia).await;
    nadia.get(&page).await.is(200);
    nadia
        .click("Déplacer vers un autre créneau")
        .await
        .is(200)
        .says("Aucun autre stage de cette formation n’est ouvert pour l’instant.");
    let to_slot = later(&app, 1).await.to_string();
    nadia
        .get(&format!("{page}/deplacement"))
        .await
        .is(200)
        .says("mercredi 16 décembre 2026")
        .says("1 place restante sur 1")
        .says("Résultats 1 - 1 sur 1");
    let at = format!("{page}/deplacement");
    nadia.post(&at, &[]).await.is(422).says("Choisissez un créneau.");
    nadia.post(&at, &[("creneau", &to_slot)]).await.goes_to(&page);
    nadia
        .follow()
        .await
        .says("La réservation est déplacée. Le lycée est prévenu.")
        .says("mercredi 16 décembre 2026")
        .says("Changement de créneau par l’établissement d’origine");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 2, "the school and the lycée");
    let told = to(&letters, "contact@atelier.example");
    let change = "mercredi 2 décembre 2026 → mercredi 16 décembre 2026";
    assert!(told.text.contains("Date") && told.text.contains(change), "{}", told.text);
    nadia.get(&format!("/creneaux/{}", app.atelier.slot)).await.says("4 places restantes sur 4");

    // The stage is full now, and says so to the next one.
    let ali = Pupil::new("Petit", "Ali", "3e A").unwrap();
    let other = app.book(&app.atelier, &app.cacault, app.atelier.slot, ali).await;
    let at = format!("/reservations/{other}/deplacement");
    nadia.post(&at, &[("creneau", &to_slot)]).await.is(409).says("Ce stage est complet");
    // It stays in sight, and cannot be chosen; each stage says its type.
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 17).expect("a day");
    let open = SlotDraft { kind: VisitKind::Visit, ..app.atelier.draft(day, 3) };
    app.slot(&app.atelier, open).await;
    let list = nadia.get(&at).await;
    list.is(200).says("Complet").says("Mini-stage").says("Visite").says("Résultats 1 - 2 sur 2");
    assert_eq!(list.all("button[name=creneau]").len(), 1);
    let elsewhere = app.atelier.small_slot.to_string();
    nadia.post(&at, &[("creneau", &elsewhere)]).await.is(404);
    app.letters().await;
}

/// Who booked holds the convocation: she is told of what a colleague does, and the colleague reads who is.
#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_tells_who_booked() {
    let app = TestApp::start().await;
    let (anne, login) = (crate::profile::anne(&app).await, &app.cacault.manager.login);
    let mut nadia = nadia(&app).await;
    let page = booked(&app, &mut nadia).await;
    let mut colleague = app.signed_in(&anne, &app.atelier.host).await;
    later(&app, 4).await;
    for change in ["eleve", "deplacement"] {
        let summoned = "Vous recevez la nouvelle convocation";
        nadia.get(&format!("{page}/{change}")).await.says(summoned);
        let form = colleague.get(&format!("{page}/{change}")).await;
        form.says(&format!("La nouvelle convocation part à {login}.")).hides(summoned);
    }
    colleague.get(&format!("{page}/eleve")).await.is(200);
    colleague.submit("form.card", &[("prenom", "Inèz")]).await.goes_to(&page);
    colleague.follow().await.says(&format!("Un courriel part aussi à {login}."));
    assert_eq!(to(&app.letters().await, login).to.address, *login);
    colleague.get(&format!("{page}/annulation")).await.is(200);
    colleague.submit("form.card", &[("motif", "Malade.")]).await.goes_to(&page);
    colleague
        .follow()
        .await
        .says(&format!("Le lycée est prévenu. Un courriel part aussi à {login}."));
    let letters = app.letters().await;
    assert_eq!(letters.len(), 2, "the lycée and Nadia");
    let letter = to(&letters, login);
    assert!(letter.subject.starts_with("Élève désinscrit"), "{}", letter.subject);
    for words in ["Mme Anne Morvan, de votre établissement", "Malade.", "BERNARD Inèz"] {
        assert!(letter.text.contains(words), "« {words} » in {}", letter.text);
    }
    // Who cancels her own needs no mail; nor does the only one to be told of what the lycée booked.
    let own = booked(&app, &mut nadia).await;
    let ali = Pupil::new("Petit", "Ali", "3e A").unwrap();
    let host = app.host(&app.atelier).await;
    let lycee = host.book_for(app.atelier.slot, app.cacault.uai, ali, false).await.unwrap();
    app.letters().await;
    for page in [own, format!("/reservations/{}", lycee.id)] {
        nadia.get(&format!("{page}/annulation")).await.is(200);
        nadia.submit("form.card", &[("motif", "Malade.")]).await.goes_to(&page);
        nadia.follow().await.says("Le lycée est prévenu.").hides("courriel part aussi");
        let letters = app.letters().await;
        assert_eq!(letters.len(), 1);
        to(&letters, "contact@atelier.example");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_takes_its_cancellation_back() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let page = booked(&app, &mut nadia).await;
    nadia.get(&format!("{page}/annulation")).await.is(200);
    nadia.submit("form.card", &[("motif", "L’élève est malade.")]).await.goes_to(&page);
    app.letters().await;
    nadia.get(&page).await.is(200).says("Annulée").says("Rétablir la réservation");
    nadia.submit("form[action$=retablissement]", &[]).await.goes_to(&page);
    nadia
        .follow()
        .await
        .says("La réservation est rétablie")
        .says("En attente")
        .hides("L’élève est malade.")
        .says("Réservation rétablie par l’établissement d’origine");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 2, "the school and the lycée");
    assert!(to(&letters, "contact@atelier.example").text.contains("a rétabli une réservation"));
    // A second click is no error; what the lycée refused is not the school's to take back.
    nadia.post(&format!("{page}/retablissement"), &[]).await.goes_to(&page);
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get(&format!("{page}/refus")).await.is(200);
    editor.submit("form.card", &[("motif", "Classe complète.")]).await.goes_to(&page);
    app.letters().await;
    nadia.get(&page).await.says("Refusée").hides("Rétablir");
    nadia.post(&format!("{page}/retablissement"), &[]).await.goes_to(&page);
    nadia.follow().await.says("Rien n’a changé");
    editor.get(&page).await.says("Rétablir la réservation");
    editor.submit("form[action$=retablissement]", &[]).await.goes_to(&page);
    editor.follow().await.says("L’établissement est prévenu.");
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("one to the school, not {}", letters.len()) };
    assert!(letter.text.contains("Le lycée a rétabli la réservation"), "{}", letter.text);
}

/// The lycée may change what a school booked, and the school is told; who only looks may not.
#[tokio::test(flavor = "multi_thread")]
async fn the_lycee_changes_a_booking() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let page = booked(&app, &mut nadia).await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor
        .get(&format!("{page}/eleve"))
        .await
        .is(200)
        .says("La nouvelle convocation est envoyée par courriel au Collège Cacault");
    editor.submit("form.card", &[("prenom", "Inès-Marie")]).await.goes_to(&page);
    editor.follow().await.says("L’établissement est prévenu.");
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("one to the school, not {}", letters.len()) };
    assert!(letter.text.contains("Le lycée a modifié la réservation"), "{}", letter.text);
    let mut teacher = app.signed_in(&app.atelier.teacher, &app.atelier.host).await;
    let mut langevin = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    for other in [&mut teacher, &mut langevin] {
        for path in ["eleve", "deplacement"] {
            other.get(&format!("{page}/{path}")).await.is(404);
        }
        for path in ["eleve", "deplacement", "retablissement"] {
            other.post(&format!("{page}/{path}"), &INES).await.is(404);
        }
    }
    // Once the stage has begun nothing changes.
    app.clock.advance(chrono::TimeDelta::days(10));
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("{page}/eleve")).await.goes_to(&page);
    nadia.follow().await.says("Le stage a commencé");
}

/// Letters that a later change has overtaken before they left are not sent: none says what is no longer so.
#[tokio::test(flavor = "multi_thread")]
async fn an_overtaken_letter_is_not_sent() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let page = booked(&app, &mut nadia).await;
    nadia.get(&format!("{page}/annulation")).await.is(200);
    nadia.submit("form.card", &[("motif", "L’élève est malade.")]).await.goes_to(&page);
    nadia.follow().await.is(200);
    nadia.submit("form[action$=retablissement]", &[]).await.goes_to(&page);
    let letters = app.letters().await;
    assert_eq!(letters.len(), 2, "what stands: the school and the lycée");
    for letter in &letters {
        assert!(letter.subject.contains("rétablie"), "{}", letter.subject);
    }
    // The stage changes its day, and then the school cancels.
    let host = app.host(&app.atelier).await;
    let slot = host.slot(app.atelier.slot).await.unwrap().unwrap();
    let elsewhere = app.atelier.draft(slot.day + chrono::TimeDelta::days(7), 4);
    host.change_slot(slot.id, slot.version, &elsewhere, false).await.unwrap();
    nadia.get(&format!("{page}/annulation")).await.is(200);
    nadia.submit("form.card", &[("motif", "L’élève est malade.")]).await.goes_to(&page);
    let mut letters = app.letters().await;
    // It still is at another time, for its teacher.
    letters.retain(|letter| letter.to.address != app.atelier.teacher.login);
    let [letter] = letters.as_slice() else { panic!("one to the lycée, not {}", letters.len()) };
    assert!(letter.subject.contains("annulée"), "{}", letter.subject);
}

/// The session ended meanwhile: the new name, and why a booking ends, are there after signing in.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_comes_back_after_the_session() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let page = booked(&app, &mut nadia).await;
    for (person, form, typed) in [
        (&app.cacault.manager, "eleve", ("prenom", "Inès-Marie")),
        (&app.atelier.editor, "refus", ("motif", "Classe complète.")),
    ] {
        let at = format!("{page}/{form}");
        let mut browser = app.signed_in(person, &app.atelier.host).await;
        browser.get(&at).await.is(200).hides("Votre saisie a été gardée");
        app.clock.advance(chrono::TimeDelta::hours(3));
        browser.submit("form.card", &[typed]).await.is(303);
        browser.land().await.is(200).says("votre saisie est gardée");
        let sign_in = [("email", person.login.as_str()), ("mot_de_passe", testing_web::PASSWORD)];
        browser.submit("form[action='/connexion']", &sign_in).await.is(303);
        browser.land().await.is(200).at(&at).says("Votre saisie a été gardée");
        assert!(browser.page().html().contains(typed.1));
        browser.submit("form.card", &[]).await.goes_to(&page);
        browser.follow().await.says(typed.1);
    }
    app.leave_jobs();
}

/// « Conv » still drawn on a page that is out of date leads to the booking, which says how it ended; so do the pages
/// that would change it.
#[tokio::test(flavor = "multi_thread")]
async fn what_ended_says_how() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let host = app.host(&app.atelier).await;
    let mut nadia = nadia(&app).await;
    let reason = || domain::text::Reason::parse("grève").unwrap();
    let mut pages = Vec::new();
    for (name, how) in [
        ("Un", "La réservation est annulée"),
        ("Deux", "La réservation est refusée"),
        ("Trois", "La réservation est supprimée"),
        ("Quatre", "Le stage est annulé"),
    ] {
        let slot = later(&app, 4).await;
        let pupil = Pupil::new(name, "Inès", "3e B").unwrap();
        let id = app.book(&app.atelier, &app.cacault, slot, pupil).await;
        match name {
            "Un" => {
                let school = app.origin(&app.atelier, &app.cacault).await;
                school.cancel(id, &reason()).await.unwrap();
            }
            "Deux" => testing_web::refuse(&host, id, &reason()).await.map(drop).unwrap(),
            "Trois" => {
                let code = host.booking(id).await.unwrap().unwrap().reference.replace('-', "");
                let expired =
                    format!("UPDATE bookings SET status = 'expired' WHERE reference = '{code}'");
                app.db.run(&expired).await;
            }
            _ => host.cancel_slot(slot, &reason()).await.map(drop).unwrap(),
        }
        pages.push((format!("/reservations/{id}"), how));
    }
    for (page, how) in &pages {
        nadia.get(&format!("{page}/convention.pdf")).await.goes_to(page);
        nadia.follow().await.is(200).says(&format!("{how} : la convention n’est plus valable."));
        for change in ["eleve", "deplacement"] {
            nadia.get(&format!("{page}/{change}")).await.goes_to(page);
            let back = nadia.follow().await;
            match *how == "Le stage est annulé" {
                true => back.says("Ce stage est annulé par le lycée."),
                false => back.says("Rien n’a changé"),
            };
        }
    }
    let mut langevin = app.signed_in(&app.langevin.manager, &app.atelier.host).await;
    langevin.get(&format!("{}/convention.pdf", pages[0].0)).await.is(404);
}

/// Each state that a stage may have come to while a page about it was open, where it is booked, moved to and taken
/// back: a stage that is cancelled is not « closes ».
#[tokio::test(flavor = "multi_thread")]
async fn each_state_of_a_stage_is_called_by_its_name() {
    for (state, wizard, moved, restored) in [
        ("full", "Ce stage est complet", "Ce stage est complet", "Ce stage est complet"),
        ("closed", "sont closes.", "sont closes.", "sont closes."),
        ("cancelled", "Ce stage est annulé.", "Ce stage est annulé", "Ce stage est annulé"),
        ("begun", "Ce stage a déjà commencé", "Ce stage a déjà commencé", "Le stage a commencé"),
    ] {
        let app = TestApp::start().await;
        app.leave_jobs();
        let host = app.host(&app.atelier).await;
        app.clock.advance(chrono::TimeDelta::minutes(23 * 60 + 30));
        let mut browsers = [nadia(&app).await, nadia(&app).await, nadia(&app).await];
        let [booker, mover, restorer] = &mut browsers;
        let today = app.clock.now().date_naive();
        let soon = |days: u64| app.atelier.draft(today + chrono::Days::new(days), 1);
        let here = app.slot(&app.atelier, soon(14)).await;
        let there = app.slot(&app.atelier, soon(0)).await;
        let ended = app.slot(&app.atelier, soon(0)).await;
        let pupil = |name: &str| Pupil::new(name, "Ali", "3e A").unwrap();
        let mine = app.book(&app.atelier, &app.cacault, here, pupil("Un")).await;
        let gone = app.book(&app.atelier, &app.cacault, ended, pupil("Deux")).await;
        let reason = || domain::text::Reason::parse("grève").unwrap();
        let school = app.origin(&app.atelier, &app.cacault).await;
        school.cancel(gone, &reason()).await.unwrap();
        // Three pages are open when it happens.
        let identity = format!("/reserver/identite?creneau={there}");
        let moving = format!("/reservations/{mine}/deplacement");
        mover.get(&moving).await.is(200);
        restorer.get(&format!("/reservations/{gone}")).await.is(200).says("Rétablir");
        booker.get(&identity).await.is(200);
        match state {
            "full" => {
                for slot in [there, ended] {
                    app.book(&app.atelier, &app.langevin, slot, pupil("Trois")).await;
                }
            }
            "closed" => {
                for slot in [there, ended] {
                    host.close_slot(slot).await.unwrap();
                }
            }
            "cancelled" => {
                for slot in [there, ended] {
                    host.cancel_slot(slot, &reason()).await.unwrap();
                }
            }
            _ => app.clock.advance(chrono::TimeDelta::minutes(40)),
        }
        booker.submit("form.stack", &INES).await;
        booker.land().await.says(wizard);
        let choice = mover.page().attribute(&format!("button[value^='{there}']"), "value");
        let form = format!("form[action='{moving}']");
        mover.submit(&form, &[("creneau", &choice)]).await.is(409).says(moved);
        restorer.submit(&format!("form[action$='/{gone}/retablissement']"), &[]).await.is(303);
        restorer.follow().await.says(restored);
    }
}
