//! « Informations de l'Établissement »: what the directory says of a school, and beside it what the
//! school says of itself. Its own words are printed on the next conventions; on issued ones that are not back when
//! it asks for it.
//!
//! One page on two hosts: on a portal it is the guide's « Options » → « Calendrier, Information », at
//! the account's home it is among the pages of the school.

mod form;
pub(crate) mod handlers;
pub(crate) mod pages;
mod redo;

pub(crate) use redo::{CHANGED, Offer, in_short, offer_here};
