//! The documents' templates, as the program carries them.

/// A template of the program: its name below `templates/`, its text, and what it is given.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    pub name: &'static str,
    pub text: &'static str,
}

macro_rules! embed {
    ($($name:literal)*) => {
        &[$(Embedded {
            name: $name,
            text: include_str!(concat!("../../templates/", $name)),
        }),*]
    };
}

/// Every template of the program, by name.
pub const TEMPLATES: &[Embedded] = embed![
    "blocks/calendar.md.j2"
    "blocks/council.md.j2"
    "blocks/members.md.j2"
    "blocks/minutes.md.j2"
    "blocks/opinions.md.j2"
    "blocks/subjects.md.j2"
    "changes.md.j2"
    "event/description.txt.j2"
    "event/location.txt.j2"
    "event/summary.txt.j2"
    "handover.md.j2"
    "mail/answer.md.j2"
    "mail/cancellation.md.j2"
    "mail/description.txt.j2"
    "mail/details.md.j2"
    "mail/invitation.md.j2"
    "mail/letter.html.j2"
    "mail/location.txt.j2"
    "mail/relay-subject.txt.j2"
    "mail/relay.md.j2"
    "mail/reminder.md.j2"
    "mail/signature.md.j2"
    "mail/subject.txt.j2"
    "mail/update.md.j2"
    "minutes-public.md.j2"
    "minutes.html.j2"
    "minutes.md.j2"
    "page.md.j2"
    "report.html.j2"
    "report.md.j2"
    "style.html.j2"
];

/// Returns the text of a template of the program.
#[must_use]
pub fn text(name: &str) -> Option<&'static str> {
    TEMPLATES
        .iter()
        .find(|template| template.name == name)
        .map(|template| template.text)
}
