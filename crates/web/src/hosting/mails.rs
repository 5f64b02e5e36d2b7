//! The letters of a lycée that asks for a portal.

use domain::hosting::{FORM_LIFE, PortalRequest};
use education::names::{definite, genitive};

use crate::view::Letter;
use crate::words::lifetime;

/// The link to the form, to the school's own mailbox.
pub(super) fn form(school: &str, url: String) -> Letter {
    let life = lifetime(FORM_LIFE);
    Letter::new("hosting/form", "Votre portail de mini-stages")
        .about(school)
        .preview(format!("Un lien valable {life} pour demander un portail."))
        .say("Quelqu’un demande un portail de mini-stages pour ")
        .strong(definite(school))
        .and(". Avec un portail, le lycée publie ses stages, et les collèges y réservent les places de leurs élèves.")
        .button("Demander le portail", url)
        .small(format!("Le lien est valable {life} et ne sert qu’une fois. "))
        .and("Personne ne l’a demandé chez vous\u{a0}? Ne faites rien\u{a0}: sans ce lien, rien n’est ouvert.")
}

/// A portal is being prepared.
pub(super) fn accepted(request: &PortalRequest, url: String) -> Letter {
    Letter::new("hosting/accepted", "Votre portail est en préparation")
        .preview("La demande est acceptée.")
        .to(request.name())
        .say("Votre demande de portail est acceptée\u{a0}: nous préparons ")
        .strong(&request.wish)
        .and(". Vous recevrez ici l’invitation de son premier responsable, puis son adresse le jour de l’ouverture.")
        .button("Voir les portails ouverts", url)
        .small("Vous recevez ce message parce que votre établissement a demandé un portail.")
}

/// Why not, in the operator's words.
pub(super) fn refused(request: &PortalRequest, url: String, contact: &str) -> Letter {
    let school = &request.wish;
    Letter::new("hosting/refused", "Votre demande de portail n’est pas acceptée")
        .heading("Votre demande n’est pas acceptée")
        .preview(format!("La demande {} n’est pas acceptée.", genitive(school)))
        .to(request.name())
        .say("Votre demande de portail ")
        .strong(school)
        .and(" n’est pas acceptée.")
        .motif(request.reason.as_deref().unwrap_or_default())
        .button("Faire une autre demande", url)
        .small("Pour nous répondre, écrivez à ")
        .link(contact, format!("mailto:{contact}"))
        .and(".")
}
