//! « Documents »: what the law asks of whoever runs the deployment, with its settings and with the values of the code.

use domain::people::UNUSED_FOR;
use domain::readings::READINGS_KEPT;
use domain::upkeep::{HISTORY_KEPT, MAILS_KEPT};
use testing_web::TestApp;

use crate::agreements::read;

const CONSOLE: &str = "console.ministage.test";

/// What the page of durations says, the documents say, and it is what the code goes by.
#[tokio::test(flavor = "multi_thread")]
async fn the_documents_say_the_durations_of_the_code() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let durations = odile.get("/durees-de-conservation").await;
    let rows: Vec<String> = durations
        .all("tbody th")
        .into_iter()
        .zip(durations.all("tbody td"))
        .map(|(what, how_long)| format!("{what}\u{a0}: {how_long}").replace('\u{a0}', " "))
        .collect();
    assert!(rows.len() > 15, "{rows:?}");
    for word in ["registre", "sous-traitance", "aipd"] {
        let page = odile.get(&format!("/documents/{word}")).await;
        page.is(200).says("Région d’essai").says("dpo@ministage.test");
        let said: Vec<String> =
            page.all("li").iter().map(|line| line.trim().replace('\u{a0}', " ")).collect();
        for row in &rows {
            assert!(said.iter().any(|line| line == row), "{word} does not say « {row} »");
        }
        page.says("Hébergeur d’essai, Nantes").says("Relais d’essai, envoi des courriels");
        for of_code in [
            format!(
                "historique (qui a fait quoi, sans nom d’élève) : {} ans",
                HISTORY_KEPT.num_days() / 365
            ),
            format!(
                "consultations d’un élève (qui a ouvert sa réservation, ses documents, les listes où il figure) : {} jours",
                READINGS_KEPT.num_days()
            ),
            format!(
                "trace d’un envoi (destinataire, objet, date) : {} jours",
                MAILS_KEPT.num_days()
            ),
            format!("supprimé après {} ans sans connexion", UNUSED_FOR.num_days() / 365),
        ] {
            let said = said.iter().any(|line| line.to_lowercase().contains(&of_code));
            assert!(said, "{word} does not say « {of_code} »");
        }
    }
}

/// A page and a file each; what only operators keep is on the console only.
#[tokio::test(flavor = "multi_thread")]
async fn each_document_is_a_page_and_a_file_where_it_belongs() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let list = odile.get("/documents").await;
    list.is(200)
        .says("Registre des activités")
        .says("Analyse d’impact")
        .hides("Des réglages manquent");
    for word in ["registre", "sous-traitance", "aipd", "declaration-accessibilite"] {
        let title = odile.get(&format!("/documents/{word}")).await.is(200).read("h1");
        let file = odile.get(&format!("/documents/{word}/document.pdf")).await;
        let (text, pages) = read(&file.is(200).body);
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert!(squeezed(&text).contains(&squeezed(&title)) && pages > 0, "{word}: {text}");
        assert!(squeezed(&text).contains("Régiond’essai"), "{word}");
    }
    let mut stranger = app.browser();
    stranger.go_to(CONSOLE);
    stranger.get("/documents/registre").await.is(303);
    stranger.go_to(&app.atelier.host);
    stranger
        .get("/documents")
        .await
        .is(200)
        .says("Accord de sous-traitance")
        .says("Information des familles")
        .hides("Registre");
    stranger.get("/documents/sous-traitance").await.is(200);
    for word in ["registre", "aipd", "rien"] {
        stranger.get(&format!("/documents/{word}")).await.is(404);
        stranger.get(&format!("/documents/{word}/document.pdf")).await.is(404);
    }
}
