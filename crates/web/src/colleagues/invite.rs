//! `/etablissements/{uai}/collegues/invitation`: somebody is invited; an invitation is taken back.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::accounts::MembershipRole;
use domain::colleagues::{ColleagueRefused, Invited};
use domain::ids::InvitationId;
use education::mailboxes::normalise;
use platform::limits::{Quota, Verdict};
use serde::Deserialize;

use super::handlers::{Desk, failure};
use super::pages::InvitePage;
use crate::access::ask::forms::{academic, advice};
use crate::signup::confirmation::may_mail;
use crate::view::Field;
use crate::visit::{Failure, Form, Ids, Result, SignedPerson, redirect};

/// Invitations of one school: each sends a mail to whatever address was typed.
const INVITATIONS: Quota = Quota::new(30, Duration::from_secs(60 * 60));

/// Who is invited, as what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InviteForm {
    email: String,
    role: String,
}

/// `GET /etablissements/{uai}/collegues/invitation`.
pub(crate) async fn ask(me: SignedPerson, Ids(uai): Ids<String>) -> Result {
    let desk = Desk::managing(&me, &uai).await?;
    let role = Some(MembershipRole::Member);
    me.page(&InvitePage::new(&desk.school, Field::default(), role))
}

/// `POST /etablissements/{uai}/collegues/invitation`.
pub(crate) async fn send(
    me: SignedPerson,
    Ids(uai): Ids<String>,
    Form(form): Form<InviteForm>,
) -> Result {
    let desk = Desk::managing(&me, &uai).await?;
    let email = academic(&desk.school, &form.email);
    let role = form.role.parse::<MembershipRole>().ok();
    let page = InvitePage::new(&desk.school, email.clone(), role);
    let Some(role) = role.filter(|_| email.error.is_none()) else {
        return me.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let key = format!("invite:{}", desk.school.uai);
    if let Verdict::Denied { retry_after } = me.app.limits.check(&key, INVITATIONS, me.now).await {
        return Err(Failure::TooMany(retry_after));
    }
    if let Err(error) = may_mail(&me, "invite", &normalise(&email.value)).await {
        let error = Some(error);
        return me.page_with(StatusCode::TOO_MANY_REQUESTS, &InvitePage { error, ..page });
    }
    let wrong = match desk.member.invite(&email.value, role).await.map_err(failure)? {
        Invited::Sent => {
            me.trace("colleague_invited").done();
            let sent = "L’invitation part par courriel. Elle est valable 7\u{a0}jours.";
            return Ok(redirect(&desk.list()).good(sent).into_response());
        }
        Invited::Colleague => "Cette personne fait déjà partie de l’établissement.".to_owned(),
        Invited::Mailbox(refused) => advice(&desk.school, refused),
    };
    let email = Field::wrong(email.value, wrong);
    me.page_with(StatusCode::UNPROCESSABLE_ENTITY, &InvitePage { email, ..page })
}

/// `POST /etablissements/{uai}/collegues/invitations/{invitation}/retrait`.
pub(crate) async fn withdraw(
    me: SignedPerson,
    Ids((uai, id)): Ids<(String, InvitationId)>,
) -> Result {
    let desk = Desk::managing(&me, &uai).await?;
    let back = redirect(&desk.list());
    match desk.member.withdraw_invitation(id).await {
        Ok(()) => {
            me.trace("invitation_withdrawn").done();
            let gone = "L’invitation est retirée\u{a0}: son lien n’ouvre plus rien.";
            Ok(back.good(gone).into_response())
        }
        Err(ColleagueRefused::Unknown) => Err(Failure::NotFound),
        Err(other) => Err(failure(other)),
    }
}
