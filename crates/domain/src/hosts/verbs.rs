//! A host is asked for, proved, taken away.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Set};

use super::jobs::CheckHost;
use super::{Answer, CHECK_EVERY, HostRefusal, HostRefused, OwnHost, Said};
use crate::Fault;
use crate::accounts::LinkPurpose;
use crate::entity::{mailed_links, own_hosts, tenants};
use crate::history::Event;
use crate::ids::TenantId;
use crate::store::Tx;
use crate::tenancy::{FullOperator, Shared};
use crate::tenants::own_host;
use crate::text::Reason;

/// Signs of a token, each one of thirty-two: nobody has another's by chance.
const TOKEN_LENGTH: usize = 26;

/// What looking for a proof did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The portal lives there from now on.
    Served,
    /// It lived there, and its proof is there still.
    Standing,
    /// The proof was not found.
    Missing(Answer),
}

impl FullOperator {
    /// Asks for a host: what its DNS must say is made, or was made before. Another one that is not proved is forgotten.
    pub async fn ask_host(&self, id: TenantId, typed: &str) -> Result<OwnHost, HostRefused> {
        let host = own_host(typed, &self.base_domain).ok_or(HostRefusal::Shape)?;
        self.store
            .write(id, async |tx| {
                let tenant = tx.held_tenant().await?;
                tx.is_free_host(&host).await?;
                if tenant.custom_host.as_ref() == Some(&host) {
                    let known = tx.own_host(&host).await?;
                    return Ok(known.ok_or(HostRefusal::ByFolder)?.into());
                }
                let others = tx.delete::<own_hosts::Entity>().filter(unproved_but(&host, &tenant));
                tx.run(others).await?;
                if let Some(known) = tx.own_host(&host).await? {
                    let anew =
                        own_hosts::ActiveModel { asked_at: Set(tx.now()), ..unsaid(known.id) };
                    tx.run(tx.set(anew)).await?;
                    let known =
                        own_hosts::Model { proved_at: None, answer: None, ends_at: None, ..known };
                    return Ok(known.into());
                }
                let token = format!("ministage={}", tx.random().code(TOKEN_LENGTH));
                let row = own_hosts::ActiveModel {
                    tenant_id: Set(id),
                    host: Set(host.clone()),
                    token: Set(token.clone()),
                    asked_at: Set(tx.now()),
                    rounds: Set(0),
                    ..unsaid(tx.id())
                };
                tx.insert(row).await?;
                Ok(OwnHost {
                    host: host.clone(),
                    token,
                    proved_at: None,
                    checked_at: None,
                    answer: None,
                    ends_at: None,
                })
            })
            .await
    }

    /// Takes what the DNS `said` of a host that was asked for: with its token there, the portal lives on it.
    pub async fn prove_host(
        &self,
        id: TenantId,
        host: &str,
        said: &Said,
    ) -> Result<Proof, HostRefused> {
        let proved = self
            .store
            .write(id, async |tx| {
                let old = tx.held_tenant().await?;
                let row = tx.own_host(host).await?.ok_or(HostRefusal::NotFound)?;
                let answer = said.answer(&row.token);
                let found = own_hosts::ActiveModel {
                    id: Set(row.id),
                    answer: Set(Some(answer)),
                    checked_at: Set(Some(tx.now())),
                    ..Default::default()
                };
                if answer != Answer::Proved {
                    tx.run(tx.set(found)).await?;
                    return Ok(Proof::Missing(answer));
                }
                let stands = old.custom_host.as_deref() == Some(host);
                let found = own_hosts::ActiveModel {
                    proved_at: Set(row.proved_at.or(Some(tx.now()))),
                    failures: Set(0),
                    ends_at: Set(None),
                    ..found
                };
                if stands && row.proved_at.is_some() {
                    tx.run(tx.set(found)).await?;
                    return Ok(Proof::Standing);
                }
                tx.is_free_host(host).await?;
                tx.serve_at(&old, Some(host), self).await?;
                let rounds = row.rounds + 1;
                let found = own_hosts::ActiveModel {
                    rounds: Set(rounds),
                    proved_at: Set(Some(tx.now())),
                    ..found
                };
                tx.run(tx.set(found)).await?;
                let others = own_hosts::Column::Host.ne(host);
                tx.run(tx.delete::<own_hosts::Entity>().filter(others)).await?;
                let check = CheckHost { host: host.to_owned(), round: rounds };
                tx.enqueue_at(tx.now() + CHECK_EVERY, &check).await?;
                let event = Event::HostProved { tenant: id, host: host.to_owned() };
                tx.record(self.actor(), Some(old.uai.0), event).await?;
                Ok(Proof::Served)
            })
            .await;
        if matches!(proved, Ok(Proof::Served)) {
            self.forget_portals();
        }
        match proved {
            // Another portal's proof was written at this very moment.
            Err(HostRefused::Fault(Fault::Constraint(_))) => Err(HostRefusal::Taken.into()),
            proved => proved,
        }
    }

    /// Takes a host away: one that was asked for is forgotten, the one on which the portal lives is left for the
    /// platform's own address.
    pub async fn leave_host(
        &self,
        id: TenantId,
        host: &str,
        reason: &Reason,
    ) -> Result<(), HostRefused> {
        self.store
            .write(id, async |tx| {
                let old = tx.held_tenant().await?;
                let is_served = old.custom_host.as_deref() == Some(host);
                let Some(row) = tx.own_host(host).await? else {
                    return Err(match is_served {
                        true => HostRefusal::ByFolder,
                        false => HostRefusal::NotFound,
                    }
                    .into());
                };
                let own = own_hosts::Column::Id.eq(row.id);
                tx.run(tx.delete::<own_hosts::Entity>().filter(own)).await?;
                if is_served {
                    tx.serve_at(&old, None, self).await?;
                    let reason = Some(reason.to_string());
                    let event = Event::HostLeft { tenant: id, host: host.to_owned(), reason };
                    tx.record(self.actor(), Some(old.uai.0), event).await?;
                }
                Ok::<_, HostRefused>(())
            })
            .await?;
        self.forget_portals();
        Ok(())
    }
}

/// Hosts that were asked for and are not proved, beside this one and the one that is served.
fn unproved_but(host: &str, tenant: &tenants::Model) -> sea_orm::Condition {
    let others = sea_orm::Condition::all().add(own_hosts::Column::Host.ne(host));
    others.add_option(tenant.custom_host.as_ref().map(|served| own_hosts::Column::Host.ne(served)))
}

/// A row of which the DNS has said nothing.
fn unsaid(id: crate::ids::OwnHostId) -> own_hosts::ActiveModel {
    own_hosts::ActiveModel {
        id: Set(id),
        proved_at: Set(None),
        checked_at: Set(None),
        answer: Set(None),
        failures: Set(0),
        ends_at: Set(None),
        ..Default::default()
    }
}

impl Tx<'_, TenantId> {
    /// The row of this portal, held until the transaction ends.
    pub(super) async fn held_tenant(&self) -> Result<tenants::Model, HostRefused> {
        let own = self.shared::<tenants::Entity>();
        let own = own.filter(tenants::Column::Id.eq(self.tenant_id()));
        let row = self.one(own.lock(LockType::NoKeyUpdate)).await?;
        Ok(row.ok_or(HostRefusal::NotFound)?)
    }

    /// Refused where another portal lives.
    async fn is_free_host(&self, host: &str) -> Result<(), HostRefused> {
        let other = self
            .shared::<tenants::Entity>()
            .filter(tenants::Column::CustomHost.eq(host))
            .filter(tenants::Column::Id.ne(self.tenant_id()));
        match self.any(other).await? {
            true => Err(HostRefusal::Taken.into()),
            false => Ok(()),
        }
    }

    /// Has this portal, whose row is held, live on a host of its own or on the platform's. Invitations that were mailed
    /// go along: they open wherever the portal lives.
    pub(super) async fn serve_at(
        &self,
        old: &tenants::Model,
        host: Option<&str>,
        house: &Shared,
    ) -> Result<(), Fault> {
        let moved = tenants::ActiveModel {
            id: Set(old.id),
            custom_host: Set(host.map(str::to_owned)),
            updated_at: Set(self.now()),
            ..Default::default()
        };
        self.bump_from(old.version, moved).await?;
        let from = house.host_of(old.custom_host.clone(), &old.slug);
        let to = house.host_of(host.map(str::to_owned), &old.slug);
        let invitations = self
            .update_shared::<mailed_links::Entity>()
            .set(mailed_links::ActiveModel { host: Set(to), ..Default::default() })
            .filter(mailed_links::Column::Purpose.eq(LinkPurpose::StaffInvitation))
            .filter(mailed_links::Column::Host.eq(from));
        self.run(invitations).await.map(drop)
    }
}
