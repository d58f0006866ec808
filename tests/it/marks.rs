//! Whoever meant to hide something in minutes is told when nothing is hidden, and what word processors
//! and merges leave reaches no public edition: each spelling as a row, against `check` and `publish`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "tests read and write files")]

use std::fs;

use crate::case::Case;
use crate::program::{Run, cll, folder, git, try_git, write};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

pub const MEMBERS: &str = concat!(
    include_str!("../councils/state/members.toml"),
    "
[[member]]
id = \"beta\"
name = \"Béta\"
college = \"etat\"
since = 2024-01-01
"
);

const MEETINGS: &str = r#"[[meeting]]
id = "2025-etat-1"
colleges = ["etat"]
date = 2025-10-03
start = 14:00:00
end = 16:00:00
updated = 2025-09-01T10:00:00Z
"#;

pub const CONTACTS: &str = r#"[[contact]]
member = "alpha"
name = "Lina Quidam"
email = "lina@alpha.example.org"
role = "titular"
"#;

const FRONT: &str = "---
title: \"Compte-rendu du 3 octobre 2025\"
date: 2025-10-03
meeting: 2025-etat-1
status: projet
---
";

const BODY: &str = "
# Compte-rendu du 3 octobre 2025

## Présences

- [x] Alpha
- [ ] Béta (excusée)

## Points

";

pub const DRAFT: &str = "private/comptes-rendus/2025-etat-1.md";
pub const EDITION: &str = "comptes-rendus/2025-etat-1.md";
const MARKED: &str = "private/marked.txt";
/// What must be in no report and in no edition.
const SECRET: &str = "SECRET";

/// A mark that hides nothing, however it looks; `@` stands for what was to be private.
const NO_MARKS: [&str; 104] = [
    // What word processors and keyboards make of the comment.
    "<!— private —>\n@\n<!— /private —>",
    "<!– private –>\n@\n<!– /private –>",
    "<! -- private -->\n@\n<! -- /private -->",
    "<!- private ->@<!- /private ->",
    "< !-- private -->@< !-- /private -->",
    "<!-- private -- >\n@\n<!-- /private -- >",
    "<!-- private ->@<!-- /private ->",
    "<!--private->\n@\n<!--/private->",
    "<!--- privé --->@<!--- /privé --->",
    "<!\u{a0}—\u{a0}private\u{a0}—>@<!\u{a0}—\u{a0}/private\u{a0}—>",
    "‹!-- private --›@‹!-- /private --›",
    "＜!-- private --＞@＜!-- /private --＞",
    "&lt;!-- private --&gt;@&lt;!-- /private --&gt;",
    "&#60;!-- private --&#62;@&#60;!-- /private --&#62;",
    "&amp;lt;!-- private --&amp;gt;@&amp;lt;!-- /private --&amp;gt;",
    "\\<!-- private -->@\\<!-- /private -->",
    "\\<\\!-- private --\\>@\\<\\!-- /private --\\>",
    "> <!— private —>\n> @\n> <!— /private —>",
    // Tags and brackets.
    "<private>@</private>",
    "<privé>@</privé>",
    "@</private>",
    "<\u{200b}private>@</private>",
    "<div class=\"private\">@</div>",
    "<span style=\"display: none\">@</span>",
    "<details hidden>@</details>",
    "[private]@[/private]",
    "[privé] @ [/privé]",
    "\\[private\\]@\\[/private\\]",
    "[private] @",
    "- [private] @",
    "(confidentiel) @",
    "- [privé] 12 @",
    "[privé] 12 @",
    "- a\n  - [privé] 12 @",
    "> [privé] 12 @",
    "<ul><li>[privé] 12 @</li></ul>",
    "[privé : 12 @]",
    "- [privé: 12 @]",
    "{private}\n@\n{/private}",
    "(private)\n@\n(/private)",
    "[privée]\n\n@\n\n[/privée]",
    "[confidentiel]\n\n@\n\n[/confidentiel]",
    "[@]{.private}",
    "[[privé]]\n@",
    "{# privé #}\n@",
    ":::private\n@\n:::",
    "::: {.confidentiel}\n@\n:::",
    "--- privé ---\n@\n--- fin privé ---",
    "**NE PAS PUBLIER**\n\n@",
    "| [privé] |\n|---|\n| @ |",
    // Words.
    "<!-- privé -->@<!-- /privé -->",
    "<!-- PRIVÉE -->@",
    "<!-- prive -->@<!-- fin prive -->",
    "<!-- confidentiel -->@<!-- /confidentiel -->",
    "<!-- Confidentielle -->@",
    "<!-- confidential -->@",
    "<!-- interne -->@<!-- /interne -->",
    "<!-- usage interne -->@",
    "<!-- internal -->@",
    "<!-- huis clos -->@<!-- /huis clos -->",
    "<!-- huis-clos -->@",
    "<!-- ne pas publier -->@",
    "<!-- à ne pas diffuser -->@",
    "<!-- do not publish -->@",
    "<!-- non public -->@",
    "<!-- not public -->@",
    "<!-- off -->@<!-- /off -->",
    "<!-- off the record -->@",
    "<!-- secret -->@",
    "<!-- caché -->@",
    "<!-- hidden -->@",
    "<!-- begin private -->@<!-- end private -->",
    "<!-- début privé -->@<!-- fin privé -->",
    "<!-- endprivate -->@",
    "<!-- privat -->@",
    "<!-- priavte -->@",
    "<!-- pirvate -->@",
    "<!-- prvié -->@",
    "<!-- confidenciel -->@",
    "<!-- private : le budget -->@",
    // Headings.
    "### Budget (confidentiel)\n\n@",
    "### Budget [privé]\n\n@",
    "### Budget — privé\n\n@",
    "### Huis clos\n\n@",
    "**Budget (privé)**\n\n@",
    "<h3>Budget (privé)</h3>\n\n@",
    // Where a mark is none, or has no other.
    "```\n<!-- private -->\n@\n<!-- /private -->\n```",
    "~~~\n[privé]\n@\n[/privé]\n~~~",
    "<!-- private -->@",
    "@<!-- /private -->",
    "<!-- private --><!-- private -->@<!-- /private -->",
    "[privé]\n\n@",
    "@\n\n[/privé]",
    "[privé]\n\n@\n\n<!-- /private -->",
    // Comments that stay in the text.
    "Texte <!-- note @",
    "<!-- note @ <!-- autre -->",
    "[//]: # (@)",
    "%% @ %%",
    "<comment>@</comment>",
    "Texte %%@%% suite",
    "<p>[privé]</p>\n<p>@</p>",
    "<span style=\"opacity:0\">@</span>",
    "<u>[privé]</u> @",
    "{::comment}\n@\n{:/comment}",
];

/// What is hidden, by marks of each form.
const MARKS: [&str; 26] = [
    "<!-- private -->@<!-- /private -->",
    "<!--PRIVATE-->@<!--/private-->",
    "- a <!-- private -->(@)<!-- /private -->",
    "| a |\n|---|\n| <!-- private -->@<!-- /private --> |",
    "[privé]\n\n@\n\n[/privé]",
    "[private]\n@\n[/private]",
    "[PRIVÉ]\r\n@\r\n[/prive]\r\n",
    "\\[privé\\]\n\n@\n\n\\[/privé\\]",
    "&#91;privé&#93;\n\n@\n\n&#91;/privé&#93;",
    "**[privé]**\n\n@\n\n**[/privé]**",
    "[privé]\\\n@\\\n[/privé]\\",
    "- a\n- [privé]\n- @\n- [/privé]\n- b",
    "> [privé]\n> @\n> [/privé]",
    "[privé]\n\n- [ ] Alpha : @\n- **Décision** : @\n\n[/privé]",
    "[privé]\n\nLina Quidam, lina@alpha.example.org, @\n\n[/privé]",
    "### Budget (privé)\n\n@\n\n#### Détail\n\n@",
    "Budget *(PRIVÉ)*\n---\n\n@",
    "[privé]\n\n### Budget (confidentiel)\n\n<private>@</private>\n\n[/privé]",
    "### Budget (privé) (Alpha)\n\n@",
    "### Divers (privé) {#divers}\n\n@",
    "### Divers (privé){#x}\n\n@",
    "### Divers (privé) {#x .unnumbered}\n\n@",
    "Divers (privé) {#x}\n---\n\n@",
    "### Budget (privé) (20 min)\n\n@",
    "### Budget **(privé)** (20 min)\n\n@",
    "【privé】\n@\n【/privé】",
];

/// What hides nothing and means to hide nothing.
const HARMLESS: [&str; 33] = [
    "<!-- à relire -->Texte.",
    "<!-- note interne à Alpha : vérifier le chiffre avec le service -->Texte.",
    "<!-- privilège -->Texte.",
    "<!-- pirate -->Texte.",
    "<!-- publié -->Texte.",
    "<!-->Texte.",
    "Le code `<!-- note` ouvre un commentaire.",
    "Le secteur (privé) et le secteur public.",
    "Les aides vont au secteur (privé)",
    "On écrit `[privé]` dans le texte.",
    "La salle est privée, la réunion est interne et confidentielle.",
    "<https://example.org/private>",
    "Voir [le guide](https://example.org/prive).",
    "### Secteur privé\n\nTexte.",
    "### Le secteur (privé) en France\n\nTexte.",
    "### Communication interne\n\nTexte.",
    "- public\n- privé\n- interne",
    "| Secteur | Part |\n|---|---|\n| privé | 3 |\n| (privé) | 4 |",
    "Titre\n=======\n\nTexte.",
    "***\n\nTexte.",
    "| a | b |\n|---|---|\n| c | d |",
    "- [x] Béta : relire (avant le 1er décembre 2025)",
    "a < b, c > d, {e}.",
    "~~Texte barré.~~",
    "[privé]\n\nUn mot <del>barré</del> au bureau.\n\n[/privé]\n\nTexte.",
    "```html\n<ins>a</ins> <del>b</del>\n```",
    "`<ins>` et `<del>` sont des éléments.",
    "```\n{++a++}\n```",
    "L'insertion professionnelle, la suppression du comité.",
    "Voir [a] et [b].",
    "Voir [la note](https://example.org/#comment-12).",
    ">>>>>>> une citation de sept niveaux",
    "<details><summary>a</summary>b</details>",
];

/// What word processors and editors leave; those with `pandoc` are what pandoc 3.9 writes of a `.docx`.
const TRACES: [&str; 28] = [
    "Le guide est <span style=\"text-decoration: line-through\">@</span> publié.",
    "<p style='display:none'>@</p>",
    // pandoc --track-changes=all -t markdown
    "Le guide est [@]{.deletion author=\"Auteur A\"\ndate=\"2026-11-03T10:00:00Z\"}[publié]{.insertion author=\"Auteur B\"\ndate=\"2026-11-03T10:01:00Z\"}.",
    "[À vérifier : @]{.comment-start id=\"0\" author=\"Auteur B\"\ndate=\"2026-11-03T10:05:00Z\"}Le budget est présenté.[]{.comment-end\nid=\"0\"}",
    "[Un paragraphe ajouté.]{.insertion author=\"Auteur B\"\ndate=\"2026-11-03T10:02:00Z\"}[]{.paragraph-insertion author=\"Auteur B\"\ndate=\"2026-11-03T10:02:00Z\"}",
    "Un paragraphe joint[]{.paragraph-deletion author=\"Auteur A\"\ndate=\"2026-11-03T10:03:00Z\"}\n\nau suivant.",
    // pandoc --track-changes=all -t gfm
    "Le guide est <span class=\"deletion\" author=\"Auteur A\"\ndate=\"2026-11-03T10:00:00Z\">@</span><span class=\"insertion\"\nauthor=\"Auteur B\" date=\"2026-11-03T10:01:00Z\">publié</span>.",
    "<span class=\"comment-start\" id=\"0\" author=\"Auteur B\"\ndate=\"2026-11-03T10:05:00Z\">À vérifier : @</span>Le budget\nest présenté.<span class=\"comment-end\" id=\"0\"></span>",
    "<span class=\"insertion\" author=\"Auteur B\" date=\"2026-11-03T10:02:00Z\">Un\nparagraphe ajouté.</span><span class=\"paragraph-insertion\"\nauthor=\"Auteur B\" date=\"2026-11-03T10:02:00Z\"></span>",
    // pandoc --track-changes=all -t html
    "<p>Le guide est <span class=\"deletion\" data-author=\"Auteur A\"\ndata-date=\"2026-11-03T10:00:00Z\">@</span>publié.</p>",
    "&lt;span class=\"deletion\"&gt;@&lt;/span&gt;",
    "Le guide est <del>@</del> publié.",
    "Le guide est <ins cite=\"mailto:a@example.org\" datetime=\"2026-11-03\">@</ins>.",
    "Le guide est publié{>>@<<}.",
    "Le guide est {\\>\\>@\\<\\<} publié.",
    "Le guide est {--@--} publié.",
    "Le guide est {–@–} publié.",
    "Le guide est {++@++}.",
    "Le guide est {~~@~>publié~~}.",
    "Le budget[a] est voté.\n\n[a]@",
    "Le budget[[a]](#cmnt1) est voté.\n\n[[a]](#cmnt_ref1) @",
    "Le budget[\\[a\\]](#cmnt1) est voté.",
    "Le budget<a href=\"#cmnt1\">[a]</a> est voté.",
    "<!--[if gte mso 9]><xml>@</xml><![endif]-->",
    "Texte.<o:p></o:p>",
    "<p class=\"MsoNormal\">Texte.</p>",
    "<comment-start name=\"e1\"></comment-start>Texte.<comment-end name=\"e1\"></comment-end>",
    "<suggestion-start name=\"insertion:e1\"></suggestion-start>Texte.",
];

/// What people type to keep a passage from the public; `@` stands for it.
const MEANT: [&str; 365] = [
    "La séance passe à huis clos.\n\n@",
    "Le conseil siège à huis clos.\n\n@",
    "La séance publique est suspendue ; le conseil passe à huis clos.\n\n@",
    "Le huis clos est prononcé.\n\n@",
    "La présidente prononce le huis clos.\n\n@",
    "La séance se poursuit à huis clos. @",
    "Nous passons à huis clos : @",
    "Merci de ne pas diffuser. @",
    "Merci de ne pas publier ce passage. @",
    "Prière de ne pas diffuser ce qui suit. @",
    "Attention, ne pas diffuser : @",
    "Attention : ne pas publier. @",
    "SVP ne pas diffuser : @",
    "Veuillez ne pas publier la suite :\n\n@",
    "| Sujet | Diffusion |\n|---|---|\n| @ | interne |",
    "| Sujet | **Diffusion** |\n|---|---|\n| Guide | publique |\n| @ | membres |",
    "| Sujet | Publication |\n|---|---|\n| @ | non |",
    "| Sujet | Destinataires | Suite |\n|---|---|---|\n| @ | bureau | x |",
    "| Sujet | Diffusion |\n|---|---|\n| @ | restreinte |",
    "<!-- couper ici -->\n\n@",
    "<!-- à supprimer -->\n\n@",
    "<!-- couper à partir d'ici -->\n\n@",
    "<!-- ne pas copier plus bas -->\n\n@",
    "<!-- à partir d'ici, bureau seulement -->\n\n@",
    "<!-- ✂ -->\n\n@",
    "🔒 @",
    "🔒\n\n@",
    "### 🔒 Échanges\n\n@",
    "### Échanges 🔒\n\n@",
    "- 🔒 @",
    "**🔒 Échanges**\n\n@",
    "Le budget (privé : 12 k€ @) est lu.",
    "Le prix (privé - @) est lu.",
    "Le contrat (confidentiel - @) est signé.",
    "Le loyer de @ (12 000 euros, privé) baisse.",
    "[spoiler] @ [/spoiler]",
    "[spoiler]\n\n@",
    "[spoiler]@[/spoiler]",
    "### Notes personnelles\n\n@",
    "### Note personnelle\n\n@",
    "Notes personnelles : @",
    "### Mes notes\n\n@",
    "### Notes perso\n\n@",
    "### Budget (privé)\n\n@\n\n<h3>Suite</h3>\n\n@",
    "### Budget (privé)\n\n@\n\n<H2 id=\"x\">Suite</H2>\n\n@",
    "### (privé) Échanges\n\n@",
    "### Échanges [privé]\n\n@",
    "### Huis clos\n\n@",
    "### [Privé] Échanges\n\n@",
    "### PRIVÉ : Échanges\n\n@",
    "### Privé - échanges\n\n@",
    "### Échanges (à huis clos)\n\n@",
    "### Échanges (hors PV)\n\n@",
    "### Échanges, privé\n\n@",
    "### Échanges : confidentiel\n\n@",
    "### Partie privée\n\n@",
    "### Points confidentiels\n\n@",
    "### Échanges (réservé aux membres)\n\n@",
    "### Échanges (non diffusable)\n\n@",
    "### Séance à huis clos\n\n@",
    "### Échanges *(non public)*\n\n@",
    "### Échanges {.private}\n\n@",
    "### Échanges — ne pas diffuser\n\n@",
    "<!-- réservé aux membres -->@<!-- fin -->",
    "<!-- réservé aux membres -->\n@\n<!-- fin -->",
    "<!-- hors compte-rendu -->@<!-- /hors compte-rendu -->",
    "<!-- hors compte-rendu -->\n@",
    "<!-- interne -->@<!-- /interne -->",
    "<!-- à huis clos -->\n@",
    "<!-- à huis clos -->\n@\n<!-- fin du huis clos -->",
    "| Sujet | Privé |\n|---|---|\n| Guide | @ |",
    "| Sujet | **Confidentiel** |\n|:--|--:|\n| Guide | @ |",
    "Sujet | Notes internes\n---|---\nGuide | @",
    "> | Sujet | Remarques (privé) |\n> |---|---|\n> | Guide | @ |",
    "| Sujet | Public | Privé |\n|---|---|---|\n| Guide | texte | @ |",
    "<table><tr><th>Sujet</th><th>Privé</th></tr><tr><td>Guide</td><td>@</td></tr></table>",
    "<!-- bureau -->\n\n@",
    "<!-- Bureau --> @",
    "<!-- pour le bureau -->\n@",
    "<!-- pour les membres -->\n@",
    "<!-- stop -->\n\n@",
    "Texte.\n\n<!-- STOP -->\n\n@",
    "<!-- bureau -->@<!-- /bureau -->",
    "<!-- X -->@<!-- /X -->",
    "<!-- note -->@<!-- end -->",
    "<!-- début bureau -->@<!-- fin bureau -->",
    "<!-- start -->@<!-- end -->",
    "<!-- membres -->\n@\n<!-- fin membres -->",
    "<!-- pour le CA seulement -->\n@\n<!-- /pour le CA -->",
    "<!-- secrétariat -->\n@\n<!-- FIN -->",
    "<!-- ne pas mettre dans le CR -->\n@",
    "<!-- à retirer avant publication -->\n@",
    "<!-- pas pour publication -->@",
    "<!-- à supprimer avant diffusion -->\n@",
    "<!-- ne pas reprendre dans le compte-rendu -->\n@",
    "<!-- réservé -->@",
    "<!-- restreint au bureau -->@",
    "<!-- privé : -->@",
    "<!-- members only -->@",
    "<!-- not for publication -->@",
    "<!-- for internal use -->@",
    "<!-- PV interne -->@",
    "<!-- version interne -->@",
    "<!-- partie confidentielle -->@",
    "<!-- <private> -->@",
    "<!-- privé --><p>@</p>",
    "PRIVÉ\n\n@\n\nFIN PRIVÉ",
    "PRIVÉ\n@\nFIN PRIVÉ",
    "[huis clos]\n\n@",
    "[huis clos]\n\n@\n\n[/huis clos]",
    "[huis clos] @",
    "— début privé —\n\n@\n\n— fin privé —",
    "— début privé — @ — fin privé —",
    "*(non public)*\n\n@",
    "*(non public)* @",
    "@ *(non public)*",
    "**Interne :** @",
    "**Interne** : @",
    "Interne : @",
    "Privé : @",
    "PRIVÉ : @",
    "Privé : 12 k€\n\n@",
    "**Privé** : 12 k€\n\n@",
    "_Confidentiel_ — @",
    "*Privé :* @",
    "- **Privé :** @",
    "- Privé : @",
    "> Privé : @",
    "**Confidentiel** — @",
    "Confidentiel : @",
    "**Huis clos :** @",
    "Huis clos : @",
    "à ne pas publier\n\n@",
    "À ne pas publier : @",
    "à ne pas publier : @",
    "(à ne pas publier) @",
    "@ (à ne pas publier)",
    "@ [à ne pas publier]",
    "ne pas diffuser\n\n@",
    "Ne pas diffuser : @",
    "NE PAS DIFFUSER\n\n@",
    "*ne pas diffuser*\n\n@",
    "hors PV\n\n@",
    "Hors PV : @",
    "(hors PV) @",
    "@ (hors PV)",
    "[hors PV] @ [fin hors PV]",
    "confidentiel\n\n@",
    "Confidentiel\n\n@",
    "CONFIDENTIEL\n\n@",
    "(confidentiel) @",
    "@ (confidentiel)",
    "off the record\n\n@",
    "Off the record: @",
    "Off the record : @",
    "(off the record) @",
    "[off] @ [/off]",
    "Off : @",
    "<template>@</template>",
    "<template>\n\n@\n\n</template>",
    "<spoiler>@</spoiler>",
    "<details><summary>Privé</summary>@</details>",
    "<details>\n<summary>Réservé aux membres</summary>\n\n@\n\n</details>",
    "<details><summary>Échanges (privé)</summary>\n\n@\n\n</details>",
    "<secret>@</secret>",
    "<interne>@</interne>",
    "<div class=\"members-only\">@</div>",
    "<div data-visibility=\"private\">@</div>",
    "<div id=\"prive\">@</div>",
    "<div hidden>@</div>",
    "<div style=\"display:none\">@</div>",
    "<font color=\"white\">@</font>",
    "<span style=\"color:white\">@</span>",
    ":::private\n@\n:::",
    ":::spoiler privé\n@\n:::",
    "::: spoiler Privé\n@\n:::",
    ":::spoiler\n@\n:::",
    "::: réservé\n@\n:::",
    "::: {.interne}\n@\n:::",
    ":::warning privé\n@\n:::",
    "!!! private\n    @",
    "??? \"Privé\"\n    @",
    "> [!PRIVATE]\n> @",
    "> [!privé]\n> @",
    "> [!note] Privé\n> @",
    "> [!warning] Confidentiel\n> @",
    "%% @ %%",
    "%%\n@\n%%",
    "%% privé\n@\n%%",
    "Texte %%@%% suite.",
    "||@||",
    ">!@!<",
    "||secret|| @ ||/secret||",
    "=== privé ===\n@\n=== fin ===",
    "*** PRIVÉ ***\n@\n*** FIN ***",
    "----- privé -----\n\n@\n\n----- fin -----",
    "##### privé\n@",
    "[privé : @]",
    "(privé : @)",
    "[interne : @]",
    "[[privé]] @ [[/privé]]",
    "{{private}} @ {{/private}}",
    "{% private %} @ {% endprivate %}",
    "\\begin{private}@\\end{private}",
    "\\private{@}",
    "#privé @",
    "#confidentiel\n@",
    "@ #privé",
    "🔒 Privé : @",
    "«privé» @ «/privé»",
    "// privé\n@\n// fin privé",
    "/* privé @ */",
    "<? @ ?>",
    "[comment]: # (@)",
    "[//]: # \"@\"",
    "Texte.[^1]\n\n[^1]: (privé) @",
    "Texte.[^prive]\n\n[^prive]: @",
    "- (privé) @",
    "- [privé] @",
    "- [ ] (privé) Alpha : @",
    "1. (privé) @",
    "- Échanges (privé)\n  - @",
    "- **Échanges (privé)** : @",
    "@ [privé]",
    "Échanges (privé) :\n\n@",
    "__Échanges [privé]__\n\n@",
    "**(privé) Échanges**\n\n@",
    "(privé) Échanges\n---\n\n@",
    "<h3>(privé) Échanges</h3>\n\n@",
    "<b>Privé :</b> @",
    "<p><strong>Privé</strong></p><p>@</p>",
    "<em>(privé)</em> @",
    "Prive: @",
    "P R I V É\n\n@",
    "ＰＲＩＶＥ\n\n@",
    "PRIVÉ\n@",
    "Début privé\n\n@\n\nFin privé",
    "Début du privé\n\n@\n\nFin du privé",
    "Début partie privée\n\n@\n\nFin partie privée",
    "[Début privé] @ [Fin privé]",
    "(début huis clos)\n\n@\n\n(fin huis clos)",
    "Début du huis clos\n\n@\n\nFin du huis clos",
    "--- DÉBUT HUIS CLOS ---\n@\n--- FIN HUIS CLOS ---",
    "La suite est confidentielle.\n\n@",
    "Ce passage ne doit pas être publié.\n\n@",
    "Ne pas publier la suite.\n\n@",
    "Ne pas publier ce qui suit\n\n@",
    "Ce point ne figurera pas au compte-rendu : @",
    "La suite n'est pas publique :\n\n@",
    "À retirer avant publication :\n\n@",
    "À ne pas faire figurer au compte-rendu public :\n\n@",
    "Pour information des membres uniquement :\n\n@",
    "Réservé aux membres :\n\n@",
    "Réservé aux membres\n\n@",
    "Note interne : @",
    "**Note interne :** @",
    "Diffusion restreinte\n\n@",
    "**Diffusion restreinte**\n\n@",
    "**Diffusion : restreinte**\n\n@",
    "Diffusion : restreinte\n\n@",
    "Visibilité : membres\n\n@",
    "Not for publication\n\n@",
    "Do not publish: @",
    "Internal: @",
    "**Private** @",
    "**Privé** @",
    "**Privé** — @",
    "*privé* @",
    "Privé. @",
    "### Divers (privé) - 10 min\n\n@",
    "### Divers (privé) — Alpha\n\n@",
    "### Divers (privé) : Alpha\n\n@",
    "### Divers (privé) – suite\n\n@",
    "### Divers (privé), suite\n\n@",
    "### Divers (confidentiel) {#budget}\n\n@",
    "### Divers (confidentiel) (20 min)\n\n@",
    "### Divers (interne) - Alpha\n\n@",
    "### Divers « privé »\n\n@",
    "### Divers \"privé\"\n\n@",
    "### Annexe confidentielle\n\n@",
    "### Volet confidentiel\n\n@",
    "###Divers (privé)\n\n@",
    "#Divers (privé)\n\n@",
    "####### Divers (privé)\n\n@",
    "    ### Divers (privé)\n\n@",
    "\t### Divers (privé)\n\n@",
    "Divers (privé)\n\n@",
    "*Divers (privé)*\n\n@",
    "**Divers** (privé)\n\n@",
    "Budget de la ville (privé)\n\n@",
    "Divers (privé)\n- @",
    "1. Divers (privé)\n\n@",
    "1. Divers (privé)\n   @",
    "- [ ] Alpha : @ (privé)",
    "- [ ] Alpha : @ (interne)",
    "- [ ] Alpha : @ (confidentiel)",
    "- [ ] Alpha : @ (non publique)",
    "- [ ] Alpha : @ (privé).",
    "- [ ] Alpha : @ — privé",
    "- [ ] Alpha : @ *(privé)*",
    "- @\n  suite (privé)",
    "- @ [interne]",
    "- **Décision** : @ (privé)",
    "**Décision** : @ (privé)",
    "**Décision** : @\nsuite (privé)",
    "**Décision** : @ — privé",
    "**Décision confidentielle** : @",
    "Décision privée : @",
    "- **Décision confidentielle** : @",
    "**Avis interne** : @",
    "<li>@ (privé)</li>",
    "Document interne\n\n@",
    "Document confidentiel.\n\n@",
    "Document de travail interne.\n\n@",
    "Ce compte-rendu est confidentiel.\n\n@",
    "Ce compte-rendu est interne.\n\n@",
    "Ce compte rendu est interne au conseil.\n\n@",
    "Le présent compte-rendu est confidentiel. @",
    "@ Ce document est interne. @",
    "Ce document est réservé aux membres du conseil.\n\n@",
    "Ce document est confidentiel et réservé aux membres.\n\n@",
    "Diffusion : bureau\n\n@",
    "Accès : membres\n\n@",
    "Destinataires : membres du bureau\n\n@",
    "**Destinataires :** bureau du conseil\n\n@",
    "Diffusion : membres du conseil uniquement\n\n@",
    "- Diffusion : membres du bureau\n- @",
    "ne doit pas être diffusé hors du conseil\n\n@",
    "Ce document ne doit pas être diffusé hors du conseil.\n\n@",
    "Ce compte-rendu n'est pas public.\n\n@",
    "Compte-rendu provisoire, ne pas diffuser\n\n@",
    "*Compte-rendu provisoire, ne pas diffuser.*\n\n@",
    "### Points — document de travail interne\n\n@",
    "[bureau]\n\n@\n\n[/bureau]",
    "[membres]\n@\n[/membres]",
    "[note]\n\n@\n\n[/note]",
    "[X]\n\n@\n\n[/X]",
    "[Équipe]\n\n@\n\n[fin équipe]",
    "[bureau]\n\n@\n\n[fin]",
    "- [bureau]\n- @\n- [/bureau]",
    "<!-- début du passage sur le tableau -->@<!-- fin du passage -->",
    "<!-- section -->@<!-- /section -->",
    "@ (hors PV) et la suite.",
    "Alpha propose @ (huis clos) et part.",
    "Privé : @. Public : 88 %.",
    "[privé @ /privé]",
    "Le guide [privé @ /privé] est lu.",
    "Le guide [privé @] est lu.",
    "Le guide [privé] @ est lu.",
    "Le guide [privée] @ est lu.",
    "Le guide [**privé** @] est lu.",
    "Le guide [confidentiel] @ est lu.",
    "Le guide (privé @ /privé) est lu.",
    "Le guide 【privé】 @ est lu.",
    "⟦privé⟧ @ ⟦/privé⟧",
    "| [privé] @ | b |",
    "| [privé] @ | b | [/privé] |\n|---|---|---|\n| x | y | z |",
    "| A | B |\n|---|---|\n| Guide | [privé] @ |",
    "| A | B |\n|---|---|\n| Guide [privé] | @ |",
    "| A | B |\n|---|---|\n| Guide | (privé) @ |",
    "| A | B |\n|---|---|\n| [PRIVE] | @ |\n| [/Prive] | x |",
    "### Divers [privé] du bureau\n\n@",
    "> Le guide [privé] @ est lu.",
    "1. [privé @\n   x /privé]",
    "Le guide **[privé]** @ est lu.",
];

/// What speaks of something private and means to hide nothing.
const ABOUT: [&str; 196] = [
    "Le guide est <s>publié</s> relu.",
    "Le guide est <strike>publié</strike> relu.",
    "<s>Le guide est publié.</s>",
    "~~Le guide est publié.~~",
    "Le huis clos n'est pas prononcé.",
    "Le conseil siège à l'hôtel de ville.",
    "La séance passe au point suivant.",
    "La séance se poursuit.",
    "L'assemblée délibère sur le huis clos.",
    "Merci aux membres.",
    "Merci de relire le guide.",
    "Attention : le délai est court.",
    "Merci de diffuser le guide.",
    "| Sujet | Diffusion |\n|---|---|\n| Guide | publique |",
    "| Licence | Diffusion |\n|---|---|\n| GPL | libre |",
    "| Outil | Accès |\n|---|---|\n| forge | membres |",
    "| Jeu de données | Public |\n|---|---|\n| a | non |",
    "<!-- à compléter -->Texte.",
    "<!-- coupe du bâtiment -->Texte.",
    "### 🔒 Sécurité des postes\n\nTexte.",
    "Le site est en HTTPS 🔒.",
    "### Personnel\n\nTexte.",
    "### Données personnelles\n\nTexte.",
    "Les données personnelles sont effacées.",
    "### Notes\n\nTexte.",
    "Mes remerciements vont à Alpha.",
    "### Budget (privé)\n\n#### a\n\n<h4>b</h4>\n\nx\n\n### Suite\n\nTexte.",
    "### Public et privé\n\nTexte.",
    "### 3. Privé\n\nTexte.",
    "### Partenariats public-privé\n\nTexte.",
    "### Le secteur privé\n\nTexte.",
    "### Secteur public, secteur privé\n\nTexte.",
    "### Public / privé\n\nTexte.",
    "### Données privées\n\nTexte.",
    "### Communication interne\n\nTexte.",
    "### Protection des données confidentielles\n\nTexte.",
    "### Réunions internes\n\nTexte.",
    "### Huis clos et publicité des débats\n\nTexte.",
    "### Accord de confidentialité\n\nTexte.",
    "### Secret des affaires\n\nTexte.",
    "### Diffusion restreinte des logiciels\n\nTexte.",
    "### Acteurs privés\n\nTexte.",
    "### Logiciels internes\n\nTexte.",
    "### Vie privée\n\nTexte.",
    "### Clés privées et publiques\n\nTexte.",
    "### Offre publique et offre privée\n\nTexte.",
    "- (public) 88 %\n- (privé) 12 %",
    "- (privé) 12 %",
    "- (privé) : 12 %",
    "Le secteur (privé : 12 %) progresse.",
    "Le financement (privé : 12 k€, public : 30 k€) est lu.",
    "Les acteurs (privé, associatif) sont consultés.",
    "| Financement | Public | Privé |\n|---|---|---|\n| Guide | 30 k€ | 12 k€ |",
    "| Annexe | Confidentielle |\n|---|---|\n| A | oui |\n| B | non |",
    "| Sujet | Interne | Externe |\n|---|---|---|\n| Lettre | par Alpha | par Béta |",
    "- Associations : 4\n- Entreprises : 5\n- Privé : 3",
    "- (privé) 3 organismes",
    "| Secteur | Part |\n|---|---|\n| (privé) | 12 % |",
    "[secret](https://example.org/a)",
    "Voir [privé](https://example.org/a) et [interne](https://example.org/b).",
    "[confidentiel](https://example.org/x \"titre\") : le guide.",
    "- [interne](https://example.org/b)",
    "**Diffusion : non restreinte**",
    "**Diffusion : non restreinte**\n\nTexte.",
    "**Diffusion :** publique",
    "**Diffusion :** publique\n\nTexte.",
    "Diffusion : publique",
    "Diffusion : membres du conseil\n\nTexte.",
    "**Destinataires :** tous les membres\n\nTexte.",
    "Diffusion : libre.",
    "Diffusion non restreinte",
    "Un accord de confidentialité est signé.",
    "Il faut un accord de confidentialité.",
    "Les logiciels privés de garantie sont exclus.",
    "Logiciels privés de garantie\n\nTexte.",
    "Les données confidentielles sont exclues.",
    "- données confidentielles",
    "Données confidentielles : elles sont exclues.",
    "Une réunion interne est prévue.",
    "une réunion interne",
    "- réunion interne",
    "Le secret professionnel s'applique.",
    "Le secret professionnel",
    "- le secret professionnel",
    "Le secteur privé répond à 12 %.",
    "- secteur privé : 12 %",
    "- Public : 12\n- Privé : 8",
    "- public : 12\n- privé : 8\n- interne : 3",
    "**Public :** 12\n\n**Privé :** 8",
    "| Public | Privé |\n|---|---|\n| 12 | 8 |",
    "| Interne | Externe |\n|---|---|\n| 1 | 2 |",
    "Ce n'est pas un secret.",
    "Le document n'est pas confidentiel.",
    "Le rapport est à publier.",
    "Alpha propose de ne pas publier le rapport avant juin.",
    "Il est décidé de ne pas diffuser le guide avant le 1er décembre.",
    "**Décision** : ne pas publier le rapport.",
    "- **Décision** : le rapport reste interne.",
    "Le huis clos n'est pas demandé.",
    "La séance est publique.",
    "La partie publique commence à 14 h.",
    "<!-- à relire --> Texte.",
    "<!-- TODO : compléter --> Texte. <!-- voir aussi --> Suite.",
    "<!-- fin --> Texte.",
    "<!-- membres -->\n- Alpha",
    "<!-- participants -->\n- Alpha",
    "<!-- bureau de vote -->\nTexte.",
    "<!-- one-stop shop --> Texte.",
    "Texte. <!-- fin du compte-rendu -->",
    "<!-- source : fin 2026 --> Texte. <!-- relu -->",
    "<!-- markdownlint-disable MD013 -->\nTexte.\n<!-- markdownlint-enable MD013 -->",
    "<!-- prettier-ignore -->\nTexte.",
    "<!-- toc -->\n- a\n<!-- tocstop -->",
    "<details><summary>Liste des participants</summary>\n\nTexte.\n\n</details>",
    "<details><summary>Détails</summary>Texte.</details>",
    ":::info\nTexte.\n:::",
    "::: warning\nTexte.\n:::",
    ":::spoiler Détail du calcul\nTexte.\n:::",
    "> [!note]\n> Texte.",
    "> [!WARNING]\n> Texte.",
    "Internet : 12 %",
    "Interne à la DINUM, le service répond.",
    "Les internes des hôpitaux sont représentés.",
    "Le marché privé (privé) et le marché public.",
    "La clé privée est révoquée.",
    "Il faut masquer le champ caché.",
    "Clause : « ne pas diffuser sans accord ».",
    "Les licences « non publiques » sont exclues.",
    "Licence : propriétaire (non publique)",
    "Le code source n'est pas public.",
    "Texte ||a|| suite.",
    "50 %% et 60 %% des cas.",
    "Le PV précédent est adopté.",
    "Hors PV précédent, aucun document n'est en retard.",
    "Confidentialité : la charte est adoptée.",
    "Confidentialité des données\n\nTexte.",
    "Mentions : « Confidentiel » figure sur le document.",
    "Un document marqué [confidentiel] est arrivé.",
    "[confidentiel] est employé par la norme ISO.",
    "[interne] désigne un niveau de la norme.",
    "Le terme [privé] est défini par la loi.",
    "Le niveau [confidentiel] de la norme est relu.",
    "Le tampon (confidentiel) est supprimé.",
    "Le statut « interne » est supprimé.",
    "Le statut *interne* est supprimé.",
    "La liste **privée** est fermée.",
    "Hébergement : privé",
    "Hébergement : interne",
    "- Hébergement : privé",
    "Nature : privé (association)",
    "- Alpha (privé) : 12 %",
    "- Béta (public)\n- Gamma (privé)",
    "Les aides vont au secteur (privé).",
    "Part des dépenses internes : 12 %.",
    "`[privé]` est une marque.",
    "Privé de budget, le projet s'arrête.",
    "Privée de local, l'association déménage.",
    "Secret : le mot est banni.",
    "Off-line : le site répond.",
    "Le mode off est retiré.",
    "Fin de la séance à 16 h.",
    "Fin\n\nTexte.",
    "Réservé : une salle pour le 3 mars.",
    "Réserver la salle.",
    "Les places réservées aux membres sont au premier rang.",
    "Restreint au départ, le périmètre s'élargit.",
    "Hors ligne : le service répond.",
    "Hors sujet, la question est reportée.",
    "Public : tous.",
    "Ouvert aux membres et au public.",
    "L'article 7 (huis clos) est modifié.",
    "### Article 7 : huis clos\n\nTexte.",
    "Huis clos : l'article 7 est modifié.",
    "Interne : une lettre est envoyée. Externe : la page est refaite.",
    "- Interne : une lettre est envoyée.\n- Externe : la page est refaite.",
    "- **Interne** : une lettre est envoyée.\n- **Externe** : la page est refaite.",
    "**Interne :** une lettre est envoyée.\n\n**Externe :** la page est refaite.",
    "Privé : 12 %. Public : 88 %.",
    "Public : 88 %. Privé : 12 %.",
    "Réservé aux membres : non.",
    "Le registre (hors PV) est tenu par Alpha.",
    "Voir #interne sur le forum.",
    "Le code est dans `<!-- private -->` du guide.",
    "<!-- Début du tableau -->\n| a | b |\n|---|---|\n| c | d |\n<!-- Fin du tableau -->",
    "<!-- Section 1 -->\nTexte.\n<!-- /Section 1 -->",
    "Le document est publié. Le compte-rendu est en ligne.",
    "Le compte-rendu du 3 juin n'est pas publié.",
    "Destinataires : membres du conseil et public",
    "[à compléter plus tard] par Alpha.",
    "Le document de travail est relu.",
    "### Le document de travail\n\nTexte.",
    "Le secteur [privé et public] est cité.",
    "Voir le [privé](https://example.org/a).",
    "Le partenariat (public/privé) est cité.",
    "| Type | Nombre |\n|---|---|\n| Clinique (privé) | 4 |\n| (privé) | 3 |",
    "Le fonds porte la mention [privé] au registre.",
];

/// Settings of a front matter that keep nothing private.
const SETTINGS: [&str; 31] = [
    "title: Réunion (privé)",
    "title: Réunion [privé]",
    "title: \"Réunion — confidentiel\"",
    "visibility: members",
    "visibility: private",
    "confidentiel: oui",
    "confidentiel: true",
    "diffusion: restreinte",
    "diffusion: membres",
    "public: false",
    "public: non",
    "access: members",
    "accès: membres",
    "publish: never",
    "published: no",
    "visibilité: interne",
    "private: yes",
    "tags: [privé]",
    "tags: [confidentiel, cr]",
    "status: confidentiel",
    "confidentialité: élevée",
    "diffusion: \"interne\"",
    "audience: members",
    "audience: membres",
    "huis-clos: oui",
    "restricted: true",
    "classification: C2 confidentiel",
    "privé: true",
    "hidden: true",
    "type: confidentiel",
    "diffusion: bureau",
];

/// Settings that say the text is public, or say nothing of it.
const OPEN_SETTINGS: [&str; 14] = [
    "tags: [privé-public]",
    "diffusion: publique",
    "visibility: public",
    "confidentiel: non",
    "public: true",
    "public: oui",
    "private: false",
    "diffusion: non restreinte",
    "audience: public",
    "published: true",
    "title: Le secteur privé",
    "title: \"Public et privé\"",
    "tags: [cr, logiciel-libre]",
    "restricted: no",
];

struct Council {
    folder: TempDir,
}

impl Council {
    fn new() -> Self {
        let files = [
            ("members.toml", MEMBERS),
            ("meetings.toml", MEETINGS),
            ("private/members.toml", CONTACTS),
            (".gitignore", "/private/\n"),
        ];
        Self {
            folder: folder(&files),
        }
    }

    fn cll(&self, arguments: &[&str]) -> Run {
        cll(self.folder.path(), arguments)
    }

    /// Checks and publishes a draft; returns both runs, and the edition if there is one.
    fn tried(&self, draft: &str) -> (Run, Run, Option<String>) {
        let edition = self.folder.path().join(EDITION);
        let _ = fs::remove_file(&edition);
        // Each is a draft of its own, and not what became of the one before.
        let _ = fs::remove_file(self.folder.path().join(MARKED));
        write(&self.folder.path().join(DRAFT), draft.as_bytes());
        let checked = self.cll(&["minutes", "check", "2025-etat-1"]);
        let published = self.cll(&["minutes", "publish", "2025-etat-1"]);
        (checked, published, fs::read_to_string(edition).ok())
    }

    /// Asserts that a draft is refused by both, with a finding of this code, and not shown.
    fn refuses(&self, draft: &str, code: &str) {
        let (checked, published, edition) = self.tried(draft);
        let found = checked.stdout.contains(&format!("error[{code}]"));
        assert!(found, "{draft}: {checked:?}");
        assert_eq!(checked.code, Some(1), "{draft}: {checked:?}");
        assert_eq!(published.code, Some(1), "{draft}: {published:?}");
        assert_eq!(edition, None, "{draft}");
        for run in [&checked, &published] {
            let shown = run.stdout.contains(SECRET) || run.stderr.contains(SECRET);
            assert!(!shown, "{draft}: {run:?}");
        }
    }
}

fn draft(points: &str) -> String {
    format!("{FRONT}{BODY}{}\n", points.replace('@', SECRET))
}

#[test]
fn what_looks_like_a_private_mark_and_is_none_is_an_error() {
    let council = Council::new();
    for row in NO_MARKS {
        council.refuses(&draft(row), "private-mark");
        let crlf = draft(row).replace('\n', "\r\n");
        let (_, published, edition) = council.tried(&crlf);
        assert_eq!((published.code, edition), (Some(1), None), "{row}");
    }
}

#[test]
fn every_private_mark_hides_what_it_holds_from_all_who_read() {
    let council = Council::new();
    for row in MARKS {
        let (checked, published, edition) = council.tried(&draft(row));
        assert_eq!(checked.code, Some(0), "{row}: {checked:?}");
        assert_eq!(published.code, Some(0), "{row}: {published:?}");
        let edition = edition.unwrap();
        let actions = council.cll(&["minutes", "actions", "--all"]);
        for text in [
            &edition,
            &checked.stdout,
            &published.stderr,
            &actions.stdout,
        ] {
            assert!(
                !text.contains(SECRET) && !text.contains("Quidam"),
                "{row}: {text}"
            );
        }
        let mark = edition.to_lowercase().contains("priv");
        assert!(!mark && edition.contains("## Points"), "{row}: {edition}");
    }
}

/// What stands at the end of a file, as pandoc puts it, goes with the only text that refers to it.
#[test]
fn a_footnote_and_the_target_of_a_link_go_with_what_refers_to_them() {
    let council = Council::new();
    for row in [
        "### A (privé)\n\na[^1]\n\n### Suite\n\nPublic.\n\n[^1]: @\n    @\n\n    @\n",
        "### A (privé)\n\n[ici][d], [D][], [ d ]\n\n### Suite\n\nPublic.\n\n[d]: https://example.org/s/@",
        "[privé]\n\na[^note]\n\n[/privé]\n\nPublic.\n\n[^note]: @\n[^2]: Public.\n\nPublic[^2].",
        "Public.<!-- private -->[ici][d]<!-- /private -->\n\n[d]:\n  <https://example.org/@>\n  \"@\"\n\nPublic.",
        "[privé]\n\na[^1]\n\n[/privé]\n\n[^1]: @[^2] [y]\n\n[^2]: @\n\n[y]: https://example.org/@\n\nPublic.",
        "> [privé]\n> a[^1]\n> [/privé]\n\nPublic.\n\n> [^1]: @",
        "Public.\n\n### A (privé)\n\na[^1]\n\n[^1]: @",
    ] {
        for text in [draft(row), draft(row).replace('\n', "\r\n")] {
            let (checked, published, edition) = council.tried(&text);
            assert_eq!(checked.code, Some(0), "{row}: {checked:?}");
            assert_eq!(published.code, Some(0), "{row}: {published:?}");
            let edition = edition.unwrap();
            assert!(!edition.contains(SECRET), "{row}: {edition}");
            assert!(edition.contains("Public."), "{row}: {edition}");
        }
    }
    for row in [
        "[privé]\n\na[^1]\n\n[/privé]\n\nb[^1]\n\n[^1]: @",
        "[privé]\n\n[a][d]\n\n[/privé]\n\n[d]\n\n[d]: https://example.org/@",
        "b[^1]\n\n[privé]\n\na\n\n[^1]: @\n\n[/privé]",
        "[privé]\n\na[^1]\n\n[/privé]\n\nb[^2]\n\n[^1]: @\n[^2]: voir[^1]",
        "[^1]: @",
        "<!-- voir [^1] -->Texte.\n\n[^1]: @",
        "Texte.\n\n[d]: https://example.org/@",
    ] {
        council.refuses(&draft(row), "private-mark");
    }
    for row in [
        "Texte[^1].\n\n[^1]: Une note.",
        "Voir le [guide des marchés][d].\n\n[d]: https://example.org/a \"titre\"",
        "[Alpha] : le guide.\n\n[Note]: le texte est lu.",
        "Texte[^1].\n\n[^1]: Voir [^2].\n\n[^2]: Une note.",
        "```\n[^1]: Une note.\n```",
    ] {
        let (checked, published, edition) = council.tried(&draft(row));
        assert_eq!(checked.code, Some(0), "{row}: {checked:?}");
        assert_eq!(published.code, Some(0), "{row}: {published:?}");
        assert!(
            edition.unwrap().contains(row.rsplit('\n').next().unwrap()),
            "{row}"
        );
    }
}

#[test]
fn what_means_to_hide_nothing_is_published() {
    let council = Council::new();
    for row in HARMLESS {
        let (checked, published, edition) = council.tried(&draft(row));
        assert_eq!(checked.code, Some(0), "{row}: {checked:?}");
        assert_eq!(published.code, Some(0), "{row}: {published:?}");
        assert!(edition.is_some(), "{row}");
    }
}

#[test]
fn what_was_meant_to_hide_a_passage_is_an_error_whatever_its_words_and_form() {
    let council = Council::new();
    for (at, row) in MEANT.iter().enumerate() {
        council.refuses(&draft(row), "private-mark");
        // As other systems and other keyboards write it.
        if at % 5 != 0 {
            continue;
        }
        let decomposed: String = draft(row).nfd().collect();
        for other in [draft(row).replace('\n', "\r\n"), decomposed] {
            let (_, published, edition) = council.tried(&other);
            assert_eq!((published.code, edition), (Some(1), None), "{row}");
        }
    }
    // Of itself as a whole.
    let title = "# Compte-rendu du 3 octobre 2025";
    for titled in [
        "document de travail interne",
        "confidentiel",
        "ne pas diffuser",
    ] {
        let text = draft("@").replace(title, &format!("{title} \u{2014} {titled}"));
        council.refuses(&text, "private-mark");
    }
    for setting in SETTINGS {
        let front = match setting.strip_prefix("title: ") {
            Some(_) => FRONT.replace("title: \"Compte-rendu du 3 octobre 2025\"", setting),
            None => FRONT.replace("status: projet", &format!("status: projet\n{setting}")),
        };
        council.refuses(&format!("{front}{BODY}{SECRET}\n"), "private-mark");
    }
}

#[test]
fn a_draft_puts_the_mark_of_a_heading_behind_its_presenter() {
    let council = Council::new();
    let agenda = "agenda = [{ title = \"Budget (privé)\", presenter = \"Alpha\" }, { title = \"Guide\", presenter = \"Béta\" }]\n";
    let meetings = format!("{MEETINGS}{agenda}");
    write(
        &council.folder.path().join("meetings.toml"),
        meetings.as_bytes(),
    );
    let drafted = council.cll(&["minutes", "draft", "2025-etat-1"]);
    assert_eq!(drafted.code, Some(0), "{drafted:?}");
    let text = fs::read_to_string(council.folder.path().join(DRAFT)).unwrap();
    let headings = ["## 1. Budget (Alpha) (privé)\n", "## 2. Guide (Béta)\n"];
    assert!(
        headings.iter().all(|heading| text.contains(heading)),
        "{text}"
    );
}

#[test]
fn what_only_speaks_of_something_private_is_published() {
    let council = Council::new();
    let mut wrong = Vec::new();
    let drafts = ABOUT
        .iter()
        .map(|row| draft(row))
        .chain(OPEN_SETTINGS.iter().map(|setting| {
            let front = FRONT.replace("status: projet", &format!("status: projet\n{setting}"));
            format!("{front}{BODY}Texte.\n")
        }));
    for draft in drafts {
        let (checked, published, edition) = council.tried(&draft);
        if checked.stdout.contains("private-mark") || published.code != Some(0) || edition.is_none()
        {
            wrong.push(format!("{draft}: {checked:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_marker_that_makes_no_block_is_an_error_of_minutes() {
    let council = Council::new();
    for (row, code) in [
        (
            "<!-- cll:private -->\n\n@\n\n<!-- /cll:private -->",
            "unknown-block",
        ),
        ("<!-- cll:note -->\n\n@", "unclosed-block"),
        (
            "Texte <!-- cll:private -->@<!-- /cll:private -->",
            "misplaced-marker",
        ),
        ("@\n\n<!-- /cll:note -->", "stray-block-end"),
    ] {
        council.refuses(&draft(row), code);
    }
    let (_, published, _) = council.tried(&draft("[privé]\n\n<!-- cll:note -->\n@\n\n[/privé]"));
    assert_eq!(published.code, Some(0), "{published:?}");
}

/// A mark ends with what holds it, or is an error: nothing public is lost, nothing private shown.
#[test]
fn a_private_section_ends_with_nothing_but_a_heading_beside_its_own() {
    let council = Council::new();
    for row in [
        "> ### X (privé)\n> @\n\nPublic.",
        "- ### X (privé)\n  @\n- b",
        "1. a\n\n   > ## X (privé)\n   >\n   > @",
    ] {
        council.refuses(&draft(row), "private-mark");
    }
    for (row, left) in [
        (
            "### X (privé)\n\n@\n\n> ## Citation\n> @\n\n@\n\n### Suite\n\nPublic.",
            "### Suite\n\nPublic.",
        ),
        (
            "> [privé]\n> @\n\n[/privé]\n\nPublic.",
            "## Points\n\nPublic.",
        ),
        (
            "> a\n> <!-- private -->@\n\n@<!-- /private -->Public.",
            "> a\n\nPublic.",
        ),
        (
            "> <!-- private -->@\n\n@<!-- /private -->Public.",
            "## Points\n\nPublic.",
        ),
    ] {
        let (checked, _, edition) = council.tried(&draft(row));
        assert_eq!(checked.code, Some(0), "{row}: {checked:?}");
        let edition = edition.unwrap();
        assert!(
            edition.contains(left) && !edition.contains(SECRET),
            "{row}: {edition}"
        );
    }
}

/// Whatever `check` accepts can be published, and nothing else: over what the tests hold, over the inputs of
/// every finding, and over what once differed.
#[test]
fn check_says_all_that_stops_publication() {
    let council = Council::new();
    let attendance =
        |lines: &str| format!("{FRONT}\n## Présences\n\n{lines}\n\n## Points\n\nTexte.\n");
    let mut drafts: Vec<String> = [
        "- [x] Alpha\n- [ ] Béta, représentée par Ada Personne",
        "- **Alpha**\n  - Hugo Personne",
        "- [x] Alpha\n- [x] Cour des comptes (invitée)",
        "- [x] Alpha\n- [ ] [à compléter]",
    ]
    .map(attendance)
    .to_vec();
    drafts.extend(
        [
            "[lien](x.md)",
            "[ici](https://example.org)",
            "- [ ] Gamma : relire le guide (avant le 1er décembre 2025)",
            "<!-- <!-- private -->x<!-- /private -->private -->",
            "a<!-- private -->x<!-- /private -->b",
            "[pri<!-- private -->x<!-- /private -->vé]",
            "<!-- cll:absent -->",
            "Texte\u{0}\u{1b}",
            "",
        ]
        .map(draft),
    );
    drafts.extend(HARMLESS.iter().chain(&MARKS).map(|row| draft(row)));
    drafts.extend(
        NO_MARKS
            .iter()
            .chain(&TRACES)
            .step_by(7)
            .map(|row| draft(row)),
    );
    let problems = Case::names("problems").into_iter();
    let cases = problems.map(|name| Case::open("problems", &name));
    let corpus = cases.filter_map(|case| case.text("input/minutes.md"));
    drafts
        .extend(corpus.map(|text| text.replace("\nmeeting: ", "\nmeeting: 2025-etat-1\nformer: ")));
    let mut wrong = Vec::new();
    let (mut stopped, mut made) = (0, 0);
    for draft in drafts {
        let (checked, published, _) = council.tried(&draft);
        if (checked.code == Some(0)) != (published.code == Some(0)) {
            wrong.push(format!("{draft}\n{checked:?}\n{published:?}"));
        }
        if published.code == Some(0) {
            made += 1;
        } else {
            stopped += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(stopped > 20 && made > 20, "{stopped} {made}");
}

#[test]
fn what_word_processors_leave_is_an_error() {
    let council = Council::new();
    for row in TRACES {
        council.refuses(&draft(row), "office-residue");
    }
}

#[test]
fn the_persons_of_a_list_of_members_without_a_label_are_not_published() {
    let council = Council::new();
    let title = BODY.split("\n## ").next().unwrap();
    let rest = "\n## Décisions\n\n- **Décision** : publier le guide.\n";
    for (list, refused) in [
        ("- Alpha (Ada Personne)\n- Béta\n", true),
        (
            "1. **Alpha** : Mme Ada Personne\n2. Béta : Yann Essai\n",
            true,
        ),
        ("- Alpha\n  - Ada Personne\n- Béta\n", true),
        ("- Alpha\n- Béta\n", false),
        ("- Alpha lit le bilan du Salon Annuel\n- Le guide\n", false),
    ] {
        let draft = format!("{FRONT}{title}\n{list}{rest}");
        let (checked, published, edition) = council.tried(&draft);
        let found = checked.stdout.contains("error[unmarked-private]");
        assert_eq!(found, refused, "{list}: {checked:?}");
        assert_eq!(edition.is_none(), refused, "{list}: {published:?}");
        assert!(!published.stderr.contains("Personne"), "{published:?}");
    }
}

#[test]
fn what_is_struck_out_is_not_published() {
    let council = Council::new();
    for row in [
        "Le guide est ~~remisé~~ prêt.",
        "Le guide est <s>remisé</s> prêt.",
        "- ~~remisé~~\n- gardé",
        "~~remisé sur\ndeux lignes.~~",
        "- **Décision** : publier ~~remisé~~ le guide.",
        "- ~~**Décision** : remisé.~~",
        "- [ ] ~~Béta : remisé (avant le 1er décembre 2025)~~",
        "- [ ] Béta : relire ~~remisé~~ (avant le 1er décembre 2025)",
        "### ~~remisé~~\n\nTexte.",
        "| a | b |\n|---|---|\n| c | ~~remisé~~ |",
    ] {
        let (_, published, edition) = council.tried(&draft(row));
        let edition = edition.unwrap_or_else(|| panic!("{row}: {published:?}"));
        assert!(!edition.contains("remisé"), "{row}: {edition}");
    }
}

#[test]
fn what_is_struck_out_over_two_paragraphs_is_an_error() {
    let council = Council::new();
    for row in [
        "~~Un.\n\nDeux.~~",
        "<s>\n\nBloc.\n\n</s>",
        "<strike>\nBloc.\n</strike>",
        "- ~~un\n- deux~~",
    ] {
        council.refuses(&draft(row), "office-residue");
    }
}

#[test]
fn the_persons_who_had_a_part_in_the_meeting_are_not_published() {
    let council = Council::new();
    for row in [
        "Présidence : Ada Personne (Alpha)",
        "**Secrétaire de séance** : Mme Ada Personne",
        "- Prise de notes : Ada Personne et Béta",
        "Compte rendu rédigé par : Ada de Personne",
        "Mme Personne (Béta) a rejoint la réunion à 18 h 30.",
        "*Arrivée de Mme Personne à 18h25.*",
        "Départ d'Ada Personne à 19 h",
    ] {
        council.refuses(&draft(row), "unmarked-private");
    }
    for row in [
        "Présidence : Béta",
        "Secrétariat : Direction du numérique",
        "Rédaction : relecture en cours",
        "Alpha quitte la séance à 15 h.",
        "Arrivée de la fibre à 15 h.",
    ] {
        let (checked, published, edition) = council.tried(&draft(row));
        assert_eq!(checked.code, Some(0), "{row}: {checked:?}");
        let kept = edition.is_some_and(|edition| edition.contains(row));
        assert!(kept, "{row}: {published:?}");
    }
}

/// Boxes, and what is said beside them; Béta is excused in the draft.
#[test]
fn a_box_that_contradicts_what_is_said_beside_it_is_an_error() {
    let council = Council::new();
    for (line, is_wrong) in [
        ("- [x] Béta (absente)", true),
        ("- [x] Béta (excusée)", true),
        ("- [ ] Béta (arrivée à 15h)", true),
        ("- [x] Béta (arrivée à 15h)", false),
        ("- [ ] Béta (absente)", false),
        ("- [ ] Béta (voix portée par Alpha)", false),
        ("- [x] Béta, représentée par Alpha", false),
    ] {
        let draft = draft("Texte.").replace("- [ ] Béta (excusée)", line);
        if is_wrong {
            council.refuses(&draft, "unfilled-attendance");
        } else {
            let (checked, ..) = council.tried(&draft);
            assert_eq!(checked.code, Some(0), "{line}: {checked:?}");
        }
    }
}

#[test]
fn a_draft_that_held_private_marks_is_not_published_without_them() {
    let council = Council::new();
    let path = council.folder.path().join(DRAFT);
    let put = |text: &str| write(&path, text.as_bytes());
    let check = || council.cll(&["minutes", "check", "2025-etat-1"]);
    let publish = || council.cll(&["minutes", "publish", "2025-etat-1", "--force"]);
    let marked = draft("[privé]\n\n@\n\n[/privé]\n\nTexte.");
    put(&marked);
    assert_eq!(check().code, Some(0));
    let lost = draft("@\n\nTexte.");
    put(&lost);
    for run in [check(), publish(), check()] {
        assert_eq!(run.code, Some(1), "{run:?}");
        let said = run.stdout + &run.stderr;
        assert!(said.contains("error[marks-gone]"), "{said}");
    }
    // With its front matter gone, that they may have been lost gives way to that they were.
    let (_, bare) = lost.rsplit_once("---\n").unwrap();
    put(bare);
    for run in [check(), publish()] {
        assert_eq!(run.code, Some(1), "{run:?}");
        let said = run.stdout + &run.stderr;
        assert_eq!(said.matches("[marks-gone]: ").count(), 1, "{said}");
        assert!(said.contains("error[marks-gone]"), "{said}");
    }
    // Nor do other minutes have to do with it, and what holds marks again is sound.
    put(&marked);
    assert_eq!(publish().code, Some(0));
    // Until a person says that nothing is private.
    let said = lost.replace("status: projet", "status: projet\nallow: [marks-gone]");
    put(&said);
    assert_eq!(check().code, Some(0));
    assert_eq!(publish().code, Some(0));
    put(&lost);
    assert_eq!(check().code, Some(0), "what was said is kept");
}

#[test]
fn a_warning_about_a_private_value_stops_nothing() {
    let council = Council::new();
    let contacts = CONTACTS.replace("Lina Quidam", "Paul");
    let registry = council.folder.path().join("private/members.toml");
    write(&registry, contacts.as_bytes());
    let checked = council.cll(&["check"]);
    assert!(
        checked.stdout.contains("warning[unfindable-value]"),
        "{checked:?}"
    );
    write(
        &council.folder.path().join(DRAFT),
        draft("Texte.").as_bytes(),
    );
    for arguments in [
        &["minutes", "check", "2025-etat-1"][..],
        &["minutes", "publish", "2025-etat-1"],
        &["minutes", "draft", "2025-etat-1", "--force"],
        &["report", "2025"],
        &["build"],
        &["export", "popolo"],
    ] {
        let run = council.cll(arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
    }
    // An error does.
    write(&registry, contacts.replace("titular", "x").as_bytes());
    let run = council.cll(&["minutes", "check", "2025-etat-1"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn the_day_of_the_next_meeting_is_compared_with_the_registry() {
    let council = Council::new();
    let meetings = council.folder.path().join("meetings.toml");
    let next = "
[[meeting]]
id = \"2099-etat-1\"
colleges = [\"etat\"]
date = 2099-03-12
start = 14:00:00
end = 16:00:00
updated = 2025-09-01T10:00:00Z
";
    write(&meetings, format!("{MEETINGS}{next}").as_bytes());
    for (line, is_wrong) in [
        (
            "Réunion de l'État : jeudi 12 mars 2099, de 14h à 16h.",
            false,
        ),
        (
            "Réunion de l'État : mercredi 11 mars 2099, de 14h à 16h.",
            true,
        ),
        ("Le 11 mars 2099, et le 12 mars 2099.", false),
        ("Le 10 octobre 2025 n'a pas convenu.", false),
        ("La date n'est pas encore fixée.", true),
    ] {
        let row = format!("Texte.\n\n## Prochaine réunion\n\n{line}");
        if is_wrong {
            council.refuses(&draft(&row), "registry-mismatch");
        } else {
            let (checked, ..) = council.tried(&draft(&row));
            assert!(!checked.stdout.contains("registry-mismatch"), "{checked:?}");
        }
    }
}

#[test]
fn a_draft_that_lost_its_front_matter_is_not_published() {
    let council = Council::new();
    let lines = FRONT.trim_start_matches("---\n").trim_end_matches("---\n");
    let one_line = lines.replace('\n', " ");
    for draft in [
        format!("{lines}---\n{BODY}Texte.\n"),
        format!("---\n{lines}{BODY}Texte.\n"),
        format!("***\n\n{}\n***\n{BODY}", lines.replace('\n', "\n\n")),
        format!("{one_line}\n{BODY}"),
        format!("## {one_line}\n{BODY}"),
        format!("\\---\n{lines}\\---\n{BODY}"),
        format!("\n{FRONT}{BODY}"),
        format!("# Titre\n\n{FRONT}{BODY}"),
        format!("```\n{FRONT}```\n{BODY}"),
        format!("| title | Compte-rendu |\n|---|---|\n| meeting | 2025-etat-1 |\n{BODY}"),
        format!("**meeting :** 2025-etat-1\n\n**status :** projet\n{BODY}"),
        format!("{FRONT}\n{one_line}\n{BODY}"),
        String::new(),
        "\n \n".to_owned(),
        format!(
            "{}Une ligne sans clé\n---\n{BODY}",
            FRONT.trim_end_matches("---\n")
        ),
    ] {
        council.refuses(&draft, "front-matter");
    }
    for other in ["2025-etat-2", "2024-etat-1"] {
        let draft = format!("{FRONT}{BODY}").replace("2025-etat-1", other);
        council.refuses(&draft, "registry-mismatch");
    }
    for key in [
        "private: true",
        "confidentiel: oui",
        "published: false",
        "diffusion: interne",
    ] {
        let draft = format!("{FRONT}{BODY}").replace("status: projet", key);
        council.refuses(&draft, "private-mark");
    }
    // The title as it was drafted tells that there was one.
    let council = Council::new();
    assert_eq!(
        council.cll(&["minutes", "draft", "2025-etat-1"]).code,
        Some(0)
    );
    let drafted = fs::read_to_string(council.folder.path().join(DRAFT)).unwrap();
    let title = drafted.lines().find(|line| line.starts_with("# ")).unwrap();
    let lost = BODY.replace("# Compte-rendu du 3 octobre 2025", title);
    council.refuses(&lost, "front-matter");
    // Nothing of it is left: it may be as somebody wrote it, and the reader is told.
    let (checked, published, _) = council.tried(BODY);
    let told = checked.stdout.contains("warning[marks-gone]");
    assert!(
        told && published.code == Some(0),
        "{checked:?} {published:?}"
    );
}

#[test]
fn nothing_of_the_front_matter_is_published_without_being_known() {
    let council = Council::new();
    let more = "status: projet\nprésents:\n  - Alpha (Ada Personne, 06 00 00 00 00)\nlang: fr # de Ada\n\
                tags: [essai, \"un mot\"]\nredaction: \"Ada Personne\"\n# revu par Ada\npublic-names: [\"M. Quidam\"]\n";
    let draft = format!("{FRONT}{BODY}").replace("status: projet\n", more);
    let (checked, published, edition) = council.tried(&draft);
    assert_eq!(
        (checked.code, published.code),
        (Some(0), Some(0)),
        "{checked:?}"
    );
    let edition = edition.unwrap();
    let front = edition.split("\n---\n").next().unwrap();
    assert!(
        front.contains("\nlang: fr\ntags: [essai, \"un mot\"]"),
        "{front}"
    );
    for gone in ["Ada", "présents", "redaction", "#"] {
        assert!(!front.contains(gone), "{gone}: {front}");
    }
    let told = checked.stdout.matches("warning[left-out]").count();
    assert_eq!(told, 4, "{}", checked.stdout);
    for value in ["Lina Quidam", "lina@alpha.example.org"] {
        let draft =
            format!("{FRONT}{BODY}").replace("projet", &format!("projet\nredaction: {value}"));
        council.refuses(&draft, "unmarked-private");
    }
}

#[test]
fn actions_of_minutes_whose_marks_are_in_doubt_are_shown_to_nobody() {
    let council = Council::new();
    let draft = draft("<private>\n\n- [ ] Alpha : @ (avant le 1er décembre 2025)\n\n</private>");
    write(&council.folder.path().join(DRAFT), draft.as_bytes());
    let actions = council.cll(&["minutes", "actions"]);
    assert!(!actions.stdout.contains(SECRET), "{actions:?}");
    assert!(actions.stderr.contains("1 private action"), "{actions:?}");
}

const CONFLICT: &str = "<<<<<<< HEAD\n- **Décision** : le guide est publié.\n=======\n- **Décision** : le guide est ajourné.\n>>>>>>> relecture";

#[test]
fn a_merge_conflict_in_minutes_is_one_error() {
    let council = Council::new();
    let three = CONFLICT.replace("=======", "||||||| 1a2b3c4\n- rien\n=======");
    for conflict in [CONFLICT, &three] {
        for points in [
            conflict.to_owned(),
            conflict.replace('\n', "\r\n"),
            format!("```\n{conflict}\n```"),
            format!("[privé]\n\n{conflict}\n\n[/privé]"),
        ] {
            council.refuses(&draft(&points), "merge-conflict");
            let checked = council.cll(&["minutes", "check", "2025-etat-1", "--format", "short"]);
            assert_eq!(
                checked.stdout.matches("[merge-conflict]").count(),
                1,
                "{checked:?}"
            );
        }
    }
}

#[test]
fn a_merge_conflict_in_any_file_that_is_read_is_one_error() {
    let both = |text: &str, from: &str, to: &str| {
        let other = text.replace(from, to);
        assert_ne!(other, text);
        let (ours, theirs) = (text.lines(), other.lines());
        let lines: Vec<String> = ours
            .zip(theirs)
            .map(|(one, other)| {
                if one == other {
                    one.to_owned()
                } else {
                    format!("<<<<<<< HEAD\n{one}\n=======\n{other}\n>>>>>>> autre")
                }
            })
            .collect();
        lines.join("\n") + "\n"
    };
    let contacts = both(CONTACTS, "Lina", "Nina");
    let join = "[default]\njoin = \"https://visio.example.org/salle\"\n";
    let page =
        "# Comité\n\n<!-- cll:members -->\n- Alpha\n- Béta\n<!-- /cll:members -->\n\nUn texte.\n";
    let cases = [
        (
            "members.toml",
            both(MEMBERS, "name = \"Alpha\"", "name = \"Alpha 2\""),
            true,
        ),
        ("meetings.toml", both(MEETINGS, "14:00", "15:00"), true),
        ("private/members.toml", contacts, false),
        ("private/meetings.toml", both(join, "salle", "autre"), false),
        (
            "private/sent.jsonl",
            "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> autre\n".to_owned(),
            false,
        ),
        ("page.md", both(page, "Un texte", "Deux textes"), true),
        ("page.md", both(page, "- Béta", "- Gamma"), true),
        (
            "notes.md",
            both("# Notes\n\nUn texte.\n", "Un", "Le"),
            false,
        ),
        (
            "templates/blocks/members.md.j2",
            both(
                "{% for member in members %}\n- {{ member.name }}\n{% endfor %}\n",
                "- {{",
                "* {{",
            ),
            true,
        ),
    ];
    for (path, text, builds) in cases {
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let council = Council::new();
            write(&council.folder.path().join("page.md"), page.as_bytes());
            assert_eq!(council.cll(&["build"]).code, Some(0), "{path}");
            write(&council.folder.path().join(path), text.as_bytes());
            let checked = council.cll(&["check", "--format", "short"]);
            let found = checked.stdout.matches("error[merge-conflict]").count();
            assert_eq!((found, checked.code), (1, Some(1)), "{path}: {checked:?}");
            assert!(!checked.stdout.contains("[syntax]"), "{path}: {checked:?}");
            let private = ["Lina", "Nina", "visio.example.org"];
            assert!(
                !private.iter().any(|word| checked.stdout.contains(word)),
                "{checked:?}"
            );
            let built = council.cll(&["build"]);
            assert_eq!(
                built.code,
                Some(if builds { 2 } else { 0 }),
                "{path}: {built:?}"
            );
        }
    }
}

#[test]
fn a_calendar_with_a_conflict_is_named_by_check() {
    let council = Council::new();
    assert_eq!(council.cll(&["build"]).code, Some(0));
    let calendar = council.folder.path().join("evenements/cde-2025-etat-1.ics");
    let text = fs::read_to_string(&calendar).unwrap();
    let conflict = "<<<<<<< HEAD\r\nSEQUENCE:0\r\n=======\r\nSEQUENCE:1\r\n>>>>>>> autre";
    let sequence = text
        .lines()
        .find(|line| line.starts_with("SEQUENCE"))
        .unwrap_or("STATUS:CONFIRMED");
    write(&calendar, text.replace(sequence, conflict).as_bytes());
    let checked = council.cll(&["check", "--format", "short"]);
    assert_eq!(
        checked.stdout.matches("error[merge-conflict]").count(),
        1,
        "{checked:?}"
    );
}

#[test]
fn what_only_looks_like_a_conflict_is_none() {
    let council = Council::new();
    let example = format!(
        "# Git\n\nTitre\n=======\n\n~~~text\n{CONFLICT}\n~~~\n\n>>>>>>> une citation de sept niveaux\n"
    );
    write(&council.folder.path().join("git.md"), example.as_bytes());
    let checked = council.cll(&["check", "--format", "short"]);
    assert!(!checked.stdout.contains("merge-conflict"), "{checked:?}");
    let code = format!("# Git\n\n```sh\ncll check\n{CONFLICT}\n```\n");
    write(&council.folder.path().join("git.md"), code.as_bytes());
    let checked = council.cll(&["check", "--format", "short"]);
    assert!(!checked.stdout.contains("merge-conflict"), "{checked:?}");
}

#[test]
fn a_conflict_in_a_block_of_code_that_git_has_not_merged_is_an_error() {
    let council = Council::new();
    let root = council.folder.path();
    let page = |word: &str| {
        let text = format!("# Git\n\n```sh\n{word}\n```\n");
        write(&root.join("git.md"), text.as_bytes());
        git(root, &["add", "git.md"]);
        git(root, &["commit", "--quiet", "-m", word]);
    };
    git(root, &["init", "--quiet", "--initial-branch=main"]);
    page("un");
    git(root, &["switch", "--quiet", "-c", "autre"]);
    page("deux");
    git(root, &["switch", "--quiet", "main"]);
    page("trois");
    assert!(!try_git(root, &["merge", "autre"]).1);
    let checked = council.cll(&["check", "--format", "short"]);
    assert!(
        checked.stdout.contains("git.md:4:1: error[merge-conflict]"),
        "{checked:?}"
    );
}
