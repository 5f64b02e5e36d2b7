//! New versions: because a stage says something else, because the lycée does, because the school asks.
//!
//! Each compares what was frozen last with what would be printed now (`said`). A school is told by
//! [`BookingNews`] of what changed; where its paper is printed anew, its time begins anew.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select};

use super::draft::Draft;
use super::jobs::RenewAgreements;
use super::paper::of_stage;
use super::said::{Part, Said};
use crate::Fault;
use crate::bookings::jobs::{BookingNews, TellOfBooking};
use crate::bookings::{AgreementStatus, Booking, BookingStatus, short_mark};
use crate::entity::{bookings, slots};
use crate::fault::{anew, holds_fault};
use crate::history::Actor;
use crate::ids::{BookingId, SchoolId, TenantId};
use crate::slots::{Followed, Slot};
use crate::store::Tx;
use crate::tenancy::{Booker, Portal, Tenant};

/// Bookings that one job looks through.
const AT_ONCE: usize = 50;

/// Conventions that a school has printed anew by one click; what is left is offered again.
const MOST: u64 = 200;

/// What a school may have printed anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redo {
    /// Whose convention is not back and shows the school otherwise than it shows itself now.
    pub bookings: Vec<BookingId>,
    /// The lines, « Adresse de l’établissement », each once.
    pub lines: Vec<&'static str>,
    /// The mark of what would be printed of the school, for whoever reads that and asks for it.
    pub read: String,
}

/// Why nothing was printed anew.
#[derive(Debug)]
pub enum RedoRefused {
    /// The school shows itself otherwise than it was read.
    Changed,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(RedoRefused);

impl Portal {
    /// What follows when a stage says something else: the schools are told, conventions that are not back are
    /// printed anew, and where it is another stage than the family signed for, all are.
    pub(crate) async fn follow_stage(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        before: &[Slot],
        after: &[Slot],
    ) -> Result<Followed, Fault> {
        let ([before], [after]) = (before, after) else { return Ok(Followed::default()) };
        let said = Said::of(&of_stage(before));
        let changes = said.changes(&Said::of(&of_stage(after)));
        let lines = changes.iter().map(|change| change.label).collect();
        if changes.is_empty() || after.is_past(tx.now()) {
            return Ok(Followed { lines, ..Followed::default() });
        }
        let another = changes.iter().any(|change| change.part == Part::Stage);
        let there = || tx.booked_to_come().filter(bookings::Column::SlotId.eq(after.id));
        let back = bookings::Column::AgreementStatus.is_in(AgreementStatus::BACK);
        let void = match another {
            true => tx.ids(there().filter(back)).await?,
            false => Vec::new(),
        };
        tx.ask_anew(lycee, after.id, after.day, another).await?;
        let booked = tx.ids(there()).await?;
        let printed = self.follow_bookings(tx, lycee, &booked).await?;
        let said = serde_json::to_string(&said)?;
        let before = |id: &BookingId| (!printed.contains(id)).then(|| said.clone());
        tx.tell_of_change(&booked, &void, before).await?;
        Ok(Followed { lines, told: booked.len(), void: void.len() })
    }

    /// What follows when bookings say something else: their conventions that are not back are printed anew, before
    /// anybody can print or receive the old ones. Gives back those that have a convention at all.
    pub(crate) async fn follow_bookings(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        bookings: &[BookingId],
    ) -> Result<Vec<BookingId>, Fault> {
        let mut drafts = self.held_drafts(tx, lycee, bookings, None).await?;
        let have = drafts.iter().map(|draft| draft.booking.id).collect();
        drafts.retain(|draft| draft.differs(|_| true) && draft.may_replace(tx));
        tx.freeze(&drafts, Actor::System).await?;
        Ok(have)
    }

    /// Whether the newest convention of a booking was signed for another stage or pupil than it has now.
    pub(crate) async fn is_of_another(
        &self,
        tx: &Tx<'_, TenantId>,
        booking: BookingId,
    ) -> Result<bool, Fault> {
        let drafts = self.held_drafts(tx, self.tenant(), &[booking], None).await?;
        let another = |part| matches!(part, Part::Stage | Part::Pupil);
        Ok(drafts.iter().any(|draft| draft.differs(another)))
    }

    /// Looks through the next bookings to come after the lycée's settings changed, and leaves the rest to the
    /// next job. Where the moments of `releases` changed, all who wait are told.
    pub async fn renew_agreements(
        &self,
        after: Option<BookingId>,
        releases: bool,
    ) -> Result<(), Fault> {
        anew(|| self.try_renew(after, releases)).await
    }

    async fn try_renew(&self, after: Option<BookingId>, releases: bool) -> Result<(), Fault> {
        self.write(async |tx| {
            let lycee = tx.settings().await?;
            let mut some = tx.booked_to_come().limit(AT_ONCE as u64);
            if let Some(after) = after {
                some = some.filter(bookings::Column::Id.gt(after));
            }
            let ids = tx.ids(some).await?;
            let drafts = self.held_drafts(tx, &lycee, &ids, None).await?;
            let waiting = drafts.iter().filter(|draft| releases && draft.booking.waits_for_paper());
            let waiting: Vec<_> = waiting.map(|draft| draft.booking.id).collect();
            let (out, back): (Vec<Draft>, _) = drafts
                .into_iter()
                .filter(|draft| draft.differs(|part| part != Part::School))
                .partition(|draft| draft.may_replace(tx));
            let renewed = self.renew(tx, &lycee, out).await?;
            let told = back.iter().filter(|draft| draft.differs(Part::is_spoken));
            let told = told.map(|draft| draft.booking.id).chain(renewed).chain(waiting);
            let told: Vec<_> = told.collect::<BTreeSet<_>>().into_iter().collect();
            tx.tell_of_change(&told, &[], |_| None).await?;
            match ids.last() {
                Some(&last) if ids.len() == AT_ONCE => {
                    tx.enqueue(&RenewAgreements { after: Some(last), releases }).await
                }
                _ => Ok(()),
            }
        })
        .await
    }

    /// Asks the schools anew, then freezes: the paper says until when.
    async fn renew(
        &self,
        tx: &Tx<'_, TenantId>,
        lycee: &Tenant,
        drafts: Vec<Draft>,
    ) -> Result<Vec<BookingId>, Fault> {
        let mut of_days: BTreeMap<NaiveDate, Vec<BookingId>> = BTreeMap::new();
        for Draft { booking, .. } in &drafts {
            of_days.entry(booking.slot.day).or_default().push(booking.id);
        }
        for (day, bookings) in &of_days {
            tx.ask_again(lycee, *day, bookings).await?;
        }
        let ids: Vec<_> = of_days.into_values().flatten().collect();
        let bookings = self.bookings_by_id(tx, &ids).await?;
        let drafts = tx.drafts(lycee, bookings, None).await?;
        tx.freeze(&drafts, Actor::System).await?;
        Ok(ids)
    }
}

impl Tx<'_, TenantId> {
    /// Has the conventions of this lycée looked through: its settings changed, and with them the moments of
    /// `releases` or not.
    pub(crate) async fn renew_agreements_soon(&self, releases: bool) -> Result<(), Fault> {
        self.enqueue(&RenewAgreements { after: None, releases }).await
    }

    fn booked_to_come(&self) -> Select<bookings::Entity> {
        self.find::<bookings::Entity>()
            .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
            .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
            .filter(slots::Column::StartsAt.gt(self.now()))
            .order_by_asc(bookings::Column::Id)
    }

    async fn ids(&self, query: Select<bookings::Entity>) -> Result<Vec<BookingId>, Fault> {
        self.all(query.select_only().column(bookings::Column::Id).into_tuple()).await
    }
}

impl Booker {
    /// Her school's bookings here whose conventions may be printed anew, because they are not back and show it
    /// otherwise than it shows itself now.
    pub async fn agreements_to_redo(&self) -> Result<Redo, Fault> {
        self.portal
            .read(async |tx| {
                let own = tx
                    .booked_to_come()
                    .filter(bookings::Column::Uai.eq(SchoolId(self.uai())))
                    .filter(bookings::Column::AgreementStatus.is_in(AgreementStatus::OUT))
                    .limit(MOST);
                let ids = tx.ids(own).await?;
                if ids.is_empty() {
                    return Ok(Redo::default());
                }
                self.redoable(tx, self.portal.bookings_by_id(tx, &ids).await?).await
            })
            .await
    }

    /// The same of one booking.
    pub async fn agreement_to_redo(&self, booking: &Booking) -> Result<Redo, Fault> {
        self.portal.read(async |tx| self.redoable(tx, vec![booking.clone()]).await).await
    }

    /// Prints the conventions of these bookings of her school anew, where they may be; answers how many were. Whoever
    /// is told of the booking is told what changed.
    pub async fn redo_agreements(&self, chosen: &[BookingId]) -> Result<usize, Fault> {
        anew(|| self.try_redo(chosen, |_| Ok(()))).await
    }

    /// The same, if the school still shows itself as it was `read`.
    pub async fn redo_as_read(
        &self,
        chosen: &[BookingId],
        read: &str,
    ) -> Result<usize, RedoRefused> {
        let as_read = |drafts: &[Draft]| match drafts.iter().all(|draft| mark(draft) == read) {
            true => Ok(()),
            false => Err(RedoRefused::Changed),
        };
        anew(|| self.try_redo(chosen, as_read)).await
    }

    /// `may`: what must hold of those that would be printed anew.
    async fn try_redo<E: From<Fault>>(
        &self,
        chosen: &[BookingId],
        may: impl Fn(&[Draft]) -> Result<(), E>,
    ) -> Result<usize, E> {
        let portal = &self.portal;
        if !portal.shared.store.guards().returned {
            return Ok(self.redo_unguarded(chosen).await?);
        }
        portal
            .write(async |tx| {
                let lycee = tx.settings().await?;
                let mut drafts = portal.held_drafts(tx, &lycee, chosen, None).await?;
                drafts.retain(|draft| self.may_redo(tx, draft));
                may(&drafts)?;
                Ok(self.redo(tx, drafts).await?)
            })
            .await
    }

    /// The mistake that is not made: decided on what was read before.
    async fn redo_unguarded(&self, chosen: &[BookingId]) -> Result<usize, Fault> {
        let portal = &self.portal;
        let read = portal.read(async |tx| {
            let bookings = portal.bookings_by_id(tx, chosen).await?;
            let drafts = tx.drafts(portal.tenant(), bookings, None).await?;
            let out = |draft: &Draft| AgreementStatus::OUT.contains(&draft.booking.agreement);
            Ok::<_, Fault>(drafts.into_iter().filter(out).collect::<Vec<_>>())
        });
        let drafts = read.await?;
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        portal.write(async |tx| self.redo(tx, drafts).await).await
    }

    async fn redo(&self, tx: &Tx<'_, TenantId>, mut drafts: Vec<Draft>) -> Result<usize, Fault> {
        drafts.retain(|draft| self.may_redo(tx, draft));
        tx.freeze(&drafts, self.actor()).await?;
        let tell = |draft: &Draft| TellOfBooking::all(draft.booking.id, BookingNews::Redone);
        let jobs: Vec<_> = drafts.iter().map(tell).collect();
        tx.enqueue_all(&jobs).await?;
        Ok(drafts.len())
    }

    async fn redoable(&self, tx: &Tx<'_, TenantId>, bookings: Vec<Booking>) -> Result<Redo, Fault> {
        let drafts = tx.drafts(self.portal.tenant(), bookings, None).await?;
        let mut redo = Redo::default();
        for draft in drafts.iter().filter(|draft| self.may_redo(tx, draft)) {
            redo.bookings.push(draft.booking.id);
            redo.read = mark(draft);
            let own = draft.changes.iter().filter(|change| change.part == Part::School);
            for change in own {
                if !redo.lines.contains(&change.label) {
                    redo.lines.push(change.label);
                }
            }
        }
        Ok(redo)
    }

    fn may_redo(&self, tx: &Tx<'_, TenantId>, draft: &Draft) -> bool {
        draft.booking.uai == self.uai()
            && draft.differs(|part| part == Part::School)
            && draft.may_replace(tx)
    }
}

/// The same while the school shows itself the same.
fn mark(draft: &Draft) -> String {
    short_mark(Said::of(&draft.data).of_part(Part::School))
}
