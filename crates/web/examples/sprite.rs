//! Makes `assets/icons.svg`, the one sprite of every icon we use, from Lucide's npm package.
//!
//! To add an icon: put its Lucide name in `assets/icons.txt` (sorted), then
//! `npm pack lucide-static && tar xf lucide-static-*.tgz && cargo run -p web --example sprite -- package/icons`,
//! then correct its sha256 in `assets/VENDORED.toml`. Building the product needs no npm.

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let icons = std::env::args().nth(1).ok_or("usage: sprite <folder of Lucide icons>")?;
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let mut sprite = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\">\n<!-- Lucide, ISC licence; see VENDORED.toml -->\n",
    );
    for name in fs::read_to_string(assets.join("icons.txt"))?.lines() {
        let svg = fs::read_to_string(Path::new(&icons).join(format!("{name}.svg")))?;
        let shapes = svg
            .split_once("\n>")
            .and_then(|(_, rest)| rest.split_once("</svg>"))
            .ok_or("not a Lucide icon")?
            .0;
        let shapes: String = shapes.lines().map(str::trim).collect();
        sprite += &format!("<symbol id=\"{name}\" viewBox=\"0 0 24 24\">{shapes}</symbol>\n");
    }
    sprite += "</svg>\n";
    fs::write(assets.join("icons.svg"), sprite)?;
    Ok(())
}
