//! Who is asking, and what part of the house that lets them see.
//!
//! | value | is | made by |
//! |---|---|---|
//! | [`Backstage`] | the whole house, without a tenant | the binary at start |
//! | [`Portal`] | one lycée | the Host header, the worker, tests |
//! | [`OriginSchool`] | a person for her school, on one portal | a session |
//! | [`HostSchool`] | a person of the staff, on her portal | a session |
//! | [`Membership`] | a person in one of her schools, at her account's home | a session |
//!
//! Queries and verbs are methods of these values, written in the feature's own folder. What a
//! value does not lend does not exist for its holder: the answer is `None`, shown as a 404.

mod backstage;
mod member;
mod membership;
mod portal;
mod tenant;

pub(crate) use backstage::Shared;
pub use backstage::{Backstage, Settings};
pub use member::{HostSchool, OriginSchool, Person, ServedSchool, Standing};
pub(crate) use member::{Place, with_places};
pub use membership::Membership;
pub use portal::Portal;
pub use tenant::{AgreementPolicy, Contact, Tenant, TenantDetails, TenantState};
