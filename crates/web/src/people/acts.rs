//! `/personnes/{account}/acte`: a link again, sessions ended, an account closed or opened again; each asked about
//! before, with a reason.

use axum::http::StatusCode;
use domain::ids::AccountId;
use domain::people::{LeftAlone, PersonFile, PersonRefused, PersonState};
use domain::tenancy::FullOperator;

use super::handlers::found;
use super::pages::{PersonActPage, PersonRow};
use crate::form::Form;
use crate::limits::may_mail;
use crate::query::Query;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, redirect};
use crate::words;

/// What an operator does about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// The link that she waits for.
    Link,
    /// Every session.
    Sessions,
    Close,
    Reopen,
}

/// The person reads why.
pub(super) const REASON: &str = "Indiquez le motif\u{a0}: la personne le lira dans son historique.";

impl Act {
    const ALL: [Self; 4] = [Self::Link, Self::Sessions, Self::Close, Self::Reopen];

    fn as_str(self) -> &'static str {
        match self {
            Self::Link => "lien",
            Self::Sessions => "connexions",
            Self::Close => "fermeture",
            Self::Reopen => "reouverture",
        }
    }

    fn is_offered(self, file: &PersonFile) -> bool {
        let state = file.line.state;
        match self {
            Self::Link => matches!(state, PersonState::Open | PersonState::Waiting),
            Self::Sessions => !file.sessions.is_empty(),
            Self::Close => {
                matches!(state, PersonState::Open | PersonState::Waiting) && file.operator.is_none()
            }
            Self::Reopen => state == PersonState::Closed,
        }
    }

    /// The question, its icon, whether it takes something away, and what follows.
    fn words(self, file: &PersonFile) -> (&'static str, &'static str, bool, String) {
        match self {
            Self::Link if file.line.state == PersonState::Waiting => (
                "Renvoyer le lien de confirmation",
                "send",
                false,
                format!("Un courriel part à {}. Le lien y est, et nulle part ailleurs.", file.line.login),
            ),
            Self::Link => (
                "Envoyer un lien de nouveau mot de passe",
                "send",
                false,
                format!(
                    "Un courriel part à {}. Son mot de passe reste le même tant que le lien n’a pas servi.",
                    file.line.login
                ),
            ),
            Self::Sessions => (
                "Fermer toutes ses connexions",
                "log-out",
                true,
                format!(
                    "{} à la prochaine page, sur tous les portails. La personne se reconnecte avec son mot de passe\u{a0}; un courriel le lui dit.",
                    match file.sessions.len() {
                        1 => "Une connexion se ferme".to_owned(),
                        many => format!("{many} connexions se ferment"),
                    }
                ),
            ),
            Self::Close => (
                "Fermer ce compte",
                "lock",
                true,
                "Ses connexions et ses liens se ferment, plus personne ne se connecte avec cet identifiant, et un \
                 courriel le lui dit. Ses établissements, ses portails et les réservations restent\u{a0}: le compte \
                 peut être rouvert."
                    .to_owned(),
            ),
            Self::Reopen => (
                "Rouvrir ce compte",
                "check",
                false,
                "La personne se connecte de nouveau avec son mot de passe, et retrouve ses établissements et ses \
                 portails. Un courriel le lui dit."
                    .to_owned(),
            ),
        }
    }
}

/// What may be done about somebody: URL, label, icon.
pub(super) fn steps(file: &PersonFile) -> Vec<(String, &'static str, &'static str)> {
    let id = file.line.account;
    let offered = Act::ALL.into_iter().filter(|act| act.is_offered(file));
    let step = |act: Act| {
        let (ask, icon, ..) = act.words(file);
        (format!("{}?quoi={}", urls::person_act(id), act.as_str()), ask, icon)
    };
    let merge = (urls::merge_person(id), "Réunir avec un autre compte", "users");
    let may = file.line.state == PersonState::Open;
    offered.map(step).chain(may.then_some(merge)).collect()
}

fn act(typed: &str) -> Result<Act> {
    Act::ALL.into_iter().find(|act| act.as_str() == typed).ok_or(Failure::NotFound)
}

/// `GET /personnes/{account}/acte?quoi=fermeture`.
pub(crate) async fn ask(visit: Signed<FullOperator>, Ids(id): Ids<AccountId>) -> Result {
    let act = act(Query::of(&visit.target).get("quoi"))?;
    let file = found(&visit.role, id).await?;
    if !act.is_offered(&file) {
        return Ok(redirect(&urls::person(id)).info(ALREADY));
    }
    let form = visit.typed().await.unwrap_or_default();
    let page = question(&visit, &file, act, form).await?;
    visit.page(&page)
}

/// `POST /personnes/{account}/acte`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<AccountId>,
    mut form: Form,
) -> Result {
    let act = act(form.sent("quoi"))?;
    let file = found(&visit.role, id).await?;
    let Some(reason) = form.reason_or(REASON) else {
        let page = question(&visit, &file, act, form).await?;
        return visit.again(&page);
    };
    if act == Act::Link
        && let Err(wait) = may_mail(&visit, "operator", &file.line.login).await
    {
        let page = question(&visit, &file, act, form.fail(wait)).await?;
        return visit.again(&page);
    }
    let (event, outcome) = match act {
        Act::Link => ("person_link_sent", visit.role.send_person_link(id, &reason).await),
        Act::Sessions => {
            ("person_sessions_ended", visit.role.end_person_sessions(id, &reason).await)
        }
        Act::Close => ("person_closed", visit.role.close_person(id, &reason).await),
        Act::Reopen => ("person_reopened", visit.role.reopen_person(id, &reason).await),
    };
    let back = redirect(&urls::person(id));
    let trace = visit.trace(event).about(id);
    match outcome {
        Ok(()) => {
            trace.done();
            Ok(back.good(done(act, &file)))
        }
        Err(PersonRefused::Fault(fault)) => Err(fault.into()),
        Err(PersonRefused::Unknown) => Err(Failure::NotFound),
        Err(PersonRefused::Operator) => {
            trace.refused("operator");
            Ok(back.bad("Cette personne fait fonctionner la plateforme\u{a0}: retirez-lui d’abord la console."))
        }
        Err(PersonRefused::LastAdmin(_)) => {
            trace.refused("last_admin");
            let page = question(&visit, &file, act, form).await?;
            visit.page_with(StatusCode::CONFLICT, &page)
        }
        Err(PersonRefused::Already | PersonRefused::Closed | PersonRefused::Merged) => {
            trace.refused("already");
            Ok(back.info(ALREADY))
        }
    }
}

const ALREADY: &str = "Il en est déjà autrement\u{a0}: rien n’est changé.";

fn done(act: Act, file: &PersonFile) -> String {
    match act {
        Act::Link => format!("Un courriel part à {}.", file.line.login),
        Act::Sessions => {
            "Toutes ses connexions sont fermées, et la personne est prévenue.".to_owned()
        }
        Act::Close => "Le compte est fermé, et la personne est prévenue.".to_owned(),
        Act::Reopen => "Le compte est rouvert, et la personne est prévenue.".to_owned(),
    }
}

async fn question(
    visit: &Signed<FullOperator>,
    file: &PersonFile,
    act: Act,
    form: Form,
) -> Result<PersonActPage> {
    let id = file.line.account;
    let alone = match act {
        Act::Close => visit.role.left_alone(id).await?,
        _ => LeftAlone::default(),
    };
    let (ask, icon, danger, follows) = act.words(file);
    Ok(PersonActPage {
        row: PersonRow::of(&file.line),
        follows,
        blocked: !alone.portals.is_empty(),
        alone: without_anybody(&alone),
        action: urls::person_act(id),
        act: act.as_str(),
        ask,
        icon,
        danger,
        form,
    })
}

fn without_anybody(alone: &LeftAlone) -> Vec<String> {
    let schools = alone.schools.iter().map(|name| {
        format!(
            "{}\u{a0}: c’est le dernier compte gestionnaire. Plus personne n’y décidera des accès\u{a0}; une demande \
             faite avec l’adresse officielle arrivera ici.",
            words::capitalized(name)
        )
    });
    let portals = alone.portals.iter().map(|name| {
        format!(
            "{name}\u{a0}: c’est le dernier compte qui administre ce portail, et un portail en garde toujours un. \
             Faites-en d’abord inviter un autre (commande «\u{a0}ministage staff invite\u{a0}»)\u{a0}; d’ici là, vous \
             pouvez fermer ses connexions."
        )
    });
    schools.chain(portals).collect()
}
