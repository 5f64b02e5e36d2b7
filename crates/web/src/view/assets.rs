//! Style, script, fonts and icons: embedded, named by their content, so that a browser keeps them for ever.
//!
//! To add one, put the file under `crates/web/assets/`; if somebody else wrote it, add it to `VENDORED.toml`.
//! Style sheets are joined into one `app.css`, in the order of [`STYLES`].

use std::{
    collections::HashMap,
    io::Write as _,
    sync::{LazyLock, OnceLock},
};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use rust_embed::Embed;
use sha2::{Digest, Sha256};

use super::disk::FromDisk;

#[derive(Embed)]
#[folder = "assets"]
struct Files;

/// Of the guides; taken by `cargo xtask pictures`.
#[derive(Embed)]
#[folder = "guides/images"]
struct Pictures;

/// The parts of `app.css`; the first declares the order of the layers.
const STYLES: [&str; 10] = [
    "css/layers.css", "css/reset.css", "css/tokens.css", "css/base.css", "css/layout.css",
    "css/components.css", "css/choices.css", "css/pages.css", "css/guides.css", "css/print.css",
];

static ASSETS: LazyLock<FromDisk<Assets>> = LazyLock::new(|| {
    FromDisk::load(concat!(env!("CARGO_MANIFEST_DIR"), "/assets"), || Ok(Assets::load()))
        .expect("assets load always")
});

/// One file to serve.
pub(crate) struct Asset {
    /// `text/css; charset=utf-8` and so on.
    pub(crate) mime: String,
    pub(crate) bytes: Bytes,
    gzip: OnceLock<Option<Bytes>>,
}

impl Asset {
    /// The file compressed, made once; `None` where compressing gains nothing (fonts, pictures).
    pub(crate) fn gzip(&self) -> Option<&Bytes> {
        self.gzip
            .get_or_init(|| {
                if self.mime.starts_with("font/") || self.mime == "image/webp" {
                    None
                } else {
                    compress(&self.bytes)
                }
            })
            .as_ref()
    }
}

struct Assets {
    urls: HashMap<String, String>,
    files: HashMap<String, Asset>,
}

/// URL of an asset by its plain name: `app.css` → `/assets/app.3f2a….css`; `None` if there is no such file.
pub(crate) fn url(name: &str) -> Option<&'static str> {
    ASSETS.urls.get(name).map(String::as_str)
}

/// The asset behind the last part of its URL (`app.3f2a….css`). Serve it as immutable.
pub(crate) fn find(hashed: &str) -> Option<&'static Asset> {
    ASSETS.files.get(hashed)
}

impl Assets {
    fn load() -> Self {
        let mut assets = Self { urls: HashMap::new(), files: HashMap::new() };
        let mut style = String::new();
        for path in Files::iter().filter(|path| served(path)) {
            if let Some(file) = Files::get(&path) {
                let name = path.rsplit('/').next().unwrap_or(&path);
                assets.add(name, Bytes::from(file.data.into_owned()));
            }
        }
        for name in Pictures::iter() {
            if let Some(file) = Pictures::get(&name) {
                assets.add(&name, Bytes::from(file.data.into_owned()));
            }
        }
        for path in STYLES {
            let file = Files::get(path)
                .expect("the list of style sheets names files that are there: tested");
            style.push_str(&String::from_utf8_lossy(&file.data));
        }
        for (name, url) in &assets.urls {
            style = style.replace(&format!("asset:{name}"), url);
        }
        assets.add("app.css", Bytes::from(style));
        assets
    }

    fn add(&mut self, name: &str, bytes: Bytes) {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let hash = hex::encode(&Sha256::digest(&bytes)[..8]);
        let hashed = format!("{stem}.{hash}.{extension}");
        self.urls.insert(name.to_owned(), format!("/assets/{hashed}"));
        self.files.insert(hashed, Asset { mime: mime(extension), bytes, gzip: OnceLock::new() });
    }
}

/// Style sheets leave joined; lists and notes do not leave.
fn served(path: &str) -> bool {
    !path.starts_with("css/") && !path.ends_with(".toml") && !path.ends_with(".txt")
}

fn mime(extension: &str) -> String {
    let mime = mime_guess::from_ext(extension).first_or_octet_stream().to_string();
    if mime.starts_with("text/") { format!("{mime}; charset=utf-8") } else { mime }
}

fn compress(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    let smaller = encoder.finish().ok()?;
    (smaller.len() < bytes.len()).then(|| Bytes::from(smaller))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_a_hash_and_lead_back_to_the_file() {
        let url = url("app.css").unwrap();
        let asset = find(url.strip_prefix("/assets/").unwrap()).unwrap();
        assert_eq!(asset.mime, "text/css; charset=utf-8");
        assert!(asset.gzip().unwrap().len() < asset.bytes.len() / 2);
        assert!(
            !String::from_utf8_lossy(&asset.bytes).contains("asset:"),
            "a font of the style sheet is missing"
        );
    }

    #[test]
    fn vendored_files_are_those_that_were_listed() {
        let list = include_str!("../../assets/VENDORED.toml");
        let value = |line: &str, key: &str| {
            line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"').map(str::to_owned)
        };
        let mut path = String::new();
        let mut checked = 0;
        for line in list.lines() {
            if let Some(found) = value(line, "path") {
                path = found;
            } else if let Some(expected) = value(line, "sha256") {
                let file =
                    Files::get(&path).unwrap_or_else(|| panic!("{path} is listed and not there"));
                assert_eq!(
                    hex::encode(Sha256::digest(&file.data)),
                    expected,
                    "{path} changed: correct VENDORED.toml"
                );
                checked += 1;
            }
        }
        assert_eq!(checked, 5);
    }
}
