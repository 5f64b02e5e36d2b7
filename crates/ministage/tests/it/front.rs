//! The front door, and the home of an account.

use domain::sample::SampleSchool;
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

/// Page by page, however many there are, at the same cost; and by département.
#[tokio::test(flavor = "multi_thread")]
async fn lycees_are_listed_page_by_page() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    let mut cost = async |path: &str| {
        let before = app.backstage.statements();
        anyone.get(&format!("{FRONT}{path}")).await.is(200);
        app.backstage.statements() - before
    };
    let few = [cost("").await, cost("?recherche=lycee").await];
    let school = SampleSchool {
        uai: "0440001M",
        name: "Annexe",
        kind: "lycee",
        city: "Ancenis",
        postal_code: "44150",
        mail: "ce.0440001m@ac-nantes.fr",
    };
    for number in 0..12 {
        let (slug, name) = (format!("annexe-{number}"), format!("Annexe {number:02}"));
        app.backstage.sample_portal(&slug, &name, &school).await.unwrap();
    }
    assert_eq!([cost("").await, cost("?recherche=lycee").await], few);
    let mut anyone = app.browser();
    let first = anyone.get(FRONT).await;
    first.is(200).says("14 lycées").says("Annexe 09").hides("Annexe 10").says("sur 14");
    let second = anyone.get("/?page=2").await;
    second.says("Annexe 11").says("Lycée de l’Atelier").says("Lycée des Jardins");
    second.hides("Annexe 09").says("Loire-Atlantique (44)");
    let named = anyone.get("/?recherche=annexe&page=2").await;
    named.says("12 lycées").says("Annexe 10").hides("Lycée de l’Atelier");
    anyone.get("/?dans=049").await.says("Aucun lycée pour le moment (Maine-et-Loire)");
    anyone.get("/?dans=044&recherche=jard").await.says("1 lycée").says("des Jardins");
}

/// The two ways of the guide, over all lycées; what is chosen goes on at the lycée.
#[tokio::test(flavor = "multi_thread")]
async fn the_guide_begins_on_the_front_door() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    let front = anyone.get(FRONT).await;
    front.is(200).says("Comment rechercher le créneau ?");
    assert_eq!(front.attribute(".site-ways a", "href"), "/reserver");
    anyone.get("/reserver").await.is(200).says("Lycée des Jardins");
    let (programme, slot) = (app.atelier.programme, app.atelier.slot);
    let chosen = format!("/reserver?lycee=atelier&formation={programme}&creneau={slot}");
    let page = anyone.get(&chosen).await;
    let go_on = page.is(200).attribute(".foot-bar a", "href");
    assert_eq!(go_on, format!("https://atelier.ministage.test/reserver/identite?creneau={slot}"));
    anyone
        .get(&format!("{FRONT}reserver?par=formation&recherche=cuisine"))
        .await
        .is(200)
        .says("CAP Cuisine");
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
