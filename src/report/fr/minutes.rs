//! What is said of minutes, in French.

use crate::locale::dates::{date as day, weekday};
use crate::problem::{
    Fact, Flaw, FrontMatterFault, MarkFault, MissingPart, PrivateKind, Residue, Spacing,
};
use crate::report::quote::quoted;

/// How to keep something private.
const MARKS: &str = "ouvrez ce qui est privé par `<!-- private -->` et fermez-le par `<!-- /private -->`, ou par `[privé]` et `[/privé]`, chacun seul sur sa ligne";

/// Says what is wrong, in one sentence.
pub fn headline(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Unidentified => "rien ne dit de quelle réunion est ce compte-rendu".to_owned(),
        Flaw::Mismatch { fact, .. } => match fact {
            Fact::Meeting => "le registre n'a pas cette réunion",
            Fact::Date => "ce jour n'est pas celui de la réunion",
            Fact::Hours => "ces heures ne sont pas celles de la réunion",
            Fact::Colleges => "ce collège ne siège pas à la réunion",
            Fact::Rank => "ce numéro n'est pas celui de la réunion",
            Fact::Online => "le registre situe la réunion autrement",
        }
        .to_owned(),
        Flaw::MissingPart { part } => match part {
            MissingPart::Attendance => "le compte-rendu ne dit pas qui était présent",
            MissingPart::Decisions => "le compte-rendu ne dit rien des décisions",
            MissingPart::Actions => "le compte-rendu ne dit rien des actions",
            MissingPart::NextMeeting => "le compte-rendu n'annonce pas la prochaine réunion",
        }
        .to_owned(),
        Flaw::MisspeltName { written, .. } => {
            format!("le nom {} est mal orthographié", quoted(written))
        }
        Flaw::UnknownOrganisation { name, .. } => {
            format!("l'organisme {} est inconnu", quoted(name))
        }
        Flaw::NotSitting { member, .. } => {
            format!("le membre {} ne siège pas à cette réunion", quoted(member))
        }
        Flaw::DateWithoutYear => "ce jour n'a pas d'année".to_owned(),
        Flaw::ImpossibleDate => "aucun calendrier n'a ce jour".to_owned(),
        Flaw::WrongWeekday { .. } => "ce jour tombe un autre jour de la semaine".to_owned(),
        Flaw::RepeatedWord { word } => format!("le mot {} est répété", quoted(word)),
        Flaw::RunTogether => "deux phrases sont collées".to_owned(),
        Flaw::TrailingColon => "rien ne suit le deux-points".to_owned(),
        Flaw::FrenchSpacing { spacing } => match spacing {
            Spacing::Missing => "il manque une espace".to_owned(),
            Spacing::Breakable(1) => "une ligne pourrait finir avant un signe double".to_owned(),
            Spacing::Breakable(count) => {
                format!("des lignes pourraient finir avant un signe double, à {count} endroits")
            }
        },
        Flaw::WebResidue => "ce texte vient d'une page web".to_owned(),
        Flaw::FrontMatter { fault } => match fault {
            FrontMatterFault::Lost => "l'en-tête de ce compte-rendu est perdu",
            FrontMatterFault::Unread => "cette ligne de l'en-tête n'a pas de clé",
        }
        .to_owned(),
        Flaw::LeftOut { key: Some(key) } => {
            format!("la clé {} de l'en-tête n'est pas publiée", quoted(key))
        }
        Flaw::LeftOut { key: None } => "ce commentaire de l'en-tête n'est pas publié".to_owned(),
        Flaw::OfficeResidue { residue } => match residue {
            Residue::Comment => "un traitement de texte a laissé ce commentaire",
            Residue::Change => "un traitement de texte a laissé cette modification suivie",
            Residue::Markup => "un traitement de texte a laissé ce balisage",
        }
        .to_owned(),
        Flaw::MarksGone => "ce compte-rendu n'a ni en-tête ni commentaires".to_owned(),
        Flaw::Placeholder => "ceci reste à compléter".to_owned(),
        Flaw::EmptySection { heading } => format!("la section {} est vide", quoted(heading)),
        Flaw::IncompleteAction { owner, deadline } => match (owner, deadline) {
            (true, true) => "l'action n'a ni responsable ni échéance",
            (true, false) => "l'action n'a pas de responsable",
            (false, _) => "l'action n'a pas d'échéance",
        }
        .to_owned(),
        Flaw::PrivateMark { fault } => match fault {
            MarkFault::Unclosed => "la marque privée n'est pas fermée",
            MarkFault::StrayEnd => "la marque privée ferme ce qui n'a pas été ouvert",
            MarkFault::Misspelt => "ceci ressemble à une marque privée et ne cache rien",
            MarkFault::InCode => "la marque privée est dans un bloc de code, où elle ne cache rien",
            MarkFault::Title => "le titre ne peut pas être privé\u{a0}: il ne resterait rien",
            MarkFault::Heading => "ce titre ne rend pas sa section privée",
            MarkFault::OpenComment => {
                "le commentaire n'est pas fermé\u{a0}: son texte serait publié"
            }
            MarkFault::Nested => {
                "un titre dans une citation ou une liste ne rend aucune section privée"
            }
            MarkFault::OtherComment => {
                "ceci n'est pas un commentaire ici\u{a0}: son texte serait publié"
            }
        }
        .to_owned(),
        Flaw::UnmarkedPrivate { kind } => match kind {
            PrivateKind::Name => "le nom d'un contact n'est pas entre des marques privées",
            PrivateKind::Email => "l'adresse d'un contact n'est pas entre des marques privées",
            PrivateKind::JoinLink => {
                "le lien d'une visioconférence n'est pas entre des marques privées"
            }
        }
        .to_owned(),
    }
}

/// Says what the carets point at; may be empty.
pub fn label(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Mismatch { expected, .. } => format!("le registre dit {}", quoted(expected)),
        Flaw::NotSitting { date, .. } => {
            format!("pas le {}, ou dans aucun de ses collèges", day(*date))
        }
        Flaw::WrongWeekday { date } => format!("c'est un {}", weekday(*date)),
        Flaw::FrenchSpacing {
            spacing: Spacing::Breakable(_),
        } => "une espace ordinaire".to_owned(),
        _ => String::new(),
    }
}

/// Says what to do about it.
pub fn help(flaw: &Flaw) -> String {
    match flaw {
        Flaw::Unidentified => {
            "commencez par les lignes `---`, `meeting: IDENTIFIANT` et `---`".to_owned()
        }
        Flaw::Mismatch { expected, .. } => {
            format!("écrivez {}, ou corrigez le registre", quoted(expected))
        }
        Flaw::MissingPart { part } => match part {
            MissingPart::Attendance => {
                "ajoutez une section `## Présences`, de lignes comme `- [x] ADULLACT`"
            }
            MissingPart::Decisions => {
                "commencez un alinéa par `**Décision** :`, ou ajoutez une section `## Décisions`"
            }
            MissingPart::Actions => {
                "ajoutez des lignes comme `- [ ] DINUM : relire l'avis (avant le 8 décembre 2025)`"
            }
            MissingPart::NextMeeting => "ajoutez une section `## Prochaine réunion`",
        }
        .to_owned(),
        Flaw::MisspeltName { expected, .. } => format!("écrivez {}", quoted(expected)),
        Flaw::UnknownOrganisation {
            nearest: Some(nearest),
            ..
        } => format!("vouliez-vous dire {}\u{a0}?", quoted(nearest)),
        Flaw::UnknownOrganisation { nearest: None, .. } => {
            "`cll members list` donne la liste des membres\u{a0}; nommez un invité dans une phrase, et une personne entre des marques privées".to_owned()
        }
        Flaw::NotSitting { .. } => {
            "retirez-le des présences, ou corrigez `members.toml`".to_owned()
        }
        Flaw::DateWithoutYear => "ajoutez l'année, comme dans `8 décembre 2025`".to_owned(),
        Flaw::ImpossibleDate => "vérifiez le jour dans un calendrier".to_owned(),
        Flaw::WrongWeekday { .. } => "changez le jour ou le jour de la semaine".to_owned(),
        Flaw::RepeatedWord { .. } => "retirez l'un des deux".to_owned(),
        Flaw::RunTogether => "séparez-les par un point et une espace".to_owned(),
        Flaw::TrailingColon => "écrivez ce qui devait suivre, ou mettez un point".to_owned(),
        Flaw::FrenchSpacing { spacing } => match spacing {
            Spacing::Missing => "mettez une espace entre le mot et le signe",
            Spacing::Breakable(_) => "tapez U+00A0 avant `:`, `;`, `?`, `!` et `»`, et après `«`",
        }
        .to_owned(),
        Flaw::WebResidue => "retirez-le".to_owned(),
        Flaw::FrontMatter { fault } => match fault {
            FrontMatterFault::Lost => {
                "mettez ses lignes au tout début du fichier, entre deux lignes `---`\u{a0}; des marques privées ont pu disparaître aussi"
            }
            FrontMatterFault::Unread => "écrivez `clé: valeur`, ou fermez l'en-tête au-dessus par une ligne `---`",
        }
        .to_owned(),
        Flaw::LeftOut { .. } => {
            "retirez-le, ou écrivez dans le texte ce que les lecteurs doivent savoir".to_owned()
        }
        Flaw::OfficeResidue { residue } => match residue {
            Residue::Comment => "retirez le commentaire\u{a0}; pour le garder pour vous, écrivez `<!-- commentaire -->`",
            Residue::Change => {
                "acceptez ou refusez les modifications dans le traitement de texte, ou gardez le texte convenu"
            }
            Residue::Markup => "retirez-le",
        }
        .to_owned(),
        Flaw::MarksGone => {
            "les traitements de texte et les éditeurs en ligne suppriment les deux, marques privées comprises\u{a0}: marquez de nouveau ce qui est privé, et remettez `---`, `meeting: IDENTIFIANT`, `---`".to_owned()
        }
        Flaw::Placeholder => "complétez, ou retirez la ligne".to_owned(),
        Flaw::EmptySection { .. } => "écrivez quelque chose, ou retirez le titre".to_owned(),
        Flaw::IncompleteAction { .. } => {
            "écrivez comme dans `- [ ] DINUM : relire l'avis (avant le 8 décembre 2025)`".to_owned()
        }
        Flaw::UnmarkedPrivate {
            kind: PrivateKind::Name,
        } => "ouvrez ce qui est privé par `<!-- private -->` et fermez-le par `<!-- /private -->`\u{a0}; \
              pour un homonyme, écrivez `public-names: [\"M. Martin\"]` dans l'en-tête"
            .to_owned(),
        Flaw::PrivateMark { fault } => match fault {
            MarkFault::Heading | MarkFault::Title => {
                "terminez le titre d'une section privée par `(privé)`, comme dans `## Budget (privé)`, ou écrivez-le autrement"
            }
            MarkFault::OpenComment => "fermez-le par `-->`",
            MarkFault::OtherComment => "écrivez `<!-- … -->`, ou retirez les signes autour du texte",
            MarkFault::Nested => "sortez le titre de là, ou marquez le passage par `[privé]` et `[/privé]`, chacun seul sur sa ligne",
            MarkFault::InCode => "sortez-la du bloc, ou écrivez le bloc sans elle",
            MarkFault::Misspelt => {
                return format!("{MARKS}\u{a0}; ce que chacun peut lire, dites-le dans une phrase");
            }
            _ => MARKS,
        }
        .to_owned(),
        Flaw::UnmarkedPrivate { .. } => MARKS.to_owned(),
    }
}
