//! QR codes as a matrix that a template draws (`lib.qr(data.qr, alt: …)`): sharp at any size, and no picture to carry.

use fast_qr::{ECL, QRBuilder};

/// The text does not fit into a QR code (more than about 2 300 bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text is too long for a QR code")]
pub struct QrTooLong;

/// Encodes `text` (medium error correction) as square rows of `0` (light) and `1` (dark), without a quiet zone.
///
/// # Errors
/// When the text is too long.
pub fn qr_matrix(text: &str) -> Result<Vec<String>, QrTooLong> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| QrTooLong)?;
    let row =
        |y: usize| code[y].iter().map(|module| if module.value() { '1' } else { '0' }).collect();
    Ok((0..code.size).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_square_with_a_finder_in_the_corner() {
        let rows = qr_matrix("https://lycee.example/c/7KQ4-2M9X").expect("short");
        assert!(rows.iter().all(|row| row.len() == rows.len()));
        assert!(rows[0].starts_with("11111110") && rows[6].starts_with("11111110"));
    }

    #[test]
    fn says_so_when_the_text_is_too_long() {
        assert_eq!(qr_matrix(&"x".repeat(3000)), Err(QrTooLong));
    }
}
