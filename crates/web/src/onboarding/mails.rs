//! The letter that an operator sends herself from a portal that she prepares.

use crate::view::Letter;

/// As the portal's letters look: its name, its colour, where answers go.
pub(super) fn trial(lycee: &str, url: String) -> Letter {
    Letter::new("onboarding/trial", "Courriel d’essai")
        .about(lycee)
        .preview("Ainsi arrivent les courriels de ce portail.")
        .say("Ainsi arrivent les courriels du portail ")
        .strong(lycee)
        .and("\u{a0}: convocations, conventions, nouvelles des réservations. Répondez à ce message pour vérifier que les réponses arrivent au lycée.")
        .button("Revenir à la préparation", url)
        .small("Vous recevez ce message parce que vous préparez ce portail sur la console.")
}

/// To whoever administers a portal that is open from now on; she may not have come in yet.
pub(super) fn opened(lycee: &str, url: String) -> Letter {
    Letter::new("onboarding/opened", "Votre portail est ouvert")
        .about(lycee)
        .preview("Les établissements peuvent y réserver des mini-stages.")
        .say("Le portail ")
        .strong(lycee)
        .and(" est ouvert, à l’adresse ")
        .strong(url.trim_start_matches("https://").trim_end_matches('/').to_owned())
        .and(".")
        .say("Les établissements y trouvent vos stages dès que vous en publiez. Votre accès est celui de l’invitation que vous avez reçue\u{a0}; si elle n’a pas encore servi, acceptez-la d’abord.")
        .button("Ouvrir le portail", url)
        .small("Vous recevez ce message parce que vous administrez ce portail, ou y êtes invité.")
}
