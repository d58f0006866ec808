use crate::markdown::wiki::shown::compare;

#[test]
fn a_line_is_read_in_every_common_form() {
    compare(
        "Calendrier 2023",
        &[
            (
                "24 février 2023 14h-16h : Réunion administrations (1/2)",
                "2023-02-24 14h-16h | Réunion administrations | 1/2",
            ),
            (
                "24 février 14h-16h : tout le conseil",
                "2023-02-24 14h-16h | tout le conseil",
            ),
            (
                "1er février 2024 9h30-12h : Réunion",
                "2024-02-01 9h30-12h | Réunion",
            ),
            (
                "Le 23 juin 2025 de 16h30 à 18h : Séance plénière",
                "2025-06-23 16h30-18h | Séance plénière",
            ),
            (
                "Lundi 23 juin 2025, 16h30-18h, réunion écosystème",
                "2025-06-23 16h30-18h | réunion écosystème",
            ),
            (
                "le lundi 23 juin 2025 de 14 h à 16 h : Comité de pilotage n° 3",
                "2025-06-23 14h-16h | Comité de pilotage n° 3",
            ),
            (
                "**24 février 2023** 14:00-16:00 – *Réunion administrations et écosystème* (1 / 2)",
                "2023-02-24 14h-16h | Réunion administrations et écosystème | 1/2",
            ),
            (
                "2023-02-24 14h-16h : administrations",
                "2023-02-24 14h-16h | administrations",
            ),
            (
                "24/02/2023 14h00 – 16h00 : bureau",
                "2023-02-24 14h-16h | bureau",
            ),
            ("24/02 14h-16h : bureau", "2023-02-24 14h-16h | bureau"),
            (
                "24\u{a0}février\u{a0}2023 14\u{a0}h\u{202f}–\u{202f}16\u{a0}h\u{a0}: bureau",
                "2023-02-24 14h-16h | bureau",
            ),
            ("24 février 2023", "2023-02-24 | "),
            (
                "24 février 2023 : Réunion administrations.",
                "2023-02-24 | Réunion administrations",
            ),
            ("24 février 2023 à 14h : bureau", "2023-02-24 14h | bureau"),
            (
                "24 février 2023 à partir de 14h30, bureau",
                "2023-02-24 14h30 | bureau",
            ),
            (
                "24 février 2023 : bureau (accueil à 13h30), 14h-16h",
                "2023-02-24 14h-16h | bureau (accueil à 13h30)",
            ),
            ("vendredi 24 février : bureau", "2023-02-24 | bureau"),
            (
                "ven. 24 février 2023, 18h30 > 20h : CA n°7",
                "2023-02-24 18h30-20h | CA n°7",
            ),
            ("24 février 2023 (vendredi) : bureau", "2023-02-24 | bureau"),
            (
                "Date : 24 février 2023, 14h-16h : bureau",
                "2023-02-24 14h-16h | bureau",
            ),
            (
                "24 février 2023 14h-16h : préparation de la plénière du 9 juin",
                "2023-02-24 14h-16h | préparation de la plénière du 9 juin",
            ),
            (
                "24 février 2023 14h-16h : Hub - Systematic, salle 3",
                "2023-02-24 14h-16h | Hub - Systematic, salle 3",
            ),
            (
                "[x] 24 février 2023 14h-16h : bureau",
                "2023-02-24 14h-16h | bureau",
            ),
        ],
    );
}

#[test]
fn a_title_may_stand_before_the_day() {
    compare(
        "Calendrier 2023",
        &[
            (
                "Réunion du 24 février 2023 14h-16h : administrations",
                "2023-02-24 14h-16h | administrations",
            ),
            (
                "Réunion administrations (1/2) : 24 février 2023, 14h-16h",
                "2023-02-24 14h-16h | Réunion administrations | 1/2",
            ),
            (
                "Réunion plénière le 24 février 2023 de 14h à 16h",
                "2023-02-24 14h-16h | Réunion plénière",
            ),
            (
                "Prochaine réunion : 24 février 2023, 14h-16h",
                "2023-02-24 14h-16h | réunion",
            ),
            (
                "La prochaine séance plénière : 24 février 2023",
                "2023-02-24 | séance plénière",
            ),
            (
                "Comité (24 février 2023, 14h-16h)",
                "2023-02-24 14h-16h | Comité",
            ),
        ],
    );
}

#[test]
fn links_rank_and_place_are_told_from_the_title() {
    compare(
        "Réunions",
        &[
            (
                "24 février 2023 14h-16h : Réunion (1/2) ([.ics](e/a.ics))",
                "2023-02-24 14h-16h | Réunion | 1/2 | e/a.ics",
            ),
            (
                "24 février 2023 14h-16h : Réunion ([.ics](e/a.ics), [compte-rendu](cr/a.md))",
                "2023-02-24 14h-16h | Réunion | e/a.ics",
            ),
            (
                "24 février 2023 14h-16h : Réunion [ics](e/a.ICS?raw#x) – compte-rendu : [PDF](a.pdf)",
                "2023-02-24 14h-16h | Réunion | e/a.ICS?raw#x",
            ),
            (
                "[24 février 2023 14h-16h : Réunion (1/2)](e/a.ics)",
                "2023-02-24 14h-16h | Réunion | 1/2 | e/a.ics",
            ),
            (
                "24 février 2023 14h-16h : [Réunion administrations](e/a.ics) (1/2)",
                "2023-02-24 14h-16h | Réunion administrations | 1/2 | e/a.ics",
            ),
            (
                "24 février 2023 14h-16h [.ics](e/a.ics)",
                "2023-02-24 14h-16h |  | e/a.ics",
            ),
            (
                "24 février 2023 14h-16h : Réunion avec l'[ADULLACT](https://example.org) <https://example.org/a.ics>",
                "2023-02-24 14h-16h | Réunion avec l'ADULLACT | https://example.org/a.ics",
            ),
            (
                "24 février 2023 14h-16h : Réunion https://example.org/a.ics",
                "2023-02-24 14h-16h | Réunion | https://example.org/a.ics",
            ),
            (
                "[Réunion](e/a.ics) : 24 février 2023",
                "2023-02-24 | Réunion | e/a.ics",
            ),
            (
                "24 février 2023 14h-16h en visioconférence : Réunion",
                "2023-02-24 14h-16h | Réunion | online",
            ),
            (
                "24 février 2023 14h-16h : Réunion (en ligne)",
                "2023-02-24 14h-16h | Réunion | online",
            ),
            (
                "24 février 2023 14h-16h, en ligne : Réunion en visio",
                "2023-02-24 14h-16h | Réunion | online",
            ),
            (
                "24 février 2023 14h-16h : Réunion (Ségur, salle 3, et en visioconférence)",
                "2023-02-24 14h-16h | Réunion (Ségur, salle 3) | online",
            ),
            (
                "24 février 2023 14h-16h : ministère, salle 3012 + visio",
                "2023-02-24 14h-16h | ministère, salle 3012 | online",
            ),
            (
                "24 février 2023 14h-16h : démarches en ligne et usages de la visioconférence",
                "2023-02-24 14h-16h | démarches en ligne et usages de la visioconférence",
            ),
            (
                "24 février 2023 14h-16h : Réunion n° 1 (3/2)",
                "2023-02-24 14h-16h | Réunion n° 1 (3/2)",
            ),
            (
                "24 février 2023 14h-16h : Réunion\u{a0}: « l'été » \\*",
                "2023-02-24 14h-16h | l'été",
            ),
        ],
    );
}

#[test]
fn what_is_not_certain_is_unread() {
    compare(
        "Calendrier",
        &[
            ("24 février 14h-16h : sans année", "unread"),
            ("31 février 2023 14h-16h : Réunion", "unread"),
            (
                "jeudi 24 février 2023 14h-16h : c'était un vendredi",
                "unread",
            ),
            ("24 février 2023 16h-14h : Réunion", "unread"),
            (
                "24 février 2023 14h-16h et 3 mars 2023 14h-16h : Réunion",
                "unread",
            ),
            (
                "24 février et 3 mars 2023 : Réunions",
                r#"(["2023-02-24 | Réunions", "2023-03-03 | Réunions"], 0)"#,
            ),
            (
                "du 3 au 5 mars 2023 : Séminaire",
                "2023-03-03 | until 2023-03-05 | Séminaire",
            ),
            ("24 février 2023 9h-12h et 14h-16h : Réunion", "unread"),
            ("Prochaine réunion avant le 24 février 2023", "unread"),
            ("Le 24 février 2023, le conseil a rendu un avis", "unread"),
            ("Réunion mensuelle, 14h-16h", "unread"),
            ("Inscriptions avant le 24 février 2023, 14h-16h", "unread"),
            ("Bureau ouvert jusqu'au 24 février 2023, 14h-16h", "unread"),
            ("24 févirer 2023 : Réunion", "unread"),
            (
                "3-5 mars 2023 : Séminaire",
                "2023-03-03 | until 2023-03-05 | Séminaire",
            ),
            ("Septembre 2023 : Séminaire", "unread"),
            ("24 février 2023 : férié, pas de réunion", "nothing"),
            ("Compte-rendu du 24 février 2023", "2023-02-24 | "),
            ("Mis à jour le 24 février 2023", "nothing"),
            ("[calendrier .ics](e/tout.ics)", "nothing"),
            ("Ordre du jour", "nothing"),
            ("", "nothing"),
        ],
    );
    compare(
        "Calendrier 2022-2023",
        &[("24 février 14h-16h : bureau", "unread")],
    );
    compare(
        "Calendrier 2022/23",
        &[("24 février 14h-16h : bureau", "unread")],
    );
}

#[test]
fn elsewhere_a_day_needs_evidence() {
    let meeting = "2023-02-24 14h-16h | bureau";
    compare(
        "Vie du conseil",
        &[
            ("24 février 2023 14h-16h : bureau", meeting),
            (
                "24 février 2023 : bureau ([.ics](a.ics))",
                "2023-02-24 | bureau | a.ics",
            ),
            (
                "24 février 2023 à 14h : réunion",
                "2023-02-24 14h | réunion",
            ),
        ],
    );
    compare(
        "Avis du conseil",
        &[
            (
                "1er février 2023 : « Pensez-vous que la réunion soit utile ? »",
                "unread",
            ),
            ("24 février 2023 14h-16h : conférence de presse", "unread"),
            (
                "24 février 2023 14h-16h : séance d'adoption",
                "2023-02-24 14h-16h | séance d'adoption",
            ),
            (
                "*Rapport*, [PDF](a.pdf), 16 janvier 2023, CC BY-SA",
                "unread",
            ),
        ],
    );
    compare(
        "Actualités",
        &[
            ("12 mars 2023 : publication du rapport", "unread"),
            ("12 mars 2023 à 14h : mise en ligne du site", "unread"),
        ],
    );
}
