//! A form of the page, as a browser fills it in and sends it.

use axum::http::Method;
use scraper::{ElementRef, Html};

use super::Browser;
use crate::page::selector;

impl Browser {
    /// Method, target and fields of a form of the page, with some of them filled in.
    pub(super) fn filled(
        &self,
        form: &str,
        fields: &[(&str, &str)],
    ) -> (Method, String, Vec<(String, String)>) {
        let page = self.page();
        let html = Html::parse_document(&page.html());
        let element = html.select(&selector(form)).next();
        let element = element
            .unwrap_or_else(|| panic!("{} has no form `{form}`:\n{}", page.url, page.html()));
        let mut filled = Vec::new();
        let mut names = Vec::new();
        for control in controls(&html, element) {
            let name = control.attr("name").unwrap_or_default().to_owned();
            if !fields.iter().any(|(given, _)| *given == name) {
                filled.extend(held(control).into_iter().map(|value| (name.clone(), value)));
            }
            names.push(name);
        }
        for (name, value) in fields {
            assert!(
                names.iter().any(|known| known == name),
                "the form `{form}` of {} has no field {name}: {names:?}",
                page.url
            );
            filled.push(((*name).to_owned(), (*value).to_owned()));
        }
        let method = match element.attr("method").unwrap_or("get").eq_ignore_ascii_case("post") {
            true => Method::POST,
            false => Method::GET,
        };
        (method, element.attr("action").unwrap_or(self.at.as_str()).to_owned(), filled)
    }
}

/// The controls of a form: those in it, and those elsewhere on the page that name it.
fn controls<'a>(html: &'a Html, form: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    const NAMED: &str = "input[name], select[name], textarea[name], button[name]";
    let named = form.attr("id");
    let inside = form.select(&selector(NAMED)).collect::<Vec<_>>();
    let all = html.select(&selector(NAMED)).collect::<Vec<_>>();
    let elsewhere = all.into_iter().filter(|one| named.is_some() && one.attr("form") == named);
    let own = inside.into_iter().filter(|one| one.attr("form").is_none());
    own.chain(elsewhere).collect()
}

/// The values that a control sends if it is left alone.
fn held(control: ElementRef<'_>) -> Vec<String> {
    if control.attr("disabled").is_some() {
        return Vec::new();
    }
    match control.value().name() {
        "textarea" => vec![control.text().collect()],
        "button" => Vec::new(),
        "select" => {
            let options = selector("option");
            let all: Vec<_> = control.select(&options).collect();
            let chosen: Vec<_> =
                all.iter().filter(|option| option.attr("selected").is_some()).copied().collect();
            let chosen = match (chosen.is_empty(), control.attr("multiple")) {
                (true, None) => all.first().copied().into_iter().collect(),
                _ => chosen,
            };
            chosen
                .iter()
                .map(|option| {
                    option.attr("value").map_or_else(|| option.text().collect(), str::to_owned)
                })
                .collect()
        }
        _ => match control.attr("type").unwrap_or("text") {
            "checkbox" | "radio" if control.attr("checked").is_none() => Vec::new(),
            "checkbox" | "radio" => vec![control.attr("value").unwrap_or("on").to_owned()],
            "submit" | "button" | "file" | "reset" => Vec::new(),
            _ => vec![control.attr("value").unwrap_or_default().to_owned()],
        },
    }
}

/// Fields as a form sends them.
pub(super) fn encode(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
