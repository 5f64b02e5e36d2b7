//! A booking as a line of « Mes réservations ».

use chrono::{DateTime, NaiveDate, Utc};
use domain::bookings::{Booking, Side};
use domain::ids::BookingId;
use domain::tenancy::Tenant;
use serde::Serialize;

use super::chosen::url;
use crate::bookings::BookingView;
use crate::slots::SlotView;
use crate::{urls, words};

/// A booking and the lycée where it is.
pub(crate) struct Hosted<'a> {
    pub(crate) booking: &'a Booking,
    pub(crate) tenant: &'a Tenant,
    /// « https://lycee-atelier.… », or empty on the portal itself.
    pub(crate) site: String,
    pub(crate) now: DateTime<Utc>,
}

/// A line of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookingRow {
    #[serde(flatten)]
    pub(crate) booking: BookingView,
    pub(crate) id: BookingId,
    /// What stands above the line: « 3e B », « Semaine du lundi 11 janvier ».
    pub(crate) heading: Option<String>,
    /// « mer. 13 janv. », with the year where it is not this school year's.
    pub(crate) date: String,
    /// Of the lycée; empty on its own portal.
    pub(crate) town: String,
    pub(crate) phone: String,
    pub(crate) mail: String,
    /// « Portail suspendu »: nothing can be opened or done, and nothing is released meanwhile.
    pub(crate) held: Option<&'static str>,
    /// It holds no place any more.
    pub(crate) ended: bool,
    /// There is something that may be done with it together with others.
    pub(crate) choosable: bool,
    pub(crate) ticked: bool,
}

impl Hosted<'_> {
    pub(crate) fn row(
        &self,
        at_home: bool,
        several: bool,
        today: NaiveDate,
        ticked: bool,
    ) -> BookingRow {
        let Self { booking, tenant, .. } = self;
        let held = words::held(tenant.state);
        let view = BookingView::of(booking, tenant, Side::School, self.now);
        let view = if held.is_some() { view.untouchable() } else { view };
        let choosable = view.agreement.is_some() || view.cancel.is_some();
        BookingRow {
            id: booking.id,
            heading: None,
            date: words::date_in_table(booking.slot.day, today),
            town: if at_home { tenant.city.clone() } else { String::new() },
            phone: tenant.details.phone.clone(),
            mail: tenant.details.mail.clone(),
            held,
            ended: !booking.status.holds_place(),
            choosable,
            ticked: ticked && choosable,
            booking: BookingView {
                school: if several { words::school(booking) } else { String::new() },
                ..if at_home && held.is_none() {
                    view.at_home(booking.id, &self.site)
                } else {
                    view
                }
            },
        }
    }
}

impl BookingView {
    /// The same on a portal that is held: its pages are not there.
    fn untouchable(self) -> Self {
        Self {
            href: String::new(),
            slot: SlotView { href: String::new(), ..self.slot },
            agreement: None,
            calendar: None,
            another: None,
            cancel: None,
            awaiting: None,
            change_pupil: None,
            move_to: None,
            restore: None,
            ..self
        }
    }

    /// The same at the account's home: its pages are on its portal, what may be done with several bookings
    /// is done here.
    fn at_home(mut self, id: BookingId, site: &str) -> Self {
        self.href.insert_str(0, site);
        self.slot.href.insert_str(0, site);
        for there in [&mut self.another, &mut self.change_pupil, &mut self.move_to] {
            *there = there.take().map(|path| format!("{site}{path}"));
        }
        // A form of this host is not taken there: the booking's page has it.
        self.restore = None;
        self.agreement = self.agreement.map(|_| url(urls::PRINT_CHOSEN, id));
        self.calendar = self.calendar.map(|_| url(urls::NOTE_CHOSEN, id));
        self.cancel = self.cancel.map(|_| url(urls::CANCEL_CHOSEN, id));
        self
    }
}
