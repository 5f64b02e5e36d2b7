//! « nom, prénom, classe »: the form of a pupil, whoever fills it in.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::Portal;
use domain::bookings::{Booking, BookingRefused, Pupil, PupilRefused};
use domain::ids::AccountId;
use domain::slots::Slot;
use serde::Deserialize;
use uuid::Uuid;

use crate::slots::SlotView;
use crate::slots::pages::BookPage;
use crate::urls;
use crate::view::Field;
use crate::visit::Visit;

/// As typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BookForm {
    nom: String,
    prenom: String,
    classe: String,
    /// Made when the form was drawn: a UUID of version 7, which tells the moment.
    once: String,
}

/// What the page says beside the form.
pub(super) enum Said {
    /// It is shown for the first time.
    Nothing,
    /// It was sent, and is wrong.
    Mistakes,
    /// It was sent, and the stage cannot take this pupil.
    Refused(BookingRefused),
}

impl Said {
    /// With which status the page answers.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Nothing => StatusCode::OK,
            Self::Mistakes => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Refused(_) => StatusCode::CONFLICT,
        }
    }
}

impl BookForm {
    /// The pupil, if it can be written like this.
    pub(super) fn read(&self) -> Option<Pupil> {
        Pupil::new(&self.nom, &self.prenom, &self.classe).ok()
    }

    /// The page around the form, as typed, with what is wrong beside each field if it was sent.
    pub(super) fn page(
        &self,
        visit: &Visit,
        portal: &Portal,
        slot: &Slot,
        said: &Said,
    ) -> BookPage {
        let sent = !matches!(said, Said::Nothing);
        let view = SlotView::of(slot, &portal.tenant().name, visit.now);
        BookPage {
            action: urls::bookings_of_slot(slot.id),
            slot: view,
            school: None,
            error: match said {
                Said::Refused(refused) => Some(sentence(refused).to_owned()),
                Said::Nothing | Said::Mistakes => None,
            },
            last_name: field(sent, &self.nom, Pupil::name, &LAST_NAME),
            first_name: field(sent, &self.prenom, Pupil::name, &FIRST_NAME),
            class: field(sent, &self.classe, Pupil::class, &CLASS),
            once: match self.drawn_at() {
                Some(_) => self.once.clone(),
                None => visit.app.backstage.random().id(visit.now).to_string(),
            },
        }
    }

    /// Whether the booking that is in the way was made by this very form: by the same person, after
    /// the form was drawn. A second click is not an error.
    pub(super) fn made(&self, twin: &Booking, by: AccountId) -> bool {
        self.drawn_at().is_some_and(|drawn| twin.booked_by == by && twin.created_at >= drawn)
    }

    fn drawn_at(&self) -> Option<DateTime<Utc>> {
        let (seconds, nanos) = self.once.parse::<Uuid>().ok()?.get_timestamp()?.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    }
}

/// Why a stage takes nobody, in words.
pub(super) fn sentence(refused: &BookingRefused) -> &'static str {
    match refused {
        BookingRefused::Full => {
            "Ce stage est complet\u{a0}: il n’y a plus de place. Choisissez un autre stage."
        }
        BookingRefused::NotOpen => "Les inscriptions à ce stage sont closes.",
        BookingRefused::Past => {
            "Ce stage a déjà commencé\u{a0}: on ne peut plus y inscrire d’élève."
        }
        BookingRefused::AlreadyBooked(_) => "Cet élève est déjà inscrit à ce stage.",
        BookingRefused::NotFound | BookingRefused::UnknownSchool | BookingRefused::Fault(_) => {
            "La réservation n’a pas été enregistrée."
        }
    }
}

/// Why `slot` takes nobody at `now`, if it does not.
pub(super) fn closed(slot: &Slot, now: DateTime<Utc>) -> Option<&'static str> {
    match (slot.is_open(now), slot.is_past(now)) {
        (true, _) => None,
        (false, true) => Some(sentence(&BookingRefused::Past)),
        (false, false) => Some(sentence(&BookingRefused::NotOpen)),
    }
}

/// What is said of one field.
struct Words {
    missing: &'static str,
    longest: usize,
}

const LAST_NAME: Words = Words { missing: "Indiquez le nom de l’élève.", longest: 60 };
const FIRST_NAME: Words = Words { missing: "Indiquez le prénom de l’élève.", longest: 60 };
const CLASS: Words = Words { missing: "Indiquez la classe, par exemple 3e\u{a0}B.", longest: 20 };

fn field(
    sent: bool,
    typed: &str,
    check: fn(&str) -> Result<String, PupilRefused>,
    words: &Words,
) -> Field {
    match check(typed) {
        Err(refused) if sent => Field::wrong(typed, words.error(refused)),
        _ => Field::of(typed),
    }
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
