//! A guide as it is written: the part of Markdown that both the page and the PDF can show. The rest is refused.
//!
//! `# Title`, its lead, `## Chapter {#name}`, `### Heading`, paragraphs, `1.` steps, `-` lists, `>` what to do if something
//! goes wrong, `![what it shows](images/name.webp)`, `**strong**`, `[words](#chapter)`, and `*label*`: words of the screen,
//! shown « label ».

use serde::Serialize;

use crate::view::assets;

/// A whole guide.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Text {
    pub(crate) title: String,
    pub(crate) lead: Vec<Span>,
    pub(crate) chapters: Vec<Chapter>,
}

/// What one does in one go.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Chapter {
    /// Where a link leads.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) parts: Vec<Part>,
}

/// One block of a chapter. What is inside steps, lists and notes is paragraphs and pictures.
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
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
pub(super) type Refused = String;

impl Text {
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
    /// Words that are nothing more.
    pub(crate) fn plain(words: &str) -> Self {
        Self { look: Look::Plain, text: words.to_owned(), to: String::new() }
    }

    /// As it is read: a label stands in quotes.
    pub(crate) fn shown(&self) -> String {
        match self.look {
            Look::Label => format!("«\u{a0}{}\u{a0}»", self.text),
            Look::Plain | Look::Strong => self.text.clone(),
        }
    }
}

impl Picture {
    /// Of this file.
    pub(super) fn new(name: String, alt: String) -> Result<Self, Refused> {
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
