//! What a person at her screen waits for in a rush: a reset behind a thousand convocations.

use std::time::{Duration, Instant};

use domain::bookings::Pupil;
use domain::passwords::jobs::SendPasswordReset;
use domain::queue::Job;
use domain::random::Token;
use domain::tenancy::Standing;
use tokio_util::sync::CancellationToken;

use crate::Outcome;
use crate::report::{Table, millis};
use crate::world::{World, app, one, sql};

/// Convocations that wait before it.
const BEFORE: i64 = 1_000;

/// The place of the reset among the jobs that are claimed, and when it left while the worker worked.
pub(crate) async fn reset_in_a_rush(world: &World) -> Outcome<Table> {
    let mut table = Table::new(
        "A password reset behind 1 000 convocations of one portal",
        &["claimed as", "left after", "convocations left meanwhile"],
    );
    fill(world).await?;
    let worker = world.backstage.worker();
    let next = worker.claim_jobs(10).await?;
    let place = next.iter().position(|job| job.kind == SendPasswordReset::KIND);
    let place =
        place.map_or("not among the next ten".to_owned(), |place| format!("{}.", place + 1));

    fill(world).await?;
    let closing = CancellationToken::new();
    let asked = Instant::now();
    let working = tokio::spawn(web::worker::run(app(&world.backstage).await?, closing.clone()));
    let waits = format!("SELECT count(*) FROM jobs WHERE kind = '{}'", SendPasswordReset::KIND);
    while one::<i64>(&world.db, &waits, vec![]).await? > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let after = asked.elapsed();
    let tells = "SELECT count(*) FROM jobs WHERE kind = 'bookings.tell'";
    let left = BEFORE - one::<i64>(&world.db, tells, vec![]).await?;
    closing.cancel();
    working.await?;
    sql(&world.db, "DELETE FROM jobs", vec![]).await?;
    table.row([place, millis(after), left.to_string()]);
    Ok(table)
}

/// A thousand convocations of one booking, and then a reset.
async fn fill(world: &World) -> Outcome<()> {
    sql(&world.db, "DELETE FROM jobs", vec![]).await?;
    let doors = world.backstage.doors(&world.host);
    let session = Token::received(world.sessions.first().ok_or("no session")?);
    let person = doors.resume_session(&session).await?.ok_or("no session")?;
    let portal = world.backstage.portal_at(&world.host).await?.ok_or("no portal")?;
    let Standing::Origin(booker) = portal.standing(person).await? else {
        return Err("not a school".into());
    };
    let name = format!("Rush {}", letters(world.backstage.clock().now().timestamp_subsec_micros()));
    let pupil = Pupil::new(&name, "Inès", "3e B").map_err(|_| "no pupil")?;
    booker.book(world.hot, pupil).await.map_err(|refused| format!("{refused:?}"))?;
    let copies = "INSERT INTO jobs (id, tenant_id, kind, payload, lane, state, run_at, attempts, created_at) \
        SELECT gen_random_uuid(), tenant_id, kind, payload, lane, state, run_at, attempts, created_at \
        FROM jobs, generate_series(2, $1) WHERE kind = 'bookings.tell'";
    sql(&world.db, copies, vec![BEFORE.into()]).await?;
    doors.request_password_reset("ce.0440008v@ac-nantes.fr", None).await?;
    Ok(())
}

/// A name of letters only.
fn letters(number: u32) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}
