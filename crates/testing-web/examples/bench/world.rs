//! One lycée with two hundred slots and a hot one, one collège with as many signed-in browsers as
//! there are clients, all on PostgreSQL; the product and the floor, both listening.
#![expect(
    clippy::disallowed_methods,
    reason = "where the servers are comes from `cargo xtask bench`"
)]

use std::net::SocketAddr;
use std::time::Duration;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use documents::Press;
use domain::accounts::{MembershipRole, Title};
use domain::clock::Clock;
use domain::ids::{AccountId, SlotId};
use domain::passwords::Passwords;
use domain::random::Random;
use domain::sample::{SamplePerson, SampleSchool};
use domain::slots::{SlotDraft, VisitKind};
use domain::staff::StaffRole;
use domain::tenancy::{Settings, Standing};
use domain::text::{Meeting, Note, Room};
use domain::{Backstage, Editor, Portal, StoreSettings};
use platform::dns::Dns;
use platform::kv::Kv;
use platform::limits::{Backoff, BackoffPolicy, Limits};
use platform::mail::{Mail, Memory};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement, Value};
use web::app::{Address, App, Parts};
use web::view::Engine;

use crate::{Outcome, floor};

/// Slots over which bookings are spread.
pub(crate) const SPREAD: usize = 200;

/// The most clients at once.
pub(crate) const CLIENTS: usize = 32;

/// Accounts that wrong passwords are tried on, one each.
pub(crate) const VICTIMS: usize = 200;

/// Connections of each pool: the product's, the floor's.
const CONNECTIONS: u32 = 8;

const LYCEE: SampleSchool = SampleSchool {
    uai: "0440001M",
    name: "Lycée de l’Atelier",
    kind: "lycee",
    city: "Ancenis",
    postal_code: "44150",
    mail: "ce.0440001m@ac-nantes.fr",
};
const COLLEGE: SampleSchool = SampleSchool {
    uai: "0440008V",
    name: "Collège Cacault",
    kind: "college",
    city: "Clisson",
    postal_code: "44196",
    mail: "ce.0440008v@ac-nantes.fr",
};

/// Everything that is measured, ready.
pub(crate) struct World {
    pub(crate) backstage: Backstage,
    /// The floor's own pool; also for looking into the database.
    pub(crate) db: DatabaseConnection,
    /// Where the product listens.
    pub(crate) product: SocketAddr,
    /// The lycée's exact host.
    pub(crate) host: String,
    /// Session cookies of the collège, one a client.
    pub(crate) sessions: Vec<String>,
    /// Session cookie of the lycée's staff.
    pub(crate) staff: String,
    /// Slots with places for all.
    pub(crate) spread: Vec<SlotId>,
    /// One slot with places for all.
    pub(crate) hot: SlotId,
    /// One slot with two hundred places.
    pub(crate) rush: SlotId,
    /// A month that is full of slots: its first day.
    pub(crate) month: NaiveDate,
}

impl World {
    /// Builds it in the empty database of `cargo xtask bench`.
    pub(crate) async fn open() -> Outcome<Self> {
        let url = std::env::var("MINISTAGE_BENCH_POSTGRES_URL")
            .map_err(|_| "run `cargo xtask bench`: it starts the servers")?;
        let backstage = Backstage::open(Settings {
            store: StoreSettings::new(&url, CONNECTIONS),
            base_domain: "ministage.localhost".into(),
            clock: Clock::System,
            random: Random::System,
            link_life: domain::accounts::CONFIRMATION_LIFE,
            secret: domain::random::Token::received("the secret of the bench"),
        })
        .await?;
        backstage.migrate().await?;
        backstage.sample_schools(&[LYCEE, COLLEGE]).await?;
        let portal = backstage.sample_portal("atelier", LYCEE.name, &LYCEE).await?;
        let hash = Passwords::default().hash("quatre chevaux bleus").await?;
        let (staff, host_school) = staff(&backstage, &portal, &hash).await?;
        let sessions = college(&backstage, &portal, &hash).await?;
        let month = next_month(backstage.clock());
        let slots = slots(&portal, &host_school, month).await?;
        let [hot, rush, spread @ ..] = slots.as_slice() else {
            return Err("no slots".into());
        };

        let db = Database::connect(
            ConnectOptions::new(&url)
                .max_connections(CONNECTIONS)
                // As the product's own pool does.
                .test_before_acquire_if_idle_for(Duration::from_secs(5))
                .sqlx_logging(false)
                .clone(),
        )
        .await?;
        // The product's own limit on places is for lycées; a bench wants slots that never fill.
        db.execute_unprepared("UPDATE slots SET capacity = 1000000").await?;
        sql(&db, "UPDATE slots SET capacity = 200 WHERE id = $1", vec![rush.0.into()]).await?;
        floor::prepare(&db, spread.iter().chain([hot]).map(|slot| slot.0)).await?;

        let product = floor::open(web::server::service(app(&backstage).await?)).await?;
        Ok(Self {
            host: portal.host(),
            product,
            db,
            sessions,
            staff,
            spread: spread.to_vec(),
            hot: *hot,
            rush: *rush,
            month,
            backstage,
        })
    }

    /// The database's version, and what both pools are like.
    pub(crate) async fn versions(&self) -> Outcome<String> {
        let version: String = one(&self.db, "SELECT version()", vec![]).await?;
        let flushed: String =
            one(&self.db, "SELECT current_setting('synchronous_commit')", vec![]).await?;
        Ok(format!(
            "{version}; synchronous_commit {flushed}; {CONNECTIONS} connections for each of product and floor"
        ))
    }
}

/// The login of a wrong-password try.
pub(crate) fn victim(number: usize) -> String {
    format!("victime.{number}@ministage.example")
}

/// Runs one statement.
pub(crate) async fn sql(db: &DatabaseConnection, text: &str, values: Vec<Value>) -> Outcome<()> {
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values)).await?;
    Ok(())
}

/// The one value of a query.
pub(crate) async fn one<T: sea_orm::TryGetable>(
    db: &DatabaseConnection,
    text: &str,
    values: Vec<Value>,
) -> Outcome<T> {
    let row = db
        .query_one_raw(Statement::from_sql_and_values(db.get_database_backend(), text, values))
        .await?;
    Ok(row.ok_or("no row")?.try_get_by_index(0)?)
}

pub(crate) async fn app(backstage: &Backstage) -> Outcome<App> {
    let kv = match std::env::var("MINISTAGE_BENCH_REDIS_URL") {
        Ok(url) => Kv::redis(&url, "bench").await?,
        Err(_) => Kv::memory(),
    };
    Ok(App::new(Parts {
        backstage: backstage.clone(),
        engine: std::sync::Arc::new(Engine::load()?),
        press: Press::new(2),
        dns: Dns::Nobody,
        mail: Mail::Memory(Memory::new(Duration::from_secs(1))),
        limits: Limits::new(kv.clone()),
        backoff: Backoff::new(kv.clone(), BackoffPolicy::default()),
        kv,
        start: testing_web::beginning(),
        address: Address {
            scheme: "http",
            port: None,
            contact: "bonjour@ministage.example".into(),
            // So that each wrong password can come from elsewhere.
            trusted_proxies: vec!["127.0.0.1".parse()?],
        },
        ledger: None,
        kept: web::Retained::default(),
        runs: web::law::Runs::default(),
        mailbox: None,
        demo: false,
    }))
}

async fn staff(backstage: &Backstage, portal: &Portal, hash: &str) -> Outcome<(String, Editor)> {
    let account = person(backstage, "anne@atelier.example".into(), hash).await?;
    portal.sample_staff(account, StaffRole::Editor).await?;
    let token = backstage.sign_in_for_tests(account, &portal.host()).await?;
    let person =
        backstage.doors(portal.host()).resume_session(&token).await?.ok_or("no session")?;
    match portal.standing(person).await? {
        Standing::Host(host) => {
            Ok((token.reveal().to_owned(), host.editor().ok_or("not an editor")?))
        }
        _ => Err("not on the staff".into()),
    }
}

async fn college(backstage: &Backstage, portal: &Portal, hash: &str) -> Outcome<Vec<String>> {
    let account = person(backstage, COLLEGE.mail.into(), hash).await?;
    backstage.add_membership(account, COLLEGE.uai.parse()?, MembershipRole::Manager).await?;
    for number in 0..VICTIMS {
        person(backstage, victim(number), hash).await?;
    }
    let mut sessions = Vec::new();
    for _ in 0..CLIENTS {
        sessions
            .push(backstage.sign_in_for_tests(account, &portal.host()).await?.reveal().to_owned());
    }
    Ok(sessions)
}

async fn person(backstage: &Backstage, login: String, hash: &str) -> Outcome<AccountId> {
    let person = SamplePerson {
        login,
        title: Title::Madam,
        first_name: "Anne",
        last_name: "Morvan",
        position: "secrétariat",
        password_hash: Some(hash.to_owned()),
    };
    Ok(backstage.sample_account(person).await?)
}

/// Ten a day over the days of one month, of ten programmes.
async fn slots(portal: &Portal, staff: &Editor, month: NaiveDate) -> Outcome<Vec<SlotId>> {
    let track = portal.sample_track("Métiers de l’atelier", 1).await?;
    let teacher = portal.sample_teacher("Mme Prigent", "professeure").await?;
    let mut programmes = Vec::new();
    for number in 1..=10 {
        programmes.push(
            portal.sample_programme(track, &format!("Bac pro numéro {number}"), number).await?,
        );
    }
    let mut slots = Vec::new();
    for number in 0..SPREAD + 2 {
        let draft = SlotDraft {
            programme: programmes[number % programmes.len()],
            kind: VisitKind::MiniStage,
            day: month + TimeDelta::days(i64::try_from(number / 10)?),
            starts: NaiveTime::from_hms_opt(9, 0, 0).ok_or("no such hour")?,
            ends: NaiveTime::from_hms_opt(12, 0, 0).ok_or("no such hour")?,
            capacity: 500,
            room: Room::parse("Atelier 2")?,
            meeting_point: Meeting::parse("Accueil")?,
            note: Note::parse("")?,
            teachers: vec![teacher],
        };
        let created = staff.create_slot(&draft, true).await;
        slots.push(created.map_err(|refused| format!("no slot: {refused:?}"))?);
    }
    Ok(slots)
}

fn next_month(clock: &Clock) -> NaiveDate {
    use chrono::{Datelike, Months};
    let today = clock.now().date_naive();
    today.with_day(1).unwrap_or(today) + Months::new(1)
}
