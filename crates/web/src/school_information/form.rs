//! What is typed, and what is wrong with it. Empty means: what is listed holds.

use domain::directory::{OwnWords, School};
use domain::text::{AddressLine, HeadName, HeadQuality, Insurance, OwnName};
use education::names::fold;

use crate::form::{Form, cut, mailbox};

/// What the school says of itself now.
pub(super) fn of(own: &OwnWords) -> Form {
    let address = own.address.as_ref().map(|lines| lines.join("\n"));
    Form::default()
        .with("nom", own.name.as_deref().unwrap_or_default())
        .with("adresse", address.unwrap_or_default())
        .with("telephone", own.phone.as_deref().unwrap_or_default())
        .with("courriel", own.mail.as_deref().unwrap_or_default())
        .with("chef", own.head_name.as_deref().unwrap_or_default())
        .with("qualite", own.head_quality.as_deref().unwrap_or_default())
        .with("assurance", own.insurance.as_deref().unwrap_or_default())
}

/// The school's own words, over the version of them that was read.
pub(super) fn own_words(form: &mut Form, school: &School) -> Option<OwnWords> {
    let name = form.optional("nom", OwnName::parse, "");
    let address = form.optional("adresse", AddressLine::lines, "");
    let phone = form.optional_phone(Some(school.uai));
    let mail = form.check("courriel", |typed| match typed.trim() {
        "" => Ok(None),
        typed => mailbox(typed).map(|_| Some(cut(typed))),
    });
    let head_name = form.optional("chef", HeadName::parse, "");
    let head_quality = form.optional("qualite", HeadQuality::parse, "");
    let insurance = form.optional("assurance", Insurance::parse, "");
    let listed_address = school.listed_address().join("\n");
    let listed_mail = school.mailbox().address().map(str::to_owned);
    Some(OwnWords {
        name: name?.filter(|own| is_own(own, Some(&school.listed.name))),
        address: address?.filter(|own| is_own(&own.join("\n"), Some(&listed_address))),
        phone: phone?.filter(|own| is_own(own, school.listed.phone.as_deref())),
        mail: mail?.filter(|own| is_own(own, listed_mail.as_deref())),
        head_name: head_name?,
        head_quality: head_quality?,
        insurance: insurance?,
        version: form.version(),
    })
}

/// What says the same as the directory is no correction, so that its changes go on arriving.
fn is_own(typed: &str, listed: Option<&str>) -> bool {
    listed.map(fold) != Some(fold(typed)) || listed == Some("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_the_same_is_no_correction() {
        let listed = Some("Collège Cacault");
        assert!(!is_own("college cacault", listed));
        assert!(is_own("MAIF", None) && is_own("MAIF", Some("")));
        assert!(is_own("Collège Cacault, Clisson", listed));
    }
}
