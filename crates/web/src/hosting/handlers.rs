//! `/votre-portail` on the front door: the school's code, then the form behind the link in its own mailbox.

use axum::http::StatusCode;
use domain::accounts::{Identity, LinkState};
use domain::hosting::{FORM_LIFE, MayHost, PortalWish};
use domain::random::Token;
use domain::signup::SchoolAnswer;
use domain::text::{Reason, ShortName};
use education::Uai;
use education::names::{display, genitive};

use super::pages::{AskPortalPage, PortalFormPage};
use crate::form::Form;
use crate::limits::may_mail;
use crate::signup::confirmation::path_part;
use crate::urls;
use crate::visit::{AnyVisit, Ids, Result, link_state, link_status, link_word};
use crate::words::lifetime;

/// `GET /votre-portail`.
pub(crate) async fn ask(visitor: AnyVisit) -> Result {
    let form = visitor.typed().await.unwrap_or_default();
    visitor.page(&page(&visitor, form))
}

/// `POST /votre-portail`: the answer is the same whoever asks.
pub(crate) async fn send(visitor: AnyVisit, mut form: Form) -> Result {
    let typed = form.check("rne", |typed| Ok(typed.trim().to_owned())).unwrap_or_default();
    let uai = match code(&visitor.school_answer(&typed).await?) {
        Ok(uai) => uai,
        Err(why) => return visitor.again(&page(&visitor, form.wrong("rne", why))),
    };
    let may = visitor.doors().may_host(uai).await?;
    if matches!(may, MayHost::Ready { .. })
        && let Err(error) = may_mail(&visitor, "portal", &uai.to_string()).await
    {
        let page = page(&visitor, form.fail(error));
        return visitor.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let why = match visitor.doors().ask_for_portal(uai).await? {
        MayHost::Ready { school, masked } => {
            visitor.trace("portal_asked").about(uai).done();
            let sent = Some((display(&school.listed.name), masked, lifetime(FORM_LIFE)));
            return visitor.page(&AskPortalPage { sent, ..page(&visitor, Form::default()) });
        }
        MayHost::There { name, host, contact } => {
            let there = Some((name, visitor.app.url(&host, "/"), contact));
            return visitor.page(&AskPortalPage { there, ..page(&visitor, form) });
        }
        MayHost::NoLycee(school) => format!(
            "L’annuaire ne compte pas {} parmi les lycées ouverts.",
            education::names::definite(&school.listed.name)
        ),
        MayHost::NoMailbox(school) => format!(
            "L’annuaire ne donne aucune boîte {}\u{a0}: écrivez-nous.",
            genitive(&school.listed.name)
        ),
        MayHost::Unknown => UNKNOWN.to_owned(),
    };
    visitor.again(&page(&visitor, form.wrong("rne", why)))
}

const UNKNOWN: &str = "Aucun établissement de l’annuaire n’a ce code\u{a0}: vérifiez les chiffres.";

/// The code of a school that the directory knows, or what is wrong with what was typed.
fn code(answer: &SchoolAnswer) -> std::result::Result<Uai, String> {
    match answer {
        SchoolAnswer::Ready { school, .. }
        | SchoolAnswer::AlreadyRegistered { school, .. }
        | SchoolAnswer::NoMailbox(school)
        | SchoolAnswer::Closed(school) => Ok(school.uai),
        SchoolAnswer::Section { mother, .. } => Err(format!(
            "C’est une section\u{a0}: indiquez le code {}, {}.",
            genitive(&mother.listed.name),
            mother.uai
        )),
        SchoolAnswer::WrongLetter { expected, .. } => {
            Err(format!("Vérifiez la lettre\u{a0}: avec ces chiffres, c’est {expected}."))
        }
        SchoolAnswer::Unknown { .. } => Err(UNKNOWN.to_owned()),
        SchoolAnswer::Unreadable(_) => {
            Err("Indiquez les sept chiffres et la lettre du code RNE, par exemple 0440008V.".into())
        }
    }
}

/// `GET /votre-portail/{token}`.
pub(crate) async fn show(visitor: AnyVisit, Ids(token): Ids<String>) -> Result {
    let form = visitor.typed().await.unwrap_or_default();
    let page = form_page(&visitor, &token, form).await?;
    visitor.page_with(link_status(page.state), &page)
}

/// `POST /votre-portail/{token}`: the request is an operator's to decide.
pub(crate) async fn request(visitor: AnyVisit, Ids(token): Ids<String>, mut form: Form) -> Result {
    let secret = Token::received(&token);
    let (state, school) = visitor.doors().portal_form(&secret).await?;
    let Some(uai) = school.filter(|_| state == LinkState::Valid).map(|school| school.uai) else {
        visitor.trace("portal_form_link").refused(link_word(state));
        let page = form_page(&visitor, &token, form).await?;
        return visitor.page_with(link_status(page.state), &page);
    };
    let Some(wish) = wish(&mut form, uai) else {
        return visitor.again(&form_page(&visitor, &token, form).await?);
    };
    match visitor.doors().request_portal(&secret, &wish).await {
        Ok(id) => {
            visitor.trace("portal_requested").about(id).done();
            let page = form_page(&visitor, &token, Form::default()).await?;
            visitor.page(&PortalFormPage { done: true, ..page })
        }
        Err(refused) => {
            let state = link_state(refused)?;
            visitor.trace("portal_form_link").refused(link_word(state));
            let page = form_page(&visitor, &token, form).await?;
            visitor.page_with(link_status(state), &PortalFormPage { state, ..page })
        }
    }
}

fn wish(form: &mut Form, uai: Uai) -> Option<PortalWish> {
    let (title, last_name, first_name) = (form.title(), form.last_name(), form.first_name());
    let (position, phone) = (form.position(), form.phone(uai));
    let name = form.read("portail", ShortName::parse, "Indiquez le nom du portail.");
    let words = form.optional("message", Reason::parse, "Écrivez votre message.");
    Some(PortalWish {
        who: Identity {
            title: title?,
            last_name: last_name?,
            first_name: first_name?,
            position: position?,
            phone: Some(phone?),
        },
        name: name?,
        words: words?,
    })
}

async fn form_page(visitor: &AnyVisit, token: &str, form: Form) -> Result<PortalFormPage> {
    let secret = Token::received(token);
    let (state, school) = visitor.doors().portal_form(&secret).await?;
    let mailbox = school.as_ref().and_then(|school| school.mailbox().address().map(str::to_owned));
    Ok(PortalFormPage {
        state,
        done: false,
        school: school.map(|school| display(&school.listed.name)).unwrap_or_default(),
        mailbox: mailbox.unwrap_or_default(),
        action: urls::portal_form(path_part(token)),
        titles: form.titles(),
        form,
    })
}

fn page(visitor: &AnyVisit, form: Form) -> AskPortalPage {
    AskPortalPage { contact: visitor.app.address.contact.clone(), form, ..AskPortalPage::default() }
}
