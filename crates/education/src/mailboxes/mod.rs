//! The mailbox that speaks for a school: found in the directory, else derived, else checked by a person.
//!
//! What belongs here: the forms of school addresses and how addresses are compared and hidden.
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

/// What stands before the `@` in the school mailboxes of an académie.
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
    /// What stands before the `@` for this school, in lower case; `None` where there is no rule.
    pub fn local_part(self, uai: Uai) -> Option<String> {
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
    /// Nobody can tell: the manual path, checked by an operator.
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

/// The official mailbox of a school. `listed` is the directory's `Mail` column, as it is.
///
/// A listed address that is obviously broken counts as absent; nothing is repaired in silence.
pub fn official_mailbox(
    uai: Uai,
    listed: Option<&str>,
    public: bool,
    agricultural: bool,
) -> Mailbox {
    if let Some(address) =
        listed.map(|listed| listed.trim().to_lowercase()).filter(|address| is_plausible(address))
    {
        return Mailbox::Listed(address);
    }
    if public
        && !agricultural
        && let Some(address) = derived(uai)
    {
        return Mailbox::Derived(address);
    }
    Mailbox::None
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
    let Some((local, domain)) = address.split_once('@') else {
        return false;
    };
    let Some(academy) = uai.academy() else {
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

/// Could mail reach it at all? The file has spaces, accents, remarks, and misspelt académies (`ac-stasbourg.fr`).
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn uai(text: &str) -> Uai {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("0491234A", Some(" Ce.0491234A@ac-nantes.fr "), Mailbox::Listed("ce.0491234a@ac-nantes.fr".into()))]
    #[case("0491234A", None, Mailbox::Derived("ce.0491234a@ac-nantes.fr".into()))]
    #[case("0491234A", Some(""), Mailbox::Derived("ce.0491234a@ac-nantes.fr".into()))]
    #[case("0491234A", Some("contact@ ecole.fr"), Mailbox::Derived("ce.0491234a@ac-nantes.fr".into()))]
    #[case("0491234A", Some("christel@ffgolf.org - P"), Mailbox::Derived("ce.0491234a@ac-nantes.fr".into()))]
    #[case("0670001J", Some("ce.0670001j@ac-stasbourg.fr"), Mailbox::Derived("ce.0670001j@ac-strasbourg.fr".into()))]
    #[case("0670001J", Some("a@b"), Mailbox::Derived("ce.0670001j@ac-strasbourg.fr".into()))]
    #[case("0760001A", Some("ce.0760001a@ac-rouen.fr"), Mailbox::Listed("ce.0760001a@ac-rouen.fr".into()))]
    fn public_schools(
        #[case] number: &str,
        #[case] listed: Option<&str>,
        #[case] expected: Mailbox,
    ) {
        let number = Uai::suggestion(number).unwrap();
        let expected = match expected {
            Mailbox::Derived(address) => Mailbox::Derived(with_letter(&address, number)),
            other => other,
        };
        assert_eq!(official_mailbox(number, listed, true, false), expected);
    }

    /// The cases above need not know the check letter by heart.
    fn with_letter(address: &str, uai: Uai) -> String {
        let (_, domain) = address.split_once('@').unwrap();
        format!("ce.{}@{domain}", uai.to_string().to_lowercase())
    }

    #[test]
    fn dominant_forms() {
        for (number, address) in [
            (780_001, "0780001{}@ac-versailles.fr"),
            (310_001, "0310001{}@ac-toulouse.fr"),
            (210_001, "0210001{}@ac-dijon.fr"),
            (540_001, "ce.0540001@ac-nancy-metz.fr"),
        ] {
            let uai = Uai::from_number(number).unwrap();
            let expected = address.replace("{}", &uai.letter().to_lowercase().to_string());
            assert_eq!(
                official_mailbox(uai, None, true, false),
                Mailbox::Derived(expected.clone())
            );
            assert!(belongs_to_school(uai, &expected));
        }
    }

    #[test]
    fn private_agricultural_and_irregular_schools_take_the_manual_path() {
        assert_eq!(official_mailbox(uai("0491234A"), None, false, false), Mailbox::None);
        assert_eq!(official_mailbox(uai("0491234A"), None, true, true), Mailbox::None);
        assert_eq!(
            official_mailbox(Uai::from_number(9_760_001).unwrap(), None, true, false),
            Mailbox::None
        );
        assert_eq!(
            official_mailbox(Uai::from_number(1_300_001).unwrap(), None, true, false),
            Mailbox::None
        );
    }

    #[rstest]
    #[case("ce.0491234A@ac-nantes.fr", true)]
    #[case(" CE.0491234a@AC-Nantes.fr", true)]
    #[case("ｃｅ．0491234a＠ac-nantes.fr", true)]
    #[case("ce.0491235b@ac-nantes.fr", false)]
    #[case("ce.0491234A@ac-rennes.fr", false)]
    #[case("ce.0491234A@ac-nantes.fr.example.org", false)]
    #[case("x@y@ac-nantes.fr", false)]
    #[case("jean.dupont@ac-nantes.fr", false)]
    #[case("", false)]
    fn recognises_a_school_address(#[case] address: &str, #[case] expected: bool) {
        assert_eq!(belongs_to_school(uai("0491234A"), address), expected);
    }

    #[test]
    fn academic_addresses() {
        assert!(is_academic("Jean.Dupont@AC-Nantes.fr"));
        assert!(!is_academic("jean.dupont@gmail.com"));
        assert!(!is_academic("jean.dupont"));
        assert!(poses_as_academic("jean.dupont@ac-nante.fr"));
        assert!(!poses_as_academic("jean.dupont@AC-nantes.fr"));
        assert!(!poses_as_academic("jean.dupont@ecole.example"));
    }

    proptest! {
        #[test]
        fn a_derived_address_belongs_to_its_school(number in 0..=Uai::MAX_NUMBER) {
            let uai = Uai::from_number(number).unwrap();
            if let Some(address) = official_mailbox(uai, None, true, false).address() {
                prop_assert!(belongs_to_school(uai, address));
                prop_assert!(is_academic(address));
            }
        }
    }
}
