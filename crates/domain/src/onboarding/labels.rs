//! Addresses that are offered for a portal: from the school's name and its town.

use education::names;

use crate::Fault;
use crate::directory::School;
use crate::store::{Scope, Tx};
use crate::tenants::has_shape;

/// Addresses that are offered, at most.
const MOST_OFFERED: usize = 4;

/// Letters of an address that is offered, at most: people type it.
const LONGEST: usize = 40;

/// Words that tell no lycée from another.
const GENERAL: &str = "lycee lycees professionnel professionnels professionnelle polyvalent polyvalente general \
    generale technologique technologiques technique agricole enseignement et des du de la le les l d en aux prive \
    privee public publique metiers metier section erea lp lpo lgt lg lt leg legta legtpa epl eplefpa mfr maison \
    familiale rurale etablissement regional adapte catholique saint sainte centre scolaire ensemble institution";

impl<S: Scope> Tx<'_, S> {
    /// Addresses for the portal of a school that nobody has or had, and that look like nobody's.
    pub(super) async fn offered_labels(&self, school: &School) -> Result<Vec<String>, Fault> {
        let mut free = Vec::new();
        let before = if school.kind.is_lycee() { "lycee" } else { "" };
        for label in labels(before, &school.listed.name, &school.listed.city) {
            if free.len() < MOST_OFFERED && self.is_free(&label).await? {
                free.push(label);
            }
        }
        Ok(free)
    }
}

/// « Lycée professionnel Michelet », « Nantes »: lycee-michelet, lycee-michelet-nantes, michelet-nantes, lycee-nantes.
fn labels(before: &str, name: &str, city: &str) -> Vec<String> {
    let town = plain(&names::town(city)).join("-");
    let words = plain(name);
    let telling = |word: &String| !GENERAL.split_whitespace().any(|general| general == word);
    let first = words.iter().position(telling).unwrap_or(words.len());
    // « Saint » belongs to the name that follows it.
    let first = match first.checked_sub(1).and_then(|before| words.get(before)) {
        Some(saint) if saint == "saint" || saint == "sainte" => first - 1,
        _ => first,
    };
    let own = |most| {
        let own =
            words.iter().skip(first).filter(|word| telling(word) || word.starts_with("saint"));
        own.take(most).cloned().collect::<Vec<_>>().join("-")
    };
    let (whole, short) = (own(4), own(2));
    let each = [
        format!("{before}-{whole}"),
        format!("{before}-{short}"),
        format!("{before}-{short}-{town}"),
        format!("{short}-{town}"),
        format!("{before}-{town}"),
        format!("{before}-{town}-2"),
    ];
    let mut labels: Vec<String> = Vec::new();
    for label in each {
        let label = label.trim_matches('-').replace("--", "-");
        let fits = label != "lycee" && label != town && has_shape(&label) && label.len() <= LONGEST;
        if fits && !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// Words of small letters and digits.
fn plain(text: &str) -> Vec<String> {
    let plain = |word: String| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    names::words(text).into_iter().map(plain).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_which_lycee_it_is() {
        for (name, city, first) in [
            ("Lycée professionnel Michelet", "Nantes", "lycee-michelet"),
            ("Lycée polyvalent Nelson Mandela", "Nantes", "lycee-nelson-mandela"),
            (
                "Lycée général et technologique Saint-Exupéry",
                "Lyon 4e  Arrondissement",
                "lycee-saint-exupery",
            ),
            ("Lycée des métiers de l’Atelier", "Nantes Cedex 3", "lycee-atelier"),
            ("Lycée", "Saint-Nazaire", "lycee-saint-nazaire"),
        ] {
            let offered = labels("lycee", name, city);
            assert_eq!(offered.first().map(String::as_str), Some(first), "{offered:?}");
        }
        let offered = labels("lycee", "Lycée professionnel Michelet", "Nantes");
        let college = labels("", "Collège Aristide Briand", "Nantes");
        assert_eq!(college.first().map(String::as_str), Some("college-aristide-briand"));
        assert!(offered.contains(&"lycee-michelet-nantes".to_owned()), "{offered:?}");
    }

    #[test]
    fn what_is_offered_has_the_shape_of_an_address() {
        for (name, city) in [("", ""), ("Lycée 山", "Ψ"), ("Lycée de l’Œuvre", "L’Haÿ-les-Roses")]
        {
            for label in labels("lycee", name, city) {
                assert!(has_shape(&label), "{label:?}");
            }
        }
    }
}
