//! Which house answers, and who is let in.

use testing_web::TestApp;

/// A host that nobody has gets one neutral page.
#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_host_is_misdirected() {
    let app = TestApp::start().await;
    app.browser().get("https://inconnu.ministage.test/").await.is(421).hides("Atelier");
}
