//! The variables that each template is given, by their full names.

mod opinion;

use opinion::OPINIONS;

/// A variable of a template, with an example of what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable {
    /// As in `meeting.date.text`; `[]` stands for one item of a list.
    pub path: &'static str,
    /// What it may hold, in English; "-" where it may be none, "…" where a list follows.
    pub english: &'static str,
    /// The same in French.
    pub french: &'static str,
}

const fn variable(path: &'static str, example: &'static str) -> Variable {
    worded(path, example, example)
}

const fn worded(path: &'static str, english: &'static str, french: &'static str) -> Variable {
    Variable {
        path,
        english,
        french,
    }
}

/// Returns the variables that a template is given.
///
/// `name` is that of the template below `templates/`; any other name is that of a path.
pub fn of(name: &str) -> impl Iterator<Item = &'static Variable> {
    let parts: &[&[Variable]] = match name {
        "changes.md.j2" => &[COUNCIL, CHANGES],
        "mail/letter.html.j2" => &[LETTER],
        "minutes.md.j2" => &[COUNCIL, MEETING, DRAFT],
        "minutes-public.md.j2" => &[COUNCIL, MEETING, PUBLIC],
        "minutes.html.j2" => &[COUNCIL, MEETING, HTML],
        "page.md.j2" => &[COUNCIL, PAGE, OPINIONS],
        _ if name.starts_with("blocks/") => &[COUNCIL, PAGE, OPINIONS, BLOCK],
        _ if name.starts_with("mail/") => &[COUNCIL, MEETING, MESSAGE],
        _ => &[COUNCIL, MEETING],
    };
    parts.iter().copied().flatten()
}

/// Tells whether a template is given a variable, or a part or container of one.
#[must_use]
pub fn is_known(template: &str, path: &str) -> bool {
    of(template).any(|variable| {
        // A list or a table given as such may be used with the engine's own attributes.
        let known = variable.path;
        known == path
            || known
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with(['.', '[']))
            || (known == "args" && path.starts_with("args."))
    })
}

const COUNCIL: &[Variable] = &[
    variable("council.id", "conseil-logiciels-libres"),
    variable("council.name", "Conseil logiciels libres"),
    variable("council.acronym", "CLL"),
    variable("council.convener", "DINUM"),
    variable("council.contact", "secretariat@example.org"),
    worded(
        "council.url",
        "https://example.org/cll or -",
        "https://example.org/cll ou -",
    ),
    variable("council.timezone", "Europe/Paris"),
];

const PAGE: &[Variable] = &[
    variable("colleges", "…"),
    variable("colleges[].id", "ecosysteme"),
    variable("colleges[].name", "écosystème"),
    variable("members", "…"),
    variable("members[].id", "adullact"),
    variable("members[].name", "ADULLACT"),
    variable("members[].college.id", "ecosysteme"),
    variable("members[].college.name", "écosystème"),
    worded(
        "members[].url",
        "https://adullact.org/ or -",
        "https://adullact.org/ ou -",
    ),
    variable("members[].current", "true"),
    variable("members[].terms[].since.text", "26 janvier 2022"),
    worded(
        "members[].terms[].until.text",
        "31 mars 2025, where until is not -",
        "31 mars 2025, si until n'est pas -",
    ),
    variable("members[].formerly[].name", "Adullact"),
    variable("members[].formerly[].until.text", "1er février 2023"),
    worded(
        "meetings",
        "… by date, each as `meeting` in event/summary.txt.j2",
        "… par date, chacune comme `meeting` dans event/summary.txt.j2",
    ),
    worded(
        "cycles",
        "… newest first",
        "… de la plus récente à la plus ancienne",
    ),
    variable("cycles[].year", "2023"),
    worded(
        "cycles[].meetings",
        "… by date, each as `meeting` in event/summary.txt.j2",
        "… par date, chacune comme `meeting` dans event/summary.txt.j2",
    ),
    worded(
        "minutes",
        "… meetings whose minutes are there, newest first",
        "… réunions dont le compte-rendu existe, de la plus récente à la plus ancienne",
    ),
    variable("page.path", "wiki/conseil-logiciels-libres.md"),
    variable("page.folder", "wiki"),
    variable(
        "calendar",
        "wiki/evenements/rdv-conseil-logiciels-libres.ics",
    ),
    worded(
        "links.base",
        "https://example.org/wiki/ or -",
        "https://example.org/wiki/ ou -",
    ),
];

const BLOCK: &[Variable] = &[worded(
    "args",
    "… the arguments of the marker",
    "… les arguments du marqueur",
)];

const CHANGES: &[Variable] = &[
    variable("changes", "…"),
    variable("changes[].name", "Réunion administrations (2/2)"),
    worded(
        "changes[].kind",
        "new, moved, postponed, cancelled, confirmed, text or lost",
        "new, moved, postponed, cancelled, confirmed, text ou lost",
    ),
    worded(
        "changes[].status",
        "proposed, confirmed, postponed, cancelled or -",
        "proposed, confirmed, postponed, cancelled ou -",
    ),
    worded(
        "changes[].was.date.long",
        "vendredi 15 septembre 2023; was may be -",
        "vendredi 15 septembre 2023 ; was peut être -",
    ),
    variable("changes[].was.long_hours", "de 14h à 16h"),
    worded(
        "changes[].now.date.long",
        "jeudi 28 septembre 2023; now may be -",
        "jeudi 28 septembre 2023 ; now peut être -",
    ),
    variable("changes[].now.long_hours", "de 14h à 16h"),
    variable("changes[].same_hours", "true"),
    worded(
        "changes[].fields",
        "… what else differs: place, online, agenda, reason, title, number, summary, description, location, url",
        "… ce qui change d'autre : place, online, agenda, reason, title, number, summary, description, location, url",
    ),
    variable("changes[].place", "20 avenue de Ségur, Paris"),
    variable("changes[].place_was", "Hôtel de ville, Lyon"),
    variable("changes[].online", "true"),
    variable("changes[].reason", "grève des transports"),
    variable("changes[].has_agenda", "true"),
    variable("changes[].title_was", "Réunion administrations"),
    variable("changes[].number", "2/2"),
    variable("changes[].number_was", "2/3"),
    variable("changes[].late", "true"),
    variable("changes[].past", "true"),
];

const LETTER: &[Variable] = &[
    worded(
        "message.subject",
        "Rappel : …, the subject of the message",
        "Rappel : …, l'objet du message",
    ),
    worded(
        "message.body",
        "… the message, in HTML",
        "… le message, en HTML",
    ),
];

const MESSAGE: &[Variable] = &[
    worded(
        "message.kind",
        "invitation, update, cancellation or reminder",
        "invitation, update, cancellation ou reminder",
    ),
    variable("message.member", "ADULLACT"),
    variable("message.optional", "false"),
    variable("message.called_off", "false"),
    variable("message.after_cancellation", "false"),
    variable("message.again", "false"),
    variable("message.over", "false"),
    worded(
        "message.join",
        "https://visio.example.org/salle or -",
        "https://visio.example.org/salle ou -",
    ),
    variable("message.online", "true"),
    worded(
        "message.answer_by.long",
        "jeudi 21 septembre 2023; answer_by may be -",
        "jeudi 21 septembre 2023 ; answer_by peut être -",
    ),
    variable("message.reply_to", "secretariat@example.org"),
    worded(
        "message.was.date.long",
        "vendredi 15 septembre 2023; was may be -",
        "vendredi 15 septembre 2023 ; was peut être -",
    ),
    variable("message.was.date.iso", "2023-09-15"),
    worded(
        "message.was.timezone",
        "America/Martinique; - unless it is another one by now",
        "America/Martinique ; - sauf si c'en est désormais un autre",
    ),
    worded(
        "message.timezone",
        "Europe/Paris; - unless message.was.timezone is there",
        "Europe/Paris ; - sauf si message.was.timezone y est",
    ),
    variable("message.was.hours", "14h-16h"),
    variable("message.was.long_hours", "de 14h à 16h"),
    variable("message.was.elsewhere", "false"),
    worded("message.was.place", "Salle A or -", "Salle A ou -"),
    variable("message.was.online", "true"),
    worded("message.was.status", "proposed or -", "proposed ou -"),
    worded(
        "message.was.name",
        "réunion administrations; - if it is still its name",
        "réunion administrations ; - si elle s'appelle toujours ainsi",
    ),
    variable("message.was.relinked", "false"),
    variable("message.was.linked", "true"),
];

const DRAFT: &[Variable] = &[
    TITLE,
    worded(
        "minutes.attendance",
        "… a college for each that has members",
        "… un par collège qui a des membres",
    ),
    variable("minutes.attendance[].college", "Administrations"),
    variable("minutes.attendance[].members[].name", "AMUE"),
    worded(
        "minutes.attendance[].members[].contacts",
        "… names, empty outside private/",
        "… des noms, vide hors de private/",
    ),
    worded(
        "minutes.next",
        "the next meeting of one of its colleges, as `meeting`, or -",
        "la prochaine réunion de l'un de ses collèges, comme `meeting`, ou -",
    ),
    variable("minutes.next.title", "Réunion administrations (1/2)"),
    variable("minutes.next.date.long", "lundi 27 octobre 2025"),
    variable("minutes.next.long_hours", "de 16h30 à 18h"),
    variable("minutes.next.status", "confirmed"),
    worded("minutes.next.place", "Salle A or -", "Salle A ou -"),
    variable("minutes.next.online", "true"),
    worded(
        "minutes.opinions",
        "… those under way that day, each as one of `opinions` in page.md.j2",
        "… ceux qui sont en cours ce jour-là, chacun comme un de `opinions` dans page.md.j2",
    ),
    variable("minutes.opinions[].sentence", "Faut-il un guide commun ?"),
    worded(
        "minutes.opinions[].verdict",
        "Avis favorable à la majorité des membres du conseil or -",
        "Avis favorable à la majorité des membres du conseil ou -",
    ),
    variable(
        "minutes.opinions[].progress",
        "soumis à la DINUM le 4 octobre 2024",
    ),
    worded(
        "actions",
        "… one for each still open from earlier minutes",
        "… une par action encore ouverte d'un compte-rendu précédent",
    ),
];

const PUBLIC: &[Variable] = &[
    TITLE,
    worded(
        "minutes.approved_on.text",
        "8 décembre 2025; approved_on may be -",
        "8 décembre 2025 ; approved_on peut être -",
    ),
    variable("minutes.approved_on.iso", "2025-12-08"),
    worded(
        "minutes.front_matter",
        "… the other lines of the draft's front matter",
        "… les autres lignes de l'en-tête du brouillon",
    ),
    worded(
        "minutes.intro",
        "Markdown before the first heading, may be empty",
        "du Markdown avant le premier intertitre, peut être vide",
    ),
    worded("minutes.decisions", "… Markdown", "… en Markdown"),
    worded(
        "minutes.actions",
        "… Markdown, each with its box",
        "… en Markdown, chacune avec sa case",
    ),
    variable("minutes.attendance", "…"),
    variable("minutes.attendance[].college", "Administrations"),
    variable("minutes.attendance[].members[].name", "AMUE"),
    worded(
        "minutes.attendance[].members[].presence",
        "présent, représenté, excusé or absent",
        "présent, représenté, excusé ou absent",
    ),
    worded(
        "minutes.attendance[].members[].by",
        "ANSSI or -",
        "ANSSI ou -",
    ),
    worded(
        "minutes.body",
        "Markdown, the sections that are left",
        "du Markdown, les sections qui restent",
    ),
];

const HTML: &[Variable] = &[TITLE, worded("minutes.body", "HTML", "du HTML")];

const TITLE: Variable = variable(
    "minutes.title",
    "Compte-rendu du Conseil logiciels libres : réunion administrations du 28 septembre 2023",
);

const MEETING: &[Variable] = &[
    variable("meeting.id", "2023-administrations-2"),
    variable("meeting.uid", "TS1-70cc1acb-8fbc-4554-9c73-034a16dacbe8"),
    variable("meeting.sequence", "1"),
    variable("meeting.updated", "2023-09-14T12:00:00Z"),
    variable("meeting.cycle", "2023"),
    worded("meeting.number", "2 or -", "2 ou -"),
    worded("meeting.of", "2 or -", "2 ou -"),
    variable("meeting.title", "Réunion administrations (2/2)"),
    variable("meeting.name", "réunion administrations (2/2)"),
    variable("meeting.colleges[].id", "administrations"),
    variable("meeting.colleges[].name", "administrations"),
    variable("meeting.college_ids", "… administrations"),
    variable("meeting.plenary", "false"),
    variable("meeting.date.iso", "2023-09-28"),
    variable("meeting.date.text", "28 septembre 2023"),
    variable("meeting.date.short", "28 septembre"),
    variable("meeting.date.long", "jeudi 28 septembre 2023"),
    variable("meeting.date.weekday", "jeudi"),
    variable("meeting.date.month", "septembre"),
    variable("meeting.date.year", "2023"),
    variable("meeting.hours", "14h-16h"),
    variable("meeting.long_hours", "de 14h à 16h"),
    variable("meeting.start", "14:00"),
    variable("meeting.end", "16:00"),
    variable("meeting.status", "confirmed"),
    worded(
        "meeting.mark",
        "ANNULÉE, REPORTÉE, À CONFIRMER or -",
        "ANNULÉE, REPORTÉE, À CONFIRMER ou -",
    ),
    worded(
        "meeting.initially",
        "15 septembre or -",
        "15 septembre ou -",
    ),
    variable("meeting.moved_from[].date.text", "15 septembre 2023"),
    variable("meeting.moved_from[].hours", "14h-16h"),
    variable("meeting.moved_from[].long_hours", "de 14h à 16h"),
    worded("meeting.place", "Salle A or -", "Salle A ou -"),
    variable("meeting.online", "true"),
    variable("meeting.agenda[].title", "Bilan de l'année"),
    worded("meeting.agenda[].presenter", "DINUM or -", "DINUM ou -"),
    worded("meeting.agenda[].minutes", "20 or -", "20 ou -"),
    worded(
        "meeting.reason",
        "salle indisponible or -",
        "salle indisponible ou -",
    ),
    variable(
        "meeting.event",
        "wiki/evenements/conseil-logiciels-libres-2023-reunion-administrations-2.ics",
    ),
    variable(
        "meeting.minutes",
        "wiki/comptes-rendus/2023-administrations-2.md",
    ),
    variable("meeting.has_minutes", "true"),
];
