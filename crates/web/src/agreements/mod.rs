//! « Conventions »: printed from what was issued, and shown to those who may see the booking.

pub(crate) mod handlers;
mod jobs;
pub(crate) mod printing;

pub(crate) use printing::{Files, Printed};
