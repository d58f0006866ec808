use super::*;
use crate::markdown::outline;

const BASE: &str = "https://forge.example.org/ce/wiki/blob/main/pages/";
const FILES: [&str; 7] = [
    "README.md",
    "pages/a b.md",
    "pages/conseil.md",
    "pages/docs/avis.pdf",
    "pages/evenements/2022/reunion-2022-1.ics",
    "pages/evenements/reunion-2023-1.ics",
    "pages/evenements/rdv.ics",
];

/// What is wrong with a link of `pages/conseil.md`: what is not there, and what to write instead.
fn dead(target: &str) -> Option<(String, Option<String>)> {
    dead_below(Some(BASE), target)
}

fn dead_below(base: Option<&str>, target: &str) -> Option<(String, Option<String>)> {
    let conseil = outline::read("# Conseil\n\n## Réunions & avis\n");
    let readme = outline::read("# Lisez-moi\n");
    let pages = [
        ("pages/conseil.md", &conseil.anchors),
        ("README.md", &readme.anchors),
    ];
    let given_up = BTreeMap::from([(
        "pages/evenements/ancien.ics".to_owned(),
        Some("pages/evenements/rdv.ics".to_owned()),
    )]);
    let site = Site::new(base, FILES.into_iter(), &given_up).with_anchors(pages.into_iter());
    let flaw = site.dead_end("pages/conseil.md", target)?;
    let What::DeadLink { why, nearest } = flaw else {
        panic!("{flaw:?}");
    };
    let missing = match why {
        DeadEnd::File { path } | DeadEnd::GivenUp { path } => path,
        DeadEnd::Anchor { anchor, page } => page.unwrap_or_default() + &anchor,
        DeadEnd::Branch { written, .. } => written,
    };
    Some((missing, nearest))
}

/// What [`dead`] returns of a link that leads nowhere; an empty `nearest` is none.
fn lost(missing: &str, nearest: &str) -> (String, Option<String>) {
    let nearest = Some(nearest.to_owned()).filter(|nearest| !nearest.is_empty());
    (missing.to_owned(), nearest)
}

#[test]
fn what_is_there_is_found_however_it_is_written() {
    for target in [
        "",
        "#conseil",
        "#reunions--avis",
        "conseil.md#R%C3%A9unions--avis",
        "a%20b.md",
        "a b",
        "a%20b.html",
        "a%20b/",
        "./docs",
        "docs/",
        "..",
        "../README.md#lisez-moi",
        "../README#lisez-moi",
        "docs/avis.pdf#page=3",
        "docs\\avis.pdf?raw=1",
        "evenements//rdv.ics",
        "https://forge.example.org/ce/wiki/blob/main/pages/pages/docs/avis.pdf",
        "HTTP://Forge.example.org/ce/wiki/blob/main/pages/pages/a%20b.md?x#y",
        "https://forge.example.org/ce/wiki/blob/main/pages",
        "https://forge.example.org/ce/wiki/blob/main/pages/",
        "https://forge.example.org/ce/wiki/raw/main/pages/pages/evenements/rdv.ics",
        "https://forge.example.org/ce/wiki/tree/main/item/pages/pages/docs",
        "webcal://forge.example.org/ce/wiki/blob/main/pages/pages/evenements/rdv.ics",
    ] {
        assert_eq!(dead(target), None, "{target}");
    }
}

#[test]
fn what_cannot_be_told_is_left() {
    for target in [
        "/nulle-part.md",
        "//example.org/nulle-part.md",
        "mailto:a@example.org",
        "../../nulle-part.md",
        "https://example.org/nulle-part.md",
        "https://forge.example.org/ce/autre/blob/main/nulle-part.md",
        "https://forge.example.org/ce/wiki/issues/3",
        "https://forge.example.org/ce/wiki/blob/main/nulle-part.md",
        "https://forge.example.org/ce/wiki/blob/fe65926/pages/nulle-part.md",
        "https://forge.example.org/ce/wiki/blob/v1.2/pages/nulle-part.md",
        "https://forge.example.org/ce/wiki/blob/HEAD/pages/nulle-part.md",
        "{{site.url}}/nulle-part.md",
        "C:\\nulle-part.md",
        "a%20b.md#nulle-part",
    ] {
        assert_eq!(dead(target), None, "{target}");
    }
    let of_base = "https://forge.example.org/ce/wiki/blob/main/pages/nulle-part.md";
    assert_eq!(dead_below(None, of_base), None);
}

#[test]
fn what_is_not_there_is_named_with_what_was_meant() {
    for (target, missing, nearest) in [
        ("nulle-part.md", "pages/nulle-part.md", ""),
        ("Conseil.md", "pages/Conseil.md", "conseil.md"),
        ("#nulle-part", "#nulle-part", ""),
        ("#reunion--avis", "#reunion--avis", "#réunions--avis"),
        (
            "../README.md#lisez-mois",
            "README.md#lisez-mois",
            "../README.md#lisez-moi",
        ),
        (
            "evenements/reunion-2022-1.ics",
            "pages/evenements/reunion-2022-1.ics",
            "evenements/2022/reunion-2022-1.ics",
        ),
        (
            "evenements/reunion-2023-2023-1.ics",
            "pages/evenements/reunion-2023-2023-1.ics",
            "evenements/reunion-2023-1.ics",
        ),
        ("docs/a%20b.md", "pages/docs/a b.md", "a%20b.md"),
        (
            "https://forge.example.org/ce/wiki/blob/main/pages/pages/rdv.ics",
            "pages/rdv.ics",
            "https://forge.example.org/ce/wiki/blob/main/pages/pages/evenements/rdv.ics",
        ),
        (
            "https://forge.example.org/ce/wiki/blob/master/pages/pages/evenements/rdv.ics",
            "master",
            "https://forge.example.org/ce/wiki/blob/main/pages/pages/evenements/rdv.ics",
        ),
        (
            "https://forge.example.org/ce/wiki/blob/master/pages/pages/reunion-2023-1.ics",
            "master",
            "https://forge.example.org/ce/wiki/blob/main/pages/pages/evenements/reunion-2023-1.ics",
        ),
    ] {
        assert_eq!(dead(target), Some(lost(missing, nearest)), "{target}");
    }
}

#[test]
fn the_branch_is_found_in_the_addresses_of_each_forge() {
    for (base, of_branch) in [
        (
            "https://git.example.org/~ce/wiki/blob/main/",
            "https://git.example.org/~ce/wiki/blob/x/README.md",
        ),
        (
            "https://git.example.org/ce/wiki/-/blob/main/",
            "https://git.example.org/ce/wiki/-/tree/x/README.md",
        ),
        (
            "https://git.example.org/ce/wiki/src/branch/main/",
            "https://git.example.org/ce/wiki/src/branch/x/README.md",
        ),
        (
            "https://git.example.org/ce/src/blob/main/",
            "https://git.example.org/ce/src/raw/x/README.md",
        ),
    ] {
        let found = dead_below(Some(base), of_branch);
        assert_eq!(
            found,
            Some(lost("x", &format!("{base}README.md"))),
            "{base}"
        );
    }
    for (base, other) in [
        (
            "https://example.org/ce/",
            "https://example.org/cf/README.md",
        ),
        (
            "https://git.example.org/wiki/tree/pages/",
            "https://git.example.org/wiki/tree/docs/x.md",
        ),
        (
            "https://git.example.org/wiki/plain/",
            "https://git.example.org/wiki/plain2/x.md",
        ),
    ] {
        assert_eq!(dead_below(Some(base), other), None, "{base}");
    }
}

#[test]
fn a_calendar_that_was_given_up_is_named_with_the_one_of_now() {
    let github = "https://github.com/ce/wiki/blob/main/";
    for (base, target, now) in [
        (None, "evenements/ancien.ics", "evenements/rdv.ics"),
        (None, "evenements/ancien.ics?x#y", "evenements/rdv.ics"),
        (
            None,
            "webcal://x.example.org/w/pages/evenements/ancien.ics",
            "webcal://x.example.org/w/pages/evenements/rdv.ics",
        ),
        (
            Some(github),
            "https://raw.githubusercontent.com/ce/wiki/main/pages/evenements/ancien.ics",
            "https://raw.githubusercontent.com/ce/wiki/main/pages/evenements/rdv.ics",
        ),
        (
            Some(github),
            "https://github.com/ce/wiki/raw/main/pages/evenements/%61ncien.ics",
            "https://github.com/ce/wiki/raw/main/pages/evenements/rdv.ics",
        ),
        (
            Some(github),
            "https://github.com/ce/wiki/raw/master/pages/evenements/ancien.ics",
            "https://github.com/ce/wiki/blob/main/pages/evenements/rdv.ics",
        ),
    ] {
        let found = dead_below(base, target);
        assert_eq!(
            found,
            Some(lost("pages/evenements/ancien.ics", now)),
            "{target}"
        );
    }
    for target in [
        "https://autre.example.org/pages/evenements/ancien.ics",
        "https://x.example.org/wiki/evenements/ancien.ics",
    ] {
        assert_eq!(dead_below(Some(github), target), None, "{target}");
    }
}
