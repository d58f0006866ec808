//! Paths that try to leave the repository, and links that lead out of it.

use std::fs;

use super::{builds, refused};
use crate::sandbox::{EVENT, MEETINGS, MEMBERS, Sandbox};

#[test]
fn no_path_leaves_the_repository() {
    let long = format!("{}.ics", "x".repeat(300));
    let deep = format!("{}x.ics", "x/".repeat(600));
    for path in [
        "../x.ics",
        "evenements/../../x.ics",
        "evenements/..",
        "./x.ics",
        "/etc/x.ics",
        "//x.ics",
        "~/x.ics",
        "C:/x.ics",
        "C:\\\\x.ics",
        "evenements\\\\..\\\\x.ics",
        "evenements//x.ics",
        "evenements/ /x.ics",
        "private/x.ics",
        "Private/x.ics",
        ".git/x.ics",
        ".git/hooks/post-commit",
        "members.toml",
        "meetings.toml",
        "evenements/",
        "{{ '' }}",
        "{{ '/' }}etc/x.ics",
        "{{ '..' }}/{{ meeting.id }}.ics",
        "{{ meeting.title }}.ics",
        &long,
        &deep,
    ] {
        let council = Sandbox::council();
        let title = "title = \"../../x\"\n";
        let meetings = format!("[paths]\nevent = \"{path}\"\n\n{MEETINGS}{title}");
        council.write("meetings.toml", meetings);
        let check = refused(&council, "unsafe-path");
        assert!(
            check.stdout.contains("--> meetings.toml:2:9\n"),
            "{path}: {check:?}"
        );
    }
}

#[test]
fn every_path_is_checked() {
    for (key, path) in [
        ("page", "../x.md"),
        ("calendar", "/srv/x.ics"),
        ("minutes", "members.toml"),
    ] {
        let council = Sandbox::council();
        council.write(
            "meetings.toml",
            format!("[paths]\n{key} = \"{path}\"\n\n{MEETINGS}"),
        );
        refused(&council, "unsafe-path");
    }
}

#[test]
fn a_path_holds_no_nul() {
    let council = Sandbox::council();
    let meetings = format!("[paths]\nevent = \"x\\u0000.ics\"\n\n{MEETINGS}");
    council.write("meetings.toml", meetings);
    let check = refused(&council, "control-character");
    assert!(check.stdout.contains("U+0000"), "{check:?}");
}

#[test]
fn the_longest_name_that_is_accepted_can_be_written() {
    let council = Sandbox::council();
    for (length, fits) in [(247, true), (248, false)] {
        let name = format!("{}.ics", "x".repeat(length - ".ics".len()));
        let meetings = format!("[paths]\nevent = \"{name}\"\n\n{MEETINGS}");
        council.write("meetings.toml", meetings);
        if fits {
            builds(&council);
            assert!(council.read(&name).contains("BEGIN:VEVENT"));
        } else {
            refused(&council, "unsafe-path");
        }
    }
}

#[test]
fn no_id_is_a_path() {
    let long = "x".repeat(300);
    for id in [
        "../x", "/etc/x", "a/b", "a.b", "..", "a b", "A", "-a", "a--b", "é", &long,
    ] {
        let council = Sandbox::council();
        council.write(
            "meetings.toml",
            MEETINGS.replace("2025-administrations-1", id),
        );
        refused(&council, "invalid-text");
        let council = Sandbox::council();
        council.write("members.toml", MEMBERS.replace("conseil-exemple", id));
        refused(&council, "invalid-text");
    }
    let council = Sandbox::council();
    council.write(
        "meetings.toml",
        MEETINGS.replace("2025-administrations-1", ""),
    );
    refused(&council, "empty-value");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    const SECRET: &str = "SECRET of another folder";

    /// Makes a council and, outside of it, a folder with a file.
    fn council() -> Sandbox {
        let council = Sandbox::council();
        let outside = council.outside().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("file"), SECRET).unwrap();
        council
    }

    fn link(council: &Sandbox, target: &str, path: &str) {
        let path = council.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        symlink(target, path).unwrap();
    }

    fn leads_out(council: &Sandbox) {
        let check = refused(council, "unsafe-path");
        assert!(check.stdout.contains("repository"), "what it is: {check:?}");
        assert!(!check.said().contains(SECRET), "{check:?}");
    }

    #[test]
    fn a_registry_is_no_link_out() {
        for name in ["members.toml", "meetings.toml"] {
            let council = council();
            link(&council, "../outside/file", name);
            leads_out(&council);
        }
    }

    #[test]
    fn a_template_is_no_link_out() {
        let council = council();
        link(
            &council,
            "../../../outside/file",
            "templates/event/summary.txt.j2",
        );
        leads_out(&council);
    }

    #[test]
    fn a_folder_of_templates_is_no_link_out() {
        let council = council();
        link(&council, "../../outside", "templates/event");
        leads_out(&council);
    }

    #[test]
    fn a_calendar_is_no_link_out() {
        let council = council();
        link(&council, "../../outside/file", EVENT);
        leads_out(&council);
    }

    #[test]
    fn a_calendar_that_is_not_there_yet_is_no_link_out() {
        let council = council();
        link(&council, "../../outside/new.ics", EVENT);
        leads_out(&council);
    }

    #[test]
    fn a_folder_of_calendars_is_no_link_out() {
        let council = council();
        link(&council, "../outside", "evenements");
        leads_out(&council);
    }

    #[test]
    fn the_page_is_no_link_out() {
        let council = council();
        link(&council, "../outside/file", "conseil-exemple.md");
        leads_out(&council);
    }

    #[test]
    fn the_folder_of_the_page_is_no_link_out() {
        let council = council();
        let meetings = format!("[paths]\npage = \"wiki/page.md\"\n\n{MEETINGS}");
        council.write("meetings.toml", meetings);
        link(&council, "../outside", "wiki");
        leads_out(&council);
    }

    #[test]
    fn other_pages_are_not_reached_through_links() {
        let council = council();
        let page = "<!-- cll:members -->\n<!-- /cll:members -->\n";
        fs::write(council.outside().join("outside/page.md"), page).unwrap();
        link(&council, "../outside/page.md", "page.md");
        link(&council, "../outside", "folder");
        builds(&council);
        let outside = council.outside().join("outside/page.md");
        assert_eq!(fs::read_to_string(outside).unwrap(), page);
    }

    #[test]
    fn links_within_the_repository_are_followed_and_kept() {
        let council = council();
        fs::create_dir(council.path("calendars")).unwrap();
        link(&council, "calendars", "evenements");
        council.write("shared/summary", "{{ meeting.title }} (shared)\n");
        link(
            &council,
            "../../shared/summary",
            "templates/event/summary.txt.j2",
        );
        builds(&council);
        let event = council
            .path("calendars")
            .join(EVENT.trim_start_matches("evenements/"));
        assert!(fs::read_to_string(event).unwrap().contains("(shared)\r\n"));
        assert!(council.path("evenements").is_symlink());
    }
}
