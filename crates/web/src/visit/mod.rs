//! Who comes, and to whose house: everything that is known of a request before its handler runs.
//!
//! The dispatcher finds the host and, on a portal, the [`Portal`]; [`mod@identify`] finds the person by
//! her session; [`guard`] compares with the route table. A handler then asks for what it needs by
//! type: [`Visitor`] for anybody, [`Signed`] for a role.

mod access;
mod cookie;
pub(crate) mod draft;
mod extract;
mod failure;
mod flash;
mod identify;
mod ids;
mod links;
mod page;
mod reads;
mod reply;
mod sent;
mod shell;
mod trace;

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use domain::Portal;
use domain::random::Token;
use domain::search::Scope;
use domain::sites::Site;
use domain::tenancy::{AccountHolder, Claimant, Doors, Operator, Person, Standing};
use domain::viewing::Viewing;

use crate::app::App;
use crate::moments::Clock;
use crate::view::{Flash, HostKind};

pub use access::Access;
pub(crate) use access::FormPage;
pub(crate) use access::guard;
pub(crate) use cookie::host_only;
pub(crate) use draft::{Former, person_cookie};
pub(crate) use extract::{AnyVisit, Role, Signed, SignedPerson, Visitor};
pub(crate) use failure::ErrorNote;
pub(crate) use failure::Failure;
pub(crate) use identify::{SESSION_COOKIE, cookies, identify};
pub(crate) use ids::Ids;
pub(crate) use links::{link_state, link_status, link_word};
pub use page::Drawn;
pub(crate) use page::{FormTarget, Nonce};
pub(crate) use reads::Read;
pub(crate) use reply::{Reply, Result, redirect};
pub(crate) use sent::{Sent, typed};

/// All that is known of a request.
pub(crate) struct Visit {
    pub(crate) app: App,
    /// Which kind of host was called.
    pub(crate) host: HostKind,
    pub(crate) host_name: String,
    /// The portal, on a portal's host.
    pub(crate) portal: Option<Portal>,
    /// The common site, on its host.
    pub(crate) site: Option<Arc<Site>>,
    /// Who is signed in here; or as whom an operator looks.
    pub(crate) who: Who,
    /// An operator looks: see [`mod@crate::viewing`].
    pub(crate) viewing: Option<Viewing>,
    /// This browser brings a viewing that is over.
    pub(crate) viewing_over: bool,
    /// The browser says that its person is signed in at her account's home. It opens nothing.
    pub(crate) known: bool,
    /// « Collège Cacault », for which she is signed in there, as far as this browser says.
    pub(crate) known_as: Option<String>,
    /// Path and query that were called.
    pub(crate) target: String,
    /// Where the request came from.
    pub(crate) client: IpAddr,
    /// The browser, as it names itself.
    pub(crate) agent: String,
    /// Content-Security-Policy nonce.
    pub(crate) nonce: String,
    /// Quoted on error pages and in logs.
    pub(crate) request_id: String,
    /// What the last page left to say.
    pub(crate) flash: Option<Flash>,
    /// Finds what this browser typed and could not send.
    draft: Option<Token>,
    /// The mark of who signed in here last: see [`mod@draft`].
    last_person: Option<String>,
    /// What was typed before came back on this page.
    returned: OnceLock<()>,
    /// Where the form is that was sent: the page that can be loaded again.
    form_page: OnceLock<String>,
    /// When the request came.
    pub(crate) now: DateTime<Utc>,
    /// Only what goes into the drawer is wanted (htmx asks with `HX-Target: drawer-content`).
    pub(crate) fragment: bool,
    /// htmx asks (`HX-Request`), for the drawer or for a part of the page.
    pub(crate) swapped: bool,
}

impl Visit {
    /// The account of who is signed in here.
    pub(crate) fn account(&self) -> Option<AccountHolder> {
        Role::of(self)
    }

    /// Whoever has a session here, also one that opens nothing yet: to end it.
    pub(crate) fn holder(&self) -> Option<AccountHolder> {
        match &self.who {
            Who::Claimant(claimant) => Some(self.app.backstage.account_of(claimant.person())),
            _ => self.account(),
        }
    }

    /// The clock on which this person reads here: the lycée's on its portal, else her school's.
    pub(crate) fn clock(&self) -> Clock {
        match (&self.who, &self.portal) {
            (Who::Operator(_), _) => Clock::OPERATORS,
            (_, Some(portal)) => Clock::of(portal.tenant()),
            (Who::AtHome(person), None) => person.school.map_or(Clock::FRANCE, Clock::of_school),
            _ => Clock::FRANCE,
        }
    }

    /// The portals that are searched here.
    pub(crate) fn scope(&self) -> Scope {
        self.site.as_ref().map_or(Scope::Everywhere, |site| site.scope.clone())
    }

    /// What a stranger may do here.
    pub(crate) fn doors(&self) -> Doors {
        self.app.backstage.doors(&self.host_name)
    }
}

/// Who is signed in on this host.
#[derive(Clone)]
pub(crate) enum Who {
    /// Nobody.
    Nobody,
    /// Somebody, on a portal.
    OnPortal(Standing),
    /// Somebody, on the account's home.
    AtHome(Person),
    /// Somebody who gave the password of an operator, and not yet the second factor: nobody, but for that.
    Claimant(Claimant),
    /// An operator, on the console.
    Operator(Operator),
}

/// As it travels in the request's extensions.
pub(crate) type Carried = Arc<Visit>;
