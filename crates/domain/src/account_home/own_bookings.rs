//! What a person's schools have booked, on every portal, in one list.

use std::collections::{BTreeMap, HashMap};

use education::Uai;
use education::names::fold;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait, Select,
};

use crate::Fault;
use crate::bookings::queries::assemble::assembled;
use crate::bookings::queries::filter::{by_moment, class, counted, joined};
use crate::bookings::{Booking, BookingFilter, Classes, Period};
use crate::entity::{
    bookings, memberships, programmes, pupils, slot_teachers, slots, teachers, tenants, tracks,
};
use crate::fault::that_read;
use crate::ids::{ProgrammeId, SchoolId, SlotId, TeacherId, TenantId};
use crate::paging::{Page, PageRequest};
use crate::slots::queries::NamedSlot;
use crate::slots::{Slot, SlotTeacher};
use crate::store::{Tx, Whole};
use crate::tenancy::{AccountHolder, Tenant};

/// Which bookings are wanted.
#[derive(Clone, Debug, Default)]
pub struct OwnBookingFilter {
    /// As on one portal.
    pub list: BookingFilter,
    /// Of this school only, if it is hers.
    pub school: Option<Uai>,
    /// At this lycée only.
    pub host: Option<TenantId>,
}

/// A booking of one of a person's schools, wherever it is.
#[derive(Clone, Debug)]
pub struct OwnBooking {
    /// The lycée.
    pub host: Tenant,
    /// Name of its portal's host.
    pub host_name: String,
    /// The booking.
    pub booking: Booking,
}

/// By what a person's bookings may be narrowed down.
#[derive(Clone, Debug, Default)]
pub struct OwnChoices {
    /// Lycées where there are any, by name.
    pub hosts: Vec<Tenant>,
    /// Schools of hers that have any, with their names.
    pub schools: BTreeMap<Uai, String>,
    /// Classes of their pupils.
    pub classes: Classes,
}

impl AccountHolder {
    /// Whose bookings are hers: those of her schools.
    pub(crate) fn hers(&self, tx: &Tx<'_, Whole>) -> Condition {
        let own = tx
            .shared::<memberships::Entity>()
            .filter(memberships::Column::AccountId.eq(self.person.account))
            .select_only()
            .column(memberships::Column::Uai);
        Condition::all().add(bookings::Column::Uai.in_subquery(own.into_query()))
    }

    /// By what the list may be narrowed down: three statements.
    pub async fn booking_choices(&self) -> Result<OwnChoices, Fault> {
        self.read(async |tx| {
            let query = tx
                .across::<bookings::Entity>()
                .filter(self.hers(tx))
                .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
                .select_only()
                .columns([bookings::Column::TenantId, bookings::Column::Uai])
                .column_as(class(), "class")
                .column_as(bookings::Column::Id.count(), "times")
                .group_by(bookings::Column::TenantId)
                .group_by(bookings::Column::Uai)
                .group_by(class());
            let rows: Vec<(TenantId, SchoolId, String, i64)> = tx.all(query.into_tuple()).await?;
            let hosts = tx.by_id::<tenants::Entity>(rows.iter().map(|row| row.0)).await?;
            let mut hosts: Vec<Tenant> = that_read(hosts.into_values().map(Tenant::read));
            hosts.sort_by_key(|host| fold(&host.name));
            let names = tx.school_names(rows.iter().map(|row| row.1)).await?;
            let schools = names.into_iter().map(|(uai, (name, _))| (uai.0, name)).collect();
            let classes = Classes::of(rows.into_iter().map(|(.., class, times)| (class, times)));
            Ok(OwnChoices { hosts, schools, classes })
        })
        .await
    }

    /// One page of what a person's schools have booked. Across lycées, because the account serves
    /// them all; only for her own schools, with her own pupils' names: seven statements, however many rows;
    /// one more where something is searched. `hosts` are the lycées of [`AccountHolder::booking_choices`].
    pub async fn bookings(
        &self,
        filter: &OwnBookingFilter,
        hosts: &[Tenant],
        page: PageRequest,
    ) -> Result<Page<OwnBooking>, Fault> {
        self.read(async |tx| {
            let select = joined(tx.across::<bookings::Entity>()).filter(self.hers(tx));
            let select = select.filter(self.wanted(tx, filter, hosts).await?);
            let select =
                filter.list.order.sort(select, &filter.list.classes).select_also(pupils::Entity);
            let Page { rows, total, request } = tx.page(select, page).await?;
            let hosts: HashMap<TenantId, &Tenant> =
                hosts.iter().map(|host| (host.id, host)).collect();
            let there: HashMap<SlotId, TenantId> =
                rows.iter().map(|(row, _)| (row.slot_id, row.tenant_id)).collect();
            let slots = slots_at(tx, &there, &hosts).await?;
            let schools = tx.school_names(rows.iter().map(|(row, _)| row.uai)).await?;
            let own = assembled(rows, slots, &schools).into_iter().filter_map(|booking| {
                let host = (*hosts.get(there.get(&booking.slot.id)?)?).clone();
                let host_name = self.host_of(host.custom_host.clone(), &host.slug);
                Some(OwnBooking { host, host_name, booking })
            });
            Ok(Page { rows: own.collect(), total, request })
        })
        .await
    }

    /// The number of « À venir » or « Antérieures » over all portals, whatever is searched.
    pub async fn count_of(&self, period: Period) -> Result<u64, Fault> {
        self.read(async |tx| {
            let all = joined(tx.across::<bookings::Entity>()).filter(self.hers(tx));
            tx.count(all.filter(counted(period, tx.now()))).await
        })
        .await
    }

    async fn wanted(
        &self,
        tx: &Tx<'_, Whole>,
        filter: &OwnBookingFilter,
        hosts: &[Tenant],
    ) -> Result<Condition, Fault> {
        let school = filter.school.map(|uai| bookings::Column::Uai.eq(SchoolId(uai)));
        let host = filter.host.map(|id| bookings::Column::TenantId.eq(id));
        let wanted = Condition::all()
            .add(by_moment(filter.list.period, tx.now()))
            .add(bookings::Column::TenantId.is_in(hosts.iter().map(|host| host.id)))
            .add_option(school)
            .add_option(host)
            .add(filter.list.narrowed());
        if filter.list.words().next().is_none() {
            return Ok(wanted);
        }
        // Names of the programmes that her own schools booked: few, wherever they are.
        let query = tx
            .across::<bookings::Entity>()
            .filter(self.hers(tx))
            .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
            .join(JoinType::InnerJoin, slots::Relation::Programme.def())
            .select_only()
            .column_as(programmes::Column::Id, "programme")
            .column(programmes::Column::Name)
            .distinct();
        let named: Vec<(ProgrammeId, String)> = tx.all(query.into_tuple()).await?;
        let named: Vec<_> = named.into_iter().map(|(id, name)| (id, fold(&name))).collect();
        Ok(wanted.add(filter.list.found(&named, None)))
    }
}

/// The stages of her bookings, with the names around them: three statements.
async fn slots_at(
    tx: &Tx<'_, Whole>,
    there: &HashMap<SlotId, TenantId>,
    hosts: &HashMap<TenantId, &Tenant>,
) -> Result<Vec<Slot>, Fault> {
    let of_slots = |select: Select<slots::Entity>| {
        select.filter(slots::Column::Id.is_in(there.keys().copied()))
    };
    let query = of_slots(tx.across::<slots::Entity>())
        .join(JoinType::InnerJoin, slots::Relation::Programme.def())
        .select_also(programmes::Entity);
    let rows = tx.all(query).await?;
    let wanted = rows.iter().filter_map(|(_, programme)| Some(programme.as_ref()?.track_id));
    let query = tx.across::<tracks::Entity>().filter(tracks::Column::Id.is_in(wanted));
    let tracks: HashMap<_, _> =
        tx.all(query).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let mut teachers = teachers_of(tx, there.keys().copied()).await?;
    let slots = rows.into_iter().filter_map(|(row, programme)| {
        let (programme, host) = (programme?, hosts.get(&row.tenant_id)?);
        let track = (programme.track_id, tracks.get(&programme.track_id)?.clone());
        let teachers = teachers.remove(&row.id).unwrap_or_default();
        Some(
            NamedSlot { row, programme: (programme.id, programme.name), track, teachers }
                .slot(host),
        )
    });
    Ok(slots.collect())
}

async fn teachers_of(
    tx: &Tx<'_, Whole>,
    slots: impl Iterator<Item = SlotId>,
) -> Result<HashMap<SlotId, Vec<SlotTeacher>>, Fault> {
    let taught = Expr::col((teachers::Entity, teachers::Column::Id))
        .equals((slot_teachers::Entity, slot_teachers::Column::TeacherId));
    let mut query = tx
        .across::<slot_teachers::Entity>()
        .filter(slot_teachers::Column::SlotId.is_in(slots))
        .order_by_asc(slot_teachers::Column::TeacherId)
        .select_only()
        .columns([slot_teachers::Column::SlotId, slot_teachers::Column::TeacherId])
        .columns([teachers::Column::Name, teachers::Column::Subject]);
    QueryTrait::query(&mut query).inner_join(teachers::Entity, taught);
    let rows: Vec<(SlotId, TeacherId, String, String)> = tx.all(query.into_tuple()).await?;
    let mut of_slots: HashMap<SlotId, Vec<SlotTeacher>> = HashMap::new();
    for (slot, id, name, subject) in rows {
        of_slots.entry(slot).or_default().push(SlotTeacher { id, name, subject });
    }
    Ok(of_slots)
}
