//! The person opens the account of her school.

use axum::http::{HeaderMap, StatusCode};
use domain::accounts::Identity;
use domain::signup::{NewAccount, SchoolAnswer, SignUpRefused};
use education::Uai;
use education::names::genitive;

use super::confirmation::sent_page;
use super::pages::{PersonPage, SchoolCard, SentState};
use crate::form::Form;
use crate::limits::may_mail_to_own;
use crate::sessions::cookies;
use crate::visit::{AnyVisit, Ids, Result, Visit, redirect};
use crate::{urls, words};

/// `GET /inscription/{uai}`.
pub(crate) async fn ask(visitor: AnyVisit, Ids(uai): Ids<String>) -> Result {
    match visitor.school_answer(&uai).await? {
        SchoolAnswer::Ready { school, login } => {
            let phone = school.phone().map(str::to_owned).unwrap_or_default();
            let form = Form::default().with("telephone", phone);
            visitor.page(&person_page(&visitor, SchoolCard::of(&school), login, form))
        }
        other => visitor.show_answer(&uai, other),
    }
}

/// `POST /inscription/{uai}`: « CRÉER VOTRE COMPTE UTILISATEUR ».
pub(crate) async fn create(
    visitor: AnyVisit,
    Ids(typed): Ids<String>,
    headers: HeaderMap,
    mut form: Form,
) -> Result {
    let (school, login) = match visitor.school_answer(&typed).await? {
        SchoolAnswer::Ready { school, login } => (school, login),
        other => return meanwhile(&visitor, &typed, other),
    };
    let card = SchoolCard::of(&school);
    let Some(person) = person(&mut form, school.uai, &login) else {
        return visitor.again(&person_page(&visitor, card, login, form));
    };
    if let Err(wait) = visitor.count_sign_up(school.uai, &login).await {
        let error = format!(
            "Beaucoup d’inscriptions de cet établissement viennent d’être faites\u{a0}: réessayez dans {}.",
            words::duration(wait)
        );
        let by_mail = Some(urls::way_on_mail(school.uai));
        let page = PersonPage { by_mail, ..person_page(&visitor, card, login, form.fail(error)) };
        return Ok(visitor.page_with(StatusCode::TOO_MANY_REQUESTS, &page)?.retry_after(wait));
    }
    let browser = cookies::brought_sign_up(&headers);
    match visitor.doors().sign_up(school.uai, person, browser).await {
        Ok(signed_up) => {
            match signed_up.account {
                Some(account) => visitor.trace("account_created").by(account),
                None => visitor.trace("account_held"),
            }
            .about(school.uai)
            .done();
            let reply = redirect(&urls::sign_up_mail(school.uai)).good(
                "Votre inscription est enregistrée. Il reste une étape\u{a0}: sans elle, vous ne pouvez pas vous connecter.",
            );
            Ok(reply.cookie(&cookies::sign_up(&signed_up.browser)))
        }
        Err(SignUpRefused::Password(refused)) => {
            let form = form.wrong("mot_de_passe", words::password_refused(refused));
            visitor.again(&person_page(&visitor, card, login, form))
        }
        Err(SignUpRefused::School(answer)) => meanwhile(&visitor, &typed, *answer),
        Err(SignUpRefused::Fault(fault)) => Err(fault.into()),
    }
}

/// `GET /inscription/{uai}/courriel`: « Recevoir l'email de confirmation à l'adresse … », the same whether or not
/// somebody signed the school up.
pub(crate) async fn sent(visitor: AnyVisit, Ids(uai): Ids<Uai>) -> Result {
    match visitor.school_answer(&uai.to_string()).await? {
        SchoolAnswer::Ready { login, .. } => {
            visitor.page(&sent_page(&visitor, uai, login, SentState::Asked))
        }
        other => not_pending(&visitor, uai, other),
    }
}

/// `POST /inscription/{uai}/courriel`: again, at will.
pub(crate) async fn send_again(
    visitor: AnyVisit,
    Ids(uai): Ids<Uai>,
    headers: HeaderMap,
) -> Result {
    let login = match visitor.school_answer(&uai.to_string()).await? {
        SchoolAnswer::Ready { login, .. } => login,
        other => return not_pending(&visitor, uai, other),
    };
    if may_mail_to_own(&visitor, &headers, "confirm", &login).await.is_err() {
        let page = sent_page(&visitor, uai, login, SentState::TooSoon);
        return visitor.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let browser = cookies::brought_sign_up(&headers);
    visitor.doors().resend_sign_up(uai, browser.as_ref()).await?;
    visitor.page(&sent_page(&visitor, uai, login, SentState::Again))
}

/// Nothing can wait for a confirmation: she is in, or the school has an account since.
fn not_pending(visitor: &Visit, uai: Uai, answer: SchoolAnswer) -> Result {
    match visitor.person() {
        Some(_) => Ok(redirect("/")),
        None => meanwhile(visitor, &uai.to_string(), answer),
    }
}

/// What the directory answers now to somebody who has begun to sign the school up. Who opened its account
/// is told to its mailbox only: anybody may begin.
fn meanwhile(visitor: &Visit, typed: &str, answer: SchoolAnswer) -> Result {
    match answer {
        SchoolAnswer::AlreadyRegistered { school, .. } => {
            let opened = format!("Le compte {} est déjà ouvert.", genitive(&school.listed.name));
            let ways =
                "Si c’est par vous, connectez-vous\u{a0}; sinon, demandez un accès ci-dessous.";
            Ok(redirect(&urls::ask_access(school.uai)).info(format!("{opened} {ways}")))
        }
        other => visitor.show_answer(typed, other),
    }
}

/// The person, and the password that she chose.
fn person(form: &mut Form, school: Uai, login: &str) -> Option<NewAccount> {
    let (title, last_name, first_name) = (form.title(), form.last_name(), form.first_name());
    let (position, phone) = (form.position(), form.phone(school));
    let names = ["nom", "prenom"].map(|name| form.shown(name));
    let password = form.new_password(&[login, &names[0], &names[1], &school.to_string()]);
    Some(NewAccount {
        identity: Identity {
            title: title?,
            last_name: last_name?,
            first_name: first_name?,
            position: position?,
            phone: Some(phone?),
        },
        password: password?,
    })
}

fn person_page(visit: &Visit, school: SchoolCard, login: String, form: Form) -> PersonPage {
    let contact = visit.app.address.contact.clone();
    PersonPage { school, login, titles: form.titles(), form, by_mail: None, contact }
}
