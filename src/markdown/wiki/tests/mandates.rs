//! Until when somebody is a member.

use chrono::NaiveDate;

use super::super::{Part, Wanted, WikiPage};
use super::{names, unread};

const TODAY: (i32, u32, u32) = (2026, 11, 30);

/// Reads a page, and leaves out those who are members no more.
fn of_today(text: &str) -> WikiPage {
    let wanted = Wanted {
        path: "page.md".to_owned(),
        members: vec![Part::Whole],
        ..Wanted::default()
    };
    let mut page = super::super::read(text, &wanted);
    let (year, month, day) = TODAY;
    page.leave_out_former(NaiveDate::from_ymd_opt(year, month, day).unwrap());
    page
}

#[test]
fn whose_mandate_has_ended_is_named_and_left_out() {
    for said in [
        "(jusqu'en 2022)",
        "(jusqu’au 3 mai 2022)",
        "- jusqu'en juin 2024",
        "(a quitté le conseil en 2021)",
        ", membre de 2018 à 2021",
        "(membre de 2018 à 2021)",
        "(2018-2021)",
        "(2018–21)",
        "(mandat 2022-2025)",
        ", présidente (2018-2021)",
        "(fin de mandat : 31/12/2025)",
        ", until 2022",
        "(term expires 2022-05-26)",
        "(sortie en 2023)",
        "(ancien membre)",
        "(mandat de trois ans jusqu'à l'AG 2025)",
        "(sortante en 2025)",
        "(sortante)",
        ", emeritus",
        "(membre honoraire)",
        "(observateur)",
    ] {
        let text = format!("## Membres\n\n- Anne Mercier {said}\n- Paul Roux\n");
        let page = of_today(&text);
        assert_eq!(names(&page).concat(), ["Paul Roux"], "{said}");
        assert_eq!(unread(&page, &text).len(), 1, "{said}");
    }
}

#[test]
fn whose_mandate_goes_on_stays() {
    for said in [
        "(jusqu'en 2027)",
        "(jusqu'au 31 décembre 2026)",
        "(membre depuis 2018)",
        "(mandat 2024-2027)",
        "(2018-)",
        "(depuis 2018, réélue en 2022)",
        "(membre de 2018 à 2021 puis depuis 2023)",
        "(2018-2021, 2024-2027)",
        "(ancienne présidente de 2018 à 2021)",
        "(vice-présidente, présidente de 2018 à 2021)",
        ", autrice du rapport 2018-2021",
        "(projet Alpha 2018-2021)",
        "(née en 1980)",
        ", professeure émérite",
        ", retired",
        "(mandat de 3 ans, jusqu'à fin 2028)",
        "(élue jusqu'en 2022, réélue en 2024)",
    ] {
        let text = format!("## Membres\n\n- Anne Mercier {said}\n- Paul Roux\n");
        let page = of_today(&text);
        assert_eq!(
            names(&page).concat(),
            ["Anne Mercier", "Paul Roux"],
            "{said}"
        );
    }
    let text = "## Membres\n\n- Ville d'Alpha\n  - Anne Mercier (jusqu'en 2022)\n- Ville de Béta\n";
    assert_eq!(names(&of_today(text)).concat().len(), 2);
}

#[test]
fn a_detail_below_somebody_may_say_until_when() {
    let text = "## Membres\n\n- Anne Mercier\n  - mandat jusqu'en 2022\n- Paul Roux\n  - mandat jusqu'en 2028\n- Luc Petit\n  - 2 year term expires `2022-05-26`\n";
    assert_eq!(names(&of_today(text)).concat(), ["Paul Roux"]);
}

#[test]
fn a_heading_may_say_until_when() {
    for (heading, is_former) in [
        ("Membres de 2015 à 2019", true),
        ("Composition 2015-2019", true),
        ("Members 2015–2019", true),
        ("Membres jusqu'en 2019", true),
        ("Bureau 2022-2023", true),
        ("Membres de 2024 à 2027", false),
        ("Composition 2025-2029", false),
        ("Membres depuis 2019", false),
        ("Membres élus en 2019", false),
        ("Bureau 2026-2027", false),
    ] {
        let text = format!(
            "# Comité\n\n## Membres\n\n- AMUE\n\n## {heading}\n\n### Collège A\n\n- ANCT\n"
        );
        let page = of_today(&text);
        let all = names(&page).concat();
        let expected: &[&str] = if is_former {
            &["AMUE"]
        } else {
            &["AMUE", "ANCT"]
        };
        assert_eq!(all, expected, "{heading}");
        assert_eq!(
            unread(&page, &text).len(),
            usize::from(is_former),
            "{heading}"
        );
    }
    // The newest of the years in which a body sits may be the one of today; what was named is wanted.
    let text = "# Comité\n\n## Bureau 2022-2023\n\n- ANCT\n\n## Bureau 2023-2024\n\n- AMUE\n";
    assert_eq!(names(&of_today(text)).concat(), ["AMUE"]);
    let wanted = Wanted {
        path: "page.md".to_owned(),
        members: vec![Part::Under("Bureau 2022-2023".to_owned())],
        ..Wanted::default()
    };
    let mut page = super::super::read(text, &wanted);
    page.leave_out_former(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
    assert_eq!(names(&page).concat(), ["ANCT"]);
}

#[test]
fn a_column_may_say_until_when() {
    for heads in [
        "Du | Au",
        "Entrée | Sortie",
        "Début | Fin",
        "Élection | Fin de mandat",
        "Since | Until",
    ] {
        let text = format!(
            "## Membres\n\n| Nom | {heads} |\n|---|---|---|\n| Anne Mercier | 2019 | 2022 |\n| Paul Roux | 2020 | |\n\
             | Léa Petit | 12/2021 | 06/2024 |\n| Luc Durand | 2023 | en cours |\n| Inès Blanc | 2024 | 31/12/2027 |\n"
        );
        let page = of_today(&text);
        let expected = ["Paul Roux", "Luc Durand", "Inès Blanc"];
        assert_eq!(names(&page).concat(), expected, "{heads}");
        assert_eq!(unread(&page, &text).len(), 2, "{heads}");
    }
    let text = "## Members\n\n| Name | Organization | Status |\n|---|---|---|\n| Anne Mercier | Alpha Labs | Emeritus |\n\
                | Paul Roux | Beta Labs | Voting |\n";
    assert_eq!(names(&of_today(text)).concat().len(), 1);
    let text = "## Membres\n\n| Nom | Mandat |\n|---|---|\n| Anne Mercier | 2018-2021 |\n| Paul Roux | 2024-2027 |\n";
    assert_eq!(names(&of_today(text)).concat(), ["Paul Roux"]);
}

#[test]
fn a_key_may_say_until_when() {
    for (key, is_former) in [
        ("fin: 2022", true),
        ("fin: 2022-05-31", true),
        ("until: 2022", true),
        ("ancien: true", true),
        ("statut: sortant", true),
        ("actif: false", true),
        ("mandat: 2018-2021", true),
        ("date_fin: \"31/12/2022\"", true),
        ("former: yes", true),
        ("fin: 2028", false),
        ("ancien: false", false),
        ("statut: titulaire", false),
        ("actif: true", false),
        ("mandat: 2024-2027", false),
        ("debut: 2018", false),
    ] {
        let text = format!("---\nmembres:\n- nom: Anne Mercier\n  {key}\n- nom: Paul Roux\n---\n");
        let page = of_today(&text);
        let expected: &[&str] = if is_former {
            &["Paul Roux"]
        } else {
            &["Anne Mercier", "Paul Roux"]
        };
        assert_eq!(names(&page).concat(), expected, "{key}");
        assert_eq!(unread(&page, &text).len(), usize::from(is_former), "{key}");
    }
}

#[test]
fn those_below_a_line_of_former_members_are_left_out() {
    for line in [
        "Sortants :",
        "Anciens membres :",
        "Anciens membres",
        "**Sortants**",
        "Membres sortants :",
    ] {
        let text = format!("## Membres\n\n- AMUE\n\n{line}\n\n- ANCT\n- CNIL\n");
        let page = of_today(&text);
        assert_eq!(names(&page).concat(), ["AMUE"], "{line}");
        assert_eq!(unread(&page, &text), ["ANCT", "CNIL"], "{line}");
    }
}
