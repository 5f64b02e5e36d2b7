//! For tests of pages only: the product in the test's process, and a browser that reads forms.
//!
//! A [`TestApp`] is the product around a [`World`] of the crate `testing`, whose names are here too.
//!
//! ```text
//! #[tokio::test(flavor = "multi_thread")]
//! async fn a_school_books() {
//!     let app = TestApp::start().await;
//!     let mut nadia = app.signed_in(&app.cacault.manager, &app.atelier.host).await;
//!     nadia.get("/calendrier").await.is(200).says("CAP Cuisine");
//! }
//! ```
#![expect(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

mod app;
mod browser;
mod check;
mod page;
mod record;

pub use app::{TestApp, beginning};
pub use browser::Browser;
pub use page::Answer;
pub use testing::{
    Key, PASSWORD, SampleLycee, SamplePeople, SampleSender, TestDb, World, confirm, moved, read,
    reason, receive, refuse,
};

/// What is typed into the form of a pupil.
pub const INES: [(&str, &str); 3] = [("nom", "Bernard"), ("prenom", "Inès"), ("classe", "3e B")];

/// To write requests that no browser would send, for [`Browser::send_raw`].
pub mod http {
    pub use axum::body::Body;
    pub use axum::extract::Request;
    pub use axum::http::HeaderValue;

    /// An empty request.
    pub fn builder() -> axum::http::request::Builder {
        Request::builder()
    }
}
