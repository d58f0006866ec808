use super::*;

#[test]
fn each_catalogue_says_in_its_parts_what_its_file_says() {
    for (lang, text) in [
        (Lang::English, include_str!("en.toml")),
        (Lang::French, include_str!("fr.toml")),
    ] {
        let mut whole: Table = text.parse().unwrap();
        if lang == Lang::French {
            spaces::unbreakable(&mut whole);
        }
        for (name, part) in &whole {
            assert!(catalogue(lang).node(name) == Some(part), "{lang:?}: {name}");
        }
    }
}

#[test]
fn the_language_is_that_of_the_first_variable_that_is_not_empty() {
    let choose = |variables: &[(&str, &str)]| {
        Lang::choose(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    };
    for (variables, expected) in [
        (&[][..], Lang::English),
        (&[("LANG", "fr_FR.UTF-8")], Lang::French),
        (&[("LANG", "fr")], Lang::French),
        (&[("LANG", "FR-be")], Lang::French),
        (&[("LANG", "fr.UTF-8")], Lang::French),
        (&[("LANG", "fr@euro")], Lang::French),
        (&[("LANG", "frp_IT")], Lang::English),
        (&[("LANG", "C")], Lang::English),
        (&[("LANG", "POSIX")], Lang::English),
        (&[("LANG", "de_DE.UTF-8")], Lang::English),
        (&[("LC_ALL", ""), ("LANG", "fr_FR")], Lang::French),
        (&[("LC_ALL", "C.UTF-8"), ("LANG", "fr_FR")], Lang::English),
        (&[("LC_MESSAGES", "fr_FR"), ("LANG", "en_US")], Lang::French),
        (
            &[("LC_ALL", "en_US"), ("LC_MESSAGES", "fr_FR")],
            Lang::English,
        ),
        (&[("CLL_LANG", "fr"), ("LC_ALL", "C")], Lang::French),
        (&[("CLL_LANG", "en"), ("LANG", "fr_FR")], Lang::English),
    ] {
        assert_eq!(choose(variables), expected, "{variables:?}");
    }
}
