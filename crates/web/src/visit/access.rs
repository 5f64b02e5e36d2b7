//! Who may: the classes of the route table, and their guard.

use axum::extract::{FromRequest, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::tenancy::Standing;

use super::{Carried, Failure, Reply, Result, Visit, Who, redirect};
use crate::form::Form;
use crate::query::Query;
use crate::sessions::pages::UnkeptPage;

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, signed in or not.
    Anyone,
    /// Whoever is signed in on this host.
    Person,
    /// A person for her school, on a portal.
    Origin,
    /// Either a school or the staff.
    Member,
    /// The portal's staff, whatever the role.
    Staff,
    /// Staff who may change stages and decide on bookings.
    Editor,
    /// A school, or staff who decide: whoever may change a booking.
    Changer,
    /// An operator, on the console.
    Operator,
    /// An operator, or anybody while this is a demonstration: the mails that it keeps are invented.
    OperatorOrDemo,
}

impl Access {
    fn admits(self, who: &Who, demo: bool) -> bool {
        match (self, who) {
            (Self::Anyone, _) => true,
            (Self::OperatorOrDemo, _) if demo => true,
            (_, Who::Nobody) => false,
            (Self::Person, _) => true,
            (Self::Origin, Who::OnPortal(Standing::Origin(_))) => true,
            (Self::Member, Who::OnPortal(Standing::Origin(_) | Standing::Host(_))) => true,
            (Self::Staff, Who::OnPortal(Standing::Host(_))) => true,
            (Self::Editor, Who::OnPortal(Standing::Host(host))) => host.role().may_edit(),
            (Self::Changer, Who::OnPortal(standing)) => standing.changer().is_some(),
            (Self::Operator | Self::OperatorOrDemo, Who::Operator(_)) => true,
            _ => false,
        }
    }
}

/// A form whose words are kept when it is sent after the end of the session.
#[derive(Clone, Copy, Debug)]
pub struct Keeps {
    /// The inputs.
    pub(crate) fields: &'static [&'static str],
    /// What the form's own page has behind the path that it is sent to.
    pub(crate) page: &'static str,
}

/// Lets in whom the table admits. Signed out: to the sign-in page and back. Signed in as somebody
/// else: there is nothing here (404), because a 403 would tell that there is.
pub(crate) async fn guard(
    access: Access,
    keeps: Option<Keeps>,
    request: Request,
    next: Next,
) -> Response {
    let Some(visit) = request.extensions().get::<Carried>().cloned() else {
        return Failure::Defect("a request without a visit").into_response();
    };
    if access.admits(&visit.who, visit.app.demo_mailbox().is_some()) {
        return next.run(request).await;
    }
    match &visit.who {
        Who::Nobody => to_sign_in(&visit, keeps, request).await,
        _ => {
            visit.trace("access").refused("not_admitted");
            Failure::NotFound.into_response()
        }
    }
}

async fn to_sign_in(visit: &Visit, keeps: Option<Keeps>, request: Request) -> Response {
    if visit.host.is_showcase() {
        return Failure::NotFound.into_response();
    }
    let back = match (request.method(), keeps) {
        (&Method::GET, _) => visit.target.clone(),
        (_, Some(Keeps { page, .. })) => match visit.target.split_once('?') {
            Some((path, query)) => format!("{path}{page}?{query}"),
            None => format!("{}{page}", visit.target),
        },
        _ => String::new(),
    };
    let is_form = request.method() != Method::GET;
    let target = Query::of("/connexion").with("retour", &back).url();
    let mut reply = match visit.fragment {
        // A partial update would swap the sign-in page into a drawer: htmx is told to go there instead.
        true => Reply::of([("hx-redirect", target.clone())]),
        false => redirect(&target),
    };
    if is_form {
        let draft = match keeps {
            Some(Keeps { fields, .. }) => match Form::from_request(request, &()).await {
                Ok(form) => match visit.keep_draft(&back, &form, fields).await {
                    None => return unkept(visit, &target, fields, form).into_response(),
                    kept => kept,
                },
                Err(refusal) => return refusal,
            },
            None => None,
        };
        reply = match draft {
            Some(cookie) => reply.info(KEPT).cookie(&cookie),
            None => reply.info(LOST),
        };
    }
    reply.into_response()
}

/// The form itself, where it cannot be kept.
fn unkept(visit: &Visit, sign_in: &str, fields: &[&'static str], form: Form) -> Result {
    let page = UnkeptPage::new(&visit.target, sign_in.to_owned(), fields, form);
    visit.page_with(StatusCode::CONFLICT, &page)
}

/// Said at the door to whoever sent a form after the end of her session.
const KEPT: &str = "Votre connexion est terminée. Reconnectez-vous\u{a0}: votre saisie est gardée.";
const LOST: &str = "Votre connexion est terminée\u{a0}: rien n’a été enregistré. Reconnectez-vous, puis recommencez.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mailbox_is_open_to_all_in_a_demonstration_only() {
        assert!(Access::OperatorOrDemo.admits(&Who::Nobody, true));
        assert!(!Access::OperatorOrDemo.admits(&Who::Nobody, false));
        assert!(!Access::Operator.admits(&Who::Nobody, true));
    }
}
