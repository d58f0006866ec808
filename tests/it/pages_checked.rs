//! What `cll check` says of pages: where their links lead, what they show, the order of their
//! headings.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests prepare files and may fail"
)]

use crate::program::git;
use crate::sandbox::Sandbox;

const MEMBERS: &str = "\
[council]
id = \"ce\"
name = \"Conseil d'exemple\"
acronym = \"CE\"
convener = \"Mairie d'exemple\"
contact = \"secretariat@example.org\"
timezone = \"Europe/Paris\"
typography = \"plain\"

[[college]]
id = \"membres\"
name = \"membres\"
";
const MEETINGS: &str = "\
[[meeting]]
id = \"2025-1\"
colleges = [\"membres\"]
date = 2025-06-17
start = 14:00:00
end = 16:00:00
updated = 2025-02-03T09:00:00Z
";

/// Makes a council of these pages and builds it.
fn council(pages: &[(&str, &str)]) -> Sandbox {
    let council = Sandbox::empty();
    council.write("members.toml", MEMBERS);
    council.write("meetings.toml", MEETINGS);
    for (path, text) in pages {
        council.write(path, text);
    }
    let build = council.run(&["build"]);
    assert_eq!(build.code, Some(0), "{build:?}");
    council
}

/// The findings of `check`, one line each, without what the registries bring.
fn found(council: &Sandbox) -> Vec<String> {
    let check = council.run(&["check", "--format", "short", "--skip", "unknown-template"]);
    check.stdout.lines().map(str::to_owned).collect()
}

/// The places and codes of the findings: `a.md:1:2 dead-link`.
fn places(council: &Sandbox) -> Vec<String> {
    let found = found(council).into_iter();
    found
        .map(|line| {
            let (place, rest) = line.split_once(": ").unwrap();
            let code = rest.split(['[', ']']).nth(1).unwrap();
            format!("{place} {code}")
        })
        .collect()
}

#[test]
fn a_page_with_blocks_has_its_headings_in_order_and_links_that_say_where_they_lead() {
    let page = "\
### Conseil

##### Membres

Pour le [rapport](https://example.org/r), [cliquez ici](https://example.org/r) ; [ici](https://example.org/s).

# Réunions

<!-- cll:calendar heading=\"3\" -->
<!-- /cll:calendar -->

#### Avis
";
    let council = council(&[("a.md", page), ("b.md", "# A\n\n### B\n\n[ici](a.md)\n")]);
    assert_eq!(
        places(&council),
        [
            "a.md:3:1 heading-order",
            "a.md:5:43 link-text",
            "a.md:5:82 link-text",
            "a.md:9:1 heading-order",
        ]
    );
    let check = council.run(&["check"]);
    assert!(
        check
            .stdout
            .contains("help: add `heading=\"2\"` to this marker"),
        "{}",
        check.stdout
    );
    // Not one of them stops anything else.
    for arguments in [&["build"][..], &["build", "--check"], &["check"]] {
        assert_eq!(council.run(arguments).code, Some(0), "{arguments:?}");
    }
    assert_eq!(council.run(&["check", "--strict"]).code, Some(1));
    let skipped = ["check", "--strict", "--skip", "heading-order,link-text"];
    assert_eq!(council.run(&skipped).code, Some(0));
}

#[test]
fn a_page_out_of_date_is_checked_as_it_will_be() {
    let page = "\
<!-- cll:calendar cycle=\"2024\" -->
[x](nulle-part.md)
<!-- /cll:calendar -->

[là](evenements/ce-2025-1.ics) [y](ailleurs.md) [z](#calendrier-2025)

<!-- cll:calendar -->
<!-- /cll:calendar -->
";
    let council = Sandbox::empty();
    council.write("members.toml", MEMBERS);
    council.write("meetings.toml", MEETINGS);
    council.write("a.md", page);
    assert_eq!(
        places(&council),
        [
            "a.md stale-file",
            "ce.md stale-file",
            "evenements/ce-2025-1.ics stale-file",
            "evenements/rdv-ce.ics stale-file",
            "a.md:5:1 link-text",
            "a.md:5:36 dead-link",
        ]
    );
}

#[test]
fn what_a_template_makes_is_said_of_the_block() {
    let template = "### {{ args.title }}\n\n[ici](nulle-part.md) [là]({{ 'ce.md' | href }})\n";
    let page = "# A\n\n> <!-- cll:encart title=\"B\" -->\n> <!-- /cll:encart -->\n";
    let council = council(&[
        ("x/a.md", page),
        ("templates/blocks/encart.md.j2", template),
    ]);
    assert_eq!(
        places(&council),
        [
            "x/a.md:3:3 dead-link",
            "x/a.md:3:3 heading-order",
            "x/a.md:3:3 link-text",
        ]
    );
}

#[test]
fn links_are_followed_in_every_page_that_is_the_council_s_and_public() {
    let dead = "[x](nulle-part.md)\n";
    let council = council(&[
        ("a.md", dead),
        (
            "b/c.md",
            "---\r\ntitle: é\r\n---\r\n\r\né [x](nulle-part.md)\r\n",
        ),
        ("b/seul.txt", dead),
        ("private/d.md", dead),
        ("ignore/e.md", dead),
        (".cache/f.md", dead),
        ("templates/g.md", dead),
        ("autre/members.toml", MEMBERS),
        ("autre/meetings.toml", MEETINGS),
        ("autre/h.md", dead),
        (".gitignore", "/private/\n/ignore/\n"),
        // They are there, even if nobody looks for blocks in them.
        (
            "liens.md",
            "[a](autre/h.md) [b](.cache/f.md) [c](b) [d](autre/) [e](templates)\n",
        ),
        ("perdus.md", "[a](private/d.md) [b](ignore/e.md)\n"),
    ]);
    git(&council.root(), &["init", "--quiet"]);
    let expected = [
        "a.md:1:5 dead-link",
        "b/c.md:5:7 dead-link",
        "perdus.md:1:5 dead-link",
        "perdus.md:1:23 dead-link",
    ];
    assert_eq!(places(&council), expected);
    git(&council.root(), &["add", "--force", "ignore/e.md"]);
    assert_eq!(
        places(&council),
        expected[..3],
        "git publishes what it tracks"
    );
}

#[test]
fn what_is_made_is_there_and_what_was_moved_is_found() {
    let links = "[a](ce.md) [b](evenements/rdv-ce.ics) [c](evenements/ce-2025-1.ics) [d](ce.md#calendrier-2025)\n";
    let council = council(&[("a.md", links)]);
    assert_eq!(found(&council), [""; 0]);
    let meetings = format!(
        "[paths]\nevent = \"evenements/{{{{ meeting.cycle }}}}/ce-{{{{ meeting.id }}}}.ics\"\n\n{MEETINGS}"
    );
    council.write("meetings.toml", meetings);
    std::fs::remove_file(council.path("evenements/ce-2025-1.ics")).unwrap();
    assert_eq!(council.run(&["build"]).code, Some(0));
    let check = council.run(&["check"]);
    let help = "help: did you mean `evenements/2025/ce-2025-1.ics`?";
    assert!(check.stdout.contains(help), "{}", check.stdout);
}

#[test]
fn with_errors_in_the_registries_links_of_videoconferences_are_still_found() {
    // Put together, so that it stands nowhere as it is.
    let room = format!("https://bbb.{}/b/abc-def-ghi", "example.org");
    let council = Sandbox::empty();
    council.write("members.toml", MEMBERS.replace("timezone", "timezon"));
    council.write("meetings.toml", MEETINGS);
    council.write("a.md", format!("[x](nulle-part.md) [salle]({room})\n"));
    let places = places(&council);
    assert!(
        places.contains(&"a.md:1:28 private-link".to_owned()),
        "{places:?}"
    );
    assert!(
        !places.iter().any(|place| place.ends_with("dead-link")),
        "{places:?}"
    );
    let check = council.run(&["check", "--format", "json"]);
    assert!(!check.said().contains("abc-def"), "{}", check.said());
}

#[test]
fn no_other_finding_shows_the_line_of_a_link_of_a_videoconference() {
    let room = format!("https://bbb.{}/b/abc-def-ghi", "example.org");
    let page = format!("[salle]({room}) [x](nulle-part.md)\n\n[y](nulle-part.md)\n");
    let council = council(&[("a.md", &page)]);
    let check = council.run(&["check"]);
    assert!(!check.said().contains("abc-def"), "{check:?}");
    assert_eq!(check.stdout.matches("[dead-link]").count(), 2, "{check:?}");
    assert!(check.stdout.contains("3 | [y](nulle-part.md)"), "{check:?}");
}

#[test]
fn a_private_address_is_never_named() {
    let council = council(&[(".gitignore", "/private/\n")]);
    let member =
        "\n[[member]]\nid = \"a\"\nname = \"A\"\ncollege = \"membres\"\nsince = 2024-01-01\n";
    council.write("members.toml", format!("{MEMBERS}{member}"));
    let place = "place = \"accueil@example.org, puis b@example.org\"\n";
    council.write("meetings.toml", format!("{MEETINGS}{place}"));
    assert_eq!(council.run(&["meeting", "announce", "--all"]).code, Some(0));
    assert_eq!(council.run(&["build"]).code, Some(0));
    // Somebody's since then: nothing of it is written any more.
    council.write(
        "private/members.toml",
        "[[contact]]\nmember = \"a\"\nname = \"Accueil\"\nemail = \"accueil@example.org\"\nrole = \"titular\"\n",
    );
    let announced = council.read("meetings.toml");
    council.write("meetings.toml", format!("{announced}agenda = [\"x\"]\n"));
    assert_eq!(council.run(&["build"]).code, Some(2));
    council.write("meetings.toml", announced);
    let check = council.run(&[
        "check",
        "--format",
        "short",
        "--only",
        "public-email,private-leak",
    ]);
    let lines: Vec<&str> = check.stdout.lines().collect();
    assert_eq!(lines.len(), 4, "{check:?}");
    assert!(lines[0].contains("`b@example.org`"), "{check:?}");
    assert!(!check.said().contains("accueil@"), "{check:?}");
}

/// A link in each of many pages, of which one is dead.
#[test]
fn many_pages_are_read_in_one_run() {
    let council = council(&[]);
    for n in 0..300 {
        let next = if n == 299 { 300 } else { n + 1 };
        council.write(
            &format!("pages/p{n}.md"),
            format!("# Page {n}\n\n[suivante](p{next}.md#page-{next})\n"),
        );
    }
    assert_eq!(places(&council), ["pages/p299.md:3:12 dead-link"]);
}

/// What prettier 3.10.1 makes of built pages: a blank line at the edges of each block.
const PRETTY: &str = "\
# Conseil

<!-- cll:calendar heading=\"3\" -->

### Calendrier 2025

- 17 juin 2025 14h-16h : Réunion ([.ics](evenements/ce-2025-1.ics))

<!-- /cll:calendar -->

> <!-- cll:calendar heading=\"none\" -->
>
> - 17 juin 2025 14h-16h : Réunion ([.ics](evenements/ce-2025-1.ics))
>
> <!-- /cll:calendar -->

- x

  <!-- cll:calendar heading=\"none\" -->
  - 17 juin 2025 14h-16h : Réunion ([.ics](evenements/ce-2025-1.ics))

  <!-- /cll:calendar -->
";

#[test]
fn a_page_that_a_formatter_wrote_is_as_it_should_be() {
    for page in [PRETTY.to_owned(), PRETTY.replace('\n', "\r\n")] {
        let council = council(&[("ce.md", &page)]);
        assert_eq!(council.read("ce.md"), page);
        let check = council.run(&["build", "--check"]);
        assert_eq!(check.code, Some(0), "{check:?}");
        // Another text comes between the same blank lines.
        council.write(
            "meetings.toml",
            MEETINGS.replace("start = 14", "start = 15"),
        );
        council.run(&["meeting", "announce", "--all"]);
        assert_eq!(council.run(&["build"]).code, Some(0));
        assert_eq!(
            council.read("ce.md"),
            page.replace("14h-16h", "15h-16h (initialement 14h-16h)")
        );
    }
}

#[test]
fn the_anchors_are_those_of_the_service_that_shows_the_page() {
    const LINKS: [&str; 3] = [
        "dcisions-amp-actions",
        "décisions--actions",
        "décisions-actions",
    ];
    // The address, and which of the links are live there.
    let services = [
        ("https://git.sr.ht/~x/ce/blob/main/", [true, false, false]),
        ("https://github.com/x/ce/blob/main/", [false, true, false]),
        ("https://gitlab.com/x/ce/-/blob/main/", [false, true, true]),
        (
            "https://codeberg.org/x/ce/src/branch/main/",
            [false, true, false],
        ),
        (
            "https://forge.example.org/ce/blob/main/",
            [true, true, true],
        ),
    ];
    let links = LINKS.map(|link| format!("[lien vers {link}](#{link})\n"));
    let page = format!(
        "# Conseil\n\n## Décisions & actions\n\n{}",
        links.join("\n")
    );
    for (base, live) in services {
        let council = Sandbox::empty();
        council.write("members.toml", MEMBERS);
        let meetings = format!("[links]\nbase = \"{base}\"\n\n{MEETINGS}");
        council.write("meetings.toml", &meetings);
        council.write("page.md", &page);
        council.run(&["build"]);
        let found = found(&council).join("\n");
        for (line, live) in [5, 7, 9].iter().zip(live) {
            let dead = found.contains(&format!("page.md:{line}:"));
            assert_eq!(dead, !live, "{base} {line}: {found}");
        }
    }
}
