//! What headings say of the lists below them.

use super::{names, unread};
use crate::markdown::wiki::shown::{all_shown, read};
use crate::markdown::wiki::{WikiPage, survey};

/// The headings of the lists of members.
fn headings(page: &WikiPage) -> Vec<&str> {
    let headings = page.members.iter().flat_map(|list| &list.heading);
    headings.map(|heading| heading.text.as_str()).collect()
}

#[test]
fn a_page_need_not_speak_of_members_or_meetings() {
    for text in [
        "# Bienvenue\n\nUn texte.\n\n- une liste\n- de choses\n",
        "",
        "---\n---\n",
    ] {
        let page = survey(text);
        assert!(page.members.is_empty() && page.meetings.is_empty() && page.unread.is_empty());
    }
    // Without colleges, without lists of members, without headings.
    let page = read("- 24 février 2023 14h-16h : réunion\n");
    assert_eq!(all_shown(&page), ["2023-02-24 14h-16h | réunion"]);
    assert_eq!(
        (page.title.as_deref(), &page.meetings[0].heading),
        (None, &None)
    );
    let page = read("---\ntitle: Calendrier 2023\n---\n- 24 février : bureau\n");
    assert_eq!(all_shown(&page), ["2023-02-24 | bureau"]);
    let page = read("---\ntitle: Membres du comité\n---\n- AMUE\n");
    assert_eq!(names(&page), [["AMUE"]]);
}

#[test]
fn headings_say_what_a_list_is_of() {
    for heading in [
        "Membres",
        "Les membres du conseil",
        "1. Composition",
        "Liste des membres du comité",
        "ORGANISMES PUBLICS auxquels sont rattachés les participants",
        "Council members",
        "Members of the council",
        "Représentants des usagers",
        "Collège régional",
        "Nos adhérents",
        "**Participants**",
    ] {
        let page = read(&format!("# Titre\n\n## {heading}\n\n- AMUE\n"));
        assert_eq!(names(&page), [["AMUE"]], "{heading}");
    }
    for heading in [
        "Avis des membres",
        "Publications des membres",
        "Devenir membre",
        "Liens vers des sites d'organismes publics engagés",
        "Sites web d'organismes publics engagés",
        "Contacts",
        "Présentation du collège",
        "Rôle des membres",
        "Partenaires",
    ] {
        let page = read(&format!(
            "# Titre\n\n## Membres\n\n- CNIL\n\n## {heading}\n\n- AMUE\n- https://example.org\n"
        ));
        assert_eq!(names(&page), [["CNIL"]], "{heading}");
        assert!(page.unread.is_empty(), "{heading}");
    }
}

#[test]
fn a_list_belongs_to_the_heading_nearest_above() {
    let text = "# Membres\n\n## Administrations\n- AMUE\n\n- ANSSI\n\n### Autres\n* CNIL\n\n## Avis\n- rien\n";
    let page = read(text);
    assert_eq!(names(&page), [vec!["AMUE", "ANSSI"], vec!["CNIL"]]);
    assert_eq!(headings(&page), ["Administrations", "Autres"]);
    // Two lists under one heading, with what stands between them.
    let page = read("# Membres\n- AMUE\n\net aussi\n\n* CNIL\n");
    assert_eq!(names(&page), [["AMUE"], ["CNIL"]]);
    assert_eq!(page.members[0].heading, page.members[1].heading);
    // A line in bold serves as a heading.
    let page = read("# Membres\n\n**Usagers**\n\n- AMUE\n\n**Soignants**\n\n- CNIL\n");
    assert_eq!(headings(&page), ["Usagers", "Soignants"]);
    // The title of the page may call the body itself a college.
    let page = read(
        "# Collège du numérique\n\n## Missions du collège\n- conseiller\n\n## Sujets\n- archivage\n\n## Membres\n- AMUE\n",
    );
    assert_eq!(names(&page), [["AMUE"]]);
    assert!(page.unread.is_empty());
}

#[test]
fn the_items_of_a_list_may_be_its_headings() {
    let text = "# Membres\n- Usagers :\n  - AMUE\n  - CNIL\n- Collège des soignants\n  - ANSSI\n";
    let page = read(text);
    assert_eq!(names(&page), [vec!["AMUE", "CNIL"], vec!["ANSSI"]]);
    assert_eq!(headings(&page), ["Usagers", "Collège des soignants"]);
    assert!(
        page.members.iter().all(|list| list.at.is_empty()),
        "no marker could stand there"
    );
    let text = "# Réunions\n- 2023\n  - 24 février 14h-16h : bureau\n- 2022-2023 :\n  - 3 mars 14h-16h : bureau\n";
    let page = read(text);
    assert_eq!(all_shown(&page), ["2023-02-24 14h-16h | bureau"]);
    assert_eq!(unread(&page, text), ["3 mars 14h-16h : bureau"]);
}
