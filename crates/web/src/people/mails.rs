//! What a person is told of her account, in neutral words: the reason stands in her history.

use domain::people::PersonTold;
use domain::people::jobs::PersonNews;

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
