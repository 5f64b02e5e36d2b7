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
