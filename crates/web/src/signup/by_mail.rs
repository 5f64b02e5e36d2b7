//! Too many schools were looked up from one address: the way on is mailed to the school. Whoever follows the link has
//! the school's pages in her own network, whatever others there looked up.

use axum::http::StatusCode;
use domain::random::Token;
use education::Uai;

use super::pages::WayOnSentPage;
use crate::form::Form;
use crate::limits::may_mail;
use crate::urls;
use crate::visit::{AnyVisit, Ids, Result, link_word, redirect};

/// `POST /inscription/{uai}/suite`: the same answer for every code.
pub(crate) async fn send(visitor: AnyVisit, Ids(uai): Ids<Uai>) -> Result {
    let shown = WayOnSentPage::new(&visitor, uai);
    if let Err(error) = may_mail(&visitor, "way-on", &uai.to_string()).await {
        let form = Form::default().fail(error);
        let page = WayOnSentPage { form, ..shown };
        return visitor.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    visitor.doors().request_way_on(uai).await?;
    visitor.page(&shown)
}

/// `GET /inscription/suite/{token}`: opens as often as it is followed, for it changes nothing of the school.
pub(crate) async fn follow(visitor: AnyVisit, Ids(token): Ids<String>) -> Result {
    match visitor.doors().way_on(&Token::received(&token)).await? {
        Ok(uai) => {
            visitor.may_go_on(uai).await;
            Ok(redirect(&urls::sign_up(uai)))
        }
        Err(state) => {
            visitor.trace("way_on_link").refused(link_word(state));
            let why = "Ce lien n’ouvre plus rien\u{a0}: indiquez à nouveau le code de votre établissement.";
            Ok(redirect("/inscription").bad(why))
        }
    }
}
