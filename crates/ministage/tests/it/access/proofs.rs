//! Proofs that come too late: the link is old, the request is there already, the person is in.

use chrono::TimeDelta;
use domain::accounts::{Identity, MembershipRole, ReadyAccount, Title};
use testing_web::{PASSWORD, TestApp};

use super::{FORM, MAELLE, ask, letter, link};

/// A link lives for an hour, an answer for some days; of two proofs of one request the first counts.
#[tokio::test(flavor = "multi_thread")]
async fn a_proof_grows_old_and_counts_once() {
    let app = TestApp::start().await;
    let mut links = Vec::new();
    for _ in 0..3 {
        ask(&app, FORM, MAELLE).await;
        links.push(link(&letter(&app, MAELLE).await, "/demande/"));
        app.clock.advance(TimeDelta::minutes(25));
    }
    let mut maelle = app.browser();
    let old = maelle.get(&links[0]).await;
    old.is(410).says("Ce lien est trop ancien").says("n’est pas partie");
    maelle.post(&links[1], &[]).await.is(200).says("Votre demande est enregistrée");
    let answer = link(&letter(&app, &app.cacault.manager.login).await, "/demandes/");
    maelle.post(&links[2], &[]).await.is(200).says("Votre demande attend déjà une réponse");
    app.clock.advance(TimeDelta::days(60));
    let late = app.browser().get(&answer).await;
    late.is(410).says("Ce lien est trop ancien").says("Connectez-vous pour répondre");
    app.leave_jobs();
}

/// Who became a colleague meanwhile is told to sign in.
#[tokio::test(flavor = "multi_thread")]
async fn a_proof_of_a_colleague_leads_to_the_sign_in() {
    let app = TestApp::start().await;
    let mut maelle = ask(&app, FORM, MAELLE).await;
    let proof = link(&letter(&app, MAELLE).await, "/demande/");
    let identity = Identity::new(Title::Madam, "Le Goff", "Maëlle", "secrétaire", None).unwrap();
    let ready = ReadyAccount { login: MAELLE, identity, password: PASSWORD };
    let account = app.backstage.create_confirmed_account(ready).await.unwrap();
    let joined = app.backstage.add_membership(account, app.cacault.uai, MembershipRole::Member);
    joined.await.unwrap();
    maelle.post(&proof, &[]).await.is(200).says("Vous avez déjà un accès");
}
