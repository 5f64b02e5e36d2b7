//! `/exploitants`.

use axum::http::StatusCode;
use domain::factors::FactorReset;
use domain::ids::AccountId;
use domain::invitations::{InvitedOperator, OperatorInvitation};
use domain::operators::{OperatorLine, OperatorRefused, OperatorRole};
use domain::tenancy::{FullOperator, Operator};
use domain::text::Reason;

use super::pages::{
    InviteOperatorPage, InvitedRow, OperatorPage, OperatorRow, OperatorsPage, roles,
};
use crate::form::Form;
use crate::limits;
use crate::urls;
use crate::view::Choice;
use crate::visit::{Failure, Ids, Result, Signed, redirect};

const PATH: &str = "/exploitants";

/// What a full operator does about one of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    /// Another role.
    Role(OperatorRole),
    /// The authenticator is untied: the telephone is lost.
    Untie,
    /// The console is taken away.
    Remove,
}

impl Act {
    /// What may be done about somebody, and in which words.
    fn offered(line: &OperatorLine) -> Vec<(Self, &'static str)> {
        let other = match line.role {
            OperatorRole::Full => (
                Self::Role(OperatorRole::Reader),
                "Passer en lecture seule\u{a0}: elle ou il voit tout, et ne change rien",
            ),
            OperatorRole::Reader => {
                (Self::Role(OperatorRole::Full), "Donner tous les droits d’un exploitant")
            }
        };
        let untie = (
            Self::Untie,
            "Retirer son application d’authentification et ses clés d’accès (téléphone perdu)\u{a0}: une autre sera installée à la prochaine connexion",
        );
        let remove = (Self::Remove, "Retirer l’accès à la console\u{a0}; le compte reste");
        [Some(other), line.has_factor.then_some(untie), Some(remove)]
            .into_iter()
            .flatten()
            .collect()
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Role(role) => role.as_str(),
            Self::Untie => "application",
            Self::Remove => "retrait",
        }
    }
}

/// `GET /exploitants`.
pub(crate) async fn list(visit: Signed<Operator>) -> Result {
    let me = visit.role.person().account;
    let lines = visit.role.operators().await?;
    let rows = lines.iter().map(|line| OperatorRow::of(line, line.account == me)).collect();
    let invited = visit.role.operator_invitations().await?;
    visit.page(&OperatorsPage { rows, invited: invited.into_iter().map(InvitedRow::of).collect() })
}

/// `GET /exploitants/nouveau`.
pub(crate) async fn ask_invite(visit: Signed<FullOperator>) -> Result {
    let form = visit.typed().await.unwrap_or_default();
    visit.page(&invitation(form))
}

/// `POST /exploitants/nouveau`.
pub(crate) async fn invite(visit: Signed<FullOperator>, mut form: Form) -> Result {
    let mailbox = form.mailbox("email");
    let role = form.read("role", str::parse::<OperatorRole>, "Choisissez un rôle.");
    let (Some(mailbox), Some(role)) = (mailbox, role) else {
        return visit.again(&invitation(form));
    };
    let key = format!("invite-operators:{}", visit.role.person().account);
    visit.count(&key, limits::INVITATIONS).await?;
    let refused = match visit.role.invite_operator(&OperatorInvitation::new(&mailbox, role)).await?
    {
        InvitedOperator::Newcomer => {
            visit.trace("operator_invited").done();
            return Ok(redirect(PATH).good(format!("Une invitation part à {mailbox}.")));
        }
        InvitedOperator::Known(name) => {
            visit.trace("operator_invited").done();
            return Ok(redirect(PATH).good(format!(
                "Une invitation part à {mailbox}. Cette adresse a déjà un compte, celui de {name}\u{a0}: il s’ouvrira aussi sur la console, avec un nouveau mot de passe."
            )));
        }
        InvitedOperator::Operator(_, name) => {
            format!("{name} est déjà exploitant\u{a0}: son rôle se change dans la liste.")
        }
        InvitedOperator::Closed(_, name) => format!(
            "Le compte de {name} est fermé\u{a0}: rouvrez-le d’abord, sous «\u{a0}Personnes\u{a0}»."
        ),
    };
    let page = invitation(form.wrong("email", refused));
    visit.page_with(StatusCode::CONFLICT, &page)
}

/// `POST /exploitants/invitations/retrait`.
pub(crate) async fn withdraw(visit: Signed<FullOperator>, form: Form) -> Result {
    let mailbox = form.sent("email");
    let to = redirect(PATH);
    Ok(match visit.role.withdraw_operator_invitation(mailbox).await? {
        true => {
            visit.trace("operator_invitation_withdrawn").done();
            to.good(format!(
                "L’invitation de {mailbox} est retirée\u{a0}: son lien n’ouvre plus rien."
            ))
        }
        false => to.info("Cette invitation a déjà été acceptée, retirée, ou n’est plus valable."),
    })
}

/// `GET /exploitants/{operator}`.
pub(crate) async fn show(visit: Signed<Operator>, Ids(id): Ids<AccountId>) -> Result {
    let line = line(&visit.role, id).await?;
    let form = visit.typed().await.unwrap_or_default();
    visit.page(&page(&visit.role, &line, form))
}

/// `POST /exploitants/{operator}`.
pub(crate) async fn change(
    visit: Signed<FullOperator>,
    Ids(id): Ids<AccountId>,
    mut form: Form,
) -> Result {
    let line = line(&visit.role, id).await?;
    let offered = Act::offered(&line);
    let act = form.check("acte", |typed| {
        let chosen = offered.iter().find(|(act, _)| act.as_str() == typed);
        chosen.map(|(act, _)| *act).ok_or_else(|| "Choisissez ce qui change.".to_owned())
    });
    let reason = form.read("motif", Reason::parse, "Indiquez le motif\u{a0}: il est gardé.");
    let (Some(act), Some(reason)) = (act, reason) else {
        return visit.again(&page(&visit.role, &line, form));
    };
    let (event, outcome) = match act {
        Act::Role(role) => {
            ("operator_role_changed", visit.role.change_operator(id, role, &reason).await)
        }
        Act::Remove => ("operator_removed", visit.role.remove_operator(id, &reason).await),
        Act::Untie => (
            "second_factor_reset",
            match visit.role.reset_factor(id, &reason).await? {
                FactorReset::Done => Ok(()),
                FactorReset::Nobody => Err(OperatorRefused::Unknown),
            },
        ),
    };
    let trace = visit.trace(event).about(id);
    match outcome {
        Ok(()) => {
            trace.done();
            // Whoever changes herself may see less than this page now.
            let to = if act == Act::Remove { PATH.to_owned() } else { urls::operator(id) };
            Ok(redirect(&to).good(said(act, &line)))
        }
        Err(OperatorRefused::Last) => {
            trace.refused("last");
            let form = form.fail(
                "Personne d’autre ne pourrait agir dans la console\u{a0}: invitez d’abord un autre exploitant.",
            );
            visit.page_with(StatusCode::CONFLICT, &page(&visit.role, &line, form))
        }
        Err(OperatorRefused::Unknown) => Err(Failure::NotFound),
        Err(OperatorRefused::Fault(fault)) => Err(fault.into()),
    }
}

fn said(act: Act, line: &OperatorLine) -> String {
    let name = &line.name;
    match act {
        Act::Role(OperatorRole::Full) => format!("{name} a maintenant tous les droits."),
        Act::Role(OperatorRole::Reader) => format!("{name} est maintenant en lecture seule."),
        Act::Untie => format!("{name} installera une application à sa prochaine connexion."),
        Act::Remove => format!("{name} n’a plus accès à la console."),
    }
}

async fn line(role: &Operator, id: AccountId) -> Result<OperatorLine> {
    role.operator(id).await?.ok_or(Failure::NotFound)
}

fn invitation(form: Form) -> InviteOperatorPage {
    let chosen = form.sent("role").parse().ok();
    InviteOperatorPage { roles: roles(chosen), form }
}

fn page(role: &Operator, line: &OperatorLine, form: Form) -> OperatorPage {
    let chosen = form.sent("acte").to_owned();
    let choice = |(act, label): (Act, &'static str)| {
        Choice::new(act.as_str(), label, chosen == act.as_str())
    };
    OperatorPage {
        row: OperatorRow::of(line, line.account == role.person().account),
        acts: Act::offered(line).into_iter().map(choice).collect(),
        form,
    }
}
