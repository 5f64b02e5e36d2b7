//! `/options/informations` and `/etablissements/{uai}/informations`: one page, whoever's host it is.

use axum::http::StatusCode;
use domain::Booker;
use domain::accounts::MembershipRole;
use domain::directory::{CorrectionRefused, School};
use domain::tenancy::SchoolMember;

use super::form::{of, own_words};
use super::pages::InformationPage;
use super::redo::{self, offer};
use crate::bookings::form::SCHOOL;
use crate::form::{Form, READ};
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, SignedPerson, Visit, redirect};

/// `GET /options/informations`, on a portal.
pub(crate) async fn ask(me: Signed<Booker>) -> Result {
    let typed = me.typed().await;
    // What was typed before the session ended is of the school that it was typed for.
    let kept = typed.as_ref().and_then(|form| meant(&me, form));
    let typed = typed.filter(|_| kept.is_some());
    Desk::on_portal(&me, kept.unwrap_or_else(|| me.role.clone())).ask(typed).await
}

/// `POST /options/informations`, on a portal.
pub(crate) async fn save(me: Signed<Booker>, form: Form) -> Result {
    match meant(&me, &form) {
        Some(booker) => Desk::on_portal(&me, booker).save(form).await,
        None => Ok(redirect(PATH).bad(NOT_HERS)),
    }
}

/// `GET /etablissements/{uai}/informations`.
pub(crate) async fn ask_at_home(me: SignedPerson, Ids(uai): Ids<String>) -> Result {
    let typed = me.typed().await;
    Desk::at_home(&me, &uai).await?.ask(typed).await
}

/// `POST /etablissements/{uai}/informations`.
pub(crate) async fn save_at_home(me: SignedPerson, Ids(uai): Ids<String>, form: Form) -> Result {
    Desk::at_home(&me, &uai).await?.save(form).await
}

/// `POST /options/informations/conventions`, on a portal.
pub(crate) async fn redo(me: Signed<Booker>, form: Form) -> Result {
    match meant(&me, &form) {
        Some(booker) => Desk::on_portal(&me, booker).redo(&form).await,
        None => Ok(redirect(PATH).bad(NOT_HERS)),
    }
}

/// The school for which the page was drawn: in another tab she may act for another of hers meanwhile. `None`: it is
/// none of hers any more.
fn meant(me: &Signed<Booker>, form: &Form) -> Option<Booker> {
    match form.sent(SCHOOL) {
        "" if me.role.other_schools().is_empty() => Some(me.role.clone()),
        school => me.role.acting_for(school.parse().ok()?),
    }
}

/// Its path on a portal.
const PATH: &str = "/options/informations";
const NOT_HERS: &str = "Rien n’est enregistré\u{a0}: cette page était celle d’un établissement auquel votre compte n’est pas rattaché.";

/// `POST /etablissements/{uai}/informations/conventions`.
pub(crate) async fn redo_at_home(me: SignedPerson, Ids(uai): Ids<String>, form: Form) -> Result {
    Desk::at_home(&me, &uai).await?.redo(&form).await
}

/// A member of a school, and where she corrects it.
struct Desk<'a> {
    visit: &'a Visit,
    member: SchoolMember,
    /// Where its bookings are: on this portal, or on all of them.
    bookers: Vec<Booker>,
    /// « sur ce portail », or nothing where these are all.
    whereof: &'static str,
    path: String,
    back: (&'static str, &'static str),
}

impl<'a> Desk<'a> {
    fn on_portal(me: &'a Signed<Booker>, booker: Booker) -> Self {
        Self {
            visit: me,
            member: booker.membership(),
            bookers: vec![booker],
            whereof: " sur ce portail",
            path: PATH.into(),
            back: ("Options", "/options"),
        }
    }

    async fn at_home(me: &'a SignedPerson, uai: &str) -> Result<Self> {
        let member = me.membership(uai).await?;
        Ok(Self {
            visit: me,
            bookers: member.desks().await?,
            whereof: "",
            path: urls::school_information(member.uai()),
            member,
            back: ("Mes établissements", "/"),
        })
    }

    async fn ask(&self, typed: Option<Form>) -> Result {
        let school = self.school().await?;
        if !self.member.is_manager() {
            let redo = offer(&self.bookers, self.whereof).await?;
            let managers = Some(self.managers().await?);
            let page = self.page(&school, of(&school, &school.own));
            return self.visit.page(&InformationPage { redo, managers, ..page });
        }
        match typed {
            Some(form) => {
                let version = form.version();
                self.visit.page(&InformationPage { version, ..self.page(&school, form) })
            }
            None => {
                let redo = offer(&self.bookers, self.whereof).await?;
                self.visit
                    .page(&InformationPage { redo, ..self.page(&school, of(&school, &school.own)) })
            }
        }
    }

    async fn redo(&self, form: &Form) -> Result {
        redo::all(&self.bookers, form.sent(READ), &self.path).await
    }

    async fn save(&self, mut form: Form) -> Result {
        let school = self.school().await?;
        let Some(own) = own_words(&mut form, &school) else {
            let page = InformationPage { version: form.version(), ..self.page(&school, form) };
            return self.visit.again(&page);
        };
        match self.member.correct_school(&own).await {
            Ok(()) => {
                let name = own.name.as_deref().unwrap_or(&school.listed.name);
                Ok(redirect(&self.path).good(format!("Les informations sont enregistrées ({name}). Elles seront imprimées sur les prochaines conventions.")))
            }
            Err(CorrectionRefused::NotManager) => Ok(redirect(&self.path).info("Rien n’est changé\u{a0}: ces informations sont modifiées par un gestionnaire du compte.")),
            Err(CorrectionRefused::Conflict) => {
                let now = self.school().await?;
                let page = self.page(&now, of(&now, &own)).beside(&of(&now, &now.own));
                self.visit.page_with(StatusCode::CONFLICT, &page)
            }
            Err(CorrectionRefused::Fault(fault)) => Err(fault.into()),
        }
    }

    /// « Mme Maëlle Le Goff (secrétariat) ».
    async fn managers(&self) -> Result<String> {
        let all = self.member.colleagues().await?;
        let managers = all.iter().filter(|one| one.role == MembershipRole::Manager);
        let named = managers.map(|one| format!("{} ({})", one.name, one.position));
        Ok(named.collect::<Vec<_>>().join(", "))
    }

    async fn school(&self) -> Result<School> {
        self.member.school().await?.ok_or(Failure::NotFound)
    }

    fn page(&self, school: &School, form: Form) -> InformationPage {
        InformationPage::new(school, form, &self.path, self.back)
    }
}
