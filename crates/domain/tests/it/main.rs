//! Tests of the business on both engines. One binary: a feature is a file and a line here.
#![expect(clippy::unwrap_used, reason = "in a test, what cannot be is a failure of the test")]

mod access;
mod agreements;
mod alike;
mod archives;
mod bookings;
mod changes;
mod colleagues;
mod damaged;
mod directory;
mod erasure;
mod factors;
mod follow_up;
mod hosts;
mod house;
mod invitations;
mod login_change;
mod onboarding;
mod opening;
mod operators;
mod overview;
mod papers;
mod people;
mod queue;
mod races;
mod search;
mod servers;
mod sessions;
mod signup;
mod sites;
mod slots;
mod staff;
mod tenants;
mod upkeep;
mod viewing;
mod wizard;
