//! What the law asks of whoever runs this deployment, as documents: a page and a PDF of one Markdown each, filled in with
//! its settings and with the values by which things go.
//!
//! | file | holds |
//! |---|---|
//! | `web/law/*.md` | what they say, with `{names}` of facts |
//! | `facts` | the facts, and putting them where their names stand |
//! | `handlers`, `pages` | the list, a page, a file |

mod facts;
pub(crate) mod handlers;
pub(crate) mod pages;

use std::sync::LazyLock;

use crate::guides::Text;
use crate::view::HostKind;

/// Who runs this deployment, as its settings say. What is empty nobody said.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    /// The legal person.
    pub name: String,
    /// Who has the machines, and where.
    pub host: String,
    /// How its data protection officer is reached.
    pub dpo: String,
    /// Others who see data, each with what for: « Example SAS, envoi des courriels, France ».
    pub processors: Vec<String>,
}

/// A document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    /// RGPD, article 30.
    Register,
    /// RGPD, article 28.
    Agreement,
    /// RGPD, article 35.
    Impact,
    /// Loi 2005-102, article 47.
    Accessibility,
}

impl Document {
    /// Every one.
    const ALL: [Self; 4] = [Self::Register, Self::Agreement, Self::Impact, Self::Accessibility];

    /// Those of a host: the register and the impact assessment are for whoever runs the house.
    pub(crate) fn of(host: HostKind) -> &'static [Self] {
        match host {
            HostKind::Console => &Self::ALL,
            _ => &[Self::Agreement, Self::Accessibility],
        }
    }

    /// In its address and in the name of its file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Register => "registre",
            Self::Agreement => "sous-traitance",
            Self::Impact => "aipd",
            Self::Accessibility => "declaration-accessibilite",
        }
    }

    /// What it says, before the facts are in it.
    fn written(self) -> &'static Text {
        static TEXTS: LazyLock<[Text; 4]> = LazyLock::new(|| {
            [
                include_str!("../../law/registre.md"),
                include_str!("../../law/sous-traitance.md"),
                include_str!("../../law/aipd.md"),
                include_str!("../../law/declaration-accessibilite.md"),
            ]
            .map(|source| Text::read(source).expect("each document is read by a test"))
        });
        &TEXTS[self as usize]
    }
}
