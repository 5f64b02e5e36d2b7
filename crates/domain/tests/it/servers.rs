//! What is asked of PostgreSQL whatever the engine of the run: the inner loop, which has no server, leaves it out.

use chrono::NaiveDate;
use domain::bookings::{BookingRefused, Pupil};
use testing::{TestDb, World};

/// PostgreSQL casts a column of type `char(n)` before it compares it with the text that programs
/// send, and then reads the whole table: no index serves.
#[tokio::test(flavor = "multi_thread")]
async fn an_index_serves_every_column() {
    let db = TestDb::postgres().await;
    let columns = "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public'";
    assert!(db.number(columns).await > 100);
    let fixed = format!("{columns} AND data_type = 'character'");
    assert_eq!(db.number(&fixed).await, 0);
}

/// The server was restarted between two requests: every connection of the pool is cut, and nobody notices.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn readings_and_bookings_go_on_after_their_connections_were_cut() {
    let db = TestDb::postgres().await;
    let settings = db.settings();
    let world = World::with(db, settings).await;
    let school = world.origin(&world.atelier, &world.cacault).await;
    let day = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    let slot = world.slot(&world.atelier, world.atelier.draft(day, 20)).await;
    let book =
        async |name| school.book(slot, Pupil::new(name, "Inès", "3e B").unwrap()).await.unwrap().id;
    let first = book("Zéro").await;
    let look = async || school.booking(first).await;
    let cut = async || {
        let others = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()";
        world.db.number(others).await
    };
    for round in 0..5 {
        let (a, b, c, d) = tokio::join!(look(), look(), look(), look());
        assert!(a.is_ok() && b.is_ok() && c.is_ok() && d.is_ok());
        assert!(cut().await > 0, "there was nothing to cut");
        let (a, b, c, d) = tokio::join!(look(), look(), look(), look());
        for answer in [a, b, c, d] {
            assert!(answer.is_ok(), "round {round}: {:?}", answer.err());
        }
        assert!(cut().await > 0);
        let name = ["Un", "Deux", "Trois", "Quatre", "Cinq"][round];
        book(name).await;
    }
    world.db.places_hold().await;
}

/// The server has become the spare one: who looks reads on, who books is told to come back, and it is no defect.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_only_reads_is_not_a_defect() {
    let db = TestDb::postgres().await;
    let settings = db.settings();
    let world = World::with(db, settings).await;
    let school = world.origin(&world.atelier, &world.cacault).await;
    let book = async |name| {
        let pupil = Pupil::new(name, "Inès", "3e B").unwrap();
        school.book(world.atelier.slot, pupil).await.map(|booked| booked.id)
    };
    let first = book("Zéro").await.unwrap();
    let turn = async |only_reads: bool| {
        let turn = format!(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = {only_reads}', \
             current_database()); END $$"
        );
        world.db.run(&format!("BEGIN READ WRITE; {turn}; COMMIT")).await;
        let others = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()";
        world.db.number(others).await;
    };
    turn(true).await;
    assert!(school.booking(first).await.unwrap().is_some());
    match book("Un").await {
        Err(BookingRefused::Fault(fault)) => assert!(fault.is_passing(), "{fault}"),
        other => panic!("{other:?}"),
    }
    turn(false).await;
    book("Un").await.unwrap();
    world.db.places_hold().await;
}
