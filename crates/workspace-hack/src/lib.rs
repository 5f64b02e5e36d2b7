//! Gives every command the same build of other people's crates. Holds no code; its Cargo.toml is all.
//!
//! Cargo unites the features that the *selected* crates ask for. `cargo test -p domain` selects fewer than
//! `--workspace`; without this crate `idna`, say, would have fewer features there, and `url`, `sqlx`, `sea-orm` and
//! everything above would be compiled a second time: minutes. Every crate of ours depends on this one, so they all
//! ask for the same.
//!
//! Named and laid out as cargo-hakari does it, but kept by hand: the test `crates/xtask/tests/it/features.rs` says
//! which command differs, in which dependency, and what to add. A line that is no longer needed does no harm: remove
//! it and ask the test.
//!
//! `xtask` does not depend on it: it must build in seconds in a fresh clone.
