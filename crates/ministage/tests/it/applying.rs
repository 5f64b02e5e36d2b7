//! `tenant apply`: what is wrong is said whole, what prints badly never goes live, and a trial writes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use testing_web::TestDb;

use crate::commands::{EXPORT, House};

/// A house with a directory and no portal, and a folder for portals.
pub(crate) struct Trial {
    db: TestDb,
    pub(crate) house: House,
    pub(crate) folder: tempfile::TempDir,
}

impl Trial {
    pub(crate) async fn new() -> Self {
        let db = TestDb::new().await;
        let house = House::without_mail(&db);
        let folder = tempfile::tempdir().unwrap();
        let export = folder.path().join("annuaire.csv");
        fs::write(&export, EXPORT).unwrap();
        house.says(&["migrate", "up"]);
        house.says(&["directory", "import", export.to_str().unwrap()]);
        Self { db, house, folder }
    }

    /// Writes `tenant.toml` and, if given, the template of the convention.
    pub(crate) fn portal(&self, slug: &str, toml: &str, agreement: Option<&str>) -> String {
        let folder = self.folder.path().join(slug);
        fs::create_dir_all(folder.join("documents")).unwrap();
        fs::write(folder.join("tenant.toml"), toml).unwrap();
        let template: PathBuf = folder.join("documents/agreement.typ");
        match agreement {
            Some(text) => fs::write(template, text).unwrap(),
            None => drop(fs::remove_file(template)),
        }
        folder.to_str().unwrap().to_owned()
    }

    pub(crate) fn apply(&self, words: &[&str]) -> String {
        self.house.says(&[&["tenant", "apply"], words].concat())
    }

    /// It fails, and says so in French.
    fn refused(&self, words: &[&str]) -> String {
        let said = self.house.fails(&[&["tenant", "apply"], words].concat());
        assert!(said.contains("rien n’a été écrit"), "{said}");
        said
    }

    fn portals(&self) -> String {
        self.house.says(&["tenant", "list"])
    }
}

const SOUND: &str =
    "uai = \"0440035Z\"\nname = \"Lycée Léonard de Vinci\"\nshort_name = \"Vinci\"\n";

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_wrong_with_all_folders_is_said_at_once() {
    let trial = Trial::new().await;
    let toml = "uai = \"0440036A\"\nname = \"\"\nshort_name = \"V\"\ncolour = \"blue\"\naccent = \"green\"\n";
    let first = trial.portal("lycee-un", toml, Some("#let x = ("));
    fs::write(Path::new(&first).join("logo.png"), "no picture").unwrap();
    let second = trial.portal("lycee-deux", &SOUND.replace("0440035Z", "0440001M"), None);
    let third = trial.portal(
        "smtp",
        &format!("{SOUND}accent = \"green\"\nagreement_due_days = 99\n"),
        None,
    );
    let sound = trial.portal("lycee-trois", SOUND, None);
    let nothing = trial.folder.path().join("nothing").to_str().unwrap().to_owned();
    let said = trial.refused(&["--second", &first, &second, &third, &sound, &nothing]);
    for mistake in [
        "tenant.toml, uai : ",
        "tenant.toml, colour : la clé « colour » n’existe pas",
        "logo.png",
        "l’annuaire ne connaît pas l’établissement 0440001M",
        "l’adresse (le nom du dossier) est refusée",
        "tenant.toml, accent : « green »",
        "agreement_due_days : 99 jours",
        "ni fichier tenant.toml ni site.toml",
    ] {
        assert!(said.contains(mistake), "{mistake} in\n{said}");
    }
    assert!(!said.contains("lycee-trois"), "{said}");
    assert!(trial.portals().contains("Aucun portail"));
}

/// Keys that do not read, words that cannot be kept, what the register and the call say against it, a logo, a template:
/// in one run, and nothing twice.
#[tokio::test(flavor = "multi_thread")]
async fn one_run_says_what_three_runs_said() {
    let trial = Trial::new().await;
    let toml = "uai = \"0440036A\"\nname = \" \"\nshort_name = 3\ncolour = \"blue\"\naccent = \"green\"\n\
        time_zone = \"Nantes\"\ncustom_host = \"https://a.fr\"\nagreement_due_days = 99\n[details]\nphon = \"1\"\n\
        mail = \"voir le site\"\nphone = \"zéro deux\"\n[texts]\nwelcom = \"x\"\n[[tracks]]\nname = \"A\"\n\
        programmes = [\"\"]\n[[teachers]]\nname = \"B\"\nsubjekt = \"c\"\n[[teachers]]\nname = \"\"\n";
    let folder = trial.portal("smtp", toml, Some("#let x = ("));
    fs::write(Path::new(&folder).join("logo.svg"), "<svg").unwrap();
    let said = trial.refused(&["--dry-run", &folder]);
    let mistakes = [
        "tenant.toml, uai : ",
        "tenant.toml, name : il est vide",
        "tenant.toml, short_name : il faut un texte",
        "tenant.toml, colour : la clé",
        "tenant.toml, accent : « green »",
        "tenant.toml, time_zone : « Nantes »",
        "tenant.toml, custom_host : « https://a.fr »",
        "tenant.toml, agreement_due_days : 99 jours",
        "tenant.toml, details.phon : la clé",
        "tenant.toml, details.mail : ce n’est pas une adresse",
        "tenant.toml, details.phone : ce n’est pas un numéro",
        "tenant.toml, texts.welcom : rien ne montre",
        "tenant.toml, tracks (1).programmes (1) : il est vide",
        "tenant.toml, teachers (1) : la clé « subjekt »",
        "tenant.toml, teachers (2).name : il est vide",
        "logo.svg : ",
        "documents/agreement.typ, ligne 1",
        "l’adresse (le nom du dossier) est refusée",
    ];
    for mistake in mistakes {
        assert_eq!(said.matches(mistake).count(), 1, "{mistake} in\n{said}");
    }
    assert_eq!(said.matches("  - ").count(), mistakes.len(), "{said}");
    // What is no TOML at all hides nothing of the other files.
    let folder = trial.portal("smtp", "uai = \n", Some("#let x = ("));
    let said = trial.refused(&[&folder]);
    for mistake in
        ["tenant.toml, ligne 1 : ", "documents/agreement.typ, ligne 1", "logo.svg : ", "l’adresse"]
    {
        assert!(said.contains(mistake), "{mistake} in\n{said}");
    }
    assert_eq!(said.matches("  - ").count(), 4, "{said}");
    let site = trial.folder.path().join("site-un");
    fs::create_dir(&site).unwrap();
    let toml = "name = \"a\\u202Eb\"\nwelcome = \"w\"\naccent = \"green\"\nportals = [\"nobody\"]\nzone = 1\n";
    fs::write(site.join("site.toml"), toml).unwrap();
    let said = trial.refused(&[site.to_str().unwrap()]);
    for mistake in [
        "site.toml, name : il contient un signe",
        "site.toml, accent",
        "site.toml, portals",
        "site.toml, zone",
    ] {
        assert!(said.contains(mistake), "{mistake} in\n{said}");
    }
}

/// A drawing may never end, and a file may be none: both are said within seconds, and hurt nobody.
#[tokio::test(flavor = "multi_thread")]
async fn a_logo_is_a_file_that_can_be_drawn() {
    let trial = Trial::new().await;
    let folder = trial.portal("lycee-vinci", SOUND, None);
    let logo = |name: &str| Path::new(&folder).join(name);
    let noise = "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'><filter id='f'>\
        <feTurbulence baseFrequency='0.1' numOctaves='2000000000'/></filter>\
        <rect width='400' height='400' filter='url(#f)'/></svg>";
    fs::write(logo("logo.svg"), noise).unwrap();
    let said = trial.refused(&[&folder]);
    assert!(said.contains("logo.svg : le dessin") && !said.contains("panicked"), "{said}");
    fs::remove_file(logo("logo.svg")).unwrap();
    let started = std::time::Instant::now();
    for name in ["logo.png", "tenant.toml", "documents/agreement.typ"] {
        let place = logo(name);
        let before = fs::read(&place).ok();
        for strange in ["pipe", "device", "folder"] {
            drop(fs::remove_file(&place));
            match strange {
                "pipe" => assert!(
                    std::process::Command::new("mkfifo").arg(&place).status().unwrap().success()
                ),
                "device" => std::os::unix::fs::symlink("/dev/zero", &place).unwrap(),
                _ => fs::create_dir(&place).unwrap(),
            }
            let said = trial.refused(&[&folder]);
            assert!(
                said.contains(&format!("{name} : ce n’est pas un fichier ordinaire")),
                "{said}"
            );
            drop(fs::remove_dir(&place));
        }
        drop(fs::remove_file(&place));
        fs::write(&place, vec![b' '; 2 * 1024 * 1024 + 1]).unwrap();
        assert!(trial.refused(&[&folder]).contains(&format!("{name} : il pèse plus de 2 Mo")));
        fs::remove_file(&place).unwrap();
        before.into_iter().for_each(|before| fs::write(&place, before).unwrap());
    }
    assert!(started.elapsed() < std::time::Duration::from_secs(120));
    assert!(trial.apply(&[&folder]).contains("créé"));
}

/// What the database says of folders that come one after the other is said of those of one call.
#[tokio::test(flavor = "multi_thread")]
async fn folders_of_one_call_are_compared_with_each_other() {
    let trial = Trial::new().await;
    let host = |host: &str| format!("{SOUND}custom_host = \"{host}\"\n");
    let one = trial.portal("zzz-one", &host("stages.zz.example"), None);
    let two = trial.portal("zzz-two", &host(" Stages.ZZ.example"), None);
    for words in [["--second", "--dry-run", &one, &two].as_slice(), &["--second", &one, &two]] {
        let said = trial.refused(words);
        assert!(said.contains("« zzz-one » a dans cet appel le même hôte"), "{said}");
    }
    let like = trial.portal("qqq-a1", SOUND, None);
    let alike = trial.portal("qqq-al", SOUND, None);
    let site = trial.folder.path().join("qqq-ai");
    fs::create_dir(&site).unwrap();
    let toml =
        "name = \"Q\"\naccent = \"#3d5a45\"\nwelcome = \"Bienvenue\"\ndepartments = [\"44\"]\n";
    fs::write(site.join("site.toml"), toml).unwrap();
    for other in [alike.as_str(), site.to_str().unwrap()] {
        let said = trial.refused(&["--second", &like, other]);
        assert!(said.contains("qqq-a1"), "{said}");
    }
    assert!(trial.portals().contains("Aucun portail"));
    // What is there already is no news.
    trial.apply(&[&one]);
    let other = trial.portal("zzz-two", SOUND, None);
    assert!(trial.apply(&["--second", &one, &other]).contains("zzz-one : inchangé"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_template_that_does_not_print_never_goes_live() {
    let trial = Trial::new().await;
    let endless = "#let n = 0\n#let f(x) = { for a in range(100000) { for b in range(100000) { x = x + 1 } }; x }\n#f(0)";
    let greedy =
        "#let a = range(1000000)\n#let b = range(500).map(x => a.map(y => y + x))\n#b.len()";
    for (template, why) in [
        ("#let x = (", "documents/agreement.typ, ligne 1, colonne 10"),
        ("#json(\"/data.json\").nobody", "documents/agreement.typ, ligne 1"),
        // There with the usual data, absent with the sparse ones.
        ("#json(\"/data.json\").guardian.name", "documents/agreement.typ, ligne 1"),
        ("#let f(x) = f(x + 1)\n#f(0)", "documents/agreement.typ"),
        ("#for i in range(40) { pagebreak(weak: false) }", "pages avec les données"),
        (endless, "documents/agreement.typ : l’impression"),
        (greedy, "documents/agreement.typ : l’impression"),
    ] {
        let folder = trial.portal("lycee-vinci", SOUND, Some(template));
        let said = trial.refused(&[&folder]);
        assert!(said.contains(why), "{template}\n{said}");
    }
    assert!(trial.portals().contains("Aucun portail"));
    let folder = trial.portal("lycee-vinci", SOUND, None);
    assert!(trial.apply(&[&folder]).contains("lycee-vinci : créé"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_says_what_would_change_and_changes_nothing() {
    let trial = Trial::new().await;
    let folder = trial.portal("lycee-vinci", SOUND, None);
    let site = trial.folder.path().join("vinci-et-plus");
    fs::create_dir(&site).unwrap();
    let toml = "name = \"Vinci et plus\"\naccent = \"#3d5a45\"\nwelcome = \"Bienvenue\"\nportals = [\"lycee-vinci\"]\n";
    fs::write(site.join("site.toml"), toml).unwrap();
    let site = site.to_str().unwrap();
    let said = trial.apply(&["--dry-run", site, &folder]);
    assert!(
        said.contains("lycee-vinci : serait créé") && said.contains("rien n’a été changé"),
        "{said}"
    );
    assert!(trial.portals().contains("Aucun portail"));
    // A site and its portal in one call, in any order.
    let said = trial.apply(&[site, &folder]);
    assert!(said.contains("lycee-vinci : créé") && said.contains("vinci-et-plus : créé"), "{said}");
    assert_eq!(trial.apply(&[&folder]), "lycee-vinci : inchangé\n");

    let changed = SOUND.replace("name = \"Vinci\"", "name = \"Léonard\"")
        + "[[teachers]]\nname = \"Mme Roux\"\n";
    let agreement = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../tenants/_default/documents/agreement.typ"),
    );
    let folder =
        trial.portal("lycee-vinci", &changed, Some(&(agreement.unwrap() + "\n// la nôtre\n")));
    let said = trial.apply(&["--dry-run", &folder]);
    for line in [
        "lycee-vinci : serait mis à jour (version 2)",
        "- short_name = \"Vinci\"",
        "+ short_name = \"Léonard\"",
        "+ teachers.« Mme Roux ».name",
        "+ // la nôtre",
    ] {
        assert!(said.contains(line), "{line} in\n{said}");
    }
    assert!(!said.contains("- accent"), "{said}");
    assert!(
        trial.portals().contains("Vinci") && !trial.portals().contains("Léonard de Vinci, Rezé")
    );
    assert!(trial.apply(&[&folder]).contains("mis à jour (version 2)"));
}

/// What a folder no longer names goes where nothing uses it; what stays is said, in the trial as in the call.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_folder_no_longer_names_goes_or_is_said() {
    let trial = Trial::new().await;
    let offer = |tracks: &[(&str, &str)], teachers: &[&str]| {
        let track = |(name, programmes): &(&str, &str)| {
            format!("[[tracks]]\nname = \"{name}\"\nprogrammes = [{programmes}]\n")
        };
        let teacher = |name: &&str| format!("[[teachers]]\nname = \"{name}\"\n");
        let tracks = tracks.iter().map(track).collect::<String>();
        SOUND.to_owned() + &tracks + &teachers.iter().map(teacher).collect::<String>()
    };
    let apply = |toml: &str, words: &[&str]| {
        let folder = trial.portal("lycee-vinci", toml, None);
        trial.apply(&[words, &[folder.as_str()]].concat())
    };
    let bois = ("Bois", "\"CAP Menuisier\", \"CAP Menuisié\"");
    apply(&offer(&[bois, ("Métal", "\"CAP Soudeur\"")], &["M. Roux", "M. Rouks"]), &[]);
    let less = offer(&[("Bois", "\"CAP Menuisier \"")], &["M. Roux"]);
    let said = apply(&less, &["--dry-run"]);
    for line in
        ["- tracks.« Bois »", "CAP Menuisié\"", "- tracks.« Métal »", "- teachers.« M. Rouks »"]
    {
        assert!(said.contains(line), "{line} in\n{said}");
    }
    assert!(!said.contains("reste, car"), "{said}");
    assert!(apply(&less, &[]).contains("mis à jour (version 2)"));
    assert_eq!(apply(&less, &[]), "lycee-vinci : inchangé\n");
    // A stage uses what the next folder leaves out.
    let slot = "INSERT INTO slots (id, tenant_id, programme_id, kind, status, day, starts_at, ends_at, capacity, booked, room, meeting_point, note, version, created_at, updated_at) \
        SELECT id, tenant_id, id, 'mini_stage', 'published', '2027-01-13', '2027-01-13 08:00:00+00:00', '2027-01-13 10:00:00+00:00', 4, 0, '', '', '', 1, '2026-11-23 08:00:00+00:00', '2026-11-23 08:00:00+00:00' FROM programmes";
    trial.db.run(slot).await;
    let other = offer(&[("Métal", "\"CAP Soudeur\"")], &[]);
    let stays = [
        "reste, car des stages s’en servent : filière « Bois », formation « CAP Menuisier »",
        "reste, car le dossier ne nomme aucun enseignant : « M. Roux »",
    ];
    for words in [&["--dry-run"][..], &[]] {
        let said = apply(&other, words);
        stays.iter().for_each(|line| assert!(said.contains(line), "{line} in\n{said}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_portal_of_one_lycee_is_asked_for() {
    let trial = Trial::new().await;
    let first = trial.portal("lycee-vinci", SOUND, None);
    let second = trial.portal("vinci-pro", SOUND, None);
    assert!(trial.refused(&[&first, &second]).contains("--second"), "both at once");
    trial.apply(&[&first]);
    assert!(trial.refused(&[&second]).contains("ce lycée a déjà le portail « lycee-vinci »"));
    trial.apply(&[&first]);
    assert!(trial.apply(&["--second", &second]).contains("vinci-pro : créé"));
    trial.apply(&[&first, &second]);
}

/// A draft opens by its check list or by its folder: the command says what is missing, and opens nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_not_resumed() {
    let trial = Trial::new().await;
    let said_as = |state: &str| format!("{SOUND}state = \"{state}\"\n");
    trial.apply(&[&trial.portal("lycee-vinci", &said_as("draft"), None)]);
    let said = trial.house.fails(&["tenant", "resume", "lycee-vinci", "--reason", "prêt"]);
    for words in ["brouillon", "il reste à relire les coordonnées du lycée", "inviter le premier"]
    {
        assert!(said.contains(words), "{words} in\n{said}");
    }
    assert!(trial.portals().contains("brouillon"));
    trial.apply(&[&trial.portal("lycee-vinci", &said_as("open"), None)]);
    assert!(trial.portals().contains("ouvert"));
}

/// A file that is empty, or that nothing reads, is said with its name; nothing is applied as if it were not there.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_nothing_reads_is_refused() {
    let trial = Trial::new().await;
    let folder = trial.portal("lycee-vinci", SOUND, Some(" \n"));
    fs::write(Path::new(&folder).join("documents/agrement.typ"), "x").unwrap();
    fs::write(Path::new(&folder).join("Logo.PNG"), "x").unwrap();
    let said = trial.refused(&[&folder]);
    for mistake in [
        "documents/agreement.typ : il est vide",
        "documents/agrement.typ : rien ne lit un fichier de ce nom ; est-ce documents/agreement.typ ?",
        "Logo.PNG : rien ne lit un fichier de ce nom ; est-ce logo.png ?",
    ] {
        assert_eq!(said.matches(mistake).count(), 1, "{mistake} in\n{said}");
    }
    assert_eq!(said.matches("  - ").count(), 3, "{said}");
}
