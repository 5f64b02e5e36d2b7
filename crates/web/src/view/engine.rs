//! Tera with our templates, loaded once; in debug builds again when one changes.

use std::io::{self, Write};

use chrono::{NaiveDate, NaiveTime};
use rust_embed::Embed;
use tera::{Context, Kwargs, State, Tera, TeraResult};

use super::disk::FromDisk;
use super::{Page, Shell, assets};

#[derive(Embed)]
#[folder = "../../templates"]
struct Templates;

/// A template that does not load or does not render: always a mistake of ours, never of the visitor.
#[derive(Debug, thiserror::Error)]
#[error("a template cannot be rendered: {0}")]
pub struct ViewError(tera::Error);

impl From<tera::Error> for ViewError {
    fn from(error: tera::Error) -> Self {
        Self(error)
    }
}

/// Every template, checked and ready. Make one at start and share it.
pub struct Engine {
    pub(super) tera: FromDisk<Tera>,
}

impl Engine {
    /// Loads all templates; fails on the first mistake in any of them.
    pub fn load() -> Result<Self, ViewError> {
        let tera =
            FromDisk::load(concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates"), templates)?;
        Ok(Self { tera })
    }

    /// The whole HTML page.
    pub(crate) fn render<P: Page>(&self, shell: &Shell, page: &P) -> Result<String, ViewError> {
        Ok(self.tera.render(P::TEMPLATE, &context(shell, page))?)
    }

    /// Only what is inside `<main>`, with the sentence that the last page left, for the drawer (requests whose `HX-Target` is `drawer-content`).
    pub(crate) fn render_fragment<P: Page>(
        &self,
        shell: &Shell,
        page: &P,
    ) -> Result<String, ViewError> {
        let news = self.tera.render("layouts/news.html", &context(shell, page))?;
        Ok(news + &self.render_content(shell, page)?)
    }

    /// Only what is inside `<main>`, the same for everybody who sees it.
    pub(crate) fn render_content<P: Page>(
        &self,
        shell: &Shell,
        page: &P,
    ) -> Result<String, ViewError> {
        Ok(self.tera.render_block(P::TEMPLATE, "content", &context(shell, page))?)
    }
}

fn templates() -> Result<Tera, ViewError> {
    let mut tera = Tera::new();
    tera.set_escape_fn(escape);
    tera.register_function("asset", asset);
    tera.register_test("readable", readable);
    let mut sources = Vec::new();
    for path in Templates::iter().filter(|path| path.ends_with(".html") || path.ends_with(".txt")) {
        let file = Templates::get(&path)
            .ok_or_else(|| tera::Error::message(format!("{path} vanished")))?;
        let source = String::from_utf8(file.data.into_owned())
            .map_err(|_| tera::Error::message(format!("{path} is not UTF-8")))?;
        sources.push((path.into_owned(), source));
    }
    tera.add_raw_templates(sources)?;
    Ok(tera)
}

/// As Tera escapes, without what a page cannot carry: U+0000 and its like, which nobody types and a robot sends.
fn escape(text: &str, page: &mut dyn Write) -> io::Result<()> {
    text.split(is_unwritable).try_for_each(|part| tera::escape_html(part, page))
}

/// Whether HTML has no way to say it: a control that is no white space, a noncharacter
/// (<https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream>).
fn is_unwritable(sign: char) -> bool {
    let is_control = sign.is_control() && !matches!(sign, '\t' | '\n' | '\u{c}' | '\r');
    let is_noncharacter = matches!(sign, '\u{fdd0}'..='\u{fdef}')
        || matches!(u32::from(sign) & 0xffff, 0xfffe | 0xffff);
    is_control || is_noncharacter
}

fn context(shell: &Shell, page: &impl Page) -> Context {
    let mut context = Context::new();
    context.insert("shell", shell);
    context.insert("page", page);
    context
}

/// `{{ value is readable(by="date") }}`: whether a browser's field of this type shows the value. It would
/// drop « demain », « 9h15 » and « rouge », and with them what was typed.
fn readable(value: &str, kwargs: Kwargs, _: &State) -> TeraResult<bool> {
    Ok(match kwargs.must_get("by")? {
        "date" => {
            let is_day = value.len() == 10 && NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok();
            value.is_empty() || is_day
        }
        "color" => {
            let digits = value.strip_prefix('#').unwrap_or_default();
            digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        }
        "time" => value.is_empty() || NaiveTime::parse_from_str(value, "%H:%M").is_ok(),
        _ => true,
    })
}

/// `{{ asset(name="app.css") }}`: the hashed URL; a name that is not there is an error.
fn asset(kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let name: &str = kwargs.must_get("name")?;
    assets::url(name)
        .map(str::to_owned)
        .ok_or_else(|| tera::Error::message(format!("no asset is called {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_cannot_carry_is_left_out() {
        let written = |text: &str| {
            let mut page = Vec::new();
            escape(text, &mut page).unwrap();
            String::from_utf8(page).unwrap()
        };
        for sign in
            ['\0', '\u{1}', '\u{b}', '\u{7f}', '\u{85}', '\u{fdd0}', '\u{fffe}', '\u{1ffff}']
        {
            assert_eq!(written(&format!("L{sign}'<b>{sign}")), "L&#39;&lt;b&gt;", "{sign:?}");
        }
        assert_eq!(written("Été\t1\r\n🎓\u{a0}\u{fffd}"), "Été\t1\r\n🎓\u{a0}\u{fffd}");
    }
}
