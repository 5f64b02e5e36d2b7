//! A guide as it is written: the part of Markdown that both the page and the PDF can show. The rest is refused.
//!
//! `# Title`, its lead, `## Chapter {#name}`, `### Heading`, paragraphs, `1.` steps, `-` lists, `>` what to do if something
//! goes wrong, `![what it shows](images/name.webp)`, `**strong**`, `[words](#chapter)`, and `*label*`: words of the screen,
//! shown « label ».

use std::iter::Peekable;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Serialize;

use crate::view::assets;

/// A whole guide.
#[derive(Debug, Serialize)]
pub(crate) struct Text {
    pub(crate) title: String,
    pub(crate) lead: Vec<Span>,
    pub(crate) chapters: Vec<Chapter>,
}

/// What one does in one go.
#[derive(Debug, Serialize)]
pub(crate) struct Chapter {
    /// Where a link leads.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) parts: Vec<Part>,
}

/// One block of a chapter. What is inside steps, lists and notes is paragraphs and pictures.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Part {
    Paragraph { spans: Vec<Span> },
    Heading { title: String },
    Steps { items: Vec<Vec<Part>> },
    List { items: Vec<Vec<Part>> },
    Note { parts: Vec<Part> },
    Picture(Picture),
}

/// A picture of a screen.
#[derive(Debug, Serialize)]
pub(crate) struct Picture {
    /// Its file in `web/guides/images/`.
    pub(crate) name: String,
    pub(crate) alt: String,
    pub(crate) url: &'static str,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

/// Words of one look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Span {
    pub(crate) look: Look,
    pub(crate) text: String,
    /// The chapter to which it leads, or empty.
    pub(crate) to: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Look {
    Plain,
    Strong,
    /// What the screen says: a button, a tab, a page.
    Label,
}

/// What is not understood, and where: for whoever writes.
type Refused = String;

impl Text {
    /// Reads a guide.
    pub(crate) fn read(source: &str) -> Result<Self, Refused> {
        let events = Parser::new_ext(source, Options::ENABLE_HEADING_ATTRIBUTES).peekable();
        let mut reader = Reader { events };
        let mut text = Self { title: String::new(), lead: Vec::new(), chapters: Vec::new() };
        while let Some(event) = reader.events.next() {
            match event {
                Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                    text.title = plain(&reader.spans(TagEnd::Heading(HeadingLevel::H1))?);
                }
                Event::Start(Tag::Heading { level: HeadingLevel::H2, id, .. }) => {
                    let title = plain(&reader.spans(TagEnd::Heading(HeadingLevel::H2))?);
                    let id = id.ok_or_else(|| format!("« {title} » has no {{#name}}"))?.to_string();
                    text.chapters.push(Chapter { id, title, parts: Vec::new() });
                }
                Event::Start(tag) => match text.chapters.last_mut() {
                    Some(chapter) => chapter.parts.push(reader.part(tag, true)?),
                    None => text.lead = reader.spans(TagEnd::Paragraph)?,
                },
                other => return Err(format!("{other:?}")),
            }
        }
        Ok(text)
    }

    /// All its pictures, in order.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.chapters.iter().flat_map(|chapter| &chapter.parts).flat_map(Part::pictures)
    }
}

impl Part {
    /// The blocks inside, each with what it says: a step or a paragraph is one.
    pub(crate) fn spans(&self) -> Vec<&[Span]> {
        match self {
            Self::Paragraph { spans } => vec![spans],
            Self::Heading { .. } | Self::Picture(_) => Vec::new(),
            Self::Steps { items } | Self::List { items } => {
                items.iter().flatten().flat_map(Self::spans).collect()
            }
            Self::Note { parts } => parts.iter().flat_map(Self::spans).collect(),
        }
    }

    fn pictures(&self) -> Vec<&Picture> {
        match self {
            Self::Picture(picture) => vec![picture],
            Self::Paragraph { .. } | Self::Heading { .. } => Vec::new(),
            Self::Steps { items } | Self::List { items } => {
                items.iter().flatten().flat_map(Self::pictures).collect()
            }
            Self::Note { parts } => parts.iter().flat_map(Self::pictures).collect(),
        }
    }
}

/// The words alone.
pub(crate) fn plain(spans: &[Span]) -> String {
    spans.iter().map(Span::shown).collect()
}

impl Span {
    /// As it is read: a label stands in quotes.
    pub(crate) fn shown(&self) -> String {
        match self.look {
            Look::Label => format!("«\u{a0}{}\u{a0}»", self.text),
            Look::Plain | Look::Strong => self.text.clone(),
        }
    }
}

struct Reader<'a> {
    events: Peekable<Parser<'a>>,
}

impl Reader<'_> {
    /// What begins with `tag`; inside of something else only paragraphs and pictures do.
    fn part(&mut self, tag: Tag, outer: bool) -> Result<Part, Refused> {
        match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { level: HeadingLevel::H3, .. } if outer => {
                let title = plain(&self.spans(TagEnd::Heading(HeadingLevel::H3))?);
                Ok(Part::Heading { title })
            }
            Tag::List(first) if outer => {
                let items = self.items()?;
                Ok(match first {
                    Some(_) => Part::Steps { items },
                    None => Part::List { items },
                })
            }
            Tag::BlockQuote(_) if outer => Ok(Part::Note { parts: self.inside()? }),
            other => Err(format!("{other:?}")),
        }
    }

    fn items(&mut self) -> Result<Vec<Vec<Part>>, Refused> {
        let mut items = Vec::new();
        while let Some(Event::Start(Tag::Item)) = self.events.next() {
            items.push(self.inside()?);
        }
        Ok(items)
    }

    /// Paragraphs and pictures, up to the end of what they are in.
    fn inside(&mut self) -> Result<Vec<Part>, Refused> {
        let mut parts = Vec::new();
        loop {
            match self.events.peek() {
                Some(Event::Start(Tag::Paragraph)) => {
                    self.events.next();
                    parts.push(self.paragraph()?);
                }
                Some(Event::End(TagEnd::Item | TagEnd::BlockQuote(_))) => {
                    self.events.next();
                    return Ok(parts);
                }
                // Steps with no empty line between them have no paragraphs.
                Some(_) => {
                    let spans = self.spans_until(|event| {
                        matches!(event, Event::End(TagEnd::Item) | Event::Start(Tag::Paragraph))
                    })?;
                    parts.push(Part::Paragraph { spans });
                }
                None => return Err("the end".to_owned()),
            }
        }
    }

    fn paragraph(&mut self) -> Result<Part, Refused> {
        if let Some(Event::Start(Tag::Image { dest_url, .. })) = self.events.peek() {
            let name = dest_url.strip_prefix("images/").unwrap_or_default().to_owned();
            self.events.next();
            let alt = plain(&self.spans(TagEnd::Image)?);
            let picture = Picture::new(name, alt)?;
            return match self.events.next() {
                Some(Event::End(TagEnd::Paragraph)) => Ok(Part::Picture(picture)),
                other => Err(format!("{other:?} beside the picture {}", picture.name)),
            };
        }
        Ok(Part::Paragraph { spans: self.spans(TagEnd::Paragraph)? })
    }

    fn spans(&mut self, end: TagEnd) -> Result<Vec<Span>, Refused> {
        let spans = self.spans_until(|event| *event == Event::End(end))?;
        self.events.next();
        Ok(spans)
    }

    fn spans_until(&mut self, end: impl Fn(&Event) -> bool) -> Result<Vec<Span>, Refused> {
        let mut spans: Vec<Span> = Vec::new();
        let (mut look, mut to) = (Look::Plain, String::new());
        while let Some(event) = self.events.next_if(|event| !end(event)) {
            match event {
                Event::Text(words) => match spans.last_mut() {
                    Some(last) if last.look == look && last.to == to => last.text += &words,
                    _ => spans.push(Span { look, text: words.to_string(), to: to.clone() }),
                },
                Event::SoftBreak => match spans.last_mut() {
                    Some(last) if last.look == look && last.to == to => last.text.push(' '),
                    _ => spans.push(Span { look, text: " ".to_owned(), to: to.clone() }),
                },
                Event::Start(Tag::Emphasis) if look == Look::Plain => look = Look::Label,
                Event::Start(Tag::Strong) if look == Look::Plain => look = Look::Strong,
                Event::End(TagEnd::Emphasis | TagEnd::Strong) => look = Look::Plain,
                Event::Start(Tag::Link { dest_url, .. }) if look == Look::Plain => {
                    dest_url.strip_prefix('#').unwrap_or_default().clone_into(&mut to);
                    if to.is_empty() {
                        return Err(format!("a link to {dest_url}"));
                    }
                }
                Event::End(TagEnd::Link) => to.clear(),
                other => return Err(format!("{other:?} after « {} »", plain(&spans))),
            }
        }
        for span in &mut spans {
            span.text = typeset(&span.text);
        }
        Ok(spans)
    }
}

impl Picture {
    fn new(name: String, alt: String) -> Result<Self, Refused> {
        let missing = || format!("no picture is called {name}");
        let bytes = bytes(&name).ok_or_else(missing)?;
        let size = imagesize::blob_size(bytes).map_err(|error| format!("{name}: {error}"))?;
        let url = assets::url(&name).ok_or_else(missing)?;
        Ok(Self { name, alt, url, width: size.width, height: size.height })
    }
}

/// What a picture is.
pub(crate) fn bytes(name: &str) -> Option<&'static bytes::Bytes> {
    let hashed = assets::url(name)?.strip_prefix("/assets/")?;
    Some(&assets::find(hashed)?.bytes)
}

/// French: no line begins with one of these signs, whatever was typed.
fn typeset(text: &str) -> String {
    let mut text = text.replace('\'', "’").replace("« ", "«\u{a0}");
    for sign in [":", ";", "?", "!", "»"] {
        text = text.replace(&format!(" {sign}"), &format!("\u{a0}{sign}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::guides::Guide;

    fn read(chapter: &str) -> Result<Text, Refused> {
        Text::read(&format!("# Guide\n\nPour qui.\n\n## Un {{#un}}\n\n{chapter}"))
    }

    #[test]
    fn each_guide_is_read_and_its_links_lead_somewhere() {
        let mut sizes = Vec::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("guides/images");
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
        let mut unused: BTreeSet<_> = files.map(|name| name.into_string().unwrap()).collect();
        for guide in Guide::ALL {
            let text = guide.text();
            assert!(!text.title.is_empty() && !text.lead.is_empty(), "{guide:?}");
            let ids: BTreeSet<_> = text.chapters.iter().map(|chapter| &chapter.id).collect();
            assert_eq!(ids.len(), text.chapters.len(), "{guide:?} has two chapters of one name");
            for chapter in &text.chapters {
                let spans = chapter.parts.iter().flat_map(Part::spans).flatten();
                for to in spans.map(|span| &span.to).filter(|to| !to.is_empty()) {
                    assert!(ids.contains(to), "{guide:?} links to #{to}");
                }
            }
            for picture in text.pictures() {
                assert!(picture.alt.chars().count() > 20, "{}: {}", picture.name, picture.alt);
                assert!((200..=1200).contains(&picture.width), "{}", picture.name);
                unused.remove(&picture.name);
                sizes.push((&picture.name, bytes(&picture.name).unwrap().len()));
            }
        }
        assert!(unused.is_empty(), "shown nowhere: {unused:?}");
        let all: usize = sizes.iter().map(|(_, size)| size).sum();
        assert!(all < 900_000, "{all} bytes of pictures are in the binary: {sizes:?}");
    }

    #[test]
    fn what_the_page_or_the_paper_cannot_show_is_refused() {
        for source in [
            "<b>x</b>", "    code", "`code`", "| a |\n|---|", "1. a\n   - b", "> > a", "a  \nb",
            "[a](https://x.fr)", "![a](images/none.webp)", "---", "#### a", "**a *b* c**",
        ] {
            let read = read(source);
            let is_table = source.starts_with('|'); // read as words: a writer sees it at once
            assert!(read.is_err() || is_table, "{source}: {read:?}");
        }
        assert!(Text::read("# A\n\nb\n\n## Without a name\n").is_err());
    }

    #[test]
    fn labels_steps_and_notes_are_told_apart() {
        let text =
            read("Cliquez sur *Réserver* : voir [un](#un).\n\n1. Un\n2. Deux\n\n> **Si** non ?")
                .unwrap();
        let [Part::Paragraph { spans }, Part::Steps { items }, Part::Note { parts }] =
            text.chapters[0].parts.as_slice()
        else {
            panic!("{text:?}")
        };
        assert_eq!(plain(spans), "Cliquez sur «\u{a0}Réserver\u{a0}»\u{a0}: voir un.");
        assert_eq!(spans[1].look, Look::Label);
        assert_eq!((items.len(), parts.len()), (2, 1));
        assert!(plain(parts[0].spans()[0]).ends_with("non\u{a0}?"));
    }
}
