//! Reading the pupils of schools with their bookings.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use education::Uai;
use sea_orm::sea_query::{ExprTrait, LockType};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};

use super::alike::{Known, Seen};
use super::pupils::{Identity, Pupil, Spelling};
use crate::Fault;
use crate::entity::{bookings, pupils};
use crate::ids::{PupilId, SchoolId, TenantId};
use crate::store::Tx;

impl Tx<'_, TenantId> {
    /// Those that these names may mean, by number, with all of their bookings: one statement, and a second if anybody
    /// is known. Their rows are held as those of a foreign key are: whoever erases one waits, or is waited for.
    pub(crate) async fn known_pupils<'p>(
        &self,
        wanted: impl Iterator<Item = (Uai, &'p Pupil)>,
    ) -> Result<HashMap<Identity, Vec<Known>>, Fault> {
        let mut of_schools: BTreeMap<Uai, BTreeSet<String>> = BTreeMap::new();
        for (uai, pupil) in wanted {
            let keys = of_schools.entry(uai).or_default();
            keys.extend([pupil.identity(uai).key, pupil.exchanged(uai).key]);
        }
        // By school, so that the index on (uai, identity_key, homonym) answers.
        let named = of_schools.into_iter().fold(Condition::any(), |any, (uai, keys)| {
            let of_school = pupils::Column::Uai.eq(SchoolId(uai));
            any.add(of_school.and(pupils::Column::IdentityKey.is_in(keys)))
        });
        let query = self.shared::<pupils::Entity>().filter(named);
        let mut query = query.order_by_asc(pupils::Column::Homonym);
        if self.guards().erasing {
            query = query.lock(LockType::KeyShare);
        }
        let rows = self.all(query).await?;
        let mut booked = self.booked_by_pupil(rows.iter().map(|row| row.id).collect()).await?;
        let mut known: HashMap<Identity, Vec<Known>> = HashMap::new();
        for row in rows {
            let kept = Spelling::kept(&row);
            let seen = booked.remove(&row.id).unwrap_or_default().into_iter();
            let bookings = seen.map(|row| Seen::read(row, &kept)).collect();
            let identity = Identity { uai: row.uai.0, key: row.identity_key };
            let of_name = known.entry(identity).or_default();
            of_name.push(Known { id: row.id, homonym: row.homonym, kept, bookings });
        }
        Ok(known)
    }

    /// Across lycées, because a pupil is her school's: what of it is shown to whom is decided in `alike.rs`.
    async fn booked_by_pupil(
        &self,
        pupils: Vec<PupilId>,
    ) -> Result<HashMap<PupilId, Vec<bookings::Model>>, Fault> {
        let mut of_pupils: HashMap<PupilId, Vec<bookings::Model>> = HashMap::new();
        if !pupils.is_empty() {
            let query = self.beyond::<bookings::Entity>();
            let query = query.filter(bookings::Column::PupilId.is_in(pupils));
            for row in self.all(query.order_by_asc(bookings::Column::Id)).await? {
                of_pupils.entry(row.pupil_id).or_default().push(row);
            }
        }
        Ok(of_pupils)
    }
}

impl Seen {
    fn read(row: bookings::Model, kept: &Spelling) -> Self {
        Self {
            id: row.id,
            tenant: row.tenant_id,
            slot: row.slot_id,
            status: row.status,
            by: row.booked_by,
            made_at: row.created_at,
            spelling: kept.clone().or_own(row.pupil_id, row.spelling.as_deref()),
        }
    }
}
