use crate::markdown::wiki::shown::compare;

#[test]
fn marks_say_whether_a_meeting_takes_place() {
    let cancelled = "2023-02-24 14h-16h | Réunion écosystème | 1/2 | Cancelled";
    let postponed = "2023-02-24 14h-16h | Réunion écosystème | 1/2 | Postponed";
    let proposed = "2023-02-24 14h-16h | Réunion écosystème | 1/2 | Proposed";
    let line = |end: &str| format!("24 février 2023 14h-16h : Réunion écosystème (1/2){end}");
    let ends = [
        (" **ANNULÉE**", cancelled),
        (" **ANNULÉ**", cancelled),
        (" ANNULÉ(E)", cancelled),
        (" - annulée", cancelled),
        (", réunion annulée", cancelled),
        (" (annulée)", cancelled),
        (" [ANNULÉE]", cancelled),
        (" (réunion annulée faute de quorum)", cancelled),
        (" — *annulé (pas de quorum)*", cancelled),
        (". La réunion est annulée.", cancelled),
        (" **REPORTÉ(E)**", postponed),
        (" — reportée à une date ultérieure", postponed),
        (" (reportée sine die)", postponed),
        (" (à confirmer)", proposed),
        (" **À CONFIRMER**", proposed),
        (", date à confirmer", proposed),
        (" (sous réserve)", proposed),
        (
            " (confirmée)",
            "2023-02-24 14h-16h | Réunion écosystème | 1/2",
        ),
        (
            " (lieu à confirmer)",
            "2023-02-24 14h-16h | Réunion écosystème | 1/2",
        ),
    ];
    let lines: Vec<(String, &str)> = ends.iter().map(|(end, said)| (line(end), *said)).collect();
    let lines: Vec<(&str, &str)> = lines
        .iter()
        .map(|(line, said)| (line.as_str(), *said))
        .collect();
    compare("Calendrier", &lines);
    compare(
        "Calendrier",
        &[
            (
                "**ANNULÉ** 24 février 2023 14h-16h : bureau",
                "2023-02-24 14h-16h | bureau | Cancelled",
            ),
            (
                "~~24 février 2023 14h-16h : bureau~~",
                "2023-02-24 14h-16h | bureau | Cancelled",
            ),
            (
                "~~24 février 2023~~ 14h-16h : bureau",
                "2023-02-24 14h-16h | bureau | Cancelled",
            ),
            (
                "24 février 2023 : réunion annulée",
                "2023-02-24 | réunion | Cancelled",
            ),
            (
                "24 février 2023 : réunion écosystème annulée",
                "2023-02-24 | réunion écosystème | Cancelled",
            ),
            (
                "annulé : 24 février 2023, bureau",
                "2023-02-24 | bureau | Cancelled",
            ),
            (
                "Annulé 24 février 2023 : bureau",
                "2023-02-24 | bureau | Cancelled",
            ),
            (
                "24 février 2023 : suites de la réunion annulée du 3 mars",
                "unread",
            ),
            (
                "24 février 2023 : que faire des séances reportées ce trimestre ?",
                "unread",
            ),
            ("24 février 2023 : bureau, pas annulé", "unread"),
            (
                "24 février 2023 : annulation du bureau",
                "2023-02-24 | annulation du bureau",
            ),
        ],
    );
}

#[test]
fn a_meeting_that_moved_keeps_the_day_announced_first() {
    let moved = "2023-09-28 14h-16h | Réunion (2/2)".replace(" (2/2)", " | 2/2");
    let before = |slot: &str| format!("{moved} | before {slot}");
    let (day, slot) = (before("2023-09-15"), before("2023-09-15 14h-17h"));
    let year = before("2022-12-15");
    compare(
        "Calendrier",
        &[
            (
                "28 septembre 2023 14h-16h (initialement 15 septembre) : Réunion (2/2)",
                &day,
            ),
            (
                "28 septembre 2023 14h-16h : Réunion (2/2) (initialement prévue le 15 septembre à 14h)",
                &day,
            ),
            (
                "28 septembre 2023 14h-16h : Réunion (2/2) (initialement le 15 septembre 2023)",
                &day,
            ),
            (
                "28 septembre 2023 14h-16h : Réunion (2/2), initialement le vendredi 15 septembre",
                &day,
            ),
            (
                "28 septembre 2023, initialement 15 septembre, 14h-16h : Réunion (2/2)",
                &day,
            ),
            (
                "28 septembre 2023 14h-16h (initialement 15 décembre 2022) : Réunion (2/2)",
                &year,
            ),
            (
                "28 septembre 2023 14h-16h (initialement 15 septembre 14h-17h) : Réunion (2/2)",
                &slot,
            ),
            (
                "28 septembre 2023 14h-16h (au lieu du 15 septembre, de 14h à 17h) : Réunion (2/2)",
                &slot,
            ),
            (
                "28 septembre 2023 14h-16h : Réunion (2/2) (reportée du 15 septembre)",
                &day,
            ),
            (
                "~~15 septembre 14h-17h~~ → 28 septembre 2023 14h-16h",
                "2023-09-28 14h-16h |  | before 2023-09-15 14h-17h",
            ),
            (
                "~~15 septembre 14h-17h~~ 28 septembre 2023 14h-16h : Réunion (2/2)",
                &slot,
            ),
            (
                "15 septembre 2023 14h-17h : Réunion (2/2) reportée au 28 septembre, 14h-16h",
                &slot,
            ),
            (
                "15 septembre 2023 14h-16h : Réunion (2/2), reportée au jeudi 28 septembre",
                &before("2023-09-15 14h-16h"),
            ),
            (
                "15 décembre 2023 14h-17h : Réunion **reportée au 12 janvier**",
                "2024-01-12 14h-17h | Réunion | before 2023-12-15 14h-17h",
            ),
            (
                "28 septembre 2023 14h-16h (initialement 14h-17h) : Réunion",
                "2023-09-28 14h-16h | Réunion | before 2023-09-28 14h-17h",
            ),
            (
                "28 septembre 2023 ~~14h-17h~~ 14h-16h : Réunion",
                "2023-09-28 14h-16h | Réunion | before 2023-09-28 14h-17h",
            ),
            (
                "28 septembre 2023 (initialement 15 septembre 14h-16h) : Réunion",
                "2023-09-28 | Réunion | before 2023-09-15 14h-16h",
            ),
            (
                "28 septembre 2023 14h-16h (initialement 15 septembre, puis annulée) : Réunion",
                "2023-09-28 14h-16h | Réunion | Cancelled | before 2023-09-15",
            ),
        ],
    );
}

#[test]
fn more_than_one_earlier_day_is_not_certain() {
    compare(
        "Calendrier",
        &[
            (
                "28 septembre 2023 14h-16h (initialement 15 puis 20 septembre) : Réunion",
                "unread",
            ),
            (
                "28 septembre 2023 14h-16h (initialement 1er puis 20 septembre) : Réunion",
                "unread",
            ),
            (
                "28 septembre 2023 14h-16h (initialement 1er août, puis 20 septembre)",
                "unread",
            ),
            (
                "28 septembre 2023 14h-16h (initialement en août) : Réunion",
                "unread",
            ),
            (
                "15 septembre 2023 : Réunion reportée du 15 au 28 septembre",
                "unread",
            ),
            (
                "15 septembre 2023 : Réunion décalée d'une semaine, le 28 septembre",
                "unread",
            ),
        ],
    );
}
