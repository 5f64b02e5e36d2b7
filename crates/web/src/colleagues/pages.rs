//! « Collègues ».

use chrono::{DateTime, Utc};
use domain::accounts::MembershipRole;
use domain::colleagues::Colleague;
use domain::directory::School;
use domain::invitations::OpenInvitation;
use domain::tenancy::SchoolMember;
use serde::Serialize;

use crate::form::Form;
use crate::moments::{Clock, moment};
use crate::signup::pages::SchoolCard;
use crate::urls;
use crate::view::{Badge, Choice, Tone, page};
use crate::words::{ago, school_role};

/// One colleague.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ColleagueRow {
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) login: String,
    pub(crate) role: Badge,
    /// « il y a 3 jours », or empty.
    pub(crate) seen: String,
    /// Her mailbox is not proved yet.
    pub(crate) unconfirmed: bool,
    pub(crate) own: bool,
    pub(crate) change: Option<String>,
    /// Page that removes her, for managers; that leaves, for herself.
    pub(crate) end: Option<String>,
}

/// `/etablissements/{uai}/collegues`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ColleagueListPage {
    pub(crate) school: SchoolCard,
    /// Everybody: managers first, then by name.
    pub(crate) rows: Vec<ColleagueRow>,
    pub(crate) manager: bool,
    /// Who was invited and has not answered; for managers.
    pub(crate) open: Vec<OpenRow>,
    pub(crate) invite: Option<String>,
}
page!(ColleagueListPage, "colleagues/list.html");

/// An invitation without an answer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OpenRow {
    pub(crate) login: String,
    pub(crate) role: Badge,
    pub(crate) until: String,
    pub(crate) withdraw: String,
}

/// `/etablissements/{uai}/collegues/invitation`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InvitePage {
    pub(crate) school: SchoolCard,
    pub(crate) form: Form,
    pub(crate) roles: Vec<Choice>,
    pub(crate) action: String,
    pub(crate) back: String,
}
page!(InvitePage, "colleagues/invite.html");

/// `/etablissements/{uai}/collegues/{membership}/role`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RolePage {
    pub(crate) school: SchoolCard,
    pub(crate) name: String,
    pub(crate) roles: Vec<Choice>,
    pub(crate) form: Form,
    pub(crate) action: String,
    pub(crate) back: String,
}
page!(RolePage, "colleagues/role.html");

/// `…/retrait` and `…/depart`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EndColleaguePage {
    pub(crate) school: SchoolCard,
    pub(crate) name: String,
    pub(crate) login: String,
    /// The reader herself leaves.
    pub(crate) own: bool,
    /// Why it cannot be: no button then.
    pub(crate) blocked: Option<String>,
    pub(crate) action: String,
    pub(crate) back: String,
}
page!(EndColleaguePage, "colleagues/end.html");

/// « Gestionnaire » stands out.
pub(super) fn role_badge(role: MembershipRole) -> Badge {
    match role {
        MembershipRole::Manager => Badge::new(Tone::Accent, "key-round", school_role(role)),
        MembershipRole::Member => Badge::new(Tone::Neutral, "pencil", school_role(role)),
    }
}

/// Both roles, with what they are.
pub(super) fn roles(chosen: Option<MembershipRole>) -> Vec<Choice> {
    let all = MembershipRole::ALL.iter().map(|&role| {
        let label = match role {
            MembershipRole::Manager => {
                "Gestionnaire\u{a0}: réserve, corrige les informations imprimées, invite, change les rôles et retire"
            }
            MembershipRole::Member => "Saisie\u{a0}: réserve",
        };
        (role.as_str(), label)
    });
    Choice::list(chosen.map_or("", MembershipRole::as_str), all)
}

impl ColleagueListPage {
    /// The list as a member sees it.
    pub(crate) fn new(
        school: &School,
        member: &SchoolMember,
        colleagues: &[Colleague],
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            school: SchoolCard::of(school),
            rows: colleagues.iter().map(|colleague| row(school, member, colleague, now)).collect(),
            manager: member.is_manager(),
            open: Vec::new(),
            invite: member.is_manager().then(|| urls::invite(school.uai)),
        }
    }

    /// The same with the invitations that wait for an answer.
    #[must_use]
    pub(crate) fn inviting(mut self, school: &School, open: &[OpenInvitation]) -> Self {
        self.open = open
            .iter()
            .map(|one| OpenRow {
                login: one.login.clone(),
                role: role_badge(one.role),
                until: moment(one.expires_at, Clock::of_school(school.uai)),
                withdraw: urls::withdraw(school.uai, one.id),
            })
            .collect();
        self
    }
}

impl InvitePage {
    /// The form, as typed.
    pub(crate) fn new(school: &School, form: Form) -> Self {
        Self {
            school: SchoolCard::of(school),
            roles: roles(form.sent("role").parse().ok()),
            form,
            action: urls::invite(school.uai),
            back: urls::colleagues(school.uai),
        }
    }
}

fn row(
    school: &School,
    member: &SchoolMember,
    colleague: &Colleague,
    now: DateTime<Utc>,
) -> ColleagueRow {
    let own = colleague.account == member.person().account;
    let (uai, id) = (school.uai, colleague.id);
    ColleagueRow {
        name: colleague.name.clone(),
        position: colleague.position.clone(),
        login: colleague.login.clone(),
        role: role_badge(colleague.role),
        seen: colleague.signed_in_at.map(|moment| ago(moment, now)).unwrap_or_default(),
        unconfirmed: !colleague.confirmed,
        own,
        change: member.is_manager().then(|| urls::change_role(uai, id)),
        end: match (own, member.is_manager()) {
            (true, _) => Some(urls::leave(school.uai)),
            (false, true) => Some(urls::remove(uai, id)),
            (false, false) => None,
        },
    }
}

impl RolePage {
    /// The role that she has, and the other.
    pub(crate) fn new(school: &School, colleague: &Colleague, form: Form) -> Self {
        Self {
            school: SchoolCard::of(school),
            name: colleague.name.clone(),
            roles: roles(Some(colleague.role)),
            form,
            action: urls::change_role(school.uai, colleague.id),
            back: urls::colleagues(school.uai),
        }
    }
}

impl EndColleaguePage {
    /// What happens when she goes, or why she cannot.
    pub(crate) fn new(
        school: &School,
        colleague: &Colleague,
        own: bool,
        blocked: Option<&str>,
    ) -> Self {
        Self {
            school: SchoolCard::of(school),
            name: colleague.name.clone(),
            login: colleague.login.clone(),
            own,
            blocked: blocked.map(str::to_owned),
            action: match own {
                true => urls::leave(school.uai),
                false => urls::remove(school.uai, colleague.id),
            },
            back: urls::colleagues(school.uai),
        }
    }
}
