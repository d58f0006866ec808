use super::*;
use comrak::markdown_to_html;
use proptest::prelude::*;

fn html(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    markdown_to_html(markdown, &options)
}

fn in_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Compares what a reader sees, in a browser, with the text.
fn is_read_as(written: &str, text: &str) -> bool {
    let text = in_html(text);
    html(&format!("- {written}\n")) == format!("<ul>\n<li>{text}</li>\n</ul>\n")
        && html(&format!("avant {written} après")) == format!("<p>avant {text} après</p>\n")
        && html(&format!("avant {written} fin> ?> ]]> -->"))
            == format!("<p>avant {text} fin&gt; ?&gt; ]]&gt; --&gt;</p>\n")
        && html(&format!("[{written}](https://example.org)"))
            == format!("<p><a href=\"https://example.org\">{text}</a></p>\n")
        && html(&format!("avant\n{written}")) == format!("<p>avant\n{text}</p>\n")
        && html(&format!("avant\n\n{written}")) == format!("<p>avant</p>\n<p>{text}</p>\n")
}

fn url_read(destination: &str) -> Option<String> {
    let arena = Arena::new();
    let markdown = format!("[nom]({destination})");
    let root = parse_document(&arena, &markdown, &Options::default());
    root.descendants()
        .find_map(|node| match &node.data().value {
            NodeValue::Link(link) => Some(link.url.clone()),
            _ => None,
        })
}

fn percent_decoded(url: &str) -> Vec<u8> {
    let mut decoded = Vec::new();
    let mut rest = url.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(code) if byte == b'%' => {
                decoded.push(code);
                rest = &after[2..];
            }
            _ => {
                decoded.push(byte);
                rest = after;
            }
        }
    }
    decoded
}

#[test]
fn a_lone_list_number_is_no_list() {
    for number in ["0)", "1.", "-", "+"] {
        assert!(is_read_as(&text(number), number), "{number}");
    }
}

#[test]
fn ordinary_text_is_unchanged() {
    for ordinary in [
        "",
        "Hub Open Source - Systematic Paris Region",
        "DAJ du MEFR",
        "L'État (2/2)",
        "C++",
        "a_b_c",
        "AT&T",
        "R&D ; études",
        "5 * 3",
        "a < b > c",
        "-->",
        "n° 1.",
        "2.0",
        "1er février",
        "42",
        "[brouillon]",
        r"C:\temp",
        "« Réunion » : 14h-16h !",
        "#logiciellibre",
    ] {
        assert!(
            matches!(text(ordinary), Cow::Borrowed(same) if same == ordinary),
            "{ordinary} became {}",
            text(ordinary)
        );
    }
}

#[test]
fn only_what_would_be_read_otherwise_is_escaped() {
    for (plain, written) in [
        ("*x*", r"\*x*"),
        ("_x_", r"\_x_"),
        ("[x](y)", r"\[x\](y)"),
        ("<b>", r"\<b>"),
        ("<!-- cll:members -->", r"\<!-- cll:members -->"),
        ("a <!-- b", r"a \<!-- b"),
        ("a <!-- b -->&amp;", r"a \<!-- b -->\&amp;"),
        ("a <b", r"a \<b"),
        ("&amp;", r"\&amp;"),
        ("a]b", r"a\]b"),
        ("`x`", r"\`x`"),
        ("# Titre", r"\# Titre"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("> cité", r"\> cité"),
        ("1. un", r"1\. un"),
        ("1) un", r"1\) un"),
        ("~~x~~", r"\~~x~~"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("[ ] à faire", r"\[ \] à faire"),
        ("[x]: y", r"\[x\]: y"),
        (r"a\*b", r"a\\*b"),
        (r"fin\", r"fin\\"),
    ] {
        assert_eq!(text(plain), written, "{plain}");
    }
}

#[test]
fn no_marker_comes_behind_a_bare_link() {
    for (address, escaped) in [
        ("https://example.org/", r"https\://example.org/"),
        ("www.example.org/a", r"www\.example.org/a"),
    ] {
        let marker = format!("{address}<!-- cll:members -->");
        let written = text(&marker);
        assert_eq!(written, format!(r"{escaped}\<!-- cll:members -->"));
        let scanned = crate::markdown::blocks::scan(&format!("- le 3 mars : {written}\n"));
        assert_eq!((scanned.blocks.len(), scanned.faults.len()), (0, 0));
    }
}

#[test]
fn no_bare_link_takes_a_backslash() {
    for (plain, written) in [
        ("https://example.org/a_b_c", "https://example.org/a_b_c"),
        (
            "voir https://example.org/*x*",
            r"voir https\://example.org/\*x*",
        ),
        ("*x* https://example.org/", r"\*x* https://example.org/"),
    ] {
        assert_eq!(text(plain), written);
    }
}

#[test]
fn text_is_one_trimmed_line() {
    assert_eq!(text(" a\r\nb\tc  d\u{7}\n"), "a  b c  d");
}

#[test]
fn destinations_are_changed_only_where_needed() {
    for url in [
        "https://www.amue.fr/",
        "https://example.org/~a/b_c*?d=e&f=g&copy=1#h",
        "https://fr.wikipedia.org/wiki/Git_(logiciel)",
        "https://example.org/é",
        "a&b;c",
        "",
    ] {
        assert!(matches!(destination(url), Cow::Borrowed(same) if same == url));
    }
    for (url, written) in [
        ("a b", "a%20b"),
        ("a(b", "a%28b"),
        ("a)b(c)", "a%29b(c)"),
        ("<a>", "%3Ca%3E"),
        (r"a\b", "a%5Cb"),
        ("a\u{85}\n", "a%C2%85%0A"),
        ("?a=b&copy;&c", "?a=b&amp;copy;&c"),
        ("&#40;", "&amp;#40;"),
    ] {
        assert_eq!(destination(url), written);
    }
}

#[test]
fn links_are_made_of_label_and_url() {
    assert_eq!(
        link("a]b", "https://example.org/(a b)"),
        r"[a\]b](https://example.org/(a%20b))"
    );
}

fn special_text() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "*", "**", "_", "`", "``", "[", "]", "(", ")", "<", ">", "<b", "!", "![", "](", "&",
        "amp;", "#", "- ", "+ ", "1.", "0)", "~", "~~", "\\", "=", "--", "|", ":", "[x] ", "a",
        "é", "\u{a0}", " ", "  ", "<!--", "-->", "http://a", "\"", "'", "{", "^", "$",
    ]);
    prop::collection::vec(fragment, 0..8).prop_map(|fragments| fragments.concat())
}

fn expected(plain: &str) -> String {
    let spaced = plain.replace(['\u{2028}', '\u{2029}'], " ");
    spaced.trim().to_owned()
}

proptest! {
    #[test]
    fn any_text_is_read_as_it_is(plain in prop_oneof!["\\PC{0,30}", special_text()]) {
        let expected = expected(&plain);
        let written = text(&plain);
        prop_assert_eq!(written.is_empty(), expected.is_empty());
        prop_assert!(expected.is_empty() || is_read_as(&written, &expected), "{}", written);
    }

    #[test]
    fn no_backslash_is_needless(plain in special_text()) {
        let expected = expected(&plain);
        let written = text(&plain);
        for (at, _) in written.match_indices('\\') {
            // Pages have bare links, which this reading of Markdown has not.
            if written[at + 1..].starts_with("://") || written[..at].ends_with("www") {
                continue;
            }
            let mut fewer = written.clone().into_owned();
            fewer.remove(at);
            prop_assert!(!is_read_as(&fewer, &expected), "{written} could be {fewer}");
        }
    }

    #[test]
    fn plain_text_is_read_as_it_is(plain in "[a-zé0-9 '\",;:%@$/?!.()&+\\-=#]{1,12}") {
        let plain = plain.trim();
        prop_assert!(!is_plain(plain) || is_read_as(plain, plain));
    }

    #[test]
    fn destinations_are_read_as_the_url(
        url in prop_oneof!["\\PC{0,30}", "([a(%2)<>\\\\ \n\t]|&(copy|#40|lt);?){0,12}"]
    ) {
        let read = url_read(&destination(&url));
        prop_assert_eq!(read.as_deref().map(percent_decoded), Some(percent_decoded(&url)));
    }

    #[test]
    fn deep_parentheses_are_read_as_the_url(depth in 0usize..80) {
        let url = format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        let read = url_read(&destination(&url));
        prop_assert_eq!(read.as_deref().map(percent_decoded), Some(percent_decoded(&url)));
    }
}

#[test]
fn a_text_full_of_links_is_escaped_without_trying_each_mark() {
    let links = "[a](b) ".repeat(700);
    let escaped = text(&links);
    assert!(reads_as(&escaped, links.trim()));
}
