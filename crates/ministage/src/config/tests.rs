//! How settings are read, refused and said.

use super::*;

fn with(variables: &[(&str, &str)]) -> anyhow::Result<Config> {
    let variables =
        variables.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    Config::read(None, variables)
}

#[test]
fn defaults_are_whole() {
    let config = Config::defaults().unwrap();
    assert_eq!(config.environment, Environment::Development);
    assert_eq!(config.public.base_domain, "ministage.localhost");
    assert!(config.dangers().is_empty());
}

#[test]
fn a_file_changes_defaults_and_variables_change_both() {
    let folder = std::env::temp_dir().join(format!("ministage-config-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("ministage.toml");
    std::fs::write(
        &file,
        "[public]\nbase_domain = \"of.the.file\"\ncontact = \"file@example.fr\"\n",
    )
    .unwrap();
    let variables = HashMap::from([(
        "MINISTAGE__PUBLIC__BASE_DOMAIN".to_owned(),
        "of.the.variable".to_owned(),
    )]);
    let config = Config::read(Some(&file), variables).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(config.public.base_domain, "of.the.variable");
    assert_eq!(config.public.contact, "file@example.fr");
    assert_eq!(config.public_port(), Some(8080));
}

#[test]
fn unknown_keys_are_errors() {
    let error = with(&[("MINISTAGE__PUBLIC__BASE_DOMAINE", "x")]).unwrap_err();
    assert!(format!("{error:#}").contains("base_domaine"), "{error:#}");
    assert!(with(&[("MINISTAGE__COLOUR", "blue")]).is_err());
}

#[test]
fn numbers_lists_and_switches_are_read_from_variables() {
    let config = with(&[
        ("MINISTAGE__DATABASE__CONNECTIONS", "4"),
        ("MINISTAGE__DATABASE__ALLOW_SQLITE_IN_PRODUCTION", "true"),
        ("MINISTAGE__PUBLIC__TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8, ::1"),
    ])
    .unwrap();
    assert_eq!(config.database.connections, 4);
    assert!(config.database.allow_sqlite_in_production);
    assert_eq!(config.public.trusted_proxies.len(), 3);
    assert!(with(&[("MINISTAGE__PUBLIC__TRUSTED_PROXIES", "proxy")]).is_err());
}

#[test]
fn what_a_command_works_on_is_said_without_the_password() {
    for (url, said) in [
        (
            "postgres://ministage:p@ss:word@db/stages?sslmode=require",
            "development, postgres://ministage@db/stages",
        ),
        ("sqlite://a/b.db?mode=rwc", "development, sqlite://a/b.db"),
        ("sqlite:a/b.db", "development, sqlite:a/b.db"),
        ("postgres://db:5433/stages", "development, postgres://db:5433/stages"),
    ] {
        assert_eq!(with(&[("MINISTAGE__DATABASE__URL", url)]).unwrap().said(), said);
    }
}

/// However the address is written, and wherever it stands.
#[test]
fn no_secret_is_said_of_what_does_not_read() {
    let secret = "S3CRET";
    for url in [
        "host=127.0.0.1 user=u password=S3CRET dbname=x",
        "u:S3CRET@h",
        "postgres:/u:S3CRET@h/x",
        "postgres:u:S3CRET@h/x",
        "postgres://u:S3CRET",
        "postgres://u:S3CRET/x",
        "//u:S3CRET@h/x",
        "mysql://u:S3CRET@h/x",
        "postgres://h/x?password=S3CRET",
        "postgres://u:a@S3CRET@h/x",
        "postgres://u:a/S3CRET@h/x",
        "postgres://u:a?S3CRET@h/x",
        "S3CRET",
        "",
    ] {
        let said = with(&[("MINISTAGE__DATABASE__URL", url)]).unwrap().said();
        assert!(!said.contains(secret), "{url}: {said}");
    }
    for key in [
        "DATABASE", "REDIS", "MAIL", "PUBLIC", "ACCOUNTS", "DOCUMENTS", "BACKUP", "LOG",
        "DATABASE__CONNECTIONS", "MAIL__TIME_LIMIT", "PUBLIC__PORT",
    ] {
        for value in ["postgres://u:S3CRET@h/x", "a\"S3CRET\"b", "S3CRET"] {
            let wrong = with(&[(&format!("MINISTAGE__{key}"), value)]).unwrap_err();
            assert!(!format!("{wrong:#}").contains(secret), "{key}: {wrong:#}");
        }
    }
}

#[test]
fn nothing_works_without_a_connection() {
    let none = with(&[("MINISTAGE__DATABASE__CONNECTIONS", "0")]).unwrap();
    assert!(none.dangers().join("").contains("database.connections"));
    assert!(with(&[("MINISTAGE__HEALTH", "proxy")]).is_err());
    assert!(with(&[("MINISTAGE__HEALTH", "127.0.0.1:8081")]).unwrap().health.is_some());
}

#[test]
fn production_refuses_what_is_unsafe_and_says_what_to_change() {
    let config = with(&[("MINISTAGE__ENVIRONMENT", "production")]).unwrap();
    let dangers = config.dangers().join("\n");
    for key in
        ["public.scheme", "public.base_domain", "database.url", "mail.url", "accounts.secret"]
    {
        assert!(dangers.contains(key), "{key} in\n{dangers}");
    }
}

#[test]
fn a_sound_production_is_accepted() {
    let config = with(&[
        ("MINISTAGE__ENVIRONMENT", "production"),
        ("MINISTAGE__PUBLIC__BASE_DOMAIN", "ministage.example.fr"),
        ("MINISTAGE__PUBLIC__SCHEME", "https"),
        ("MINISTAGE__DATABASE__URL", "postgres://ministage:secret@localhost/ministage"),
        ("MINISTAGE__MAIL__URL", "smtp://user:password@smtp.example.fr:587"),
        ("MINISTAGE__ACCOUNTS__SECRET", "0123456789abcdef0123456789abcdef"),
    ])
    .unwrap();
    assert_eq!(config.dangers(), Vec::<String>::new());
    assert_eq!(config.public_port(), None);
    assert_eq!(config.contact(), "ministage@ministage.example.fr");
    for (url, bare) in [
        ("smtp://user:secret@elsewhere.example.fr?tls=none", true),
        ("smtp://user:secret@192.0.2.7:25?tls=starttls", true),
        ("smtp://user:secret@elsewhere.example.fr?tls=required", false),
        ("smtps://user:secret@elsewhere.example.fr", false),
        ("smtp://elsewhere.example.fr?tls=none", false),
        ("smtp://user:secret@127.0.0.1?tls=none", false),
        ("smtp://user:secret@[::1]?tls=starttls", false),
    ] {
        let mail = Mail { url: url.to_owned(), ..config.mail.clone() };
        let dangers = Config { mail, ..config.clone() }.dangers().join("\n");
        assert_eq!(dangers.contains("en clair"), bare, "{url}: {dangers}");
        assert!(!dangers.contains("secret"), "{dangers}");
    }
}
