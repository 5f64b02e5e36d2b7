//! The world outside, met for real: a relay that listens, a folder, a Redis.
//!
//! What holds for both forms of a thing is written once, as a function of it, in `kv.rs` or
//! `limits.rs`, and called by `memory` and by `servers::redis`. Every test that needs a Redis is in the
//! module `servers`, so that the inner loop leaves them out by path: `-E 'not test(/^servers::/)'`.

#![expect(clippy::unwrap_used, reason = "a test that panics says where; helpers are tests too")]

mod dns;
mod kv;
mod letters;
mod limits;
mod mailbox;
mod memory;
mod servers;
mod smtp;
