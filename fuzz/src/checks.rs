//! What must hold of everything that is made, whatever was read.

use cll::diagnostics::{Format, report};
use cll::problem::Problem;
use cll::source::Sources;
use cll::words::{Lang, Words};

/// The word that stands in every private value of the seeds.
const SECRET: &str = "SECRETX";

const LANGUAGES: [Words; 2] = [Words::new(Lang::English), Words::new(Lang::French)];
const FORMATS: [Format; 3] = [Format::Human, Format::Short, Format::Json];

/// Says findings in every way; none sends a terminal what is no text.
pub fn said(problems: &[Problem], sources: &Sources) {
    for (words, format) in LANGUAGES
        .into_iter()
        .flat_map(|words| FORMATS.map(|format| (words, format)))
    {
        let text = report(problems, sources, words, format, false);
        let control = text
            .chars()
            .find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        assert_eq!(control, None, "a control character in a report");
    }
}

/// Makes sure that findings about what is private show nothing of it.
pub fn no_private_value(problems: &[Problem]) {
    assert!(
        !format!("{problems:?}").contains(SECRET),
        "a private value in a finding"
    );
    for (words, format) in LANGUAGES
        .into_iter()
        .flat_map(|words| FORMATS.map(|format| (words, format)))
    {
        let text = report(problems, &Sources::new(), words, format, false);
        assert!(!text.contains(SECRET), "a private value in a report");
    }
}

/// Makes sure that bytes are an iCalendar object that anybody may have.
pub fn is_calendar(path: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    assert!(text.ends_with("\r\n"), "{path}: no last line end");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{path}: a line of {} bytes", line.len());
        assert!(
            !line.chars().any(|c| c.is_control() && c != '\t'),
            "{path}: a control character"
        );
    }
    let mut depth = 0_i32;
    let unfolded = text.replace("\r\n ", "");
    for line in unfolded.split("\r\n").filter(|line| !line.is_empty()) {
        let is_of_name = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let name: String = line.chars().take_while(is_of_name).collect();
        assert!(!name.is_empty(), "{path}: {line:?} is no property");
        depth += i32::from(name == "BEGIN") - i32::from(name == "END");
        let secret = ["ORGANIZER", "ATTENDEE", "METHOD", "ATTACH"].contains(&name.as_str());
        assert!(!secret, "{path}: {name}");
    }
    assert_eq!(depth, 0, "{path}: components that do not close");
}

/// Makes sure that bytes are a message that a server takes and nobody else wrote a header of.
pub fn is_message(bytes: &[u8]) {
    const HEADERS: [&str; 13] = [
        "from",
        "sender",
        "to",
        "subject",
        "date",
        "message-id",
        "content-language",
        "reply-to",
        "in-reply-to",
        "references",
        "mime-version",
        "content-type",
        "x-unsent",
    ];
    let text = String::from_utf8_lossy(bytes);
    assert!(!text.contains('\0'), "NUL in a message");
    assert!(
        !text.replace("\r\n", "").contains(['\r', '\n']),
        "half a line end in a message"
    );
    for line in text.split("\r\n") {
        assert!(
            line.len() <= 998,
            "a line of {} bytes in a message",
            line.len()
        );
    }
    let head = text.split("\r\n\r\n").next().unwrap_or_default();
    let lines = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']));
    let mut seen = Vec::new();
    for line in lines {
        let name = line
            .split(':')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        assert!(HEADERS.contains(&name.as_str()), "the header {name}");
        assert!(!seen.contains(&name), "the header {name} twice");
        seen.push(name);
    }
}
