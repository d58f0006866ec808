//! What the terminal says, in French.

mod adopt;
mod also;
mod help;
mod meetings;
mod minutes;
mod opinion;
mod pages;
mod toml;
mod words;

use super::quote::{cut, quoted, quoted_character};
use crate::locale::dates::date as day;
use crate::locale::hours::hour;
use crate::problem::{
    AddressFault, ArgumentFault, DayOff, FeedChange, ForeignContent, HeaderFlaw, PrivateKind,
    Silence, TemplateFault, TextKind, Unreadable, Unsafe, What,
};

pub use also::also;
pub use help::help;
use words::{character_name, detail_of, found_kind, shown, unprintable_kind, value_kind};

/// Says what is wrong, in one sentence.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm per finding")]
pub fn headline(what: &What) -> String {
    match what {
        What::UnreadableFile { why } => match why {
            Unreadable::Missing => "le fichier n'existe pas".to_owned(),
            Unreadable::Directory => "c'est un dossier et non un fichier".to_owned(),
            Unreadable::Denied => "la lecture du fichier n'est pas permise".to_owned(),
            Unreadable::TooLarge { limit } => {
                format!("le fichier dépasse {} Mio", limit / (1024 * 1024))
            }
            Unreadable::NotInClone => "git n'a pas ici le contenu de ce fichier".to_owned(),
            Unreadable::Other(detail) => {
                format!("le fichier est illisible\u{a0}: {}", detail_of(detail))
            }
        },
        What::UncheckedFile { limit } => format!(
            "le fichier dépasse {} Mio\u{a0}: rien de privé n'y a été cherché",
            limit / (1024 * 1024)
        ),
        What::GitSilent { why } => match why {
            Silence::Missing => "git ne peut pas être lancé, et c'est un dépôt git".to_owned(),
            Silence::Owner { .. } => {
                "git ne lit pas ce dépôt\u{a0}: il appartient à un autre utilisateur".to_owned()
            }
            Silence::Other(words) => format!("git ne répond pas\u{a0}: {}", cut(words)),
        },
        What::MergeConflict { first, last } if first == last => {
            format!("la ligne {first} reste d'un conflit de fusion")
        }
        What::MergeConflict { first, last } => {
            format!("les lignes {first} à {last} sont un conflit de fusion non résolu")
        }
        What::NotUtf8 { line } => {
            format!("la ligne {line} n'est pas du texte UTF-8")
        }
        What::Syntax { message, .. } => {
            format!(
                "ce n'est pas du TOML\u{a0}: {}",
                toml::translated(&cut(message))
            )
        }
        What::UnknownKey { key, .. } => format!("la clé {} est inconnue", quoted(key)),
        What::MissingKey { key, table } => {
            format!("la clé {} manque dans {}", quoted(key), quoted(table))
        }
        What::WrongType { key, expected, .. } => {
            format!("{} doit être {}", quoted(key), value_kind(*expected))
        }
        What::UnknownValue { key, value, .. } => {
            format!(
                "la valeur {} est inconnue pour {}",
                quoted(value),
                quoted(key)
            )
        }
        What::OutOfRange { key, .. } => format!("{} est hors limites", quoted(key)),
        What::EmptyValue { key } => format!("{} est vide", quoted(key)),
        What::ControlCharacter { key, character } => {
            format!("{} contient {}", quoted(key), character_name(*character))
        }
        What::InvalidText { key, kind, .. } => {
            let kind = match kind {
                TextKind::Slug => "un identifiant",
                TextKind::Email(_) => "une adresse électronique que tout serveur accepte",
                TextKind::Url => "une adresse web",
                TextKind::Uid => "un UID",
                TextKind::Timezone => "un fuseau horaire",
                TextKind::Host => "le nom d'une machine",
            };
            format!("{} n'est pas {kind}", quoted(key))
        }
        What::ConflictingKeys { key, other } => {
            format!("{} et {} s'excluent", quoted(key), quoted(other))
        }
        What::DuplicateId { id } => format!("l'identifiant {} est déjà pris", quoted(id)),
        What::DuplicateUid { uid } => format!("deux réunions ont l'UID {}", quoted(uid)),
        What::UnknownCollege { id, .. } => format!("le collège {} est inconnu", quoted(id)),
        What::CollegeOrder { .. } => "les collèges ne sont pas dans leur ordre".to_owned(),
        What::TermBackwards { .. } => "le mandat ne finit pas après son début".to_owned(),
        What::TermsOverlap => "deux mandats se chevauchent ou sont en désordre".to_owned(),
        What::FutureTerm { key, .. } => format!("{} est une date à venir", quoted(key)),
        What::NamesOrder => "les anciens noms sont en désordre".to_owned(),
        What::EndBeforeStart { .. } => "la réunion ne finit pas après son début".to_owned(),
        What::SkippedHour { date, time } => {
            format!("l'heure {} n'existe pas le {}", hour(*time), day(*date))
        }
        What::AmbiguousHour { date, time } => {
            format!(
                "l'heure {} revient deux fois le {}",
                hour(*time),
                day(*date)
            )
        }
        What::DuplicateNumber { number, series } => {
            format!(
                "le numéro {number} de la série {} est déjà pris",
                quoted(series)
            )
        }
        What::NumberGap { missing, series } => {
            format!("la série {} n'a pas de numéro {missing}", quoted(series))
        }
        What::RankOrder { number, other, .. } => {
            format!(
                "la réunion porte le numéro {number} et vient après {}",
                quoted(other)
            )
        }
        What::OverlappingMeetings { other, .. } => {
            format!("la réunion a lieu en même temps que {}", quoted(other))
        }
        What::NonWorkingDay { why, .. } => match why {
            DayOff::Saturday => "la réunion tombe un samedi".to_owned(),
            DayOff::Sunday => "la réunion tombe un dimanche".to_owned(),
            DayOff::Holiday(name) => format!("la réunion tombe un jour férié ({name})"),
        },
        What::MissingUpdated { meeting } => {
            format!("la réunion {} n'a pas de clé `updated`", quoted(meeting))
        }
        What::MovedFromOrder { .. } => "les dates antérieures sont en désordre".to_owned(),
        What::UnknownCode { code, .. } => {
            format!("le code {} de `allow` est inconnu", quoted(code))
        }
        What::TemplateError { name, fault } => {
            let name = quoted(name);
            match fault {
                TemplateFault::Undefined => {
                    format!("le modèle {name} utilise une variable qu'il ne reçoit pas")
                }
                TemplateFault::Unprintable(_) => {
                    format!("le modèle {name} affiche une valeur qui n'est pas un texte")
                }
                TemplateFault::Endless => {
                    format!("le modèle {name} demande plus de calculs qu'aucune liste")
                }
                TemplateFault::TooMuch(most) => {
                    format!("le modèle {name} produit un texte de plus de {most} octets")
                }
                TemplateFault::Long(most) => {
                    format!("le modèle {name} dépasse {most} octets")
                }
                TemplateFault::Syntax(detail) => {
                    format!(
                        "le modèle {name} est mal formé\u{a0}: {}",
                        detail_of(detail)
                    )
                }
                TemplateFault::Other(detail) => {
                    format!(
                        "le modèle {name} ne peut pas être rendu\u{a0}: {}",
                        detail_of(detail)
                    )
                }
            }
        }
        What::UnknownTemplate { name, .. } => {
            format!("le fichier {} ne remplace aucun modèle", quoted(name))
        }
        What::UnknownVariable { name, template, .. } => format!(
            "la variable {} est inconnue dans le modèle {}",
            quoted(name),
            quoted(template)
        ),
        What::SamePath {
            path,
            first,
            second,
        } => format!(
            "{} et {} ont le même chemin {}",
            quoted(first),
            quoted(second),
            quoted(path)
        ),
        What::UnsafePath { path, .. } => format!("le chemin {} est refusé", quoted(path)),
        What::UnknownBlock { name, .. } => format!("le bloc {} est inconnu", quoted(name)),
        What::BlockArgument { block, fault } => {
            let block = quoted(block);
            match fault {
                ArgumentFault::Syntax => {
                    format!("les arguments du bloc {block} sont illisibles")
                }
                ArgumentFault::Unknown { key, .. } => {
                    format!("le bloc {block} n'a pas d'argument {}", quoted(key))
                }
                ArgumentFault::Value { key, value, .. } => format!(
                    "la valeur {} est inconnue pour l'argument {} du bloc {block}",
                    quoted(value),
                    quoted(key)
                ),
            }
        }
        What::UnclosedBlock { name } => format!("le bloc {} n'a pas de fin", quoted(name)),
        What::StrayBlockEnd { name } => {
            format!("le bloc {} finit sans avoir commencé", quoted(name))
        }
        What::NestedBlock { name } => format!("le bloc {} commence dans un autre", quoted(name)),
        What::MisplacedMarker {
            name,
            is_alone: false,
        } => {
            format!(
                "le marqueur du bloc {} n'est pas seul sur sa ligne",
                quoted(name)
            )
        }
        What::MisplacedMarker {
            name,
            is_alone: true,
        } => format!(
            "les marqueurs du bloc {} ne commencent pas leur ligne de la même façon",
            quoted(name)
        ),
        What::UnannouncedChange { meeting, .. } => format!(
            "le changement de la réunion {} n'atteindrait pas les agendas",
            quoted(meeting)
        ),
        What::StaleUpdated { meeting, .. } => format!(
            "la réunion {} a changé depuis son `updated`",
            quoted(meeting)
        ),
        What::UidChanged { meeting, .. } => format!(
            "la réunion {} a été annoncée sous un autre UID",
            quoted(meeting)
        ),
        What::LostEvent { uid, summary } => format!(
            "aucune réunion du registre n'a l'UID {} ({}), que montrent les agendas",
            quoted(uid),
            cut(summary)
        ),
        What::FeedChanged { change } => feed_changed(change),
        What::ForeignContent { content, more, .. } => {
            let others = match more {
                0 => String::new(),
                1 => ", et un autre du même genre".to_owned(),
                more => format!(", et {more} autres du même genre"),
            };
            match content {
                ForeignContent::Component { name } => {
                    format!(
                        "le calendrier contient {}, qui serait perdu{others}",
                        quoted(name)
                    )
                }
                ForeignContent::Event { summary } => format!(
                    "le calendrier montre {}, qui n'est aucune réunion du registre et serait perdu{others}",
                    quoted(summary)
                ),
                ForeignContent::Property { name } => format!(
                    "le calendrier a {}, que le registre ne peut pas contenir\u{a0}: ce serait perdu{others}",
                    quoted(name)
                ),
                ForeignContent::Broken { events } => format!(
                    "le fichier n'est plus un calendrier entier, et nomme des événements ({events}) qui seraient perdus"
                ),
            }
        }
        What::DroppedText { property, more } => format!(
            "le calendrier qui remplace celui-ci n'a pas son {}{}",
            quoted(property),
            match more {
                0 => String::new(),
                1 => ", ni un autre".to_owned(),
                more => format!(", ni {more} autres"),
            }
        ),
        What::StaleFile { missing: true, .. } => "le fichier reste à produire".to_owned(),
        What::StaleFile { missing: false, .. } => {
            "le fichier ne dit pas la même chose que les registres".to_owned()
        }
        What::PartialHistory => {
            "ce clone n'a pas tout l'historique\u{a0}: ce qu'ont annoncé les calendriers d'avant n'a pas été comparé"
                .to_owned()
        }
        What::OrphanFile => "le calendrier ne correspond plus à aucune réunion".to_owned(),
        What::UnknownMember { .. } => "ce contact n'est celui d'aucun membre".to_owned(),
        What::UnknownMeeting { .. } => "il n'y a pas de telle réunion".to_owned(),
        What::DuplicateContact { .. } => "le membre a un autre contact à cette adresse".to_owned(),
        What::UnfindableValue { kind } => match kind {
            PrivateKind::Name => "ce nom ne serait pas trouvé dans un fichier public",
            PrivateKind::Email => "cette adresse ne serait pas trouvée dans un fichier public",
            PrivateKind::JoinLink => "ce lien ne serait pas trouvé dans un fichier public",
        }
        .to_owned(),
        What::OwnAddress => "ce contact a une adresse du conseil lui-même".to_owned(),
        What::WrittenPassword => "le mot de passe lui-même n'a pas sa place ici".to_owned(),
        What::PlainConnection => "les messages voyageraient en clair".to_owned(),
        What::PrivateTracked { .. } => "git suit ce fichier privé".to_owned(),
        What::PrivateUnignored { others, .. } => match others {
            0 => "git n'ignore pas ce fichier privé".to_owned(),
            1 => "git n'ignore pas ce fichier privé, ni 1 autre".to_owned(),
            _ => format!("git n'ignore pas ce fichier privé, ni {others} autres"),
        },
        What::MissingPrivateFile => {
            "ce fichier privé manque, alors que des calendriers sont enregistrés dans git"
                .to_owned()
        }
        What::JournalHeader { flaw } => match flaw {
            HeaderFlaw::Second => {
                "deuxième en-tête\u{a0}: deux journaux de messages ont été réunis".to_owned()
            }
            HeaderFlaw::Repeated => {
                "l'en-tête de ce journal de messages est déjà au-dessus".to_owned()
            }
            HeaderFlaw::Missing { records: 1 } => {
                "pas d'en-tête au-dessus de cet enregistrement\u{a0}: le lien qui a été dit ne peut pas être comparé".to_owned()
            }
            HeaderFlaw::Missing { records } => format!(
                "pas d'en-tête au-dessus de {records} enregistrements, dont celui-ci d'abord\u{a0}: les liens qui ont été dits ne peuvent pas être comparés"
            ),
        },
        What::PrivateLeak { kind } => match kind {
            PrivateKind::Name => "le nom d'un contact est dans un fichier public",
            PrivateKind::Email => "l'adresse d'un contact est dans un fichier public",
            PrivateKind::JoinLink => "le lien d'une visioconférence est dans un fichier public",
        }
        .to_owned(),
        What::NamedContact => {
            "une personne qui porte le nom d'un contact est nommée dans un fichier public"
                .to_owned()
        }
        What::Opinion(fault) => opinion::headline(fault),
        What::Minutes(flaw) => minutes::headline(flaw),
        What::Meeting(lapse) => meetings::headline(lapse),
        What::Page(flaw) => pages::headline(flaw),
        What::Adopt(doubt) => adopt::headline(doubt),
    }
}

/// Says what becomes of those who subscribed to a calendar.
fn feed_changed(change: &FeedChange) -> String {
    match change {
        FeedChange::Address { now, council: None } => format!(
            "les abonnés de ce calendrier n'en recevraient plus rien\u{a0}: c'est désormais {}",
            quoted(now)
        ),
        FeedChange::Address {
            now,
            council: Some(was),
        } => format!(
            "les abonnés de ce calendrier n'en recevraient plus rien\u{a0}: l'identifiant du conseil \
             était {}, le calendrier est désormais {}, et ses réunions ont d'autres UID",
            quoted(was),
            quoted(now)
        ),
        FeedChange::Council { was } => format!(
            "les abonnés de ce calendrier verraient des réunions en double\u{a0}: l'identifiant du \
             conseil était {}, et sous un autre `id` ses réunions ont d'autres UID",
            quoted(was)
        ),
        FeedChange::Timezone { was, now } => format!(
            "les réunions de ce calendrier auraient lieu à d'autres moments\u{a0}: elles étaient dans \
             le fuseau horaire {}, et sont dans {}",
            quoted(was),
            quoted(now)
        ),
    }
}

/// Says what the carets point at; may be empty.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm per finding")]
pub fn label(what: &What) -> String {
    match what {
        What::UnknownKey { table, .. } => format!("{} n'a pas cette clé", quoted(table)),
        What::MissingKey { key, .. } => format!("il faut ici {}", quoted(key)),
        What::WrongType { found, .. } => format!("c'est {}", found_kind(found)),
        What::UnknownValue { key, .. } => {
            format!("ce n'est pas une valeur de {}", quoted(key))
        }
        What::OutOfRange { .. } => "trop petit ou trop grand".to_owned(),
        What::EmptyValue { .. } => "rien ici".to_owned(),
        What::ControlCharacter { character, .. } => {
            format!("U+{:04X} est dans ce texte", u32::from(*character))
        }
        What::InvalidText { kind, .. } => match kind {
            TextKind::Slug => "rien que `a-z`, `0-9` et des tirets isolés au milieu, 100 au plus",
            TextKind::Email(fault) => match fault {
                AddressFault::NoAt => "il n'y a pas de `@`",
                AddressFault::SeveralAts => "il y a plus d'un `@`",
                AddressFault::Space => "il y a une espace",
                AddressFault::NoLocal => "il n'y a rien avant `@`",
                AddressFault::Dots => {
                    "avant `@`, un point est au début, à la fin ou à côté d'un autre"
                }
                AddressFault::Accent => "avant `@` se trouve une lettre accentuée, ou hors ASCII",
                AddressFault::Sign => {
                    "avant `@` se trouve un signe qu'aucune adresse ne porte à cet endroit"
                }
                AddressFault::LongLocal => "plus de 64 caractères avant `@`",
                AddressFault::Domain => "ce qui suit `@` n'est pas un domaine, comme `example.org`",
                AddressFault::Long => "plus de 254 caractères",
            },
            TextKind::Url => "pas de la forme `https://…`, sans espace",
            TextKind::Uid => "plus de 255 octets, ou une espace",
            TextKind::Timezone => "pas de la forme `Europe/Paris`",
            TextKind::Host => "pas de la forme `smtp.example.org`",
        }
        .to_owned(),
        What::ConflictingKeys { key, .. } => format!("à côté de {}", quoted(key)),
        What::DuplicateId { .. } | What::DuplicateUid { .. } | What::DuplicateNumber { .. } => {
            "de nouveau ici".to_owned()
        }
        What::UnknownCollege { .. } => "aucun `[[college]]` n'a cet identifiant".to_owned(),
        What::CollegeOrder { .. } => {
            "chacun doit venir une fois, dans l'ordre des `[[college]]`".to_owned()
        }
        What::TermBackwards { since, until } => {
            format!("le {} n'est pas après le {}", day(*until), day(*since))
        }
        What::TermsOverlap => "commence avant la fin du mandat qui précède".to_owned(),
        What::FutureTerm { date, .. } => format!("le {} est encore à venir", day(*date)),
        What::NamesOrder => "pas après le jour du nom qui précède".to_owned(),
        What::EndBeforeStart { start, end } => {
            format!("{} n'est pas après {}", quoted(end), quoted(start))
        }
        What::SkippedHour { .. } => "sautée au passage à l'heure d'été".to_owned(),
        What::AmbiguousHour { .. } => "répétée au passage à l'heure d'hiver".to_owned(),
        What::NumberGap { missing, .. } => format!("le numéro {missing} devait suivre"),
        What::RankOrder { other_number, .. } => format!("après le numéro {other_number}"),
        What::OverlappingMeetings { college, .. } => {
            format!("le collège {} siège dans les deux", quoted(college))
        }
        What::NonWorkingDay { date, why } => match why {
            DayOff::Saturday => format!("le {} est un samedi", day(*date)),
            DayOff::Sunday => format!("le {} est un dimanche", day(*date)),
            DayOff::Holiday(_) => format!("le {} est férié", day(*date)),
        },
        What::MissingUpdated { .. } => {
            "les calendriers ont besoin du moment de la dernière révision".to_owned()
        }
        What::MovedFromOrder { earlier, later } => {
            format!("le {} est avant le {}", day(*later), day(*earlier))
        }
        What::UnknownCode { .. } => "aucun problème n'a ce code".to_owned(),
        What::TemplateError { fault, .. } => match fault {
            TemplateFault::Undefined => "variable absente".to_owned(),
            TemplateFault::Unprintable(kind) => unprintable_kind(kind),
            TemplateFault::Endless
            | TemplateFault::TooMuch(_)
            | TemplateFault::Long(_)
            | TemplateFault::Syntax(_)
            | TemplateFault::Other(_) => String::new(),
        },
        What::UnknownVariable { .. } => "ce modèle ne la reçoit jamais".to_owned(),
        What::SamePath { .. } => "vient en second".to_owned(),
        What::UnsafePath { why, .. } => match why {
            Unsafe::Empty => "le chemin est vide".to_owned(),
            Unsafe::Absolute => "le chemin ne commence pas dans le dépôt".to_owned(),
            Unsafe::Climbs => "une partie du chemin est vide, `.` ou `..`".to_owned(),
            Unsafe::Character(character) => {
                format!(
                    "{} est interdit dans un chemin",
                    quoted_character(*character)
                )
            }
            Unsafe::TooLong => "plus de 247 octets dans une partie, ou de 1000 en tout".to_owned(),
            Unsafe::Link => "un lien mène hors du dépôt".to_owned(),
            Unsafe::Suffix(suffix) => format!("le chemin ne finit pas par {}", quoted(suffix)),
            Unsafe::Reserved => "rien n'est publié dans `private/` ni dans `.git/`".to_owned(),
        },
        What::UnknownBlock { .. } => "aucun modèle ne produit ce bloc".to_owned(),
        What::BlockArgument { fault, .. } => match fault {
            ArgumentFault::Syntax => "pas `clé=\"valeur\"`, une fois par clé".to_owned(),
            ArgumentFault::Unknown { .. } => "ce bloc n'a pas cet argument".to_owned(),
            ArgumentFault::Value { key, .. } => {
                format!("ce n'est pas une valeur de {}", quoted(key))
            }
        },
        What::UnclosedBlock { .. } => "commence ici".to_owned(),
        What::StrayBlockEnd { .. } => "rien à finir".to_owned(),
        What::NestedBlock { .. } => "l'autre n'est pas fini".to_owned(),
        What::MisplacedMarker {
            is_alone: false, ..
        } => "il y a d'autre texte sur cette ligne".to_owned(),
        What::MisplacedMarker { is_alone: true, .. } => {
            "pas derrière les mêmes espaces et `>`".to_owned()
        }
        What::UnreadableFile { .. }
        | What::UncheckedFile { .. }
        | What::GitSilent { .. }
        | What::NotUtf8 { .. }
        | What::MergeConflict { .. }
        | What::Syntax { .. }
        | What::UnknownTemplate { .. }
        | What::LostEvent { .. }
        | What::FeedChanged { .. }
        | What::StaleFile { .. }
        | What::OrphanFile
        | What::PartialHistory
        | What::WrittenPassword
        | What::PrivateTracked { .. }
        | What::PrivateUnignored { .. }
        | What::PrivateLeak { .. }
        | What::MissingPrivateFile
        | What::JournalHeader { .. }
        | What::NamedContact => String::new(),
        What::Opinion(fault) => opinion::label(fault),
        What::Minutes(flaw) => minutes::label(flaw),
        What::Meeting(lapse) => meetings::label(lapse),
        What::Page(flaw) => pages::label(flaw),
        What::Adopt(doubt) => adopt::label(doubt),
        What::UnknownMember { .. } => {
            "aucun `[[member]]` de `members.toml` n'a cet identifiant".to_owned()
        }
        What::UnknownMeeting { .. } => {
            "aucun `[[meeting]]` de `meetings.toml` n'a cet identifiant".to_owned()
        }
        What::PlainConnection => "`host` n'est pas cette machine".to_owned(),
        What::UnfindableValue { .. } => "personne ne serait averti d'une fuite".to_owned(),
        What::OwnAddress => "`contact` ou `reply-to` de `[council]`".to_owned(),
        What::DuplicateContact { first } => format!("l'autre est à la ligne {first}"),
        What::UnannouncedChange {
            was, now, sequence, ..
        } if was == now => format!(
            "les agendas ont déjà `sequence = {sequence}`\u{a0}: plus bas, ils ne verront plus aucun changement"
        ),
        What::UnannouncedChange {
            was, now, sequence, ..
        } => format!(
            "les agendas ont montré le {}, ici c'est le {}, et `sequence` ne dépasse pas {sequence}",
            shown(was),
            shown(now)
        ),
        What::StaleUpdated { published, .. } => format!(
            "les agendas ont la révision `{}`",
            published.format("%Y-%m-%dT%H:%M:%SZ")
        ),
        What::UidChanged { published, .. } => {
            format!("les agendas la connaissent comme {}", quoted(published))
        }
        What::ForeignContent { .. } => "n'a pas été écrit par `cll`".to_owned(),
        What::DroppedText { .. } => "n'est pas dans le registre".to_owned(),
    }
}
