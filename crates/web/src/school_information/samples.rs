//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::signup::pages::SchoolCard;
use crate::view::{Field, Sampled};

impl Sampled for InformationPage {
    fn samples() -> Vec<Self> {
        let values = [
            ("", vec!["Collège Cacault"]),
            ("", vec!["8 route de Gorges", "44196 Clisson"]),
            ("02 40 54 02 05", vec!["02 40 54 02 04"]),
            ("", vec!["ce.0440008v@ac-nantes.fr"]),
            ("M. Karim Haddad", vec![]),
            ("principal", vec![]),
            ("", vec![]),
        ];
        let rows = LABELS
            .iter()
            .zip(values)
            .map(|((name, label, kind, hint), (own, official))| InformationRow {
                name,
                label,
                kind,
                official: official.into_iter().map(str::to_owned).collect(),
                field: Field::of(own),
                theirs: None,
                hint,
            })
            .collect();
        let page = Self {
            school: SchoolCard::sample(),
            action: "/options/informations".into(),
            version: 3,
            rows,
            conflict: false,
            back: ("Options".into(), "/options".into()),
        };
        let mut wrong = page.clone();
        wrong.rows[2].field = Field::wrong("02 40", "Indiquez un numéro de téléphone français.");
        let mut conflict = Self { conflict: true, ..page.clone() };
        conflict.rows[4].theirs = Some("Mme Anne Morvan".into());
        conflict.rows[6].theirs = Some("la valeur officielle".into());
        vec![page, wrong, conflict]
    }
}
