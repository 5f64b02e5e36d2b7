//! « Demande d'inscription »: a school without an academic mailbox, or that nobody knows.

use chrono::TimeDelta;
use domain::accounts::LinkRefused;
use domain::applications::ApplicationState;
use domain::ids::ApplicationId;
use domain::paging::PageRequest;
use education::Uai;
use testing_web::{Browser, PASSWORD, TestApp};

mod listed;

const MAIL: &str = "direction@mfr-rochettes.example";

/// A number that no school of the sample world has, with its letter.
fn unknown() -> Uai {
    Uai::from_number(441_234).unwrap()
}

/// What a MFR types.
fn typed<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("academie", "17"),
        ("type_etablissement", "mfr"),
        ("etablissement", "MFR « Les Rochettes »"),
        ("adresse", "2 route de la Sèvre"),
        ("code_postal", "44190"),
        ("ville", "Clisson"),
        ("civilite", "mme"),
        ("nom", "Le Goff"),
        ("prenom", "Maëlle"),
        ("fonction", "directrice"),
        ("mail", MAIL),
        ("telephone", "02 40 12 34 56"),
    ];
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
}

/// The link of the one letter that left to somebody who is not of the sample world.
async fn link(app: &TestApp) -> String {
    let letters = app.letters().await;
    let letters: Vec<_> = letters
        .iter()
        .filter(|letter| letter.to.address == MAIL || letter.to.address.ends_with("@gmail.com"))
        .collect();
    let [letter] = letters.as_slice() else {
        panic!("one letter was expected, not {}", letters.len())
    };
    let mut words = letter.text.split_whitespace();
    let link = words.find(|word| word.starts_with("https://"));
    link.expect("a letter has its link").to_owned()
}

/// Applies, proves the mailbox; gives the application that waits.
pub(crate) async fn waiting(app: &TestApp, digits: &str) -> ApplicationId {
    let uai = Uai::suggestion(digits).expect("seven digits");
    let mut maelle = app.browser();
    maelle.go_to(&app.atelier.host);
    let form = format!("/inscription/{uai}/demande");
    maelle.post(&form, &typed(&[])).await.goes_to(&format!("{form}/envoyee"));
    let link = link(app).await;
    maelle.post(&link, &[]).await.is(200);
    let page = app
        .console()
        .await
        .application_page(Some(ApplicationState::Waiting), PageRequest::new(1, 10))
        .await
        .unwrap();
    page.rows.first().expect("one waits").id
}

async fn odile(app: &TestApp) -> Browser {
    app.signed_in(&app.operator, &app.app.console_host()).await
}

/// From an unknown code to an account: proved by mail, accepted by hand, invited.
#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_school_is_checked_and_comes_in() {
    let app = TestApp::start().await;
    let uai = unknown();
    let mut maelle = app.browser();
    maelle.go_to(&app.atelier.host);
    maelle
        .post("/inscription", &[("rne", &uai.to_string())])
        .await
        .is(422)
        .says("n’est pas dans l’annuaire");
    maelle
        .click("Remplir la demande d’inscription")
        .await
        .is(200)
        .says("Académie")
        .says("Type d’établissement")
        .says("Code Postal")
        .hides("Mot de passe");
    maelle
        .submit("form.stack", &typed(&[]))
        .await
        .goes_to(&format!("/inscription/{uai}/demande/envoyee"));
    maelle.follow().await.is(200).says("Confirmez votre adresse");

    let mut odile = odile(&app).await;
    odile.get("/inscriptions").await.is(200).says("Aucune demande");
    let proof = link(&app).await;
    // A scanner opens the link: nothing is used.
    maelle.get(&proof).await.is(200).says(MAIL);
    odile.get("/").await.is(200).says("Inscriptions à vérifier 0");
    maelle.post(&proof, &[]).await.is(200).says("Votre demande est transmise");
    maelle.post(&proof, &[]).await.is(410).says("a déjà servi");
    odile.get("/").await.is(200).says("Inscriptions à vérifier 1");

    odile.get("/inscriptions").await.is(200).says("MFR « Les Rochettes »").says("À vérifier");
    odile
        .click("MFR")
        .await
        .is(200)
        .says("Non indiqué")
        .says("Adresse d’un autre domaine")
        .says("Mme Maëlle Le Goff")
        .says("entre dans l’annuaire");
    odile.submit("form[action$=acceptation]", &[]).await.goes_to("/inscriptions");
    let school = app.backstage.school(uai).await.unwrap().expect("it came in");
    assert_eq!(
        (school.name(), school.listed.city.as_str(), school.department.as_str()),
        ("MFR « Les Rochettes »", "Clisson", "044")
    );
    assert_eq!(
        school.mailbox().address(),
        None,
        "the applicant's mailbox is hers, not the school's"
    );

    let invitation = link(&app).await;
    let who = [
        ("civilite", "mme"),
        ("nom", "Le Goff"),
        ("prenom", "Maëlle"),
        ("fonction", "directrice"),
        ("mot_de_passe", PASSWORD),
        ("confirmation", PASSWORD),
    ];
    maelle.get(&invitation).await.is(200).says("MFR « Les Rochettes »");
    maelle.post(&invitation, &who).await.goes_to("/");
    maelle.go_to(&app.atelier.host);
    maelle.sign_in(&[("email", MAIL), ("mot_de_passe", PASSWORD)]).await.is(200).at("/");
    maelle.get("/reservations").await.is(200).says("MFR « Les Rochettes »");
    app.browser()
        .post(&format!("https://{}/inscription", app.jardins.host), &[("rne", &uai.to_string())])
        .await
        .goes_to(&format!("/recuperation/{uai}"));
    app.letters().await;
}

/// Links are of their host and of their day; who asks twice is shown once.
#[tokio::test(flavor = "multi_thread")]
async fn a_proof_is_of_its_host_and_day() {
    let app = TestApp::start().await;
    let uai = unknown();
    let form = format!("/inscription/{uai}/demande");
    let mut maelle = app.browser();
    maelle.go_to(&app.atelier.host);
    maelle.post(&form, &typed(&[])).await.is(303);
    maelle.post(&form, &typed(&[])).await.is(429).says("attendez une minute").says("Utilisateur");
    let first = link(&app).await;
    maelle
        .post(&first.replace(&app.atelier.host, &app.jardins.host), &[])
        .await
        .is(404)
        .says("pas valable");
    app.clock.advance(TimeDelta::hours(24));
    maelle.post(&first, &[]).await.is(410).says("trop ancien");
    maelle.get(&first).await.is(410).says("Recommencer la demande");
    let mut proved = Vec::new();
    for name in ["MFR Une", "MFR Deux"] {
        maelle.go_to(&app.atelier.host);
        app.clock.advance(TimeDelta::minutes(15));
        maelle.post(&form, &typed(&[("etablissement", name)])).await.is(303);
        let proof = link(&app).await;
        maelle.post(&proof, &[]).await.is(200);
        proved.push(proof);
    }
    let mut odile = odile(&app).await;
    odile.get("/inscriptions").await.is(200).says("MFR Deux").hides("MFR Une");
    odile.get("/inscriptions?etat=toutes").await.is(200).says("MFR Une").says("Remplacée");
    app.clock.advance(TimeDelta::days(31));
    assert_eq!(
        app.backstage.worker().sweep_applications().await.unwrap(),
        1,
        "the one that nobody proved"
    );
}

/// Mistakes are pointed at, what was typed stays; a school with its own way in is sent there.
#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_pointed_at() {
    let app = TestApp::start().await;
    let form = format!("/inscription/{}/demande", unknown());
    let mut somebody = app.browser();
    somebody.go_to(&app.atelier.host);
    let wrong = [
        ("etablissement", "=MFR()"),
        ("code_postal", "4419"),
        ("mail", "direction"),
        ("telephone", "12"),
        ("type_etablissement", "segpa"),
        ("academie", "99"),
    ];
    somebody
        .post(&form, &typed(&wrong))
        .await
        .is(422)
        .says("Choisissez l’académie")
        .says("Choisissez le type")
        .says("ne peut pas être écrit ici")
        .says("cinq chiffres")
        .says("Écrivez l’adresse en entier")
        .says("téléphone français");
    assert_eq!(somebody.page().attribute("#nom", "value"), "Le Goff");
    somebody.post(&form, &[]).await.is(422).says("Indiquez votre nom");
    somebody
        .post("/inscription/0440008V/demande", &typed(&[]))
        .await
        .goes_to("/recuperation/0440008V");
    assert_eq!(app.backstage.count_jobs().await.unwrap(), 0);
    let door = app.backstage.doors(&app.atelier.host);
    let nothing = domain::random::Token::received("x");
    let (state, none) = door.application(&nothing).await.unwrap();
    assert!(none.is_none() && state == domain::accounts::LinkState::Unknown);
    let proved = door.prove_application(&nothing).await;
    assert!(matches!(proved, Err(LinkRefused::Link(_))));
}

/// The directory gives a mailbox that nobody reads: the page of the sign-up leads to the form, an operator
/// is told which mailbox it would be, and accepts another one.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_mailbox_has_a_way_out() {
    let app = TestApp::start().await;
    let mut maelle = app.browser();
    maelle.go_to(&app.atelier.host);
    maelle.get("/inscription/0440013A").await.is(200).says("Personne ne la relève");
    maelle.click("Faites une demande d’inscription").await.is(200).says("ce.0440013a@ac-nantes.fr");
    let form = "/inscription/0440013A/demande";
    let typed = typed(&[("etablissement", "Collège Bellevue")]);
    maelle.post(form, &typed).await.goes_to("/inscription/0440013A/demande/envoyee");
    let proof = link(&app).await;
    maelle.post(&proof, &[]).await.is(200).says("Votre demande est transmise");
    maelle.get(&proof).await.is(410).says("Votre demande est transmise");
    let mut odile = odile(&app).await;
    odile.get("/inscriptions").await.is(200);
    odile.click("Collège Bellevue").await.is(200).says("ce.0440013a@ac-nantes.fr");
    odile.page().says("La demande dit que personne ne la relève");
}

/// The school opens its account before the accepted applicant does: her invitation says so, and leads to an
/// ordinary access request.
#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_applicant_comes_too_late() {
    let app = TestApp::start().await;
    let mut eve = app.browser();
    eve.go_to(&app.atelier.host);
    let form = "/inscription/0440013A/demande";
    eve.post(form, &typed(&[("etablissement", "Collège Bellevue")])).await.is(303);
    let proof = link(&app).await;
    eve.post(&proof, &[]).await.is(200);
    let mut odile = odile(&app).await;
    odile.get("/inscriptions").await.is(200);
    odile.click("Collège Bellevue").await.is(200);
    odile.submit("form[action$=acceptation]", &[]).await.goes_to("/inscriptions");
    let invitation = link(&app).await;
    eve.get(&invitation).await.is(200).says("Gestionnaire");

    let mut maelle = app.browser();
    maelle.go_to(&app.jardins.host);
    let who = [
        ("civilite", "mme"),
        ("nom", "Morvan"),
        ("prenom", "Rose"),
        ("fonction", "secrétariat"),
        ("telephone", "0240123456"),
        ("mot_de_passe", PASSWORD),
        ("confirmation", PASSWORD),
    ];
    maelle.post("/inscription/0440013A", &who).await.is(303);
    let letters = app.letters().await;
    let confirm = letters[0].text.split_whitespace().find(|word| word.starts_with("https://"));
    maelle.post(confirm.expect("a link"), &[]).await.is(303);

    let late = [("fonction", "directrice")].into_iter().chain(who).collect::<Vec<_>>();
    eve.post(&invitation, &late).await.is(410).says("L’établissement a ouvert son compte");
    eve.get(&invitation).await.is(410).hides("Rose").hides("Se connecter");
    eve.click("Demander un accès").await.is(200).at("/recuperation/0440013A");
    app.letters().await;
}
