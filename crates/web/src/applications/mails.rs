//! The letters of an application.

use domain::applications::PROOF_LIFE;
use education::names::{definite, genitive};

use crate::view::Letter;
use crate::words::lifetime;

/// Proves the applicant's mailbox.
pub(super) fn proof(name: &str, position: &str, school: &str, url: String) -> Letter {
    let life = lifetime(PROOF_LIFE);
    Letter::new("applications/prove", "Confirmez votre demande d’inscription")
        .preview(format!(
            "Un lien valable {life} pour transmettre la demande {}.",
            genitive(school)
        ))
        .strong(name)
        .and(format!(" ({position}) demande un compte mini-stages pour "))
        .strong(definite(school))
        .and(", avec cette adresse comme identifiant.")
        .button("Confirmer ma demande", url)
        .small(format!("Le lien est valable {life} et ne sert qu’une fois. "))
        .and("Nous vérifions ensuite la demande et vous répondons par courriel.")
        .small("Cette demande n’est pas la vôtre\u{a0}? Ne confirmez pas\u{a0}: elle s’arrête là.")
}

/// Tells what the operator wrote, and where to ask again or why.
pub(super) fn refused(
    name: &str,
    school: &str,
    reason: &str,
    url: String,
    contact: &str,
) -> Letter {
    Letter::new("applications/refused", "Votre demande d’inscription n’est pas acceptée")
        .heading("Votre demande n’est pas acceptée")
        .preview(format!("La demande {} n’est pas acceptée.", genitive(school)))
        .to(name)
        .say("Votre demande d’inscription ")
        .strong(genitive(school))
        .and(" n’est pas acceptée.")
        .motif(reason)
        .button("Faire une autre demande", url)
        .small("Pour nous répondre, écrivez à ")
        .link(contact, format!("mailto:{contact}"))
        .and(".")
}
