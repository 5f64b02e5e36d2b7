//! « Profil »: shown and corrected, the same on portals, at the account's home and on the console.

use domain::accounts::Identity;
use domain::profile::Profile;
use domain::tenancy::Standing;
use domain::{Booker, StaffMember};
use education::Uai;

use super::pages::{FactGroup, PageLink, ProfilePage};
use crate::form::Form;
use crate::view::HostKind;
use crate::visit::{Result, SignedPerson, Visit, redirect};
use crate::{urls, words};

/// `GET /profil`.
pub(crate) async fn show(me: SignedPerson) -> Result {
    let profile: Profile = me.role.profile().await?;
    let form = me.typed().await.unwrap_or_else(|| of(profile));
    me.page(&page(&me, form))
}

/// `POST /profil`.
pub(crate) async fn save(me: SignedPerson, mut form: Form) -> Result {
    let Some(who) = person(&mut form, place(&me)) else {
        return me.again(&page(&me, form));
    };
    me.role.change_profile(&who).await?;
    let saved = "Votre profil est enregistré, pour tous les portails.";
    Ok(redirect("/profil").good(saved))
}

/// The form as it stands now.
fn of(profile: Profile) -> Form {
    Form::default()
        .with("civilite", profile.title.as_str())
        .with("nom", profile.last_name)
        .with("prenom", profile.first_name)
        .with("fonction", profile.position)
        .with("telephone", profile.phone.unwrap_or_default())
}

fn person(form: &mut Form, place: Option<Uai>) -> Option<Identity> {
    let (title, last_name, first_name) = (form.title(), form.last_name(), form.first_name());
    let (position, phone) = (form.position(), form.optional_phone(place));
    Some(Identity {
        title: title?,
        last_name: last_name?,
        first_name: first_name?,
        position: position?,
        phone: phone?,
    })
}

/// Where she works on this host: her phone is looked for there first.
fn place(visit: &Visit) -> Option<Uai> {
    match visit.standing()? {
        Standing::Origin(origin) => Some(origin.uai()),
        Standing::Host(host) => Some(host.portal().tenant().uai),
        Standing::Nobody(_) => None,
    }
}

fn page(me: &SignedPerson, form: Form) -> ProfilePage {
    let standing = me.standing();
    let confirmed = me.role.person().confirmed;
    ProfilePage {
        titles: form.titles(),
        form,
        login: me.role.person().login.clone(),
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
        let history = visit.app.url(&visit.app.account_host(), "/historique");
        links.push(PageLink::new("list", "Historique de mon compte", "", history));
    }
    if visit.host == HostKind::Portal {
        let home = visit.app.url(&visit.app.account_host(), "/etablissements");
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
        &[
            ("Nom", origin.school_name()),
            ("Code RNE", &uai),
            ("Votre rôle", words::school_role(origin.role())),
        ],
    )
}

fn of_staff(host: &StaffMember) -> FactGroup {
    FactGroup::new(
        "Votre lycée",
        &[("Nom", &host.portal().tenant().name), ("Votre rôle", words::staff_role(host.role()))],
    )
}
