//! The no-break spaces of French punctuation.

use std::borrow::Cow;
use std::ops::Range;

use super::parse_dates::written_dates;

const NO_BREAK_SPACE: char = '\u{a0}';

/// Makes unbreakable the spaces before `:` `;` `?` `!` `»` and after `«`, and those of a number: "3 000 €", "n° 5".
///
/// Takes plain text or Markdown, with what of it is no prose in order, and gives it
/// back with those ordinary spaces turned into U+00A0. No space is added or removed,
/// and doing it twice is doing it once. A space is left alone when
///
/// - what precedes it is white space, a `|` or nothing but the markers of
///   Markdown blocks (an indentation, a cell of a table, `- ?`);
/// - the sign is not one of prose: `:` `;` `?` `!` must be followed by the end
///   of the text, white space or one of `)*_]»"` (a row of `?` and `!` is one
///   sign), `»` by anything but a letter or a digit, `« ` by a word;
/// - a bare URL precedes it, of which many readers of Markdown would make it a part;
/// - it stands in what is no prose.
#[must_use]
pub fn french<'a>(text: &'a str, verbatim: &[Range<usize>]) -> Cow<'a, str> {
    let mut spaces = spaces_of_punctuation(text, verbatim).into_iter().peekable();
    if spaces.peek().is_none() {
        return Cow::Borrowed(text);
    }
    text.char_indices()
        .map(|(at, c)| match spaces.next_if_eq(&at) {
            Some(_) => NO_BREAK_SPACE,
            None => c,
        })
        .collect::<String>()
        .into()
}

/// Makes unbreakable the spaces of the dates of a text, but for those in what is no prose of it, which is given in
/// order: "mardi 4 février 2027" may end a line behind "mardi" alone.
#[must_use]
pub fn bound_dates(text: &str, verbatim: &[Range<usize>]) -> String {
    let (mut bound, mut done) = (String::with_capacity(text.len()), 0);
    let dates = written_dates(text).into_iter().filter(|date| {
        let next = verbatim.partition_point(|at| at.end <= date.at.start);
        verbatim.get(next).is_none_or(|at| at.start >= date.at.end)
    });
    for date in dates {
        let (Some(before), Some(written)) =
            (text.get(done..date.at.start), text.get(date.at.clone()))
        else {
            continue;
        };
        bound.push_str(before);
        bound.push_str(&written.replace(' ', "\u{a0}"));
        done = date.at.end;
    }
    bound.push_str(text.get(done..).unwrap_or_default());
    bound
}

/// Makes ordinary the no-break spaces that belong to punctuation: the inverse of [`french`].
///
/// Those of U+00A0 and U+202F before `:` `;` `?` `!` `»` and after `«` become plain; any other, as in
/// "10 000", stays, and so does all that [`french`] leaves alone.
#[must_use]
pub fn plain<'a>(text: &'a str, verbatim: &[Range<usize>]) -> Cow<'a, str> {
    const UNBREAKABLE: [char; 2] = [NO_BREAK_SPACE, '\u{202f}'];
    if !text.contains(UNBREAKABLE) {
        return Cow::Borrowed(text);
    }
    let mut previous = None;
    let mut characters = text.char_indices().peekable();
    let mut settled = String::with_capacity(text.len());
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let of_sign = previous == Some('«') || next.is_some_and(|c| ":;?!»".contains(c));
        let is_prose = || {
            let after = verbatim.partition_point(|range| range.start <= at);
            let last = after.checked_sub(1).and_then(|last| verbatim.get(last));
            last.is_none_or(|range| range.end <= at)
        };
        settled.push(
            if UNBREAKABLE.contains(&character) && of_sign && is_prose() {
                ' '
            } else {
                character
            },
        );
        previous = Some(character);
    }
    settled.into()
}

/// Whether the space at this offset of a line stands in a number, before its unit or after "n°": "3 000 €", "14 h 30".
fn belongs_to_number(line: &str, space: usize) -> bool {
    const UNITS: [&str; 15] = [
        "€", "%", "‰", "h", "min", "km", "m", "m²", "km²", "ha", "kg", "k€", "M€", "Mo", "Go",
    ];
    let Some((before, after)) = line.split_at_checked(space) else {
        return false;
    };
    let after = after.get(1..).unwrap_or_default();
    let word = before
        .rsplit([' ', NO_BREAK_SPACE, '('])
        .next()
        .unwrap_or_default();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = !word.is_empty()
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.ends_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || c == ',');
    let next = after
        .split(|c: char| c.is_whitespace() || ".,;:)(!?/*_|".contains(c))
        .next()
        .unwrap_or_default();
    let is_numbered = ["n°", "N°", "nº", "Nº"].contains(&word) && digits(after) > 0;
    // "01 23 45" and "2024 100" are none.
    let ends = |text: &str| !text.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let is_group = is_number
        && word.len() <= 3
        && !word.starts_with('0') | is_grouped(before, word)
        && digits(after) == 3
        && ends(&after[3..]);
    let is_hour = word == "h"
        && digits(after) == 2
        && before.strip_suffix("h").is_some_and(|hour| {
            hour.trim_end_matches([' ', NO_BREAK_SPACE])
                .ends_with(|c: char| c.is_ascii_digit())
        });
    is_numbered || is_group || is_hour || is_number && UNITS.contains(&next)
}

/// Whether a group of three digits follows others: the second of "3 000 000".
fn is_grouped(before: &str, word: &str) -> bool {
    let above = before.strip_suffix(word).unwrap_or_default();
    let above = above.strip_suffix([' ', NO_BREAK_SPACE]);
    word.len() == 3 && above.is_some_and(|it| it.ends_with(|c: char| c.is_ascii_digit()))
}

/// Lists, in order, the offsets of the spaces to make unbreakable.
fn spaces_of_punctuation(text: &str, verbatim: &[Range<usize>]) -> Vec<usize> {
    let mut verbatim = verbatim.iter().peekable();
    let mut spaces = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        for (column, _) in line.match_indices(' ') {
            let at = line_start + column;
            while verbatim.next_if(|range| range.end <= at).is_some() {}
            let is_prose = !verbatim.peek().is_some_and(|range| range.contains(&at));
            if is_prose && (belongs_to_punctuation(line, column) || belongs_to_number(line, column))
            {
                spaces.push(at);
            }
        }
        line_start += line.len();
    }
    spaces
}

/// Whether the space at this offset of a line belongs to a sign beside it.
fn belongs_to_punctuation(line: &str, space: usize) -> bool {
    let Some((before, after)) = line.split_at_checked(space) else {
        return false;
    };
    let Some(previous) = before.chars().next_back() else {
        return false;
    };
    let mut following = after.chars().skip(1);
    let sign = following.next();
    if previous == '«' {
        return sign.is_some_and(|c| !c.is_whitespace() && c != '|' && c != '#');
    }
    let ends_sign = match sign {
        Some('»') => following.next().is_none_or(|c| !c.is_alphanumeric()),
        Some(':' | ';') => closes_sign(following.next()),
        Some('?' | '!') => closes_sign(following.find(|c| !matches!(c, '?' | '!'))),
        _ => false,
    };
    ends_sign
        && !previous.is_whitespace()
        && previous != '|'
        && !is_block_start(before)
        && !ends_in_url(before)
}

/// Whether a text ends in a URL that neither brackets nor parentheses close.
fn ends_in_url(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") && !word.ends_with(['>', ')'])
}

fn closes_sign(next: Option<char>) -> bool {
    next.is_none_or(|c| c.is_whitespace() || ")*_]»\"".contains(c))
}

/// Whether a line so far holds only markers of blocks: `> -`, `##`, `1.`.
fn is_block_start(line: &str) -> bool {
    line.split_whitespace().all(is_block_marker)
}

fn is_block_marker(token: &str) -> bool {
    let is_quote = token.chars().all(|c| c == '>');
    let is_heading = token.len() <= 6 && token.chars().all(|c| c == '#');
    is_quote || is_heading || is_list_marker(token)
}

fn is_list_marker(token: &str) -> bool {
    let is_ordered = token.strip_suffix(['.', ')']).is_some_and(|number| {
        (1..=9).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit())
    });
    is_ordered || matches!(token, "-" | "+" | "*")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::comments::verbatim;
    use proptest::prelude::*;

    #[test]
    fn no_line_ends_in_a_date() {
        for (text, bound) in [
            (
                "le mardi 4 février 2027, 20 min",
                "le mardi 4_février_2027, 20 min",
            ),
            ("1er mars", "1er_mars"),
            ("du 4 au 5 mai 2027 à Lyon", "du 4 au 5_mai_2027 à Lyon"),
            (
                "le 2027-02-04 et le 4/2/2027",
                "le 2027-02-04 et le 4/2/2027",
            ),
            (
                "<b>4 mai</b> <a href=\"4 mai\">4</a> <code>4 mai</code>",
                "<b>4_mai</b> <a href=\"4 mai\">4</a> <code>4 mai</code>",
            ),
        ] {
            let kept = bound_dates(text, &verbatim(text));
            assert_eq!(kept, bound.replace('_', "\u{a0}"), "{text}");
        }
    }

    fn french(text: &str) -> Cow<'_, str> {
        super::french(text, &verbatim(text))
    }

    fn plain(text: &str) -> Cow<'_, str> {
        super::plain(text, &verbatim(text))
    }

    /// Shows the no-break spaces as `~`.
    fn shown(text: &str) -> String {
        french(text).replace(NO_BREAK_SPACE, "~")
    }

    fn assert_unchanged(texts: &[&str]) {
        for text in texts {
            assert_eq!(french(text), *text);
        }
    }

    #[test]
    fn high_signs_and_guillemets_keep_their_space_unbreakable() {
        assert_eq!(shown("Présents : 3"), "Présents~: 3");
        assert_eq!(shown("oui ; non"), "oui~; non");
        assert_eq!(shown("Quand ?"), "Quand~?");
        assert_eq!(shown("Enfin !\nMerci !\r\n"), "Enfin~!\nMerci~!\r\n");
        assert_eq!(shown("un « avis » publié"), "un «~avis~» publié");
    }

    #[test]
    fn numbers_hold_together_with_their_units() {
        for (text, expected) in [
            ("3 000 € ou 12 345 678", "3~000~€ ou 12~345~678"),
            ("de 14 h à 16 h 30", "de 14~h à 16~h~30"),
            ("n° 5, 10 %, 2,5 km.", "n°~5, 10~%, 2,5~km."),
        ] {
            assert_eq!(shown(text), expected);
        }
        assert_unchanged(&[
            "01 23 45 67 89",
            "en 2024 100 personnes",
            "3 0000, 3 00, a 000",
            "12 habitants, 3 hommes",
            "code 3 000-a",
        ]);
    }

    #[test]
    fn plain_typography_has_ordinary_spaces_before_its_signs() {
        let text = "Décision\u{a0}: «\u{202f}oui\u{a0}»\u{a0}; 10\u{a0}000 `a\u{a0}: b`";
        assert_eq!(plain(text), "Décision : « oui » ; 10\u{a0}000 `a\u{a0}: b`");
        assert!(matches!(plain("Quand ?"), Cow::Borrowed(_)));
    }

    #[test]
    fn signs_follow_one_another() {
        assert_eq!(shown("« Quand ? »"), "«~Quand~?~»");
        assert_eq!(shown("« Quoi ?! »"), "«~Quoi~?!~»");
        assert_eq!(shown("(« avis »)"), "(«~avis~»)");
        assert_eq!(
            shown("les « avis », dit « a ». Fin"),
            "les «~avis~», dit «~a~». Fin"
        );
        assert_eq!(
            shown("**Décision :** _oui !_ [?]"),
            "**Décision~:** _oui~!_ [?]"
        );
        assert_eq!(shown("\"Quand ?\" (oui !)"), "\"Quand~?\" (oui~!)");
        assert_eq!(shown("`cll` : l'outil"), "`cll`~: l'outil");
    }

    #[test]
    fn nothing_is_added_where_there_is_no_space() {
        assert_unchanged(&[
            "",
            "Présents: 3, quand? «avis» oui!",
            "https://example.org/?a=b;c",
            "à 14:00",
        ]);
    }

    #[test]
    fn a_sign_that_is_not_of_prose_is_left_alone() {
        assert_unchanged(&[
            "voir ![image](a.png)",
            "un :emoji: et ?a=b",
            " : au début",
            "deux  ! espaces",
            "« \nsuite",
            "| « | » |",
            "## a « ##",
            "wort »zitat",
        ]);
    }

    #[test]
    fn a_bare_url_is_left_alone() {
        assert_unchanged(&["voir https://example.org/a ; fin"]);
        assert_eq!(shown("<https://example.org> ;"), "<https://example.org>~;");
        assert_eq!(
            shown("[a](https://example.org) :"),
            "[a](https://example.org)~:"
        );
    }

    #[test]
    fn the_structure_of_markdown_is_left_alone() {
        assert_unchanged(&[
            "| a | b |\n| :--- | ---: |\n| ? | ! |\n",
            "terme\n    : définition\n",
            "- ?\n* !\n1. ;\n> : a\n> - ?\n## ?\n",
        ]);
        assert_eq!(shown("- Ordre du jour : un\n"), "- Ordre du jour~: un\n");
        assert_eq!(shown("## Pourquoi ?\n"), "## Pourquoi~?\n");
    }

    #[test]
    fn fenced_code_is_left_alone() {
        assert_unchanged(&[
            "```\na : b\n```\n",
            "~~~ sh : x\na ?\n```\nb !\n~~~",
            "````\n```\na : b\n````\n",
            "- ```\n  a : b\n  ```\n",
            "> ```\n> a : b\n> ```\n",
            "```\na : b\n    ```\nc : d\n```\n",
            "```\n> ```\na : b\n```\n",
            "```\npas fermé : a\n\nb !",
        ]);
        assert_eq!(
            shown("a !\n```\nb !\n```\nc !\n"),
            "a~!\n```\nb !\n```\nc~!\n"
        );
        assert_eq!(shown("> ```\n> a !\n\nb !"), "> ```\n> a !\n\nb~!");
        assert_eq!(shown("```a``` : b\nc !"), "```a```~: b\nc~!");
    }

    #[test]
    fn inline_code_is_left_alone() {
        assert_unchanged(&["`a : b`", "``a ` : b``", "`a\nb : c`", "`a : \\`"]);
        assert_eq!(shown("`a !` b !"), "`a !` b~!");
        assert_eq!(shown("une ` seule : oui"), "une ` seule~: oui");
        assert_eq!(shown("\\`a : b\\`"), "\\`a~: b\\`");
        assert_eq!(shown("` a !\n\n` b !"), "` a~!\n\n` b~!");
        assert_eq!(shown("- ` a\n- `b : c` : d"), "- ` a\n- `b : c`~: d");
    }

    #[test]
    fn html_comments_are_left_alone() {
        assert_unchanged(&[
            "<!-- cll:members at=\"2023 : a\" -->",
            "<!--\na : b\n```\n-->",
            "<!-- pas fermé : a",
        ]);
        assert_eq!(shown("<!-- a ! --> b !"), "<!-- a ! --> b~!");
        assert_eq!(shown("<!--> b !"), "<!--> b~!");
    }

    #[test]
    fn front_matter_is_left_alone_at_the_start_only() {
        assert_eq!(
            shown("---\ntitre : a\r\n---\r\nb : c\n---\nd : e\n---\n"),
            "---\ntitre : a\r\n---\r\nb~: c\n---\nd~: e\n---\n"
        );
        assert_eq!(shown("---\na : b\n"), "---\na~: b\n");
        assert_unchanged(&["\u{feff}---\na : b\n---\n"]);
    }

    #[test]
    fn text_without_anything_to_change_is_not_copied() {
        assert!(matches!(french("Quand\u{a0}?"), Cow::Borrowed(_)));
    }

    #[test]
    fn markers_of_blocks_are_told_from_words() {
        for markers in ["", "> ", "-", "> - ", "##", "12.", "3)", ">> *"] {
            assert!(is_block_start(markers), "{markers}");
        }
        for words in ["a", "- a", "#######", "-a", "a.", "1234567890.", "12"] {
            assert!(!is_block_start(words), "{words}");
        }
    }

    fn markdown() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "(```|~~~|<!--|-->|---|- |> |\\| |« | »| :| \\?|!|;|`|\\\\|a|é| |\n){0,40}",
        ]
    }

    proptest! {
        #[test]
        fn doing_it_twice_is_doing_it_once(text in markdown()) {
            let once = french(&text).into_owned();
            prop_assert_eq!(french(&once), once.as_str());
        }

        #[test]
        fn only_spaces_change(text in markdown()) {
            let result = french(&text);
            prop_assert_eq!(result.chars().count(), text.chars().count());
            for (before, after) in text.chars().zip(result.chars()) {
                prop_assert!(before == after || (before, after) == (' ', NO_BREAK_SPACE));
            }
        }
    }
}
