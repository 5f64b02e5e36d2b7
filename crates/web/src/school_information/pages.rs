//! « Informations de l'Établissement ».

use domain::directory::School;
use serde::Serialize;

use super::redo::Offer;
use crate::form::Form;
use crate::signup::pages::SchoolCard;
use crate::view::page;
use crate::words;

/// One piece of information: what is listed, what the school says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InformationRow {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    /// `text`, `tel`, `email`, or `lines`.
    pub(crate) kind: &'static str,
    /// What the directory says, where the school says something else.
    pub(crate) official: Option<String>,
    /// What a colleague has written meanwhile, if it is not what is typed.
    pub(crate) theirs: Option<String>,
    /// What it is for, or empty.
    pub(crate) hint: &'static str,
}

/// `/options/informations` on a portal, `/etablissements/{uai}/informations` at the account's home.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InformationPage {
    pub(crate) school: SchoolCard,
    pub(crate) action: String,
    /// Of the school's words when the page was drawn.
    pub(crate) version: i32,
    /// As the convention shows the school now, line by line.
    pub(crate) printed: Vec<String>,
    /// In the order of a convention.
    pub(crate) rows: Vec<InformationRow>,
    pub(crate) form: Form,
    /// Conventions that may be printed anew; none where there are none.
    pub(crate) redo: Option<Offer>,
    /// Who changes it, for who may not.
    pub(crate) managers: Option<String>,
    /// A colleague has saved something meanwhile.
    pub(crate) conflict: bool,
    /// Where to go back to.
    pub(crate) back: (String, String),
}
page!(InformationPage, "school_information/edit.html");

impl InformationPage {
    /// The page of a school, with fields as typed.
    pub(crate) fn new(school: &School, form: Form, action: &str, back: (&str, &str)) -> Self {
        let listed = &school.listed;
        let official: [Option<String>; 7] = [
            Some(listed.name.clone()).filter(|_| school.own.name.is_some()),
            Some(school.listed_address().join(", ")).filter(|_| school.own.address.is_some()),
            listed.phone.clone().filter(|_| school.own.phone.is_some()),
            school.mailbox().address().map(str::to_owned).filter(|_| school.own.mail.is_some()),
            None,
            None,
            None,
        ];
        let rows = LABELS
            .iter()
            .zip(official)
            .map(|((name, label, kind, hint), official)| InformationRow {
                name,
                label,
                kind,
                official,
                theirs: None,
                hint,
            })
            .collect();
        Self {
            school: SchoolCard::of(school),
            action: action.to_owned(),
            version: school.own.version,
            printed: printed(school),
            rows,
            form,
            redo: None,
            managers: None,
            conflict: false,
            back: (back.0.to_owned(), back.1.to_owned()),
        }
    }

    /// The same after a colleague saved something else: both values, nothing lost.
    #[must_use]
    pub(crate) fn beside(mut self, theirs: &Form) -> Self {
        for row in &mut self.rows {
            let theirs = theirs.sent(row.name);
            let said = match theirs.is_empty() {
                true => "rien".to_owned(),
                false => theirs.replace('\n', ", "),
            };
            row.theirs = (theirs != self.form.sent(row.name)).then_some(said);
        }
        self.conflict = true;
        self
    }
}

/// As `agreement.typ` prints a school.
fn printed(school: &School) -> Vec<String> {
    let own = &school.own;
    let word = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let mail = school.mail();
    let reached =
        words::joined(" · ", [school.phone().unwrap_or_default(), word(mail.as_deref()).as_str()]);
    let head = [own.head_name.as_deref(), own.head_quality.as_deref()].map(word);
    let head = words::joined(", ", head.iter().map(String::as_str));
    let named = |label: &str, what: &str| {
        if what.is_empty() { String::new() } else { format!("{label}{what}") }
    };
    let mut lines = vec![format!("{} ({})", school.name(), school.uai)];
    lines.extend(school.address());
    lines.push(reached);
    lines.push(named("Représenté par ", &head));
    lines.push(named("Assurance\u{a0}: ", own.insurance.as_deref().unwrap_or_default()));
    lines.retain(|line| !line.is_empty());
    lines
}

/// Input, label, kind and use, in the order of a convention.
pub(super) const LABELS: [(&str, &str, &str, &str); 7] = [
    ("nom", "Nom", "text", ""),
    ("adresse", "Adresse", "lines", "Une ligne par ligne d’adresse, la ville en dernier"),
    ("telephone", "Téléphone", "tel", ""),
    (
        "courriel",
        "Courriel",
        "email",
        "L’adresse à laquelle le lycée peut vous écrire\u{a0}; elle ne change pas votre identifiant",
    ),
    ("chef", "Chef d’établissement", "text", "Par exemple M.\u{a0}Karim Haddad"),
    ("qualite", "Qualité", "text", "Par exemple principal, proviseure, directrice"),
    (
        "assurance",
        "Assurance de l’établissement",
        "text",
        "Par exemple MAIF, contrat n°\u{a0}1234567\u{a0}A",
    ),
];
