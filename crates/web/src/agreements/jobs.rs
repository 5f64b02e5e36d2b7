//! Conventions that the lycée's new settings change.

use domain::agreements::jobs::RenewAgreements;

use crate::worker::{Done, Run, Work};

impl Run for RenewAgreements {
    async fn run(self, work: &Work) -> Done {
        Ok(work.portal().await?.renew_agreements(self.after, self.releases).await?)
    }
}
