//! What calendars hold and no registry does.

use std::collections::{BTreeMap, BTreeSet};

use super::doubts::place_of;
use super::found::head;
use super::{FoundCalendar, WikiContents};
use crate::calendar::carried::{is_recurrence, is_replaceable};
use crate::calendar::{Content, contents};
use crate::domain::Council;
use crate::locale::collation::sort_key;
use crate::problem::{Assumption, Place, Problem, What};
use crate::render::is_product;
use crate::sort::Sort;

/// Parameters of texts that are not written again: another form of the text, and its language (RFC 5545,
/// 3.2.1 and 3.2.10).
const PARAMETERS: [&str; 2] = ["ALTREP", "LANGUAGE"];

/// Says of each calendar that others made what of it the registry does not hold, and so no calendar of it.
pub fn left_out(found: &WikiContents<'_>, council: &Council) -> Vec<Problem> {
    let mut problems = Vec::new();
    for calendar in &found.calendars {
        if is_ours(calendar) {
            continue;
        }
        // How many events, or calendars, have each.
        let mut names: BTreeMap<String, BTreeSet<Option<usize>>> = BTreeMap::new();
        for content in contents(&calendar.bytes) {
            for name in lost(&content, council) {
                names.entry(name).or_default().insert(content.event);
            }
        }
        if names.is_empty() {
            continue;
        }
        let counted = names.into_iter().map(|(name, events)| match events.len() {
            1 => name,
            count => format!("{name} ({count})"),
        });
        let what = What::CalendarLeftOut {
            names: counted.collect(),
            options: Vec::new(),
        };
        let place = Place::File(calendar.file);
        problems.push(Problem {
            what,
            place,
            also: None,
        });
    }
    problems
}

fn is_ours(calendar: &FoundCalendar) -> bool {
    calendar.calendar.product.as_deref().is_some_and(is_product)
}

/// Says of the calendars that are to be replaced, by their paths, by which options of `build` they may be,
/// and of those that others made, what calendars will call the meetings, with the name of the council before
/// it: `summaries` has that by UID.
pub fn foresee(
    found: &WikiContents<'_>,
    name: &str,
    options: &BTreeMap<String, Vec<(String, String)>>,
    summaries: &BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) {
    for (path, options) in options {
        let file = found.sources.find(path);
        let place = file.map_or_else(|| Place::Path(path.clone()), Place::File);
        let said = problems
            .iter_mut()
            .find_map(|problem| match &mut problem.what {
                What::CalendarLeftOut { options, .. } if problem.place == place => Some(options),
                _ => None,
            });
        match said {
            Some(said) => said.clone_from(options),
            None => problems.push(Problem {
                what: What::CalendarLeftOut {
                    names: Vec::new(),
                    options: options.clone(),
                },
                place,
                also: None,
            }),
        }
    }
    // What has the name already differs in another way, and that is said elsewhere.
    let name = sort_key(name);
    let foreign = found.calendars.iter().filter(|calendar| !is_ours(calendar));
    let events = foreign.flat_map(|calendar| {
        let events = calendar.calendar.events.iter();
        events.map(move |event| (calendar.file, event))
    });
    let mut renamed = events.filter_map(|(file, event)| {
        let was = event.summary.as_deref()?;
        let now = summaries.get(event.uid.as_deref()?)?;
        let (said, kept) = (sort_key(now), sort_key(was));
        (said.ends_with(&kept) && !kept.contains(&name)).then_some((file, event, was, now))
    });
    if let Some((file, event, was, now)) = renamed.next() {
        let supposed = Assumption::Summary {
            was: was.to_owned(),
            now: now.clone(),
            more: renamed.count(),
        };
        let at = head(found.sources, file, event);
        problems.push(Problem::at(at, What::SupposedValue { supposed }));
    }
    problems.order_by_key(place_of);
}

/// Returns the names of what of a line is lost.
fn lost(content: &Content, council: &Council) -> Vec<String> {
    let name = content.name.as_str();
    let within = content.within.last().map_or("", String::as_str);
    let is_of_zone = content.within.iter().any(|it| it == "VTIMEZONE");
    let value = content.value.trim();
    if content.is_component {
        let is_known = matches!(name, "VCALENDAR" | "VEVENT" | "VTIMEZONE");
        // A part of what is named is not named besides.
        let is_part = !matches!(within, "VCALENDAR" | "VEVENT" | "");
        let is_lost = !is_known && !is_part && !is_of_zone;
        return is_lost.then(|| name.to_owned()).into_iter().collect();
    }
    if is_of_zone || !matches!(within, "VCALENDAR" | "VEVENT") {
        return Vec::new();
    }
    let is_kept = match name {
        // What it is for was read.
        "METHOD" => true,
        "DESCRIPTION" => value.is_empty(),
        "URL" => value.is_empty() || council.url.as_deref() == Some(value),
        "CATEGORIES" => value.is_empty() || value == council.acronym,
        "NAME" | "X-WR-CALNAME" => value.is_empty() || value == council.name,
        _ => is_recurrence(name) || is_replaceable(within, name, &content.value),
    };
    let parameters = PARAMETERS
        .iter()
        .filter(|it| content.parameter(it).is_some());
    let mut names: Vec<String> = parameters.map(|it| (*it).to_owned()).collect();
    if !is_kept {
        names.push(name.to_owned());
    }
    names
}
