//! A country of lycées for the search: portals around Nantes, the nearest first, each with as many stages. Whoever
//! makes a hundred and four thousand finds the same lycées in the same town in both.

use std::net::SocketAddr;

use domain::Backstage;
use domain::clock::Clock;
use domain::directory::{ImportOptions, Missing};
use domain::history::Actor;
use domain::random::Random;
use education::directory::embedded;
use education::formations;
use testing::TestDb;

use crate::Outcome;
use crate::floor;
use crate::world::app;

/// Formations that a lycée opens.
const TAUGHT: usize = 10;
/// Stages of each: 250 a portal.
const STAGES: usize = 25;

/// A product with its own database.
pub(crate) struct Nation {
    pub(crate) backstage: Backstage,
    pub(crate) address: SocketAddr,
    pub(crate) stages: i64,
    _db: TestDb,
}

impl Nation {
    /// So many portals that opted in.
    pub(crate) async fn of(portals: usize) -> Outcome<Self> {
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
        for sql in
            [taught(), lycees(portals), TRACKS.into(), programmes(), stages(), "ANALYZE".into()]
        {
            db.run(&sql).await;
        }
        let stages = db.number("SELECT count(*) FROM slots").await;
        let address = floor::open(web::server::service(app(&backstage).await?)).await?;
        Ok(Self { backstage, address, stages, _db: db })
    }
}

/// The national list as a table.
fn taught() -> String {
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

fn quoted(text: &str) -> String {
    text.replace('\'', "''")
}

fn lycees(portals: usize) -> String {
    format!(
        "INSERT INTO tenants (id, slug, uai, name, short_name, city, state, time_zone, holiday_zone, accent,
             agreement_policy, agreement_due_days, details, texts, version, created_at, updated_at,
             listed, department, search_key)
         SELECT gen_random_uuid(), 'p' || row_number() OVER (), uai, name, name, city, 'open', 'Europe/Paris',
             'Zone B', '#0f5c63', 'before_visit', 5, '{{}}', '{{}}', 1, now(), now(), true, department, search_key
         FROM (SELECT * FROM schools WHERE kind <> 'college' AND latitude IS NOT NULL AND state = 'open'
             ORDER BY (latitude - 47.22) ^ 2 + ((longitude + 1.55) * 0.68) ^ 2, uai LIMIT {portals}) AS nearest"
    )
}

const TRACKS: &str = "INSERT INTO tracks (id, tenant_id, name, position)
    SELECT gen_random_uuid(), id, 'Formations', 1 FROM tenants";

fn programmes() -> String {
    format!(
        "INSERT INTO programmes (id, tenant_id, track_id, name, position, formation)
         SELECT gen_random_uuid(), tracks.tenant_id, tracks.id, national.name, turn, national.key
         FROM tracks JOIN tenants ON tenants.id = tracks.tenant_id, generate_series(1, {TAUGHT}) AS turn
         JOIN national ON true
         WHERE national.n = (substr(tenants.slug, 2)::int * 37 + turn * 41) % (SELECT count(*) FROM national)
         ON CONFLICT DO NOTHING"
    )
}

/// Mornings and afternoons of the next four months, one in five of them full.
fn stages() -> String {
    format!(
        "INSERT INTO slots (id, tenant_id, programme_id, kind, status, day, starts_at, ends_at, capacity, booked,
             room, meeting_point, note, version, created_at, updated_at, area, formation, half_day)
         SELECT gen_random_uuid(), tenant_id, programme, 'mini_stage', 'published', day,
             (day + hour) AT TIME ZONE 'Europe/Paris', (day + hour + interval '3 hours') AT TIME ZONE 'Europe/Paris',
             4, n % 5, 'Atelier 2', 'Accueil', '', 1, now(), now(), department, formation,
             CASE hour WHEN time '09:00' THEN 'morning' ELSE 'afternoon' END
         FROM (SELECT tenant_id, programmes.id AS programme, formation, department, n,
                 current_date + 1 + (n * 5 + position * 3 + substr(slug, 2)::int) % 120 AS day,
                 CASE n % 2 WHEN 0 THEN time '09:00' ELSE time '13:30' END AS hour
             FROM programmes JOIN tenants ON tenants.id = tenant_id, generate_series(1, {STAGES}) AS n) AS stages"
    )
}
