//! The French of every argument, in the order of `arguments.rs`.

use super::Argument;

/// What each argument is for: the paths of its commands, its id, its text.
pub const ARGUMENTS: &[Argument] = &[
    (
        &["cll"],
        "directory",
        "Faire comme depuis DOSSIER et non le dossier courant\u{a0}: registres et fichiers y sont cherchés",
    ),
    (&["cll"], "color", "Choisir quand employer des couleurs"),
    (&["cll"], "quiet", "Ne dire que les erreurs"),
    (&["cll"], "verbose", "En dire davantage"),
    (
        &["cll"],
        "no_input",
        "Ne poser aucune question, même sur un terminal",
    ),
    (
        &["cll"],
        "today",
        "Prendre DATE (2023-09-28) comme date du jour [variable\u{a0}: `CLL_TODAY`]",
    ),
    (
        &["cll members list"],
        "college",
        "Ne lister que les membres d'un collège",
    ),
    (
        &["cll members list"],
        "at",
        "Lister les membres tels qu'ils étaient à la DATE (2023-09-28)",
    ),
    (
        &["cll members list"],
        "former",
        "Ne lister que ceux qui ne sont plus membres",
    ),
    (
        &["cll members list"],
        "with_emails",
        "Lister leurs contacts, avec noms et adresses, tirés de private/members.toml",
    ),
    (&["cll members show"], "id", "Identifiant du membre"),
    (&["cll members new"], "name", "Nom de l'organisme"),
    (&["cll members new"], "college", "Collège où il siège"),
    (&["cll members new"], "url", "Son site"),
    (
        &["cll members new"],
        "since",
        "Premier jour de son mandat\u{a0}; aujourd'hui s'il n'est pas donné",
    ),
    (
        &["cll members new"],
        "id",
        "Son identifiant\u{a0}; tiré du nom s'il n'est pas donné",
    ),
    (
        &["cll members end", "cll members rename"],
        "id",
        "Identifiant du membre",
    ),
    (
        &["cll members end"],
        "on",
        "Premier jour où il n'est plus membre",
    ),
    (&["cll members rename"], "name", "Son nouveau nom"),
    (
        &["cll members rename"],
        "on",
        "Premier jour où il porte ce nom",
    ),
    (
        &["cll meeting list"],
        "cycle",
        "Ne lister que les réunions de la série d'une année",
    ),
    (
        &["cll meeting list"],
        "college",
        "Ne lister que les réunions où siège un collège",
    ),
    (
        &["cll meeting list"],
        "from",
        "Ne lister qu'à partir de la DATE (2023-09-28)",
    ),
    (
        &["cll meeting list"],
        "to",
        "Ne lister que jusqu'à la DATE, comprise",
    ),
    (
        &["cll meeting list"],
        "upcoming",
        "Ne lister que celles qui auront lieu, aujourd'hui ou plus tard",
    ),
    (
        &["cll meeting list"],
        "past",
        "Ne lister que celles d'avant aujourd'hui",
    ),
    (
        &["cll meeting list"],
        "status",
        "Ne lister que celles qui sont dans un état donné",
    ),
    (
        &["cll meeting show"],
        "id",
        "Identifiant de la réunion, ou `next` pour la prochaine",
    ),
    (
        &["cll meeting new"],
        "college",
        "Un collège qui se réunit\u{a0}; une fois pour chacun",
    ),
    (&["cll meeting new"], "plenary", "Réunir tous les collèges"),
    (&["cll meeting new"], "date", "Jour (2023-09-28)"),
    (&["cll meeting new"], "time", "Heures (14:00-16:00)"),
    (&["cll meeting new"], "place", "Lieu"),
    (
        &["cll meeting new"],
        "online",
        "Tenir la réunion (aussi) en visioconférence",
    ),
    (
        &["cll meeting new"],
        "agenda",
        "Un point de l'ordre du jour\u{a0}; une fois pour chacun",
    ),
    (
        &["cll meeting new"],
        "proposed",
        "Laisser la date à confirmer",
    ),
    (
        &["cll meeting new"],
        "cycle",
        "Année de sa série\u{a0}; celle de la date si elle n'est pas donnée",
    ),
    (
        &["cll meeting new"],
        "number",
        "Rang dans la série\u{a0}; le suivant s'il n'est pas donné",
    ),
    (
        &["cll meeting new"],
        "id",
        "Son identifiant\u{a0}; fait de l'année, des collèges et du rang s'il n'est pas donné",
    ),
    (
        &["cll meeting new"],
        "title",
        "Titre particulier, au lieu du titre ordinaire",
    ),
    (
        &[
            "cll meeting reschedule",
            "cll meeting postpone",
            "cll meeting cancel",
        ],
        "id",
        "Identifiant de la réunion, ou `next` pour la prochaine",
    ),
    (
        &["cll meeting reschedule"],
        "date",
        "Nouveau jour (2023-09-28)",
    ),
    (
        &["cll meeting reschedule"],
        "time",
        "Nouvelles heures (14:00-16:00)\u{a0}; les mêmes si elles ne sont pas données",
    ),
    (
        &[
            "cll meeting reschedule",
            "cll meeting postpone",
            "cll meeting cancel",
        ],
        "reason",
        "Motif du changement",
    ),
    (
        &["cll meeting confirm", "cll meeting announce"],
        "ids",
        "Identifiants des réunions",
    ),
    (
        &["cll meeting announce"],
        "all",
        "Prendre toute réunion que les agendas montrent autrement",
    ),
    (
        &[
            "cll members new",
            "cll members end",
            "cll members rename",
            "cll meeting new",
            "cll meeting reschedule",
            "cll meeting postpone",
            "cll meeting cancel",
            "cll meeting confirm",
            "cll meeting announce",
        ],
        "dry_run",
        "Ne rien écrire\u{a0}; montrer la différence",
    ),
    (
        &["cll changes"],
        "since",
        "Comparer avec le calendrier d'une révision de git\u{a0}; HEAD si elle n'est pas donnée",
    ),
    (
        &["cll changes", "cll status"],
        "json",
        "Écrire du JSON, et non des lignes à lire",
    ),
    (
        &["cll members show", "cll meeting show"],
        "json",
        "Écrire du JSON, et non des lignes à lire",
    ),
    (
        &["cll members show"],
        "template",
        "Appliquer plutôt un modèle, comme `{{ member.name }}`",
    ),
    (
        &["cll meeting show"],
        "template",
        "Appliquer plutôt un modèle, comme `{{ meeting.title }}`",
    ),
    (
        &[
            "cll members list",
            "cll meeting list",
            "cll minutes actions",
            "cll opinion list",
            "cll invite list",
        ],
        "format",
        "Choisir la forme de la liste",
    ),
    (
        &[
            "cll members list",
            "cll meeting list",
            "cll minutes actions",
            "cll opinion list",
            "cll invite list",
        ],
        "json",
        "Écrire du JSON, comme --format json",
    ),
    (
        &["cll members list"],
        "template",
        "Appliquer un modèle à chaque membre, comme `{{ member.name }}`",
    ),
    (
        &["cll meeting list"],
        "template",
        "Appliquer un modèle à chaque réunion, comme `{{ meeting.date.text }}`",
    ),
    (
        &["cll invite draft", "cll invite send", "cll invite list"],
        "id",
        "L'identifiant de la réunion, ou `next`",
    ),
    (
        &["cll invite draft", "cll invite send"],
        "said",
        "Ce qu'il faut dire\u{a0}; sans cela, chaque personne apprend ce qui diffère de ce qu'elle sait",
    ),
    (
        &["cll invite draft", "cll invite send"],
        "to",
        "Seulement aux contacts de ces membres",
    ),
    (
        &[
            "cll meeting reschedule",
            "cll meeting postpone",
            "cll meeting cancel",
        ],
        "force",
        "Le faire sans question, même si la réunion a eu lieu ou a un compte-rendu",
    ),
    (
        &["cll invite list"],
        "template",
        "Appliquer un modèle à chaque personne, comme `{{ invited.email }}`",
    ),
    (
        &["cll invite draft"],
        "output",
        "Écrire dans un autre dossier qui n'est pas public, ou avec - tout en une boîte aux lettres sur la sortie standard",
    ),
    (
        &["cll invite draft"],
        "dry_run",
        "Ne rien écrire\u{a0}; dire ce qui serait écrit",
    ),
    (
        &["cll invite send"],
        "confirm",
        "L'identifiant de la réunion une fois encore\u{a0}: envoyer sans question",
    ),
    (
        &["cll invite send"],
        "test_to",
        "N'envoyer que le premier message, à ADRESSE seulement, marqué comme un essai",
    ),
    (
        &["cll invite send"],
        "resend",
        "Renvoyer ce qui a été refusé ou est incertain, et avec --to ce qui a été envoyé",
    ),
    (
        &["cll invite draft"],
        "first",
        "Rédiger bien que private/sent.jsonl manque, et le commencer\u{a0}: personne n'a encore reçu de message sur la réunion",
    ),
    (
        &["cll invite send"],
        "first",
        "Envoyer bien que private/sent.jsonl manque\u{a0}: personne n'a encore reçu de message sur la réunion",
    ),
    (
        &["cll invite send"],
        "dry_run",
        "Ne rien envoyer\u{a0}; dire ce qui serait envoyé",
    ),
    (
        &["cll minutes draft"],
        "id",
        "Identifiant de la réunion, `next` pour la prochaine, `last` pour la dernière qui a eu lieu",
    ),
    (
        &["cll minutes draft"],
        "output",
        "Écrire dans FICHIER, ou sur la sortie standard pour `-`",
    ),
    (
        &["cll minutes draft"],
        "force",
        "Remplacer un brouillon existant, et le garder à côté du nouveau",
    ),
    (
        &["cll minutes publish"],
        "id",
        "Identifiant de la réunion, `last` pour la dernière qui a eu lieu",
    ),
    (
        &["cll minutes publish"],
        "approved_on",
        "Jour de sa validation\u{a0}; celui de l'édition précédente s'il n'est pas donné",
    ),
    (
        &["cll minutes publish"],
        "html",
        "Écrire aussi une page web dans FICHIER, ou sur la sortie standard pour `-`",
    ),
    (
        &["cll minutes publish"],
        "force",
        "Remplacer ce qui existe et dit autre chose",
    ),
    (
        &["cll minutes publish"],
        "dry_run",
        "Ne rien écrire\u{a0}; montrer la différence, ou la page avec `--html -`",
    ),
    (
        &["cll minutes check"],
        "minutes",
        "Un fichier, ou l'identifiant d'une réunion, `next` ou `last`\u{a0}: son brouillon, sinon ce qui est publié",
    ),
    (
        &["cll minutes actions"],
        "open",
        "Ne lister que celles qui restent ouvertes, ce qui est le cas si rien n'est dit",
    ),
    (
        &["cll minutes actions"],
        "all",
        "Lister aussi celles qui sont faites",
    ),
    (
        &["cll minutes actions"],
        "member",
        "Ne lister que celles d'un membre, par son identifiant ou son nom",
    ),
    (
        &["cll minutes actions"],
        "meeting",
        "Ne lister que celles qu'une réunion a décidées",
    ),
    (
        &["cll minutes actions"],
        "template",
        "Appliquer un modèle à chaque action, comme `{{ action.text }}`",
    ),
    (
        &["cll build"],
        "check",
        "Ne rien écrire\u{a0}; montrer ce qui changerait, et échouer si tout n'est pas à jour",
    ),
    (
        &["cll build", "cll templates export", "cll minutes draft"],
        "dry_run",
        "Ne rien écrire\u{a0}; dire ce qui serait écrit",
    ),
    (
        &["cll build"],
        "withdraw",
        "Retirer des calendriers l'événement de cet UID, qui n'aurait jamais dû y être",
    ),
    (
        &["cll build"],
        "replace",
        "Remplacer ce calendrier bien qu'il contienne ce que `cll` n'a pas écrit, et qui est perdu",
    ),
    (
        &["cll build"],
        "new_feed",
        "Publier des calendriers sous une autre adresse, une autre identité ou dans un autre fuseau que ceux auxquels on est abonné",
    ),
    (
        &["cll check", "cll minutes check"],
        "strict",
        "Échouer aussi pour un avertissement",
    ),
    (
        &["cll check"],
        "only",
        "Ne retenir que les problèmes de ces codes",
    ),
    (
        &["cll check"],
        "skip",
        "Retenir tous les problèmes sauf ceux de ces codes",
    ),
    (
        &["cll check", "cll minutes check"],
        "format",
        "Choisir la forme du rapport",
    ),
    (
        &["cll templates show", "cll templates vars"],
        "name",
        "Nom du modèle, comme `blocks/members.md.j2`",
    ),
    (
        &["cll templates export"],
        "names",
        "Noms des modèles\u{a0}; tous si aucun n'est donné",
    ),
    (
        &["cll templates export"],
        "force",
        "Remplacer les modèles déjà présents",
    ),
    (
        &["cll explain"],
        "code",
        "Code d'un problème, comme `unknown-key`\u{a0}; sans lui, tous les codes",
    ),
];
