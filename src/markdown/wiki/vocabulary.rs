//! The words of marks, in lower case and without accents, as French wikis use them.

/// The words that may stand before the day of a line, those of a mark included.
pub(super) const LEAD: [&str; 29] = [
    "a",
    "annule",
    "annulee",
    "annulees",
    "annules",
    "au",
    "cancelled",
    "confirme",
    "confirmee",
    "confirmer",
    "date",
    "deplace",
    "deplacee",
    "du",
    "e",
    "la",
    "le",
    "next",
    "on",
    "pleniere",
    "prochain",
    "prochaine",
    "reporte",
    "reportee",
    "reportees",
    "reportes",
    "reunion",
    "seance",
    "the",
];

/// What before a day makes it the end or the start of a time, not the day of a meeting.
pub(super) const BOUNDS: [&str; 7] = [
    "apres", "avant", "depuis", "ici", "jusqu", "limite", "partir",
];

/// What says that a meeting does not take place.
pub(super) const CANCELLED: [&str; 8] = [
    "annule",
    "annulee",
    "annulees",
    "annules",
    "canceled",
    "cancelled",
    "supprime",
    "supprimee",
];

/// What says that it takes place another day, even where none is named.
pub(super) const POSTPONED: [&str; 5] =
    ["postponed", "reporte", "reportee", "reportees", "reportes"];

/// What says so only with that day.
pub(super) const MOVED: [&str; 8] = [
    "avance",
    "avancee",
    "decale",
    "decalee",
    "deplace",
    "deplacee",
    "moved",
    "rescheduled",
];

/// What says that it does take place.
pub(super) const CONFIRMED: [&str; 4] = ["confirme", "confirmee", "confirmees", "confirmes"];

/// What may stand between a word such as "reportée" and its day.
pub(super) const CONNECTING: [&str; 12] = [
    "a",
    "au",
    "d",
    "date",
    "de",
    "du",
    "finalement",
    "from",
    "la",
    "le",
    "pour",
    "to",
];

/// What may stand there too after "initialement".
pub(super) const ANNOUNCED: [&str; 12] = [
    "annonce",
    "annoncee",
    "etait",
    "fixe",
    "fixee",
    "planifie",
    "planifiee",
    "prevu",
    "prevue",
    "programme",
    "programmee",
    "qui",
];

/// What follows "reportée" where no day does: "à une date ultérieure".
pub(super) const LATER: [&str; 8] = [
    "a",
    "date",
    "die",
    "prochaine",
    "sine",
    "ulterieure",
    "ulterieurement",
    "une",
];

/// What belongs to a mark and stands before it: "la réunion est annulée".
pub(super) const BEFORE: [&str; 13] = [
    "a",
    "cette",
    "date",
    "en",
    "est",
    "ete",
    "etre",
    "finalement",
    "la",
    "par",
    "reunion",
    "seance",
    "sous",
];

/// What begins a reason: "(faute de quorum)".
pub(super) const REASONS: [&str; 7] = ["car", "cause", "en", "faute", "manque", "pas", "pour"];

/// What is not sure before "à confirmer" without the meeting being so.
pub(super) const DETAILS: [&str; 9] = [
    "heure",
    "heures",
    "horaire",
    "horaires",
    "jour",
    "lieu",
    "modalites",
    "programme",
    "salle",
];
