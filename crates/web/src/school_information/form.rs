//! What is typed, and what is wrong with it. Each field begins with what holds; empty means: what is listed holds.

use domain::directory::{OwnWords, School};
use domain::text::{AddressLine, HeadName, HeadQuality, Insurance, OwnName};
use education::names::fold;

use crate::form::{Form, Refused, cut, mailbox};

/// What holds for a school with these words of its own.
pub(super) fn of(school: &School, own: &OwnWords) -> Form {
    let school = School { own: own.clone(), ..school.clone() };
    let own = &school.own;
    Form::default()
        .with("nom", school.name())
        .with("adresse", school.address().join("\n"))
        .with("telephone", school.phone().unwrap_or_default())
        .with("courriel", school.mail().unwrap_or_default())
        .with("chef", own.head_name.as_deref().unwrap_or_default())
        .with("qualite", own.head_quality.as_deref().unwrap_or_default())
        .with("assurance", own.insurance.as_deref().unwrap_or_default())
}

/// The school's own words, over the version of them that was read.
pub(super) fn own_words(form: &mut Form, school: &School) -> Option<OwnWords> {
    let listed_address = school.listed_address().join("\n");
    let listed_mail = school.mailbox().address().map(str::to_owned);
    let name = corrected(form, "nom", &school.listed.name, OwnName::parse);
    let address = corrected(form, "adresse", &listed_address, AddressLine::lines);
    let phone = match is_own(form.sent("telephone"), school.listed.phone.as_deref()) {
        true => form.optional_phone(Some(school.uai)),
        false => form.check("telephone", |_| Ok(None)),
    };
    let mail = form.check("courriel", |typed| match typed.trim() {
        "" => Ok(None),
        typed => mailbox(typed).map(|_| Some(cut(typed))),
    });
    let head_name = form.optional("chef", HeadName::parse, "");
    let head_quality = form.optional("qualite", HeadQuality::parse, "");
    let insurance = form.optional("assurance", Insurance::parse, "");
    Some(OwnWords {
        name: name?,
        address: address?,
        phone: phone?.filter(|own| is_own(own, school.listed.phone.as_deref())),
        mail: mail?.filter(|own| is_own(own, listed_mail.as_deref())),
        head_name: head_name?,
        head_quality: head_quality?,
        insurance: insurance?,
        version: form.version(),
    })
}

/// A field that was left as it is listed is not read: what is listed may be longer than what may be typed.
fn corrected<T, E: Refused>(
    form: &mut Form,
    name: &'static str,
    listed: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Option<Option<T>> {
    match is_own(form.sent(name), Some(listed)) {
        true => form.optional(name, parse, ""),
        false => form.check(name, |_| Ok(None)),
    }
}

/// What says the same as the directory is no correction, so that its changes go on arriving.
pub(super) fn is_own(typed: &str, listed: Option<&str>) -> bool {
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
