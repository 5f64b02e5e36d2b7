//! Bookings: made, listed, cancelled, validated, refused.

mod agenda;
mod alike;
mod book;
mod changes;
mod deadlines;
mod decisions;
pub(crate) mod form;
pub(crate) mod handlers;
mod inscription;
pub(crate) mod jobs;
mod lists;
pub(crate) mod mails;
pub(crate) mod mine;
pub(crate) mod pages;
mod received;
mod redo;
mod said;
mod show;
mod told;
mod validations;
mod view;

pub(crate) use deadlines::{brought, released, rule, rule_where, sentences};
pub(crate) use form::{PupilForm, closed, sentence};
pub(crate) use inscription::{Inscribed, Inscriber};
pub(crate) use lists::OWN_STAGES;
pub(crate) use mine::MOST_CHOSEN;
pub(crate) use show::clashes;
pub(crate) use told::{Told, all as all_told, schools};
pub(crate) use view::BookingView;
