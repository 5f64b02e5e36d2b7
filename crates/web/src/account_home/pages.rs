//! My schools, the portals where the same account serves, and what was booked on all of them.

use serde::Serialize;

use crate::front::pages::PortalLink;
use crate::profile::pages::PageLink;
use crate::signup::pages::SchoolCard;
use crate::view::{Badge, Choice, Empty, page};

/// A school of the person, and what she may do for it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolCorner {
    pub(crate) card: SchoolCard,
    pub(crate) role: String,
    pub(crate) links: Vec<PageLink>,
}

/// `/` of `compte.<base>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AccountHomePage {
    pub(crate) schools: Vec<SchoolCorner>,
    /// The number of the one for which she acts, where there is a choice.
    pub(crate) acts_for: Option<String>,
    /// Open portals on which her schools have bookings.
    pub(crate) own_portals: Vec<PortalLink>,
    pub(crate) portals: Vec<PortalLink>,
    pub(crate) contact: String,
}
page!(AccountHomePage, "account_home/show.html");

/// One booking.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnBookingRow {
    /// Its page on its portal.
    pub(crate) href: String,
    pub(crate) pupil: String,
    pub(crate) class: String,
    /// The school that sends: shown to those who have several.
    pub(crate) school: String,
    pub(crate) host: String,
    pub(crate) town: String,
    pub(crate) title: String,
    pub(crate) date: String,
    pub(crate) hours: String,
    pub(crate) status: Badge,
}

/// `/reservations` of `compte.<base>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OwnBookingsPage {
    pub(crate) past: bool,
    /// Choice of school, for those who have several; values are URLs.
    pub(crate) schools: Vec<Choice>,
    /// The school is shown on each row.
    pub(crate) several: bool,
    pub(crate) rows: Vec<OwnBookingRow>,
    pub(crate) empty: Option<Empty>,
    /// URL of the first page, on the others.
    pub(crate) first: Option<String>,
    pub(crate) next: Option<String>,
}
page!(OwnBookingsPage, "account_home/bookings.html");
