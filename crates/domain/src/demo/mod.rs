//! A believable portal for demonstrations: stages and bookings of invented pupils.
//!
//! Never called by a page. Rows are written straight away instead of through the verbs, because a
//! demonstration also needs a past, which no verb can make; the last bookings are real ones.
//! `plan.rs` decides which stages there are, without a database.

mod plan;
mod pupils;

use chrono::{DateTime, TimeDelta, Utc};
use education::Uai;
use education::names::fold;
use sea_orm::{QueryOrder, Set};

use crate::Fault;
use crate::bookings::{AgreementStatus, Attendance, BookingRefused, BookingStatus, Pupil};
use crate::entity::{bookings, programmes, slot_teachers, slots, teachers};
use crate::history::{Actor, Entry, Event};
use crate::ids::{AccountId, BookingId, PupilId, SchoolId, SlotId, TenantId};
use crate::store::Tx;
use crate::tenancy::{AgreementPolicy, Person, Portal, Standing};
use plan::{Planned, plan};

/// The secret of the operator's authenticator, in base 32: it is everybody's, and the page shows its codes.
pub const AUTHENTICATOR: &str = "DEMONSTRATIONMINISTAGE2345672345";

/// A school that books, in a demonstration.
#[derive(Clone, Copy, Debug)]
pub struct DemoSchool {
    /// Which one.
    pub uai: Uai,
    /// Who books for it.
    pub account: AccountId,
}

/// What a portal was filled with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DemoOffer {
    /// Stages.
    pub slots: usize,
    /// Bookings.
    pub bookings: usize,
}

/// Rows a statement: bookings have the most columns, and stay under SQLite's limit of values.
const ROWS: usize = 500;

/// How long ago a demonstration's bookings were made.
const BOOKED_BEFORE: TimeDelta = TimeDelta::days(9);

impl Portal {
    /// Fills a portal that has no stage yet, from three weeks ago to four months ahead: `None` when
    /// it has some. Needs programmes, teachers and at least one school.
    pub async fn plant_demo(&self, schools: &[DemoSchool]) -> Result<Option<DemoOffer>, Fault> {
        let planted = self.write(async |tx| self.plant(tx, schools).await).await?;
        if planted.is_some()
            && let Some(first) = schools.first()
        {
            self.book_for_real(*first).await?;
        }
        Ok(planted)
    }

    async fn plant(
        &self,
        tx: &Tx<'_, TenantId>,
        schools: &[DemoSchool],
    ) -> Result<Option<DemoOffer>, Fault> {
        if tx.count(tx.find::<slots::Entity>()).await? > 0 || schools.is_empty() {
            return Ok(None);
        }
        let query = tx.find::<programmes::Entity>().order_by_asc(programmes::Column::Id);
        let programmes = tx.all(query).await?;
        let teachers =
            tx.all(tx.find::<teachers::Entity>().order_by_asc(teachers::Column::Id)).await?;
        let subjects: Vec<_> = teachers.iter().map(|one| fold(one.subject.as_str())).collect();
        let names: Vec<_> = programmes.iter().map(|one| fold(one.name.as_str())).collect();
        let today = self.tenant().local_day(tx.now());
        let planned = plan(today, programmes.len(), self.tenant().school_calendar());

        let ids: Vec<SlotId> = planned.iter().map(|_| tx.id()).collect();
        let rows: Vec<_> = planned
            .iter()
            .zip(&ids)
            .map(|(slot, &id)| self.slot_row(slot, id, programmes[slot.programme].id, tx.now()))
            .collect();
        let taught: Vec<_> = planned
            .iter()
            .zip(&ids)
            .filter(|_| !teachers.is_empty())
            .map(|(slot, &id)| slot_teachers::ActiveModel {
                tenant_id: Set(self.id()),
                slot_id: Set(id),
                teacher_id: Set(teachers[whose(&subjects, &names, slot.programme)].id),
            })
            .collect();
        for some in rows.chunks(ROWS) {
            tx.insert_all(some.to_vec()).await?;
        }
        tx.offer_slots(&tx.settings().await?).await?;
        for some in taught.chunks(ROWS) {
            tx.insert_all(some.to_vec()).await?;
        }
        let created = ids.iter().map(|&slot| Entry {
            actor: Actor::System,
            school: None,
            event: Event::SlotCreated { slot },
        });
        tx.record_all(created).await?;

        let booked = self.booking_rows(tx, &planned, &ids, schools).await?;
        for some in booked.chunks(ROWS) {
            tx.insert_all(some.to_vec()).await?;
        }
        Ok(Some(DemoOffer { slots: ids.len(), bookings: booked.len() }))
    }

    fn slot_row(
        &self,
        planned: &Planned,
        id: SlotId,
        programme: crate::ids::ProgrammeId,
        now: DateTime<Utc>,
    ) -> slots::ActiveModel {
        slots::ActiveModel {
            id: Set(id),
            tenant_id: Set(self.id()),
            programme_id: Set(programme),
            kind: Set(planned.kind),
            status: Set(planned.status),
            day: Set(planned.day),
            starts_at: Set(self.tenant().moment(planned.day, planned.starts)),
            ends_at: Set(self.tenant().moment(planned.day, planned.ends)),
            capacity: Set(planned.capacity),
            booked: Set(planned.booked),
            room: Set(planned.room.to_owned()),
            meeting_point: Set("Loge du lycée, dix minutes avant le début".to_owned()),
            note: Set(planned.note.to_owned()),
            area: Set(None),
            formation: Set(None),
            half_day: Set(None),
            cancel_reason: Set(None),
            version: Set(1),
            created_at: Set(now),
            updated_at: Set(now),
        }
    }

    async fn booking_rows(
        &self,
        tx: &Tx<'_, TenantId>,
        planned: &[Planned],
        ids: &[SlotId],
        schools: &[DemoSchool],
    ) -> Result<Vec<bookings::ActiveModel>, Fault> {
        let mut rows = Vec::new();
        // One slot after the other, in one transaction, once in the life of a demonstration.
        for ((slot, &id), number) in planned.iter().zip(ids).zip(0..) {
            let coming = coming(schools, number, usize::try_from(slot.booked).unwrap_or_default());
            if coming.is_empty() {
                continue;
            }
            let pupils = pupils::enrol(tx, &coming).await?;
            for ((&(school, _), pupil), seat) in coming.iter().zip(pupils).zip(0..) {
                rows.push(self.booking_row(tx, slot, id, school, pupil, number + seat));
            }
        }
        let made = rows.iter().map(|row| Entry {
            actor: Actor::System,
            school: row.uai.try_as_ref().map(|uai| uai.0),
            event: Event::BookingMade { booking: *row.id.as_ref(), slot: *row.slot_id.as_ref() },
        });
        tx.record_all(made).await?;
        Ok(rows)
    }

    fn booking_row(
        &self,
        tx: &Tx<'_, TenantId>,
        slot: &Planned,
        slot_id: SlotId,
        school: DemoSchool,
        pupil: PupilId,
        turn: usize,
    ) -> bookings::ActiveModel {
        let past = slot.past;
        let decided = past || turn.is_multiple_of(2);
        let made_at = tx.now().min(self.tenant().moment(slot.day, slot.starts)) - BOOKED_BEFORE;
        let agreement = match self.tenant().agreement_policy {
            AgreementPolicy::YearlyFramework => AgreementStatus::NotRequired,
            _ if past => AgreementStatus::Validated,
            _ if turn.is_multiple_of(4) => AgreementStatus::Returned,
            _ => AgreementStatus::Issued,
        };
        let waits = !decided && agreement == AgreementStatus::Issued;
        let release = self.tenant().release(slot.day, tx.now()).filter(|_| waits);
        let id: BookingId = tx.id();
        bookings::ActiveModel {
            id: Set(id),
            tenant_id: Set(self.id()),
            slot_id: Set(slot_id),
            pupil_id: Set(pupil),
            uai: Set(SchoolId(school.uai)),
            booked_by: Set(school.account),
            reference: Set(tx.random().code(8)),
            status: Set(if decided { BookingStatus::Confirmed } else { BookingStatus::Pending }),
            agreement_status: Set(agreement),
            attendance: Set(match past {
                false => Attendance::Unmarked,
                true if turn.is_multiple_of(9) => Attendance::Absent,
                true => Attendance::Present,
            }),
            reason: Set(None),
            decided_by: Set(None),
            decided_at: Set(decided.then_some(made_at + TimeDelta::days(1))),
            spelling: Set(None),
            class: Set(None),
            asked_at: Set(None),
            warn_at: Set(release.map(|release| release.warn_at)),
            release_at: Set(release.map(|release| release.at)),
            version: Set(1),
            created_at: Set(made_at),
            updated_at: Set(made_at),
        }
    }

    /// Two bookings as a collège makes them, so that a convocation leaves and a convention is issued.
    async fn book_for_real(&self, school: DemoSchool) -> Result<(), Fault> {
        let store = &self.shared.store;
        let nowhere = store.random.id(store.clock.now());
        let person = Person {
            account: school.account,
            session: nowhere.into(),
            chain: nowhere.into(),
            school: None,
            login: String::new(),
            name: String::new(),
            position: String::new(),
            confirmed: true,
            bounced: None,
        };
        let Standing::Origin(origin) = self.standing(person).await? else {
            return Ok(());
        };
        for (slot, pupil) in self.next_slots(2).await?.into_iter().zip(pupils::for_real()) {
            match origin.book(slot.id, pupil).await {
                Ok(_) => {}
                Err(BookingRefused::Fault(fault)) => return Err(fault),
                Err(refused) => tracing::warn!(?refused, "a demonstration's booking was refused"),
            }
        }
        Ok(())
    }
}

/// Which teacher receives: « menuiserie » for a « menuisier agenceur »; where nobody's subject is like it, each in turn.
fn whose(subjects: &[String], names: &[String], programme: usize) -> usize {
    let alike = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let likeness = |subject: &str| {
        let pairs = names[programme]
            .split(' ')
            .flat_map(|one| subject.split(' ').map(move |other| (one, other)));
        pairs.map(|(one, other)| alike(one, other)).max().unwrap_or_default()
    };
    let best = (0..subjects.len()).max_by_key(|&at| likeness(&subjects[at]));
    best.filter(|&at| likeness(&subjects[at]) > 4).unwrap_or(programme % subjects.len())
}

/// Who sits on the slot with this number: pupils of all the schools in turn, nobody twice.
fn coming(schools: &[DemoSchool], number: usize, count: usize) -> Vec<(DemoSchool, Pupil)> {
    (0..count)
        .filter_map(|seat| {
            let turn = number * 5 + seat;
            let school = schools[turn % schools.len()];
            Some((school, pupils::invented(turn / schools.len(), turn % schools.len())?))
        })
        .collect()
}
