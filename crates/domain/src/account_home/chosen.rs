//! Bookings of a person's schools that she chose in her list of all portals: each is reached through
//! the portal where it is, by the same verbs as there.

use std::collections::BTreeMap;
use std::sync::Arc;

use sea_orm::{ColumnTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use crate::Fault;
use crate::bookings::BookingStatus;
use crate::entity::{bookings, schools, slots, tenants};
use crate::fault::that_read;
use crate::ids::{BookingId, SchoolId, TenantId};
use crate::tenancy::{AccountHolder, Booker, Portal, SchoolMember, Tenant};

impl SchoolMember {
    /// Who she is on each portal where her school has bookings to come.
    pub async fn desks(&self) -> Result<Vec<Booker>, Fault> {
        let school = SchoolId(self.uai());
        self.read(async |tx| {
            // Across lycées, because the school books on all of them; only its own bookings.
            let query = tx
                .across::<bookings::Entity>()
                .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
                .filter(bookings::Column::Uai.eq(school))
                .filter(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
                .filter(slots::Column::StartsAt.gt(tx.now()))
                .select_only()
                .column(bookings::Column::TenantId)
                .distinct();
            let there: Vec<TenantId> = tx.all(query.into_tuple()).await?;
            let listed = tx.get::<schools::Entity>(school).await?;
            let name = listed.map_or_else(|| school.to_string(), |row| row.name);
            let name = education::names::display(&name);
            let hosts = tx.by_id::<tenants::Entity>(there).await?;
            let desk = |row| {
                let portal = Portal::new(Arc::clone(&self.shared), Arc::new(Tenant::read(row)?));
                Ok(Booker::from_home(portal, self, name.clone()))
            };
            // On a portal that is held nothing is done.
            let open = hosts.into_values().filter(|row| !row.state.is_held());
            Ok(that_read(open.map(desk)))
        })
        .await
    }
}

impl AccountHolder {
    /// Who she is where these bookings are, and which of them are there: one [`Booker`] for each portal
    /// and school. What gives her the right is her place in the school, which every portal asks for and
    /// which is read here as there. `None`: one of them is no booking of a school of hers.
    pub async fn chosen(
        &self,
        ids: &[BookingId],
    ) -> Result<Option<Vec<(Booker, Vec<BookingId>)>>, Fault> {
        self.read(async |tx| {
            let places = tx.all(tx.places_of(self.person.account)).await?;
            let own = places.iter().map(|place| place.uai);
            // Across lycées, because the account serves them all; only for her own schools.
            let query = tx
                .across::<bookings::Entity>()
                .filter(bookings::Column::Id.is_in(ids.iter().copied()))
                .filter(bookings::Column::Uai.is_in(own.clone()))
                .select_only()
                .columns([bookings::Column::TenantId, bookings::Column::Uai, bookings::Column::Id]);
            let rows: Vec<(TenantId, SchoolId, BookingId)> = tx.all(query.into_tuple()).await?;
            if !ids.iter().all(|id| rows.iter().any(|(.., known)| known == id)) {
                return Ok(None);
            }
            let mut there: BTreeMap<(TenantId, SchoolId), Vec<BookingId>> = BTreeMap::new();
            for (tenant, uai, id) in rows {
                there.entry((tenant, uai)).or_default().push(id);
            }
            let hosts =
                tx.by_id::<tenants::Entity>(there.keys().map(|(tenant, _)| *tenant)).await?;
            let names = tx.by_id::<schools::Entity>(own).await?;
            let mut bookers = Vec::new();
            for ((tenant, uai), ids) in there {
                let host = hosts.get(&tenant).cloned();
                let place = places.iter().find(|place| place.uai == uai);
                let (Some(host), Some(place)) = (host, place) else { return Ok(None) };
                let portal = Portal::new(Arc::clone(&self.shared), Arc::new(Tenant::read(host)?));
                let member = SchoolMember::new(&self.shared, &self.person, *uai, place.role);
                let name = names.get(&uai).map_or_else(|| uai.to_string(), |row| row.name.clone());
                let name = education::names::display(&name);
                bookers.push((Booker::from_home(portal, &member, name), ids));
            }
            Ok(Some(bookers))
        })
        .await
    }
}
