//! What is wrong with a folder: all of it, each with its file, its key and the reason.

use std::fmt;

use domain::sites::SiteRefused;
use domain::tenants::{LabelRefused, TenantRefused};
use domain::text::TextRefused;

/// Mistakes for whoever typed the command.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Mistakes(Vec<String>);

impl Mistakes {
    pub(crate) fn one(mistake: impl Into<String>) -> Self {
        Self(vec![mistake.into()])
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// With those that were found later: what is said of a place already is not said of it again, for something
    /// else stood there when they were found.
    pub(crate) fn and(mut self, later: Self) -> Self {
        let place = |line: &String| line.split(" : ").next().unwrap_or_default().to_owned();
        let news: Vec<String> =
            later.0.into_iter().filter(|line| !self.names(&place(line))).collect();
        self.0.extend(news);
        self
    }

    /// Whether something is said of a place: of its key, of what holds it, or of a file that is no TOML.
    pub(crate) fn names(&self, place: &str) -> bool {
        let file = place.split(',').next().unwrap_or_default();
        let unread = format!("{file}, ligne ");
        self.0.iter().any(|line| {
            let said = line.split(" : ").next().unwrap_or_default();
            let within = |rest: &str| !rest.starts_with(char::is_alphanumeric);
            line.starts_with(&unread) && file.ends_with(".toml")
                || place.strip_prefix(said).is_some_and(within)
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Extend<String> for Mistakes {
    fn extend<T: IntoIterator<Item = String>>(&mut self, more: T) {
        self.0.extend(more);
    }
}

impl IntoIterator for Mistakes {
    type Item = String;
    type IntoIter = std::vec::IntoIter<String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(|mistake| format!("  - {mistake}")).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Mistakes {}

/// Why a portal was not applied; the unexpected stays an error.
pub(crate) fn refused(refused: TenantRefused) -> anyhow::Result<Mistakes> {
    use TenantRefused as No;
    let key = |key: &str, why: String| Ok(Mistakes::one(format!("tenant.toml, {key} : {why}")));
    match refused {
        No::Slug(why) => Ok(Mistakes::one(no_address(&why))),
        No::Taken(slug) => Ok(Mistakes::one(format!("« {slug} » est l’adresse d’un site commun, ou celle qu’un portail a quittée"))),
        No::Second(slug) => Ok(Mistakes::one(second(&slug))),
        No::Logo => Ok(Mistakes::one("logo : il est trop lourd")),
        No::Conflict => Ok(Mistakes::one("le portail a été modifié au même moment : recommencez")),
        No::Host(host) => key("custom_host", format!(
            "« {host} » n’est pas un nom d’hôte nu hors du domaine de la plateforme (par exemple stages.lycee.fr)"
        )),
        No::HostTaken(host) => key("custom_host", format!("un autre portail a déjà l’hôte « {host} »")),
        No::Word { key: word, why } => key(&word, self::why(&word, &why)),
        No::NoText(name) => key(&format!("texts.{name}"), format!(
            "rien ne montre un texte de ce nom ; il y a {}", domain::tenancy::TEXTS.join(", ")
        )),
        No::Twice(name) => key("tracks, teachers", format!("« {name} » figure deux fois")),
        No::UnknownSchool(uai) => key("uai", format!("l’annuaire ne connaît pas l’établissement {uai}")),
        No::Section(uai) => key("uai", format!("{uai} est une section : le portail appartient à son établissement")),
        No::Accent(text) => key("accent", format!("« {text} » n’est pas une couleur de la forme #0f5c63")),
        No::TimeZone(text) => {
            key("time_zone", format!("« {text} » n’est pas un fuseau horaire (par exemple Europe/Paris)"))
        }
        No::HolidayZone(text) => {
            key("holiday_zone", format!("« {text} » n’est pas une zone de vacances (par exemple Zone B)"))
        }
        No::DueDays(days) => key("agreement_due_days", format!(
            "{days} jours : le délai de retour de la convention va de 0 à 60 jours de classe"
        )),
        No::ReleasePolicy => key("release_days", "ne vaut qu’avec agreement_policy = \"before_visit\" : ailleurs, aucune convention n’est attendue avant le stage".into()),
        No::ReleaseDays => key("release_days", "au moins 1 jour, et moins que agreement_due_days : une réservation est libérée après le retour attendu de la convention".into()),
        No::Erasing => key("erase_days, erase_on", "de 1 à 365 jours après le stage, ou un jour de l’année (\"07-15\", mois et jour) ; au plus tard, tout est effacé le 31 août".into()),
        No::Several(all) => {
            let mut each = Mistakes::default();
            for one in all {
                each.extend(self::refused(one)?);
            }
            Ok(each)
        }
        No::Fault(fault) => Err(fault.into()),
    }
}

/// Why a common site was not applied; the unexpected stays an error.
pub(crate) fn site_refused(refused: SiteRefused) -> anyhow::Result<Mistakes> {
    use SiteRefused as No;
    let key = |key: &str, why: String| Ok(Mistakes::one(format!("site.toml, {key} : {why}")));
    match refused {
        No::Slug(why) => Ok(Mistakes::one(no_address(&why))),
        No::Taken(slug) => Ok(Mistakes::one(format!("« {slug} » est déjà l’adresse d’un portail"))),
        No::Accent(text) => {
            key("accent", format!("« {text} » n’est pas une couleur de la forme #0f5c63"))
        }
        No::Department(code) => {
            key("departments", format!("aucun département n’a le code « {code} »"))
        }
        No::Academy(code) => key("academies", format!("aucune académie n’a le code « {code} »")),
        No::Portal(slug) => key("portals", format!("il n’y a pas de portail « {slug} »")),
        No::Empty => Ok(Mistakes::one(
            "site.toml : le site ne réunit rien, donnez departments, academies ou portals",
        )),
        No::NotFound | No::Conflict => {
            Ok(Mistakes::one("le site a été modifié au même moment : recommencez"))
        }
        No::Several(all) => {
            let mut each = Mistakes::default();
            for one in all {
                each.extend(site_refused(one)?);
            }
            Ok(each)
        }
        No::Fault(fault) => Err(fault.into()),
    }
}

/// Why a word of a folder cannot be kept.
fn why(key: &str, why: &TextRefused) -> String {
    match why {
        TextRefused::Missing | TextRefused::Sign(_) if key.ends_with("mail") => {
            "ce n’est pas une adresse de courriel (une seule, entière)".into()
        }
        TextRefused::Missing | TextRefused::Sign(_) if key.ends_with("phone") => {
            "ce n’est pas un numéro de téléphone".into()
        }
        TextRefused::Missing => "il est vide".into(),
        TextRefused::TooLong(most) => format!("il a plus de {most} signes"),
        TextRefused::TooManyLines(most) => format!("il a plus de {most} lignes"),
        TextRefused::TooManyParagraphs(most) => format!("il a plus de {most} paragraphes"),
        TextRefused::Link(word) => format!("il contient un lien, « {word} »"),
        TextRefused::Sign(sign) if sign.is_control() || domain::text::is_hidden(*sign) => {
            format!(
                "il contient un signe invisible ou un retour à la ligne (U+{:04X})",
                u32::from(*sign)
            )
        }
        TextRefused::Sign(sign) => format!("il contient « {sign} », qui n’y a pas sa place"),
    }
}

/// This lycée has a portal already.
pub(crate) fn second(slug: &str) -> String {
    format!(
        "tenant.toml, uai : ce lycée a déjà le portail « {slug} » ; s’il lui en faut un deuxième, ajoutez --second"
    )
}

/// Two new addresses of one call look alike.
pub(crate) fn alike(other: &str) -> String {
    no_address(&LabelRefused::Like(other.to_owned()))
}

/// Why a word is no address, for whoever typed the command.
fn no_address(why: &LabelRefused) -> String {
    format!("l’adresse (le nom du dossier) est refusée. {}", web::no_address(why))
}
