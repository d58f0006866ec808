//! What a page tells search engines of the council and its meetings: JSON-LD in the words of
//! schema.org.

use serde::Serialize;

use crate::domain::{Council, Meeting, Status};
use crate::view::MeetingView;

/// Describes the council and meetings as the content of a `script` of HTML, which no text of theirs
/// can end.
///
/// `meetings` gives what pages call each of them.
pub fn linked_data<'a>(
    council: &Council,
    meetings: impl IntoIterator<Item = &'a MeetingView>,
) -> String {
    let records = council.meetings_by_id();
    let events = meetings.into_iter().filter_map(|view| {
        let meeting = records.get(view.id.as_str())?;
        Some(Node::Event(Event::new(council, meeting, &view.title)))
    });
    let graph = Graph {
        context: "https://schema.org",
        graph: std::iter::once(Node::Organization(Organization::new(council)))
            .chain(events)
            .collect(),
    };
    escaped(&serde_json::to_string(&graph).unwrap_or_default())
}

/// Escapes what HTML would read within a script: only texts can hold it.
fn escaped(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'a str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Node<'a> {
    Organization(Organization<'a>),
    Event(Event<'a>),
    Place {
        name: &'a str,
    },
    /// Its address is for those who are invited.
    VirtualLocation {
        name: &'a str,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Organization<'a> {
    name: &'a str,
    alternate_name: &'a str,
    email: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    identifier: &'a str,
    name: &'a str,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    previous_start_date: Vec<String>,
    #[serde(rename = "eventStatus")]
    status: &'a str,
    #[serde(
        rename = "eventAttendanceMode",
        skip_serializing_if = "Option::is_none"
    )]
    attendance_mode: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    location: Vec<Node<'a>>,
    organizer: Box<Node<'a>>,
}

impl<'a> Organization<'a> {
    fn new(council: &'a Council) -> Self {
        Self {
            name: &council.name,
            alternate_name: &council.acronym,
            email: &council.contact,
            url: council.url.as_deref(),
        }
    }
}

impl<'a> Event<'a> {
    fn new(council: &'a Council, meeting: &'a Meeting, title: &'a str) -> Self {
        let was_moved = !meeting.moved_from.is_empty();
        let place = meeting.place.as_deref().map(|name| Node::Place { name });
        let online = meeting.is_online().then_some(Node::VirtualLocation {
            name: "Visioconférence",
        });
        Self {
            identifier: &meeting.uid,
            name: title,
            in_language: "fr",
            start_date: council.rfc3339(meeting.slot.starts_at()),
            end_date: council.rfc3339(meeting.slot.ends_at()),
            previous_start_date: meeting
                .moved_from
                .iter()
                .filter_map(|slot| council.rfc3339(slot.starts_at()))
                .collect(),
            status: match meeting.status {
                Status::Cancelled => "https://schema.org/EventCancelled",
                Status::Postponed => "https://schema.org/EventPostponed",
                _ if was_moved => "https://schema.org/EventRescheduled",
                Status::Proposed | Status::Confirmed => "https://schema.org/EventScheduled",
            },
            attendance_mode: match (&place, &online) {
                (Some(_), Some(_)) => Some("https://schema.org/MixedEventAttendanceMode"),
                (Some(_), None) => Some("https://schema.org/OfflineEventAttendanceMode"),
                (None, Some(_)) => Some("https://schema.org/OnlineEventAttendanceMode"),
                (None, None) => None,
            },
            location: place.into_iter().chain(online).collect(),
            organizer: Box::new(Node::Organization(Organization::new(council))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let json = serde_json::to_string("a</script><!-- & é").unwrap();
        let escaped = escaped(&json);
        assert!(!escaped.contains(['<', '>', '&']));
        let read: String = serde_json::from_str(&escaped).unwrap();
        assert_eq!(read, "a</script><!-- & é");
    }
}
