//! A school opens its account, from its RNE to a proved mailbox.

use chrono::TimeDelta;
use testing_web::{Browser, TestApp};

const WORDS: &str = "tracteur violet sous la pluie";
const LOGIN: &str = "ce.0440013a@ac-nantes.fr";

/// Types the RNE of collège Bellevue, then who she is.
async fn sign_up(app: &TestApp) -> Browser {
    let mut maelle = app.browser();
    maelle.go_to(&app.atelier.host);
    maelle.get("/inscription").await.is(200).says("Code RNE");
    maelle.post("/inscription", &[("rne", " 044 0013-a ")]).await.goes_to("/inscription/0440013A");
    maelle.follow().await.is(200).says("Collège Bellevue").says(LOGIN);
    create(&mut maelle, WORDS).await;
    maelle.page().goes_to("/inscription/0440013A/courriel");
    maelle
        .follow()
        .await
        .is(200)
        .says("Votre inscription est enregistrée")
        .says(LOGIN)
        .says("5 minutes");
    maelle
}

async fn create(browser: &mut Browser, password: &str) {
    let fields = [
        ("civilite", "mme"),
        ("nom", "Le Goff"),
        ("prenom", "Maëlle"),
        ("fonction", "secrétariat"),
        ("telephone", "0240123456"),
        ("mot_de_passe", password),
        ("confirmation", password),
    ];
    browser.post("/inscription/0440013A", &fields).await;
}

/// The one link of the one letter that left.
async fn link(app: &TestApp) -> String {
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else {
        panic!("one letter was expected, not {}", letters.len())
    };
    let link = letter.text.split_whitespace().find(|word| word.starts_with("https://"));
    link.expect("a letter has its link").to_owned()
}

/// Step 1 of the main job: the link is opened, confirmed, and serves once.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_signs_up_and_confirms() {
    let app = TestApp::start().await;
    let mut maelle = sign_up(&app).await;
    let refused = [("email", LOGIN), ("mot_de_passe", WORDS)];
    maelle.post("/connexion", &refused).await.is(422).says("n’est pas le bon");
    let link = link(&app).await;
    // A scanner opens the link twice: nothing is used.
    maelle.get(&link).await.is(200).says("Confirmer mon adresse");
    maelle.get(&link).await.is(200).says(LOGIN);
    maelle.page().says("Demandé par").says("Mme Maëlle Le Goff, secrétariat").says("à 9");
    maelle.page().hides("Mot de passe choisi");
    // One click: she is in, on the calendar, and known at her account's home.
    maelle.post(&link, &[]).await.is(303);
    maelle
        .land()
        .await
        .is(200)
        .at("/calendrier")
        .says("votre session est ouverte pour le Collège Bellevue");
    maelle.get("/reservations").await.is(200);
    maelle.get(&link).await.is(410).says("a déjà servi").says("Votre adresse est confirmée");
    maelle.post(&link, &[]).await.is(410).says("a déjà servi");
    let mut colleague = app.browser();
    colleague.go_to(&app.atelier.host);
    colleague.sign_in(&refused).await.is(200).at("/");
    app.browser()
        .post(&format!("https://{}/inscription", app.jardins.host), &[("rne", "0440013A")])
        .await
        .goes_to("/recuperation/0440013A");
}

/// Expired and foreign links say so and offer a new one.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_short_lived_and_bound_to_its_host() {
    let app = TestApp::start().await;
    let mut maelle = sign_up(&app).await;
    let link = link(&app).await;
    let elsewhere = link.replace(&app.atelier.host, &app.jardins.host);
    maelle.get(&elsewhere).await.is(404).says("pas valable");
    maelle.post(&elsewhere, &[]).await.is(404);
    maelle.get(&link).await.is(200);
    app.clock.advance(TimeDelta::minutes(5));
    maelle.get(&link).await.is(410).says("trop ancien").says("Recevoir un nouveau lien");
    maelle.post(&link, &[]).await.is(410).says("trop ancien");
    maelle.post(&link, &[("nouveau", "oui")]).await.is(200);
    let new = self::link(&app).await;
    assert_ne!(new, link);
    maelle.get(&link).await.is(410).says("Un courriel plus récent est parti à").says("pas encore");
    maelle.post(&new, &[]).await.is(303);
}

/// « Recevoir l'email de confirmation »: at will, once a minute, five an hour; each link opens for its
/// own life.
#[tokio::test(flavor = "multi_thread")]
async fn the_mail_is_sent_again_at_will() {
    let app = TestApp::start().await;
    let mut maelle = sign_up(&app).await;
    let first = link(&app).await;
    let again = "/inscription/0440013A/courriel";
    maelle.post(again, &[("ticket", "x")]).await.is(200).says("un nouveau courriel part");
    maelle.page().hides("href=\"/connexion\"");
    let second = link(&app).await;
    maelle.get(&first).await.is(200).says("Confirmer mon adresse");
    maelle.get(&second).await.is(200);
    maelle.post(again, &[]).await.is(429).says("attendez une minute");
    for _ in 0..4 {
        app.clock.advance(TimeDelta::seconds(61));
        maelle.post(again, &[]).await.is(200);
    }
    app.clock.advance(TimeDelta::seconds(61));
    maelle.post(again, &[]).await.is(429);
    app.letters().await;
}

/// Each mistake gets its own answer; what was typed stays, passwords do not.
#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_pointed_at() {
    let app = TestApp::start().await;
    let mut somebody = app.browser();
    somebody.go_to(&app.atelier.host);
    somebody.post("/inscription", &[]).await.is(422).says("Indiquez le code RNE");
    somebody.post("/inscription", &[("rne", "12AB")]).await.is(422).says("pas la bonne forme");
    let wrong = somebody.post("/inscription", &[("rne", "0440013B")]).await;
    wrong.is(422).says("La lettre ne correspond pas").says("Continuer avec Collège Bellevue, ");
    // No school has these digits: nothing is proposed.
    let nobodys = somebody.post("/inscription", &[("rne", "9999999Z")]).await;
    nobodys.is(422).says("La lettre ne correspond pas").hides("Continuer avec").hides("9999999P");
    // Whatever is wrong is said beside the field, and above the form, where the script puts the focus.
    for code in ["12AB", "0440013B", "9999999P", "9999999Z"] {
        let page = somebody.post("/inscription", &[("rne", code)]).await;
        assert!(
            page.has("[data-error-summary] a[href='#rne']") && page.has("#rne-error"),
            "{code}"
        );
    }
    somebody.post("/inscription", &[("rne", "0000001B")]).await.is(422);
    somebody.post("/inscription", &[("rne", "0440008V")]).await.goes_to("/recuperation/0440008V");
    somebody
        .follow()
        .await
        .is(200)
        .says("Récupération d’identifiant pour")
        .says("ce.....")
        .hides("ac-nantes");
    create(&mut somebody, "motdepasse123").await;
    somebody.page().is(422).says("se devine trop vite").hides("motdepasse123");
    somebody
        .post("/inscription/0440013A", &[("civilite", "x"), ("nom", "=1+1")])
        .await
        .is(422)
        .says("Choisissez une civilité")
        .says("ne peut pas être écrit ici")
        .says("téléphone français")
        .says("Choisissez au moins 12 caractères.");
    // All that is wrong with a password is said at once.
    let fields = [("mot_de_passe", "azerty"), ("confirmation", "azertz")];
    somebody
        .post("/inscription/0440013A", &fields)
        .await
        .is(422)
        .says("Choisissez au moins 12 caractères.")
        .says("Les deux mots de passe ne sont pas les mêmes.");
    assert_eq!(app.backstage.count_jobs().await.expect("the database answers"), 0);
}

/// A sign-up that nobody confirmed keeps nobody out: the next one is another. The page of each link names
/// who asked; another browser than that of the sign-up needs the password that was chosen there.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_sign_up_cannot_be_taken_over() {
    let app = TestApp::start().await;
    let mut maelle = sign_up(&app).await;
    let hers = link(&app).await;
    let mut other = app.browser();
    other.go_to(&app.atelier.host);
    create(&mut other, "girafe bocal piano neige").await;
    let his = link(&app).await;
    // She opens the newest mail, as people do: it is not hers, and her browser knows.
    maelle.get(&his).await.is(200).says("Demandé par").says("Mot de passe choisi à l’inscription");
    assert_eq!(maelle.page().attribute("input[name=username]", "value"), LOGIN);
    maelle.post(&his, &[]).await.is(422).says("Indiquez le mot de passe choisi");
    maelle.post(&his, &[("mot_de_passe", WORDS)]).await.is(422).says("pas le mot de passe choisi");
    // Hers still opens.
    maelle.post(&hers, &[]).await.is(303);
    // Whoever came second is told by whom, and asks for an access of his own.
    other
        .get(&his)
        .await
        .is(410)
        .says("Mme Maëlle Le Goff (secrétariat) a ouvert le compte du Collège");
    other.page().says("Connectez-vous").hides("mot de passe");
    other.click("Demander un accès").await.is(200).at("/recuperation/0440013A");
    // The page that sends the mail again is anybody's: it names nobody.
    for again in [false, true] {
        let path = "/inscription/0440013A/courriel";
        if again {
            other.post(path, &[]).await
        } else {
            other.get(path).await
        };
        other.page().goes_to("/recuperation/0440013A");
        other.follow().await.is(200).says("Le compte du Collège Bellevue est déjà ouvert");
        other.page().hides("Le Goff");
    }
    create(&mut other, WORDS).await;
    other.page().goes_to("/recuperation/0440013A");
    maelle.get("/inscription/0440013A/courriel").await.goes_to("/");
    other.post(&his, &[("nouveau", "oui")]).await.is(410);
    other.post(&his, &[("mot_de_passe", "girafe bocal piano neige")]).await.is(410);
    let theirs = [("email", LOGIN), ("mot_de_passe", "girafe bocal piano neige")];
    other.post("/connexion", &theirs).await.is(422);
}

/// « Mot de passe oublié ? » before the confirmation, from another browser: the mail is the newest sign-up's, its page
/// names the others, and hers is sent to her.
#[tokio::test(flavor = "multi_thread")]
async fn of_several_sign_ups_she_chooses_hers() {
    let app = TestApp::start().await;
    sign_up(&app).await;
    link(&app).await;
    let mut other = app.browser();
    other.go_to(&app.atelier.host);
    app.clock.advance(TimeDelta::minutes(2));
    let stranger = "girafe bocal piano neige";
    let fields = [
        ("civilite", "m"),
        ("nom", "Intrus"),
        ("prenom", "Igor"),
        ("fonction", "stagiaire"),
        ("telephone", "0240123456"),
        ("mot_de_passe", stranger),
        ("confirmation", stranger),
    ];
    other.post("/inscription/0440013A", &fields).await;
    link(&app).await;
    app.clock.advance(TimeDelta::minutes(2));
    let mut elsewhere = app.browser();
    elsewhere.go_to(&app.atelier.host);
    elsewhere.post("/mot-de-passe", &[("email", LOGIN)]).await.is(200);
    let newest = link(&app).await;
    let page = elsewhere.get(&newest).await;
    page.is(200).says("Igor Intrus, stagiaire").says("Une autre inscription attend cette adresse");
    page.says("Mme Maëlle Le Goff, secrétariat");
    assert!(page.has("a[href='/inscription/0440013A']"), "or she signs up anew");
    app.clock.advance(TimeDelta::minutes(2));
    elsewhere.submit("form:has([name=inscription])", &[]).await.is(200);
    let hers = link(&app).await;
    elsewhere.get(&hers).await.says("Demandé par Mme Maëlle Le Goff");
    elsewhere.post(&hers, &[("mot_de_passe", WORDS)]).await.is(303);
    // Another mailbox's sign-up is nobody's here.
    let foreign = [("nouveau", "oui"), ("inscription", "0190b5c8-5d0e-7000-8000-000000000000")];
    elsewhere.post(&newest, &foreign).await.is(410);
}

/// The mail is read on another computer: the password of the sign-up activates and signs in there.
#[tokio::test(flavor = "multi_thread")]
async fn another_browser_needs_the_password() {
    let app = TestApp::start().await;
    sign_up(&app).await;
    let link = link(&app).await;
    let mut head = app.browser();
    head.get(&link).await.is(200).says("Mme Maëlle Le Goff, secrétariat");
    for _ in 0..6 {
        head.post(&link, &[("mot_de_passe", "girafe bocal piano neige")]).await;
    }
    head.post(&link, &[("mot_de_passe", WORDS)]).await.is(422).says("Trop d’essais");
    app.clock.advance(TimeDelta::minutes(2));
    head.post(&link, &[("mot_de_passe", WORDS)]).await.is(303);
    head.land().await.is(200).at("/calendrier").says("Votre adresse est confirmée");
}

/// A name, a town or a postal code in the field of the code is searched for; a code that is wrong is pointed at.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_in_the_field_of_the_code_is_searched_for() {
    let app = TestApp::start().await;
    let mut maelle = app.browser();
    maelle.go_to(&app.atelier.host);
    for (typed, name) in [
        ("Bellevue", "Collège Bellevue"),
        ("college bellevue", "Collège Bellevue"),
        ("44190", "Cacault"),
    ] {
        maelle.post("/inscription", &[("rne", typed)]).await.is(303);
        maelle.follow().await.is(200).says(name).hides("pas la bonne forme");
    }
    maelle.post("/inscription", &[("rne", "Licorne"), ("pour", "identifiant")]).await.is(303);
    maelle.follow().await.is(200).says("Retrouver votre identifiant").says("Aucun établissement");
    for code in ["12AB", "044 0008", "0440008", "12"] {
        maelle.post("/inscription", &[("rne", code)]).await.is(422).says("pas la bonne forme");
    }
}
