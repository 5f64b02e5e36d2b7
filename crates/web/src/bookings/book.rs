//! « Inscrire un stagiaire »: the form in the window of a stage, and what follows.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use domain::OriginSchool;
use domain::bookings::{BookingRefused, Pupil, PupilRefused};
use domain::ids::SlotId;
use domain::slots::Slot;
use serde::Deserialize;
use uuid::Uuid;

use super::href;
use crate::slots::pages::BookPage;
use crate::view::Field;
use crate::visit::{Failure, Form, Ids, Result, Signed, redirect};
use crate::words;

/// « nom, prénom, classe », as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BookForm {
    nom: String,
    prenom: String,
    classe: String,
    /// Made when the form was drawn: a UUID of version 7, which tells the moment.
    once: String,
}

/// The three fields as they come back.
struct Fields {
    last_name: Field,
    first_name: Field,
    class: Field,
}

/// `GET /creneaux/{slot}/reservations/nouvelle`.
pub(crate) async fn new(me: Signed<OriginSchool>, Ids(id): Ids<SlotId>) -> Result {
    let slot = slot(&me, id).await?;
    if !slot.is_open(me.now) {
        return Ok(redirect(&format!("/creneaux/{id}"))
            .info(closed(&slot, me.now))
            .into_response());
    }
    let error = slot.is_full().then(|| sentence(&BookingRefused::Full));
    me.page(&page(
        &me,
        &slot,
        BookForm::default().checked(false),
        error,
        fresh_once(&me),
    ))
}

/// `POST /creneaux/{slot}/reservations`.
pub(crate) async fn create(
    me: Signed<OriginSchool>,
    Ids(id): Ids<SlotId>,
    Form(form): Form<BookForm>,
) -> Result {
    let Some(pupil) = form.read() else {
        let slot = slot(&me, id).await?;
        let page = page(
            &me,
            &slot,
            form.checked(true),
            None,
            form.once_or_fresh(&me),
        );
        return me.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    match me.role.book(id, pupil).await {
        Ok(booked) => Ok(next(&me, id, &format!("{}?nouvelle=1", href(booked.id)))),
        Err(BookingRefused::NotFound) => Err(Failure::NotFound),
        Err(BookingRefused::Fault(fault)) => Err(fault.into()),
        Err(BookingRefused::AlreadyBooked(twin)) if sent_twice(&me, &form, twin).await? => {
            Ok(next(&me, id, &format!("{}?nouvelle=1", href(twin))))
        }
        Err(refused) => {
            let slot = slot(&me, id).await?;
            let page = page(
                &me,
                &slot,
                form.checked(true),
                Some(sentence(&refused)),
                form.once_or_fresh(&me),
            );
            me.page_with(StatusCode::CONFLICT, &page)
        }
    }
}

/// In the window the stage is shown again, with the pupil on it; else the booking, with what to do next.
fn next(me: &Signed<OriginSchool>, slot: SlotId, booking: &str) -> axum::response::Response {
    match me.fragment {
        true => redirect(&format!("/creneaux/{slot}")).into_response(),
        false => redirect(booking).into_response(),
    }
}

/// Whether the booking that is in the way was made by this very form: by the same person, after the
/// form was drawn. A second click is not an error.
async fn sent_twice(
    me: &Signed<OriginSchool>,
    form: &BookForm,
    twin: domain::ids::BookingId,
) -> Result<bool> {
    let Some(drawn) = form.drawn_at() else {
        return Ok(false);
    };
    let twin = me.role.booking(twin).await?;
    Ok(twin
        .is_some_and(|twin| twin.booked_by == me.role.person().account && twin.created_at >= drawn))
}

async fn slot(me: &Signed<OriginSchool>, id: SlotId) -> Result<Slot> {
    me.role
        .portal()
        .published_slot(id)
        .await?
        .ok_or(Failure::NotFound)
}

fn page(
    me: &Signed<OriginSchool>,
    slot: &Slot,
    fields: Fields,
    error: Option<String>,
    once: String,
) -> BookPage {
    BookPage {
        slot: words::facts(slot, me.role.portal(), me.now),
        action: format!("/creneaux/{}/reservations", slot.id),
        error,
        last_name: fields.last_name,
        first_name: fields.first_name,
        class: fields.class,
        once,
    }
}

fn fresh_once(me: &Signed<OriginSchool>) -> String {
    me.app.backstage.random().id(me.now).to_string()
}

fn closed(slot: &Slot, now: DateTime<Utc>) -> String {
    match slot.is_past(now) {
        true => sentence(&BookingRefused::Past),
        false => sentence(&BookingRefused::NotOpen),
    }
}

fn sentence(refused: &BookingRefused) -> String {
    match refused {
        BookingRefused::Full => {
            "Ce stage est complet\u{a0}: il n’y a plus de place. Choisissez un autre stage."
        }
        BookingRefused::NotOpen => "Les inscriptions à ce stage sont closes.",
        BookingRefused::Past => {
            "Ce stage a déjà commencé\u{a0}: on ne peut plus y inscrire d’élève."
        }
        BookingRefused::AlreadyBooked(_) => "Cet élève est déjà inscrit à ce stage.",
        BookingRefused::NotFound | BookingRefused::Fault(_) => {
            "La réservation n’a pas été enregistrée."
        }
    }
    .to_owned()
}

impl BookForm {
    fn read(&self) -> Option<Pupil> {
        Pupil::new(&self.nom, &self.prenom, &self.classe).ok()
    }

    fn once_or_fresh(&self, me: &Signed<OriginSchool>) -> String {
        match self.drawn_at() {
            Some(_) => self.once.clone(),
            None => fresh_once(me),
        }
    }

    fn drawn_at(&self) -> Option<DateTime<Utc>> {
        let (seconds, nanos) = self.once.parse::<Uuid>().ok()?.get_timestamp()?.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    }

    /// The fields as typed, with what is wrong beside each if it was sent.
    fn checked(&self, sent: bool) -> Fields {
        let field = |typed: &str,
                     outcome: std::result::Result<String, PupilRefused>,
                     words: Words| match outcome {
            Err(refused) if sent => Field::wrong(typed, words.error(refused)),
            _ => Field::of(typed),
        };
        Fields {
            last_name: field(
                &self.nom,
                Pupil::name(&self.nom),
                Words {
                    missing: "Indiquez le nom de l’élève.",
                    longest: 60,
                },
            ),
            first_name: field(
                &self.prenom,
                Pupil::name(&self.prenom),
                Words {
                    missing: "Indiquez le prénom de l’élève.",
                    longest: 60,
                },
            ),
            class: field(
                &self.classe,
                Pupil::class(&self.classe),
                Words {
                    missing: "Indiquez la classe, par exemple 3e\u{a0}B.",
                    longest: 20,
                },
            ),
        }
    }
}

struct Words {
    missing: &'static str,
    longest: usize,
}

impl Words {
    fn error(&self, refused: PupilRefused) -> String {
        match refused {
            PupilRefused::Missing => self.missing.to_owned(),
            PupilRefused::TooLong => format!("{} caractères au plus.", self.longest),
            PupilRefused::Sign(sign) if sign.is_control() || !is_shown(sign) => {
                "Un signe invisible s’est glissé ici\u{a0}: retapez le texte.".to_owned()
            }
            PupilRefused::Sign(sign) => {
                format!("Le signe «\u{a0}{sign}\u{a0}» ne peut pas être écrit ici.")
            }
        }
    }
}

/// Marks of direction and the like have no shape of their own, and would turn the message around.
fn is_shown(sign: char) -> bool {
    !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
