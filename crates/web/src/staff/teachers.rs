//! `/options/enseignants`: an editor sees which account is which teacher of the lycée's list, and says it.

use domain::Editor;
use domain::ids::TeacherId;
use domain::offer::Teacher;
use domain::staff::{TeacherAccount, TieRefused};

use super::pages::{TeacherRow, TeachersPage};
use crate::form::{Form, READ};
use crate::view::Choice;
use crate::visit::{Failure, Result, Signed, redirect};

pub(super) const PAGE: &str = "/options/enseignants";

/// `GET /options/enseignants`.
pub(crate) async fn show(me: Signed<Editor>) -> Result {
    let accounts = me.role.teacher_accounts().await?;
    let offer = me.role.portal().offer().await?;
    let is_free =
        |teacher: &&Teacher| !accounts.iter().any(|account| account.teacher == Some(teacher.id));
    let others = offer.teachers.iter().filter(is_free).map(|one| one.name.clone()).collect();
    let rows = accounts.iter().map(|account| row(account, &accounts, &offer.teachers)).collect();
    me.page(&TeachersPage { rows, others })
}

/// `POST /options/enseignants`.
pub(crate) async fn tie(me: Signed<Editor>, form: Form) -> Result {
    let person = form.sent("compte").parse().map_err(|_| Failure::NotFound)?;
    let teacher: Option<TeacherId> = match form.sent("enseignant") {
        "" => None,
        typed => Some(typed.parse().map_err(|_| Failure::NotFound)?),
    };
    match me.role.tie_teacher(person, form.sent(READ), teacher).await {
        Ok(()) => Ok(redirect(PAGE).good(match teacher {
            Some(_) => "Le compte est relié\u{a0}: cette personne voit ses stages et leurs élèves.",
            None => "Le compte n’est relié à aucun enseignant\u{a0}: il ne voit les élèves d’aucun stage.",
        })),
        Err(TieRefused::Changed) => Ok(redirect(PAGE).bad(
            "Rien n’est enregistré\u{a0}: depuis votre lecture, quelqu’un d’autre a dit de quel enseignant il s’agit. Relisez, puis choisissez.",
        )),
        Err(TieRefused::NotFound) => Err(Failure::NotFound),
        Err(TieRefused::Fault(fault)) => Err(fault.into()),
    }
}

fn row(account: &TeacherAccount, all: &[TeacherAccount], list: &[Teacher]) -> TeacherRow {
    let chosen = account.teacher.or(account.proposed);
    let named = |teacher: &Teacher| match teacher.subject.as_str() {
        "" => teacher.name.clone(),
        subject => format!("{}, {subject}", teacher.name),
    };
    let none = Choice::new("", "Aucun enseignant de la liste", chosen.is_none());
    let teachers = list.iter().map(|teacher| {
        let tied =
            |other: &&TeacherAccount| other.id != account.id && other.teacher == Some(teacher.id);
        let label = match all.iter().find(tied) {
            Some(other) => format!("{} (relié au compte {})", named(teacher), other.login),
            None => named(teacher),
        };
        Choice::new(teacher.id.to_string(), label, chosen == Some(teacher.id))
    });
    let tied = list.iter().find(|teacher| account.teacher == Some(teacher.id));
    TeacherRow {
        id: account.id.to_string(),
        name: account.name.clone(),
        login: account.login.clone(),
        read: account.read.clone(),
        field: format!("enseignant-{}", account.id),
        choices: std::iter::once(none).chain(teachers).collect(),
        teacher: tied.map(named).unwrap_or_default(),
        proposed: account.teacher.is_none() && account.proposed.is_some(),
    }
}
