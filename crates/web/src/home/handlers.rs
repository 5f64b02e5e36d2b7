//! Accueil and Contacts of a portal.

use domain::tenancy::{Standing, Tenant};

use super::pages::{Contact, ContactsPage, HomePage};
use crate::slots::SlotView;
use crate::visit::{Result, Visitor, redirect};

/// Lines of « Prochains stages ».
const NEXT: u64 = 5;

/// Said where the lycée has not written its own welcome.
const WELCOME: &str = "Vos élèves de quatrième et de troisième passent une demi-journée dans nos ateliers et nos classes.\nChoisissez un stage dans le calendrier, inscrivez l’élève, imprimez la convention.";

/// `/`: welcome, next stages, where to sign in. The staff has its « Tableau de bord » instead.
pub(crate) async fn show(visitor: Visitor) -> Result {
    if let Some(Standing::Host(_)) = visitor.standing() {
        return Ok(redirect("/tableau-de-bord"));
    }
    let tenant = visitor.portal.tenant();
    let next = visitor.portal.next_slots(NEXT).await?;
    let welcome = tenant.text("welcome");
    visitor.page(&HomePage {
        welcome: if welcome.is_empty() { WELCOME.to_owned() } else { welcome.to_owned() },
        next: next.iter().map(|slot| SlotView::of(slot, &tenant.name, visitor.now)).collect(),
        access: tenant.text("access").to_owned(),
        address: tenant.details.address.clone(),
        contacts: contacts(tenant),
        guide: Some(("/guide".to_owned(), "PDF, 2\u{a0}pages".to_owned())),
    })
}

/// `/contacts`: who to ask, how to come.
pub(crate) async fn contacts_page(visitor: Visitor) -> Result {
    let tenant = visitor.portal.tenant();
    visitor.page(&ContactsPage {
        contacts: contacts(tenant),
        address: tenant.details.address.clone(),
        access: tenant.text("access").to_owned(),
    })
}

/// The lycée's people; where none is named, the lycée itself.
fn contacts(tenant: &Tenant) -> Vec<Contact> {
    let details = &tenant.details;
    if details.contacts.is_empty() && !(details.mail.is_empty() && details.phone.is_empty()) {
        return vec![Contact {
            name: tenant.name.clone(),
            role: String::new(),
            email: details.mail.clone(),
            phone: details.phone.clone(),
        }];
    }
    let known = details.contacts.iter().map(|person| Contact {
        name: person.name.clone(),
        role: person.position.clone(),
        email: person.mail.clone(),
        phone: person.phone.clone(),
    });
    known.collect()
}
