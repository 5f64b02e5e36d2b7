//! Rows for tests: schools, lycées, people, an offer. Feature `samples`.
//!
//! What a test needs *before* it begins is put in place here, without the verbs that make it in
//! life (they have tests of their own, and some of them send mails). What a test is *about* goes
//! through the verbs. To add one: a function that inserts one thing and gives back its id.
//!
//! | file | holds |
//! |---|---|
//! | `places` | schools of the directory, portals and their domains |
//! | `people` | accounts, and whom they act for |
//! | `offer` | what a portal teaches, and by whom |
//! | `seen` | what a test looks at afterwards |

mod offer;
mod people;
mod places;
mod seen;

use crate::accounts::Title;

/// A school of the directory, in the few words that tests look at.
#[derive(Clone, Copy, Debug)]
pub struct SampleSchool {
    /// Its number, valid.
    pub uai: &'static str,
    /// Its name, as shown.
    pub name: &'static str,
    /// As the directory's kinds are stored: `college`, `lycee`…
    pub kind: &'static str,
    /// Where it is.
    pub city: &'static str,
    /// Five digits.
    pub postal_code: &'static str,
    /// The mailbox that the directory knows.
    pub mail: &'static str,
}

/// Somebody with an account that is confirmed.
#[derive(Clone, Debug)]
pub struct SamplePerson {
    /// Her mailbox.
    pub login: String,
    /// « Civilité ».
    pub title: Title,
    /// First name.
    pub first_name: &'static str,
    /// Last name.
    pub last_name: &'static str,
    /// What she does: "secrétariat".
    pub position: &'static str,
    /// Her password, hashed; none: she cannot sign in by typing.
    pub password_hash: Option<String>,
}
