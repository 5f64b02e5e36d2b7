//! Finding common sites, and the lycées of one.

use std::collections::HashMap;
use std::sync::Arc;

use education::departments;
use sea_orm::{ColumnTrait, Condition, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use super::{Listed, Site, SiteSpec, listed};
use crate::entity::{sites, tenants};
use crate::fault::that_read;
use crate::ids::{SiteId, TenantId};
use crate::paging::{Page, PageRequest};
use crate::search::{Scope, offering, within};
use crate::store::{Tx, Whole};
use crate::tenancy::{Doors, Operator, Shared, TenantState};
use crate::tenants::{MOST_LYCEES, has_shape};
use crate::{Backstage, Fault};

/// Common sites that the console lists.
const MOST: u64 = 200;

/// A lycée of a common site.
#[derive(Clone, Debug)]
pub struct Lycee {
    /// The name of its portal: first label of its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub city: String,
    /// The host on which its portal lives.
    pub host: String,
}

#[derive(FromQueryResult)]
struct Row {
    slug: String,
    custom_host: Option<String>,
    name: String,
    city: String,
}

impl Backstage {
    /// The common site that answers on `host`. Remembered as portals are.
    pub async fn site_at(&self, host: &str) -> Result<Option<Arc<Site>>, Fault> {
        if let Some(known) = self.shared.sites.get(host).await {
            return Ok(known);
        }
        let slug = host.strip_suffix(self.base_domain()).and_then(|rest| rest.strip_suffix('.'));
        let found = match slug {
            None => None,
            Some(slug) if !has_shape(slug) => None,
            Some(slug) => self.read(async |tx| site_named(tx, &self.shared, slug).await).await?,
        };
        let found = found.map(Arc::new);
        self.shared.sites.insert(host.to_owned(), found.clone()).await;
        Ok(found)
    }

    /// A common site as it would be written down: applying it again changes nothing.
    pub async fn export_site(&self, slug: &str) -> Result<Option<SiteSpec>, Fault> {
        self.read(async |tx| {
            let named = tx.shared::<sites::Entity>().filter(sites::Column::Slug.eq(slug));
            tx.one(named).await?.as_ref().map(SiteSpec::read).transpose()
        })
        .await
    }
}

impl Operator {
    /// Every common site, by name, with what appears on it: three statements, however many lycées.
    pub async fn sites(&self) -> Result<Vec<Listed>, Fault> {
        self.read(async |tx| {
            let query = tx.shared::<sites::Entity>().order_by_asc(sites::Column::Name).limit(MOST);
            let rows = tx.all(query).await?;
            let sites = that_read(rows.into_iter().map(|row| read(&self.shared, row, Vec::new())));
            let areas = tenants::Column::Department.is_in(sites.iter().flat_map(Site::areas));
            let areas: HashMap<String, u64> =
                tx.count_by(offering(tx).filter(areas), tenants::Column::Department).await?;
            let named: Vec<&str> =
                sites.iter().flat_map(|site| &site.spec.portals).map(String::as_str).collect();
            let query = tx.shared::<tenants::Entity>().filter(tenants::Column::Slug.is_in(named));
            let named: HashMap<String, tenants::Model> =
                tx.all(query).await?.into_iter().map(|row| (row.slug.clone(), row)).collect();
            let as_listed = |site: Site| {
                let within = |area: &String| site.areas().contains(area);
                let apart = |slug: &&String| {
                    let known = named.get(*slug);
                    known.is_some_and(|row| appears(row) && !within(&row.department))
                };
                let by_name = site.spec.portals.iter().filter(apart).count() as u64;
                let by_area = site.areas().iter().filter_map(|area| areas.get(area)).sum::<u64>();
                let name = |slug: &String| {
                    named.get(slug).map_or_else(|| slug.clone(), |row| row.name.clone())
                };
                Listed {
                    portals: site.spec.portals.iter().map(name).collect(),
                    shown: by_area + by_name,
                    site,
                }
            };
            Ok(sites.into_iter().map(as_listed).collect())
        })
        .await
    }

    /// A common site.
    pub async fn site(&self, id: SiteId) -> Result<Option<Site>, Fault> {
        self.read(async |tx| {
            let row = tx.get::<sites::Entity>(id).await?;
            row.map(|row| read(&self.shared, row, Vec::new())).transpose()
        })
        .await
    }
}

impl Doors {
    /// The lycées of `scope` that opted in and are open, by name: in whose name or town every word occurs.
    pub async fn lycees(
        &self,
        scope: &Scope,
        words: &str,
        page: PageRequest,
    ) -> Result<Page<Lycee>, Fault> {
        self.read(async |tx| {
            let named = tx.named(words).await?;
            let query = offering(tx)
                .filter(within(scope))
                .filter(Condition::all().add_option(named))
                .order_by_asc(tenants::Column::Name)
                .order_by_asc(tenants::Column::Id);
            Ok(tx
                .page_as(query, page.counting(MOST_LYCEES), |query| query.into_model::<Row>())
                .await?
                .map(|row| self.lycee_of(row)))
        })
        .await
    }

    /// A lycée of `scope` that opted in and is open, by the name of its portal.
    pub async fn lycee(&self, scope: &Scope, slug: &str) -> Result<Option<Lycee>, Fault> {
        if !has_shape(slug) {
            return Ok(None);
        }
        self.read(async |tx| {
            let named = offering(tx).filter(within(scope)).filter(tenants::Column::Slug.eq(slug));
            Ok(tx.one(named.into_model::<Row>()).await?.map(|row| self.lycee_of(row)))
        })
        .await
    }

    fn lycee_of(&self, row: Row) -> Lycee {
        Lycee {
            host: self.host_of(row.custom_host, &row.slug),
            slug: row.slug,
            name: row.name,
            city: row.city,
        }
    }
}

/// As [`offering`] has it.
fn appears(row: &tenants::Model) -> bool {
    row.listed && row.state == TenantState::Open
}

async fn site_named(
    tx: &Tx<'_, Whole>,
    shared: &Shared,
    slug: &str,
) -> Result<Option<Site>, Fault> {
    let named = tx.shared::<sites::Entity>().filter(sites::Column::Slug.eq(slug));
    let Some(row) = tx.one(named).await? else { return Ok(None) };
    let slugs = listed(&row, &row.portals);
    let mut portals: Vec<TenantId> = Vec::new();
    if !slugs.is_empty() {
        let members = tenants::Column::Slug.is_in(slugs);
        let query = tx.shared::<tenants::Entity>().filter(members).select_only();
        portals = tx.all(query.column(tenants::Column::Id).into_tuple()).await?;
    }
    read(shared, row, portals).map(Some)
}

fn read(shared: &Shared, row: sites::Model, portals: Vec<TenantId>) -> Result<Site, Fault> {
    let spec = SiteSpec::read(&row)?;
    let mut areas = spec.departments.clone();
    let of_academies = departments::all().iter().filter(|one| {
        spec.academies.contains(&one.academy_code) && !spec.departments.contains(&one.code)
    });
    areas.extend(of_academies.map(|one| one.code.clone()));
    Ok(Site {
        id: row.id,
        host: shared.host_of(None, &row.slug),
        slug: row.slug,
        scope: Scope::Within { areas, portals },
        version: row.version,
        spec,
    })
}
