//! « Informations de l'Établissement »: the directory's words and the school's own, side by side.

use domain::accounts::MembershipRole;
use domain::bookings::Pupil;
use domain::ids::BookingId;
use testing_web::TestApp;

async fn booked(app: &TestApp, last_name: &str) -> BookingId {
    let pupil = Pupil::new(last_name, "Inès", "3e B").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await
}

async fn origin_on_paper(app: &TestApp, booking: BookingId) -> serde_json::Value {
    let issued = app.atelier.portal.issue_agreement(booking, "https://x");
    let agreement = issued.await.unwrap().expect("it is booked");
    agreement.data["origin"].clone()
}

/// By the guide's path: new values are on the next convention, and never on an issued one.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_corrected_is_on_the_next_convention() {
    let app = TestApp::start().await;
    let first = booked(&app, "Bernard").await;
    let before = origin_on_paper(&app, first).await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/options").await.is(200).says("Options Générales");
    let page = nadia.click("Calendrier, Information").await;
    page.is(200)
        .says("Informations de l’Établissement")
        .says("Collège Cacault")
        .says("44196 Clisson");
    let typed = [
        ("nom", "Collège Cacault (Clisson)"),
        ("adresse", "8 route de Gorges\r\n44190 Clisson"),
        ("telephone", "0240540204"),
        ("courriel", "Vie.Scolaire@ac-nantes.fr"),
        ("chef", "M. Karim Haddad"),
        ("qualite", "principal"),
        ("assurance", "MAIF, contrat n° 1234567 A"),
    ];
    nadia
        .submit("form[action='/options/informations']", &typed)
        .await
        .goes_to("/options/informations");
    let saved = nadia.follow().await;
    saved.is(200).says("sont enregistrées");
    assert_eq!(saved.attribute("#telephone", "value"), "02 40 54 02 04");
    let second = booked(&app, "Moreau").await;
    let after = origin_on_paper(&app, second).await;
    assert_eq!(after["address_lines"][0], "8 route de Gorges");
    for (words, there) in [
        ("M. Karim Haddad", true),
        ("principal", true),
        ("MAIF", true),
        ("(Clisson)", true),
        ("1 rue des Écoles", false),
    ] {
        assert_eq!(after.to_string().contains(words), there, "{words} in {after}");
    }
    assert_eq!(origin_on_paper(&app, first).await, before, "what was issued is frozen");
    app.work().await;
}

/// Empty is the official value, field by field; what says the same as the directory is no correction.
#[tokio::test(flavor = "multi_thread")]
async fn an_empty_field_is_the_official_value() {
    let app = TestApp::start().await;
    let path = format!(
        "https://{}/etablissements/{}/informations",
        app.app.account_host(),
        app.cacault.uai
    );
    let mut nadia = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    let form = format!("form[action$='/{}/informations']", app.cacault.uai);
    nadia.get(&path).await.is(200);
    nadia
        .submit(
            &form,
            &[
                ("nom", "COLLEGE CACAULT"),
                ("chef", "M. Karim Haddad"),
                ("telephone", "02 40 54 02 04"),
            ],
        )
        .await
        .is(303);
    let own =
        async || app.backstage.school(app.cacault.uai).await.unwrap().expect("it is there").own;
    let saved = own().await;
    assert_eq!(
        (saved.name, saved.head_name.as_deref(), saved.version),
        (None, Some("M. Karim Haddad"), 1)
    );
    nadia.follow().await;
    nadia.submit(&form, &[("telephone", " ")]).await.is(303);
    let saved = own().await;
    assert_eq!(
        (saved.phone, saved.head_name.as_deref(), saved.version),
        (None, Some("M. Karim Haddad"), 2)
    );
}

/// Mistakes come back beside what was typed; nothing is cut in silence.
#[tokio::test(flavor = "multi_thread")]
async fn mistakes_come_back() {
    let app = TestApp::start().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get("/options/informations").await.is(200);
    let long = "a".repeat(101);
    for (field, typed, words) in [
        ("telephone", "poste 12", "numéro de téléphone français"),
        ("courriel", "vie.scolaire", "l’adresse en entier"),
        ("nom", &long, "100 caractères au plus"),
        ("adresse", "a\nb\nc\nd\ne\nf", "5 lignes au plus"),
        ("chef", "M.\u{0}", "ne peut pas être écrit"),
    ] {
        let typed = [(field, typed), ("assurance", "MAIF")];
        let page = nadia.post("/options/informations", &typed).await;
        page.is(422).says(words);
        assert_eq!(page.attribute("#assurance", "value"), "MAIF");
    }
    assert_eq!(
        app.backstage.school(app.cacault.uai).await.unwrap().expect("it is there").own.version,
        0
    );
}

/// What conventions say of a school is a manager's: a colleague sees it, and whom to ask.
#[tokio::test(flavor = "multi_thread")]
async fn a_member_sees_whom_to_ask() {
    let app = TestApp::start().await;
    app.backstage
        .add_membership(app.langevin.manager.account, app.cacault.uai, MembershipRole::Member)
        .await
        .unwrap();
    let path = format!("/etablissements/{}/informations", app.cacault.uai);
    let mut member = app.signed_in(&app.langevin.manager, &app.app.account_host()).await;
    let page = member.get(&path).await;
    page.is(200).says("modifiées par un gestionnaire du compte").says("Sur vos conventions");
    assert!(page.all("#chef").is_empty());
    member.post(&path, &[("version", "0"), ("chef", "M. Faux")]).await.goes_to(&path);
    let own = app.backstage.school(app.cacault.uai).await.unwrap().expect("it is there").own;
    assert_eq!(own.head_name, None);
}

/// Two colleagues at once: the second sees both values, and loses neither.
#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_shows_both() {
    let app = TestApp::start().await;
    app.backstage
        .add_membership(app.langevin.manager.account, app.cacault.uai, MembershipRole::Manager)
        .await
        .unwrap();
    let home = app.app.account_host();
    let path = format!("/etablissements/{}/informations", app.cacault.uai);
    let form = format!("form[action='{path}']");
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    let mut colleague = app.signed_in(&app.langevin.manager, &home).await;
    nadia.get(&path).await.is(200);
    colleague.get(&path).await.is(200);
    colleague.submit(&form, &[("chef", "Mme Anne Morvan")]).await.is(303);
    let page = nadia.submit(&form, &[("chef", "M. Karim Haddad"), ("assurance", "MAIF")]).await;
    page.is(409).says("Enregistré par un collègue : Mme Anne Morvan");
    assert_eq!(
        (page.attribute("#chef", "value").as_str(), page.attribute("#assurance", "value").as_str()),
        ("M. Karim Haddad", "MAIF")
    );
    nadia.submit(&form, &[]).await.goes_to(&path);
    let own = app.backstage.school(app.cacault.uai).await.unwrap().expect("it is there").own;
    assert_eq!(
        (own.head_name.as_deref(), own.insurance.as_deref(), own.version),
        (Some("M. Karim Haddad"), Some("MAIF"), 2)
    );
}

/// Another school's page is not there, and its form does nothing.
#[tokio::test(flavor = "multi_thread")]
async fn another_school_is_not_there() {
    let app = TestApp::start().await;
    let path = format!("/etablissements/{}/informations", app.langevin.uai);
    let mut nadia = app.signed_in(&app.cacault.manager, &app.app.account_host()).await;
    nadia.get(&path).await.is(404);
    let before = app.backstage.fingerprint().await.unwrap();
    nadia.post(&path, &[("version", "0"), ("nom", "Intrusion")]).await.is(404);
    nadia.post("/etablissements/0000000X/informations", &[("nom", "Intrusion")]).await.is(404);
    assert_eq!(before.changes(&app.backstage.fingerprint().await.unwrap()), Vec::<String>::new());
    // On a portal the staff have no school to correct.
    let mut editor = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
    editor.get("/options/informations").await.is(404);
    editor.get("/options").await.is(200).says("Le lycée");
}
