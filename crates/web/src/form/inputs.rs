//! Inputs that several forms have.

use chrono::NaiveDate;
use domain::accounts::Title;
use domain::passwords::{self, PASSWORD_MINIMUM};
use domain::text::{Name, Position, Reason};
use education::Uai;
use education::mailboxes::{is_possible, normalise, suggestion};
use email_address::EmailAddress;

use super::Form;
use crate::signup::phones;
use crate::view::Choice;
use crate::words;

/// Bytes of an address, at most.
const LONGEST_MAILBOX: usize = 254;

impl Form {
    /// « Civilité » (`civilite`): whoever gives none has none.
    pub(crate) fn title(&mut self) -> Option<Title> {
        let title = self.optional("civilite", str::parse, "Choisissez une civilité.")?;
        Some(title.unwrap_or(Title::Unsaid))
    }

    /// The choices of « Civilité », with the one that was made.
    pub(crate) fn titles(&self) -> Vec<Choice> {
        let label = |title| match title {
            Title::Unsaid => "Sans",
            title => title.label(),
        };
        let sent = self.sent("civilite").parse().unwrap_or(Title::Unsaid);
        let all = Title::ALL.iter().map(|&title| (title.as_str(), label(title)));
        Choice::list(sent.as_str(), all)
    }

    /// « Votre nom » (`nom`).
    pub(crate) fn last_name(&mut self) -> Option<Name> {
        self.read("nom", Name::parse, "Indiquez votre nom.")
    }

    /// « Votre prénom » (`prenom`).
    pub(crate) fn first_name(&mut self) -> Option<Name> {
        self.read("prenom", Name::parse, "Indiquez votre prénom.")
    }

    /// « Fonction » (`fonction`).
    pub(crate) fn position(&mut self) -> Option<Position> {
        self.read("fonction", Position::parse, "Indiquez votre fonction.")
    }

    /// « Téléphone » (`telephone`), tried first where the school is.
    pub(crate) fn phone(&mut self, school: Uai) -> Option<String> {
        self.read("telephone", |typed| phones::french(typed, school).ok_or(()), PHONE)
    }

    /// « Téléphone » that one may keep to oneself.
    pub(crate) fn optional_phone(&mut self, school: Option<Uai>) -> Option<Option<String>> {
        self.optional("telephone", |typed| phones::french(typed, school).ok_or(()), PHONE)
    }

    /// An address, normalised.
    pub(crate) fn mailbox(&mut self, name: &'static str) -> Option<String> {
        self.check(name, mailbox)
    }

    /// A password that is in force: whether it is the right one is the verb's to say.
    pub(crate) fn present_password(&mut self, name: &'static str, missing: &str) -> Option<String> {
        self.secret(name, |typed| match typed.is_empty() {
            true => Err(missing.to_owned()),
            false => Ok(typed.to_owned()),
        })
    }

    /// « Mot de passe » and its « Confirmation »: all that can be said of them without knowing whose they are is said
    /// at once. The verb, which knows, checks again.
    pub(crate) fn new_password(&mut self, about: &[&str]) -> Option<String> {
        let typed = self.sent("mot_de_passe").to_owned();
        let password = self.secret("mot_de_passe", |typed| {
            passwords::check(typed, PASSWORD_MINIMUM, about)
                .map(|()| typed.to_owned())
                .map_err(words::password_refused)
        });
        let again = self.secret("confirmation", |again| match again == typed {
            true => Ok(()),
            false => Err("Les deux mots de passe ne sont pas les mêmes.".to_owned()),
        });
        password.filter(|_| again.is_some())
    }

    /// The version that was read before typing (`version`, hidden).
    pub(crate) fn version(&self) -> i32 {
        self.sent("version").parse().unwrap_or_default()
    }

    /// « Motif » (`motif`).
    /// One of those that are offered (`motif_courant`), what was typed (`motif`), or both.
    pub(crate) fn reason(&mut self) -> Option<Reason> {
        self.reason_or("Indiquez le motif\u{a0}: il sera envoyé aux personnes concernées.")
    }

    /// The same where it is told to others than by mail.
    pub(crate) fn reason_or(&mut self, missing: &'static str) -> Option<Reason> {
        let offered = self.sent("motif_courant").trim().to_owned();
        let whole = |typed: &str| match (offered.is_empty(), typed.trim().is_empty()) {
            (true, _) => Reason::parse(typed),
            (false, true) => Reason::parse(&offered),
            (false, false) => Reason::parse(&format!("{offered}. {}", typed.trim())),
        };
        self.read("motif", whole, missing)
    }
}

/// A date as browsers send it, or as people write it where there is no field for dates: "20/01/2027".
pub(crate) fn day(typed: &str) -> Option<NaiveDate> {
    let forms = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y"];
    forms.iter().find_map(|form| NaiveDate::parse_from_str(typed.trim(), form).ok())
}

const PHONE: &str =
    "Indiquez un numéro de téléphone français, par exemple 02\u{a0}40\u{a0}12\u{a0}34\u{a0}56.";

/// An address, normalised: capitals, spaces and full-width letters don't matter; one that can be
/// nobody's is asked for again, with what was probably meant.
pub fn mailbox(typed: &str) -> Result<String, String> {
    // Before any work on it: looking for what was meant takes time by the length.
    let typed = cut(typed);
    let address = normalise(&typed);
    if address.is_empty() {
        return Err("Indiquez l’adresse Email.".to_owned());
    }
    // The crate takes `a@b`, which nobody has here.
    let whole = address.len() <= LONGEST_MAILBOX
        && EmailAddress::is_valid(&address)
        && address.split_once('@').is_some_and(|(_, domain)| domain.contains('.'));
    if whole && is_possible(&address) {
        return Ok(address);
    }
    Err(meant(&typed).unwrap_or_else(|| {
        "Écrivez l’adresse en entier, par exemple ce.0440008v@ac-nantes.fr.".to_owned()
    }))
}

/// As much of what was typed as an address can be long.
pub(crate) fn cut(typed: &str) -> String {
    typed.trim().chars().take(LONGEST_MAILBOX).collect()
}

/// « Vouliez-vous dire … ? », by the letters alone: it tells nothing of who has an account.
pub(crate) fn meant(typed: &str) -> Option<String> {
    suggestion(typed).map(|meant| format!("Vouliez-vous dire {meant}\u{a0}?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_as_people_write_it() {
        let wanted = NaiveDate::from_ymd_opt(2027, 1, 20);
        for typed in ["2027-01-20", "20/01/2027", " 20-1-2027 ", "20.01.2027", "20 01 2027"] {
            assert_eq!(day(typed), wanted, "{typed}");
        }
        for typed in ["", "demain", "31/02/2027", "01/20/2027"] {
            assert_eq!(day(typed), None, "{typed}");
        }
    }

    #[test]
    fn an_address_is_whole() {
        let endless = format!("ce.0440008v{}@ac-nantes.fr", " ".repeat(60_000));
        assert!(mailbox(&endless).is_err(), "nobody's address is so long");
        assert_eq!(mailbox(" Ce.0440008V@ac-nantes.fr "), Ok("ce.0440008v@ac-nantes.fr".into()));
        for typed in ["", "ce.0440008v", "a@b", "a b@"] {
            assert!(mailbox(typed).is_err(), "{typed}");
        }
        for typed in ["сe.0440008v@ac-nantes.fr", "ce.0440008v@ac-nante.fr"] {
            let error = mailbox(typed).unwrap_err();
            assert!(error.contains("ce.0440008v@ac-nantes.fr"), "{typed}: {error}");
        }
    }
}
