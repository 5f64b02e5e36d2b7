//! A picture from outside: sniffed, bounded, and drawn anew as a PNG, so that nothing of the file that was given is ever
//! served; and the colours that it has.

use std::collections::HashMap;
use std::io::Cursor;

use image::{ImageError, ImageFormat, ImageReader, Limits};

/// Bytes of a file, at most.
pub const LARGEST_FILE: usize = 2 * 1024 * 1024;

/// Pixels of a side, at most, as given.
const LONGEST_SIDE: u32 = 4096;

/// Bytes that reading it may take: a picture of the longest sides takes half of them.
const MEMORY: u64 = 128 * 1024 * 1024;

/// Pixels of the longer side as drawn: three times what pages and paper show.
pub const DRAWN_SIDE: u32 = 384;

/// Colours that are proposed, at most.
const MOST_COLOURS: usize = 4;

/// Why a file is no picture of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefused {
    /// Heavier than [`LARGEST_FILE`].
    #[error("le logo pèse plus de 2 Mo")]
    Heavy,
    /// It begins like none of the three kinds.
    #[error("le logo doit être un fichier PNG, JPEG ou WebP")]
    Kind,
    /// Its sides, or what it takes to read it.
    #[error("le logo est démesuré : 4096 pixels de côté au plus")]
    Large,
    /// It breaks off, or contradicts itself.
    #[error("le logo est illisible")]
    Broken,
}

/// The picture as a PNG of at most [`DRAWN_SIDE`] pixels a side.
///
/// # Errors
/// See [`PictureRefused`].
pub fn redraw(bytes: &[u8]) -> Result<Vec<u8>, PictureRefused> {
    if bytes.len() > LARGEST_FILE {
        return Err(PictureRefused::Heavy);
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => format,
        _ => return Err(PictureRefused::Kind),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| match error {
        ImageError::Limits(_) => PictureRefused::Large,
        _ => PictureRefused::Broken,
    })?;
    let picture = match picture.width().max(picture.height()) > DRAWN_SIDE {
        true => picture.resize(DRAWN_SIDE, DRAWN_SIDE, image::imageops::FilterType::Lanczos3),
        false => picture,
    };
    let mut png = Cursor::new(Vec::new());
    let written = picture.into_rgba8().write_to(&mut png, ImageFormat::Png);
    written.map_err(|_| PictureRefused::Broken)?;
    Ok(png.into_inner())
}

/// The colours that a logo has most of, as `#rrggbb`, each unlike the others; greys are none.
pub(crate) fn colours(png: &[u8]) -> Vec<String> {
    let Ok(picture) = image::load_from_memory_with_format(png, ImageFormat::Png) else {
        return Vec::new();
    };
    // Sums of what is nearly the same, by the upper four bits of each channel.
    let mut heaps: HashMap<[u8; 3], [u64; 4]> = HashMap::new();
    for pixel in picture.into_rgba8().pixels() {
        let [red, green, blue, alpha] = pixel.0;
        let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
        if alpha < 128 || most - least < 40 {
            continue;
        }
        let heap = heaps.entry([red >> 4, green >> 4, blue >> 4]).or_default();
        for (sum, value) in heap.iter_mut().zip([red, green, blue, 1]) {
            *sum += u64::from(value);
        }
    }
    let mut heaps: Vec<[u64; 4]> = heaps.into_values().collect();
    heaps.sort_by_key(|heap| (std::cmp::Reverse(heap[3]), heap[0], heap[1], heap[2]));
    let all: u64 = heaps.iter().map(|heap| heap[3]).sum();
    let mut kept: Vec<[u64; 3]> = Vec::new();
    // What is hardly there is an edge between two others.
    for [red, green, blue, count] in heaps.into_iter().filter(|heap| heap[3] * 50 >= all) {
        let mean = [red / count, green / count, blue / count];
        let near = |other: &[u64; 3]| {
            mean.iter().zip(other).map(|(one, other)| one.abs_diff(*other)).sum::<u64>() < 96
        };
        if kept.len() < MOST_COLOURS && !kept.iter().any(near) {
            kept.push(mean);
        }
    }
    kept.into_iter().map(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    fn png(width: u32, height: u32, colour: impl Fn(u32) -> [u8; 4]) -> Vec<u8> {
        let picture = RgbaImage::from_fn(width, height, |x, _| Rgba(colour(x)));
        let mut png = Cursor::new(Vec::new());
        picture.write_to(&mut png, ImageFormat::Png).unwrap();
        png.into_inner()
    }

    #[test]
    fn a_picture_is_bounded_and_drawn_anew() {
        let drawn = redraw(&png(900, 300, |_| [1, 2, 3, 255])).unwrap();
        let picture = image::load_from_memory(&drawn).unwrap();
        assert_eq!((picture.width(), picture.height()), (384, 128));
        assert_eq!(redraw(&drawn).unwrap(), drawn, "drawn again it is the same");
        // What was hidden behind the end of the file is not kept.
        let mut with_script = png(10, 10, |_| [0, 0, 0, 255]);
        with_script.extend(b"<script>alert(1)</script>");
        let drawn = redraw(&with_script).unwrap();
        assert!(!drawn.windows(7).any(|window| window == b"<script"));
    }

    /// Sides that a header only claims, and a file that swells.
    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        let mut claims = png(8, 8, |_| [0; 4]);
        claims[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(redraw(&claims).is_err());
        let wide = png(4097, 1, |_| [0; 4]);
        assert_eq!(redraw(&wide), Err(PictureRefused::Large));
        assert_eq!(redraw(&vec![0; LARGEST_FILE + 1]), Err(PictureRefused::Heavy));
        for wrong in [b"".as_slice(), b"hello", b"GIF89a\x01\x00\x01\x00", b"<svg xmlns=''/>"] {
            assert_eq!(redraw(wrong), Err(PictureRefused::Kind));
        }
        assert_eq!(redraw(b"\x89PNG\r\n\x1a\n garbage"), Err(PictureRefused::Broken));
    }

    #[test]
    fn a_logo_proposes_its_colours_and_no_grey() {
        let logo = png(100, 10, |x| match x {
            ..50 => [0xa6, 0x3d, 0x1c, 255],
            50..80 => [0x0f, 0x5c, 0x63, 255],
            80..90 => [0xff, 0xff, 0xff, 255],
            90..95 => [0x40, 0x40, 0x40, 255],
            95..99 => [0xff, 0, 0, 0],
            _ => [0xa8, 0x3f, 0x1e, 255],
        });
        assert_eq!(colours(&logo), ["#a63d1c", "#0f5c63"]);
        assert_eq!(colours(&png(4, 4, |_| [9, 9, 9, 255])), Vec::<String>::new());
    }
}
