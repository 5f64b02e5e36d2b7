//! Conventions that the lycée's new settings change, and those of a pupil who was replaced.

use domain::agreements::jobs::{ForgetReplaced, RenewAgreements};

use crate::worker::{Done, Run, Work};

impl Run for RenewAgreements {
    async fn run(self, work: &Work) -> Done {
        Ok(work.portal().await?.renew_agreements(self.after, self.releases).await?)
    }
}

impl Run for ForgetReplaced {
    async fn run(self, work: &Work) -> Done {
        Ok(work.portal().await?.forget_replaced(self.booking).await?)
    }
}
