//! Letters in a folder.

use platform::mail::{Mail, Mailbox, OutgoingMail};

use crate::letters::{at, letter};

#[tokio::test]
async fn letters_are_listed_newest_first_page_by_page() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::new(folder.path().join("mails"));
    assert_eq!(mailbox.list(10, None).await.unwrap(), []);

    let mail = Mail::Mailbox(mailbox.clone());
    for second in [2, 0, 1] {
        let letter = OutgoingMail { date: at(second), ..letter(&second.to_string()) };
        mail.deliver(&letter).await.unwrap();
    }
    let page = mailbox.list(2, None).await.unwrap();
    assert_eq!(page.iter().map(|l| l.date.unwrap()).collect::<Vec<_>>(), [at(2), at(1)]);
    assert_eq!(page[0].subject, letter("").subject);
    assert_eq!(page[0].to, Some(letter("").to));
    let rest = mailbox.list(2, Some(&page[1].id)).await.unwrap();
    assert_eq!(rest.iter().map(|l| l.date.unwrap()).collect::<Vec<_>>(), [at(0)]);
}

#[tokio::test]
async fn a_letter_opens_with_both_bodies() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::new(folder.path());
    let mail = Mail::Mailbox(mailbox.clone());
    mail.deliver(&letter("a")).await.unwrap();
    mail.deliver(&letter("a")).await.unwrap(); // the same letter again is the same file
    let [listed] = mailbox.list(10, None).await.unwrap().try_into().unwrap();
    let opened = mailbox.open(&listed.id).await.unwrap().unwrap();
    assert_eq!(opened.headers, listed);
    assert_eq!(opened.text.unwrap().replace("\r\n", "\n"), letter("a").text);
    assert_eq!(opened.html.unwrap(), letter("a").html);
    assert!(opened.raw.contains("Message-ID: <a@ministage.fr>"));
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 1, "no temporary file stays");
}

#[tokio::test]
async fn letters_to_listed_addresses_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let mailbox = Mailbox::new(folder.path());
    let mail = Mail::Mailbox(mailbox.clone());
    let to = letter("a").to.address.to_uppercase();
    std::fs::write(folder.path().join("bounces.txt"), format!("x@y.fr\n{to}\n")).unwrap();
    assert!(mail.deliver(&letter("a")).await.is_err());
    std::fs::remove_file(folder.path().join("bounces.txt")).unwrap();
    mail.deliver(&letter("b")).await.unwrap();
    assert_eq!(mailbox.list(10, None).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_id_never_leaves_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("in");
    std::fs::create_dir(&inside).unwrap();
    std::fs::write(folder.path().join("secret.eml"), "Subject: secret\r\n\r\n").unwrap();
    let mailbox = Mailbox::new(&inside);
    let absolute = folder.path().join("secret").display().to_string();
    for id in [
        "../secret",
        "..%2Fsecret",
        &absolute,
        "",
        ".",
        "00000000000000000001-../../secret",
        "a\0b",
    ] {
        assert_eq!(mailbox.open(id).await.unwrap(), None, "{id}");
    }
    let unknown = "01800000000000000000-0123456789ab";
    assert_eq!(mailbox.open(unknown).await.unwrap(), None);
}
