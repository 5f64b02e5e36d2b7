//! « Collègues ».

mod samples;

use chrono::{DateTime, Utc};
use domain::accounts::MembershipRole;
use domain::colleagues::{Colleague, OpenInvitation};
use domain::directory::School;
use domain::tenancy::Membership;
use serde::Serialize;

use crate::signup::pages::SchoolCard;
use crate::view::{Badge, Choice, Field, Tone};
use crate::words::{ago, moment};

/// One colleague.
#[derive(Clone, Debug, Serialize)]
pub struct ColleagueRow {
    /// "Mme Maëlle Le Goff".
    pub name: String,
    /// "Secrétariat".
    pub position: String,
    /// Her login.
    pub login: String,
    /// « Gestionnaire » or « Saisie ».
    pub role: Badge,
    /// « il y a 3 jours », or empty.
    pub seen: String,
    /// Her mailbox is not proved yet.
    pub unconfirmed: bool,
    /// The reader herself.
    pub own: bool,
    /// Page that changes the role, for managers.
    pub change: Option<String>,
    /// Page that removes her, for managers; that leaves, for herself.
    pub end: Option<String>,
}

/// `/etablissements/{uai}/collegues`.
#[derive(Clone, Debug, Serialize)]
pub struct ColleagueListPage {
    /// Whose.
    pub school: SchoolCard,
    /// Everybody: managers first, then by name.
    pub rows: Vec<ColleagueRow>,
    /// The reader may decide.
    pub manager: bool,
    /// Who was invited and has not answered; for managers.
    pub open: Vec<OpenRow>,
    /// Page that invites, for managers.
    pub invite: Option<String>,
}

/// An invitation without an answer.
#[derive(Clone, Debug, Serialize)]
pub struct OpenRow {
    /// The mailbox.
    pub login: String,
    /// « Gestionnaire » or « Saisie ».
    pub role: Badge,
    /// « 11 janvier 2027, 10 h 02 ».
    pub until: String,
    /// Action of the form that takes it back.
    pub withdraw: String,
}

/// `/etablissements/{uai}/collegues/invitation`.
#[derive(Clone, Debug, Serialize)]
pub struct InvitePage {
    /// Whose.
    pub school: SchoolCard,
    /// Asked too often.
    pub error: Option<String>,
    /// `email`.
    pub email: Field,
    /// `role`.
    pub roles: Vec<Choice>,
    /// Error beside it.
    pub role_error: Option<String>,
    /// Action of the form.
    pub action: String,
    /// The list.
    pub back: String,
}

/// `/etablissements/{uai}/collegues/{membership}/role`.
#[derive(Clone, Debug, Serialize)]
pub struct RolePage {
    /// Whose.
    pub school: SchoolCard,
    /// "Mme Maëlle Le Goff".
    pub name: String,
    /// `role`.
    pub roles: Vec<Choice>,
    /// Why it was not changed.
    pub error: Option<String>,
    /// Action of the form.
    pub action: String,
    /// The list.
    pub back: String,
}

/// `…/retrait` and `…/depart`.
#[derive(Clone, Debug, Serialize)]
pub struct EndColleaguePage {
    /// Whose.
    pub school: SchoolCard,
    /// "Mme Maëlle Le Goff".
    pub name: String,
    /// Her login.
    pub login: String,
    /// The reader herself leaves.
    pub own: bool,
    /// Why it cannot be: no button then.
    pub blocked: Option<String>,
    /// Action of the form.
    pub action: String,
    /// The list.
    pub back: String,
}

/// The pages about a school's people.
fn base(school: &School) -> String {
    format!("/etablissements/{}/collegues", school.uai)
}

/// « Gestionnaire » stands out.
pub(super) fn role_badge(role: MembershipRole) -> Badge {
    match role {
        MembershipRole::Manager => Badge::new(Tone::Accent, "key-round", role.label()),
        MembershipRole::Member => Badge::new(Tone::Neutral, "pencil", role.label()),
    }
}

/// Both roles, with what they are.
pub(super) fn roles(chosen: Option<MembershipRole>) -> Vec<Choice> {
    MembershipRole::ALL
        .iter()
        .map(|&role| {
            let label = match role {
                MembershipRole::Manager => {
                    "Gestionnaire\u{a0}: réserve, invite, change les rôles et retire"
                }
                MembershipRole::Member => "Saisie\u{a0}: réserve",
            };
            Choice::new(role.as_str(), label, chosen == Some(role))
        })
        .collect()
}

impl ColleagueListPage {
    /// The list as a member sees it.
    pub fn new(
        school: &School,
        member: &Membership,
        colleagues: &[Colleague],
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            school: SchoolCard::of(school),
            rows: colleagues.iter().map(|colleague| row(school, member, colleague, now)).collect(),
            manager: member.is_manager(),
            open: Vec::new(),
            invite: member.is_manager().then(|| format!("{}/invitation", base(school))),
        }
    }

    /// The same with the invitations that wait for an answer.
    #[must_use]
    pub fn inviting(mut self, school: &School, open: &[OpenInvitation]) -> Self {
        let base = base(school);
        self.open = open
            .iter()
            .map(|one| OpenRow {
                login: one.login.clone(),
                role: role_badge(one.role),
                until: moment(one.expires_at),
                withdraw: format!("{base}/invitations/{}/retrait", one.id),
            })
            .collect();
        self
    }
}

impl InvitePage {
    /// The form, as typed.
    pub fn new(school: &School, email: Field, role: Option<MembershipRole>) -> Self {
        let base = base(school);
        Self {
            school: SchoolCard::of(school),
            error: None,
            email,
            roles: roles(role),
            role_error: role.is_none().then(|| "Choisissez un rôle.".to_owned()),
            action: format!("{base}/invitation"),
            back: base,
        }
    }
}

fn row(
    school: &School,
    member: &Membership,
    colleague: &Colleague,
    now: DateTime<Utc>,
) -> ColleagueRow {
    let base = base(school);
    let own = colleague.account == member.person().account;
    let page = |word: &str| format!("{base}/{}/{word}", colleague.id);
    ColleagueRow {
        name: colleague.name.clone(),
        position: colleague.position.clone(),
        login: colleague.login.clone(),
        role: role_badge(colleague.role),
        seen: colleague.signed_in_at.map(|moment| ago(moment, now)).unwrap_or_default(),
        unconfirmed: !colleague.confirmed,
        own,
        change: member.is_manager().then(|| page("role")),
        end: match (own, member.is_manager()) {
            (true, _) => Some(format!("{base}/depart")),
            (false, true) => Some(page("retrait")),
            (false, false) => None,
        },
    }
}

impl RolePage {
    /// The role that she has, and the other.
    pub fn new(school: &School, colleague: &Colleague, error: Option<&str>) -> Self {
        let base = base(school);
        Self {
            school: SchoolCard::of(school),
            name: colleague.name.clone(),
            roles: roles(Some(colleague.role)),
            error: error.map(str::to_owned),
            action: format!("{base}/{}/role", colleague.id),
            back: base,
        }
    }
}

impl EndColleaguePage {
    /// What happens when she goes, or why she cannot.
    pub fn new(school: &School, colleague: &Colleague, own: bool, blocked: Option<&str>) -> Self {
        let base = base(school);
        Self {
            school: SchoolCard::of(school),
            name: colleague.name.clone(),
            login: colleague.login.clone(),
            own,
            blocked: blocked.map(str::to_owned),
            action: match own {
                true => format!("{base}/depart"),
                false => format!("{base}/{}/retrait", colleague.id),
            },
            back: base,
        }
    }
}
