//! « Stagiaires » as a table to work with: decided in the line or several at once, and back to the same place.

use domain::bookings::Pupil;
use testing_web::{Browser, TestApp};

fn pupil(last_name: &str) -> Pupil {
    Pupil::new(last_name, "Maëlle", "3e B").expect("a plain name")
}

async fn waiting(app: &TestApp, names: &[&str]) -> Browser {
    for name in names {
        app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil(name)).await;
    }
    app.signed_in(&app.atelier.editor, &app.atelier.host).await
}

const LIST: &str = "/stagiaires?statut=pending&par=25";

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_keeps_list_filter_and_place() {
    let app = TestApp::start().await;
    let mut editor = waiting(&app, &["Bernard", "Moreau", "Petit"]).await;
    editor.get(LIST).await.is(200);
    let place = editor.page().attribute("form[action$=validation] input[name=retour]", "value");
    assert_eq!(place, format!("{LIST}#ligne-1"));
    editor
        .submit("#ligne-2 form[action$=validation]", &[])
        .await
        .goes_to(&format!("{LIST}#ligne-2"));
    let page = editor.follow().await;
    page.is(200).says("La réservation est validée.").says("est prévenu");
    assert_eq!(page.all("tbody tr").len(), 2, "the filter is kept: what waits");
    editor.click("Refuser la réservation de PETIT Maëlle").await.is(200).says("Refuser cette");
    editor.submit("form.card", &[("motif", "")]).await.is(422).says("Indiquez le motif");
    let chosen = [("motif_courant", "Le groupe est complet"), ("motif", "Voir en mars")];
    editor.submit("form.card", &chosen).await.goes_to(&format!("{LIST}#ligne-2"));
    editor.follow().await.is(200).says("la place est libre").hides("PETIT");
    let refusal = app.letters().await.into_iter().find(|letter| letter.text.contains("PETIT"));
    let text = refusal.expect("the school is told").text;
    assert!(text.contains("Le groupe est complet. Voir en mars"), "{text}");
    // Nobody is led elsewhere.
    let away = [("retour", "//ailleurs.example/stagiaires")];
    editor.get(LIST).await.is(200);
    let to = editor.submit("#ligne-1 form[action$=validation]", &away).await;
    assert!(to.is(303).location().is_some_and(|to| to.starts_with("/reservations/")));
    app.leave_jobs();
}

#[tokio::test(flavor = "multi_thread")]
async fn several_are_validated_at_once() {
    let app = TestApp::start().await;
    let mut editor = waiting(&app, &["Bernard", "Moreau", "Petit"]).await;
    editor.get(LIST).await.is(200);
    editor.submit("#choisies", &[]).await.goes_to(LIST);
    editor.follow().await.says("Cochez d’abord");
    // All are ticked by the link, one has been validated by a colleague meanwhile, one changed its pupil.
    let all = editor.click("Toute la page").await;
    assert_eq!(all.all("input[name=choix][checked]").len(), 3);
    let mut colleague = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    colleague.get(LIST).await.is(200);
    colleague.submit("#ligne-1 form[action$=validation]", &[]).await.is(303);
    let booking =
        colleague.get("/stagiaires?recherche=petit").await.attribute("tbody th a", "href");
    colleague.get(&format!("{booking}/eleve")).await.is(200);
    let corrected = [("nom", "Petitjean"), ("prenom", "Ali"), ("classe", "3e B")];
    colleague.submit("form.card", &corrected).await.is(303);
    editor.submit("#choisies", &[]).await.goes_to(LIST);
    editor
        .follow()
        .await
        .says("1 réservation validée. L’établissement est prévenu.")
        .says("Rien n’est fait pour les autres : 1 a changé depuis votre lecture, 1 était déjà « Validée ».");
    let mut teacher = app.signed_in(&app.atelier.teacher, &app.atelier.host).await;
    teacher.get("/stagiaires").await.is(200).hides("Valider");
    teacher.post("/stagiaires/validation", &[("choix", "x")]).await.is(404);
    editor.post("/stagiaires/validation", &[("choix", "x")]).await.is(404);
    app.leave_jobs();
}

/// « Conventions en retard » of « Tableau de bord » leads to as many lines of « Stagiaires »; from the evening before
/// on the number is another.
#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_late_conventions_leads_to_their_lines() {
    let app = TestApp::start().await;
    app.leave_jobs();
    for name in ["Bernard", "Moreau", "Petit"] {
        app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil(name)).await;
    }
    let home = "/tableau-de-bord";
    // Due on Friday 27 November: at 23 h in Paris nothing is late, an hour later two are, for one is back.
    app.clock.advance(
        "2026-11-27T22:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap() - app.clock.now(),
    );
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get(home).await.is(200).hides("Conventions en retard");
    editor.get("/stagiaires?statut=en_retard").await.is(200).hides("BERNARD");
    editor.get("/stagiaires?recherche=Petit").await.is(200);
    editor.click("PETIT").await.is(200);
    editor.submit("form[action$=recue]", &[]).await.is(303);
    app.clock.advance(chrono::TimeDelta::hours(1));
    editor.get(home).await.is(200).says("Conventions en retard stages à venir 2");
    let list = editor.click("Conventions en retard").await;
    list.is(200).says("BERNARD").says("MOREAU").hides("PETIT").says("sur 2");
    assert_eq!(list.attribute("select[name=statut] option[selected]", "value"), "en_retard");
    let mut teacher = app.signed_in(&app.atelier.teacher, &app.atelier.host).await;
    teacher.get(home).await.is(200).hides("Conventions en retard");
}
