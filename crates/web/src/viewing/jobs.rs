//! A viewing ended, or one looks again.

use domain::viewing::jobs::WatchViewing;

use crate::worker::{Done, Run, Work};

impl Run for WatchViewing {
    async fn run(self, work: &Work) -> Done {
        Ok(work.portal().await?.watch_viewing(self.viewing).await?)
    }
}
