//! Classes as people write them: « 3B », « 3e B » and « 3ème B » are one.

use std::collections::HashMap;

use education::pupils::{name_key, same_class};

/// The classes of some bookings, each with all of its writings, the most usual first.
#[derive(Clone, Debug, Default)]
pub struct Classes(Vec<Vec<String>>);

impl Classes {
    /// Of writings, each with how often it stands somewhere.
    pub(crate) fn of(counted: impl IntoIterator<Item = (String, i64)>) -> Self {
        let mut often: HashMap<String, i64> = HashMap::new();
        let written = counted.into_iter().filter(|(class, _)| !class.is_empty());
        for (class, times) in written {
            *often.entry(class).or_default() += times;
        }
        let mut often: Vec<(String, i64)> = often.into_iter().collect();
        often.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let mut classes: Vec<Vec<String>> = Vec::new();
        for (class, _) in often {
            match classes.iter_mut().find(|known| same_class(&known[0], &class)) {
                Some(known) => known.push(class),
                None => classes.push(vec![class]),
            }
        }
        classes.sort_by_cached_key(|written| name_key(&written[0]));
        Self(classes)
    }

    /// All writings of each class.
    pub(crate) fn writings(&self) -> impl Iterator<Item = &[String]> {
        self.0.iter().map(Vec::as_slice)
    }

    /// Each class once.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|class| class[0].as_str())
    }

    /// How a class is usually written.
    pub fn label<'a>(&'a self, class: &'a str) -> &'a str {
        self.written_like(class).map_or(class, |known| known[0].as_str())
    }

    fn written_like(&self, class: &str) -> Option<&[String]> {
        let written = self.writings().find(|known| known.iter().any(|one| one == class));
        written.or_else(|| self.writings().find(|known| same_class(&known[0], class)))
    }

    /// All writings of a class.
    pub(crate) fn like(&self, class: &str) -> Vec<String> {
        self.written_like(class).map_or_else(|| vec![class.to_owned()], <[String]>::to_vec)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_once_by_its_usual_name() {
        let typed = [("3B", 1), ("3e B", 4), ("3ème B", 2), ("4A", 1), ("3e B", 1), ("3°A", 1)];
        let classes = Classes::of(typed.map(|(class, times)| (class.to_owned(), times)));
        assert_eq!(classes.labels().collect::<Vec<_>>(), ["3°A", "3e B", "4A"]);
        assert_eq!(classes.label("3B"), "3e B");
        assert_eq!(classes.like("3ème B"), ["3e B", "3ème B", "3B"]);
        assert_eq!(classes.like("troisième b").len(), 3, "written as nobody has yet");
        assert_eq!(classes.like("2de 1"), ["2de 1"]);
    }
}
