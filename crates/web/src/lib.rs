//! What people see: the only crate that knows HTTP and templates.
//!
//! A feature is a folder: `pages` (typed contexts), beside them its handlers, forms, mails and jobs.
//! [`view`] turns contexts into text.

mod access;
mod account_home;
mod agreements;
pub mod app;
mod applications;
mod archives;
mod assets;
mod bookings;
mod calendar;
mod colleagues;
mod console;
mod dashboard;
mod desk;
mod dossier;
mod erasure;
mod errors;
mod factors;
mod form;
mod front;
mod guides;
mod history;
mod home;
mod hosting;
mod hosts;
mod invitations;
pub mod law;
mod limits;
mod login_change;
mod logo;
mod moments;
mod onboarding;
mod operators;
mod passwords;
mod people;
pub mod picture;
mod post;
mod profile;
mod query;
pub mod readings;
pub mod routes;
mod school_information;
mod search;
pub mod server;
mod sessions;
mod signup;
mod sites;
mod slots;
mod staff;
mod statement;
mod upkeep;
mod urls;
pub mod view;
mod viewing;
pub mod visit;
mod wizard;
mod words;
pub mod worker;

pub use form::mailbox;
pub use home::retention::Kept as Retained;
pub use server::Network;
pub use words::{missing_step, no_address, operator_role, staff_role};
