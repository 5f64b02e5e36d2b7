//! A letter: what is written to a person, as a value made of a few kinds of blocks.
//!
//! A feature's `mails.rs` makes it; `templates/mails/letter.html` and `letter.txt` draw it. The words of people are
//! plain text here, and the HTML template escapes them: no letter has to.

use serde::Serialize;

/// A letter without its recipient: its title, then its blocks in order.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Letter {
    #[serde(skip)]
    kind: &'static str,
    title: String,
    about: String,
    heading: String,
    preview: String,
    name: String,
    blocks: Vec<Block>,
}

/// One block, as the templates see it: `{kind: "say", value: …}`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
enum Block {
    Say(Vec<Piece>),
    Small(Vec<Piece>),
    Facts(Vec<(String, String)>),
    Motif(String),
    Button { label: &'static str, url: String },
}

/// A part of a paragraph.
#[derive(Clone, Debug, Default, Serialize)]
struct Piece {
    text: String,
    strong: bool,
    /// Where it leads. The text part leaves it out: there, the button's link stands alone.
    url: Option<String>,
}

impl Letter {
    /// A letter with its title, which begins the subject and heads the HTML part. Its mails are stored under
    /// `kind`, as `bookings/summons`: never change a kind that was released.
    pub(crate) fn new(kind: &'static str, title: impl Into<String>) -> Self {
        let title = title.into();
        Self {
            kind,
            heading: title.clone(),
            title,
            about: String::new(),
            preview: String::new(),
            name: String::new(),
            blocks: Vec::new(),
        }
    }

    /// Ends the subject: « Convocation : CAP Cuisine ». Never the name of a pupil: subjects are
    /// stored, and pass through the logs of others.
    pub(crate) fn about(self, about: impl Into<String>) -> Self {
        Self { about: about.into(), ..self }
    }

    /// Another heading than the title.
    pub(crate) fn heading(self, heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), ..self }
    }

    /// The line that mail readers show beside the subject.
    pub(crate) fn preview(self, preview: impl Into<String>) -> Self {
        Self { preview: preview.into(), ..self }
    }

    /// Greets by name: « Bonjour Mme Maëlle Le Goff, ».
    pub(crate) fn to(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// Starts a paragraph.
    pub(crate) fn say(self, text: impl Into<String>) -> Self {
        self.block(Block::Say(vec![Piece { text: text.into(), ..Piece::default() }]))
    }

    /// Starts a paragraph in small print.
    pub(crate) fn small(self, text: impl Into<String>) -> Self {
        self.block(Block::Small(vec![Piece { text: text.into(), ..Piece::default() }]))
    }

    /// Goes on in the same paragraph.
    pub(crate) fn and(self, text: impl Into<String>) -> Self {
        self.piece(Piece { text: text.into(), ..Piece::default() })
    }

    /// Goes on in the same paragraph, in bold; begins one where there is none.
    pub(crate) fn strong(self, text: impl Into<String>) -> Self {
        self.piece(Piece { text: text.into(), strong: true, ..Piece::default() })
    }

    /// Goes on in the same paragraph with a link, beside the button's.
    pub(crate) fn link(self, text: impl Into<String>, url: impl Into<String>) -> Self {
        self.piece(Piece { text: text.into(), url: Some(url.into()), ..Piece::default() })
    }

    /// A table of labels and values.
    pub(crate) fn facts(self, facts: &[(impl ToString, impl ToString)]) -> Self {
        let facts = facts.iter().map(|(label, value)| (label.to_string(), value.to_string()));
        self.block(Block::Facts(facts.collect()))
    }

    /// The reason that a person typed, in her own lines.
    pub(crate) fn motif(self, reason: impl Into<String>) -> Self {
        self.block(Block::Motif(reason.into()))
    }

    /// The one button.
    pub(crate) fn button(self, label: &'static str, url: impl Into<String>) -> Self {
        self.block(Block::Button { label, url: url.into() })
    }

    /// Under which its mails are stored.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    /// One line: names that people typed end up in subjects.
    pub(crate) fn subject(&self) -> String {
        let words = match self.about.as_str() {
            "" => self.title.clone(),
            about => format!("{}\u{a0}: {about}", self.title),
        };
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    fn piece(mut self, piece: Piece) -> Self {
        match self.blocks.last_mut() {
            Some(Block::Say(pieces) | Block::Small(pieces)) => pieces.push(piece),
            _ => self.blocks.push(Block::Say(vec![piece])),
        }
        self
    }
}
