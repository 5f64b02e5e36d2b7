//! « Profil » and « Options ».

use serde::Serialize;

use crate::form::Form;
use crate::view::{Choice, page};

/// Facts under one heading: label and value.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactGroup {
    pub(crate) title: String,
    /// Label and value; an empty value is shown as « non renseigné ».
    pub(crate) facts: Vec<(String, String)>,
    /// A sentence below, or empty.
    pub(crate) note: String,
}

/// The way to another page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageLink {
    pub(crate) icon: &'static str,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// `/profil`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProfilePage {
    pub(crate) titles: Vec<Choice>,
    pub(crate) form: Form,
    /// Not corrected here.
    pub(crate) login: String,
    /// What she is on this host.
    pub(crate) groups: Vec<FactGroup>,
    /// The login is confirmed; until then no convocation is mailed.
    pub(crate) confirmed: bool,
    /// Action of the POST form that sends the confirmation again, when it is not.
    pub(crate) resend: Option<String>,
    /// Password, login, schools.
    pub(crate) links: Vec<PageLink>,
}
page!(ProfilePage, "profile/show.html");

/// `/options`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OptionsPage {
    /// « Options Générales », for a school.
    pub(crate) links: Vec<PageLink>,
    /// What the portal says, for its staff.
    pub(crate) groups: Vec<FactGroup>,
    /// How to have something corrected, or empty.
    pub(crate) hint: String,
}
page!(OptionsPage, "profile/options.html");

impl PageLink {
    /// A link.
    pub(crate) fn new(
        icon: &'static str,
        label: impl Into<String>,
        hint: impl Into<String>,
        href: impl Into<String>,
    ) -> Self {
        Self { icon, label: label.into(), hint: hint.into(), href: href.into() }
    }
}

impl FactGroup {
    /// A group without note.
    pub(crate) fn new(title: impl Into<String>, facts: &[(&str, &str)]) -> Self {
        Self {
            title: title.into(),
            facts: facts.iter().map(|(label, value)| ((*label).into(), (*value).into())).collect(),
            note: String::new(),
        }
    }
}
