//! The schools that a word finds: for whoever inscribes one of their pupils (« Élève extérieur »), and for whoever
//! signs up and does not know her code.

use domain::Editor;
use domain::directory::School;
use education::departments;

use super::pages::SchoolLink;
use crate::visit::Result;
use crate::words;

/// Schools that are shown, at most: whoever has more to read types another word.
pub(crate) const MOST_SCHOOLS: usize = 20;

/// What was found.
pub(crate) struct Found(Vec<School>);

impl From<Vec<School>> for Found {
    fn from(schools: Vec<School>) -> Self {
        Self(schools)
    }
}

impl Found {
    /// Searches by name, town or code.
    pub(crate) async fn of(editor: &Editor, search: &str) -> Result<Self> {
        Ok(editor.search_schools(search, MOST_SCHOOLS as u64 + 1).await?.into())
    }

    /// « 3 établissements trouvés », or that there is none; empty before a search.
    pub(crate) fn summary(&self, search: &str) -> String {
        match (self.0.len(), search) {
            (_, "") => String::new(),
            (0, _) => {
                "Aucun établissement ne correspond. Essayez la ville, ou le code RNE.".to_owned()
            }
            (found, _) if found > MOST_SCHOOLS => {
                format!(
                    "Plus de {MOST_SCHOOLS} établissements correspondent\u{a0}: précisez la recherche."
                )
            }
            (found, _) => {
                words::counted(found as u64, "établissement trouvé", "établissements trouvés")
            }
        }
    }

    /// The schools, each leading on.
    pub(crate) fn links(&self, href: impl Fn(&School) -> String) -> Vec<SchoolLink> {
        let link = |school: &School| SchoolLink {
            href: href(school),
            name: school.name().to_owned(),
            detail: words::joined(
                " · ",
                [section(school), &school.listed.city, place(school), &school.uai.to_string()],
            ),
        };
        self.0.iter().take(MOST_SCHOOLS).map(link).collect()
    }
}

/// A section whose school is not known stands for itself, and says that it is one.
fn section(school: &School) -> &str {
    if school.kind.is_section() { "section" } else { "" }
}

/// « Loire-Atlantique »: many schools have the same name.
fn place(school: &School) -> &str {
    departments::by_code(&school.department).map_or("", |here| here.name.as_str())
}
