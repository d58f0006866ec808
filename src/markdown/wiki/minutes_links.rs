//! Links to minutes that stand outside the lines of meetings.

use std::ops::Range;

use chrono::NaiveDate;

use super::words::{BESIDE_MINUTES, OF_MINUTES};
use super::{Part, Wanted, WikiPage, day};
use crate::locale::collation::words;
use crate::locale::parse_dates::{WrittenDate, written_dates};
use crate::markdown::{blocks, outline};
use crate::sort::Sort;

/// Lists the links to minutes of a day that stand neither in the line of a meeting nor in what is unread, each with
/// its day, on a page that is read as a whole and is not of one meeting alone: `[Compte-rendu du 3 mai 2022](x.pdf)`, `[PV](2022-05-03.pdf)`.
pub(super) fn outside(
    text: &str,
    wanted: &Wanted,
    page: &WikiPage,
) -> Vec<(NaiveDate, Range<usize>)> {
    if !wanted.meetings.contains(&Part::Whole) || page.is_one {
        return Vec::new();
    }
    let links = outline::read(text).links.into_iter();
    let dated = links.filter_map(|link| {
        let path = link.target.split(['?', '#']).next().unwrap_or_default();
        let label = link.words.as_deref()?;
        let said = format!("{path} {label}").replace('_', " ");
        let said = words(&said);
        let is = |list: &[&str]| said.iter().any(|(_, word)| list.contains(&word.as_str()));
        let days = written_dates(label);
        let day = days.first().and_then(WrittenDate::date);
        let day = day.or_else(|| day::of_path(path))?;
        (is(&OF_MINUTES) && !is(&BESIDE_MINUTES)).then_some((day, link.whole))
    });
    let mut dated: Vec<_> = dated.collect();
    if !dated.is_empty() {
        let meetings = page.meetings.iter().flat_map(|list| &list.meetings);
        let mut read: Vec<Range<usize>> = meetings.map(|meeting| meeting.at.clone()).collect();
        read.extend(page.unread.iter().cloned());
        read.extend(blocks::scan(text).blocks.into_iter().map(|it| it.body));
        read.order_by_key(|it| it.start);
        // How far what begins up to there goes.
        let mut furthest = 0;
        for it in &mut read {
            furthest = furthest.max(it.end);
            it.end = furthest;
        }
        dated.retain(|(_, at)| {
            let before = read.partition_point(|it| it.start < at.end);
            let last = before.checked_sub(1).and_then(|last| read.get(last));
            last.is_none_or(|it| it.end <= at.start)
        });
    }
    dated
}

#[cfg(test)]
mod tests {
    use crate::markdown::wiki::{Part, Wanted, read};

    fn outside_of(text: &str, part: Part) -> Vec<String> {
        let wanted = Wanted {
            meetings: vec![part],
            ..Wanted::default()
        };
        let page = read(text, &wanted);
        let minutes = page.minutes.iter();
        minutes.map(|(day, _)| day.to_string()).collect()
    }

    #[test]
    fn minutes_of_a_day_are_named_wherever_a_page_links_them() {
        let list = "# Conseil\n\n## Réunions\n\n- 3 mars 2023 14h-16h : Réunion ([cr](cr/2023-03-03.pdf))\n\n## Documents\n\n";
        for (said, days) in [
            (
                "Voir le [compte-rendu du 3 mai 2022](x.pdf).",
                &["2022-05-03"][..],
            ),
            (
                "- [Compte-rendu de la réunion du 3 mai 2022](x.pdf)",
                &["2022-05-03"],
            ),
            (
                "CR : [CR 3 mai 2022](a.pdf), [PV du 4 juin 2022](b.pdf)",
                &["2022-05-03", "2022-06-04"],
            ),
            ("[Compte-rendu](cr/2022-05-03.pdf)", &["2022-05-03"]),
            ("[Procès-verbal 03/05/2022](x.pdf)", &["2022-05-03"]),
            ("[PV][1]\n\n[1]: cr/2022-05-03.pdf", &["2022-05-03"]),
            (
                "[Relevé de décisions du 3 mai 2022 (PDF)](x.pdf)",
                &["2022-05-03"],
            ),
            ("[Compte-rendu de mai 2022](x.pdf)", &[]),
            (
                "[Ordre du jour, avec le compte-rendu du 3 mai 2022](x.pdf)",
                &[],
            ),
            ("[Guide du 3 mai 2022](x.pdf)", &[]),
            ("`[Compte-rendu du 3 mai 2022](x.pdf)`", &[]),
            ("Compte-rendu du 3 mai 2022", &[]),
        ] {
            let text = format!("{list}{said}\n");
            assert_eq!(outside_of(&text, Part::Whole), days, "{said}");
            let part = Part::Under("Réunions".to_owned());
            assert_eq!(outside_of(&text, part), [""; 0], "{said}");
        }
    }
}
