//! The named, greppable way across tenants.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use metrics::counter;
use moka::future::Cache;
use sea_orm::{ColumnTrait, QueryFilter};

use super::{Portal, Shared, Tenant};
use crate::bookings::Rush;
use crate::clock::Clock;
use crate::entity::tenants;
use crate::ids::TenantId;
use crate::passwords::Passwords;
use crate::queue::Poke;
use crate::random::{Random, Token};
use crate::seal::Seal;
use crate::store::{Store, StoreSettings};
use crate::tenants::has_shape;
use crate::{Engine, Fault, SchemaStep};

/// How long a portal's settings may be remembered before they are read again.
const PORTAL_MEMORY: Duration = Duration::from_secs(5);

/// What the house is opened with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The database.
    pub store: StoreSettings,
    /// Name under which everything lives: portals are `<slug>.<base_domain>`.
    pub base_domain: String,
    /// The source of "now".
    pub clock: Clock,
    /// The source of chance.
    pub random: Random,
    /// How long a mailed confirmation link lives: [`crate::accounts::CONFIRMATION_LIFE`] unless set.
    pub link_life: TimeDelta,
    /// What secrets that must be read again are encrypted by: the same for all processes, and kept.
    pub secret: Token,
}

/// The whole house. Cheap to clone.
#[derive(Clone)]
pub struct Backstage {
    pub(crate) shared: Arc<Shared>,
}

impl Backstage {
    /// Opens the database. The schema is not touched: see [`Backstage::migrate`].
    pub async fn open(settings: Settings) -> Result<Self, Fault> {
        let store =
            Store::open(&settings.store, settings.clock, settings.random, Poke::default()).await?;
        Ok(Self {
            shared: Arc::new(Shared {
                store,
                base_domain: settings.base_domain,
                passwords: Passwords::default(),
                rush: Rush::default(),
                link_life: settings.link_life,
                seal: Arc::new(Seal::new(&settings.secret)?),
                readings: Arc::default(),
                portals: Cache::builder().max_capacity(10_000).time_to_live(PORTAL_MEMORY).build(),
                sites: Cache::builder().max_capacity(10_000).time_to_live(PORTAL_MEMORY).build(),
            }),
        })
    }

    /// The same house for whoever sees a portal as somebody else: all that is reached through it reads, and
    /// what would write is refused ([`Fault::Looking`]).
    #[must_use]
    pub fn to_look(&self) -> Self {
        Self { shared: Arc::new(self.shared.to_look()) }
    }

    /// Applies the migrations that are missing, under a lock: started twice, one waits. Then says of older rows what
    /// only code can say.
    pub async fn migrate(&self) -> Result<(), Fault> {
        self.shared.store.migrate().await?;
        self.describe_labels().await?;
        self.describe_offers().await?;
        self.name_people().await
    }

    /// Every migration, and whether the database has it.
    pub async fn schema(&self) -> Result<Vec<SchemaStep>, Fault> {
        self.shared.store.schema().await
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Fault> {
        Ok(self.shared.store.connection().ping().await?)
    }

    /// Connections to the database: how many are open, and how many of them nobody uses.
    pub fn connections(&self) -> (u32, usize) {
        self.shared.store.connections()
    }

    /// Which database this is.
    pub fn engine(&self) -> &Engine {
        &self.shared.store.engine
    }

    /// The house's clock.
    pub fn clock(&self) -> &Clock {
        &self.shared.store.clock
    }

    /// The house's source of chance.
    pub fn random(&self) -> &Random {
        &self.shared.store.random
    }

    /// The name under which everything lives.
    pub fn base_domain(&self) -> &str {
        &self.shared.base_domain
    }

    /// The host of people's own accounts, from which they hop to every portal.
    pub fn home_host(&self) -> String {
        self.shared.home_host()
    }

    /// How long a confirmation link lives here.
    pub fn link_life(&self) -> TimeDelta {
        self.shared.link_life
    }

    /// Statements sent to the database since the start, to count the cost of a page.
    pub fn statements(&self) -> u64 {
        self.shared.store.statements()
    }

    /// The bell that wakes the workers.
    pub fn poke(&self) -> &Poke {
        &self.shared.store.poke
    }

    /// The portal that answers on `host` (lower case, without a port), if one does: the slug
    /// before the base domain, or a lycée's own domain. Drafts and held portals are found too: who
    /// dispatches looks at their state.
    pub async fn portal_at(&self, host: &str) -> Result<Option<Portal>, Fault> {
        let known = self.shared.portals.get(host).await;
        let result = if known.is_some() { "hit" } else { "miss" };
        counter!("ministage_cache_requests_total", "cache" => "portals", "result" => result)
            .increment(1);
        let found = match known {
            Some(known) => known,
            None => {
                let found = self.look_up(host).await?;
                self.shared.portals.insert(host.to_owned(), found.clone()).await;
                found
            }
        };
        Ok(found.map(|tenant| Portal::new(Arc::clone(&self.shared), tenant)))
    }

    /// The portal of a tenant, for the worker and the commands.
    pub async fn portal(&self, id: TenantId) -> Result<Option<Portal>, Fault> {
        let row = self.read(async |tx| tx.get::<tenants::Entity>(id).await).await?;
        row.map(|row| Ok(Portal::new(Arc::clone(&self.shared), Arc::new(Tenant::read(row)?))))
            .transpose()
    }

    async fn look_up(&self, host: &str) -> Result<Option<Arc<Tenant>>, Fault> {
        // Under the base domain by name, elsewhere by the lycée's own host: neither takes the other's address.
        let slug = host.strip_suffix(self.base_domain()).and_then(|rest| rest.strip_suffix('.'));
        let named = match slug {
            Some(slug) if !has_shape(slug) => return Ok(None),
            Some(slug) => tenants::Column::Slug.eq(slug),
            None => tenants::Column::CustomHost.eq(host),
        };
        let row = self
            .read(async |tx| tx.one(tx.shared::<tenants::Entity>().filter(named)).await)
            .await?;
        row.map(|row| Tenant::read(row).map(Arc::new)).transpose()
    }
}
