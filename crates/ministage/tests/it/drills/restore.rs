//! A backup is taken and put back: all of it or nothing, whatever the file.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use domain::clock::Clock;
use domain::fingerprint::Fingerprint;
use domain::random::Random;
use testing_web::{TestDb, World};

use super::{rounds, shipped};

fn run(script: &str, words: &[&str], url: &str) -> Output {
    Command::new(shipped(script)).args(words).env("MINISTAGE__DATABASE__URL", url).output().unwrap()
}

fn says(script: &str, words: &[&str], url: &str) -> String {
    let out = run(script, words, url);
    assert!(out.status.success(), "{script}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().trim_end().to_owned()
}

async fn print_of(db: &TestDb) -> Fingerprint {
    let backstage = db.backstage(Clock::System, Random::System).await;
    backstage.fingerprint().await.unwrap()
}

/// A restore that must fail, and change nothing.
async fn refused(db: &TestDb, before: &Fingerprint, file: &Path, what: &str) {
    let out = run("restore.sh", &[file.to_str().unwrap(), "--replace"], db.url());
    assert!(!out.status.success(), "{what} was restored");
    let changes = before.changes(&print_of(db).await);
    assert!(changes.is_empty(), "{what} changed {} rows", changes.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_comes_back_whole_or_not_at_all() {
    let world = World::new().await;
    let before = world.backstage.fingerprint().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let as_word = folder.path().to_str().unwrap();
    let file = says("backup.sh", &[as_word], world.db.url());
    let dump = fs::read(&file).unwrap();

    // Into a house that has other rows: not without a word, then all of it.
    let other = TestDb::new().await;
    other.run("INSERT INTO slugs (slug) VALUES ('old')").await;
    let old = print_of(&other).await;
    let out = run("restore.sh", &[&file], other.url());
    assert!(!out.status.success() && old == print_of(&other).await, "without --replace");
    says("restore.sh", &[&file, "--replace"], other.url());
    assert_eq!(before.changes(&print_of(&other).await), Vec::<String>::new());

    // Cut at many places, empty, foreign, of the other engine, damaged in the middle.
    let restored = print_of(&other).await;
    let cuts = rounds(10, 100);
    let seed = fs::metadata(&file).unwrap().len() as usize;
    for round in 0..cuts {
        // Spread over the whole file, at places that no structure of it decides.
        let at = (dump.len() * round / cuts + (seed * (round + 7)) % (dump.len() / cuts))
            .min(dump.len() - 1);
        let cut = folder.path().join("cut");
        fs::write(&cut, &dump[..at]).unwrap();
        refused(&other, &restored, &cut, &format!("a dump cut at {at} of {}", dump.len())).await;
    }
    let foreign = folder.path().join("foreign");
    let other_engine: &[u8] =
        if world.db.is_postgres() { b"SQLite format 3\0" } else { b"PGDMP\x01" };
    for (what, bytes) in [
        ("an empty file", b"".as_slice()),
        ("a text", b"hello\n"),
        ("the other engine's file", other_engine),
    ] {
        fs::write(&foreign, bytes).unwrap();
        refused(&other, &restored, &foreign, what).await;
    }
    refused(&other, &restored, &folder.path().join("nothing"), "a missing file").await;
    another_programs_dump(&world.db, &foreign).await;
    refused(&other, &restored, &foreign, "another program's dump").await;

    // A backup that fails leaves nothing that looks like one.
    let nowhere = if world.db.is_postgres() {
        "postgres://nobody@127.0.0.1:9/nothing"
    } else {
        "sqlite:///nonexistent/a.db"
    };
    assert!(!run("backup.sh", &[as_word], nowhere).status.success());
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().flatten().map(|one| one.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".part")), "{left:?}");
    let rows: usize =
        ["accounts", "bookings", "schools", "slots"].iter().map(|table| before.count(table)).sum();
    println!(
        "restore: {} bytes, {rows} rows came back the same; {} files refused, nothing changed",
        dump.len(),
        cuts + 5
    );
}

/// A sound file of the same engine that holds somebody else's tables.
async fn another_programs_dump(db: &TestDb, file: &Path) {
    let _ = fs::remove_file(file);
    if db.is_postgres() {
        let (server, _) = db.url().rsplit_once('/').unwrap();
        let other = TestDb::new().await;
        other.run("DROP TABLE seaql_migrations").await;
        let (_, name) = other.url().rsplit_once('/').unwrap();
        let out = Command::new("pg_dump")
            .args(["--format=custom", "--file"])
            .arg(file)
            .arg(format!("{server}/{name}"))
            .status();
        assert!(out.unwrap().success());
    } else {
        let out = Command::new("sqlite3")
            .arg(file)
            .arg("CREATE TABLE a (b); INSERT INTO a VALUES (1)")
            .status();
        assert!(out.unwrap().success());
    }
}

/// What every user of the machine can read while a backup runs.
#[test]
fn no_password_stands_on_a_command_line() {
    let folder = tempfile::tempdir().unwrap();
    // A stand-in that says how it was called.
    let program = folder.path().join("pg_dump");
    fs::write(&program, "#!/bin/sh\necho \"$@\" >&2\nprintf '%s' \"$PGPASSWORD\" >&2\nexit 1\n")
        .unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&program, executable).unwrap();
    let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let out = Command::new(shipped("backup.sh"))
        .arg(folder.path())
        .env("PATH", path)
        .env(
            "MINISTAGE__DATABASE__URL",
            "postgres://anne:p%40ss\\w%3Ard@db.example:5433/stages?sslmode=require",
        )
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    let (line, password) = said.split_once('\n').unwrap();
    assert!(line.ends_with("postgres://anne@db.example:5433/stages?sslmode=require"), "{line}");
    assert!(!line.contains("p%40") && password == "p@ss\\w:rd", "{said}");
}
