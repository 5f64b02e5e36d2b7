//! Every sample page on every shell, and every sample mail, as files to look at and to compare:
//! `cargo xtask gallery --out DIR`.

use std::{error::Error, fs, path::Path};

use crate::view::{Engine, Shell, assets, registry};

/// Writes the gallery into `folder`: pages, their assets, an index, and mails (`.html` and `.txt`) under `mails/`.
pub fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder.join("assets"))?;
    fs::create_dir_all(folder.join("mails"))?;
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
    for (name, sender, letter) in registry::letters() {
        let mail = engine.render_mail(&sender, &letter)?;
        fs::write(folder.join("mails").join(format!("{name}.html")), mail.html)?;
        let text = format!("Subject: {}\n\n{}", mail.subject, mail.text);
        fs::write(folder.join("mails").join(format!("{name}.txt")), text)?;
        index += &format!("<p><a href=\"mails/{name}.html\">{name}</a>");
    }
    fs::write(folder.join("index.html"), index)?;
    Ok(())
}
