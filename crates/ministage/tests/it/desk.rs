//! « Accueil » of a school: what is due first, the next pupils; on a portal and over all portals.

use chrono::TimeDelta;
use domain::accounts::MembershipRole;
use domain::bookings::Pupil;
use domain::ids::{BookingId, SlotId};
use testing_web::{PASSWORD, SampleLycee, SampleSender, TestApp, World};

/// L'Atelier releases on the school day before its stages.
async fn app() -> TestApp {
    let mut world = World::new().await;
    World::release_after(&world.backstage, &mut world.atelier, 1).await;
    TestApp::of(world)
}

async fn book(
    app: &TestApp,
    at: &SampleLycee,
    of: &SampleSender,
    slot: SlotId,
    name: &str,
) -> BookingId {
    app.book(at, of, slot, Pupil::new(name, "Inès", "3e B").unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_sees_what_is_due_and_who_goes() {
    let app = app().await;
    app.leave_jobs();
    let (at, slot) = (&app.atelier, app.atelier.slot);
    let mut nadia = app.signed_in(&app.cacault.manager, &at.host).await;
    let page = nadia.get("/").await;
    page.is(200).says("Aujourd’hui, lundi 23 novembre").says("Rien à faire.");
    page.says("Réservez un premier stage").says("Stages avec des places").says("Joindre le lycée");
    assert_eq!(page.all("main .button.primary"), ["Réserver"], "one primary action");

    let bernard = book(&app, at, &app.cacault, slot, "Bernard").await;
    let moreau = book(&app, at, &app.cacault, slot, "Moreau").await;
    book(&app, at, &app.langevin, slot, "Zyskowicz").await;
    book(&app, &app.jardins, &app.cacault, app.jardins.slot, "Élan").await;
    let page = nadia.get("/").await;
    page.says("2 conventions à rendre au plus tard le vendredi 27 novembre, dans 4 jours")
        .says("CAP Cuisine, mercredi 2 décembre. Sans elles ni validation, les réservations sont supprimées le mardi 1er décembre 2026 à 18 h.")
        .says("BERNARD Inès")
        .says("9 h – 12 h")
        .says("Atelier 2")
        .says("Voir toutes les réservations")
        .says("Le nom de votre chef d’établissement manque sur les conventions");
    page.hides("ZYSKOWICZ").hides("ÉLAN").hides("Pour le Collège");
    let print = page.attribute(".tasks a.conv", "href");
    assert!([bernard, moreau].iter().all(|id| print.contains(&id.to_string())), "{print}");
    assert_eq!(nadia.get(&print).await.is(200).header("content-type"), Some("application/pdf"));

    // One comes back: the other is late, and says so first.
    let editor = app.host(at).await;
    testing_web::receive(&editor, bernard).await.unwrap();
    app.clock.advance(TimeDelta::days(5));
    let mut nadia = app.signed_in(&app.cacault.manager, &at.host).await;
    let page = nadia.get("/").await;
    page.says("1 convention en retard : à rendre au plus tard le vendredi 27 novembre");
    page.says(
        "Sans elle ni validation, la réservation est supprimée le mardi 1er décembre 2026 à 18 h.",
    );
    testing_web::receive(&editor, moreau).await.unwrap();
    nadia.get("/").await.hides("en retard").hides("à rendre").says("BERNARD Inès");
}

/// Whoever serves several schools is told for which; a stranger has the lycée's page, families a sentence.
#[tokio::test(flavor = "multi_thread")]
async fn each_has_her_own_first_page() {
    let app = app().await;
    let manager = &app.cacault.manager;
    app.clock.advance(TimeDelta::minutes(1));
    let (uai, member) = (app.langevin.uai, MembershipRole::Member);
    app.backstage.add_membership(manager.account, uai, member).await.unwrap();
    let mut nadia = app.signed_in(manager, &app.atelier.host).await;
    nadia.get("/").await.is(200).says("Pour le Collège Cacault");
    let mut stranger = app.browser();
    stranger.go_to(&app.atelier.host);
    let page = stranger.get("/").await;
    page.is(200).says("la réservation se fait par le collège");
    assert!(page.all(".hero a").contains(&"Inscrivez votre établissement scolaire".to_owned()));
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/").await.goes_to("/tableau-de-bord");
}

#[tokio::test(flavor = "multi_thread")]
async fn home_shows_what_is_due_everywhere() {
    let app = app().await;
    app.leave_jobs();
    let home = app.app.account_host();
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    nadia.get("/").await.is(200).says("Réservez un premier stage");
    let here = book(&app, &app.atelier, &app.cacault, app.atelier.slot, "Bernard").await;
    let there = book(&app, &app.jardins, &app.cacault, app.jardins.slot, "Élan").await;
    book(&app, &app.jardins, &app.langevin, app.jardins.slot, "Zyskowicz").await;
    let page = nadia.get("/").await;
    page.says("vous voyez l’ensemble de vos réservations").says("BERNARD").says("ÉLAN");
    page.says("Lycée de l’Atelier").says("Lycée des Jardins").says("Voir toutes les réservations");
    page.hides("ZYSKOWICZ");
    assert_eq!(page.all(".tasks > li").len(), 2, "each lycée awaits its own");
    for (id, host) in [(here, &app.atelier.host), (there, &app.jardins.host)] {
        assert!(page.html().contains(&format!("https://{host}/reservations/{id}")));
    }
    let items = [
        "Accueil", "Réserver", "Mes réservations", "Mes établissements", "Demandes d’accès",
        "Profil",
    ];
    assert_eq!(page.all(".mainnav a"), items);
    page.says("Toutes mes réservations").says("Mes connexions");
    // « Réserver » is the wizard over all lycées, here: tabs and person stay until the lycée's own step.
    let wizard = nadia.click("Réserver").await;
    wizard
        .is(200)
        .at("/reserver")
        .says("Comment rechercher le créneau ?")
        .says("Lycée des Jardins");
    assert_eq!(wizard.all(".mainnav a"), items);
    assert!(wizard.has(".person") && wizard.has(".mainnav a[aria-current][href='/reserver']"));
    let chosen = format!("/reserver?lycee=atelier&creneau={}", app.atelier.slot);
    let go_on = nadia.get(&chosen).await.attribute(".foot-bar a", "href");
    let mut hopping = app.browser();
    hopping.get(&format!("https://{home}/connexion")).await.is(200);
    let login = [("email", app.cacault.manager.login.as_str()), ("mot_de_passe", PASSWORD)];
    hopping.submit("form[action='/connexion']", &login).await.is(303);
    hopping.get(&go_on).await.is(303);
    hopping.land().await.says("Continuer comme Collège Cacault");
    hopping.submit("form[action='/passage']", &[]).await.is(303);
    hopping.land().await.is(200).at(&go_on).says("Identité de l’élève").says("2 décembre 2026");
    nadia
        .get(&format!("https://{home}/reserver?par=formation&recherche=cuisinne"))
        .await
        .says("CAP Cuisine");
    // Of nobody's school: no invitation to book for one.
    let mut alone = app.signed_in(&app.atelier.editor, &home).await;
    alone.get("/").await.is(200).says("n’est rattaché à aucun établissement").hides("BERNARD");
}

/// What the lycée cancelled or refused stays in « À faire » until its date, with other dates, on the portal and at
/// home; what the school cancelled itself does not, nor a pupil who has another stage of the formation.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_lycee_took_back_is_to_do() {
    let app = app().await;
    app.leave_jobs();
    let at = &app.atelier;
    let day = |day: u32| chrono::NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
    let (gone, other) =
        (app.slot(at, at.draft(day(18), 4)).await, app.slot(at, at.draft(day(16), 4)).await);
    let (host, school) = (app.host(at).await, app.origin(at, &app.cacault).await);
    let reason = || domain::text::Reason::parse("grève").unwrap();
    for name in ["Morin", "Penven", "Rivet", "Ancien"] {
        let id = book(&app, at, &app.cacault, gone, name).await;
        if name == "Ancien" {
            school.cancel(id, &reason()).await.unwrap();
        }
    }
    let refused = book(&app, at, &app.cacault, other, "Kermarrec").await;
    book(&app, at, &app.langevin, gone, "Zyskowicz").await;
    testing_web::refuse(&host, refused, &reason()).await.unwrap();
    host.cancel_slot(gone, &reason()).await.unwrap();
    book(&app, at, &app.cacault, other, "Rivet").await;
    let mut nadia = app.signed_in(&app.cacault.manager, &at.host).await;
    let page = nadia.get("/").await;
    page.is(200)
        .says("Stage annulé par le lycée : CAP Cuisine, vendredi 18 décembre")
        .says("MORIN Inès, PENVEN Inès")
        .says("Réservation refusée par le lycée : CAP Cuisine, mercredi 16 décembre")
        .says("KERMARREC Inès")
        .hides("ANCIEN")
        .hides("ZYSKOWICZ")
        .hides("MORIN Inès, PENVEN Inès, RIVET");
    nadia.click("Autres dates").await.is(200).says("mercredi 16 décembre");
    let mut home = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    home.get("/").await.says("Stage annulé par le lycée").says("MORIN Inès, PENVEN Inès · ");
    app.clock.advance(TimeDelta::days(26));
    let mut nadia = app.signed_in(&app.cacault.manager, &at.host).await;
    nadia.get("/").await.hides("annulé par le lycée").hides("refusée par le lycée");
}
