//! The mailbox that speaks for a school: found in the directory, else derived, else checked by a person.
//!
//! The address is not a formula: `ce.<uai>@<académie>` is listed by 78 % of public schools, 31 % of private ones and
//! by no agricultural one; Versailles, Toulouse and Dijon list `<uai>@…`, Nancy-Metz drops the letter. So the
//! directory comes first, the académie's dominant form second (public, not agricultural), a manual path last.

mod origin;
mod spelling;
mod text;

use serde::{Deserialize, Serialize};

use crate::{Academy, Uai, academies};

pub use origin::{Origin, origin};
pub use spelling::{is_possible, suggestion};
pub use text::{mask, normalise};

/// The local part of the school mailboxes of an académie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MailboxForm {
    /// `ce.0440001m`
    #[serde(rename = "ce.<uai>")]
    CeUai,
    /// `0780001a`
    #[serde(rename = "<uai>")]
    Uai,
    /// `ce.0540001`
    #[serde(rename = "ce.<uai sans lettre>")]
    CeUaiWithoutLetter,
    /// No rule: short names, several domains.
    #[serde(rename = "other")]
    Other,
}

impl MailboxForm {
    /// The local part for this school, in lower case; `None` where there is no rule.
    fn local_part(self, uai: Uai) -> Option<String> {
        match self {
            Self::CeUai => Some(format!("ce.{uai}").to_lowercase()),
            Self::Uai => Some(uai.to_string().to_lowercase()),
            Self::CeUaiWithoutLetter => Some(format!("ce.{:07}", uai.number())),
            Self::Other => None,
        }
    }
}

/// The official address of a school, and how it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mailbox {
    /// The directory lists it.
    Listed(String),
    /// The directory is silent; the académie's dominant form gives it.
    Derived(String),
    /// Unknown: an operator checks by hand.
    None,
}

impl Mailbox {
    /// The address, if there is one.
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Listed(address) | Self::Derived(address) => Some(address),
            Self::None => None,
        }
    }
}

/// Domains of merged académies that schools still list (Caen and Rouen, now Normandie).
const FORMER_DOMAINS: [(&str, &str); 2] = [("70", "ac-caen.fr"), ("70", "ac-rouen.fr")];

/// The official mailbox of a school. `listed` is the directory's `Mail` column, as it is; an address that is obviously
/// broken counts as absent, and is never repaired.
pub fn official_mailbox(
    uai: Uai,
    listed: Option<&str>,
    public: bool,
    agricultural: bool,
) -> Mailbox {
    let listed = listed.map(|listed| listed.trim().to_lowercase());
    match listed.filter(|address| is_plausible(address)) {
        Some(address) => Mailbox::Listed(address),
        None if public && !agricultural => derived(uai).map_or(Mailbox::None, Mailbox::Derived),
        None => Mailbox::None,
    }
}

/// The address that the académie's dominant form gives.
fn derived(uai: Uai) -> Option<String> {
    let academy = uai.academy()?;
    Some(format!("{}@{}", academy.mailbox_form.local_part(uai)?, academy.mail_domain))
}

/// Whether the address is this school's own by its form alone: `ce.<uai>` at the académie's domain, or another form
/// that the académie's public schools use. Capitals, spaces and look-alikes don't matter.
pub fn belongs_to_school(uai: Uai, address: &str) -> bool {
    let address = normalise(address);
    let (Some((local, domain)), Some(academy)) = (address.split_once('@'), uai.academy()) else {
        return false;
    };
    let forms = academy.seen_forms.iter().chain([&MailboxForm::CeUai]);
    is_domain_of(academy, domain)
        && forms.filter_map(|form| form.local_part(uai)).any(|expected| expected == local)
}

/// Whether the address is at the domain of an académie (`@ac-nantes.fr`, not `@scola.ac-paris.fr`).
pub fn is_academic(address: &str) -> bool {
    let address = normalise(address);
    address.split_once('@').is_some_and(|(_, domain)| {
        academies::all().iter().any(|academy| is_domain_of(academy, domain))
    })
}

/// Whether the address poses as an académie's and is none: a slip of the keyboard (`@ac-nante.fr`), or worse.
pub fn poses_as_academic(address: &str) -> bool {
    let address = normalise(address);
    address.split_once('@').is_some_and(|(_, domain)| is_misspelt_academy(domain))
}

fn is_domain_of(academy: &Academy, domain: &str) -> bool {
    domain == academy.mail_domain || FORMER_DOMAINS.contains(&(&academy.code, domain))
}

/// Whether mail can reach an address. The file has spaces, accents, remarks, and misspelt académies (`ac-stasbourg.fr`).
fn is_plausible(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else {
        return false;
    };
    let local_ok = (1..=64).contains(&local.len())
        && local.chars().all(|c| c.is_ascii_alphanumeric() || "._%+'&-".contains(c))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let label_ok = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    local_ok
        && domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(label_ok)
        && !is_misspelt_academy(domain)
}

/// A domain that poses as an académie and is none: mail would go to nobody, or to somebody else.
fn is_misspelt_academy(domain: &str) -> bool {
    domain.starts_with("ac-")
        && domain.ends_with(".fr")
        && !academies::all().iter().any(|academy| is_domain_of(academy, domain))
}
