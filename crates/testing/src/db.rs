//! A fresh migrated database for each test, on either engine, in some milliseconds: copied from a
//! template that the first test of a machine makes, and that lives as long as the migrations' sources.
#![expect(
    clippy::disallowed_methods,
    reason = "makes databases: connects without the store, and is told where by the environment"
)]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use domain::clock::Clock;
use domain::random::{Random, Token};
use domain::tenancy::Settings;
use domain::{Backstage, StoreSettings};
use migrations::MigratorTrait;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use tempfile::TempDir;

/// A database of one test; gone when dropped.
pub struct TestDb {
    url: String,
    keep: Keep,
}

enum Keep {
    Folder(#[expect(dead_code, reason = "held for its drop, which removes the file")] TempDir),
    Server { admin: String, name: String },
}

/// Which engine this run is on: `sqlite`, unless it says `postgres`.
const ENGINE: &str = "MINISTAGE_TEST_ENGINE";

/// Names the address of the server for tests.
const SERVER: &str = "MINISTAGE_TEST_POSTGRES_URL";

impl TestDb {
    /// A database of its own, on the engine of this run.
    pub async fn new() -> Self {
        match std::env::var(ENGINE).as_deref() {
            Ok("postgres") => Self::postgres().await,
            Ok("sqlite") | Err(_) => Self::sqlite().await,
            Ok(other) => panic!("{ENGINE} is `sqlite` or `postgres`, not {other}"),
        }
    }

    /// A file of its own.
    pub async fn sqlite() -> Self {
        let folder = tempfile::Builder::new().prefix("ministage-test-").tempdir().unwrap();
        let file = folder.path().join("ministage.db");
        std::fs::copy(sqlite_template().await, &file).unwrap();
        Self { url: format!("sqlite://{}", file.display()), keep: Keep::Folder(folder) }
    }

    /// A database of its own on the server for tests.
    pub async fn postgres() -> Self {
        let Ok(admin) = std::env::var(SERVER) else {
            panic!(
                "{SERVER} is not set, so there is no PostgreSQL to test on: run `cargo xtask test`, or keep servers \
                 with `cargo xtask servers` and export what it prints"
            )
        };
        let template = postgres_template(&admin).await;
        let name = fresh_name();
        let db = connect(&admin).await;
        db.execute_unprepared(&format!(r#"CREATE DATABASE "{name}" TEMPLATE "{template}""#))
            .await
            .unwrap();
        db.close().await.unwrap();
        Self { url: sibling(&admin, &name), keep: Keep::Server { admin, name } }
    }

    /// Whether this is the server.
    pub fn is_postgres(&self) -> bool {
        matches!(self.keep, Keep::Server { .. })
    }

    /// Its address, as configuration writes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Settings of the store; change `guards` to see a protection missed.
    pub fn settings(&self) -> StoreSettings {
        StoreSettings::new(&self.url, 6)
    }

    /// Opens it as one node. Call it again for another node on the same database.
    pub async fn backstage(&self, clock: Clock, random: Random) -> Backstage {
        self.backstage_with(self.settings(), clock, random).await
    }

    /// The same, with settings of the test's own.
    pub async fn backstage_with(
        &self,
        store: StoreSettings,
        clock: Clock,
        random: Random,
    ) -> Backstage {
        self.backstage_at(crate::world::BASE_DOMAIN, store, clock, random).await
    }

    /// The same, under another name than that of tests.
    pub(crate) async fn backstage_at(
        &self,
        base_domain: &str,
        store: StoreSettings,
        clock: Clock,
        random: Random,
    ) -> Backstage {
        Backstage::open(Settings {
            store,
            base_domain: base_domain.to_owned(),
            clock,
            random,
            link_life: domain::accounts::CONFIRMATION_LIFE,
            secret: Token::received("the secret of tests"),
        })
        .await
        .unwrap()
    }

    /// The one number that a question in SQL has for an answer: for tests of the schema itself.
    pub async fn number(&self, sql: &str) -> i64 {
        let db = connect(&self.url).await;
        let question = Statement::from_string(db.get_database_backend(), sql);
        let row = db.query_one_raw(question).await.unwrap().unwrap();
        let number = row.try_get_by_index(0).unwrap();
        db.close().await.unwrap();
        number
    }

    /// Stages of any lycée that do not count as many places taken as bookings hold one, or more than there are.
    pub async fn stages_out_of_count(&self) -> i64 {
        self.number(
            "SELECT COUNT(*) FROM slots WHERE booked < 0 OR booked > capacity OR booked <> (SELECT COUNT(*) \
             FROM bookings WHERE slot_id = slots.id AND status IN ('pending', 'confirmed'))",
        )
        .await
    }

    /// What must hold whatever happened: [`Self::stages_out_of_count`] is none.
    pub async fn places_hold(&self) {
        let lost = self.stages_out_of_count().await;
        assert_eq!(lost, 0, "as many places are taken at each stage as bookings hold one");
    }

    /// The one text that such a question has for an answer.
    pub async fn text(&self, sql: &str) -> String {
        let db = connect(&self.url).await;
        let question = Statement::from_string(db.get_database_backend(), sql);
        let row = db.query_one_raw(question).await.unwrap().unwrap();
        let text = row.try_get_by_index(0).unwrap();
        db.close().await.unwrap();
        text
    }

    /// Runs a statement behind the house's back: for what no verb can bring about.
    pub async fn run(&self, sql: &str) {
        let db = connect(&self.url).await;
        db.execute_unprepared(sql).await.unwrap();
        db.close().await.unwrap();
    }

    /// Takes the database away under the feet of those who use it. PostgreSQL only.
    pub async fn vanish(&self) {
        let Keep::Server { admin, name } = &self.keep else {
            panic!("a file cannot be taken away while it is open")
        };
        let db = connect(admin).await;
        db.execute_unprepared(&format!(r#"ALTER DATABASE "{name}" ALLOW_CONNECTIONS false"#))
            .await
            .unwrap();
        db.execute_unprepared(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ))
        .await
        .unwrap();
        db.close().await.unwrap();
    }

    /// Brings it back.
    pub async fn reappear(&self) {
        let Keep::Server { admin, name } = &self.keep else {
            return;
        };
        let db = connect(admin).await;
        db.execute_unprepared(&format!(r#"ALTER DATABASE "{name}" ALLOW_CONNECTIONS true"#))
            .await
            .unwrap();
        db.close().await.unwrap();
    }
}

impl Drop for TestDb {
    /// On a thread and a runtime of its own: the test's may be ending.
    fn drop(&mut self) {
        let Keep::Server { admin, name } = &self.keep else {
            return;
        };
        let (admin, name) = (admin.clone(), name.clone());
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let db = connect(&admin).await;
                db.execute_unprepared(&format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#))
                    .await
            })?;
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
        });
        // A database that stays is no failure of the test: the server is thrown away with it.
        let _ = dropped.join();
    }
}

/// The migrated file, made once on this machine: written aside, then put in its place in one step.
async fn sqlite_template() -> PathBuf {
    let file = std::env::temp_dir().join(format!("ministage-template-{}.db", migrations_hash()));
    if !file.exists() {
        let aside = tempfile::NamedTempFile::new_in(std::env::temp_dir()).unwrap().into_temp_path();
        let db = connect(&format!("sqlite://{}", aside.display())).await;
        migrations::Migrator::up(&db, None).await.unwrap();
        db.close().await.unwrap();
        aside.persist(&file).unwrap();
    }
    file
}

/// The migrated database, made once on this server; other processes wait meanwhile.
async fn postgres_template(admin: &str) -> String {
    let hash = migrations_hash();
    let name = format!("ministage_template_{hash}");
    let aside = format!("ministage_aside_{hash}");
    let db = connect(admin).await;
    // Any number, as long as all tests lock the same one. The lock ends with the connection.
    db.execute_unprepared("SELECT pg_advisory_lock(7274501)").await.unwrap();
    let found = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let found = sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, found);
    if db.query_one_raw(found).await.unwrap().is_none() {
        db.execute_unprepared(&format!(r#"DROP DATABASE IF EXISTS "{aside}""#)).await.unwrap();
        db.execute_unprepared(&format!(r#"CREATE DATABASE "{aside}""#)).await.unwrap();
        let template = connect(&sibling(admin, &aside)).await;
        migrations::Migrator::up(&template, None).await.unwrap();
        template.close().await.unwrap();
        db.execute_unprepared(&format!(r#"ALTER DATABASE "{aside}" RENAME TO "{name}""#))
            .await
            .unwrap();
    }
    db.close().await.unwrap();
    name
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options)
        .await
        .unwrap_or_else(|error| panic!("{url} does not answer: {error}"))
}

/// The same server, another database.
fn sibling(admin: &str, name: &str) -> String {
    let mut url = url::Url::parse(admin).unwrap();
    url.set_path(name);
    url.into()
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let salt =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    format!("test_{}_{}_{salt:x}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Changes with any source of the migrations, and with the steps that were compiled.
fn migrations_hash() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/src");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    // The steps that this program knows: it may be older than the sources that lie there now.
    for step in migrations::Migrator::migrations() {
        step.name().hash(&mut hasher);
    }
    for file in files {
        file.file_name().hash(&mut hasher);
        std::fs::read(&file).unwrap().hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}
