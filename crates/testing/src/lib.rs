//! For tests only: databases on both engines, the product in the process, a browser that reads forms.
//!
//! A store test takes a [`TestDb`], a web test a [`TestApp`]; both start from the same [`World`]: two
//! lycées, two collèges, an operator, and a Monday morning that stands still.
//!
//! ```text
//! /// A cancelled place is free at once.
//! #[tokio::test(flavor = "multi_thread")]
//! async fn a_cancelled_place_is_free() {
//!     let world = World::new().await;
//!     let cacault = world.origin(&world.atelier, &world.cacault).await;
//!     …
//! }
//!
//! #[tokio::test(flavor = "multi_thread")]
//! async fn a_school_books() {
//!     let app = TestApp::start().await;
//!     let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
//!     nadia.get("/calendrier").await.is(200).says("CAP Cuisine");
//! }
//! ```
//!
//! The engine is the environment's choice (`MINISTAGE_TEST_ENGINE`): `cargo xtask test` runs the tests once on each.
#![expect(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]
#![expect(missing_docs, reason = "fields of the sample world are named for what they are")]

mod app;
mod browser;
mod db;
mod page;
mod world;

pub use app::TestApp;
pub use browser::Browser;
pub use db::TestDb;

/// To write requests that no browser would send, for [`Browser::send_raw`].
pub mod http {
    pub use axum::body::Body;
    pub use axum::extract::Request;

    /// An empty request.
    pub fn builder() -> axum::http::request::Builder {
        Request::builder()
    }
}

pub use page::Answer;
pub use world::{PASSWORD, SampleLycee, SamplePeople, SampleSender, World};
