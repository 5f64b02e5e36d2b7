//! One file per table, no logic. A row is either a tenant's or nobody's: `scope!` says which.
#![expect(unreachable_pub, reason = "sea-orm's derives make public items")]

pub(crate) mod access_requests;
pub(crate) mod accounts;
pub(crate) mod agreements;
pub(crate) mod archive_parts;
pub(crate) mod archives;
pub(crate) mod bookings;
pub(crate) mod devices;
pub(crate) mod directory_imports;
pub(crate) mod erasures;
pub(crate) mod formation_words;
pub(crate) mod history;
pub(crate) mod jobs;
pub(crate) mod login_changes;
pub(crate) mod mailed_links;
pub(crate) mod memberships;
pub(crate) mod operators;
pub(crate) mod outgoing_mails;
pub(crate) mod own_hosts;
pub(crate) mod passkey_challenges;
pub(crate) mod passkeys;
pub(crate) mod portal_erasures;
pub(crate) mod portal_requests;
pub(crate) mod programmes;
pub(crate) mod pupils;
pub(crate) mod readings;
pub(crate) mod recovery_codes;
pub(crate) mod school_applications;
pub(crate) mod school_invitations;
pub(crate) mod school_profiles;
pub(crate) mod schools;
pub(crate) mod sessions;
pub(crate) mod sign_ups;
pub(crate) mod sites;
pub(crate) mod slot_teachers;
pub(crate) mod slots;
pub(crate) mod slugs;
pub(crate) mod staff;
pub(crate) mod teachers;
pub(crate) mod template_versions;
pub(crate) mod tenant_files;
pub(crate) mod tenant_words;
pub(crate) mod tenants;
pub(crate) mod tombstones;
pub(crate) mod tracks;
pub(crate) mod viewings;

/// What every table is declared with.
mod prelude {
    pub(super) use sea_orm::entity::prelude::*;

    pub(super) use super::Relation;
    pub(super) use crate::ids::*;
    pub(super) use crate::store::scope;
}

/// Of a table that no query leads on from.
#[derive(Clone, Copy, Debug, sea_orm::EnumIter, sea_orm::DeriveRelation)]
pub enum Relation {}
