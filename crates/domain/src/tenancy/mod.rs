//! Who is asking, and what part of the house that lets them see.
//!
//! | value | is | made by |
//! |---|---|---|
//! | [`Backstage`] | the house: opens, migrates, finds a portal, tells the time | the binary at start |
//! | [`Doors`] | a stranger at the door of one host | the Host header |
//! | [`AccountHolder`] | a person about her own account, on any host | a session |
//! | [`SchoolMember`] | a person in one of her schools, at her account's home | [`AccountHolder::membership`] |
//! | [`Claimant`] | an operator who gave her password, and not yet the code of her telephone | a session |
//! | [`Operator`] | a person who runs the platform, on the console | a session |
//! | [`FullOperator`] | one of them whose role lets her change something | [`Operator::full`] |
//! | [`Worker`] | what only jobs do | the loop that claims them |
//! | [`Portal`] | one lycée | the Host header, the worker, tests |
//! | [`Booker`] | a person for her school, on one portal | a session |
//! | [`StaffMember`] | a person of the staff, on her portal | a session |
//! | [`Editor`] | one of them whose role lets her change stages and decide on bookings | [`StaffMember::editor`] |
//!
//! Commands at the shell have the whole machine, and so hang off [`Backstage`]: applying a portal,
//! importing the directory, inviting an operator, planting a demonstration.
//!
//! Queries and verbs are methods of these values, written in the feature's own folder. What a
//! value does not lend does not exist for its holder: the answer is `None`, shown as a 404.

mod account_holder;
mod backstage;
mod deadlines;
mod doors;
mod editor;
mod erasing;
mod operator;
mod portal;
#[cfg(test)]
mod sample;
mod school_member;
mod shared;
mod standing;
mod tenant;
mod worker;

pub use account_holder::AccountHolder;
pub use backstage::{Backstage, Settings};
pub use deadlines::{DueBy, RELEASED_AT};
pub use doors::Doors;
pub use editor::Editor;
pub use erasing::{Erasing, YearDay};
pub use operator::{Claimant, FullOperator, Operator};
pub use portal::Portal;
pub use school_member::SchoolMember;
pub(crate) use shared::Shared;
pub use standing::{Booker, Person, ServedSchool, StaffMember, Standing};
pub(crate) use standing::{Place, with_places};
pub use tenant::{AgreementPolicy, Contact, TEXTS, Tenant, TenantDetails, TenantState};
pub(crate) use tenant::{MOST_PARAGRAPHS, paragraphs};
pub use worker::Worker;
