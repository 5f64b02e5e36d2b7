//! Names of schools and of places: how they are shown, with which article, and how they are searched.
//!
//! New abbreviations go into the tables below.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Search form: lower case, no accents, ligatures opened, one straight apostrophe, single spaces.
///
/// ```
/// assert_eq!(education::names::fold("  Éluard  L’Œuvre "), "eluard l'oeuvre");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            '’' | 'ʼ' | '`' => folded.push('\''),
            c if c.is_whitespace() => folded.push(' '),
            c => folded.push(c),
        }
    }
    single_spaced(&folded)
}

/// A town as it is compared: folded, « St » opened, without hyphens, « Cedex » and « 12e Arrondissement ».
///
/// ```
/// assert_eq!(education::names::town("St-Herblain Cedex 2"), "saint herblain");
/// assert_eq!(education::names::town("Paris 12e  Arrondissement"), "paris");
/// ```
pub fn town(text: &str) -> String {
    let spaced = fold(text).replace(|c: char| !c.is_alphanumeric(), " ");
    let words = spaced
        .split_whitespace()
        .take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit()) && *word != "cedex")
        .map(opened);
    words.collect::<Vec<_>>().join(" ")
}

/// The words of a name as they are searched: folded, « St » opened, cut at every sign.
///
/// ```
/// assert_eq!(education::names::words("Lycée St-Exupéry, l’Île"), ["lycee", "saint", "exupery", "l", "ile"]);
/// ```
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| opened(word).to_owned()).collect()
}

/// « St », « Ste » as they are said.
fn opened(word: &str) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        word => word,
    }
}

/// A school's name as a person should read it: single spaces, curly apostrophes, a capital at the head, and capitals
/// throughout brought down by French rules (« COLLEGE PRIVE LA BOETIE » → « Collège privé la Boetie »).
pub fn display(name: &str) -> String {
    let name = single_spaced(name).replace('\'', "’");
    let lowered = if is_all_capitals(&name) { title_case(&name) } else { name };
    capitalised(&opening_accent(&lowered))
}

/// With the definite article: « le Collège Cacault », « la Section… », « l’École… », as in « pour le … ».
pub fn definite(name: &str) -> String {
    with_article(name, "le ", "la ", "l’")
}

/// With the article of possession: « du Collège Cacault », « de la Section… », « de l’École… ».
pub fn genitive(name: &str) -> String {
    with_article(name, "du ", "de la ", "de l’")
}

/// With the article of place: « au Collège Cacault », « à la Section… », « à l’École… ».
pub fn dative(name: &str) -> String {
    with_article(name, "au ", "à la ", "à l’")
}

/// « de Nantes », « d’Angers », « du Mans », « des Sables-d’Olonne », « de La Baule ».
///
/// ```
/// use education::names::of_town;
/// let named = ["Angers", "Évreux", "Le Mans", "Les Herbiers", "La Baule"].map(of_town);
/// assert_eq!(named, ["d’Angers", "d’Évreux", "du Mans", "des Herbiers", "de La Baule"]);
/// ```
pub fn of_town(town: &str) -> String {
    if let Some(rest) = town.strip_prefix("Le ") {
        return format!("du {rest}");
    }
    if let Some(rest) = town.strip_prefix("Les ") {
        return format!("des {rest}");
    }
    match fold(town).chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'u' | 'y') => format!("d’{town}"),
        _ => format!("de {town}"),
    }
}

/// « à Angers », « au Mans », « aux Herbiers », « à La Baule ».
///
/// ```
/// use education::names::at_town;
/// assert_eq!(["Angers", "Le Mans", "Les Herbiers"].map(at_town), ["à Angers", "au Mans", "aux Herbiers"]);
/// ```
pub fn at_town(town: &str) -> String {
    if let Some(rest) = town.strip_prefix("Le ") {
        return format!("au {rest}");
    }
    match town.strip_prefix("Les ") {
        Some(rest) => format!("aux {rest}"),
        None => format!("à {town}"),
    }
}

/// First words whose gender is known, folded. An unknown first word gets « établissement » in front.
const MASCULINE: &[&str] = &[
    "agricampus", "campus", "centre", "cio", "clg", "college", "cours", "ensemble", "erea",
    "etablissement", "externat", "groupe", "institut", "lap", "leap", "lep", "lepp", "legt",
    "legta", "lg", "lgt", "lp", "lpa", "lpo", "lpp", "ltp", "lycee", "micro", "pensionnat",
    "petit", "pole", "reseau", "seminaire", "village", "atelier",
];
const FEMININE: &[&str] = &[
    "academie", "annexe", "association", "base", "cite", "ecole", "fondation", "institution",
    "maison", "mfr", "section", "segpa", "sep", "sgt", "unite",
];

fn with_article(name: &str, masculine: &str, feminine: &str, elided: &str) -> String {
    let name = display(name);
    let folded = fold(&name);
    let first = folded.split([' ', '-', '\'']).next().unwrap_or_default();
    let known_masculine = MASCULINE.contains(&first);
    if !known_masculine && !FEMININE.contains(&first) {
        return format!("{elided}établissement {name}");
    }
    let article = match first.chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'u' | 'y') => elided,
        _ if known_masculine => masculine,
        _ => feminine,
    };
    format!("{article}{name}")
}

/// Words that stay small inside a name.
const SMALL: &[&str] = &[
    "à", "a", "au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "ou", "sous", "sur",
    "d", "l",
];
/// Abbreviations that stay capital.
const ACRONYMS: &[&str] = &[
    "afasec", "afem", "bts", "cfa", "cio", "cpge", "ebcf", "efmdn", "eic", "eisec", "erea", "etp",
    "exaouest", "hc", "ibs", "ibsac", "ifbem", "imie", "isi", "issat", "jfma", "leap", "legt",
    "legta", "lep", "lg", "lgt", "lp", "lpa", "lpo", "lpp", "lt", "ltp", "ltpr", "mfr", "nrsud",
    "pr", "prhc", "segpa", "sep", "sgt", "uimm",
];
/// School words that lost their accents in capitals. Proper names don't get theirs back: nobody knows them.
const ACCENTED: &[(&str, &str)] = &[
    ("college", "collège"),
    ("lycee", "lycée"),
    ("ecole", "école"),
    ("academie", "académie"),
    ("cite", "cité"),
    ("prive", "privé"),
    ("privee", "privée"),
    ("general", "général"),
    ("generale", "générale"),
    ("metiers", "métiers"),
    ("superieure", "supérieure"),
    ("esthetique", "esthétique"),
    ("education", "éducation"),
    ("etablissement", "établissement"),
    ("clg", "collège"),
];
/// Common nouns of school names, small once they are not the first word.
const COMMON: &[&str] = &[
    "privé", "privée", "général", "générale", "technologique", "professionnel", "professionnelle",
    "polyvalent", "agricole", "technique", "supérieure", "secondaire", "section", "enseignement",
    "métiers", "école", "collège", "lycée", "production", "éducation", "esthétique", "coiffure",
];

fn title_case(name: &str) -> String {
    let mut cased = String::with_capacity(name.len());
    for (index, word) in name.split_inclusive([' ', '-', '’', '/', '(']).enumerate() {
        let (letters, separator) = match word.char_indices().next_back() {
            Some((end, last)) if " -’/(".contains(last) => word.split_at(end),
            _ => (word, ""),
        };
        cased.push_str(&cased_word(letters, index == 0));
        cased.push_str(separator);
    }
    cased
}

fn cased_word(word: &str, first: bool) -> String {
    let lower = word.to_lowercase();
    let lower = ACCENTED
        .iter()
        .find(|(plain, _)| *plain == lower)
        .map_or(lower.as_str(), |(_, accented)| accented)
        .to_owned();
    let bare = lower.trim_end_matches([')', ',', '.']);
    let keeps_capitals = ACRONYMS.contains(&bare)
        || word.contains(|c: char| c == '.' || c.is_ascii_digit())
        || is_roman(word);
    match () {
        () if keeps_capitals => word.to_owned(),
        () if !first && (SMALL.contains(&bare) || COMMON.contains(&bare)) => lower,
        () => capitalised(&lower),
    }
}

/// Ordinals of kings and popes: « Henri IV ». A lone I, V or X is one too; words like « DIX » are not.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "IVX".contains(c)) && word != "IX"
}

fn is_all_capitals(name: &str) -> bool {
    name.chars().any(char::is_uppercase)
        && !name.chars().any(char::is_lowercase)
        && name.chars().filter(|c| c.is_alphabetic()).count() > 5
}

/// « Ecole » and « Etablissement » at the head of a name take their accent.
fn opening_accent(name: &str) -> String {
    for (plain, accented) in
        [("Ecole", "École"), ("ecole", "École"), ("Etablissement", "Établissement")]
    {
        if let Some(rest) = name.strip_prefix(plain) {
            return format!("{accented}{rest}");
        }
    }
    name.to_owned()
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
