//! Who is meant by a name that is typed: a pupil whom the school has, a homonym of hers, somebody new.
//!
//! What is probable is asked: « Est-ce le même élève ? ». A school is asked about all of its pupils, wherever they are
//! booked; a lycée about those booked with it and no others, or it would learn of another's bookings.

use chrono::{DateTime, Utc};
use education::calendar::SchoolYear;
use education::pupils::same_class;

use super::pupils::Spelling;
use super::{AsRead, BookedPupil, BookingStatus, Pupil};
use crate::ids::{AccountId, BookingId, PupilId, SlotId, TenantId};

/// A pupil as a form has it.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// As typed.
    pub pupil: Pupil,
    /// What was answered, if it was asked who is meant.
    pub who: Option<Who>,
    /// When the form was drawn: sent twice, it is one booking.
    pub drawn: Option<DateTime<Utc>>,
    /// The stage as the form showed it.
    pub read: AsRead,
}

impl From<Pupil> for Wanted {
    fn from(pupil: Pupil) -> Self {
        Self { pupil, who: None, drawn: None, read: AsRead::default() }
    }
}

/// The answer to « Est-ce le même élève ? ».
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// This one.
    Known(PupilId),
    /// None of these, who were shown.
    NoneOf(Vec<PupilId>),
}

/// A pupil of the school who may be the one that was typed.
#[derive(Clone, Debug)]
pub struct Alike {
    /// As typed last.
    pub pupil: BookedPupil,
    /// Her booking of this very stage.
    pub booking: Option<BookingId>,
    /// « Nom » and « Prénom » stand the other way round.
    pub exchanged: bool,
}

/// A pupil of a school, with all of her bookings.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) id: PupilId,
    pub(super) homonym: i32,
    pub(super) kept: Spelling,
    pub(super) bookings: Vec<Seen>,
}

/// A booking of a pupil.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) id: BookingId,
    pub(super) tenant: TenantId,
    pub(super) slot: SlotId,
    pub(super) status: BookingStatus,
    pub(super) by: AccountId,
    pub(super) made_at: DateTime<Utc>,
    pub(super) spelling: Spelling,
}

/// Who asks for which stage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) tenant: TenantId,
    pub(super) by_host: bool,
    pub(super) by: AccountId,
    pub(super) slot: SlotId,
    pub(super) now: DateTime<Utc>,
    /// The booking whose pupil is being corrected: what it says of her does not count.
    pub(super) except: Option<BookingId>,
}

/// The pupils of one school that a name may mean.
#[derive(Clone, Copy)]
pub(super) struct Namesakes<'a> {
    /// Of this very name.
    pub(super) exact: &'a [Known],
    /// Of this name the other way round.
    pub(super) exchanged: &'a [Known],
}

/// Who is meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meant {
    Known(PupilId),
    /// Somebody new, with this number among those of the name.
    Newcomer(i32),
    /// The form was sent before, and made this booking.
    Sent(BookingId),
}

impl<'a> Namesakes<'a> {
    /// Who is meant, or who may be.
    pub(super) fn meant(self, wanted: &Wanted, asked: Asked) -> Result<Meant, Vec<Alike>> {
        if let Some(sent) = self.sent(wanted, asked) {
            return Ok(Meant::Sent(sent));
        }
        let seen = |known: &&'a Known| known.is_seen(asked);
        let exact: Vec<&Known> = self.exact.iter().filter(seen).collect();
        let exchanged: Vec<&Known> = self.exchanged.iter().filter(seen).collect();
        let mut shown = exact.iter().chain(&exchanged);
        let class = &wanted.pupil.class;
        match &wanted.who {
            Some(Who::Known(id)) if shown.any(|known| known.id == *id) => {
                return Ok(Meant::Known(*id));
            }
            Some(Who::NoneOf(ids)) if shown.all(|known| ids.contains(&known.id)) => {
                return Ok(self.unseen(exact.is_empty(), class, asked));
            }
            _ => {}
        }
        match (exact.as_slice(), exchanged.is_empty()) {
            ([], true) => Ok(self.unseen(true, class, asked)),
            ([one], _) if one.on(asked).is_none() && one.may_be_in(class, asked) => {
                Ok(Meant::Known(one.id))
            }
            _ => Err(self.shown(asked)),
        }
    }

    /// Whom of them the one who asks may know of.
    pub(super) fn shown(self, asked: Asked) -> Vec<Alike> {
        let alike = |known: &'a [Known], exchanged| {
            let seen = known.iter().filter(move |known| known.is_seen(asked));
            seen.zip(1..).map(move |(known, number)| {
                let mut one = known.alike(asked, exchanged);
                // Among those whom the lycée sees: the school's own number is the school's.
                if asked.by_host {
                    one.pupil.homonym = number;
                }
                one
            })
        };
        alike(self.exact, false).chain(alike(self.exchanged, true)).collect()
    }

    /// Of those whom the lycée does not see, the one of that class, or `any`; else somebody new.
    fn unseen(self, any: bool, class: &str, asked: Asked) -> Meant {
        let everywhere = Asked { by_host: false, ..asked };
        let hidden = || self.exact.iter().filter(|known| !known.is_seen(asked));
        let one = hidden().find(|known| known.may_be_in(class, everywhere));
        match one.or(hidden().next().filter(|_| any)) {
            Some(known) => Meant::Known(known.id),
            None => Meant::Newcomer(self.next_number()),
        }
    }

    pub(super) fn next_number(self) -> i32 {
        self.exact.iter().map(|known| known.homonym).max().unwrap_or_default() + 1
    }

    /// The booking that this very form has made.
    fn sent(self, wanted: &Wanted, asked: Asked) -> Option<BookingId> {
        let (drawn, typed) = (wanted.drawn?, Spelling::of(&wanted.pupil));
        let sent =
            |seen: &&Seen| seen.by == asked.by && seen.made_at >= drawn && seen.spelling == typed;
        // Who was shown and answered to be another is not whom the form has made.
        let shown = |known: &&Known| match &wanted.who {
            Some(Who::NoneOf(ids)) => ids.contains(&known.id),
            _ => false,
        };
        let all = self.exact.iter().chain(self.exchanged).filter(|known| !shown(known));
        let mut there = all.filter_map(|known| known.on(asked));
        there.find(sent).map(|seen| seen.id)
    }

    pub(super) fn get(self, id: PupilId) -> Option<&'a Known> {
        self.exact.iter().chain(self.exchanged).find(|known| known.id == id)
    }
}

impl Known {
    /// Whether the one who asks may know of her.
    pub(super) fn is_seen(&self, asked: Asked) -> bool {
        !asked.by_host || self.bookings.iter().any(|seen| seen.tenant == asked.tenant)
    }

    /// Her active booking of the stage.
    pub(super) fn on(&self, asked: Asked) -> Option<&Seen> {
        let active =
            |seen: &&Seen| seen.slot == asked.slot && BookingStatus::ACTIVE.contains(&seen.status);
        self.bookings.iter().filter(|seen| Some(seen.id) != asked.except).find(active)
    }

    /// Whether nothing that was typed in this school year says that she is in another class. A new year has new classes.
    fn may_be_in(&self, class: &str, asked: Asked) -> bool {
        let year = |moment: DateTime<Utc>| SchoolYear::containing(moment.date_naive());
        let of_year = || {
            self.read_by(asked).filter(|seen| {
                Some(seen.id) != asked.except && year(seen.made_at) == year(asked.now)
            })
        };
        of_year().next().is_none() || of_year().any(|seen| same_class(&seen.spelling.class, class))
    }

    /// Whether she has another booking, of those that the one who asks may know of.
    pub(super) fn is_booked_elsewhere(&self, asked: Asked) -> bool {
        self.read_by(asked).any(|seen| Some(seen.id) != asked.except)
    }

    fn read_by(&self, asked: Asked) -> impl Iterator<Item = &Seen> {
        self.bookings.iter().filter(move |seen| !asked.by_host || seen.tenant == asked.tenant)
    }

    fn alike(&self, asked: Asked, exchanged: bool) -> Alike {
        let latest = || self.read_by(asked).max_by_key(|seen| (seen.made_at, seen.id));
        let last = self.on(asked).or_else(latest);
        let spelling = last.map_or(&self.kept, |seen| &seen.spelling).clone();
        let Spelling { last_name, first_name, class } = spelling;
        Alike {
            pupil: BookedPupil { id: self.id, last_name, first_name, class, homonym: self.homonym },
            booking: self.on(asked).map(|seen| seen.id),
            exchanged,
        }
    }
}
