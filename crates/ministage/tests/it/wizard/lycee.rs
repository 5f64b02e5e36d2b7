//! The lycée's own people in the wizard: pupils of the house, and of any school.

use super::{CHOICE, FORM};
use testing_web::{INES, TestApp};

/// « Élève de mon établissement »: a pupil of the lycée itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_pupil_of_the_house() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/tableau-de-bord").await.is(200);
    editor
        .click("Réserver")
        .await
        .is(200)
        .says("Inscrivez un élève sur un créneau de votre établissement")
        .says("Quel type d’élève souhaitez-vous inscrire ?")
        .says("Chercher par lycée ou formation")
        .says("D’un autre établissement");
    editor
        .click("Élève de mon établissement")
        .await
        .is(200)
        .says("Comment rechercher le créneau ?");
    let programme = app.atelier.programme.to_string();
    editor.submit(CHOICE, &[("formation", &programme)]).await.is(200);
    let fields = [("formation", programme.as_str()), ("creneau", &app.atelier.slot.to_string())];
    editor.submit(CHOICE, &fields).await.is(200);
    let chosen = editor.page().url.query().expect("the choice is in the address").to_owned();
    editor
        .get(&format!("/reserver/identite?{chosen}"))
        .await
        .is(200)
        .says("Identité de l’élève")
        .says("Pour le Lycée de l’Atelier");
    editor.submit(FORM, &INES).await.is(303);
    editor
        .follow()
        .await
        .is(200)
        .says("La réservation est enregistrée")
        .says("BERNARD Inès")
        .says("Elle est validée.");
    app.leave_jobs();
}

/// Who sends is who receives: one establishment, in the portal's words; its staff are written to and nobody else.
#[tokio::test(flavor = "multi_thread")]
async fn a_pupil_of_the_house_is_no_strangers() {
    let app = TestApp::start().await;
    let uai = app.atelier.portal.tenant().uai;
    let listed =
        "UPDATE schools SET name = 'Lycée Ancien', city = 'Ailleurs', phone = '02 99 00 00 00'";
    app.db.run(&format!("{listed} WHERE uai = '{uai}'")).await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let form = format!("/reserver/identite?pour={uai}&creneau={}", app.atelier.slot);
    editor
        .get(&form)
        .await
        .says("Pour le Lycée de l’Atelier")
        .says("La convocation vous est envoyée par courriel.")
        .hides("pas de compte")
        .hides("transmettez-la-lui")
        .hides("Ancien");
    editor.submit(FORM, &INES).await.is(303);
    let page = editor.follow().await.url.path().to_owned();
    editor.page().says("Lycée de l’Atelier").hides("Ancien").hides("pas de compte");
    let pdf = editor.get(&format!("{page}/convention.pdf")).await;
    let (paper, _) = crate::agreements::read(&pdf.is(200).body);
    for words in
        ["D’ORIGINE ET D’ACCUEIL", "Entre l’établissement ci-dessous", "Lycée de l’Atelier"]
    {
        assert!(paper.contains(words), "« {words} » in {paper}");
    }
    for words in ["Ancien", "Ailleurs", "02 99 00 00 00", "Le chef d’établissement d’"] {
        assert!(!paper.contains(words), "« {words} » in {paper}");
    }
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(letter.to.address, app.atelier.editor.login);
    assert!(!letter.text.contains("inscription/"), "{}", letter.text);
    assert!(letter.text.contains("/reservations/"), "{}", letter.text);
    // A colleague refuses it: who booked is told.
    let mut admin = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    admin.get(&format!("{page}/refus")).await.hides("pas de compte");
    admin.submit("form.card", &[("motif", "Complet.")]).await.is(303);
    admin.follow().await.says("L’établissement est prévenu.");
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(letter.to.address, app.atelier.editor.login);
}

/// « Élève extérieur »: the school is found first, then the same steps; from a stage, which stays chosen.
#[tokio::test(flavor = "multi_thread")]
async fn a_pupil_of_another_school() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    let slot = app.atelier.slot.to_string();
    editor.get(&format!("/reserver?creneau={slot}")).await.is(200);
    editor.click("Élève extérieur").await.is(200).says("même s’il n’a pas de compte");
    editor
        .submit("form.toolbar", &[("ecole", "nulle part")])
        .await
        .is(200)
        .says("Aucun établissement");
    editor.submit("form.toolbar", &[("ecole", "bellevue")]).await.is(200);
    editor
        .click("Collège Bellevue")
        .await
        .is(200)
        .says("Élève extérieur")
        .says("mercredi 2 décembre 2026")
        .says("Pour le Collège Bellevue, Guémené-Penfao")
        .says("La convention y est jointe.");
    let target = format!("/reserver/identite?pour=0440013A&creneau={slot}");
    // The way back keeps the stage.
    editor.get(&format!("/reserver?pour=0440013A&creneau={slot}")).await.is(200);
    assert_eq!(editor.page().attribute("input[name=creneau][checked]", "value"), slot);
    editor.get(&target).await.is(200);
    editor.submit(FORM, &INES).await.is(303);
    let booking = editor.follow().await;
    booking.is(200).says("Collège Bellevue, Guémené-Penfao").says("Validée");
    assert_eq!(app.letters().await.len(), 1, "its listed mailbox is written to");
    // The same name again: a question with the way to the booking, not a second place.
    app.clock.advance(chrono::TimeDelta::minutes(1));
    editor.get(&target).await.is(200);
    editor
        .submit(FORM, &INES)
        .await
        .is(409)
        .says("Un élève de ce nom est déjà inscrit à ce stage : BERNARD Inès, 3e B.")
        .says("Non, un homonyme");
    editor.click("Voir sa réservation").await.is(200).says("BERNARD Inès");
    // Step 3 without a school asks for it, and forgets nothing else.
    editor
        .get(&format!("/reserver/identite?creneau={slot}"))
        .await
        .goes_to(&format!("/reserver?creneau={slot}&etape=eleve"));
    let unknown = education::Uai::from_number(449_999).expect("seven digits");
    editor.get(&format!("/reserver?pour={unknown}")).await.is(404);
}

/// Who only looks at the lycée does not inscribe.
#[tokio::test(flavor = "multi_thread")]
async fn who_only_looks_finds_nothing() {
    let app = TestApp::start().await;
    let target = format!("/reserver/identite?pour=0440013A&creneau={}", app.atelier.slot);
    for person in [&app.atelier.teacher, &app.atelier.front_desk] {
        let mut browser = app.signed_in(person, &app.atelier.host).await;
        browser.get("/reserver").await.is(404);
        browser.get(&target).await.is(404);
        browser.post(&target, &INES).await.is(404);
        browser.get("/tableau-de-bord").await.is(200).hides("/reserver");
    }
}
