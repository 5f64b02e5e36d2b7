//! Writes what was opened, a second later at most: no page waits for it.

use std::time::Duration;

use domain::Backstage;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// How long what was opened may wait: what a process that is killed forgets.
const EVERY: Duration = Duration::from_secs(1);

/// Writes until it is told that nobody asks any more, then once again.
pub async fn run(backstage: Backstage, over: CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let last = tokio::select! {
            _ = ticks.tick() => false,
            () = over.cancelled() => true,
        };
        if let Err(error) = backstage.keep_readings().await {
            tracing::warn!(%error, "what was opened is not written yet");
        }
        if last {
            return;
        }
    }
}
