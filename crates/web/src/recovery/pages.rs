//! « Récupération d'identifiant pour le … ».

use serde::Serialize;

use crate::{signup::pages::SchoolCard, view::Page};

/// `/recuperation/{uai}`: what may be told, and who to ask.
#[derive(Clone, Debug, Serialize)]
pub struct RecoveryPage {
    /// The school.
    pub school: SchoolCard,
    /// « Collège Cacault » after « pour le », with its article as needed: « le Collège Cacault », « la MFR … ».
    pub school_with_article: String,
    /// « ce..... », one a manager.
    pub masked_logins: Vec<String>,
    /// Where to write when nobody is known.
    pub contact: String,
}

impl Page for RecoveryPage {
    const TEMPLATE: &'static str = "recovery/show.html";

    fn samples() -> Vec<Self> {
        let one = Self {
            school: SchoolCard::sample(),
            school_with_article: "le Collège Cacault".into(),
            masked_logins: vec!["ce.....".into()],
            contact: "contact@ministage.example".into(),
        };
        vec![
            one.clone(),
            Self {
                masked_logins: vec!["ce.....".into(), "ma.....".into()],
                ..one
            },
        ]
    }
}
