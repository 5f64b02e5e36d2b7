//! The people of a portal: who may do what for the lycée that hosts.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | the roles |
//! | `admins` | a lycée keeps an administrator |
//! | `teachers` | which teacher of the lycée's list a name seems to be |
//! | `ties` | an editor sees who is who, and says it |

mod admins;
pub mod jobs;
mod teachers;
mod ties;

use crate::text_enum;

pub use admins::StaffRefused;
pub use ties::{TeacherAccount, TieRefused, UnsaidTeacher, UntiedTeacher};

text_enum! {
    /// « Personnel du portail ». Each role may do all that the ones after it may.
    StaffRole {
        /// The lycée's administrator: settings and people.
        Admin = "admin",
        /// DDFPT, secretary: stages and bookings.
        Editor = "editor",
        /// Vie scolaire: sees stages and trainees.
        FrontDesk = "front_desk",
        /// A teacher: sees his own stages and trainees.
        Teacher = "teacher",
    }
}

impl StaffRole {
    /// Whether this role may create and change stages and decide on bookings.
    pub fn may_edit(self) -> bool {
        matches!(self, Self::Admin | Self::Editor)
    }
}
