//! The columns that we read, under all the names that exports have given them.

use csv::ByteRecord;

use super::{HeaderError, clean};

/// A column that we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Uai,
    Name,
    Type,
    Sector,
    Address1,
    Address2,
    Address3,
    PostalCode,
    City,
    Department,
    Academy,
    Phone,
    Mail,
    Agricultural,
    Latitude,
    Longitude,
    State,
    Ministry,
    Nature,
    Mother,
    Updated,
}

/// A file without one of these is refused, under the name that the official export gives it.
const REQUIRED: [(Column, &str); 2] =
    [(Column::Uai, "Identifiant_de_l_etablissement"), (Column::Name, "Nom_etablissement")];

/// The names of each column, with nothing left but plain small letters and digits: first those of the three known
/// headers (2023, 2024, 2026) and of the API, then those of other exports.
const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Uai,
        &["identifiantdeletablissement", "uai", "codeuai", "numerouai", "rne", "coderne"],
    ),
    (Column::Name, &["nometablissement", "appellationofficielle", "nom"]),
    (Column::Type, &["typeetablissement"]),
    (Column::Sector, &["statutpublicprive", "secteurpublicprivelibe"]),
    (Column::Address1, &["adresse1", "adresseuai"]),
    (Column::Address2, &["adresse2"]),
    (Column::Address3, &["adresse3"]),
    (Column::PostalCode, &["codepostal", "codepostaluai"]),
    (Column::City, &["nomcommune", "libellecommune", "commune"]),
    (Column::Department, &["codedepartement"]),
    (Column::Academy, &["codeacademie"]),
    (Column::Phone, &["telephone"]),
    (Column::Mail, &["mail", "email", "courriel"]),
    (Column::Agricultural, &["lyceeagricole"]),
    (Column::Latitude, &["latitude"]),
    (Column::Longitude, &["longitude"]),
    (Column::State, &["etat", "etatetablissementlibe"]),
    (Column::Ministry, &["ministeretutelle", "ministeretutellelibe"]),
    (Column::Nature, &["codenature", "natureuai"]),
    (Column::Mother, &["etablissementmere"]),
    (Column::Updated, &["datemajligne"]),
];

/// The places of the columns in one file.
#[derive(Debug)]
pub(super) struct Columns {
    /// By `Column as usize`.
    places: [Option<usize>; NAMES.len()],
    /// Number of columns in the header.
    pub(super) width: usize,
}

impl Columns {
    pub(super) fn read(header: &ByteRecord) -> Result<Self, HeaderError> {
        let mut places = [None; NAMES.len()];
        for (place, title) in header.iter().enumerate() {
            let title = key(title);
            let Some(&(column, names)) =
                NAMES.iter().find(|(_, names)| names.contains(&title.as_str()))
            else {
                continue;
            };
            if places[column as usize].replace(place).is_some() {
                return Err(HeaderError::TwiceTheColumn(names[0]));
            }
        }
        for (column, title) in REQUIRED {
            places[column as usize].ok_or(HeaderError::MissingColumn(title))?;
        }
        Ok(Self { places, width: header.len() })
    }

    /// The cleaned value of a column; `None` if the file has no such column or the value is empty.
    pub(super) fn get(&self, row: &ByteRecord, column: Column) -> Option<String> {
        row.get(self.places[column as usize]?).and_then(clean::text)
    }
}

/// "Code postal", "Code_postal", "code_postal", "CODE POSTAL" → "codepostal".
fn key(title: &[u8]) -> String {
    crate::names::fold(&clean::decode(title)).chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_in_the_order_of_the_enum() {
        for (index, (column, _)) in NAMES.iter().enumerate() {
            assert_eq!(*column as usize, index);
        }
    }
}
