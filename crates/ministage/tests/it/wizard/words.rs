//! « Par formation »: pupils' words, typing mistakes, and where to look when nothing is found.

use testing_web::TestApp;

/// Whatever the search over all lycées understands, the list of one lycée understands too.
#[tokio::test(flavor = "multi_thread")]
async fn words_mean_the_same_here_and_everywhere() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    anyone.go_to(&app.atelier.host);
    for words in ["cuisinier", "cuisinne", "kuizine", "chef cuisinière", "cap cuisinier"] {
        let query = words.replace(' ', "+");
        let here = anyone.get(&format!("/reserver?par=formation&recherche={query}")).await;
        here.is(200).says("CAP Cuisine").hides("Aucune formation");
        assert!(here.has("#recherche-formation[autofocus]"), "the search goes on where one was");
        let everywhere = format!("https://ministage.test/recherche?formation={query}");
        app.browser().get(&everywhere).await.is(200).says("CAP Cuisine");
    }
    let slip = anyone.get("/reserver?par=formation&recherche=cuisinne").await;
    slip.says("Vous avez écrit « cuisinne » : nous avons compris « cuisine ».")
        .says("2 formations pour « cuisine » sur 2");
}

/// A search without an answer goes on: what is near and taught here, all that is, the other lycées.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_search_has_a_way_on() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    anyone.go_to(&app.atelier.host);
    let empty = anyone.get("/reserver?par=formation&recherche=xyzzy").await;
    empty
        .is(200)
        .says("Aucune formation ne correspond à « xyzzy » dans ce lycée.")
        .says("Toutes les formations (2)");
    for link in empty.all(".search-instead a") {
        anyone.get("/reserver?par=formation&recherche=xyzzy").await;
        anyone.click(&link).await.is(200).says("CAP Cuisine");
    }
    // What is understood and taught elsewhere is looked for there.
    let empty = anyone.get("/reserver?par=formation&recherche=restaurant").await;
    empty.says("Aucune formation ne correspond").says("cuisine");
    anyone.click("Chercher dans tous les lycées").await.is(200).says("Résultats pour restaurant");
}
