//! The world outside: machines that we do not own, and none of our business rules.
//!
//! Each part is a small enum with a real and an embedded form ([`mail::Mail`], [`kv::Kv`], [`dns::Dns`]), cheap to
//! clone, chosen once by the binary's configuration. Nothing here knows another crate of ours, reads
//! the environment, or asks what time it is: `now` is passed in. (Time *limits* and
//! expiries run on the monotonic clock, which no rule of the product depends on.)
//!
//! To add a part: one module, one enum, an embedded form that needs no set-up, a real form whose
//! every call has a time limit, and one set of tests that runs on both.

pub mod dns;
pub mod kv;
pub mod ledger;
pub mod limits;
pub mod mail;
#[cfg(debug_assertions)]
pub mod testing;
