//! `/lycees/{tenant}/voir-comme`: an operator chooses as whom, and says why.

use domain::console::Lycee;
use domain::ids::{TenantId, ViewingId};
use domain::random::is_hash;
use domain::tenancy::FullOperator;
use domain::viewing::{AsWhom, ViewingRefused};

use super::pages::{AskViewingPage, choices};
use crate::console::lycees::{REASON, found};
use crate::form::Form;
use crate::query::Query;
use crate::urls;
use crate::view::Search;
use crate::visit::{Failure, FormTarget, Ids, Reply, Result, Signed, redirect};

/// `GET /lycees/{tenant}/voir-comme`.
pub(crate) async fn ask(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = open(&visit, id).await?;
    let words = Query::of(&visit.target).get("recherche").to_owned();
    let form = visit.typed().await.unwrap_or_default();
    draw(&visit, &lycee, &words, form).await
}

/// `POST /lycees/{tenant}/voir-comme`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let lycee = open(&visit, id).await?;
    let words = form.sent("recherche").to_owned();
    let whom = form.read("personne", whom, "Choisissez une personne.");
    let (Some(whom), Some(reason)) = (whom, form.reason_or(REASON)) else {
        return draw(&visit, &lycee, &words, form).await;
    };
    match visit.role.ask_viewing(id, whom, &reason).await {
        Ok(viewing) => {
            visit.trace("viewing_asked").about(viewing).done();
            let to = Query::of(urls::VIEWING).with("vue", &viewing.to_string()).url();
            Ok(redirect(&visit.app.url(&lycee.host, &to)))
        }
        Err(ViewingRefused::Fault(fault)) => Err(fault.into()),
        Err(ViewingRefused::Nobody | ViewingRefused::Code) => {
            let gone = "Cette personne n’est plus sur ce portail\u{a0}: choisissez-en une autre.";
            draw(&visit, &lycee, &words, form.wrong("personne", gone)).await
        }
        Err(ViewingRefused::Held) => Ok(held(&lycee)),
    }
}

/// `GET /lycees/{tenant}/voir-comme/passage`: the code, for the browser that the portal sent here.
pub(crate) async fn give(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let asked = Query::of(&visit.target);
    let (viewing, browser) = (asked.read::<ViewingId>("vue"), asked.get("lien"));
    let viewing = viewing.filter(|_| is_hash(browser)).ok_or(Failure::NotFound)?;
    let lycee = found(&visit.role, id).await?;
    match visit.role.viewing_code(id, viewing, browser).await {
        Ok(code) => {
            let to = Query::of(urls::VIEWING).with("code", code.reveal()).url();
            Ok(redirect(&visit.app.url(&lycee.host, &to)))
        }
        Err(ViewingRefused::Fault(fault)) => Err(fault.into()),
        Err(_) => Ok(redirect(&urls::see_as(id))
            .info("La page est restée ouverte plus d’une minute\u{a0}: choisissez de nouveau.")),
    }
}

/// A lycée whose portal answers.
async fn open(visit: &Signed<FullOperator>, id: TenantId) -> Result<Lycee> {
    let lycee = found(&visit.role, id).await?;
    match lycee.tenant.state.is_held() {
        true => Err(Failure::NotFound),
        false => Ok(lycee),
    }
}

fn held(lycee: &Lycee) -> Reply {
    redirect(&urls::lycee(lycee.tenant.id))
        .info("Ce portail est hors ligne\u{a0}: personne ne le voit.")
}

/// « 0199…-…​ » or « 0199…-….0440008V »: a person, for her school or on the staff.
fn whom(typed: &str) -> std::result::Result<AsWhom, ()> {
    let (account, school) = match typed.split_once('.') {
        Some((account, uai)) => (account, Some(uai.parse().map_err(drop)?)),
        None => (typed, None),
    };
    Ok(AsWhom { account: account.parse().map_err(drop)?, school })
}

async fn draw(visit: &Signed<FullOperator>, lycee: &Lycee, words: &str, form: Form) -> Result {
    let seats = visit.role.seats(lycee.tenant.id, words).await?;
    let page = AskViewingPage {
        name: lycee.tenant.name.clone(),
        people: choices(&seats, form.sent("personne")),
        searched: words.to_owned(),
        search: Search::new(
            urls::see_as(lycee.tenant.id),
            "Nom ou identifiant d’une personne, ou code RNE d’un établissement",
            words,
        ),
        action: urls::see_as(lycee.tenant.id),
        back: urls::lycee(lycee.tenant.id),
        form,
    };
    let drawn = match page.form.is_wrong() {
        true => visit.again(&page)?,
        false => visit.page(&page)?,
    };
    Ok(drawn.noting(FormTarget(visit.app.url(&lycee.host, ""))))
}
