//! The probable owner of an address, by its domain: a hint for people who decide, never a proof.

use super::{belongs_to_school, is_academic, normalise};
use crate::Uai;

/// Providers open to everybody.
const PROVIDERS: [&str; 21] = [
    "aol.com", "bbox.fr", "free.fr", "gmail.com", "gmx.fr", "googlemail.com", "hotmail.com",
    "hotmail.fr", "icloud.com", "laposte.net", "live.fr", "mail.com", "msn.com", "neuf.fr",
    "numericable.fr", "orange.fr", "outlook.com", "outlook.fr", "protonmail.com", "sfr.fr",
    "wanadoo.fr",
];

/// The probable owner of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In the form of this school's own mailbox.
    School,
    /// At the domain of an académie.
    Academy,
    /// At the domain of public agricultural schools (`educagri.fr`) or of the MFR (`mfr.asso.fr`).
    Agricultural,
    /// At a provider that is open to everybody.
    Provider,
    /// Anywhere else: a school's own domain, a diocese, a company.
    Other,
}

/// The probable owner of `address`, seen from a school.
pub fn origin(uai: Uai, address: &str) -> Origin {
    let address = normalise(address);
    let domain = address.split_once('@').map_or("", |(_, domain)| domain);
    let within = |parent: &str| {
        domain == parent || domain.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.'))
    };
    if belongs_to_school(uai, &address) {
        Origin::School
    } else if is_academic(&address) {
        Origin::Academy
    } else if within("educagri.fr") || within("mfr.asso.fr") {
        Origin::Agricultural
    } else if PROVIDERS.contains(&domain) || domain.starts_with("yahoo.") {
        Origin::Provider
    } else {
        Origin::Other
    }
}
