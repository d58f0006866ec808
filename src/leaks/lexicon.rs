//! The words that names are made of, and the words that they are not made of, folded.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Letters of other scripts that look like those of the Latin one, in both cases, and what they look like.
const LOOKALIKES: [(&str, &str); 3] = [
    // Cyrillic.
    (
        "аеорсухіјѕкмтвнԁԛѡһҫёїАЕОРСУХІЈЅКМТВНԌҪЁЇ",
        "aeopcyxijskmtbhdqwhceiaeopcyxijskmtbhgcei",
    ),
    // Greek.
    ("αειοκνρτυχηγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeiokvptuxnyabezhikmnoptyx"),
    // Small capitals of phonetic writing, and Armenian.
    (
        "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡɑօսո",
        "abcdefghijklmnoprstuvwyzgaoun",
    ),
];

macro_rules! words {
    ($($name:ident: $list:literal;)*) => {
        $(
            #[must_use]
            pub fn $name(word: &str) -> bool {
                static WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| list($list));
                WORDS.contains(word)
            }
        )*
    };
}

/// Returns the words of one of the lists.
fn list(name: &str) -> BTreeSet<&'static str> {
    static LISTS: LazyLock<toml::de::DeTable<'static>> = LazyLock::new(|| {
        let lists = toml::de::DeTable::parse(include_str!("lexicon.toml"));
        lists.map(toml::Spanned::into_inner).unwrap_or_default()
    });
    let list = LISTS.get(name).and_then(|list| list.get_ref().as_str());
    list.into_iter().flat_map(str::split_whitespace).collect()
}

words! {
    is_full_title: "titles";
    is_short_title: "short-titles";
    is_function: "functions";
    is_post: "posts";
    is_occupation: "occupations";
    is_office: "offices";
    is_particle: "particles";
    is_article: "articles";
    is_short_word: "short-words";
    is_common: "common";
    is_given: "given";
    is_street: "streets";
    is_building: "buildings";
}

#[must_use]
pub fn is_title(word: &str) -> bool {
    is_full_title(word) || is_short_title(word) || is_function(word)
}

/// Whether a title says no more than that a person is meant: `M.`, not `Dr`.
#[must_use]
pub fn is_civility(word: &str) -> bool {
    let is_title = is_full_title(word) || is_short_title(word);
    let says_more = [
        "docteur",
        "docteure",
        "dr",
        "dre",
        "dres",
        "drs",
        "maitre",
        "mgr",
        "pr",
        "prof",
        "professeur",
    ];
    is_title && !says_more.contains(&word)
}

/// Returns the Latin letter that a letter of another script looks like.
#[must_use]
pub fn lookalike(letter: char) -> Option<char> {
    let is_other_script = matches!(letter, '\u{251}'..='\u{2af}' | '\u{370}'..='\u{58f}' | '\u{1d00}'..='\u{1d2b}' | '\u{a730}'..='\u{a731}');
    if !is_other_script {
        return None;
    }
    LOOKALIKES.iter().find_map(|(letters, latin)| {
        let at = letters.chars().position(|it| it == letter)?;
        latin.chars().nth(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_there() {
        let words = [
            is_full_title("mme"),
            is_short_title("m"),
            is_function("maire"),
            is_post("dsi"),
            is_office("secretariat"),
            is_particle("de"),
            is_article("le"),
            is_short_word("ba"),
            is_common("petit"),
            is_given("anne"),
            is_street("rue"),
            is_building("place"),
        ];
        assert_eq!(words, [true; 12]);
    }

    #[test]
    fn each_lookalike_has_its_letter() {
        for (letters, latin) in LOOKALIKES {
            assert_eq!(letters.chars().count(), latin.chars().count(), "{letters}");
        }
        assert_eq!(lookalike('е'), Some('e'));
        assert_eq!(lookalike('Ν'), Some('n'));
        assert_eq!(lookalike('é'), None);
    }
}
