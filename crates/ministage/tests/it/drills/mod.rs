//! What an operator must be able to rely on, played through with the shipped files: `cargo xtask drill NAME`.
//!
//! `cargo xtask test` runs the short forms; with `MINISTAGE_DRILL=long` each goes on for longer. Each prints what it
//! counted.
#![expect(
    clippy::disallowed_methods,
    reason = "how long a drill is comes from `cargo xtask drill`"
)]

mod afternoon;
mod debian;
mod restart;
mod restore;
mod shipped;
mod town;

use std::path::{Path, PathBuf};

/// `short`, or `long` for `cargo xtask drill`.
fn rounds(short: usize, long: usize) -> usize {
    match std::env::var("MINISTAGE_DRILL").as_deref() {
        Ok("long") => long,
        _ => short,
    }
}

/// A shipped file.
pub(crate) fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy").join(name)
}
