//! What a line says in passing: that the meeting takes place online, and its rank in its series.

use std::ops::Range;

use super::marks::Marks;
use super::parts::Line;
use super::words::{AROUND_ONLINE, BODIES};

impl Marks {
    /// Reads "en visioconférence", "en ligne", "à distance", where that is no part of the title.
    pub(super) fn takes_place_online(&mut self, line: &Line<'_>) {
        for at in 0..line.words.len() {
            let said = match line.word(at) {
                "visioconference" | "visio" | "visioconf" | "teleconference" | "distanciel"
                | "online" => Some(line.word_at(at)),
                "en" => line.phrase(at, &["en", "ligne"]),
                "a" => line.phrase(at, &["a", "distance"]),
                _ => None,
            };
            let Some(said) = said else {
                continue;
            };
            // "visio.example.org/salle" is an address.
            let after = line.text.get(said.end..).unwrap_or_default();
            let is_host = after.starts_with(['.', '/', '-'])
                && after
                    .get(1..)
                    .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            let before = line.text.get(..said.start).unwrap_or_default();
            if is_host || before.ends_with(['.', '/', '@']) {
                continue;
            }
            let certain = at > 0 && ["en", "par", "via"].contains(&line.word(at - 1));
            let mut start = line.start_over(said.start, &[&AROUND_ONLINE]);
            let before = line.text.get(..start).unwrap_or_default().trim_end();
            let added = before.ends_with(['+', '&']);
            if added {
                start = before.len() - 1;
            }
            let meeting = line.words.partition_point(|(word, _)| word.end <= start);
            let after_meeting = meeting > 0 && BODIES.contains(&line.word(meeting - 1));
            let apart =
                line.begins_part(said.end) && (added || after_meeting || line.ends_part(start));
            if certain || apart {
                self.online = true;
                self.cuts.push(start..said.end);
            }
        }
    }

    /// Reads "(1/2)".
    pub(super) fn ranked(&mut self, line: &Line<'_>) {
        const HIGHEST: u32 = 99;
        let number = |at: usize| {
            let word = line.word(at);
            let sound = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
            word.parse::<u32>().ok().filter(|_| sound)
        };
        for at in 0..line.words.len() {
            let said = line.word_at(at).start..line.word_at(at + 1).end;
            let gap = line
                .text
                .get(line.word_at(at).end..line.word_at(at + 1).start);
            let (Some(rank), Some(of), Some("/")) =
                (number(at), number(at + 1), gap.map(str::trim))
            else {
                continue;
            };
            let inside = |place: &Range<usize>| place.start < said.end && said.start < place.end;
            let of_day = line.days.iter().any(|day| inside(&day.at));
            let before = line.text.get(..said.start).unwrap_or_default();
            let after = line.text.get(said.end..).unwrap_or_default();
            let joined = before.ends_with(['/', '-']) || after.starts_with(['/', '-']);
            if self.rank.is_none()
                && (1..=of).contains(&rank)
                && of <= HIGHEST
                && !of_day
                && !joined
            {
                self.rank = Some((rank, of));
                let group = line.with_group(said.clone());
                let alone = line.words_in(&group).count() == 2;
                self.cuts.push(if alone { group } else { said });
                return;
            }
        }
    }
}
