//! Prints a template while one writes it:
//! `cargo run -p documents --example print -- TEMPLATE.typ DATA.json OUT.pdf [LOGO.png]`.
#![expect(clippy::print_stdout, reason = "a command-line tool")]

use std::error::Error;
use std::fs;

use documents::{Logo, PrintJob, Standard, Template, print_blocking};

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [template, data, out, logo @ ..] = paths.as_slice() else {
        return Err("TEMPLATE.typ DATA.json OUT.pdf [LOGO.png]".into());
    };

    let printed = print_blocking(&PrintJob {
        template: Template::new(fs::read_to_string(template)?),
        data: serde_json::from_str(&fs::read_to_string(data)?)?,
        logo: logo
            .first()
            .map(fs::read)
            .transpose()?
            .map(|png| Logo { png: png.into(), alt: "Logo du lycée".into() }),
        title: "Essai".into(),
        issued_at: "2026-11-30T09:00:00+01:00".parse()?,
        standard: Standard::Archival,
    })?;

    fs::write(out, &printed.pdf)?;
    println!(
        "{out}: {} page(s), {} bytes, {:?}",
        printed.pages,
        printed.pdf.len(),
        printed.conformity
    );
    Ok(())
}
