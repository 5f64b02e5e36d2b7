//! What every handler and every job may use.

use std::sync::Arc;

use documents::Press;
use domain::tenants::TenantBundle;
use domain::{Backstage, Portal};
use platform::dns::Dns;
use platform::kv::Kv;
use platform::ledger::Ledger;
use platform::limits::{Backoff, Limits};
use platform::mail::{Mail, Mailbox};
use tokio_util::sync::CancellationToken;

use crate::agreements::{Files, Printed};
use crate::calendar::Kept as Calendars;
use crate::home::retention::Kept as Retained;
use crate::law::Runs;
use crate::sessions::strangers::SlowDoor;
use crate::view::{Accent, Engine, Look, Sender};

/// The product, wired. Cheap to clone.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
    /// The same for whoever only looks: see [`App::to_look`].
    looking: Arc<Parts>,
    shared: Arc<Kept>,
}

/// What the process keeps for everybody.
struct Kept {
    printed: Printed,
    files: Files,
    calendars: Calendars,
    slow_door: SlowDoor,
    closing: CancellationToken,
}

/// What an [`App`] is made of.
#[derive(Clone)]
pub struct Parts {
    /// The business.
    pub backstage: Backstage,
    /// Templates.
    pub engine: Arc<Engine>,
    /// Typesetting.
    pub press: Press,
    /// Where letters go.
    pub mail: Mail,
    /// Whom the names of lycées’ own domains are asked of.
    pub dns: Dns,
    /// Short-lived values.
    pub kv: Kv,
    /// How often is too often.
    pub limits: Limits,
    /// How wrong passwords slow strangers down.
    pub backoff: Backoff,
    /// What a portal starts with that is made on the console; its school and its address say the rest.
    pub start: TenantBundle,
    /// How the product is reached from outside.
    pub address: Address,
    /// Where the marks of erased pupils are kept beside the backups, if they are.
    pub ledger: Option<Ledger>,
    /// How long what this house does not delete itself is kept.
    pub kept: Retained,
    /// Who runs this deployment, for what the law asks of her.
    pub runs: Runs,
    /// The folder of `.eml` files that the console shows, when mails are kept instead of sent.
    pub mailbox: Option<Mailbox>,
    /// Whether this is a demonstration: then everybody may read that folder, because everybody's
    /// mail is invented.
    pub demo: bool,
}

/// How the product is reached from outside.
#[derive(Clone, Debug)]
pub struct Address {
    /// `http` or `https`.
    pub scheme: &'static str,
    /// The port to write in links, if it is not the scheme's own.
    pub port: Option<u16>,
    /// Where people may write to the platform; also the sender of every mail.
    pub contact: String,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<crate::server::Network>,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

impl App {
    /// Wires the parts.
    pub fn new(parts: Parts) -> Self {
        // What is counted or kept for whoever only looks is nobody else's.
        let (backstage, kv) = (parts.backstage.to_look(), Kv::memory());
        let looking = Parts { backstage, limits: Limits::new(kv.clone()), kv, ..parts.clone() };
        let shared = Kept {
            printed: Printed::default(),
            files: Files::default(),
            calendars: Calendars::default(),
            slow_door: SlowDoor::default(),
            closing: CancellationToken::new(),
        };
        Self { parts: Arc::new(parts), looking: Arc::new(looking), shared: Arc::new(shared) }
    }

    /// The same product for whoever sees a portal as somebody else: nothing that is reached through it writes.
    pub(crate) fn to_look(&self) -> Self {
        Self { parts: Arc::clone(&self.looking), ..self.clone() }
    }

    /// Cancelled when the house closes: from then on it is not ready, and takes on no new work.
    pub fn closing(&self) -> &CancellationToken {
        &self.shared.closing
    }

    /// Conventions that were printed lately.
    pub(crate) fn printed(&self) -> &Printed {
        &self.shared.printed
    }

    /// Who waits for a file of several conventions.
    pub(crate) fn files(&self) -> &Files {
        &self.shared.files
    }

    /// Calendars that were drawn just now.
    pub(crate) fn calendars(&self) -> &Calendars {
        &self.shared.calendars
    }

    /// Where sign-ins of addresses wait that failed too often.
    pub(crate) fn slow_door(&self) -> &SlowDoor {
        &self.shared.slow_door
    }

    /// `https://<host><path>`, as it is written in mails and in links between hosts.
    pub fn url(&self, host: &str, path: &str) -> String {
        match self.address.port {
            Some(port) => format!("{}://{host}:{port}{path}", self.address.scheme),
            None => format!("{}://{host}{path}", self.address.scheme),
        }
    }

    /// The host of the operators.
    pub fn console_host(&self) -> String {
        format!("console.{}", self.backstage.base_domain())
    }

    /// The host of people's own accounts.
    pub fn account_host(&self) -> String {
        self.backstage.home_host()
    }

    /// The mailbox page, if this is a demonstration: everybody may read it.
    pub(crate) fn demo_mailbox(&self) -> Option<String> {
        (self.demo && self.mailbox.is_some()).then(|| self.url(&self.console_host(), "/courriels"))
    }

    /// How a portal looks.
    pub(crate) fn look(&self, portal: &Portal) -> Look {
        let tenant = portal.tenant();
        Look {
            name: tenant.name.clone(),
            town: tenant.city.clone(),
            logo: tenant.logo_sha256.as_deref().map(crate::logo::url),
            icon: "graduation-cap",
            accent: Accent::parse(&tenant.accent).unwrap_or_default(),
        }
    }

    /// Who writes a portal's mails.
    pub(crate) fn sender(&self, portal: &Portal) -> Sender {
        let look = self.look(portal);
        Sender {
            name: look.name,
            town: look.town,
            contact: portal.tenant().details.mail.clone(),
            accent: look.accent,
        }
    }

    /// The platform as a writer of mails.
    pub(crate) fn platform_sender(&self) -> Sender {
        let look = Look::platform();
        Sender {
            name: look.name,
            town: look.town,
            contact: self.address.contact.clone(),
            accent: look.accent,
        }
    }
}
