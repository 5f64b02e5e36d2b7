//! Pages of long lists.

/// Rows that are counted: of a longer list it is said that there are more, so that its length costs nothing.
pub const MOST_COUNTED: u64 = 1_000;

/// Which page of a list is wanted.
#[derive(Clone, Copy, Debug)]
pub struct PageRequest {
    /// From 1.
    pub number: u64,
    /// Rows a page: 10, 25, 50 or 100.
    pub size: u64,
    /// Rows that are counted, at most.
    most: u64,
}

impl PageRequest {
    /// Page `number` of `size` rows, both brought back to what is allowed.
    pub fn new(number: u64, size: u64) -> Self {
        Self { number: number.clamp(1, 10_000), size: size.clamp(1, 100), most: MOST_COUNTED }
    }

    /// The same of a list that is counted up to `most` rows.
    #[must_use]
    pub fn counting(self, most: u64) -> Self {
        Self { most, ..self }
    }

    /// Rows to pass over.
    pub fn offset(self) -> u64 {
        (self.number - 1) * self.size
    }

    /// Rows that are counted for this page: as many as it shows at least.
    pub fn counted(self) -> u64 {
        (self.offset() + self.size).max(self.most)
    }
}

/// One page of a list, and how long the whole list is.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Rows in all; of more than [`PageRequest::counted`], that and one.
    pub total: u64,
    /// What was asked for.
    pub request: PageRequest,
}

impl<T> Page<T> {
    /// The same page with other rows.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(change).collect(),
            total: self.total,
            request: self.request,
        }
    }
}
