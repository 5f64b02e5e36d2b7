//! What may be told of a school's account: two letters of its login, never the domain.

use domain::accounts::SchoolAnswer;
use education::names::definite;

use super::pages::RecoveryPage;
use crate::signup::pages::SchoolCard;
use crate::visit::{Ids, Result, Visitor};

/// `GET /recuperation/{uai}`.
pub async fn show(visitor: Visitor, Ids(uai): Ids<String>) -> Result {
    match visitor.school_answer(&uai).await? {
        SchoolAnswer::AlreadyRegistered {
            school,
            masked_logins,
        } => visitor.page(&RecoveryPage {
            school_with_article: definite(&school.listed.name),
            school: SchoolCard::of(&school),
            masked_logins,
            contact: visitor.app.address.contact.clone(),
        }),
        other => visitor.show_answer(&uai, other),
    }
}
