//! How a page or a mail becomes text: typed contexts in, HTML out.
//!
//! A page is a struct in `web/src/<feature>/pages.rs` with its `page!` line, its template in `templates/<feature>/`,
//! its samples in `<feature>/samples.rs` and a line in `registry`: from then on the tests and the gallery render them.
//! Templates see two names only: `shell` (what surrounds every page) and `page` (the struct).

mod accent;
pub(crate) mod assets;
mod disk;
mod engine;
mod letter;
mod mail;
pub(crate) mod nav;
mod page;
mod parts;
#[cfg(debug_assertions)]
pub(crate) mod registry;
#[cfg(debug_assertions)]
mod samples;
mod shell;

pub(crate) use accent::Accent;
pub use engine::{Engine, ViewError};
pub(crate) use letter::Letter;
#[cfg(debug_assertions)]
pub(crate) use mail::SampleLetters;
pub(crate) use mail::Sender;
#[cfg(debug_assertions)]
pub(crate) use page::Sampled;
pub(crate) use page::{Page, page};
pub(crate) use parts::{Badge, Choice, Empty, Fill, Listed, Pager, Search, Tone};
pub use shell::HostKind;
pub(crate) use shell::{Bounce, Flash, Look, Shell};
