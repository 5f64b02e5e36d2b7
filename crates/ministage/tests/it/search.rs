//! « Rechercher un mini-stage » from the front door, as people read it.

use domain::bookings::Pupil;
use testing_web::TestApp;

const FRONT: &str = "https://ministage.test/";

/// From the words of a pupil to the stage on the lycée's own portal.
#[tokio::test(flavor = "multi_thread")]
async fn a_stage_is_found_and_leads_to_its_portal() {
    let app = TestApp::start().await;
    let pupil = Pupil::new("Moreau", "Maëlle", "3e B").unwrap();
    app.book(&app.jardins, &app.cacault, app.jardins.small_slot, pupil).await;
    app.leave_jobs();
    let mut anyone = app.browser();
    let front = anyone.get(FRONT).await;
    front.is(200).says("Par formation").says("Par établissement").says("2 lycées");
    let door = front.attribute("a.masthead-sign-in", "href");
    assert_eq!(door, "https://compte.ministage.test/retour?vers=ministage.test&retour=%2F");
    let found = anyone.get("/recherche?formation=cuisne").await;
    found
        .is(200)
        .says("Résultats pour cuisine")
        .says("Vous avez écrit « cuisne » : nous avons compris « cuisine ».")
        .says("Lycée de l’Atelier")
        .says("Ancenis")
        .says("mercredi 2 décembre 2026")
        .says("02-12-2026 09:00-12:00")
        .says("4 places restantes sur 4")
        .says("complet")
        .hides("Maëlle")
        .hides("Moreau");
    let stage = found.attribute("th a", "href");
    assert!(stage.starts_with("https://"), "{stage}");
    anyone.get(&stage).await.is(200).says("CAP Cuisine");
}

/// Every filter is in the address, and stays in the form.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_stays() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    anyone
        .get("https://ministage.test/recherche?lieu=ch%C3%A2teaubriant&moment=matin&places=oui")
        .await
        .is(200)
        .says("Stages à Châteaubriant")
        .says("Lycée des Jardins")
        .hides("Lycée de l’Atelier")
        .hides("jeudi 10 décembre 2026");
    let page = anyone.get("/recherche?du=demain&au=01%2F12%2F2026&departement=044").await;
    page.is(200).says("La date « demain » n’a pas été comprise").says("Aucun stage ne correspond");
    assert_eq!(page.attribute("#du", "value"), "demain");
    assert_eq!(page.attribute("#au", "value"), "2026-12-01");
}

/// Nothing found: why, and where to look instead.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_found_leads_on() {
    let app = TestApp::start().await;
    app.backstage.sample_point(app.cacault.uai, 47.087, -1.283).await.unwrap();
    let mut anyone = app.browser();
    let nothing = anyone
        .get("https://ministage.test/recherche?formation=serveuse&lieu=Clisson&rayon=10")
        .await;
    nothing
        .is(200)
        .says("Résultats pour serveuse, à moins de 10 km de Clisson")
        .says("Aucun stage ne correspond")
        .says("Tous les stages à venir");
    anyone.get("/recherche?formation=xyzzy").await.is(200).says("Aucune formation ne porte ce nom");
    anyone.get("/recherche?lieu=Atlantis").await.is(200).says("ni ville ni lycée de ce nom");
    let hostile = anyone.get("/recherche?formation=%3Cscript%3Ealert%281%29").await;
    assert!(!hostile.is(200).html().contains("<script>alert"));
}

/// Each way on that is offered finds something; one that finds nothing is not offered.
#[tokio::test(flavor = "multi_thread")]
async fn each_way_on_leads_somewhere() {
    let app = TestApp::start().await;
    app.backstage.sample_point(app.cacault.uai, 47.087, -1.283).await.unwrap();
    let mut anyone = app.browser();
    anyone.go_to("ministage.test");
    for asked in [
        "formation=serveuse",
        "formation=serveuse&departement=049",
        "formation=cuisine&academie=10",
        "formation=cuisine&du=2027-06-01",
        "formation=cuisine&lieu=Clisson&rayon=10&moment=matin",
        "formation=soudure",
        "departement=975",
    ] {
        let search = format!("/recherche?{asked}");
        let page = anyone.get(&search).await;
        let ways = page.says("Aucun stage ne correspond").all(".search-instead a");
        assert_eq!(ways.last().map(String::as_str), Some("Tous les stages à venir"), "{asked}");
        let everywhere = asked.contains("departement") || asked.contains("academie");
        assert!(!everywhere || asked.contains("serveuse") || ways.contains(&"Partout".to_owned()));
        for way in ways {
            anyone.get(&search).await;
            anyone.click(&way).await.is(200).hides("Aucun stage ne correspond").says("CAP Cuisine");
        }
    }
}

/// Control characters, codes that nobody has, dates far away: a page all the same.
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_types_is_read_all_the_same() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    anyone
        .get("https://ministage.test/recherche?departement=%00")
        .await
        .is(200)
        .says("CAP Cuisine");
    anyone
        .get("/recherche?lieu=Ancenis%00&formation=cuisi%00ne")
        .await
        .is(200)
        .says("Résultats pour cuisine, à Ancenis");
    anyone.get("/recherche?academie=99%00&lieu=a%00").await.is(200);
    let far = anyone.get("/recherche?au=%2B262142-12-31").await;
    far.is(200).says("n’est ni de cette année scolaire ni de la prochaine").says("CAP Cuisine");
    assert_eq!(far.attribute("#au", "value"), "+262142-12-31");
    anyone
        .get("/recherche?apres=-62000000000000000_0196f3a0-0000-7000-8000-000000000001")
        .await
        .is(200);
}

/// A distance around a town that nobody has located is not claimed.
#[tokio::test(flavor = "multi_thread")]
async fn a_distance_counts_only_around_a_known_point() {
    let app = TestApp::start().await;
    let page = app.browser().get("https://ministage.test/recherche?lieu=Ancenis&rayon=20").await;
    page.is(200)
        .says("Stages à Ancenis")
        .says("nous ne savons pas où se trouve Ancenis")
        .hides("à moins de 20 km d’Ancenis");
}

/// One address searches so often a minute, and is told how long to wait.
#[tokio::test(flavor = "multi_thread")]
async fn a_robot_is_slowed_down() {
    let app = TestApp::start().await;
    let mut robot = app.browser();
    for _ in 0..300 {
        robot.get("https://ministage.test/recherche?formation=xyzzy").await.is(200);
    }
    robot.get("/recherche").await.is(429);
    robot.get("/").await.is(200);
    app.clock.advance(chrono::TimeDelta::minutes(1));
    robot.get("/recherche").await.is(200);
}

/// As many statements with many stages as with few.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_search_costs_the_same() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    let mut cost = async || {
        let before = app.backstage.statements();
        anyone.get("https://ministage.test/recherche?formation=cuisine&lieu=Ancenis").await.is(200);
        app.backstage.statements() - before
    };
    let few = cost().await;
    assert!(few <= 6, "{few} statements");
    for day in 14..30 {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        app.slot(&app.atelier, app.atelier.draft(day, 9)).await;
    }
    assert_eq!(cost().await, few);
}
