//! What a colleague is told.

use domain::accounts::Addressee;
use domain::colleagues::jobs::ColleagueNews;
use education::names::{dative, definite, genitive};

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
            .strong(definite(school))
            .and(", sur tous les portails. Votre rôle\u{a0}: ")
            .strong(words::school_role(role))
            .and(".")
            .button("Ouvrir mon compte", home),
        ColleagueNews::Role(role) => letter("Votre rôle a changé")
            .about(school)
            .say("Pour ")
            .strong(definite(school))
            .and(", votre rôle est désormais\u{a0}: ")
            .strong(words::school_role(role))
            .and(".")
            .button("Ouvrir mon compte", home),
        ColleagueNews::Removed => letter("Votre accès est retiré")
            .about(school)
            .say("Un gestionnaire a retiré votre accès ")
            .strong(dative(school))
            .and("\u{a0}: vous ne réservez plus pour cet établissement. Votre compte n’est pas supprimé.")
            .small("C’est une erreur\u{a0}? Parlez-en au gestionnaire de l’établissement."),
    }
    .preview("Votre compte de mini-stages en lycée.")
}

/// To a manager in place: `joined` is one of them now.
pub(super) fn manager(to: &Addressee, joined: &Addressee, url: String) -> Letter {
    Letter::new("colleagues/manager", "Un gestionnaire de plus")
        .about(&to.school)
        .preview(format!("{} décide désormais des accès.", joined.name))
        .to(&to.name)
        .strong(&joined.name)
        .and(format!(" ({}, {}) est désormais gestionnaire du compte ", joined.position, joined.login))
        .strong(genitive(&to.school))
        .and("\u{a0}: cette personne réserve pour l’établissement et décide, comme vous, qui y a accès.")
        .button("Voir les collègues", url)
        .small("Vous ne la connaissez pas\u{a0}? Retirez-lui l’accès sur cette page.")
}
