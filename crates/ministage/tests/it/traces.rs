//! The security log of a whole walk: a line for each thing that counts, and nothing of anybody.
//!
//! The history pages: who did what, in words, for a school and for a portal.

use std::io::Write;
use std::sync::{Arc, Mutex};

use domain::bookings::Pupil;
use testing_web::{Browser, PASSWORD, TestApp};
use tracing::Instrument;
use tracing::instrument::WithSubscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// What was logged.
#[derive(Clone, Default)]
pub(crate) struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Captured {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines of the security log: event, result, and the whole line.
    fn security(&self) -> Vec<(String, String, serde_json::Value)> {
        let text = self.text();
        let lines =
            text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        lines
            .filter(|line| line["target"] == "security")
            .map(|line| {
                let word = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
                (word("event"), word("result"), line.clone())
            })
            .collect()
    }
}

const NEW: &str = "tracteur violet sous la pluie";

fn at(app: &TestApp, host: &str) -> Browser {
    let mut browser = app.browser();
    browser.go_to(host);
    browser
}

async fn link(app: &TestApp) -> String {
    let letters = app.letters().await;
    let mut words = letters[0].text.split_whitespace();
    words.find(|word| word.starts_with("https://")).expect("a link").to_owned()
}

/// Signs up, confirms, signs in, books, reads, forgets, mistypes, asks by hand, decides.
async fn walk(app: &TestApp) -> Vec<String> {
    let mut secrets = Vec::new();
    let mut maelle = at(app, &app.atelier.host);
    let who = [
        ("civilite", "mme"),
        ("nom", "Quintallet"),
        ("prenom", "Maëlle"),
        ("fonction", "secrétariat"),
        ("telephone", "0240123456"),
        ("mot_de_passe", NEW),
        ("confirmation", NEW),
    ];
    maelle.post("/inscription/0440013A", &who).await.is(303);
    let confirm = link(app).await;
    maelle.post(&confirm, &[]).await.is(303);
    maelle.post(&confirm, &[]).await.is(410);
    let login = "ce.0440013a@ac-nantes.fr";
    maelle
        .post("/connexion", &[("email", login), ("mot_de_passe", "un tout autre mot")])
        .await
        .is(422);
    maelle.post("/connexion", &[("email", login), ("mot_de_passe", NEW)]).await.is(303);
    maelle.get("/tableau-de-bord").await.is(404);
    let pupil = Pupil::new("Vauquelin", "Inès", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    app.letters().await;
    let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
    nadia.get(&format!("/reservations/{booking}/convention.pdf")).await.is(200);
    nadia.get("/reservations?recherche=Vauquelin").await.is(200);
    secrets.push(maelle.cookie(&app.atelier.host, "__Host-session").unwrap().to_owned());
    maelle.post("/deconnexion", &[]).await.is(303);
    let mut stranger = at(app, &app.jardins.host);
    for _ in 0..7 {
        stranger
            .post("/connexion", &[("email", "personne@ac-nantes.fr"), ("mot_de_passe", NEW)])
            .await;
    }
    stranger.post("/mot-de-passe", &[("email", login)]).await.is(200);
    let reset = link(app).await;
    let chosen = [("mot_de_passe", PASSWORD), ("confirmation", PASSWORD)];
    stranger.post(&reset, &chosen).await.is(200);
    stranger.post(&reset, &chosen).await.is(410);
    app.letters().await;
    stranger.post("/invitation/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &[]).await.is(404);
    let application = crate::applications::waiting(app, "0441234A").await;
    let mut odile = app.signed_in(&app.operator, &app.app.console_host()).await;
    odile.get(&format!("/inscriptions/{application}")).await.is(200);
    odile.post(&format!("/inscriptions/{application}/refus"), &[("motif", "Non.")]).await.is(303);
    odile.post(&format!("/inscriptions/{application}/refus"), &[("motif", "Non.")]).await.is(303);
    app.letters().await;
    secrets.extend([confirm, reset].iter().map(|link| link.rsplit('/').next().unwrap().to_owned()));
    secrets
}

#[tokio::test(flavor = "multi_thread")]
async fn a_walk_leaves_its_lines_and_nobodys_name() {
    let log = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(
            "info,web=trace,domain=trace,platform=trace,security=trace",
        ))
        .with_writer(log.clone())
        .json()
        .flatten_event(true)
        .finish();
    let app = TestApp::start().await;
    let secrets =
        walk(&app).instrument(tracing::info_span!("walk")).with_subscriber(subscriber).await;
    let lines = log.security();
    let told: Vec<_> =
        lines.iter().map(|(event, result, _)| (event.as_str(), result.as_str())).collect();
    for expected in [
        ("account_created", "done"),
        ("login_confirmed", "done"),
        ("confirm_link", "used"),
        ("sign_in", "refused"),
        ("sign_in", "done"),
        ("sign_in", "slowed"),
        ("sign_out", "done"),
        ("access", "not_admitted"),
        ("convention_read", "done"),
        ("password_reset_asked", "done"),
        ("password_reset", "done"),
        ("password_link", "used"),
        ("invitation_link", "unknown"),
        ("school_applied", "done"),
        ("application_proved", "done"),
        ("application_read", "done"),
        ("application_refused", "done"),
        ("application_refused", "too_late"),
    ] {
        assert!(told.contains(&expected), "no line {expected:?} in {told:#?}");
    }
    for (event, _, line) in &lines {
        assert!(line["timestamp"].is_string() && line["house"].is_string(), "{line}");
        assert!(line["request"].as_str().is_some_and(|id| id.len() >= 8), "{line}");
        if line["house"] == "portal" {
            assert!(line["tenant"].is_string(), "{line}");
        }
        if event == "convention_read" {
            assert_eq!(line["actor"], app.cacault.manager.account.to_string(), "{line}");
            assert!(line["object"].is_string(), "{line}");
        }
    }
    let text = log.text();
    for hidden in [
        "Quintallet", "Maëlle", "Vauquelin", "Inès", "0440013a@", "ac-nantes.fr", "mfr-rochettes",
        "Le Goff", "personne@", "0240123456", "tracteur", "chevaux", "Non.", "192.0.2.1",
    ]
    .into_iter()
    .chain(secrets.iter().map(String::as_str))
    {
        let line = text.lines().find(|line| line.contains(hidden));
        assert!(line.is_none(), "the log tells « {hidden} »: {line:?}");
    }
}

/// A school reads what concerns it, in words; its own people by name, the others as their house.
#[tokio::test(flavor = "multi_thread")]
async fn a_school_reads_its_history() {
    let app = TestApp::start().await;
    let pupil = Pupil::new("Vauquelin", "Inès", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await;
    app.letters().await;
    testing_web::confirm(&app.host(&app.atelier).await, booking).await.unwrap();
    app.letters().await;
    let uai = app.cacault.uai;
    let home = app.app.account_host();
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    let path = format!("/etablissements/{uai}/historique");
    nadia
        .get(&path)
        .await
        .is(200)
        .says("Belkacem")
        .says("a inscrit un élève")
        .says("Lycée de l’Atelier")
        .says("a validé une réservation")
        .says("VAUQUELIN Inès, CAP Cuisine")
        .says("convention établie")
        .says("23 novembre 2026, 9 h")
        .hides("La plateforme")
        .hides("Le Goff");
    assert_eq!(
        nadia.page().attribute("tbody a", "href"),
        format!("https://{}/reservations/{booking}", app.atelier.host)
    );
    nadia
        .get(&format!("{path}?sorte=conventions"))
        .await
        .is(200)
        .says("La plateforme")
        .says("a établi une convention")
        .hides("a inscrit un élève");
    nadia.get(&format!("{path}?sorte=rien&avant=rien")).await.is(200).says("a inscrit un élève");
    nadia.get(&format!("/etablissements/{}/historique", app.langevin.uai)).await.is(404);
    let mut other = app.signed_in(&app.langevin.manager, &home).await;
    other
        .get(&format!("/etablissements/{}/historique", app.langevin.uai))
        .await
        .is(200)
        .hides("a inscrit")
        .says("Rien à montrer");
}

/// A portal reads what happened on it and nothing of another; administrators only.
#[tokio::test(flavor = "multi_thread")]
async fn a_portal_reads_its_history() {
    let app = TestApp::start().await;
    let pupil = |name| Pupil::new(name, "Inès", "3e B").unwrap();
    let here = app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil("Vauquelin")).await;
    app.book(&app.jardins, &app.langevin, app.jardins.slot, pupil("Zyskowicz")).await;
    testing_web::refuse(&app.host(&app.atelier).await, here, "Complet.").await.unwrap();
    app.letters().await;
    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    anne.get("/historique")
        .await
        .is(200)
        .says(app.cacault.name)
        .says("a inscrit un élève")
        .says("Mme Anne Le Goff")
        .says("a refusé une réservation : VAUQUELIN Inès")
        .hides("ZYSKOWICZ")
        .hides("Langevin")
        .hides("Belkacem");
    anne.get("/historique?sorte=reservations").await.is(200).says("a refusé une réservation");
    anne.get("/historique?sorte=reglages").await.is(200).hides("a refusé une réservation");
    for person in [&app.atelier.editor, &app.atelier.teacher] {
        app.signed_in(person, &app.atelier.host).await.get("/historique").await.is(404);
    }
    // Fifty lines a page, by key.
    let host = app.host(&app.atelier).await;
    for day in 1..=60_u64 {
        let date = chrono::NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + chrono::Days::new(day);
        host.create_slot(&app.atelier.draft(date, 2), false).await.unwrap();
    }
    anne.get("/historique?sorte=stages").await.is(200);
    assert_eq!(anne.page().all("tbody tr").len(), 50);
    anne.click("Plus anciens").await.is(200);
    let rest = anne.page().all("tbody tr").len();
    assert!((10..50).contains(&rest), "{rest}");
    anne.click("Les plus récents").await.is(200);
    assert_eq!(anne.page().all("tbody tr").len(), 50);
    app.leave_jobs();
}

/// One line a request: host, line of the table, status, milliseconds; of no route that takes a secret or an id is
/// that written down.
#[tokio::test(flavor = "multi_thread")]
async fn each_request_leaves_one_line_without_its_secret() {
    use web::routes::table;
    use web::view::HostKind;

    let log = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("trace,sqlx=off,sea_orm=off,tower_http=off"))
        .with_writer(log.clone())
        .json()
        .flatten_event(true)
        .finish();
    let app = TestApp::start().await;
    let hosts = [
        (HostKind::Portal, app.atelier.host.clone()),
        (HostKind::Front, app.backstage.base_domain().to_owned()),
        (HostKind::Account, app.app.account_host()),
        (HostKind::Console, app.app.console_host()),
    ];
    let secret = "S3cr3t0fNobody";
    let walked = async {
        let mut asked = 0;
        for (kind, host) in &hosts {
            let mut browser = at(&app, host);
            for route in table(*kind).iter().filter(|route| route.path.contains("{token}")) {
                let target = route.path.replace("{token}", secret);
                match route.method.as_str() {
                    "GET" => browser.get(&format!("{target}?recherche={secret}")).await,
                    _ => browser.post(&target, &[("motif", secret)]).await,
                };
                asked += 1;
            }
            browser.get("/nulle-part").await.is(404);
        }
        asked
    };
    let asked = walked.with_subscriber(subscriber).await;
    let text = log.text();
    assert!(!text.contains(secret), "{text}");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let answered: Vec<_> = lines
        .iter()
        .filter(|line| line["message"] == "answered" && line["level"] == "INFO")
        .collect();
    let known = answered.iter().filter(|line| line["route"].as_str().unwrap_or("-") != "-");
    assert!(asked > 20 && known.count() == asked, "{asked} asked, {} lines", answered.len());
    assert_eq!(answered.len(), asked + hosts.len());
    for line in answered {
        assert!(line["host"].as_str().is_some_and(|host| host.contains("ministage")), "{line}");
        assert!(line["status"].is_u64() && line["ms"].is_u64(), "{line}");
    }
}

/// A line says what was so when it was written, whatever was changed since.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_down_stays_what_it_was() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let ines = Pupil::new("Vauquelin", "Inès", "3e B").unwrap();
    let booking = app.book(&app.atelier, &app.cacault, app.atelier.slot, ines).await;
    let agreement = app.atelier.portal.issue_agreement(booking, "https://x").await.unwrap();
    assert!(agreement.is_some());
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
    let hour = chrono::TimeDelta::hours(1);
    let host = app.host(&app.atelier).await;
    app.clock.advance(hour);
    let moved = domain::slots::SlotDraft {
        starts: chrono::NaiveTime::from_hms_opt(8, 30, 0).unwrap(),
        room: domain::text::Room::parse("Labo 9").unwrap(),
        ..app.atelier.draft(day(3), 4)
    };
    host.change_slot(app.atelier.slot, 1, &moved, false).await.unwrap();
    app.clock.advance(hour);
    let other =
        domain::slots::SlotDraft { programme: app.atelier.second_programme, ..moved.clone() };
    host.change_slot(app.atelier.slot, 2, &other, false).await.unwrap();
    // Ids of one frozen instant are in no order.
    app.clock.advance(chrono::TimeDelta::minutes(1));
    host.change_slot(app.atelier.slot, 3, &moved, false).await.unwrap();
    let later = app.slot(&app.atelier, app.atelier.draft(day(16), 4)).await;
    app.clock.advance(hour);
    let booker = app.origin(&app.atelier, &app.cacault).await;
    domain::bookings::Changer::School(booker).move_to(booking, later).await.unwrap();
    app.clock.advance(hour);
    host.change_slot(later, 1, &app.atelier.draft(day(17), 4), false).await.unwrap();

    let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
    anne.get("/historique?sorte=stages")
        .await
        .says("a déplacé un stage : CAP Cuisine, jeudi 3 décembre 2026 (mercredi 2 décembre 2026 → jeudi 3 décembre 2026, 9 h – 12 h → 8 h 30 – 12 h, lieu)")
        .says("a créé un stage : CAP Cuisine, mercredi 16 décembre 2026")
        .says("a déplacé un stage : CAP Cuisine, jeudi 17 décembre 2026 (mercredi 16 décembre 2026 → jeudi 17 décembre 2026)")
        .says("a créé un stage : CAP Cuisine, mercredi 2 décembre 2026");
    let made = "a inscrit un élève : VAUQUELIN Inès, CAP Cuisine, mercredi 2 décembre 2026";
    let left = "a déplacé une réservation vers un autre créneau : VAUQUELIN Inès, CAP Cuisine, mercredi 16 décembre 2026 (jeudi 3 décembre 2026 → mercredi 16 décembre 2026, 8 h 30 – 12 h → 9 h – 12 h)";
    anne.get("/historique?sorte=reservations").await.says(made).says(left);
    let home = app.app.account_host();
    let mut nadia = app.signed_in(&app.cacault.manager, &home).await;
    let path = format!("/etablissements/{}/historique", app.cacault.uai);
    nadia.get(&path).await.says(made).says(left);
    anne.get(&format!("/reservations/{booking}"))
        .await
        .says("Changement de créneau par l’établissement d’origine : jeudi 3 décembre 2026 → mercredi 16 décembre 2026")
        .says("Nouvelle convention établie (version 2) : date, horaires, lieu");
    // A line of an older release does not say what was before: nothing is invented.
    let slot = app.atelier.slot;
    let older = format!("UPDATE history SET detail = '{{\"slot\":\"{slot}\",\"moved\":true}}'");
    app.db.run(&format!("{older} WHERE event = 'slot_changed'")).await;
    anne.get("/historique?sorte=reservations").await.hides(made).says("a inscrit un élève");
}
