//! The words by which people say that a passage is not for everybody: "hors PV", "ne pas diffuser",
//! "confidentiel", "réservé aux membres".
//!
//! The words are data: stems, the endings that each takes, and the part it plays. A phrase is a text
//! all of whose words are known; a single word of another kind ("logiciels privés", "rapport interne")
//! makes it a text about something, and no mark.

use std::sync::LazyLock;

use crate::locale::collation::{WordMap, are_all, sort_key};

/// How surely a phrase speaks of the text that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sense {
    /// A word that has many other uses: "secret", "masqué", "réservé".
    Weak,
    /// "privé", "interne": a mark where nothing else explains it.
    Plain,
    /// "confidentiel", "partie privée": hardly anything else, but a class of documents.
    Strong,
    /// "ne pas publier", "hors PV", "huis clos", "réservé aux membres", "fin privé".
    Order,
}

/// The part that a word plays in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// "privé", "interne".
    Private,
    Confidential,
    /// Private only where nobody reads it otherwise, as in a comment.
    Weak,
    /// One word that is an order.
    Order,
    Huis,
    Clos,
    Off,
    Record,
    Tlp,
    Red,
    /// "pas", "non", "hors".
    Deny,
    /// "interdit", which may follow what it forbids.
    Forbid,
    /// "publier", "diffusion".
    Publish,
    /// "publié": what something else may be or not be.
    Published,
    /// "public", which beside "privé" speaks of sectors.
    Public,
    /// "figurer", "mentionner": publishing only with an outlet.
    Write,
    /// "compte-rendu", "PV".
    Outlet,
    /// "en ligne", "site".
    Online,
    Remove,
    Before,
    /// "membres", "bureau".
    Audience,
    Only,
    /// "visibilité", "usage": what is restricted.
    Reach,
    /// "passage", "partie", "la suite": the text itself.
    Passage,
    /// "est", "doit": with it a phrase is a sentence, and must speak of a passage.
    Finite,
    Begin,
    End,
    /// "personnelles": private notes, where notes are spoken of.
    Personal,
    /// "passe", "siège", "prononce", and who does so: with "huis clos" alone.
    Turn,
    /// "couper": in a comment what is below is meant to be left out.
    Cut,
    Fill,
}

/// Stems, each with the endings it takes; `-` is none. Without case and accents. What a form is further down
/// counts: "note" is a passage, though "noter" is to write.
const STEMS: &[(Role, &str, &str)] = &[
    (Role::Private, "priv", "- e ee es ees ate ates"),
    (Role::Private, "intern", "e es al"),
    (Role::Confidential, "confidenti", "el els elle elles al aux"),
    (Role::Weak, "secret", "- s e es"),
    (Role::Weak, "cach", "e ee es ees er"),
    (Role::Weak, "masqu", "e ee es ees er"),
    (Role::Weak, "hid", "e den"),
    (Role::Weak, "reserv", "e ee es ees ed"),
    (Role::Weak, "restrei", "nt nte nts ntes"),
    (Role::Weak, "restricted", "-"),
    (Role::Weak, "limit", "e ee es ees ed"),
    (Role::Weak, "sensi", "ble bles tive"),
    (Role::Weak, "redact", "- ed"),
    (Role::Weak, "caviard", "e ee es ees er"),
    (Role::Weak, "classifi", "e ee es ees ed"),
    (Role::Weak, "unlisted", "-"),
    (Role::Weak, "invisible", "- s"),
    (Role::Weak, "noprint", "-"),
    (Role::Weak, "spoiler", "- s"),
    (Role::Personal, "perso", "- s"),
    (Role::Personal, "personnel", "- s le les"),
    (Role::Personal, "mes", "-"),
    (Role::Turn, "pass", "e ent ons er ait a"),
    (Role::Turn, "sieg", "e ent er eait ea"),
    (Role::Turn, "poursui", "t vent vre vait"),
    (Role::Turn, "continu", "e ent er"),
    (Role::Turn, "repren", "d nent dre"),
    (Role::Turn, "deliber", "e ent er"),
    (Role::Turn, "commenc", "e ent er"),
    (Role::Turn, "debut", "e ent er"),
    (Role::Turn, "prononc", "e ee er"),
    (Role::Turn, "ordonn", "e ee er"),
    (Role::Turn, "declar", "e ee er"),
    (Role::Turn, "decid", "e ee er"),
    (Role::Turn, "reuni", "- e es t ssent"),
    (Role::Turn, "t", "ient iennent enu enue"),
    (Role::Turn, "president", "- e s es"),
    (Role::Turn, "lev", "e"),
    (Role::Turn, "seances", "-"),
    (Role::Turn, "assemblee", "-"),
    (Role::Turn, "alors", "-"),
    (Role::Turn, "nous", "-"),
    (Role::Turn, "maintenant", "-"),
    (Role::Turn, "se", "-"),
    (Role::Cut, "coup", "er ez ure"),
    (Role::Cut, "decoup", "er ez"),
    (Role::Cut, "cut", "-"),
    (Role::Cut, "arret", "er ez"),
    (Role::Order, "huisclos", "-"),
    (Role::Private, "nonpubli", "c e ee es ees shed"),
    (Role::Private, "unpublished", "-"),
    (Role::Order, "nopublish", "-"),
    (Role::Order, "offtherecord", "-"),
    (Role::Order, "hors", "pv cr"),
    (Role::Huis, "hui", "s t"),
    (Role::Clos, "clos", "-"),
    (Role::Off, "off", "-"),
    (Role::Record, "record", "-"),
    (Role::Tlp, "tlp", "-"),
    (Role::Red, "", "red amber rouge"),
    (
        Role::Deny,
        "",
        "ne pas non not no jamais never hors sans dont don without outside false faux",
    ),
    (Role::Forbid, "inter", "dit dite dits dites diction"),
    (Role::Publish, "publi", "er ez cation sh shing"),
    (Role::Publish, "diffus", "er ez ion"),
    (Role::Publish, "divulg", "uer uez"),
    (Role::Publish, "communi", "quer quez"),
    (Role::Publish, "distribut", "e ion"),
    (Role::Publish, "partage", "r z"),
    (Role::Publish, "shar", "e ing"),
    (Role::Publish, "re", "veal produire copier copiez"),
    (Role::Publish, "copi", "er ez"),
    (Role::Published, "publi", "e ee es ees able ables shed"),
    (Role::Published, "diffus", "e ee es ees able ables"),
    (Role::Published, "divulgu", "e ee es ees"),
    (
        Role::Published,
        "communi",
        "que quee ques quees cable cables",
    ),
    (Role::Published, "distributed", "-"),
    (Role::Published, "partag", "e ee es ees"),
    (Role::Published, "shared", "-"),
    (Role::Public, "publi", "c cs que ques"),
    (Role::Write, "figur", "er e era eront ent"),
    (Role::Write, "mentionn", "er e ee es ees"),
    (Role::Write, "repr", "endre is ise ises"),
    (Role::Write, "me", "ttre t"),
    (Role::Write, "mis", "- e es"),
    (Role::Write, "inscri", "re t te ts tes"),
    (Role::Write, "rend", "re u ue us ues"),
    (Role::Write, "retranscri", "re t te ts tes"),
    (Role::Write, "consign", "er e ee es ees"),
    (Role::Write, "inclu", "re s se ses de ded"),
    (Role::Write, "appara", "itre it itra itront"),
    (Role::Write, "not", "er e ee es ees"),
    (
        Role::Outlet,
        "",
        "cr crs pv compte comptes compterendu proces verbal verbaux minutes releve edition micro \
         enregistrement",
    ),
    (Role::Online, "", "site web ligne"),
    (Role::Remove, "retir", "er e ee es ees"),
    (Role::Remove, "supprim", "er e ee es ees"),
    (Role::Remove, "effac", "er e ee es ees"),
    (Role::Remove, "enlev", "er e ee es ees"),
    (Role::Remove, "remove", "- d"),
    (Role::Remove, "delete", "- d"),
    (Role::Before, "", "avant before"),
    (
        Role::Audience,
        "",
        "membre membres member members bureau secretariat conseil ca equipe team adherents comite \
         presidence participants administrateurs administratrices staff",
    ),
    (
        Role::Only,
        "",
        "uniquement seulement seul seuls only exclusivement strictement strictly",
    ),
    (
        Role::Reach,
        "",
        "visibilite visibility visible acces access audience usage use reach information info",
    ),
    (
        Role::Passage,
        "",
        "section partie passage zone bloc block sequence suite suit suivant suivante paragraphe \
         paragraph part texte text contenu content note notes point points propos remarque aparte \
         version seance session echange echanges discussion discussions debat debats commentaire \
         comment document",
    ),
    (
        Role::Finite,
        "",
        "n est sont sera seront doit doivent is are must",
    ),
    (
        Role::Begin,
        "",
        "debut begin beginning start open ouverture",
    ),
    (Role::End, "", "fin end stop close fermeture levee"),
    (
        Role::Fill,
        "",
        "of de du des la le les l d un une the a au aux en et or and do be to ici here this ce cet \
         cette ces ceci cela qui etre faire fait dans pour for t y it jusqu contient div span class \
         id p region defense nouveau present presente provisoire brouillon travail merci priere \
         veuillez svp stp please attention rappel s il vous plait bien partir apres plus bas dessous \
         ci",
    ),
];

static ROLES: LazyLock<WordMap<Role>> = LazyLock::new(|| {
    let forms = STEMS.iter().flat_map(|(role, stem, endings)| {
        let endings = endings.split_whitespace();
        endings.map(move |ending| (format!("{stem}{}", ending.trim_matches('-')), *role))
    });
    forms.collect()
});

/// The words of a phrase and the parts they play.
struct Words {
    words: Vec<String>,
    roles: Vec<Role>,
}

impl Words {
    /// Reads a text all of whose words are known; `None` for any other.
    fn of(text: &str) -> Option<Self> {
        const MOST: usize = 14;
        // A mark has few words, and most texts many: look no further than needed.
        if text.len() > 200 {
            return None;
        }
        if !are_all(text, |word| {
            is_letter(word) || role(word).is_some() || glued(word).is_some()
        }) {
            return None;
        }
        let words = words(text);
        if words.is_empty() || words.len() > MOST {
            return None;
        }
        let roles: Option<Vec<Role>> = words.iter().map(|word| role(word)).collect();
        let roles = roles?;
        Some(Self { words, roles })
    }

    fn any(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|role| roles.contains(role))
    }

    fn sense(&self) -> Option<Sense> {
        let is_closed = self.any(&[Role::Huis]) && self.any(&[Role::Clos]);
        if self.any(&[Role::Turn]) {
            // "La séance passe à huis clos": what is denied does not happen.
            let happens = is_closed && !self.any(&[Role::Deny, Role::Forbid]);
            return happens.then_some(Sense::Order);
        }
        if self.any(&[Role::Personal]) && !self.any(&[Role::Passage]) || self.any(&[Role::Cut]) {
            return None;
        }
        // "Ce point n'est pas public" speaks of the text, "il n'est pas public" of something else.
        let of_minutes = self.is_of_minutes();
        let no_subject = self
            .words
            .first()
            .is_some_and(|word| ["ne", "n"].contains(&word.as_str()));
        if self.any(&[Role::Finite]) && !self.any(&[Role::Passage]) && !of_minutes && !no_subject {
            return None;
        }
        if self.is_order() {
            return Some(Sense::Order);
        }
        let affirmed = |wanted: Role| {
            let mut roles = self.roles.iter().enumerate();
            roles.any(|(at, role)| *role == wanted && !self.is_denied(at))
        };
        let is_personal = affirmed(Role::Personal);
        let is_private = affirmed(Role::Private) || affirmed(Role::Confidential);
        if of_minutes && self.any(&[Role::Finite]) && is_private {
            return Some(Sense::Order);
        }
        let is_edge = self.any(&[Role::Begin, Role::End]);
        if is_edge && (affirmed(Role::Private) || affirmed(Role::Confidential)) {
            return Some(Sense::Order);
        }
        if affirmed(Role::Confidential) {
            return Some(Sense::Strong);
        }
        if self.forbids(&[Role::Published, Role::Public]) {
            return Some(Sense::Plain);
        }
        // Beside "public" it is a sector, an offer, a licence.
        if self.any(&[Role::Public]) {
            return None;
        }
        // "Privé 12 %": a figure.
        if self
            .words
            .last()
            .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return None;
        }
        let of_text = self.any(&[Role::Passage]) && !self.has_word("intern");
        match (affirmed(Role::Private) || is_personal, affirmed(Role::Weak)) {
            (true, _) if of_text => Some(Sense::Strong),
            (true, _) => Some(Sense::Plain),
            (false, true) => Some(Sense::Weak),
            _ => affirmed(Role::Off).then_some(Sense::Plain),
        }
    }

    /// Whether these minutes are spoken of, or the document that they are.
    fn is_of_minutes(&self) -> bool {
        const NAMES: [&str; 7] = [
            "document", "compte", "cr", "pv", "proces", "releve", "minutes",
        ];
        const HERE: [&str; 5] = ["ce", "cette", "present", "presente", "this"];
        let has = |wanted: &[&str]| {
            let mut words = self.words.iter();
            words.any(|word| wanted.contains(&word.as_str()))
        };
        has(&NAMES) && has(&HERE)
    }

    /// Whether the words forbid to publish, or name who alone may read.
    fn is_order(&self) -> bool {
        let pair = |one, other| {
            let mut pairs = self.roles.windows(2);
            pairs.any(|pair| pair == [one, other])
        };
        let both = |one, other| self.any(&[one]) && self.any(&[other]);
        let restricted = ["reserv", "restrei", "restrict", "limit"].map(|stem| self.affirms(stem));
        let restricted = restricted.contains(&true);
        let reach = ["diffusion", "usage", "use", "visib"].map(|stem| self.has_word(stem));
        let reach = reach.contains(&true);
        let first_visible = self
            .words
            .first()
            .is_some_and(|word| word.starts_with("visib") || word.starts_with("acces"));
        self.any(&[Role::Order])
            || pair(Role::Huis, Role::Clos)
            || both(Role::Tlp, Role::Red)
            || both(Role::Off, Role::Record)
            || self.forbids(&[Role::Publish])
            || (self.any(&[Role::Finite]) && self.forbids(&[Role::Published, Role::Public]))
            || self.forbids_outlet()
            || (both(Role::Remove, Role::Before)
                && self.any(&[Role::Publish, Role::Published, Role::Outlet]))
            || (self.any(&[Role::Audience])
                && (self.any(&[Role::Only]) || first_visible || restricted))
            || (reach && (restricted || self.affirms("intern") || self.affirms("confidenti")))
    }

    /// Whether a word is affirmed that begins so.
    fn affirms(&self, stem: &str) -> bool {
        let mut words = self.words.iter().enumerate();
        words.any(|(at, word)| word.starts_with(stem) && !self.is_denied(at))
    }

    fn has_word(&self, stem: &str) -> bool {
        self.words.iter().any(|word| word.starts_with(stem))
    }

    /// Whether one of these roles is denied: "ne pas publier", "publication interdite".
    fn forbids(&self, wanted: &[Role]) -> bool {
        const NEAR: usize = 6;
        let is_wanted = |role: &Role| wanted.contains(role);
        let mut denials = self.denials();
        denials.any(|at| {
            let after = self.roles.get(at + 1..).unwrap_or_default();
            let before = self.roles.get(..at).unwrap_or_default();
            let is_last = after.is_empty();
            after.iter().take(NEAR).any(is_wanted) || (is_last && before.iter().any(is_wanted))
        })
    }

    /// Whether the text is kept out of the minutes: "hors PV", "ne pas faire figurer au PV".
    fn forbids_outlet(&self) -> bool {
        self.denials().any(|at| {
            let after = self.roles.get(at + 1..).unwrap_or_default();
            let writes = after.contains(&Role::Write);
            let outside = self.words.get(at).is_some_and(|word| word == "hors");
            let opens = matches!(self.roles.get(..at), Some([] | [Role::Fill, ..]));
            (after.contains(&Role::Outlet) && (writes || outside || opens))
                || (after.contains(&Role::Online) && writes)
        })
    }

    /// Lists the places of the words that deny.
    fn denials(&self) -> impl Iterator<Item = usize> {
        let roles = self.roles.iter().enumerate();
        let denies = |role: &Role| matches!(role, Role::Deny | Role::Forbid);
        roles
            .filter(move |(_, role)| denies(role))
            .map(|(at, _)| at)
    }

    /// Whether a word is denied: "non restreinte", "pas un secret".
    fn is_denied(&self, at: usize) -> bool {
        let before = self.roles.get(..at).unwrap_or_default();
        let mut before = before.iter().rev().skip_while(|role| **role == Role::Fill);
        before.next() == Some(&Role::Deny)
    }
}

fn role(word: &str) -> Option<Role> {
    if let Some(role) = ROLES.get(word) {
        return Some(*role);
    }
    if is_nearly_private(word) {
        Some(Role::Private)
    } else if is_nearly_confidential(word) {
        Some(Role::Confidential)
    } else {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        // A number, or the name of a class: "C2".
        (digits == word.len() || (digits > 0 && word.len() == 2)).then_some(Role::Fill)
    }
}

/// Returns how surely a text says that something is private or not to be published, if it says
/// nothing else.
pub(super) fn sense(text: &str) -> Option<Sense> {
    let said = Words::of(text).and_then(|words| words.sense());
    said.or_else(|| is_between_us(text).then_some(Sense::Plain))
}

/// Whether a text is what people say of what is to stay among them, and nothing else: "entre nous",
/// "ceci ne sort pas d'ici".
fn is_between_us(text: &str) -> bool {
    const BESIDE: [&str; 25] = [
        "a",
        "ca",
        "ceci",
        "cela",
        "cet",
        "cette",
        "ces",
        "doit",
        "echange",
        "est",
        "for",
        "garder",
        "it",
        "just",
        "juste",
        "keep",
        "note",
        "passage",
        "point",
        "reste",
        "rester",
        "seulement",
        "strictement",
        "tout",
        "this",
    ];
    const SAYINGS: [&str; 20] = [
        "a garder pour nous",
        "a garder pour soi",
        "among ourselves",
        "between us",
        "de toi a moi",
        "de vous a moi",
        "en confidence",
        "entre nous",
        "in confidence",
        "juste pour nous",
        "ne pas ebruiter",
        "ne pas repeter",
        "ne sort pas d ici",
        "ne sort pas de la salle",
        "officieusement",
        "our eyes only",
        "pas a repeter",
        "sous embargo",
        "under embargo",
        "your eyes only",
    ];
    static ALL: LazyLock<WordMap<()>> = LazyLock::new(|| {
        let said = SAYINGS.iter().flat_map(|saying| saying.split(' '));
        let all = said.chain(BESIDE);
        all.map(|word| (word.to_owned(), ())).collect()
    });
    if text.len() > 80 {
        return false;
    }
    if !are_all(text, |word| is_letter(word) || ALL.get(word).is_some()) {
        return false;
    }
    let said = words(text).join(" ");
    SAYINGS.iter().any(|saying| {
        let around = said.split_once(saying);
        let is_fill = |part: &str| part.split_whitespace().all(|word| BESIDE.contains(&word));
        let is_whole = |(before, after): (&str, &str)| {
            (before.is_empty() || before.ends_with(' '))
                && (after.is_empty() || after.starts_with(' '))
                && is_fill(before)
                && is_fill(after)
        };
        around.is_some_and(is_whole)
    })
}

/// Whether a text is a thing and that it is confidential: "annexe confidentielle".
pub(super) fn names_confidential(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    // In the plural it is a subject: "données confidentielles".
    let ends = ["confidentiel", "confidentielle", "confidential"];
    matches!(words(text).as_slice(), [_, last] if ends.contains(&last.as_str()))
}

/// Whether a text is a phrase of any sense.
pub(super) fn is_phrase(text: &str) -> bool {
    sense(text).is_some()
}

/// Whether a comment says that what is below is left out: "couper ici", "à supprimer". "cut" alone is
/// where a program ends the beginning of a text.
pub(super) fn is_cut(comment: &str) -> bool {
    let says = Words::of(comment).is_some_and(|words| {
        words.words != ["cut"]
            && words.any(&[Role::Cut, Role::Remove])
            && !words.any(&[Role::Deny, Role::Turn])
    });
    says || comment.contains(['\u{2702}', '\u{2704}']) || comment.contains("8<")
}

/// Whether a comment names a circle smaller than the council, or for whom the text is, and nothing
/// else: "bureau", "pour les membres".
pub(super) fn is_audience(comment: &str) -> bool {
    // All of the council, or all who were there, may as well be what follows.
    const ALL: [&str; 6] = [
        "conseil",
        "member",
        "members",
        "membre",
        "membres",
        "participants",
    ];
    const FOR: [&str; 5] = ["pour", "for", "au", "aux", "to"];
    let Some(words) = Words::of(comment) else {
        return false;
    };
    let of_readers = |role: &Role| matches!(role, Role::Audience | Role::Fill);
    let has = |list: &[&str]| words.words.iter().any(|word| list.contains(&word.as_str()));
    words.any(&[Role::Audience]) && words.roles.iter().all(of_readers) && (has(&FOR) || !has(&ALL))
}

/// Whether a comment says no more than to stop here.
pub(super) fn is_stop(comment: &str) -> bool {
    words(comment) == ["stop"]
}

/// Whether the cell of a table under a heading says who alone receives what its row tells.
pub(super) fn is_cell_of_few(heading: &str, cell: &str) -> bool {
    const LABELS: [&str; 6] = [
        "diffusion",
        "destinataire",
        "destinataires",
        "lecteurs",
        "publication",
        "publiable",
    ];
    let labels = words(heading);
    let is_label = labels.iter().any(|word| LABELS.contains(&word.as_str()))
        && labels
            .iter()
            .all(|word| LABELS.contains(&word.as_str()) || role(word) == Some(Role::Fill));
    let few = || {
        Words::of(cell).is_some_and(|words| {
            let denied = words.any(&[Role::Deny]) && words.words.len() == 1;
            let few = [
                Role::Audience,
                Role::Private,
                Role::Confidential,
                Role::Weak,
            ];
            denied || words.any(&few) && !words.any(&[Role::Deny, Role::Public])
        })
    };
    is_label && few()
}

/// Whether a phrase says where a passage begins or ends.
pub(super) fn has_edge(text: &str) -> bool {
    Words::of(text).is_some_and(|words| words.any(&[Role::Begin, Role::End]))
}

/// Whether one of the words ends a passage.
pub(super) fn has_end(text: &str) -> bool {
    let is_end = |word: &String| role(word) == Some(Role::End);
    words(text).iter().any(is_end)
}

/// Whether a text speaks of what is public: beside it "privé" is a sector.
pub(super) fn speaks_of_public(text: &str) -> bool {
    const LONGEST: usize = 1_000;
    if text.len() > LONGEST {
        return false;
    }
    let words = words(text);
    let any = |wanted: Role| words.iter().any(|word| role(word) == Some(wanted));
    any(Role::Public) && !any(Role::Deny)
}

/// What a comment says about where a passage ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// "fin", "/", "end": it ends whatever was begun.
    Any,
    /// "/bureau", "fin du passage": it ends what has one of these words, or none to tell it by.
    Of(Vec<String>),
}

/// Reads a comment that ends a passage: `/interne`, `fin`, `end of note`.
pub(super) fn edge(comment: &str) -> Option<Edge> {
    let comment = comment.trim();
    let slash = comment.starts_with(['/', '\\']);
    if comment.len() > 120 {
        return None;
    }
    let mut named = words(comment);
    let first = named.first().and_then(|word| role(word));
    if first == Some(Role::End) {
        named.remove(0);
    } else if !slash {
        return None;
    }
    named.retain(|word| !matches!(role(word), Some(Role::Fill)));
    let is_passage = |word: &String| role(word) == Some(Role::Passage);
    Some(if named.iter().all(is_passage) {
        Edge::Any
    } else {
        Edge::Of(named)
    })
}

/// Lists the words by which an end may name its beginning.
pub(super) fn names(comment: &str) -> Vec<String> {
    let mut names = words(comment);
    names.retain(|word| !matches!(role(word), Some(Role::Fill | Role::Begin)));
    names
}

/// Whether a comment begins with the word "privé".
pub(super) fn begins_with_private(text: &str) -> bool {
    let words = words(text.get(..text.len().min(80)).unwrap_or(text));
    // "privacy policy" is what a site says of itself.
    let is_policy = words.len() > 1 && words.first().is_some_and(|word| word == "privacy");
    !is_policy && words.first().is_some_and(|word| is_nearly_private(word))
}

/// Whether a key of a front matter, with one of its values, says that the text is private.
pub(super) fn is_setting(key: &str, value: &str) -> bool {
    let value_key = sort_key(value);
    let denied = [
        "false", "no", "non", "0", "never", "jamais", "none", "aucun", "aucune", "off",
    ]
    .contains(&value_key.trim());
    let keys = words(key);
    let of_key = |roles: &[Role]| {
        keys.iter()
            .any(|word| role(word).is_some_and(|role| roles.contains(&role)))
    };
    if denied {
        // `published: false`
        let publishes =
            of_key(&[Role::Publish, Role::Published, Role::Public]) || keys == ["visible"];
        return publishes && !keys.iter().any(|word| role(word) == Some(Role::Deny));
    }
    let low = ["public", "publique", "faible", "low", "nulle"].contains(&value_key.trim());
    if keys.iter().any(|word| word.starts_with("confidentialit")) {
        return !low;
    }
    if is_phrase(key) {
        return !low;
    }
    // `diffusion: bureau`, `visibility: members`
    let reach = of_key(&[Role::Reach]) || keys.iter().any(|word| word == "diffusion");
    let restricted = Words::of(value).is_some_and(|words| {
        words.any(&[Role::Audience, Role::Weak]) && !words.any(&[Role::Deny, Role::Public])
    });
    is_phrase(value) || (reach && restricted)
}

/// Whether a label and what stands behind it name who alone receives the text: "Diffusion :
/// membres du bureau", "Accès : membres". "Diffusion : membres du conseil" is the list of recipients that heads
/// minutes, and keeps nothing from others.
pub(super) fn names_readers(label: &str, readers: &str) -> bool {
    const RECIPIENTS: [&str; 4] = ["diffusion", "destinataire", "destinataires", "distribution"];
    const EVERYBODY: [&str; 6] = [
        "membre",
        "membres",
        "members",
        "conseil",
        "tous",
        "participants",
    ];
    const LABELS: [&str; 7] = [
        "diffusion",
        "destinataire",
        "destinataires",
        "distribution",
        "lecteurs",
        "visibilite",
        "acces",
    ];
    let of_label = |word: &str| LABELS.contains(&word) || role(word) == Some(Role::Fill);
    // Most labels have another word.
    if !are_all(label, |word| {
        is_letter(word) || glued(word).is_some() || of_label(word)
    }) {
        return false;
    }
    let label = words(label);
    let any = |list: &[&str]| label.iter().any(|word| list.contains(&word.as_str()));
    let is_everybody = || {
        words(readers)
            .iter()
            .all(|it| EVERYBODY.contains(&it.as_str()) || role(it) == Some(Role::Fill))
    };
    label.iter().all(|word| of_label(word))
        && any(&LABELS)
        && !(any(&RECIPIENTS) && is_everybody())
        && Words::of(readers).is_some_and(|words| {
            words.any(&[Role::Audience, Role::Private, Role::Confidential])
                && !words.any(&[Role::Deny, Role::Public])
        })
}

/// Whether what stands behind a label denies it: "Réservé aux membres : non."
pub(super) fn denies(text: &str) -> bool {
    matches!(words(text.get(..20).unwrap_or(text)).as_slice(), [word] if ["non", "no", "faux", "false", "jamais"].contains(&word.as_str()))
}

/// Whether a text begins with, or is, the word that stands beside "interne" or "privé" where both
/// are told apart: "Externe : …", "Public : …".
pub(super) fn is_counterpart(label: &str, other: &str) -> bool {
    let (label, other) = (words(label), words(other));
    let ([label], [other]) = (label.as_slice(), other.as_slice()) else {
        return false;
    };
    (label.starts_with("intern") && other.starts_with("extern"))
        || (role(label) == Some(Role::Private) && role(other) == Some(Role::Public))
}

/// Whether a comment speaks of a part of the text and of nobody: "début du tableau", "/section 1".
pub(super) fn names_part(comment: &str) -> bool {
    const PARTS: [&str; 14] = [
        "tableau",
        "tableaux",
        "table",
        "figure",
        "image",
        "liste",
        "sommaire",
        "chapitre",
        "colonne",
        "graphique",
        "schema",
        "entete",
        "section",
        "partie",
    ];
    let words = words(comment);
    let is_part = |word: &&String| PARTS.contains(&word.as_str());
    let parts: Vec<&String> = words.iter().filter(is_part).collect();
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    // A section or a part without its number may be any passage.
    let is_vague = parts
        .iter()
        .all(|word| ["section", "partie"].contains(&word.as_str()));
    !parts.is_empty()
        && (!is_vague || words.iter().any(is_number))
        && words.iter().all(|word| {
            PARTS.contains(&word.as_str())
                || is_number(word)
                || matches!(role(word), Some(Role::Fill | Role::Begin | Role::End))
        })
}

/// Lists the words of a text in lower case without accents; what is glued to its end or beginning
/// stands alone, and letters that stand alone are one word.
fn words(text: &str) -> Vec<String> {
    let key = sort_key(text);
    let bare: Vec<&str> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if bare.len() >= 4 && bare.iter().all(|word| is_letter(word)) {
        return vec![bare.concat()];
    }
    let mut found = Vec::new();
    for word in bare {
        match glued(word) {
            Some((edge, rest)) => found.extend([edge.to_owned(), rest.to_owned()]),
            None => found.push(word.to_owned()),
        }
    }
    found
}

/// Whether a word is a letter, of which several may be a word.
fn is_letter(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

/// Parts a word from "début", "fin" or the like that is glued to it.
fn glued(word: &str) -> Option<(&'static str, &str)> {
    let edges = ["begin", "end", "start", "stop", "debut", "fin"];
    edges.into_iter().find_map(|edge| {
        let rest = word
            .strip_prefix(edge)
            .or_else(|| word.strip_suffix(edge))?;
        let meant = matches!(
            role(rest)?,
            Role::Private | Role::Confidential | Role::Weak | Role::Order
        );
        (meant && !rest.bytes().all(|byte| byte.is_ascii_digit())).then_some((edge, rest))
    })
}

/// Whether a word is "private" or "privé", or was to be.
fn is_nearly_private(word: &str) -> bool {
    const WORDS: [&str; 7] = [
        "private", "prive", "privee", "prives", "privees", "priv", "privates",
    ];
    // Words of their own that are as near.
    const OTHERS: [&str; 31] = [
        "privilege",
        "privileges",
        "privation",
        "privations",
        "priver",
        "privons",
        "privent",
        "privatif",
        "privatifs",
        "pirate",
        "pirates",
        "primate",
        "primates",
        "prime",
        "primes",
        "prise",
        "prises",
        "price",
        "pride",
        "prie",
        "pries",
        "prieee",
        "rive",
        "drive",
        "pivot",
        "prisee",
        "prisees",
        "prose",
        "prove",
        "pure",
        "plate",
    ];
    if WORDS.contains(&word) {
        return true;
    }
    if !word.starts_with('p') || OTHERS.contains(&word) || !(4..=9).contains(&word.chars().count())
    {
        return false;
    }
    let long = word.chars().count() >= 6;
    (long && word.contains('v') && strsim::damerau_levenshtein(word, "private") <= 2)
        || (word.contains('v') && strsim::damerau_levenshtein(word, "prive") <= 1)
        || (word.contains('v') && strsim::damerau_levenshtein(word, "privee") <= 1)
        || (long && strsim::damerau_levenshtein(word, "private") <= 1)
}

/// Whether a word is "confidentiel" in one of its forms and languages, or was to be.
fn is_nearly_confidential(word: &str) -> bool {
    let near = |other: &str| strsim::damerau_levenshtein(word, other) <= 2;
    word.starts_with("conf")
        && word.len() >= 10
        && (near("confidentiel")
            || near("confidential")
            || near("confidentielle")
            || near("confidentiels"))
}
