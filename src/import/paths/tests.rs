use super::*;

const COLLEGES: [&str; 2] = ["usagers", "soignants"];

/// A meeting of the year given, of one college or of both.
fn named<'a>(path: &'a str, id: &'a str, cycle: i32, colleges: &'a [&'a str]) -> Named<'a> {
    Named {
        path,
        council: "comite",
        id,
        cycle,
        date: NaiveDate::from_ymd_opt(cycle, 3, 14).unwrap(),
        colleges,
        number: id.rsplit('-').next().and_then(|number| number.parse().ok()),
        plenary: colleges.len() == 2,
    }
}

fn template(files: &[Named<'_>]) -> (String, Vec<usize>) {
    let naming = naming(files).unwrap();
    (naming.template, naming.misfits)
}

#[test]
fn a_template_gives_each_file_its_name() {
    let files = [
        named(
            "ics/comite-2022-reunion-usagers-1.ics",
            "2022-usagers-1",
            2022,
            &COLLEGES[..1],
        ),
        named(
            "ics/comite-2023-reunion-usagers-soignants-2.ics",
            "2023-usagers-soignants-2",
            2023,
            &COLLEGES,
        ),
    ];
    let expected = "ics/{{ council.id }}-{{ meeting.cycle }}-reunion-{{ meeting.college_ids | join('-') }}-{{ meeting.number }}.ics";
    assert_eq!(template(&files), (expected.to_owned(), vec![]));
}

#[test]
fn the_year_stands_wherever_the_names_have_it() {
    let files = [
        named(
            "2022/rdv-2022-1.ics",
            "2022-usagers-1",
            2022,
            &COLLEGES[..1],
        ),
        named(
            "2023/rdv-2023-2.ics",
            "2023-usagers-2",
            2023,
            &COLLEGES[..1],
        ),
    ];
    let expected = "{{ meeting.cycle }}/rdv-{{ meeting.cycle }}-{{ meeting.number }}.ics";
    assert_eq!(template(&files), (expected.to_owned(), vec![]));
}

#[test]
fn a_number_that_is_there_by_chance_stays_as_it_is() {
    let files = [
        named("v1/a-1.ics", "2023-usagers-1", 2023, &COLLEGES[..1]),
        named("v1/a-2.ics", "2023-usagers-2", 2023, &COLLEGES[..1]),
    ];
    assert_eq!(template(&files).0, "v1/a-{{ meeting.number }}.ics");
}

#[test]
fn a_meeting_of_every_college_may_have_a_word_of_its_own() {
    let files = [
        named(
            "r-pleniere-2023-1.ics",
            "2023-usagers-soignants-1",
            2023,
            &COLLEGES,
        ),
        named(
            "r-usagers-2023-1.ics",
            "2023-usagers-1",
            2023,
            &COLLEGES[..1],
        ),
        named(
            "r-soignants-2023-1.ics",
            "2023-soignants-1",
            2023,
            &COLLEGES[1..],
        ),
    ];
    let expected = "r-{{ 'pleniere' if meeting.plenary else meeting.college_ids | join('-') }}-{{ meeting.cycle }}-{{ meeting.number }}.ics";
    assert_eq!(template(&files), (expected.to_owned(), vec![]));
}

#[test]
fn where_no_template_fits_all_the_newest_keep_their_names() {
    let files = [
        named("old/a-1.ics", "2022-usagers-1", 2022, &COLLEGES[..1]),
        named("a-2023-1.ics", "2023-usagers-1", 2023, &COLLEGES[..1]),
    ];
    let expected = "a-{{ meeting.cycle }}-{{ meeting.number }}.ics";
    assert_eq!(template(&files), (expected.to_owned(), vec![0]));
}

#[test]
fn dates_and_ids_are_known_and_names_that_say_nothing_are_no_rule() {
    let one = |path| {
        let file = named(path, "2023-usagers-1", 2023, &COLLEGES[..1]);
        naming(&[file]).map(|naming| naming.template)
    };
    assert_eq!(
        one("2023-03-14.ics").as_deref(),
        Some("{{ meeting.date.iso }}.ics")
    );
    assert_eq!(
        one("r20230314é.ics").as_deref(),
        Some("r{{ meeting.date.iso | replace('-', '') }}é.ics")
    );
    assert_eq!(
        one("x-2023-usagers-1.ics").as_deref(),
        Some("x-{{ meeting.id }}.ics")
    );
    assert_eq!(one("reunion.ics"), None);
    assert_eq!(
        one("{{a}}/1.ics").as_deref(),
        Some("{{ '{{a}}/' }}{{ meeting.number }}.ics")
    );
    assert_eq!(naming(&[]), None);
}

#[test]
fn a_name_of_many_numbers_is_read_in_some_ways_and_one_without_end_in_none() {
    let named_of = |times| {
        let path = "1-2023-".repeat(times) + "1.ics";
        naming(&[named(&path, "2023-usagers-1", 2023, &COLLEGES[..1])])
    };
    assert!(named_of(140).is_some());
    assert_eq!(named_of(140_000), None);
}
