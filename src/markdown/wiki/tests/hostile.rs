//! Texts that nobody would write on purpose, or only to do harm.

use std::ops::Range;

use proptest::prelude::*;

use crate::markdown::wiki::shown::read;

/// Checks every range of a page: whole characters of the text, in order.
fn check_ranges(text: &str) -> Result<(), TestCaseError> {
    let page = read(text);
    let within = |at: &Range<usize>, around: &Range<usize>| {
        around.start <= at.start && at.end <= around.end && text.get(at.clone()).is_some()
    };
    let all = 0..text.len();
    let mut last = 0;
    for list in &page.members {
        prop_assert!(!list.members.is_empty() && within(&list.at, &all));
        for member in &list.members {
            prop_assert!(within(&member.at, &all) && member.at.start >= last);
            prop_assert!(list.at.is_empty() || within(&member.at, &list.at));
            prop_assert!(!member.name.trim().is_empty());
            last = member.at.start;
        }
    }
    last = 0;
    for list in &page.meetings {
        prop_assert!(!list.meetings.is_empty() && within(&list.at, &all));
        for meeting in &list.meetings {
            prop_assert!(within(&meeting.at, &all) && meeting.at.start >= last);
            prop_assert!(list.at.is_empty() || within(&meeting.at, &list.at));
            last = meeting.at.start;
            if let Some(link) = &meeting.event {
                prop_assert!(within(&link.at, &all));
            }
        }
    }
    let lists = page.members.iter().map(|list| &list.at);
    for at in lists
        .chain(page.meetings.iter().map(|list| &list.at))
        .filter(|at| !at.is_empty())
    {
        let before = &text[..at.start];
        let whole = before.is_empty() || before.ends_with(['\n', '\u{feff}']);
        prop_assert!(whole && (at.end == text.len() || text[at.clone()].ends_with('\n')));
    }
    prop_assert!(page.unread.is_sorted_by_key(|at| at.start));
    prop_assert!(
        page.unread
            .iter()
            .all(|at| within(at, &all) && !at.is_empty())
    );
    prop_assert!(page.calendars.iter().all(|link| within(&link.at, &all)));
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check_ranges(&text)?;
    }

    #[test]
    fn any_page_is_read_and_its_ranges_are_sound(
        parts in prop::collection::vec(prop::sample::select(vec![
            "# Membres\n", "## Réunions 2023\n", "- ", "  - ", "> ", "1. ", "\n", "\n\n", "\r\n", "\r", "\t", "é", "AMUE",
            "24 février", " 2023", " 14h-16h", " : ", "réunion", " (1/2)", "(", ")", "[", "](a.ics)", "[.ics](a.ics)",
            "**", "~~", "ANNULÉE", "initialement ", "reportée au 28 septembre", "\\\n", "<br>", "| a | b |\n|---|---|\n| ",
            " | ", " |\n", "<!-- cll:members -->\n", "<!-- /cll:members -->\n", "&amp;", "\u{feff}", "`", "---\n", "à confirmer",
            "https://example.org/é.ics ", "du 3 au ", "en visio", ". ", "Le ", "\u{a0}", "😀",
        ]), 0..40),
    ) {
        check_ranges(&parts.concat())?;
    }

    #[test]
    fn any_page_of_other_forms_is_read_and_its_ranges_are_sound(
        heading in prop::sample::select(vec!["== Membres ==\n", "= é =\n", "## Membres\n\n", "{|\n"]),
        parts in prop::collection::vec(prop::sample::select(vec![
            "== Membres ==\n", "{|\n", "|-\n", "|}\n", "|+ é\n", "! Nom !! Fin\n", "| é || [[a|é]]\n", "| Léa Petit\n",
            "| style=\"é\" | ", "'''", "''", "[[", "]]", "[[é|Léa Petit]]", "[https://example.org/é Léa]", "* ", "- ",
            "\n", "\r\n", "\r", ": ", "Léa Petit", "Paul Roux", "Ville d'Alpha", " ; ", " · ", ":::{card} Léa Petit\n", ":::\n",
            "{{Membre|nom=Léa Petit|é=", "}}", "{{< card title=\"Léa Petit\" >}}\n", "(2018-2021)", "jusqu'en 2022", "2018-21",
            "12/2021", "\u{a0}", "é", "😀", "| ![](a.jpg) | ![](b.jpg) |\n|---|---|\n", "| Léa Petit | Paul Roux |\n",
            "Réunions de 10h à 12h.\n", "- 9 mai 2027\n",
        ]), 0..40),
    ) {
        check_ranges(&format!("{heading}{}", parts.concat()))?;
    }
}

#[test]
fn where_a_line_goes_on_is_known_whatever_it_holds() {
    for text in [
        "## Réunions 2023\n- &amp; 14h-16h# Membres\n\\\n&amp;# Membres\n",
        "## Réunions 2023\n\t\\\n**<br>&amp;24 février",
        // A carriage return alone ends no line for most programs.
        "## Réunions 2023\n (1/2)\n\r24 février# Membres\n",
    ] {
        check_ranges(text).unwrap();
    }
    let text = "# Réunions\n24 février 2023 : &amp; bureau\\\n&eacute;t&eacute; 2023 : rien\n";
    let page = read(text);
    let unread: Vec<&str> = page.unread.iter().map(|at| &text[at.clone()]).collect();
    assert_eq!(unread, ["&eacute;t&eacute; 2023 : rien"]);
}

#[test]
fn long_and_deep_pages_are_read_in_time_that_grows_with_them() {
    let list =
        |count: usize| "- 24 février 2023 14h-16h : usagers (1/2) ([.ics](a.ics))\n".repeat(count);
    let page = read(&format!("# Réunions\n{}", list(10_000)));
    assert_eq!(page.meetings[0].meetings.len(), 10_000);
    let page = read(&format!(
        "# Membres\n{}",
        "- [AMUE](https://www.amue.fr/)\n".repeat(10_000)
    ));
    assert_eq!(page.members[0].members.len(), 10_000);
    for text in [
        format!(
            "# Réunions\n{}24 février 2023 : bureau\n",
            "- ".repeat(5_000)
        ),
        format!(
            "# Réunions\n{}24 février 2023 : bureau\n",
            "> ".repeat(5_000)
        ),
        format!(
            "# Réunions\n- {}\n",
            "24 février 2023 14h-16h annulée en visio (1/2) ".repeat(5_000)
        ),
        format!("# Réunions\n- {}\n", "[.ics](a.ics) ".repeat(10_000)),
        format!("# Réunions\n- 24 février 2023 {}\n", "(".repeat(10_000)),
        format!(
            "# Réunions\n- 24 février 2023 {}{}\n",
            "(".repeat(10_000),
            ")".repeat(10_000)
        ),
        format!(
            "# Réunions\n- {}initialement 24 février 2023\n",
            "initialement le ".repeat(10_000)
        ),
        format!(
            "# Réunions\n{}",
            "24 février 2023 14h-16h : bureau\\\n".repeat(1_000)
        ),
        "#\n".repeat(10_000),
        format!(
            "# Réunions\n\n## Réunion du 3 mars 2026\n\n{}",
            "Un paragraphe de plus, vers 14h.\n\n".repeat(10_000)
        ),
    ] {
        // What is in it does not matter, that it ends does.
        let _ = read(&text);
    }
}
