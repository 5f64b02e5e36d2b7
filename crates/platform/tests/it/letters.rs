//! Letters for the tests of this folder, and what a letter looks like on the wire.

use std::time::Duration;

use chrono::{DateTime, Utc};
use platform::mail::{DeliveryError, Mail, Memory, OutgoingMail, Party, Trouble};

pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

pub(crate) fn letter(id: &str) -> OutgoingMail {
    OutgoingMail {
        from: Party::named("Mini-stages", "ne-pas-repondre@ministage.fr"),
        to: Party::named("Collège Jean Moulin", "ce.0440001a@ac-nantes.fr"),
        reply_to: Some(Party::named("Lycée Léonard « Vinci »", "ce.0440002b@ac-nantes.fr")),
        subject: "Réservation validée : Bac pro Métiers de l’électricité".into(),
        text: "Bonjour,\n.\nÀ bientôt".into(),
        html: "<p>Bonjour, <b>à bientôt</b></p>".into(),
        attachment: None,
        message_id: format!("{id}@ministage.fr"),
        list_id: Some("lycee-vinci.ministage.fr".into()),
        date: at(0),
    }
}

#[tokio::test]
async fn memory_keeps_letters_until_they_are_taken() {
    let memory = Memory::default();
    let mail = Mail::Memory(memory.clone());
    mail.deliver(&letter("a")).await.unwrap();
    mail.clone().deliver(&letter("b")).await.unwrap();
    assert_eq!(memory.take(), [letter("a"), letter("b")]);
    assert_eq!(memory.take(), []);
}

#[tokio::test]
async fn memory_fails_as_often_as_it_was_told() {
    let memory = Memory::new(Duration::from_millis(50));
    let mail = Mail::Memory(memory.clone());
    memory.trouble(&Trouble::Temporary, 1);
    memory.trouble(&Trouble::Refused, 1);
    memory.trouble(&Trouble::Slow(Duration::from_secs(9)), 1);
    assert!(matches!(mail.deliver(&letter("a")).await, Err(DeliveryError::Temporary(_))));
    assert!(matches!(mail.deliver(&letter("a")).await, Err(DeliveryError::Refused(_))));
    assert!(matches!(mail.deliver(&letter("a")).await, Err(DeliveryError::Temporary(_))));
    mail.deliver(&letter("a")).await.unwrap();
    assert_eq!(memory.take().len(), 1);
}

#[tokio::test]
async fn what_is_no_address_or_id_is_invalid() {
    let mail = Mail::Memory(Memory::default());
    let mut refused = Vec::new();
    for address in [
        "", "a", "a@", "a b@c.fr", "a@c.fr\r\nBcc: x@y.fr", "\"a\"@c.fr", "é@c.fr",
        "a@c.fr, b@c.fr",
    ] {
        let to = Party::bare(address);
        refused.push(OutgoingMail { to, ..letter("a") });
    }
    for id in ["", "x", "a b@c", "<a@b", "a@b>\r\nBcc: x@y.fr", "a@b@c"] {
        refused.push(OutgoingMail { message_id: id.into(), ..letter("a") });
    }
    refused.push(OutgoingMail { list_id: Some("a\r\nBcc: x@y.fr".into()), ..letter("a") });
    for letter in refused {
        let outcome = mail.deliver(&letter).await;
        assert!(matches!(outcome, Err(DeliveryError::Invalid(_))), "{letter:?}: {outcome:?}");
    }
}
