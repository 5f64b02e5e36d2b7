//! In which list of the history pages an event is found.

use crate::text_enum;

text_enum! {
    /// What a reader of the history may ask for.
    EventKind {
        /// People: accounts, staff, colleagues, requests.
        People = "personnes",
        /// The offer.
        Slots = "stages",
        /// Bookings and decisions.
        Bookings = "reservations",
        /// Conventions.
        Agreements = "conventions",
        /// The school's information, the portal's settings.
        Settings = "reglages",
    }
}

/// The events of each kind, by the name under which they are stored.
const KINDS: [(EventKind, &[&str]); 5] = [
    (
        EventKind::People,
        &[
            "account_created", "login_confirmed", "password_changed", "profile_changed",
            "login_change_asked", "login_change_cancelled", "login_changed",
            "colleague_role_changed", "colleague_removed", "invitation_withdrawn",
            "colleague_left", "signed_in", "signed_out", "sessions_ended", "mailbox_refused",
            "operator_invited", "operator_removed", "invitations_withdrawn", "staff_removed",
            "staff_invited", "staff_joined", "teacher_tied", "colleague_invited",
            "colleague_joined", "access_requested", "access_notified", "access_reminded",
            "access_notice_given", "access_granted", "access_refused", "access_expired",
            "operator_joined", "school_taken_in", "school_applied", "portal_asked",
            "portal_granted", "portal_refused", "application_accepted", "application_refused",
            "factor_installed", "factor_given", "factor_untied", "operator_role_changed",
            "factor_reset", "recovery_code_used", "recovery_codes_renewed", "viewing_begun",
            "viewing_ended", "person_link_sent", "person_sessions_ended", "person_closed",
            "person_reopened", "people_merged", "person_removed", "passkey_added",
            "passkey_removed", "passkey_used", "passkey_copied",
        ],
    ),
    (
        EventKind::Slots,
        &["slot_created", "slot_published", "slot_changed", "slot_closed", "slot_cancelled"],
    ),
    (
        EventKind::Bookings,
        &[
            "booking_made", "booking_made_by_host", "booking_confirmed", "booking_refused",
            "booking_taken_back", "booking_cancelled", "booking_released", "booking_called_off",
            "booking_pupil_changed", "booking_moved", "booking_restored", "identities_erased",
            "pupil_erased", "dossier_read",
        ],
    ),
    (
        EventKind::Agreements,
        &["agreement_issued", "agreement_read", "agreement_returned", "agreement_awaited"],
    ),
    (
        EventKind::Settings,
        &[
            "tenant_applied", "tenant_moved", "tenant_prepared", "tenant_state_set",
            "tenant_archived", "tenant_kept", "archive_taken", "site_applied", "site_removed",
            "directory_imported", "job_retried", "job_dropped", "school_corrected", "logo_changed",
            "host_proved", "host_failing", "host_left",
        ],
    ),
];

impl EventKind {
    /// The names of its events.
    pub(super) fn names(self) -> &'static [&'static str] {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or(&[], |(_, names)| names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Event;

    /// Serde names all variants when it meets one that it does not know.
    fn all_names() -> Vec<String> {
        let error = serde_json::from_str::<Event>(r#"{"event":"?"}"#).unwrap_err().to_string();
        let (_, known) = error.split_once("expected").unwrap();
        known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn every_event_is_of_one_kind() {
        let listed: Vec<&str> = KINDS.iter().flat_map(|(_, names)| *names).copied().collect();
        for name in all_names() {
            let kinds = listed.iter().filter(|known| **known == name).count();
            assert_eq!(kinds, 1, "{name} stands in KINDS {kinds} times");
        }
        for name in listed {
            assert!(all_names().iter().any(|known| known == name), "{name} is no event");
        }
    }
}
