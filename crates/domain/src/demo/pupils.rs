//! Invented pupils: common names of France, in no order that means anything.

use std::collections::{BTreeMap, HashMap};

use super::DemoSchool;
use crate::Fault;
use crate::bookings::Pupil;
use crate::ids::{PupilId, TenantId};
use crate::store::Tx;

const LAST_NAMES: [&str; 24] = [
    "Martin", "Le Goff", "Bernard", "Nguyễn", "Petit", "Da Silva", "Moreau", "Benali", "Lefèvre",
    "Traoré", "Garnier", "Rousseau", "El Amrani", "Chevalier", "O’Brien", "Guérin", "Kaya",
    "Perrin", "Diop", "Morvan", "Lambert", "Cohen", "Bonnet", "Ferreira",
];

const FIRST_NAMES: [&str; 19] = [
    "Inès", "Théo", "Maëlys", "Yanis", "Chloé", "Gabin", "Aïcha", "Noé", "Zoé", "Raphaël", "Lina",
    "Malo", "Jade", "Ibrahim", "Louise", "Tiago", "Éléonore", "Sacha", "Jean-Noël",
];

const CLASSES: [&str; 6] = ["3e A", "3e B", "4e C", "3e D", "4e A", "3e prépa-métiers"];

/// The pupil of this number in the school of that place: 456 before one comes back.
pub(super) fn invented(number: usize, school: usize) -> Option<Pupil> {
    let last_name = LAST_NAMES[(number + school * 7) % LAST_NAMES.len()];
    let first_name = FIRST_NAMES[(number + school * 3) % FIRST_NAMES.len()];
    Pupil::new(last_name, first_name, CLASSES[number % CLASSES.len()]).ok()
}

/// Two more.
pub(super) fn for_real() -> impl Iterator<Item = Pupil> {
    [("Kervella", "Anouk", "3e B"), ("Dubois", "Ilyès", "3e B")]
        .into_iter()
        .filter_map(|(last_name, first_name, class)| Pupil::new(last_name, first_name, class).ok())
}

/// The ids of these pupils, in order; who is not known is added.
pub(super) async fn enrol(
    tx: &Tx<'_, TenantId>,
    coming: &[(DemoSchool, Pupil)],
) -> Result<Vec<PupilId>, Fault> {
    let known = tx.known_pupils(coming.iter().map(|(school, pupil)| (school.uai, pupil))).await?;
    let mut known: HashMap<_, _> = known
        .into_iter()
        .filter_map(|(identity, named)| Some((identity, named.first()?.id)))
        .collect();
    let mut new = BTreeMap::new();
    let ids = coming
        .iter()
        .map(|(school, pupil)| {
            let identity = pupil.identity(school.uai);
            *known.entry(identity.clone()).or_insert_with(|| {
                let id = tx.id();
                new.insert((identity, 1), (id, pupil));
                id
            })
        })
        .collect();
    tx.add_pupils(new).await?;
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_invented_pupil_can_be_written_and_is_somebody_else() {
        let of_a_slot: HashSet<String> =
            (0..40).map(|n| format!("{:?}", invented(n, 1).unwrap())).collect();
        assert_eq!(of_a_slot.len(), 40);
        assert_eq!(for_real().count(), 2);
    }
}
