//! « Voir comme » as it is shown.

use domain::tenancy::Standing;
use domain::viewing::{Seat, SeatRole};
use serde::Serialize;

use crate::form::Form;
use crate::view::{Choice, Search, page};
use crate::visit::Visit;
use crate::words;

/// `/lycees/{tenant}/voir-comme`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskViewingPage {
    pub(crate) name: String,
    /// As whom.
    pub(crate) people: Vec<Choice>,
    /// What was looked for; empty: the staff.
    pub(crate) searched: String,
    pub(crate) search: Search,
    pub(crate) action: String,
    pub(crate) back: String,
    pub(crate) form: Form,
}
page!(AskViewingPage, "viewing/ask.html");

/// It is over.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ViewingOverPage {
    /// By « Terminer »; else it was found to be over.
    pub(crate) asked: bool,
    /// The lycée on the console.
    pub(crate) console: String,
}
page!(ViewingOverPage, "viewing/over.html");

/// The bar above every page of a viewing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ViewingBar {
    /// « Mme Sylvie Prigent, Vie scolaire ».
    pub(crate) whom: String,
    /// « 27 minutes ».
    pub(crate) left: String,
}

impl Visit {
    /// The bar, if an operator looks.
    pub(crate) fn viewing_bar(&self) -> Option<ViewingBar> {
        let viewing = self.viewing.as_ref()?;
        let person = self.person()?;
        let role = match self.standing() {
            Some(Standing::Host(host)) => words::staff_role(host.role()),
            Some(Standing::Origin(origin)) => origin.school_name(),
            _ => "",
        };
        let left = (viewing.until - self.now).to_std().unwrap_or_default();
        Some(ViewingBar {
            whom: words::joined(", ", [person.name.as_str(), role]),
            left: words::duration(left).replace(' ', "\u{a0}"),
        })
    }
}

/// People to choose from.
pub(super) fn choices(seats: &[Seat], sent: &str) -> Vec<Choice> {
    let choice = |seat: &Seat| {
        let value = match seat.whom.school {
            Some(uai) => format!("{}.{uai}", seat.whom.account),
            None => seat.whom.account.to_string(),
        };
        let role = match &seat.role {
            SeatRole::Staff(role) => words::staff_role(*role).to_owned(),
            SeatRole::School(role, school) => {
                format!("{school}, {}", words::school_role(*role).to_lowercase())
            }
        };
        (value, words::joined(" · ", [seat.name.as_str(), &role, &seat.login]))
    };
    Choice::list(sent, seats.iter().map(choice))
}
