//! Mistakes that only the business finds, said beside the field that they are about.

use domain::slots::{MOST_PLACES, SlotRefused};

use super::Mistakes;

impl Mistakes {
    pub(super) fn is_empty(&self) -> bool {
        let all = [
            &self.general, &self.programme, &self.date, &self.starts, &self.ends, &self.capacity,
            &self.room, &self.meeting, &self.note,
        ];
        all.into_iter().all(Option::is_none)
    }

    /// What the business refused, beside the field that it is about. `None`: not a mistake of hers.
    pub(in crate::slots) fn of(refused: &SlotRefused) -> Option<Self> {
        let mut wrong = Self::default();
        let (field, message) = match refused {
            SlotRefused::UnknownProgramme => (&mut wrong.programme, "Choisissez la filière du stage.".to_owned()),
            SlotRefused::UnknownTeacher => {
                (&mut wrong.general, "Un des enseignants n’est plus dans la liste\u{a0}: vérifiez les cases cochées.".to_owned())
            }
            SlotRefused::EndsBeforeStart => (&mut wrong.ends, "La fin doit être après le début.".to_owned()),
            SlotRefused::NoSuchHour => (
                &mut wrong.starts,
                "Cette heure n’existe pas, ou existe deux fois, cette nuit-là\u{a0}: on change d’heure. Choisissez-en une autre."
                    .to_owned(),
            ),
            SlotRefused::InThePast => {
                (&mut wrong.date, "Le stage doit commencer plus tard que maintenant.".to_owned())
            }
            SlotRefused::CapacityOutOfRange => {
                (&mut wrong.capacity, format!("Indiquez de 1 à {MOST_PLACES} places."))
            }
            SlotRefused::BelowBooked { booked } => (
                &mut wrong.capacity,
                format!("Il y a déjà {}\u{a0}: gardez au moins autant de places.", crate::words::counted(
                    u64::try_from(*booked).unwrap_or_default(),
                    "élève inscrit",
                    "élèves inscrits",
                )),
            ),
            _ => return None,
        };
        *field = Some(message);
        Some(wrong)
    }
}
