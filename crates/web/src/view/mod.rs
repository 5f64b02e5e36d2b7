//! How a page or a mail becomes text: typed contexts in, HTML out.
//!
//! A page is a struct that implements [`Page`] in `web/src/<feature>/pages.rs`, its template in `templates/<feature>/`,
//! and a line in [`registry`]: from then on its samples are rendered in the tests and in the gallery.
//! Templates see two names only: `shell` (what surrounds every page) and `page` (the struct).

mod accent;
pub mod assets;
mod engine;
mod mail;
pub mod nav;
mod page;
mod parts;
pub mod registry;
mod shell;

pub use accent::{Accent, AccentError};
pub use engine::{Engine, ViewError};
pub use mail::{Mail, RenderedMail, Sender};
pub use page::Page;
pub use parts::{Badge, Choice, Empty, Field, Fill, Pager, Search, Tone};
pub use shell::{Bounce, Flash, HostKind, Look, NavItem, Person, Shell};
