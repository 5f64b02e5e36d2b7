//! What no page and no letter may break, held on every one that a test meets.

use platform::mail::OutgoingMail;

use crate::Answer;

/// A page has one h1 and one main, and nothing that the Content-Security-Policy refuses; for the
/// drawer it is its content alone.
pub(crate) fn answer(template: Option<&str>, fragment: bool, answer: &Answer) {
    if !answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
        return;
    }
    let url = &answer.url;
    let Some(template) = template else {
        let policy = answer.header("content-security-policy").unwrap_or_default();
        return assert!(policy.contains("sandbox"), "{url}: HTML without a template is in a frame");
    };
    let html = answer.html();
    let count = |needle| html.matches(needle).count();
    let around = if fragment { 0 } else { 1 };
    for (tag, times) in [("<h1", 1), ("<main", around), ("<html", around)] {
        assert_eq!(count(tag), times, "{url} ({template}): {tag}\n{html}");
    }
    for forbidden in [" style=\"", " onclick=", " onsubmit=", " hx-", "javascript:"] {
        assert_eq!(count(forbidden), 0, "{url} ({template}): {forbidden}\n{html}");
    }
}

/// Letters that ask for nothing.
const NO_BUTTON: [&str; 4] = ["access/end", "access/known", "colleagues/news", "people/news"];

/// A letter names no pupil in its subject, shows the words of people as text, and leads to one place.
pub(crate) fn letter(kind: &str, letter: &OutgoingMail) {
    let OutgoingMail { subject, text, html, .. } = letter;
    assert!(!subject.is_empty() && !subject.contains(['\r', '\n']), "{kind}: {subject}");
    if let Some(pupil) = text.lines().find_map(|line| line.strip_prefix("Élève\u{a0}: ")) {
        let in_capitals = |word: &&str| word.chars().all(|c| !c.is_lowercase());
        let name = pupil.split(' ').take_while(in_capitals).collect::<Vec<_>>().join(" ");
        assert!(!name.is_empty() && !subject.contains(&name), "{kind}: a pupil in {subject}");
    }
    for tag in ["<b>", "<i>", "<script>"] {
        assert!(!html.contains(tag), "{kind}: words are text, not {tag}: {html}");
    }
    assert!(html.contains("prefers-color-scheme"), "{kind}: dark mode is kept: {html}");
    let sender = letter.from.name.as_deref().unwrap();
    let contact = &letter.reply_to.as_ref().unwrap().address;
    let foot = format!("{sender}\nUne question\u{a0}? {contact}\n");
    assert!(text.ends_with(&foot), "{kind} ends with {foot}: {text}");
    let links = text.matches("https://").count();
    match html.split_once("class=\"button\" href=\"") {
        Some((_, button)) => {
            let (url, rest) = button.split_once('"').unwrap();
            assert!(rest.starts_with(" style="), "{kind}: style is on the element: {html}");
            assert!(links == 1 && text.contains(url), "{kind}: one link, the button's: {text}");
        }
        None => {
            assert!(NO_BUTTON.contains(&kind), "{kind} has a button: {html}");
            assert_eq!(links, 0, "{kind}: {text}");
        }
    }
}
