//! Bookings: made, listed, cancelled, validated, refused.

mod agenda;
mod book;
mod book_for;
mod decisions;
mod form;
pub(crate) mod handlers;
pub(crate) mod jobs;
mod lists;
pub(crate) mod mails;
pub(crate) mod mine;
pub(crate) mod pages;
mod show;
mod view;

pub(crate) use view::BookingView;
