//! Whose pupils may be inscribed: the answer to « Quel type d’élève souhaitez-vous inscrire ? ».

use domain::Editor;
use domain::bookings::Changer;
use domain::tenancy::Standing;
use education::names::definite;

use super::trail::Trail;
use crate::bookings::Inscriber;
use crate::visit::{Failure, Result, Visit};
use crate::words;

/// Whose pupils.
pub(super) struct Pupils {
    /// « Élève de mon établissement », « Élève extérieur »; empty while it is open.
    pub(super) answer: String,
    /// « Pour le Collège Cacault », where it is known.
    pub(super) school: String,
    /// The person belongs to the lycée.
    pub(super) by_staff: bool,
    /// Who inscribes; `None` before she has signed in, or before she said for which school.
    pub(super) inscriber: Option<Inscriber>,
}

impl Pupils {
    /// What is known of them by who asks and what she chose. Who looks only, at the lycée, finds nothing.
    pub(super) async fn of(visit: &Visit, trail: &Trail) -> Result<Self> {
        match visit.standing() {
            Some(Standing::Origin(booker)) => Ok(Self {
                answer: OWN.to_owned(),
                school: format!("Pour {}", definite(booker.school_name())),
                by_staff: false,
                inscriber: Some(Inscriber::school(booker.clone())),
            }),
            Some(Standing::Host(host)) => {
                let editor = host.editor().ok_or(Failure::NotFound)?;
                Self::of_lycee(editor, trail).await
            }
            Some(Standing::Nobody(_)) | None => Ok(Self {
                answer: OWN.to_owned(),
                school: String::new(),
                by_staff: false,
                inscriber: None,
            }),
        }
    }

    async fn of_lycee(editor: Editor, trail: &Trail) -> Result<Self> {
        let nobody =
            Self { answer: String::new(), school: String::new(), by_staff: true, inscriber: None };
        let Some(uai) = trail.school else {
            return Ok(nobody);
        };
        let school = editor.school(uai).await?.ok_or(Failure::NotFound)?;
        let answer = if uai == editor.portal().tenant().uai { OWN } else { OUTSIDE };
        let name = words::joined(", ", [school.name(), &school.listed.city]);
        Ok(Self {
            answer: answer.to_owned(),
            school: format!("Pour {}", definite(&name)),
            inscriber: Some(Inscriber { by: Changer::Lycee(editor), uai }),
            ..nobody
        })
    }

    /// Whether the lycée has still to say of which school the pupil is.
    pub(super) fn is_open(&self) -> bool {
        self.by_staff && self.inscriber.is_none()
    }

    /// « Inscrivez un élève sur un créneau de votre établissement »: said to the lycée only.
    pub(super) fn lead(&self) -> &'static str {
        match self.by_staff {
            true => "Inscrivez un élève sur un créneau de votre établissement",
            false => "",
        }
    }
}

pub(super) const OWN: &str = "Élève de mon établissement";
pub(super) const OUTSIDE: &str = "Élève extérieur";
