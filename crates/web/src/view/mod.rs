//! How a page or a mail becomes text: typed contexts in, HTML out.
//!
//! A page is a struct in `web/src/<feature>/pages.rs` with its `page!` line and its template in `templates/<feature>/`;
//! `cargo xtask test` fails until a test sees it.
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
mod shell;

pub(crate) use accent::Accent;
pub use engine::{Engine, ViewError};
pub(crate) use letter::Letter;
pub(crate) use mail::Sender;
pub(crate) use page::{Page, page};
pub(crate) use parts::{Badge, Choice, Empty, Fill, Listed, Pager, Search, Tone};
pub use shell::HostKind;
pub(crate) use shell::{Bounce, Flash, Look, PLATFORM, PLATFORM_ACCENT, Shell};
