//! People's words on paper: printed as they are, whatever they hold; never read as source.

use documents::Conformity;
use serde_json::json;

use crate::paper::{print, solid, text};

const WORDS: &str = r#"
#import "/lib.typ": *
#show: page-setup
= Mots
#for word in json("/data.json") { par(word) }
"#;

#[test]
fn every_language_of_a_class_list_prints_and_stays_archival() {
    let names = [
        "NGUYỄN Théo",
        "Şahin İbrahim",
        "ŁUKASZEWSKA Zoé",
        "Ødegård",
        "Dvořák",
        "Țepeș",
        "Şcoală",
        "Œuvrard",
        "Ğünay",
        "Þórdís",
        "Ivanović",
        "O’Brien",
        "Çelik",
        "Ţară",
        "Ẽ",
        "Îñtërnâtiônàl",
        "Иванов",
        "Παπαδόπουλος",
    ];
    let printed = print(WORDS, json!(names));
    assert_eq!(printed.conformity, Conformity::Archival);
    let seen = text(&printed);
    for name in names {
        assert!(seen.contains(name), "{name} is lost: {seen}");
    }
}

#[test]
fn code_is_a_word_like_any_other() {
    let words = [
        "#read(\"/etc/passwd\")",
        "#panic()",
        "*bold*",
        "_x_",
        "$x^2$",
        "]",
        "[",
        "}",
        "\\",
        "\"",
        "'",
        "`code`",
        "= Titre",
        "- liste",
        "+ un",
        "/ a: b",
        "// rien",
        "/* rien */",
        "<etiquette>",
        "@cible",
        "https://exemple.fr",
        "~",
        "--",
        "{{ 7 * 7 }}",
        "<script>",
        "=1+1",
        "\\u{1F600}",
        "#import \"@preview/x:1.0.0\"",
    ];
    let printed = print(WORDS, json!(words));
    assert_eq!(printed.conformity, Conformity::Archival);
    let seen = solid(&text(&printed));
    for word in words {
        assert!(seen.contains(&solid(word)), "{word} is lost: {seen}");
    }
}

#[test]
fn invisible_marks_do_no_harm() {
    let words = [
        "Zoé\u{200f}Martin\u{202e}nitraM",
        "a\u{200b}b",
        "x\u{ad}y",
        "de\u{301}compose\u{301}",
        "ligne\r\nBcc: x@y.z",
        "tab\tici",
        "\u{feff}bom",
    ];
    let printed = print(WORDS, json!(words));
    let seen = text(&printed);
    assert!(seen.contains("Martin") && seen.contains("de\u{301}compose\u{301}"), "{seen}");
}

#[test]
fn control_characters_never_stop_a_print() {
    for code in (0..0x20)
        .chain(0x7f..0xa0)
        .chain([0xd7ff, 0xe000, 0xfffd, 0xfffe, 0xffff, 0x2028, 0x2029, 0x10ffff])
    {
        let letter = char::from_u32(code).expect("a scalar value");
        let printed = print(WORDS, json!([format!("Zoé{letter}Martin")]));
        assert!(text(&printed).contains("Martin"), "U+{code:04X}");
    }
}

#[test]
fn letters_that_no_font_has_cost_the_standard_and_nothing_else() {
    for word in ["Zoé 🦄", "王小明", "김민준", "ประยุทธ์"] {
        let printed = print(WORDS, json!([word, "Martin"]));
        let Conformity::PlainTagged { why } = &printed.conformity else {
            panic!("{word}: a glyph must be missing")
        };
        assert!(!why.is_empty());
        assert!(
            why.iter()
                .all(|reason| !reason.contains(word) && reason.contains("could not be displayed")),
            "{why:?}"
        );
        assert!(text(&printed).contains("Martin"));
    }
}

#[test]
fn arabic_and_hebrew_print() {
    for word in ["محمد", "דוד"] {
        let printed = print(WORDS, json!([word, "Martin"]));
        assert!(text(&printed).contains("Martin"), "{word}");
    }
}

#[test]
fn a_word_without_end_stays_on_the_page() {
    let word = "Anticonstitutionnellement".repeat(12);
    let printed = print(WORDS, json!([word]));
    assert_eq!(printed.conformity, Conformity::Archival);
    assert!(solid(&text(&printed)).contains(&word), "pdftotext leaves out what is off the page");
}

/// Heaps of marks, and syllables without end, of which the shaper would stop.
#[test]
fn letters_without_end_print_and_cost_no_more_than_others() {
    let took = |word: String| {
        let started = std::time::Instant::now();
        let printed = print(WORDS, json!([word, "Martin"]));
        assert!(text(&printed).contains("Martin"));
        started.elapsed()
    };
    let plain = took("mot ".repeat(500));
    for word in [
        format!("a{}", "\u{301}".repeat(1_999)),
        "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}".repeat(285),
        "क\u{94d}".repeat(1_000),
        "ক\u{9cd}".repeat(1_000),
        "க\u{bcd}".repeat(1_000),
    ] {
        let took = took(word.clone());
        assert!(took < plain * 30, "{took:?} beside {plain:?}: {word:.20}");
    }
    // Segmenting Khmer and Thai is slow in a debug build, and in proportion.
    for word in ["ក\u{17d2}".repeat(60), "กำ".repeat(60), "ກຳ".repeat(60)] {
        took(word);
    }
}
