//! Tests of the whole product through HTTP, in the process. One binary: a feature is a file and a line here.

mod agreements;
mod bookings;
mod calendar;
mod console;
mod demo;
mod doors;
mod front;
mod mails;
mod passwords;
mod sessions;
mod signup;
mod slots;
