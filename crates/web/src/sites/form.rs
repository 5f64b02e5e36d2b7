//! What an operator types to make a common site.

use domain::sites::{Site, SiteRefused, SiteSpec};
use domain::text::{MailAddress, SiteName, Welcome};
use education::departments;

use crate::form::Form;
use crate::words;

/// The colour that a new site starts from: a calm green, because blue is that of other products.
const ACCENT: &str = "#3d5a45";

/// Reads the site; `None`: something is wrong, and the form says what.
pub(super) fn read(form: &mut Form) -> Option<SiteSpec> {
    let name = form.read("nom", SiteName::parse, "Donnez un nom au site.");
    let welcome = form.read("texte", Welcome::parse, "");
    let contact = form.optional(
        "contact",
        MailAddress::parse,
        "Une adresse s’écrit ainsi\u{a0}: ministages44@ac-nantes.fr.",
    );
    let accent = form.check("couleur", |typed| Ok(typed.trim().to_owned()));
    let [departments, academies, portals] =
        ["departements", "academies", "portails"].map(|name| form.check(name, list));
    Some(SiteSpec {
        name: name?,
        welcome: welcome?,
        accent: accent?,
        contact: contact?,
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
        .with("contact", spec.contact.as_ref().map(ToString::to_string).unwrap_or_default())
        .with(
            "departements",
            spec.departments.iter().map(|code| insee(code)).collect::<Vec<_>>().join(", "),
        )
        .with("academies", spec.academies.join(", "))
        .with("portails", spec.portals.join(", "))
        .with("version", site.version.to_string())
}

/// A département as people write it: « 44 », « 2A ».
fn insee(code: &str) -> &str {
    departments::by_code(code).map_or(code, |known| &known.insee)
}

/// The form with all that the verb refused, beside its input.
pub(super) fn refused(form: Form, why: SiteRefused) -> Result<Form, domain::Fault> {
    use SiteRefused as No;
    Ok(match why {
        No::Slug(why) => form.also("adresse", &words::no_address(&why)),
        No::Taken(slug) => form.also("adresse", &format!("«\u{a0}{slug}\u{a0}» est déjà l’adresse d’un portail ou d’un site commun.")),
        No::Accent(_) => form.wrong("couleur", "Une couleur s’écrit ainsi\u{a0}: #3d5a45.".to_owned()),
        No::Department(typed) => form.also("departements", &format!("Aucun département n’a pour code ou pour nom «\u{a0}{}\u{a0}».", shown(&typed))),
        No::Academy(typed) => form.also("academies", &format!("Aucune académie n’a pour code ou pour nom «\u{a0}{}\u{a0}».", shown(&typed))),
        No::Portal(slug) => form.also("portails", &format!("Aucun portail n’a l’adresse «\u{a0}{}\u{a0}».", shown(&slug))),
        No::Empty => form.wrong("departements", "Indiquez au moins un département, une académie ou un portail.".to_owned()),
        No::Several(all) => all.into_iter().try_fold(form, refused)?,
        No::Conflict => form.fail("Ce site a été modifié entre-temps. Votre saisie est ci-dessous\u{a0}; ouvrez le site à nouveau pour voir ce qui a changé."),
        No::NotFound => form.fail("Ce site n’existe plus."),
        No::Fault(fault) => return Err(fault),
    })
}

/// A word as a sentence shows it: short, and without what nobody sees.
fn shown(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// « 44, Maine-et-Loire », « 44 49 »: a comma or a line between two, or a space between codes.
fn list(typed: &str) -> Result<Vec<String>, String> {
    let mut all = Vec::new();
    for part in typed.split([',', ';', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty()) {
        let is_code =
            |word: &str| word.contains(|c: char| c.is_ascii_digit()) || word.contains('-');
        match part.split_whitespace().all(is_code) {
            true => all.extend(part.split_whitespace().map(str::to_owned)),
            false => all.push(part.to_owned()),
        }
    }
    Ok(all)
}
