//! The words of a folder: each read by its type, and kept as it was written but for the spaces around it.

use std::fmt::Display;

use super::{TenantRefused, TenantSpec};
use crate::tenancy::{MOST_PARAGRAPHS, TEXTS, TenantDetails, paragraphs};
use crate::text::{
    AddressLine, City, HeadName, HeadQuality, MailAddress, Paragraph, PortalName, ShortName,
    Taught, Telephone, TextRefused, WayBack, Welcome, is_hidden,
};

/// A portal as it is kept, and every word that cannot be.
pub(super) fn written(spec: &TenantSpec) -> (TenantSpec, Vec<TenantRefused>) {
    let mut spec = spec.clone();
    let mut words = Words::default();
    words.must("name", &mut spec.name, PortalName::parse);
    words.must("short_name", &mut spec.short_name, ShortName::parse);
    if let Some(city) = &mut spec.city {
        words.must("city", city, City::parse);
    }
    words.details(&mut spec.details);
    for (key, text) in &mut spec.texts {
        words.text(key, text);
    }
    for (track, place) in spec.tracks.iter_mut().zip(1..) {
        words.must(format!("tracks ({place}).name"), &mut track.name, Taught::parse);
        for (name, inner) in track.programmes.iter_mut().zip(1..) {
            words.must(format!("tracks ({place}).programmes ({inner})"), name, Taught::parse);
        }
    }
    for (teacher, place) in spec.teachers.iter_mut().zip(1..) {
        words.must(format!("teachers ({place}).name"), &mut teacher.name, HeadName::parse);
        words.may(format!("teachers ({place}).subject"), &mut teacher.subject, Taught::parse);
    }
    (spec, words.0)
}

/// What is wrong so far.
#[derive(Default)]
struct Words(Vec<TenantRefused>);

type Parse<T> = fn(&str) -> Result<T, TextRefused>;

impl Words {
    /// A word that must be there.
    fn must<T>(&mut self, key: impl Display, text: &mut String, parse: Parse<T>) {
        *text = text.trim().to_owned();
        // Refused here, while forms leave it out or make it a space: whoever writes a file can mend it.
        let hidden = text.chars().find(|&sign| is_hidden(sign)).map(TextRefused::Sign);
        if let Some(why) = hidden.or_else(|| parse(text).err()) {
            self.0.push(TenantRefused::Word { key: key.to_string(), why });
        }
    }

    /// A word that may be missing.
    fn may<T>(&mut self, key: impl Display, text: &mut String, parse: Parse<T>) {
        if text.trim().is_empty() {
            text.clear();
        } else {
            self.must(key, text, parse);
        }
    }

    fn details(&mut self, details: &mut TenantDetails) {
        for (line, place) in details.address.iter_mut().zip(1..) {
            self.must(format!("details.address ({place})"), line, AddressLine::parse);
        }
        if details.address.len() > AddressLine::MOST {
            let why = TextRefused::TooManyLines(AddressLine::MOST);
            self.0.push(TenantRefused::Word { key: "details.address".into(), why });
        }
        self.may("details.phone", &mut details.phone, Telephone::parse);
        self.may("details.mail", &mut details.mail, MailAddress::parse);
        self.may("details.head_name", &mut details.head_name, HeadName::parse);
        self.may("details.head_quality", &mut details.head_quality, HeadQuality::parse);
        if let Some(number) = &mut details.board_number {
            self.must("details.board_number", number, ShortName::parse);
        }
        for (contact, place) in details.contacts.iter_mut().zip(1..) {
            let key = |word: &str| format!("details.contacts ({place}).{word}");
            self.must(key("name"), &mut contact.name, HeadName::parse);
            self.may(key("position"), &mut contact.position, HeadQuality::parse);
            self.may(key("phone"), &mut contact.phone, Telephone::parse);
            self.may(key("mail"), &mut contact.mail, MailAddress::parse);
        }
    }

    fn text(&mut self, name: &str, text: &mut String) {
        if !TEXTS.contains(&name) {
            return self.0.push(TenantRefused::NoText(name.to_owned()));
        }
        *text = text.trim().replace("\r\n", "\n");
        let key = format!("texts.{name}");
        let why = match name {
            "paragraphs" => {
                let each = paragraphs(text);
                let many = each.len() > MOST_PARAGRAPHS;
                let wrong = each.iter().find_map(|each| Paragraph::parse(each).err());
                wrong.or_else(|| many.then_some(TextRefused::TooManyParagraphs(MOST_PARAGRAPHS)))
            }
            "return" => return self.may(key, text, WayBack::parse),
            _ => Welcome::parse(text).err(),
        };
        self.0.extend(why.map(|why| TenantRefused::Word { key, why }));
    }
}
