//! A country of lycées for the bench: portals around Nantes, the nearest first, each with as many stages and bookings.
//! Whoever makes ten and four thousand finds the same lycées, in the same town, in both.

use std::net::SocketAddr;
use std::time::Instant;

use domain::Backstage;
use domain::clock::Clock;
use domain::directory::{ImportOptions, Missing};
use domain::history::Actor;
use domain::ids::AccountId;
use domain::random::Random;
use education::directory::embedded;
use education::formations;
use testing::TestDb;

use crate::Outcome;
use crate::client::Call;
use crate::floor;
use crate::world::app;

/// Its data, by number of portals.
const ROWS: &str = include_str!("nation.sql");

/// A product with its own database.
pub(crate) struct Nation {
    pub(crate) backstage: Backstage,
    pub(crate) address: SocketAddr,
    pub(crate) portals: usize,
    pub(crate) stages: i64,
    pub(crate) bookings: i64,
    /// Sessions, see [`Who`].
    sessions: [String; 4],
    db: TestDb,
}

/// Who asks, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Anybody, on the front door.
    Anybody,
    /// Anybody, on the portal of the first lycée.
    Guest,
    /// A collège, on the same portal.
    School,
    /// The lycée's own staff.
    Staff,
    /// A collège, at its account's home.
    Home,
    /// An operator, on the console.
    Operator,
}

impl Nation {
    /// So many portals that opted in.
    pub(crate) async fn of(portals: usize) -> Outcome<Self> {
        let started = Instant::now();
        let db = TestDb::postgres().await;
        let backstage = db.backstage(Clock::System, Random::System).await;
        let options = ImportOptions {
            file: "annuaire.csv".into(),
            dry_run: false,
            missing: Missing::Keep,
            accept: None,
            by: Actor::System,
        };
        backstage.import_directory(|| Ok(embedded()), &options, |_| {}).await?;
        db.run(&taught()).await;
        db.run(&ROWS.replace("{PORTALS}", &portals.to_string())).await;
        // As autovacuum leaves it.
        db.run("VACUUM ANALYZE").await;
        let [stages, bookings] = [
            db.number("SELECT count(*) FROM slots").await,
            db.number("SELECT count(*) FROM bookings").await,
        ];
        let address = floor::open(web::server::service(app(&backstage).await?)).await?;
        eprintln!("{portals} portals in {:.0} s: {}", started.elapsed().as_secs_f64(), db.url());
        let sessions = Default::default();
        let mut nation = Self { backstage, address, portals, stages, bookings, sessions, db };
        nation.sign_in().await?;
        Ok(nation)
    }

    async fn sign_in(&mut self) -> Outcome<()> {
        let [college, staff] = [self.account("account").await?, self.account("staff").await?];
        self.backstage.sample_operator(staff, domain::operators::OperatorRole::Full).await?;
        let whose = [
            (college, Who::School),
            (staff, Who::Staff),
            (college, Who::Home),
            (staff, Who::Operator),
        ];
        for ((account, who), session) in whose.into_iter().zip(0..) {
            let token = self.backstage.sign_in_for_tests(account, &self.host(who)).await?;
            self.sessions[session] = token.reveal().to_owned();
        }
        Ok(())
    }

    async fn account(&self, what: &str) -> Outcome<AccountId> {
        let id = self.db.text(&format!("SELECT known('{what}', 1)::text")).await;
        Ok(id.parse()?)
    }

    /// A stage of the first lycée, the soonest to come.
    pub(crate) async fn stage(&self) -> String {
        self.db
            .text("SELECT id::text FROM slots WHERE tenant_id = known('lycee', 1) AND starts_at > now() ORDER BY starts_at, id LIMIT 1")
            .await
    }

    fn host(&self, who: Who) -> String {
        let base = self.backstage.base_domain();
        match who {
            Who::Anybody => base.to_owned(),
            Who::Guest | Who::School | Who::Staff => format!("p1.{base}"),
            Who::Home => self.backstage.home_host(),
            Who::Operator => format!("console.{base}"),
        }
    }

    /// A request, on the wire; `from` an address of its own, because searches are counted by address.
    pub(crate) fn request(&self, who: Who, path: &str, from: String) -> Vec<u8> {
        let session = match who {
            Who::Anybody | Who::Guest => "",
            Who::School => &self.sessions[0],
            Who::Staff => &self.sessions[1],
            Who::Home => &self.sessions[2],
            Who::Operator => &self.sessions[3],
        };
        let host = self.host(who);
        Call { from: Some(from), ..Call::get(&host, path, session) }.bytes()
    }
}

/// The national list as a table.
fn taught() -> String {
    let quoted = |text: &str| text.replace('\'', "''");
    let rows: Vec<String> = formations::all()
        .iter()
        .enumerate()
        .map(|(n, one)| format!("({n}, '{}', '{}')", quoted(&one.key()), quoted(&one.to_string())))
        .collect();
    format!(
        "CREATE TABLE national (n int PRIMARY KEY, key text NOT NULL, name text NOT NULL);
         INSERT INTO national VALUES {}",
        rows.join(", ")
    )
}
