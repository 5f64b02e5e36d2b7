//! The streaming reader: one row in memory, plus the school whose rows may go on.

use std::io::Read;

use csv::ByteRecord;

use super::{
    HeaderError, RefusalReason, RefusedRow, SchoolRecord,
    columns::{Column, Columns},
    source::{self, Table},
};

/// No honest row is longer; an open quote would otherwise swallow the rest of the file as one value.
const LONGEST_ROW: usize = 64 * 1024;

/// Reads a directory file school by school, in bounded memory.
///
/// Rows of one UAI that follow each other come out as one school. Refused rows do not stop the reading.
pub struct DirectoryReader<R: Read> {
    rows: csv::Reader<Table<R>>,
    columns: Columns,
    row: ByteRecord,
    crlf: bool,
    skipped_lines: u64,
    /// A school that the next row may complete.
    pending: Option<SchoolRecord>,
    /// A refusal that waits until the school before it has come out.
    refused: Option<RefusedRow>,
    ended: bool,
}

impl<R: Read> DirectoryReader<R> {
    /// Opens a file, gzip or plain, and reads its header.
    pub fn new(file: R) -> Result<Self, HeaderError> {
        let source = source::open(file)?;
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(source.delimiter)
            .flexible(true)
            .from_reader(source.table);
        let header = rows.byte_headers().map_err(|error| HeaderError::Unreadable(error.into()))?;
        let columns = Columns::read(header)?;
        let (crlf, skipped_lines) = (source.crlf, source.skipped_lines);
        Ok(Self {
            rows,
            columns,
            row: ByteRecord::new(),
            crlf,
            skipped_lines,
            pending: None,
            refused: None,
            ended: false,
        })
    }

    /// The next row that is not blank.
    fn read_row(&mut self) -> Option<Result<SchoolRecord, RefusedRow>> {
        while !self.ended {
            match self.rows.read_byte_record(&mut self.row) {
                Ok(true) if self.row.iter().all(<[u8]>::is_empty) => {}
                Ok(true) => return Some(self.school().map_err(|reason| self.refusal(reason))),
                Ok(false) => self.ended = true,
                Err(_) => {
                    self.ended = true;
                    let line = self.rows.position().line() + self.skipped_lines;
                    return Some(Err(RefusedRow {
                        line,
                        uai: None,
                        reason: RefusalReason::Unreadable,
                    }));
                }
            }
        }
        None
    }

    fn school(&self) -> Result<SchoolRecord, RefusalReason> {
        let (found, expected) = (self.row.len(), self.columns.width);
        if self.row.as_slice().len() > LONGEST_ROW {
            return Err(RefusalReason::TooLong);
        }
        if found < expected || self.row.iter().skip(expected).any(|value| !value.is_empty()) {
            return Err(RefusalReason::OtherWidth { found, expected });
        }
        SchoolRecord::read(&self.columns, &self.row)
    }

    /// The line on which the row that was just read starts.
    ///
    /// Not the row's own position: that one stands before the blank lines, and before the `\n` of a CRLF.
    fn line(&self) -> u64 {
        let open_quote = self.row.as_slice().ends_with(b"\n"); // ran to the end of the file
        let line_end_was_read = !self.crlf && !open_quote;
        let last = self.rows.position().line() + self.skipped_lines - u64::from(line_end_was_read);
        let inside = self.row.as_slice().iter().filter(|&&byte| byte == b'\n').count();
        last.saturating_sub(inside as u64)
    }

    fn refusal(&self, reason: RefusalReason) -> RefusedRow {
        let line = self.line();
        let uai =
            self.columns.get(&self.row, Column::Uai).map(|uai| uai.chars().take(20).collect());
        RefusedRow { line, uai, reason }
    }
}

impl<R: Read> Iterator for DirectoryReader<R> {
    type Item = Result<SchoolRecord, RefusedRow>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(refused) = self.refused.take() {
            return Some(Err(refused));
        }
        loop {
            match (self.read_row(), &mut self.pending) {
                (Some(Ok(later)), Some(school)) if school.uai == later.uai => school.merge(later),
                (Some(Ok(school)), pending) => {
                    if let Some(complete) = pending.replace(school) {
                        return Some(Ok(complete));
                    }
                }
                (Some(Err(refused)), pending) => match pending.take() {
                    Some(complete) => {
                        self.refused = Some(refused);
                        return Some(Ok(complete));
                    }
                    None => return Some(Err(refused)),
                },
                (None, pending) => return pending.take().map(Ok),
            }
        }
    }
}

impl<R: Read> std::iter::FusedIterator for DirectoryReader<R> {}
