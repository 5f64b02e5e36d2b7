//! Tests of the business on both engines. One binary: a feature is a file and a line here.

mod agreements;
mod bookings;
mod directory;
mod house;
mod races;
mod slots;
mod tenants;
