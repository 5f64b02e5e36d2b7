//! Tests of the whole product through HTTP, in the process. One binary: a feature is a file and a line here.
#![expect(
    clippy::unwrap_used,
    reason = "in a test, what cannot be is a failure of the test"
)]

mod access;
mod agreements;
mod bookings;
mod calendar;
mod colleagues;
mod console;
mod demo;
mod doors;
mod faults;
mod front;
mod headers;
mod hop;
mod isolation;
mod mails;
mod pages;
mod passwords;
mod profile;
mod school_information;
mod sessions;
mod signup;
mod slots;
mod staff_bookings;
