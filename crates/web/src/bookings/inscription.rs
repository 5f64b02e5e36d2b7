//! A pupil is inscribed: by the school, or by the lycée for one. The same for every form that does it.

use domain::bookings::{Alike, BookingRefused, Changer, Reach, Wanted};
use domain::ids::{BookingId, SlotId};
use domain::slots::Slot;
use domain::tenancy::{AgreementPolicy, Person, Standing};
use domain::{Booker, Portal};
use education::Uai;
use education::names::definite;

use super::alike::wanted;
use super::{Told, form};
use crate::form::Form;
use crate::view::Choice;
use crate::visit::{Failure, Result, Visit};
use crate::words;

/// Who inscribes a pupil of which school: the school itself, or the lycée for it.
#[derive(Clone)]
pub(crate) struct Inscriber {
    pub(crate) by: Changer,
    /// The pupil's school.
    pub(crate) uai: Uai,
}

/// What came of a form.
pub(crate) enum Inscribed {
    /// The pupil has a place.
    Booked(BookingId),
    /// Something typed is wrong: the form says what.
    Mistyped(Form),
    /// The stage takes nobody any more.
    Closed(BookingRefused, Form),
    /// The stage has another formation, day or hours than the form showed.
    Changed(Form),
    /// The pupil is on the stage already, by this booking.
    Twin(BookingId, Form),
    /// The school has pupils of this name: is it one of them?
    Alike(Form, Vec<Alike>),
    /// The form was opened for another school than the one that she acts for now: which did she mean?
    Question(Form, Vec<Choice>),
}

impl Inscriber {
    pub(crate) fn school(booker: Booker) -> Self {
        Self { uai: booker.uai(), by: Changer::School(booker) }
    }

    pub(crate) fn portal(&self) -> &Portal {
        self.by.portal()
    }

    /// How the school learns of it, said to the lycée that inscribes; a school knows.
    pub(crate) async fn told(&self) -> Result<String> {
        let Changer::Lycee(editor) = &self.by else { return Ok(String::new()) };
        let addressee = editor.portal().addressee(self.uai).await?.ok_or(Failure::NotFound)?;
        let own = addressee.recipients(self.by.account());
        if own.iter().any(|one| one.account == Some(self.by.account())) {
            return Ok("La convocation vous est envoyée par courriel.".to_owned());
        }
        let school = &addressee.school;
        let name = words::joined(", ", [school.name(), &school.listed.city]);
        let told = Told::named(name, Some(&addressee), self.by.account());
        let sent = told.gets("La convocation est envoyée");
        let framework =
            editor.portal().tenant().agreement_policy == AgreementPolicy::YearlyFramework;
        let paper = match addressee.reach(self.by.account()) {
            Reach::Account => "",
            _ if framework => "",
            Reach::Mailbox(_) => " La convention y est jointe.",
            Reach::Nobody => " Imprimez la convention et transmettez-la-lui.",
        };
        Ok(format!("{sent}{paper}"))
    }

    pub(crate) async fn slot(&self, id: SlotId) -> Result<Slot> {
        let slot = match &self.by {
            Changer::School(booker) => booker.portal().published_slot(id).await?,
            Changer::Lycee(editor) => editor.slot(id).await?,
        };
        slot.ok_or(Failure::NotFound)
    }

    async fn book(
        &self,
        slot: SlotId,
        wanted: Wanted,
        at_once: bool,
    ) -> std::result::Result<BookingId, BookingRefused> {
        let booked = match &self.by {
            Changer::School(booker) => booker.book(slot, wanted).await?,
            Changer::Lycee(editor) => editor.book_for(slot, self.uai, wanted, at_once).await?,
        };
        Ok(booked.id)
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
        let who = match self.by {
            Changer::School(booker) => match meant(visit, booker, &form).await? {
                Ok(booker) => Self::school(booker),
                Err(schools) => return Ok(Inscribed::Question(form, schools)),
            },
            Changer::Lycee(_) => self,
        };
        let wanted = wanted(&form, pupil);
        match who.book(slot, wanted, form.sent(form::AT_ONCE) == "oui").await {
            Ok(booking) => Ok(Inscribed::Booked(booking)),
            Err(BookingRefused::NotFound | BookingRefused::UnknownSchool) => Err(Failure::NotFound),
            Err(BookingRefused::Fault(fault)) => Err(fault.into()),
            Err(BookingRefused::AlreadyBooked(twin)) => Ok(Inscribed::Twin(twin, form)),
            Err(BookingRefused::Alike(alike)) => Ok(Inscribed::Alike(form, alike)),
            Err(BookingRefused::Changed) => Ok(Inscribed::Changed(form)),
            Err(refused) => Ok(Inscribed::Closed(refused, form)),
        }
    }
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
    let now = Choice::new(booker.uai().to_string(), definite(booker.school_name()), true);
    let before = booker.other_schools().iter().filter(|other| other.uai.to_string() == opened_for);
    let before =
        before.map(|other| Choice::new(other.uai.to_string(), definite(&other.name), false));
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
