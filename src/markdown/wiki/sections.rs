//! The headings in whose sections a list stands: what was named, and what they say of it.

use super::mandates::{is_former_state, until_of_heading};
use super::topic::{Topic, Years, hints_at_members, is_doubtful, names_members, topic, years};
use super::when::is_of_head;
use super::{Heading, Part, Until, Wanted};
use crate::locale::collation::{slug, words};
use crate::locale::parse_dates::{dates_of_line, month};
use crate::markdown::outline::{Anchors, anchors_of};

/// What the headings above a place say.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// Whether members and meetings are to be read there.
    pub members: bool,
    pub meetings: bool,
    /// Whether it is under a heading of something else, or of those who were members.
    pub other: bool,
    pub former: bool,
    /// Until when those who stand there were members.
    until: Option<Until>,
    /// Whether a heading says that members stand there.
    is_hinted: bool,
    /// Whether no heading but the title of the page says of what it is.
    is_of_title: bool,
    pub topic: Option<Topic>,
    pub year: Years,
    /// The month that a heading names, as a number.
    pub month: Option<u32>,
    /// Whether it is inside an item that was read as a member or a meeting.
    pub of_record: bool,
    pub is_quoted: bool,
    /// The list of the meeting whose section it is, as an index.
    pub meeting: Option<usize>,
    /// Whether a heading below that of the meeting is of something else than when it is.
    pub is_aside: bool,
    /// What the sections below are of, where they do not say it.
    inherited: Option<Topic>,
    /// The parts of the page that were named, as heading by heading.
    named: Named,
    /// The nearest heading, and the one that names this topic, as indices.
    heading: Option<usize>,
    anchor: Option<usize>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Named {
    pub members: bool,
    pub meetings: bool,
}

/// The headings of a page, and those in whose sections the reader is.
#[derive(Clone, Debug, Default)]
pub(super) struct Sections {
    pub all: Vec<Heading>,
    wanted: Wanted,
    /// Whether everything is looked at.
    is_survey: bool,
    /// Whether members, and meetings, stand only where headings say so.
    by_topic: (bool, bool),
    /// Whether the page itself is about members.
    of_page: bool,
    /// The headings that were named and stand there word for word: no other is meant.
    exact: Vec<String>,
    /// The headings that were named and were not seen yet.
    pub missing: Vec<String>,
    /// The tags in the heading that is opened next and right before it.
    pub tags: String,
    /// The levels with what is said there, the outermost first.
    open: Vec<(u8, Context)>,
    /// What is said in each item and quotation in which the reader is.
    inside: Vec<Context>,
}

/// Whether a heading is the one that was named, by its text or one of its anchors.
fn is_it(heading: &str, anchors: &Anchors, named: &str) -> bool {
    // "Le bureau {#bureau}"
    if let Some((text, anchor)) = heading.rsplit_once("{#") {
        return anchor.trim_end_matches([' ', '}']) == named.trim() || is_it(text, anchors, named);
    }
    let key = |text: &str| {
        words(text)
            .into_iter()
            .map(|(_, word)| word.into())
            .collect::<Vec<String>>()
    };
    (key(heading) == key(named) || slug(heading) == slug(named)) && !slug(named).is_empty()
        || heading.trim() == named.trim()
        || !named.trim().is_empty() && anchors.gives(named.trim())
}

/// Returns the month that a heading is of: "Janvier", "Mars 2027".
fn month_of(heading: &str) -> Option<u32> {
    let words = words(heading);
    let mut months = words.iter().filter_map(|(_, word)| month(word));
    let found = months
        .next()
        .filter(|_| words.len() <= 3 && dates_of_line(heading).is_empty());
    found.filter(|_| months.next().is_none())
}

fn parts(parts: &[Part]) -> (bool, Vec<&str>) {
    let under = parts.iter().filter_map(|part| match part {
        Part::Under(heading) => Some(heading.as_str()),
        Part::Whole => None,
    });
    (parts.contains(&Part::Whole), under.collect())
}

impl Sections {
    /// Begins with what is wanted, or with nothing for a survey, and the title of the front matter.
    pub fn of(
        wanted: Option<&Wanted>,
        title: Option<&str>,
        by_topic: (bool, bool),
        of_page: bool,
        headings: &[String],
    ) -> Self {
        let mut sections = Self {
            wanted: wanted.cloned().unwrap_or_default(),
            is_survey: wanted.is_none(),
            by_topic,
            of_page,
            ..Self::default()
        };
        let both = [&sections.wanted.members, &sections.wanted.meetings];
        let named = both.into_iter().flat_map(|wanted| parts(wanted).1);
        sections.missing = named.map(str::to_owned).collect();
        let stands = |named: &&String| headings.iter().any(|it| it.trim() == named.trim());
        sections.exact = sections.missing.iter().filter(stands).cloned().collect();
        let heading = title.unwrap_or_default();
        let anchors = anchors_of(heading, "");
        let mut context = sections.below(&Context::default(), (heading, &anchors), true);
        let path = &sections.wanted.path;
        if context.year == Years::None {
            let of_path = years(&path.replace(['-', '_', '.'], " "));
            context.year = of_path.one().map_or(Years::None, Years::One);
        }
        sections.open.push((0, context));
        sections
    }

    /// Whether a heading is the one that was named: word for word, if one is.
    fn is_it(&self, heading: &str, anchors: &Anchors, named: &str) -> bool {
        if self.exact.iter().any(|exact| exact == named) {
            return heading.trim() == named.trim();
        }
        is_it(heading, anchors, named)
    }

    /// Returns what is said of the place where the reader is.
    pub fn context(&self) -> &Context {
        let open = self.open.last().map(|(_, context)| context);
        self.inside.last().or(open).unwrap_or(&NOTHING)
    }

    /// Returns the heading nearest above.
    pub fn heading(&self) -> Option<Heading> {
        self.all.get(self.context().heading?).cloned()
    }

    /// Returns the heading that names the list and those beside it.
    pub fn anchor(&self) -> Option<Heading> {
        self.all.get(self.context().anchor?).cloned()
    }

    /// Whether headings above say surely that a list is of members.
    pub fn is_of_members(&self) -> bool {
        let context = self.context();
        let heading = |at: Option<usize>| at.and_then(|at| self.all.get(at));
        matches!(context.topic, Some(Topic::Members | Topic::College))
            && ![context.heading, context.anchor]
                .into_iter()
                .filter_map(heading)
                .any(|heading| is_doubtful(&heading.text))
    }

    /// Returns until when those who stand here are members, as a heading says.
    pub fn until(&self) -> Option<Until> {
        self.context().until
    }

    /// Whether the members of this very section were named.
    pub fn is_named(&self) -> bool {
        self.context().named.members
    }

    /// Whether somebody or a heading says that what stands here are members: their section was named, or
    /// it is one of members, or their page is.
    pub fn is_trusted(&self) -> bool {
        let context = self.context();
        context.named.members || context.is_hinted
    }

    /// Whether the reader is inside an item or a quotation.
    pub fn is_inside(&self) -> bool {
        !self.inside.is_empty()
    }

    /// Opens the section of a heading; `of_page` if it is the title of the page.
    ///
    /// A level beyond those of headings is that of a line in bold.
    pub fn open(&mut self, heading: Heading, level: u8, of_page: bool) {
        if self.inside.is_empty() {
            self.open.retain(|(above, _)| *above < level);
        }
        let anchors = anchors_of(&heading.text, &std::mem::take(&mut self.tags));
        let mut missing = std::mem::take(&mut self.missing);
        missing.retain(|named| !self.is_it(&heading.text, &anchors, named));
        self.missing = missing;
        let mut context = self.below(self.context(), (&heading.text, &anchors), of_page);
        let goes_on = context.topic.is_some() && context.topic == self.context().topic;
        let both = [Some(Topic::Members), Some(Topic::College)];
        let of_members =
            both.contains(&context.topic) && self.context().topic == Some(Topic::Members);
        if !(goes_on && context.topic != Some(Topic::College) || of_members)
            || context.anchor.is_none()
        {
            context.anchor = Some(self.all.len());
        }
        context.heading = Some(self.all.len());
        self.all.push(heading);
        match self.inside.last_mut() {
            Some(inside) => *inside = context,
            None => self.open.push((level, context)),
        }
    }

    /// Says that the section just opened is that of a meeting.
    pub fn is_of_meeting(&mut self, meeting: usize) {
        let open = self.open.last_mut().map(|(_, context)| context);
        if let Some(context) = self.inside.last_mut().or(open) {
            context.meeting = Some(meeting);
            context.is_aside = false;
        }
    }

    /// Says that the section just opened says more of the member that its heading names.
    pub fn is_of_member(&mut self) {
        if let Some((_, context)) = self.open.last_mut() {
            context.of_record = true;
        }
    }

    /// Leaves the sections of a level and those inside.
    pub fn close(&mut self, level: u8) {
        if self.inside.is_empty() {
            self.open.retain(|(above, _)| *above < level);
        }
    }

    /// Enters an item or a quotation.
    pub fn enter(&mut self, of_record: bool, is_quotation: bool) {
        let mut context = self.context().clone();
        context.of_record |= of_record;
        context.is_quoted |= is_quotation;
        self.inside.push(context);
    }

    /// Leaves it.
    pub fn leave(&mut self) {
        self.inside.pop();
    }

    /// Returns what is said below a heading with its anchors.
    fn below(
        &self,
        above: &Context,
        (heading, anchors): (&str, &Anchors),
        of_page: bool,
    ) -> Context {
        let said = topic(heading);
        // The title of a page may call the body itself a college: its sections are no members.
        let passed_on =
            said.filter(|said| !of_page || matches!(said, Topic::Members | Topic::Meetings));
        let said_here =
            said.filter(|said| !of_page || !matches!(said, Topic::Other | Topic::Minutes));
        let topic = said_here.or(above.inherited);
        let (all_members, members) = parts(&self.wanted.members);
        let (all_meetings, meetings) = parts(&self.wanted.meetings);
        let is_one = |headings: &[&str]| {
            let mut headings = headings.iter();
            headings.any(|named| self.is_it(heading, anchors, named))
        };
        let (is_members, is_meetings) = (is_one(&members), is_one(&meetings));
        let aside = matches!(said, Some(Topic::Other | Topic::Meetings | Topic::Minutes));
        let named = Named {
            members: is_members || above.named.members && !aside,
            meetings: is_meetings
                || above.named.meetings && !matches!(said, Some(Topic::Members | Topic::College)),
        };
        let of_members = matches!(topic, Some(Topic::Members | Topic::College));
        let past = [
            "history",
            "historique",
            "historical",
            "emeritus",
            "emeriti",
            "inactive",
            "honoraires",
        ];
        let past = words(heading)
            .iter()
            .any(|(_, word)| past.contains(&word.as_str()));
        let aside = past || is_former_state(heading);
        let former = !is_members
            && (topic == Some(Topic::FormerMembers) || aside && (above.members || above.former));
        // The title of a page may call the body itself a college.
        let hinted = if of_page {
            self.of_page || said == Some(Topic::Members)
        } else {
            of_members || names_members(heading)
        };
        let hinted = hinted || topic.is_none() && above.is_hinted && !of_page;
        // The title of a page may be of a meeting that chose members.
        let of_title = of_page || said.is_none() && above.is_of_title;
        let free = topic.is_none() || of_title && self.wanted.meetings.is_empty();
        let whole = all_members && (hinted || former || free && !self.by_topic.0);
        let surveyed = self.is_survey
            && (hinted
                || of_members
                || said.is_none() && hints_at_members(heading)
                || topic.is_none() && self.of_page);
        Context {
            members: named.members || whole || surveyed,
            meetings: named.meetings || self.is_survey || all_meetings && !of_members && !former,
            other: !named.meetings
                && (topic == Some(Topic::Other)
                    || self.by_topic.1
                        && !matches!(topic, Some(Topic::Meetings | Topic::Minutes))
                        && years(heading) == Years::None),
            former,
            until: until_of_heading(heading, above.until).filter(|_| !is_members && !of_page),
            is_hinted: hinted,
            is_of_title: of_title,
            topic,
            is_aside: above.meeting.is_some() && !is_of_head(heading),
            inherited: passed_on.or(above.inherited),
            named,
            year: match years(heading) {
                Years::None => above.year,
                said => said,
            },
            month: month_of(heading).or(above.month),
            ..above.clone()
        }
    }
}

static NOTHING: Context = Context {
    members: false,
    meetings: false,
    other: false,
    former: false,
    until: None,
    is_hinted: false,
    is_of_title: false,
    topic: None,
    year: Years::None,
    month: None,
    of_record: false,
    is_quoted: false,
    meeting: None,
    is_aside: false,
    inherited: None,
    named: Named {
        members: false,
        meetings: false,
    },
    heading: None,
    anchor: None,
};
