//! A portal moves to another address; the former one leads there, and never becomes anybody else's.

use sea_orm::sea_query::{Expr, Func, LockType};
use sea_orm::{ColumnTrait, Condition, DbErr, QueryFilter, QuerySelect, Set};

use super::label::{self, LabelRefused};
use crate::entity::{
    jobs, mailed_links, outgoing_mails, school_applications, sessions, sites, slugs, tenants,
};
use crate::fault::{anew, holds_fault};
use crate::history::Event;
use crate::ids::TenantId;
use crate::store::{SharedTable, Tx};
use crate::tenancy::{FullOperator, Shared, Tenant, TenantState};
use crate::text::Reason;
use crate::{Backstage, Fault};

/// Why a portal did not move.
#[derive(Debug)]
pub enum MoveRefused {
    /// No portal has this id.
    NotFound,
    /// It is there already.
    Already,
    /// Somebody else changed it since it was read.
    Changed,
    /// Not a label that may be an address, or it looks like another's.
    Label(LabelRefused),
    /// It is another's, or was.
    Taken,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(MoveRefused);

impl FullOperator {
    /// Moves a portal that is still what it was at `version` to `slug`, on every node within seconds. Open links go
    /// along; whoever is signed in there signs in anew. What a portal left it may take back.
    pub async fn move_lycee(
        &self,
        id: TenantId,
        version: i32,
        slug: &str,
        reason: &Reason,
    ) -> Result<(), MoveRefused> {
        label::check(slug).map_err(MoveRefused::Label)?;
        anew(|| self.try_move(id, version, slug, reason)).await?;
        self.forget_portals();
        Ok(())
    }

    async fn try_move(
        &self,
        id: TenantId,
        version: i32,
        slug: &str,
        reason: &Reason,
    ) -> Result<(), MoveRefused> {
        self.store
            .write(id, async |tx| {
                let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
                let old = tx.one(own.lock(LockType::NoKeyUpdate)).await?;
                let old = old.ok_or(MoveRefused::NotFound)?;
                // A second click meets the address that the first one gave.
                if old.version != version && old.slug != slug {
                    return Err(MoveRefused::Changed);
                }
                tx.move_to(&old, slug, self).await?;
                let (from, to) = (old.slug, slug.to_owned());
                let event = Event::TenantMoved { tenant: id, from, to, reason: reason.to_string() };
                tx.record(self.actor(), Some(old.uai.0), event).await?;
                Ok::<_, MoveRefused>(())
            })
            .await
    }
}

impl Backstage {
    /// Where the portal is that had this host before it moved.
    pub async fn moved_to(&self, host: &str) -> Result<Option<String>, Fault> {
        let slug = host.strip_suffix(self.base_domain()).and_then(|rest| rest.strip_suffix('.'));
        let Some(slug) = slug.filter(|slug| label::has_shape(slug)) else { return Ok(None) };
        self.read(async |tx| {
            let former = tx.shared::<slugs::Entity>().filter(slugs::Column::Slug.eq(slug));
            let Some(id) = tx.one(former).await?.and_then(|row| row.leads_to) else {
                return Ok(None);
            };
            let row = tx.get::<tenants::Entity>(id).await?;
            let tenant = row.map(Tenant::read).transpose()?;
            // Strangers learn nothing of what is being prepared.
            let shown = tenant.filter(|tenant| tenant.state != TenantState::Draft);
            Ok(shown.map(|tenant| self.shared.host_of(tenant.custom_host, &tenant.slug)))
        })
        .await
    }
}

/// As a name stands in JSON.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

impl Tx<'_, TenantId> {
    /// Moves this portal, whose row is held, to `slug`: a label that was checked.
    pub(crate) async fn move_to(
        &self,
        old: &tenants::Model,
        slug: &str,
        house: &Shared,
    ) -> Result<(), MoveRefused> {
        if old.slug == slug {
            return Err(MoveRefused::Already);
        }
        self.take_label(old.id, slug).await?;
        self.lead(&old.slug, Some((old.id, house.host_of(None, &old.slug)))).await?;
        let moved = tenants::ActiveModel {
            id: Set(old.id),
            slug: Set(slug.to_owned()),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        self.bump_from(old.version, moved).await?;
        let host = |slug: &str| house.host_of(None, slug);
        self.follow(&host(&old.slug), &host(slug)).await?;
        let (from, to) = (quoted(&old.slug), quoted(slug));
        Ok(self.reword::<sites::Entity>(sites::Column::Portals, &from, &to).await?)
    }

    /// Gives back a label that led to this portal.
    pub(crate) async fn free_label(&self, slug: &str) -> Result<(), Fault> {
        let own = self.delete_shared::<slugs::Entity>().filter(slugs::Column::Slug.eq(slug));
        self.run(own).await.map(drop)
    }

    /// Gives back every address of this portal, which goes. Nobody is signed in there any more, no link leads there, no
    /// common site names it; what schools asked for there goes on at the accounts' home.
    pub(crate) async fn leave_addresses(
        &self,
        old: &tenants::Model,
        house: &Shared,
    ) -> Result<(), Fault> {
        let former = self.shared::<slugs::Entity>().filter(slugs::Column::LeadsTo.eq(old.id));
        let mut hosts = vec![house.host_of(None, &old.slug)];
        hosts.extend(old.custom_host.clone());
        for row in self.all(former).await? {
            hosts.push(row.former_host.unwrap_or_else(|| house.host_of(None, &row.slug)));
        }
        let there = sessions::Column::Host.is_in(&hosts);
        self.run(self.delete_shared::<sessions::Entity>().filter(there)).await?;
        let there = mailed_links::Column::Host.is_in(&hosts);
        self.run(self.delete_shared::<mailed_links::Entity>().filter(there)).await?;
        let there = outgoing_mails::Column::Host.is_in(&hosts);
        self.run(self.delete_shared::<outgoing_mails::Entity>().filter(there)).await?;
        for host in &hosts {
            self.follow(host, &house.home_host()).await?;
        }
        let labels = Condition::any()
            .add(slugs::Column::Slug.eq(&old.slug))
            .add(slugs::Column::LeadsTo.eq(old.id));
        self.run(self.delete_shared::<slugs::Entity>().filter(labels)).await?;
        let naming = self.shared::<sites::Entity>();
        let naming = naming.filter(sites::Column::Portals.contains(quoted(&old.slug)));
        for site in self.all(naming).await? {
            let mut portals: Vec<String> = serde_json::from_str(&site.portals)?;
            portals.retain(|slug| *slug != old.slug);
            let portals = Set(serde_json::to_string(&portals)?);
            let without = sites::ActiveModel { id: Set(site.id), portals, ..Default::default() };
            self.run(self.bump(without)).await?;
        }
        Ok(())
    }

    /// Makes `slug` this portal's: a free one, or one that it had.
    async fn take_label(&self, id: TenantId, slug: &str) -> Result<(), MoveRefused> {
        let same = self.shared::<slugs::Entity>().filter(slugs::Column::Slug.eq(slug));
        match self.one(same).await? {
            Some(row) if row.leads_to == Some(id) => return Ok(self.lead(slug, None).await?),
            Some(_) => return Err(MoveRefused::Taken),
            None => {}
        }
        if let Some(refused) = self.like_another(slug).await? {
            return Err(MoveRefused::Label(refused));
        }
        match self.put_label(slug).await? {
            true => Ok(()),
            // Somebody took it, or one that looks like it, at this moment: asked again, who did is there.
            false => Err(Fault::Contended(DbErr::RecordNotInserted).into()),
        }
    }

    async fn lead(&self, slug: &str, to: Option<(TenantId, String)>) -> Result<(), Fault> {
        let (leads_to, former_host) = to.unzip();
        let there = slugs::ActiveModel {
            leads_to: Set(leads_to),
            former_host: Set(former_host),
            ..Default::default()
        };
        let update =
            self.update_shared::<slugs::Entity>().set(there).filter(slugs::Column::Slug.eq(slug));
        self.run(update).await.map(drop)
    }

    /// What was mailed from the former host, or is about to be, leads to the new one.
    async fn follow(&self, from: &str, to: &str) -> Result<(), Fault> {
        let there = Set(to.to_owned());
        let links = self
            .update_shared::<mailed_links::Entity>()
            .set(mailed_links::ActiveModel { host: there.clone(), ..Default::default() })
            .filter(mailed_links::Column::Host.eq(from));
        self.run(links).await?;
        let applications = self
            .update_shared::<school_applications::Entity>()
            .set(school_applications::ActiveModel { host: there, ..Default::default() })
            .filter(school_applications::Column::Host.eq(from));
        self.run(applications).await?;
        self.reword::<jobs::Entity>(jobs::Column::Payload, &quoted(from), &quoted(to)).await
    }

    /// Writes `to` for `from` wherever it stands, in its quotes, in a column of JSON.
    async fn reword<E: SharedTable>(
        &self,
        column: E::Column,
        from: &str,
        to: &str,
    ) -> Result<(), Fault> {
        let renamed = Func::cust("REPLACE").args([Expr::col(column), from.into(), to.into()]);
        let update = self
            .update_shared::<E>()
            .col_expr(column, renamed.into())
            .filter(column.contains(from));
        self.run(update).await.map(drop)
    }
}
