//! « Collègues », at the account's home: who acts for a school; managers invite, change a role,
//! remove; everybody may leave.

mod ended;
pub(crate) mod handlers;
pub(crate) mod invite;
pub(crate) mod jobs;
pub(crate) mod mails;
pub(crate) mod pages;
