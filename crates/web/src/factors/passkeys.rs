//! « Clés d’accès »: an operator signs in with one, adds one, removes one.

use axum::http::StatusCode;
use domain::factors::{MOST_PASSKEYS, OwnPasskey, ProofRefused};
use domain::ids::PasskeyId;
use domain::tenancy::Operator;
use domain::text::PasskeyName;

use super::handlers::{claimant, demonstrated, draw, read, too_many};
use super::own::{prove, refuse};
use super::pages::{NewPasskeyPage, RemovePasskeyPage, SignByKeyPage, SignNewKeyPage};
use super::{NEW_PASSKEY, OWN};
use crate::form::Form;
use crate::sessions::handlers::after;
use crate::sessions::strangers::Attempt;
use crate::sessions::{cookies, local_path};
use crate::urls;
use crate::visit::{AnyVisit, Failure, Ids, Result, Signed, Visit, redirect};

/// What the script of the page found out, as it posts it.
const ANSWER: &str = "reponse";

/// `POST /connexion/code/cle`: asks for a key of hers.
pub(crate) async fn ask(visit: AnyVisit, form: Form) -> Result {
    let next = local_path(form.sent("retour")).unwrap_or_default().to_owned();
    let claimant = match claimant(&visit, &next) {
        Ok(claimant) => claimant,
        Err(elsewhere) => return Ok(redirect(&elsewhere)),
    };
    match claimant.ask_passkey(&origin(&visit)).await? {
        Some(told) => visit.page(&SignByKeyPage { told, back: super::step(&next), next }),
        None => Ok(redirect(&super::step(&next))),
    }
}

/// `POST /connexion/code/cle/reponse`.
pub(crate) async fn give(visit: AnyVisit, form: Form) -> Result {
    let next = local_path(form.sent("retour")).unwrap_or_default().to_owned();
    let claimant = match claimant(&visit, &next) {
        Ok(claimant) => claimant,
        Err(elsewhere) => return Ok(redirect(&elsewhere)),
    };
    let account = claimant.person().account;
    let attempt = match Attempt::of_code(&visit, claimant.person()).await {
        Ok(attempt) => attempt,
        Err(wait) => {
            visit.trace("second_factor").by(account).refused("slowed");
            let form = Form::default().fail(too_many(wait));
            let page = draw(&visit, claimant, StatusCode::TOO_MANY_REQUESTS, form, &next).await?;
            return Ok(page.retry_after(wait));
        }
    };
    let proved = claimant.prove_by_passkey(&origin(&visit), form.sent(ANSWER), &visit.agent).await;
    let (why, said) = match proved {
        Ok(session) => {
            attempt.succeeded().await;
            visit.trace("second_factor").by(account).done();
            return Ok(redirect(after(&next)).cookie(&cookies::session(&session, false)));
        }
        Err(ProofRefused::Fault(fault)) => return Err(fault.into()),
        Err(ProofRefused::Changed) => return Ok(redirect(&super::step(&next))),
        Err(ProofRefused::Over) => ("over", TOO_LATE),
        Err(ProofRefused::Copied) => ("copied", COPIED),
        Err(ProofRefused::Wrong) => ("refused", WRONG),
    };
    attempt.failed().await;
    visit.trace("second_factor").by(account).refused(why);
    let form = Form::default().fail(said);
    draw(&visit, claimant, StatusCode::UNPROCESSABLE_ENTITY, form, &next).await
}

/// `GET /double-authentification/cles/nouvelle`.
pub(crate) async fn ask_new(me: Signed<Operator>) -> Result {
    match room(&me).await? {
        true => me.page(&new(&me, Form::default())),
        false => Ok(redirect(OWN).bad(FULL)),
    }
}

/// `POST /double-authentification/cles/nouvelle`: a name and a fresh code; then the browser makes the key.
pub(crate) async fn begin(me: Signed<Operator>, mut form: Form) -> Result {
    if !room(&me).await? {
        return Ok(redirect(OWN).bad(FULL));
    }
    let name = form.read("nom", PasskeyName::parse, "Donnez un nom à cette clé.");
    let proof = read(&mut form);
    let (Some(name), Some(proof)) = (name, proof) else { return me.again(&new(&me, form)) };
    let origin = origin(&me);
    let asked = prove(&me, async || me.role.ask_new_passkey(&origin, &name, &proof).await).await?;
    match asked {
        Ok(told) => me.page(&SignNewKeyPage { told, name: name.to_string() }),
        Err(refused) => refuse(&me, refused, form, &proof, |form| new(&me, form)),
    }
}

/// `POST /double-authentification/cles/nouvelle/reponse`.
pub(crate) async fn add(me: Signed<Operator>, mut form: Form) -> Result {
    let (why, said) = match me.role.add_passkey(&origin(&me), form.sent(ANSWER)).await {
        Ok(name) => {
            me.trace("passkey_added").done();
            let said = format!(
                "La clé «\u{a0}{name}\u{a0}» est ajoutée\u{a0}: elle sert dès la prochaine connexion."
            );
            return Ok(redirect(OWN).good(said));
        }
        Err(ProofRefused::Fault(fault)) => return Err(fault.into()),
        Err(ProofRefused::Over) => ("over", TOO_LATE),
        Err(_) => (
            "refused",
            "Cette clé n’a pas pu être ajoutée. Elle l’est peut-être déjà\u{a0}: sinon recommencez, ou essayez-en une autre.",
        ),
    };
    me.trace("passkey_added").refused(why);
    // Shown again; whether it is a name was read before.
    form.read("nom", PasskeyName::parse, "Donnez un nom à cette clé.");
    me.again(&new(&me, form.fail(said)))
}

/// `GET /double-authentification/cles/{passkey}/retrait`.
pub(crate) async fn ask_remove(me: Signed<Operator>, Ids(id): Ids<PasskeyId>) -> Result {
    let key = key(&me, id).await?;
    me.page(&removal(&me, &key, Form::default()))
}

/// `POST /double-authentification/cles/{passkey}/retrait`.
pub(crate) async fn remove(
    me: Signed<Operator>,
    Ids(id): Ids<PasskeyId>,
    mut form: Form,
) -> Result {
    let key = key(&me, id).await?;
    let Some(proof) = read(&mut form) else { return me.again(&removal(&me, &key, form)) };
    match prove(&me, async || me.role.remove_passkey(id, &proof).await).await? {
        Ok(()) => {
            me.trace("passkey_removed").about(id).done();
            let said = format!("La clé «\u{a0}{}\u{a0}» ne sert plus.", key.name);
            Ok(redirect(OWN).good(said))
        }
        Err(refused) => refuse(&me, refused, form, &proof, |form| removal(&me, &key, form)),
    }
}

const WRONG: &str = "Cette clé n’a pas été reconnue. Réessayez, ou tapez le code de l’application.";

const TOO_LATE: &str =
    "La demande a expiré au bout de cinq minutes, ou elle a déjà servi\u{a0}: recommencez.";

const COPIED: &str = "Cette clé semble avoir été copiée\u{a0}: elle ne sert plus. Connectez-vous par le code de l’application, retirez-la, et prévenez les autres exploitants.";

const FULL: &str = "Vous avez déjà dix clés d’accès\u{a0}: retirez-en une d’abord.";

/// The only address that keys sign for: the console as browsers know it.
fn origin(visit: &Visit) -> String {
    visit.app.url(&visit.app.console_host(), "")
}

async fn room(me: &Signed<Operator>) -> Result<bool> {
    Ok((me.role.own_factor().await?.passkeys.len() as u64) < MOST_PASSKEYS)
}

async fn key(me: &Signed<Operator>, id: PasskeyId) -> Result<OwnPasskey> {
    let own = me.role.own_factor().await?.passkeys;
    own.into_iter().find(|key| key.id == id).ok_or(Failure::NotFound)
}

fn new(me: &Signed<Operator>, form: Form) -> NewPasskeyPage {
    NewPasskeyPage { form, shown: demonstrated(me), action: NEW_PASSKEY }
}

fn removal(me: &Signed<Operator>, key: &OwnPasskey, form: Form) -> RemovePasskeyPage {
    let (name, action) = (key.name.clone(), urls::remove_passkey(key.id));
    RemovePasskeyPage { form, name, action, shown: demonstrated(me) }
}
