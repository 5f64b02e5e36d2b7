//! The guides: pages that are searched, the same words on paper, and « Aide » on each page.

use std::collections::BTreeMap;

use testing_web::{Answer, TestApp};

use crate::agreements::read;

const CONSOLE: &str = "console.ministage.test";
const PUBLIC: [&str; 3] = ["college", "lycee", "enseignant"];

/// On portals, at the account's home and on the front door the three; on the console, for who is in, its own.
#[tokio::test(flavor = "multi_thread")]
async fn each_host_has_its_guides() {
    let app = TestApp::start().await;
    let portal = format!("https://{}", app.atelier.host);
    for host in [&portal, "https://ministage.test", "https://compte.ministage.test"] {
        let mut anyone = app.browser();
        anyone
            .get(&format!("{host}/guides"))
            .await
            .is(200)
            .says("Guide du collège")
            .says("Inscrire un élève");
        for guide in PUBLIC {
            let page = anyone.get(&format!("{host}/guides/{guide}")).await;
            page.is(200).says("Télécharger le guide (PDF)").says("Chapitres");
            assert_eq!(page.all("article h2").len(), page.all(".guide-contents li").len());
        }
        anyone.get("/guides/exploitant").await.is(404);
        anyone.get("/guides/exploitant/guide.pdf").await.is(404);
        anyone
            .get("/guides?recherche=authentification+sauvegarde")
            .await
            .is(200)
            .hides("/guides/exploitant");
    }
    let mut stranger = app.browser();
    stranger.get(&format!("https://{CONSOLE}/guides")).await.is(303);
    stranger.get("/guides/exploitant").await.is(303);
    stranger.get("/guides/exploitant/guide.pdf").await.is(303);
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get("/guides").await.is(200).says("Guide de l’exploitant").hides("Guide du collège");
    odile.get("/guides/exploitant").await.is(200).says("Voir comme");
    odile.get("/guides/college").await.is(404);
}

/// A few words, whatever their accents: the chapter and the sentence, each link to a chapter that is there.
#[tokio::test(flavor = "multi_thread")]
async fn a_word_leads_to_its_chapter() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    anyone.go_to(&app.atelier.host);
    for (asked, chapter) in [
        ("refaire+les+CONVENTIONS", "/guides/college#informations"),
        ("mot+de+passe+oublie", "/guides/college#connexion"),
        ("créer+stage", "/guides/lycee#creer"),
        ("homonyme", "/guides/college#reserver"),
    ] {
        let found = anyone.get(&format!("/guides?recherche={asked}")).await;
        let link = format!(".guide-found a[href='{chapter}']");
        assert!(found.is(200).says("chapitre").has(&link), "{asked}: {}", found.text());
        assert!(found.has(".guide-found mark"), "{asked}");
    }
    let nothing = anyone.get("/guides?recherche=%3Cscript%3Ezzz").await;
    nothing.is(200).says("Rien pour « <script>zzz »");
    assert!(!nothing.html().contains("<script>zzz"));
    anyone.get(&format!("/guides?recherche={}", "é".repeat(3_000))).await.is(200);
}

/// Archival, tagged, with an outline; each word of the page is on paper as often, and so is each picture.
#[tokio::test(flavor = "multi_thread")]
async fn a_guide_on_paper_says_what_its_page_says() {
    let app = TestApp::start().await;
    let mut anyone = app.browser();
    anyone.go_to(&app.atelier.host);
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    for guide in ["college", "lycee", "enseignant", "exploitant"] {
        let reader = if guide == "exploitant" { &mut odile } else { &mut anyone };
        let page = reader.get(&format!("/guides/{guide}")).await;
        let pdf = reader.get(&format!("/guides/{guide}/guide.pdf")).await;
        assert_eq!(pdf.is(200).header("content-type"), Some("application/pdf"));
        let xmp = String::from_utf8_lossy(&pdf.body).into_owned();
        assert!(xmp.contains("<pdfaid:part>3") && xmp.contains("<pdfuaid:part>1"), "{guide}");
        assert!(xmp.contains("/Outlines"), "{guide} has no outline");
        assert!(pdf.body.len() < 3_000_000, "{guide} has {} bytes", pdf.body.len());
        let (text, pages) = read(&pdf.body);
        assert!(text.contains(&format!("page 2 / {pages}")), "{guide} does not count its pages");
        let printed = counted(&text);
        let missing: Vec<_> = counted(&page.all("article").join(" "))
            .into_iter()
            .filter(|(word, times)| printed.get(word).is_none_or(|there| there < times))
            .collect();
        assert!(missing.is_empty(), "{guide}: {missing:?}");
        let shown = page.all("article figure").len();
        let drawn = xmp.matches("/Subtype/Image").count() + xmp.matches("/Subtype /Image").count();
        assert!(drawn >= shown && (shown > 0), "{guide} shows {shown} pictures and prints {drawn}");
    }
}

fn counted(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let letters = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in letters {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// The same page helps a school, the lycée, a teacher and an operator by a chapter of their own.
#[tokio::test(flavor = "multi_thread")]
async fn help_is_a_chapter_for_who_reads() {
    let app = TestApp::start().await;
    let help = |page: &Answer| page.is(200).attribute("a.help", "href");
    let mut anyone = app.browser();
    anyone.go_to(&app.atelier.host);
    assert_eq!(help(&anyone.get("/connexion").await), "/guides/college#connexion");
    assert_eq!(help(&anyone.get("/calendrier").await), "/guides/college#chercher");
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    assert_eq!(help(&nadia.get("/reservations").await), "/guides/college#suivre");
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    assert_eq!(help(&editor.get("/calendrier").await), "/guides/lycee#creer");
    assert_eq!(help(&editor.get("/creneaux/nouveau").await), "/guides/lycee#creer");
    let mut teacher = app.signed_in(&app.atelier.teacher, &app.atelier.host).await;
    assert_eq!(help(&teacher.get("/tableau-de-bord").await), "/guides/enseignant#stages");
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    assert_eq!(help(&odile.get("/courriels").await), "/guides/exploitant#courriels");
    // What is not there says where help is; before she is in, the console says nothing of its guide.
    let lost = nadia.get("/nulle-part").await;
    assert_eq!(lost.is(404).attribute("a.help", "href"), "/guides");
    assert!(!app.browser().get(&format!("https://{CONSOLE}/connexion")).await.has("a.help"));
}
