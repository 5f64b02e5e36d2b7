//! Believable colleagues.

use domain::accounts::MembershipRole;

use super::{
    ColleagueListPage, ColleagueRow, EndColleaguePage, InvitePage, OpenRow, RolePage, role_badge,
    roles,
};
use crate::form::Form;
use crate::signup::pages::SchoolCard;
use crate::view::Sampled;

const BASE: &str = "/etablissements/0440008V/collegues";

fn row(name: &str, position: &str, login: &str, role: MembershipRole) -> ColleagueRow {
    ColleagueRow {
        name: name.into(),
        position: position.into(),
        login: login.into(),
        role: role_badge(role),
        seen: "il y a 3\u{a0}jours".into(),
        unconfirmed: false,
        own: false,
        change: Some(format!("{BASE}/0199/role")),
        end: Some(format!("{BASE}/0199/retrait")),
    }
}

impl Sampled for ColleagueListPage {
    fn samples() -> Vec<Self> {
        let own = ColleagueRow {
            own: true,
            end: Some(format!("{BASE}/depart")),
            ..row(
                "Mme Maëlle Le Goff",
                "Secrétariat",
                "ce.0440008v@ac-nantes.fr",
                MembershipRole::Manager,
            )
        };
        let other = ColleagueRow {
            seen: String::new(),
            unconfirmed: true,
            ..row(
                "M. Jean-Baptiste de la Rochefoucauld-Montmorency",
                "Professeur principal de troisième préparatoire aux métiers",
                "jean-baptiste.de-la-rochefoucauld-montmorency@ac-nantes.fr",
                MembershipRole::Member,
            )
        };
        let managed = Self {
            school: SchoolCard::sample(),
            rows: vec![own.clone(), other.clone()],
            manager: true,
            open: vec![OpenRow {
                login: "anne.morvan@ac-nantes.fr".into(),
                role: role_badge(MembershipRole::Member),
                until: "11 janvier 2027, 10\u{a0}h\u{a0}02".into(),
                withdraw: format!("{BASE}/invitations/0199/retrait"),
            }],
            invite: Some(format!("{BASE}/invitation")),
        };
        let seen = Self {
            rows: [own, other]
                .map(|row| ColleagueRow { change: None, end: row.end.filter(|_| row.own), ..row })
                .to_vec(),
            manager: false,
            open: Vec::new(),
            invite: None,
            ..managed.clone()
        };
        vec![managed, seen]
    }
}

impl Sampled for InvitePage {
    fn samples() -> Vec<Self> {
        let page = Self {
            school: SchoolCard::sample(),
            form: Form::default(),
            roles: roles(Some(MembershipRole::Member)),
            action: format!("{BASE}/invitation"),
            back: BASE.into(),
        };
        let wrong = Self {
            form: Form::default()
                .with("email", "anne@gmail.com")
                .wrong("email", "Indiquez une adresse professionnelle.")
                .wrong("role", "Choisissez un rôle."),
            roles: roles(None),
            ..page.clone()
        };
        vec![page, wrong]
    }
}

impl Sampled for RolePage {
    fn samples() -> Vec<Self> {
        let page = Self {
            school: SchoolCard::sample(),
            name: "Mme Anne Morvan".into(),
            roles: roles(Some(MembershipRole::Member)),
            form: Form::default(),
            action: format!("{BASE}/0199/role"),
            back: BASE.into(),
        };
        let refused = Self {
            form: Form::default().fail("L’établissement doit garder un gestionnaire."),
            ..page.clone()
        };
        vec![page, refused]
    }
}

impl Sampled for EndColleaguePage {
    fn samples() -> Vec<Self> {
        let page = Self {
            school: SchoolCard::sample(),
            name: "Mme Anne Morvan".into(),
            login: "anne.morvan@ac-nantes.fr".into(),
            own: false,
            blocked: None,
            action: format!("{BASE}/0199/retrait"),
            back: BASE.into(),
        };
        let own = Self { own: true, ..page.clone() };
        let blocked = Self {
            blocked: Some("L’établissement doit garder un gestionnaire.".into()),
            ..own.clone()
        };
        vec![page, own, blocked]
    }
}
