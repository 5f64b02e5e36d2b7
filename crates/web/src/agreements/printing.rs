//! From an issued convention to its file.
//!
//! The same convention is printed to the same bytes, so a file may be kept for a while: people open
//! what they have just booked, then print it, then send it to a colleague.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use documents::{Conformity, Logo, PrintBatch, PrintJob, Standard, Template, qr_matrix};
use domain::agreements::Agreement;
use domain::ids::{AccountId, AgreementId, TenantId};
use domain::{Fault, Portal};
use metrics::histogram;
use moka::future::Cache;

use crate::app::App;
use crate::server::looked_up;

/// Bytes of files that are kept, in all.
const KEPT: u64 = 32 * 1024 * 1024;

/// How long a file is kept.
pub(crate) const KEPT_FOR: Duration = Duration::from_secs(600);

/// Files that were printed lately.
pub(crate) struct Printed(Cache<(AgreementId, String), Bytes>);

impl Default for Printed {
    fn default() -> Self {
        let weight =
            |_: &(AgreementId, String), pdf: &Bytes| u32::try_from(pdf.len()).unwrap_or(u32::MAX);
        Self(Cache::builder().weigher(weight).max_capacity(KEPT).time_to_live(KEPT_FOR).build())
    }
}

/// Who waits for a file of several conventions: one at a time a person, on this node.
#[derive(Default)]
pub(crate) struct Files(Mutex<HashSet<AccountId>>);

/// A person's turn; over when it is dropped.
pub(crate) struct Turn<'a>(&'a Files, AccountId);

impl Files {
    /// `None`: she waits for one already.
    pub(crate) fn turn(&self, account: AccountId) -> Option<Turn<'_>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.insert(account).then(|| Turn(self, account))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.1);
    }
}

/// Why a convention was not printed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PrintFailure {
    /// The template does not compile with this data, or the typesetter crashed.
    #[error(transparent)]
    Print(#[from] documents::PrintError),
    /// The business met the unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl App {
    /// The file of a convention. Its SHA-256 is frozen at the first print; a later print that
    /// differs (another logo, another version of the typesetter) is told to the operators.
    pub(crate) async fn print_agreement(
        &self,
        portal: &Portal,
        agreement: &Agreement,
    ) -> Result<Bytes, PrintFailure> {
        let key = (agreement.id, agreement.data_sha256.clone());
        let kept = self.printed().0.get(&key).await;
        looked_up("conventions", kept.is_some());
        if let Some(pdf) = kept {
            return Ok(pdf);
        }
        let job = job(agreement, logo(portal).await?);
        let started = Instant::now();
        let printed = self.press.print(owner(portal), job).await?;
        histogram!("ministage_print_seconds").record(started.elapsed());
        if let Conformity::PlainTagged { why } = &printed.conformity {
            tracing::warn!(agreement = %agreement.id, ?why, "a convention is not archival");
        }
        let same = match &agreement.pdf_sha256 {
            Some(first) => *first == printed.sha256,
            None => portal.agreement_printed(agreement.id, &printed.sha256).await?,
        };
        if !same {
            tracing::warn!(agreement = %agreement.id, "a convention is printed otherwise than the first time");
        }
        self.printed().0.insert(key, printed.pdf.clone()).await;
        Ok(printed.pdf)
    }
}

impl App {
    /// One file of several conventions, of one lycée or of several, each with the pages of its own file.
    pub(crate) async fn print_agreements(
        &self,
        papers: &[(Portal, Agreement)],
    ) -> Result<Bytes, PrintFailure> {
        if let [(portal, agreement)] = papers {
            return self.print_agreement(portal, agreement).await;
        }
        let mut logos: HashMap<TenantId, Option<Logo>> = HashMap::new();
        let mut jobs = Vec::new();
        for (portal, agreement) in papers {
            let logo = match logos.get(&portal.id()) {
                Some(known) => known.clone(),
                None => logo(portal).await?,
            };
            logos.insert(portal.id(), logo.clone());
            jobs.push(job(agreement, logo));
        }
        let owners: Vec<u128> = papers.iter().map(|(portal, _)| owner(portal)).collect();
        let title = format!("{} conventions de mini-stage", jobs.len());
        let batch = PrintBatch { jobs, title, standard: Standard::Archival };
        let printed = self.press.print_batch(&owners, batch).await?;
        if let Conformity::PlainTagged { why } = &printed.conformity {
            tracing::warn!(?why, "a file of several conventions is not archival");
        }
        Ok(printed.pdf)
    }
}

/// Whose template it is that must end.
fn owner(portal: &Portal) -> u128 {
    portal.id().0.as_u128()
}

async fn logo(portal: &Portal) -> Result<Option<Logo>, Fault> {
    let alt = format!("Logo\u{a0}: {}", portal.tenant().name);
    Ok(portal.logo().await?.map(|file| Logo { png: file.content.into(), alt }))
}

fn job(agreement: &Agreement, logo: Option<Logo>) -> PrintJob {
    let mut data = agreement.data.clone();
    // Too long for a code cannot be: the address is ours. Without it the address alone is printed.
    let code = data["verification_url"].as_str().and_then(|url| qr_matrix(url).ok());
    data["qr"] = code.into();
    PrintJob {
        template: Template::new(agreement.template.as_str()),
        data,
        logo,
        title: format!("Convention de mini-stage {}", agreement.reference()),
        issued_at: agreement.issued_local,
        standard: Standard::Archival,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_at_a_time_a_person() {
        let files = Files::default();
        let [nadia, paul] = [1, 2].map(|id| AccountId::from(uuid::Uuid::from_u128(id)));
        let turn = files.turn(nadia).expect("the first");
        assert!(files.turn(nadia).is_none(), "she waits for one");
        assert!(files.turn(paul).is_some());
        drop(turn);
        assert!(files.turn(nadia).is_some());
    }
}
