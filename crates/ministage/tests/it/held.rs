//! A portal that is being prepared, suspended or closed: who gets in, what goes out, what is there again afterwards.

use domain::bookings::Pupil;
use domain::history::Actor;
use domain::tenancy::TenantState;
use domain::tenants::StateRefused;
use domain::text::Reason;
use testing_web::{Browser, TestApp};

async fn set(app: &TestApp, state: TenantState) -> Result<(), StateRefused> {
    let slug = app.atelier.portal.tenant().slug.clone();
    let reason = Reason::parse("Impayé depuis juin.").expect("a reason");
    app.backstage.set_tenant_state(&slug, state, &reason, Actor::System).await
}

async fn nadia(app: &TestApp) -> Browser {
    app.signed_in(&app.cacault.manager, &app.atelier.host).await
}

/// Everything is one neutral page: pages, forms, papers, mailed links; nothing is written. Resumed, the session, the
/// booking and the mails are there.
#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_portal_is_one_page() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    let pupil = Pupil::new("Moreau", "Maëlle", "3e B").expect("a plain name");
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    set(&app, TenantState::Suspended).await.expect("it was open");
    assert!(matches!(set(&app, TenantState::Suspended).await, Err(StateRefused::Already)));
    let lycee = app.atelier.portal.tenant();
    let (name, phone) = (lycee.name.clone(), lycee.details.phone.clone());
    let before = app.backstage.fingerprint().await.expect("it is read");
    let pages = [
        "/".to_owned(),
        "/calendrier".to_owned(),
        "/connexion".to_owned(),
        "/inscription".to_owned(),
        "/logo".to_owned(),
        "/mot-de-passe/s3cret".to_owned(),
        "/nulle-part".to_owned(),
        format!("/creneaux/{}", app.atelier.slot),
        format!("/reservations/{booking}"),
        format!("/reservations/{booking}/convention.pdf"),
    ];
    for page in pages {
        let answer = nadia.get(&page).await;
        answer
            .is(503)
            .says("suspendu")
            .says("Rien n’est perdu")
            .says(&name)
            .hides("n’est pas enregistré");
    }
    for form in ["/connexion", "/mot-de-passe", "/reserver/identite", "/deconnexion"] {
        nadia
            .post(form, &[("nom", "Petit")])
            .await
            .is(503)
            .says("suspendu")
            .says("n’est pas enregistré")
            .says("Petit");
    }
    let secret = [("identifiant", "Petit"), ("mot_de_passe", "girafe bocal")];
    nadia.post("/connexion", &secret).await.is(503).says("n’est pas enregistré").hides("Petit");
    let cancel = format!("/reservations/{booking}/annulation");
    nadia.post(&cancel, &[("motif", "Malade")]).await.is(503).says("Malade").says(&phone);
    let after = app.backstage.fingerprint().await.expect("it is read");
    assert_eq!(before.changes(&after), Vec::<String>::new());
    assert_eq!(app.work().await, 0, "what was to be sent waits");
    let slug = app.atelier.portal.tenant().slug.clone();
    let mut folder = app.backstage.export_tenant(&slug).await.expect("read").expect("it is there");
    folder.spec.state = TenantState::Open;
    app.backstage.apply_tenant(&folder, Actor::System).await.expect("it is sound");
    nadia.get("/").await.is(503);
    let mut neighbour = app.browser();
    neighbour.go_to(&app.jardins.host);
    neighbour.get("/calendrier").await.is(200);
    set(&app, TenantState::Open).await.expect("it was suspended");
    nadia.get(&format!("/reservations/{booking}")).await.is(200).says("MOREAU Maëlle");
    let letters = app.letters().await;
    assert!(letters.iter().any(|letter| letter.text.contains("MOREAU")), "the convocation left");
    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    anne.get("/historique?sorte=reglages")
        .await
        .says("a suspendu le portail : Impayé depuis juin.")
        .says("a ouvert le portail");
}

/// What a school may do from its account's home does not pass by the door.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_done_from_elsewhere() {
    let app = TestApp::start().await;
    let pupil = Pupil::new("Moreau", "Maëlle", "3e B").expect("a plain name");
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    let home = app.app.account_host();
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    set(&app, TenantState::Suspended).await.expect("it was open");
    let list = nadia.get("/reservations").await;
    list.is(200).says("MOREAU Maëlle").says("Portail suspendu").hides("supprimée").hides("Conv");
    let site = format!("//{}", app.atelier.host);
    assert!(!list.html().contains(&site), "no link to a page that is not there");
    let desk = nadia.get("/").await;
    desk.is(200).says("MOREAU Maëlle").says("Portail suspendu").hides("à rendre");
    assert!(!desk.html().contains(&site), "no link to a page that is not there");
    let one = format!("choix={booking}");
    nadia.get(&format!("/reservations/annulation?{one}")).await.is(303);
    nadia.follow().await.says("suspendu");
    nadia.get(&format!("/reservations/conventions.pdf?{one}")).await.is(303);
    let sent = [("choix", booking.to_string()), ("motif", "Malade".to_owned())];
    let sent: Vec<(&str, &str)> =
        sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    nadia.post("/reservations/annulation", &sent).await.is(303);
    let host = app.host(&app.atelier).await;
    assert_eq!(host.bookings_on(app.atelier.slot).await.expect("read").len(), 1);
    app.leave_jobs();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_portal_says_so() {
    let app = TestApp::start().await;
    set(&app, TenantState::Closed).await.expect("it was open");
    let mut stranger = app.browser();
    stranger.go_to(&app.atelier.host);
    stranger.get("/calendrier").await.is(410).says("Ce portail est fermé").hides("Atelier");
    app.leave_jobs();
}

/// What was held is what it was before; what was closed for good is opened by a word of its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_portal_is_resumed_as_what_it_was() {
    let app = TestApp::start().await;
    let slug = app.atelier.portal.tenant().slug.clone();
    let resume = async |closed| {
        let reason = Reason::parse("Payé.").expect("a reason");
        app.clock.advance(chrono::TimeDelta::seconds(1));
        app.backstage.resume_tenant(&slug, closed, &reason, Actor::System).await
    };
    for (before, held) in [
        (TenantState::Draft, vec![TenantState::Suspended]),
        (TenantState::Open, vec![TenantState::Suspended]),
        (TenantState::Draft, vec![TenantState::Suspended, TenantState::Closed]),
        (TenantState::Open, vec![TenantState::Closed]),
    ] {
        app.clock.advance(chrono::TimeDelta::seconds(1));
        drop(set(&app, before).await);
        for &state in &held {
            app.clock.advance(chrono::TimeDelta::seconds(1));
            set(&app, state).await.expect("it was otherwise");
        }
        if held.last() == Some(&TenantState::Closed) {
            assert!(matches!(resume(false).await, Err(StateRefused::Closed)), "for good");
            let held = set(&app, TenantState::Suspended).await;
            assert!(matches!(held, Err(StateRefused::Closed)), "no way round");
        }
        assert_eq!(resume(true).await.expect("it is held"), before, "{held:?}");
    }
    assert!(matches!(resume(false).await, Err(StateRefused::Already)));
    set(&app, TenantState::Draft).await.expect("it was open");
    assert!(matches!(resume(false).await, Err(StateRefused::Draft)), "by its check list alone");
    app.leave_jobs();
}

/// A draft is seen by its staff, who can come in; by nobody else, however they are signed in.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_its_staffs() {
    let app = TestApp::start().await;
    let mut nadia = nadia(&app).await;
    set(&app, TenantState::Draft).await.expect("it was open");
    let mut stranger = app.browser();
    stranger.go_to(&app.atelier.host);
    let slot = format!("/creneaux/{}", app.atelier.slot);
    for browser in [&mut stranger, &mut nadia] {
        for page in ["/", "/calendrier", "/reserver", "/inscription", "/contacts", &slot] {
            browser.get(page).await.is(503).says("pas encore ouvert").hides("CAP Cuisine");
        }
        browser.post("/inscription", &[("rne", "0440001A")]).await.is(503);
    }
    for door in ["/connexion", "/mot-de-passe", "/mentions-legales"] {
        stranger.get(door).await.is(200);
    }
    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    let said = "Portail en préparation : seule l’équipe du lycée le voit.";
    for page in ["/calendrier", "/tableau-de-bord", "/stagiaires", &slot] {
        anne.get(page).await.is(200).says(said);
    }
    app.leave_jobs();
}
