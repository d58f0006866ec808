//! What git says of files, in repositories in every state: what is looked at, what is refused.

#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may touch files, and stops where it cannot go on"
)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::program::{Run, git};
use crate::sandbox::{MEETINGS, MEMBERS, Sandbox};

const CONTACTS: &str = r#"[[contact]]
member = "mairie"
name = "Lina Quidam"
email = "lina@alpha.example.org"
role = "titular"
"#;
const ADDRESS: &str = "lina@alpha.example.org";
const NEXT: &str = r#"
[[meeting]]
id = "2025-administrations-2"
colleges = ["administrations"]
date = 2025-09-18
start = 14:00:00
end = 16:00:00
updated = 2025-02-03T09:00:00Z
"#;
const SMTP: &str = "host = \"localhost\"\nsecurity = \"none\"\nport = 9\n";
const DRAFT: &str = "private/comptes-rendus/2025-administrations-1.md";
const NOBODY: u32 = 65534;

/// A council with a contact, built and committed; git ignores `private/`.
fn office() -> Sandbox {
    let office = Sandbox::council();
    let root = office.root();
    git(&root, &["init", "--quiet"]);
    git(&root, &["config", "user.name", "X"]);
    git(&root, &["config", "user.email", "x@example.org"]);
    office.write("members.toml", MEMBERS);
    office.write("meetings.toml", format!("{MEETINGS}{NEXT}"));
    office.write("private/members.toml", CONTACTS);
    office.write("private/smtp.toml", SMTP);
    office.write(".gitignore", "/private/\n");
    let built = office.run(&["build"]);
    assert_eq!(built.code, Some(0), "{built:?}");
    commit(&root);
    office
}

fn commit(root: &Path) {
    git(root, &["add", "--all"]);
    git(root, &["commit", "--quiet", "--message", "x"]);
}

fn check(office: &Sandbox) -> Run {
    office.run(&["check", "--format", "short"])
}

/// A program called `git` that does what a script says.
fn fake_git(office: &Sandbox, script: &str) -> PathBuf {
    let folder = office.outside().join("bin");
    fs::create_dir_all(&folder).unwrap();
    let program = folder.join("git");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// The commands that rely on git, and how they end where it does not answer.
const RELYING: &[(&str, i32)] = &[
    ("check", 1),
    ("check --format short", 1),
    ("status", 0),
    ("build", 2),
    ("build --check", 2),
    ("changes", 2),
    (
        "meeting new --college administrations --date 2025-11-13 --time 14:00-16:00",
        2,
    ),
    (
        "members new --name Delta --college administrations --since 2025-01-01",
        2,
    ),
    ("meeting cancel next", 2),
    ("meeting announce --all", 2),
    (
        "minutes check private/comptes-rendus/2025-administrations-1.md",
        1,
    ),
    ("import --meetings conseil.md", 2),
    ("minutes draft last", 2),
    ("minutes publish last", 2),
    ("invite draft next", 2),
    ("invite send next --dry-run", 2),
];

#[test]
fn where_git_does_not_answer_every_command_that_relies_on_it_says_so_and_writes_nothing() {
    type State = fn(&Sandbox) -> Vec<(&'static str, String)>;
    let states: [(&str, State); 10] = [
        ("missing", |_| vec![("PATH", "/nonexistent".to_owned())]),
        ("of another owner", |_| {
            vec![("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1".to_owned())]
        }),
        ("a torn index", |office| {
            office.write(".git/index", "no index");
            Vec::new()
        }),
        ("an index of a version to come", |office| {
            office.write(
                ".git/index",
                [b"DIRC\0\0\0\x09".as_slice(), &[0; 60]].concat(),
            );
            Vec::new()
        }),
        ("a format to come", |office| {
            git(
                &office.root(),
                &["config", "core.repositoryformatversion", "9"],
            );
            Vec::new()
        }),
        ("an unknown extension", |office| {
            git(
                &office.root(),
                &["config", "core.repositoryformatversion", "1"],
            );
            git(&office.root(), &["config", "extensions.tocome", "1"]);
            Vec::new()
        }),
        ("without HEAD", |office| {
            fs::remove_file(office.path(".git/HEAD")).unwrap();
            Vec::new()
        }),
        ("bare", |office| {
            git(&office.root(), &["config", "core.bare", "true"]);
            Vec::new()
        }),
        ("a git that says nothing", |office| {
            let path = fake_git(office, "exit 0");
            vec![("PATH", path.display().to_string())]
        }),
        ("a git that fails", |office| {
            let path = fake_git(
                office,
                "printf 'fatal: \\033[2Jno\\302\\233 \\342\\200\\256x\\n' >&2; exit 3",
            );
            vec![("PATH", path.display().to_string())]
        }),
    ];
    for (state, make) in states {
        let office = office();
        office.write(
            "meetings.toml",
            format!("{MEETINGS}{NEXT}place = \"Salle\"\n"),
        );
        office.write(DRAFT, "# Compte-rendu\n");
        let variables = make(&office);
        let mut before = office.tree();
        before.retain(|path, _| !path.ends_with("cll-send.lock"));
        for (arguments, code) in RELYING {
            let arguments: Vec<&str> = arguments.split(' ').collect();
            let arguments = arguments.as_slice();
            let mut command = office.command("en", arguments);
            command.envs(variables.iter().map(|(name, value)| (name, value)));
            let run = Run::of(command);
            assert_eq!(run.code, Some(*code), "{state}: {arguments:?}: {run:?}");
            assert!(run.said().contains("git-silent"), "{state}: {run:?}");
            let hidden = ['\u{1b}', '\u{9b}', '\u{202e}'];
            assert!(!run.said().contains(hidden), "{state}: {run:?}");
            if state == "of another owner" && !arguments.contains(&"short") {
                let root = fs::canonicalize(office.root()).unwrap();
                let way_out = format!(
                    "`git config --global --add safe.directory {}`",
                    root.display()
                );
                assert!(run.said().contains(&way_out), "{run:?}");
            }
        }
        let mut after = office.tree();
        after.retain(|path, _| !path.ends_with("cll-send.lock"));
        assert_eq!(before, after, "{state}");
    }
}

#[test]
fn where_git_refuses_the_repository_no_registry_is_begun() {
    let init = ["init", "--name", "Conseil d'essai", "--acronym", "CDE"];
    let init = [&init[..], &["--convener", "Ville d'Exemple"]].concat();
    let init = [&init[..], &["--contact", "secretariat@example.org"]].concat();
    let below = [&init[..], &["en-projet/conseil"]].concat();
    for arguments in [&init[..], &below, &["import", "--members", "page.md"]] {
        let office = Sandbox::council();
        for file in ["members.toml", "meetings.toml"] {
            fs::remove_file(office.path(file)).unwrap();
        }
        git(&office.root(), &["init", "--quiet"]);
        office.write("page.md", "# Comité\n\n## Membres\n\n- Alpha\n");
        let before = office.tree();
        let mut command = office.command("en", arguments);
        command.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
        let run = Run::of(command);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert!(run.said().contains("safe.directory"), "{run:?}");
        assert_eq!(before, office.tree(), "{arguments:?}");
        let run = office.run(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        assert!(!run.said().contains("git-silent"), "{run:?}");
    }
}

#[test]
fn without_a_repository_nothing_can_be_tracked_and_git_is_not_needed() {
    let office = office();
    fs::remove_dir_all(office.path(".git")).unwrap();
    office.write("docs/private/a.md", "x\n");
    for path in ["/nonexistent", "/usr/bin:/bin:/usr/local/bin"] {
        let mut command = office.command("en", &["check", "--format", "short"]);
        command.env("PATH", path);
        let run = Run::of(command);
        assert_eq!(run.code, Some(0), "{run:?}");
        let mut command = office.command("en", &["invite", "draft", "next"]);
        command.env("PATH", path);
        let run = Run::of(command);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    office.write("docs/private/a.md", ADDRESS);
    assert!(check(&office).stdout.contains("docs/private/a.md:1:1"));
}

#[test]
fn whatever_a_clone_would_hold_is_looked_at() {
    type Make = fn(&Sandbox);
    let holding: [(&str, Make, &str); 20] = [
        (
            "an untracked file",
            |o| o.write("a.log", ADDRESS),
            "a.log:1:1",
        ),
        (
            "a tracked file",
            |o| {
                o.write("a.log", ADDRESS);
                commit(&o.root());
            },
            "a.log:1:1",
        ),
        (
            "ignored, and tracked all the same",
            |o| {
                o.write(".gitignore", "/private/\n*.log\n");
                o.write("a.log", ADDRESS);
                git(&o.root(), &["add", "--force", "a.log"]);
            },
            "a.log:1:1",
        ),
        (
            "a folder that is called private",
            |o| o.write("docs/private/a.md", ADDRESS),
            "docs/private/a.md:1:1",
        ),
        (
            "a hidden one",
            |o| o.write(".x/private/.a", ADDRESS),
            ".x/private/.a:1:1",
        ),
        (
            "a pattern that git reads to the letter",
            |o| {
                o.write(".gitignore", "/private/\n{a,b}.txt\n");
                o.write("a.txt", ADDRESS);
            },
            "a.txt:1:1",
        ),
        (
            "staged, then cleaned in the folder",
            |o| {
                o.write("a.md", ADDRESS);
                git(&o.root(), &["add", "a.md"]);
                o.write("a.md", "clean\n");
            },
            "a.md (index):1:1",
        ),
        (
            "staged, then removed from the folder",
            |o| {
                o.write("a.md", ADDRESS);
                git(&o.root(), &["add", "a.md"]);
                fs::remove_file(o.path("a.md")).unwrap();
            },
            "a.md (index):1:1",
        ),
        (
            "staged, then replaced by a folder",
            |o| {
                o.write("a", ADDRESS);
                git(&o.root(), &["add", "a"]);
                fs::remove_file(o.path("a")).unwrap();
                o.write("a/b", "clean\n");
            },
            "a (index):1:1",
        ),
        (
            "staged, then hidden behind a link",
            |o| {
                o.write("a/b", ADDRESS);
                git(&o.root(), &["add", "a"]);
                fs::remove_dir_all(o.path("a")).unwrap();
                o.write("clean/b", "clean\n");
                symlink("clean", o.path("a")).unwrap();
            },
            "a/b (index):1:1",
        ),
        (
            "assumed unchanged",
            |o| {
                o.write("a.md", ADDRESS);
                git(&o.root(), &["add", "a.md"]);
                git(&o.root(), &["update-index", "--assume-unchanged", "a.md"]);
                o.write("a.md", "clean\n");
            },
            "a.md (index):1:1",
        ),
        (
            "outside of a sparse checkout",
            |o| {
                o.write("docs/a.md", ADDRESS);
                commit(&o.root());
                git(
                    &o.root(),
                    &["sparse-checkout", "set", "--no-cone", "/*", "!/docs/"],
                );
                assert!(!o.path("docs/a.md").exists());
            },
            "docs/a.md (index):1:1",
        ),
        (
            "intended to be added",
            |o| {
                o.write("a.md", ADDRESS);
                git(&o.root(), &["add", "--intent-to-add", "a.md"]);
            },
            "a.md:1:1",
        ),
        (
            "the target of a link",
            |o| symlink(format!("/x/{ADDRESS}"), o.path("a")).unwrap(),
            "a:1:4",
        ),
        (
            "the name of a file",
            |o| o.write("a/de Lina Quidam, sept.txt", "x"),
            "a/de …, sept.txt",
        ),
        (
            "the name of a folder",
            |o| {
                o.write("Lina Quidam/a.txt", "x");
                o.write("Lina Quidam/b.txt", "x");
            },
            "…: error",
        ),
        (
            "a name in Latin-1",
            |o| {
                let name = OsStr::from_bytes(b"No\xebl.txt");
                fs::write(o.root().join(name), ADDRESS).unwrap();
            },
            "No\u{fffd}l.txt:1:1",
        ),
        (
            "a name of two lines",
            |o| o.write("a\nb\u{1b}.txt", ADDRESS),
            "a␊b␛.txt:1:1",
        ),
        (
            "a page among other bytes",
            |o| o.write("a.bin", [b"\0\xff\x01 ", ADDRESS.as_bytes()].concat()),
            "a.bin:1:",
        ),
        (
            "what the attributes call binary",
            |o| {
                o.write(".gitattributes", "*.md binary\n");
                o.write("a.md", ADDRESS);
            },
            "a.md:1:1",
        ),
    ];
    for (state, make, place) in holding {
        let office = office();
        make(&office);
        let run = check(&office);
        assert_eq!(run.code, Some(1), "{state}: {run:?}");
        assert_eq!(
            run.stdout.matches("private-leak").count(),
            1,
            "{state}: {run:?}"
        );
        assert!(run.stdout.contains(place), "{state}: {run:?}");
        assert!(!run.said().contains("Quidam"), "{state}: {run:?}");
        assert!(!run.said().contains(ADDRESS), "{state}: {run:?}");
    }
}

#[test]
fn what_no_clone_would_hold_is_nobodys_concern() {
    type Make = fn(&Sandbox);
    let clean: [(&str, Make); 8] = [
        ("ignored", |o| {
            o.write(".gitignore", "/private/\n*.log\n");
            o.write("a.log", ADDRESS);
        }),
        ("ignored by this clone", |o| {
            o.write(".git/info/exclude", "*.log\n");
            o.write("a.log", ADDRESS);
        }),
        ("ignored on this machine", |o| {
            fs::write(o.outside().join("ignored"), "*.log\n").unwrap();
            let ignored = o.outside().join("ignored").display().to_string();
            git(&o.root(), &["config", "core.excludesFile", &ignored]);
            o.write("a.log", ADDRESS);
        }),
        ("a pattern that only git understands", |o| {
            o.write(".gitignore", "/private/\n[[:alpha:]].log\n");
            o.write("a.log", ADDRESS);
        }),
        ("a submodule", |o| {
            let other = o.outside().join("other");
            fs::create_dir_all(&other).unwrap();
            git(&other, &["init", "--quiet"]);
            git(&other, &["config", "user.name", "X"]);
            git(&other, &["config", "user.email", "x@example.org"]);
            fs::write(other.join("a.md"), ADDRESS).unwrap();
            commit(&other);
            let url = other.display().to_string();
            let allow = "protocol.file.allow=always";
            git(
                &o.root(),
                &["-c", allow, "submodule", "--quiet", "add", &url, "other"],
            );
            assert!(o.path("other/a.md").exists());
        }),
        ("a repository inside", |o| {
            o.write("inner/a.md", ADDRESS);
            git(&o.path("inner"), &["init", "--quiet"]);
        }),
        ("cleaned and staged", |o| {
            o.write("a.md", ADDRESS);
            git(&o.root(), &["add", "a.md"]);
            o.write("a.md", "clean\n");
            git(&o.root(), &["add", "a.md"]);
        }),
        ("a pipe", |o| {
            let made = Command::new("mkfifo").arg(o.path("a")).status().unwrap();
            assert!(made.success());
        }),
    ];
    for (state, make) in clean {
        let office = office();
        make(&office);
        let run = check(&office);
        assert_eq!(run.code, Some(0), "{state}: {run:?}");
    }
}

#[test]
fn a_worktree_and_a_folder_of_a_repository_are_looked_at_alike() {
    let office = office();
    let other = office.outside().join("other");
    let path = other.display().to_string();
    git(&office.root(), &["worktree", "add", "--quiet", &path]);
    fs::write(other.join("a.md"), ADDRESS).unwrap();
    let run = office.run(&["-C", &path, "check", "--format", "short"]);
    assert_eq!(run.code, Some(0), "its own private/ is not there: {run:?}");
    fs::create_dir(other.join("private")).unwrap();
    fs::write(other.join("private/members.toml"), CONTACTS).unwrap();
    let run = office.run(&["-C", &path, "check", "--format", "short"]);
    assert!(
        run.stdout.contains("a.md:1:1: error[private-leak]"),
        "{run:?}"
    );

    let above = Sandbox::empty();
    let folder = above.path("council");
    fs::rename(office.root(), &folder).unwrap();
    fs::remove_dir_all(folder.join(".git")).unwrap();
    let root = above.root();
    git(&root, &["init", "--quiet"]);
    git(&root, &["config", "user.name", "X"]);
    git(&root, &["config", "user.email", "x@example.org"]);
    above.write("above.md", ADDRESS);
    above.write("council/a.md", ADDRESS);
    git(&root, &["add", "--all"]);
    above.write("council/a.md", "clean\n");
    let short = ["-C", "council", "check", "--format", "short"];
    let run = above.run(&short);
    let errors = run.stdout.lines().filter(|line| line.contains(" error["));
    assert_eq!(errors.count(), 1, "{run:?}");
    assert!(
        run.stdout.contains("a.md (index):1:1: error[private-leak]"),
        "{run:?}"
    );

    // As a hook runs it: git says in the environment where it is.
    let hook = root.join(".git/hooks/pre-commit");
    let program = env!("CARGO_BIN_EXE_cll");
    let script = format!(
        "#!/bin/sh\nexport CLL_TODAY=2025-06-01\n'{program}' -C council check --format short >said\n"
    );
    fs::write(&hook, script).unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    for from in [root.clone(), root.join("council")] {
        let status = Command::new("git")
            .args(["commit", "--quiet", "--message", "x"])
            .current_dir(&from)
            .status()
            .unwrap();
        assert!(!status.success());
        let said = above.read("said");
        assert!(said.contains("a.md (index):1:1"), "{said}");
        assert!(!said.contains("git-silent"), "{said}");
    }
    fs::remove_file(root.join("said")).unwrap();
    git(&root, &["add", "--all"]);
    git(&root, &["commit", "--quiet", "--message", "x"]);
}

#[test]
fn private_files_that_git_does_not_ignore_are_an_error_and_none_is_added() {
    type Make = fn(&Sandbox);
    let ways: [(&str, bool, Make); 9] = [
        ("as init writes it", true, |_| {}),
        ("without slashes", true, |o| {
            o.write(".gitignore", "private\n");
        }),
        ("what lies in it", true, |o| {
            o.write(".gitignore", "private/*\n");
        }),
        ("by this clone", true, |o| {
            o.write(".gitignore", "");
            o.write(".git/info/exclude", "/private/\n");
        }),
        ("on this machine", true, |o| {
            o.write(".gitignore", "");
            fs::write(o.outside().join("ignored"), "private/\n").unwrap();
            let ignored = o.outside().join("ignored").display().to_string();
            git(&o.root(), &["config", "core.excludesFile", &ignored]);
        }),
        ("by nobody", false, |o| {
            fs::remove_file(o.path(".gitignore")).unwrap();
        }),
        ("as a comment", false, |o| {
            o.write(".gitignore", "# /private/\n");
        }),
        ("and taken back", false, |o| {
            o.write(".gitignore", "private/*\n!private/**\n");
        }),
        ("of another folder", false, |o| {
            o.write(".gitignore", "/docs/private/\n");
        }),
    ];
    for (state, is_ignored, make) in ways {
        let office = office();
        make(&office);
        let run = check(&office);
        assert_eq!(run.code, Some(i32::from(!is_ignored)), "{state}: {run:?}");
        let unignored = run
            .stdout
            .contains("private/members.toml: error[private-unignored]");
        assert_eq!(unignored, !is_ignored, "{state}: {run:?}");
        assert_eq!(
            office.run(&["status"]).stderr.contains("private-unignored"),
            !is_ignored
        );
        for arguments in [
            ["invite", "draft", "next", "--first"].as_slice(),
            &["invite", "send", "next", "--dry-run", "--first"],
        ] {
            let run = office.run(arguments);
            assert_eq!(
                run.code,
                Some(if is_ignored { 0 } else { 2 }),
                "{state}: {run:?}"
            );
            assert_eq!(
                run.stderr.contains("private-unignored"),
                !is_ignored,
                "{run:?}"
            );
            assert_eq!(run.stderr.contains("`/private/`"), !is_ignored, "{run:?}");
        }
        assert_eq!(
            office.path("private/invitations").exists(),
            is_ignored,
            "{state}"
        );
        let run = office.run(&["minutes", "draft", "last", "-o", "private/a.md"]);
        assert_eq!(run.code, Some(0), "{state}: {run:?}");
        assert_eq!(
            office.read("private/a.md").contains("Quidam"),
            is_ignored,
            "{state}"
        );
    }
    let office = office();
    git(&office.root(), &["add", "--force", "private/members.toml"]);
    let run = check(&office);
    assert!(
        run.stdout
            .contains("private/members.toml: error[private-tracked]"),
        "{run:?}"
    );
}

#[test]
fn messages_go_to_no_folder_that_any_repository_would_take() {
    let office = office();
    let other = office.outside().join("other");
    fs::create_dir(&other).unwrap();
    git(&other, &["init", "--quiet"]);
    let to = |folder: &str| office.run(&["invite", "draft", "next", "--first", "-o", folder]);
    for folder in ["../other", "../other/new/er"] {
        let run = to(folder);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("private-unignored"), "{run:?}");
    }
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1);
    fs::write(other.join(".gitignore"), "/new/\n").unwrap();
    let run = to("../other/new/er");
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = to("../elsewhere");
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = to("docs");
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn what_is_private_only_its_owner_may_read() {
    let office = office();
    let mode_of = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let run = office.run(&["invite", "draft", "next", "--first"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(office.run(&["minutes", "draft", "last"]).code, Some(0));
    assert_eq!(
        office
            .run(&["minutes", "draft", "last", "-o", "../a.md"])
            .code,
        Some(0)
    );
    assert_eq!(
        office
            .run(&["invite", "draft", "next", "-o", "../new/er"])
            .code,
        Some(0)
    );
    let outside = office.outside();
    let mut seen = 0;
    for (path, entry) in office.tree() {
        let made = [
            "root/private/invitations",
            "root/private/comptes-rendus",
            "new",
        ];
        if !made.iter().any(|folder| path.starts_with(folder)) && path != "a.md" {
            continue;
        }
        let expected = if entry == crate::sandbox::Entry::Folder {
            0o700
        } else {
            0o600
        };
        assert_eq!(mode_of(&outside.join(&path)), expected, "{path}");
        seen += 1;
    }
    assert!(seen >= 8, "{seen}");
    // What a person made keeps the mode that it has.
    let draft = office.path("private/comptes-rendus/2025-administrations-1.md");
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o640)).unwrap();
    office.write("private/comptes-rendus/2025-administrations-1.md", "x\n");
    let run = office.run(&["minutes", "draft", "last", "--force"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(mode_of(&draft), 0o640);
    // What is public, everyone may read.
    assert_eq!(mode_of(&office.path("conseil-exemple.md")) & 0o444, 0o444);
}

/// Runs the program as a user who may not read everything, with all files its own.
fn as_another(office: &Sandbox, arguments: &[&str]) -> Run {
    let is_root = fs::metadata(office.outside()).unwrap().uid() == 0;
    if !is_root
        && !Path::new("/proc/self")
            .metadata()
            .is_ok_and(|me| me.uid() == 0)
    {
        return office.run(arguments);
    }
    let owned = Command::new("chown")
        .args(["-R", "65534:65534"])
        .arg(office.outside())
        .status();
    assert!(owned.unwrap().success());
    let mut command = Command::new("setpriv");
    let user = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
    command
        .args(user)
        .arg(env!("CARGO_BIN_EXE_cll"))
        .args(arguments)
        .env("CLL_LANG", "en")
        .env("CLL_TODAY", crate::sandbox::TODAY)
        .env("HOME", office.outside())
        .current_dir(office.root())
        .stdin(Stdio::null());
    Run::of(command)
}

#[test]
fn what_cannot_be_read_was_not_found_clean() {
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for (path, locked, place) in [
        ("notes/a.md", "notes", "notes: error[unreadable-file]"),
        (
            "notes/deep/er/a.md",
            "notes/deep",
            "notes/deep: error[unreadable-file]",
        ),
        (".notes/a.md", ".notes", ".notes: error[unreadable-file]"),
        (
            "notes/a.md",
            "notes/a.md",
            "notes/a.md: error[unreadable-file]",
        ),
        (
            "notes/a.bin",
            "notes/a.bin",
            "notes/a.bin: error[unreadable-file]",
        ),
    ] {
        let office = office();
        office.write(path, "<!-- cll:members -->\n<!-- /cll:members -->\n");
        mode(&office.path(locked), 0o000);
        let run = as_another(&office, &["check", "--format", "short"]);
        let built = as_another(&office, &["build"]);
        mode(&office.path(locked), 0o700);
        assert_eq!(run.code, Some(1), "{locked}: {run:?}");
        assert_eq!(run.stdout.matches(place).count(), 1, "{locked}: {run:?}");
        if !locked.starts_with('.') && !path.ends_with("bin") {
            assert_eq!(built.code, Some(2), "{locked}: {built:?}");
            assert!(built.stderr.contains("unreadable-file"), "{built:?}");
        }
        assert_eq!(as_another(&office, &["build"]).code, Some(0));
    }
}

#[test]
fn a_change_is_shown_where_nothing_can_be_written() {
    let office = office();
    let root = office.root();
    let owned = |mode| {
        for folder in [root.join(".git"), root.clone()] {
            fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    as_another(&office, &["status"]);
    owned(0o500);
    let arguments = ["meeting", "reschedule", "next", "--date", "2025-09-25"];
    let shown = as_another(&office, &[arguments.as_slice(), &["--dry-run"]].concat());
    let refused = as_another(&office, &arguments);
    owned(0o700);
    assert_eq!(shown.code, Some(0), "{shown:?}");
    assert!(shown.stdout.contains("+date = 2025-09-25"), "{shown:?}");
    assert_eq!(refused.code, Some(2), "{refused:?}");
}

#[test]
fn a_file_that_is_too_large_to_be_searched_is_said() {
    let office = office();
    let film = fs::File::create(office.path("film.bin")).unwrap();
    film.set_len(17 << 20).unwrap();
    let run = check(&office);
    assert!(
        run.stdout.contains("film.bin: warning[unchecked-file]"),
        "{run:?}"
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(office.run(&["check", "--strict"]).code, Some(1));
}

#[test]
fn each_recipe_works_in_a_clone_that_belongs_to_somebody_else() {
    for service in ["sourcehut", "github", "gitlab"] {
        let office = Sandbox::empty();
        let root = office.root();
        let run = office.run(&[
            "init",
            "--name",
            "Conseil",
            "--convener",
            "Ville",
            "--contact",
            "a@example.org",
            "--acronym",
            "C",
            "--ci",
            service,
        ]);
        assert_eq!(run.code, Some(0), "{run:?}");
        git(&root, &["init", "--quiet"]);
        git(&root, &["config", "user.name", "X"]);
        git(&root, &["config", "user.email", "x@example.org"]);
        commit(&root);
        let clone = office.outside().join("home/clone");
        fs::create_dir_all(clone.parent().unwrap()).unwrap();
        let url = root.display().to_string();
        git(office.outside(), &["clone", "--quiet", &url, "home/clone"]);
        if fs::metadata(&clone).unwrap().uid() == 0 {
            let owned = Command::new("chown")
                .args(["-R", &NOBODY.to_string()])
                .arg(&clone)
                .status();
            assert!(owned.unwrap().success());
        }
        let recipe = [".build.yml", ".github/workflows/cll.yml", ".gitlab-ci.yml"];
        let recipe = recipe
            .iter()
            .find_map(|path| fs::read_to_string(root.join(path)).ok())
            .unwrap();
        assert!(recipe.contains("cargo install --locked "), "{recipe}");
        let depth = ["fetch-depth: 0", "GIT_DEPTH: \"0\"", "archlinux"];
        assert!(depth.iter().any(|depth| recipe.contains(depth)), "{recipe}");
        if service == "gitlab" {
            // The cache, or `cargo install`, makes it.
            fs::create_dir(clone.join(".cll")).unwrap();
        }
        let program = env!("CARGO_BIN_EXE_cll");
        let mut commands = 0;
        for line in recipe.lines() {
            let line = line
                .trim()
                .trim_start_matches("- ")
                .trim_start_matches("run: ");
            let runs = ["cll check", "cll build", "cll changes", "/.cll/ >>"];
            if !line.starts_with("git config") && !runs.iter().any(|it| line.contains(it)) {
                continue;
            }
            let installed = ["/opt/cll/bin/cll ", ".cll/bin/cll ", "~/.cargo/bin/cll "];
            let mut line = line.to_owned();
            for path in installed {
                line = line.replace(path, &format!("'{program}' "));
            }
            // On sourcehut, the user who clones is the one who builds.
            let owner = if service == "sourcehut" {
                "git config --global --add safe.directory '*';"
            } else {
                ""
            };
            let run = Command::new("sh")
                .args(["-ec", &format!("{owner}{line}")])
                .current_dir(&clone)
                .env("HOME", office.outside().join("home"))
                .env("GITHUB_WORKSPACE", &clone)
                .env("GITHUB_STEP_SUMMARY", office.outside().join("home/summary"))
                .env("SINCE", "HEAD")
                .env("CI_PROJECT_DIR", &clone)
                .env("CI_COMMIT_BEFORE_SHA", "HEAD")
                .env("CLL_LANG", "en")
                .output()
                .unwrap();
            assert!(run.status.success(), "{service}: {line}: {run:?}");
            commands += 1;
        }
        let (expected, made) = match service {
            "sourcehut" => (3, None),
            "github" => (4, Some(office.outside().join("home/summary"))),
            _ => (5, Some(clone.join(".cll/findings.json"))),
        };
        assert_eq!(commands, expected, "{recipe}");
        // What people see beside a change.
        let made = made.map(|path| fs::read_to_string(path).unwrap());
        let seen = [
            None,
            Some("[]\n"),
            Some("```\ncalendars will see no change\n```\n"),
        ];
        assert!(seen.contains(&made.as_deref()), "{service}: {made:?}");
    }
}

#[test]
fn what_only_the_day_brings_does_not_count_under_strict() {
    let office = office();
    let strict = [
        "check",
        "--strict",
        "--format",
        "short",
        "--skip",
        "missing-private-file",
    ];
    for (day, finding) in [
        ("2025-03-19", ""),
        ("2025-06-01", "missing-minutes"),
        ("2035-06-01", "missing-minutes"),
    ] {
        let run = office.run(&[&["--today", day], strict.as_slice()].concat());
        assert_eq!(run.code, Some(0), "{day}: {run:?}");
        assert!(run.stdout.contains(finding), "{day}: {run:?}");
    }
    office.write(
        "meetings.toml",
        format!("{MEETINGS}{NEXT}status = \"proposed\"\n"),
    );
    assert_eq!(
        office.run(&["build"]).code,
        Some(2),
        "calendars would not be told"
    );
    assert_eq!(office.run(&["meeting", "announce", "--all"]).code, Some(0));
    assert_eq!(office.run(&["build"]).code, Some(0));
    let run = office.run(&[&["--today", "2026-06-01"], strict.as_slice()].concat());
    assert!(run.stdout.contains("past-proposed"), "{run:?}");
    assert_eq!(run.code, Some(0), "{run:?}");
    // A warning of another kind counts.
    office.write("templates/none.md", "x\n");
    assert_eq!(office.run(&strict).code, Some(1));
}

/// Whatever a clone with all branches and tags would hold: earlier contents, names, messages.
#[test]
fn with_history_everything_that_git_keeps_is_looked_at() {
    let office = office();
    let root = office.root();
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    let git_as = |arguments: &[&str]| git(&root, &[&author[..], arguments].concat());
    let commit_all = |message: &str| {
        git(&root, &["add", "--all"]);
        git_as(&["commit", "--quiet", "--allow-empty", "--message", message]);
    };
    let history = || office.run(&["check", "--history", "--format", "short"]);
    commit_all("Begin");
    let found = history();
    assert!(!found.stdout.contains("private-history"), "{found:?}");
    office.write("a.md", ADDRESS);
    commit_all("Add");
    office.write("a.md", "clean\n");
    commit_all("Clean");
    office.write(&format!("{}.txt", ADDRESS.trim()), "clean\n");
    commit_all("Name");
    fs::remove_file(office.path(&format!("{}.txt", ADDRESS.trim()))).unwrap();
    commit_all("Remove");
    git(&root, &["checkout", "--quiet", "-b", "side"]);
    office.write("side.md", ADDRESS);
    commit_all("Side");
    git(&root, &["checkout", "--quiet", "-"]);
    commit_all(&format!("Write to {ADDRESS}"));
    // Who signs says so herself.
    git_as(&["tag", "--annotate", "--message", ADDRESS, "v1"]);
    git(&root, &["branch", &format!("for/{ADDRESS}")]);
    let found = history();
    assert_eq!(found.code, Some(1), "{found:?}");
    for place in [
        ":a.md:1:1: ",
        ":….txt: ",
        ":side.md:1:1: ",
        " (message):1:",
        "v1 (message):1:1: ",
        "for/… (ref): ",
    ] {
        assert!(found.stdout.contains(place), "{place}\n{}", found.stdout);
    }
    assert!(!found.stdout.contains(ADDRESS.trim()), "{}", found.stdout);
    assert!(!check(&office).stdout.contains("a.md"));
}

/// Nothing was found in what is not there: that is no good news.
#[test]
fn a_history_that_is_not_there_was_not_searched() {
    let office = office();
    let root = office.root();
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    for message in ["Begin", "Go on"] {
        git(&root, &["add", "--all"]);
        let commit = ["commit", "--quiet", "--allow-empty", "--message", message];
        git(&root, &[&author[..], &commit].concat());
    }
    let history = || office.run(&["check", "--history", "--format", "short"]);
    let found = history();
    assert_eq!(found.code, Some(0), "{found:?}");
    let head = fs::read_to_string(office.path(".git/HEAD")).unwrap();
    let branch = head.trim().strip_prefix("ref: ").unwrap();
    let branch = office.path(".git").join(branch);
    fs::copy(branch, office.path(".git/shallow")).unwrap();
    let found = history();
    assert_eq!(found.code, Some(1), "{found:?}");
    let expected = ".git: error[unreadable-file]: this clone does not have all of the history";
    assert!(found.stdout.contains(expected), "{found:?}");
}

/// What a merge has yet to choose, and what a filter makes of a file.
#[test]
fn the_index_is_looked_at_where_the_folder_is_another() {
    let office = office();
    let root = office.root();
    git(
        &root,
        &[
            "config",
            "filter.f.clean",
            "printf 'lina@alpha.example.org\\n'; cat",
        ],
    );
    office.write(".gitattributes", "*.txt filter=f\n");
    office.write("a.txt", "clean\n");
    git(&root, &["add", "--all"]);
    let found = check(&office);
    assert!(found.stdout.contains("a.txt (index):1:1"), "{found:?}");
}
