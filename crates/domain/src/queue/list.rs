//! How jobs are declared, and the list of all of them.

/// Declares the jobs of a feature: the name under which each is stored, which never changes once
/// released, its [`Lane`](super::Lane), and its payload.
macro_rules! jobs {
    ($(
        $(#[$doc:meta])*
        $kind:literal $name:ident in $lane:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),+ $(,)? }
    )+) => {$(
        $(#[$doc])*
        #[doc = concat!("Stored as `", $kind, "`.")]
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            $(
                #[doc = concat!("Stored as `", stringify!($field), "`.")]
                $(#[$field_doc])*
                pub $field: $type,
            )+
        }

        impl $crate::queue::Job for $name {
            const KIND: &'static str = $kind;
            const LANE: $crate::queue::Lane = $crate::queue::Lane::$lane;
        }
    )+};
}
pub(crate) use jobs;

/// Hands the list of all jobs to a macro. A job that is not listed does not compile, and neither
/// does a worker without a handler for each: it is made from this list.
#[macro_export]
macro_rules! every_job {
    ($hand_to:ident) => {
        $hand_to! {
            $crate::access::jobs::SendAccessProof,
            $crate::access::jobs::NotifyManagers,
            $crate::access::jobs::RemindManagers,
            $crate::access::jobs::SendAccessNotice,
            $crate::access::jobs::EndAccessNotice,
            $crate::access::jobs::ExpireAccessRequest,
            $crate::access::jobs::TellRequester,
            $crate::agreements::jobs::ForgetReplaced,
            $crate::agreements::jobs::RenewAgreements,
            $crate::applications::jobs::SendApplicationProof,
            $crate::applications::jobs::TellApplicationRefused,
            $crate::archives::jobs::WriteArchive,
            $crate::bookings::jobs::FollowUpBookings,
            $crate::bookings::jobs::TellOfBooking,
            $crate::colleagues::jobs::TellColleague,
            $crate::colleagues::jobs::TellManager,
            $crate::erasure::jobs::EraseIdentities,
            $crate::erasure::jobs::ErasePortal,
            $crate::erasure::jobs::ErasePupil,
            $crate::erasure::jobs::KeepTombstones,
            $crate::hosting::jobs::SendPortalForm,
            $crate::hosting::jobs::TellPortalRequest,
            $crate::hosts::jobs::CheckHost,
            $crate::hosts::jobs::TellOfHost,
            $crate::erasure::jobs::TellErased,
            $crate::invitations::jobs::SendStaffInvitation,
            $crate::invitations::jobs::SendSchoolInvitation,
            $crate::invitations::jobs::SendOperatorInvitation,
            $crate::login_change::jobs::SendLoginChangeLink,
            $crate::login_change::jobs::TellLoginChanged,
            $crate::onboarding::jobs::SendTrial,
            $crate::onboarding::jobs::TellOpened,
            $crate::passwords::jobs::SendPasswordReset,
            $crate::passwords::jobs::TellPasswordChanged,
            $crate::people::jobs::SettlePeople,
            $crate::people::jobs::TellPerson,
            $crate::people::jobs::TellUnused,
            $crate::signup::jobs::SendConfirmation,
            $crate::signup::jobs::SendSchoolAddition,
            $crate::signup::jobs::SendWayOn,
            $crate::slots::jobs::TellTeacher,
            $crate::staff::jobs::AskWhoTeaches,
            $crate::staff::jobs::TellTied,
            $crate::upkeep::SweepHouse,
            $crate::viewing::jobs::WatchViewing,
        }
    };
}

/// A job of [`every_job!`].
pub trait Listed {}

macro_rules! listed {
    ($($job:ty),+ $(,)?) => { $(impl Listed for $job {})+ };
}
every_job!(listed);
