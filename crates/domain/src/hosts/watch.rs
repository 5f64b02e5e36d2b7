//! A proof is looked for again: it stands, is missed, and twice missed ends.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Set};

use super::jobs::{CheckHost, TellOfHost};
use super::{Answer, CHECK_EVERY, CHECK_SOON, HostRefused, SERVED_UNPROVED, Said, TOLD_AFTER};
use crate::entity::{accounts, operators, own_hosts, tenants};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, TenantId};
use crate::store::Tx;
use crate::tenancy::Tenant;
use crate::{Fault, Portal};

impl Portal {
    /// Takes what the DNS said at the look `round`, and schedules the next. Does nothing where the portal lives
    /// elsewhere, or the look was done.
    pub async fn check_host(&self, host: &str, round: i32, said: &Said) -> Result<(), Fault> {
        let ended = self
            .write(async |tx| {
                let tenant = match tx.held_tenant().await {
                    Ok(tenant) => tenant,
                    Err(HostRefused::Refused(_)) => return Ok(false),
                    Err(HostRefused::Fault(fault)) => return Err(fault),
                };
                let row = tx.own_host(host).await?.filter(|row| row.rounds == round);
                let is_served = tenant.custom_host.as_deref() == Some(host);
                match row.filter(|row| is_served && row.proved_at.is_some()) {
                    Some(row) => self.judge(tx, &tenant, &row, said.answer(&row.token)).await,
                    None => Ok(false),
                }
            })
            .await?;
        if ended {
            self.shared.forget_portals();
        }
        Ok(())
    }

    /// Whether the host is served no more.
    async fn judge(
        &self,
        tx: &Tx<'_, TenantId>,
        tenant: &tenants::Model,
        row: &own_hosts::Model,
        answer: Answer,
    ) -> Result<bool, Fault> {
        let failures = match answer {
            Answer::Proved => 0,
            // Whoever does not answer says nothing against it.
            Answer::Silent => row.failures,
            _ => row.failures + 1,
        };
        let zone = Tenant::read(tenant.clone())?.time_zone;
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let is_told = failures >= TOLD_AFTER;
        let first = is_told && row.ends_at.is_none();
        let ends_at = is_told.then(|| row.ends_at.unwrap_or(tx.now() + SERVED_UNPROVED));
        if ends_at.is_some_and(|at| at <= tx.now()) && answer != Answer::Silent {
            let own = own_hosts::Column::Id.eq(row.id);
            tx.run(tx.delete::<own_hosts::Entity>().filter(own)).await?;
            tx.serve_at(tenant, None, &self.shared).await?;
            let event = Event::HostLeft { tenant: tenant.id, host: row.host.clone(), reason: None };
            tx.record(Actor::System, Some(tenant.uai.0), event).await?;
            tx.tell_operators(&row.host, None).await?;
            return Ok(true);
        }
        let next = match (answer, is_told) {
            (Answer::Silent, _) | (_, true) => CHECK_SOON,
            _ => CHECK_EVERY,
        };
        let round = row.rounds + 1;
        let looked = own_hosts::ActiveModel {
            id: Set(row.id),
            answer: Set(Some(answer)),
            checked_at: Set(Some(tx.now())),
            rounds: Set(round),
            failures: Set(failures),
            ends_at: Set(ends_at),
            ..Default::default()
        };
        tx.run(tx.set(looked)).await?;
        tx.enqueue_at(tx.now() + next, &CheckHost { host: row.host.clone(), round }).await?;
        if let Some(until) = ends_at.filter(|_| first).map(day) {
            let event = Event::HostFailing { tenant: tenant.id, host: row.host.clone(), until };
            tx.record(Actor::System, Some(tenant.uai.0), event).await?;
            tx.tell_operators(&row.host, Some(until)).await?;
        }
        Ok(false)
    }
}

impl Tx<'_, TenantId> {
    /// Each operator is mailed.
    async fn tell_operators(&self, host: &str, until: Option<NaiveDate>) -> Result<(), Fault> {
        let all = self.shared::<operators::Entity>().select_only();
        let all: Vec<AccountId> =
            self.all(all.column(operators::Column::AccountId).into_tuple()).await?;
        let people = self.by_id::<accounts::Entity>(all).await?;
        let open = people.into_values().filter(|account| account.disabled_at.is_none());
        let letters: Vec<TellOfHost> = open
            .map(|account| TellOfHost { login: account.login, host: host.to_owned(), until })
            .collect();
        self.enqueue_all(&letters).await
    }
}
