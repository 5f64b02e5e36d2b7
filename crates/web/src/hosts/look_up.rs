//! What the DNS says of a host's record.

use domain::hosts::{Said, record_of};
use platform::dns::{Dns, Texts};

/// Asks for the record; where its name is not there, whether the host itself is.
pub(super) async fn look_up(dns: &Dns, host: &str) -> Said {
    match dns.texts(&record_of(host)).await {
        Texts::Found(texts) => Said::Values(texts),
        Texts::None => Said::NoRecord,
        Texts::Silent => Said::Silent,
        Texts::NoName => match dns.texts(host).await {
            Texts::NoName => Said::NoDomain,
            Texts::Silent => Said::Silent,
            Texts::Found(_) | Texts::None => Said::NoRecord,
        },
    }
}
