//! `/demande/{token}`, on the portal where the form was sent: GET shows who asks, POST proves the
//! mailbox, because mail scanners open links.

use domain::access::{NewAccessRequest, ProofRefused};
use domain::accounts::LinkState;
use domain::random::Token;
use education::names::definite;

use super::pages::{ProofPage, ProvedPage, ProvedState};
use crate::signup::confirmation::path_part;
use crate::urls;
use crate::visit::{AnyVisit, Ids, Result, link_state, link_status};

/// `GET /demande/{token}`.
pub(crate) async fn show(visitor: AnyVisit, Ids(token): Ids<String>) -> Result {
    let secret = Token::received(&token);
    match visitor.doors().access_proof(&secret).await {
        Ok(request) => {
            let page = ProofPage {
                school_with_article: school(&visitor, &request).await?,
                name: format!("{} {}", request.first_name, request.last_name),
                position: request.position.into(),
                email: request.login,
                action: urls::prove_request(path_part(&token)),
                ..ProofPage::closed(LinkState::Valid)
            };
            visitor.page(&page)
        }
        Err(refused) => closed(&visitor, link_state(refused)?),
    }
}

/// `POST /demande/{token}`.
pub(crate) async fn prove(visitor: AnyVisit, Ids(token): Ids<String>) -> Result {
    let secret = Token::received(&token);
    let (state, request) = match visitor.doors().prove_access(&secret).await {
        Err(ProofRefused::Link(state)) => return closed(&visitor, state),
        Err(ProofRefused::Fault(fault)) => return Err(fault.into()),
        Err(ProofRefused::AlreadyMember) => (ProvedState::Member, None),
        Err(ProofRefused::AlreadyOpen(request)) => (ProvedState::Open, Some(*request)),
        Ok(request) => {
            visitor.trace("access_requested").about(request.id).done();
            let state = match request.notified_at {
                Some(_) => ProvedState::Told,
                None => ProvedState::Later,
            };
            (state, Some(request))
        }
    };
    visitor.page(&ProvedPage {
        state,
        email: request.map(|request| request.login).unwrap_or_default(),
    })
}

fn closed(visitor: &AnyVisit, state: LinkState) -> Result {
    visitor.page_with(link_status(state), &ProofPage::closed(state))
}

/// « le Collège Cacault ».
async fn school(visitor: &AnyVisit, request: &NewAccessRequest) -> Result<String> {
    let school = visitor.doors().school(request.uai).await?;
    Ok(school.map_or_else(|| "l’établissement".to_owned(), |school| definite(&school.listed.name)))
}
