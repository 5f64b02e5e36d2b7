//! The two sides of a booking: what each may do with it, and who sees it.

use chrono::{DateTime, Utc};

use super::{AgreementStatus, Booking, BookingStatus};
use crate::Fault;
use crate::ids::BookingId;
use crate::slots::Slot;
use crate::staff::StaffRole;
use crate::tenancy::{StaffMember, Standing};

/// The side on which somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The school that sends the pupil.
    School,
    /// The lycée that hosts, in this role.
    Lycee(StaffRole),
}

/// What may be done with a booking now. Pages offer nothing else, and the verbs accept all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// « Imprimer la convention ».
    pub print: bool,
    /// « Ajouter à l’agenda ».
    pub note: bool,
    /// « Désinscrire l’élève ».
    pub cancel: bool,
    /// « Valider », also after the visit: the day is then in the books.
    pub confirm: bool,
    /// « Refuser », of a validated booking too.
    pub refuse: bool,
    /// « Inscrire un autre élève », on the same stage.
    pub book_another: bool,
    /// « Convention reçue ».
    pub receive: bool,
    /// « Corriger ou remplacer l’élève », « Déplacer vers un autre créneau ».
    pub change: bool,
    /// « Rétablir la réservation », « Réserver à nouveau ».
    pub restore: bool,
    /// The convention that was noted as received is awaited again.
    pub await_again: bool,
}

impl Side {
    /// What this side may do with a booking at `now`.
    pub fn may(self, booking: &Booking, now: DateTime<Utc>) -> Allowed {
        let holds = booking.status.holds_place();
        let open = holds && !booking.slot.is_past(now);
        let known = !booking.pupil.is_erased();
        Allowed {
            print: holds && known,
            note: open,
            cancel: open && self == Self::School,
            confirm: self.decides() && booking.status == BookingStatus::Pending,
            refuse: open && self.decides(),
            book_another: self.may_book(&booking.slot, now),
            change: open && (self == Self::School || self.decides()),
            restore: known
                && booking.status.may_be_restored(self != Self::School)
                && self.may_book(&booking.slot, now),
            receive: holds
                && self.decides()
                && AgreementStatus::AWAITED.contains(&booking.agreement),
            await_again: holds && self.decides() && booking.agreement == AgreementStatus::Returned,
        }
    }

    /// Whether this side may take a place on a stage at `now`.
    pub fn may_book(self, slot: &Slot, now: DateTime<Utc>) -> bool {
        (self == Self::School || self.decides()) && slot.is_open(now) && !slot.is_full()
    }

    fn decides(self) -> bool {
        matches!(self, Self::Lycee(role) if role.may_edit())
    }
}

impl StaffMember {
    /// The lycée's side, in her role.
    pub fn side(&self) -> Side {
        Side::Lycee(self.role())
    }
}

impl Standing {
    /// The side on which the person stands; `None`: she has no part in bookings here.
    pub fn side(&self) -> Option<Side> {
        match self {
            Self::Origin(_) => Some(Side::School),
            Self::Host(host) => Some(host.side()),
            Self::Nobody(_) => None,
        }
    }

    /// The booking, if the person may see it: her school's, or one of the portal that she works for.
    pub async fn booking(&self, id: BookingId) -> Result<Option<Booking>, Fault> {
        match self {
            Self::Origin(origin) => origin.booking(id).await,
            Self::Host(host) => host.booking(id).await,
            Self::Nobody(_) => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slots::SlotStatus;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn allowed(side: Side, status: BookingStatus, past: bool) -> Allowed {
        let hour = chrono::TimeDelta::hours(if past { -1 } else { 1 });
        let mut booking = Booking::sample();
        booking.status = status;
        booking.slot.starts_at = NOW + hour;
        side.may(&booking, NOW)
    }

    #[test]
    fn a_place_is_given_back_until_the_visit_begins() {
        use BookingStatus::{Cancelled, Confirmed, Expired, Pending, Refused};
        let editor = Side::Lycee(StaffRole::Editor);
        for status in [Pending, Confirmed] {
            assert!(allowed(Side::School, status, false).cancel);
            assert!(allowed(editor, status, false).refuse);
            let past = (allowed(Side::School, status, true), allowed(editor, status, true));
            assert!(!past.0.cancel && !past.1.refuse && past.0.print && !past.0.note);
        }
        assert!(
            allowed(editor, Pending, true).confirm && !allowed(editor, Confirmed, false).confirm
        );
        for (ended, school, lycee) in
            [(Refused, false, true), (Cancelled, true, false), (Expired, true, true)]
        {
            let left = |restore| Allowed { book_another: true, restore, ..Allowed::default() };
            assert_eq!(allowed(Side::School, ended, false), left(school));
            assert_eq!(allowed(editor, ended, false), left(lycee));
            assert!(!allowed(Side::School, ended, true).restore, "its stage has begun");
        }
    }

    #[test]
    fn who_only_looks_prints() {
        for role in [StaffRole::FrontDesk, StaffRole::Teacher] {
            let all = allowed(Side::Lycee(role), BookingStatus::Pending, false);
            assert_eq!(all, Allowed { print: true, note: true, ..Allowed::default() });
        }
    }

    #[test]
    fn each_side_does_its_own() {
        let school = allowed(Side::School, BookingStatus::Pending, false);
        assert!(school.cancel && !school.confirm && !school.refuse);
        let editor = allowed(Side::Lycee(StaffRole::Editor), BookingStatus::Pending, false);
        assert!(!editor.cancel && editor.confirm && editor.refuse);
    }

    #[test]
    fn another_pupil_needs_an_open_stage_with_a_place() {
        let mut slot = Booking::sample().slot;
        slot.starts_at = NOW + chrono::TimeDelta::hours(1);
        assert!(Side::School.may_book(&slot, NOW));
        assert!(!Side::School.may_book(&Slot { booked: slot.capacity, ..slot.clone() }, NOW));
        assert!(!Side::School.may_book(&Slot { status: SlotStatus::Closed, ..slot.clone() }, NOW));
        assert!(!Side::Lycee(StaffRole::Teacher).may_book(&slot, NOW));
    }
}
