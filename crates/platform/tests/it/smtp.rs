//! Delivery to a relay that really listens.

use std::time::{Duration, Instant};

use mail_parser::{MessageParser, MimeHeaders};
use platform::mail::{DeliveryError, Mail, OutgoingMail, Party, Smtp};
use platform::testing::{Mode, SmtpTrap};

use crate::letters::letter;

const LIMIT: Duration = Duration::from_millis(500);

fn mail_to(trap: &SmtpTrap) -> Mail {
    Mail::Smtp(Smtp::new(trap.url().parse().unwrap(), LIMIT))
}

fn is_temporary(outcome: &Result<(), DeliveryError>) -> bool {
    matches!(outcome, Err(DeliveryError::Temporary(_)))
}

#[tokio::test]
async fn an_accepted_letter_arrives_whole() {
    let trap = SmtpTrap::start().await;
    mail_to(&trap).deliver(&letter("42")).await.unwrap();

    let [caught] = trap.received().try_into().unwrap();
    assert_eq!(caught.from, "ne-pas-repondre@ministage.fr");
    assert_eq!(caught.to, ["ce.0440001a@ac-nantes.fr"]);
    for header in [
        "Message-ID: <42@ministage.fr>",
        "Auto-Submitted: auto-generated",
        "List-ID: <lycee-vinci.ministage.fr>",
        "Date: Fri, 15 Jan 2027 08:00:00 +0000",
    ] {
        assert!(caught.raw.contains(&format!("{header}\r\n")), "{header} in {}", caught.raw);
    }
    assert!(caught.raw.is_ascii());
    let parsed = MessageParser::default().parse(caught.raw.as_bytes()).unwrap();
    let sent = letter("42");
    assert_eq!(parsed.subject(), Some(sent.subject.as_str()));
    assert_eq!(parsed.to().unwrap().first().unwrap().name(), Some("Collège Jean Moulin"));
    let reply_to = parsed.reply_to().unwrap().first().unwrap();
    assert_eq!(reply_to.name(), Some("Lycée Léonard « Vinci »"));
    assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n"), sent.text);
    assert_eq!(parsed.body_html(0).unwrap(), sent.html);
    assert!(parsed.is_content_type("multipart", "alternative"));
}

/// Where answers go is no reason for a letter not to leave.
#[tokio::test]
async fn an_address_for_answers_that_does_not_read_is_left_out() {
    let trap = SmtpTrap::start().await;
    let mail = mail_to(&trap);
    let wrong =
        ["", "a@lycee.fr ", "a@b.fr ; c@d.fr", "voir le site", "a@b.fr\r\nBcc: z@z.fr", "é@b.fr"];
    for (address, id) in wrong.iter().zip(1..) {
        let reply_to = Some(Party::named("Lycée", *address));
        mail.deliver(&OutgoingMail { reply_to, ..letter(&id.to_string()) }).await.unwrap();
    }
    let all = trap.received();
    assert_eq!(all.len(), wrong.len());
    for letter in all {
        assert!(
            !letter.raw.contains("Reply-To") && !letter.raw.contains("z@z.fr"),
            "{}",
            letter.raw
        );
    }
}

#[tokio::test]
async fn letters_share_a_connection() {
    let trap = SmtpTrap::start().await;
    let mail = mail_to(&trap);
    for id in ["1", "2", "3"] {
        mail.clone().deliver(&letter(id)).await.unwrap();
    }
    assert_eq!((trap.received().len(), trap.connections()), (3, 1));
}

#[tokio::test]
async fn refused_for_good_and_refused_for_now_are_told_apart() {
    let trap = SmtpTrap::start().await;
    let mail = mail_to(&trap);
    trap.mode(Mode::Refuse550).await;
    let refused = mail.deliver(&letter("a")).await;
    assert!(
        matches!(&refused, Err(DeliveryError::Bounced { code, .. }) if code == "550 5.1.1"),
        "{refused:?}"
    );
    trap.mode(Mode::Policy550).await;
    let refused = mail.deliver(&letter("a")).await;
    assert!(
        matches!(&refused, Err(DeliveryError::Refused(_))),
        "a no to us is not the mailbox's: {refused:?}"
    );
    trap.mode(Mode::Temp451).await;
    let later = mail.deliver(&letter("a")).await;
    assert!(
        matches!(&later, Err(DeliveryError::Temporary(text)) if text.contains("451")),
        "{later:?}"
    );
    trap.mode(Mode::Accept).await;
    mail.deliver(&letter("a")).await.unwrap();
    assert_eq!(trap.received().len(), 1);
}

#[tokio::test]
async fn a_slow_relay_costs_the_time_limit_and_no_letter_is_mixed_up() {
    let trap = SmtpTrap::start().await;
    let mail = mail_to(&trap);
    mail.deliver(&letter("before")).await.unwrap();
    trap.mode(Mode::Slow(Duration::from_secs(30))).await;
    let start = Instant::now();
    let outcome = mail.deliver(&letter("slow")).await;
    assert!(is_temporary(&outcome), "{outcome:?}");
    assert!(start.elapsed() < LIMIT * 2, "{:?}", start.elapsed());

    trap.mode(Mode::Accept).await;
    mail.deliver(&letter("slow")).await.unwrap();
    mail.deliver(&letter("after")).await.unwrap();
    let ids: Vec<_> = trap.received().iter().map(|caught| message_id(&caught.raw)).collect();
    assert_eq!(ids, ["before@ministage.fr", "slow@ministage.fr", "after@ministage.fr"]);
}

#[tokio::test]
async fn a_delivery_that_is_dropped_half_way_spoils_no_other() {
    let trap = SmtpTrap::start().await;
    let mail = mail_to(&trap);
    mail.deliver(&letter("before")).await.unwrap();
    trap.mode(Mode::Slow(Duration::from_secs(30))).await;
    let dropped = letter("dropped");
    let delivery = mail.deliver(&dropped);
    assert!(tokio::time::timeout(Duration::from_millis(100), delivery).await.is_err());
    trap.mode(Mode::Accept).await;
    mail.deliver(&letter("after")).await.unwrap();
    let ids: Vec<_> = trap.received().iter().map(|caught| message_id(&caught.raw)).collect();
    assert_eq!(ids, ["before@ministage.fr", "after@ministage.fr"]);
}

#[tokio::test]
async fn a_relay_that_is_down_is_used_again_when_it_is_back() {
    let trap = SmtpTrap::start().await;
    let mail = mail_to(&trap);
    mail.deliver(&letter("1")).await.unwrap(); // leaves a connection that will be cut
    trap.mode(Mode::Down).await;
    assert!(is_temporary(&mail.deliver(&letter("2")).await));
    assert!(is_temporary(&mail.deliver(&letter("2")).await));
    trap.mode(Mode::Accept).await;
    mail.deliver(&letter("2")).await.unwrap();
    assert_eq!(trap.received().len(), 2);
}

#[tokio::test]
async fn no_name_or_subject_can_add_a_header() {
    let trap = SmtpTrap::start().await;
    let mail = mail_to(&trap);
    let hostile = [
        "X\r\nBcc: spy@example.org",
        "X\nBcc: spy@example.org\n\nbody",
        "X\rBcc: spy@example.org",
        "X\u{2028}Bcc: spy@example.org\u{85}\0",
        "é\r\nBcc: spy@example.org",
        "\" <spy@example.org>, \"",
        "=?utf-8?q?X=0D=0ABcc:_spy@example.org?=",
        "\u{202E}gro.elpmaxe@yps 🎓",
    ];
    for (n, words) in hostile.iter().enumerate() {
        let letter = OutgoingMail {
            from: Party::named(*words, "from@ministage.fr"),
            to: Party::named(*words, "to@ac-nantes.fr"),
            reply_to: Some(Party::named(*words, "reply@ac-nantes.fr")),
            subject: (*words).into(),
            ..letter(&n.to_string())
        };
        mail.deliver(&letter).await.unwrap();
    }
    let caught = trap.received();
    assert_eq!(caught.len(), hostile.len());
    for caught in caught {
        let (headers, _) = caught.raw.split_once("\r\n\r\n").unwrap();
        let names: Vec<_> = headers
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split_once(':').unwrap().0)
            .collect();
        let ours = [
            "Date",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "Reply-To",
            "List-ID",
            "MIME-Version",
            "Content-Type",
        ];
        assert_eq!(names, ours, "{headers}");
        assert!(!headers.replace("\r\n", "").contains(['\r', '\n', '\0']), "{headers}");
        assert_eq!(caught.to, ["to@ac-nantes.fr"]);
        let parsed = MessageParser::default().parse(caught.raw.as_bytes()).unwrap();
        assert_eq!(parsed.to().unwrap().iter().count(), 1, "{headers}");
        assert_eq!(parsed.from().unwrap().iter().count(), 1, "{headers}");
        assert!(parsed.bcc().is_none());
    }
}

fn message_id(raw: &str) -> String {
    let parsed = MessageParser::default().parse(raw.as_bytes()).unwrap();
    parsed.message_id().unwrap().to_owned()
}
