//! « Personnes » of the console: looked up, closed, opened again, made one; what each of them reads.

use chrono::TimeDelta;
use domain::access::{AccessProof, NewAccessRequest};
use domain::operators::OperatorRole;
use domain::people::{TOLD_BEFORE, UNUSED_FOR};
use domain::text::{Name, Position};
use testing_web::{PASSWORD, TestApp};

const CONSOLE: &str = "console.ministage.test";

/// Found by name, by mailbox, by school; her file says where she is and how she comes in.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_looked_up() {
    let app = TestApp::start().await;
    let nadia = &app.cacault.manager;
    let home = app.app.account_host();
    app.signed_in(nadia, &home).await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/").await.is(200);
    odile.click("Personnes").await.is(200).says("Qui cherchez-vous ?");
    odile
        .get("/personnes?recherche=licorne")
        .await
        .says("Personne n’a été trouvé pour « licorne »");
    for words in ["belka", &nadia.login, &app.cacault.uai.to_string()] {
        let page = odile.get(&format!("/personnes?recherche={words}")).await;
        page.is(200)
            .says("Mme Nadia Belkacem")
            .says("Collège Cacault, gestionnaire")
            .says("Ouvert");
    }
    odile.click("Mme Nadia Belkacem").await.is(200).says("Établissements et portails").says(&home);
    let staff = format!("/personnes/{}", app.atelier.front_desk.account);
    odile.get(&staff).await.is(200).says("Lycée").says("Vie scolaire").says("Voir comme");
    odile.get("/personnes/0199a000-0000-7000-8000-000000000001").await.is(404);

    app.backstage
        .sample_operator(app.langevin.manager.account, OperatorRole::Reader)
        .await
        .unwrap();
    let mut reader = app.signed_in(&app.langevin.manager, CONSOLE).await;
    let his = format!("/personnes/{}", nadia.account);
    reader.get(&his).await.is(200).hides("Fermer ce compte").hides("Voir comme").hides("Réunir");
    reader.get(&format!("{his}/acte?quoi=fermeture")).await.is(404);
    app.leave_jobs();
}

/// What would be left without anybody is said before; closed, her next click leads to the door, and she is mailed in
/// neutral words; opened again she reads who did it and why.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_closed() {
    let app = TestApp::start().await;
    let nadia = &app.cacault.manager;
    let home = app.app.account_host();
    let mut her = app.signed_in(nadia, &home).await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let file = format!("/personnes/{}", nadia.account);
    odile.get(&file).await.is(200);
    odile.click("Fermer ce compte").await.is(200).says("c’est le dernier compte gestionnaire");
    odile.submit("#acte", &[]).await.is(422).says("Indiquez le motif");
    odile.submit("#acte", &[("motif", "partie en retraite")]).await.goes_to(&file);
    odile
        .follow()
        .await
        .says("Le compte est fermé")
        .says("partie en retraite")
        .says("Rouvrir ce compte");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("a fermé votre compte"), "{}", letters[0].text);
    assert!(!letters[0].text.contains("retraite"), "neutral: {}", letters[0].text);
    her.get("/").await.is(303);
    let typed = [("email", nadia.login.as_str()), ("mot_de_passe", PASSWORD)];
    her.get("/connexion").await;
    her.submit("form[action='/connexion']", &typed).await.is(422);
    odile.click("Rouvrir ce compte").await.is(200);
    odile.submit("#acte", &[("motif", "erreur")]).await.goes_to(&file);
    odile.get(&format!("{file}/acte?quoi=reouverture")).await.goes_to(&file);
    odile.get(&format!("{file}/acte?quoi=nimporte")).await.is(404);
    assert!(app.letters().await[0].text.contains("a rouvert votre compte"));
    her.get("/connexion").await;
    her.submit("form[action='/connexion']", &typed).await.is(303);
    let page = her.get("/historique").await;
    page.is(200)
        .says("Un exploitant")
        .says("a fermé le compte de Mme Nadia Belkacem : partie en retraite")
        .says("erreur");
    her.get(&format!("/etablissements/{}/historique", app.cacault.uai))
        .await
        .says("a rouvert le compte de Mme Nadia Belkacem : erreur");
}

/// A link again, once a minute; all sessions ended.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_and_sessions() {
    let app = TestApp::start().await;
    let nadia = &app.cacault.manager;
    let mut her = app.signed_in(nadia, &app.app.account_host()).await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let file = format!("/personnes/{}", nadia.account);
    let motif = [("motif", "elle appelle")];
    odile.get(&format!("{file}/acte?quoi=lien")).await.is(200).says(&nadia.login);
    odile.submit("#acte", &motif).await.goes_to(&file);
    let letters = app.letters().await;
    assert!(letters[0].text.contains("/mot-de-passe/"), "{}", letters[0].text);
    odile
        .get(&file)
        .await
        .says("Choisir un nouveau mot de passe")
        .says("elle appelle")
        .hides("AAAA");
    odile.get(&format!("{file}/acte?quoi=lien")).await;
    odile.submit("#acte", &motif).await.is(422).says("Un courriel vient de partir");
    assert_eq!(odile.page().read("#motif"), "elle appelle", "what was typed is not lost");
    her.get("/").await.is(200);
    odile.get(&format!("{file}/acte?quoi=connexions")).await.is(200).says("Une connexion se ferme");
    odile.submit("#acte", &motif).await.goes_to(&file);
    odile
        .follow()
        .await
        .says("Toutes ses connexions sont fermées")
        .hides("Fermer toutes ses connexions");
    her.get("/").await.is(303);
    let letters = app.letters().await;
    assert!(letters[0].text.contains("a fermé toutes les connexions"), "{}", letters[0].text);
}

/// Two accounts of one person become one: shown before, told to both; the login of the other leads to the one that
/// stays, with what was typed there when its session ended.
#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_become_one() {
    let app = TestApp::start().await;
    let (stays, gone) = (&app.cacault.manager, &app.jardins.editor);
    let (home, portal) = (app.app.account_host(), app.jardins.host.as_str());
    let mut her = app.signed_in(gone, portal).await;
    her.get("/creneaux/nouveau?date=2026-12-15").await.is(200);
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let file = format!("/personnes/{}", stays.account);
    odile.get(&file).await.is(200);
    odile.click("Réunir avec un autre compte").await.is(200);
    for (login, said) in [
        (stays.login.as_str(), "C’est ce compte-ci"),
        ("personne@ac-nantes.fr", "Aucun compte n’a cet identifiant"),
        (app.operator.login.as_str(), "a accès à la console"),
        (app.langevin.manager.login.as_str(), "est la boîte de l’établissement"),
    ] {
        odile.get(&format!("{file}/reunion?avec={login}")).await.is(200).says(said);
    }
    let found = odile.get(&format!("{file}/reunion?avec={}", gone.login)).await;
    found.is(200).says("Le compte qui disparaît").says("Lycée des Jardins").says("Rien ne sépare");
    odile.submit("#reunion", &[]).await.is(422).says("Indiquez le motif");
    odile.submit("#reunion", &[("motif", "deux adresses")]).await.goes_to(&file);
    odile.follow().await.says("Lycée des Jardins").says("a réuni deux comptes");
    let other = format!("/personnes/{}", gone.account);
    odile.get(&other).await.is(200).says("Réuni à un autre").says(&stays.login).hides("Rouvrir");
    let letters = app.letters().await;
    assert_eq!(letters.len(), 2);
    assert!(letters.iter().any(|letter| letter.text.contains("Connectez-vous désormais avec")));

    let typed = [("salle", "Quatre mots bien à moi")];
    her.submit("form[action='/creneaux']", &typed).await.is(303);
    her.land().await.says("votre saisie est gardée");
    let typed = [("email", gone.login.as_str()), ("mot_de_passe", PASSWORD)];
    her.submit("form[action='/connexion']", &typed).await.is(303);
    her.land().await.is(200).says("Votre saisie a été gardée");
    assert!(her.page().html().contains("Quatre mots bien à moi"));
    her.get("/profil").await.says(&stays.login);
    her.go_to(&home);
    her.get("/historique").await;
    let mut other = app.signed_in(stays, &home).await;
    other
        .get("/historique")
        .await
        .is(200)
        .says("a réuni deux comptes de Mme Nadia Belkacem : deux adresses");
    // What somebody booked at that very moment comes after.
    app.clock.advance(TimeDelta::minutes(3));
    app.work().await;
}

/// The lists of what waits lead to the people whom they name.
#[tokio::test(flavor = "multi_thread")]
async fn lists_lead_to_people() {
    let app = TestApp::start().await;
    let asks = &app.langevin.manager;
    let request = NewAccessRequest {
        uai: app.cacault.uai,
        login: asks.login.clone(),
        last_name: Name::parse("Touzeau").unwrap(),
        first_name: Name::parse("Bruno").unwrap(),
        position: Position::parse("principal").unwrap(),
    };
    let (house, host) = (&app.backstage, &app.atelier.host);
    let proof = house.worker().mint_access_proof(&request, host).await.unwrap();
    let AccessProof::Prove(token) = proof else { panic!("{proof:?}") };
    house.doors(host).prove_access(&token).await.unwrap();
    app.letters().await;
    app.clock.advance(TimeDelta::hours(25));
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let his = format!("/personnes/{}", asks.account);
    odile.get("/demandes").await.is(200);
    odile.click(&asks.login).await.is(200).at(&his);
    odile.get("/demandes").await.is(200);
    odile.click("Bruno Touzeau").await.is(200);
    odile.click("Le compte de cette personne").await.is(200).at(&his);
    odile.get(&format!("/exploitants/{}", app.operator.account)).await.is(200);
    let own = format!("/personnes/{}", app.operator.account);
    odile.click(&app.operator.login).await.is(200).at(&own).says("Exploitant");
    app.leave_jobs();
}

/// Whoever has not signed in for two years less thirty days is told; who decides alone stays, and operators see her; the
/// others are nobody's thirty days later.
#[tokio::test(flavor = "multi_thread")]
async fn unused_accounts_are_told_of_and_removed() {
    let app = TestApp::start().await;
    app.clock.advance(UNUSED_FOR - TOLD_BEFORE + TimeDelta::seconds(1));
    let worker = app.backstage.worker();
    worker.tell_unused().await.unwrap();
    let letters = app.letters().await;
    assert_eq!(letters.len(), 6, "three of each lycée: {letters:?}");
    let hers = letters.iter().find(|letter| letter.to.address == app.atelier.editor.login).unwrap();
    assert!(hers.subject.contains("Votre compte sera supprimé le"), "{}", hers.subject);
    assert!(hers.text.contains("connectez-vous une fois"), "{}", hers.text);

    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let page = odile.get("/personnes").await;
    page.is(200).says("Comptes inutilisés").says("4 comptes ne sont plus utilisés, et restent");
    page.says(&app.cacault.manager.login).hides(&app.atelier.editor.login);
    odile.get("/personnes?recherche=belka").await.is(200).hides("Comptes inutilisés");

    app.clock.advance(TOLD_BEFORE);
    assert_eq!(worker.remove_unused().await.unwrap(), 6);
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let person = odile.get(&format!("/personnes/{}", app.atelier.editor.account)).await;
    person.is(200).says("Compte supprimé").says("Supprimé").hides("Le Goff").hides("Rouvrir");
    let mut admin = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    admin
        .get("/historique")
        .await
        .is(200)
        .says("a supprimé un compte que personne n’utilisait depuis deux ans");
    app.letters().await;
}
