//! A house put into service by its commands, as an operator types them: on each engine, with one
//! process that answers and another that works.
#![expect(
    clippy::disallowed_methods,
    reason = "where the servers are comes from `cargo xtask test`"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use platform::testing::SmtpTrap;
use testing_web::TestDb;

use crate::process::{Running, free_port, ministage};

/// One row of the Ministry's export, with the columns that matter here.
pub(crate) const EXPORT: &str = "\
Identifiant_de_l_etablissement;Nom_etablissement;Type_etablissement;Statut_public_prive;Adresse_1;Code_postal;Nom_commune;Code_departement;Code_academie;Mail;etat;code_nature
0440035Z;Lycée professionnel Léonard de Vinci;Lycée;Public;31 rue de la Bottière;44319;Nantes;044;17;ce.0440035z@ac-nantes.fr;OUVERT;320
";

const HOST: &str = "lycee-atelier.ministage.localhost";
const SOMEBODY: &str = "anne.morvan@ac-nantes.fr";

/// How long a letter may take: two processes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The settings of one house, given to each of its processes.
pub(crate) struct House {
    settings: Vec<(&'static str, String)>,
}

impl House {
    fn new(db: &TestDb, trap: &SmtpTrap) -> Self {
        Self::with(db, trap.url())
    }

    /// A house whose mails stay where they are.
    pub(crate) fn without_mail(db: &TestDb) -> Self {
        Self::with(db, "smtp://127.0.0.1:9".to_owned())
    }

    fn with(db: &TestDb, mail: String) -> Self {
        let mut settings = vec![
            ("MINISTAGE__DATABASE__URL", db.url().to_owned()),
            ("MINISTAGE__LISTEN", format!("127.0.0.1:{}", free_port())),
            ("MINISTAGE__MAIL__URL", mail),
        ];
        if db.is_postgres() {
            let redis = std::env::var("MINISTAGE_TEST_REDIS_URL").unwrap();
            settings.push(("MINISTAGE__REDIS__URL", redis));
            // Others use that Redis too.
            let prefix = format!("commands-{}", std::process::id());
            settings.push(("MINISTAGE__REDIS__PREFIX", prefix));
        }
        Self { settings }
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = ministage(words);
        command.envs(self.settings.iter().map(|(key, value)| (key, value)));
        command
    }

    /// What a command that ends says.
    pub(crate) fn says(&self, words: &[&str]) -> String {
        let out = self.command(words).output().unwrap();
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(out.status.success(), "{words:?} failed; it said:\n{said}");
        said
    }

    /// What a command says, however it ends.
    fn tells(&self, words: &[&str]) -> String {
        String::from_utf8(self.command(words).output().unwrap().stdout).unwrap()
    }

    /// What a command that fails says on standard error.
    pub(crate) fn fails(&self, words: &[&str]) -> String {
        let out = self.command(words).stderr(std::process::Stdio::piped()).output().unwrap();
        assert!(!out.status.success(), "{words:?} did not fail");
        String::from_utf8_lossy(&out.stderr).into_owned()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_is_put_into_service_by_its_commands() {
    let db = TestDb::new().await;
    let trap = SmtpTrap::start().await;
    let house = House::new(&db, &trap);
    let folder = tempfile::tempdir().unwrap();
    let export = folder.path().join("annuaire.csv");
    std::fs::write(&export, EXPORT).unwrap();

    house.says(&["migrate", "up"]);
    house.says(&["migrate", "status"]);
    let import = ["directory", "import", export.to_str().unwrap()];
    house.says(&[import.as_slice(), &["--dry-run"]].concat());
    house.says(&import);
    house.says(&["tenant", "apply", tenant("lycee-atelier").to_str().unwrap()]);
    assert!(house.says(&["tenant", "list"]).contains("lycee-atelier"));
    for slug in ["ministages-44", "lycee-atelier"] {
        let written = folder.path().join(slug);
        let as_folder = written.to_str().unwrap();
        if slug == "ministages-44" {
            let site = "name = \"44\"\naccent = \"#3d5a45\"\nwelcome = \"Bienvenue\"\ndepartments = [\"44\"]\n";
            std::fs::create_dir(&written).unwrap();
            std::fs::write(written.join("site.toml"), site).unwrap();
            house.says(&["tenant", "apply", as_folder]);
        }
        house.says(&["tenant", "export", slug, "--to", as_folder]);
        assert!(house.says(&["tenant", "apply", as_folder]).contains("inchangé"), "{slug}");
    }
    // Those who were invited have not come yet; all else is well.
    let wrong = house.tells(&["doctor"]);
    let wrong: Vec<&str> = wrong.lines().filter_map(|line| line.strip_prefix("✗ ")).collect();
    let waits =
        |line: &&str| ["exploitants", "personnel"].iter().any(|what| line.starts_with(what));
    assert!(wrong.iter().all(waits) && wrong.len() == 2, "{wrong:?}");

    let answering = Running::start(&mut house.command(&["serve", "--no-work"]));
    assert_eq!(answering.get(HOST, "/calendrier").0, "HTTP/1.1 200 OK");
    assert_eq!(answering.get("127.0.0.1", "/readyz").0, "HTTP/1.1 200 OK");
    house.says(&[
        "staff", "invite", "--portal", "lycee-atelier", "--mail", SOMEBODY, "--role", "editor",
    ]);
    assert_eq!(answering.get(HOST, "/").0, "HTTP/1.1 200 OK");
    assert!(trap.received().is_empty(), "nobody works yet");

    let working = Running::start(&mut house.command(&["work"]));
    let link = invitation(&trap).await;
    let (status, page) = answering.get(HOST, &link);
    assert_eq!(status, "HTTP/1.1 200 OK");
    assert!(page.contains(SOMEBODY), "{page}");
    assert_eq!(trap.received().len(), 1);
    assert!(working.stop() < Duration::from_secs(35));
    assert!(answering.stop() < Duration::from_secs(35));
}

/// The first day, line by line as the book has it; only the names are this test's.
#[tokio::test(flavor = "multi_thread")]
async fn the_book_of_the_first_day_is_true() {
    let db = TestDb::new().await;
    let trap = SmtpTrap::start().await;
    let house = House::new(&db, &trap);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("annuaire.csv"), EXPORT).unwrap();
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations.md");
    let book = std::fs::read_to_string(book).unwrap();
    let (_, chapter) = book.split_once("## The first day").unwrap();
    let block = chapter.split("```").nth(1).unwrap().trim_start_matches("sh");
    let mut ran = 0;
    for line in block.lines().filter_map(|line| line.strip_prefix("ministage ")) {
        let line = line
            .split(" #")
            .next()
            .unwrap()
            .replace("tenants/", &format!("{}/", tenant("").display()));
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["serve"] => drop(Running::start(&mut house.command(&words))),
            ["doctor"] => drop(house.tells(&words)),
            _ => {
                let out = house.command(&words).current_dir(folder.path()).output().unwrap();
                assert!(out.status.success(), "{line}");
            }
        }
        ran += 1;
    }
    assert_eq!(ran, 7, "the book has other lines");
    let waiting = house.says(&["invitation", "list"]);
    assert!(waiting.contains("part dans un instant"), "no worker has minted a link yet: {waiting}");
}

/// What is invited, goes; what was given up is tried again.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_by_command_is_taken_back_by_command() {
    let db = TestDb::new().await;
    let trap = SmtpTrap::start().await;
    let house = House::new(&db, &trap);
    let folder = tempfile::tempdir().unwrap();
    let export = folder.path().join("annuaire.csv");
    std::fs::write(&export, EXPORT).unwrap();
    house.says(&["migrate", "up"]);
    house.says(&["directory", "import", export.to_str().unwrap()]);
    house.says(&["tenant", "apply", tenant("lycee-atelier").to_str().unwrap()]);
    let staff = ["--portal", "lycee-atelier", "--mail", SOMEBODY];
    for no in ["a@b.", "a@b.fr,c@d.fr", "a@b", "a"] {
        house.fails(&["operator", "invite", "--mail", no]);
    }
    house.says(&[["staff", "invite"].as_slice(), &staff, &["--role", "editor"]].concat());
    let working = Running::start(&mut house.command(&["work"]));
    let link = invitation(&trap).await;
    assert!(house.says(&["invitation", "list"]).contains(SOMEBODY));
    assert!(house.says(&["invitation", "withdraw", "--mail", SOMEBODY]).contains(": 1"));
    assert!(house.says(&["invitation", "list"]).is_empty());
    let answering = Running::start(&mut house.command(&["serve", "--no-work"]));
    let (status, _) = answering.get(HOST, &link);
    assert_eq!(status, "HTTP/1.1 410 Gone");
    drop((working, answering));
    house.fails(&[["staff", "remove"].as_slice(), &staff].concat());
    house.fails(&["operator", "remove", "--mail", SOMEBODY]);
    house.fails(&["operator", "reset-factor", "--mail", SOMEBODY, "--reason", "perdu"]);
    house.fails(&["operator", "invite", "--mail", SOMEBODY, "--role", "chef"]);
    let id = "01a20000-0000-7000-8000-000000000001";
    let key =
        if db.is_postgres() { format!("'{id}'") } else { format!("X'{}'", id.replace('-', "")) };
    db.run(&format!(
        "INSERT INTO jobs (id, kind, payload, lane, state, run_at, attempts, last_error, created_at) VALUES \
         ({key}, 'nothing', '{{}}', 1, 'dead', '2026-11-01 00:00:00+00:00', 16, 'because', '2026-11-01 00:00:00+00:00')"
    ))
    .await;
    let listed = house.says(&["job", "list"]);
    assert!(listed.contains("16 essais  because"), "{listed}");
    assert!(listed.starts_with(id), "{listed}");
    assert!(house.tells(&["doctor"]).contains("✗ abandons"));
    house.says(&["job", "retry", id]);
    assert!(house.says(&["job", "list"]).is_empty());
    house.fails(&["job", "drop", id]);
}

/// Whose settings, whose database: said before anything is changed; a look makes no file.
#[test]
fn a_command_says_what_it_works_on_and_reads_the_machines_settings() {
    let folder = tempfile::tempdir().unwrap();
    let etc = folder.path().join("etc");
    std::fs::create_dir(&etc).unwrap();
    let file = folder.path().join("own/stages.db");
    std::fs::write(
        etc.join("env"),
        format!("MINISTAGE__DATABASE__URL=\"sqlite://{}\"\n", file.display()),
    )
    .unwrap();
    let run = |words: &[&str]| {
        let mut command = ministage(words);
        command.args(["--etc", etc.to_str().unwrap()]).current_dir(folder.path());
        command.stderr(std::process::Stdio::piped()).output().unwrap()
    };
    let out = run(&["doctor"]);
    assert!(!out.status.success());
    assert!(String::from_utf8_lossy(&out.stdout).contains("n’existe pas encore"));
    // Nor does any other command that needs a database; each says what to do, in French.
    for words in [
        ["operator", "list"].as_slice(),
        &["tenant", "list"],
        &["job", "list"],
        &["invitation", "list"],
        &["staff", "list", "--portal", "x"],
        &["tenant", "export", "x"],
        &["tenant", "apply", "--dry-run", "etc"],
        &["migrate", "status"],
        &["serve"],
        &["work"],
    ] {
        let out = run(words);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(
            !out.status.success()
                && said.contains("n’existe pas encore : lancez « ministage migrate up »"),
            "{words:?}: {said}"
        );
    }
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().flatten().map(|one| one.file_name()).collect();
    assert_eq!(left, ["etc"], "a look makes nothing");
    // A file without its schema answers nothing.
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "").unwrap();
    let said = String::from_utf8_lossy(&run(&["operator", "list"]).stderr).into_owned();
    assert!(
        said.contains("lancez « ministage migrate up »") && !said.contains("no such table"),
        "{said}"
    );
    let out = run(&["migrate", "up"]);
    assert!(out.status.success() && file.exists());
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(said, format!("development, sqlite://{}\n", file.display()));
    // A reader that went away is no panic, and a zero is a sentence.
    let mut child = ministage(&["migrate", "status"]);
    child.args(["--etc", etc.to_str().unwrap()]).stdout(std::process::Stdio::piped());
    let mut child = child.stderr(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    for (key, named) in [
        ("DATABASE__CONNECTIONS", "database.connections"),
        ("MAIL__TIME_LIMIT", "mail.time_limit"),
        ("DOCUMENTS__WORKERS", ""),
        ("ACCOUNTS__CONFIRMATION_MINUTES", ""),
    ] {
        for words in [["migrate", "status"].as_slice(), &["doctor"]] {
            let mut command = ministage(words);
            command.args(["--etc", etc.to_str().unwrap()]).env(format!("MINISTAGE__{key}"), "0");
            let out = command.stderr(std::process::Stdio::piped()).output().unwrap();
            let said = String::from_utf8_lossy(&[out.stderr, out.stdout].concat()).into_owned();
            assert!(said.contains(named) && !said.contains("panicked"), "{key} {words:?}: {said}");
        }
    }
    let settings = ministage(&["settings"]).current_dir(folder.path()).output().unwrap().stdout;
    assert_eq!(settings, include_bytes!("../../config.default.toml"));
    let version = ministage(&["--version"]).output().unwrap();
    assert!(String::from_utf8_lossy(&version.stdout).contains("schéma m00"));
}

/// The health address answers, for `serve` and for `work`, and is nobody else's.
#[tokio::test(flavor = "multi_thread")]
async fn supervisors_have_an_address_of_their_own() {
    let db = TestDb::new().await;
    let house = House::without_mail(&db);
    house.says(&["migrate", "up"]);
    for words in [["serve"].as_slice(), &["work"]] {
        let port = free_port();
        let mut command = house.command(words);
        let mut process =
            Running::start(command.env("MINISTAGE__HEALTH", format!("127.0.0.1:{port}")));
        process.port = Some(port);
        for (path, status) in [
            ("/healthz", "200 OK"),
            ("/readyz", "200 OK"),
            ("/metrics", "200 OK"),
            ("/", "404 Not Found"),
        ] {
            assert_eq!(
                process.get("127.0.0.1", path).0,
                format!("HTTP/1.1 {status}"),
                "{words:?} {path}"
            );
        }
    }
}

/// A schema that is behind: the house says which command is missing, and does not open.
#[test]
fn a_house_without_its_schema_does_not_open() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/empty.db", folder.path().display());
    let out = ministage(&["serve"])
        .env("MINISTAGE__DATABASE__URL", &url)
        .stderr(std::process::Stdio::piped())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(!out.status.success() && said.contains("ministage migrate up"), "{said}");
}

fn tenant(slug: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tenants").join(slug)
}

/// The path of the link in the first letter that arrives.
async fn invitation(trap: &SmtpTrap) -> String {
    let started = Instant::now();
    loop {
        if let Some(letter) = trap.received().first() {
            assert_eq!(letter.to, [SOMEBODY]);
            // Soft line ends of quoted-printable.
            let raw = letter.raw.replace("=\r\n", "");
            let at = raw.find("/invitation/").expect("a link");
            let path = raw[at..].split(|c: char| c.is_whitespace() || c == '"' || c == '<');
            return path.into_iter().next().unwrap().to_owned();
        }
        assert!(started.elapsed() < PATIENCE, "no letter came");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
