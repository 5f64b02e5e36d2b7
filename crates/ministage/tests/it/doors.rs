//! Which house answers, and who is let in.

use testing::{TestApp, TestDb, on_both_engines};

on_both_engines! {
    /// A host that nobody has gets one neutral page.
    async fn an_unknown_host_is_misdirected(db: TestDb) {
        let app = TestApp::start(db).await;
        app.browser().get("https://inconnu.ministage.test/").await.is(421).hides("Atelier");
    }
}
