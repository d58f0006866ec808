//! Where each artefact lies: the templates of `[paths]`, evaluated and found safe.

use std::collections::BTreeMap;

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::Templates;
use super::path::{LONGEST, RelativePath, Suffix};
use super::templates::is_limit;
use crate::domain::{Council, CouncilId, Meeting, PathTemplate};
use crate::problem::{Place, Problem, Unsafe, What};
use crate::source::Span;
use crate::view::{CouncilView, MeetingView, meetings};

/// The paths of a council; a path that is refused is `None`, and a finding.
pub struct Paths {
    pub page: Option<RelativePath>,
    pub calendar: Option<RelativePath>,
    /// One entry per meeting, by date, as `view::meetings` gives them.
    pub meetings: Vec<MeetingPaths>,
}

/// A meeting, as templates see it but for its own paths, with these.
pub struct MeetingPaths {
    pub view: MeetingView,
    pub event: Option<RelativePath>,
    pub minutes: Option<RelativePath>,
    pub draft: Option<RelativePath>,
}

/// Evaluates every path; two artefacts with one path are a finding.
pub fn paths(council: &Council, templates: &Templates, problems: &mut Vec<Problem>) -> Paths {
    let views = meetings(council);
    let shared = Value::from(Serde(CouncilView::new(council)));
    let records = council.meetings_by_id();
    let mut evaluation = Evaluation {
        templates,
        taken: BTreeMap::new(),
        problems,
    };
    let of_council = context! { council => shared.clone() };
    let one = |evaluation: &mut Evaluation<'_>, template: &PathTemplate, suffix, owner| {
        let owner = Owner {
            name: owner,
            id: None,
            context: of_council.clone(),
            own: None,
        };
        let mut found = evaluation.each(template, suffix, [owner]);
        found.pop().flatten()
    };
    let page = one(
        &mut evaluation,
        &council.paths.page,
        Suffix::Page,
        "[paths] page",
    );
    let calendar = one(
        &mut evaluation,
        &council.paths.calendar,
        Suffix::Calendar,
        "[paths] calendar",
    );
    let of_meetings: Vec<Owner<'_>> = views
        .iter()
        .map(|view| {
            let meeting = Value::from(Serde(view));
            Owner {
                name: view.id.as_str(),
                id: records.get(view.id.as_str()).map(|meeting| meeting.at.id),
                context: context! { council => shared.clone(), meeting },
                own: None,
            }
        })
        .collect();
    // A record may say the path of its own calendar and minutes.
    let with_own = |own: fn(&Meeting) -> (&Option<String>, Option<Span>)| {
        let mut owners = of_meetings.clone();
        for owner in &mut owners {
            let Some(meeting) = records.get(owner.name) else {
                continue;
            };
            let (path, at) = own(meeting);
            let at = at.unwrap_or(meeting.at.id);
            owner.own = path.as_deref().map(|path| (path, at));
        }
        owners
    };
    let of_events = with_own(|meeting| (&meeting.event, meeting.at.event));
    let of_minutes = with_own(|meeting| (&meeting.minutes, meeting.at.minutes));
    let events = evaluation.each(&council.paths.event, Suffix::Calendar, of_events);
    let minutes = evaluation.each(&council.paths.minutes, Suffix::Page, of_minutes);
    let drafts = evaluation.each(&council.paths.draft, Suffix::Draft, of_meetings);
    let meetings = views
        .into_iter()
        .zip(events.into_iter().zip(minutes).zip(drafts))
        .map(|(view, ((event, minutes), draft))| MeetingPaths {
            view,
            event,
            minutes,
            draft,
        })
        .collect();
    Paths {
        page,
        calendar,
        meetings,
    }
}

/// Evaluates one template of a path alone, as it is where the council has this id.
pub fn under(
    council: &Council,
    id: &CouncilId,
    template: &str,
    suffix: Suffix,
    templates: &Templates,
) -> Option<RelativePath> {
    let template = Some(template).filter(|text| text.len() <= LONGEST)?;
    let view = CouncilView {
        id: id.to_string(),
        ..CouncilView::new(council)
    };
    let council = Value::from(Serde(view));
    let place = Place::Path(template.to_owned());
    let text = templates.inline(template, place).ok()?;
    let text = text.render(&context! { council }).ok()?;
    RelativePath::new(&text, suffix).ok()
}

/// Whose path it is.
#[derive(Clone)]
struct Owner<'a> {
    name: &'a str,
    /// Where its id is written.
    id: Option<Span>,
    /// The variables of the template.
    context: Value,
    /// The path that its record says, with its place: it wins over the template.
    own: Option<(&'a str, Span)>,
}

struct Evaluation<'a> {
    templates: &'a Templates,
    /// Who has each path already, and where that is written.
    taken: BTreeMap<RelativePath, (String, Option<Span>)>,
    problems: &'a mut Vec<Problem>,
}

impl Evaluation<'_> {
    /// Evaluates one template for each of its owners.
    fn each<'c>(
        &mut self,
        template: &PathTemplate,
        suffix: Suffix,
        owners: impl IntoIterator<Item = Owner<'c>>,
    ) -> Vec<Option<RelativePath>> {
        let place = |id: Option<Span>| match template.span.or(id) {
            Some(span) => Place::Span(span),
            None => Place::Embedded {
                name: "[paths]".to_owned(),
                text: template.text.clone(),
                range: 0..template.text.len(),
            },
        };
        let owners: Vec<_> = owners.into_iter().collect();
        if template.text.len() > LONGEST {
            self.problems.push(Problem {
                what: What::UnsafePath {
                    path: template.text.clone(),
                    why: Unsafe::TooLong,
                },
                place: place(None),
                also: None,
            });
            return vec![None; owners.len()];
        }
        let inline = match self.templates.inline(&template.text, place(None)) {
            Ok(inline) => inline,
            Err(problem) => {
                self.problems.push(*problem);
                return vec![None; owners.len()];
            }
        };
        let mut broken = false;
        let mut found = Vec::with_capacity(owners.len());
        let mut exhausted = false;
        for owner in owners {
            let (name, id) = (owner.name, owner.id);
            if let Some((path, at)) = owner.own {
                // It is no template, and is not taken for one.
                let brace = path.chars().find(|it| "{}".contains(*it));
                let made = brace.map_or_else(
                    || RelativePath::new(path, suffix),
                    |brace| Err(Unsafe::Character(brace)),
                );
                let path = self.safe(path, made, Place::Span(at), id);
                found.push(path.filter(|it| self.claim(it, name, Some(at), Place::Span(at))));
                continue;
            }
            if exhausted {
                found.push(None);
                continue;
            }
            let path = match inline.render(&owner.context) {
                Ok(text) => self.safe(&text, RelativePath::new(&text, suffix), place(id), id),
                Err(problem) => {
                    exhausted = is_limit(&problem);
                    // What is wrong with the template is wrong with it for every meeting.
                    if !std::mem::replace(&mut broken, true) {
                        self.problems.push(*problem);
                    }
                    None
                }
            };
            found.push(path.filter(|path| self.claim(path, name, id, place(id))));
        }
        found
    }

    fn safe(
        &mut self,
        text: &str,
        made: Result<RelativePath, Unsafe>,
        place: Place,
        id: Option<Span>,
    ) -> Option<RelativePath> {
        match made {
            Ok(path) => Some(path),
            Err(why) => {
                // A template that is wrong for one meeting is mostly wrong for all, and alike.
                let is_said = self.problems.iter().any(|said| {
                    said.place == place
                        && matches!(&said.what, What::UnsafePath { why: said, .. } if *said == why)
                });
                if !is_said {
                    let path = text.to_owned();
                    self.problems.push(Problem {
                        what: What::UnsafePath { path, why },
                        also: id.filter(|id| place != Place::Span(*id)),
                        place,
                    });
                }
                None
            }
        }
    }

    fn claim(&mut self, path: &RelativePath, owner: &str, id: Option<Span>, place: Place) -> bool {
        if let Some((first, first_id)) = self.taken.get(path) {
            self.problems.push(Problem {
                what: What::SamePath {
                    path: path.to_string(),
                    first: first.clone(),
                    second: owner.to_owned(),
                },
                place: id.map_or(place, Place::Span),
                also: *first_id,
            });
            return false;
        }
        self.taken.insert(path.clone(), (owner.to_owned(), id));
        true
    }
}
