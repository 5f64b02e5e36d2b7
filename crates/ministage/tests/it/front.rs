//! The front door, and the home of an account.

use testing_web::TestApp;

const FRONT: &str = "https://ministage.test/";
const HOME: &str = "compte.ministage.test";

/// A lycée is found by name, by town, by département, whatever the accents.
#[tokio::test(flavor = "multi_thread")]
async fn a_lycee_is_found() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    anyone
        .get(FRONT)
        .await
        .is(200)
        .says("2 lycées")
        .says("Loire-Atlantique (44)")
        .says("2 stages à venir");
    let found = anyone.get("/?recherche=CHATEAUBRIANT").await;
    found.is(200).says("1 lycée").says("Lycée des Jardins").hides("Lycée de l’Atelier");
    anyone.get("/?recherche=loire+atelier").await.is(200).says("Lycée de l’Atelier");
    anyone
        .get("/?recherche=%3Cscript%3E")
        .await
        .is(200)
        .says("Aucun lycée trouvé")
        .hides("<script>alert");
}

/// A person sees her schools, and nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_sees_her_schools() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, HOME).await;
    let schools = nadia.get("/etablissements").await;
    schools.is(200).says("Collège Cacault").says("Gestionnaire").hides("Langevin");
    app.browser().get(&format!("https://{HOME}/")).await.is(303);
}

/// Bookings are counted for one's own school alone.
#[tokio::test(flavor = "multi_thread")]
async fn bookings_are_counted_for_ones_own_school() {
    let app = TestApp::start().await;
    let pupil = domain::bookings::Pupil::new("Moreau", "Maëlle", "3e B").expect("a plain name");
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    app.leave_jobs();
    let mut nadia = app.signed_in(&app.cacault.manager, HOME).await;
    nadia.get("/").await.is(200).says("1 réservation à venir");
    let mut other = app.signed_in(&app.langevin.manager, HOME).await;
    other.get("/").await.is(200).hides("réservation à venir");
}
