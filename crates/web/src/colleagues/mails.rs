//! What a colleague is told.

use domain::accounts::Addressee;
use domain::colleagues::jobs::ColleagueNews;
use education::names::definite;

use crate::view::Letter;
use crate::words;

/// She has joined, her role is another, or she was removed.
pub(super) fn news(news: ColleagueNews, to: &Addressee, home: String) -> Letter {
    let school = &to.school;
    let letter = |title: &str| Letter::new("colleagues/news", title).to(&to.name);
    match news {
        ColleagueNews::Joined(role) => letter(&format!("Vous réservez pour {}", definite(school)))
            .heading("Vous faites partie de l’établissement")
            .say("Vous pouvez maintenant réserver des mini-stages pour ")
            .strong(school)
            .and(", sur tous les portails. Votre rôle\u{a0}: ")
            .strong(words::school_role(role))
            .and(".")
            .button("Ouvrir mon compte", home),
        ColleagueNews::Role(role) => letter("Votre rôle a changé")
            .about(school)
            .say("Pour ")
            .strong(school)
            .and(", votre rôle est désormais\u{a0}: ")
            .strong(words::school_role(role))
            .and(".")
            .button("Ouvrir mon compte", home),
        ColleagueNews::Removed => letter("Votre accès est retiré")
            .about(school)
            .say("Un gestionnaire vous a retiré de ")
            .strong(school)
            .and("\u{a0}: vous ne réservez plus pour cet établissement. Votre compte n’est pas supprimé.")
            .small("C’est une erreur\u{a0}? Parlez-en au gestionnaire de l’établissement."),
    }
    .preview("Votre compte de mini-stages en lycée.")
}
