use proptest::prelude::*;

use super::*;
use crate::domain::series::tests::{colleges, council, meeting};
use crate::domain::{MeetingId, Status};
use crate::locale::school_holidays::is_known;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

/// A meeting of 14:00 to 16:00, its year being that of its series.
fn on(id: &str, of: &str, date: &str) -> Meeting {
    let mut meeting = meeting(id, of, None, 1);
    let date = day(date);
    meeting.cycle = date.year();
    meeting.slot = Slot::new(date, hour(14), hour(16)).unwrap();
    meeting
}

fn wishes(cycle: i32, like: i32) -> Wishes {
    Wishes {
        cycle,
        like,
        from: NaiveDate::MIN,
        zones: BTreeSet::new(),
        not_before: None,
        min_gap: 0,
    }
}

fn days(plan: &YearPlan<'_>) -> Vec<String> {
    let days = plan.proposals.iter().map(|it| it.slot.date().to_string());
    days.collect()
}

#[test]
fn a_meeting_keeps_its_weekday_its_hours_and_its_place_in_the_year() {
    // A Thursday; 16 September 2027 is one too.
    let council = council(vec![on("a", "a", "2026-09-17")]);
    let plan = council.plan_year(&wishes(2027, 2026)).unwrap();
    assert_eq!(days(&plan), ["2027-09-16"]);
    let proposal = &plan.proposals[0];
    assert_eq!(proposal.place, day("2027-09-17"));
    assert_eq!(
        (proposal.slot.start(), proposal.slot.end()),
        (hour(14), hour(16))
    );
    assert_eq!(proposal.avoided, []);
}

#[test]
fn none_of_the_days_of_a_long_meeting_is_off() {
    let lasting = |id: &str, first: &str, last: &str| {
        let mut meeting = on(id, "a", first);
        let ends = day(last).and_time(hour(12));
        meeting.slot = Slot::between(day(first).and_time(hour(14)), ends).unwrap();
        meeting
    };
    // From Monday to Wednesday, of which one would be 11 November; from Thursday to Saturday, as the model.
    let council = council(vec![
        lasting("week", "2025-11-10", "2025-11-12"),
        lasting("weekend", "2025-10-02", "2025-10-04"),
    ]);
    let plan = council.plan_year(&wishes(2026, 2025)).unwrap();
    assert_eq!(days(&plan), ["2026-10-01", "2026-11-16"]);
}

#[test]
fn a_day_off_is_avoided_and_said() {
    let council = council(vec![
        on("bridge", "a", "2026-05-08"),
        on("august", "a", "2026-08-13"),
        on("eve", "a", "2026-12-24"),
    ]);
    let plan = council.plan_year(&wishes(2027, 2026)).unwrap();
    // The Ascension is on 6 May 2027, a Thursday.
    assert_eq!(days(&plan), ["2027-05-14", "2027-07-29", "2027-12-23"]);
    let said: Vec<_> = plan.proposals.iter().map(|it| &it.avoided).collect();
    assert_eq!(*said[0], [(day("2027-05-07"), Hindrance::Bridge)]);
    assert_eq!(said[1].len(), 4, "{:?}", said[1]);
    assert!(said[1].iter().all(|(_, why)| *why == Hindrance::August));
    assert_eq!(*said[2], []);
}

#[test]
fn the_holidays_are_those_of_the_place() {
    let mut council = council(vec![on("a", "a", "2027-05-21")]);
    let wishes = wishes(2026, 2027);
    assert_eq!(days(&council.plan_year(&wishes).unwrap()), ["2026-05-22"]);
    council.holidays = HolidayRegion::Martinique;
    let plan = council.plan_year(&wishes).unwrap();
    assert_eq!(days(&plan), ["2026-05-29"], "15 May is a bridge day");
}

#[test]
fn school_holidays_are_avoided_where_they_are_named() {
    let council = council(vec![on("a", "a", "2026-02-12")]);
    let mut wishes = wishes(2027, 2026);
    assert_eq!(days(&council.plan_year(&wishes).unwrap()), ["2027-02-11"]);
    wishes.zones = BTreeSet::from([SchoolZone::A, SchoolZone::C]);
    let plan = council.plan_year(&wishes).unwrap();
    assert_eq!(days(&plan), ["2027-02-04"]);
    let why = |zones: &[SchoolZone]| Hindrance::School(SchoolBreak::Winter, zones.to_vec());
    let both = [SchoolZone::A, SchoolZone::C];
    assert_eq!(
        plan.proposals[0].avoided,
        [
            (day("2027-02-11"), why(&[SchoolZone::C])),
            (day("2027-02-18"), why(&both)),
        ]
    );
}

#[test]
fn no_meeting_starts_before_the_hour_wished() {
    let mut early = on("a", "a", "2026-09-17");
    early.slot = Slot::new(early.slot.date(), hour(9), hour(12)).unwrap();
    let council = council(vec![early, on("b", "b", "2026-09-17")]);
    let mut wishes = wishes(2027, 2026);
    // Both on one day, one behind the other, as in the model.
    assert_eq!(
        days(&council.plan_year(&wishes).unwrap()),
        ["2027-09-16", "2027-09-16"]
    );
    wishes.not_before = Some(hour(14));
    let plan = council.plan_year(&wishes).unwrap();
    assert_eq!(days(&plan), ["2027-09-16", "2027-09-23"]);
    let slot = plan.proposals[0].slot;
    assert_eq!((slot.start(), slot.end()), (hour(14), hour(17)));
}

#[test]
fn a_moved_meeting_gives_its_last_day_and_its_first_weekday() {
    let slot = |date: &str| Slot::new(day(date), hour(14), hour(16)).unwrap();
    let mut moved = on("moved", "a", "2023-09-28");
    moved.moved_from.push(slot("2023-09-15"));
    let mut late = on("late", "a", "2024-01-12");
    late.cycle = 2023;
    late.moved_from = vec![slot("2023-11-10"), slot("2023-12-15")];
    let council = council(vec![late, moved]);
    let plan = council.plan_year(&wishes(2025, 2023)).unwrap();
    assert_eq!(days(&plan), ["2025-09-26", "2025-12-12"]);
}

#[test]
fn a_cancelled_meeting_counts_unless_another_one_was_entered_for_it() {
    let moment = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    let mut off = on("off", "a", "2026-03-12");
    off.status = Status::Cancelled;
    off.updated = moment("2026-03-01T12:00:00Z");
    let mut next = on("next", "a", "2026-09-17");
    let run = |next: &Meeting| {
        let council = council(vec![off.clone(), next.clone()]);
        let plan = council.plan_year(&wishes(2027, 2026)).unwrap();
        let replaced = plan.replaced.iter();
        let replaced: Vec<(String, String)> = replaced
            .map(|(off, by)| (off.id.to_string(), by.id.to_string()))
            .collect();
        (days(&plan), replaced)
    };
    // It was planned before the other one was cancelled.
    let both = vec!["2027-03-11".to_owned(), "2027-09-16".to_owned()];
    assert_eq!(run(&next), (both.clone(), vec![]));
    // It was entered afterwards.
    next.updated = moment("2026-03-02T12:00:00Z");
    let pair = ("off".to_owned(), "next".to_owned());
    assert_eq!(run(&next), (both[1..].to_vec(), vec![pair]));
    // It was only moved afterwards.
    next.moved_from.push(on("x", "a", "2026-09-10").slot);
    next.sequence = 1;
    assert_eq!(run(&next).0.len(), 2);
}

#[test]
fn what_the_year_has_is_not_proposed_again_and_in_nobody_s_way() {
    let council = council(vec![
        on("a1", "a", "2026-03-12"),
        on("a2", "a", "2026-09-17"),
        on("b1", "b", "2026-09-24"),
        // The meeting of autumn, put on the day that the other college would have.
        on("there", "a", "2027-09-23"),
    ]);
    let plan = council.plan_year(&wishes(2027, 2026)).unwrap();
    assert_eq!(plan.present, 1);
    assert_eq!(days(&plan), ["2027-03-11", "2027-09-30"]);
    let (date, why) = &plan.proposals[1].avoided[0];
    assert_eq!(*date, day("2027-09-23"));
    assert!(matches!(why, Hindrance::Meeting(id) if id.as_str() == "there"));
}

#[test]
fn what_is_over_is_not_proposed() {
    let council = council(vec![
        on("a1", "a", "2026-03-12"),
        on("a2", "a", "2026-09-17"),
    ]);
    let mut wishes = wishes(2027, 2026);
    wishes.from = day("2027-06-01");
    let plan = council.plan_year(&wishes).unwrap();
    assert_eq!(days(&plan), ["2027-09-16"]);
    assert_eq!(plan.over.len(), 1);
}

#[test]
fn a_gap_moves_all_of_them_and_one_too_large_is_refused() {
    let council = council(vec![
        on("a1", "a", "2026-10-01"),
        on("a2", "a", "2026-10-08"),
        on("a3", "a", "2026-10-15"),
    ]);
    let mut wishes = wishes(2027, 2026);
    wishes.min_gap = 20;
    let plan = council.plan_year(&wishes).unwrap();
    assert_eq!(days(&plan), ["2027-09-16", "2027-10-07", "2027-10-28"]);
    wishes.min_gap = 200;
    let refused = council.plan_year(&wishes);
    let Err(Unplannable::NoDayLeft { like, before }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((like.id.as_str(), before), ("a3", 2));
    wishes.min_gap = u64::MAX;
    assert!(council.plan_year(&wishes).is_err());
}

/// What is left out for a gap that was asked for is not said to have no free day.
#[test]
fn what_a_gap_leaves_out_is_told_from_what_has_no_day() {
    let weekly = day("2026-01-06").iter_weeks();
    let weekly = weekly.take_while(|it| it.year() == 2026).enumerate();
    let weekly = weekly.map(|(at, it)| on(&format!("m{at}"), "a", &it.to_string()));
    let mut meetings: Vec<Meeting> = weekly.collect();
    let without_gap = council(meetings.clone());
    let plan = without_gap.plan_year(&wishes(2027, 2026)).unwrap();
    assert!(!plan.left_out.is_empty() && plan.too_near.is_empty());
    let off = plan.left_out.len();
    let mut apart = wishes(2027, 2026);
    apart.min_gap = 10;
    let plan = without_gap.plan_year(&apart).unwrap();
    assert!(plan.too_near.len() > 20, "{}", plan.too_near.len());
    assert!(plan.left_out.len() <= off);
    // One that the year has already is in the way as much as one that is proposed.
    let there = on("there", "b", "2027-03-10");
    meetings.truncate(1);
    meetings[0].slot = Slot::new(day("2026-03-11"), hour(14), hour(16)).unwrap();
    let council = council(vec![meetings[0].clone(), there]);
    apart.min_gap = 366;
    let refused = council.plan_year(&apart);
    assert!(matches!(
        refused,
        Err(Unplannable::NoDay { is_near: true, .. })
    ));
}

/// A council that meets every week but on days that no plan proposes keeps to its weeks, whatever is off in another
/// year: what has no day there is named, and pushes nobody else into another month.
#[test]
fn meetings_of_every_week_stay_in_their_weeks_or_are_named() {
    for first in ["2026-01-05", "2026-01-06", "2026-01-09"] {
        let tuesdays = day(first).iter_weeks().take_while(|it| it.year() == 2026);
        let model = wishes(2026, 2025);
        let none = council(Vec::new());
        let held = tuesdays.filter(|it| !none.is_off(*it, &model));
        let held = held
            .enumerate()
            .map(|(at, it)| on(&format!("m{at}"), "a", &it.to_string()));
        let mut meetings: Vec<Meeting> = held.collect();
        // One of another series on the same day, behind the other: it stays there.
        let mut second = on("b", "b", &meetings[20].slot.date().to_string());
        second.slot = Slot::new(second.slot.date(), hour(16), hour(17)).unwrap();
        meetings.push(second);
        let weekly = council(meetings);
        for cycle in 2027..2033 {
            for zones in [BTreeSet::new(), BTreeSet::from([SchoolZone::A])] {
                let in_zones = !zones.is_empty();
                let wishes = Wishes {
                    zones,
                    ..wishes(cycle, 2026)
                };
                let plan = weekly.plan_year(&wishes).unwrap();
                let left_out = plan.left_out.len() + plan.too_near.len();
                let all = plan.proposals.len() + left_out;
                assert_eq!(all, weekly.meetings.len(), "{cycle}");
                assert!(in_zones || left_out <= 6, "{cycle}: {left_out:?}");
                for it in plan
                    .proposals
                    .iter()
                    .filter(|it| it.like.id.as_str() != "b")
                {
                    let far = (it.slot.date() - it.place).num_days().abs();
                    assert!(far <= 7, "{cycle}: {} for {}", it.slot.date(), it.place);
                }
                let days = plan.proposals.iter().map(|it| it.slot);
                let days: Vec<Slot> = days.collect();
                for both in days.windows(2) {
                    assert!(both[0].ends_at() <= both[1].starts_at(), "{both:?}");
                }
                let own = plan
                    .proposals
                    .iter()
                    .filter(|it| it.like.id.as_str() != "b");
                let own: BTreeSet<NaiveDate> = own.map(|it| it.slot.date()).collect();
                assert_eq!(own.len() + 1, plan.proposals.len(), "{cycle}");
            }
        }
    }
}

#[test]
fn a_leap_day_and_a_day_of_the_weekend_have_their_neighbours() {
    let council = council(vec![
        on("leap", "a", "2024-02-29"),
        on("saturday", "a", "2024-06-15"),
        on("sunday", "a", "2024-09-15"),
    ]);
    let plan = council.plan_year(&wishes(2025, 2024)).unwrap();
    assert_eq!(days(&plan), ["2025-02-27", "2025-06-13", "2025-09-15"]);
}

/// What no proposal is on, told again in other words.
fn is_forbidden(date: NaiveDate, region: HolidayRegion, zones: &BTreeSet<SchoolZone>) -> bool {
    let is_off =
        |date: NaiveDate| date.weekday().number_from_monday() > 5 || region.holiday(date).is_some();
    let beside = |days: i64| is_off(date + chrono::TimeDelta::days(days));
    is_off(date)
        || (beside(-1) && beside(1))
        || date.month() == 8
        || (date.month() == 12 && date.day() > 23)
        || zones.iter().any(|zone| school_break(date, *zone).is_some())
}

/// A meeting of a random council: its day in the model's year, its colleges, whether it was moved by
/// some days, whether it takes place.
type Random = (u32, u8, i64, bool);

fn random(index: usize, (at, of, moved, takes_place): Random, year: i32) -> Meeting {
    let of = ["a", "b", "a-b"][usize::from(of % 3)];
    let date = NaiveDate::from_yo_opt(year, at % 365 + 1).unwrap();
    let mut meeting = on(&format!("m{index}"), of, &date.to_string());
    if moved != 0 {
        meeting.moved_from.push(meeting.slot);
        let date = date + chrono::TimeDelta::days(moved);
        meeting.slot = Slot::new(date, hour(14), hour(16)).unwrap();
    }
    if !takes_place {
        meeting.status = Status::Cancelled;
    }
    meeting
}

proptest! {
    #[test]
    fn no_proposal_is_on_a_forbidden_day_out_of_order_or_too_near(
        meetings in prop::collection::vec((any::<u32>(), any::<u8>(), -40_i64..40, any::<bool>()), 0..14),
        there in prop::collection::vec((any::<u32>(), any::<u8>(), Just(0_i64), any::<bool>()), 0..4),
        (cycle, like) in (2018..=2040_i32, 2018..=2040_i32),
        region in 0..13_usize,
        zones in prop::collection::btree_set(prop::sample::select(vec![SchoolZone::A, SchoolZone::B, SchoolZone::C]), 0..3),
        min_gap in 0..30_u64,
    ) {
        prop_assume!(cycle != like);
        let all = meetings.iter().map(|it| (*it, like)).chain(there.iter().map(|it| (*it, cycle)));
        let all = all.enumerate().map(|(index, (it, year))| random(index, it, year));
        let mut council = council(all.collect());
        let names = <HolidayRegion as strum::VariantNames>::VARIANTS;
        council.holidays = names[region].parse().unwrap();
        let wishes = Wishes { zones, min_gap, ..wishes(cycle, like) };
        let mut after = council.clone();
        match council.plan_year(&wishes) {
            Err(_) => prop_assert!(min_gap > 1 || meetings.len() > 8 || !wishes.zones.is_empty()),
            Ok(plan) => {
                let standing = council.standing(like).0.len();
                prop_assert_eq!(plan.present + plan.proposals.len(), standing);
                for (index, it) in plan.proposals.iter().enumerate() {
                    let date = it.slot.date();
                    prop_assert_eq!(date.year(), cycle);
                    prop_assert!(!is_forbidden(date, council.holidays, &wishes.zones), "{}", date);
                    prop_assert!(it.avoided.iter().all(|(day, _)| *day != date));
                    for other in there.iter().enumerate() {
                        let other = &council.meetings[meetings.len() + other.0];
                        let apart = (other.slot.date() - date).num_days().unsigned_abs();
                        prop_assert!(!other.takes_place() || apart >= min_gap.max(1));
                    }
                    if let Some(before) = index.checked_sub(1).map(|index| &plan.proposals[index]) {
                        prop_assert!(before.model_day <= it.model_day);
                        let apart = (date - before.slot.date()).num_days();
                        prop_assert!(apart >= i64::try_from(min_gap).unwrap() && apart >= 0);
                        prop_assert!(before.slot.date() < date || before.slot.ends_at() <= it.slot.starts_at());
                    }
                    let mut new = it.like.clone();
                    new.id = MeetingId::new(&format!("new{index}")).unwrap();
                    new.cycle = cycle;
                    new.slot = it.slot;
                    new.moved_from.clear();
                    new.status = Status::Proposed;
                    after.meetings.push(new);
                }
                let again = after.plan_year(&wishes).unwrap();
                prop_assert_eq!(again.proposals.len(), 0);
            }
        }
    }
}

#[test]
fn of_a_day_outside_the_table_of_school_holidays_nothing_is_said() {
    let council = council(vec![on("a", "a", "2028-02-17"), on("b", "a", "2028-10-26")]);
    let zones = BTreeSet::from([SchoolZone::A, SchoolZone::B, SchoolZone::C]);
    let wishes = Wishes {
        zones,
        ..wishes(2029, 2028)
    };
    let plan = council.plan_year(&wishes).unwrap();
    assert_eq!(days(&plan), ["2029-02-15", "2029-10-25"]);
    assert!(plan.proposals.iter().all(|it| !is_known(it.slot.date())));
    assert_eq!(colleges("a"), plan.proposals[0].like.colleges);
}
