//! Names that came in by every door are nowhere any more once their time is over, once they were erased by word, and once
//! a backup that knew them was put back.

mod pages;

use std::process::Command;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Backstage;
use domain::bookings::{Changer, Pupil};
use domain::ids::BookingId;
use platform::ledger::Ledger;
use platform::mail::Trouble;
use testing_web::{Browser, TestApp, reason};
use tracing::instrument::WithSubscriber;
use tracing_subscriber::EnvFilter;

use crate::agreements::read;
use crate::drills::shipped;
use crate::traces::Captured;

/// Family names that nobody has, each through a door of its own.
const MARKERS: [&str; 8] = [
    "Aubertinot",  // a booking, its convention, its mail
    "Brisebarre",  // typed by mistake, corrected
    "Corentinal",  // a homonym
    "Dieudonnat",  // a reason in words
    "Estournelle", // a letter that failed
    "Fauvelleau",  // a job that still waits
    "Gondremarc",  // a form that was refused
    "Hippolytin",  // a form whose session had ended
];

const FORM: &str = "form.stack";

async fn nadia(app: &TestApp) -> Browser {
    app.signed_in(&app.cacault.manager, &app.atelier.host).await
}

async fn booked(app: &TestApp, last_name: &str) -> BookingId {
    let pupil = Pupil::new(last_name, "Zénobie", "3e Zeta").unwrap();
    app.book(&app.atelier, &app.cacault, app.atelier.slot, pupil).await
}

async fn more_places(app: &TestApp) {
    app.db.run("UPDATE slots SET capacity = 12").await;
}

/// A pupil through every door. The first booking is that of `MARKERS[0]`.
async fn through_every_door(app: &TestApp) -> Vec<BookingId> {
    more_places(app).await;
    let mut nadia = nadia(app).await;
    let stage = format!("/creneaux/{}/reservations/nouvelle", app.atelier.slot);
    let mut all = Vec::new();

    nadia.get(&stage).await.is(200);
    let first = [("nom", MARKERS[0]), ("prenom", "Zénobie"), ("classe", "3e Zeta")];
    nadia.submit(FORM, &first).await.is(303);
    let page = nadia.follow().await.url.path().to_owned();
    all.push(page.rsplit('/').next().unwrap().parse().unwrap());
    app.letters().await;
    nadia.get(&format!("{page}/convention.pdf")).await.is(200);

    let corrected = booked(app, MARKERS[1]).await;
    app.letters().await;
    let origin = app.origin(&app.atelier, &app.cacault).await;
    let right = Pupil::new(MARKERS[1], "Zénobine", "3e Zeta").unwrap();
    Changer::School(origin.clone()).change_pupil(corrected, right).await.unwrap();
    app.letters().await;
    all.push(corrected);

    // « un homonyme » of another class.
    let homonym = booked(app, MARKERS[2]).await;
    all.push(homonym);
    nadia.get(&stage).await.is(200);
    let same = [("nom", MARKERS[2]), ("prenom", "Zénobie"), ("classe", "4e Zeta")];
    nadia.submit(FORM, &same).await.is(409).says(&MARKERS[2].to_uppercase());

    let ended = booked(app, MARKERS[3]).await;
    app.letters().await;
    origin.cancel(ended, &reason(&format!("{} est malade", MARKERS[3]))).await.unwrap();
    app.letters().await;
    all.push(ended);

    app.mail().trouble(&Trouble::Bounced, 1);
    all.push(booked(app, MARKERS[4]).await);
    app.work().await;

    // What its job says of the booking before the change waits in the queue.
    let waits = booked(app, MARKERS[5]).await;
    let other = Pupil::new("Ivanovitch", "Zénobie", "3e Zeta").unwrap();
    Changer::School(origin).change_pupil(waits, other).await.unwrap();
    all.push(waits);

    nadia.get(&stage).await.is(200);
    let wrong = [("nom", MARKERS[6]), ("prenom", ""), ("classe", "3e Zeta")];
    nadia.submit(FORM, &wrong).await.is(422);

    nadia.get(&stage).await.is(200);
    app.clock.advance(TimeDelta::hours(3));
    let late = [("nom", MARKERS[7]), ("prenom", "Zénobie"), ("classe", "3e Zeta")];
    nadia.submit(FORM, &late).await.is(303);
    nadia.land().await.says("votre saisie est gardée");
    all
}

async fn places(
    app: &TestApp,
    backstage: &Backstage,
    log: &Captured,
) -> Vec<(&'static str, String)> {
    let rows = backstage.fingerprint().await.unwrap();
    let mut all: Vec<(&str, String)> = ["Aubertinot", "Zénob", "Zeta", "Ivanovitch"]
        .iter()
        .chain(&MARKERS)
        .flat_map(|name| rows.find(name))
        .map(|row| ("the database", row))
        .collect();
    let kept = format!("{:?}", app.app.kv);
    all.extend(
        MARKERS
            .iter()
            .filter(|name| kept.contains(**name))
            .map(|name| ("the store", (*name).to_owned())),
    );
    let log = log.text();
    all.extend(
        MARKERS
            .iter()
            .filter(|name| log.contains(**name))
            .map(|name| ("the log", (*name).to_owned())),
    );
    all.extend(in_files(app).await);
    all
}

/// The file of SQLite, byte by byte: what was deleted is overwritten.
async fn in_files(app: &TestApp) -> Vec<(&'static str, String)> {
    let Some(path) = app.db.url().strip_prefix("sqlite://") else { return Vec::new() };
    app.db.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
    let bytes = std::fs::read(path).unwrap();
    let holds = |word: &str| {
        bytes.windows(word.len()).any(|found| found.eq_ignore_ascii_case(word.as_bytes()))
    };
    MARKERS.iter().filter(|name| holds(name)).map(|name| ("the file", (*name).to_owned())).collect()
}

fn log() -> (Captured, impl tracing::Subscriber + Send + Sync) {
    let log = Captured::default();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(
            "info,web=trace,domain=trace,platform=trace,security=trace",
        ))
        .with_writer(log.clone())
        .finish();
    (log, subscriber)
}

fn until(app: &TestApp, moment: &str) {
    let then: DateTime<Utc> = moment.parse().unwrap();
    app.clock.advance(then - app.clock.now());
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_yearly_erasure_no_name_is_anywhere() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let (log, subscriber) = log();
    async {
        let all = through_every_door(&app).await;
        let before = app.backstage.fingerprint().await.unwrap();
        // The two forms that were not taken are in no table to begin with, the wrong spelling in one name's.
        for name in &MARKERS[..6] {
            assert!(!before.find(name).is_empty(), "{name} came through its door");
        }
        until(&app, "2027-08-31T01:30:00Z");
        app.backstage.worker().schedule_sweep().await.unwrap();
        until(&app, "2027-09-01T01:30:00Z");
        app.work().await;
        assert_eq!(places(&app, &app.backstage, &log).await, Vec::new());

        let mut nadia = nadia(&app).await;
        nadia
            .get(&format!("/reservations/{}", all[0]))
            .await
            .is(200)
            .says("Élève (identité effacée)");
        nadia.get(&format!("/reservations/{}/convention.pdf", all[0])).await.is(404);
        nadia.get("/reservations/anterieures").await.is(200).says("Élève (identité effacée)");
        let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
        anne.get("/stagiaires?periode=anterieures").await.is(200).says("Élève (identité effacée)");
        anne.get("/historique")
            .await
            .is(200)
            .says("a effacé l’identité des élèves de 6 réservations, année 2026-2027");
        anne.get("/options").await.is(200).says("Effacée le 31 août qui suit le stage");
        let page = anne.click("Effacement des identités").await;
        page.is(200).says("2026-2027").says("6 réservations et").says("sans aucune identité");
        let pdf = anne.click("Certificat 2026-2027 (PDF)").await;
        let (text, pages) = read(&pdf.is(200).body);
        assert_eq!(pages, 1);
        for words in
            ["Certificat d’effacement", "2026-2027", "1er septembre 2027", "dans 6 réservations"]
        {
            assert!(text.contains(words), "{words} is not in {text}");
        }
        anne.get("/effacements/2019/certificat.pdf").await.is(404);
        let mut lea = app.signed_in(&app.atelier.editor, &app.atelier.host).await;
        lea.get("/effacements").await.is(404);
    }
    .with_subscriber(subscriber)
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_erasing_each_by_word_no_name_is_anywhere() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let (log, subscriber) = log();
    async {
        let all = through_every_door(&app).await;
        let mut nadia = nadia(&app).await;
        let erase = format!("/reservations/{}/effacement", all[0]);
        nadia.get(&format!("/reservations/{}", all[0])).await.is(200);
        nadia.click("Effacer l’identité de l’élève").await.is(200).says("sur tous les portails");
        nadia.submit("form.card", &[]).await.is(422).says("Choisissez un motif.");
        nadia.post(&erase, &[("motif", "restored")]).await.is(422);
        nadia
            .post(&erase, &[("motif", "family")])
            .await
            .is(409)
            .says("Cet élève est encore attendu : ")
            .says("Désinscrivez-le d’abord, puis effacez.");
        app.clock.advance(TimeDelta::days(30));
        let mut nadia = self::nadia(&app).await;
        for id in &all {
            let page = format!("/reservations/{id}/effacement");
            nadia.post(&page, &[("motif", "family")]).await.is(303);
            nadia.follow().await.is(200).says("L’identité de l’élève est effacée (1 réservation).").says("Élève (identité effacée)");
            nadia.post(&page, &[("motif", "family")]).await.is(303);
            nadia.follow().await.says("effacée déjà");
        }
        app.work().await;
        assert_eq!(places(&app, &app.backstage, &log).await, Vec::new());
        nadia
            .get(&format!("/reservations/{}", all[1]))
            .await
            .says("A effacé l’identité d’un élève (1 réservation ici, et sur tous les portails) : à la demande de la famille");
    }
    .with_subscriber(subscriber)
    .await;
}

/// Yesterday's backup is put back by the shipped script: what the marks beside it say is erased again, and so is what
/// was overdue.
#[tokio::test(flavor = "multi_thread")]
async fn after_restoring_yesterdays_backup_no_name_comes_back() {
    let app = TestApp::start().await;
    app.leave_jobs();
    let (log, subscriber) = log();
    let folder = tempfile::tempdir().unwrap();
    let run = |script: &str, words: &[&str]| {
        let out = Command::new(shipped(script))
            .args(words)
            .env("MINISTAGE__DATABASE__URL", app.db.url())
            .output()
            .unwrap();
        assert!(out.status.success(), "{script}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap().trim().to_owned()
    };
    async {
        let all = through_every_door(&app).await;
        app.clock.advance(TimeDelta::days(30));
        let yesterday = run("backup.sh", &[folder.path().to_str().unwrap()]);
        let mut nadia = nadia(&app).await;
        let mut anne = app.signed_in(&app.atelier.admin, &app.atelier.host).await;
        for (n, id) in all.iter().enumerate() {
            // Some by the school, some by the lycée.
            let who = if n % 2 == 0 { &mut nadia } else { &mut anne };
            who.post(&format!("/reservations/{id}/effacement"), &[("motif", "family")])
                .await
                .is(303);
        }
        run("restore.sh", &[&yesterday, "--replace"]);
        let restored = app.db.backstage(app.clock.clone(), app.random.clone()).await;
        let known = restored.fingerprint().await.unwrap();
        assert!(!known.find(MARKERS[0]).is_empty(), "yesterday she was known");
        let ledger = Ledger::new(folder.path().join("erasures.txt"));
        let lines = ledger.lines().unwrap();
        assert_eq!(lines.len(), all.len(), "the script kept the marks: {lines:?}");
        let marks: Vec<_> =
            lines.iter().filter_map(|line| domain::erasure::Tombstone::read(line)).collect();
        assert_eq!(restored.apply_tombstones(&marks).await.unwrap().bookings, all.len() as u64);
        assert_eq!(places(&app, &restored, &log).await, Vec::new());
        assert_eq!(restored.apply_tombstones(&marks).await.unwrap().bookings, 0);
        // What the date says needs no mark: the next night, or the command, does it.
        run("restore.sh", &[&yesterday, "--replace"]);
        until(&app, "2027-09-01T01:30:00Z");
        let restored = app.db.backstage(app.clock.clone(), app.random.clone()).await;
        assert_eq!(restored.erase_overdue().await.unwrap(), 2);
        assert_eq!(places(&app, &restored, &log).await, Vec::new());
    }
    .with_subscriber(subscriber)
    .await;
}
