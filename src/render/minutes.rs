//! The documents of a meeting that took place: the draft of its minutes, and what is published.

use super::edition::Edition;
use super::{MeetingValue, Templates, context};
use crate::domain::{Contact, Council, Foreseen, Meeting, Private, Typography};
use crate::locale::typography;
use crate::markdown::comments::verbatim;
use crate::markdown::href::folder;
use crate::markdown::html::{Boxes, html};
use crate::problem::Problem;
use crate::view::DraftView;

pub use super::edition::{edition, sheet};

const DRAFT: &str = "minutes.md.j2";
const PUBLIC: &str = "minutes-public.md.j2";
const PAGE: &str = "minutes.html.j2";
/// What stands for the box of an action where nobody can tick it.
const BOXES: Boxes<'_> = Boxes {
    open: "À faire –",
    done: "Fait –",
};

/// Writes the draft of the minutes of a meeting.
///
/// `contacts` are named in it, inside private marks, and `foreseen` is what they answered: whoever passes
/// any answers for where the draft goes. `actions` are those still open, each on a line of text.
///
/// # Errors
///
/// A finding in the template.
pub fn draft(
    council: &Council,
    templates: &Templates,
    (meeting, value): (&Meeting, &MeetingValue),
    (contacts, foreseen): (&[Contact], Option<&Foreseen>),
    actions: &[String],
) -> Result<String, Box<Problem>> {
    let day = meeting.slot.date();
    let people = |member: &str| {
        let its = contacts
            .iter()
            .filter(|contact| contact.member.as_str() == member && contact.serves_on(day));
        let mut names: Vec<String> = its.map(|it| it.name.disclose().clone()).collect();
        let answers = foreseen.iter().flat_map(|it| &it.members);
        let own = answers.filter(|it| it.id.as_str() == member);
        for deputy in own.flat_map(|it| &it.deputies).map(Private::disclose) {
            if !names.contains(deputy) {
                names.push(deputy.clone());
            }
        }
        names
    };
    let view = DraftView::new(council, meeting, people, foreseen);
    let given = context::draft(council, value, &view, actions);
    templates.render(DRAFT, &given, council.typography)
}

/// Writes the public edition of minutes, with the spaces that the council wants.
///
/// # Errors
///
/// A finding in the template.
pub fn public(
    council: &Council,
    templates: &Templates,
    value: &MeetingValue,
    edition: &Edition,
) -> Result<String, Box<Problem>> {
    let given = context::edition(council, value, edition);
    let text = templates.render(PUBLIC, &given, council.typography)?;
    Ok(match council.typography {
        Typography::Plain => typography::plain(&text, &verbatim(&text)).into_owned(),
        Typography::French => text,
    })
}

/// Writes a public edition as a page of its own, which loads nothing; where the council has a public
/// URL, links do not depend on where the page is served.
///
/// # Errors
///
/// A finding in the template.
pub fn page(
    council: &Council,
    templates: &Templates,
    value: &MeetingValue,
    title: &str,
    text: &str,
) -> Result<String, Box<Problem>> {
    let folder = folder(&value.view.minutes);
    let base = council.links_base.as_ref().map(|base| match folder {
        "" => base.clone(),
        folder => format!("{base}{folder}/"),
    });
    let body = html(text, BOXES, base.as_deref());
    let given = context::html(council, value, title, body);
    templates.render(PAGE, &given, council.typography)
}
