//! The mails around an access request.

use serde::Serialize;

use crate::view::Mail;

/// « Confirmez votre demande »: proves the requester's mailbox.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProofMail {
    pub(crate) name: String,
    /// « secrétaire ».
    pub(crate) position: String,
    /// « le Collège Cacault ».
    pub(crate) school: String,
    /// « une heure ».
    pub(crate) lifetime: String,
    pub(crate) url: String,
}

/// She has what she asks for, or has asked already.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct KnownMail {
    /// « le Collège Cacault ».
    pub(crate) school: String,
    /// Since when her request waits; empty: she acts for the school already.
    pub(crate) since: String,
    pub(crate) login: String,
    pub(crate) url: String,
}

/// Who asks, to a manager.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NoticeMail {
    /// To whom: « Mme Nadia Belkacem ».
    pub(crate) manager: String,
    /// Who asks: « Maëlle Le Goff ».
    pub(crate) name: String,
    /// « secrétaire ».
    pub(crate) position: String,
    /// Her mailbox, proved.
    pub(crate) email: String,
    pub(crate) school: String,
    /// « 0440008V ».
    pub(crate) uai: String,
    /// « le 11 janvier 2027, 10 h 02 ».
    pub(crate) since: String,
    /// The second and last mail about it.
    pub(crate) reminder: bool,
    /// An operator opens the access at this moment, unless somebody refuses; or empty.
    pub(crate) effective: String,
    /// « 7 jours ».
    pub(crate) lifetime: String,
    /// Answers without signing in.
    pub(crate) url: String,
    /// The page of all requests, for whoever signs in.
    pub(crate) page: String,
}

/// The end, to the requester: refused, or nobody answered.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EndMail {
    pub(crate) name: String,
    /// « le Collège Cacault ».
    pub(crate) school: String,
    /// Why; empty: nobody answered.
    pub(crate) reason: String,
}

impl Mail for ProofMail {
    const FOLDER: &'static str = "access/proof";

    fn samples() -> Vec<Self> {
        let maelle = Self {
            name: "Maëlle Le Goff".into(),
            position: "secrétaire".into(),
            school: "le Collège Cacault".into(),
            lifetime: "une heure".into(),
            url:
                "https://atelier.ministage.test/demande/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
                    .into(),
        };
        let hostile = Self { name: "<b>Maëlle</b>\r\nBcc: a@b.fr".into(), ..maelle.clone() };
        vec![maelle, hostile]
    }
}

impl Mail for KnownMail {
    const FOLDER: &'static str = "access/known";

    fn samples() -> Vec<Self> {
        let member = Self {
            school: "le Collège Cacault".into(),
            since: String::new(),
            login: "ce.0440008v@ac-nantes.fr".into(),
            url: "https://atelier.ministage.test/connexion".into(),
        };
        let waiting =
            Self { since: "le 11 janvier 2027, 10\u{a0}h\u{a0}02".into(), ..member.clone() };
        vec![member, waiting]
    }
}

impl Mail for NoticeMail {
    const FOLDER: &'static str = "access/notice";

    fn samples() -> Vec<Self> {
        let first = Self {
            manager: "Mme Nadia Belkacem".into(),
            name: "Maëlle Le Goff".into(),
            position: "secrétaire".into(),
            email: "maelle.le-goff@ac-nantes.fr".into(),
            school: "Collège Cacault".into(),
            uai: "0440008V".into(),
            since: "le 11 janvier 2027, 10\u{a0}h\u{a0}02".into(),
            reminder: false,
            effective: String::new(),
            lifetime: "7\u{a0}jours".into(),
            url:
                "https://compte.ministage.test/demandes/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
                    .into(),
            page: "https://compte.ministage.test/etablissements/0440008V/demandes".into(),
        };
        let reminder =
            Self { reminder: true, position: "CPE <b>&</b> \"adjoint\"".into(), ..first.clone() };
        let operator = Self {
            effective: "14 janvier 2027, 10\u{a0}h\u{a0}02".into(),
            name: "<b>Maëlle</b>\r\nBcc: a@b.fr".into(),
            ..first.clone()
        };
        vec![first, reminder, operator]
    }
}

impl Mail for EndMail {
    const FOLDER: &'static str = "access/end";

    fn samples() -> Vec<Self> {
        let refused = Self {
            name: "Maëlle Le Goff".into(),
            school: "le Collège Cacault".into(),
            reason: "Les stages sont gérés par <b>Mme Belkacem</b>.\nVoyez avec elle.".into(),
        };
        let expired = Self { reason: String::new(), ..refused.clone() };
        vec![refused, expired]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Engine, RenderedMail};

    fn all() -> Vec<RenderedMail> {
        let engine = Engine::load().unwrap();
        let mut all = engine.render_mail_samples::<ProofMail>().unwrap();
        all.extend(engine.render_mail_samples::<KnownMail>().unwrap());
        all.extend(engine.render_mail_samples::<NoticeMail>().unwrap());
        all.extend(engine.render_mail_samples::<EndMail>().unwrap());
        all
    }

    #[test]
    fn words_of_people_are_printed_as_they_are() {
        for mail in all() {
            assert!(!mail.html.contains("<b>M") && !mail.html.contains("<b>&"));
            assert_eq!(mail.subject.lines().count(), 1, "{}", mail.subject);
        }
    }

    #[test]
    fn links_are_in_both_parts() {
        let engine = Engine::load().unwrap();
        for mail in engine.render_mail_samples::<NoticeMail>().unwrap() {
            assert!(mail.text.contains("/demandes/abc") && mail.html.contains("/demandes/abc"));
        }
        for mail in engine.render_mail_samples::<ProofMail>().unwrap() {
            assert!(mail.text.contains("/demande/abc") && mail.html.contains("/demande/abc"));
        }
    }
}
