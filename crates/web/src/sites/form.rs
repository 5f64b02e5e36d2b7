//! What an operator types to make a common site.

use domain::sites::{Site, SiteRefused, SiteSpec};
use domain::text::{SiteName, Welcome};

use crate::form::Form;
use crate::words;

/// The colour that a new site starts from: a calm green, because blue is that of other products.
const ACCENT: &str = "#3d5a45";

/// Reads the site; `None`: something is wrong, and the form says what.
pub(super) fn read(form: &mut Form) -> Option<SiteSpec> {
    let name = form.read("nom", SiteName::parse, "Donnez un nom au site.");
    let welcome = form.read("texte", Welcome::parse, "");
    let accent = form.check("couleur", |typed| Ok(typed.trim().to_owned()));
    let [departments, academies, portals] =
        ["departements", "academies", "portails"].map(|name| form.check(name, list));
    Some(SiteSpec {
        name: name?,
        welcome: welcome?,
        accent: accent?,
        departments: departments?,
        academies: academies?,
        portals: portals?,
    })
}

/// A form to start from.
pub(super) fn empty() -> Form {
    Form::default().with("couleur", ACCENT)
}

/// The form of a site that is there.
pub(super) fn of(site: &Site) -> Form {
    let spec = &site.spec;
    Form::default()
        .with("nom", spec.name.to_string())
        .with("texte", spec.welcome.to_string())
        .with("couleur", &spec.accent)
        .with("departements", spec.departments.join(", "))
        .with("academies", spec.academies.join(", "))
        .with("portails", spec.portals.join(", "))
        .with("version", site.version.to_string())
}

/// The form with what the verb refused, beside its input.
pub(super) fn refused(form: Form, refused: SiteRefused) -> Result<Form, domain::Fault> {
    use SiteRefused as No;
    Ok(match refused {
        No::Slug(why) => form.wrong("adresse", words::no_address(&why)),
        No::Taken(slug) => form.wrong("adresse", format!("«\u{a0}{slug}\u{a0}» est déjà l’adresse d’un portail ou d’un site commun.")),
        No::Accent(_) => form.wrong("couleur", "Une couleur s’écrit ainsi\u{a0}: #3d5a45.".to_owned()),
        No::Department(code) => form.wrong("departements", format!("Aucun département n’a le code «\u{a0}{}\u{a0}».", shown(&code))),
        No::Academy(code) => form.wrong("academies", format!("Aucune académie n’a le code «\u{a0}{}\u{a0}».", shown(&code))),
        No::Portal(slug) => form.wrong("portails", format!("Aucun portail n’a l’adresse «\u{a0}{}\u{a0}».", shown(&slug))),
        No::Empty => form.wrong("departements", "Indiquez au moins un département, une académie ou un portail.".to_owned()),
        No::Conflict => form.fail("Ce site a été modifié entre-temps. Votre saisie est ci-dessous\u{a0}; ouvrez le site à nouveau pour voir ce qui a changé."),
        No::NotFound => form.fail("Ce site n’existe plus."),
        No::Fault(fault) => return Err(fault),
    })
}

/// A word as a sentence shows it: short, and without what nobody sees.
fn shown(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// « 44, 49 »: a comma, a space or a line between two.
fn list(typed: &str) -> Result<Vec<String>, String> {
    let words = typed.split([',', ';', ' ', '\n', '\r']).map(str::trim);
    Ok(words.filter(|word| !word.is_empty()).map(str::to_owned).collect())
}
