//! What a filter means in the database.

use education::names::fold;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};

use super::queries::in_order;
use super::{Fill, SlotFilter, SlotStatus};
use crate::entity::{slot_teachers, slots};
use crate::ids::{ProgrammeId, TeacherId, TenantId};
use crate::offer::Offer;
use crate::store::Tx;

/// Words of a search that count; the others are passed over.
const MOST_WORDS: usize = 5;

impl SlotFilter {
    pub(super) fn condition(&self, tx: &Tx<'_, TenantId>, offer: &Offer) -> Condition {
        let taught = (self.track.is_some() || self.programme.is_some()).then(|| {
            let programmes = offer.tracks.iter().flat_map(|track| {
                let whole = self.track == Some(track.id);
                let wanted = move |id| whole || self.programme == Some(id);
                track.programmes.iter().map(|row| row.id).filter(move |id| wanted(*id))
            });
            slots::Column::ProgrammeId.is_in(programmes)
        });
        let booked = Expr::col((slots::Entity, slots::Column::Booked));
        let capacity = Expr::col((slots::Entity, slots::Column::Capacity));
        let fill = match self.fill {
            Fill::All => None,
            Fill::Free => Some(booked.lt(capacity)),
            Fill::Full => Some(booked.gte(capacity)),
        };
        let condition = Condition::all()
            .add(slots::Column::Day.between(self.from, self.to))
            .add_option(self.kind.map(|kind| slots::Column::Kind.eq(kind)))
            .add_option(self.status.map(|status| slots::Column::Status.eq(status)))
            .add_option(self.teacher.map(|teacher| taught_by(tx, &[teacher])))
            .add_option(self.without_teacher.then(|| without_teacher(tx)))
            .add_option(taught)
            .add_option(fill);
        self.search
            .split_whitespace()
            .take(MOST_WORDS)
            .fold(condition, |all, word| all.add(found_by(tx, offer, word)))
    }

    pub(super) fn ordered(&self, select: Select<slots::Entity>) -> Select<slots::Entity> {
        match self.newest_first {
            false => in_order(select),
            true => select
                .order_by_desc(slots::Column::Day)
                .order_by_desc(slots::Column::StartsAt)
                .order_by_desc(slots::Column::Id),
        }
    }
}

/// A word is looked for in the names of programmes, tracks and teachers, which are few and
/// compared without accents, and in the room.
fn found_by(tx: &Tx<'_, TenantId>, offer: &Offer, word: &str) -> Condition {
    let folded = fold(word);
    let holds = |name: &str| fold(name).contains(&folded);
    let programmes: Vec<ProgrammeId> = offer
        .tracks
        .iter()
        .flat_map(|track| track.programmes.iter().map(move |programme| (track, programme)))
        .filter(|(track, programme)| holds(&track.name) || holds(&programme.name))
        .map(|(_, programme)| programme.id)
        .collect();
    let teachers: Vec<TeacherId> =
        offer.teachers.iter().filter(|row| holds(&row.name)).map(|row| row.id).collect();
    let room = Func::lower(Expr::col((slots::Entity, slots::Column::Room)));
    let plain = word.to_lowercase().replace(['%', '_', '\\'], "");
    if plain.is_empty() {
        return Condition::any().add(slots::Column::ProgrammeId.is_in(Vec::<ProgrammeId>::new())); // it says nothing: nothing is found
    }
    Condition::any()
        .add(slots::Column::ProgrammeId.is_in(programmes))
        .add(taught_by(tx, &teachers))
        .add(Expr::expr(room).like(format!("%{plain}%")))
}

/// A subquery and not a list of ids: a teacher may have had thousands of slots.
fn taught_by(tx: &Tx<'_, TenantId>, teachers: &[TeacherId]) -> sea_orm::sea_query::SimpleExpr {
    let pairs = tx
        .find::<slot_teachers::Entity>()
        .filter(slot_teachers::Column::TeacherId.is_in(teachers.iter().copied()))
        .select_only()
        .column(slot_teachers::Column::SlotId);
    slots::Column::Id.in_subquery(pairs.into_query())
}

/// Slots with nobody to take the pupils in, but for those that are cancelled.
pub(crate) fn without_teacher(tx: &Tx<'_, TenantId>) -> Condition {
    let taught =
        tx.find::<slot_teachers::Entity>().select_only().column(slot_teachers::Column::SlotId);
    Condition::all()
        .add(slots::Column::Status.ne(SlotStatus::Cancelled))
        .add(slots::Column::Id.not_in_subquery(taught.into_query()))
}
