//! Schools that the Ministry's file lists, before an application or after it.

use domain::directory::{ImportOptions, Missing};
use domain::history::Actor;
use education::Uai;
use education::directory::DirectoryReader;
use testing_web::TestApp;

use super::{link, odile, unknown, waiting};

async fn import(app: &TestApp, header: &str, row: &str) {
    let text = format!("{header}\n{row}\n");
    let options = ImportOptions {
        file: "annuaire.csv".into(),
        dry_run: false,
        missing: Missing::Keep,
        accept: Some(row.lines().count()),
        by: Actor::System,
    };
    let open = || DirectoryReader::new(text.as_bytes());
    app.backstage.import_directory(open, &options, |_| {}).await.expect("the file is read");
}

/// What was added by hand, the Ministry's file takes over; the account stays.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_takes_a_school_over() {
    let app = TestApp::start().await;
    let id = waiting(&app, "0441234A").await;
    odile(&app)
        .await
        .post(&format!("/inscriptions/{id}/acceptation"), &[])
        .await
        .goes_to("/inscriptions");
    app.letters().await;
    let header = "Identifiant_de_l_etablissement;Nom_etablissement;Nom_commune;etat";
    import(&app, header, &format!("{};MAISON FAMILIALE RURALE;CLISSON;OUVERT", unknown())).await;
    let school = app.backstage.school(unknown()).await.unwrap().expect("it is listed");
    assert_eq!(school.name(), "Maison Familiale Rurale");
    assert!(school.is_open());
    let file = app.console().await.application_file(id).await.unwrap().expect("it stays");
    assert_eq!(&*file.application.school.name, "MFR « Les Rochettes »", "what was typed is kept");
}

/// A school that is closed, and a section: the sign-up says which code to take. The console shows the import.
#[tokio::test(flavor = "multi_thread")]
async fn closed_schools_and_sections_are_told_apart() {
    let app = TestApp::start().await;
    let header = "Identifiant_de_l_etablissement;Nom_etablissement;Nom_commune;etat;code_nature;etablissement_mere";
    let section = Uai::from_number(441_235).unwrap();
    let closed = format!("{};Collège Ancien;Rezé;FERMÉ;340;", unknown());
    let rows = format!("{closed}\n{section};SEGPA du collège Cacault;Clisson;OUVERT;390;0440008V");
    import(&app, header, &rows).await;
    let mut paul = app.browser();
    paul.go_to(&app.atelier.host);
    let unknown = unknown().to_string();
    paul.post("/inscription", &[("rne", &unknown)])
        .await
        .is(422)
        .says("Cet établissement est fermé dans l’annuaire");
    paul.post("/inscription", &[("rne", &section.to_string())])
        .await
        .is(422)
        .says("Ce code est celui d’une section")
        .says("Continuer avec le Collège Cacault");
    odile(&app).await.get("/annuaire").await.is(200).says("Derniers imports").says("annuaire.csv");
}

/// A school that the directory lists without a mailbox: prefilled, compared.
#[tokio::test(flavor = "multi_thread")]
async fn a_listed_school_without_a_mailbox_is_compared() {
    let app = TestApp::start().await;
    import(
        &app,
        "Identifiant_de_l_etablissement;Nom_etablissement;Nom_commune;Code_postal;etat",
        "0440062D;Lycée privé Saint-Joseph;Rezé;44400;OUVERT",
    )
    .await;
    let mut paul = app.browser();
    paul.go_to(&app.atelier.host);
    paul.post("/inscription", &[("rne", "0440062D")]).await.is(422).says("ne donne pas d’adresse");
    paul.click("Remplir la demande d’inscription").await.is(200).says("Lycée privé Saint-Joseph");
    assert_eq!(paul.page().attribute("#ville", "value"), "Rezé");
    let fields = [
        ("type_etablissement", "lycee"),
        ("adresse", "1 rue du Port"),
        ("ville", "Nantes"),
        ("civilite", "m"),
        ("nom", "Petit"),
        ("prenom", "Paul"),
        ("fonction", "CPE"),
        ("mail", " Paul.PETIT@gmail.com "),
        ("telephone", "0240123456"),
    ];
    paul.submit("form.stack", &fields).await.is(303);
    let proof = link(&app).await;
    paul.post(&proof, &[]).await.is(200).says("paul.petit@gmail.com");
    let mut odile = odile(&app).await;
    odile.get("/inscriptions").await.is(200);
    odile
        .click("Saint-Joseph")
        .await
        .is(200)
        .says("Différent")
        .says("Rezé")
        .says("Adresse ouverte à tous");
    odile.click("Refuser la demande").await.is(200).says("paul.petit@gmail.com");
    odile.submit("form.card", &[("motif", " ")]).await.is(422).says("Indiquez le motif");
    odile
        .submit("form.card", &[("motif", "Écrivez depuis l’adresse de la direction.")])
        .await
        .goes_to("/inscriptions");
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!(letter.to.address, "paul.petit@gmail.com");
    assert!(
        letter.text.contains("Écrivez depuis l’adresse de la direction.")
            && letter.text.contains("/inscription/0440062D/demande")
    );
    odile.get("/inscriptions?etat=refused").await.is(200).says("Refusée");
    let target = odile.page().attribute("tbody a", "href");
    odile.get(&target).await.is(200).says("Écrivez depuis l’adresse").hides("Accepter la demande");
    odile.post(&format!("{target}/acceptation"), &[]).await.goes_to(&target);
    odile.post(&format!("{target}/refus"), &[("motif", "encore")]).await.goes_to(&target);
    assert!(app.letters().await.is_empty());
}
