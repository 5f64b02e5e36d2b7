//! Writes the gallery, for `cargo xtask gallery`.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: gallery <folder>")?;
    web::gallery::write(Path::new(&folder))
}
