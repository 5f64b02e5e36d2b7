//! Letters about another login: a link to each mailbox, then the news to both.

use domain::accounts::Addressee;

use crate::view::Letter;

/// To the present login: allows the change to `new`.
pub(super) fn allow(to: &Addressee, new: &str, url: String) -> Letter {
    Letter::new("login_change/allow", "Autorisez le changement de votre identifiant")
        .preview("Rien ne change sans votre accord.")
        .to(&to.name)
        .say("Vous demandez que l’identifiant de votre compte, aujourd’hui ")
        .strong(&to.login)
        .and(", devienne ")
        .strong(new)
        .and(". Un autre courriel est parti à cette nouvelle adresse\u{a0}: ouvrez aussi son lien.")
        .button("Autoriser", url)
        .small("Le lien est valable 24\u{a0}heures et ne sert qu’une fois. ")
        .and("Ce n’était pas vous\u{a0}? Ne l’ouvrez pas, et changez votre mot de passe.")
}

/// To the wanted login: confirms it.
pub(super) fn confirm(to: &Addressee, new: &str, url: String) -> Letter {
    Letter::new("login_change/confirm", "Confirmez votre nouvel identifiant")
        .preview("Un lien à ouvrir, et c’est fait.")
        .say(format!("{} demande que ", to.name))
        .strong(new)
        .and(" devienne l’identifiant de son compte de mini-stages en lycée.")
        .button("Confirmer", url)
        .small("Le lien est valable 24\u{a0}heures et ne sert qu’une fois. ")
        .and("Vous n’avez rien demandé\u{a0}? Ne faites rien\u{a0}: rien ne change.")
}

/// To both: `new` is the login from now on.
pub(super) fn changed(name: &str, new: &str, contact: &str, url: String) -> Letter {
    Letter::new("login_change/changed", "Votre identifiant a changé")
        .preview("Il sert sur tous les portails.")
        .to(name)
        .say("L’identifiant de votre compte est désormais ")
        .strong(new)
        .and(", sur tous les portails de mini-stages en lycée. Votre mot de passe reste le même\u{a0}; ")
        .and("vos autres connexions ont été fermées.")
        .button("Se connecter", url)
        .small(format!("Ce n’était pas vous\u{a0}? Écrivez tout de suite à {contact}."))
}
