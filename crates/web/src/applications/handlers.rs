//! The form, and the link that proves the mailbox.

use axum::http::StatusCode;
use domain::accounts::LinkState;
use domain::applications::{ApplicationRefused, SchoolApplication};
use domain::directory::School;
use domain::random::Token;
use domain::signup::SchoolAnswer;
use education::Uai;
use platform::limits::client_key;

use super::form::{application, known};
use super::pages::{ApplicationFormPage, ApplicationSentPage, ProofPage};
use crate::form::Form;
use crate::limits::may_mail;
use crate::signup::confirmation::path_part;
use crate::visit::{AnyVisit, Ids, Result, link_state, link_status, link_word, redirect};
use crate::{limits, urls};

/// `GET /inscription/{uai}/demande`.
pub(crate) async fn ask(visitor: AnyVisit, Ids(typed): Ids<String>) -> Result {
    match by_hand(&visitor, &typed).await? {
        Ok((uai, school)) => {
            let form = known(uai, school.as_ref());
            visitor.page(&ApplicationFormPage::new(uai, school.as_ref(), form))
        }
        Err(other) => visitor.show_answer(&typed, other),
    }
}

/// `POST /inscription/{uai}/demande`.
pub(crate) async fn send(visitor: AnyVisit, Ids(typed): Ids<String>, mut form: Form) -> Result {
    let (uai, school) = match by_hand(&visitor, &typed).await? {
        Ok(known) => known,
        Err(other) => return visitor.show_answer(&typed, other),
    };
    let Some(application) = application(&mut form, uai) else {
        return visitor.again(&ApplicationFormPage::new(uai, school.as_ref(), form));
    };
    visitor.count(&format!("apply:{}", client_key(visitor.client)), limits::APPLICATIONS).await?;
    if let Err(error) = may_mail(&visitor, "apply", &application.mail).await {
        let page = ApplicationFormPage::new(uai, school.as_ref(), form.fail(error));
        return visitor.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    match visitor.doors().apply(uai, &application).await {
        Ok(id) => {
            visitor.trace("school_applied").about(id).done();
            Ok(redirect(&urls::application_sent(uai)))
        }
        Err(ApplicationRefused::School(answer)) => visitor.show_answer(&typed, *answer),
        Err(ApplicationRefused::Fault(fault)) => Err(fault.into()),
    }
}

/// `GET /inscription/{uai}/demande/envoyee`: the same for every mailbox.
pub(crate) async fn sent(visitor: AnyVisit, Ids(uai): Ids<Uai>) -> Result {
    visitor
        .page(&ApplicationSentPage { uai: uai.to_string(), lifetime: "24\u{a0}heures".to_owned() })
}

/// `GET /demande-inscription/{token}`.
pub(crate) async fn show(visitor: AnyVisit, Ids(token): Ids<String>) -> Result {
    let secret = Token::received(&token);
    let (state, application) = visitor.doors().application(&secret).await?;
    proof_page(&visitor, &token, state, application)
}

/// `POST /demande-inscription/{token}`: the mailbox is proved; operators see the application.
pub(crate) async fn prove(visitor: AnyVisit, Ids(token): Ids<String>) -> Result {
    let secret = Token::received(&token);
    match visitor.doors().prove_application(&secret).await {
        Ok(application) => {
            visitor.trace("application_proved").about(application.id).done();
            visitor.page(&ProofPage {
                done: true,
                ..ProofPage::new(LinkState::Valid, &token, Some(application))
            })
        }
        Err(refused) => {
            let state = link_state(refused)?;
            visitor.trace("application_link").refused(link_word(state));
            let (_, application) = visitor.doors().application(&secret).await?;
            proof_page(&visitor, &token, state, application)
        }
    }
}

fn proof_page(
    visitor: &AnyVisit,
    token: &str,
    state: LinkState,
    application: Option<SchoolApplication>,
) -> Result {
    visitor.page_with(link_status(state), &ProofPage::new(state, &path_part(token), application))
}

/// The school, if it can come in by hand only; else what the directory answers.
async fn by_hand(
    visitor: &AnyVisit,
    typed: &str,
) -> Result<std::result::Result<(Uai, Option<School>), SchoolAnswer>> {
    Ok(match visitor.school_answer(typed).await? {
        // Nobody reads the mailbox that the directory gives.
        SchoolAnswer::Ready { school, .. } | SchoolAnswer::NoMailbox(school) => {
            Ok((school.uai, Some(school)))
        }
        SchoolAnswer::Unknown { uai } => Ok((uai, None)),
        other => Err(other),
    })
}
