//! The letters that prove a mailbox.

use chrono::TimeDelta;
use domain::accounts::{Addressee, INVITATION_LIFE};
use domain::signup::WAY_ON_LIFE;
use education::names::{definite, genitive};

use crate::view::{Letter, PLATFORM};
use crate::words::{capitalized, lifetime};

/// Confirms the mailbox. It names who signed up, so that a colleague's name is noticed.
pub(super) fn confirm(sender: &str, to: &Addressee, life: TimeDelta, url: String) -> Letter {
    let (school, life) = (&to.school, lifetime(life));
    let where_to = match sender {
        PLATFORM => PLATFORM.to_owned(),
        lycee => definite(lycee),
    };
    Letter::new("signup/confirm", format!("Confirmez votre adresse pour {where_to}"))
        .heading("Confirmez votre adresse")
        .preview(format!("Un lien valable {life} pour activer le compte {}.", genitive(school)))
        .strong(&to.name)
        .and(format!(" ({}) a demandé le compte mini-stages ", to.position))
        .strong(genitive(school))
        .and(". Pour l’activer, confirmez que cette adresse est bien la vôtre\u{a0}: dans le navigateur de ")
        .and("l’inscription un clic suffit, ailleurs le mot de passe choisi alors est demandé.")
        .button("Confirmer mon adresse", url)
        .small(format!("Le lien est valable {life} et ne sert qu’une fois. "))
        .and("S’il est trop ancien, la page vous en propose un nouveau.")
        .small("Vous ne connaissez pas cette personne, ou cette demande n’est pas la vôtre\u{a0}? ")
        .and("Ne confirmez pas\u{a0}: sans confirmation, le compte reste fermé.")
}

/// Offers a second school to an account.
pub(super) fn add_school(to: &Addressee, school: &str, uai: &str, url: String) -> Letter {
    let life = lifetime(INVITATION_LIFE);
    Letter::new("signup/add_school", "Un établissement de plus dans votre compte\u{a0}?")
        .preview(format!("{school} a été inscrit avec votre adresse."))
        .to(&to.name)
        .strong(capitalized(&definite(school)))
        .and(format!(" (code RNE {uai}) vient d’être inscrit avec cette adresse, "))
        .and("qui est déjà l’identifiant de votre compte.")
        .button("Ajouter cet établissement", url)
        .small(
            "Vous garderez votre mot de passe\u{a0}: celui qui a été choisi à l’inscription n’est ",
        )
        .and(format!("pas retenu. Le lien est valable {life} et ne sert qu’une fois."))
        .small("Cette demande n’est pas la vôtre\u{a0}? Ne confirmez pas\u{a0}: rien ne change.")
}

/// Leads a school on that was looked up where too many were.
pub(super) fn way_on(school: &str, url: String) -> Letter {
    let life = lifetime(WAY_ON_LIFE);
    Letter::new("signup/way_on", "Continuer avec votre établissement")
        .preview(format!("Un lien valable {life} vers les pages {}.", genitive(school)))
        .say("Quelqu’un cherche ")
        .strong(definite(school))
        .and(" depuis un réseau où beaucoup d’autres viennent d’être cherchés. ")
        .and("Si c’est vous, ce lien mène à la suite\u{a0}: l’inscription, ou ce qui est déjà ouvert.")
        .button("Continuer", url)
        .small(format!("Le lien est valable {life}, depuis le réseau où il est suivi."))
        .small("Cette demande n’est pas la vôtre\u{a0}? Ne faites rien\u{a0}: rien ne change.")
}
