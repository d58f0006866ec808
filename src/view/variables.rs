//! The variables that each template is given, by their full names.

/// A variable of a template, with an example of what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable {
    /// As in `meeting.date.text`; `[]` stands for one item of a list.
    pub path: &'static str,
    /// What it may hold; "-" where it may be none, "…" where a list or a table follows.
    pub example: &'static str,
}

const fn variable(path: &'static str, example: &'static str) -> Variable {
    Variable { path, example }
}

/// Returns the variables that a template is given.
///
/// `name` is that of the template below `templates/`; any other name is that of a path.
pub fn of(name: &str) -> impl Iterator<Item = &'static Variable> {
    let page = name.starts_with("blocks/") || name == "page.md.j2";
    let block = name.starts_with("blocks/");
    let parts: [&[Variable]; 4] = [
        COUNCIL,
        if page { PAGE } else { &[] },
        if block { BLOCK } else { &[] },
        if page { &[] } else { MEETING },
    ];
    parts.into_iter().flatten()
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
    variable("council.url", "https://example.org/cll or -"),
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
    variable("members[].url", "https://adullact.org/ or -"),
    variable("members[].current", "true"),
    variable("members[].terms[].since.text", "26 janvier 2022"),
    variable(
        "members[].terms[].until.text",
        "31 mars 2025; until may be -",
    ),
    variable("members[].formerly[].name", "Adullact"),
    variable("members[].formerly[].until.text", "1er février 2023"),
    variable("meetings", "… each like meeting, by date"),
    variable("cycles", "… newest first"),
    variable("cycles[].year", "2023"),
    variable("cycles[].meetings", "… each like meeting, by date"),
    variable("minutes", "… meetings with published minutes, newest first"),
    variable("page.path", "wiki/conseil-logiciels-libres.md"),
    variable("page.folder", "wiki"),
    variable(
        "calendar",
        "wiki/evenements/rdv-conseil-logiciels-libres.ics",
    ),
    variable("links.base", "https://example.org/wiki/ or -"),
];

const BLOCK: &[Variable] = &[variable("args", "… the arguments of the marker")];

const MEETING: &[Variable] = &[
    variable("meeting.id", "2023-administrations-2"),
    variable("meeting.uid", "TS1-70cc1acb-8fbc-4554-9c73-034a16dacbe8"),
    variable("meeting.sequence", "1"),
    variable("meeting.updated", "2023-09-14T12:00:00Z"),
    variable("meeting.cycle", "2023"),
    variable("meeting.number", "2 or -"),
    variable("meeting.of", "2 or -"),
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
    variable("meeting.mark", "ANNULÉE, REPORTÉE, À CONFIRMER or -"),
    variable("meeting.initially", "15 septembre or -"),
    variable("meeting.moved_from[].date.text", "15 septembre 2023"),
    variable("meeting.moved_from[].hours", "14h-16h"),
    variable("meeting.moved_from[].long_hours", "de 14h à 16h"),
    variable("meeting.place", "text or -"),
    variable("meeting.online", "true"),
    variable("meeting.agenda[].title", "text"),
    variable("meeting.agenda[].presenter", "text or -"),
    variable("meeting.agenda[].minutes", "20 or -"),
    variable("meeting.reason", "text or -"),
    variable(
        "meeting.event",
        "wiki/evenements/conseil-logiciels-libres-2023-reunion-administrations-2.ics",
    ),
    variable(
        "meeting.minutes",
        "wiki/comptes-rendus/2023-administrations-2.md",
    ),
];
