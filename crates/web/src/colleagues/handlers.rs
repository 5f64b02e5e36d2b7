//! `/etablissements/{uai}/collegues`: the list, a role, an end.
//!
//! Who is no manager does not find the pages that decide (404); the domain asks again.

use axum::http::StatusCode;
use domain::accounts::MembershipRole;
use domain::colleagues::{Colleague, ColleagueRefused};
use domain::directory::School;
use domain::ids::MembershipId;
use domain::tenancy::SchoolMember;

use super::pages::{ColleagueListPage, EndColleaguePage, RolePage};
use crate::form::Form;
use crate::urls;
use crate::visit::{Failure, Ids, Result, SignedPerson, redirect};

/// Told when the school would be left without a manager.
const LAST_MANAGER: &str = "L’établissement doit garder un gestionnaire\u{a0}: nommez-en d’abord un autre parmi vos collègues.";

/// `GET /etablissements/{uai}/collegues`.
pub(crate) async fn list(me: SignedPerson, Ids(uai): Ids<String>) -> Result {
    let desk = Desk::open(&me, &uai).await?;
    let colleagues = desk.member.colleagues().await?;
    let open = match desk.member.is_manager() {
        true => desk.member.open_invitations().await?,
        false => Vec::new(),
    };
    let page = ColleagueListPage::new(&desk.school, &desk.member, &colleagues, me.now);
    me.page(&page.inviting(&desk.school, &open))
}

/// `GET /etablissements/{uai}/collegues/{membership}/role`.
pub(crate) async fn ask_role(
    me: SignedPerson,
    Ids((uai, id)): Ids<(String, MembershipId)>,
) -> Result {
    let (desk, colleague) = Desk::deciding(&me, &uai, id).await?;
    me.page(&RolePage::new(&desk.school, &colleague, Form::default()))
}

/// `POST /etablissements/{uai}/collegues/{membership}/role`.
pub(crate) async fn change_role(
    me: SignedPerson,
    Ids((uai, id)): Ids<(String, MembershipId)>,
    form: Form,
) -> Result {
    let (desk, colleague) = Desk::deciding(&me, &uai, id).await?;
    let refused = |status, error: &str| {
        let form = Form::default().fail(error);
        me.page_with(status, &RolePage::new(&desk.school, &colleague, form))
    };
    let Ok(role) = form.sent("role").parse::<MembershipRole>() else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, "Choisissez un rôle.");
    };
    match desk.member.change_role(id, role).await {
        Ok(()) => {
            trace(&me, "colleague_role_changed", &colleague);
            Ok(redirect(&desk.list())
                .good("Le rôle est changé. La personne est prévenue par courriel."))
        }
        Err(ColleagueRefused::LastManager) => refused(StatusCode::CONFLICT, LAST_MANAGER),
        Err(other) => Err(failure(other)),
    }
}

/// `GET /etablissements/{uai}/collegues/{membership}/retrait`.
pub(crate) async fn ask_remove(
    me: SignedPerson,
    Ids((uai, id)): Ids<(String, MembershipId)>,
) -> Result {
    let (desk, colleague) = Desk::deciding(&me, &uai, id).await?;
    let last = !desk.member.can_spare(id).await?;
    me.page(&desk.end(&colleague, last))
}

/// `POST /etablissements/{uai}/collegues/{membership}/retrait`.
pub(crate) async fn remove(
    me: SignedPerson,
    Ids((uai, id)): Ids<(String, MembershipId)>,
) -> Result {
    let (desk, colleague) = Desk::deciding(&me, &uai, id).await?;
    match desk.member.remove(id).await {
        Ok(()) => {
            trace(&me, "colleague_removed", &colleague);
            Ok(redirect(&desk.list())
                .good("La personne est retirée. Elle est prévenue par courriel."))
        }
        Err(ColleagueRefused::LastManager) => {
            me.page_with(StatusCode::CONFLICT, &desk.end(&colleague, true))
        }
        Err(other) => Err(failure(other)),
    }
}

/// `GET /etablissements/{uai}/collegues/depart`.
pub(crate) async fn ask_leave(me: SignedPerson, Ids(uai): Ids<String>) -> Result {
    let (desk, own) = Desk::of_oneself(&me, &uai).await?;
    let last = !desk.member.can_spare(own.id).await?;
    me.page(&desk.end(&own, last))
}

/// `POST /etablissements/{uai}/collegues/depart`.
pub(crate) async fn leave(me: SignedPerson, Ids(uai): Ids<String>) -> Result {
    let (desk, own) = Desk::of_oneself(&me, &uai).await?;
    match desk.member.leave().await {
        Ok(()) => {
            trace(&me, "colleague_left", &own);
            Ok(redirect("/").good("Vous ne faites plus partie de l’établissement."))
        }
        Err(ColleagueRefused::LastManager) => {
            me.page_with(StatusCode::CONFLICT, &desk.end(&own, true))
        }
        Err(other) => Err(failure(other)),
    }
}

/// A member of a school, at its list of colleagues.
pub(super) struct Desk {
    pub(super) member: SchoolMember,
    pub(super) school: School,
}

impl Desk {
    pub(super) async fn open(me: &SignedPerson, uai: &str) -> Result<Self> {
        let member = me.membership(uai).await?;
        let school = member.school().await?;
        Ok(Self { school: school.ok_or(Failure::NotFound)?, member })
    }

    /// For a manager.
    pub(super) async fn managing(me: &SignedPerson, uai: &str) -> Result<Self> {
        let desk = Self::open(me, uai).await?;
        match desk.member.is_manager() {
            true => Ok(desk),
            false => Err(Failure::NotFound),
        }
    }

    /// For a manager, about a colleague.
    async fn deciding(me: &SignedPerson, uai: &str, id: MembershipId) -> Result<(Self, Colleague)> {
        let desk = Self::managing(me, uai).await?;
        let colleague = desk.member.colleague(id).await?;
        Ok((desk, colleague.ok_or(Failure::NotFound)?))
    }

    async fn of_oneself(me: &SignedPerson, uai: &str) -> Result<(Self, Colleague)> {
        let desk = Self::open(me, uai).await?;
        let all = desk.member.colleagues().await?;
        let own = all.into_iter().find(|one| one.account == me.role.person().account);
        Ok((desk, own.ok_or(Failure::NotFound)?))
    }

    pub(super) fn list(&self) -> String {
        urls::colleagues(self.school.uai)
    }

    fn end(&self, colleague: &Colleague, last: bool) -> EndColleaguePage {
        let own = colleague.account == self.member.person().account;
        EndColleaguePage::new(&self.school, colleague, own, last.then_some(LAST_MANAGER))
    }
}

pub(super) fn failure(refused: ColleagueRefused) -> Failure {
    match refused {
        ColleagueRefused::Fault(fault) => fault.into(),
        _ => Failure::NotFound,
    }
}

fn trace(me: &SignedPerson, event: &'static str, colleague: &Colleague) {
    me.trace(event).about(colleague.account).done();
}
