//! `/reservations/{booking}/consultations`: for the managers of the pupil's school, and the administrators of the lycée.

use domain::bookings::Booking;
use domain::dossier::{MOST_READINGS, ReadingLine};
use domain::ids::BookingId;
use domain::readings::{READINGS_KEPT, ReadingKind, ReadingSide};
use domain::tenancy::Standing;
use education::french;

use super::pages::{ReadingRow, ReadingsPage};
use crate::erasure::handlers::{may_erase, not_hers};
use crate::history::subject;
use crate::moments::{Clock, lately, moment};
use crate::view::Empty;
use crate::visit::{Failure, Ids, Read, Result, Signed};
use crate::{urls, words};

/// `GET /reservations/{booking}/consultations`.
pub(crate) async fn show(me: Signed<Standing>, Ids(id): Ids<BookingId>) -> Result {
    let booking = me.role.booking(id).await?.ok_or(Failure::NotFound)?;
    if !may_erase(&me.role) {
        return Ok(not_hers(id));
    }
    let lines = match &me.role {
        Standing::Origin(origin) => origin.readings(id).await?,
        Standing::Host(host) => host.readings(id).await?,
        Standing::Nobody(_) => None,
    };
    let lines = lines.ok_or(Failure::NotFound)?;
    me.reads(Read::Booking(id));
    me.page(&page(&booking, &lines, &me.role, me.clock()))
}

fn page(booking: &Booking, lines: &[ReadingLine], who: &Standing, clock: Clock) -> ReadingsPage {
    let slot = &booking.slot;
    let date = french::date_long(slot.day);
    let whose = match who {
        Standing::Host(_) => "sur ce portail",
        Standing::Origin(_) | Standing::Nobody(_) => {
            "sur ce portail, et dans les listes de tous les lycées pour votre établissement"
        }
    };
    let none = "Personne n’a encore consulté cette réservation";
    let hint = "Une consultation paraît ici une seconde après.";
    ReadingsPage {
        pupil: booking.pupil.in_class(),
        stage: words::joined(", ", [slot.programme_name.as_str(), &date]),
        reach: format!(
            "Qui a ouvert une page ou un document où figure cet élève, {whose}. Une liste compte une fois, quels que soient les élèves affichés. Ces lignes sont conservées {}, et effacées avec l’identité de l’élève.",
            words::lifetime(READINGS_KEPT)
        ),
        more: (lines.len() as u64 >= MOST_READINGS)
            .then(|| format!("Les {MOST_READINGS} lignes les plus récentes sont affichées.")),
        empty: lines.is_empty().then(|| Empty::new(none, hint)),
        rows: lines.iter().map(|line| row(line, clock)).collect(),
        back: urls::booking(booking.id),
    }
}

fn row(line: &ReadingLine, clock: Clock) -> ReadingRow {
    ReadingRow {
        when: moment(line.first_at, clock),
        again: match line.times {
            0 | 1 => String::new(),
            times => {
                let last = lately(line.last_at, line.first_at, clock);
                format!("{times}\u{a0}fois, la dernière {last}")
            }
        },
        who: subject(&line.who),
        what: what(line),
    }
}

fn what(line: &ReadingLine) -> &'static str {
    match (line.kind, line.side) {
        (ReadingKind::Booking, _) => "La réservation",
        (ReadingKind::Agreement, _) => "La convention (PDF)",
        (ReadingKind::Dossier, _) => "Les données de l’élève",
        (ReadingKind::Stage, _) => "Les élèves du stage",
        (ReadingKind::List, ReadingSide::School) if line.everywhere => {
            "Une liste de l’établissement, tous lycées"
        }
        (ReadingKind::List, ReadingSide::School) => "Une liste de l’établissement",
        (ReadingKind::List, ReadingSide::Lycee) => "Une liste du lycée",
        (ReadingKind::List, ReadingSide::Operator) => "Une liste",
    }
}
