//! The least that a server could do: the same listener, a handler of twenty lines, the bare transaction.
#![expect(
    clippy::disallowed_methods,
    reason = "the floor is what the product is measured against: it has no store"
)]

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::{get, post};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement, TransactionTrait};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::util::BoxCloneSyncService;
use uuid::Uuid;

use crate::Outcome;
use crate::world::sql;

/// Three tables in the shape of the product's, with what keeps them right.
const TABLES: &str = "
    CREATE TABLE floor_slots (id uuid PRIMARY KEY, capacity int NOT NULL, booked int NOT NULL);
    CREATE TABLE floor_bookings (id uuid PRIMARY KEY, slot_id uuid NOT NULL REFERENCES floor_slots (id),
        pupil text NOT NULL, created_at timestamptz NOT NULL, UNIQUE (slot_id, pupil));
    CREATE TABLE floor_outbox (id uuid PRIMARY KEY, kind text NOT NULL, payload text NOT NULL, run_at timestamptz NOT NULL);
";

/// A pupil's name, as posted.
#[derive(serde::Deserialize)]
struct Wish {
    pupil: String,
}

/// Books: takes the place, inserts the booking, inserts the outbox row.
async fn book(
    State(db): State<DatabaseConnection>,
    Path(slot): Path<Uuid>,
    Form(wish): Form<Wish>,
) -> Result<StatusCode, StatusCode> {
    let failed = |_: DbErr| StatusCode::INTERNAL_SERVER_ERROR;
    let run = |text: &str, values: Vec<sea_orm::Value>| {
        Statement::from_sql_and_values(db.get_database_backend(), text, values)
    };
    let (booking, job) = (Uuid::now_v7(), Uuid::now_v7());
    let tx = db.begin().await.map_err(failed)?;
    let place = "UPDATE floor_slots SET booked = booked + 1 WHERE id = $1 AND booked < capacity";
    if tx.execute_raw(run(place, vec![slot.into()])).await.map_err(failed)?.rows_affected() == 0 {
        return Err(StatusCode::CONFLICT);
    }
    let insert = "INSERT INTO floor_bookings VALUES ($1, $2, $3, now())";
    tx.execute_raw(run(insert, vec![booking.into(), slot.into(), wish.pupil.into()]))
        .await
        .map_err(failed)?;
    let payload = Value::from(booking.to_string()).to_string();
    let outbox = "INSERT INTO floor_outbox VALUES ($1, 'summons', $2, now())";
    tx.execute_raw(run(outbox, vec![job.into(), payload.into()])).await.map_err(failed)?;
    tx.commit().await.map_err(failed)?;
    Ok(StatusCode::SEE_OTHER)
}

/// Makes the tables and as many slots as there are ids.
pub(crate) async fn prepare(
    db: &DatabaseConnection,
    slots: impl Iterator<Item = Uuid>,
) -> Outcome<()> {
    db.execute_unprepared(TABLES).await?;
    for slot in slots {
        sql(db, "INSERT INTO floor_slots VALUES ($1, 1000000, 0)", vec![slot.into()]).await?;
    }
    Ok(())
}

/// Listens on a free port. `page` is what the static page says.
pub(crate) async fn listen(db: DatabaseConnection, page: String) -> Outcome<SocketAddr> {
    let static_page = get(async move || Html(page));
    let router: Router =
        Router::new().route("/slots/{slot}", post(book)).route("/page", static_page).with_state(db);
    open(BoxCloneSyncService::new(router)).await
}

/// The product's own listener around any service, on a free port.
pub(crate) async fn open(
    service: BoxCloneSyncService<
        axum::extract::Request,
        axum::response::Response,
        std::convert::Infallible,
    >,
) -> Outcome<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(web::server::serve(
        listener,
        service,
        web::server::Entrance::default(),
        CancellationToken::new(),
    ));
    Ok(address)
}
