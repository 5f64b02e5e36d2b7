//! Facts of the French school system, usable without any product: no database, no HTTP, no clock.
//!
//! To add a fact: put its source into `data/` (and its licence into `data/README.md`), parse it once, test every row.
//!
//! | module | answers |
//! |---|---|
//! | [`uai`] | is this number of a school well typed? |
//! | [`academies`], [`departments`] | where is this school, who administers it? |
//! | [`mailboxes`] | which address speaks for this school? |
//! | [`natures`] | what kind of school is it, may it act on its own? |
//! | [`directory`] | which schools exist? (the Ministry's export) |
//! | [`names`] | how is its name written, with which article? |
//! | [`pupils`] | do two typings mean the same pupil, the same class? |
//! | [`calendar`] | is there school on that day, what time is it there? |
//! | [`formations`] | which diplomas do lycées prepare? |
//! | [`french`] | how are dates, hours and counts written? |

pub mod academies;
pub mod calendar;
pub mod departments;
pub mod directory;
pub mod formations;
pub mod french;
pub mod mailboxes;
pub mod names;
pub mod natures;
pub mod pupils;
pub mod uai;

mod table;

pub use academies::Academy;
pub use departments::Department;
pub use uai::{Uai, UaiError};
