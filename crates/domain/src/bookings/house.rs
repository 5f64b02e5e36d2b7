//! « Élève de mon établissement »: the lycée as the school of its own pupils, in its portal's words.

use std::collections::HashMap;

use crate::Fault;
use crate::directory::School;
use crate::ids::{SchoolId, TenantId};
use crate::store::Tx;
use crate::tenancy::Portal;
use crate::text::OwnName;

impl Portal {
    /// A school as this portal shows it.
    pub(super) fn in_its_words(&self, mut school: School) -> School {
        let tenant = self.tenant();
        if school.uai == tenant.uai {
            let written = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
            school.own.name = OwnName::stored(&tenant.name).ok();
            school.own.phone = written(&tenant.details.phone);
            school.own.mail = written(&tenant.details.mail);
            school.listed.city = tenant.city.clone();
        }
        school
    }

    /// Name and town of each of these schools, as this portal shows them: one statement.
    pub(crate) async fn names_of_schools(
        &self,
        tx: &Tx<'_, TenantId>,
        uais: impl Iterator<Item = SchoolId>,
    ) -> Result<HashMap<SchoolId, (String, String)>, Fault> {
        let mut names = tx.school_names(uais).await?;
        let tenant = self.tenant();
        if let Some(own) = names.get_mut(&SchoolId(tenant.uai)) {
            *own = (tenant.name.clone(), tenant.city.clone());
        }
        Ok(names)
    }
}
