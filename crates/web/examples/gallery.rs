//! Writes every sample of every page, on every shell that makes sense, as HTML files with their assets:
//! `cargo run -p web --example gallery -- /tmp/gallery && python3 -m http.server -d /tmp/gallery`.

use std::{error::Error, fs, path::Path};

use web::view::{Engine, Shell, assets, registry};

fn main() {
    if let Err(error) = write() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn write() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: gallery <folder>")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for (name, asset) in assets::all() {
        fs::write(folder.join("assets").join(name), &asset.bytes)?;
    }
    let engine = Engine::load()?;
    let mut index = String::from("<!DOCTYPE html><title>Gallery</title>");
    for (shell_name, shell) in Shell::samples() {
        for sample in registry::samples() {
            let file = format!("{}-{shell_name}.html", sample.name);
            fs::write(
                folder.join(&file),
                engine.render_value(&shell, sample.template, sample.page)?,
            )?;
            index += &format!("<p><a href=\"{file}\">{file}</a>");
        }
    }
    fs::write(folder.join("index.html"), index)?;
    Ok(())
}
