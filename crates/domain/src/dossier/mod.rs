//! « Données d’un élève »: everything that is held on one pupil, as a school hands it to a family that asks.
//!
//! Her school sees all portals, for her bookings are the school's; a lycée what it holds itself. Reading it leaves a line
//! of history at each booking.
//!
//! | file | holds |
//! |---|---|
//! | here | what is held, booking by booking |
//! | `readings` | who opened a booking: its page, its papers, the lists where it stands |

mod readings;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::bookings::Booking;
use crate::entity::{agreements, bookings, pupils};
use crate::history::{Actor, Entry, Event, HistoryLine};
use crate::ids::{BookingId, PupilId, TenantId};
use crate::mails::MailLine;
use crate::tenancy::{Booker, Portal, StaffMember, Tenant};
use crate::{Backstage, Fault};

pub use readings::{MOST_READINGS, ReadingLine};

/// Everything that is held on one pupil.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Since when the platform knows her.
    pub known_since: DateTime<Utc>,
    /// Her bookings, portal by portal, the oldest first.
    pub bookings: Vec<Held>,
}

/// What is held on a booking.
#[derive(Clone, Debug)]
pub struct Held {
    /// The lycée that hosts.
    pub lycee: Tenant,
    /// The booking, with the pupil as it spells her.
    pub booking: Booking,
    /// Conventions that were issued, the oldest first.
    pub papers: Vec<HeldPaper>,
    /// What happened, the oldest first: who read its convention, too.
    pub history: Vec<HistoryLine>,
    /// Letters about it, the oldest first.
    pub mails: Vec<MailLine>,
}

/// A version of a convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldPaper {
    /// 1, 2, 3…
    pub version: i32,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
}

/// Lines of history of one booking, at most.
const MOST_LINES: u64 = 500;

impl Booker {
    /// What all portals hold on the pupil of one of this school's bookings. `None`: none of hers, nobody's any more, or a
    /// person who may not.
    pub async fn dossier(&self, booking: BookingId) -> Result<Option<Dossier>, Fault> {
        let ours = self.booking(booking).await?.filter(|_| self.may_erase());
        let Some(ours) = ours.filter(|ours| !ours.pupil.is_erased()) else { return Ok(None) };
        let pupil = ours.pupil.id;
        // Across lycées: the pupil is the school's, wherever she is booked.
        let portals: Vec<TenantId> = self
            .portal
            .read(async |tx| {
                let hers =
                    tx.beyond::<bookings::Entity>().filter(bookings::Column::PupilId.eq(pupil));
                let hers = hers.select_only().column(bookings::Column::TenantId).distinct();
                tx.all(hers.into_tuple()).await
            })
            .await?;
        let house = Backstage { shared: Arc::clone(&self.portal.shared) };
        let (known_since, mut all) = (self.portal.known_since(pupil).await?, Vec::new());
        for id in portals {
            if let Some(portal) = house.portal(id).await? {
                all.extend(portal.held(pupil, self.actor()).await?);
            }
        }
        all.sort_by_key(|held| (held.lycee.name.clone(), held.booking.slot.starts_at));
        Ok(known_since.map(|known_since| Dossier { known_since, bookings: all }))
    }
}

impl StaffMember {
    /// What this portal holds on the pupil of a booking. `None`: not of this portal, nobody's any more, or a person who
    /// may not.
    pub async fn dossier(&self, booking: BookingId) -> Result<Option<Dossier>, Fault> {
        let ours = self.booking(booking).await?.filter(|_| self.may_erase());
        let Some(ours) = ours.filter(|ours| !ours.pupil.is_erased()) else { return Ok(None) };
        let known_since = self.portal.known_since(ours.pupil.id).await?;
        let mut all = self.portal.held(ours.pupil.id, self.actor()).await?;
        all.sort_by_key(|held| held.booking.slot.starts_at);
        // Since when the school knows her is none of the lycée's business.
        let first = all.iter().map(|held| held.booking.created_at).min();
        Ok(known_since.and(first).map(|known_since| Dossier { known_since, bookings: all }))
    }
}

impl Portal {
    async fn known_since(&self, pupil: PupilId) -> Result<Option<DateTime<Utc>>, Fault> {
        let row = self.read(async |tx| tx.get::<pupils::Entity>(pupil).await).await?;
        Ok(row.map(|row| row.created_at))
    }

    /// What this portal holds on a pupil; that somebody read it is written down.
    async fn held(&self, pupil: PupilId, reader: Actor) -> Result<Vec<Held>, Fault> {
        let (found, mut papers) = self
            .read(async |tx| {
                let hers =
                    tx.find::<bookings::Entity>().filter(bookings::Column::PupilId.eq(pupil));
                let ids = hers.select_only().column(bookings::Column::Id).into_tuple();
                let ids: Vec<BookingId> = tx.all(ids).await?;
                let issued = tx
                    .find::<agreements::Entity>()
                    .filter(agreements::Column::BookingId.is_in(ids.iter().copied()))
                    .order_by_asc(agreements::Column::Version);
                let mut papers: BTreeMap<BookingId, Vec<HeldPaper>> = BTreeMap::new();
                for row in tx.all(issued).await? {
                    let paper = HeldPaper { version: row.version, issued_at: row.issued_at };
                    papers.entry(row.booking_id).or_default().push(paper);
                }
                Ok::<_, Fault>((self.bookings_by_id(tx, &ids).await?, papers))
            })
            .await?;
        let read = found.iter().map(|booking| Entry {
            actor: reader,
            school: Some(booking.uai),
            event: Event::DossierRead { booking: booking.id },
        });
        self.write(async |tx| tx.record_all(read).await).await?;
        let mut all = Vec::new();
        for booking in found {
            let id = booking.id;
            all.push(Held {
                lycee: self.tenant().clone(),
                papers: papers.remove(&id).unwrap_or_default(),
                history: self.history_of(id.0, MOST_LINES).await?,
                mails: self.mails_about(id.0).await?,
                booking,
            });
        }
        Ok(all)
    }
}
