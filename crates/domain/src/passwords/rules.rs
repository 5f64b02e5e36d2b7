//! Which passwords are taken: length, and not to be guessed. No rule of composition.
//!
//! CNIL, délibération 2022-100, and OWASP ASVS 5 (6.2): 12 characters of any kind, known and
//! guessable ones refused, up to 256, paste allowed. Operators 16.

use zxcvbn::{Score, zxcvbn};

/// Characters of a password, at least.
pub const PASSWORD_MINIMUM: usize = 12;

/// Characters of an operator's password, at least.
pub const OPERATOR_MINIMUM: usize = 16;

/// Characters of a password, at most: more would only cost time.
pub const LONGEST_PASSWORD: usize = 256;

/// French words and habits that zxcvbn's lists, made of English ones, do not know.
const FRENCH: &[&str] = &[
    "motdepasse", "motdepass", "azerty", "azertyuiop", "azertyuiopqsdfghjklm", "qsdfghjklm",
    "wxcvbn", "bonjour", "soleil", "doudou", "loulou", "chouchou", "marseille", "jetaime",
    "coucou", "camille", "chocolat", "princesse", "nicolas", "bienvenue", "ministage",
    "ministages", "mini-stage", "stage", "stages", "college", "lycee", "ecole", "secretariat",
    "secretaire", "etablissement", "principal", "proviseur", "direction", "academie", "rectorat",
    "education", "nationale", "educationnationale", "inscription", "connexion", "rentree",
    "france", "vacances",
];

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordRefused {
    /// Nothing, or fewer characters than asked.
    TooShort {
        /// How many are asked.
        minimum: usize,
    },
    /// More than [`LONGEST_PASSWORD`].
    TooLong,
    /// In a list of known ones, or soon guessed by somebody who knows the person and the school.
    Guessable,
}

/// Checks a password for somebody whose own words are `about`: login, names, UAI.
pub fn check(password: &str, minimum: usize, about: &[&str]) -> Result<(), PasswordRefused> {
    let length = password.chars().count();
    if length < minimum {
        return Err(PasswordRefused::TooShort { minimum });
    }
    if length > LONGEST_PASSWORD {
        return Err(PasswordRefused::TooLong);
    }
    if is_made_of(password, about) {
        return Err(PasswordRefused::Guessable);
    }
    let own = own_words(about);
    let known: Vec<&str> = own.iter().map(String::as_str).chain(FRENCH.iter().copied()).collect();
    // zxcvbn looks for words as they are written: accents are set aside as people do.
    let plain = education::names::fold(password);
    let score = zxcvbn(password, &known).score().min(zxcvbn(&plain, &known).score());
    if score < Score::Three { Err(PasswordRefused::Guessable) } else { Ok(()) }
}

/// Letters and digits that must be left of a password without a person's own words.
const LEFT: usize = 8;

/// Whether it is mostly a login, a name, a number of hers, however spelt, turned or padded: these are public, and one
/// guess each would open many accounts. A long phrase may hold one of them.
fn is_made_of(password: &str, about: &[&str]) -> bool {
    let bare = |text: &str| -> String {
        education::names::fold(text).chars().filter(|sign| sign.is_alphanumeric()).collect()
    };
    let mut words: Vec<String> = about.iter().map(|word| bare(word)).collect();
    words.extend(own_words(about).iter().map(|word| bare(word)));
    words.retain(|word| word.chars().count() >= 4);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let whole = bare(password);
    let turned = |word: &String| word.chars().rev().collect::<String>();
    let left = words.iter().fold(whole.clone(), |left, word| {
        left.replace(word.as_str(), "").replace(&turned(word), "")
    });
    left.len() < whole.len() && left.chars().count() < LEFT
}

/// A person's own words as she would type them: whole, in parts, without accents or spaces.
fn own_words(about: &[&str]) -> Vec<String> {
    let folded: Vec<String> = about.iter().map(|word| education::names::fold(word)).collect();
    let parts = folded.iter().flat_map(|word| word.split(['@', '.', ' ', '-', '\'']));
    let joined: Vec<String> =
        folded.iter().map(|word| word.replace([' ', '-', '\''], "")).collect();
    // « maellelegoff »: for zxcvbn, three known words in a row would be hard enough.
    let pairs =
        joined.iter().flat_map(|one| joined.iter().map(move |other| format!("{one}{other}")));
    parts
        .map(str::to_owned)
        .chain(pairs)
        .chain(joined.iter().cloned())
        .filter(|word| word.chars().count() >= 3)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: [&str; 3] = ["ce.0440008v@ac-nantes.fr", "Le Goff", "Maëlle"];

    #[test]
    fn ones_own_words_are_no_password() {
        for password in [
            "ce.0440008v@ac-nantes.fr",
            "CE.0440008V@AC-Nantes.fr!!2026",
            "ce 0440008v ac nantes fr",
            "rf.setnan-ca@v8000440.ec",
            "Maëlle.Le-Goff.44",
            "44_ffoGeL_elleaM",
        ] {
            let refused = Err(PasswordRefused::Guessable);
            assert_eq!(check(password, PASSWORD_MINIMUM, &ABOUT), refused, "{password}");
        }
        let phrase = "tracteur ce.0440008v@ac-nantes.fr violet";
        assert_eq!(check(phrase, PASSWORD_MINIMUM, &ABOUT), Ok(()));
    }

    #[test]
    fn four_words_are_taken() {
        for password in
            ["tracteur violet sous la pluie", "Girafe-Bocal-Piano-Neige", "xK8#qLw2!mZp"]
        {
            assert_eq!(check(password, PASSWORD_MINIMUM, &ABOUT), Ok(()), "{password}");
        }
    }

    #[test]
    fn what_strangers_try_first_is_refused() {
        for password in [
            "motdepasse123", "azertyuiop12", "Azertyuiop123", "0440008v0440008v", "maellelegoff1",
            "aaaaaaaaaaaa", "123456789012", "Password1234", "jetaimejetaime",
        ] {
            assert_eq!(
                check(password, PASSWORD_MINIMUM, &ABOUT),
                Err(PasswordRefused::Guessable),
                "{password}"
            );
        }
    }

    #[test]
    fn the_length_has_two_ends() {
        assert_eq!(check("xK8#qLw2!mZ", 12, &[]), Err(PasswordRefused::TooShort { minimum: 12 }));
        assert_eq!(check("xK8#qLw2!mZp", 16, &[]), Err(PasswordRefused::TooShort { minimum: 16 }));
        assert_eq!(check(&"é1".repeat(129), 12, &[]), Err(PasswordRefused::TooLong));
    }
}
