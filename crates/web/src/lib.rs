//! What people see: the only crate that knows HTTP and templates.
//!
//! A feature is a folder: `pages` (typed contexts), beside them its handlers, forms, mails and jobs.
//! [`view`] turns contexts into text.

pub mod access;
pub mod account;
mod agreements;
pub mod app;
pub mod applications;
mod assets;
pub mod bookings;
pub mod calendar;
pub mod colleagues;
pub mod console;
pub mod dashboard;
pub mod errors;
pub mod front;
pub mod history;
pub mod home;
pub mod invitations;
pub mod login_change;
pub mod logo;
pub mod passwords;
pub mod post;
pub mod profile;
pub mod query;
pub mod recovery;
pub mod routes;
pub mod school_information;
pub mod server;
pub mod sessions;
pub mod signup;
pub mod slots;
mod upkeep;
pub mod view;
pub mod visit;
pub mod words;
pub mod worker;
