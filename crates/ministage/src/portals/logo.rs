//! A logo from outside: sniffed, bounded, and drawn anew as a PNG, so that nothing of the file that
//! was given is ever served. An SVG is rasterised without fonts and without other files.

use anyhow::Context;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};
use web::picture::{DRAWN_SIDE, PictureRefused, redraw};

/// The picture as a PNG of at most 384 pixels a side.
pub(crate) fn to_png(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    match redraw(bytes) {
        Err(PictureRefused::Kind) => rasterise(bytes),
        drawn => Ok(drawn?),
    }
}

fn rasterise(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_data(bytes, &options).context("le logo n’est ni une image ni un SVG")?;
    let size = tree.size().to_int_size();
    let scale = f64::from(DRAWN_SIDE) / f64::from(size.width().max(size.height()));
    let side = |length: u32| (f64::from(length) * scale).round().clamp(1.0, f64::from(DRAWN_SIDE));
    let (width, height) = (side(size.width()), side(size.height()));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and 384"
    )]
    let mut pixels = Pixmap::new(width as u32, height as u32).context("le logo est démesuré")?;
    #[expect(clippy::cast_possible_truncation, reason = "a scale needs no more digits")]
    let drawn = Transform::from_scale(scale as f32, scale as f32);
    resvg::render(&tree, drawn, &mut pixels.as_mut());
    let png = pixels.encode_png().context("le logo ne peut pas être dessiné")?;
    // Written by the same hand as every other logo: exported and applied again, it is the same file.
    Ok(redraw(&png)?)
}

#[cfg(test)]
mod tests {
    use web::picture::LARGEST_FILE;

    use super::*;

    #[test]
    fn an_svg_becomes_a_png_and_a_png_stays_one() {
        let svg = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#0f5c63"/></svg>"##;
        let png = to_png(svg).unwrap();
        let picture = image::load_from_memory(&png).unwrap();
        assert_eq!((picture.width(), picture.height()), (384, 192));
        assert_eq!(to_png(&png).unwrap(), png);
    }

    #[test]
    fn an_svg_reads_no_other_file() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="/etc/hostname.png" width="10" height="10"/></svg>"#;
        let blank = image::load_from_memory(&to_png(svg).unwrap()).unwrap().into_rgba8();
        assert!(blank.pixels().all(|pixel| pixel.0[3] == 0));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for wrong in
            [b"".as_slice(), b"hello", b"GIF89a\x01\x00\x01\x00", b"\x89PNG\r\n\x1a\n garbage"]
        {
            assert!(to_png(wrong).is_err());
        }
        assert!(to_png(&vec![b' '; LARGEST_FILE + 1]).is_err());
    }
}
