//! Tests of the whole product through HTTP, in the process. One binary: a feature is a file and a line here.
#![expect(clippy::unwrap_used, reason = "in a test, what cannot be is a failure of the test")]

mod access;
mod agreements;
mod applications;
mod bookings;
mod bounces;
mod calendar;
mod colleagues;
mod commands;
mod console;
mod demo;
mod doors;
mod faults;
mod follow_up;
mod front;
mod headers;
mod hop;
mod isolation;
mod mails;
mod offers;
mod pages;
mod passwords;
mod process;
mod profile;
mod rare;
mod school_information;
mod second_school;
mod servers;
mod sessions;
mod signup;
mod slots;
mod spelling;
mod staff_bookings;
mod throttles;
mod traces;
mod wizard;
