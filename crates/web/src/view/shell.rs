//! What surrounds every page: whose host it is, who is signed in, where one may go.

use domain::sites::SiteSpec;
use serde::Serialize;

use super::{Accent, Search};
use crate::urls;
use crate::viewing::pages::ViewingBar;

/// The name of the platform.
pub(crate) const PLATFORM: &str = "Ministage";
/// Its colour. No blue: that is the colour of « Conv » everywhere.
pub(crate) const PLATFORM_ACCENT: &str = "#4a3a73";

/// The five kinds of host; no page of one answers on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HostKind {
    /// `<slug>.<base>`: a lycée.
    Portal,
    /// `<base>`: the public front door.
    Front,
    /// `<slug>.<base>`: a common site over several lycées.
    Common,
    /// `compte.<base>`: the account's home.
    Account,
    /// `console.<base>`: the operators.
    Console,
}

impl HostKind {
    /// In a word, for whoever watches the house.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Front => "front",
            Self::Common => "site",
            Self::Account => "account",
            Self::Console => "console",
        }
    }
}

impl HostKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Portal, Self::Front, Self::Common, Self::Account, Self::Console];

    /// Whether people only look here: whoever signs in does so elsewhere.
    pub(crate) fn is_showcase(self) -> bool {
        matches!(self, Self::Front | Self::Common)
    }
}

/// How a host looks.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Look {
    pub(crate) name: String,
    /// « Nantes », or empty.
    pub(crate) town: String,
    /// URL of the logo, if the lycée has one.
    pub(crate) logo: Option<String>,
    /// Icon of `assets/icons.txt` shown where there is no logo.
    pub(crate) icon: &'static str,
    pub(crate) accent: Accent,
}

/// One entry of the top navigation.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NavItem {
    pub(crate) label: String,
    pub(crate) href: String,
    /// The page shown belongs to it.
    pub(crate) current: bool,
}

/// The person signed in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Person {
    /// First line: her name, or her school's.
    pub(crate) name: String,
    /// Second line: her role, or her name and function.
    pub(crate) detail: String,
    /// Two letters.
    pub(crate) initials: String,
    /// Her other schools, for which she may act instead: UAI and name.
    pub(crate) schools: Vec<(String, String)>,
    /// Path at the account's home of the people of the school for which she acts; or empty.
    pub(crate) colleagues: String,
}

/// Her mailbox refuses our letters, and what to do about it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Bounce {
    pub(crate) login: String,
    /// « 23 novembre 2026 ».
    pub(crate) since: String,
    /// What its server answered: "550 5.1.1".
    pub(crate) code: String,
    /// Where she changes her address.
    pub(crate) change: String,
    pub(crate) contact: String,
}

/// A message after a redirect.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Flash {
    /// `good`, `wait`, `bad` or `info`.
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// The context of every page, beside its own.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Shell {
    pub(crate) host: HostKind,
    pub(crate) look: Look,
    pub(crate) nav: Vec<NavItem>,
    /// Search box of the header, when signed in.
    pub(crate) search: Option<Search>,
    pub(crate) person: Option<Person>,
    pub(crate) flash: Option<Flash>,
    /// Of a page that answers a form: where the form can be loaded again.
    pub(crate) form_page: Option<String>,
    /// Shown on every page until a letter arrives.
    pub(crate) bounce: Option<Bounce>,
    /// The portal is being prepared: its staff is told who sees it.
    pub(crate) draft: bool,
    /// An operator who changes nothing: no page offers it to her.
    pub(crate) read_only: bool,
    /// An operator sees the portal as somebody else: said above every page.
    pub(crate) viewing: Option<ViewingBar>,
    /// Of the Content-Security-Policy: fresh for each answer.
    pub(crate) nonce: String,
    /// A part of it is put into a page that is there already, with its colours.
    pub(crate) swapped: bool,
    /// Shown on error pages, so that people can quote it.
    pub(crate) request_id: String,
    /// Where « Se connecter » leads.
    pub(crate) sign_in: String,
    /// Where « Aide » leads: the chapter of the guide for this page.
    pub(crate) help: Option<String>,
    /// Before the addresses of signing in and up: another host, where people only look.
    pub(crate) doors: String,
    /// Where « Visualiser les stages » leads.
    pub(crate) stages: String,
    /// She is signed in at her account's home, as far as this browser says.
    pub(crate) known: bool,
    /// « Collège Cacault », if that is known too.
    pub(crate) known_as: Option<String>,
    /// Address of the public front door (`https://<base>`).
    pub(crate) front_url: String,
    /// Address of the account's home (`https://compte.<base>`).
    pub(crate) home_url: String,
    /// The machine holds invented data: hints to the console's mailbox are shown.
    pub(crate) demo_mailbox: Option<String>,
}

impl Look {
    /// A common site.
    pub(crate) fn site(spec: &SiteSpec) -> Self {
        Self {
            name: spec.name.to_string(),
            accent: Accent::parse(&spec.accent).unwrap_or_default(),
            ..Self::platform()
        }
    }

    /// The platform's own hosts.
    pub(crate) fn platform() -> Self {
        Self {
            name: PLATFORM.into(),
            town: String::new(),
            logo: None,
            icon: "graduation-cap",
            accent: Accent::parse(PLATFORM_ACCENT).unwrap_or_default(),
        }
    }
}

impl Shell {
    /// A host with nobody signed in and nothing to say; set the other fields.
    pub(crate) fn new(host: HostKind, look: Look) -> Self {
        Self {
            host,
            look,
            nav: Vec::new(),
            search: None,
            person: None,
            flash: None,
            form_page: None,
            bounce: None,
            draft: false,
            read_only: false,
            viewing: None,
            nonce: String::new(),
            swapped: false,
            request_id: String::new(),
            sign_in: "/connexion".into(),
            help: None,
            doors: String::new(),
            stages: urls::CALENDAR.into(),
            known: false,
            known_as: None,
            front_url: "/".into(),
            home_url: String::new(),
            demo_mailbox: None,
        }
    }

    /// Navigation from label and URL; `current` is the URL that is shown.
    #[must_use]
    pub(crate) fn navigate(mut self, items: &[(&str, &str)], current: &str) -> Self {
        self.nav = items
            .iter()
            .map(|(label, href)| NavItem {
                label: (*label).into(),
                href: (*href).into(),
                current: *href == current,
            })
            .collect();
        self
    }

    /// With somebody signed in.
    #[must_use]
    pub(crate) fn signed_in(mut self, name: &str, detail: &str, initials: &str) -> Self {
        self.person = Some(Person {
            name: name.into(),
            detail: detail.into(),
            initials: initials.into(),
            schools: Vec::new(),
            colleagues: String::new(),
        });
        self
    }

    /// With other schools for which the person may act, and where the people of this one are.
    #[must_use]
    pub(crate) fn serving(mut self, schools: Vec<(String, String)>, colleagues: String) -> Self {
        if let Some(person) = &mut self.person {
            person.schools = schools;
            person.colleagues = colleagues;
        }
        self
    }
}
