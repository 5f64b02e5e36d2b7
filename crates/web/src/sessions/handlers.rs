//! The door: login and password. Wrong, unknown, unconfirmed, closed: one answer for all of them.

use axum::http::{HeaderMap, StatusCode};
use domain::sessions::{SignIn, SignInOutcome, SignedIn};

use super::cookies;
use super::hop;
use super::pages::SignInPage;
use super::strangers::Attempt;
use super::way_back::local_path;
use crate::factors;
use crate::form::{Form, meant};
use crate::query::Query;
use crate::view::HostKind;
use crate::visit::{AnyVisit, Result, Visit, redirect};
use crate::words;

/// `GET /connexion`.
pub(crate) async fn ask(visit: AnyVisit, headers: HeaderMap) -> Result {
    let asked = Query::of(&visit.target);
    let next = local_path(asked.get("retour")).unwrap_or_default();
    if visit.person().is_some() {
        return Ok(redirect(after(next)));
    }
    if let Some(portal) = &visit.portal
        && let Some(answer) = hop::offer(&visit, portal, &asked, &headers).await?
    {
        return Ok(answer);
    }
    let page = SignInPage { next: next.to_owned(), ..page(&visit) };
    draw(&visit, StatusCode::OK, &page).await
}

/// `POST /connexion`.
pub(crate) async fn sign_in(visit: AnyVisit, headers: HeaderMap, mut form: Form) -> Result {
    let next = local_path(form.sent("retour")).unwrap_or_default().to_owned();
    let shown =
        SignInPage { keep: form.sent("maintenir") == "oui", next: next.clone(), ..page(&visit) };
    let login = form.mailbox("email");
    let password = form.present_password("mot_de_passe", "Indiquez votre mot de passe.");
    let (Some(login), Some(password)) = (login, password) else {
        let shown = SignInPage { form, ..shown };
        return draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, &shown).await;
    };
    let device = cookies::brought_device(&headers);
    let known = match &device {
        Some(device) => visit.doors().is_known_device(&login, device).await?,
        None => false,
    };
    let attempt = match Attempt::begin(&visit, &login, device.as_ref().filter(|_| known)).await {
        Ok(attempt) => attempt,
        Err(wait) => {
            visit.trace("sign_in").refused("slowed");
            let error = format!(
                "Trop d’essais de connexion\u{a0}: réessayez dans {}, ou choisissez un nouveau mot de passe.",
                words::duration(wait)
            );
            let shown = SignInPage { form: form.fail(error), ..shown };
            let page = draw(&visit, StatusCode::TOO_MANY_REQUESTS, &shown).await?;
            return Ok(page.retry_after(wait));
        }
    };
    let knock = SignIn {
        login: &login,
        password: &password,
        device: device.as_ref(),
        keep: shown.keep,
        agent: &visit.agent,
        operators_only: visit.host == HostKind::Console,
    };
    match visit.doors().sign_in(knock).await? {
        SignInOutcome::SignedIn(opened) => {
            attempt.succeeded().await;
            come_in(&visit, &opened, shown.keep, &next).await
        }
        SignInOutcome::Refused => {
            attempt.failed().await;
            visit.trace("sign_in").refused("refused");
            let error = "L’adresse ou le mot de passe n’est pas le bon, ou le compte n’est pas encore activé.";
            // Whoever has the account or not: the letters alone are looked at.
            let form = match meant(&login) {
                Some(question) => form.wrong("email", question),
                None => form,
            };
            let shown = SignInPage { form: form.fail(error), ..shown };
            draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, &shown).await
        }
    }
}

/// A new session in this browser; the one that it had, if any, ends.
pub(crate) async fn come_in(visit: &Visit, opened: &SignedIn, keep: bool, next: &str) -> Result {
    if let Some(before) = visit.holder() {
        before.sign_out().await?;
    }
    visit.trace("sign_in").by(opened.account).done();
    let reply = match visit.host {
        // The account's home is told, so that she is known on the next portal.
        HostKind::Portal => redirect(&hop::homewards(visit, next)),
        HostKind::Console => redirect(&factors::step(next)),
        HostKind::Account => redirect(after(next)).cookie(&cookies::hint(visit, keep, None)),
        _ => redirect(after(next)),
    };
    Ok(cookies::signed_in(reply, opened, keep))
}

pub(crate) fn after(next: &str) -> &str {
    if next.is_empty() { "/" } else { next }
}

/// The page, blank, with what the lycée says beside it.
pub(super) fn page(visit: &Visit) -> SignInPage {
    let Some(portal) = &visit.portal else {
        return SignInPage::default();
    };
    let details = &portal.tenant().details;
    let place = details.address.join(", ");
    let facts = [("map-pin", place), ("phone", details.phone.clone())];
    SignInPage {
        facts: facts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(icon, text)| (icon.to_owned(), text))
            .collect(),
        ..SignInPage::default()
    }
}

/// Draws the page, with what depends on where it leads.
pub(super) async fn draw(visit: &Visit, status: StatusCode, page: &SignInPage) -> Result {
    let (toward, target) = hop::led_to(visit, &page.next).await?.unzip();
    let shown =
        SignInPage { account: hop::account_link(visit, &page.next), toward, ..page.clone() };
    let page = visit.page_with(status, &shown)?;
    Ok(match target {
        Some(target) => page.noting(target),
        None => page,
    })
}
