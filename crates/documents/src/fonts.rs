//! The fonts of every document, read once for the whole process.
//!
//! Inter (OFL 1.1, see `fonts/OFL.txt`) for text, then Typst's own: Libertinus Serif, New Computer Modern and
//! DejaVu Sans Mono, which also serve as fallback for letters that Inter lacks. To add one, put its TTF and licence
//! into `fonts/`, list both in `fonts/README.md`, and add it to [`OURS`].

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;
use typst_kit::fonts::{FontStore, embedded};

const OURS: [&[u8]; 3] = [
    include_bytes!("../fonts/Inter-Regular.ttf"),
    include_bytes!("../fonts/Inter-SemiBold.ttf"),
    include_bytes!("../fonts/Inter-Bold.ttf"),
];

pub(crate) static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut store = FontStore::new();
    for file in OURS {
        store.extend(Font::iter(Bytes::new(file)).map(|font| {
            let info = font.info().clone();
            (font, info)
        }));
    }
    store.extend(embedded());
    store
});

/// Reads the fonts now rather than while somebody waits for the first document.
pub(crate) fn load() {
    LazyLock::force(&FONTS);
}
