//! `/invitation/{token}`: on a portal for its staff, at the account's home for the people of a
//! school, on the console for operators.

use axum::http::{HeaderMap, StatusCode};
use domain::Portal;
use domain::accounts::LinkState;
use domain::invitations::{InvitationView, InvitedAs, JoinRefused, Joined, Newcomer};
use domain::random::Token;
use domain::sessions::Arriving;

use super::pages::{AcceptInvitationPage, InvitationInvalidPage};
use crate::form::Form;
use crate::moments::lately;
use crate::sessions::cookies;
use crate::sessions::handlers::come_in;
use crate::signup::confirmation::path_part;
use crate::view::HostKind;
use crate::visit::{
    AnyVisit, Failure, Ids, Result, Visit, link_state, link_status, link_word, redirect,
};
use crate::{urls, words};

/// What operators are invited into.
pub(super) const CONSOLE: &str = "la console";

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
pub(crate) async fn accept(
    visit: AnyVisit,
    Ids(token): Ids<String>,
    headers: HeaderMap,
    mut form: Form,
) -> Result {
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
    let device = cookies::brought_device(&headers);
    let arriving = Arriving { device: device.as_ref(), keep: false, agent: &visit.agent };
    match join(&visit, &token, newcomer, arriving).await {
        Ok(joined) => welcome(&visit, &view, joined).await,
        Err(JoinRefused::Password(refused)) => {
            let form = form.wrong("mot_de_passe", words::password_refused(refused));
            visit.again(&page(&visit, &token, view, form))
        }
        Err(JoinRefused::NewcomerNeeded) => visit.again(&page(&visit, &token, view, form)),
        // The link still opens, once the lycée has another.
        Err(JoinRefused::LastAdmin) => {
            let form = form.fail(LAST_ADMIN);
            visit.page_with(StatusCode::CONFLICT, &page(&visit, &token, view, form))
        }
        Err(JoinRefused::Link(state)) => invalid(&visit, &token, state).await,
        Err(JoinRefused::Fault(fault)) => Err(fault.into()),
    }
}

const LAST_ADMIN: &str = "Rien n’est changé\u{a0}: vous êtes la seule personne qui administre ce portail, et vous gardez ce rôle. Invitez d’abord un autre administrateur, puis acceptez cette invitation.";

/// Whoever chose a password just now is in; whoever had one signs in by it, unless she is.
async fn welcome(visit: &Visit, view: &InvitationView, joined: Joined) -> Result {
    visit.trace("invitation_accepted").by(joined.account).done();
    let (into, _) = into(visit, &view.role);
    let welcome = format!("Bienvenue dans {into}\u{a0}!");
    if let Some(opened) = &joined.opened {
        let reply = come_in(visit, opened, false, "/").await?;
        return Ok(reply.good(match visit.host {
            HostKind::Console => format!("{welcome} Encore une étape."),
            _ => format!("{welcome} Votre session est ouverte."),
        }));
    }
    let is_in = visit.account().is_some_and(|here| here.person().account == joined.account);
    Ok(match is_in {
        true => redirect("/").good(welcome),
        false => redirect("/connexion")
            .good(format!("{welcome} Connectez-vous avec votre adresse et votre mot de passe.")),
    })
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
    arriving: Arriving<'_>,
) -> std::result::Result<Joined, JoinRefused> {
    let token = Token::received(token);
    match &visit.portal {
        Some(portal) => portal.accept_staff_invitation(&token, newcomer, arriving).await,
        None if visit.host == HostKind::Account => {
            visit.doors().accept_school_invitation(&token, newcomer, arriving).await
        }
        None => visit.doors().accept_operator_invitation(&token, newcomer, arriving).await,
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

/// Into what, and as what.
fn into(visit: &Visit, role: &InvitedAs) -> (String, &'static str) {
    match (&visit.portal, role) {
        (Some(portal), InvitedAs::Staff(role)) => (team(portal), words::staff_role(*role)),
        (_, InvitedAs::School { school, role }) => (account_of(school), words::school_role(*role)),
        (_, InvitedAs::Operator(role)) => (CONSOLE.to_owned(), words::operator_role(*role)),
        (None, InvitedAs::Staff(role)) => (CONSOLE.to_owned(), words::staff_role(*role)),
    }
}

fn page(visit: &Visit, token: &str, view: InvitationView, form: Form) -> AcceptInvitationPage {
    let (into, role) = into(visit, &view.role);
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
    let overtaken = match visit.host {
        HostKind::Account => visit.doors().overtaken_school(&Token::received(token)).await?,
        _ => None,
    };
    let ask = overtaken.map(urls::ask_access);
    visit.page_with(link_status(state), &InvitationInvalidPage { state, newer, ask })
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
