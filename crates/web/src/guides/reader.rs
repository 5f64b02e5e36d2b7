//! From Markdown to a guide, event by event.

use std::iter::Peekable;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::text::{Chapter, Look, Part, Picture, Refused, Span, Text, plain};

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
                Event::Text(words) => put(&mut spans, look, &words, &to),
                Event::SoftBreak => put(&mut spans, look, " ", &to),
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

/// Words behind others: of one look with the last, or apart.
fn put(spans: &mut Vec<Span>, look: Look, words: &str, to: &str) {
    match spans.last_mut() {
        Some(last) if last.look == look && last.to == to => last.text += words,
        _ => spans.push(Span { look, text: words.to_owned(), to: to.to_owned() }),
    }
}

/// French: no line begins with one of these signs, whatever was typed.
fn typeset(text: &str) -> String {
    let mut text = text.replace('\'', "’").replace("« ", "«\u{a0}");
    for sign in [":", ";", "?", "!", "»"] {
        text = text.replace(&format!(" {sign}"), &format!("\u{a0}{sign}"));
    }
    text
}
