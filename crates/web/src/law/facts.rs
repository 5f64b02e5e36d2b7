//! The facts of this deployment, and putting them where their names stand.

use domain::tenancy::Tenant;

use super::{Document, Runs};
use crate::guides::{Part, Span, Text};
use crate::home::retention;
use crate::visit::Visit;

/// What stands where nobody said it.
const MISSING: &str = "(à compléter par l’exploitant)";

/// By name: one value, or a line each.
pub(super) struct Facts {
    values: [(&'static str, String); 5],
    lists: [(&'static str, Vec<String>); 2],
}

impl Facts {
    pub(super) fn of(visit: &Visit) -> Self {
        let Runs { name, host, dpo, processors } = &visit.app.runs;
        let said = |value: &String| match value.trim() {
            "" => MISSING.to_owned(),
            value => value.to_owned(),
        };
        let tenant = visit.portal.as_ref().map(domain::Portal::tenant);
        Self {
            values: [
                ("{plateforme}", visit.app.backstage.base_domain().to_owned()),
                ("{exploitant}", said(name)),
                ("{hebergeur}", said(host)),
                ("{dpo}", said(dpo)),
                ("{contact}", visit.app.address.contact.clone()),
            ],
            lists: [
                (
                    "{sous-traitants}",
                    match processors.as_slice() {
                        [] => vec!["Aucun autre que l’hébergement".to_owned()],
                        some => some.to_vec(),
                    },
                ),
                ("{durees}", lifetimes(visit, tenant)),
            ],
        }
    }

    /// A document with them.
    pub(super) fn fill(&self, document: Document) -> Text {
        let mut text = document.written().clone();
        text.title = self.in_words(&text.title);
        self.in_spans(&mut text.lead);
        for part in text.chapters.iter_mut().flat_map(|chapter| &mut chapter.parts) {
            self.in_part(part);
        }
        text
    }

    fn in_part(&self, part: &mut Part) {
        match part {
            Part::Paragraph { spans } => self.in_spans(spans),
            Part::Heading { title } => *title = self.in_words(title),
            Part::Note { parts } => parts.iter_mut().for_each(|part| self.in_part(part)),
            Part::Steps { items } | Part::List { items } => {
                let written = std::mem::take(items);
                for mut item in written {
                    match self.list(&item) {
                        Some(lines) => items.extend(lines.iter().map(|line| paragraph(line))),
                        None => {
                            item.iter_mut().for_each(|part| self.in_part(part));
                            items.push(item);
                        }
                    }
                }
            }
            Part::Picture(_) => {}
        }
    }

    /// The lines for which this one stands.
    fn list(&self, item: &[Part]) -> Option<&[String]> {
        let [Part::Paragraph { spans }] = item else { return None };
        let [Span { text, .. }] = spans.as_slice() else { return None };
        let list = self.lists.iter().find(|(name, _)| *name == text.as_str());
        list.map(|(_, lines)| lines.as_slice())
    }

    fn in_spans(&self, spans: &mut [Span]) {
        for span in spans {
            span.text = self.in_words(&span.text);
        }
    }

    fn in_words(&self, words: &str) -> String {
        let values = self.values.iter();
        values.fold(words.to_owned(), |words, (name, value)| words.replace(name, value))
    }
}

fn paragraph(line: &str) -> Vec<Part> {
    vec![Part::Paragraph { spans: vec![Span::plain(line)] }]
}

/// « Historique : 5 ans », as « Durées de conservation » says it.
fn lifetimes(visit: &Visit, tenant: Option<&Tenant>) -> Vec<String> {
    let groups = retention::groups(&visit.app, tenant);
    let rows = groups.into_iter().flat_map(|(_, rows)| rows);
    rows.map(|(what, how_long)| format!("{what}\u{a0}: {how_long}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guides::plain;

    fn facts() -> Facts {
        let value = |name| (name, "UNE VALEUR *avec* des signes".to_owned());
        Facts {
            values: [
                value("{plateforme}"),
                value("{exploitant}"),
                value("{hebergeur}"),
                value("{dpo}"),
                value("{contact}"),
            ],
            lists: [
                ("{sous-traitants}", vec!["Un".to_owned(), "Deux".to_owned()]),
                ("{durees}", vec!["Historique\u{a0}: 5\u{a0}ans".to_owned()]),
            ],
        }
    }

    #[test]
    fn every_document_reads_and_no_name_of_a_fact_is_left() {
        for document in Document::ALL {
            let text = facts().fill(document);
            let spans = text.chapters.iter().flat_map(|chapter| &chapter.parts);
            let said: Vec<String> =
                spans.flat_map(Part::spans).map(plain).chain([plain(&text.lead)]).collect();
            assert!(said.len() > 6, "{document:?}");
            for words in said {
                assert!(!words.contains(['{', '}']), "{document:?}: {words}");
            }
        }
    }

    #[test]
    fn a_list_takes_the_place_of_its_name() {
        let text = facts().fill(Document::Register);
        let spans = text.chapters.iter().flat_map(|chapter| &chapter.parts).flat_map(Part::spans);
        let said: Vec<String> = spans.map(plain).collect();
        for line in ["Un", "Deux", "Historique\u{a0}: 5\u{a0}ans"] {
            assert!(said.iter().any(|words| words == line), "{line} is not in {said:?}");
        }
    }
}
