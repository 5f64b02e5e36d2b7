//! Listening to a Redis channel, over a line of its own (a line that listens can do nothing else).

use futures::StreamExt;
use redis::{Client, RedisResult};
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

use super::redis::LOOK_EVERY;

/// One subscription: connects, listens, and connects again when the line breaks.
pub(super) struct Listener {
    pub(super) client: Client,
    pub(super) channel: String,
    pub(super) sender: mpsc::Sender<String>,
}

impl Listener {
    pub(super) async fn listen(self, ready: oneshot::Sender<()>) {
        let mut ready = Some(ready);
        loop {
            tokio::select! {
                () = self.sender.closed() => return,
                // an end or an error is a line that broke
                _ = self.hear(&mut ready) => {}
            }
            tokio::select! {
                () = self.sender.closed() => return,
                () = sleep(LOOK_EVERY) => {}
            }
        }
    }

    async fn hear(&self, ready: &mut Option<oneshot::Sender<()>>) -> RedisResult<()> {
        let mut line = self.client.get_async_pubsub().await?;
        line.subscribe(&self.channel).await?;
        if let Some(ready) = ready.take() {
            let _ = ready.send(());
        }
        let mut pokes = line.into_on_message();
        while let Some(poke) = pokes.next().await {
            // an error means that the subscription was dropped, which `listen` sees too
            let _ = self.sender.send(poke.get_payload()?).await;
        }
        Ok(())
    }
}
