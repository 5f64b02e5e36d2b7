//! What a person is told of her account, in neutral words: the reason stands in her history.

use domain::people::jobs::PersonNews;
use domain::people::{PersonTold, UnusedTold};

use education::french;

use crate::moments::Clock;
use crate::view::Letter;

/// The letter; `home` is her account's home, `contact` where she may write.
pub(super) fn news(news: PersonNews, told: &PersonTold, home: String, contact: &str) -> Letter {
    let letter = |title: &str| Letter::new("people/news", title).to(&told.to.name);
    let why = "Le motif est dans l’historique de votre compte.";
    match news {
        PersonNews::SignedOut => letter("Vos connexions ont été fermées")
            .preview("Reconnectez-vous avec votre mot de passe.")
            .say("Un exploitant de la plateforme a fermé toutes les connexions de votre compte ")
            .strong(&told.to.login)
            .and("\u{a0}: sur chaque appareil, reconnectez-vous avec votre mot de passe.")
            .button("Ouvrir mon compte", home)
            .small(why),
        PersonNews::Closed => letter("Votre compte est fermé")
            .preview("Plus personne ne se connecte avec votre identifiant.")
            .say("Un exploitant de la plateforme a fermé votre compte ")
            .strong(&told.to.login)
            .and("\u{a0}: il ne permet plus de se connecter. Vos établissements et leurs réservations sont gardés.")
            .small(format!(
                "Vous ne savez pas pourquoi, ou c’est une erreur\u{a0}? Écrivez à {contact}\u{a0}: le compte peut être rouvert."
            )),
        PersonNews::Reopened => letter("Votre compte est rouvert")
            .preview("Vous pouvez de nouveau vous connecter.")
            .say("Un exploitant de la plateforme a rouvert votre compte ")
            .strong(&told.to.login)
            .and("\u{a0}: votre mot de passe reste le même, vos établissements aussi.")
            .button("Ouvrir mon compte", home)
            .small(why),
        PersonNews::TookIn(_) => letter("Vos deux comptes n’en font plus qu’un")
            .preview("Vos établissements et vos réservations sont réunis.")
            .say("Un exploitant de la plateforme a réuni votre compte ")
            .strong(&told.other)
            .and(" avec celui-ci, ")
            .strong(&told.to.login)
            .and("\u{a0}: ses établissements et ses réservations sont maintenant ici.")
            .button("Ouvrir mon compte", home)
            .small(format!("{why} L’autre compte n’est pas le vôtre\u{a0}? Écrivez tout de suite à {contact}.")),
        PersonNews::BecameOne(_) => letter("Vos deux comptes n’en font plus qu’un")
            .preview("Connectez-vous désormais avec votre autre adresse.")
            .say("Un exploitant de la plateforme a réuni votre compte ")
            .strong(&told.to.login)
            .and(" avec votre autre compte. Connectez-vous désormais avec ")
            .strong(&told.other)
            .and(" et son mot de passe\u{a0}: vos établissements et vos réservations y sont. Votre ancien identifiant y mène aussi.")
            .button("Ouvrir mon compte", home)
            .small(format!("{why} L’autre compte n’est pas le vôtre\u{a0}? Écrivez tout de suite à {contact}.")),
    }
}

/// What is told to somebody whose account goes unless she signs in; `home` is her account's home.
pub(super) fn unused(told: &UnusedTold, home: String) -> Letter {
    let day = french::date_long(Clock::FRANCE.day(told.until));
    Letter::new("people/unused", format!("Votre compte sera supprimé le {day}"))
        .to(&told.to.name)
        .preview("Connectez-vous une fois pour le garder.")
        .say("Personne ne s’est connecté à votre compte ")
        .strong(&told.to.login)
        .and(" depuis presque deux ans. Pour le garder, connectez-vous une fois avant cette date\u{a0}: il n’y a rien d’autre à faire.")
        .button("Me connecter", home)
        .small("Sinon, votre nom, votre adresse et votre accès sont supprimés. Ce que vous avez réservé ou décidé reste à vos établissements, sans votre nom. Vous pourrez ouvrir un nouveau compte quand vous voudrez.")
}
