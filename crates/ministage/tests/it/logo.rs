//! A portal's logo, as an operator sends it on the console.

use domain::operators::OperatorRole;
use testing_web::{Answer, Browser, TestApp};

const CONSOLE: &str = "console.ministage.test";

/// 400 by 200 pixels, half of them of the one colour and half of the other.
fn png(one: [u8; 3], other: [u8; 3]) -> Vec<u8> {
    let picture =
        image::RgbImage::from_fn(400, 200, |x, _| image::Rgb(if x < 200 { one } else { other }));
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

async fn sent(browser: &mut Browser, page: &str, file: &[u8]) -> Answer {
    let head = b"--b\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"x\"\r\n\r\n";
    let body = [head.as_slice(), file, b"\r\n--b--\r\n"].concat();
    browser.send_strange("POST", page, Some(b"multipart/form-data; boundary=b"), &body).await
}

/// Refused with the reason, drawn anew, shown on the console and on the portal, replaced, taken away; written down and
/// applied it is the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_portal_gets_a_logo_and_loses_it() {
    let app = TestApp::start().await;
    let id = app.atelier.portal.id();
    let slug = app.atelier.portal.tenant().slug.clone();
    let page = format!("/lycees/{id}/logo");
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    odile.get(page.trim_end_matches("/logo")).await.is(200);
    odile.click("Logo").await.is(200).says("PNG ou JPEG, 2 Mo au plus");
    let large = vec![0; 2 * 1024 * 1024 + 1];
    let mut wide = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(4097, 1).write_to(&mut wide, image::ImageFormat::Png).unwrap();
    let claims = wide.into_inner();
    for (file, status, why) in [
        (b"".as_slice(), 422, "Choisissez un fichier"),
        (b"hello", 422, "Ce n’est ni un PNG"),
        (b"GIF89a\x01\x00\x01\x00", 422, "Ce n’est ni un PNG"),
        (b"<?xml version='1.0'?><svg xmlns=''/>", 422, "exportez-le en PNG"),
        (b"\x89PNG\r\n\x1a\n and no more", 422, "illisible"),
        (&claims, 422, "démesurée"),
        (&large, 422, "pèse plus de 2 Mo"),
    ] {
        sent(&mut odile, &page, file).await.is(status).says(why);
    }
    sent(&mut odile, &page, &vec![0; 3 * 1024 * 1024]).await.is(413).says("pèse plus de 2 Mo");
    odile.post(&page, &[("logo", "x")]).await.is(422).says("Choisissez un fichier");

    sent(&mut odile, &page, &png([0xa6, 0x3d, 0x1c], [0x0f, 0x5c, 0x63])).await.is(303);
    odile.follow().await.is(200).says("est enregistré").says("Un autre logo");
    let shown = odile.page().attribute(".logo-large", "src");
    let drawn = odile.get(&shown).await.is(200).body.clone();
    assert!(drawn.starts_with(b"\x89PNG") && drawn.len() < 20_000);
    let portal = format!("https://{}/", app.atelier.host);
    let mut visitor = app.browser();
    visitor.get(&portal).await.is(200);
    let public = visitor.page().attribute(".brand-mark img", "src");
    assert_eq!(visitor.get(&public).await.is(200).body, drawn);

    // The same again is no change; another takes its place.
    odile.get(&page).await.is(200);
    sent(&mut odile, &page, &drawn).await.is(303);
    odile.follow().await.is(200).says("C’est déjà le logo");
    sent(&mut odile, &page, &png([9, 9, 200], [9, 9, 200])).await.is(303);
    odile.follow().await.is(200).says("est enregistré");
    assert_ne!(odile.page().attribute(".logo-large", "src"), shown);
    let written = app.backstage.export_tenant(&slug).await.unwrap().expect("there");
    // The sample was not written by a folder: at first that is what changes.
    let apply = async || {
        let applied = app.backstage.apply_tenant(&written, domain::history::Actor::System).await;
        applied.expect("it is sound")
    };
    apply().await;
    assert_eq!(apply().await, domain::tenants::Applied::Unchanged);

    let paul = crate::operators::paul(&app, OperatorRole::Reader).await;
    let mut reader = app.signed_in(&paul, CONSOLE).await;
    reader.get(&page).await.is(200).hides("Retirer le logo").hides("Enregistrer le logo");
    sent(&mut reader, &page, &drawn).await.is(404);

    odile.post(&format!("{page}/retrait"), &[]).await.is(303);
    odile.follow().await.is(200).says("n’a plus de logo").says("pictogramme");
    odile.get(&format!("{page}/image")).await.is(404);
    let written = app.backstage.export_tenant(&slug).await.unwrap().expect("there");
    assert!(written.logo.is_none());
    odile.get(page.trim_end_matches("/logo")).await.is(200).says("a retiré le logo du portail");
    app.leave_jobs();
}

/// Its colours are proposed at the step, each as it is judged, and the preview shows it.
#[tokio::test(flavor = "multi_thread")]
async fn a_logo_proposes_colours() {
    let app = TestApp::start().await;
    let mut odile = app.signed_in(&app.operator, CONSOLE).await;
    let draft = crate::onboarding::begun(&mut odile, &app).await;
    let page = draft.replace("/preparation", "/logo");
    odile.get(&format!("{draft}/couleur")).await.is(200).says("Choisir le logo");
    sent(&mut odile, &page, &png([0xa6, 0x3d, 0x1c], [0xff, 0xd5, 0x00])).await.is(303);
    odile.follow().await.is(200).says("Revenir à la couleur");
    odile.get(&format!("{draft}/couleur")).await.is(200);
    odile.page().says("Essayer #a63d1c").says("Essayer #ffd500").says("trop claire pour les liens");
    assert!(odile.page().has("svg.preview image"));
    odile.click("Essayer #a63d1c").await.is(200);
    assert_eq!(odile.page().attribute("#couleur", "value"), "#a63d1c");
    sent(&mut odile, &page, &png([9, 9, 9], [250, 250, 250])).await.is(303);
    odile.get(&format!("{draft}/couleur")).await.is(200).says("pas de couleur franche");
    app.leave_jobs();
}
