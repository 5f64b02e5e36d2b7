//! Two schools behind one mailbox: one account serves both, and strangers learn nothing.

use chrono::TimeDelta;
use domain::accounts::MembershipRole;
use domain::bookings::{BookingStatus, Pupil};
use domain::sample::SampleSchool;
use testing_web::{Browser, PASSWORD, TestApp};

use crate::hop::signed_in_on;

/// A lycée whose official mailbox is collège Cacault's: a cité scolaire.
pub(crate) const TWIN: SampleSchool = SampleSchool {
    uai: "0440062D",
    name: "Lycée Cacault",
    kind: "lycee",
    city: "Clisson",
    postal_code: "44196",
    mail: "ce.0440008v@ac-nantes.fr",
};

/// What one types to sign up.
pub(crate) const TYPED: [(&str, &str); 7] = [
    ("civilite", "mme"),
    ("nom", "Le Goff"),
    ("prenom", "Maëlle"),
    ("fonction", "secrétariat"),
    ("telephone", "0240123456"),
    ("mot_de_passe", "tracteur violet sous la pluie"),
    ("confirmation", "tracteur violet sous la pluie"),
];

async fn sign_up(app: &TestApp, uai: &str) -> Browser {
    let mut maelle = app.browser();
    maelle.go_to(&app.atelier.host);
    maelle.post("/inscription", &[("rne", uai)]).await.goes_to(&format!("/inscription/{uai}"));
    maelle.follow().await.is(200);
    maelle.submit("form.stack", &TYPED).await.goes_to(&format!("/inscription/{uai}/courriel"));
    maelle.follow().await.is(200);
    maelle
}

async fn link(app: &TestApp) -> String {
    let letters = app.letters().await;
    let [letter] = letters.as_slice() else {
        panic!("one letter was expected, not {}", letters.len())
    };
    assert_eq!(letter.to.address, TWIN.mail);
    let mut words = letter.text.split_whitespace();
    let link = words.find(|word| word.starts_with("https://"));
    link.expect("a letter has its link").to_owned()
}

/// The mailbox's reader decides; her account keeps its password and serves both schools.
#[tokio::test(flavor = "multi_thread")]
async fn one_account_takes_in_a_second_school() {
    let app = TestApp::start().await;
    app.backstage.sample_schools(&[TWIN]).await.unwrap();
    let mut maelle = sign_up(&app, TWIN.uai).await;
    // To a stranger it looks like any sign-up.
    let here = maelle.page().text().replace(TWIN.uai, "").replace(TWIN.mail, "");
    let other = sign_up(&app, "0440013A").await;
    let there = other.page().text().replace("0440013A", "").replace("ce.0440013a@ac-nantes.fr", "");
    assert_eq!(here, there);
    let letters = app.letters().await;
    let letter =
        letters.iter().find(|letter| letter.to.address == TWIN.mail).expect("the holder is asked");
    assert!(
        letter.text.contains("Lycée Cacault") && letter.text.contains(TWIN.uai),
        "{}",
        letter.text
    );
    let first = letter
        .text
        .split_whitespace()
        .find(|word| word.starts_with("https://"))
        .unwrap()
        .to_owned();
    let again = format!("/inscription/{}/courriel", TWIN.uai);
    maelle.post(&again, &[]).await.is(200).says("un nouveau courriel part");
    let second = link(&app).await;
    assert_ne!(first, second);

    let mut nadia = app.browser();
    nadia.get(&second).await.is(200).says("Lycée Cacault").says(TWIN.mail);
    nadia.get(&second).await.is(200);
    nadia.post(&second.replace(&app.atelier.host, &app.jardins.host), &[]).await.is(404);
    nadia.post(&second, &[]).await.is(200).says("Lycée Cacault est dans votre compte");
    nadia.post(&second, &[]).await.is(410).says("a déjà servi");
    nadia.get(&first).await.is(410).says("Ce lien ne sert plus").says("il a un compte depuis");
    nadia.post(&first, &[]).await.is(410);
    nadia.go_to(&app.app.account_host());
    nadia.post("/connexion", &[("email", TWIN.mail), ("mot_de_passe", TYPED[5].1)]).await.is(422);
    nadia.sign_in(&[("email", TWIN.mail), ("mot_de_passe", PASSWORD)]).await.is(200).at("/");
    nadia.get("/etablissements").await.is(200).says("Lycée Cacault").says("Collège Cacault");
    nadia.page().hides("Le Goff");
    maelle
        .post("/inscription", &[("rne", TWIN.uai)])
        .await
        .goes_to(&format!("/recuperation/{}", TWIN.uai));
}

/// Nobody answers: nothing changes, and the link ends.
#[tokio::test(flavor = "multi_thread")]
async fn an_offer_ends() {
    let app = TestApp::start().await;
    app.backstage.sample_schools(&[TWIN]).await.unwrap();
    sign_up(&app, TWIN.uai).await;
    let link = link(&app).await;
    app.clock.advance(TimeDelta::days(7));
    let mut nadia = app.browser();
    nadia.post(&link, &[]).await.is(410).says("trop ancien");
    nadia.go_to(&app.atelier.host);
    nadia
        .post("/inscription", &[("rne", TWIN.uai)])
        .await
        .goes_to(&format!("/inscription/{}", TWIN.uai));
}

/// Whoever serves two schools says for which she acts; the hop carries it; a third is not there.
#[tokio::test(flavor = "multi_thread")]
async fn one_account_two_schools() {
    let app = TestApp::start().await;
    let manager = &app.cacault.manager;
    app.clock.advance(TimeDelta::days(1));
    app.backstage
        .add_membership(manager.account, app.langevin.uai, MembershipRole::Member)
        .await
        .expect("the database answers");
    let mut nadia = signed_in_on(&app, manager, &app.atelier.host).await;
    nadia.get("/calendrier").await.is(200).says("Agir pour le Collège Paul Langevin");
    nadia.submit("form[action='/etablissement']", &[]).await.goes_to("/");
    nadia.land().await.is(200).says("Agir pour le Collège Cacault");
    assert_eq!(nadia.page().read(".person-name"), "Collège Paul Langevin");
    nadia.post("/etablissement", &[("uai", "0440013A")]).await.is(404);
    nadia.post("/etablissement", &[("uai", "n’importe quoi")]).await.is(404);
    nadia.get(&format!("https://{}/connexion", app.jardins.host)).await;
    nadia.land().await.says("Continuer comme Collège Paul Langevin");
    nadia.submit("form[action='/passage']", &[]).await.goes_to("/");
    nadia.land().await;
    assert_eq!(nadia.page().read(".person-name"), "Collège Paul Langevin");
    // Removed there, she is back at her first school at the next request.
    app.backstage
        .sample_departure(manager.account, app.langevin.uai)
        .await
        .expect("the database answers");
    nadia.get("/calendrier").await.is(200).hides("Langevin");
    assert_eq!(nadia.page().read(".person-name"), "Collège Cacault");
    // Somebody signed out has no school to choose.
    app.browser()
        .post(&format!("https://{}/etablissement", app.atelier.host), &[("uai", "0440008V")])
        .await
        .goes_to("/connexion?retour=%2F");
}

/// A page that was drawn for one school does what it says for that one, whatever another tab has chosen since.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_of_the_school_it_was_drawn_for() {
    let app = TestApp::start().await;
    let manager = &app.cacault.manager;
    app.clock.advance(TimeDelta::days(1));
    app.backstage
        .add_membership(manager.account, app.langevin.uai, MembershipRole::Manager)
        .await
        .expect("the database answers");
    let pupil = Pupil::new("Bernard", "Inès", "3e B").unwrap();
    let booker = app.origin(&app.atelier, &app.cacault).await;
    let booking = booker.book(app.atelier.slot, pupil).await.unwrap().id;
    let mut nadia = signed_in_on(&app, manager, &app.atelier.host).await;
    let langevin = app.langevin.uai.to_string();
    let switch = [("uai", langevin.as_str())];

    // What is printed of the school.
    let path = "/options/informations";
    let form = format!("form[action='{path}']");
    let drawn = nadia.get(path).await;
    let hidden = |name| drawn.attribute(&format!("{form} [name={name}]"), "value");
    let typed = [("version", hidden("version")), ("pour", hidden("pour"))];
    let [version, school] = typed.each_ref().map(|(name, value)| (*name, value.as_str()));
    nadia.post("/etablissement", &switch).await.is(303);
    nadia.post(path, &[version, school, ("chef", "M. Karim Haddad")]).await.goes_to(path);
    nadia.follow().await.says("Les informations sont enregistrées (Collège Cacault)");
    let own = async |uai| app.backstage.school(uai).await.unwrap().expect("it is there").own;
    assert_eq!(own(app.cacault.uai).await.head_name.as_deref(), Some("M. Karim Haddad"));
    assert_eq!(own(app.langevin.uai).await.head_name, None);

    // A booking is that of its school: its pages are there, and what was typed is taken.
    let pupil = format!("/reservations/{booking}/eleve");
    nadia.get(&format!("/reservations/{booking}")).await.is(200).says("BERNARD Inès");
    nadia.get(&pupil).await.is(200);
    nadia.submit(&format!("form[action='{pupil}']"), &[("classe", "3e C")]).await.is(303);
    let cancel = format!("/reservations/{booking}/annulation");
    nadia.get(&cancel).await.is(200);
    nadia.submit("form.card", &[("motif", "Malade")]).await.is(303);
    let standing = app.atelier.portal.booking(booking).await.unwrap().expect("it is there");
    assert_eq!(standing.status, BookingStatus::Cancelled);
    nadia.get("/reservations/anterieures").await.hides("BERNARD");
    // Of a school that is not hers any more nothing is there.
    let stranger = app.origin(&app.atelier, &app.langevin).await;
    let other = Pupil::new("Petit", "Paul", "3e B").unwrap();
    let theirs = stranger.book(app.atelier.slot, other).await.unwrap().id;
    nadia.get(&format!("/reservations/{theirs}")).await.is(200);
    app.backstage.sample_departure(manager.account, app.langevin.uai).await.unwrap();
    nadia.get(&format!("/reservations/{theirs}")).await.is(404);
    nadia.post(&format!("/reservations/{theirs}/annulation"), &[("motif", "x")]).await.is(404);
    app.leave_jobs();
}
