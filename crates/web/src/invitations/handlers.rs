//! `/invitation/{token}`: on a portal for its staff, at the account's home for the people of a
//! school, on the console for operators.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Portal;
use domain::accounts::Identity;
use domain::accounts::LinkRefused;
use domain::invitations::{InvitationView, InvitedAs, JoinRefused, Joined, Newcomer};
use domain::random::Token;
use serde::Deserialize;

use super::pages::{AcceptInvitationPage, InvitationInvalidPage};
use crate::signup::confirmation::path_part;
use crate::signup::forms::{confirmation, named, positioned, title_error, titles};
use crate::urls;
use crate::view::{Field, HostKind};
use crate::visit::{AnyVisit, Failure, Form, Ids, Result, Visit, redirect};

/// What operators are invited into.
pub(super) const CONSOLE: &str = "la console";

/// As what.
pub(super) const OPERATOR: &str = "Exploitant";

/// Who joins. Passwords are never sent back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AcceptForm {
    civilite: String,
    nom: String,
    prenom: String,
    fonction: Option<String>,
    mot_de_passe: String,
    confirmation: String,
}

/// `GET /invitation/{token}`.
pub(crate) async fn show(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    match seen(&visit, &token).await? {
        Some(view) => visit.page(&page(&visit, &token, view)),
        None => invalid(&visit),
    }
}

/// `POST /invitation/{token}`.
pub(crate) async fn accept(
    visit: AnyVisit,
    Ids(token): Ids<String>,
    Form(form): Form<AcceptForm>,
) -> Result {
    let Some(view) = seen(&visit, &token).await? else {
        visit.trace("invitation_link").refused("unknown");
        return invalid(&visit);
    };
    let filled = form.fill(page(&visit, &token, view.clone()));
    if !view.known && filled.is_wrong() {
        return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &filled);
    }
    match join(&visit, &token, form.newcomer()).await {
        Ok(Joined { account, .. }) => {
            visit.trace("invitation_accepted").by(account).done();
            let welcome =
                "Bienvenue\u{a0}! Connectez-vous avec votre adresse et votre mot de passe.";
            Ok(redirect("/connexion").good(welcome).into_response())
        }
        Err(JoinRefused::Password(refused)) => {
            let password = Field::wrong("", refused.to_string());
            visit.page_with(
                StatusCode::UNPROCESSABLE_ENTITY,
                &AcceptInvitationPage { password, ..filled },
            )
        }
        Err(JoinRefused::NewcomerNeeded) => {
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &filled)
        }
        Err(JoinRefused::Link(_)) => invalid(&visit),
        Err(JoinRefused::Fault(fault)) => Err(fault.into()),
    }
}

async fn seen(visit: &Visit, token: &str) -> Result<Option<InvitationView>> {
    let token = Token::received(token);
    let view = match (&visit.portal, visit.host) {
        (Some(portal), _) => portal.staff_invitation(&token).await,
        (None, HostKind::Account) => visit.doors().school_invitation(&token).await,
        (None, HostKind::Console) => visit.doors().operator_invitation(&token).await,
        _ => return Err(Failure::NotFound),
    };
    match view {
        Ok(view) => Ok(Some(view)),
        Err(LinkRefused::Link(_)) => Ok(None),
        Err(LinkRefused::Fault(fault)) => Err(fault.into()),
    }
}

async fn join(
    visit: &Visit,
    token: &str,
    newcomer: Option<Newcomer>,
) -> std::result::Result<Joined, JoinRefused> {
    let token = Token::received(token);
    match &visit.portal {
        Some(portal) => portal.accept_staff_invitation(&token, newcomer).await,
        None if visit.host == HostKind::Account => {
            visit.doors().accept_school_invitation(&token, newcomer).await
        }
        None => visit.doors().accept_operator_invitation(&token, newcomer).await,
    }
}

/// « le compte du Collège Cacault ».
pub(super) fn account_of(school: &str) -> String {
    format!("le compte {}", education::names::genitive(school))
}

/// « l'équipe du Lycée des métiers de l'Atelier ».
pub(super) fn team(portal: &Portal) -> String {
    format!("l’équipe {}", education::names::genitive(&portal.tenant().name))
}

fn page(visit: &Visit, token: &str, view: InvitationView) -> AcceptInvitationPage {
    let (into, role) = match (&visit.portal, &view.role) {
        (Some(portal), InvitedAs::Staff(role)) => (team(portal), role.label()),
        (_, InvitedAs::School { school, role }) => (account_of(school), role.label()),
        _ => (CONSOLE.to_owned(), OPERATOR),
    };
    let of_school = matches!(view.role, InvitedAs::School { .. });
    AcceptInvitationPage {
        into,
        role: role.to_owned(),
        email: view.login,
        action: urls::invitation(path_part(token)),
        known: view.known,
        minimum: view.minimum,
        titles: titles(None),
        title_error: None,
        last_name: Field::of(view.last_name),
        first_name: Field::of(view.first_name),
        position: of_school.then(|| Field::of(view.position)),
        password: Field::default(),
        confirmation: Field::default(),
    }
}

fn invalid(visit: &Visit) -> Result {
    visit.page_with(StatusCode::GONE, &InvitationInvalidPage {})
}

impl AcceptForm {
    fn fill(&self, page: AcceptInvitationPage) -> AcceptInvitationPage {
        AcceptInvitationPage {
            titles: titles(self.civilite.parse().ok()),
            title_error: title_error(&self.civilite),
            last_name: named(&self.nom, "Indiquez votre nom."),
            first_name: named(&self.prenom, "Indiquez votre prénom."),
            position: page
                .position
                .as_ref()
                .map(|_| positioned(self.fonction.as_deref().unwrap_or_default())),
            confirmation: confirmation(&self.mot_de_passe, &self.confirmation),
            ..page
        }
    }

    /// Somebody new, if what she says can be written.
    fn newcomer(self) -> Option<Newcomer> {
        Some(Newcomer {
            title: self.civilite.parse().ok()?,
            last_name: Identity::name(&self.nom).ok()?,
            first_name: Identity::name(&self.prenom).ok()?,
            position: match self.fonction {
                Some(position) => Some(Identity::position(&position).ok()?),
                None => None,
            },
            password: self.mot_de_passe,
        })
    }
}

impl AcceptInvitationPage {
    fn is_wrong(&self) -> bool {
        let mut fields = [&self.last_name, &self.first_name, &self.confirmation]
            .into_iter()
            .chain(&self.position);
        self.title_error.is_some() || fields.any(|field| field.error.is_some())
    }
}
