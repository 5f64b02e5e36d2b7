//! Bytes in, plain CSV bytes out: gzip is undone, the byte-order mark and Excel's `sep=` line removed, the delimiter
//! guessed from the header.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::HeaderError;

/// No real header is longer (the official one has 1 300 bytes).
const LONGEST_HEADER: u64 = 64 * 1024;

/// The file, gzip or plain, as it was opened.
pub(super) enum Unpacked<R> {
    Plain(Sniffed<R>),
    Gzip(Box<MultiGzDecoder<Sniffed<R>>>),
}

type Sniffed<R> = Chain<Cursor<Vec<u8>>, R>;

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(plain) => plain.read(buffer),
            Self::Gzip(gzip) => gzip.read(buffer),
        }
    }
}

/// The table's bytes from the header on, closed by a line end, so that the last line ends like the others.
pub(super) type Table<R> = Chain<Chain<Cursor<Vec<u8>>, BufReader<Unpacked<R>>>, &'static [u8]>;

/// A table that is ready for a CSV reader.
pub(super) struct Source<R> {
    pub(super) table: Table<R>,
    pub(super) delimiter: u8,
    /// Whether lines end with CRLF.
    pub(super) crlf: bool,
    /// Lines that were taken off before the header.
    pub(super) skipped_lines: u64,
}

pub(super) fn open<R: Read>(file: R) -> Result<Source<R>, HeaderError> {
    let mut file = BufReader::new(unpack(file)?);
    let mut header = first_line(&mut file)?;
    let mut skipped_lines = 0;
    if header.to_ascii_lowercase().starts_with(b"sep=") {
        header = first_line(&mut file)?;
        skipped_lines = 1;
    }
    let delimiter = delimiter(&header).ok_or(HeaderError::NotATable)?;
    let crlf = header.ends_with(b"\r\n");
    let last_line_end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
    let table = Cursor::new(header).chain(file).chain(last_line_end);
    Ok(Source { table, delimiter, crlf, skipped_lines })
}

/// Tells gzip, workbook and UTF-16 from their first bytes.
fn unpack<R: Read>(mut file: R) -> Result<Unpacked<R>, HeaderError> {
    let mut magic = Vec::with_capacity(4);
    file.by_ref().take(4).read_to_end(&mut magic).map_err(HeaderError::Unreadable)?;
    match magic.as_slice() {
        [] => return Err(HeaderError::Empty),
        [b'P', b'K', 3, 4] | [0xd0, 0xcf, 0x11, 0xe0] => return Err(HeaderError::Spreadsheet),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(HeaderError::Utf16),
        _ => {}
    }
    let gzip = magic.starts_with(&[0x1f, 0x8b]);
    let whole = Cursor::new(magic).chain(file);
    Ok(if gzip {
        Unpacked::Gzip(Box::new(MultiGzDecoder::new(whole)))
    } else {
        Unpacked::Plain(whole)
    })
}

/// The first line with its end, without byte-order mark.
fn first_line(file: &mut impl BufRead) -> Result<Vec<u8>, HeaderError> {
    let mut line = Vec::new();
    file.take(LONGEST_HEADER).read_until(b'\n', &mut line).map_err(HeaderError::Unreadable)?;
    if line.starts_with(b"\xef\xbb\xbf") {
        line.drain(..3);
    }
    match line.len() as u64 {
        0 => Err(HeaderError::Empty),
        LONGEST_HEADER.. => Err(HeaderError::NotATable),
        _ => Ok(line),
    }
}

/// The most frequent of the three; `None` where none occurs.
fn delimiter(header: &[u8]) -> Option<u8> {
    let count = |delimiter: &u8| header.iter().filter(|byte| *byte == delimiter).count();
    [b'\t', b',', b';'].into_iter().max_by_key(count).filter(|delimiter| count(delimiter) > 0)
}
