//! « Rechercher un mini-stage »: stages to come of all portals that opted in, for anybody.
//!
//! Only public facts of published stages leave: no pupil, no booking, nothing of a portal that did not opt in, is a
//! draft or is suspended. The cost does not grow with portals: each formation and département walks its own piece of an
//! index in the order of the results, and stops after a page.
//!
//! | file | holds |
//! |---|---|
//! | here | what is asked, what is answered |
//! | `formations` | which formations are meant by words |
//! | `places` | which portals are meant by a town, a lycée, a distance |
//! | `branches` | the pieces of index that together hold the answer |
//! | `queries` | the answer, read |
//! | `stock` | the formations that may be chosen from |

mod branches;
mod formations;
mod places;
mod queries;
mod stock;

pub use places::FEW_LYCEES;
pub(crate) use places::{offering, within};
pub use stock::{MOST_COUNTED, Stock};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use education::formations::Understood;

use crate::ids::{SlotId, TenantId};
use crate::slots::{HalfDay, VisitKind};

/// Distances that can be asked for, in kilometres.
pub const RADII: [u32; 3] = [10, 20, 50];

/// What is asked. Empty: everything to come.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words of a pupil: « mécanique ».
    pub words: String,
    /// One formation by its key, instead of words.
    pub formation: Option<String>,
    /// A town, a postal code, or words of a lycée's name.
    pub place: String,
    /// Kilometres around the town; `None`: in the town.
    pub radius: Option<u32>,
    /// The Ministry's code of a département: "044".
    pub department: Option<String>,
    /// Code of an académie: "17".
    pub academy: Option<String>,
    /// From this day on, by the lycée's clock.
    pub from: Option<NaiveDate>,
    /// Up to this day.
    pub to: Option<NaiveDate>,
    /// In the morning or in the afternoon only.
    pub half_day: Option<HalfDay>,
    /// Only where a place is left.
    pub free_only: bool,
    /// The page that begins here; `None`: the first.
    pub after: Option<AfterSlot>,
}

/// Which portals are searched, of those that opted in and are open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All.
    #[default]
    Everywhere,
    /// Those of some départements, and some more.
    Within {
        /// Codes of départements.
        areas: Vec<String>,
        /// Portals by name.
        portals: Vec<TenantId>,
    },
}

/// Where a page begins: after this stage. Written into the address of the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AfterSlot {
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// Which one, of those that start together.
    pub slot: SlotId,
}

/// A page of stages, and how the question was understood.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The stages, the soonest first.
    pub rows: Vec<FoundSlot>,
    /// Where the next page begins, if there is one.
    pub next: Option<AfterSlot>,
    /// Only stages up to this moment were looked at; the next page goes on from there.
    pub looked_until: Option<DateTime<Utc>>,
    /// What was understood of the words. `None`: no words, or none that the national list knows.
    pub understood: Option<Understood>,
    /// What was understood of the place.
    pub place: Place,
}

/// What was understood of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// None was asked for.
    #[default]
    Anywhere,
    /// A town with a school.
    Town {
        /// « Nantes ».
        name: String,
        /// Its département.
        department: String,
        /// Kilometres around it. `None`: in it, also where a distance was asked for and nobody knows where it lies.
        radius: Option<u32>,
    },
    /// Lycées by their name.
    Lycees {
        /// More than [`FEW_LYCEES`]: the first by name.
        more: bool,
    },
    /// Neither a town with a school nor a lycée that opted in.
    Unknown,
}

/// A stage that was found: what everybody may know of it.
#[derive(Clone, Debug)]
pub struct FoundSlot {
    /// Its id on its portal.
    pub id: SlotId,
    /// « CAP Cuisine ».
    pub programme: String,
    /// « Type de stage ».
    pub kind: VisitKind,
    /// The lycée.
    pub lycee: String,
    /// Where it is.
    pub city: String,
    /// Kilometres from the place that was asked for.
    pub distance: Option<u32>,
    /// Name of its portal's host.
    pub host: String,
    /// The day, where the lycée is.
    pub day: NaiveDate,
    /// From, by the clock on the lycée's wall.
    pub starts: NaiveTime,
    /// To, by the clock on the lycée's wall.
    pub ends: NaiveTime,
    /// Places in all.
    pub capacity: i32,
    /// Places that are free.
    pub left: i32,
}
