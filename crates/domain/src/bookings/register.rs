//! Who of the schools' pupils is known, and who is on which slot already.

use std::collections::{BTreeMap, HashMap};

use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::BookingStatus;
use super::alike::{Alike, Asked, Known, Meant, Namesakes, Seen};
use super::batch::Made;
use super::pupils::{Identity, Pupil, Spelling};
use super::rush::Wish;
use crate::Fault;
use crate::entity::{bookings, pupils};
use crate::ids::{BookingId, PupilId, SchoolId, TenantId};
use crate::store::Tx;

/// The pupils of a batch.
#[derive(Clone)]
pub(super) struct Register {
    known: HashMap<Identity, Vec<Known>>,
}

/// Who gets a booking.
pub(super) struct Enrolled {
    pub(super) id: PupilId,
    /// How she is typed, where her row has it otherwise, and in which class.
    pub(super) spelling: Option<String>,
    pub(super) class: Option<String>,
    /// New on the register: her number among those of her name.
    pub(super) number: Option<i32>,
    /// Known by the same name the other way round: from now on by this one.
    pub(super) exchanged: bool,
    /// Her active booking of the stage.
    pub(super) twin: Option<BookingId>,
}

/// What becomes of a wish.
pub(super) enum Entered {
    Pupil(Enrolled),
    Sent(BookingId),
    Asked(Vec<Alike>),
}

impl Register {
    /// Two statements at most.
    pub(super) async fn open(tx: &Tx<'_, TenantId>, batch: &[Wish]) -> Result<Self, Fault> {
        let wanted = batch.iter().map(|wish| (wish.uai, &wish.wanted.pupil));
        Ok(Self { known: tx.known_pupils(wanted).await? })
    }

    /// Who is meant by a wish.
    pub(super) fn enter(&self, tx: &Tx<'_, TenantId>, wish: &Wish) -> Result<Entered, Fault> {
        let asked = Asked {
            tenant: tx.tenant_id(),
            by_host: wish.by_host,
            by: wish.by,
            slot: wish.slot,
            now: tx.now(),
            except: None,
        };
        let namesakes = namesakes(&self.known, wish.uai, &wish.wanted.pupil);
        Ok(match namesakes.meant(&wish.wanted, asked) {
            Err(alike) => Entered::Asked(alike),
            Ok(Meant::Sent(booking)) => Entered::Sent(booking),
            Ok(Meant::Newcomer(number)) => Entered::Pupil(Enrolled::new(tx.id(), number)),
            Ok(Meant::Known(id)) => {
                Entered::Pupil(namesakes.enrolled(id, &wish.wanted.pupil, asked)?)
            }
        })
    }

    /// Notes a booking of this batch: who comes twice in it is booked once.
    pub(super) fn note(&mut self, tx: &Tx<'_, TenantId>, made: &Made<'_>) {
        let wish = made.wish;
        let spelling = Spelling::of(&wish.wanted.pupil);
        let seen = Seen {
            id: made.id,
            tenant: tx.tenant_id(),
            slot: wish.slot,
            status: BookingStatus::Pending,
            by: wish.by,
            made_at: tx.now(),
            spelling: spelling.clone(),
        };
        let id = made.pupil.id;
        match self.known.values_mut().flatten().find(|known| known.id == id) {
            Some(known) => known.bookings.push(seen),
            None => {
                let homonym = made.pupil.number.unwrap_or(1);
                let known = Known { id, homonym, kept: spelling, bookings: vec![seen] };
                self.known.entry(wish.wanted.pupil.identity(wish.uai)).or_default().push(known);
            }
        }
    }
}

/// Those of a school that a name may mean.
pub(super) fn namesakes<'a>(
    known: &'a HashMap<Identity, Vec<Known>>,
    uai: Uai,
    pupil: &Pupil,
) -> Namesakes<'a> {
    let of = |identity| known.get(&identity).map_or(&[][..], Vec::as_slice);
    let (identity, exchanged) = (pupil.identity(uai), pupil.exchanged(uai));
    let exchanged = if exchanged == identity { &[][..] } else { of(exchanged) };
    Namesakes { exact: of(identity), exchanged }
}

impl Namesakes<'_> {
    /// A known pupil, typed like this for a stage.
    pub(super) fn enrolled(
        self,
        id: PupilId,
        typed: &Pupil,
        asked: Asked,
    ) -> Result<Enrolled, Fault> {
        let known = self.get(id).ok_or_else(|| Fault::Damaged(format!("pupil {id}")))?;
        let (spelling, class) = Spelling::of(typed).beside(&known.kept)?.unzip();
        Ok(Enrolled {
            id,
            spelling,
            class,
            number: None,
            // Where several have the name the other way round, the key tells them apart.
            exchanged: self.exact.is_empty() && self.exchanged.len() == 1,
            twin: known.on(asked).map(|seen| seen.id),
        })
    }
}

impl Enrolled {
    pub(super) fn new(id: PupilId, number: i32) -> Self {
        Self { id, spelling: None, class: None, number: Some(number), exchanged: false, twin: None }
    }
}

impl Tx<'_, TenantId> {
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

    /// Writes what these pupils, who all got a place, bring to the register: rows of newcomers, in the order of their
    /// identities, so that two transactions that add the same ones wait for each other instead of locking each other;
    /// and another key for who was known by her names exchanged.
    pub(super) async fn enrol(
        &self,
        placed: impl Iterator<Item = (Uai, &Pupil, &Enrolled)>,
    ) -> Result<(), Fault> {
        let mut newcomers = BTreeMap::new();
        for (uai, pupil, enrolled) in placed {
            let identity = pupil.identity(uai);
            if let Some(number) = enrolled.number {
                newcomers.insert((identity, number), (enrolled.id, pupil));
            } else if enrolled.exchanged {
                let renamed = self
                    .update_shared::<pupils::Entity>()
                    .col_expr(pupils::Column::IdentityKey, Expr::val(identity.key))
                    .filter(pupils::Column::Id.eq(enrolled.id));
                self.run(renamed).await?;
            }
        }
        self.add_pupils(newcomers).await
    }

    /// Adds pupils that are not known, each with a number among those of the name.
    pub(crate) async fn add_pupils(
        &self,
        pupils: BTreeMap<(Identity, i32), (PupilId, &Pupil)>,
    ) -> Result<(), Fault> {
        let rows =
            pupils.into_iter().map(|((identity, homonym), (id, pupil))| pupils::ActiveModel {
                id: Set(id),
                uai: Set(SchoolId(identity.uai)),
                last_name: Set(pupil.last_name.to_string()),
                first_name: Set(pupil.first_name.to_string()),
                class: Set(pupil.class.to_string()),
                identity_key: Set(identity.key),
                homonym: Set(homonym),
                created_at: Set(self.now()),
                erased_at: Set(None),
            });
        self.insert_later_shared(rows.collect()).await
    }
}
