//! Heads and signatures of messages in a text, set apart in private passages.

use std::collections::BTreeSet;

use crate::locale::collation::sort_key;
use crate::locale::parse_dates::written_dates;

/// How many lines a signature has at most.
const LONGEST_SIGNATURE: usize = 15;

/// And the head of a message.
const LONGEST_HEAD: usize = 60;

/// What a line of the head of a message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    From,
    Sent,
    To,
    Copy,
    Subject,
    Other,
}

/// The labels of mailers, as they are compared.
const LABELS: [(&str, Field); 34] = [
    ("de", Field::From),
    ("from", Field::From),
    ("expediteur", Field::From),
    ("envoye par", Field::From),
    ("envoye", Field::Sent),
    ("envoye le", Field::Sent),
    ("date", Field::Sent),
    ("date d'envoi", Field::Sent),
    ("sent", Field::Sent),
    ("a", Field::To),
    ("to", Field::To),
    ("pour", Field::To),
    ("destinataire", Field::To),
    ("destinataires", Field::To),
    ("cc", Field::Copy),
    ("cci", Field::Copy),
    ("bcc", Field::Copy),
    ("copie", Field::Copy),
    ("copie a", Field::Copy),
    ("copies a", Field::Copy),
    ("objet", Field::Subject),
    ("sujet", Field::Subject),
    ("subject", Field::Subject),
    ("re", Field::Subject),
    ("repondre a", Field::Other),
    ("reply-to", Field::Other),
    ("organisation", Field::Other),
    ("importance", Field::Other),
    ("priorite", Field::Other),
    ("pieces jointes", Field::Other),
    ("piece jointe", Field::Other),
    ("attachments", Field::Other),
    ("fichiers joints", Field::Other),
    ("pj", Field::Other),
];

/// The lines of a text, and which field of a head each may be.
struct Text<'a> {
    lines: &'a [&'a str],
    fields: Vec<Option<Field>>,
}

/// Puts private marks around the heads and signatures of messages in a text or in Markdown; returns how many there are.
pub fn set_apart(markdown: &str) -> (String, usize) {
    let lines: Vec<&str> = markdown.split('\n').collect();
    let fields: Vec<Option<Field>> = lines.iter().map(|line| field(line)).collect();
    let text = Text {
        lines: &lines,
        fields,
    };
    let is_mail = (0..lines.len()).any(|at| text.head_at(at).is_some());
    let (mut made, mut count, mut at) = (Vec::new(), 0, 0);
    let mut is_open = false;
    while at < lines.len() {
        let bare = bare(lines[at]);
        if is_mark(bare) {
            is_open = !bare.contains('/');
        }
        let end = text
            .head_at(at)
            .or_else(|| text.signature_at(at, is_mail))
            .filter(|_| !is_open);
        let Some(mut end) = end else {
            made.push(lines[at].to_owned());
            at += 1;
            continue;
        };
        while lines
            .get(end - 1)
            .is_some_and(|line| line.trim().is_empty())
        {
            end -= 1;
        }
        if let Some(last) = made.last_mut() {
            *last = unbroken(last).to_owned();
            let is_blank = last.trim().is_empty();
            made.extend((!is_blank).then(String::new));
        }
        made.extend(["[privé]", ""].map(str::to_owned));
        made.extend(lines[at..end].iter().map(|line| (*line).to_owned()));
        if let Some(last) = made.last_mut() {
            *last = unbroken(last).to_owned();
        }
        made.extend(["", "[/privé]", ""].map(str::to_owned));
        count += 1;
        at = end;
        while lines.get(at).is_some_and(|line| line.trim().is_empty()) && at + 1 < lines.len() {
            at += 1;
        }
    }
    let mut text = made.join("\n");
    if markdown.ends_with('\n') && !text.ends_with('\n') {
        text.push('\n');
    }
    (text, count)
}

/// Whether a line is a private mark already.
fn is_mark(line: &str) -> bool {
    let key = sort_key(line);
    [
        "[prive]",
        "[/prive]",
        "<!-- private -->",
        "<!-- /private -->",
    ]
    .contains(&&*key)
}

/// Takes the sign of a hard break off the end of a line.
fn unbroken(line: &str) -> &str {
    line.trim_end()
        .strip_suffix('\\')
        .unwrap_or(line.trim_end())
        .trim_end()
}

/// Returns what a line says without quotation marks, cells and emphasis.
fn bare(line: &str) -> &str {
    let line = unbroken(line).trim_start_matches(['>', ' ', '|', '*', '_', '\t']);
    line.trim_end_matches(['|', ' ', '*', '_'])
}

fn field(line: &str) -> Option<Field> {
    let (label, _) = bare(line).split_once(':')?;
    let label = sort_key(label.trim_matches(['*', '_', ' ', '|', '\u{a0}', '\u{202f}']));
    LABELS
        .iter()
        .find(|(known, _)| *known == label)
        .map(|(_, field)| *field)
}

/// Whether a line parts a message from the one that it answers or forwards.
fn is_separator(line: &str) -> bool {
    let bare = bare(line).trim_start_matches('\\');
    let is_ruled = bare.starts_with("---") && bare.ends_with("---") || bare.starts_with("___");
    let key = sort_key(bare.trim_matches(['-', '_', ' ']));
    is_ruled
        && [
            "message",
            "courriel",
            "mail",
            "original",
            "forwarded",
            "transfere",
        ]
        .iter()
        .any(|it| key.contains(it))
        || key == "debut du message transfere"
        || key == "debut du message reexpedie"
        || key == "begin forwarded message"
}

/// Finds the end of a line by which a mailer says who wrote what follows: "Le 3 mai à 10:12, A a écrit :".
fn attribution_at(lines: &[&str], start: usize) -> Option<usize> {
    let first = bare(lines.get(start)?);
    if !["Le ", "On ", "Em ", "Am "]
        .iter()
        .any(|it| first.starts_with(it))
    {
        return None;
    }
    let mut said = String::new();
    for (at, line) in lines.iter().enumerate().skip(start).take(4) {
        if line.trim().is_empty() {
            return None;
        }
        said.push_str(bare(line));
        said.push(' ');
        if !said.trim_end().ends_with(':') {
            continue;
        }
        let key = sort_key(said.trim_end_matches([' ', ':', '\u{a0}', '\u{202f}']));
        let ends =
            said.trim_end().ends_with(':') && (key.ends_with("a ecrit") || key.ends_with("wrote"));
        if ends {
            let is_of_mail = said.contains('@') || !written_dates(&said).is_empty();
            return is_of_mail.then_some(at + 1);
        }
    }
    None
}

impl Text<'_> {
    fn field(&self, at: usize) -> Option<Field> {
        self.fields.get(at).copied().flatten()
    }

    /// Finds the end of the head of a message that begins on a line: lines of which each has a label, from the
    /// one who wrote on.
    fn head_at(&self, start: usize) -> Option<usize> {
        if let Some(end) = attribution_at(self.lines, start) {
            return Some(end);
        }
        let first = self.lines.get(start)?;
        let is_separator = is_separator(first);
        let is_row = first.trim_start().starts_with('|');
        if self.field(start).is_none() && !is_separator && !is_row {
            return None;
        }
        let (mut fields, mut end, mut has_address) = (BTreeSet::new(), start, false);
        let quoted = |line: &str| {
            line.chars()
                .take_while(|c| "> ".contains(*c))
                .filter(|c| *c == '>')
                .count()
        };
        let mut gap = None;
        let mut at = start;
        while let Some(line) = self.lines.get(at).filter(|_| at < start + LONGEST_HEAD) {
            if quoted(line) != quoted(first) && !line.trim().is_empty() {
                break;
            }
            let before = at
                .checked_sub(1)
                .filter(|it| *it >= start)
                .and_then(|it| self.lines.get(it));
            let goes_on = before
                .is_some_and(|it| !it.trim().is_empty() && unbroken(it).ends_with([',', ';']))
                || line.contains('@') && !line.trim_end().ends_with(['.', '!', '?', ':']);
            match self.field(at) {
                Some(field) => {
                    // Its lines follow each other alike.
                    if !fields.is_empty() && *gap.get_or_insert(at - end) != at - end {
                        break;
                    }
                    fields.insert(field);
                    end = at + 1;
                }
                None if at == start => end = at + 1,
                None if is_row && line.trim_start().starts_with('|') => end = at + 1,
                // A list of addresses may go on.
                None if !line.trim().is_empty() && goes_on && end == at => end = at + 1,
                None if line.trim().is_empty() && end == at => {}
                None => break,
            }
            has_address |= end == at + 1 && line.contains('@');
            at += 1;
        }
        let names_writer = fields.contains(&Field::From);
        let told = [Field::Sent, Field::To, Field::Copy, Field::Subject];
        let told = told.iter().filter(|it| fields.contains(it)).count();
        let is_head = names_writer && (told > 1 || told == 1 && (has_address || is_separator))
            || told > 1
                && has_address
                && (fields.contains(&Field::To) || fields.contains(&Field::Copy));
        is_head.then_some(end)
    }

    /// Finds the end of a signature that begins with `-- ` (RFC 3676, 4.3): short, and the last of a message.
    fn signature_at(&self, start: usize, is_mail: bool) -> Option<usize> {
        let line = self.lines.get(start)?;
        let dashes = line.trim_start_matches(['>', ' ', '\\']);
        let is_sign = dashes == "-- " || is_mail && unbroken(dashes) == "--";
        let is_next = |at: &usize| {
            self.head_at(*at).is_some() || self.lines.get(*at).is_some_and(|it| is_separator(it))
        };
        let last = self.lines.len().min(start + 2 * LONGEST_SIGNATURE);
        let end = is_sign.then(|| (start + 1..last).find(is_next).unwrap_or(last))?;
        let said = self
            .lines
            .get(start + 1..end)?
            .iter()
            .filter(|it| !it.trim().is_empty())
            .count();
        let is_last = end < last || last == self.lines.len();
        (is_last && (1..=LONGEST_SIGNATURE).contains(&said)).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_signatures_are_found_and_nothing_else() {
        for (text, expected) in [
            (
                "De : A\nObjet : b\nEnvoyé : c\n\nd",
                "[privé]\n\nDe : A\nObjet : b\nEnvoyé : c\n\n[/privé]\n\nd",
            ),
            (
                "From: a@example.org\nSubject: b",
                "[privé]\n\nFrom: a@example.org\nSubject: b\n\n[/privé]\n",
            ),
            (
                "a\\\n**De\u{a0}:** A\\\n**À :** b\\\n**Objet :** c",
                "a\n\n[privé]\n\n**De\u{a0}:** A\\\n**À :** b\\\n**Objet :** c\n\n[/privé]\n",
            ),
            (
                "De : A\n\nÀ : b\n\nObjet : c",
                "[privé]\n\nDe : A\n\nÀ : b\n\nObjet : c\n\n[/privé]\n",
            ),
            (
                "À : a@example.org,\n b@example.org\nCc : c\nd",
                "[privé]\n\nÀ : a@example.org,\n b@example.org\nCc : c\n\n[/privé]\n\nd",
            ),
            (
                "Objet : a\n\n> De : b@example.org\n> Objet : c",
                "Objet : a\n\n[privé]\n\n> De : b@example.org\n> Objet : c\n\n[/privé]\n",
            ),
            (
                "On 3 May 2024, A wrote:\n> b",
                "[privé]\n\nOn 3 May 2024, A wrote:\n\n[/privé]\n\n> b",
            ),
            ("a\n-- \nb\nc", "a\n\n[privé]\n\n-- \nb\nc\n\n[/privé]\n"),
            (
                "Le 3 mai 2024, la séance a lieu.",
                "Le 3 mai 2024, la séance a lieu.",
            ),
            (
                "Le rapporteur a écrit : rien.",
                "Le rapporteur a écrit : rien.",
            ),
            ("De : 14 h\nÀ : 16 h", "De : 14 h\nÀ : 16 h"),
            (
                "Date : 3 mai\nObjet : a\nPour : 3",
                "Date : 3 mai\nObjet : a\nPour : 3",
            ),
            ("a\n--\nb", "a\n--\nb"),
            (
                "[privé]\nDe : a@example.org\nObjet : b\n[/privé]",
                "[privé]\nDe : a@example.org\nObjet : b\n[/privé]",
            ),
        ] {
            assert_eq!(set_apart(text).0, expected, "{text}");
        }
    }

    #[test]
    fn long_texts_are_read_in_linear_time() {
        for line in ["De : a\n", "-- \n", "Le a\n", "| De : | a |\n"] {
            set_apart(&line.repeat(5_000));
        }
    }
}
