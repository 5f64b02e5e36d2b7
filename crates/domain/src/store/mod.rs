//! The database: connecting, the one seam for reading and writing, scopes, ids, error classes.
//!
//! Private to the crate. Everything that differs between SQLite and PostgreSQL is in `engine.rs`.

mod again;
mod connect;
mod engine;
mod errors;
mod facts;
pub mod ids;
mod insert;
mod migrate;
mod own;
mod revisions;
mod run;
mod scope;
mod tx;

pub(crate) use connect::Store;
pub use connect::{Guards, StoreSettings};
pub use engine::Engine;
pub(crate) use errors::classify;
pub use facts::ServerFacts;
pub use migrate::{SchemaStep, newest_step};
pub(crate) use own::{OWN_TABLES, json};
pub(crate) use scope::{Reachable, Scope, SharedTable, TenantTable, Versioned, Whole, scope};
pub(crate) use tx::Tx;
