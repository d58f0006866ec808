//! Texts made to become something else: a property of a calendar, Markdown, the end of a comment.

use std::collections::BTreeMap;

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};

use super::{builds, refused};
use crate::sandbox::{EVENT, MEETINGS, MEMBERS, Sandbox};

/// What somebody might try; none holds a control character.
const ATTEMPTS: [&str; 16] = [
    "Bilan;ATTENDEE=mailto:a@example.org",
    "Bilan\\nATTENDEE:mailto:a@example.org",
    "Bilan\\r\\nEND:VEVENT",
    "Bilan\\\\",
    "\";X-EVIL=\"",
    "Bilan, suite; fin",
    "x --> <!-- /cll:members --> <!-- /cll:calendar -->",
    "<!-- cll:calendar -->",
    "<!-- jamais fermé",
    "<script>alert(1)</script>",
    "](https://example.com/) [x",
    "[x](javascript:alert(1))",
    "![x](https://example.com/x.png) **gras** `code` <https://example.com/>",
    "# Titre",
    "- [ ] tâche | case",
    "&lt;b&gt; &amp; &#x3c;b>",
];

/// Writes a text as a TOML string that reads as the text itself.
fn toml(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Makes a council with the text wherever one can be written.
fn council(text: &str) -> Sandbox {
    let council = Sandbox::council();
    let text = toml(text);
    council.write(
        "members.toml",
        MEMBERS.replace("\"Mairie d'exemple\"", &text) + "url = \"https://example.org/a_(b)*c\"\n",
    );
    let more = format!(
        "title = {text}\nplace = {text}\nreason = {text}\nstatus = \"cancelled\"\n\
         agenda = [{text}, {{ title = {text}, presenter = {text} }}]\n"
    );
    council.write("meetings.toml", format!("{MEETINGS}{more}"));
    council.write(
        "conseil-exemple.md",
        "<!-- cll:members -->\n<!-- /cll:members -->\n\nProse.\n\n\
         <!-- cll:calendar heading=\"none\" -->\n<!-- /cll:calendar -->\n",
    );
    council
}

#[test]
fn no_text_becomes_a_property_of_a_calendar() {
    let plain = council("Bilan");
    builds(&plain);
    let names = property_names(&plain.read(EVENT));
    for attempt in ATTEMPTS {
        let council = council(attempt);
        builds(&council);
        let calendar = council.read(EVENT);
        assert_eq!(property_names(&calendar), names, "{attempt}");
        let unfolded = calendar.replace("\r\n ", "");
        let written = attempt
            .replace('\\', "\\\\")
            .replace(';', "\\;")
            .replace(',', "\\,");
        for property in ["SUMMARY", "LOCATION", "DESCRIPTION"] {
            let line = unfolded
                .lines()
                .find(|line| line.starts_with(&format!("{property}:")))
                .unwrap();
            assert!(line.contains(&written), "{attempt}: {line}");
        }
    }
}

/// Counts the properties of a calendar by their names and parameters.
fn property_names(calendar: &str) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for line in calendar.replace("\r\n ", "").split_terminator("\r\n") {
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        let name = line.split(':').next().unwrap();
        *names.entry(name.to_owned()).or_default() += 1;
    }
    names
}

#[test]
fn no_text_becomes_markdown_or_html_of_a_page() {
    for attempt in ATTEMPTS {
        let council = council(attempt);
        builds(&council);
        let page = council.read("conseil-exemple.md");
        let found = cll::markdown::blocks::scan(&page);
        assert_eq!((found.blocks.len(), found.faults.len()), (2, 0), "{page}");
        let seen = CalendarState::of(&page);
        assert_eq!(seen.html, 4, "only the markers are HTML: {page}");
        assert_eq!(seen.other, Vec::<String>::new(), "{page}");
        assert_eq!(
            seen.links,
            [
                "https://example.org/a_(b)*c",
                "evenements/conseil-exemple-2025-administrations-1.ics"
            ],
            "{page}"
        );
        // As the name of the member, and as the title, which begins with a capital.
        let (text, attempt) = (seen.text.to_lowercase(), attempt.to_lowercase());
        assert_eq!(text.matches(&attempt).count(), 2, "{page}");
    }
}

/// What a reader of Markdown makes of a page.
#[derive(Default)]
struct CalendarState {
    text: String,
    links: Vec<String>,
    html: usize,
    /// Everything that neither the blocks nor the prose hold by themselves.
    other: Vec<String>,
}

impl CalendarState {
    fn of(page: &str) -> Self {
        let arena = Arena::new();
        let mut seen = Self::default();
        let mut options = Options::default();
        options.extension.strikethrough = true;
        options.extension.tasklist = true;
        for node in parse_document(&arena, page, &options).descendants() {
            match &node.data().value {
                NodeValue::Text(text) => seen.text += text,
                NodeValue::Link(link) => seen.links.push(link.url.clone()),
                NodeValue::HtmlBlock(html) => seen.html += html.literal.matches("<!--").count(),
                NodeValue::Document
                | NodeValue::Paragraph
                | NodeValue::List(_)
                | NodeValue::Item(_)
                // "**ANNULÉE**"
                | NodeValue::Strong => {}
                other => seen.other.push(format!("{other:?}")),
            }
        }
        seen
    }
}

#[test]
fn a_line_break_is_in_no_text() {
    for escaped in [
        "x\\r\\nATTENDEE:mailto:a@example.org",
        "x\\nEND:VEVENT",
        "x\\u0000",
        "x\\u0085y",
        "x\\u2028# y",
        "x\\u202ey",
    ] {
        for key in ["title", "place", "reason"] {
            let council = Sandbox::council();
            council.write(
                "meetings.toml",
                format!("{MEETINGS}{key} = \"{escaped}\"\n"),
            );
            refused(&council, "control-character");
        }
        let council = Sandbox::council();
        council.write(
            "meetings.toml",
            format!("{MEETINGS}agenda = [\"{escaped}\"]\n"),
        );
        refused(&council, "control-character");
        let council = Sandbox::council();
        council.write(
            "members.toml",
            MEMBERS.replace("Conseil d'exemple", escaped),
        );
        refused(&council, "control-character");
    }
}

#[test]
fn a_line_break_is_in_no_uid_and_no_url() {
    for (line, code) in [
        ("uid = \"x\\r\\nATTENDEE:a\"", "control-character"),
        ("uid = \"x y\"", "invalid-text"),
    ] {
        let council = Sandbox::council();
        council.write("meetings.toml", format!("{MEETINGS}{line}\n"));
        refused(&council, code);
    }
    for (url, code) in [
        ("https://example.org/\\r\\nX:y", "control-character"),
        ("https://example.org/ x", "invalid-text"),
        ("https://example.org/\\\"><script>", "invalid-text"),
        ("javascript:alert(1)", "invalid-text"),
    ] {
        let council = Sandbox::council();
        council.write("members.toml", format!("{MEMBERS}url = \"{url}\"\n"));
        refused(&council, code);
    }
}

#[test]
fn a_uid_with_marks_of_the_format_is_read_back_as_it_is() {
    let council = Sandbox::council();
    let uid = "a;b,c:d\\e\"f@example.org";
    council.write("meetings.toml", format!("{MEETINGS}uid = {}\n", toml(uid)));
    builds(&council);
    let calendar = council.read(EVENT);
    let published = cll::calendar::read(calendar.as_bytes()).unwrap();
    assert_eq!(published.events[0].uid.as_deref(), Some(uid), "{calendar}");
}

#[test]
fn what_is_said_commands_no_terminal() {
    let council = Sandbox::council();
    council.write(
        "members.toml",
        MEMBERS.replace("name =", "\"\\u001b[31mname\" ="),
    );
    let check = refused(&council, "unknown-key");
    assert!(!check.said().contains('\u{1b}'), "{check:?}");
    council.write("members.toml", MEMBERS.replace("Mairie", "\u{1b}[2JMairie"));
    assert!(!council.run(&["check"]).said().contains('\u{1b}'));
}
