//! « Collègues », at the account's home: who acts for a school; managers invite, change a role,
//! remove; everybody may leave.

pub mod handlers;
pub mod invite;
pub mod jobs;
pub mod mails;
pub mod pages;
