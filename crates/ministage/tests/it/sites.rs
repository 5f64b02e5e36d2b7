//! Common sites: made on the console, read by everybody.

use testing_web::TestApp;

const CONSOLE: &str = "console.ministage.test";
const SITE: &str = "https://ministages-44.ministage.test";

fn typed<'a>(address: &'a str, departments: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("adresse", address),
        ("nom", "Mini-Stages 44"),
        ("texte", "Lycées publics de Loire-Atlantique."),
        ("couleur", "#14507a"),
        ("departements", departments),
        ("academies", ""),
        ("portails", ""),
    ]
}

/// An operator opens a site, mends a mistake, changes it, removes it.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_opens_a_common_site() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/sites").await.is(200).says("Aucun site commun");
    odile.get("/sites/nouveau").await.is(200).says("Ouvrir un site commun").says(".ministage.test");
    let wrong = odile.post("/sites/nouveau", &typed("atelier", "44")).await;
    wrong.is(422).says("est déjà l’adresse d’un portail");
    assert_eq!(wrong.attribute("#nom", "value"), "Mini-Stages 44");
    odile
        .post("/sites/nouveau", &typed("ministages-44", "quarante"))
        .await
        .is(422)
        .says("Aucun département");
    odile.post("/sites/nouveau", &typed("ministages-44", "44")).await.goes_to("/sites");
    let list = odile.get("/sites").await;
    list.says("Le site commun est ouvert.").says("Mini-Stages 44").says("Loire-Atlantique");
    let page = list.attribute("th a", "href");
    odile.get(&page).await.is(200).says("Modifier le site commun");
    let mut changed = typed("", "44, 49").to_vec();
    changed.push(("version", "1"));
    odile.post(&page, &changed).await.goes_to("/sites");
    odile.post(&page, &changed).await.is(422).says("modifié entre-temps");
    odile.get("/sites").await.says("Maine-et-Loire");
    odile.get(&format!("{page}/retrait")).await.is(200).says("Retirer Mini-Stages 44");
    odile.post(&format!("{page}/retrait"), &[]).await.goes_to("/sites");
    app.browser().get(&format!("{SITE}/")).await.is(421);
}

/// Everybody looks, searches, and is led to a lycée's own portal.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_searches_a_common_site() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.post("/sites/nouveau", &typed("ministages-44", "44")).await.goes_to("/sites");
    let mut anyone = app.browser();
    let home = anyone.get(&format!("{SITE}/")).await;
    home.is(200)
        .says("Mini-Stages 44")
        .says("Lycées publics de Loire-Atlantique.")
        .says("Comment rechercher le créneau ?")
        .says("Par établissement")
        .says("Par formation")
        .says("Prochains stages")
        .says("CAP Cuisine");
    assert_eq!(home.attribute("a.masthead-sign-in", "href"), "https://compte.ministage.test/");
    let lycees = anyone.get("/etablissements").await;
    lycees.is(200).says("Lycée de l’Atelier").says("Résultats 1 - 2 sur 2");
    let book = lycees.attribute("td.end a", "href");
    assert_eq!(book, "https://atelier.ministage.test/reserver");
    anyone.get(&book).await.is(200);
    anyone
        .get(&format!("{SITE}/etablissements?recherche=licorne"))
        .await
        .says("Aucun lycée trouvé");
    anyone.get("/recherche?formation=cuisine").await.is(200).says("Lycée des Jardins");
    for page in ["/contacts", "/mentions-legales", "/donnees-personnelles", "/accessibilite"] {
        anyone.get(page).await.is(200);
    }
    for page in ["/connexion", "/profil", "/calendrier"] {
        anyone.get(page).await.is(404);
    }
}
