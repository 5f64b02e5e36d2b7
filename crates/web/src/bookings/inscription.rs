//! A pupil is inscribed: by the school, or by the lycée for one. The same for every form that does it.

use domain::bookings::{Booking, BookingRefused, Pupil};
use domain::directory::School;
use domain::ids::{AccountId, BookingId, SlotId};
use domain::slots::Slot;
use domain::tenancy::{Person, Standing};
use domain::{Booker, Editor, Portal};
use education::Uai;

use super::{Told, form};
use crate::form::Form;
use crate::urls;
use crate::view::Choice;
use crate::visit::{Failure, Result, Visit};

/// Who inscribes.
#[derive(Clone)]
pub(crate) enum Inscriber {
    /// A school, its own pupil.
    School(Booker),
    /// The lycée, a pupil of this school.
    Lycee(Editor, Box<School>),
}

/// What came of a form.
pub(crate) enum Inscribed {
    /// The pupil has a place.
    Booked(BookingId),
    /// Something typed is wrong: the form says what.
    Mistyped(Form),
    /// The stage takes nobody any more.
    Closed(BookingRefused, Form),
    /// The pupil is on the stage already, by this booking.
    Twin(BookingId, Form),
    /// The form was opened for another school than the one that she acts for now: which did she mean?
    Question(Form, Vec<Choice>),
}

impl Inscriber {
    pub(crate) fn portal(&self) -> &Portal {
        match self {
            Self::School(booker) => booker.portal(),
            Self::Lycee(editor, _) => editor.portal(),
        }
    }

    /// The pupil's school.
    pub(crate) fn uai(&self) -> Uai {
        match self {
            Self::School(booker) => booker.uai(),
            Self::Lycee(_, school) => school.uai,
        }
    }

    /// How the school learns of it, said to the lycée that inscribes; a school knows.
    pub(crate) async fn told(&self) -> Result<String> {
        let Self::Lycee(editor, school) = self else { return Ok(String::new()) };
        let name = format!("{}, {}", school.name(), school.listed.city);
        let addressee = editor.portal().addressee(school.uai).await?;
        let told = Told::named(name, addressee.as_ref(), self.account());
        let sent = told.gets("La convocation est envoyée");
        Ok(match told.warning() {
            Some(_) => format!("{sent} Imprimez la convention et transmettez-la-lui."),
            None => sent,
        })
    }

    pub(crate) async fn slot(&self, id: SlotId) -> Result<Slot> {
        let slot = match self {
            Self::School(booker) => booker.portal().published_slot(id).await?,
            Self::Lycee(editor, _) => editor.slot(id).await?,
        };
        slot.ok_or(Failure::NotFound)
    }

    fn account(&self) -> AccountId {
        match self {
            Self::School(booker) => booker.person().account,
            Self::Lycee(editor, _) => editor.person().account,
        }
    }

    async fn book(
        &self,
        slot: SlotId,
        pupil: Pupil,
    ) -> std::result::Result<BookingId, BookingRefused> {
        let booked = match self {
            Self::School(booker) => booker.book(slot, pupil).await?,
            Self::Lycee(editor, school) => editor.book_for(slot, school.uai, pupil).await?,
        };
        Ok(booked.id)
    }

    async fn booking(&self, id: BookingId) -> Result<Option<Booking>> {
        Ok(match self {
            Self::School(booker) => booker.booking(id).await?,
            Self::Lycee(editor, _) => editor.booking(id).await?,
        })
    }

    /// Books what the form says.
    pub(crate) async fn inscribe(
        self,
        visit: &Visit,
        slot: SlotId,
        mut form: Form,
    ) -> Result<Inscribed> {
        let Some(pupil) = form::pupil(&mut form) else {
            return Ok(Inscribed::Mistyped(form));
        };
        let who = match self {
            Self::School(booker) => match meant(visit, booker, &form).await? {
                Ok(booker) => Self::School(booker),
                Err(schools) => return Ok(Inscribed::Question(form, schools)),
            },
            lycee @ Self::Lycee(..) => lycee,
        };
        match who.book(slot, pupil).await {
            Ok(booking) => Ok(Inscribed::Booked(booking)),
            Err(BookingRefused::NotFound | BookingRefused::UnknownSchool) => Err(Failure::NotFound),
            Err(BookingRefused::Fault(fault)) => Err(fault.into()),
            Err(BookingRefused::AlreadyBooked(twin)) => {
                match form::sent_twice(&form, who.booking(twin).await?, who.account()) {
                    true => Ok(Inscribed::Booked(twin)),
                    false => Ok(Inscribed::Twin(twin, form)),
                }
            }
            Err(refused) => Ok(Inscribed::Closed(refused, form)),
        }
    }
}

/// The page of a booking that was just made: a message, and what to do next.
pub(crate) fn made(booking: BookingId) -> String {
    format!("{}?nouvelle=1", urls::booking(booking))
}

/// The school that the form was opened for, if it is the one that she acts for now, or the one that she
/// answers (`reponse`); else the schools to ask about.
async fn meant(
    visit: &Visit,
    booker: Booker,
    form: &Form,
) -> Result<std::result::Result<Booker, Vec<Choice>>> {
    let answer = form.sent("reponse");
    if let Ok(uai) = answer.parse::<Uai>() {
        return Ok(Ok(acting_for(visit, booker, uai).await?));
    }
    let schools = in_doubt(&booker, form.sent(form::SCHOOL));
    Ok(if schools.is_empty() { Ok(booker) } else { Err(schools) })
}

/// The schools to ask about when a form was not opened for the one that she acts for now.
pub(super) fn in_doubt(booker: &Booker, opened_for: &str) -> Vec<Choice> {
    if opened_for == booker.uai().to_string()
        || (opened_for.is_empty() && booker.other_schools().is_empty())
    {
        return Vec::new();
    }
    let now = Choice::new(booker.uai().to_string(), booker.school_name(), true);
    let before = booker.other_schools().iter().filter(|other| other.uai.to_string() == opened_for);
    let before = before.map(|other| Choice::new(other.uai.to_string(), &other.name, false));
    std::iter::once(now).chain(before).collect()
}

/// The same person for this school of hers, from now on.
async fn acting_for(visit: &Visit, booker: Booker, uai: Uai) -> Result<Booker> {
    if booker.uai() == uai {
        return Ok(booker);
    }
    let account = visit.account().ok_or(Failure::NotFound)?;
    if !account.choose_school(uai).await? {
        return Err(Failure::NotFound);
    }
    visit.trace("school_chosen").done();
    let person = Person { school: Some(uai), ..booker.person().clone() };
    match booker.portal().standing(person).await? {
        Standing::Origin(booker) if booker.uai() == uai => Ok(booker),
        _ => Err(Failure::NotFound),
    }
}
