//! The plan of a year: days for the meetings of every series, about where another year had them.
//!
//! No clock decides: the first day that may be proposed is given.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::{CollegeId, Council, Meeting, MeetingId, Slot};
use crate::locale::holidays::{Holiday, HolidayRegion, is_weekend};
use crate::locale::school_holidays::{SchoolBreak, SchoolZone, school_break};
use crate::sort::Sort;

/// What is wished of a plan.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// The year that is planned.
    pub cycle: i32,
    /// The year whose meetings are the model.
    pub like: i32,
    /// The first day that may be proposed.
    pub from: NaiveDate,
    /// The zones whose school holidays are avoided.
    pub zones: BTreeSet<SchoolZone>,
    /// The hour before which none starts.
    pub not_before: Option<NaiveTime>,
    /// How many days lie between one meeting and the next at least, 1 being the day after.
    pub min_gap: u64,
}

/// What a plan proposes, and what it leaves alone.
#[derive(Debug)]
pub struct YearPlan<'c> {
    /// In the order of their days.
    pub proposals: Vec<Proposal<'c>>,
    /// Meetings of the model that the year has already.
    pub present: usize,
    /// Meetings of the model whose place in the year is over.
    pub over: Vec<&'c Meeting>,
    /// Meetings of a series of nearly every week that find no day within a week of their place in the year.
    pub left_out: Vec<&'c Meeting>,
    /// The same, where only another meeting is on such a day or too near to it.
    pub too_near: Vec<&'c Meeting>,
    /// Cancelled meetings of the model, each with the later one that stands for it.
    pub replaced: Vec<(&'c Meeting, &'c Meeting)>,
}

/// One meeting that is proposed.
#[derive(Clone, Debug)]
pub struct Proposal<'c> {
    /// The meeting of the model.
    pub like: &'c Meeting,
    /// Its day in the model's year.
    pub model_day: NaiveDate,
    /// The same day in the year that is planned.
    pub place: NaiveDate,
    pub slot: Slot,
    /// The days of the same weekday that lie nearer to its place, the nearest first.
    pub avoided: Vec<(NaiveDate, Hindrance<'c>)>,
}

/// Why a day is not proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance<'c> {
    /// It is before the first day that may be proposed.
    Over,
    Weekend,
    Holiday(Holiday),
    /// A working day between a holiday and a weekend.
    Bridge,
    August,
    /// From 24 December to 1 January.
    YearEnd,
    /// School holidays of some of the zones.
    School(SchoolBreak, Vec<SchoolZone>),
    /// Too near to a meeting that the council has already.
    Meeting(&'c MeetingId),
    /// The other proposals would be too near to it, or in another order.
    Others,
}

/// Why a year cannot be planned.
#[derive(Debug)]
pub enum Unplannable<'c> {
    /// No day of its weekday is free in the whole year.
    NoDay {
        like: &'c Meeting,
        /// Whether one would be, were it not too near to a meeting that the council has already.
        is_near: bool,
    },
    /// No such day is left behind the meetings before it.
    NoDayLeft {
        like: &'c Meeting,
        /// How many meetings stand before it.
        before: usize,
    },
}

/// A meeting of the model, as it is to be in another year.
struct Model<'c> {
    meeting: &'c Meeting,
    /// Its day in the model's year.
    day: NaiveDate,
    /// The same day in the year that is planned.
    place: NaiveDate,
    weekday: Weekday,
    /// How many days follow its first one, if it lasts for a day or longer, and whether a weekend is among
    /// them.
    further: usize,
    over_weekend: bool,
    /// Whether its series meets nearly every week: it is left out rather than put into another week.
    is_weekly: bool,
}

/// How many meetings a year a series has at least that meets nearly every week.
const WEEKLY: usize = 27;
/// How far from its place in the year such a meeting may be, in days.
const REACH: u64 = 7;
/// How far from its place in the year a day of its weekday is in the same week, in days.
const HALF_WEEK: u64 = 3;
/// How many of them, one behind the other, may be left out.
const MOST_LEFT_OUT: usize = 60;
/// What one that is left out counts, beside the square of its way for each that is not: more than all of them.
const LEFT_OUT: u64 = 1 << 40;

/// The best that can be done with the meetings up to one of them and the days up to one of the year.
#[derive(Clone, Copy)]
struct Step {
    cost: u64,
    /// The place in the year of the day that it has.
    at: usize,
    /// The meeting that has a day before it.
    before: Option<usize>,
}

impl Council {
    /// Returns the last year before another one in which the council has a series.
    #[must_use]
    pub fn cycle_before(&self, cycle: i32) -> Option<i32> {
        let cycles = self.meetings.iter().map(|meeting| meeting.cycle);
        cycles.filter(|known| *known < cycle).max()
    }

    /// Plans a year like another one.
    ///
    /// Each meeting of the model keeps its weekday, its hours and about its place in the year, and all
    /// keep their order. What the year has already of a series is not proposed again. A meeting of a series
    /// of nearly every week that would have to go into another week is left out. The work grows as the
    /// number of meetings.
    ///
    /// # Errors
    ///
    /// A meeting has no day that is free.
    pub fn plan_year(&self, wishes: &Wishes) -> Result<YearPlan<'_>, Unplannable<'_>> {
        let (standing, replaced) = self.standing(wishes.like);
        let mut models: Vec<Model> = standing
            .into_iter()
            .filter_map(|meeting| Model::new(meeting, wishes))
            .collect();
        models.order_by_key(|it| (it.day, it.meeting.slot.start(), &it.meeting.id));
        let mut series: BTreeMap<&[CollegeId], usize> = BTreeMap::new();
        for model in &models {
            *series.entry(&model.meeting.colleges).or_default() += 1;
        }
        for model in &mut models {
            let count = series.get(model.meeting.colleges.as_slice());
            model.is_weekly = count.is_some_and(|count| *count >= WEEKLY);
        }
        let all = models.len();
        let missing = self.missing(models, wishes.cycle);
        let present = all - missing.len();
        let (over, missing): (Vec<Model>, Vec<Model>) =
            missing.into_iter().partition(|it| it.place < wishes.from);
        let year = Year::new(self, wishes);
        let days = year.choose(&missing, wishes)?;
        let chosen = || missing.iter().zip(&days);
        let without_day = chosen().filter(|(_, day)| day.is_none());
        let without_day = without_day.map(|(model, _)| model);
        let (too_near, left_out): (Vec<&Model>, Vec<&Model>) =
            without_day.partition(|model| year.is_near(model, HALF_WEEK));
        let with_day = chosen().filter_map(|(model, day)| Some((model, (*day)?)));
        let proposals = with_day.map(|(model, day)| {
            let like = model.meeting;
            Ok(Proposal {
                like,
                model_day: model.day,
                place: model.place,
                slot: slot_on(like.slot, day, wishes).ok_or(Unplannable::NoDay {
                    like,
                    is_near: false,
                })?,
                avoided: year.avoided(model, day),
            })
        });
        Ok(YearPlan {
            proposals: proposals.collect::<Result<_, _>>()?,
            present,
            over: over.iter().map(|it| it.meeting).collect(),
            left_out: left_out.iter().map(|it| it.meeting).collect(),
            too_near: too_near.iter().map(|it| it.meeting).collect(),
            replaced,
        })
    }

    /// Whether a day is one on which no meeting of a plan is, whoever else meets.
    #[must_use]
    pub fn is_off(&self, day: NaiveDate, wishes: &Wishes) -> bool {
        hindrance(day, self.holidays, wishes).is_some()
    }

    /// Lists the meetings of a year but those that are off and have another one in their stead; and
    /// these, each with the other one.
    ///
    /// Such a one is later in the series, was entered after the change and was never moved.
    fn standing(&self, cycle: i32) -> (Vec<&Meeting>, Vec<(&Meeting, &Meeting)>) {
        let mut series: BTreeMap<&[CollegeId], Vec<&Meeting>> = BTreeMap::new();
        for meeting in self.meetings.iter().filter(|it| it.cycle == cycle) {
            series.entry(&meeting.colleges).or_default().push(meeting);
        }
        let (mut standing, mut replaced) = (Vec::new(), Vec::new());
        for mut meetings in series.into_values() {
            meetings.order_by_key(|meeting| (meeting.slot, &meeting.id));
            let mut off: Vec<&Meeting> = Vec::new();
            for meeting in meetings {
                let is_new = meeting.moved_from.is_empty() && meeting.sequence == 0;
                if !meeting.takes_place() {
                    off.push(meeting);
                    continue;
                }
                standing.push(meeting);
                let after = |off: &mut &Meeting| off.changed_at() < meeting.changed_at();
                let stands_for = off.pop_if(|off| is_new && after(off));
                replaced.extend(stands_for.map(|off| (off, meeting)));
            }
            standing.extend(off);
        }
        (standing, replaced)
    }

    /// Takes out of a model what a year has already: each of its meetings stands for the nearest one
    /// of its series.
    fn missing<'c>(&self, models: Vec<Model<'c>>, cycle: i32) -> Vec<Model<'c>> {
        let mut open: BTreeMap<&[CollegeId], BTreeSet<(NaiveDate, usize)>> = BTreeMap::new();
        for (index, model) in models.iter().enumerate() {
            let series = open.entry(&model.meeting.colleges).or_default();
            series.insert((model.place, index));
        }
        let mut there: Vec<(Slot, &Meeting)> = self
            .standing(cycle)
            .0
            .into_iter()
            .map(|meeting| (meeting.initially().unwrap_or(meeting.slot), meeting))
            .collect();
        there.order_by_key(|(slot, meeting)| (*slot, &meeting.id));
        let mut found = BTreeSet::new();
        for (slot, meeting) in there {
            let Some(series) = open.get_mut(meeting.colleges.as_slice()) else {
                continue;
            };
            let day = slot.date();
            let before = series.range(..(day, 0)).next_back();
            let after = series.range((day, 0)..).next();
            let far = |it: &&(NaiveDate, usize)| (it.0 - day).num_days().abs();
            if let Some(nearest) = before.into_iter().chain(after).min_by_key(far).copied() {
                series.remove(&nearest);
                found.insert(nearest.1);
            }
        }
        let models = models.into_iter().enumerate();
        let missing = models.filter(|(index, _)| !found.contains(index));
        missing.map(|(_, model)| model).collect()
    }
}

impl<'c> Model<'c> {
    /// Takes a meeting for a model.
    ///
    /// One that was moved gives the day that it has in the end, but the weekday that was chosen first.
    /// One that left its year gives the last day announced within it. `None` past the last year that
    /// there is.
    fn new(meeting: &'c Meeting, wishes: &Wishes) -> Option<Self> {
        let days = meeting.moved_from.iter().chain([&meeting.slot]).rev();
        let mut days = days.map(|slot| slot.date());
        let in_year = days.find(|day| day.year() == wishes.like);
        let day = in_year.unwrap_or(meeting.slot.date());
        let place = match day.year().cmp(&wishes.like) {
            std::cmp::Ordering::Less => NaiveDate::from_ymd_opt(wishes.cycle, 1, 1),
            std::cmp::Ordering::Equal => day.with_year(wishes.cycle).or_else(|| {
                // 29 February.
                NaiveDate::from_ymd_opt(wishes.cycle, 2, 28)
            }),
            std::cmp::Ordering::Greater => NaiveDate::from_ymd_opt(wishes.cycle, 12, 31),
        };
        let chosen = meeting.initially().unwrap_or(meeting.slot).date().weekday();
        let slot = meeting.slot;
        let is_long = slot.ends_at() - slot.starts_at() >= TimeDelta::days(1);
        let further = (slot.end_date() - slot.date()).num_days();
        let further = usize::try_from(further).unwrap_or_default();
        let further = if is_long { further } else { 0 };
        let mut days = slot.date().iter_days().skip(1).take(further);
        Some(Self {
            further,
            over_weekend: days.any(is_weekend),
            is_weekly: false,
            meeting,
            day,
            place: place?,
            weekday: match chosen {
                Weekday::Sat => Weekday::Fri,
                Weekday::Sun => Weekday::Mon,
                weekday => weekday,
            },
        })
    }
}

/// The days of a year, each with what hinders a meeting on it.
struct Year<'c>(Vec<(NaiveDate, Option<Hindrance<'c>>)>);

impl<'c> Year<'c> {
    fn new(council: &'c Council, wishes: &Wishes) -> Self {
        let first = NaiveDate::from_ymd_opt(wishes.cycle, 1, 1);
        let days = first.into_iter().flat_map(|first| first.iter_days());
        let days = days.take_while(|day| day.year() == wishes.cycle);
        let mut year: Vec<(NaiveDate, Option<Hindrance>)> = days
            .map(|day| (day, hindrance(day, council.holidays, wishes)))
            .collect();
        let gap = Days::new(wishes.min_gap.clamp(1, 366) - 1);
        for meeting in council.meetings.iter().filter(|it| it.takes_place()) {
            let day = meeting.slot.date();
            let (Some(from), Some(to)) = (day.checked_sub_days(gap), day.checked_add_days(gap))
            else {
                continue;
            };
            let begin = year.partition_point(|(day, _)| *day < from);
            for (day, hindrance) in &mut year[begin..] {
                if *day > to {
                    break;
                }
                hindrance.get_or_insert(Hindrance::Meeting(&meeting.id));
            }
        }
        Self(year)
    }

    /// Chooses a day for each meeting, in their order, so that as few as can be are left out, of those that may
    /// be, and the squares of the ways from their places add up to as little as can be; of two such days the
    /// earlier.
    fn choose(
        &self,
        models: &[Model<'c>],
        wishes: &Wishes,
    ) -> Result<Vec<Option<NaiveDate>>, Unplannable<'c>> {
        let mut steps: Vec<Vec<Option<Step>>> = Vec::with_capacity(models.len());
        for (index, model) in models.iter().enumerate() {
            let bases: Vec<(Option<usize>, usize, u64)> = bases(models, index)
                .map(|(before, cost)| {
                    let gap = before.map_or(0, |it| least_gap(&models[it], model, wishes));
                    (before, gap, cost)
                })
                .collect();
            let mut best: Option<Step> = None;
            let mut has_day = false;
            let mut step = Vec::with_capacity(self.0.len());
            for at in 0..self.0.len() {
                if self.is_free(model, at) {
                    has_day = true;
                    let way = (self.0[at].0 - model.place).num_days().unsigned_abs();
                    let follows = |(before, gap, cost): &(Option<usize>, usize, u64)| {
                        let known = match before {
                            None => 0,
                            Some(before) => steps[*before][at.checked_sub(*gap)?]?.cost,
                        };
                        let cost = known + cost + way * way;
                        let before = *before;
                        Some(Step { cost, at, before })
                    };
                    let reached = !model.is_weekly || way <= REACH;
                    let found = bases.iter().filter(|_| reached).filter_map(follows);
                    let found = found.min_by_key(|it| it.cost);
                    best = match (best, found) {
                        (Some(best), Some(found)) if best.cost <= found.cost => Some(best),
                        (best, found) => found.or(best),
                    };
                }
                step.push(best);
            }
            if best.is_none() && !model.is_weekly {
                let like = model.meeting;
                return Err(if has_day {
                    let before = index;
                    Unplannable::NoDayLeft { like, before }
                } else {
                    let is_near = self.is_near(model, u64::MAX);
                    Unplannable::NoDay { like, is_near }
                });
            }
            steps.push(step);
        }
        // What follows the last meeting costs what is left out before it.
        let ends = bases(models, models.len()).filter_map(|(last, cost)| match last {
            None => Some((cost, None)),
            Some(last) => {
                let step = steps[last].last().copied().flatten()?;
                Some((step.cost + cost, Some((last, step))))
            }
        });
        let end = ends.min_by_key(|(cost, _)| *cost);
        let (Some((_, mut next)), mut days) = (end, vec![None; models.len()]) else {
            return models.last().map_or(Ok(Vec::new()), |model| {
                let (like, before) = (model.meeting, models.len() - 1);
                Err(Unplannable::NoDayLeft { like, before })
            });
        };
        while let Some((index, step)) = next {
            days[index] = Some(self.0[step.at].0);
            next = step.before.and_then(|before| {
                let gap = least_gap(&models[before], &models[index], wishes);
                let until = step.at.checked_sub(gap)?;
                Some((before, steps[before][until]?))
            });
        }
        Ok(days)
    }

    /// Whether a meeting could be on a day, were it alone: on each of its days, if it lasts for several,
    /// though over a weekend where the model is.
    fn is_free(&self, model: &Model<'_>, at: usize) -> bool {
        let (day, hindrance) = &self.0[at];
        let is_open = |(_, hindrance): &(NaiveDate, Option<Hindrance>)| match hindrance {
            None => true,
            Some(Hindrance::Weekend) => model.over_weekend,
            Some(_) => false,
        };
        let further = self.0.get(at + 1..=at + model.further);
        day.weekday() == model.weekday
            && hindrance.is_none()
            && further.is_some_and(|days| days.iter().all(is_open))
    }

    /// Whether only another meeting hinders a meeting on a day of its weekday, no further than `reach` days from its place.
    fn is_near(&self, model: &Model<'_>, reach: u64) -> bool {
        self.0.iter().any(|(day, hindrance)| {
            day.weekday() == model.weekday
                && (*day - model.place).num_days().unsigned_abs() <= reach
                && matches!(hindrance, None | Some(Hindrance::Meeting(_)))
        })
    }

    /// Lists the days of its weekday that lie nearer to the place of a meeting than the one chosen.
    fn avoided(&self, model: &Model<'_>, chosen: NaiveDate) -> Vec<(NaiveDate, Hindrance<'c>)> {
        let far = |day: NaiveDate| (day - model.place).num_days().abs();
        let nearer = self
            .0
            .iter()
            .filter(|(day, _)| day.weekday() == model.weekday && far(*day) < far(chosen));
        let mut avoided: Vec<(NaiveDate, Hindrance)> = nearer
            .map(|(day, hindrance)| (*day, hindrance.clone().unwrap_or(Hindrance::Others)))
            .collect();
        avoided.order_by_key(|(day, _)| far(*day));
        avoided
    }
}

/// What hinders a meeting on a day, whoever else meets.
fn hindrance<'c>(
    day: NaiveDate,
    holidays: HolidayRegion,
    wishes: &Wishes,
) -> Option<Hindrance<'c>> {
    if day < wishes.from {
        return Some(Hindrance::Over);
    }
    if let Some(holiday) = holidays.holiday(day) {
        return Some(Hindrance::Holiday(holiday));
    }
    if is_weekend(day) {
        return Some(Hindrance::Weekend);
    }
    match (day.month(), day.day()) {
        (8, _) => return Some(Hindrance::August),
        (12, 24..) | (1, 1) => return Some(Hindrance::YearEnd),
        _ => {}
    }
    if holidays.is_bridge_day(day) {
        return Some(Hindrance::Bridge);
    }
    let zones = wishes.zones.iter().copied();
    let breaks = zones.filter_map(|zone| Some((school_break(day, zone)?, zone)));
    let breaks: Vec<(SchoolBreak, SchoolZone)> = breaks.collect();
    let (first, _) = breaks.first()?;
    let zones = breaks.iter().map(|(_, zone)| *zone);
    Some(Hindrance::School(*first, zones.collect()))
}

/// Lists what a meeting may follow: one before it, each between them being left out, or none; with what that costs.
fn bases(models: &[Model<'_>], index: usize) -> impl Iterator<Item = (Option<usize>, u64)> {
    let before = models.get(..index).unwrap_or_default();
    let skipped = before.iter().rev().take_while(|it| it.is_weekly).count();
    let skipped = skipped.min(MOST_LEFT_OUT);
    (0..=skipped).map(move |count| {
        let cost = count as u64 * LEFT_OUT;
        (index.checked_sub(count + 1), cost)
    })
}

/// How many days lie between two meetings of a model at least: none where the model has both on one
/// day, one behind the other.
fn least_gap(before: &Model<'_>, after: &Model<'_>, wishes: &Wishes) -> usize {
    let slots = |model: &Model<'_>| slot_on(model.meeting.slot, before.place, wishes);
    let are_apart = match (slots(before), slots(after)) {
        (Some(before), Some(after)) => before.ends_at() <= after.starts_at(),
        _ => false,
    };
    let is_one_day = before.day == after.day && before.weekday == after.weekday && are_apart;
    let gap = wishes.min_gap.max(u64::from(!is_one_day));
    usize::try_from(gap).unwrap_or(usize::MAX)
}

/// The hours of a slot on a day, later where that is wished; it lasts as long.
fn slot_on(slot: Slot, day: NaiveDate, wishes: &Wishes) -> Option<Slot> {
    let start = wishes.not_before.unwrap_or(slot.start()).max(slot.start());
    let start = day.and_time(start);
    let lasts = slot.ends_at() - slot.starts_at();
    Slot::between(start, start.checked_add_signed(lasts)?)
}

#[cfg(test)]
mod tests;
