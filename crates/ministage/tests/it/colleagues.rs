//! « Collègues », at the account's home.

use domain::accounts::{Identity, MembershipRole, ReadyAccount, Title};
use domain::bookings::Pupil;
use domain::ids::AccountId;
use testing_web::{PASSWORD, SamplePeople, TestApp};

/// Anne Morvan, in collège Cacault.
async fn anne(app: &TestApp, role: MembershipRole) -> SamplePeople {
    let login = "anne.morvan@ac-nantes.fr".to_owned();
    let identity = Identity::new(Title::Madam, "Morvan", "Anne", "secrétariat", None).unwrap();
    let ready = ReadyAccount { login: &login, identity, password: PASSWORD };
    let account = app.backstage.create_confirmed_account(ready).await.unwrap();
    let joined = app.backstage.add_membership(account, app.cacault.uai, role);
    joined.await.unwrap();
    SamplePeople { account, login, last_name: "Morvan" }
}

fn list(app: &TestApp) -> String {
    format!("/etablissements/{}/collegues", app.cacault.uai)
}

/// The page that a colleague's row leads to.
fn leads_to(page: &testing_web::Answer, word: &str, index: usize) -> String {
    let html = page.html();
    let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut found = links.filter(|href| href.ends_with(word));
    found.nth(index).expect("a link").to_owned()
}

fn link(letters: &[platform::mail::OutgoingMail]) -> String {
    let letter = letters.first().expect("a letter left");
    let mut words = letter.text.split_whitespace();
    words.find(|word| word.starts_with("https://")).expect("a link").to_owned()
}

async fn is_member(app: &TestApp, account: AccountId) -> bool {
    let host = app.app.account_host();
    let token = app.backstage.sign_in_for_tests(account, &host).await.unwrap();
    let person = app.backstage.doors(&host).resume_session(&token).await.unwrap();
    let person = person.expect("just signed in");
    let member = app.backstage.account_of(&person).membership(app.cacault.uai).await;
    member.unwrap().is_some()
}

/// Managers change roles and remove, after a page that says what will happen; the person is told.
#[tokio::test(flavor = "multi_thread")]
async fn managers_change_roles_and_remove() {
    let app = TestApp::start().await;
    let anne = anne(&app, MembershipRole::Member).await;
    let home = app.app.account_host();
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    let page = nadia.get(&list(&app)).await;
    page.is(200)
        .says("Nadia Belkacem (vous)")
        .says("Anne Morvan")
        .says("Gestionnaire")
        .says("Saisie");
    let role = leads_to(&page, "/role", 1);
    nadia.get(&role).await.is(200).says("Changer le rôle de Mme Anne Morvan");
    nadia.submit("#role-form", &[("role", "manager")]).await.goes_to(&list(&app));
    let told = app.letters().await;
    assert_eq!((told.len(), told[0].to.address.as_str()), (1, "anne.morvan@ac-nantes.fr"));
    assert!(told[0].text.contains("Gestionnaire") && told[0].subject.contains("Collège Cacault"));
    nadia.post(&role, &[("role", "roi")]).await.is(422).says("Choisissez un rôle");

    let mut hers = app.signed_in(&anne, &home).await;
    hers.get(&role).await.is(200);
    let remove = leads_to(&nadia.get(&list(&app)).await, "/retrait", 0);
    nadia
        .get(&remove)
        .await
        .is(200)
        .says("Retirer Mme Anne Morvan ?")
        .says("reste à l’établissement");
    assert!(is_member(&app, anne.account).await, "GET changes nothing");
    nadia.submit("#fin", &[]).await.goes_to(&list(&app));
    // A right that is removed works at the next request.
    hers.get(&list(&app)).await.is(404);
    hers.post(&role, &[("role", "manager")]).await.is(404);
    let told = app.letters().await;
    assert!(told.len() == 1 && told[0].subject.contains("accès est retiré"));
    assert!(told[0].text.contains(app.cacault.name) && told[0].text.contains("retiré"));
    nadia.post(&remove, &[]).await.is(404);
}

/// An access is withdrawn while forms are open: each says so, who gives it back, and shows what was typed; no page says
/// « aucun » of what is not hers to see any more.
#[tokio::test(flavor = "multi_thread")]
async fn an_access_that_ended_is_said_everywhere() {
    let app = TestApp::start().await;
    let anne = anne(&app, MembershipRole::Member).await;
    let home = app.app.account_host();
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    let remove = leads_to(&nadia.get(&list(&app)).await, "/retrait", 0);
    let pupil = Pupil::new("Moreau", "Maëlle", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    let mut hers = app.signed_in(&anne, &app.atelier.host).await;
    let mut at_home = app.signed_in(&anne, &home).await;
    hers.get("/").await.is(200).says("À faire").hides("a été retiré");
    nadia.post(&remove, &[]).await.is(303);

    let slot = format!("/creneaux/{}", app.atelier.slot);
    let pupil = [("nom", "Petit"), ("prenom", "Zoé"), ("classe", "3e C"), ("pour", "0440023L")];
    let forms: [(String, &[(&str, &str)]); 5] = [
        (format!("{slot}/reservations"), &pupil),
        (format!("/reservations/{booking}/eleve"), &pupil),
        (format!("/reservations/{booking}/annulation"), &[("motif", "Petit, malade")]),
        ("/options/informations".to_owned(), &[("nom", "Collège Petit")]),
        ("/reserver/identite".to_owned(), &pupil),
    ];
    for (form, typed) in forms {
        let answer = hers.post(&form, typed).await;
        answer.is(404).says("Votre accès au Collège Cacault a été retiré").says("Nadia Belkacem");
        answer.says("n’est pas enregistré").says("Petit").hides("0440023L");
    }
    let colleague = format!("/etablissements/{}/collegues/invitation", app.cacault.uai);
    let answer = at_home.post(&colleague, &[("email", "luc@ac-nantes.fr")]).await;
    answer.is(404).says("a été retiré").says("luc@ac-nantes.fr");
    for page in ["/", &slot, "/reserver"] {
        hers.get(page).await.is(200).hides("Connectez-vous pour inscrire");
    }
    hers.get("/").await.says("Votre accès au Collège Cacault a été retiré");
    hers.get(&slot).await.says("Votre accès au Collège Cacault a été retiré");
    for (page, hidden) in [
        ("/", "Rien à faire"),
        ("/", "Réservez un premier stage"),
        ("/reservations", "Aucune réservation"),
        ("/reservations/anterieures", "Aucune réservation"),
        ("/etablissements", "rattaché à aucun"),
    ] {
        let answer = at_home.get(page).await;
        answer.is(200).says("Votre accès au Collège Cacault a été retiré").hides(hidden);
    }
    // She is taken in again: nothing of it is left.
    app.backstage
        .add_membership(anne.account, app.cacault.uai, MembershipRole::Member)
        .await
        .unwrap();
    hers.get("/").await.is(200).hides("a été retiré");
    hers.get("/reservations/x").await.is(404).hides("a été retiré");
    app.letters().await;
}

/// The same of the lycée's staff.
#[tokio::test(flavor = "multi_thread")]
async fn an_access_to_the_lycee_that_ended_is_said() {
    let app = TestApp::start().await;
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/creneaux").await.is(200);
    assert!(app.atelier.portal.remove_staff(&app.atelier.editor.login, false).await.unwrap());
    let answer = editor.post("/creneaux", &[("consignes", "Blouse"), ("etat", "published")]).await;
    answer.is(404).says("Votre accès à l’espace du lycée a été retiré").says("Blouse");
    editor.get("/").await.is(200).says("a été retiré");
    // Who was never here learns nothing of its pages.
    let mut other = app.signed_in(&app.jardins.editor, &app.atelier.host).await;
    other
        .post("/creneaux", &[("consignes", "Blouse")])
        .await
        .is(404)
        .hides("retiré")
        .says("Blouse");
}

/// Who is no manager sees the list, and leaves if she likes; the last manager stays.
#[tokio::test(flavor = "multi_thread")]
async fn members_look_and_the_last_manager_stays() {
    let app = TestApp::start().await;
    let anne = anne(&app, MembershipRole::Member).await;
    let home = app.app.account_host();
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    let page = nadia.get(&list(&app)).await;
    let (role, remove) = (leads_to(&page, "/role", 0), leads_to(&page, "/retrait", 0));
    let own = format!("{}/depart", list(&app));
    nadia.get(&own).await.is(200).says("doit garder un gestionnaire");
    nadia.post(&own, &[]).await.is(409).says("doit garder un gestionnaire");
    nadia.post(&role, &[("role", "member")]).await.is(409).says("doit garder un gestionnaire");
    nadia
        .post(&role.replace("/role", "/retrait"), &[])
        .await
        .is(409)
        .says("doit garder un gestionnaire");
    assert!(is_member(&app, app.cacault.manager.account).await);

    let mut hers = app.signed_in(&anne, &home).await;
    let seen = hers.get(&list(&app)).await;
    seen.is(200).says("Nadia Belkacem");
    assert!(!seen.html().contains("/role") && !seen.html().contains("/retrait"));
    for target in [&role, &remove] {
        hers.get(target).await.is(404);
        hers.post(target, &[("role", "manager")]).await.is(404);
    }
    hers.get(&own).await.is(200).says("Quitter le Collège Cacault ?");
    hers.submit("#fin", &[]).await.goes_to("/");
    hers.follow().await.is(200).says("Vous avez quitté le Collège Cacault").hides("Rien à faire");
    assert!(!is_member(&app, anne.account).await);
    app.letters().await;
}

/// Another school's people are not there: by its UAI, and by an id under one's own.
#[tokio::test(flavor = "multi_thread")]
async fn another_school_is_not_there() {
    let app = TestApp::start().await;
    let home = app.app.account_host();
    let mut other = app.signed_in(&app.langevin.manager, &home).await;
    let theirs = format!("/etablissements/{}/collegues", app.langevin.uai);
    let role = leads_to(&other.get(&theirs).await, "/role", 0);
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    let smuggled = role.replace(&app.langevin.uai.to_string(), &app.cacault.uai.to_string());
    let before = app.backstage.fingerprint().await.unwrap().without(&["sessions"]);
    for path in [role, smuggled] {
        for target in [path.clone(), path.replace("/role", "/retrait")] {
            nadia.get(&target).await.is(404);
            nadia.post(&target, &[("role", "member")]).await.is(404);
        }
    }
    for path in [theirs.clone(), format!("{theirs}/depart")] {
        nadia.get(&path).await.is(404);
        nadia.post(&format!("{theirs}/depart"), &[]).await.is(404);
    }
    let after = app.backstage.fingerprint().await.unwrap().without(&["sessions"]);
    assert_eq!(before.changes(&after), Vec::<String>::new());
}

/// A colleague is invited to an account of her own, by an address of her work; an invitation that
/// was taken back opens nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_is_invited() {
    let app = TestApp::start().await;
    let home = app.app.account_host();
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    nadia.get(&list(&app)).await.is(200);
    nadia.click("Inviter un collègue").await.is(200).says("adresse email académique");
    nadia
        .submit("#invitation", &[("email", "anne@gmail.com")])
        .await
        .is(422)
        .says("adresse professionnelle");
    nadia
        .submit("#invitation", &[("email", &app.cacault.manager.login)])
        .await
        .is(422)
        .says("fait déjà partie");
    nadia
        .submit("#invitation", &[("email", " Anne.Morvan@ac-nantes.fr"), ("role", "member")])
        .await
        .goes_to(&list(&app));
    nadia.follow().await.is(200).says("Invitations sans réponse").says("anne.morvan@ac-nantes.fr");
    let letters = app.letters().await;
    assert!(letters[0].text.contains(" vous invite à rejoindre "), "{}", letters[0].text);
    let first = link(&letters);
    let withdraw = nadia.page().attribute("form[action$='/retrait']", "action");
    nadia.submit("form[action$='/retrait']", &[]).await.goes_to(&list(&app));
    nadia.follow().await.hides("anne.morvan@ac-nantes.fr");
    nadia.post(&withdraw, &[]).await.is(404);
    let mut anne = app.browser();
    anne.get(&first).await.is(410);

    let path = format!("{}/invitation", list(&app));
    app.clock.advance(chrono::TimeDelta::minutes(1));
    nadia
        .post(&path, &[("email", "anne.morvan@ac-nantes.fr"), ("role", "member")])
        .await
        .goes_to(&list(&app));
    let link = link(&app.letters().await);
    anne.get(&link).await.is(200).says("Collège Cacault");
    let who = [
        ("civilite", "mme"),
        ("nom", "Morvan"),
        ("prenom", "Anne"),
        ("fonction", "CPE"),
        ("mot_de_passe", PASSWORD),
        ("confirmation", PASSWORD),
    ];
    anne.post(&link, &who).await.goes_to("/");
    anne.follow().await.is(200).says("Bienvenue dans le compte du Collège Cacault");
    anne.post(&link, &who).await.is(410);
    let told = app.letters().await;
    assert!(
        told.iter().any(|letter| letter.subject.contains("Vous réservez pour le Collège Cacault"))
    );
    anne.get(&list(&app)).await.is(200).says("Anne Morvan (vous)").hides("Inviter un collègue");
    anne.get(&path).await.is(404);
    anne.post(&path, &[("email", "intrus@ac-nantes.fr"), ("role", "manager")]).await.is(404);
    nadia.get(&list(&app)).await.is(200).says("CPE").hides("Invitations sans réponse");
}

/// Whoever has a password keeps it: she signs in by it, unless she is in already. A manager who joins is
/// told to those in place.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_known_joins_by_one_press() {
    for is_in in [true, false] {
        let app = TestApp::start().await;
        let home = app.app.account_host();
        let other = &app.langevin.manager;
        let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
        let path = format!("{}/invitation", list(&app));
        nadia.post(&path, &[("email", &other.login), ("role", "manager")]).await.is(303);
        let link = link(&app.letters().await);
        let mut hers = if is_in { app.signed_in(other, &home).await } else { app.browser() };
        hers.get(&link).await.is(200).says("il garde son mot de passe");
        let reply = hers.post(&link, &[]).await;
        if is_in {
            reply.goes_to("/");
            hers.follow().await.is(200).says("Bienvenue dans le compte du Collège Cacault");
        } else {
            reply.goes_to("/connexion");
            hers.follow().await.is(200).says("Connectez-vous avec votre adresse");
        }
        let told = app.letters().await;
        let news = told.iter().find(|letter| letter.to.address == app.cacault.manager.login);
        let news = news.expect("the manager in place is told");
        assert!(news.subject.contains("Un gestionnaire de plus"), "{}", news.subject);
        assert!(news.text.contains(&other.login), "{}", news.text);
    }
}

/// Who was removed does not come back by an invitation that was still open.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_invitation_does_not_bring_back() {
    let app = TestApp::start().await;
    let home = app.app.account_host();
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    let path = format!("{}/invitation", list(&app));
    nadia
        .post(&path, &[("email", "anne.morvan@ac-nantes.fr"), ("role", "member")])
        .await
        .goes_to(&list(&app));
    let link = link(&app.letters().await);
    let anne = anne(&app, MembershipRole::Member).await;
    let remove = leads_to(&nadia.get(&list(&app)).await, "/retrait", 0);
    nadia.post(&remove, &[]).await.goes_to(&list(&app));
    app.browser().post(&link, &[]).await.is(410);
    assert!(!is_member(&app, anne.account).await);
    app.letters().await;
}
