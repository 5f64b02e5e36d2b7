//! Common sites: made on the console, read by everybody.

use testing_web::{Answer, PASSWORD, TestApp};

use crate::second_school::TYPED;

const CONSOLE: &str = "console.ministage.test";
const SITE: &str = "https://ministages-44.ministage.test";

/// From its first page, and back to it.
const SIGN_IN: &str =
    "https://compte.ministage.test/retour?vers=ministages-44.ministage.test&retour=%2F";

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
    // All that is wrong at once, what was typed still there; names are read as codes are.
    let mut wrong = typed("atelier", "999, XX, Loire Atlantique");
    (wrong[3].1, wrong[5].1, wrong[6].1) = ("rouge", "Atlantide", "licorne");
    odile
        .post("/sites/nouveau", &wrong)
        .await
        .is(422)
        .says("est déjà l’adresse d’un portail")
        .says("Aucun département n’a pour code ou pour nom « 999 »")
        .says("« XX »")
        .hides("« Loire Atlantique »")
        .says("Aucune académie n’a pour code ou pour nom « Atlantide »")
        .says("Aucun portail n’a l’adresse « licorne »")
        .says("Une couleur s’écrit ainsi");
    odile
        .post("/sites/nouveau", &typed("ministages-44", "loire-atlantique"))
        .await
        .goes_to("/sites");
    let list = odile.get("/sites").await;
    list.says("Le site commun est ouvert.").says("Mini-Stages 44").says("Loire-Atlantique");
    let page = list.attribute("th a", "href");
    list.says("2 lycées y paraissent");
    let form = odile.get(&page).await;
    assert_eq!(
        form.is(200).says("Modifier le site commun").attribute("#departements", "value"),
        "44"
    );
    assert_eq!(form.attribute("#couleur", "type"), "color");
    let mut changed = typed("", "44, 49").to_vec();
    changed.push(("version", "1"));
    odile.post(&page, &changed).await.goes_to("/sites");
    odile.post(&page, &changed).await.is(422).says("modifié entre-temps");
    odile.get("/sites").await.says("Maine-et-Loire");
    let mut empty = typed("", "");
    (empty[0].1, empty[5].1) = ("vide", "Corse");
    odile.post("/sites/nouveau", &empty).await.goes_to("/sites");
    odile.get("/sites").await.says("académie de Corse").says("Aucun lycée n’y paraît");
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
    assert_eq!(home.attribute("a.masthead-sign-in", "href"), SIGN_IN);
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
    for page in ["/profil", "/calendrier"] {
        anyone.get(page).await.is(404);
    }
}

/// Whoever writes to a site with a contact of its own writes there, and else to the platform; the buttons under its
/// lists say what is not chosen.
#[tokio::test(flavor = "multi_thread")]
async fn a_common_site_has_its_own_contact() {
    let app = with_site().await;
    let mut anyone = app.browser();
    let own = "ministages44@ac-nantes.fr";
    anyone.get(&format!("{SITE}/contacts")).await.is(200).says("Ministage").hides(own);
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let page = odile.get("/sites").await.attribute("th a", "href");
    let mut changed = typed("", "44").to_vec();
    changed.extend([("version", "1"), ("contact", "ministages44")]);
    odile.post(&page, &changed).await.is(422).says("Une adresse s’écrit ainsi");
    changed.pop();
    changed.push(("contact", own));
    odile.post(&page, &changed).await.goes_to("/sites");
    assert_eq!(odile.get(&page).await.attribute("#contact", "value"), own);
    app.clock.advance(chrono::TimeDelta::minutes(1));
    anyone.get(&format!("{SITE}/contacts")).await.is(200).says("Mini-Stages 44").says(own);
    for (pressed, says) in [
        ("choisir=lycee", "Choisissez un établissement."),
        ("choisir=formation&lycee=atelier", "Choisissez une formation."),
        ("choisir=formation&par=formation", "Choisissez une formation."),
    ] {
        anyone.get(&format!("{SITE}/reserver?{pressed}")).await.is(200).says(says);
    }
    let chosen = format!("lycee=atelier&formation={}", app.atelier.programme);
    let page = anyone.get(&format!("{SITE}/reserver?choisir=creneau&{chosen}")).await;
    page.is(200).says("Choisissez un créneau.");
    assert!(page.has(".error-summary"));
    let page = anyone.get(&format!("{SITE}/reserver?choisir=lycee&{chosen}")).await;
    assert!(!page.is(200).has(".error-summary") && !page.html().contains("choisir=lycee"));
}

async fn with_site() -> TestApp {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.post("/sites/nouveau", &typed("ministages-44", "44")).await.goes_to("/sites");
    app
}

fn radios(page: &Answer, name: &str) -> usize {
    page.html().matches(&format!("type=\"radio\" id=\"{name}-")).count()
}

/// Lycée, formation, stage; then the lycée's portal, where one signs in and the stage is still chosen.
#[tokio::test(flavor = "multi_thread")]
async fn the_guide_leads_from_a_lycee_to_its_portal() {
    let app = with_site().await;
    let mut nadia = app.browser();
    nadia.get(&format!("{SITE}/")).await.is(200);
    let start = nadia.click("Réserver").await;
    start
        .is(200)
        .at("/reserver")
        .says("Réserver un mini-stage")
        .says("Élève de mon établissement")
        .says("Comment rechercher le créneau ?")
        .says("Établissement")
        .says("Lycée des Jardins")
        .says("Choisissez d’abord un établissement.");
    assert_eq!(radios(&start, "lycee"), 2);
    nadia.get("/reserver?recherche=ancenis").await.says("Lycée de l’Atelier").hides("Jardins");
    nadia.get("/reserver?recherche=licorne").await.says("Aucun lycée trouvé pour « licorne »");
    let lycee = nadia.get("/reserver?lycee=atelier").await;
    lycee
        .is(200)
        .says("Formation disponible")
        .says("CAP Cuisine")
        .says("Changer d’établissement")
        .hides("Lycée des Jardins");
    let (programme, slot) = (app.atelier.programme, app.atelier.slot);
    let chosen = format!("/reserver?lycee=atelier&formation={programme}&creneau={slot}");
    let page = nadia.get(&chosen).await;
    page.is(200).says("mercredi 2 décembre 2026").says(" : identité de l’élève");
    let go_on = page.attribute(".foot-bar a", "href");
    assert_eq!(go_on, format!("https://atelier.ministage.test/reserver/identite?creneau={slot}"));
    nadia.get(&go_on).await.is(303);
    nadia.land().await.is(200).says("CONNEXION");
    let login = [("email", app.cacault.manager.login.as_str()), ("mot_de_passe", PASSWORD)];
    nadia.submit("form[action='/connexion']", &login).await.is(303);
    nadia.land().await;
    nadia.page().is(200).says("Identité de l’élève").says("mercredi 2 décembre 2026");
    // What is not of this site, or not there, was not chosen.
    let mut anyone = app.browser();
    let foreign = format!("{SITE}/reserver?lycee=atelier&formation={}", app.jardins.programme);
    anyone.get(&foreign).await.is(200).says("Choisissez d’abord une formation.");
    anyone
        .get("/reserver?lycee=personne")
        .await
        .is(200)
        .says("Choisissez d’abord un établissement.");
}

/// Formation, then the stages of all lycées; the next step is on the portal of the chosen one.
#[tokio::test(flavor = "multi_thread")]
async fn the_guide_leads_from_a_formation_to_a_portal() {
    let app = with_site().await;
    let mut anyone = app.browser();
    let list = anyone.get(&format!("{SITE}/reserver?par=formation")).await;
    list.is(200).says("Dans tous les lycées").says("CAP Cuisine").says("2 créneaux");
    anyone
        .get("/reserver?par=formation&recherche=xyzzy")
        .await
        .is(200)
        .says("Aucune formation avec un stage à venir ne correspond à « xyzzy »");
    let found = anyone.get("/reserver?par=formation&recherche=cap+cuisne").await;
    let key = found.is(200).says("CAP Cuisine").attribute("input[name=formation]", "value");
    let chosen = format!("/reserver?par=formation&recherche=cap+cuisne&formation={key}");
    let slots = anyone.get(&chosen).await;
    slots
        .is(200)
        .says("Lycée de l’Atelier")
        .says("Lycée des Jardins")
        .says("Choisissez un créneau.");
    let slot = app.jardins.slot;
    let page = anyone.get(&format!("{chosen}&creneau={slot}")).await;
    assert_eq!(
        page.attribute(".foot-bar a", "href"),
        format!("https://jardins.ministage.test/reserver/identite?creneau={slot}")
    );
    // A lycée that no longer wants to be found is nowhere in it.
    let mut bundle = app.backstage.export_tenant("jardins").await.unwrap().unwrap();
    bundle.spec.listed = false;
    app.backstage.apply_tenant(&bundle, domain::history::Actor::System).await.unwrap();
    anyone
        .get(&format!("{chosen}&creneau={slot}"))
        .await
        .is(200)
        .hides("Jardins")
        .says("Choisissez un créneau.");
    anyone.get("/reserver?lycee=jardins").await.is(200).hides("Jardins");
}

/// Lists end after twenty and go on; the cost does not grow with the stages.
#[tokio::test(flavor = "multi_thread")]
async fn the_guide_shows_twenty_and_goes_on() {
    let app = with_site().await;
    let mut anyone = app.browser();
    anyone.get(&format!("{SITE}/")).await.is(200);
    let found = anyone.get("/reserver?par=formation&recherche=cap+cuisine").await;
    let key = found.attribute("input[name=formation]", "value");
    let chosen = format!("/reserver?par=formation&recherche=cap+cuisine&formation={key}");
    let mut cost = async || {
        let before = app.backstage.statements();
        anyone.get(&chosen).await.is(200);
        app.backstage.statements() - before
    };
    let few = cost().await;
    assert!(few <= 9, "{few} statements");
    for day in 1..24 {
        let day = chrono::NaiveDate::from_ymd_opt(2027, 1, day).unwrap();
        app.slot(&app.atelier, app.atelier.draft(day, 9)).await;
    }
    assert_eq!(cost().await, few);
    let page = anyone.page();
    assert_eq!(radios(page, "creneau"), 20);
    page.hides("23 janvier 2027");
    anyone
        .click("Voir les suivants")
        .await
        .is(200)
        .says("23 janvier 2027")
        .says("Revenir aux premiers");
    assert_eq!(radios(anyone.page(), "creneau"), 5);
    let last = anyone.page().attribute("input[name=creneau]", "value");
    let form = [("formation", key.as_str()), ("creneau", last.as_str())];
    anyone
        .submit("form[action='/reserver']", &form)
        .await
        .is(200)
        .says("Continuer")
        .says("23 janvier 2027");
}

/// Whoever knows only a common site, the front door or `compte.` finds each step of the guide's first page there.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_signs_up_from_a_host_without_a_lycee() {
    let app = with_site().await;
    let hosts = [SITE, "https://ministage.test", "https://compte.ministage.test/connexion"];
    for host in hosts {
        let mut anyone = app.browser();
        let page = anyone.get(host).await;
        page.is(200)
            .says("Première visite ? Créer un compte")
            .says("Visualiser les stages")
            .says("Télécharger le guide");
        for (link, there) in [
            ("Inscrivez votre établissement scolaire", "Code RNE"),
            ("Je ne connais pas mon identifiant", "Code RNE"),
            ("Recevoir l’email de confirmation", "Votre adresse Email"),
            ("Visualiser les stages", "Stages à venir"),
        ] {
            anyone.get(host).await;
            anyone.click(link).await.is(200).says(there);
        }
        anyone.get(host).await;
        let lost = if host.contains("compte.") {
            "Mot de passe oublié ?"
        } else {
            "Mot de passe perdu ?"
        };
        anyone.click(lost).await.is(200).at("https://compte.ministage.test/mot-de-passe");
        let guide =
            app.browser().get(&format!("{}/guide", host.trim_end_matches("/connexion"))).await;
        assert_eq!(guide.is(200).header("content-type"), Some("application/pdf"));
    }
    let mut maelle = app.browser();
    maelle.get(SITE).await.is(200);
    maelle.click("Créer un compte").await.is(200).says("Code RNE");
    maelle.submit("form[action='/inscription']", &[("rne", "0440013a")]).await.is(303);
    maelle.follow().await.is(200).says("Collège Bellevue").says("ce.0440013a@ac-nantes.fr");
    maelle.post("/inscription/0440013A", &TYPED).await.is(303);
    maelle.follow().await.is(200).says("Recevoir l’email de confirmation");
    let letters = app.letters().await;
    let link = letters[0].text.split_whitespace().find(|word| word.starts_with("https://compte."));
    let link = link.expect("its link leads to the account's home").to_owned();
    maelle.get(&link).await.is(200).says("Confirmer mon adresse");
    maelle.post(&link, &[]).await.goes_to("/");
    maelle.follow().await.is(200).says("Votre adresse est confirmée");
    // Registered now: the next one is led to the managers.
    let mut other = app.browser();
    other.get("https://compte.ministage.test/inscription").await.is(200);
    other.post("/inscription", &[("rne", "0440013A")]).await.goes_to("/recuperation/0440013A");
    other.follow().await.is(200).says("ce.....");
    // Known to her browser, she sees her own way on, on each host where people only look.
    for host in [SITE, "https://ministage.test"] {
        let page = maelle.get(host).await;
        page.is(200).says("Mon compte").hides("Se connecter").hides("Créer un compte");
        maelle
            .click("Mes réservations")
            .await
            .is(200)
            .at("https://compte.ministage.test/reservations");
        other.get(host).await.is(200).says("Se connecter").hides("Mon compte");
    }
    // Back to where she was, and to nobody else's host.
    let back = async |maelle: &mut testing_web::Browser, host: &str, path: &str| {
        let address = "https://compte.ministage.test/retour";
        maelle.get(&format!("{address}?vers={host}&retour={path}")).await
    };
    let there = "ministages-44.ministage.test";
    back(&mut maelle, there, "/recherche?page=2")
        .await
        .goes_to(&format!("{SITE}/recherche?page=2"));
    back(&mut maelle, "ministage.test", "").await.goes_to("https://ministage.test/");
    back(&mut maelle, there, "//evil.example").await.goes_to(&format!("{SITE}/"));
    for foreign in ["evil.example", "evil.example/ministage.test", "", "inconnu.ministage.test"] {
        back(&mut maelle, foreign, "/").await.is(404);
    }
    maelle.get("https://compte.ministage.test/").await;
    maelle.post("/deconnexion", &[]).await;
    let front = maelle.get(SITE).await;
    front.is(200).says("Se connecter").hides("Mon compte");
    let door = front.attribute(".masthead-sign-in", "href");
    maelle.get(&door).await.is(303);
    maelle.follow().await.is(200).says("Vous irez ensuite sur le site Mini-Stages 44.");
}
