//! The business of Ministage: rules, rows, transactions.
//!
//! The only crate that knows the database. Outside of it nobody can name a table: what may be
//! read or done hangs off a value that says who is asking: see [`tenancy`].
//!
//! One folder a feature. In it: types and pure rules in `mod.rs` (or a file beside), `queries`
//! that read, `verbs` that change (one function, one transaction, with its history row and its
//! jobs), `jobs` for the payloads of what happens later. To add a feature: `docs/adding-a-feature.md`.

pub mod access;
pub mod account_home;
pub mod accounts;
pub mod agreements;
pub mod applications;
pub mod archives;
pub mod bookings;
pub mod brake;
pub mod clock;
pub mod colleagues;
pub mod console;
pub mod dashboard;
pub mod demo;
pub mod desk;
pub mod directory;
pub mod dossier;
mod entity;
pub mod erasure;
pub mod factors;
pub mod fault;
#[cfg(any(debug_assertions, feature = "samples"))]
pub mod fingerprint;
pub mod front;
pub mod history;
pub mod hosting;
pub mod hosts;
pub mod invitations;
pub mod login_change;
pub mod mails;
pub mod offer;
pub mod onboarding;
pub mod operators;
pub mod paging;
pub mod passwords;
pub mod people;
pub mod profile;
pub mod queue;
pub mod random;
pub mod readings;
#[cfg(any(debug_assertions, feature = "samples"))]
pub mod sample;
mod seal;
pub mod search;
pub mod sessions;
pub mod signup;
pub mod sites;
pub mod slots;
pub mod staff;
mod store;
pub mod tenancy;
pub mod tenants;
pub mod text;
mod text_enum;
pub mod upkeep;
pub mod viewing;
pub mod wizard;

pub use fault::Fault;
pub use seal::{locked, unlocked};
pub use store::ids;
pub use store::{Engine, Guards, SchemaStep, ServerFacts, StoreSettings, newest_step};
pub use tenancy::{Backstage, Booker, Editor, Portal, StaffMember};
