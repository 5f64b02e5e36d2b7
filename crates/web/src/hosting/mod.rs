//! « Vous êtes un lycée ? »: a lycée asks for its portal from the front door; operators decide.
//!
//! | file | holds |
//! |---|---|
//! | `handlers` | the code of the school, the form behind the mailed link |
//! | `console` | what operators read, and their decision |

pub(crate) mod console;
pub(crate) mod handlers;
mod jobs;
mod mails;
mod pages;

pub(crate) use pages::PortalRequestRow;
