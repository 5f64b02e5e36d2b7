//! What is typed, and what is wrong with it. Empty means: what is listed holds.

use domain::directory::{OwnWords, School};
use education::names::fold;
use serde::Deserialize;

use crate::sessions::forms::mailbox;
use crate::signup::phones;
use crate::view::Field;

/// Lines of an address, at most, and signs in each: what a convention has room for.
const MOST_LINES: usize = 5;
const LONGEST_LINE: usize = 60;

/// The corrections, and the version of the school's words that they were typed over.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct InformationForm {
    pub(crate) version: String,
    pub(crate) nom: String,
    pub(crate) adresse: String,
    pub(crate) telephone: String,
    pub(crate) courriel: String,
    pub(crate) chef: String,
    pub(crate) qualite: String,
    pub(crate) assurance: String,
}

/// The fields as they are shown again.
#[derive(Clone, Debug, Default)]
pub(crate) struct InformationFields {
    pub(crate) name: Field,
    pub(crate) address: Field,
    pub(crate) phone: Field,
    pub(crate) mail: Field,
    pub(crate) head_name: Field,
    pub(crate) head_quality: Field,
    pub(crate) insurance: Field,
}

impl InformationForm {
    /// The school's own words, or the fields with what is wrong.
    pub(crate) fn read(&self, school: &School) -> Result<OwnWords, Box<InformationFields>> {
        let phone = phones::french(&self.telephone, school.uai);
        let fields = InformationFields {
            name: line(&self.nom, 100),
            address: address(&self.adresse),
            phone: match (self.telephone.trim().is_empty(), &phone) {
                (true, _) => Field::default(),
                (_, Some(phone)) => Field::of(phone),
                (_, None) => Field::wrong(
                    short(&self.telephone),
                    "Indiquez un numéro de téléphone français, par exemple 02\u{a0}40\u{a0}12\u{a0}34\u{a0}56.",
                ),
            },
            mail: match self.courriel.trim().is_empty() {
                true => Field::default(),
                false => mailbox(&self.courriel),
            },
            head_name: line(&self.chef, 80),
            head_quality: line(&self.qualite, 60),
            insurance: line(&self.assurance, 160),
        };
        if fields.is_wrong() {
            return Err(Box::new(fields));
        }
        let listed_mail = school.mailbox().address().map(str::to_owned);
        Ok(OwnWords {
            name: own(&fields.name, Some(&school.listed.name)),
            address: own(&fields.address, Some(&school.listed_address().join("\n")))
                .map(|text| text.lines().map(str::to_owned).collect()),
            phone: own(&fields.phone, school.listed.phone.as_deref()),
            mail: own(&fields.mail, listed_mail.as_deref()),
            head_name: own(&fields.head_name, None),
            head_quality: own(&fields.head_quality, None),
            insurance: own(&fields.insurance, None),
            version: self.version.parse().unwrap_or_default(),
        })
    }
}

impl InformationFields {
    /// What the school says of itself now.
    pub(crate) fn of(own: &OwnWords) -> Self {
        let field = |value: &Option<String>| Field::of(value.clone().unwrap_or_default());
        Self {
            name: field(&own.name),
            address: field(&own.address.as_ref().map(|lines| lines.join("\n"))),
            phone: field(&own.phone),
            mail: field(&own.mail),
            head_name: field(&own.head_name),
            head_quality: field(&own.head_quality),
            insurance: field(&own.insurance),
        }
    }

    fn is_wrong(&self) -> bool {
        self.all().iter().any(|field| field.error.is_some())
    }

    /// In the order of the page.
    pub(crate) fn all(&self) -> [&Field; 7] {
        [
            &self.name, &self.address, &self.phone, &self.mail, &self.head_name,
            &self.head_quality, &self.insurance,
        ]
    }
}

/// A correction; what says the same as the directory is none, so that its changes go on arriving.
fn own(field: &Field, listed: Option<&str>) -> Option<String> {
    let typed = Some(field.value.clone()).filter(|value| !value.is_empty())?;
    (listed.map(fold) != Some(fold(&typed)) || listed == Some("")).then_some(typed)
}

/// One line of words, up to `longest` signs.
fn line(typed: &str, longest: usize) -> Field {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().count() {
        count if count > longest => {
            Field::wrong(short(&text), format!("Écrivez {longest}\u{a0}caractères au plus."))
        }
        _ if text.chars().any(char::is_control) => {
            Field::wrong(short(&text), "Un des signes ne peut pas être écrit ici.")
        }
        _ => Field::of(text),
    }
}

fn address(typed: &str) -> Field {
    let lines: Vec<Field> = typed
        .lines()
        .map(|typed| line(typed, LONGEST_LINE))
        .filter(|line| !line.value.is_empty())
        .collect();
    let text = lines
        .iter()
        .take(MOST_LINES + 1)
        .map(|line| line.value.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    if lines.len() > MOST_LINES {
        return Field::wrong(text, format!("Écrivez {MOST_LINES}\u{a0}lignes au plus."));
    }
    let error = lines.into_iter().find_map(|line| line.error);
    Field { value: text, error }
}

/// What is sent back stays short, whatever was sent.
fn short(typed: &str) -> String {
    let shown = typed.trim().chars().filter(|sign| !sign.is_control());
    shown.take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_lines_and_nothing_else() {
        assert_eq!(
            address(" 8  route de Gorges \r\n\r\n44190 Clisson\n").value,
            "8 route de Gorges\n44190 Clisson"
        );
        assert!(address("a\nb\nc\nd\ne\nf").error.is_some());
        assert!(address(&"a".repeat(61)).error.is_some());
        assert!(line("Collège\u{0}", 100).error.is_some());
    }

    #[test]
    fn what_says_the_same_is_no_correction() {
        let listed = Some("Collège Cacault");
        assert_eq!(own(&Field::of(""), listed), None);
        assert_eq!(own(&Field::of("college cacault"), listed), None);
        assert_eq!(own(&Field::of("MAIF"), None), Some("MAIF".to_owned()));
        assert_eq!(
            own(&Field::of("Collège Cacault, Clisson"), listed),
            Some("Collège Cacault, Clisson".to_owned())
        );
    }
}
