//! For tests only: a database of its own for each test, on either engine, and a small France to put in it.
//!
//! A test of a rule takes a [`TestDb`] or a whole [`World`]: two lycées, two collèges, an operator, and a
//! Monday morning that stands still. Tests of pages use the crate `testing-web`, which builds upon this one.
//!
//! ```text
//! /// A cancelled place is free at once.
//! #[tokio::test(flavor = "multi_thread")]
//! async fn a_cancelled_place_is_free() {
//!     let world = World::new().await;
//!     let cacault = world.origin(&world.atelier, &world.cacault).await;
//!     …
//! }
//! ```
//!
//! The engine is the environment's choice (`MINISTAGE_TEST_ENGINE`): `cargo xtask test` runs the tests once on each.
#![expect(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]
#![expect(missing_docs, reason = "fields of the sample world are named for what they are")]

#[cfg(not(any(debug_assertions, feature = "samples")))]
compile_error!("in a release build: --features testing/samples");

mod db;
mod key;
mod world;

use domain::Editor;
use domain::bookings::{AsRead, BookingStatus, DecisionRefused, ReceiptRefused};
use domain::ids::{BookingId, TenantId};
use domain::tenancy::FullOperator;
use domain::tenants::MoveRefused;
use domain::text::Reason;

pub use db::TestDb;
pub use key::Key;
pub use world::{BASE_DOMAIN, PASSWORD, SampleLycee, SamplePeople, SampleSender, World};

/// « Valider », by who has just read the booking.
pub async fn confirm(host: &Editor, id: BookingId) -> Result<(), DecisionRefused> {
    host.confirm(id, &read(host, id).await).await
}

/// « Refuser », by who has just read the booking.
pub async fn refuse(
    host: &Editor,
    id: BookingId,
    why: &str,
) -> Result<BookingStatus, DecisionRefused> {
    host.refuse(id, &read(host, id).await, &reason(why)).await
}

/// « Convention reçue », by who has just read the booking.
pub async fn receive(host: &Editor, id: BookingId) -> Result<(), ReceiptRefused> {
    host.agreement_received(id, &read(host, id).await).await
}

/// « Changer d’adresse », by who has just read the portal.
pub async fn moved(
    console: &FullOperator,
    id: TenantId,
    slug: &str,
    why: &Reason,
) -> Result<(), MoveRefused> {
    let lycee = console.lycee(id).await.unwrap();
    let version = lycee.map(|lycee| lycee.tenant.version).unwrap_or_default();
    console.move_lycee(id, version, slug, why).await
}

/// What `host` reads of a booking; nothing of one that is not hers.
pub async fn read(host: &Editor, id: BookingId) -> AsRead {
    host.booking(id).await.unwrap().map(|booking| booking.as_read()).unwrap_or_default()
}

/// « Motif ».
pub fn reason(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}
