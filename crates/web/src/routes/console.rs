//! The table of the console host.

use super::{Route, get, post};
use crate::applications::console as applications;
use crate::console::{directory, jobs, logo, lycees, mails, moving, requests, state};
use crate::factors::passkeys;
use crate::hosting::console as hosting;
use crate::hosts::handlers as hosts;
use crate::onboarding::{
    abandon, about, address, begin, look, offer, opening, people as preparing, preview,
};
use crate::operators::handlers as operators;
use crate::sites::console as sites;
use crate::viewing::console as viewing;
use crate::visit::Access::{Anyone, FullOperator, Operator, OperatorOrDemo};
use crate::{archives, factors, invitations, people};

/// Bytes of a logo with the form around it.
const LOGO: usize = crate::picture::LARGEST_FILE + 8 * 1024;

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/", lycees::list).may(Operator),
        get("/lycees/{tenant}", lycees::show).may(Operator),
        get("/lycees/{tenant}/etat", state::ask).may(FullOperator),
        post("/lycees/{tenant}/etat", state::send).may(FullOperator),
        get("/lycees/{tenant}/adresse", moving::ask).may(FullOperator),
        post("/lycees/{tenant}/adresse", moving::send).may(FullOperator),
        get("/lycees/{tenant}/archive", archives::handlers::show).may(Operator),
        post("/lycees/{tenant}/archive", archives::handlers::send).may(FullOperator),
        get("/lycees/{tenant}/archive.zip", archives::handlers::download).may(FullOperator),
        get("/lycees/{tenant}/archive/annulation", archives::handlers::ask_keep).may(FullOperator),
        post("/lycees/{tenant}/archive/annulation", archives::handlers::keep).may(FullOperator),
        get("/lycees/{tenant}/abandon", abandon::ask).may(FullOperator),
        post("/lycees/{tenant}/abandon", abandon::send).may(FullOperator),
        get("/portails-effaces", archives::list).may(Operator),
        get("/portails-effaces/{erasure}/certificat.pdf", archives::print).may(Operator),
        get("/lycees/{tenant}/logo", logo::ask).may(Operator),
        post("/lycees/{tenant}/logo", logo::send).may(FullOperator).pressed().weighing(LOGO),
        get("/lycees/{tenant}/logo/image", logo::image).may(Operator),
        post("/lycees/{tenant}/logo/retrait", logo::remove).may(FullOperator).pressed(),
        get("/lycees/{tenant}/domaine", hosts::show).may(Operator),
        post("/lycees/{tenant}/domaine", hosts::ask).may(FullOperator),
        post("/lycees/{tenant}/domaine/verification", hosts::check).may(FullOperator).pressed(),
        get("/lycees/{tenant}/domaine/retrait", hosts::ask_leave).may(FullOperator),
        post("/lycees/{tenant}/domaine/retrait", hosts::leave).may(FullOperator),
        get("/lycees/{tenant}/voir-comme", viewing::ask).may(FullOperator),
        post("/lycees/{tenant}/voir-comme", viewing::send).may(FullOperator),
        get("/lycees/{tenant}/voir-comme/passage", viewing::give).may(FullOperator),
        get("/lycees/nouveau", begin::find).may(FullOperator),
        get("/lycees/nouveau/{uai}", begin::ask).may(FullOperator),
        post("/lycees/nouveau/{uai}", begin::send).may(FullOperator),
        get("/lycees/{tenant}/preparation", opening::show).may(Operator),
        post("/lycees/{tenant}/preparation", opening::open).may(FullOperator).pressed(),
        get("/lycees/{tenant}/preparation/adresse", address::ask).may(Operator),
        post("/lycees/{tenant}/preparation/adresse", address::send).may(FullOperator),
        get("/lycees/{tenant}/preparation/lycee", about::ask).may(Operator),
        post("/lycees/{tenant}/preparation/lycee", about::send).may(FullOperator),
        get("/lycees/{tenant}/preparation/couleur", look::ask).may(Operator),
        post("/lycees/{tenant}/preparation/couleur", look::send).may(FullOperator),
        get("/lycees/{tenant}/preparation/courriel", preview::letter).may(Operator),
        get("/lycees/{tenant}/preparation/convention.pdf", preview::convention).may(Operator),
        get("/lycees/{tenant}/preparation/formations", offer::ask).may(Operator),
        post("/lycees/{tenant}/preparation/formations", offer::send).may(FullOperator),
        get("/lycees/{tenant}/preparation/responsable", preparing::ask_manager).may(Operator),
        post("/lycees/{tenant}/preparation/responsable", preparing::invite)
            .may(FullOperator)
            .pressed(),
        get("/lycees/{tenant}/preparation/textes", preparing::legal).may(Operator),
        post("/lycees/{tenant}/preparation/textes", preparing::read_legal)
            .may(FullOperator)
            .pressed(),
        get("/lycees/{tenant}/preparation/essai", preparing::ask_trial).may(Operator),
        post("/lycees/{tenant}/preparation/essai", preparing::try_out).may(FullOperator).pressed(),
        get("/personnes", people::handlers::list).may(Operator),
        get("/personnes/{account}", people::handlers::show).may(Operator),
        get("/personnes/{account}/acte", people::acts::ask).may(FullOperator),
        post("/personnes/{account}/acte", people::acts::send).may(FullOperator),
        get("/personnes/{account}/reunion", people::merge::ask).may(FullOperator),
        post("/personnes/{account}/reunion", people::merge::send).may(FullOperator),
        get("/demandes", requests::list).may(Operator),
        get("/demandes/portails/{portal}", hosting::show).may(Operator),
        post("/demandes/portails/{portal}", hosting::accept).may(FullOperator),
        get("/demandes/portails/{portal}/refus", hosting::ask_refuse).may(FullOperator),
        post("/demandes/portails/{portal}/refus", hosting::refuse).may(FullOperator),
        get("/demandes/{request}", requests::show).may(Operator),
        post("/demandes/{request}", requests::decide).may(FullOperator),
        get("/courriels", mails::list).may(OperatorOrDemo),
        get("/courriels/{id}", mails::show).may(OperatorOrDemo),
        get("/courriels/{id}/corps", mails::body).may(OperatorOrDemo),
        get("/sites", sites::list).may(Operator),
        get("/sites/nouveau", sites::ask_new).may(FullOperator),
        post("/sites/nouveau", sites::create).may(FullOperator),
        get("/sites/{site}", sites::ask_change).may(Operator),
        post("/sites/{site}", sites::change).may(FullOperator),
        get("/sites/{site}/retrait", sites::ask_remove).may(FullOperator),
        post("/sites/{site}/retrait", sites::remove).may(FullOperator).pressed(),
        get("/connexion/code", factors::handlers::ask).may(Anyone),
        post("/connexion/code", factors::handlers::give).may(Anyone),
        post("/connexion/code/cle", passkeys::ask).may(Anyone),
        post("/connexion/code/cle/reponse", passkeys::give).may(Anyone),
        get("/double-authentification", factors::own::show).may(Operator),
        get("/double-authentification/cles/nouvelle", passkeys::ask_new).may(Operator),
        post("/double-authentification/cles/nouvelle", passkeys::begin).may(Operator),
        post("/double-authentification/cles/nouvelle/reponse", passkeys::add).may(Operator),
        get("/double-authentification/cles/{passkey}/retrait", passkeys::ask_remove).may(Operator),
        post("/double-authentification/cles/{passkey}/retrait", passkeys::remove).may(Operator),
        post("/double-authentification/codes", factors::own::renew).may(Operator),
        post("/double-authentification/telephone", factors::own::untie).may(Operator),
        get("/exploitants", operators::list).may(Operator),
        get("/exploitants/nouveau", operators::ask_invite).may(FullOperator),
        post("/exploitants/nouveau", operators::invite).may(FullOperator),
        post("/exploitants/invitations/retrait", operators::withdraw).may(FullOperator).pressed(),
        get("/exploitants/{operator}", operators::show).may(Operator),
        post("/exploitants/{operator}", operators::change).may(FullOperator),
        get("/taches", jobs::list).may(Operator),
        post("/taches/{id}/reprise", jobs::retry).may(FullOperator).pressed(),
        get("/taches/{id}/suppression", jobs::ask_drop).may(FullOperator),
        post("/taches/{id}/suppression", jobs::delete).may(FullOperator).pressed(),
        get("/invitation/{token}", invitations::handlers::show).may(Anyone),
        post("/invitation/{token}", invitations::handlers::accept).may(Anyone),
        get("/annuaire", directory::show).may(Operator),
        get("/inscriptions", applications::list).may(Operator),
        get("/inscriptions/{application}", applications::show).may(Operator),
        post("/inscriptions/{application}/acceptation", applications::accept).may(FullOperator),
        get("/inscriptions/{application}/refus", applications::ask_refuse).may(FullOperator),
        post("/inscriptions/{application}/refus", applications::refuse).may(FullOperator),
    ]
}
