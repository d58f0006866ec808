//! The words by which pages are read, in French and English, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

macro_rules! lists {
    ($($name:ident)*) => {
        $(
            pub static $name: LazyLock<Vec<&'static str>> = LazyLock::new(|| list(stringify!($name)));
        )*

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

lists! {
    ALTERNATES ALTERNATE_COLUMNS ANNOUNCED AROUND_ONLINE ASIDE_COLUMNS AS_OF BEFORE BEFORE_NAMES BESIDE_MINUTES BLOGS
    BODIES BODIES_OF_MEMBERS BODY_WORDS BOUNDS CANCELLED CHANGED CIVILITIES CODE_GLUE CODE_LEADS COLLEGES
    COLLEGE_COLUMNS COLLEGE_HEADINGS COLLEGE_JOINS COLLEGE_SIDES CONFIRMED CONNECTING CONTAINERS COUNTRIES DATES
    DAY_GLUE DAY_JOINS DAY_KEYS DAY_LABELS DAY_LEADS DETAILS DETAIL_LEADS DOCUMENT_ENDS END_COLUMNS END_KEYS ENGLISH
    FIRST_PAGES FORMER FORMER_KEYS FORMER_STATES FRENCH FUNCTIONS FUNCTION_KEYS GIVEN_COLUMNS GRADES HABITS
    HABIT_LABELS HABIT_VERBS HEAD_WORDS HOUR_LABELS LATER LEAD LEFT LINK_JOINS LINK_LABELS LINK_LEADS LOGIN_COLUMNS
    MANDATE_ENDS MANDATE_END_KEYS MANDATE_GLUE MANDATE_KEYS MANDATE_WORDS MEETINGS MEETING_NAMES MEETING_WORDS
    MEET_VERBS MEMBERS MEMBER_HINTS MEMBER_KEYS MINUTES_LEAD MOVED NAME_COLUMNS NO NOBODY NOWHERE NO_COUNCILS NO_HABITS
    NO_MEETING NO_PERSONS NUMBER_COLUMNS OBSERVERS OF_HOURS OF_MINUTES OPTIONS ORGANISATION_COLUMNS ORGANISATION_WORDS
    OTHERS PARTICLES PART_HEADINGS PERSON_COLUMNS PLACE_COLUMNS PLACE_WORDS POLITE POSTPONED PREPOSITIONS PROFILES
    REASONS SEATS SESSIONS SESSION_ENDS SESSION_GLUE SESSION_OPENS SEVERAL_SEATS SITE_COLUMNS SITE_LABELS SMALL
    SOME_MEETINGS START_COLUMNS START_KEYS STATE_KEYS TASKS TEMPLATES TIME_KEYS TITLE_COLUMNS TOWNS UNTIL_COLUMNS
    VACANT VACANT_WORDS VERBS VIEWS WEEKDAYS WHOLE ZONES ZONE_COLUMNS
}

type Lists = BTreeMap<&'static str, Vec<&'static str>>;

/// Reads the file of the lists: `NAME = word, phrase`, going on in lines that are indented.
static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::new();
    let mut name = "";
    for line in include_str!("words.txt").lines() {
        let mut said = line;
        if let Some((head, rest)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            (name, said) = (head, rest);
        } else if line.starts_with('#') {
            said = "";
        }
        let words = said.split(',').map(str::trim);
        let words = words.filter(|word| !word.is_empty());
        lists.entry(name).or_default().extend(words);
    }
    lists
});

fn list(name: &str) -> Vec<&'static str> {
    LISTS.get(name).cloned().unwrap_or_default()
}

/// Whether a phrase, a sort key, is in a list, where `*` at an end stands for any more words.
#[must_use]
pub fn begins(list: &[&str], phrase: &str) -> bool {
    list.iter().any(|known| match known.strip_suffix(" *") {
        Some(start) => phrase
            .strip_prefix(start)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)),
        None => *known == phrase,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_words_and_is_used() {
        let named: Vec<&str> = LISTS
            .keys()
            .copied()
            .filter(|name| !name.is_empty())
            .collect();
        assert_eq!(named, NAMES);
        assert!(NAMES.iter().all(|name| !list(name).is_empty()));
    }
}
