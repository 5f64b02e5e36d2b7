//! The second step of a sign-in: a code, or at the first time the authenticator that will show them.

use std::time::Duration;

use axum::http::StatusCode;
use domain::demo::AUTHENTICATOR;
use domain::factors::{Proof, ProofRefused, Setup, shown};
use domain::random::Token;
use domain::tenancy::Claimant;
use url::Url;

use super::pages::{CodePage, CodesPage, InstallPage, Qr};
use crate::form::Form;
use crate::query::Query;
use crate::sessions::handlers::after;
use crate::sessions::strangers::Attempt;
use crate::sessions::{cookies, local_path};
use crate::view::PLATFORM;
use crate::visit::{AnyVisit, Failure, Result, Visit, Who, redirect};
use crate::words;

/// `GET /connexion/code`.
pub(crate) async fn ask(visit: AnyVisit) -> Result {
    let asked = Query::of(&visit.target);
    let next = local_path(asked.get("retour")).unwrap_or_default();
    match claimant(&visit, next) {
        Ok(claimant) => draw(&visit, claimant, StatusCode::OK, Form::default(), next).await,
        Err(elsewhere) => Ok(redirect(&elsewhere)),
    }
}

/// `POST /connexion/code`.
pub(crate) async fn give(visit: AnyVisit, mut form: Form) -> Result {
    let next = local_path(form.sent("retour")).unwrap_or_default().to_owned();
    let claimant = match claimant(&visit, &next) {
        Ok(claimant) => claimant,
        Err(elsewhere) => return Ok(redirect(&elsewhere)),
    };
    let Some(proof) = read(&mut form) else {
        return draw(&visit, claimant, StatusCode::UNPROCESSABLE_ENTITY, form, &next).await;
    };
    let attempt = match Attempt::of_code(&visit, claimant.person()).await {
        Ok(attempt) => attempt,
        Err(wait) => {
            visit.trace("second_factor").by(claimant.person().account).refused("slowed");
            let form = form.fail(too_many(wait));
            let page = draw(&visit, claimant, StatusCode::TOO_MANY_REQUESTS, form, &next).await?;
            return Ok(page.retry_after(wait));
        }
    };
    let account = claimant.person().account;
    match take(claimant, &proof, &visit.agent).await {
        Ok((session, codes)) => {
            attempt.succeeded().await;
            visit.trace("second_factor").by(account).done();
            let reply = match codes {
                Some(codes) => {
                    let next = after(&next).to_owned();
                    visit.page(&CodesPage { codes, installed: true, next })?
                }
                None => redirect(after(&next)),
            };
            Ok(reply.cookie(&cookies::session(&session, false)))
        }
        Err(ProofRefused::Wrong | ProofRefused::Over | ProofRefused::Copied) => {
            attempt.failed().await;
            visit.trace("second_factor").by(account).refused("refused");
            let form = wrong(form, &proof);
            draw(&visit, claimant, StatusCode::UNPROCESSABLE_ENTITY, form, &next).await
        }
        Err(ProofRefused::Changed) => Ok(redirect(&super::step(&next))),
        Err(ProofRefused::Fault(fault)) => Err(fault.into()),
    }
}

/// Takes the code, or ties the authenticator that shows it: then with the recovery codes.
async fn take(
    claimant: &Claimant,
    proof: &Proof,
    agent: &str,
) -> std::result::Result<(Token, Option<Vec<String>>), ProofRefused> {
    match proof {
        Proof::Code(code) if claimant.setup().await?.is_some() => {
            let installed = claimant.install(code, agent).await?;
            Ok((installed.session, Some(installed.codes)))
        }
        proof => Ok((claimant.prove(proof, agent).await?, None)),
    }
}

/// What was typed: six digits, or a recovery code in the other form of the page.
pub(super) fn read(form: &mut Form) -> Option<Proof> {
    let recovers = !form.sent("secours").trim().is_empty();
    let filled = |typed: &str, sentence: &str| match typed.trim() {
        "" => Err(sentence.to_owned()),
        typed => Ok(typed.to_owned()),
    };
    if recovers {
        let code = form.secret("secours", |typed| filled(typed, "Indiquez un code de secours."))?;
        return Some(Proof::recovery(&code));
    }
    let missing = "Indiquez le code à six chiffres de votre application.";
    Some(Proof::code(&form.secret("code", |typed| filled(typed, missing))?))
}

/// What to do about a code that was not taken.
pub(super) fn wrong(form: Form, proof: &Proof) -> Form {
    match proof {
        Proof::Code(_) => form.wrong(
            "code",
            "Ce code n’est pas le bon, ou il a déjà servi\u{a0}: attendez le suivant. Vérifiez que l’heure du téléphone est réglée automatiquement.",
        ),
        Proof::Recovery(_) => {
            form.wrong("secours", "Ce code de secours n’est pas le bon, ou il a déjà servi.")
        }
    }
}

pub(super) fn too_many(wait: Duration) -> String {
    format!("Trop d’essais\u{a0}: réessayez dans {}.", words::duration(wait))
}

/// What the authenticator of a demonstration's operator shows.
pub(super) fn demonstrated(visit: &Visit) -> Option<String> {
    visit.app.demo.then(|| shown(AUTHENTICATOR, visit.now)).flatten()
}

/// Who is between the two steps; else where she goes on.
pub(super) fn claimant<'a>(
    visit: &'a Visit,
    next: &str,
) -> std::result::Result<&'a Claimant, String> {
    match &visit.who {
        Who::Claimant(claimant) => Ok(claimant),
        Who::Nobody => Err(Query::of("/connexion").with("retour", next).url()),
        _ => Err(after(next).to_owned()),
    }
}

pub(super) async fn draw(
    visit: &Visit,
    claimant: &Claimant,
    status: StatusCode,
    form: Form,
    next: &str,
) -> Result {
    let (login, next) = (claimant.person().login.clone(), next.to_owned());
    let Some(Setup { secret }) = claimant.setup().await? else {
        let (shown, has_passkey) = (demonstrated(visit), claimant.has_passkey().await?);
        return visit.page_with(status, &CodePage { form, login, next, shown, has_passkey });
    };
    let uri = uri(&login, &secret)?;
    let rows = documents::qr_matrix(&uri)
        .map_err(|_| Failure::Defect("an address that no QR code holds"))?;
    let secret = grouped(&secret);
    visit.page_with(status, &InstallPage { form, login, next, secret, uri, qr: Qr::of(&rows) })
}

/// As authenticators read it.
fn uri(login: &str, secret: &str) -> Result<String> {
    let mut uri = Url::parse("otpauth://totp/")
        .map_err(|_| Failure::Defect("the address of authenticators"))?;
    uri.set_path(&format!("{PLATFORM}:{login}"));
    uri.query_pairs_mut().append_pair("secret", secret).append_pair("issuer", PLATFORM);
    Ok(uri.into())
}

/// « JBSW Y3DP … »: to be typed from the screen.
fn grouped(secret: &str) -> String {
    let signs: Vec<char> = secret.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect()).collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_by_authenticators() {
        let uri = uri("exploitant+1@ministage.example", "JBSWY3DPEHPK3PXP").unwrap();
        assert!(
            uri.starts_with("otpauth://totp/Ministage:exploitant+1@ministage.example?"),
            "{uri}"
        );
        assert!(uri.ends_with("?secret=JBSWY3DPEHPK3PXP&issuer=Ministage"), "{uri}");
        assert_eq!(grouped("JBSWY3DPEHPK3PXP"), "JBSW Y3DP EHPK 3PXP");
    }
}
