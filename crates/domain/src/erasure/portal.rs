//! A portal is erased whole: its rows, its addresses, whoever was there only. What is kept names nobody.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, Query};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};

use super::pupil::bury;
use crate::entity::{bookings, portal_erasures, portal_requests, pupils, staff, tenants};
use crate::fault::that_read;
use crate::ids::{AccountId, PortalErasureId, PupilId, TenantId};
use crate::paging::{Page, PageRequest};
use crate::store::Tx;
use crate::tenancy::{Operator, Shared};
use crate::{Backstage, Fault, text_enum};

/// Rows of pupils that are looked at in one statement.
const AT_A_TIME: usize = 500;

text_enum! {
    /// How a portal came to its end.
    PortalEnd {
        /// It was archived, and kept for its time.
        Archived = "archived",
        /// It was a draft, which an operator gave up.
        Abandoned = "abandoned",
        /// A backup was restored that still had it.
        Restored = "restored",
    }
}

/// How much was erased of a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ErasedCounts {
    /// Stages, of any state.
    pub stages: u64,
    /// Bookings, of any state.
    pub bookings: u64,
    /// Pupils who were booked nowhere else.
    pub pupils: u64,
    /// Versions of conventions.
    pub conventions: u64,
    /// Places on its staff.
    pub staff: u64,
    /// Accounts of people who were nowhere else.
    pub accounts: u64,
    /// Mails.
    pub mails: u64,
    /// Lines of history.
    pub history: u64,
}

/// What is kept of a portal that was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedPortal {
    /// Its certificate's.
    pub id: PortalErasureId,
    /// « Lycée des métiers de l’Atelier ».
    pub name: String,
    /// Where it was.
    pub city: String,
    /// Its school.
    pub uai: Uai,
    /// The first label of its address, which is free again.
    pub slug: String,
    /// How it ended.
    pub why: PortalEnd,
    /// Why, in the operator's words; none of one that a backup brought back.
    pub reason: Option<String>,
    /// When the portal was made.
    pub opened_at: DateTime<Utc>,
    /// When it was archived, if it was.
    pub archived_at: Option<DateTime<Utc>>,
    /// When it was erased.
    pub erased_at: DateTime<Utc>,
    /// How much went.
    pub counts: ErasedCounts,
}

impl ErasedPortal {
    fn read(row: portal_erasures::Model) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id,
            name: row.name,
            city: row.city,
            uai: row.uai.0,
            slug: row.slug,
            why: row.why,
            reason: row.reason,
            opened_at: row.opened_at,
            archived_at: row.archived_at,
            erased_at: row.erased_at,
            counts: serde_json::from_str(&row.counts)?,
        })
    }
}

/// How a portal comes to its end.
pub(crate) struct Ending {
    pub(crate) why: PortalEnd,
    pub(crate) reason: Option<String>,
    pub(crate) by: Option<AccountId>,
    pub(crate) archived_at: Option<DateTime<Utc>>,
}

impl Operator {
    /// Portals that were erased, the latest first.
    pub async fn erased_portals(&self, page: PageRequest) -> Result<Page<ErasedPortal>, Fault> {
        self.read(async |tx| {
            let all = tx
                .shared::<portal_erasures::Entity>()
                .order_by_desc(portal_erasures::Column::ErasedAt)
                .order_by_desc(portal_erasures::Column::Id);
            let Page { rows, total, request } = tx.page(all, page).await?;
            let rows = that_read(rows.into_iter().map(ErasedPortal::read));
            Ok(Page { rows, total, request })
        })
        .await
    }

    /// One of them.
    pub async fn erased_portal(&self, id: PortalErasureId) -> Result<Option<ErasedPortal>, Fault> {
        let row = self.read(async |tx| tx.get::<portal_erasures::Entity>(id).await).await?;
        row.map(ErasedPortal::read).transpose()
    }
}

impl Backstage {
    /// Erases again what a restored backup brought back. `false`: it is gone already.
    pub(super) async fn erase_restored(&self, id: TenantId) -> Result<bool, Fault> {
        let erased = self
            .store
            .write(id, async |tx| {
                let Some(row) = tx.whole_portal().await? else { return Ok(false) };
                let (why, reason) = (PortalEnd::Restored, None);
                let ending = Ending { why, reason, by: None, archived_at: None };
                tx.erase_portal(self, &row, ending).await.map(|()| true)
            })
            .await?;
        self.forget_portals();
        Ok(erased)
    }
}

/// What the mark of a portal is made of.
pub(super) fn of_portal(id: TenantId) -> String {
    format!("portal {id}")
}

impl Tx<'_, TenantId> {
    /// The portal's row, held against everybody: who writes a row of it waits, and finds it gone.
    pub(super) async fn whole_portal(&self) -> Result<Option<tenants::Model>, Fault> {
        let own = self.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(self.tenant_id()));
        self.one(own.lock(LockType::Update)).await
    }

    /// Erases this portal, whose row is held: nothing of it is left but its certificate and its mark.
    pub(crate) async fn erase_portal(
        &self,
        house: &Shared,
        row: &tenants::Model,
        ending: Ending,
    ) -> Result<(), Fault> {
        let booked = self.find::<bookings::Entity>().select_only();
        let booked = booked.column(bookings::Column::PupilId).distinct().into_tuple();
        let booked: Vec<PupilId> = self.all(booked).await?;
        let people = self.find::<staff::Entity>().select_only();
        let people = people.column(staff::Column::AccountId).distinct().into_tuple();
        let people: Vec<AccountId> = self.all(people).await?;
        let rows = self.delete_own().await?;
        self.leave_addresses(row, house).await?;
        // Who asked for it, by name.
        let asked = portal_requests::Column::Portal.eq(row.id);
        self.run(self.delete_shared::<portal_requests::Entity>().filter(asked)).await?;
        let own = tenants::Column::Id.eq(row.id);
        self.run(self.delete_shared::<tenants::Entity>().filter(own)).await?;
        let counts = ErasedCounts {
            pupils: self.forget_pupils(&booked).await?,
            accounts: self.forget_people(&people).await?,
            ..ErasedCounts::of(&rows)
        };
        bury(self, house, of_portal(row.id)).await?;
        self.insert_shared(portal_erasures::ActiveModel {
            id: Set(self.id()),
            portal: Set(row.id),
            slug: Set(row.slug.clone()),
            name: Set(row.name.clone()),
            city: Set(row.city.clone()),
            uai: Set(row.uai),
            why: Set(ending.why),
            reason: Set(ending.reason),
            by_operator: Set(ending.by),
            opened_at: Set(row.created_at),
            archived_at: Set(ending.archived_at),
            erased_at: Set(self.now()),
            counts: Set(serde_json::to_string(&counts)?),
        })
        .await
    }

    /// Forgets those of these pupils who have no booking left on any portal. Says how many.
    async fn forget_pupils(&self, pupils: &[PupilId]) -> Result<u64, Fault> {
        let mut gone = 0;
        for some in pupils.chunks(AT_A_TIME) {
            let booked = Query::select()
                .expr(Expr::val(1))
                .from(bookings::Entity)
                .and_where(
                    Expr::col((bookings::Entity, bookings::Column::PupilId))
                        .equals((pupils::Entity, pupils::Column::Id)),
                )
                .take();
            let forget = self
                .delete_shared::<pupils::Entity>()
                .filter(pupils::Column::Id.is_in(some.iter().copied()))
                .filter(Expr::exists(booked).not());
            gone += self.run(forget).await?;
        }
        Ok(gone)
    }
}

impl ErasedCounts {
    fn of(rows: &BTreeMap<&str, u64>) -> Self {
        let of = |table| rows.get(table).copied().unwrap_or_default();
        Self {
            stages: of("slots"),
            bookings: of("bookings"),
            conventions: of("agreements"),
            staff: of("staff"),
            mails: of("outgoing_mails"),
            history: of("history"),
            ..Self::default()
        }
    }
}
