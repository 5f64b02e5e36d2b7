//! Who may: the classes of the route table, and their guard.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use domain::tenancy::{Standing, TenantState};

use super::{Carried, Drawn, ErrorNote, Failure, Reply, Sent, Visit, Who, redirect};
use crate::factors;
use crate::form::Form;
use crate::query::Query;

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
    /// An operator who may change something.
    FullOperator,
    /// An operator, or anybody while this is a demonstration: the mails that it keeps are invented.
    OperatorOrDemo,
}

impl Access {
    fn admits(self, who: &Who, demo: bool) -> bool {
        match (self, who) {
            (Self::Anyone, _) => true,
            (Self::OperatorOrDemo, _) if demo => true,
            (_, Who::Nobody | Who::Claimant(_)) => false,
            (Self::Person, _) => true,
            (Self::Origin, Who::OnPortal(Standing::Origin(_))) => true,
            (Self::Member, Who::OnPortal(Standing::Origin(_) | Standing::Host(_))) => true,
            (Self::Staff, Who::OnPortal(Standing::Host(_))) => true,
            (Self::Editor, Who::OnPortal(Standing::Host(host))) => host.role().may_edit(),
            (Self::Changer, Who::OnPortal(standing)) => standing.changer().is_some(),
            (Self::Operator | Self::OperatorOrDemo, Who::Operator(_)) => true,
            (Self::FullOperator, Who::Operator(operator)) => operator.full().is_some(),
            _ => false,
        }
    }
}

/// Where the page of a form is that is sent to some path: what stands before the path's last parts, and
/// something behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FormPage {
    /// Parts of the path that are kept.
    pub(crate) parts: usize,
    pub(crate) then: &'static str,
    /// Whether the form itself is there; else it is what the button was pressed on.
    pub(crate) typed: bool,
}

impl FormPage {
    /// `/creneaux/1/reservations/nouvelle` for what was sent to `/creneaux/1/reservations`.
    pub(crate) fn of(self, target: &str) -> String {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let kept = path.split('/').skip(1).take(self.parts).map(|part| format!("/{part}"));
        let page = kept.collect::<String>() + self.then;
        match (page.is_empty(), query.is_empty() || !self.typed) {
            (true, _) => "/".to_owned(),
            (_, true) => page,
            _ => format!("{page}?{query}"),
        }
    }
}

/// Lets in whom the table admits. Signed out: to the sign-in page and back. Signed in as somebody
/// else: there is nothing here (404), because a 403 would tell that there is.
pub(crate) async fn guard(
    access: Access,
    early: bool,
    form: Option<FormPage>,
    request: Request,
    next: Next,
) -> Response {
    let Some(visit) = request.extensions().get::<Carried>().cloned() else {
        return Failure::Defect("a request without a visit").into_response();
    };
    if visit.is_before_opening() && !early {
        return Failure::Held(TenantState::Draft).into_response();
    }
    let admitted = access.admits(&visit.who, visit.app.demo_mailbox().is_some());
    if !admitted && matches!(visit.who, Who::Nobody | Who::Claimant(_)) {
        return to_sign_in(&visit, form, request).await;
    }
    let (request, sent) = match form {
        None => (request, None),
        Some(_) => match Sent::of(request).await {
            Ok((request, sent)) => (request, Some(sent)),
            Err(refusal) => return refusal,
        },
    };
    let answer = if admitted {
        if let Some(form) = form {
            visit.form_page.get_or_init(|| form.of(&visit.target));
        }
        next.run(request).await
    } else {
        visit.trace("access").refused("not_admitted");
        Failure::NotFound.into_response()
    };
    match answer.status() == StatusCode::NOT_FOUND && answer.extensions().get::<Drawn>().is_none() {
        true => visit.not_hers(answer, access, sent).await,
        false => answer,
    }
}

impl Visit {
    /// A page that is not there for her: why, if an access of hers ended, and what she typed.
    async fn not_hers(&self, mut answer: Response, access: Access, sent: Option<Sent>) -> Response {
        let why = match access {
            Access::Origin | Access::Member | Access::Changer => self.untied().await,
            _ => Ok(None),
        };
        let why = match why {
            Ok(None) if access != Access::Anyone => self.ended(Some(FORM_LIFE)).await,
            why => why,
        };
        let ended = match why {
            Ok(why) => why,
            Err(failure) => return failure.into_response(),
        };
        let typed = match sent {
            Some(sent) => sent.typed().await,
            None => Vec::new(),
        };
        answer.extensions_mut().insert(ErrorNote { ended, typed, ..ErrorNote::default() });
        answer
    }

    /// A portal that is being prepared, to whoever is not of its staff.
    fn is_before_opening(&self) -> bool {
        let state = self.portal.as_ref().map(|portal| portal.tenant().state);
        state == Some(TenantState::Draft) && !matches!(self.who, Who::OnPortal(Standing::Host(_)))
    }
}

async fn to_sign_in(visit: &Visit, form: Option<FormPage>, request: Request) -> Response {
    if visit.host.is_showcase() {
        return Failure::NotFound.into_response();
    }
    let back = form.map_or_else(|| visit.target.clone(), |page| page.of(&visit.target));
    let target = match &visit.who {
        Who::Claimant(_) => factors::step(&back),
        _ => Query::of("/connexion").with("retour", &back).url(),
    };
    let reply = match visit.fragment {
        // A partial update would swap the sign-in page into a drawer: htmx is told to go there instead.
        true => Reply::of([("hx-redirect", target)]),
        false => redirect(&target),
    };
    let kept = match form {
        None => return reply.into_response(), // it was only looked at
        Some(page) if !page.typed => None,
        Some(_) => match Form::from_request(request, &()).await {
            Ok(form) => visit.keep_draft(&back, &form).await,
            Err(refusal) => return refusal,
        },
    };
    match kept {
        Some(cookie) => reply.info(KEPT).cookie(&cookie),
        None => reply.info(LOST),
    }
    .into_response()
}

/// How long somebody may have had a page open from before her access ended.
const FORM_LIFE: TimeDelta = TimeDelta::hours(12);

/// Said at the door to whoever sent a form after the end of her session.
const KEPT: &str = "Votre connexion est terminée. Reconnectez-vous\u{a0}: votre saisie est gardée.";
const LOST: &str = "Votre connexion est terminée\u{a0}: rien n’a été enregistré. Reconnectez-vous, puis recommencez.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_a_form_is_found_from_where_it_was_sent() {
        let page = |parts, then, typed, target| FormPage { parts, then, typed }.of(target);
        let sent = "/creneaux/1/reservations?vue=liste";
        assert_eq!(page(3, "/nouvelle", true, sent), "/creneaux/1/reservations/nouvelle?vue=liste");
        assert_eq!(page(2, "", false, sent), "/creneaux/1");
        assert_eq!(page(0, "", false, "/etablissement"), "/");
    }

    #[test]
    fn the_mailbox_is_open_to_all_in_a_demonstration_only() {
        assert!(Access::OperatorOrDemo.admits(&Who::Nobody, true));
        assert!(!Access::OperatorOrDemo.admits(&Who::Nobody, false));
        assert!(!Access::Operator.admits(&Who::Nobody, true));
    }
}
