//! Who may: the classes of the route table, and their guard.

use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::tenancy::Standing;

use super::{Carried, Failure, Visit, Who, redirect};
use crate::view::HostKind;

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
            (Self::Operator | Self::OperatorOrDemo, Who::Operator(_)) => true,
            _ => false,
        }
    }
}

/// Lets in whom the table admits. Signed out: to the sign-in page and back. Signed in as somebody
/// else: there is nothing here (404), because a 403 would tell that there is.
pub(crate) async fn guard(access: Access, request: Request, next: Next) -> Response {
    let Some(visit) = request.extensions().get::<Carried>().cloned() else {
        return Failure::Defect("a request without a visit").into_response();
    };
    if access.admits(&visit.who, visit.app.demo_mailbox().is_some()) {
        return next.run(request).await;
    }
    match &visit.who {
        Who::Nobody => to_sign_in(&visit, request.method()),
        _ => {
            visit.trace("access").refused("not_admitted");
            Failure::NotFound.into_response()
        }
    }
}

fn to_sign_in(visit: &Visit, method: &Method) -> Response {
    let sign_in = match visit.host {
        HostKind::Portal | HostKind::Account | HostKind::Console => "/connexion",
        HostKind::Front => return Failure::NotFound.into_response(),
    };
    let back: String = match *method == Method::GET {
        true => url::form_urlencoded::Serializer::new(String::new())
            .append_pair("retour", &visit.target)
            .finish(),
        false => String::new(),
    };
    let target = if back.is_empty() { sign_in.to_owned() } else { format!("{sign_in}?{back}") };
    // A partial update would swap the sign-in page into a drawer: htmx is told to go there instead.
    if visit.fragment {
        let mut response = StatusCode::OK.into_response();
        if let Ok(value) = HeaderValue::from_str(&target) {
            response.headers_mut().insert("hx-redirect", value);
        }
        return response;
    }
    redirect(&target).into_response()
}

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
