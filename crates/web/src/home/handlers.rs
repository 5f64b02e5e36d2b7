//! Accueil and Contacts of a portal.

use domain::tenancy::{Contact, Standing, Tenant};

use super::pages::{ContactsPage, HomePage};
use crate::desk;
use crate::slots::SlotView;
use crate::visit::{Result, Visitor, redirect};

/// Lines of « Prochains stages ».
const NEXT: u64 = 5;

/// Said where the lycée has not written its own welcome.
const WELCOME: &str = "Vos élèves de quatrième et de troisième passent une demi-journée dans nos ateliers et nos classes.\nChoisissez un stage dans le calendrier, inscrivez l’élève, imprimez la convention.";

/// `/`: welcome, next stages, where to sign in. The staff has its « Tableau de bord » instead, a school its desk.
pub(crate) async fn show(visitor: Visitor) -> Result {
    match visitor.standing() {
        Some(Standing::Host(_)) => return Ok(redirect("/tableau-de-bord")),
        Some(Standing::Origin(booker)) => return desk::handlers::on_portal(&visitor, booker).await,
        Some(Standing::Nobody(_)) | None => {}
    }
    let tenant = visitor.portal.tenant();
    let next = visitor.portal.next_slots(NEXT).await?;
    let welcome = tenant.text("welcome");
    visitor.page(&HomePage {
        welcome: if welcome.is_empty() { WELCOME.to_owned() } else { welcome.to_owned() },
        next: next.iter().map(|slot| SlotView::of(slot, &tenant.name, visitor.now)).collect(),
        contacts: contacts(tenant),
        untied: visitor.untied().await?,
    })
}

/// `/contacts`: who to ask, how to come.
pub(crate) async fn contacts_page(visitor: Visitor) -> Result {
    visitor.page(&contacts(visitor.portal.tenant()))
}

/// The lycée's people (where none is named, the lycée itself), and the way to it.
pub(crate) fn contacts(tenant: &Tenant) -> ContactsPage {
    let details = &tenant.details;
    let mut contacts = details.contacts.clone();
    if contacts.is_empty() && !(details.mail.is_empty() && details.phone.is_empty()) {
        contacts.push(Contact {
            name: tenant.name.clone(),
            position: String::new(),
            phone: details.phone.clone(),
            mail: details.mail.clone(),
        });
    }
    ContactsPage {
        contacts,
        address: details.address.clone(),
        access: tenant.text("access").to_owned(),
    }
}
