//! Who was there: the organisations and persons that the attendance of minutes names.

use std::collections::BTreeSet;
use std::ops::Range;

use super::labels;
use super::name_index::NameIndex;
use super::name_lines::is_blank;
use super::officers::{Officer, Part};
use super::offices::{begins_authority, is_office};
use super::prose::OBJECT;
use super::remarks::{Asks, Remark, remark, says_movement, says_presence, says_refusal, says_way};
use super::roll::{Entry, Field, Piece, Roll};
use super::{Attendee, Named, Presence};
use crate::locale::collation::{Word, WordList, sort_key, words};
use crate::sort::Sort;

/// The names that tell organisations from persons, and one organisation from two.
pub struct Names {
    known: Vec<Known>,
    /// The places of the names in that list.
    index: NameIndex<usize>,
    /// The ids and names of the members whom the meeting calls, where it is known.
    called: Vec<(String, String)>,
    is_given: fn(&str) -> bool,
    is_civility: fn(&str) -> bool,
    is_function: fn(&str) -> bool,
}

struct Known {
    name: String,
    /// Its words, without case and accents.
    key: String,
    member: Option<String>,
}

impl Names {
    /// Knows no organisation; the functions tell first names, civilities and what persons are called by their
    /// work, given without case and accents.
    #[must_use]
    pub fn new(
        is_given: fn(&str) -> bool,
        is_civility: fn(&str) -> bool,
        is_function: fn(&str) -> bool,
    ) -> Self {
        Self {
            known: Vec::new(),
            index: NameIndex::default(),
            called: Vec::new(),
            is_given,
            is_civility,
            is_function,
        }
    }

    /// Adds a name of an organisation, with the id of the member that bears it.
    pub fn add(&mut self, name: &str, member: Option<&str>) {
        // "BETA S/ MER".
        let short = [("-sur-", " s/ "), (" sur ", " s/ "), ("-sous-", " s/ ")];
        let short = short
            .iter()
            .filter(|(long, _)| name.contains(long))
            .map(|(long, short)| name.replace(long, short));
        for name in std::iter::once(name.to_owned()).chain(short) {
            self.index.add(&name, self.known.len());
            self.known.push(Known {
                key: key_of(&name),
                name,
                member: member.map(str::to_owned),
            });
        }
    }

    /// Says whom the meeting calls, by id and name: those whom "tous les membres" means.
    pub fn call(&mut self, members: impl Iterator<Item = (String, String)>) {
        self.called = members.collect();
    }

    /// Lists the names in a text, the longest where several begin, in order and apart.
    fn find(&self, text: &str) -> Vec<Hit> {
        let words = words(text);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some((first, _)) = words.get(at) {
            // The name that somebody has in a chat is no organisation's.
            if text
                .get(..first.start)
                .is_some_and(|before| before.ends_with('@'))
            {
                at += 1;
                continue;
            }
            let longest = self.index.at(&words, at, |window, index| {
                let known = self.known.get(*index);
                known.is_some_and(|known| Self::is_sound(text, window, known))
            });
            let Some((count, index)) = longest else {
                at += 1;
                continue;
            };
            let last = at + count - 1;
            let end = words.get(last).map_or(first.end, |(last, _)| last.end);
            found.push(Hit {
                at: first.start..end,
                known: *index,
            });
            at = last + 1;
        }
        found
    }

    /// Whether the words of a name are written as the name may be.
    fn is_sound(text: &str, window: &[Word<'_>], known: &Known) -> bool {
        let (Some((first, _)), Some((last, _))) = (window.first(), window.last()) else {
            return false;
        };
        let written = text.get(first.start..last.end).unwrap_or_default();
        // A short name is a word too: "CE", "Ce".
        let is_short = known.name.chars().count() <= 3;
        let shouted = known.name.chars().all(|c| !c.is_lowercase());
        let sound = !(is_short && shouted) || written.chars().all(|c| !c.is_lowercase());
        let joined = window.windows(2).all(|pair| match pair {
            [(one, _), (other, _)] => {
                let between = text.get(one.end..other.start).unwrap_or_default();
                let cuts = |c| between.contains(c) && !known.name.contains(c);
                ![',', ';', '(', ')', ':', '/', '\u{2022}']
                    .into_iter()
                    .any(cuts)
            }
            _ => true,
        });
        // "Béta-sur-Mer" is not Béta.
        let places = ["-sur-", "-sous-", "-lès-", "-les-", "-en-", " s/"];
        let rest = text.get(last.end..).unwrap_or_default();
        let rest: String = rest.chars().take(6).flat_map(char::to_lowercase).collect();
        let is_place = places.iter().any(|it| rest.starts_with(it));
        sound && joined && !is_place
    }

    /// Whether a text is one slip away from a name.
    fn is_near(&self, text: &str) -> bool {
        let key = key_of(text);
        let mut known = self.known.iter();
        known.any(|known| strsim::damerau_levenshtein(&known.key, &key) <= 2)
    }

    fn member(&self, hit: &Hit) -> Option<String> {
        self.known.get(hit.known)?.member.clone()
    }

    /// Whether a text names a member.
    pub(super) fn has_member(&self, text: &str) -> bool {
        let mut hits = self.find(text).into_iter();
        hits.any(|hit| self.member(&hit).is_some())
    }

    /// Whether a text is the name of a person, wherever it stands.
    pub(super) fn is_certain(&self, text: &str) -> bool {
        text.contains([' ', '\u{a0}']) && person_in(self, text, false).is_some()
    }

    /// Whether a word, without case and accents, is a civility or says what a person is.
    pub(super) fn calls_person(&self, word: &str) -> bool {
        (self.is_civility)(word) || (self.is_function)(word)
    }
}

/// Joins the sort keys of the words of a text.
fn key_of(text: &str) -> String {
    let keys = words(text).into_iter().map(|(_, key)| key);
    keys.collect::<Vec<_>>().join(" ")
}

struct Hit {
    at: Range<usize>,
    known: usize,
}

/// A bracket that closes parts as a comma does.
const CLOSED: Cut = Cut::Comma;

/// What parts a piece of text from the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Start,
    /// A semicolon, a line.
    Hard,
    /// A comma, a slash.
    Comma,
    /// "et", "&".
    And,
    /// A dash, a colon.
    Dash,
    Bracket,
}

/// A piece of text between two cuts, and what it may be.
struct Atom {
    cut: Cut,
    at: Range<usize>,
    kind: Kind,
}

enum Kind {
    /// An organisation that is known, maybe behind the name of a person.
    Known {
        hit: usize,
        person: Option<Range<usize>>,
    },
    Person(Range<usize>),
    /// Words that may be the name of an organisation.
    Organisation(Range<usize>),
    /// It only says how somebody took part.
    Said,
    Noise,
}

impl Roll {
    /// Tells who was there and how, in the order of the text.
    pub(super) fn attendees(&self, names: &Names) -> Vec<Attendee> {
        let mut reader = Reader {
            roll: self,
            names,
            found: Vec::new(),
            of_entry: Vec::with_capacity(self.entries.len()),
        };
        for entry in &self.entries {
            reader.entry(entry);
        }
        let members: Vec<bool> = self.excepted(&reader);
        let mut found = reader.finish();
        self.add_all(&mut found, &members, names);
        if found.is_empty() {
            return found;
        }
        // Who takes the chair is there, and who comes late is in no list.
        let there = self.officers.iter().filter(|(_, it)| it.part != Part::Afar);
        for (text, officer) in there {
            let piece = Piece {
                text: *text,
                at: officer.at.clone(),
            };
            let persons = self.persons_of(&piece, officer, names);
            for hit in names.find(self.text(&piece)) {
                let member = names.member(&hit);
                // Who is absent does not come.
                let is_away = |it: &&mut Attendee| {
                    member.is_some() && it.member() == member.as_deref() && !it.presence.is_there()
                };
                if officer.part == Part::Moves
                    && let Some(away) = found.iter_mut().find(is_away)
                {
                    away.is_contradicted = true;
                }
                if member.is_none() || found.iter().any(|it| it.member() == member.as_deref()) {
                    continue;
                }
                let at = self.source(&piece, hit.at.clone());
                let name = self.text(&piece).get(hit.at).unwrap_or_default();
                found.push(Attendee {
                    organisation: Some(Named {
                        name: name.to_owned(),
                        at: at.clone(),
                        member,
                    }),
                    persons: persons.clone(),
                    ..Attendee::blank(Presence::Present, at)
                });
            }
        }
        found
    }

    /// Tells of each exception from all members whether it names some.
    fn excepted(&self, reader: &Reader<'_>) -> Vec<bool> {
        let is_named = |but: usize| {
            let of_entry = reader.of_entry.get(but).cloned().unwrap_or(0..0);
            let found = reader.found.get(of_entry).unwrap_or_default();
            !found.is_empty() && found.iter().all(|it| it.member().is_some())
        };
        let all = self.everybody.iter();
        all.map(|it| it.but.is_none_or(is_named)).collect()
    }

    /// Adds those who are meant by all members, and are not named; where it is not known who or how, it is in doubt.
    fn add_all(&self, found: &mut Vec<Attendee>, is_named: &[bool], names: &Names) {
        let mut known: BTreeSet<String> = found
            .iter()
            .filter_map(Attendee::member)
            .map(str::to_owned)
            .collect();
        for (all, is_named) in self.everybody.iter().zip(is_named) {
            let blank = Attendee::blank(Presence::Present, all.at.clone());
            let presence = all
                .presence
                .filter(|_| *is_named && !names.called.is_empty());
            let Some(presence) = presence else {
                found.push(Attendee {
                    is_unclear: true,
                    ..blank
                });
                continue;
            };
            let others = names
                .called
                .iter()
                .filter(|(id, _)| known.insert(id.clone()));
            found.extend(others.map(|(id, name)| Attendee {
                organisation: Some(Named {
                    name: name.clone(),
                    at: all.at.clone(),
                    member: Some(id.clone()),
                }),
                presence,
                ..blank.clone()
            }));
        }
    }

    /// Lists the persons whom the text names by the part that they had, and where they stand.
    pub(super) fn officers(&self, names: &Names) -> Vec<(String, Range<usize>)> {
        let officers = self.officers.iter();
        let persons = officers.flat_map(|(text, officer)| {
            let at = officer.at.clone();
            self.persons_of(&Piece { text: *text, at }, officer, names)
        });
        persons.collect()
    }

    /// Lists the persons among those who had a part: words with capitals that belong together and are no
    /// organisation's.
    fn persons_of(
        &self,
        piece: &Piece,
        officer: &Officer,
        names: &Names,
    ) -> Vec<(String, Range<usize>)> {
        let text = self.text(piece);
        let hits = names.find(text);
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut joins = false;
        let mut start = 0;
        for word in text.split_inclusive([' ', '\u{a0}', '\n', '\t']) {
            let begins = start;
            start += word.len();
            let opens =
                word.trim_start_matches(['(', '[', '*', '_', '"', '\u{ab}', '\'', '\u{2019}']);
            let bare = opens.trim_end();
            let begins = begins + (word.len() - opens.len());
            let ends = begins
                + bare
                    .trim_end_matches([',', ';', ')', ']', '*', '_', ':', '/'])
                    .len();
            let is_known = hits
                .iter()
                .any(|hit| hit.at.start < ends && begins < hit.at.end);
            if is_known || !bare.starts_with(char::is_uppercase) {
                // "Ada de Personne".
                joins &= ["de", "du", "le", "la", "von", "van"].contains(&bare);
                continue;
            }
            match runs
                .last_mut()
                .filter(|_| joins && opens.len() == word.len())
            {
                Some(run) => run.end = ends,
                None => runs.push(begins..ends),
            }
            joins = begins + bare.len() == ends;
        }
        let persons = runs.into_iter().filter_map(|run| {
            let said = text.get(run.clone())?.trim_end_matches('.');
            let at = person_in(names, said, officer.is_certain)?;
            let name = said.get(at.clone())?;
            let is_whole = name.contains([' ', '\u{a0}']);
            let at = run.start + at.start..run.start + at.end;
            (is_whole && !names.is_near(name))
                .then(|| (name.replace('\u{a0}', " "), self.source(piece, at)))
        });
        persons.collect()
    }
}

struct Reader<'a> {
    roll: &'a Roll,
    names: &'a Names,
    found: Vec<Attendee>,
    /// What came of each entry.
    of_entry: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn entry(&mut self, entry: &Entry) {
        let start = self.found.len();
        for (number, (field, piece)) in entry.fields.iter().enumerate() {
            let text = self.roll.text(piece).to_owned();
            match field {
                Field::Remark => {
                    let mut remark = remark(&text);
                    let hits = self.names.find(&text);
                    self.find_holder(&mut remark, hits.iter());
                    self.apply(&remark, piece, &text, &hits);
                    self.refuse(&remark, piece, &(0..text.len()));
                    if !remark.is_refused && !self.is_understood(&text) {
                        let at = self.roll.source(piece, 0..text.len());
                        let last = self.found.get_mut(start..).and_then(<[_]>::last_mut);
                        if let Some(last) = last.filter(|it| it.member().is_some()) {
                            last.unread.push(at);
                        }
                    }
                }
                Field::Proxy if says_refusal(&text) => {
                    let at = self.roll.source(piece, 0..text.len());
                    if let Some(last) = self.found.last_mut() {
                        last.unread.push(at);
                    }
                }
                Field::Proxy => {
                    let hits = self.names.find(&text);
                    let remark = Remark {
                        presence: Some(Presence::Represented),
                        by: Some(0..text.len()),
                        ..Remark::default()
                    };
                    self.apply(&remark, piece, &text, &hits);
                }
                Field::Any | Field::Organisation | Field::Person => {
                    let cut = if number == 0 { Cut::Start } else { Cut::Dash };
                    self.field(entry, *field, piece, &text, cut, start);
                }
            }
        }
        // The parts of a name in two columns.
        let parts = entry.fields.iter();
        let parts = parts.filter(|(field, _)| *field == Field::Person).count();
        if parts == 2
            && let Some(last) = self.found.last_mut()
            && let [(first, _), (second, at)] = last.persons.as_slice()
            && !first.contains(' ')
            && !second.contains(' ')
        {
            let whole = (format!("{second} {first}"), at.clone());
            last.persons.push(whole);
        }
        if let Some(ticked) = entry.ticked.filter(|_| !entry.told) {
            let mut said = entry.fields.iter();
            let comes = said.clone().any(|(_, piece)| {
                let text = self.roll.text(piece);
                says_movement(text) || says_way(text) && !says_presence(text)
            });
            let is_present = said.any(|(_, piece)| {
                let told = remark(self.roll.text(piece)).presence;
                told == Some(Presence::Present)
            });
            for attendee in self.found.iter_mut().skip(start) {
                attendee.is_contradicted = match attendee.presence {
                    Presence::Absent if !ticked => comes,
                    Presence::Absent | Presence::Excused => ticked,
                    Presence::Present => !ticked && is_present,
                    Presence::Represented => false,
                };
            }
        }
        if entry.is_unclear {
            let is_told = entry.fields.iter().any(|(_, piece)| {
                let text = self.roll.text(piece);
                !is_lone_letter(text) && remark(text).presence.is_some()
            });
            for attendee in self.found.iter_mut().skip(start) {
                attendee.is_unclear |= !is_told;
            }
        }
        if entry.is_head {
            self.settle_head(start);
        } else if let Some(parent) = entry.parent {
            self.settle_nested(entry, parent, start);
        }
        self.of_entry.push(start..self.found.len());
    }

    /// Says who holds the proxies of those named last of whom nobody has said it yet.
    fn hold(&mut self, start: usize, by: &Named) {
        for attendee in self.found.iter_mut().skip(start).rev() {
            let waits = attendee.presence == Presence::Represented && attendee.by.is_none();
            if !waits {
                break;
            }
            attendee.by = Some(by.clone());
        }
    }

    /// Reads a part of an entry, from its first cut to its last.
    #[expect(clippy::too_many_lines, reason = "one arm per kind of piece")]
    fn field(
        &mut self,
        entry: &Entry,
        field: Field,
        piece: &Piece,
        text: &str,
        first: Cut,
        start: usize,
    ) {
        let hits = self.names.find(text);
        let atoms = self.atoms(text, &hits, first, entry.single);
        let significant = |atom: &&Atom| !matches!(atom.kind, Kind::Noise | Kind::Said);
        let org_first = atoms.iter().find(significant).is_some_and(|atom| {
            matches!(
                &atom.kind,
                Kind::Known { person: None, .. } | Kind::Organisation(_)
            )
        });
        let is_followed = |next: Option<&Atom>| {
            next.is_some_and(|it| {
                it.cut == Cut::Bracket && matches!(it.kind, Kind::Known { person: None, .. })
            })
        };
        let parted = atoms.iter().any(|atom| atom.cut == Cut::Hard);
        // "Mmes Personne, Essai et Exemple": the surnames that follow.
        let mut is_plural = false;
        // Where the names end whose proxies one holds.
        let mut held = 0;
        for (index, atom) in atoms.iter().enumerate() {
            if atom.at.end <= held {
                continue;
            }
            let said = text.get(atom.at.clone()).unwrap_or_default();
            is_plural = match atom.cut {
                Cut::Start | Cut::Hard | Cut::Dash => begins_with_plural(said),
                Cut::Comma | Cut::And | Cut::Bracket => is_plural || begins_with_plural(said),
            };
            if let Kind::Organisation(at) = &atom.kind
                && is_plural
                && matches!(atom.cut, Cut::Comma | Cut::And)
                && text
                    .get(at.clone())
                    .is_some_and(|it| it.split(' ').count() <= 2)
            {
                let mut attendee = self.attendee(entry, piece, &atom.at);
                attendee.persons.extend(self.person(piece, text, Some(at)));
                self.found.push(attendee);
                continue;
            }
            if let Kind::Organisation(at) = &atom.kind
                && atom.cut == Cut::Bracket
                && self.found.len() > start
                && self.is_nickname(text.get(at.clone()).unwrap_or_default())
            {
                continue;
            }
            let next = atoms
                .get(index + 1..)
                .and_then(|rest| rest.iter().find(significant));
            let open = self.found.len() > start;
            // "Alpha/PH4": a part of it.
            let is_part = matches!(atom.kind, Kind::Organisation(_))
                && open
                && index.checked_sub(1).is_some_and(|before| {
                    let before = &atoms[before];
                    matches!(before.kind, Kind::Known { .. })
                        && text.get(before.at.end..atom.at.start) == Some("/")
                });
            if is_part {
                continue;
            }
            let last_named = open
                && self
                    .found
                    .last()
                    .is_some_and(|it| it.organisation.is_some());
            let last_is_known = open
                && self.found.last().is_some_and(|it| {
                    it.organisation
                        .as_ref()
                        .is_some_and(|it| it.member.is_some())
                });
            match &atom.kind {
                Kind::Known { hit, person } => {
                    let named = self.named(piece, &hits[*hit]);
                    let joins = match atom.cut {
                        Cut::Bracket | Cut::Dash => open && !last_is_known,
                        Cut::Comma | Cut::And => open && !last_named,
                        Cut::Start | Cut::Hard => false,
                    };
                    let joins = joins && person.is_none();
                    let waits = last_is_known
                        && self.found.last().is_some_and(|it| {
                            // "Béta (pouvoir : Alpha)"
                            let is_given = it.presence == Presence::Represented
                                && it.member() != named.member.as_deref()
                                && person.is_none()
                                && remark(said).presence.is_none();
                            it.by.is_none() && (is_given || entry.presence == Presence::Represented)
                        });
                    if waits && matches!(atom.cut, Cut::Dash | Cut::Bracket) {
                        // "Pouvoirs : Alpha → Béta", "Alpha, Gamma → Béta".
                        self.hold(start, &named);
                    } else if self.is_beside(text, &atoms, index, start) {
                        // "Zoé Untel (Alpha et Béta)": there for both.
                        let persons = self.found.last().map(|it| it.persons.clone());
                        let mut attendee = self.attendee(entry, piece, &atom.at);
                        attendee.organisation = Some(named);
                        attendee.persons = persons.unwrap_or_default();
                        self.found.push(attendee);
                    } else if atom.cut == Cut::Bracket && last_is_known {
                        // "Alpha (Béta excusée)"; of whom "Alpha (Béta)" says so is not known.
                        let said = remark(text.get(atom.at.clone()).unwrap_or_default());
                        if let Some(presence) = said.presence.filter(|it| !it.is_there()) {
                            let mut attendee = self.attendee(entry, piece, &atom.at);
                            attendee.organisation = Some(named);
                            attendee.presence = presence;
                            // The one whose remark it is stays the last.
                            let before = self.found.len() - 1;
                            self.found.insert(before, attendee);
                            continue;
                        }
                    } else if joins {
                        if let Some(last) = self.found.last_mut() {
                            last.organisation = Some(named);
                        }
                    } else {
                        let mut attendee = self.attendee(entry, piece, &atom.at);
                        attendee.organisation = Some(named);
                        attendee
                            .persons
                            .extend(self.person(piece, text, person.as_ref()));
                        if entry.presence == Presence::Represented {
                            // "Pouvoirs : Alpha à Béta".
                            let other = hits.get(hit + 1).filter(|it| it.at.end <= atom.at.end);
                            attendee.by = other.map(|hit| self.named(piece, hit));
                            // "Alpha et Gamma à Béta".
                            if let Some(by) = attendee.by.clone().filter(|_| atom.cut == Cut::And) {
                                self.hold(start, &by);
                            }
                            // "Représentés : Alpha par Ada Personne".
                            let after =
                                text.get(hits[*hit].at.end..atom.at.end).unwrap_or_default();
                            let sent = after.trim_start().strip_prefix("par ");
                            if let (None, Some(sent)) = (&attendee.by, sent) {
                                attendee.presence = Presence::Present;
                                let begins = atom.at.end - sent.len();
                                let at = self.person_at(sent, true);
                                let at = at.map(|at| begins + at.start..begins + at.end);
                                attendee
                                    .persons
                                    .extend(self.person(piece, text, at.as_ref()));
                            }
                        }
                        self.found.push(attendee);
                    }
                }
                Kind::Person(at) if field != Field::Organisation => {
                    let next_is_its = next.is_some_and(|next| {
                        let names = !matches!(next.kind, Kind::Person(_));
                        matches!(next.cut, Cut::Bracket | Cut::Dash) && names
                    });
                    let joins = match atom.cut {
                        // "Ada Personne (Alpha) - Yann Essai (Béta)"
                        Cut::Dash if last_is_known && is_followed(next) => {
                            self.found.last().is_some_and(|it| it.persons.is_empty())
                        }
                        Cut::Bracket | Cut::Dash => open,
                        Cut::Comma | Cut::And => {
                            // "Alphonse, Ada, Yann": first names alone.
                            let is_whole = last_is_known || said.contains(' ');
                            // "Invités : Ville de Lyon, Grand Est": one beside the other.
                            let is_beside = entry.guest && !says_person(self.names, said);
                            !is_beside
                                && open
                                && last_named
                                && org_first
                                && !next_is_its
                                && is_whole
                        }
                        Cut::Start | Cut::Hard => false,
                    };
                    let person = self.person(piece, text, Some(at));
                    if joins || (field == Field::Person && open) {
                        if let Some(last) = self.found.last_mut() {
                            last.persons.extend(person);
                        }
                    } else {
                        let mut attendee = self.attendee(entry, piece, &atom.at);
                        attendee.persons.extend(person);
                        self.found.push(attendee);
                    }
                }
                // "Ada, Alpha ; Yann, Béta".
                Kind::Organisation(at)
                    if parted
                        && matches!(atom.cut, Cut::Start | Cut::Hard)
                        && !text.get(at.clone()).unwrap_or_default().contains(' ')
                        && next.is_some_and(|it| {
                            it.cut == Cut::Comma && matches!(it.kind, Kind::Known { .. })
                        }) =>
                {
                    let mut attendee = self.attendee(entry, piece, &atom.at);
                    attendee.persons.extend(self.person(piece, text, Some(at)));
                    self.found.push(attendee);
                }
                Kind::Organisation(at) | Kind::Person(at) => {
                    if field == Field::Person && open {
                        // A person whose name looks like none: it is not shown.
                        let person = self.person(piece, text, Some(at));
                        if let Some(last) = self.found.last_mut() {
                            last.persons.extend(person);
                        }
                        continue;
                    }
                    let named = Named {
                        name: text.get(at.clone()).unwrap_or_default().to_owned(),
                        at: self.roll.source(piece, at.clone()),
                        member: None,
                    };
                    let joins = open
                        && !last_named
                        && atom.cut != Cut::Hard
                        && (entry.single || matches!(atom.cut, Cut::Bracket | Cut::Dash));
                    if joins {
                        if let Some(last) = self.found.last_mut() {
                            last.organisation = Some(named);
                        }
                    } else if matches!(atom.cut, Cut::Bracket)
                        || (atom.cut == Cut::Dash && last_named)
                    {
                        // What explains a name; "Rey (Exemple)" may be a person.
                        let last = self
                            .found
                            .last_mut()
                            .filter(|it| it.guest && atom.cut == Cut::Bracket);
                        if let Some(last) = last
                            && let Some(name) = last
                                .organisation
                                .as_ref()
                                .filter(|it| may_be_surname(&it.name))
                        {
                            last.doubted = Some(name.at.clone());
                        }
                    } else {
                        let mut attendee = self.attendee(entry, piece, &atom.at);
                        attendee.has_article = begins_with_article(said);
                        attendee.organisation = Some(named);
                        self.found.push(attendee);
                    }
                }
                Kind::Said | Kind::Noise => {}
            }
            let is_named = matches!(atom.kind, Kind::Known { person: None, .. });
            let is_bracket = atom.cut == Cut::Bracket;
            // "Représentés : Béta (par Alpha)".
            let is_holder = is_named && entry.presence == Presence::Represented;
            let is_remark = matches!(atom.kind, Kind::Noise) && (is_bracket || entry.single)
                || is_named && !is_holder && is_bracket && says_more(said);
            // "Rey (Z.)"
            if matches!(atom.kind, Kind::Noise)
                && is_bracket
                && is_lone_letter(said)
                && let Some(last) = self.found.last_mut().filter(|it| it.guest)
                && let Some(name) = last
                    .organisation
                    .as_ref()
                    .filter(|it| may_be_surname(&it.name))
            {
                last.doubted = Some(name.at.clone());
            }
            if is_remark && last_is_known && !self.is_understood(said) {
                let at = self.roll.source(piece, atom.at.clone());
                if let Some(last) = self.found.last_mut() {
                    last.unread.push(at);
                    if last.presence == Presence::Represented && says_refusal(said) {
                        // "Béta (pouvoir à Alpha, retiré)"
                        last.presence = Presence::Absent;
                        last.by = None;
                    }
                }
            }
            // What stands before any name in an entry says nothing of the entry before.
            if !matches!(atom.kind, Kind::Noise) && self.found.len() > start {
                let mut remark = remark(said);
                // "Alpha (A)", where nothing says that A is absent.
                let before = text.get(..atom.at.start).unwrap_or_default();
                // The end of a word: "empêché(e)", "excusé/e"; not "n/a".
                let before = before.trim_end_matches(['(', '[', '/']);
                let word = before.chars().rev().take_while(|c| c.is_alphanumeric());
                let is_glued = word.take(2).count() > 1;
                if is_lone_letter(said)
                    && !self.roll.has_letters
                    && remark.presence != Some(Presence::Present)
                    && let Some(last) = self.found.last_mut()
                {
                    last.is_unclear |= remark.presence.take().is_some() && !is_glued;
                }
                remark.from += atom.at.start;
                remark.by = remark
                    .by
                    .map(|at| at.start + atom.at.start..at.end + atom.at.start);
                // "avec les procurations de Béta et Gamma", "(pouvoirs de Béta, de Gamma)"
                let more = atoms.get(index + 1..).unwrap_or_default().iter();
                let mut ends = atom.at.end;
                let more = more.take_while(|it| {
                    let between = text.get(ends..it.at.start).unwrap_or_default();
                    ends = it.at.end;
                    let is_inside = atom.cut == Cut::Bracket
                        && it.cut == Cut::Bracket
                        && !between.contains(['(', ')']);
                    (it.cut == Cut::And || is_inside)
                        && matches!(it.kind, Kind::Known { person: None, .. })
                });
                let until = more.last().map_or(atom.at.end, |it| it.at.end);
                let is_asked = text
                    .get(atom.at.end..)
                    .is_some_and(|rest| rest.trim_start().starts_with(':'));
                match remark.asks.filter(|_| is_asked) {
                    Some(Asks::Holder) => remark.by = Some(atom.at.end..until),
                    Some(Asks::Givers) => remark.of = Some(said.len()..said.len()),
                    Some(Asks::Sent) => {
                        if let Some(next) = next.filter(|next| self.is_other(next, &hits)) {
                            remark.presence = Some(Presence::Represented);
                            remark.by = Some(next.at.clone());
                            held = next.at.end;
                        }
                    }
                    None => {}
                }
                if remark.by.as_ref().is_some_and(|it| it.end > atom.at.end) {
                    held = until;
                }
                let of_many = remark.of.is_some() && until > atom.at.end;
                if of_many {
                    held = until;
                }
                remark.of = remark.of.map(|at| {
                    let end = if of_many {
                        until
                    } else {
                        at.end + atom.at.start
                    };
                    at.start + atom.at.start..end
                });
                let first = hits.partition_point(|hit| hit.at.start < atom.at.start);
                let within = hits.iter().skip(first);
                let within = within.take_while(|hit| hit.at.end <= atom.at.end);
                self.find_holder(&mut remark, within);
                self.apply(&remark, piece, text, &hits);
                self.refuse(&remark, piece, &atom.at);
                // "Absents : Alpha, Béta (excusés)".
                let is_plural = words(said)
                    .iter()
                    .any(|(_, key)| ["excuses", "excusees"].contains(&key.as_str()));
                if is_plural && remark.presence == Some(Presence::Excused) {
                    for other in self.found.iter_mut().skip(start) {
                        if other.presence == Presence::Absent {
                            other.presence = Presence::Excused;
                        }
                    }
                }
            }
        }
    }

    /// Whether a piece names a member, and not the one named last.
    fn is_other(&self, atom: &Atom, hits: &[Hit]) -> bool {
        let Kind::Known { hit, person: None } = &atom.kind else {
            return false;
        };
        let member = hits.get(*hit).and_then(|hit| self.names.member(hit));
        let last = self.found.last().and_then(Attendee::member);
        member.is_some() && last.is_some() && member.as_deref() != last
    }

    /// Whether a name that is known stands beside another one in the bracket of a person: "Zoé Untel (Alpha et
    /// Béta)".
    fn is_beside(&self, text: &str, atoms: &[Atom], index: usize, start: usize) -> bool {
        let Some(before) = index.checked_sub(1).and_then(|it| atoms.get(it)) else {
            return false;
        };
        let Some(atom) = atoms.get(index) else {
            return false;
        };
        let is_known = |it: &Atom| matches!(it.kind, Kind::Known { person: None, .. });
        let between = text.get(before.at.end..atom.at.start).unwrap_or_default();
        let joins = ["et", "&", "and", "+"].contains(&between.trim());
        let of_person = self.found.len() > start
            && self
                .found
                .last()
                .is_some_and(|it| !it.persons.is_empty() && it.organisation.is_some());
        let in_bracket = before.cut == Cut::Bracket && atom.cut == Cut::Bracket;
        in_bracket && joins && of_person && is_known(before) && is_known(atom)
    }

    fn attendee(&self, entry: &Entry, piece: &Piece, at: &Range<usize>) -> Attendee {
        let presence = match entry.ticked {
            Some(false) if !entry.told => Presence::Absent,
            _ => entry.presence,
        };
        let at = if entry.single {
            entry.at.clone()
        } else {
            self.roll.source(piece, at.clone())
        };
        Attendee {
            guest: entry.guest,
            others: entry.others,
            ticked: entry.ticked,
            is_invited: entry.guest,
            ..Attendee::blank(presence, at)
        }
    }

    fn named(&self, piece: &Piece, hit: &Hit) -> Named {
        let text = self.roll.text(piece);
        Named {
            name: text.get(hit.at.clone()).unwrap_or_default().to_owned(),
            at: self.roll.source(piece, hit.at.clone()),
            member: self.names.member(hit),
        }
    }

    fn person(
        &self,
        piece: &Piece,
        text: &str,
        at: Option<&Range<usize>>,
    ) -> Option<(String, Range<usize>)> {
        let at = at?;
        let name = text.get(at.clone())?;
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        (!name.is_empty()).then(|| (name, self.roll.source(piece, at.clone())))
    }

    /// Takes two or more words with capitals for a person, unless one of them says what it is or they
    /// are nearly the name of an organisation that is known.
    fn unknown_person(&self, text: &str) -> Option<Range<usize>> {
        let at = self.person_at(text, true)?;
        let said = text.get(at.clone())?;
        // "Ludwig von Mises"
        let is_noble = |word: &str| ["von", "van", "der", "den"].contains(&word);
        let all = said
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase) || is_noble(word));
        let is_name = all && said.split_whitespace().count() > 1 && !begins_with_article(text);
        // "Lieu : Salle Ovale"
        let first = said.split_whitespace().next().map(sort_key);
        let is_place = first.is_some_and(|it| {
            ["salle", "salon", "amphi", "amphitheatre", "auditorium"].contains(&it.as_str())
        });
        (is_name && !is_place && !self.names.is_near(said)).then_some(at)
    }

    /// Whether it is known what words behind a name tell of who took part: how they did, what they are, when they came.
    fn is_understood(&self, text: &str) -> bool {
        static KNOWN: WordList = WordList::new(
            "visio visioconference visioconf distance distanciel presentiel ligne remote remotely online telephone tel \
            audio teletravail mission deplacement formation site place physiquement person retard avance late early matin apres midi matinee partir \
            jusqu jusque heure point points titulaire titulaires suppleant suppleante suppleants suppleantes deputy \
            secretariat animation nouveau nouvelle nouveaux nouvelles membre membres fondateur fondatrice member new",
        );
        let said = remark(text);
        let words = words(text);
        let is_known = |key: &str| KNOWN.has(key) || self.names.calls_person(key);
        said.presence.is_some()
            || said.guest
            || said.of.is_some()
            || said.is_away
            || text.starts_with('@')
            || text.contains(|c: char| c.is_ascii_digit())
            || words.iter().any(|(_, key)| is_known(key))
            || !words.iter().any(|(_, key)| key.len() > 1)
    }

    /// Leaves a proxy that was refused unread, unless something else says how its giver took part.
    fn refuse(&mut self, remark: &Remark, piece: &Piece, at: &Range<usize>) {
        let at = self.roll.source(piece, at.clone());
        if let Some(last) = self.found.last_mut().filter(|_| remark.is_refused) {
            if last.presence == Presence::Represented {
                last.presence = Presence::Absent;
                last.by = None;
            }
            if remark.presence.is_none() {
                last.unread.push(at);
            }
        }
    }

    /// Takes another member in a remark for the one who holds the proxy: "pouvoir Alpha", "Alpha a son vote".
    fn find_holder<'a>(&self, remark: &mut Remark, hits: impl Iterator<Item = &'a Hit>) {
        let is_given = remark.presence == Some(Presence::Represented);
        let Some(last) = self
            .found
            .last()
            .filter(|_| is_given && remark.by.is_none())
        else {
            return;
        };
        let mut hits = hits.filter(|hit| {
            let member = self.names.member(hit);
            member.is_some() && member.as_deref() != last.member()
        });
        remark.by = hits.next().map(|hit| hit.at.clone());
    }

    /// Applies what is said to the one named last.
    #[expect(clippy::too_many_lines, reason = "one branch per form")]
    fn apply(&mut self, remark: &Remark, piece: &Piece, text: &str, hits: &[Hit]) {
        let within = |at: &Range<usize>| -> Vec<Named> {
            let first = hits.partition_point(|hit| hit.at.start < at.start);
            let inside = hits
                .iter()
                .skip(first)
                .take_while(|hit| hit.at.end <= at.end);
            inside.map(|hit| self.named(piece, hit)).collect()
        };
        let mut by = remark
            .by
            .as_ref()
            .and_then(|at| within(at).into_iter().next());
        let person = match (&remark.by, &by) {
            (Some(at), None) => {
                let said = text.get(at.clone()).unwrap_or_default();
                let name = self.person_at(said, true);
                name.map(|it| at.start + it.start..at.start + it.end)
            }
            _ => None,
        };
        let person = self.person(piece, text, person.as_ref());
        let said_by = remark.by.clone().and_then(|at| text.get(at)).unwrap_or("");
        let said = remark.by.as_ref();
        let said = said.and_then(|at| text.get(remark.from.min(at.start)..at.end));
        let said = said.unwrap_or_default();
        // "Béta, représentée par Béta", "pouvoir à elle-même".
        let is_itself = {
            let own = self.found.last().and_then(|it| it.organisation.clone());
            let before = remark.by.as_ref().and_then(|at| {
                let first = hits.partition_point(|hit| hit.at.start < at.start);
                text.get(at.start..hits.get(first)?.at.start)
            });
            let is_named = before.is_some_and(is_article_alone)
                && by.as_ref().is_some_and(|by| by.member.is_some())
                && by.as_ref().map(|it| &it.member) == own.as_ref().map(|it| &it.member);
            let is_said = ["elle-meme", "lui-meme", "soi-meme", "itself"]
                .iter()
                .any(|it| sort_key(said_by).starts_with(it));
            if is_said {
                by = own;
            }
            is_named || is_said
        };
        // A proxy given to nobody who is known: "pouvoir à Delta".
        let is_unknown = begins_with_capital(said_by)
            && by.is_none()
            && person.is_none()
            && is_power(said)
            && !is_office(said_by)
            && !begins_with_article(said_by);
        let unknown = remark.by.clone().filter(|_| is_unknown);
        let unknown = unknown.map(|at| self.roll.source(piece, at));
        let is_person_alone = by.is_none();
        let of: Vec<Named> = remark.of.iter().flat_map(within).collect();
        if let Some(last) = self.found.last_mut() {
            last.guest |= remark.guest;
            last.unread.extend(unknown);
            if remark.is_away && last.presence == Presence::Present && last.persons.len() < 2 {
                last.presence = Presence::Absent;
            }
            match remark.presence {
                // Who sends a person is there.
                Some(Presence::Represented) if is_person_alone && remark.by.is_some() => {
                    let by = remark.by.clone().and_then(|at| text.get(at));
                    let is_proxy = is_power(said)
                        || by.is_some_and(|by| is_office(by) || begins_with_article(by));
                    last.presence = if is_proxy {
                        Presence::Represented
                    } else {
                        Presence::Present
                    };
                    last.persons.extend(person);
                }
                Some(Presence::Represented) => {
                    last.presence = Presence::Represented;
                    last.by = by.filter(|by| {
                        let own = last.organisation.as_ref().and_then(|it| it.member.as_ref());
                        is_itself || by.member.is_none() || by.member.as_ref() != own
                    });
                }
                // "Alpha : Ada Personne, Yann Essai (excusé)": one is enough.
                Some(presence)
                    if last.presence == Presence::Present
                        && !presence.is_there()
                        && last.persons.len() > 1 => {}
                Some(presence) if last.presence != Presence::Represented => {
                    last.presence = presence;
                }
                _ => {}
            }
        }
        // "avec la procuration de Yann Essai"
        if let (Some(at), true) = (&remark.of, of.is_empty()) {
            let said = text.get(at.clone()).unwrap_or_default();
            let mut start = at.start;
            let mut persons = Vec::new();
            for part in said
                .split_inclusive([',', ';'])
                .flat_map(|it| it.split_inclusive(" et "))
            {
                let bare = part.trim_end_matches(" et ").trim_end_matches([',', ';']);
                let named = self.person_at(bare, true).filter(|it| it.len() > 3);
                let named = named.map(|it| start + it.start..start + it.end);
                persons.extend(self.person(piece, text, named.as_ref()));
                start += part.len();
            }
            persons.retain(|(name, _)| name.contains(' '));
            if let Some(last) = self.found.last_mut() {
                last.persons.extend(persons);
            }
        }
        let holder = self.found.last().and_then(|last| last.organisation.clone());
        let at = self.found.last().map_or(0..0, |last| last.at.clone());
        for named in of {
            if holder.as_ref().is_some_and(|it| it.member == named.member) {
                continue;
            }
            let attendee = Attendee {
                organisation: Some(named),
                by: holder.clone(),
                ..Attendee::blank(Presence::Represented, at.clone())
            };
            // The one whose remark it is stays the last.
            let before = self.found.len() - 1;
            self.found.insert(before, attendee);
        }
    }

    /// Keeps what stands above others only where it is an organisation that is known.
    fn settle_head(&mut self, start: usize) {
        let known = |attendee: &Attendee| {
            let organisation = attendee.organisation.as_ref();
            organisation.is_some_and(|it| it.member.is_some())
        };
        if !self
            .found
            .get(start..)
            .unwrap_or_default()
            .iter()
            .any(known)
        {
            self.found.truncate(start);
        }
    }

    /// Gives the persons nested below an organisation to it, and those below a college nothing.
    fn settle_nested(&mut self, entry: &Entry, parent: usize, start: usize) {
        let above = self.of_entry.get(parent).cloned().unwrap_or(0..0);
        let is_known = |it: &Attendee| {
            it.organisation
                .as_ref()
                .is_some_and(|it| it.member.is_some())
        };
        let below = self.found.get(start..).unwrap_or_default();
        let any_known = below.iter().any(is_known);
        let Some(last) = above.end.checked_sub(1).filter(|_| !above.is_empty()) else {
            return;
        };
        let outer_known = self.found.get(last).is_some_and(is_known);
        if any_known {
            let nobody =
                |it: &Attendee| !is_known(it) && it.persons.is_empty() && it.ticked.is_none();
            // A college, or another word for those below.
            if !outer_known
                && above.len() == 1
                && let Some(head) = self.found.get_mut(last).filter(|head| nobody(head))
            {
                head.organisation = None;
            }
            return;
        }
        if !outer_known {
            return;
        }
        let below: Vec<Attendee> = self.found.drain(start..).collect();
        let said = entry
            .fields
            .iter()
            .map(|(_, piece)| remark(self.roll.text(piece)));
        let mut said = said;
        let said = said.find_map(|remark| remark.presence);
        if let Some(outer) = self.found.get_mut(last) {
            for attendee in below {
                outer.persons.extend(attendee.persons);
            }
            if let Some(presence) = said.filter(|_| outer.persons.is_empty()) {
                outer.presence = presence;
            }
        }
    }

    /// Cuts a text into pieces; what stands in a name that is known does not cut.
    fn atoms(&self, text: &str, hits: &[Hit], first: Cut, single: bool) -> Vec<Atom> {
        let mut cuts: Vec<(Range<usize>, Cut)> = Vec::new();
        let mut depth = 0_usize;
        let mut hit = 0;
        let mut at = 0;
        while let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) {
            while hits.get(hit).is_some_and(|hit| hit.at.end <= at) {
                hit += 1;
            }
            if let Some(inside) = hits.get(hit).filter(|hit| hit.at.start <= at) {
                at = inside.at.end;
                continue;
            }
            let rest = text.get(at..).unwrap_or_default();
            let length = sign.len_utf8();
            let found = match sign {
                '(' | '[' => {
                    depth += 1;
                    Some((length, Cut::Bracket))
                }
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    Some((length, CLOSED))
                }
                ';' | '\u{2022}' => Some((length, Cut::Hard)),
                '&' | '+' => Some((length, Cut::And)),
                // "BETA S/ MER".
                '/' if text
                    .get(..at)
                    .is_some_and(|it| it.ends_with(" S") || it.ends_with(" s")) =>
                {
                    None
                }
                ',' | '/' | '|' | '\n' | OBJECT => Some((length, Cut::Comma)),
                ':' => Some((length, Cut::Dash)),
                // Behind the full stop of an initial: "Alpha B.– Béta C."
                '\u{2013}' | '\u{2014}' if depth == 0 => {
                    let before = text.get(..at).is_some_and(|before| before.ends_with('.'));
                    let after = rest.get(length..).unwrap_or_default();
                    let parts = before && after.starts_with(char::is_whitespace);
                    parts.then_some((length, Cut::Dash))
                }
                ' ' | '\u{a0}' | '\t' => {
                    joint(rest).filter(|(_, cut)| depth == 0 || *cut != Cut::Dash)
                }
                _ => None,
            };
            let inside = depth > usize::from(sign == '(' || sign == '[');
            let found = found.filter(|(_, cut)| !(sign == '\n' && !single && *cut == Cut::Comma));
            if let Some((length, cut)) = found {
                let cut = if inside && cut != Cut::Bracket {
                    Cut::Bracket
                } else {
                    cut
                };
                cuts.push((at..at + length, cut));
                at += length;
            } else {
                at += length;
            }
        }
        let mut atoms = Vec::new();
        let mut start = 0;
        let mut cut = first;
        for (at, next) in cuts
            .into_iter()
            .chain([(text.len()..text.len(), Cut::Hard)])
        {
            let said = text.get(start..at.start).unwrap_or_default();
            if !said.trim().is_empty() {
                let begins = start + (said.len() - said.trim_start().len());
                let range = begins..begins + said.trim().len();
                let kind = self.kind(text, &range, hits);
                atoms.push(Atom {
                    cut,
                    at: range,
                    kind,
                });
                cut = next;
            } else if rank(next) > rank(cut) || cut == Cut::Start {
                // Nothing between two cuts: the stronger one parts.
                cut = if cut == Cut::Start { cut } else { next };
            } else if next == Cut::Bracket {
                cut = next;
            }
            start = at.end;
        }
        if single { joined(text, atoms) } else { atoms }
    }

    fn kind(&self, text: &str, at: &Range<usize>, hits: &[Hit]) -> Kind {
        let said = text.get(at.clone()).unwrap_or_default();
        let remark = remark(said);
        let told = remark.presence.is_some()
            || remark.guest
            || remark.of.is_some()
            || remark.is_away
            || remark.is_refused
            || remark.asks.is_some();
        let until = if told { at.start + remark.from } else { at.end };
        let first = hits.partition_point(|hit| hit.at.start < at.start);
        let own = hits
            .get(first)
            .filter(|hit| hit.at.end <= until)
            .map(|_| first);
        if let Some(index) = own {
            let before = text.get(at.start..hits[index].at.start).unwrap_or_default();
            let person = self.person_at(before, true);
            let person = person.map(|it| at.start + it.start..at.start + it.end);
            let end = hits[index].at.end;
            // "Alpha Ada Personne".
            let after = || {
                let after = text.get(end..until).filter(|it| it.starts_with(' '))?;
                let named = self.person_at(after, false)?;
                Some(end + named.start..end + named.end)
            };
            let person = person.or_else(after);
            return Kind::Known { hit: index, person };
        }
        let said = text.get(at.start..until).unwrap_or_default();
        let also = ["Ainsi que ", "Ainsi qu'", "Ainsi qu\u{2019}"];
        let also = also.iter().find(|words| said.starts_with(**words));
        let at = &(at.start + also.map_or(0, |words| words.len())..at.end);
        let said = text.get(at.start..until).unwrap_or_default();
        let said = said
            .trim_end_matches(|c: char| c.is_whitespace() || ",:;-\u{2013}\u{2014}".contains(c));
        // The full stop of a sentence, not that of an initial.
        let bare = said.trim_end_matches('.');
        let last = bare.rsplit([' ', '-']).next().unwrap_or_default();
        let said = if last.chars().count() > 1 { bare } else { said };
        if is_blank(said) {
            return if told { Kind::Said } else { Kind::Noise };
        }
        let person = self
            .person_at(said, false)
            .or_else(|| self.unknown_person(said))
            .or_else(|| self.leading_person(said));
        if let Some(person) = person {
            return Kind::Person(at.start + person.start..at.start + person.end);
        }
        if told && !begins_with_capital(said) {
            return Kind::Said;
        }
        match self.organisation_at(said) {
            Some(it) => Kind::Organisation(at.start + it.start..at.start + it.end),
            None => Kind::Noise,
        }
    }

    fn person_at(&self, text: &str, sure: bool) -> Option<Range<usize>> {
        person_in(self.names, text, sure)
    }

    /// Finds the name of a person before what is said of them: "Ada PERSONNE à titre de conseil".
    fn leading_person(&self, text: &str) -> Option<Range<usize>> {
        let mut end = if text.starts_with("et ") { 3 } else { 0 };
        let mut count = 0;
        for part in text.get(end..)?.split_inclusive(' ') {
            if !part.starts_with(char::is_uppercase) {
                break;
            }
            end += part.len();
            count += 1;
        }
        let lead = text
            .get(..end)
            .filter(|it| it.len() < text.len() && count > 1)?;
        self.person_at(lead, false)
    }

    /// Finds the name of an organisation that a text may be, without its article; none is called by what a
    /// person is: "Président", "Maire adjointe du quartier", "Mesdames".
    fn organisation_at(&self, text: &str) -> Option<Range<usize>> {
        let first = words(text).into_iter().next()?.1;
        if (self.names.is_function)(&first) || (self.names.is_civility)(&first) && first.len() > 1 {
            return None;
        }
        organisation_at(text)
    }

    /// Whether a short text is how the person named before is called: the initials, a nickname.
    fn is_nickname(&self, text: &str) -> bool {
        const LONGEST: usize = 5;
        let Some((person, _)) = self.found.last().and_then(|it| it.persons.last()) else {
            return false;
        };
        let letters = |text: &str| -> Vec<char> {
            let mut letters: Vec<char> = text.chars().filter(|c| c.is_uppercase()).collect();
            letters.order();
            letters
        };
        let initials: String = person
            .split([' ', '-'])
            .filter_map(|part| part.chars().next())
            .collect();
        let is_mixed = text.contains(char::is_lowercase) && letters(text).len() > 1;
        let is_short = text.chars().count() <= LONGEST && text.chars().all(char::is_alphabetic);
        is_short && (is_mixed || text.len() > 1 && letters(text) == letters(&initials))
    }

    /// Takes words for persons that stand in a list of persons, and of no member: "Ada, Yann, Zorglub".
    fn name_persons(&mut self) {
        let is_alone = |it: &Attendee| it.organisation.is_none() && !it.persons.is_empty();
        let is_word = |it: &Attendee| {
            let name = it.organisation.as_ref().filter(|it| it.member.is_none());
            let is_one = |name: &str| !name.contains(' ') && !is_office(name);
            it.persons.is_empty() && name.is_some_and(|it| is_one(&it.name))
        };
        let is_member =
            |it: &Attendee| it.persons.is_empty() && it.organisation.is_some() && !is_word(it);
        let count = |is: &dyn Fn(&Attendee) -> bool| self.found.iter().filter(|it| is(it)).count();
        if count(&is_member) > 0 || count(&is_alone) <= count(&is_word) {
            return;
        }
        for attendee in self.found.iter_mut().filter(|it| is_word(it)) {
            if let Some(person) = attendee.organisation.take() {
                attendee.persons.push((person.name, person.at));
            }
        }
    }

    fn finish(mut self) -> Vec<Attendee> {
        // Whose proxy a person holds, by the organisation of the person.
        let persons: Vec<(String, Named)> = self
            .found
            .iter()
            .filter(|it| it.presence == Presence::Present)
            .filter_map(|it| Some((it, it.organisation.clone()?)))
            .flat_map(|(it, organisation)| {
                let persons = it.persons.iter();
                persons.map(move |(name, _)| (sort_key(name), organisation.clone()))
            })
            .collect();
        for attendee in &mut self.found {
            if attendee.presence != Presence::Represented || attendee.by.is_some() {
                continue;
            }
            let own = attendee
                .organisation
                .as_ref()
                .and_then(|it| it.member.clone());
            let by = attendee.persons.iter().find_map(|(name, _)| {
                let key = sort_key(name);
                let others = persons.iter().filter(|(_, it)| it.member != own);
                let whole = others.clone().find(|(person, _)| *person == key);
                // "Mme Personne", where one Personne is there.
                let surname = |text: &str| text.rsplit(' ').next().map(str::to_owned);
                let mut alike = others.filter(|(person, _)| surname(person) == surname(&key));
                let alike = alike.next().filter(|_| alike.next().is_none());
                whole.or(alike.filter(|_| key.split(' ').count() <= 2))
            });
            attendee.by = by.map(|(_, organisation)| organisation.clone());
        }
        self.name_persons();
        for attendee in &mut self.found {
            let unknown = attendee
                .organisation
                .as_ref()
                .is_some_and(|it| it.member.is_none());
            attendee.is_of_person = unknown && !attendee.persons.is_empty();
            if attendee.is_of_person && !attendee.presence.is_there() {
                // Where somebody who was not there comes from makes no guest, and may be a nickname.
                attendee.organisation = None;
                attendee.is_of_person = false;
                continue;
            }
            attendee.guest |= attendee.is_of_person || unknown && attendee.others;
        }
        // "Rey, Zoé": a surname before the first name, or behind it.
        let is_first_name = |it: &Attendee| {
            let lone = it.organisation.is_none() && it.persons.len() == 1;
            it.guest && lone && it.persons.iter().all(|(name, _)| !name.contains(' '))
        };
        let lone: Vec<bool> = self.found.iter().map(is_first_name).collect();
        let is_beside = |at: usize| {
            let beside = [at.checked_sub(1), Some(at + 1)];
            beside
                .iter()
                .flatten()
                .any(|it| lone.get(*it) == Some(&true))
        };
        for (index, attendee) in self.found.iter_mut().enumerate() {
            if attendee.guest {
                guest(attendee, self.names, is_beside(index));
            }
        }
        self.found
            .retain(|it| it.organisation.is_some() || !it.persons.is_empty());
        self.found
    }
}

/// Tells whether a guest with a name of two capitals is an organisation: none that something says to be a
/// person is, and what cannot be told stays a person, and is said.
fn guest(attendee: &mut Attendee, names: &Names, is_beside_first_name: bool) {
    let own = attendee
        .organisation
        .as_ref()
        .filter(|it| it.member.is_none());
    if let Some(own) = own {
        // "Rey (Zoé)", "Mairie Yasmine Oulad".
        let has_first_name = attendee
            .persons
            .iter()
            .any(|(name, _)| !name.trim_end_matches('.').contains(' '));
        let is_surname = (has_first_name || is_beside_first_name) && may_be_surname(&own.name);
        // "Rey": nothing tells it from a surname, but two capitals, an article, or somebody who came for it.
        let is_bare = attendee.persons.is_empty() && !attendee.has_article && !attendee.others;
        let is_title = own.name.chars().filter(|c| c.is_uppercase()).count() == 1;
        let is_surname = is_surname || is_bare && is_title && may_be_surname(&own.name);
        if attendee.doubted.is_some()
            || is_surname
            || !attendee.has_article && holds_person(names, &own.name)
        {
            let person = attendee.organisation.take();
            attendee.doubted = person.as_ref().map(|it| it.at.clone());
            attendee.persons.extend(person.map(|it| (it.name, it.at)));
            return;
        }
    }
    let name = attendee.organisation.as_ref();
    if let Some(name) = name.filter(|it| it.member.is_none()).map(|it| &it.name) {
        // "Le Goff Solène", "Zoé Conseil": a first name tells a person, but in what is named after one.
        let says = says_person(names, name);
        let is_organisation = attendee.has_article && !says || names_organisation(names, name);
        let is_person = person_in(names, name, true).is_some() && !is_organisation;
        let is_alone = attendee.persons.is_empty();
        if !begins_with_given_name(names, name) && !(is_person && (is_alone || says)) {
            return;
        }
        let person = attendee.organisation.take();
        attendee.persons.extend(person.map(|it| (it.name, it.at)));
    }
    let alone = attendee.organisation.is_none();
    let [(name, at)] = attendee.persons.as_slice() else {
        return;
    };
    if !alone || says_person(names, name) {
        return;
    }
    if names_organisation(names, name) {
        let (name, at) = attendee.persons.remove(0);
        attendee.organisation = Some(Named {
            name,
            at,
            member: None,
        });
    } else {
        attendee.doubted = Some(at.clone());
    }
}

/// Whether a name is one word, as surnames are: "Rey", "REY".
fn may_be_surname(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1
        && !name.trim().contains([' ', '\u{a0}'])
        && !is_office(name)
        && !name.contains(|c: char| c.is_ascii_digit())
}

/// Whether the name of a person seems to stand behind that of an organisation: "Mairie Yasmine Oulad", "Ville de
/// Lyon Zoé Rey"; schools and the like are called after persons.
fn holds_person(names: &Names, name: &str) -> bool {
    static CALLED_AFTER: WordList = WordList::new(
        "ecole lycee college institut fondation association centre hopital clinique maison mediatheque bibliotheque \
        espace groupe cercle club amicale universite theatre salle societe editions collectif fonds musee prix foyer \
        residence stade parc cite campus campus librairie galerie chaire laboratoire compagnie cooperative amis \
        conservatoire foundation school university institute",
    );
    let found = words(name);
    let is_capital = |at: usize| {
        let written = found.get(at).and_then(|(at, _)| name.get(at.clone()));
        written.is_some_and(|it| it.starts_with(char::is_uppercase))
    };
    let key = |at: usize| found.get(at).map_or("", |(_, key)| key.as_str());
    if CALLED_AFTER.has(key(0)) || !is_office(name) && !is_capital(0) {
        return false;
    }
    let is_given = |at: usize| key(at) != "france" && (names.is_given)(key(at));
    // "Saint-Denis" is a town.
    let is_apart = |at: usize| {
        let before = at.checked_sub(1).and_then(|it| found.get(it));
        let between = before.zip(found.get(at));
        let between = between.and_then(|((one, _), (other, _))| name.get(one.end..other.start));
        between == Some(" ")
    };
    let follows_name = |at: usize| {
        at > 1 && is_capital(at - 1) && is_apart(at) && !["saint", "sainte"].contains(&key(at - 1))
    };
    let mut all = 1..found.len();
    let has_first_name =
        all.any(|at| is_given(at) && (is_apart(at + 1) && is_capital(at + 1) || follows_name(at)));
    // Behind "mairie" comes "de", or somebody.
    let is_bare =
        ["mairie", "prefecture", "rectorat", "ministere"].contains(&key(0)) && is_capital(1);
    is_office(name) && has_first_name || begins_authority(name) && is_bare
}

/// Whether a name is a first name and one more word; "France" begins the names of many organisations.
fn begins_with_given_name(names: &Names, name: &str) -> bool {
    match words(name).as_slice() {
        [(_, first), _] => first != "france" && (names.is_given)(first),
        _ => false,
    }
}

/// Whether something in a name says that it is a person's: a civility, a first name, an initial.
fn says_person(names: &Names, name: &str) -> bool {
    let words = words(name);
    let is_given = words.iter().any(|(_, key)| (names.is_given)(key));
    let first = words.first().map_or("", |(_, key)| key.as_str());
    is_given || name.contains('.') || first.len() > 1 && (names.is_civility)(first)
}

/// Whether a word in a name says that it is an organisation's, and nothing that it is a person's: "Grand Est".
fn names_organisation(names: &Names, name: &str) -> bool {
    static WORDS: WordList = WordList::new(
        "metropole agglo agglomeration est ouest nord sud bretagne normandie occitanie commun communs code open \
        source data web telecom habitat logement energie energies nature environnement sante culture emploi mobilite \
        mobilites transports patrimoine tourisme agriculture industrie recherche education justice citoyen citoyens \
        citoyenne citoyennes solidaire solidaires solidarite",
    );
    let has = words(name).iter().any(|(_, key)| WORDS.has(key));
    has && !says_person(names, name)
}

/// Joins what "et" parts where neither side is known: "cabinet Exemple et Associés".
fn joined(text: &str, atoms: Vec<Atom>) -> Vec<Atom> {
    let mut joined: Vec<Atom> = Vec::new();
    for atom in atoms {
        let last = joined.last_mut().filter(|_| atom.cut == Cut::And);
        match (last.as_ref().map(|last| &last.kind), &atom.kind) {
            (Some(Kind::Organisation(one)), Kind::Organisation(other)) => {
                let both = one.start..other.end;
                if let Some(last) = last
                    && text
                        .get(both.clone())
                        .is_some_and(|it| !it.contains(['(', ',']))
                {
                    last.at.end = atom.at.end;
                    last.kind = Kind::Organisation(both);
                }
            }
            _ => joined.push(atom),
        }
    }
    joined
}

/// Finds the name of a person that a text is; `sure` where its place says that it is one.
fn person_in(names: &Names, text: &str, sure: bool) -> Option<Range<usize>> {
    const LONGEST: usize = 5;
    const PARTICLES: [&str; 14] = [
        "de", "du", "des", "d", "la", "le", "van", "von", "der", "den", "el", "al", "da", "ben",
    ];
    let bare =
        text.trim_matches(|c: char| c.is_whitespace() || ",:;-\u{2013}\u{2014}*".contains(c));
    let start = text.find(bare)?;
    let mut at = start..start + bare.len();
    let mut begins = None;
    let mut titled = false;
    loop {
        let said = text.get(at.clone())?;
        let first = said.split([' ', '\u{a0}']).next().unwrap_or_default();
        // "M.PERSONNE"
        let glued = first.find('.').filter(|dot| {
            let title = sort_key(first.get(..*dot).unwrap_or_default());
            let rest = first.get(dot + 1..).unwrap_or_default();
            (names.is_civility)(&title) && rest.starts_with(char::is_uppercase) && rest.len() > 2
        });
        let first = first.get(..glued.map_or(first.len(), |dot| dot + 1))?;
        let key = sort_key(first.trim_end_matches('.'));
        let is_title = (names.is_civility)(&key)
            && (key.len() > 1 || first.ends_with('.') || first.starts_with(char::is_uppercase));
        let is_article = ["et", "and", "le", "la", "les", "the"].contains(&key.as_str())
            && first.starts_with(char::is_lowercase);
        if !(is_title || is_article) || first.len() >= said.len() {
            break;
        }
        titled |= is_title;
        if is_title {
            begins = begins.or(Some(at.start));
        }
        let rest = said.get(first.len()..)?;
        at.start += first.len() + (rest.len() - rest.trim_start().len());
    }
    // "Mme Ada Personne Présidente": what she is stands behind the name.
    let mut start = at.start;
    for (index, part) in text.get(at.clone())?.split_inclusive(' ').enumerate() {
        let key = sort_key(part.split('-').next().unwrap_or_default().trim());
        if index > 1 && (names.is_function)(&key) {
            let bare = text.get(at.start..start)?.trim_end();
            at.end = at.start + bare.len();
            break;
        }
        start += part.len();
    }
    let said = text.get(at.clone())?;
    if said.starts_with('@') {
        return None;
    }
    let parts: Vec<&str> = said
        .split(|c: char| c.is_whitespace() || c == '_')
        .collect();
    let is_word = |part: &&&str| {
        let mut signs = part.chars().filter(|c| c.is_alphanumeric());
        let letters = part.chars().all(|c| {
            c.is_alphabetic() || "-'\u{2019}.\u{2010}\u{2011}\u{2013}".contains(c) || is_mark(c)
        });
        // "d'Ornano"
        let elided = part.strip_prefix(['d', 'l']);
        let elided = elided.and_then(|rest| rest.strip_prefix(['\'', '\u{2019}']));
        let begins = signs.next().is_some_and(char::is_uppercase)
            || elided.is_some_and(|rest| rest.starts_with(char::is_uppercase));
        letters && (begins || PARTICLES.contains(&sort_key(part).as_str()))
    };
    if parts.is_empty() || parts.len() > LONGEST || !parts.iter().all(|part| is_word(&part)) {
        return None;
    }
    if is_office(said) {
        return None;
    }
    let first = parts.first()?;
    let given = first
        .split(['-', '\u{2010}', '\u{2011}'])
        .all(|part| (names.is_given)(&sort_key(part)));
    let shouted = |part: &str| {
        part.chars().filter(|c| c.is_alphabetic()).count() > 1
            && part.chars().all(|c| !c.is_lowercase())
    };
    let two = parts.len() > 1;
    // "Ada PERSONNE", "PERSONNE Ada".
    let mixed = two
        && parts.iter().any(|part| shouted(part))
        && parts.iter().any(|part| {
            !shouted(part)
                && part.chars().any(char::is_lowercase)
                && part.starts_with(char::is_uppercase)
        });
    let initial = two
        && parts
            .last()
            .is_some_and(|part| part.chars().count() == 2 && part.ends_with('.'));
    let initials = two && first.ends_with('.') && first.chars().count() <= 5;
    let plain = sure && (two || given);
    (titled || mixed || initial || initials || (given && two) || (given && !shouted(said)) || plain)
        .then(|| begins.unwrap_or(at.start)..at.end)
}

/// Whether words of small letters stand beside a name: "via Alpha", not "l'Alpha".
fn says_more(text: &str) -> bool {
    let mut words = words(text).into_iter();
    words.any(|(at, key)| {
        let written = text.get(at).unwrap_or_default();
        let is_small = [
            "l", "la", "le", "les", "et", "de", "du", "des", "d", "the", "of",
        ];
        written.starts_with(char::is_lowercase) && !is_small.contains(&key.as_str())
    })
}

/// Whether a text is one letter, and maybe signs.
fn is_lone_letter(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.next().is_some() && letters.next().is_none()
}

/// How strongly a cut parts.
fn rank(cut: Cut) -> u8 {
    match cut {
        Cut::Start => 0,
        Cut::Comma | Cut::And => 1,
        Cut::Dash => 2,
        Cut::Bracket => 3,
        Cut::Hard => 4,
    }
}

/// Reads what parts two names behind a space: "et", a dash between spaces.
fn joint(rest: &str) -> Option<(usize, Cut)> {
    const JOINTS: [(&str, Cut); 12] = [
        ("\u{b7}", Cut::Hard),
        ("et", Cut::And),
        ("and", Cut::And),
        ("ainsi que", Cut::And),
        ("puis", Cut::And),
        ("pour", Cut::Dash),
        ("-", Cut::Dash),
        ("\u{2013}", Cut::Dash),
        ("\u{2014}", Cut::Dash),
        ("->", Cut::Dash),
        ("\u{2192}", Cut::Dash),
        ("=", Cut::Dash),
    ];
    let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\t']);
    let space = rest.len() - trimmed.len();
    JOINTS.iter().find_map(|(word, cut)| {
        let after = trimmed.strip_prefix(word)?;
        after
            .starts_with(char::is_whitespace)
            .then_some((space + word.len(), *cut))
    })
}

fn begins_with_capital(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(char::is_uppercase)
}

fn begins_with_article(text: &str) -> bool {
    let words = words(text);
    let first = words.first().map_or("", |(_, key)| key.as_str());
    ["la", "le", "les", "l", "un", "une", "the", "notre", "nos"].contains(&first)
}

/// Whether a text is an article, or nothing.
fn is_article_alone(text: &str) -> bool {
    let words = words(text);
    let articles = ["la", "le", "les", "l", "the"];
    words
        .iter()
        .all(|(_, key)| articles.contains(&key.as_str()))
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Finds the name of an organisation that a text may be, without its article.
fn organisation_at(text: &str) -> Option<Range<usize>> {
    static NOBODY: WordList = WordList::new(
        "aucun aucune neant personne none nobody tous toutes all membres members autres \
        divers moi nous",
    );
    let words = words(text);
    let (_, first) = words.first()?;
    let is_nobody = NOBODY.has(first);
    if is_nobody || text.starts_with('@') || labels::are_known(text) {
        return None;
    }
    let articles = ["l'", "l\u{2019}", "la ", "le ", "les ", "the "];
    let article = articles.iter().find(|article| text.starts_with(**article));
    let start = article.map_or(0, |article| article.len());
    let rest = text.get(start..)?;
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
    let sound = begins_with_capital(rest) || (is_office(rest) && words.len() > 1);
    (sound && letters > digits.max(1) && words.len() <= 14).then(|| {
        let end = rest.trim_end_matches(['.', ' ', OBJECT]).len();
        start..start + end
    })
}

/// Whether a text begins with a civility of several persons: "Mmes", "MM."
fn begins_with_plural(text: &str) -> bool {
    const PLURALS: [&str; 6] = [
        "mm",
        "mmes",
        "mlles",
        "messieurs",
        "mesdames",
        "mesdemoiselles",
    ];
    let first = words(text).into_iter().next();
    first.is_some_and(|(_, key)| PLURALS.contains(&key.as_str()))
}

/// Whether a text speaks of a proxy by a word that is never said of who sends a person.
fn is_power(text: &str) -> bool {
    words(text).iter().any(|(_, key)| {
        [
            "pouvoir",
            "pouvoirs",
            "procuration",
            "mandat",
            "mandate",
            "proxy",
        ]
        .contains(&key.as_str())
    })
}
