//! Letters about passwords.

use domain::accounts::{Addressee, RESET_LIFE};

use crate::view::Letter;
use crate::words::lifetime;

/// Opens a new password.
pub(super) fn reset(to: &Addressee, url: String) -> Letter {
    let life = lifetime(RESET_LIFE);
    Letter::new("passwords/reset", "Votre nouveau mot de passe")
        .heading("Choisissez un nouveau mot de passe")
        .preview(format!("Un lien valable {life} pour choisir un nouveau mot de passe."))
        .to(&to.name)
        .say("Un nouveau mot de passe a été demandé pour votre compte ")
        .strong(&to.login)
        .and(".")
        .button("Choisir un nouveau mot de passe", url)
        .small(format!("Le lien est valable {life} et ne sert qu’une fois. "))
        .and("Vos connexions ouvertes seront fermées.")
        .small("Cette demande n’est pas la vôtre\u{a0}? Ne faites rien\u{a0}: votre mot de passe reste le même.")
}

/// The password was changed; at `url` she asks for another.
pub(super) fn changed(to: &Addressee, url: String) -> Letter {
    Letter::new("passwords/changed", "Votre mot de passe a été changé")
        .preview("Si ce n’était pas vous, choisissez-en tout de suite un autre.")
        .to(&to.name)
        .say("Le mot de passe de votre compte ")
        .strong(&to.login)
        .and(" vient d’être changé. Il sert sur tous les portails de mini-stages en lycée.")
        .say("Ce n’était pas vous\u{a0}? Choisissez tout de suite un autre mot de passe.")
        .button("Ce n’était pas moi", url)
}
