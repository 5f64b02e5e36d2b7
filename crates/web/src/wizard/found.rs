//! « Élève extérieur »: the schools that a word finds, for whoever inscribes one of their pupils.

use domain::Editor;
use domain::directory::School;
use education::departments;

use super::pages::SchoolLink;
use crate::visit::Result;
use crate::words;

/// Schools that are shown, at most: whoever has more to read types another word.
const MOST_SCHOOLS: usize = 20;

/// What was found.
pub(crate) struct Found {
    schools: Vec<School>,
    /// « 3 établissements trouvés », or that there is none; empty before a search.
    pub(crate) summary: String,
}

impl Found {
    /// Searches by name, town or code.
    pub(crate) async fn of(editor: &Editor, search: &str) -> Result<Self> {
        let schools = editor.search_schools(search, MOST_SCHOOLS as u64 + 1).await?;
        Ok(Self { summary: summary(schools.len(), search), schools })
    }

    /// The schools, each leading on.
    pub(crate) fn links(&self, href: impl Fn(&School) -> String) -> Vec<SchoolLink> {
        let link = |school: &School| SchoolLink {
            href: href(school),
            name: school.name().to_owned(),
            detail: words::joined(
                " · ",
                [&school.listed.city, place(school), &school.uai.to_string()],
            ),
        };
        self.schools.iter().take(MOST_SCHOOLS).map(link).collect()
    }
}

/// « Loire-Atlantique »: many schools have the same name.
fn place(school: &School) -> &str {
    departments::by_code(&school.department).map_or("", |here| here.name.as_str())
}

fn summary(found: usize, search: &str) -> String {
    match (found, search) {
        (_, "") => String::new(),
        (0, _) => "Aucun établissement ne correspond. Essayez la ville, ou le code RNE.".to_owned(),
        _ if found > MOST_SCHOOLS => {
            format!(
                "Plus de {MOST_SCHOOLS} établissements correspondent\u{a0}: précisez la recherche."
            )
        }
        _ => words::counted(found as u64, "établissement trouvé", "établissements trouvés"),
    }
}
