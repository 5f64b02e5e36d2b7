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
    Web,
    Mail,
    Agricultural,
    Latitude,
    Longitude,
    OpenedOn,
    State,
    Ministry,
    Nature,
    Mother,
    Basin,
}

/// Column, whether a file without it is refused, and its names with nothing left but plain small letters and digits.
///
/// Names of the three known headers (2023, 2024, 2026) and of the API first, then those of other exports.
const NAMES: &[(Column, bool, &[&str])] = &[
    (
        Column::Uai,
        true,
        &["identifiantdeletablissement", "uai", "codeuai", "numerouai", "rne", "coderne"],
    ),
    (Column::Name, true, &["nometablissement", "appellationofficielle", "nom"]),
    (Column::Type, false, &["typeetablissement"]),
    (Column::Sector, false, &["statutpublicprive", "secteurpublicprivelibe"]),
    (Column::Address1, false, &["adresse1", "adresseuai"]),
    (Column::Address2, false, &["adresse2"]),
    (Column::Address3, false, &["adresse3"]),
    (Column::PostalCode, false, &["codepostal", "codepostaluai"]),
    (Column::City, false, &["nomcommune", "libellecommune", "commune"]),
    (Column::Department, false, &["codedepartement"]),
    (Column::Academy, false, &["codeacademie"]),
    (Column::Phone, false, &["telephone"]),
    (Column::Web, false, &["web"]),
    (Column::Mail, false, &["mail", "email", "courriel"]),
    (Column::Agricultural, false, &["lyceeagricole"]),
    (Column::Latitude, false, &["latitude"]),
    (Column::Longitude, false, &["longitude"]),
    (Column::OpenedOn, false, &["dateouverture"]),
    (Column::State, false, &["etat", "etatetablissementlibe"]),
    (Column::Ministry, false, &["ministeretutelle", "ministeretutellelibe"]),
    (Column::Nature, false, &["codenature", "natureuai"]),
    (Column::Mother, false, &["etablissementmere"]),
    (Column::Basin, false, &["libellebassinformation"]),
];

/// Where the columns stand in this file.
#[derive(Debug)]
pub(super) struct Columns {
    /// By `Column as usize`.
    places: [Option<usize>; NAMES.len()],
    /// How many columns the header has.
    pub(super) width: usize,
}

impl Columns {
    pub(super) fn read(header: &ByteRecord) -> Result<Self, HeaderError> {
        let mut places = [None; NAMES.len()];
        for (place, title) in header.iter().enumerate() {
            let title = key(title);
            let Some(&(column, _, names)) =
                NAMES.iter().find(|(_, _, names)| names.contains(&title.as_str()))
            else {
                continue;
            };
            if places[column as usize].replace(place).is_some() {
                return Err(HeaderError::TwiceTheColumn(names[0]));
            }
        }
        match NAMES
            .iter()
            .find(|&&(column, required, _)| required && places[column as usize].is_none())
        {
            Some((Column::Uai, ..)) => {
                Err(HeaderError::MissingColumn("Identifiant_de_l_etablissement"))
            }
            Some(_) => Err(HeaderError::MissingColumn("Nom_etablissement")),
            None => Ok(Self { places, width: header.len() }),
        }
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
        for (index, (column, ..)) in NAMES.iter().enumerate() {
            assert_eq!(*column as usize, index);
        }
    }
}
