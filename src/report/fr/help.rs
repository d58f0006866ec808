//! What to type instead, in French.

use crate::locale::dates::date as day;
use crate::problem::{
    ArgumentFault, FeedChange, HeaderFlaw, PrivateKind, Silence, TemplateFault, TextKind,
    Unreadable, Unsafe, ValueKind, What,
};
use crate::report::quote::{choice, cut, quoted, shell_word, whole};
use crate::report::sample;
use crate::source::{MEETINGS_FILE, MEMBERS_FILE, PRIVATE_FOLDER};

/// Says what to do about it, if there is something to type.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm per finding")]
pub fn help(what: &What) -> Option<String> {
    let help = match what {
        What::UnreadableFile { why } => match why {
            Unreadable::Missing => "remettez le fichier, ou retirez ce qui le nomme".to_owned(),
            Unreadable::Directory => "donnez un autre nom au dossier".to_owned(),
            Unreadable::Denied => "donnez-vous le droit de le lire".to_owned(),
            Unreadable::NotInClone => "clonez le dépôt avec tous ses fichiers".to_owned(),
            Unreadable::TooLarge { .. } | Unreadable::Other(_) => return None,
        },
        What::UncheckedFile { .. } => {
            "parcourez-le vous-même\u{a0}; `cll check --skip unchecked-file` n'en parle plus"
                .to_owned()
        }
        What::GitSilent { why } => match why {
            Silence::Missing => {
                "installez git\u{a0}: sans lui, nul ne peut dire ce qui serait publié".to_owned()
            }
            Silence::Owner { command } => {
                format!("si vous lui faites confiance, {} permet à git de le lire", whole(command))
            }
            Silence::Other(words) if words.contains("index") => {
                r#"`rm "$(git rev-parse --git-path index)"`, puis `git reset`, refont l'index depuis le dernier commit"#.to_owned()
            }
            Silence::Other(_) => {
                "`git status` en dit plus\u{a0}: tant que git ne répond pas, nul ne peut dire ce qui serait publié"
                    .to_owned()
            }
        },
        What::MergeConflict { .. } => {
            "gardez l'une des deux versions, et supprimez les lignes `<<<<<<<`, `=======` et `>>>>>>>`"
                .to_owned()
        }
        What::NotUtf8 { .. } => "enregistrez de nouveau le fichier en UTF-8".to_owned(),
        What::Syntax { message, more } => return syntax(message, *more),
        What::UnknownKey { nearest, .. } => did_you_mean(nearest.as_deref()).unwrap_or_else(|| {
            "`cll explain unknown-key` donne les clés de chaque table".to_owned()
        }),
        What::MissingKey { key, table } => {
            let line = sample::line(key, matches!(table.as_str(), MEMBERS_FILE | MEETINGS_FILE));
            format!("ajoutez une ligne comme {}", quoted(line))
        }
        What::WrongType {
            key,
            suggestion: Some(value),
            ..
        } => format!("écrivez {}", quoted(format!("{key} = {value}"))),
        What::WrongType {
            key,
            expected,
            suggestion: None,
            ..
        } => {
            let is_header = matches!(expected, ValueKind::Table | ValueKind::Tables);
            format!(
                "écrivez par exemple {}",
                quoted(sample::line(key, is_header))
            )
        }
        What::UnknownValue {
            allowed, nearest, ..
        } => did_you_mean(nearest.as_deref()).unwrap_or_else(|| one_of(allowed)),
        What::OutOfRange { least, most, .. } => {
            format!("écrivez un nombre entier de {least} à {most}")
        }
        What::EmptyValue { .. } => {
            "écrivez une valeur, ou retirez la clé si elle est facultative".to_owned()
        }
        What::ControlCharacter { .. } => {
            "écrivez le texte sur une seule ligne, sans ce caractère".to_owned()
        }
        What::InvalidText {
            key,
            kind,
            suggestion,
        } => match (suggestion, kind) {
            (Some(value), _) => format!("vouliez-vous dire {}\u{a0}?", quoted(value)),
            (None, TextKind::Uid) => {
                "retirez `uid`\u{a0}: l'UID sera tiré de l'identifiant".to_owned()
            }
            (None, TextKind::Host) => "écrivez le nom seul, par exemple `smtp.example.org`\u{a0}; `port` donne le port".to_owned(),
            (None, TextKind::Slug | TextKind::Email(_) | TextKind::Url | TextKind::Timezone) => {
                format!("écrivez par exemple {}", quoted(sample::line(key, false)))
            }
        },
        What::ConflictingKeys { key, other } => {
            format!("gardez {} ou {}, pas les deux", quoted(key), quoted(other))
        }
        What::DuplicateId { .. } => {
            "donnez un autre identifiant au plus récent\u{a0}: un identifiant ne sert qu'une fois"
                .to_owned()
        }
        What::DuplicateUid { .. } => {
            "retirez `uid` de la réunion la plus récente\u{a0}: l'UID sera tiré de son identifiant"
                .to_owned()
        }
        What::UnknownCollege { id, nearest } => {
            did_you_mean(nearest.as_deref()).unwrap_or_else(|| {
                let line = quoted(format!("id = \"{id}\""));
                format!(
                    "déclarez-le dans `members.toml`\u{a0}: `[[college]]`, puis {line} et son nom"
                )
            })
        }
        What::CollegeOrder { expected } => {
            format!("écrivez `colleges = [{}]`", sample::texts(expected))
        }
        What::TermBackwards { since, .. } => format!(
            "écrivez un `until` après le {}\u{a0}: le premier jour où il n'est plus membre",
            day(*since)
        ),
        What::TermsOverlap => {
            "écrivez d'abord le mandat le plus ancien, fini avant que le suivant commence"
                .to_owned()
        }
        What::FutureTerm { .. } => accept(what, "au membre"),
        What::NamesOrder => "écrivez d'abord le nom le plus ancien".to_owned(),
        What::EndBeforeStart { start, .. } => format!("écrivez un `end` après `{start}`"),
        What::SkippedHour { .. } | What::AmbiguousHour { .. } => {
            "choisissez une autre heure ce jour-là".to_owned()
        }
        What::DuplicateNumber { .. } => {
            "`cll meeting list` montre les numéros déjà pris".to_owned()
        }
        What::NumberGap { missing, .. } => format!("écrivez `number = {missing}`"),
        What::RankOrder { number, other_number, .. } => format!(
            "tant que personne ne les connaît, échangez les numéros {number} et {other_number}\u{a0}; {}",
            accept(what, "à la réunion")
        ),
        What::OverlappingMeetings { .. } | What::NonWorkingDay { .. } => {
            accept(what, "à la réunion")
        }
        What::MovedFromOrder { .. } => format!(
            "écrivez les dates dans l'ordre des annonces, la plus ancienne d'abord\u{a0}; {}",
            accept(what, "à la réunion")
        ),
        What::MissingUpdated { meeting } => format!("`cll meeting announce {meeting}` l'écrit"),
        What::UnknownCode { nearest, .. } => {
            did_you_mean(nearest.as_deref()).unwrap_or_else(|| one_of(&sample::ALLOWED_CODES))
        }
        What::TemplateError { name, fault } => template(name, fault),
        What::UnknownTemplate { nearest, .. } => did_you_mean(nearest.as_deref())
            .unwrap_or_else(|| "`cll templates list` donne ceux qu'on peut remplacer".to_owned()),
        What::UnknownVariable {
            template, nearest, ..
        } => did_you_mean(nearest.as_deref()).unwrap_or_else(|| variables(template)),
        What::SamePath { .. } => {
            "mettez `{{ meeting.id }}` dans le chemin commun à plusieurs réunions, sous `[paths]`"
                .to_owned()
        }
        What::UnsafePath { why, .. } => match why {
            Unsafe::Link => "remplacez le lien par un fichier ou un dossier du dépôt".to_owned(),
            Unsafe::Empty | Unsafe::Absolute | Unsafe::Climbs => {
                "écrivez un chemin qui part du dossier des registres, comme `wiki/…`".to_owned()
            }
            Unsafe::Character(_) => {
                "tenez-vous aux lettres, aux chiffres, à `-`, `_`, `.` et `/`".to_owned()
            }
            Unsafe::TooLong => "écrivez un chemin plus court".to_owned(),
            Unsafe::Suffix(suffix) => format!("terminez le chemin par {}", quoted(suffix)),
            Unsafe::Reserved => "choisissez un autre dossier".to_owned(),
        },
        What::UnknownBlock { name, nearest } => {
            did_you_mean(nearest.as_deref()).unwrap_or_else(|| {
                let path = quoted(format!("templates/blocks/{name}.md.j2"));
                format!("écrivez son modèle, {path}\u{a0}; `cll templates list` donne les autres")
            })
        }
        What::BlockArgument { block, fault } => match fault {
            ArgumentFault::Syntax => {
                format!("écrivez par exemple {}", quoted(sample::marker(block)))
            }
            ArgumentFault::Unknown { known, nearest, .. } => did_you_mean(nearest.as_deref())
                .unwrap_or_else(|| {
                    if known.is_empty() {
                        "retirez-le\u{a0}: ce bloc n'a pas d'arguments".to_owned()
                    } else {
                        one_of(known)
                    }
                }),
            ArgumentFault::Value {
                key,
                allowed,
                nearest,
                ..
            } => did_you_mean(nearest.as_deref()).unwrap_or_else(|| match allowed.as_slice() {
                [only] => format!(
                    "écrivez par exemple {}",
                    quoted(format!("{key}=\"{only}\""))
                ),
                allowed => one_of(allowed),
            }),
        },
        What::UnclosedBlock { name } => format!(
            "ajoutez {}, seul sur une ligne, après le bloc",
            quoted(format!("<!-- /cll:{name} -->"))
        ),
        What::StrayBlockEnd { name } => format!(
            "ajoutez {}, seul sur une ligne, plus haut, ou retirez cette ligne",
            quoted(format!("<!-- cll:{name} -->"))
        ),
        What::NestedBlock { .. } => "finissez l'autre bloc avant cette ligne".to_owned(),
        What::MisplacedMarker {
            is_alone: false, ..
        } => "mettez le marqueur seul sur une ligne".to_owned(),
        What::MisplacedMarker { is_alone: true, .. } => {
            "mettez la même chose devant les deux marqueurs, ou rien".to_owned()
        }
        What::UnannouncedChange { meeting, .. } | What::StaleUpdated { meeting, .. } => {
            format!("`cll meeting announce {meeting}` enregistre le changement")
        }
        What::UidChanged { published, .. } => format!(
            "écrivez `uid = \"{}\"`\u{a0}; si c'est une autre réunion\u{a0}: `cll build --new-feed`",
            cut(published)
        ),
        What::LostEvent { uid, .. } => format!(
            "remettez la réunion et annulez-la par `cll meeting cancel`\u{a0}; si elle n'aurait \
             jamais dû être annoncée\u{a0}: `cll build --withdraw {}`",
            shell_word(uid)
        ),
        What::FeedChanged { change } => match change {
            FeedChange::Address { council: None, .. } => {
                "remettez l'ancien chemin dans `[paths]`\u{a0}; s'il doit changer\u{a0}: \
                 `cll build --new-feed`, et donnez la nouvelle adresse aux abonnés"
                    .to_owned()
            }
            FeedChange::Address {
                council: Some(was), ..
            }
            | FeedChange::Council { was } => format!(
                "remettez `id = \"{}\"` dans `members.toml`\u{a0}; s'il doit changer\u{a0}: \
                 `cll build --new-feed`, et prévenez les abonnés",
                cut(was)
            ),
            FeedChange::Timezone { was, .. } => format!(
                "remettez `timezone = \"{}\"` dans `members.toml`\u{a0}; si les réunions changent \
                 bien d'heure\u{a0}: `cll meeting announce --all`, puis `cll build --new-feed`",
                cut(was)
            ),
        },
        What::ForeignContent { path, .. } => format!(
            "donnez un autre nom aux calendriers de `cll` dans `[paths]`, ou mettez-le dans un autre \
             fichier\u{a0}; pour y renoncer\u{a0}: `cll build --replace {}`",
            shell_word(path)
        ),
        What::DroppedText { .. } => {
            "écrivez dans le registre ce qui doit rester\u{a0}: `title`, `place`, `agenda`, `reason`"
                .to_owned()
        }
        What::StaleFile { .. } => "`cll build` l'écrit".to_owned(),
        What::PartialHistory => {
            "récupérez-le en entier\u{a0}: `git fetch --unshallow`\u{a0}; dans une recette, `fetch-depth: 0`"
                .to_owned()
        }
        What::OrphanFile => "supprimez-le si personne n'y est abonné".to_owned(),
        What::UnknownMember { nearest } => did_you_mean(nearest.as_deref())
            .unwrap_or_else(|| "`cll members list --format ids` les énumère".to_owned()),
        What::UnknownMeeting { nearest } => did_you_mean(nearest.as_deref())
            .unwrap_or_else(|| "`cll meeting list --format ids` les énumère".to_owned()),
        What::DuplicateContact { .. } => {
            "retirez l'un des deux, ou mettez fin à son mandat par `until`".to_owned()
        }
        What::UnfindableValue { kind } => match kind {
            PrivateKind::Name => "écrivez le prénom et le nom, ou `public-name = true` si chacun peut le lire",
            PrivateKind::Email => "écrivez l'adresse sous la forme `nom@example.org`, sans guillemets",
            PrivateKind::JoinLink => {
                "écrivez le lien entier de la salle\u{a0}: celui-ci n'a pas d'hôte, ou le registre du conseil le publie"
            }
        }
        .to_owned(),
        What::OwnAddress => "écrivez l'adresse de la personne\u{a0}: l'invitation du conseil à lui-même n'a pas de boutons".to_owned(),
        What::WrittenPassword => {
            r#"écrivez `password-command = ["pass", "show", "courriel"]`, ou dans `password-file` le chemin d'un fichier"#.to_owned()
        }
        What::PlainConnection => r#"écrivez `"starttls"` ou `"tls"`"#.to_owned(),
        What::MissingPrivateFile => {
            "copiez-le de la personne qui l'a\u{a0}; un journal qui n'a jamais existé se commence par `cll invite send ID --first`"
                .to_owned()
        }
        What::JournalHeader { flaw } => match flaw {
            HeaderFlaw::Second => {
                "si les deux journaux comptent, écrivez `,\"merged\":true` avant la `}` de cette ligne\u{a0}; sinon, supprimez-la ainsi que tout ce qui suit"
            }
            HeaderFlaw::Repeated => "supprimez cette ligne",
            HeaderFlaw::Missing { .. } => {
                "remettez au-dessus l'en-tête du journal dont elles viennent\u{a0}; `cll invite send ID --kind update` redit le lien"
            }
        }
        .to_owned(),
        What::PrivateTracked { path } => format!(
            "{} le retire de git\u{a0}; ce qui a été poussé est connu et reste dans l'historique",
            quoted(format!("git rm --cached {}", shell_word(path)))
        ),
        What::PrivateUnignored { path, .. } if path.starts_with(PRIVATE_FOLDER) => {
            "écrivez la ligne `/private/` dans le `.gitignore` à côté de `members.toml`".to_owned()
        }
        What::PrivateUnignored { .. } => {
            "nommez un dossier qu'aucun dépôt git ne prend, ou écrivez celui-ci dans son `.gitignore`"
                .to_owned()
        }
        What::PrivateLeak { .. } => {
            "retirez cette valeur\u{a0}; ce qui a été poussé est connu et reste dans l'historique"
                .to_owned()
        }
        What::NamedContact => {
            "écrivez plutôt l'organisme, ou acceptez un homonyme par son nom\u{a0}: `public-names: [\"M. Martin\"]` dans l'en-tête, ou `public-name = true` dans `private/members.toml`".to_owned()
        }
        What::Opinion(fault) => super::opinion::help(fault, &accept(what, "à l'avis")),
        What::Minutes(flaw) => super::minutes::help(flaw),
        What::Meeting(lapse) => super::meetings::help(lapse),
        What::Page(flaw) => super::pages::help(flaw),
        What::Adopt(doubt) => super::adopt::help(doubt),
    };
    Some(help)
}

fn did_you_mean(nearest: Option<&str>) -> Option<String> {
    nearest.map(|word| format!("vouliez-vous dire {}\u{a0}?", quoted(word)))
}

fn one_of<S: AsRef<str>>(words: &[S]) -> String {
    format!("écrivez {}", choice(words, "ou"))
}

fn accept(what: &What, record: &str) -> String {
    format!(
        "si c'est voulu, ajoutez `allow = [\"{}\"]` {record}",
        what.code()
    )
}

fn syntax(message: &str, more: usize) -> Option<String> {
    let hint = match message.split(", expected").next().unwrap_or_default() {
        "string values must be quoted" | "invalid boolean" => {
            Some("mettez le texte entre guillemets droits, `\"…\"`")
        }
        "duplicate key" => Some("retirez l'une des deux, ou commencez avant elle un autre élément"),
        "invalid basic string" | "invalid literal string" => Some(
            "fermez le texte par la marque qui l'ouvre, et écrivez `\\\\` pour une barre oblique inverse",
        ),
        "invalid date" | "invalid time" | "invalid datetime" | "invalid date-time" => {
            Some("écrivez les dates comme `2023-09-28` et les heures comme `14:00:00`")
        }
        "key with no value" | "missing value" | "missing value for key" => {
            Some("écrivez une valeur après `=`, ou retirez la ligne")
        }
        _ => None,
    };
    let rest = match more {
        0 => None,
        1 => Some("1 autre erreur de ce fichier n'est pas montrée".to_owned()),
        _ => Some(format!(
            "{more} autres erreurs de ce fichier ne sont pas montrées"
        )),
    };
    match (hint, rest) {
        (Some(hint), Some(rest)) => Some(format!("{hint}\u{a0}; {rest}")),
        (Some(hint), None) => Some(hint.to_owned()),
        (None, rest) => rest,
    }
}

fn template(name: &str, fault: &TemplateFault) -> String {
    match fault {
        TemplateFault::Undefined => variables(name),
        TemplateFault::Unprintable(kind) if kind == "list" => {
            "écrivez par exemple `{{ names | join(\", \") }}`".to_owned()
        }
        TemplateFault::Unprintable(kind) if kind == "table" => {
            "affichez un de ses champs, comme `{{ council.name }}`".to_owned()
        }
        TemplateFault::Unprintable(kind) if kind == "none" => {
            "mettez-la entre `{% if … %}` et `{% endif %}`".to_owned()
        }
        TemplateFault::Unprintable(_) => {
            "choisissez un texte avec `{% if … %}…{% endif %}`".to_owned()
        }
        TemplateFault::Endless | TemplateFault::TooMuch(_) => {
            "cherchez une boucle dans une boucle, une macro qui s'appelle elle-même ou un texte qui grandit dans une boucle"
                .to_owned()
        }
        TemplateFault::Long(_) => "n'y gardez que ce qui est affiché".to_owned(),
        TemplateFault::Syntax(_) | TemplateFault::Other(_) if sample::is_template_name(name) => {
            let command = quoted(format!("cll templates show {name}"));
            format!("{command} affiche le modèle en vigueur")
        }
        TemplateFault::Syntax(_) | TemplateFault::Other(_) if name == sample::OPTION => {
            "écrivez par exemple `{{ council.name }}`".to_owned()
        }
        TemplateFault::Syntax(_) | TemplateFault::Other(_) => {
            "écrivez chaque variable comme `{{ council.id }}`".to_owned()
        }
    }
}

fn variables(template: &str) -> String {
    if sample::is_template_name(template) {
        let command = quoted(format!("cll templates vars {template}"));
        format!("{command} donne ses variables")
    } else if template == sample::OPTION {
        "servez-vous des champs de `council` et de `member`, `meeting` ou `opinion`, comme `{{ council.name }}`"
            .to_owned()
    } else {
        "servez-vous des champs de `council` et de `meeting`, comme `{{ meeting.id }}`".to_owned()
    }
}
