//! The forms in which pages list members: galleries, cards, definitions, calls of templates, other markup.

use super::super::{Part, Wanted, WikiPage};
use super::{names, unread};

fn members(text: &str) -> WikiPage {
    let wanted = Wanted {
        path: "page.md".to_owned(),
        members: vec![Part::Whole],
        ..Wanted::default()
    };
    super::super::read(text, &wanted)
}

/// Compares the names that each text gives below a heading of members.
fn compare(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        let page = members(&format!("## Membres\n\n{text}\n"));
        assert_eq!(names(&page).concat(), *expected, "{text}");
    }
}

const BOTH: &[&str] = &["Anne Mercier", "Paul Roux"];

#[test]
fn persons_stand_side_by_side() {
    compare(&[
        (
            "| ![](a.jpg) | ![](b.jpg) |\n|---|---|\n| **Anne Mercier** | **Paul Roux** |\n| Présidente | Membre |",
            BOTH,
        ),
        (
            "| | |\n|---|---|\n| ![](a.jpg)<br>**Anne Mercier**<br>Présidente | ![](b.jpg)<br>**Paul Roux** |",
            BOTH,
        ),
        (
            "| Anne Mercier | Paul Roux | Léa Petit |\n|---|---|---|\n| Présidente | Trésorier | Secrétaire |",
            &["Anne Mercier", "Paul Roux", "Léa Petit"],
        ),
        (
            "Anne Mercier | Présidente\n---|---\nPaul Roux | Trésorier",
            BOTH,
        ),
        (
            "| Titulaires | Suppléants |\n|---|---|\n| Anne Mercier | vacant |\n| Paul Roux | Luc Petit |",
            BOTH,
        ),
        (
            "| Fonction | Nom |\n|---|---|\n| Présidente | Anne Mercier |\n| Trésorier | Paul Roux |",
            BOTH,
        ),
        // Two columns of persons without pictures may be of members and those who stand in for them.
        (
            "| Titulaire | Suppléant |\n|---|---|\n| Anne Mercier | Luc Petit |\n| Paul Roux | Marc Blanc |",
            BOTH,
        ),
        (
            "| | |\n|---|---|\n| Présidente | Anne Mercier |\n| Trésorier | Paul Roux |",
            BOTH,
        ),
    ]);
}

#[test]
fn cards_and_calls_of_templates_name_members() {
    compare(&[
        (
            ":::{grid-item-card} Anne Mercier\n:img-top: a.jpg\nPrésidente\n:::\n\n:::{card} Paul Roux\n:::",
            BOTH,
        ),
        (
            "::: {.card}\n**Anne Mercier**\n\nPrésidente\n:::\n\n::: {.card}\n**Paul Roux**\n:::",
            BOTH,
        ),
        (
            "{{< card title=\"Anne Mercier\" subtitle=\"Présidente\" >}}\n{{< card title=\"Paul Roux\" >}}",
            BOTH,
        ),
        (
            "{{< figure src=\"a.jpg\" alt=\"\" caption=\"Anne Mercier, présidente\" >}}\n\n{{< figure src='b.jpg' title='Paul Roux' >}}",
            BOTH,
        ),
        (
            "{% include person.html name=\"Anne Mercier\" role=\"Chair\" %}\n{% include person.html name=\"Paul Roux\" %}",
            BOTH,
        ),
        (
            "{{Membre|nom=Anne Mercier|fonction=présidente}}\n{{Membre\n| nom = Paul Roux\n}}\n{{Membre|nom=Luc Petit|ancien=oui}}",
            BOTH,
        ),
        ("{{< toc >}}\n\n- Anne Mercier\n- Paul Roux", BOTH),
        (
            "{{< figure src=\"a.jpg\" caption=\"La salle du conseil\" >}}\n\n- Anne Mercier\n- Paul Roux",
            BOTH,
        ),
        (
            ":::note\nLes membres siègent trois ans.\n:::\n\n- Anne Mercier\n- Paul Roux",
            BOTH,
        ),
    ]);
    let page = members("## Membres\n\n{{< toc >}}\n\n- Anne Mercier\n");
    assert!(page.unread.is_empty());
}

#[test]
fn terms_are_defined_behind_a_colon() {
    compare(&[
        (
            "Présidente\n: Anne Mercier\n\nTrésorier\n: Paul Roux\n\nSecrétaire\n: à désigner",
            BOTH,
        ),
        ("Vice-présidents\n: Anne Mercier\n: Paul Roux", BOTH),
        ("Anne Mercier\n: Présidente\nPaul Roux\n: Trésorier", BOTH),
        (
            "Ville d'Alpha\n: Anne Mercier, adjointe\n\nSyndicat des eaux\n: Paul Roux",
            &["Ville d'Alpha", "Syndicat des eaux"],
        ),
        (
            "Les membres siègent\n: trois ans.\n\n- Anne Mercier\n- Paul Roux",
            BOTH,
        ),
    ]);
}

#[test]
fn semicolons_and_dots_part_persons() {
    compare(&[
        ("- Anne Mercier · Paul Roux", BOTH),
        ("- Anne Mercier ; Paul Roux", BOTH),
        ("Anne Mercier ;\nPaul Roux", BOTH),
        ("Anne Mercier • Paul Roux", BOTH),
        (
            "Anne Mercier ; Paul Roux\nLéa Petit ; Luc Durand",
            &["Anne Mercier", "Paul Roux", "Léa Petit", "Luc Durand"],
        ),
        (
            "* **État** : préfecture d'Alpha, DREAL Béta\n* **Associations** : Ligue des oiseaux, Amis de la forêt",
            &[
                "préfecture d'Alpha",
                "DREAL Béta",
                "Ligue des oiseaux",
                "Amis de la forêt",
            ],
        ),
        ("- AMUE ; suppléant CNIL\n- Les Amis du Port.", &["AMUE"]),
        (
            "- Ville d'Alpha ;\n- Les Amis du Port.",
            &["Ville d'Alpha", "Les Amis du Port"],
        ),
        ("- Anne Mercier ; présidente\n- Paul Roux ; trésorier", BOTH),
    ]);
}

#[test]
fn a_page_of_mediawiki_is_read() {
    for (text, expected) in [
        (
            "== Membres ==\n\n* '''Anne Mercier''' (présidente)\n* [[Paul Roux]]\n\n== Anciens membres ==\n* Luc Durand\n",
            BOTH,
        ),
        (
            "= Comité =\n== Composition ==\n{| class=\"wikitable\"\n! Nom !! Fonction\n|-\n| Anne Mercier || présidente\n|-\n\
             | [[Utilisateur:Paul|Paul Roux]] || membre\n|}\n",
            BOTH,
        ),
        (
            "== Membres ==\n{|\n|+ Membres du conseil\n! scope=\"col\" | Nom\n! Fonction\n|-\n| Anne Mercier\n| présidente\n|-\n\
             | Paul Roux\n|\n|}\n",
            BOTH,
        ),
        (
            "==Membres==\n* Anne Mercier\n* [https://example.org/ Paul Roux]\n",
            BOTH,
        ),
    ] {
        let page = members(text);
        assert_eq!(names(&page).concat(), expected, "{text}");
        assert!(page.members.iter().all(|list| list.at.is_empty()), "{text}");
    }
    let text = "# Comité\n\n## Membres\n\n==important==\n\n- AMUE\n";
    assert_eq!(names(&members(text)).concat(), ["AMUE"]);
}

#[test]
fn seats_without_a_holder_and_observers_are_named_and_left_out() {
    for line in [
        "Vacant",
        "Siège à pourvoir",
        "Poste vacant",
        "_Siège vacant_",
        "Trésorier : vacant",
        "Trésorière : poste à pourvoir",
        "Secrétaire : en attente de désignation",
        "To be appointed",
        "3 représentants de l'AMF",
        "un représentant du ministère de la Culture",
        "CNIL (observateur)",
        "CNIL, invité permanent",
        "Observateurs : Anne Mercier",
    ] {
        let text = format!("## Membres\n\n- AMUE\n- {line}\n- ANCT\n");
        let page = members(&text);
        assert_eq!(names(&page).concat(), ["AMUE", "ANCT"], "{line}");
        assert_eq!(unread(&page, &text).len(), 1, "{line}");
    }
    for heading in [
        "Observateurs",
        "Invités permanents",
        "Observers",
        "Secrétariat",
        "Membres honoraires",
    ] {
        let text = format!("## Membres\n\n- AMUE\n\n### {heading}\n\n- Agence du lac\n");
        let page = members(&text);
        assert_eq!(names(&page).concat(), ["AMUE"], "{heading}");
        assert_eq!(unread(&page, &text), ["Agence du lac"], "{heading}");
    }
    compare(&[
        (
            "- Observatoire du lac\n- Association des postes vacants d'Alpha",
            &[
                "Observatoire du lac",
                "Association des postes vacants d'Alpha",
            ],
        ),
        ("### Secrétariat\n\n- Anne Mercier\n- Paul Roux", BOTH),
    ]);
}

#[test]
fn what_holds_members_may_be_what_they_are_called_together() {
    compare(&[
        (
            "- **Secteur public**\n  - Ville d'Alpha\n  - Région Béta\n- **Secteur associatif**\n  - Association du lac",
            &["Ville d'Alpha", "Région Béta", "Association du lac"],
        ),
        (
            "- Ville d'Alpha\n  - Anne Mercier\n- Région Béta\n  - Paul Roux",
            &["Ville d'Alpha", "Région Béta"],
        ),
        (
            "- Amis du lac\n  - Anne Mercier\n- Région Béta\n  - Paul Roux",
            &["Amis du lac", "Région Béta"],
        ),
    ]);
    let text = "---\ncolleges:\n  - nom: Administrations\n    membres:\n      - nom: AMUE\n  - nom: Associations\n    membres:\n\
                \x20     - nom: ADULLACT\n---\n";
    let page = members(text);
    assert_eq!(names(&page).concat(), ["AMUE", "ADULLACT"]);
    let colleges = page.members[0]
        .members
        .iter()
        .map(|one| one.college.as_deref());
    assert_eq!(
        colleges.collect::<Vec<_>>(),
        [Some("Administrations"), Some("Associations")]
    );
    let text = "# Membres du conseil\n\n## Ville d'Alpha\n\nReprésentée par Anne Mercier.\n\n## Région Béta\n\nReprésentée par Paul Roux.\n";
    assert_eq!(
        names(&members(text)).concat(),
        ["Ville d'Alpha", "Région Béta"]
    );
}
