//! Ids: one newtype a table, UUID version 7; a school's is its number in the directory.

use education::Uai;
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta] $name:ident)+) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

id! {
    /// A lycée that hosts.
    TenantId
    /// A version of a document template of a tenant.
    TemplateId
    /// A common site.
    SiteId
    /// A person.
    AccountId
    /// A person's place in a school.
    MembershipId
    /// A person's place on the staff of a portal.
    StaffId
    /// A stay of a person on a host.
    SessionId
    /// Sessions of one browser that were opened one from another, each on its host.
    ChainId
    /// A browser that signed in before.
    DeviceId
    /// An invitation into a school.
    InvitationId
    /// A login on its way to another mailbox.
    LoginChangeId
    /// A link that left by mail.
    LinkId
    /// Somebody's wish to open the account of a school.
    SignUpId
    /// A group of programmes.
    TrackId
    /// What is taught: "CAP Cuisine".
    ProgrammeId
    /// A teacher of a portal.
    TeacherId
    /// A dated offer.
    SlotId
    /// A pupil of a school.
    PupilId
    /// A pupil on a slot.
    BookingId
    /// An issued convention.
    AgreementId
    /// Work to be done later; also the id of the mail that it sends.
    JobId
    /// Somebody's wish to act for a school.
    AccessRequestId
    /// A line of history.
    EventId
    /// A reading of the Ministry's file.
    ImportId
    /// A school that asks for an account by hand.
    ApplicationId
    /// A portal as an operator sees it as somebody else, for a while.
    ViewingId
    /// A recovery code of an operator.
    RecoveryCodeId
    /// A passkey of an operator.
    PasskeyId
    /// What was erased of a school year on a portal.
    ErasureId
    /// The mark of somebody who was erased.
    TombstoneId
    /// The archive of a portal that ends.
    ArchiveId
    /// What is kept of a portal that was erased.
    PortalErasureId
    /// A host of a lycée's own.
    OwnHostId
    /// A lycée that asks for a portal.
    PortalRequestId
    /// Somebody who opened the data of pupils, on one day.
    ReadingId
}

/// A school of the directory, by its number: stored as the number's eight characters.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    DeriveValueType,
)]
#[sea_orm(value_type = "String")]
#[serde(transparent)]
pub struct SchoolId(pub Uai);

impl TryFromU64 for SchoolId {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("SchoolId"))
    }
}

impl From<Uai> for SchoolId {
    fn from(uai: Uai) -> Self {
        Self(uai)
    }
}

impl std::ops::Deref for SchoolId {
    type Target = Uai;

    fn deref(&self) -> &Uai {
        &self.0
    }
}

impl std::fmt::Display for SchoolId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for SchoolId {
    type Err = education::UaiError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}
