//! « Enseignants »: which account is which teacher.

use serde::Serialize;

use crate::view::{Choice, page};

/// One account, and the list to choose from.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TeacherRow {
    pub(crate) id: String,
    /// What is said of it; sent back as `lu`.
    pub(crate) read: String,
    pub(crate) name: String,
    /// « Compte : y.kervella@… ».
    pub(crate) login: String,
    /// Under which name its select stands: one of its own for each account.
    pub(crate) field: String,
    pub(crate) choices: Vec<Choice>,
    /// The teacher it is, or empty.
    pub(crate) teacher: String,
    /// The choice is only proposed, by the name.
    pub(crate) proposed: bool,
}

/// `/options/enseignants`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TeachersPage {
    pub(crate) rows: Vec<TeacherRow>,
    /// Teachers of the list who have no account.
    pub(crate) others: Vec<String>,
}
page!(TeachersPage, "staff/teachers.html");
