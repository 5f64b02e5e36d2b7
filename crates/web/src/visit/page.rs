//! Pages: drawn, with what the layers around them need to know.

use axum::http::{StatusCode, header};
use axum::response::Html;

use super::{Reply, Result, Visit, flash};
use crate::view::Page;

/// A page was drawn from this template: the error layer leaves it alone, and tests know what they see.
#[derive(Clone, Copy, Debug)]
pub struct Drawn(pub &'static str);

/// The nonce of a drawn page, for the Content-Security-Policy header.
#[derive(Clone)]
pub(crate) struct Nonce(pub(crate) String);

/// The origin of another host to which a form of this page may lead by redirections: browsers hold
/// them to the Content-Security-Policy of the page (CSP 3, `form-action`).
#[derive(Clone)]
pub(crate) struct FormTarget(pub(crate) String);

impl Visit {
    /// A whole page.
    pub(crate) fn page<P: Page>(&self, page: &P) -> Result {
        self.page_with(StatusCode::OK, page)
    }

    /// A page whose form has mistakes.
    pub(crate) fn again<P: Page>(&self, page: &P) -> Result {
        self.page_with(StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// A page with another status: 409 for a conflict, 429 for what was asked too often.
    pub(crate) fn page_with<P: Page>(&self, status: StatusCode, page: &P) -> Result {
        let mut shell = self.shell();
        if status.is_success() {
            shell.form_page = None; // it is done, not to be sent again
        }
        let html = match self.fragment {
            true => self.app.engine.render_fragment(&shell, page)?,
            false => self.app.engine.render(&shell, page)?,
        };
        let drawn = Reply::of((status, [(header::VARY, "HX-Request, HX-Target")], Html(html)))
            .noting(Drawn(P::TEMPLATE))
            .noting(Nonce(self.nonce.clone()));
        Ok(match self.flash {
            Some(_) => drawn.cookie(&flash::clear()),
            None => drawn,
        })
    }
}
