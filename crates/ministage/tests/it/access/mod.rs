//! « Récupération d'identifiant » and what follows, through HTTP: the guide's form, the proof, the
//! managers' answer, with the clock moved; in `operators`, what comes when no manager answers.

mod operators;
mod proofs;

use chrono::TimeDelta;
use domain::accounts::MembershipRole;
use education::Uai;
use platform::mail::OutgoingMail;
use testing_web::{Browser, TestApp};

const WORDS: &str = "tracteur violet sous la pluie";
const MAELLE: &str = "maelle.le-goff@ac-nantes.fr";
const FORM: &str = "/recuperation/0440008V";

/// The link of a letter that leads to `path`.
fn link(letter: &OutgoingMail, path: &str) -> String {
    let link = letter
        .text
        .split_whitespace()
        .find(|word| word.starts_with("https://") && word.contains(path));
    link.unwrap_or_else(|| panic!("no link to {path}:\n{}", letter.text)).to_owned()
}

/// The one letter that left to somebody.
async fn letter(app: &TestApp, to: &str) -> OutgoingMail {
    let letters = app.letters().await;
    let hers: Vec<_> = letters.iter().filter(|letter| letter.to.address == to).collect();
    let [one] = hers.as_slice() else { panic!("one letter to {to} was expected: {letters:?}") };
    (*one).clone()
}

/// Fills in the guide's form.
async fn ask(app: &TestApp, form: &str, email: &str) -> Browser {
    let mut browser = app.browser();
    browser.go_to(&app.atelier.host);
    browser.get(form).await.is(200).says("Votre adresse email académique (obligatoire)");
    let fields =
        [("nom", "Le Goff"), ("prenom", "Maëlle"), ("fonction", "secrétaire"), ("email", email)];
    browser
        .submit("form[action^='/recuperation']", &fields)
        .await
        .is(200)
        .says(&format!("Un courriel a été envoyé à {email}"));
    browser
}

/// The same, and the mailbox proved: managers' letters are in the queue.
async fn asked(app: &TestApp, form: &str, email: &str) -> Browser {
    let mut browser = ask(app, form, email).await;
    let proof = link(&letter(app, email).await, "/demande/");
    browser.get(&proof).await.is(200);
    browser.post(&proof, &[]).await.is(200).says("Votre demande est enregistrée");
    browser
}

async fn manages(app: &TestApp, uai: &str) {
    let uai: Uai = uai.parse().unwrap();
    let account = app.langevin.manager.account;
    app.backstage.add_membership(account, uai, MembershipRole::Manager).await.unwrap();
}

/// From the guide's form to a colleague who signs in with her own account and books.
#[tokio::test(flavor = "multi_thread")]
async fn recovery_to_an_accepted_colleague() {
    let app = TestApp::start().await;
    let mut maelle = app.browser();
    maelle.go_to(&app.atelier.host);
    maelle.post("/inscription", &[("rne", "0440008V")]).await.goes_to(FORM);
    maelle
        .follow()
        .await
        .is(200)
        .says("Récupération d’identifiant pour le Collège Cacault")
        .says("l’adresse Email du gestionnaire commence par : ce.....")
        .hides("ce.0440008v")
        .says("VALIDER LA DEMANDE DE CRÉATION DE COMPTE")
        .says("Annuler");
    let mut maelle = ask(&app, FORM, MAELLE).await;
    let proof = link(&letter(&app, MAELLE).await, "/demande/");
    assert_eq!(app.backstage.count_jobs().await.unwrap(), 0, "nobody else is written to");
    // A scanner opens the link: nothing is used. Another portal's host opens nothing.
    maelle.get(&proof).await.is(200).says("secrétaire").says(MAELLE);
    maelle.get(&proof).await.is(200);
    maelle
        .post(&proof.replace(&app.atelier.host, &app.jardins.host), &[])
        .await
        .is(404)
        .says("pas valable");
    maelle.post(&proof, &[]).await.is(200).says("Les gestionnaires du compte sont prévenus");
    maelle.post(&proof, &[]).await.is(410).says("déjà servi");

    let notice = letter(&app, &app.cacault.manager.login).await;
    assert!(
        notice.subject.contains("Collège Cacault") && !notice.subject.contains("Le Goff"),
        "{}",
        notice.subject
    );
    for words in ["Maëlle Le Goff", "secrétaire", MAELLE, "0440008V"] {
        assert!(notice.text.contains(words), "{words}: {}", notice.text);
    }
    let answer = link(&notice, "/demandes/");
    let mut nadia = app.browser();
    nadia
        .get(&answer)
        .await
        .is(200)
        .says("Maëlle Le Goff demande un accès")
        .says("Mme Nadia Belkacem")
        .says("Accepter la demande");
    nadia.get(&answer).await.is(200);
    nadia.post(&answer, &[("decision", "")]).await.is(422).says("Choisissez");
    nadia.post(&answer, &[("decision", "refuser")]).await.is(422).says("Indiquez le motif");
    nadia
        .post(
            &answer.replace(&app.app.account_host(), &app.atelier.host),
            &[("decision", "accepter")],
        )
        .await
        .is(404);
    nadia
        .post(&answer, &[("decision", "accepter")])
        .await
        .is(200)
        .says("Votre réponse est enregistrée")
        .says("acceptée");
    nadia
        .post(&answer, &[("decision", "refuser"), ("motif", "non")])
        .await
        .is(410)
        .says("déjà servi");

    let invitation = letter(&app, MAELLE).await;
    assert!(invitation.subject.contains("Votre demande est acceptée"), "{}", invitation.subject);
    let invitation = link(&invitation, "/invitation/");
    maelle
        .get(&invitation)
        .await
        .is(200)
        .says("le compte du Collège Cacault")
        .says("Saisie")
        .says(MAELLE);
    assert_eq!(maelle.page().attribute("#nom", "value"), "Le Goff", "what she said is kept");
    let who = [("civilite", "mme"), ("mot_de_passe", WORDS), ("confirmation", WORDS)];
    maelle.submit("form[action^='/invitation']", &who).await.goes_to("/");
    maelle
        .follow()
        .await
        .is(200)
        .says("Bienvenue dans le compte du Collège Cacault")
        .says("Maëlle Le Goff");
    maelle.post(&invitation, &[]).await.is(410);
    let typed = [("email", MAELLE), ("mot_de_passe", WORDS)];
    maelle.post(&format!("https://{}/connexion", app.jardins.host), &typed).await.is(303);
    let slot = app.jardins.slot;
    let pupil = [("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B")];
    maelle
        .get(&format!("/creneaux/{slot}/reservations/nouvelle"))
        .await
        .is(200)
        .says("Collège Cacault");
    maelle.submit("form.stack[action*='/reservations']", &pupil).await.is(303);
    maelle.get("/reservations").await.is(200).says("BERNARD");
    // She books, and decides about nobody.
    let mut home = app.browser();
    home.post(&format!("https://{}/connexion", app.app.account_host()), &typed).await.is(303);
    home.get("/etablissements/0440008V/demandes").await.is(404);
    app.work().await;
    app.leave_jobs();
}

/// Somebody who acts for the school already, and somebody who asked already: the same page; the
/// mailbox is told.
#[tokio::test(flavor = "multi_thread")]
async fn the_form_tells_nothing() {
    let app = TestApp::start().await;
    asked(&app, FORM, MAELLE).await;
    app.letters().await;
    let member = app.cacault.manager.login.as_str();
    let mut pages = Vec::new();
    for (email, told) in [
        (member, "déjà un accès"),
        (MAELLE, "attend une réponse"),
        ("inconnue@ac-nantes.fr", "Confirmez"),
    ] {
        app.clock.advance(TimeDelta::minutes(2));
        let page = ask(&app, FORM, email).await;
        pages.push(page.page().text().replace(email, ""));
        let letter = letter(&app, email).await;
        assert!(letter.subject.contains(told), "{}", letter.subject);
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]), "{pages:#?}");
    app.leave_jobs();
}

/// Refused with a reason, signed in; the requester reads it, the other manager reads who decided.
#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_has_its_reason() {
    let app = TestApp::start().await;
    manages(&app, "0440008V").await;
    asked(&app, FORM, MAELLE).await;
    let notices = app.letters().await;
    assert_eq!(notices.len(), 2, "all managers are told");
    let other =
        notices.iter().find(|letter| letter.to.address == app.langevin.manager.login).unwrap();
    let other = link(other, "/demandes/");
    let mut nadia = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    nadia.get("/demandes").await.goes_to("/etablissements/0440008V/demandes");
    nadia.follow().await.is(200).says("Maëlle Le Goff").says("À traiter");
    nadia.click("Maëlle Le Goff").await.is(200).says("Accepter la demande");
    nadia.submit("#refus", &[("motif", "  ")]).await.is(422).says("Indiquez le motif");
    nadia
        .submit("#refus", &[("motif", "Les stages sont gérés\npar <b>moi</b>.")])
        .await
        .goes_to("/etablissements/0440008V/demandes");
    nadia.follow().await.is(200).says("La demande est refusée").says("Refusée");
    let told = letter(&app, MAELLE).await;
    assert!(
        told.text.contains("gérés\npar <b>moi</b>.") && !told.html.contains("<b>moi"),
        "{}",
        told.text
    );
    let mut paul = app.browser();
    paul.get(&other).await.is(200).says("déjà sa réponse").says("refusée par Mme Nadia Belkacem");
    paul.post(&other, &[("decision", "accepter")])
        .await
        .is(409)
        .says("refusée par Mme Nadia Belkacem");
    assert!(app.letters().await.is_empty(), "nobody is invited");
    app.leave_jobs();
}

/// The fourth of a day waits: its requester is told so, the page shows it, the mail leaves later.
#[tokio::test(flavor = "multi_thread")]
async fn the_fourth_of_a_day_waits() {
    let app = TestApp::start().await;
    for name in ["un", "deux", "trois"] {
        asked(&app, FORM, &format!("{name}@ac-nantes.fr")).await.page().says("sont prévenus");
    }
    asked(&app, FORM, MAELLE).await.page().says("trois notifications aujourd’hui");
    assert!(app.letters().await.is_empty(), "the three before left on the way");
    let mut nadia = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    nadia.get("/etablissements/0440008V/demandes").await.is(200).says(MAELLE);
    app.clock.advance(TimeDelta::hours(24));
    let later = app.letters().await;
    assert!(later.iter().any(|letter| letter.text.contains(MAELLE)), "{later:?}");
    app.leave_jobs();
}

/// Each mistake has its advice, and what was typed stays.
#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_pointed_at() {
    let app = TestApp::start().await;
    let mut maelle = app.browser();
    maelle.go_to(&app.atelier.host);
    maelle
        .post(FORM, &[])
        .await
        .is(422)
        .says("Indiquez votre nom")
        .says("Indiquez votre fonction")
        .says("Indiquez l’adresse Email");
    let fields = |email| {
        [("nom", "Le Goff"), ("prenom", "Maëlle"), ("fonction", "secrétaire"), ("email", email)]
    };
    maelle.post(FORM, &fields("maelle@gmail.com")).await.is(422).says("prenom.nom@ac-nantes.fr");
    assert_eq!(maelle.page().attribute("#email", "value"), "maelle@gmail.com");
    assert_eq!(maelle.page().attribute("#nom", "value"), "Le Goff");
    maelle.post(FORM, &fields("maelle@ac-nante.fr")).await.is(422).says("Vouliez-vous dire");
    maelle.post("/recuperation/0440013A", &fields(MAELLE)).await.goes_to("/inscription/0440013A");
    maelle.post("/recuperation/0440008B", &fields(MAELLE)).await.is(422).says("La lettre");
    maelle.post(FORM, &fields(" Maelle.LE-GOFF@ac-nantes.fr ")).await.is(200).says(MAELLE);
    maelle.post(FORM, &fields(MAELLE)).await.is(429).says("attendez une minute");
    app.letters().await;
}

/// Different schools are counted by address, not requests; the refusal says when.
#[tokio::test(flavor = "multi_thread")]
async fn looking_up_the_country_is_slowed() {
    let app = TestApp::start().await;
    let mut robot = app.browser();
    robot.go_to(&app.atelier.host);
    for _ in 0..200 {
        robot.get(FORM).await.is(200);
    }
    for number in 0..119 {
        let uai = Uai::from_number(440_100 + number).unwrap().to_string();
        robot.post("/inscription", &[("rne", &uai)]).await.is(422);
    }
    let next = Uai::from_number(440_300).unwrap().to_string();
    robot.post("/inscription", &[("rne", &next)]).await.is(429).says("Continuer par courriel");
    robot.page().says("une minute");
    robot.get(&format!("/recuperation/{next}")).await.is(429);
    robot.get(FORM).await.is(200);
    let elsewhere = std::net::IpAddr::from([192, 0, 2, 77]);
    let mut neighbour = app.browser().from_address(elsewhere);
    neighbour.go_to(&app.atelier.host);
    neighbour.post("/inscription", &[("rne", &next)]).await.is(422);
    app.clock.advance(TimeDelta::hours(1));
    robot.post("/inscription", &[("rne", &next)]).await.is(422);
}
