//! Who of the schools' pupils is known, and who is on which slot already.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, Set};

use super::BookingStatus;
use super::batch::Made;
use super::pupils::{Identity, Pupil};
use super::rush::Wish;
use crate::Fault;
use crate::entity::{bookings, pupils};
use crate::ids::{BookingId, PupilId, SchoolId, SlotId, TenantId};
use crate::store::Tx;

/// The pupils of a batch, and the active bookings that they have on its slots.
pub(super) struct Register<'a> {
    known: HashMap<Identity, PupilId>,
    newcomers: BTreeMap<Identity, (PupilId, &'a Pupil)>,
    booked: HashMap<(SlotId, PupilId), BookingId>,
}

impl<'a> Register<'a> {
    /// One statement, and a second if anybody is known.
    pub(super) async fn open(tx: &Tx<'_, TenantId>, batch: &[Wish]) -> Result<Self, Fault> {
        let known = tx.known_pupils(batch.iter().map(|wish| (wish.uai, &wish.pupil))).await?;
        let booked = match known.is_empty() {
            true => HashMap::new(),
            false => active_bookings(tx, batch, &known).await?,
        };
        Ok(Self { known, newcomers: BTreeMap::new(), booked })
    }

    /// The id of the pupil of a wish; who is new gets one.
    pub(super) fn pupil(&mut self, tx: &Tx<'_, TenantId>, wish: &'a Wish) -> PupilId {
        let identity = wish.pupil.identity(wish.uai);
        match self.known.get(&identity) {
            Some(&id) => id,
            None => {
                let newcomer = self.newcomers.entry(identity);
                newcomer.or_insert_with(|| (tx.id(), &wish.pupil)).0
            }
        }
    }

    /// The active booking of a pupil on a slot.
    pub(super) fn booking(&self, slot: SlotId, pupil: PupilId) -> Option<BookingId> {
        self.booked.get(&(slot, pupil)).copied()
    }

    /// Notes a booking of this batch: who comes twice in it is booked once.
    pub(super) fn note(&mut self, made: &Made<'_>) {
        self.booked.insert((made.wish.slot, made.pupil), made.id);
    }

    /// Adds the new pupils that got a place: the name of who got none is not kept.
    pub(super) async fn add_newcomers(
        mut self,
        tx: &Tx<'_, TenantId>,
        made: &[Made<'_>],
    ) -> Result<(), Fault> {
        let placed: HashSet<PupilId> = made.iter().map(|made| made.pupil).collect();
        self.newcomers.retain(|_, (id, _)| placed.contains(id));
        tx.add_pupils(self.newcomers).await
    }
}

async fn active_bookings(
    tx: &Tx<'_, TenantId>,
    batch: &[Wish],
    known: &HashMap<Identity, PupilId>,
) -> Result<HashMap<(SlotId, PupilId), BookingId>, Fault> {
    let slots: BTreeSet<SlotId> = batch.iter().map(|wish| wish.slot).collect();
    let query = tx
        .find::<bookings::Entity>()
        .select_only()
        .columns([bookings::Column::SlotId, bookings::Column::PupilId, bookings::Column::Id])
        .filter(bookings::Column::SlotId.is_in(slots))
        .filter(bookings::Column::PupilId.is_in(known.values().copied()))
        .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE))
        .into_tuple();
    let rows: Vec<(SlotId, PupilId, BookingId)> = tx.all(query).await?;
    Ok(rows.into_iter().map(|(slot, pupil, id)| ((slot, pupil), id)).collect())
}

impl Tx<'_, TenantId> {
    /// Those of these pupils that are known. One statement, however many.
    pub(crate) async fn known_pupils<'p>(
        &self,
        wanted: impl Iterator<Item = (Uai, &'p Pupil)>,
    ) -> Result<HashMap<Identity, PupilId>, Fault> {
        let mut of_schools: BTreeMap<Uai, BTreeSet<String>> = BTreeMap::new();
        for (uai, pupil) in wanted {
            let keys = of_schools.entry(uai).or_default();
            keys.insert(pupil.identity(uai).key);
        }
        // By school, so that the index on (uai, identity_key) answers.
        let named = of_schools.into_iter().fold(Condition::any(), |any, (uai, keys)| {
            let of_school = pupils::Column::Uai.eq(SchoolId(uai));
            any.add(of_school.and(pupils::Column::IdentityKey.is_in(keys)))
        });
        let query = self
            .shared::<pupils::Entity>()
            .select_only()
            .columns([pupils::Column::Id, pupils::Column::Uai, pupils::Column::IdentityKey])
            .filter(named)
            .into_tuple();
        let rows: Vec<(PupilId, SchoolId, String)> = self.all(query).await?;
        Ok(rows.into_iter().map(|(id, uai, key)| (Identity { uai: uai.0, key }, id)).collect())
    }

    /// Forgets a pupil who has no booking left, on any portal. One that is made at this moment holds the row.
    pub(crate) async fn forget_pupil(&self, id: PupilId) -> Result<(), Fault> {
        let booked = Query::select()
            .expr(Expr::val(1))
            .from(bookings::Entity)
            .and_where(bookings::Column::PupilId.eq(id))
            .take();
        let forget = self
            .delete_shared::<pupils::Entity>()
            .filter(pupils::Column::Id.eq(id))
            .filter(Expr::exists(booked).not());
        self.run(forget).await.map(drop)
    }

    /// Adds pupils that are not known, in the order of their identities: two transactions that add the
    /// same ones wait for each other instead of locking each other.
    pub(crate) async fn add_pupils(
        &self,
        pupils: BTreeMap<Identity, (PupilId, &Pupil)>,
    ) -> Result<(), Fault> {
        let rows = pupils.into_iter().map(|(identity, (id, pupil))| pupils::ActiveModel {
            id: Set(id),
            uai: Set(SchoolId(identity.uai)),
            last_name: Set(pupil.last_name.to_string()),
            first_name: Set(pupil.first_name.to_string()),
            class: Set(pupil.class.to_string()),
            identity_key: Set(identity.key),
            created_at: Set(self.now()),
            erased_at: Set(None),
        });
        self.insert_all_shared(rows.collect()).await
    }
}
