use std::ops::Range;

use proptest::prelude::*;

use super::super::escape;
use super::*;

fn names(page: &Page) -> Vec<&str> {
    page.blocks
        .iter()
        .map(|block| block.name.as_str())
        .collect()
}

/// Shows each fault as its kind, the text it points at and the other text, if any.
fn faults(text: &str) -> Vec<(FaultKind, &str, Option<&str>)> {
    let at = |range: &Range<usize>| &text[range.clone()];
    let page = scan(text);
    page.faults
        .iter()
        .map(|fault| (fault.kind, at(&fault.at), fault.also.as_ref().map(at)))
        .collect()
}

fn assert_no_markers(text: &str) {
    assert_eq!(scan(text), Page::default(), "{text}");
}

/// The body as templates make it: `\n` line ends, no prefix.
fn plain_body(text: &str, block: &Block) -> String {
    text[block.body.clone()]
        .lines()
        .flat_map(|line| [line.strip_prefix(&block.prefix).unwrap_or_default(), "\n"])
        .collect()
}

#[test]
fn a_block_gives_the_position_of_all_its_parts() {
    let text = "# Page\n\n<!-- cll:members college=\"administrations\" at=\"a &amp;quot; &quot;\" -->\n\
                - [AMUE](https://www.amue.fr/)\n<!-- /cll:members -->\nfin";
    let page = scan(text);
    assert!(page.faults.is_empty());
    let [block] = page.blocks.as_slice() else {
        panic!("{page:?}");
    };
    assert_eq!(block.name, "members");
    assert_eq!(&text[block.name_at.clone()], "members");
    assert_eq!(
        &text[block.marker.clone()],
        "<!-- cll:members college=\"administrations\" at=\"a &amp;quot; &quot;\" -->"
    );
    assert_eq!(
        &text[block.body.clone()],
        "- [AMUE](https://www.amue.fr/)\n"
    );
    assert_eq!(block.prefix, "");
    assert_eq!(block.line_end, LineEnd::Lf);
    let [college, at] = block.args.as_slice() else {
        panic!("{block:?}");
    };
    assert_eq!((college.key.as_str(), at.key.as_str()), ("college", "at"));
    assert_eq!(college.value, "administrations");
    assert_eq!(at.value, "a &quot; \"");
    assert_eq!(&text[college.key_at.clone()], "college");
    assert_eq!(&text[at.value_at.clone()], "a &amp;quot; &quot;");
}

#[test]
fn markers_are_found_wherever_they_are_comments() {
    for text in [
        "<!--cll:a-->\n<!--/cll:a-->",
        "<!--   cll:a\t-->  \n\n<!-- /cll:a -->\t\n",
        "\u{feff}<!-- cll:a -->\r\n- x\r\n<!-- /cll:a -->",
        "---\ntitle: x\n---\n<!-- cll:a -->\n<!-- /cll:a -->\n",
        "\u{feff}---\r\ntitle: x\r\n---\r\n\r\n<!-- cll:a -->\r\n<!-- /cll:a -->\r\n",
        "paragraphe\n<!-- cll:a -->\nparagraphe\n<!-- /cll:a -->\nparagraphe",
        "- item\n  <!-- cll:a -->\n  - x\n  <!-- /cll:a -->\n",
        "> > <!-- cll:a -->\n> > - x\n> > <!-- /cll:a -->\n",
        "| a |\n|---|\n<!-- cll:a -->\n| b |\n|---|\n| c |\n<!-- /cll:a -->\n",
        "<div>\n<!-- cll:a -->\n- x\n<!-- /cll:a -->\n</div>\n",
        "ligne\rligne\n<!-- cll:a -->\n- x\n<!-- /cll:a -->\n",
        "<!-- cll:a -->\n<div>\n<!-- /cll:a -->\n",
        "<!-- cll:a -->\n<pre>\n\n- x\n<!-- /cll:a -->\n",
        "<!-- cll:a -->\n- x <!-- jamais fermé\n\n<!-- encore\n<!-- /cll:a -->\n",
    ] {
        let page = scan(text);
        assert!(page.faults.is_empty() && names(&page) == ["a"], "{text}");
    }
}

#[test]
fn what_is_not_a_comment_is_not_a_marker() {
    for text in [
        "```\n<!-- cll:a -->\n<!-- /cll:a -->\n```\n",
        "    <!-- cll:a -->\n",
        "- ```\n  <!-- cll:a -->\n  ```\n",
        "`<!-- cll:a -->`\n",
        r"\<!-- cll:a -->",
        "---\n<!-- cll:a -->\n---\n",
        "<!--\n<!-- cll:a -->\n",
        "<!-- note\n\n<!-- /cll:a -->\n",
        "<!-- cll: à faire -->\n",
        "<!-- voir cll:a -->\n",
    ] {
        assert_no_markers(text);
    }
}

#[test]
fn a_marker_not_alone_on_its_line_is_misplaced() {
    for (text, marker) in [
        ("texte <!-- cll:a --> texte\n", "<!-- cll:a -->"),
        ("é **é <!-- /cll:a -->** é\n", "<!-- /cll:a -->"),
        ("| é | é <!-- cll:a --> |\n|---|---|\n", "<!-- cll:a -->"),
        ("<!-- cll:a --> texte\n", "<!-- cll:a -->"),
        ("- <!-- cll:a -->\n", "<!-- cll:a -->"),
        ("\t- x\n\n<b><!-- cll:a --></b>\n", "<!-- cll:a -->"),
        ("a\r<!-- cll:a -->\n", "<!-- cll:a -->"),
        ("<!-- cll:a\ncollege=\"x\" -->\n", "<!-- cll:a"),
        ("texte <!-- cll:a\ncollege=\"x\" -->\n", "<!-- cll:a"),
    ] {
        assert_eq!(
            faults(text),
            [(FaultKind::Misplaced, marker, None)],
            "{text}"
        );
    }
}

#[test]
fn both_markers_stand_behind_the_same_prefix() {
    let text = "> <!-- cll:a -->\n<!-- /cll:a -->\n";
    assert_eq!(
        faults(text),
        [(
            FaultKind::Misplaced,
            "<!-- /cll:a -->",
            Some("<!-- cll:a -->")
        )]
    );
    assert!(scan(text).blocks.is_empty());
}

#[test]
fn a_block_without_end_is_unclosed() {
    assert_eq!(
        faults("<!-- cll:a -->\n- x\n"),
        [(FaultKind::Unclosed, "<!-- cll:a -->", None)]
    );
    assert_eq!(
        faults("<!-- cll:a -->\n<!-- /cll:b -->\n"),
        [(
            FaultKind::Unclosed,
            "<!-- cll:a -->",
            Some("<!-- /cll:b -->")
        )]
    );
    let followed = "<!-- cll:a -->\n\n<!-- cll:b -->\n<!-- /cll:b -->\n";
    assert_eq!(
        faults(followed),
        [(FaultKind::Unclosed, "<!-- cll:a -->", None)]
    );
    assert_eq!(names(&scan(followed)), ["b"]);
}

#[test]
fn an_end_without_start_is_stray() {
    let text = "<!-- /cll:a -->\n\n<!-- cll:a -->\n<!-- /cll:a -->\n<!-- /cll:a  -->\n";
    assert_eq!(
        faults(text),
        [
            (FaultKind::StrayEnd, "<!-- /cll:a -->", None),
            (FaultKind::StrayEnd, "<!-- /cll:a  -->", None)
        ]
    );
    assert_eq!(names(&scan(text)), ["a"]);
}

#[test]
fn a_block_inside_a_block_spoils_both() {
    let nested = [(FaultKind::Nested, "<!-- cll:b -->", Some("<!-- cll:a -->"))];
    for inner in ["<!-- cll:b -->\n<!-- /cll:b -->", "<!-- cll:b -->\n- x"] {
        let text =
            format!("<!-- cll:a -->\n{inner}\n<!-- /cll:a -->\n<!-- cll:c -->\n<!-- /cll:c -->\n");
        assert_eq!(faults(&text), nested);
        assert_eq!(names(&scan(&text)), ["c"]);
    }
}

#[test]
fn what_is_to_be_typed_holds_what_can_be_made_out() {
    for (marker, meant) in [
        ("cll:a at=«\u{a0}x y\u{a0}»", "cll:a at=\"x y\""),
        ("cll:a at=“x” b=c", "cll:a at=\"x\" b=\"c\""),
        ("cll:a collège=x_y", "cll:a college=\"x_y\""),
        ("cll:a at", "cll:a"),
        ("cll:a \"2023\"", "cll:a"),
        ("cll:a at=", "cll:a"),
        ("cll:a at=\"l'an dernier\" b", "cll:a at=\"l'an dernier\""),
        ("cll:a at=1 at=2", "cll:a at=\"1\""),
        ("cll:Membres at=\"1\"", "cll:membres at=\"1\""),
        ("/cll:a at=\"1\"", "/cll:a"),
    ] {
        let text = format!("<!-- {marker} -->\n");
        let text = match marker.strip_prefix('/') {
            Some(_) => format!("<!-- cll:a -->\n{text}"),
            None => text,
        };
        let page = scan(&text);
        let said = page.faults.iter().find_map(|fault| fault.meant.as_deref());
        assert_eq!(said, Some(format!("<!-- {meant} -->").as_str()), "{marker}");
    }
}

#[test]
fn arguments_not_written_as_they_must_be_are_shown() {
    for (marker, at, also) in [
        ("cll:a at=x_y b=\"c\"", "at=x_y", None),
        ("cll:a at= \"c", "at=", None),
        ("cll:a at='x\"", "at='x\"", None),
        ("cll:a at=\"x\"b=\"c\"", "at=\"x\"b=\"c\"", None),
        ("cll:a at=\"x", "at=\"x", None),
        ("cll:a b=\"c\" At=\"x y\"", "At=\"x", None),
        ("cll:a =\"x\"", "=\"x\"", None),
        ("cll:a at=\"1\" b=\"2\" at=\"3\"", "at", Some("at")),
        ("cll:Membres", "Membres", None),
    ] {
        let name = marker[4..].split(' ').next().unwrap();
        let text = format!("<!-- {marker} -->\n<!-- /cll:{name} -->\n");
        assert_eq!(
            faults(&text),
            [(FaultKind::BadArguments, at, also)],
            "{text}"
        );
        assert!(scan(&text).blocks.is_empty());
    }
    assert_eq!(
        faults("<!-- cll:a -->\n<!-- /cll:a at=\"x\" -->\n"),
        [(FaultKind::BadArguments, "at=\"x\"", None)]
    );
}

#[test]
fn a_value_of_letters_and_digits_needs_no_quotation_marks() {
    let page = scan("<!-- cll:a cycle=2023 at=2023-12-31 b=\"c d\" -->\n<!-- /cll:a -->\n");
    let [block] = page.blocks.as_slice() else {
        panic!("{page:?}");
    };
    let args: Vec<_> = block.args.iter().map(|it| (&*it.key, &*it.value)).collect();
    assert_eq!(
        args,
        [("cycle", "2023"), ("at", "2023-12-31"), ("b", "c d")]
    );
}

#[test]
fn quotation_marks_and_spaces_are_as_html_has_them_and_stay() {
    let text = "<!-- cll:a cycle='2026' b = \"c d\" c= 'l\"e' d =x -->\nx\n<!-- /cll:a -->\n";
    let page = scan(text);
    let [block] = page.blocks.as_slice() else {
        panic!("{page:?}");
    };
    let args: Vec<_> = block.args.iter().map(|it| (&*it.key, &*it.value)).collect();
    assert_eq!(
        args,
        [("cycle", "2026"), ("b", "c d"), ("c", "l\"e"), ("d", "x")]
    );
    for it in &block.args {
        assert_eq!(
            (&text[it.key_at.clone()], &text[it.value_at.clone()]),
            (&*it.key, &*it.value)
        );
    }
    let filled = replace(text, &[(block, "y".to_owned())]);
    assert_eq!(filled, text.replace("\nx\n", "\ny\n"));
}

#[test]
fn a_new_body_takes_the_line_ends_and_prefix_of_its_block() {
    let text = "a\r\n> <!-- cll:a -->\r\n> x\r\n> <!-- /cll:a -->\r\nb\n\
                <!-- cll:b -->\ny\n<!-- /cll:b -->";
    let page = scan(text);
    let [first, second] = page.blocks.as_slice() else {
        panic!("{page:?}");
    };
    assert_eq!(
        replace(
            text,
            &[(second, String::new()), (first, "- 1\n\n- 2".to_owned())]
        ),
        "a\r\n> <!-- cll:a -->\r\n> - 1\r\n>\r\n> - 2\r\n> <!-- /cll:a -->\r\nb\n\
         <!-- cll:b -->\n<!-- /cll:b -->"
    );
}

#[test]
fn blank_lines_at_the_edges_of_a_block_stay_and_are_no_difference() {
    let filled = |text: &str, body: &str| {
        let page = scan(text);
        let bodies: Vec<_> = page.blocks.iter().map(|it| (it, body.to_owned())).collect();
        replace(text, &bodies)
    };
    for (there, body, then) in [
        ("\nx\n\n", "x\n", "\nx\n\n"),
        ("\n\nx\n \t\n", "y\n", "\n\ny\n \t\n"),
        ("x\n", "y\n", "y\n"),
        ("x\n\n", "y\n", "y\n\n"),
        ("", "y\n", "y\n"),
        ("\n", "y\n", "\ny\n"),
        ("\n", "", "\n"),
        // What a template makes itself is made, once.
        ("", "\ny\n\n", "\ny\n\n"),
        ("\nx\n", "\ny\n\n", "\ny\n\n"),
        ("\nx\n\n\n", "\n\ny\n", "\ny\n\n\n"),
    ] {
        let page = |body: &str| format!("a\n<!-- cll:x -->\n{body}<!-- /cll:x -->\nb\n");
        assert_eq!(filled(&page(there), body), page(then), "{there:?}");
        let crlf = |text: String| text.replace('\n', "\r\n");
        assert_eq!(
            filled(&crlf(page(there)), body),
            crlf(page(then)),
            "{there:?}"
        );
    }
    let quoted = "> <!-- cll:x -->\n>\n> x\n>\n> <!-- /cll:x -->\n";
    assert_eq!(filled(quoted, "x\n"), quoted);
    assert_eq!(
        filled(quoted, "y\n"),
        quoted.replace('x', "y").replace("cll:y", "cll:x")
    );
    let listed = "- a\n\n  <!-- cll:x -->\n  - x\n\n  <!-- /cll:x -->\n";
    assert_eq!(filled(listed, "- x\n"), listed);
}

fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "<!-- cll:a -->",
        "<!-- cll:b x=\"1\" -->",
        "<!-- cll:b x=1 -->",
        "<!-- /cll:a -->",
        "<!-- /cll:b -->",
        "<!--",
        "-->",
        "<!-->",
        "cll:a",
        "> ",
        "- ",
        "  ",
        "\t",
        "    ",
        "```",
        "`",
        "<div>",
        "<pre>",
        "<?",
        "[a]: b",
        "| a |",
        "|---|",
        "---",
        "é",
        "\u{feff}",
        "\0",
        "\\",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
    ]);
    prop::collection::vec(fragment, 0..24).prop_map(|fragments| fragments.concat())
}

/// A page of blocks, each in one of the places where blocks stand, and what is put in them.
fn sound_page() -> impl Strategy<Value = (String, Vec<String>)> {
    let environment = prop::sample::select(vec![
        ("", "# Titre\n\ntexte\n"),
        ("> ", "> citation\n"),
        ("  ", "- liste\n\n"),
        ("   ", "1. liste\n"),
        (" > ", " > citation\n"),
    ]);
    let names = prop::collection::vec("\\PC{1,12}|[-*<>!#`\\[\\] ac:l/]{1,12}", 0..4);
    let body = names.prop_map(|names| {
        names
            .iter()
            .flat_map(|name| {
                [
                    "- ".to_owned(),
                    escape::link(name, "https://example.org"),
                    "\n".to_owned(),
                ]
            })
            .collect::<String>()
    });
    let block = (environment, body.clone(), body);
    (prop::collection::vec(block, 1..5), any::<bool>()).prop_map(|(blocks, crlf)| {
        let mut page = String::new();
        let mut new_bodies = Vec::new();
        for (number, ((prefix, before), body, new_body)) in blocks.into_iter().enumerate() {
            let body: String = body.lines().flat_map(|line| [prefix, line, "\n"]).collect();
            let start = format!("{before}{prefix}<!-- cll:b{number} -->\n");
            let end = format!("{prefix}<!-- /cll:b{number} -->\n\n");
            page.extend([start, body, end]);
            new_bodies.push(new_body);
        }
        let line_end = if crlf { "\r\n" } else { "\n" };
        (page.replace('\n', line_end), new_bodies)
    })
}

#[test]
fn what_says_the_same_in_other_bytes_stays() {
    let new = "- [A](https://a.example.org/)\n- 3 février **ANNULÉE**\n";
    for (old, stays) in [
        (
            "* [A](https://a.example.org/)\n* 3 février __ANNULÉE__\n",
            true,
        ),
        (
            "-   [A](<https://a.example.org/>)\n-   3 février\n    **ANNULÉE**\n",
            true,
        ),
        (
            "\n+ [A](https://a.example.org/)\n+ 3 février **ANNULÉE**\n\n",
            true,
        ),
        (
            "- [A](https://a.example.org/)\n\n- 3 février **ANNULÉE**\n",
            false,
        ),
        (
            "- [A](https://b.example.org/)\n- 3 février **ANNULÉE**\n",
            false,
        ),
        (
            "- [A](https://a.example.org/)\n- 3 février ANNULÉE\n",
            false,
        ),
        (
            "1. [A](https://a.example.org/)\n2. 3 février **ANNULÉE**\n",
            false,
        ),
        (
            "- [A](https://a.example.org/)\n- 3\u{a0}février **ANNULÉE**\n",
            false,
        ),
        (
            "* [A](https://a.example.org/)\n* 3 février **ANNULÉE**\n<!-- x -->\n",
            false,
        ),
    ] {
        for prefix in ["", "> "] {
            let lines = old.lines().map(|line| format!("{prefix}{line}\n"));
            let lines: String = lines.collect();
            let text = format!("{prefix}<!-- cll:x -->\n{lines}{prefix}<!-- /cll:x -->\n");
            let page = scan(&text);
            let replaced = replace(&text, &[(&page.blocks[0], new.to_owned())]);
            assert_eq!(replaced == text, stays, "{text}{replaced}");
        }
    }
    let table = "| Jour | Lieu |\n| --- | --- |\n| 3 février | Salle A |\n";
    let text = "<!-- cll:x -->\n|Jour|Lieu|\n|-|-|\n|3 février     |Salle A|\n<!-- /cll:x -->\n";
    let page = scan(text);
    assert_eq!(replace(text, &[(&page.blocks[0], table.to_owned())]), text);
}

#[test]
fn a_block_right_below_an_element_is_in_html() {
    for (text, in_html) in [
        ("<div>\n<!-- cll:x -->\n<!-- /cll:x -->\n</div>\n", true),
        (
            "<details>\n<summary>Y</summary>\n<!-- cll:x -->\n<!-- /cll:x -->\n",
            true,
        ),
        ("<div>\n\n<!-- cll:x -->\n<!-- /cll:x -->\n</div>\n", false),
        ("<!-- note -->\n<!-- cll:x -->\n<!-- /cll:x -->\n", false),
        ("Texte\n<!-- cll:x -->\n<!-- /cll:x -->\n", false),
        ("> <div>\n> <!-- cll:x -->\n> <!-- /cll:x -->\n", true),
    ] {
        let page = scan(text);
        let blocks = page.blocks.iter();
        assert_eq!(
            blocks.map(|it| it.in_html).collect::<Vec<_>>(),
            [in_html],
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_can_be_scanned(text in prop_oneof![any::<String>(), fragments()]) {
        let page = scan(&text);
        for block in &page.blocks {
            prop_assert!(text[block.marker.clone()].starts_with("<!--"));
            prop_assert_eq!(&text[block.name_at.clone()], block.name.as_str());
            prop_assert!(text[..block.body.start].ends_with('\n'));
            prop_assert!(text[block.body.end..].starts_with(&block.prefix));
        }
        for fault in &page.faults {
            prop_assert!(!text[fault.at.clone()].is_empty());
        }
    }

    #[test]
    fn every_byte_outside_the_bodies_is_kept(text in fragments()) {
        let page = scan(&text);
        // Blank lines at the edges of a body stay, which has a test of its own.
        let is_blank = |line: &str| line.chars().all(|c| c.is_whitespace() || c == '>');
        let has_blank_edge = |block: &Block| {
            let lines: Vec<&str> = text[block.body.clone()].lines().collect();
            let edges = [lines.first(), lines.last()];
            edges.into_iter().flatten().any(|line| is_blank(line))
        };
        prop_assume!(!page.blocks.iter().any(has_blank_edge));
        let new = page.blocks.iter().map(|block| (block, "@\n".to_owned())).collect::<Vec<_>>();
        let replaced = replace(&text, &new);
        let mut rest = replaced.as_str();
        let mut done = 0;
        for block in &page.blocks {
            let line_end = if block.line_end == LineEnd::Crlf { "\r\n" } else { "\n" };
            let kept = &text[done..block.body.start];
            let expected = format!("{kept}{}@{line_end}", block.prefix);
            prop_assert!(rest.starts_with(&expected), "{replaced:?}");
            rest = &rest[expected.len()..];
            done = block.body.end;
        }
        prop_assert_eq!(rest, &text[done..]);
    }

    #[test]
    fn the_same_blocks_are_found_after_a_replacement((text, bodies) in sound_page()) {
        let page = scan(&text);
        prop_assert_eq!(&page.faults, &vec![], "{}", text);
        prop_assert_eq!(page.blocks.len(), bodies.len());
        let new: Vec<_> = page.blocks.iter().zip(bodies.clone()).collect();
        let replaced = replace(&text, &new);
        let again = scan(&replaced);
        prop_assert_eq!(names(&again), names(&page));
        prop_assert!(again.faults.is_empty());
        for ((block, before), body) in again.blocks.iter().zip(&page.blocks).zip(bodies) {
            // What says the same in other bytes stays.
            let is = plain_body(&replaced, block);
            prop_assert!(is == body || is == plain_body(&text, before));
        }
    }

    #[test]
    fn replacing_a_body_by_itself_changes_nothing((text, _) in sound_page()) {
        let page = scan(&text);
        let same: Vec<_> =
            page.blocks.iter().map(|block| (block, plain_body(&text, block))).collect();
        prop_assert_eq!(replace(&text, &same), text);
    }
}
