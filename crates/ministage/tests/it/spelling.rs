//! Addresses typed with capitals, spaces, look-alike letters: read, or asked about, never betrayed.

use testing_web::{PASSWORD, TestApp};

/// What is certain is read as it is meant.
#[tokio::test(flavor = "multi_thread")]
async fn certain_spellings_sign_in() {
    let app = TestApp::start().await;
    for typed in [
        " CE.0440008V@AC-Nantes.FR ",
        "ｃｅ．０４４０００８ｖ＠ａｃ－ｎａｎｔｅｓ．ｆｒ",
        "ce.0440008\u{200b}v@ac-nantes.fr",
        "mailto:ce.0440008v@ac-nantes.fr",
        "<ce.0440008v@ac-nantes.fr>",
    ] {
        let mut nadia = app.browser();
        nadia.go_to(&app.atelier.host);
        nadia.sign_in(&[("email", typed), ("mot_de_passe", PASSWORD)]).await.is(200).at("/");
    }
}

/// What is only probable is asked about, wherever an address is typed; no mail leaves.
#[tokio::test(flavor = "multi_thread")]
async fn suspicious_spellings_are_asked_about() {
    let app = TestApp::start().await;
    let mut nadia = app.browser();
    nadia.go_to(&app.atelier.host);
    let asked = "Vouliez-vous dire ce.0440008v@ac-nantes.fr ?";
    for typed in [
        "сe.0440008v@ac-nantes.fr",
        "ce.0440008v@ac-nante.fr",
        "ce.0440008v@ac-nantes,fr",
        "ce.0440008v(at)ac-nantes.fr",
    ] {
        nadia
            .post("/connexion", &[("email", typed), ("mot_de_passe", PASSWORD)])
            .await
            .is(422)
            .says(asked);
        nadia.post("/mot-de-passe", &[("email", typed)]).await.is(422).says(asked);
        nadia.post("/confirmation", &[("email", typed)]).await.is(422).says(asked);
    }
    assert_eq!(app.backstage.count_jobs().await.unwrap(), 0);
}

/// An address that may exist goes its way; the question is the same for known and unknown.
#[tokio::test(flavor = "multi_thread")]
async fn a_question_tells_nothing() {
    let app = TestApp::start().await;
    let mut nadia = app.browser();
    nadia.go_to(&app.atelier.host);
    let typed = "ce.0440008x@ac-nantes.fr";
    let asked = "Vouliez-vous dire ce.0440008v@ac-nantes.fr ?";
    nadia
        .post("/connexion", &[("email", typed), ("mot_de_passe", PASSWORD)])
        .await
        .is(422)
        .says("n’est pas le bon")
        .says(asked);
    nadia
        .post("/mot-de-passe", &[("email", typed)])
        .await
        .is(200)
        .says("Si un compte existe")
        .says(asked);
    let nobodys = "ce.0440062x@ac-nantes.fr";
    nadia
        .post("/mot-de-passe", &[("email", nobodys)])
        .await
        .is(200)
        .says("Vouliez-vous dire ce.0440062d@ac-nantes.fr ?");
    assert!(app.letters().await.is_empty());
}
