//! Minutes that were written elsewhere, taken in by `cll minutes draft --from`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use crate::program::Run;
use crate::sandbox::Sandbox;

const ID: &str = "01-presents-coches";
const DRAFT: &str = "private/comptes-rendus/01-presents-coches.md";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// Takes in a document; returns what was said, and the draft.
fn taken(sandbox: &Sandbox, name: &str, bytes: impl AsRef<[u8]>) -> (Run, String) {
    let file = format!("private/{name}");
    sandbox.write(&file, bytes);
    let run = sandbox.run(&["minutes", "draft", ID, "--from", &file, "--force"]);
    assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
    (run, sandbox.read(DRAFT))
}

/// What stands below the front matter of a draft.
fn body(draft: &str) -> &str {
    draft.split_once("\n---\n\n").unwrap().1
}

fn listed(sandbox: &Sandbox, arguments: &[&str], key: &str) -> Vec<Value> {
    let run = sandbox.run(arguments);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    document[key].as_array().unwrap().clone()
}

#[test]
fn text_becomes_a_draft_in_our_own_conventions() {
    let sandbox = Sandbox::corpus();
    let text = "CONSEIL D'EXEMPLE\nCompte rendu du 18 janvier 2024\n\nPrésents :\n•\tAPLEX – Lina Quidam\n•\tCE\n\
        Excusés : Région Exemple ; DGNX\n\n1.\tCatalogue\nLa DGNX rappelle le calendrier.\n\nDécisions :\n-\tLe guide sort.\n\n\
        Actions :\no\tAPLEX : relire – 30 mai 2024\no\trelancer → CE\n\nProchaine réunion : jeudi 5 février 2024.\n";
    let (run, draft) = taken(&sandbox, "cr.txt", text);
    let expected = "CONSEIL D'EXEMPLE

# Compte rendu du 18 janvier 2024

## Présences

Présents :

- [x] APLEX – Lina Quidam
- [x] CE

Excusés :

- [ ] Région Exemple (excusé)
- [ ] DGNX (excusé)

## 1. Catalogue

La DGNX rappelle le calendrier.

## Décisions

- **Décision** : Le guide sort.

## Actions

- [ ] APLEX : relire (avant le 30 mai 2024)
- [ ] CE : relancer

## Prochaine réunion

Prochaine réunion : jeudi 5 février 2024.
";
    assert_eq!(body(&draft), expected);
    assert!(draft.starts_with("---\ntitle: "), "{draft}");
    for field in [
        "date: 2024-01-18",
        "meeting: 01-presents-coches",
        "status: projet",
    ] {
        assert!(draft.contains(field), "{draft}");
    }
    let said = "1 file written, 0 up to date
line 8: left as prose
line 10: title
line 16: present, APLEX
line 17: present, CE
line 21: excused, Région Exemple
line 22: excused, DGNX
line 26: left as prose
line 30: decision
line 34: action, APLEX, before 2024-05-30
line 35: action, CE
line 39: next meeting
";
    assert_eq!(run.stderr, said);
    let french = sandbox.run_in(
        "fr",
        &[
            "minutes",
            "draft",
            ID,
            "--from",
            "private/cr.txt",
            "-o",
            "-",
        ],
    );
    assert!(
        french
            .stderr
            .contains("ligne 34\u{a0}: action, APLEX, avant le 30 mai 2024"),
        "{}",
        french.stderr
    );
    assert_eq!(french.stdout, draft);
}

#[test]
fn the_same_minutes_are_the_same_draft_in_every_encoding() {
    let sandbox = Sandbox::corpus();
    let text = "Compte rendu du 18 janvier 2024\n\nPrésents : APLEX, CE\n\nDécision : l’œuvre coûte 5 €.\n";
    let (_, expected) = taken(&sandbox, "cr.txt", text);
    let wide = |big: bool| -> Vec<u8> {
        let bytes = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    };
    let western: Vec<u8> = text
        .chars()
        .map(|c| match c {
            '’' => 0x92,
            'œ' => 0x9C,
            '€' => 0x80,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    for (bytes, said) in [
        ([b"\xef\xbb\xbf", text.as_bytes()].concat(), ""),
        (text.replace('\n', "\r\n").into_bytes(), ""),
        (text.replace('\n', "\r").into_bytes(), ""),
        (
            [b"\xff\xfe".to_vec(), wide(false)].concat(),
            "read as UTF-16",
        ),
        (
            [b"\xfe\xff".to_vec(), wide(true)].concat(),
            "read as UTF-16",
        ),
        (wide(false), "read as UTF-16"),
        (western, "read as Windows-1252"),
    ] {
        let (run, draft) = taken(&sandbox, "cr.txt", &bytes);
        assert_eq!(draft, expected);
        assert!(run.stderr.contains(said), "{}", run.stderr);
        assert_eq!(
            said.is_empty(),
            !run.stderr.contains("read as"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn what_is_no_minutes_is_refused_and_nothing_is_written() {
    let sandbox = Sandbox::corpus();
    let zip = fs::read(folder("received").join("text.odt")).unwrap();
    let mut damaged = zip.clone();
    damaged.truncate(zip.len() / 2);
    let message =
        "From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\nSubject: CR\n\nPrésents : CE\n";
    let kinds: [(&str, Vec<u8>, &str); 16] = [
        (
            "a.html",
            b"<html><img src=x alt=y></html>".to_vec(),
            "holds no text",
        ),
        (
            "a.gdoc",
            br#"{"doc_id":"1AbC","email":"a@example.org"}"#.to_vec(),
            "is a link to a document",
        ),
        (
            "a.url",
            b"[InternetShortcut]\r\nURL=https://example.org/\r\n".to_vec(),
            "is a link to a document",
        ),
        (
            "a.webloc",
            b"<?xml version=\"1.0\"?><plist><dict><key>URL</key></dict></plist>".to_vec(),
            "is a link to a document",
        ),
        (
            "a.zip",
            [&b"PK\x05\x06"[..], &[0; 18]].concat(),
            "is neither text nor HTML",
        ),
        ("a.md", Vec::new(), "is empty"),
        ("a.txt", b" \n\t\n".to_vec(), "is empty"),
        ("a.docx", b"%PDF-1.7\n".to_vec(), "is a PDF"),
        (
            "a.txt",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(),
            "document of Word before 2007",
        ),
        ("a.doc", b"{\\rtf1\\ansi x}".to_vec(), "is RTF"),
        ("a.txt", message.into(), "is a whole message"),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
            "is neither text nor HTML",
        ),
        (
            "a.xml",
            b"<?xml version=\"1.0\"?><a/>".to_vec(),
            "is neither text nor HTML",
        ),
        (
            "a.txt",
            b"Pr\x8f\x81sents".to_vec(),
            "is not text in a known encoding",
        ),
        ("a.odt", damaged, "is damaged"),
        (
            "a.html",
            b"<html><meta charset=\"koi8-r\">\xe9".to_vec(),
            "is not text in a known encoding",
        ),
    ];
    for (name, bytes, said) in kinds {
        let file = format!("private/{name}");
        sandbox.write(&file, bytes);
        let run = sandbox.run(&["minutes", "draft", ID, "--from", &file]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.said());
        assert!(run.stderr.contains(said), "{name}: {}", run.stderr);
        assert!(run.stderr.contains("help: "), "{name}: {}", run.stderr);
        assert!(!sandbox.path(DRAFT).exists(), "{name}");
    }
    for (file, said) in [
        ("private/a.htm", "did you mean `private/a.html`?"),
        ("nowhere/none.docx", "there is no file "),
        ("private", "folder"),
    ] {
        let run = sandbox.run(&["minutes", "draft", ID, "--from", file]);
        assert_eq!(run.code, Some(2), "{file}: {}", run.said());
        assert!(run.stderr.contains(said), "{file}: {}", run.stderr);
    }
    sandbox.write("private/cr.txt", "Présents : CE\n");
    sandbox.write(DRAFT, "déjà là\n");
    let run = sandbox.run(&["minutes", "draft", ID, "--from", "private/cr.txt"]);
    assert_eq!(run.code, Some(2), "{}", run.said());
    assert_eq!(sandbox.read(DRAFT), "déjà là\n");
}

#[test]
fn a_document_is_no_minutes_whatever_it_is_called() {
    let sandbox = Sandbox::corpus();
    let odt = fs::read(folder("received").join("text.odt")).unwrap();
    let docx = fs::read(folder("received").join("word.docx")).unwrap();
    let to_draft = "`cll minutes draft ID --from ";
    for (bytes, said) in [
        (docx, "is a .docx document"),
        (odt, "is an .odt document"),
        (b"%PDF-1.7\n".to_vec(), "is a PDF"),
        (b"{\\rtf1 x}".to_vec(), "is RTF"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            "is a document of Word before 2007",
        ),
    ] {
        sandbox.write("notes/cr.docx", &bytes);
        sandbox.write(DRAFT, &bytes);
        for arguments in [
            &["check", "notes/cr.docx"][..],
            &["publish", "notes/cr.docx"],
            &["draft", "notes/cr.docx"],
            &["check", ID],
            &["publish", ID],
            &["actions"],
            &["attendance"],
        ] {
            let run = sandbox.run(&[&["minutes"], arguments].concat());
            assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.said());
            for part in [said, to_draft] {
                assert!(run.stderr.contains(part), "{arguments:?}: {}", run.stderr);
            }
        }
    }
}

#[test]
fn minutes_come_on_standard_input_too() {
    let sandbox = Sandbox::corpus();
    let mut command = sandbox.command("en", &["minutes", "draft", ID, "--from", "-"]);
    let mut process = command.stdin(Stdio::piped()).spawn().unwrap();
    process
        .stdin
        .take()
        .unwrap()
        .write_all("<p>Présents : CE</p>".as_bytes())
        .unwrap();
    assert!(process.wait().unwrap().success());
    assert!(body(&sandbox.read(DRAFT)).ends_with("Présents :\n\n- [x] CE\n"));
}

#[test]
fn what_was_private_stays_private() {
    let sandbox = Sandbox::corpus();
    let text = "Présents : APLEX, CE\n\n[privé]\nmot-secret\n[/privé]\n\nLe guide sort.\n";
    let html = "<p>Présents : APLEX, CE</p><!-- private --><p>mot-secret</p><!-- /private --><h2>Budget (privé)</h2>\
        <p>mot-secret</p><h2>Suite</h2><p>[privé]<br>mot-secret<br>[/privé]</p><p>Le guide sort.</p>";
    for (name, bytes) in [("cr.txt", text), ("cr.html", html)] {
        let (_, draft) = taken(&sandbox, name, bytes);
        assert!(draft.contains("mot-secret"), "{draft}");
        let run = sandbox.run(&["minutes", "publish", ID, "--force"]);
        assert_eq!(run.code, Some(0), "{}\n{draft}", run.stderr);
        let edition = sandbox.read("comptes-rendus/01-presents-coches.md");
        assert!(
            !edition.contains("mot-secret") && edition.contains("guide sort"),
            "{edition}"
        );
    }
}

#[test]
fn heads_and_signatures_of_messages_are_private() {
    let sandbox = Sandbox::corpus();
    let text = "Bonjour,\n\nVoici le compte rendu.\n\n-----Message d'origine-----\nDe : Lina Quidam <lina@autre.example.org>\n\
        Envoyé : jeudi 18 janvier 2024 17:02\nÀ : secretariat@example.org; Nora Truc;\n Jean Untel\nObjet : CR\n\nPrésents : APLEX, CE\n\
        Objet : le budget\n\n> From: Jean Untel <jean@autre.example.org>\n> Subject: CR\n>\n> Le guide sort.\n> -- \n> Jean Untel\n\n\
        Le 3 février 2024 à 10:12, Lina Quidam <lina@autre.example.org>\na écrit :\n> Bien reçu.\n\n-- \nNora Truc\nDGNX\n";
    let html = "<p>Bonjour,</p><div><p><b>De :</b> Lina Quidam &lt;lina@autre.example.org&gt;<br><b>Envoyé :</b> jeudi 18 janvier 2024<br>\
        <b>À :</b> Nora Truc<br><b>Objet :</b> CR</p></div><p>Présents : APLEX, CE</p><p>Objet : le budget</p>\
        <table><tr><th>Sujet :</th><td>CR</td></tr><tr><th>De :</th><td>Jean Untel</td></tr><tr><th>Pour :</th><td>Nora Truc</td></tr></table>\
        <p>Le guide sort.</p><blockquote>Bien reçu.</blockquote><div>-- <br>Nora Truc</div>";
    for (name, bytes, count) in [
        ("cr.txt", text, 5),
        ("cr.html", html, 3),
        ("cr.md", text, 5),
    ] {
        let (run, draft) = taken(&sandbox, name, bytes);
        let said = format!("{count} heads of messages or signatures");
        assert!(
            run.stderr.contains(&said),
            "{name}: {}\n{draft}",
            run.stderr
        );
        assert!(draft.contains("Lina Quidam"), "{draft}");
        let run = sandbox.run(&["minutes", "publish", ID, "--force"]);
        assert_eq!(run.code, Some(0), "{name}: {}\n{draft}", run.stderr);
        let edition = sandbox.read("comptes-rendus/01-presents-coches.md");
        for private in [
            "Quidam",
            "Nora",
            "Untel",
            "autre.example.org",
            "janvier 2024 17",
        ] {
            assert!(!edition.contains(private), "{name}: {private}\n{edition}");
        }
        for public in ["APLEX", "le budget", "Le guide sort", "Bien reçu"] {
            assert!(edition.contains(public), "{name}: {public}\n{edition}");
        }
    }
    // Labels alone make no message.
    let memo = "Réunion du 18 janvier 2024\nDate : 18 janvier 2024\nObjet : le budget\nÀ : 14 h\nPour : 3 voix\n\n--\nfin\n";
    let (_, draft) = taken(&sandbox, "cr.txt", memo);
    assert!(!draft.contains("[privé]"), "{draft}");
}

#[test]
fn contacts_in_the_attendance_are_private_and_keep_nothing_from_being_published() {
    let sandbox = Sandbox::corpus();
    let marked = "APLEX <!-- private -->(C. Exemple)<!-- /private -->";
    let rows = [
        ("Présents : APLEX (C. Exemple), CE (Mme Blanc)\n", marked),
        (
            "Présents :\n- APLEX – Camille Exemple\n- CE\n",
            "APLEX – <!-- private -->Camille Exemple<!-- /private -->",
        ),
        (
            "Présents :\n- Camille Exemple (APLEX)\n- CE\n",
            "- [x] <!-- private -->Camille Exemple<!-- /private --> (APLEX)",
        ),
        (
            "Présents :\n- Camille Exemple, APLEX\n- CE\n",
            "- [x] <!-- private -->Camille Exemple<!-- /private -->, APLEX",
        ),
        ("Présents :\n- APLEX\n- CE\n", "- [x] APLEX\n"),
        ("Présents : APLEX (C. Exemple), CE (Mme Blanc)\n", marked),
    ];
    for (attendance, expected) in rows {
        let text = format!("Compte rendu\n\n{attendance}\n1. Budget\n\nLe guide sort.\n");
        let (_, draft) = taken(&sandbox, "cr.txt", text);
        assert!(draft.contains(expected), "{draft}");
        let run = sandbox.run(&["minutes", "publish", ID, "--force"]);
        assert_eq!(run.code, Some(0), "{draft}{}", run.said());
        let edition = sandbox.read("comptes-rendus/01-presents-coches.md");
        let is_there = |name: &str| edition.contains(name);
        assert!(is_there(": APLEX") && is_there(": CE"), "{edition}");
        assert!(
            !is_there("Exemple)") && !is_there("Camille") && !is_there("Blanc"),
            "{edition}"
        );
    }
    // The marks that are lost afterwards are missed, on the line of a name.
    let draft = sandbox.read(DRAFT);
    let lost = draft.replace("<!-- private -->", "");
    sandbox.write(DRAFT, lost.replace("<!-- /private -->", ""));
    let run = sandbox.run(&["minutes", "publish", ID, "--force"]);
    let line = draft.lines().position(|line| line.contains(marked));
    let place = format!("{DRAFT}:{}:", line.unwrap() + 1);
    let said = run.said();
    assert_eq!(run.code, Some(1), "{said}");
    assert!(
        said.contains("error[marks-gone]") && said.contains(&place),
        "{said}"
    );
    assert!(!said.contains("C. Exemple"), "{said}");
}

/// Without a title it has the title that drafts have; nothing was lost of it, whatever its form.
#[test]
fn a_fresh_draft_has_lost_no_marks() {
    for attendance in [
        "- Camille Exemple (APLEX)\n- CE",
        "- Camille Exemple, APLEX\n- CE",
        "- Camille Exemple – APLEX\n- CE",
        "- Camille Exemple\n- CE",
        "* APLEX : Camille Exemple et Sacha Modèle\n* CE",
        "| Qui | Pour |\n|---|---|\n| Camille Exemple | APLEX |",
    ] {
        let sandbox = Sandbox::corpus();
        let text = format!("Présents :\n\n{attendance}\n\nLe guide sort.\n");
        let (_, draft) = taken(&sandbox, "cr.md", text);
        let checked = sandbox.run(&["minutes", "check", ID]).said();
        assert!(!checked.contains("marks-gone"), "{draft}{checked}");
        let run = sandbox.run(&["minutes", "publish", ID]);
        assert_eq!(run.code, Some(0), "{draft}{}", run.said());
        let edition = sandbox.read("comptes-rendus/01-presents-coches.md");
        assert!(!edition.contains("Camille"), "{edition}");
    }
}

#[test]
fn the_next_meeting_goes_below_a_heading_of_its_own() {
    let next = "Prochaine réunion : jeudi 13 juin 2024 à 18h";
    for (heading, own) in [
        (
            "Actions",
            "\n## Prochaine réunion\n\nProchaine réunion : jeudi",
        ),
        (
            "À faire",
            "\n## Prochaine réunion\n\nProchaine réunion : jeudi",
        ),
        ("Budget", "CE : relire\n\nProchaine réunion : jeudi"),
    ] {
        let sandbox = Sandbox::corpus();
        let actions = format!("## {heading}\n\n- [ ] CE : relire\n\n{next}\n");
        let text = format!("# Compte rendu\n\nLe guide sort.\n\n{actions}");
        let (_, draft) = taken(&sandbox, "cr.md", text);
        assert!(draft.contains(own), "{draft}");
    }
}

#[test]
fn a_draft_that_comes_back_without_its_marks_is_not_published() {
    let sandbox = Sandbox::corpus();
    let drafted = sandbox.run(&["minutes", "draft", ID]);
    assert_eq!(drafted.code, Some(0), "{}", drafted.said());
    let draft = sandbox.read(DRAFT);
    assert!(
        draft.contains("<!-- private -->(Camille Exemple"),
        "{draft}"
    );
    let lost = draft.replace("<!-- private -->", "");
    let lost = lost.replace("<!-- /private -->", "");
    for lost in [
        body(&lost).to_owned(),
        body(&lost).replace("Camille Exemple", ""),
    ] {
        taken(&sandbox, "cr.txt", lost);
        let run = sandbox.run(&["minutes", "publish", ID]);
        assert_eq!(run.code, Some(1), "{}", run.said());
        assert!(run.said().contains("error[marks-gone]"), "{}", run.said());
    }
}

#[test]
fn no_name_of_a_person_is_said() {
    let sandbox = Sandbox::corpus();
    let text =
        "Présents :\n- Lina Quidam (APLEX)\n- Nora Truc\n\nActions :\n- Nora Truc : relire\n";
    let (run, draft) = taken(&sandbox, "cr.txt", text);
    assert!(draft.contains("- [x] Lina Quidam (APLEX)"), "{draft}");
    assert!(
        !run.stderr.contains("Lina") && !run.stderr.contains("Nora"),
        "{}",
        run.stderr
    );
    // Where others may read it, the contacts of the council are a reason not to write it.
    let contact = fs::read_to_string(folder("corpus").join("contacts.toml")).unwrap();
    let contact = contact
        .lines()
        .find_map(|line| line.strip_prefix("email = "))
        .unwrap()
        .trim_matches('"')
        .to_owned();
    // So are the persons who were there, and what is private.
    for text in [
        format!("Écrire à {contact}.\n"),
        text.to_owned(),
        "Présents : APLEX\n\n[privé]\nLina Quidam\n[/privé]\n".to_owned(),
    ] {
        sandbox.write("private/cr.txt", text);
        let arguments = ["minutes", "draft", ID, "--from", "private/cr.txt", "-o"];
        let run = sandbox.run(&[&arguments[..], &["brouillon.md"]].concat());
        assert_eq!(run.code, Some(2), "{}", run.said());
        assert!(!sandbox.path("brouillon.md").exists(), "{}", run.said());
        for private in [contact.as_str(), "Lina", "Nora"] {
            assert!(!run.said().contains(private), "{}", run.said());
        }
    }
}

#[test]
fn what_was_struck_out_is_struck_out() {
    let sandbox = Sandbox::corpus();
    let html = "<p>Présents : APLEX, CE</p><del><p>Un mot retiré.</p></del><ul><li><s>un retiré</s></li><li>gardé</li></ul>\
        <p style=\"text-decoration: line-through\">Tout retiré.</p><strike><ul><li>deux retirés</li></ul></strike><p>Le guide sort.</p>";
    let (_, draft) = taken(&sandbox, "cr.html", html);
    assert!(draft.contains("~~Un mot retiré.~~"), "{draft}");
    sandbox.run(&["minutes", "publish", ID, "--force"]);
    let edition = sandbox.read("comptes-rendus/01-presents-coches.md");
    assert!(!edition.contains("retiré"), "{edition}");
    assert!(
        edition.contains("gardé") && edition.contains("guide sort"),
        "{edition}"
    );
}

#[test]
fn what_others_accepted_is_not_accepted() {
    let sandbox = Sandbox::corpus();
    let text = "---\npublic-names: [\"Lina Quidam\"]\nallow:\n  - unmarked-decision\ntags: [a]\n---\n\nPrésents : APLEX\n";
    let (_, draft) = taken(&sandbox, "cr.md", text);
    let (front, _) = draft.split_once("\n---\n\n").unwrap();
    let live = front.lines().filter(|line| !line.starts_with('#'));
    let live: Vec<&str> = live.collect();
    let is_taken = |key: &str| live.iter().any(|line| line.contains(key));
    assert!(is_taken("tags:"), "{draft}");
    assert!(
        !is_taken("Lina") && !is_taken("unmarked-decision"),
        "{draft}"
    );
}

/// A folder with git and, where it is given, a program that says what pandoc said and keeps what it was given.
#[cfg(unix)]
fn programs(sandbox: &Sandbox, said: Option<&Path>) -> PathBuf {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = sandbox.outside().join("programs");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).unwrap();
    let paths = std::env::var_os("PATH").unwrap();
    for name in ["git", "cat", "sh"] {
        let real = std::env::split_paths(&paths)
            .map(|it| it.join(name))
            .find(|it| it.exists())
            .unwrap();
        symlink(real, folder.join(name)).unwrap();
    }
    if let Some(said) = said {
        let at = folder.display();
        let script = format!(
            "#!{at}/sh\necho \"$*\" > {at}/arguments\ncat > {at}/given\ncat {}\n",
            said.display()
        );
        fs::write(folder.join("pandoc"), script).unwrap();
        fs::set_permissions(folder.join("pandoc"), fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

#[cfg(unix)]
fn with_programs(sandbox: &Sandbox, said: Option<&Path>, document: &str) -> (Run, PathBuf) {
    let programs = programs(sandbox, said);
    let bytes = fs::read(folder("received").join(document)).unwrap();
    let file = format!("private/{document}");
    sandbox.write(&file, bytes);
    let mut command = sandbox.command("en", &["minutes", "draft", ID, "--from", &file, "--force"]);
    command.env("PATH", &programs);
    (Run::of(command), programs)
}

/// The documents were written by npm's `@blocknote` exporters 0.51.4 (without their fonts) and by pandoc 3.9;
/// the pages are what pandoc 2.17.1.1 and 3.9 say to what `cll` gives them.
#[cfg(unix)]
#[test]
fn documents_of_word_processors_come_through_pandoc() {
    let boxes = [
        "- [x] APLEX",
        "- [ ] Code pour Tous",
        "- [ ] CE : relancer l'imprimeur avant le 5 février 2024",
    ];
    let table = [
        "# Compte rendu de la réunion du 18 janvier 2024",
        "- [x] CE : imprimer",
        "| APLEX | relire le guide | 30 mars 2024 |",
        "[^1]: Une note en bas.",
    ];
    let tracked = [&table[..], &["Le guide est publié demain.[^1]"]].concat();
    for (document, format, holds, comments) in [
        ("blocknote.docx", "docx", &boxes[..], false),
        ("blocknote.odt", "odt", &boxes[..], false),
        ("word.docx", "docx", &tracked[..], true),
        ("text.odt", "odt", &table[..], false),
    ] {
        for version in ["2.17", "3.9"] {
            let sandbox = Sandbox::corpus();
            let said = folder("received").join(format!("{document}.pandoc-{version}.html"));
            let (run, programs) = with_programs(&sandbox, Some(&said), document);
            assert_eq!(run.code, Some(0), "{document} {version}: {}", run.stderr);
            let arguments = fs::read_to_string(programs.join("arguments")).unwrap();
            let expected = format!(
                "--from {format} --to html --wrap=none --track-changes=accept --sandbox --standalone --metadata=pagetitle:-\n"
            );
            assert_eq!(arguments, expected);
            let draft = sandbox.read(DRAFT);
            for line in holds {
                assert!(
                    draft.lines().any(|it| it == *line),
                    "{document} {version}: {line}\n{draft}"
                );
            }
            assert!(!draft.contains("vérifier") || !comments, "{draft}");
            let left_out = run.stderr.contains("1 comment of a reviewer was left out");
            assert_eq!(left_out, comments, "{}", run.stderr);
            let present = listed(
                &sandbox,
                &["minutes", "attendance", "--meeting", ID, "--json"],
                "attendance",
            );
            assert!(
                present
                    .iter()
                    .any(|it| it["member"] == "aplex" && it["state"] == "present"),
                "{present:?}"
            );
        }
    }
}

/// What pandoc loses of documents comes in, what was hidden is private, and what is left out is said. The
/// documents were written by hand.
#[cfg(unix)]
#[test]
fn what_pandoc_loses_comes_in_or_is_said() {
    let holds = [
        "# Compte rendu du 18 janvier 2024",
        "- [x] APLEX",
        "- [x] CE",
        "Le guide est relu.",
        "Encadré : le guide compte 12 pages.",
        "Le budget est voté.",
        "Imprimé le 19 janvier 2024.",
        "Le label est adopté.",
        "|  | envoyer |",
        "| CE | imprimer : 30 mai<br>ranger : 5 juin |",
        "Suite[^1] du programme.",
        "[^1]: Une note.",
        "(image : Photo de la salle)",
    ];
    let of_word = [
        "- [ ] DGNX",
        "7 words (word/header1.xml, word/footer1.xml)",
        "3 words (word/chunk.htm)",
        "2 passages were hidden in the document",
    ];
    let of_open = [
        "    et sa liste",
        "5 words (styles.xml)",
        "1 passage was hidden in the document",
    ];
    for (document, own) in [("kinds.docx", &of_word[..]), ("kinds.odt", &of_open)] {
        for version in ["2.17", "3.9"] {
            let sandbox = Sandbox::corpus();
            let said = folder("received").join(format!("{document}.pandoc-{version}.html"));
            let (run, _) = with_programs(&sandbox, Some(&said), document);
            assert_eq!(run.code, Some(0), "{document} {version}: {}", run.stderr);
            let draft = sandbox.read(DRAFT);
            for part in holds.iter().chain(own) {
                let is_there = draft.lines().any(|line| line == *part);
                let is_said = run.stderr.contains(part);
                assert!(
                    is_there || is_said,
                    "{document} {version}: {part}\n{}{draft}",
                    run.stderr
                );
            }
            assert!(
                run.stderr.contains("1 image was left out"),
                "{}",
                run.stderr
            );
            assert_eq!(draft.matches("mot-secret").count(), 3, "{draft}");
            sandbox.run(&["minutes", "publish", ID, "--force"]);
            let edition = sandbox.read("comptes-rendus/01-presents-coches.md");
            assert!(
                edition.contains("Suite") && !edition.contains("secret"),
                "{edition}"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn without_pandoc_and_where_it_fails_there_is_no_draft() {
    let sandbox = Sandbox::corpus();
    let (run, _) = with_programs(&sandbox, None, "text.odt");
    assert_eq!(run.code, Some(2), "{}", run.said());
    assert!(
        run.stderr.contains("`sudo apt install pandoc`"),
        "{}",
        run.stderr
    );
    // A table is gone, as pandoc 2.17 does with the head of one.
    let page = fs::read_to_string(folder("received").join("text.odt.pandoc-3.9.html")).unwrap();
    let (before, table) = page.split_once("<table>").unwrap();
    let (_, after) = table.split_once("</table>").unwrap();
    let shorter = sandbox.outside().join("shorter.html");
    fs::write(&shorter, format!("{before}{after}")).unwrap();
    let (run, _) = with_programs(&sandbox, Some(&shorter), "text.odt");
    assert_eq!(run.code, Some(2), "{}", run.said());
    assert!(
        run.stderr.contains("pandoc would lose 12 words"),
        "{}",
        run.stderr
    );
    let (run, _) = with_programs(&sandbox, Some(Path::new("/nowhere")), "text.odt");
    assert_eq!(run.code, Some(2), "{}", run.said());
    assert!(
        run.stderr.contains("pandoc cannot read private/text.odt"),
        "{}",
        run.stderr
    );
    assert!(!sandbox.path(DRAFT).exists());
}
