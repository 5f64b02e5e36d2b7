//! A person of the staff who may change stages and decide on bookings.

use std::ops::Deref;

use super::StaffMember;

/// A person of the staff whose role lets her change stages and decide on bookings.
#[derive(Clone)]
pub struct Editor(StaffMember);

impl StaffMember {
    /// The same person as an editor, if her role is one.
    pub fn editor(&self) -> Option<Editor> {
        self.role().may_edit().then(|| Editor(self.clone()))
    }
}

impl Deref for Editor {
    type Target = StaffMember;

    fn deref(&self) -> &StaffMember {
        &self.0
    }
}
