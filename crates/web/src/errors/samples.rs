//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::view::Sampled;

impl Sampled for ErrorPage {
    fn samples() -> Vec<Self> {
        let mut pages: Vec<Self> =
            [400, 403, 404, 409, 413, 421, 422, 429, 500, 503].into_iter().map(Self::new).collect();
        pages.push(Self { retry: Some("4 minutes".into()), ..Self::new(429) });
        pages.push(Self {
            detail: Some("Le stage a été supprimé par le lycée.".into()),
            ..Self::new(404)
        });
        pages
    }
}
