//! `/etablissements/{uai}/collegues/invitation`: somebody is invited; an invitation is taken back.

use axum::http::StatusCode;
use domain::accounts::MembershipRole;
use domain::colleagues::ColleagueRefused;
use domain::ids::InvitationId;
use domain::invitations::Invited;

use super::handlers::{Desk, failure};
use super::pages::InvitePage;
use crate::access::ask::form::{academic, advice};
use crate::form::Form;
use crate::limits;
use crate::limits::may_mail;
use crate::visit::{Failure, Ids, Result, SignedPerson, redirect};

/// `GET /etablissements/{uai}/collegues/invitation`.
pub(crate) async fn ask(me: SignedPerson, Ids(uai): Ids<String>) -> Result {
    let desk = Desk::managing(&me, &uai).await?;
    let blank = || Form::default().with("role", MembershipRole::Member.as_str());
    let form = me.typed().await.unwrap_or_else(blank);
    me.page(&InvitePage::new(&desk.school, form))
}

/// `POST /etablissements/{uai}/collegues/invitation`.
pub(crate) async fn send(me: SignedPerson, Ids(uai): Ids<String>, mut form: Form) -> Result {
    let desk = Desk::managing(&me, &uai).await?;
    let email = academic(&mut form, &desk.school);
    let role = form.read("role", str::parse::<MembershipRole>, "Choisissez un rôle.");
    let (Some(email), Some(role)) = (email, role) else {
        return me.again(&InvitePage::new(&desk.school, form));
    };
    me.count(&format!("invite:{}", desk.school.uai), limits::INVITATIONS).await?;
    if let Err(error) = may_mail(&me, "invite", &email).await {
        let page = InvitePage::new(&desk.school, form.fail(error));
        return me.page_with(StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let wrong = match desk.member.invite(&email, role).await.map_err(failure)? {
        Invited::Sent => {
            me.trace("colleague_invited").done();
            let sent = "L’invitation part par courriel. Elle est valable 7\u{a0}jours.";
            return Ok(redirect(&desk.list()).good(sent));
        }
        Invited::Colleague => "Cette personne fait déjà partie de l’établissement.".to_owned(),
        Invited::Mailbox(refused) => advice(&desk.school, refused),
    };
    me.again(&InvitePage::new(&desk.school, form.wrong("email", wrong)))
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
            Ok(back.good(gone))
        }
        Err(ColleagueRefused::Unknown) => Err(Failure::NotFound),
        Err(other) => Err(failure(other)),
    }
}
