//! « Le lycée »: names, town, zones, and what conventions print of it; filled from the directory.

use domain::directory::School;
use domain::ids::TenantId;
use domain::onboarding::{About, Draft, Step};
use domain::tenancy::{FullOperator, Operator};
use domain::text::{
    AddressLine, City, HeadName, HeadQuality, MailAddress, PortalName, ShortName, Telephone,
};
use education::names::of_town;
use education::{academies, calendar, departments};

use super::frame::{self, Frame};
use super::pages::PrepareAboutPage;
use crate::form::Form;
use crate::view::Choice;
use crate::visit::{Ids, Result, Signed, Visit};

/// `GET /lycees/{tenant}/preparation/lycee`.
pub(crate) async fn ask(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    let form = visit.typed().await.unwrap_or_else(|| filled(&draft));
    visit.page(&page(&visit, &draft, form))
}

/// `POST /lycees/{tenant}/preparation/lycee`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let version = form.version();
    let (status, form) = match read(&mut form) {
        None => (axum::http::StatusCode::UNPROCESSABLE_ENTITY, form),
        Some(about) => match visit.role.describe_draft(id, version, &about).await {
            Ok(()) => {
                return Ok(frame::done(
                    &visit,
                    Step::About,
                    id,
                    "Les coordonnées du lycée sont enregistrées.",
                ));
            }
            Err(why) => frame::refused(form, "nom", why)?,
        },
    };
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    visit.page_with(status, &page(&visit, &draft, form))
}

fn read(form: &mut Form) -> Option<About> {
    let name = form.read("nom", PortalName::parse, "Indiquez le nom du lycée.");
    let short_name = form.read("nom_court", ShortName::parse, "Indiquez un nom court.");
    let city = form.read("ville", City::parse, "Indiquez la ville.");
    let address = form.read("adresse", AddressLine::lines, "Indiquez l’adresse postale.");
    let phone = form.optional("telephone", Telephone::parse, PHONE);
    let mail = form.check("courriel", |typed| match MailAddress::parse(typed) {
        Ok(mail) if !mail.is_empty() => Ok(mail),
        _ => Err(MAIL.to_owned()),
    });
    let head_name =
        form.optional("chef", HeadName::parse, "Indiquez le nom du chef d’établissement.");
    let head_quality = form.read(
        "qualite",
        HeadQuality::parse,
        "Indiquez sa fonction, par exemple «\u{a0}proviseure\u{a0}».",
    );
    let time_zone = form.check("fuseau", |typed| {
        let known = clocks().any(|(name, _)| name == typed);
        known.then(|| typed.to_owned()).ok_or_else(|| "Choisissez un fuseau horaire.".to_owned())
    });
    let holiday_zone = form.check("zone", |typed| {
        let known = calendar::HolidayZone::named(typed).is_some();
        known.then(|| typed.to_owned()).ok_or_else(|| "Choisissez une zone de vacances.".to_owned())
    });
    let agricultural = form.check("agricole", |typed| Ok(typed == "oui"));
    let listed = form.check("paraitre", |typed| Ok(typed == "oui"));
    Some(About {
        name: name?,
        short_name: short_name?,
        city: city?,
        address: address?,
        phone: phone?,
        mail: mail?,
        head_name: head_name?,
        head_quality: head_quality?,
        time_zone: time_zone?,
        holiday_zone: holiday_zone?,
        agricultural: agricultural?,
        listed: listed?,
    })
}

const PHONE: &str =
    "Indiquez un numéro de téléphone, par exemple 02\u{a0}40\u{a0}12\u{a0}34\u{a0}56.";
const MAIL: &str = "Indiquez l’adresse où arrivent les réponses, une seule, en entier.";

/// The form as the draft is.
fn filled(draft: &Draft) -> Form {
    let (tenant, details) = (&draft.tenant, &draft.tenant.details);
    let yes = |is: bool| if is { "oui" } else { "" };
    Form::default()
        .with("nom", &tenant.name)
        .with("nom_court", &tenant.short_name)
        .with("ville", &tenant.city)
        .with("adresse", details.address.join("\n"))
        .with("telephone", &details.phone)
        .with("courriel", &details.mail)
        .with("chef", &details.head_name)
        .with("qualite", &details.head_quality)
        .with("fuseau", tenant.time_zone.name())
        .with("zone", &tenant.holiday_zone)
        .with("agricole", yes(details.agricultural))
        .with("paraitre", yes(tenant.listed))
}

fn page(visit: &Visit, draft: &Draft, form: Form) -> PrepareAboutPage {
    PrepareAboutPage {
        frame: Frame::of(visit, draft, Some(Step::About)),
        academy: academy(&draft.school),
        zones: Choice::list(
            form.sent("zone"),
            calendar::HolidayZone::ALL.map(|zone| (zone.name(), zone.name())),
        ),
        clocks: Choice::list(form.sent("fuseau"), clocks()),
        agricultural: form.sent("agricole") == "oui",
        listed: form.sent("paraitre") == "oui",
        form,
    }
}

/// « Académie de Nantes ».
fn academy(school: &School) -> String {
    let known = academies::by_code(&school.academy).or_else(|| academies::by_uai(school.uai));
    known.map_or_else(String::new, |academy| format!("Académie {}", of_town(&academy.name)))
}

/// The clocks of France, each with the first place that has it.
fn clocks() -> impl Iterator<Item = (&'static str, String)> {
    let mut seen: Vec<&'static str> = Vec::new();
    departments::all().iter().filter_map(move |department| {
        let name = calendar::timezone(&department.code).name();
        if seen.contains(&name) {
            return None;
        }
        seen.push(name);
        let place = match name {
            "Europe/Paris" => "France métropolitaine",
            _ => department.name.as_str(),
        };
        Some((name, format!("{place} ({name})")))
    })
}
