//! How a page or a mail becomes text: typed contexts in, HTML out.
//!
//! A page is a struct that implements [`Page`] in `web/src/<feature>/pages.rs`, its template in `templates/<feature>/`,
//! and a line in [`registry`]: from then on its samples are rendered in the tests and in the gallery.
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
#[cfg(any(test, debug_assertions))]
pub(crate) mod registry;
mod shell;

pub(crate) use accent::Accent;
pub use engine::{Engine, ViewError};
pub(crate) use letter::Letter;
#[cfg(any(test, debug_assertions))]
pub(crate) use mail::SampleLetters;
pub(crate) use mail::Sender;
pub(crate) use page::Page;
pub(crate) use parts::{Badge, Choice, Empty, Field, Fill, Pager, Search, Tone};
pub use shell::HostKind;
pub(crate) use shell::{Bounce, Flash, Look, Shell};
