//! The small pieces that pages are made of; each has its component in `templates/components/`.

use domain::paging::MOST_COUNTED;
use serde::Serialize;

use crate::words;

/// One choice of a select, of radio buttons or of checkboxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Choice {
    /// Sent with the form.
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) selected: bool,
    /// How many rows it would give, where that helps.
    pub(crate) count: Option<String>,
}

impl Choice {
    /// A choice without count.
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>, selected: bool) -> Self {
        Self { value: value.into(), label: label.into(), selected, count: None }
    }

    /// All choices, by value and label, with the one whose value was sent.
    pub(crate) fn list<V: Into<String>, L: Into<String>>(
        sent: &str,
        all: impl IntoIterator<Item = (V, L)>,
    ) -> Vec<Self> {
        let choice = |(value, label): (V, L)| {
            let value = value.into();
            let selected = value == sent;
            Self::new(value, label, selected)
        };
        all.into_iter().map(choice).collect()
    }

    /// The same below a first choice that stands for none of them, or for all.
    pub(crate) fn list_below<V: Into<String>, L: Into<String>>(
        first: &str,
        sent: &str,
        all: impl IntoIterator<Item = (V, L)>,
    ) -> Vec<Self> {
        let first = Self::new("", first, sent.is_empty());
        std::iter::once(first).chain(Self::list(sent, all)).collect()
    }

    /// The same with the number of rows it gives.
    #[must_use]
    pub(crate) fn counted(mut self, count: u64) -> Self {
        self.count = Some(words::counted_to(count, MOST_COUNTED));
        self
    }
}

/// Colour of a status; never alone: a word and an icon go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tone {
    /// Grey.
    Neutral,
    /// The portal's accent.
    Accent,
    /// Green.
    Good,
    /// Amber.
    Wait,
    /// Red.
    Bad,
}

/// A status: word, colour, icon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Badge {
    pub(crate) tone: Tone,
    /// Name in `assets/icons.txt`, or empty.
    pub(crate) icon: &'static str,
    pub(crate) label: String,
}

impl Badge {
    /// Any status.
    pub(crate) fn new(tone: Tone, icon: &'static str, label: impl Into<String>) -> Self {
        Self { tone, icon, label: label.into() }
    }
}

/// How full a slot is, in words and as a bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Fill {
    /// « 2 places restantes sur 4 » or « complet ».
    pub(crate) words: String,
    /// « 2 inscrits ».
    pub(crate) booked_words: String,
    pub(crate) booked: u32,
    pub(crate) capacity: u32,
    pub(crate) full: bool,
}

impl Fill {
    /// The guides' words for these numbers.
    pub(crate) fn new(booked: u32, capacity: u32) -> Self {
        let left = capacity.saturating_sub(booked);
        let words = match left {
            0 => "complet".to_owned(),
            1 => format!("1 place restante sur {capacity}"),
            _ => format!("{left} places restantes sur {capacity}"),
        };
        let booked_words = match booked {
            0 => "aucun inscrit".to_owned(),
            1 => "1 inscrit".to_owned(),
            _ => format!("{booked} inscrits"),
        };
        Self { words, booked_words, booked, capacity, full: left == 0 }
    }

    /// The same of a stage that takes nobody any more: no place is left, whatever is empty.
    pub(crate) fn over(self) -> Self {
        let trainees = if self.booked < 2 { "stagiaire" } else { "stagiaires" };
        Self {
            words: format!("{} {trainees} sur {}", self.booked, self.capacity),
            booked_words: String::new(),
            ..self
        }
    }
}

/// Under a list: « Résultats 1 - 10 sur 37 », the pages around, « Afficher 10 par page ».
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Pager {
    /// « Résultats 1 - 10 sur 37 ».
    pub(crate) summary: String,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    /// Sizes of page; the value is a URL.
    pub(crate) sizes: Vec<Choice>,
}

impl Pager {
    /// `first` and `last` count from 1; both are 0 when there is nothing. `total` may be more than what is `counted`.
    pub(crate) fn new(first: u64, last: u64, total: u64, counted: u64) -> Self {
        let summary = match total {
            0 => "Aucun résultat".to_owned(),
            _ => format!("Résultats {first} - {last} sur {}", words::counted_to(total, counted)),
        };
        Self { summary, previous: None, next: None, sizes: Vec::new() }
    }
}

/// The rows of a list and what stands under them; or what to do where there are none.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Listed<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) pager: Pager,
    pub(crate) empty: Option<Empty>,
}

impl<T> Listed<T> {
    pub(crate) fn new(rows: Vec<T>, pager: Pager, nothing: impl FnOnce() -> Empty) -> Self {
        Self { empty: rows.is_empty().then(nothing), rows, pager }
    }
}

/// A search box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Search {
    /// Where the GET form goes; the word is sent as `recherche`.
    pub(crate) action: String,
    /// Label and placeholder.
    pub(crate) label: String,
    pub(crate) value: String,
}

impl Search {
    /// A search box.
    pub(crate) fn new(
        action: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self { action: action.into(), label: label.into(), value: value.into() }
    }
}

/// Nothing to show: what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Empty {
    pub(crate) title: String,
    pub(crate) hint: String,
    /// Label of the link, with its URL.
    pub(crate) action: Option<(String, String)>,
}

impl Empty {
    pub(crate) fn new(title: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { title: title.into(), hint: hint.into(), action: None }
    }

    /// With a link below.
    #[must_use]
    pub(crate) fn leading(mut self, label: &str, url: impl Into<String>) -> Self {
        self.action = Some((label.to_owned(), url.into()));
        self
    }
}
