//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::form::Form;
use crate::signup::pages::SchoolCard;
use crate::view::Sampled;

impl Sampled for InformationPage {
    fn samples() -> Vec<Self> {
        let official = [
            vec!["Collège Cacault"],
            vec!["8 route de Gorges", "44196 Clisson"],
            vec!["02 40 54 02 04"],
            vec!["ce.0440008v@ac-nantes.fr"],
            vec![],
            vec![],
            vec![],
        ];
        let rows = LABELS.iter().zip(official).map(|((name, label, kind, hint), official)| {
            let official = official.into_iter().map(str::to_owned).collect();
            InformationRow { name, label, kind, official, theirs: None, hint }
        });
        let own = [
            ("telephone", "02 40 54 02 05"),
            ("chef", "M. Karim Haddad"),
            ("qualite", "principal"),
        ];
        let page = Self {
            school: SchoolCard::sample(),
            action: "/options/informations".into(),
            version: 3,
            rows: rows.collect(),
            form: own.iter().fold(Form::default(), |form, (name, value)| form.with(name, *value)),
            conflict: false,
            back: ("Options".into(), "/options".into()),
        };
        let form = page.form.clone().with("telephone", "02 40");
        let wrong = Self {
            form: form.wrong("telephone", "Indiquez un numéro de téléphone français."),
            ..page.clone()
        };
        let mut conflict = Self { conflict: true, ..page.clone() };
        conflict.rows[4].theirs = Some("Mme Anne Morvan".into());
        conflict.rows[6].theirs = Some("la valeur officielle".into());
        vec![page, wrong, conflict]
    }
}
