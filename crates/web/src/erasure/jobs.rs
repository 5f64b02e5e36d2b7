//! What is erased, and what is noted of it beside the backups.

use domain::bookings::Recipient;
use domain::erasure::Tombstone;
use domain::erasure::jobs::{EraseIdentities, ErasePupil, KeepTombstones, TellErased};

use super::mails;
use crate::post::Envelope;

use crate::worker::{Done, JobFailure, Run, Work};

impl Run for EraseIdentities {
    async fn run(self, work: &Work) -> Done {
        while work.worker.erase_identities(self.tenant, self.through).await? {}
        Ok(())
    }
}

impl Run for ErasePupil {
    async fn run(self, work: &Work) -> Done {
        let bookings = work.worker.erase_pupil(&self).await?;
        tracing::info!(pupil = %self.pupil, bookings, "a pupil was erased");
        Ok(())
    }
}

impl Run for KeepTombstones {
    /// All of them: what another machine could not write is written by whoever can.
    async fn run(self, work: &Work) -> Done {
        let Some(ledger) = work.ledger.clone() else { return Ok(()) };
        let lines: Vec<String> =
            work.worker.all_tombstones().await?.iter().map(Tombstone::line).collect();
        let added = tokio::task::spawn_blocking(move || ledger.add(lines)).await;
        match added {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => {
                Err(JobFailure::Retry(format!("the marks cannot be kept: {}", error.kind())))
            }
            Err(error) => Err(JobFailure::defect(error)),
        }
    }
}

impl Run for TellErased {
    /// One job is one letter: where several people are told, it is split.
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        let mut all = Vec::new();
        for id in &self.bookings {
            all.extend(portal.booking(*id).await?);
        }
        let Some(first) = all.first() else { return Ok(()) };
        let people: Vec<Recipient> = match self.by_host {
            false => portal.lycee_recipients().await?,
            true => match portal.addressee(self.school.0).await? {
                Some(school) => school.recipients(first.booked_by),
                None => Vec::new(),
            },
        };
        let people: Vec<Recipient> = people
            .into_iter()
            .filter(|reader| self.to.is_none() || self.to == reader.account)
            .collect();
        let reader = match people.as_slice() {
            [] => {
                tracing::info!(booking = %first.id, "nobody can be told of an erasure");
                return Ok(());
            }
            [one] => one,
            several => {
                let part = |one: &Recipient| Self { to: one.account, ..self.clone() };
                let parts: Vec<_> = several.iter().map(part).collect();
                work.worker.split_job(&work.job, &parts).await?;
                return Ok(());
            }
        };
        let letter = mails::erased(&self, &portal, &all, work.url(&portal.host(), "/"));
        let envelope = Envelope::to(work, &reader.address, &portal.host()).await?;
        work.post(envelope.about(first.id), &letter).await
    }
}
