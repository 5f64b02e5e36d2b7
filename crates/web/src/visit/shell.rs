//! What surrounds a page, for this person on this host: navigation, name, search, warnings.

use domain::tenancy::{Standing, TenantState};
use education::french;
use education::names::definite;

use super::{Visit, Who};
use crate::guides;
use crate::query::Query;
use crate::sessions::way_back::sign_in_and_back;
use crate::view::{Bounce, Flash, HostKind, Look, Search, Shell, nav};
use crate::{urls, words};

impl Visit {
    /// What surrounds the page.
    pub(crate) fn shell(&self) -> Shell {
        let look = match (&self.portal, &self.site) {
            (Some(portal), _) => self.app.look(portal),
            (None, Some(site)) => Look::site(&site.spec),
            (None, None) => Look::platform(),
        };
        let mut shell = Shell {
            nonce: self.nonce.clone(),
            swapped: self.swapped,
            request_id: self.request_id.clone(),
            flash: self.flash.clone().or_else(|| self.returned.get().map(|()| returned())),
            form_page: self.form_page.get().cloned(),
            known: self.known,
            known_as: self.known_as.clone(),
            front_url: self.app.url(self.app.backstage.base_domain(), ""),
            home_url: self.app.url(&self.app.account_host(), ""),
            demo_mailbox: self.app.demo_mailbox(),
            help: guides::help(self),
            ..Shell::new(self.host, look)
        };
        if self.host.is_showcase() {
            shell.doors = shell.home_url.clone();
            shell.sign_in = sign_in_and_back(self);
            shell.stages = urls::SEARCH.to_owned();
        } else if self.portal.is_none() {
            shell.stages = format!("{}{}", shell.front_url, urls::SEARCH);
        }
        let current = self.section();
        // Whoever signs in on a page that everybody sees comes back to it.
        if self.portal.is_some()
            && ["/calendrier", "/creneaux", "/contacts", "/c"].contains(&current.as_str())
        {
            shell.sign_in = Query::of(&shell.sign_in).with("retour", &self.target).url();
        }
        shell = match &self.who {
            Who::Nobody if self.host == HostKind::Portal => {
                shell.navigate(&nav::ANONYMOUS, &current)
            }
            Who::Nobody if self.host == HostKind::Common => shell.navigate(&nav::COMMON, &current),
            Who::Nobody | Who::Claimant(_) => shell,
            Who::OnPortal(Standing::Origin(origin)) => {
                let person = origin.person();
                let others = origin
                    .other_schools()
                    .iter()
                    .map(|school| (school.uai.to_string(), definite(&school.name)));
                shell
                    .navigate(&nav::ORIGIN, &current)
                    .signed_in(
                        origin.school_name(),
                        &[person.name.as_str(), person.position.as_str()].join(", "),
                        &initials(origin.school_name()),
                    )
                    .serving(others.collect(), urls::colleagues(origin.uai()))
            }
            Who::OnPortal(Standing::Host(host)) => {
                let person = host.person();
                shell.navigate(&nav::STAFF, &current).signed_in(
                    &person.name,
                    match person.position.as_str() {
                        "" => words::staff_role(host.role()),
                        position => position,
                    },
                    &initials(&person.name),
                )
            }
            Who::OnPortal(Standing::Nobody(person)) => shell
                .navigate(&nav::ANONYMOUS, &current)
                .signed_in(&person.name, "", &initials(&person.name)),
            Who::AtHome(person) => shell.navigate(&nav::ACCOUNT, &current).signed_in(
                &person.name,
                &person.position,
                &initials(&person.name),
            ),
            Who::Operator(operator) => {
                let current = if current == "/lycees" { "/" } else { &current };
                let name = &operator.person().name;
                let role = words::operator_role(operator.role());
                shell.navigate(&nav::CONSOLE, current).signed_in(name, role, &initials(name))
            }
        };
        shell.search = self.search();
        shell.bounce = self.bounce();
        shell.viewing = self.viewing_bar();
        let state = self.portal.as_ref().map(|portal| portal.tenant().state);
        let is_staff = matches!(self.who, Who::OnPortal(Standing::Host(_)));
        shell.read_only = matches!(&self.who, Who::Operator(operator) if operator.full().is_none());
        shell.draft = is_staff && state == Some(TenantState::Draft);
        shell
    }

    /// What a person is told whose mailbox refuses our letters.
    fn bounce(&self) -> Option<Bounce> {
        let person = self.person()?;
        let (since, code) = person.bounced.clone()?;
        let since = self.clock().day(since);
        Some(Bounce {
            login: person.login.clone(),
            since: french::date_plain(since),
            code,
            change: self.app.url(&self.app.account_host(), "/profil/adresse"),
            contact: self.app.address.contact.clone(),
        })
    }

    /// The search box of the header: a school's bookings, the staff's trainees.
    fn search(&self) -> Option<Search> {
        if let Who::AtHome(_) = &self.who {
            return Some(Search::new("/reservations", "Rechercher une réservation", ""));
        }
        match self.standing()? {
            Standing::Origin(_) => {
                Some(Search::new("/reservations", "Rechercher une réservation", ""))
            }
            Standing::Host(_) => Some(Search::new(urls::TRAINEES, "Rechercher un stagiaire", "")),
            Standing::Nobody(_) => None,
        }
    }

    /// The first part of the path: which entry of the navigation is shown as current.
    fn section(&self) -> String {
        let path = self.target.split('?').next().unwrap_or("/");
        format!("/{}", path.split('/').nth(1).unwrap_or_default())
    }
}

fn returned() -> Flash {
    let text = "Votre saisie a été gardée\u{a0}: vérifiez-la, puis confirmez.".to_owned();
    Flash { kind: "good", text }
}

/// Two letters for a name, civility left out.
fn initials(name: &str) -> String {
    name.split([' ', '-', '’'])
        .filter(|word| {
            !matches!(*word, "Mme" | "M." | "" | "de" | "du" | "des" | "la" | "le" | "les")
        })
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_alphabetic())
        .take(2)
        .collect::<String>()
        .to_uppercase()
}
