//! Booking a stage: the form, and the school that the staff chooses.

use super::super::*;

impl Page for BookPage {
    const TEMPLATE: &'static str = "slots/book.html";

    fn samples() -> Vec<Self> {
        let blank = Self {
            slot: SlotFacts::sample(),
            action: "/creneaux/0199/reservations".into(),
            school: None,
            form: Form::default(),
            once: "0199".into(),
        };
        let invalid = Self {
            form: Form::default()
                .with("nom", "=1+1")
                .wrong("nom", "Le signe «\u{a0}=\u{a0}» ne peut pas être écrit ici.")
                .wrong("prenom", "Indiquez le prénom de l’élève.")
                .with("classe", "3e B"),
            ..blank.clone()
        };
        let full = Self {
            slot: SlotFacts { fill: Fill::new(4, 4), ..SlotFacts::sample() },
            form: Form::default()
                .with("nom", "OUATTARA")
                .with("prenom", "Awa")
                .with("classe", "3e 4")
                .fail("Ce stage vient d’être complet : rien n’a été enregistré. Choisissez un autre stage dans le calendrier."),
            ..blank.clone()
        };
        let by_staff = Self {
            school: Some(("Collège Cacault, Clisson".into(), "/creneaux/0199/stagiaire".into())),
            ..blank.clone()
        };
        vec![blank, invalid, full, by_staff]
    }
}

impl Page for ChooseSchoolPage {
    const TEMPLATE: &'static str = "slots/choose_school.html";

    fn samples() -> Vec<Self> {
        let blank = Self {
            slot: SlotFacts::sample(),
            own: "/creneaux/0199/stagiaire/0440001M".into(),
            search: Search::new("/creneaux/0199/stagiaire", "Nom, ville ou code RNE", ""),
            summary: String::new(),
            schools: Vec::new(),
        };
        let nothing = Self {
            summary: "Aucun établissement ne correspond. Essayez la ville, ou le code RNE.".into(),
            ..blank.clone()
        };
        let found = Self {
            summary: "1 établissement trouvé".into(),
            schools: vec![SchoolLink {
                href: "/creneaux/0199/stagiaire/0440008V".into(),
                name: "Collège Cacault".into(),
                detail: "Clisson · 0440008V".into(),
            }],
            ..blank.clone()
        };
        vec![blank, nothing, found]
    }
}
