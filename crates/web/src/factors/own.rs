//! `/double-authentification`: an operator renews her recovery codes, or changes her telephone.

use axum::http::StatusCode;
use domain::factors::{MOST_PASSKEYS, OwnPasskey, Proof, ProofRefused};
use domain::tenancy::Operator;
use education::french;

use super::OWN;
use super::handlers::{demonstrated, read, too_many, wrong};
use super::pages::{CodesPage, OwnFactorPage, PasskeyRow};
use crate::form::Form;
use crate::moments::{Clock, moment};
use crate::sessions::cookies;
use crate::sessions::strangers::Attempt;
use crate::urls;
use crate::view::Page;
use crate::visit::{Result, Signed, redirect};
use crate::words::counted;

/// So many recovery codes are few.
const FEW: u64 = 3;

/// `GET /double-authentification`.
pub(crate) async fn show(me: Signed<Operator>) -> Result {
    me.page(&page(&me, Form::default()).await?)
}

/// `POST /double-authentification/codes`.
pub(crate) async fn renew(me: Signed<Operator>, mut form: Form) -> Result {
    let Some(proof) = read(&mut form) else { return me.again(&page(&me, form).await?) };
    match prove(&me, async || me.role.renew_codes(&proof).await).await? {
        Ok(codes) => {
            me.trace("recovery_codes_renewed").done();
            me.page(&CodesPage { codes, installed: false, next: OWN.to_owned() })
        }
        Err(refused) => {
            let own = page(&me, Form::default()).await?;
            refuse(&me, refused, form, &proof, |form| OwnFactorPage { form, ..own })
        }
    }
}

/// `POST /double-authentification/telephone`.
pub(crate) async fn untie(me: Signed<Operator>, mut form: Form) -> Result {
    let Some(proof) = read(&mut form) else { return me.again(&page(&me, form).await?) };
    match prove(&me, async || me.role.untie(&proof).await).await? {
        Ok(()) => {
            me.trace("second_factor_untied").done();
            let said =
                "L’ancienne application ne sert plus. Connectez-vous pour installer la nouvelle.";
            Ok(redirect("/connexion").good(said).cookie(&cookies::no_session()))
        }
        Err(refused) => {
            let own = page(&me, Form::default()).await?;
            refuse(&me, refused, form, &proof, |form| OwnFactorPage { form, ..own })
        }
    }
}

/// Why nothing was changed.
pub(super) enum Refused {
    Slowed(std::time::Duration),
    Wrong,
}

/// The page again, with what is wrong about the code.
pub(super) fn refuse<P: Page>(
    me: &Signed<Operator>,
    refused: Refused,
    form: Form,
    proof: &Proof,
    page: impl FnOnce(Form) -> P,
) -> Result {
    match refused {
        Refused::Slowed(wait) => {
            let page = page(form.fail(too_many(wait)));
            Ok(me.page_with(StatusCode::TOO_MANY_REQUESTS, &page)?.retry_after(wait))
        }
        Refused::Wrong => me.again(&page(wrong(form, proof))),
    }
}

/// A fresh code, slowed like at the door: whoever sits at an open session is no better known.
pub(super) async fn prove<T>(
    me: &Signed<Operator>,
    verb: impl AsyncFnOnce() -> std::result::Result<T, ProofRefused>,
) -> Result<std::result::Result<T, Refused>> {
    let attempt = match Attempt::of_code(me, me.role.person()).await {
        Ok(attempt) => attempt,
        Err(wait) => return Ok(Err(Refused::Slowed(wait))),
    };
    match verb().await {
        Ok(done) => {
            attempt.succeeded().await;
            Ok(Ok(done))
        }
        Err(ProofRefused::Fault(fault)) => Err(fault.into()),
        Err(_) => {
            attempt.failed().await;
            me.trace("second_factor").refused("refused");
            Ok(Err(Refused::Wrong))
        }
    }
}

async fn page(me: &Signed<Operator>, form: Form) -> Result<OwnFactorPage> {
    let own = me.role.own_factor().await?;
    let day = |at| french::date_plain(Clock::OPERATORS.day(at));
    Ok(OwnFactorPage {
        form,
        since: own.installed_at.map(day).unwrap_or_default(),
        left: counted(own.codes_left, "code de secours", "codes de secours"),
        few: own.codes_left <= FEW,
        more: (own.passkeys.len() as u64) < MOST_PASSKEYS,
        passkeys: own.passkeys.iter().map(row).collect(),
        shown: demonstrated(me),
    })
}

fn row(key: &OwnPasskey) -> PasskeyRow {
    PasskeyRow {
        name: key.name.clone(),
        added: french::date_plain(Clock::OPERATORS.day(key.added_at)),
        used: key.used_at.map(|at| moment(at, Clock::OPERATORS)).unwrap_or_default(),
        copied: key.copied,
        remove: urls::remove_passkey(key.id),
    }
}
