//! What a lycée of a kind may teach, by branch: to begin a catalogue from.

use super::{Formation, all};
use crate::natures::Kind;

/// Formations of one branch: « Alimentation », « Options de seconde ».
#[derive(Clone, Debug)]
pub struct Branch {
    /// As it is shown.
    pub name: String,
    /// In the order of the list.
    pub formations: Vec<&'static Formation>,
}

const GENERAL: &str = "Seconde et première générales et technologiques";
const OPTIONS: &str = "Options de seconde";
const SECONDS: &str = "Secondes professionnelles";
const FARMING: &str = "Formations agricoles";
const OTHERS: &str = "Autres formations professionnelles";

/// What a lycée of this kind may teach: of a lycée of which no more is known, everything that any teaches.
pub fn taught(kind: Kind, agricultural: bool) -> Vec<Branch> {
    let mut branches: Vec<Branch> = Vec::new();
    for formation in all() {
        let Some(name) = branch(formation, kind, agricultural) else { continue };
        match branches.iter_mut().find(|branch| branch.name == name) {
            Some(branch) => branch.formations.push(formation),
            None => branches.push(Branch { name, formations: vec![formation] }),
        }
    }
    let rank = |branch: &Branch| match branch.name.as_str() {
        GENERAL => 0,
        OPTIONS => 1,
        FARMING => 2,
        SECONDS => 3,
        OTHERS => 5,
        _ => 4,
    };
    branches.sort_by(|one, other| (rank(one), &one.name).cmp(&(rank(other), &other.name)));
    branches
}

/// Whether nearly every lycée of this kind that may teach it does.
pub fn is_likely(formation: &Formation, kind: Kind) -> bool {
    formation.kind == "2DE GT" && is_general(kind)
}

fn branch(formation: &Formation, kind: Kind, agricultural: bool) -> Option<String> {
    let farming = agricultural || kind == Kind::Mfr;
    let of_farming = formation.series.as_deref() == Some("STAV");
    let (may, name) = match formation.kind.as_str() {
        "2DE GT" => (is_general(kind) || is_technological(kind), GENERAL),
        "1RE GENERALE" => (is_general(kind), GENERAL),
        "1RE TECHNO" => (is_technological(kind) && (farming || !of_farming), GENERAL),
        "2DE SPECIFIQUE" => (is_technological(kind), GENERAL),
        "OPTION 2GT GENERALE" | "OPTION 2GT TECHNOLOGIQUE" => {
            (is_general(kind) || is_technological(kind), OPTIONS)
        }
        "2DE PRO" => (is_vocational(kind), SECONDS),
        "CAP AGRICOLE" | "BAC PRO AGRICOLE" => (farming, FARMING),
        "CAP" | "BAC PRO" => (is_vocational(kind), trade(formation)),
        // What the others lead to.
        _ => (false, OTHERS),
    };
    may.then(|| name.to_owned())
}

/// « Secteur Alimentation »: « Alimentation ».
fn trade(formation: &Formation) -> &str {
    let sector = formation.sector.as_deref().unwrap_or_default();
    match sector.strip_prefix("Secteur").unwrap_or(sector).trim() {
        "" => OTHERS,
        trade => trade,
    }
}

fn is_unknown(kind: Kind) -> bool {
    matches!(kind, Kind::Lycee | Kind::LyceePolyvalent | Kind::College | Kind::Cio | Kind::Other)
}

fn is_general(kind: Kind) -> bool {
    is_unknown(kind) || matches!(kind, Kind::LyceeGeneral | Kind::LyceeGeneralTechnological)
}

fn is_technological(kind: Kind) -> bool {
    let is = matches!(kind, Kind::LyceeTechnological | Kind::LyceeGeneralTechnological | Kind::Sgt);
    is_unknown(kind) || is
}

fn is_vocational(kind: Kind) -> bool {
    is_unknown(kind) || matches!(kind, Kind::LyceePro | Kind::Sep | Kind::Erea | Kind::Mfr)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(kind: Kind, agricultural: bool) -> Vec<String> {
        let taught = taught(kind, agricultural).into_iter().flat_map(|branch| branch.formations);
        taught.map(ToString::to_string).collect()
    }

    #[test]
    fn a_kind_teaches_its_own() {
        let general = names(Kind::LyceeGeneral, false);
        assert!(general.iter().any(|name| name == "Classe de seconde générale et technologique"));
        assert!(!general.iter().any(|name| name.starts_with("CAP") || name.starts_with("Bac pro")));
        let vocational = names(Kind::LyceePro, false);
        assert!(vocational.contains(&"Bac pro Cuisine".to_owned()), "{vocational:?}");
        let of_farming = |name: &String| {
            ["CAP", "Bac pro"]
                .map(|kind| format!("{kind} agricole"))
                .iter()
                .any(|kind| name.starts_with(kind))
        };
        assert!(!vocational.iter().any(of_farming), "{vocational:?}");
        let farming = names(Kind::LyceePro, true);
        assert!(farming.iter().any(of_farming), "{farming:?}");
        let whole = names(Kind::LyceePolyvalent, false).len();
        assert_eq!(names(Kind::Lycee, false).len(), whole);
        assert!(whole > general.len() && whole > vocational.len());
    }

    #[test]
    fn every_name_stands_once() {
        for (kind, agricultural) in Kind::ALL.into_iter().zip([true, false].into_iter().cycle()) {
            let mut names = names(kind, agricultural);
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{kind:?}");
        }
    }
}
