//! « Votre adresse email académique (obligatoire) »: which addresses may ask to act for a school.
//!
//! The guide (« Guide de connexion », case 2) asks everybody for an académie's address. Private
//! schools, MFR and CIO have none, nor do agricultural lycées, which are the Ministry of
//! Agriculture's: so the address says where somebody works where it can, and is only proved elsewhere.
//! What an address is worth in the end is the managers' judgement; for operators only the school's
//! own mailbox counts (the guide: « si votre adresse email n'est pas une adresse
//! ce.RNE@votre-academie.fr nous ne donnerons pas suite »).

use education::directory::Sector;
use education::mailboxes::{belongs_to_school, is_academic, normalise, poses_as_academic};

use super::School;

/// Domains of the two ministries, and of public agricultural education, subdomains included.
const OF_THE_STATE: [&str; 4] =
    ["education.gouv.fr", "enseignementsup.gouv.fr", "educagri.fr", "agriculture.gouv.fr"];

/// Why an address may not ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailboxRefused {
    /// It poses as an académie's and is none: a slip of the keyboard.
    Misspelt,
    /// A public school, and an address that is nobody's at work.
    NotAcademic,
}

/// Whether a well-formed address may ask for access to a school.
pub fn check_mailbox(school: &School, address: &str) -> Result<(), MailboxRefused> {
    if poses_as_academic(address) {
        return Err(MailboxRefused::Misspelt);
    }
    let public = school.sector == Some(Sector::Public);
    if !public || is_academic(address) || is_of_the_state(address) {
        return Ok(());
    }
    match is_own_mailbox(school, address) {
        true => Ok(()),
        false => Err(MailboxRefused::NotAcademic),
    }
}

/// Whether the address is the school's own: `ce.<UAI>@<académie>`, or the one that the directory
/// lists. Who reads it is the school, so operators may decide.
pub fn is_own_mailbox(school: &School, address: &str) -> bool {
    let listed = school.mailbox().address().map(normalise);
    belongs_to_school(school.uai, address) || listed == Some(normalise(address))
}

fn is_of_the_state(address: &str) -> bool {
    let address = normalise(address);
    let Some((_, domain)) = address.split_once('@') else {
        return false;
    };
    OF_THE_STATE.iter().any(|of| {
        domain.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

#[cfg(test)]
mod tests {
    use education::directory::State;
    use education::natures::Kind;

    use super::*;
    use crate::directory::{Listed, OwnWords};

    fn school(sector: Sector, agricultural: bool, mail: Option<&str>) -> School {
        School {
            uai: "0440008V".parse().unwrap(),
            kind: Kind::College,
            sector: Some(sector),
            agricultural,
            department: "044".into(),
            academy: "17".into(),
            mother: None,
            state: State::Open,
            listed: Listed {
                name: "Collège Cacault".into(),
                street: Vec::new(),
                postal_code: "44190".into(),
                city: "Clisson".into(),
                phone: None,
                mail: mail.map(str::to_owned),
            },
            own: OwnWords::default(),
        }
    }

    #[test]
    fn a_public_school_is_asked_from_an_address_of_the_state() {
        let public = school(Sector::Public, false, Some("college@clisson.example"));
        for address in [
            "maelle.le-goff@ac-nantes.fr",
            "ce.0440008v@AC-nantes.fr",
            "someone@ac-paris.fr",
            "someone@education.gouv.fr",
            "someone@lycee.educagri.fr",
            "College@clisson.example",
        ] {
            assert_eq!(check_mailbox(&public, address), Ok(()), "{address}");
        }
        for address in
            ["maelle@gmail.com", "someone@fake-educagri.fr", "x@education.gouv.fr.evil.example"]
        {
            let refused = Err(MailboxRefused::NotAcademic);
            assert_eq!(check_mailbox(&public, address), refused, "{address}");
        }
        let refused = Err(MailboxRefused::Misspelt);
        assert_eq!(check_mailbox(&public, "maelle@ac-nante.fr"), refused);
    }

    #[test]
    fn a_private_school_is_asked_from_any_address_that_is_no_slip() {
        let private = school(Sector::Private, false, None);
        assert_eq!(check_mailbox(&private, "maelle@saint-joseph.example"), Ok(()));
        let refused = Err(MailboxRefused::Misspelt);
        assert_eq!(check_mailbox(&private, "maelle@ac-nante.fr"), refused);
    }

    #[test]
    fn operators_decide_for_the_schools_own_mailbox_only() {
        let school = school(Sector::Private, false, Some("contact@saint-joseph.example"));
        assert!(is_own_mailbox(&school, "Contact@saint-joseph.example"));
        assert!(is_own_mailbox(&school, "ce.0440008v@ac-nantes.fr"));
        assert!(!is_own_mailbox(&school, "ce.0440010x@ac-nantes.fr"));
        assert!(!is_own_mailbox(&school, "maelle.le-goff@ac-nantes.fr"));
    }
}
