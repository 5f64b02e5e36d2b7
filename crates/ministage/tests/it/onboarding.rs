//! « Ouvrir un lycée », as an operator meets it.

use domain::operators::OperatorRole;
use testing_web::{Browser, TestApp};

const CONSOLE: &str = "console.ministage.test";

/// From the name of a school to a portal that answers; what is missing is said until then.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_opens_a_lycee_from_the_directory() {
    let app = TestApp::start().await;
    let uai = app.cacault.uai;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/").await.is(200);
    odile.click("Ouvrir un lycée").await.is(200).says("Quel établissement");
    odile.get("/lycees/nouveau?recherche=zzzz").await.is(200).says("Aucun établissement trouvé");
    odile.get(&format!("/lycees/nouveau?recherche={uai}")).await.is(303);
    odile.follow().await.is(200).says("Clisson").says("ce.");

    // Each refusal with its reason; what was typed stays.
    for (wanted, why) in [
        ("", "lettres"),
        ("compte", "réservé"),
        ("ate1ier", "ressemble"),
        ("atelier", "celle d’un autre portail"),
    ] {
        odile.submit("#commencer", &[("adresse", wanted)]).await.is(422).says(why);
    }
    odile.submit("#commencer", &[("adresse", "lycee-cacault")]).await.is(303);
    odile
        .follow()
        .await
        .is(200)
        .says("brouillon")
        .says("Ce que les conventions impriment")
        .says("Étape 3 sur 9");
    let draft = draft_page(&odile);
    // A second click finds the first; a second portal is asked about.
    let begin = format!("/lycees/nouveau/{uai}");
    odile.post(&begin, &[("adresse", "lycee-cacault")]).await.is(303);
    odile
        .follow()
        .await
        .is(200)
        .says("Cet établissement a déjà un portail à cette adresse")
        .says("Préparer l’ouverture");
    odile.post(&begin, &[("adresse", "lycee-deux")]).await.is(422).says("deuxième").says("Lycée");

    let host = "https://lycee-cacault.ministage.test/";
    app.browser().get(host).await.is(503).says("pas encore ouvert");
    odile.get(&draft).await.is(200).says("Avant d’ouvrir : 1 sur 7").hides("Ouvrir le portail");
    odile.post(&draft, &[("version", "1")]).await.is(409).says("Il manque encore");

    odile.get(&format!("{draft}/lycee")).await.is(200);
    odile
        .submit("#etape", &[("courriel", "")])
        .await
        .is(422)
        .says("Indiquez l’adresse où arrivent");
    odile
        .submit("#etape", &[("nom", "Lycée Cacault"), ("courriel", "stages@cacault.example")])
        .await
        .is(303);
    odile.follow().await.is(200).says("Couleur du portail").says("Lycée Cacault");
    odile
        .get(&format!("{draft}/couleur?couleur=%23ffd500"))
        .await
        .is(200)
        .says("trop claire pour les liens");
    odile.get(&format!("{draft}/couleur?couleur=rouge")).await.is(200).says("de la forme");
    odile.get(&format!("{draft}/couleur")).await.is(200);
    odile.submit("#etape", &[("couleur", "#a63d1c")]).await.is(303);
    odile.follow().await.is(200).says("Ce qui n’est pas dans la liste");
    odile
        .post(&format!("{draft}/formations"), &[("version", "3")])
        .await
        .is(422)
        .says("Cochez au moins une formation");
    odile
        .post(
            &format!("{draft}/formations"),
            &[
                ("version", "3"),
                ("formation", "CAP Cuisine"),
                ("autres", "Atelier de chef-d’œuvre"),
            ],
        )
        .await
        .is(303);
    odile.follow().await.is(200).says("boîte de l’établissement");
    odile.submit("#etape", &[]).await.is(303);
    odile
        .follow()
        .await
        .is(200)
        .says("Une invitation part à")
        .says("Mentions légales")
        .says("Lycée Cacault");
    odile.submit("#etape", &[]).await.is(303);
    odile.follow().await.is(200).says(&app.operator.login);
    odile.submit("#etape", &[]).await.is(303);
    odile.follow().await.is(200).says("Avant d’ouvrir : 7 sur 7");
    let letters = app.letters().await;
    let subjects: Vec<&str> = letters.iter().map(|letter| letter.subject.as_str()).collect();
    assert_eq!(letters.len(), 2, "{subjects:?}");
    let trial =
        letters.iter().find(|letter| letter.to.address == app.operator.login).expect("it left");
    assert!(trial.text.contains("Lycée Cacault"), "{}", trial.text);
    assert_eq!(
        trial.reply_to.as_ref().map(|party| party.address.as_str()),
        Some("stages@cacault.example")
    );

    odile.submit("#ouvrir", &[]).await.is(303);
    odile
        .follow()
        .await
        .is(200)
        .says("Le portail est ouvert")
        .says("tout ce qu’il lui faut est prêt")
        .says("a choisi les formations");
    app.browser().get(host).await.is(200).says("Lycée Cacault");
    // The manager learns who invites and where the portal is.
    let invitation = letters.iter().find(|letter| letter.to.address != app.operator.login);
    let invitation = invitation.expect("it left");
    let inviter = " de la plateforme ministage.test, vous invite à rejoindre l’équipe";
    assert!(invitation.text.contains(inviter), "{}", invitation.text);
    let letters = app.letters().await;
    let told: Vec<_> = letters.iter().map(|letter| letter.to.address.as_str()).collect();
    assert_eq!(told, [invitation.to.address.as_str()]);
    assert!(letters[0].text.contains(host) && letters[0].subject.contains("est ouvert"));
    // Twice, or late: nothing is done, and it is said.
    odile.post(&draft, &[("version", "5")]).await.is(303);
    odile.follow().await.is(200).says("n’est plus en préparation");
    odile.get(&format!("{draft}/formations")).await.is(303);
}

/// Two operators at once: the second sees what the first did, and what she typed stays.
#[tokio::test(flavor = "multi_thread")]
async fn the_second_of_two_operators_sees_the_first() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let mut paul = app.signed_in(&app.operator, CONSOLE).await;
    let draft = begun(&mut odile, &app).await;
    odile.get(&format!("{draft}/lycee")).await.is(200);
    paul.get(&format!("{draft}/lycee")).await.is(200);
    let mail = ("courriel", "stages@cacault.example");
    odile.submit("#etape", &[("nom", "Lycée d’Odile"), mail]).await.is(303);
    paul.submit("#etape", &[("nom", "Lycée de Paul"), mail]).await.is(409).says("a été modifié");
    assert_eq!(paul.page().attribute("#nom", "value"), "Lycée de Paul");
    paul.submit("#etape", &[("nom", "Lycée de Paul"), mail]).await.is(303);
    paul.get(&format!("{draft}/adresse")).await.is(200);
    paul.submit("#etape", &[("adresse", "lycee-paul")]).await.is(303);
    odile.get(&draft).await.is(200).says("lycee-paul.ministage.test").says("Lycée de Paul");
    // What a changed portal has its conventions made of: of none, here.
    app.leave_jobs();
}

/// Who only reads sees every step and no button.
#[tokio::test(flavor = "multi_thread")]
async fn who_only_reads_looks() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let draft = begun(&mut odile, &app).await;
    let paul = crate::operators::paul(&app, OperatorRole::Reader).await;
    let mut reader = app.signed_in(&paul, CONSOLE).await;
    for step in
        ["", "/adresse", "/lycee", "/couleur", "/formations", "/responsable", "/textes", "/essai"]
    {
        reader.get(&format!("{draft}{step}")).await.is(200).hides("Enregistrer et continuer");
        reader.post(&format!("{draft}{step}"), &[]).await.is(404);
    }
    reader.get("/lycees/nouveau").await.is(404);
}

/// A draft opens by its check list, by no other page, whatever is sent.
#[tokio::test(flavor = "multi_thread")]
async fn no_page_goes_round_the_check_list() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let draft = begun(&mut odile, &app).await;
    let lycee = draft.trim_end_matches("/preparation").to_owned();
    odile.get(&lycee).await.is(200).says("Préparer l’ouverture").hides("Ouvrir le portail");
    odile.get(&format!("{lycee}/etat?vers=open")).await.goes_to(&draft);
    let sent = [("vers", "open"), ("motif", "tout de suite")];
    odile.post(&format!("{lycee}/etat"), &sent).await.goes_to(&draft);
    odile.follow().await.is(200).says("Rien n’est ouvert").says("Inviter le premier responsable");
    app.browser().get("https://lycee-cacault.ministage.test/").await.is(503);
    // Held and let go, it is what it was.
    for (to, said) in [("suspended", "suspendu"), ("open", "de nouveau un brouillon")] {
        app.clock.advance(chrono::TimeDelta::seconds(1));
        let sent = [("vers", to), ("motif", "pour voir")];
        odile.post(&format!("{lycee}/etat"), &sent).await.is(303);
        odile.follow().await.is(200).says(said);
    }
    app.browser().get("https://lycee-cacault.ministage.test/").await.is(503);
    let missing = app.backstage.missing_steps("lycee-cacault").await.unwrap().unwrap();
    assert_eq!(missing.len(), 6, "{missing:?}");
    assert!(app.backstage.missing_steps("atelier").await.unwrap().is_none(), "it is open");
}

pub(crate) async fn begun(odile: &mut Browser, app: &TestApp) -> String {
    let begin = format!("/lycees/nouveau/{}", app.cacault.uai);
    odile.get(&begin).await.is(200);
    odile.submit("#commencer", &[("adresse", "lycee-cacault")]).await.is(303);
    odile.follow().await.is(200);
    draft_page(odile)
}

/// `/lycees/{tenant}/preparation` of the step that is shown.
fn draft_page(browser: &Browser) -> String {
    let path = browser.page().attribute("#etape", "action");
    let end = path.find("/preparation").expect("a step") + "/preparation".len();
    path[..end].to_owned()
}
