//! The letters around an access request.

use domain::access::{DECISION_LIFE, NoticeKind, NoticeMail, PROOF_LIFE};
use education::names::{definite, genitive};

use crate::moments::{Clock, moment};
use crate::view::Letter;
use crate::words::lifetime;

/// Proves the requester's mailbox. `school` is « le Collège Cacault », here and below.
pub(super) fn proof(name: &str, position: &str, school: &str, url: String) -> Letter {
    let life = lifetime(PROOF_LIFE);
    Letter::new("access/proof", "Confirmez votre demande d’accès")
        .heading("Confirmez votre demande")
        .preview(format!("Un lien valable {life} pour envoyer votre demande aux gestionnaires."))
        .to(name)
        .say(format!("Vous demandez, comme {position}, un accès au compte de mini-stages pour "))
        .strong(school)
        .and(". Confirmez que cette adresse est la vôtre\u{a0}: votre demande part ensuite aux ")
        .and("gestionnaires du compte.")
        .button("Confirmer ma demande", url)
        .small(format!("Le lien est valable {life} et ne sert qu’une fois. "))
        .and("Vous n’avez rien demandé\u{a0}? Ne faites rien\u{a0}: personne n’est prévenu.")
}

/// She acts for the school already, and signs in at `url`.
pub(super) fn already_member(school: &str, login: &str, url: String) -> Letter {
    Letter::new("access/known", "Vous avez déjà un accès")
        .preview("Connectez-vous avec votre identifiant.")
        .say("Vous avez demandé un accès au compte de mini-stages pour ")
        .strong(school)
        .and(". Vous en avez déjà un, avec l’identifiant ")
        .strong(login)
        .and(". Connectez-vous, ou choisissez «\u{a0}Mot de passe oublié\u{a0}?\u{a0}».")
        .button("Se connecter", url)
        .small(NOTHING_ASKED)
}

/// She asked already, `since` « le 11 janvier 2027, 10 h 02 ».
pub(super) fn already_open(school: &str, since: &str) -> Letter {
    Letter::new("access/known", "Votre demande d’accès attend une réponse")
        .heading("Votre demande attend une réponse")
        .preview("Elle attend la réponse des gestionnaires.")
        .say("Vous avez demandé un accès au compte de mini-stages pour ")
        .strong(school)
        .and(format!(
            ". Votre demande, faite {since}, attend déjà la réponse des gestionnaires\u{a0}: "
        ))
        .and("il n’y a rien à refaire.")
        .small(NOTHING_ASKED)
}

const NOTHING_ASKED: &str = "Vous n’avez rien demandé\u{a0}? Ne faites rien.";

/// Who asks, to a manager: `answer` decides without signing in, `requests` lists all after signing in.
pub(super) fn notice(kind: NoticeKind, mail: &NoticeMail, answer: &str, requests: &str) -> Letter {
    let NoticeMail { to, request, school, .. } = mail;
    let (name, position) = (request.name(), &request.position);
    let since = format!("le {}", moment(request.proved_at, Clock::of_school(request.uai)));
    let life = lifetime(DECISION_LIFE);
    opening(kind, mail)
        .about(school)
        .preview(format!("{name}, {position}, demande un accès au compte {}.", genitive(school)))
        .to(&to.name)
        .facts(&[
            ("Nom", &name),
            ("Fonction", position),
            ("Adresse, vérifiée", &request.login),
            ("Demande", &since),
        ])
        .say("Si vous l’acceptez, elle aura son propre identifiant\u{a0}; ")
        .and("votre mot de passe reste à vous.")
        .button("Accepter ou refuser", answer)
        .small(format!(
            "Ce lien vous est personnel, est valable {life} et ne sert qu’une fois\u{a0}: "
        ))
        .and("ne transférez pas ce message. Vous pouvez aussi ")
        .link("vous connecter", requests)
        .and(" pour répondre.")
}

/// Why she is written to. An operator's notice that was taken back meanwhile is a plain one.
fn opening(kind: NoticeKind, mail: &NoticeMail) -> Letter {
    let (school, uai) = (&mail.school, mail.request.uai);
    let letter = |title| Letter::new("access/notice", title);
    match (kind, mail.request.effective_at) {
        (NoticeKind::Operator, Some(opens)) => letter("Un accès va être ouvert")
            .say("Sans réponse de votre part, un accès au compte ")
            .strong(genitive(school))
            .and(format!(" ({uai}) sera ouvert "))
            .strong(format!("le {}", moment(opens, Clock::of_school(uai))))
            .and(" à la personne ci-dessous. Son adresse est celle de l’établissement, et aucun ")
            .and("gestionnaire n’a répondu à sa demande. Si vous n’êtes pas d’accord, refusez ")
            .and("avant cette date."),
        (NoticeKind::Reminder, _) => letter(
            "Rappel\u{a0}: une demande d’accès attend votre réponse",
        )
        .heading("Une demande attend votre réponse")
        .say("Une personne attend toujours votre réponse\u{a0}: elle demande à réserver des ")
        .and("mini-stages pour ")
        .strong(definite(school))
        .and(format!(" ({uai}), dont vous gérez le compte. C’est notre seul rappel.")),
        _ => letter("Demande d’accès")
            .heading("Une personne demande un accès")
            .say("Une personne demande à réserver des mini-stages pour ")
            .strong(definite(school))
            .and(format!(" ({uai}), dont vous gérez le compte.")),
    }
}

/// To the requester: a manager refused, and why.
pub(super) fn refused(name: &str, school: &str, reason: &str) -> Letter {
    Letter::new("access/end", "Votre demande d’accès est refusée")
        .heading("Votre demande est refusée")
        .preview("Elle est refusée.")
        .to(name)
        .say("Votre demande d’accès au compte de mini-stages pour ")
        .strong(school)
        .and(" est refusée.")
        .motif(reason)
        .say("Parlez-en avec la personne qui gère les mini-stages dans votre établissement.")
}

/// To the requester: nobody answered.
pub(super) fn expired(name: &str, school: &str) -> Letter {
    Letter::new("access/end", "Votre demande d’accès est restée sans réponse")
        .heading("Votre demande est restée sans réponse")
        .preview("Elle est restée sans réponse.")
        .to(name)
        .say("Personne n’a répondu pendant 30 jours à votre demande d’accès au compte de ")
        .and("mini-stages pour ")
        .strong(school)
        .and("\u{a0}: elle a pris fin. Vous pouvez la refaire, de préférence depuis l’adresse ")
        .and("officielle de l’établissement.")
}
