//! What is asked of PostgreSQL whatever the engine of the run: the inner loop, which has no server, leaves it out.

use testing::TestDb;

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
