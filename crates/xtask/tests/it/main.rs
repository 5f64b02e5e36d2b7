//! The shape of the workspace, and the habits that no compiler keeps.
//!
//! | file | holds |
//! |---|---|
//! | `alerts` | alerts and boards that we ship ask for what is counted |
//! | `arrows` | which of our crates may know which, and where each external crate has its home |
//! | `features` | every command builds the same: see `crates/workspace-hack/src/lib.rs` |
//! | `manifests` | no crate names a dependency that it does not use |
//! | `documents` | what the documentation names exists |
//! | `guides` | each step of the two guides is walked by a browser test |
//! | `lists` | the pages that list all jobs, caches and limits do |
//! | `spaces` | no-break spaces stand where French has them |
//! | `workspace` | how these tests see the checkout |
#![expect(
    clippy::disallowed_methods,
    reason = "cargo tells a test where it is by an environment variable"
)]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod alerts;
mod arrows;
mod documents;
mod features;
mod guides;
mod lists;
mod manifests;
mod spaces;
mod workspace;
