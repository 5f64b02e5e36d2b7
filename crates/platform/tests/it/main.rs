//! The world outside, met for real: a relay that listens, a folder, a Redis.
//!
//! What holds for both forms of a thing is written once, as a function of it, in `kv.rs` or
//! `limits.rs`, and called by `memory` and by `redis`. Every test that needs a Redis is in the module
//! `redis`, so that the inner loop leaves them out by name: `-E 'not test(/redis/)'`.

#![expect(clippy::unwrap_used, reason = "a test that panics says where; helpers are tests too")]

mod kv;
mod letters;
mod limits;
mod mailbox;
mod memory;
mod redis;
mod smtp;
