use proptest::prelude::*;

use super::*;

/// The targets of a page with what is written at their places.
fn links(text: &str) -> Vec<(String, String)> {
    let links = read(text).links.into_iter();
    links
        .map(|link| (link.target, text[link.at].to_owned()))
        .collect()
}

/// The same for a page in which every target is written as it is followed.
fn targets(text: &str) -> Vec<String> {
    let links = links(text);
    for (target, written) in &links {
        assert_eq!(target, written, "{text}");
    }
    links.into_iter().map(|(target, _)| target).collect()
}

#[test]
fn every_kind_of_link_is_read_with_its_place() {
    assert_eq!(targets("é [a *b* `]`](c.md \"d\") [](e)"), ["c.md", "e"]);
    assert_eq!(
        targets("![a](b.png) [![c](d.png)](e.md)"),
        ["b.png", "e.md", "d.png"]
    );
    assert_eq!(
        targets("[a](<b c.md>) [d]( e_(f).md )"),
        ["b c.md", "e_(f).md"]
    );
    assert_eq!(
        targets("- x\n  > [a\n  > b](c.md)\n\n| d |\n|---|\n| [e](f.md) |\n"),
        ["c.md", "f.md"]
    );
    assert_eq!(
        targets("[a][b] [c][] [d]\n\n[b]: e.md\n[C]: <f.md>\n> [d]:\n> g.md 'h'\n"),
        ["e.md", "f.md", "g.md"]
    );
    assert_eq!(
        targets("<https://example.org/a> https://example.org/b."),
        ["https://example.org/a", "https://example.org/b"]
    );
    assert_eq!(
        targets("\u{feff}---\r\nx: '[a](b)'\r\n---\r\n[c](d)\r\n"),
        ["d"]
    );
    assert_eq!(
        targets("# [a](b)\n\n**[c](d)** ~~[e](f)~~\n[^1] \n\n[^1]: [g](h)\n"),
        ["b", "d", "f", "h"]
    );
    assert_eq!(
        links("[a](b\\_c&amp;d)"),
        [("b_c&d".to_owned(), "b\\_c&amp;d".to_owned())]
    );
    assert_eq!(
        links("www.example.org/a"),
        [(
            "http://www.example.org/a".to_owned(),
            "www.example.org/a".to_owned()
        )]
    );
}

#[test]
fn tags_lead_somewhere_too() {
    assert_eq!(
        targets(
            "<a class=x href=\"a.md\">b</a> <IMG SRC='c.png' alt> <a href=d.md>\n\n<div\n  id=\"e\"><a\nhref=\"f.md\">\n</div>\n"
        ),
        ["a.md", "c.png", "d.md", "f.md"]
    );
    assert_eq!(links("<a href=\"a?b&amp;c\">d</a>")[0].0, "a?b&c");
}

#[test]
fn what_is_shown_leads_nowhere() {
    for text in [
        "`[a](b)`",
        "```\n[a](b)\n<a href=\"c\">\n```",
        "    [a](b)",
        "<!-- [a](b) <a href=\"c\"> -->",
        "a <!-- [a](b) --> c",
        "<script>\nx = '<a href=\"c\">'\n</script>",
        "\\[a](b)",
        "[a] [b][c]",
        "[ ] d",
        "a < b href=\"c\"",
    ] {
        assert_eq!(targets(text), [""; 0], "{text}");
    }
}

#[test]
fn headings_and_names_can_be_led_to() {
    let text = "# Un `a` & *b* !\n\nDeux\n----\n\n> ### Trois\n\n<h2>Qua<b>tre</b></h2>\n\n<a name=\"cinq\"></a><p id='six'>\n";
    let outline = read(text);
    let levels: Vec<u8> = outline
        .headings
        .iter()
        .map(|heading| heading.level)
        .collect();
    assert_eq!(levels, [1, 2, 3]);
    assert_eq!(&text[outline.headings[2].at.clone()], "### Trois");
    for anchor in ["un-a--b-", "deux", "trois", "quatre", "cinq", "six"] {
        assert!(outline.anchors.has(anchor, None), "{anchor}");
    }
    assert!(!outline.anchors.has("sept", None));
    assert!(!read("```\n# Un\n```\n").anchors.has("un", None));
    assert!(read("a[^x]\n\n[^x]: b\n").anchors.has("fnref-x", None));
}

#[test]
fn the_words_of_a_link_are_those_that_are_read() {
    let words = |text: &str| {
        read(text)
            .links
            .into_iter()
            .map(|link| link.words)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        words("[le *rapport* `x`](a)"),
        [Some("le rapport x".to_owned())]
    );
    assert_eq!(
        words("[![Schéma](a)](b)"),
        [Some("Schéma".to_owned()), None]
    );
    assert_eq!(words("[](a) <a href=b>c</a>"), [Some(String::new()), None]);
}

/// A piece of a page that could make a link or break one.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "<",
        ">",
        "a",
        "é",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\\",
        "`",
        "```\n",
        "[a](b.md)",
        "[a]",
        "[a]: b.md\n",
        "<a href=\"b\">",
        "<img src=",
        "'",
        "\"",
        "<!--",
        "-->",
        "# ",
        "- ",
        "> ",
        "| a |\n|---|\n",
        "https://example.org/a",
        "www.a.fr",
        "&amp;",
        "\u{feff}",
        "\0",
        "---\n",
        "<b>",
        "</",
        "[^1]",
        "[^1]: ",
        "\t",
        "{#x}",
        "*",
        "_",
        "~~",
        "1. ",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_text_is_read_and_every_place_lies_in_it(pieces in prop::collection::vec(piece(), 0..24)) {
        let text = pieces.concat();
        let outline = read(&text);
        for link in &outline.links {
            prop_assert!(text.get(link.at.clone()).is_some(), "{text:?} {link:?}");
            prop_assert!(text.get(link.whole.clone()).is_some(), "{text:?} {link:?}");
        }
        for heading in &outline.headings {
            prop_assert!(text.get(heading.at.clone()).is_some(), "{text:?} {heading:?}");
        }
    }
}
