//! `/invitation/{token}`: on a portal for its staff, at the account's home for the people of a
//! school, on the console for operators.

use domain::Portal;
use domain::accounts::LinkState;
use domain::invitations::{InvitationView, InvitedAs, JoinRefused, Joined, Newcomer};
use domain::random::Token;

use super::pages::{AcceptInvitationPage, InvitationInvalidPage};
use crate::form::Form;
use crate::moments::lately;
use crate::signup::confirmation::path_part;
use crate::view::HostKind;
use crate::visit::{
    AnyVisit, Failure, Ids, Result, Visit, link_state, link_status, link_word, redirect,
};
use crate::{urls, words};

/// What operators are invited into.
pub(super) const CONSOLE: &str = "la console";

/// As what.
pub(super) const OPERATOR: &str = "Exploitant";

/// `GET /invitation/{token}`.
pub(crate) async fn show(visit: AnyVisit, Ids(token): Ids<String>) -> Result {
    match seen(&visit, &token).await? {
        Ok(view) => {
            let form = Form::default()
                .with("nom", &view.last_name)
                .with("prenom", &view.first_name)
                .with("fonction", &view.position);
            visit.page(&page(&visit, &token, view, form))
        }
        Err(state) => invalid(&visit, &token, state).await,
    }
}

/// `POST /invitation/{token}`.
pub(crate) async fn accept(visit: AnyVisit, Ids(token): Ids<String>, mut form: Form) -> Result {
    let view = match seen(&visit, &token).await? {
        Ok(view) => view,
        Err(state) => {
            visit.trace("invitation_link").refused(link_word(state));
            return invalid(&visit, &token, state).await;
        }
    };
    let newcomer = newcomer(&mut form, is_of_school(&view));
    if !view.known && newcomer.is_none() {
        return visit.again(&page(&visit, &token, view, form));
    }
    match join(&visit, &token, newcomer).await {
        Ok(Joined { account, .. }) => {
            visit.trace("invitation_accepted").by(account).done();
            let welcome =
                "Bienvenue\u{a0}! Connectez-vous avec votre adresse et votre mot de passe.";
            Ok(redirect("/connexion").good(welcome))
        }
        Err(JoinRefused::Password(refused)) => {
            let form = form.wrong("mot_de_passe", words::password_refused(refused));
            visit.again(&page(&visit, &token, view, form))
        }
        Err(JoinRefused::NewcomerNeeded) => visit.again(&page(&visit, &token, view, form)),
        Err(JoinRefused::Link(state)) => invalid(&visit, &token, state).await,
        Err(JoinRefused::Fault(fault)) => Err(fault.into()),
    }
}

/// The invitation, or what its link is worth.
async fn seen(
    visit: &Visit,
    token: &str,
) -> Result<std::result::Result<InvitationView, LinkState>> {
    let token = Token::received(token);
    let view = match (&visit.portal, visit.host) {
        (Some(portal), _) => portal.staff_invitation(&token).await,
        (None, HostKind::Account) => visit.doors().school_invitation(&token).await,
        (None, HostKind::Console) => visit.doors().operator_invitation(&token).await,
        _ => return Err(Failure::NotFound),
    };
    match view {
        Ok(view) => Ok(Ok(view)),
        Err(refused) => Ok(Err(link_state(refused)?)),
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

fn page(visit: &Visit, token: &str, view: InvitationView, form: Form) -> AcceptInvitationPage {
    let (into, role) = match (&visit.portal, &view.role) {
        (Some(portal), InvitedAs::Staff(role)) => (team(portal), words::staff_role(*role)),
        (_, InvitedAs::School { school, role }) => (account_of(school), words::school_role(*role)),
        _ => (CONSOLE.to_owned(), OPERATOR),
    };
    AcceptInvitationPage {
        says_position: is_of_school(&view),
        into,
        role: role.to_owned(),
        email: view.login,
        action: urls::invitation(path_part(token)),
        known: view.known,
        minimum: view.minimum,
        titles: form.titles(),
        form,
    }
}

async fn invalid(visit: &Visit, token: &str, state: LinkState) -> Result {
    let mut newer = visit.newer_mail(state, token).await?;
    if newer.is_none() && visit.host == HostKind::Account {
        let at = visit.doors().newer_school_invitation(&Token::received(token)).await?;
        newer = at.map(|at| lately(at, visit.now, visit.clock()));
    }
    visit.page_with(link_status(state), &InvitationInvalidPage { state, newer })
}

/// The people of a school say what they do there; others are invited as something.
fn is_of_school(view: &InvitationView) -> bool {
    matches!(view.role, InvitedAs::School { .. })
}

/// Somebody new.
fn newcomer(form: &mut Form, of_school: bool) -> Option<Newcomer> {
    let (title, last_name, first_name) = (form.title(), form.last_name(), form.first_name());
    let position = match of_school {
        true => form.position().map(Some),
        false => Some(None),
    };
    let password = form.new_password(&[]);
    Some(Newcomer {
        title: title?,
        last_name: last_name?,
        first_name: first_name?,
        position: position?,
        password: password?,
    })
}
