//! « Profil »: shown and corrected, the same on portals, at the account's home and on the console.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::profile::Profile;
use domain::tenancy::Standing;
use domain::{Booker, StaffMember};
use education::Uai;

use super::forms::{ProfileFields, ProfileForm};
use super::pages::{FactGroup, PageLink, ProfilePage};
use crate::signup::forms::titles;
use crate::urls;
use crate::view::HostKind;
use crate::visit::{Form, Result, SignedPerson, Visit, redirect};

/// `GET /profil`.
pub(crate) async fn show(me: SignedPerson) -> Result {
    let profile: Profile = me.app.backstage.profile(&me.person).await?;
    me.page(&page(&me, profile.into()))
}

/// `POST /profil`.
pub(crate) async fn save(me: SignedPerson, Form(form): Form<ProfileForm>) -> Result {
    let who = match form.read(place(&me)) {
        Ok(who) => who,
        Err(fields) => return me.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page(&me, *fields)),
    };
    me.app.backstage.change_profile(&me.person, &who).await?;
    let saved = "Votre profil est enregistré, pour tous les portails.";
    Ok(redirect("/profil").good(saved).into_response())
}

/// Where she works on this host: her phone is looked for there first.
fn place(visit: &Visit) -> Option<Uai> {
    match visit.standing()? {
        Standing::Origin(origin) => Some(origin.uai()),
        Standing::Host(host) => Some(host.portal().tenant().uai),
        Standing::Nobody(_) => None,
    }
}

fn page(me: &SignedPerson, fields: ProfileFields) -> ProfilePage {
    let standing = me.standing();
    let confirmed = me.person.confirmed;
    ProfilePage {
        titles: titles(fields.title),
        title_error: fields.title_error,
        last_name: fields.last_name,
        first_name: fields.first_name,
        position: fields.position,
        phone: fields.phone,
        login: me.person.login.clone(),
        groups: match standing {
            Some(Standing::Origin(origin)) => vec![of_membership(origin)],
            Some(Standing::Host(host)) => vec![of_staff(host)],
            _ => Vec::new(),
        },
        confirmed,
        resend: match standing {
            Some(Standing::Origin(origin)) if !confirmed => Some(urls::sign_up_mail(origin.uai())),
            _ => None,
        },
        links: links(me),
    }
}

fn links(visit: &Visit) -> Vec<PageLink> {
    let mut links = vec![
        PageLink::new("key-round", "Changer le mot de passe", "", "/profil/mot-de-passe"),
        PageLink::new("mail", "Changer d’identifiant", "", "/profil/adresse"),
    ];
    if visit.host != HostKind::Console {
        let sessions = visit.app.url(&visit.app.account_host(), "/sessions");
        links.push(PageLink::new("log-in", "Mes connexions", "", sessions));
    }
    if visit.host == HostKind::Portal {
        let home = visit.app.url(&visit.app.account_host(), "/");
        links.push(PageLink::new(
            "school",
            "Mes établissements",
            "Collègues, demandes et réservations de tous les portails",
            home,
        ));
    }
    links
}

fn of_membership(origin: &Booker) -> FactGroup {
    let uai = origin.uai().to_string();
    FactGroup::new(
        "Votre établissement",
        &[("Nom", origin.school_name()), ("Code RNE", &uai), ("Votre rôle", origin.role().label())],
    )
}

fn of_staff(host: &StaffMember) -> FactGroup {
    FactGroup::new(
        "Votre lycée",
        &[("Nom", &host.portal().tenant().name), ("Votre rôle", host.role().label())],
    )
}
