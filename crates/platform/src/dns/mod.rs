//! Questions to the DNS: which texts a name has. Used to find out whether a domain is whose it is said to be, so nothing
//! is remembered here: whoever has just written a record sees it as soon as the servers do.

mod memory;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError, NoRecords};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::RData;

pub use memory::Memory;

/// How long one server has for an answer; it is asked twice.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a question may take in all, whatever the servers do.
const LONGEST: Duration = Duration::from_secs(10);

/// Whom names are asked of. Cheap to clone.
#[derive(Clone)]
pub enum Dns {
    /// Servers that answer for the whole DNS.
    Servers(Arc<TokioResolver>),
    /// Nobody: the machine knows no server.
    Nobody,
    /// Answers in memory, for tests.
    Memory(Memory),
}

/// What the DNS says of the texts of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Texts {
    /// These.
    Found(Vec<String>),
    /// The name is there, without any.
    None,
    /// There is no such name.
    NoName,
    /// Nobody answered, or not in time, or with an error.
    Silent,
}

impl Dns {
    /// Asks these servers; none: those of the machine (`/etc/resolv.conf`). A machine without any is no reason not to
    /// start: then nobody answers.
    pub fn of(servers: &[SocketAddr]) -> Self {
        Self::resolver(servers).map_or_else(
            |error| {
                tracing::warn!(%error, "no name server can be asked");
                Self::Nobody
            },
            |resolver| Self::Servers(Arc::new(resolver)),
        )
    }

    fn resolver(servers: &[SocketAddr]) -> Result<TokioResolver, NetError> {
        let mut builder = match servers {
            [] => TokioResolver::builder_tokio()?,
            servers => {
                let servers = servers.iter().map(server).collect();
                let config = ResolverConfig::from_parts(None, Vec::new(), servers);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let options: &mut ResolverOpts = builder.options_mut();
        options.timeout = PATIENCE;
        options.attempts = 1;
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        builder.build()
    }

    /// The texts of a name, which is taken as it is: no domain of this machine's is put behind it.
    pub async fn texts(&self, name: &str) -> Texts {
        let resolver = match self {
            Self::Servers(resolver) => resolver,
            Self::Nobody => return Texts::Silent,
            Self::Memory(memory) => return memory.texts(name),
        };
        let question = resolver.txt_lookup(format!("{}.", name.trim_end_matches('.')));
        match tokio::time::timeout(LONGEST, question).await {
            Ok(Ok(found)) => {
                let texts = found.answers().iter().filter_map(|record| match &record.data {
                    RData::TXT(text) => Some(text.to_string()),
                    _ => None,
                });
                match texts.collect::<Vec<_>>() {
                    texts if texts.is_empty() => Texts::None,
                    texts => Texts::Found(texts),
                }
            }
            Ok(Err(NetError::Dns(DnsError::NoRecordsFound(NoRecords {
                response_code, ..
            })))) => match response_code {
                ResponseCode::NXDomain => Texts::NoName,
                ResponseCode::NoError => Texts::None,
                _ => Texts::Silent,
            },
            Ok(Err(_)) | Err(_) => Texts::Silent,
        }
    }
}

fn server(address: &SocketAddr) -> NameServerConfig {
    let port = |mut connection: ConnectionConfig| {
        connection.port = address.port();
        connection
    };
    let both = vec![port(ConnectionConfig::udp()), port(ConnectionConfig::tcp())];
    NameServerConfig::new(address.ip(), true, both)
}
