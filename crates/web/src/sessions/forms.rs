//! What is typed to sign in.

use education::mailboxes::{is_possible, normalise, suggestion};
use email_address::EmailAddress;
use serde::Deserialize;

use crate::view::Field;

/// Bytes of a way back, at most: it may hold another one.
const LONGEST_PATH: usize = 2_000;

/// « Connexion ».
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SignInForm {
    pub(crate) email: String,
    pub(crate) mot_de_passe: String,
    pub(crate) maintenir: String,
    pub(crate) retour: String,
}

/// An address as typed, with what is wrong with it: capitals, spaces and full-width letters don't
/// matter; an address that can be nobody's is asked for again, with what was probably meant.
pub(crate) fn mailbox(typed: &str) -> Field {
    let shown: String = typed.trim().chars().take(254).collect();
    let address = normalise(&shown);
    if address.is_empty() {
        return Field::wrong(shown, "Indiquez votre adresse Email.");
    }
    // The crate takes `a@b`, which nobody has here.
    let whole = EmailAddress::is_valid(&address)
        && address.split_once('@').is_some_and(|(_, domain)| domain.contains('.'));
    match (whole && is_possible(&address), meant(&shown)) {
        (true, _) => Field::of(shown),
        (false, Some(question)) => Field::wrong(shown, question),
        (false, None) => Field::wrong(
            shown,
            "Écrivez l’adresse en entier, par exemple ce.0440008v@ac-nantes.fr.",
        ),
    }
}

/// « Vouliez-vous dire … ? », by the letters alone: it tells nothing of who has an account.
pub(crate) fn meant(typed: &str) -> Option<String> {
    suggestion(typed).map(|meant| format!("Vouliez-vous dire {meant}\u{a0}?"))
}

/// `path`, if it is a path of this host and nothing else: never `//elsewhere`, `/\elsewhere`, a scheme.
pub(crate) fn local_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix('/')?;
    let leads_away =
        rest.starts_with(['/', '\\']) || path.contains('\\') || path.chars().any(char::is_control);
    (!leads_away && path.is_ascii() && path.len() <= LONGEST_PATH).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_host() {
        for path in ["/", "/calendrier?date=2026-12-01", "/creneaux/0199/reservation"] {
            assert_eq!(local_path(path), Some(path));
        }
        for path in [
            "", "calendrier", "//evil.example", "/\\evil.example", "https://evil.example", "/a\\b",
            "/a\r\nSet-Cookie: b", "/\t/evil.example",
        ] {
            assert_eq!(local_path(path), None, "{path:?}");
        }
    }

    #[test]
    fn an_address_is_whole() {
        assert_eq!(mailbox(" Ce.0440008V@ac-nantes.fr ").error, None);
        for typed in ["", "ce.0440008v", "a@b", "a b@"] {
            assert!(mailbox(typed).error.is_some(), "{typed}");
        }
        for typed in ["сe.0440008v@ac-nantes.fr", "ce.0440008v@ac-nante.fr"] {
            let error = mailbox(typed).error.unwrap_or_default();
            assert!(error.contains("ce.0440008v@ac-nantes.fr"), "{typed}: {error}");
        }
    }
}
