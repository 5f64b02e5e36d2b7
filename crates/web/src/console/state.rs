//! `/lycees/{tenant}/etat`: a portal is suspended, opened again, closed. One that is being prepared opens by its check list.

use domain::console::Lycee;
use domain::ids::TenantId;
use domain::tenancy::{FullOperator, TenantState};
use domain::tenants::StateRefused;

use super::lycees::{REASON, found};
use super::pages::LyceeStatePage;
use crate::form::Form;
use crate::query::Query;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, redirect};

/// `GET /lycees/{tenant}/etat?vers=suspended`.
pub(crate) async fn ask(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let to = Query::of(&visit.target).read("vers").ok_or(Failure::NotFound)?;
    let lycee = found(&visit.role, id).await?;
    if lycee.tenant.state == TenantState::Draft && to == TenantState::Open {
        return Ok(redirect(&urls::preparation(id)));
    }
    if !next(lycee.tenant.state).contains(&to) {
        return Ok(redirect(&urls::lycee(id)).info(already(lycee.tenant.state)));
    }
    visit.page(&question(&lycee, to, visit.typed().await.unwrap_or_default()))
}

/// `POST /lycees/{tenant}/etat`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let to = form.sent("vers").parse().map_err(|()| Failure::NotFound)?;
    let lycee = found(&visit.role, id).await?;
    let Some(reason) = form.reason_or(REASON) else {
        return visit.again(&question(&lycee, to, form));
    };
    let back = redirect(&urls::lycee(id));
    match visit.role.set_lycee_state(id, to, &reason).await {
        Ok(state) => {
            visit.trace("lycee_state_set").about(id).done();
            Ok(back.good(done(state)))
        }
        Err(StateRefused::Already) => Ok(back.info(already(to))),
        Err(StateRefused::Closed) => Ok(back.info(already(TenantState::Closed))),
        Err(StateRefused::Draft) => Ok(redirect(&urls::preparation(id)).bad(BY_LIST)),
        Err(StateRefused::Archived) => Ok(redirect(&urls::lycee_archive(id)).bad(ARCHIVED)),
        Err(StateRefused::NotFound) => Err(Failure::NotFound),
        Err(StateRefused::Fault(fault)) => Err(fault.into()),
    }
}

const ARCHIVED: &str = "Ce portail est archivé\u{a0}: gardez-le d’abord, puis rouvrez-le.";

/// A portal's history is read by its administrators.
const HINT: &str = "Il reste dans l’historique du portail, que ses administrateurs lisent.";

const BY_LIST: &str =
    "Rien n’est ouvert\u{a0}: un brouillon s’ouvre ici, quand tout ce qu’il lui faut est prêt.";

/// What a portal may become from the console. What was closed for good is opened by command alone.
fn next(state: TenantState) -> &'static [TenantState] {
    match state {
        TenantState::Draft => &[TenantState::Closed],
        TenantState::Open => &[TenantState::Suspended, TenantState::Closed],
        TenantState::Suspended => &[TenantState::Open, TenantState::Closed],
        TenantState::Closed => &[],
    }
}

/// What may be done about it: URL, label, icon.
pub(super) fn steps(lycee: &Lycee) -> impl Iterator<Item = (String, &'static str, &'static str)> {
    let path = urls::lycee_state(lycee.tenant.id);
    // What is to be erased is kept first.
    let opens = lycee.erase_on.is_none();
    let next = next(lycee.tenant.state).iter().filter(move |to| opens || to.is_held());
    next.map(move |&to| {
        let Step { ask, icon, .. } = step(to);
        (format!("{path}?vers={}", to.as_str()), ask, icon)
    })
}

/// How an operator is asked before a portal becomes something else.
struct Step {
    ask: &'static str,
    icon: &'static str,
    follows: &'static str,
    danger: bool,
}

fn step(to: TenantState) -> Step {
    match to {
        TenantState::Suspended => Step {
            ask: "Suspendre le portail",
            icon: "ban",
            follows: "Le portail montre une page neutre, dans les cinq secondes et sur tous les serveurs. Personne \
                      ne s’y connecte ni n’y réserve, ses courriels attendent. Rien n’est perdu.",
            danger: true,
        },
        TenantState::Closed => Step {
            ask: "Fermer le portail",
            icon: "lock",
            follows: "Le portail est fermé pour de bon\u{a0}: il montre une page neutre et ne se rouvre que par la \
                      commande « ministage tenant resume --closed ». Ses données restent.",
            danger: true,
        },
        TenantState::Open | TenantState::Draft => Step {
            ask: "Ouvrir le portail",
            icon: "check",
            follows: "Le portail répond à tout le monde, dans les cinq secondes. Suspendu, il redevient ce qu’il \
                      était\u{a0}; ce qui attend une convention a de nouveau tout son délai.",
            danger: false,
        },
    }
}

fn question(lycee: &Lycee, to: TenantState, form: Form) -> LyceeStatePage {
    let Step { ask, icon, follows, danger } = step(to);
    LyceeStatePage {
        name: lycee.tenant.name.clone(),
        follows: follows.replace("« ", "«\u{a0}").replace(" »", "\u{a0}»"),
        action: urls::lycee_state(lycee.tenant.id),
        back: urls::lycee(lycee.tenant.id),
        state: to.as_str(),
        ask,
        icon,
        danger,
        hint: HINT,
        form,
    }
}

fn done(state: TenantState) -> &'static str {
    match state {
        TenantState::Draft => "Le portail est de nouveau un brouillon, comme avant sa suspension.",
        TenantState::Open => "Le portail est ouvert.",
        TenantState::Suspended => "Le portail est suspendu.",
        TenantState::Closed => "Le portail est fermé.",
    }
}

fn already(state: TenantState) -> &'static str {
    match state {
        TenantState::Draft => "Ce portail est un brouillon\u{a0}: rien n’est changé.",
        TenantState::Open => "Ce portail est ouvert déjà\u{a0}: rien n’est changé.",
        TenantState::Suspended => "Ce portail est suspendu déjà\u{a0}: rien n’est changé.",
        TenantState::Closed => "Ce portail est fermé\u{a0}: rien n’est changé.",
    }
}
