//! « Profil », the password, the login, and the account's home.

use domain::accounts::{Identity, MembershipRole, ReadyAccount, Title};
use domain::bookings::Pupil;
use platform::mail::OutgoingMail;
use testing_web::{Browser, PASSWORD, SamplePeople, TestApp};

const NEW: &str = "tracteur violet sous la pluie";
const NEW_LOGIN: &str = "anne.martin@ac-nantes.fr";

pub(crate) async fn anne(app: &TestApp) -> SamplePeople {
    let login = "anne.morvan@ac-nantes.fr".to_owned();
    let identity = Identity::new(Title::Madam, "Morvan", "Anne", "secrétariat", None).unwrap();
    let ready = ReadyAccount { login: &login, identity, password: PASSWORD };
    let account = app.backstage.create_confirmed_account(ready).await.unwrap();
    let role = MembershipRole::Member;
    let joined = app.backstage.add_membership(account, app.cacault.uai, role);
    joined.await.unwrap();
    SamplePeople { account, login, last_name: "Morvan" }
}

fn link(letters: &[OutgoingMail], to: &str) -> String {
    let letter = letters.iter().find(|letter| letter.to.address == to);
    let letter = letter.unwrap_or_else(|| panic!("no letter to {to}"));
    let mut words = letter.text.split_whitespace();
    words.find(|word| word.starts_with("https://")).expect("a link").to_owned()
}

async fn change(browser: &mut Browser, present: &str, new: &str) -> testing_web::Answer {
    browser.get("/profil/mot-de-passe").await.is(200);
    let typed = [("actuel", present), ("mot_de_passe", new), ("confirmation", new)];
    browser.submit("#mot-de-passe", &typed).await
}

/// One profile for every host: what is corrected on a portal is there at the account's home.
#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_the_same_everywhere() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    let page = nadia.get("/profil").await;
    page.is(200).says("Collège Cacault").says(&app.cacault.manager.login);
    let typed = [
        ("nom", "Martin-Ould"),
        ("prenom", "Nadia"),
        ("fonction", "Principale adjointe"),
        ("telephone", "0240123456"),
    ];
    nadia.submit("#profil", &typed).await.goes_to("/profil");
    let mut home = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    let page = home.get("/profil").await;
    page.is(200).says("Nadia Martin-Ould");
    assert_eq!(page.attribute("#telephone", "value"), "02 40 12 34 56");
    let page = home.submit("#profil", &[("nom", "Martin <b>"), ("telephone", "12")]).await;
    page.is(422).says("ne peut pas être écrit").says("numéro de téléphone français");
    assert_eq!(page.attribute("#fonction", "value"), "Principale adjointe");
    home.submit("#profil", &[("nom", "Martin"), ("telephone", "")]).await.goes_to("/profil");
    home.follow().await.is(200).says("Nadia Martin");
    let mut odile = app.signed_in(&app.operator, &app.app.console_host()).await;
    odile.get("/profil").await.is(200).says("Odile Lenoir");
}

/// The present password opens the way to a new one, ends the other sessions everywhere, and is told.
#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_changed_by_who_knows_it() {
    let app = TestApp::start().await;
    let mut elsewhere = app.signed_in(&app.cacault.manager, &app.jardins.host).await;
    let mut home = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    change(&mut home, "un tout autre mot", NEW)
        .await
        .is(422)
        .says("Ce n’est pas votre mot de passe actuel");
    change(&mut home, PASSWORD, "azertyuiop12").await.is(422).says("se devine trop vite");
    change(&mut home, PASSWORD, "court").await.is(422).says("au moins 12 caractères");
    elsewhere.get("/reservations").await.is(200);
    change(&mut home, PASSWORD, NEW).await.goes_to("/profil");
    home.follow().await.is(200).says("Une autre connexion a été fermée");
    elsewhere.get("/reservations").await.is(303);
    let told = app.letters().await;
    assert!(told.len() == 1 && told[0].subject.contains("mot de passe a été changé"));
    let mut again = app.browser();
    again.go_to(&app.atelier.host);
    let login = app.cacault.manager.login.as_str();
    again.post("/connexion", &[("email", login), ("mot_de_passe", PASSWORD)]).await.is(422);
    again.post("/connexion", &[("email", login), ("mot_de_passe", NEW)]).await.is(303);
    // Operators: sixteen.
    let mut odile = app.signed_in(&app.operator, &app.app.console_host()).await;
    change(&mut odile, PASSWORD, "xK8#qLw2!mZp").await.is(422).says("au moins 16 caractères");
}

/// An open session guesses no better than a stranger, and its guesses do not close the door.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_present_passwords_are_slowed() {
    let app = TestApp::start().await;
    let mut thief = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    for _ in 0..6 {
        change(&mut thief, "un tout autre mot", NEW).await.is(422);
    }
    change(&mut thief, PASSWORD, NEW).await.is(429).says("réessayez dans une minute");
    let mut nadia = app.browser();
    nadia.go_to(&app.atelier.host);
    let login = app.cacault.manager.login.as_str();
    nadia.post("/connexion", &[("email", login), ("mot_de_passe", PASSWORD)]).await.is(303);
    app.clock.advance(chrono::TimeDelta::minutes(1));
    change(&mut thief, PASSWORD, NEW).await.goes_to("/profil");
    app.letters().await;
}

/// Both mailboxes, then the login changes, the other sessions end, and both are told.
#[tokio::test(flavor = "multi_thread")]
async fn a_login_changes_when_both_mailboxes_agree() {
    let app = TestApp::start().await;
    let anne = anne(&app).await;
    let mut elsewhere = app.signed_in(&anne, &app.atelier.host).await;
    let mut home = app.signed_in(&anne, &app.app.account_host()).await;
    home.get("/profil/adresse").await.is(200).says("anne.morvan@ac-nantes.fr");
    home.submit("#adresse", &[("email", "anne.martin@gmail.com")])
        .await
        .is(422)
        .says("adresse académique");
    home.submit("#adresse", &[("email", "anne.martin")]).await.is(422).says("l’adresse en entier");
    home.submit("#adresse", &[("email", NEW_LOGIN)]).await.goes_to("/profil/adresse");
    home.follow().await.is(200).says("Changement en cours").says(NEW_LOGIN);
    let letters = app.letters().await;
    assert_eq!(letters.len(), 2);
    let (allow, confirm) = (link(&letters, "anne.morvan@ac-nantes.fr"), link(&letters, NEW_LOGIN));

    let mut reader = app.browser();
    for _ in 0..3 {
        reader.get(&confirm).await.is(200).says("Confirmer");
    }
    reader.post(&confirm, &[]).await.is(200).says("Adresse confirmée");
    reader.post(&confirm, &[]).await.is(410).says("a déjà servi");
    reader.post(&allow.replace(&app.app.account_host(), &app.atelier.host), &[]).await.is(404);
    home.get("/profil/adresse").await.says("adresse confirmée");
    elsewhere.get("/reservations").await.is(200);
    home.post(&allow, &[]).await.is(200).says("Votre identifiant a changé").says(NEW_LOGIN);
    home.get("/profil").await.is(200).says(NEW_LOGIN);
    elsewhere.get("/reservations").await.is(303);
    let told = app.letters().await;
    let mut to: Vec<_> = told.iter().map(|letter| letter.to.address.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, [NEW_LOGIN, "anne.morvan@ac-nantes.fr"]);
    assert!(told.iter().all(|letter| letter.text.contains(NEW_LOGIN)), "both name the new login");
    let mut again = app.browser();
    again.go_to(&app.atelier.host);
    again
        .post("/connexion", &[("email", "anne.morvan@ac-nantes.fr"), ("mot_de_passe", PASSWORD)])
        .await
        .is(422);
    again.post("/connexion", &[("email", NEW_LOGIN), ("mot_de_passe", PASSWORD)]).await.is(303);
}

/// The same words whether or not somebody has the address; who reads its mailbox is told.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_who_has_an_account() {
    let app = TestApp::start().await;
    let anne = anne(&app).await;
    let taken = app.langevin.manager.login.clone();
    let mut home = app.signed_in(&anne, &app.app.account_host()).await;
    let mut words = Vec::new();
    for address in [NEW_LOGIN, &taken] {
        home.get("/profil/adresse").await.is(200);
        home.submit("#adresse", &[("email", address)]).await.goes_to("/profil/adresse");
        words.push(home.follow().await.text().replace(address, ""));
    }
    assert_eq!(words[0], words[1]);
    let letters = app.letters().await;
    let confirm = link(&letters, &taken);
    app.browser().post(&confirm, &[]).await.is(409).says("a déjà un compte");
    home.get("/profil").await.is(200).says("anne.morvan@ac-nantes.fr");
}

/// The school's official mailbox stays its manager's login: the page says why, and what to do.
#[tokio::test(flavor = "multi_thread")]
async fn the_official_mailbox_stays() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    nadia
        .get("/profil/adresse")
        .await
        .is(200)
        .says("boîte officielle de Collège Cacault")
        .says("Invitez-la");
    nadia.post("/profil/adresse", &[("email", NEW_LOGIN)]).await.is(422).says("boîte officielle");
    assert_eq!(app.letters().await.len(), 0);
}

/// The account's home leads everywhere, and shows the bookings of every portal in one list.
#[tokio::test(flavor = "multi_thread")]
async fn home_shows_every_booking() {
    let app = TestApp::start().await;
    let pupil = |name| Pupil::new(name, "Inès", "3e B").unwrap();
    let here = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil("Bernard")).await;
    app.book(&app.jardins, &app.cacault, app.jardins.slot, pupil("Moreau")).await;
    app.book(&app.atelier, &app.langevin, app.atelier.slot, pupil("Zyskowicz")).await;
    app.work().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    nadia.get("/").await.is(200).says("Où vous réservez").says("1 réservation à venir");
    nadia.click("Mes établissements").await.is(200).at("/etablissements").says("Collège Cacault");
    nadia.click("Informations de l’Établissement").await.is(200);
    nadia.get("/etablissements").await;
    nadia.click("Collègues").await.is(200);
    let page = nadia.get("/reservations").await;
    page.is(200)
        .says("BERNARD Inès")
        .says("MOREAU Inès")
        .says("Lycée des Jardins")
        .says("mer. 2 déc.")
        .says("En attente");
    page.hides("Zyskowicz").hides("ZYSKOWICZ");
    assert!(page.html().contains(&format!("https://{}/reservations/{here}", app.atelier.host)));
    nadia
        .get("/reservations?page=n%27importe&etablissement=x&lycee=y&tri=z")
        .await
        .is(200)
        .says("BERNARD");
    nadia
        .get(&format!("/reservations?etablissement={}", app.langevin.uai))
        .await
        .is(200)
        .hides("ZYSKOWICZ")
        .says("Aucune réservation");
    nadia.get("/reservations/anterieures").await.is(200).says("Aucune réservation antérieure");
}
