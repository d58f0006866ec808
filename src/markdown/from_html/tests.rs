use proptest::prelude::*;

use super::*;
use crate::markdown::from_office::words_of;
use crate::sort::Sort;

fn markdown(html: &str) -> String {
    convert(html, true).markdown.trim_end().to_owned()
}

#[test]
fn elements_become_what_markdown_has_for_them() {
    for (html, expected) in [
        (
            "<h2>D&eacute;cisions</h2><p>a<br>b</p>",
            "## Décisions\n\na\\\nb",
        ),
        ("<p>a<br><br>b<br></p>", "a\n\nb"),
        ("<b>Présents&nbsp;: </b>CE", "**Présents\u{a0}:** CE"),
        ("<b>Décision:</b>oui", "Décision:oui"),
        ("<b>P</b>résents <i>ici</i>", "**P**résents *ici*"),
        ("<b>a</b><b> b</b>", "**a b**"),
        (
            "<p>un <del>deux</del><ins>trois</ins></p>",
            "un ~~deux~~trois",
        ),
        ("<p>ajour<s>né</s></p>", "ajour~~né~~"),
        (
            "<p>a <span style='text-decoration: line-through'>b</span></p>",
            "a ~~b~~",
        ),
        (
            "<style>.k{text-decoration:line-through}</style><p>a <span class=k>b</span></p>",
            "a ~~b~~",
        ),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>a</li><li>b</li></ol>", "3. a\n4. b"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n   - b"),
        (
            "<li><input type=checkbox checked> a</li><li><input type='checkbox'>b",
            "- [x] a\n- [ ] b",
        ),
        (
            "<li><label><input type=checkbox disabled />a</label>",
            "- [ ] a",
        ),
        (
            "<ul><li role=checkbox aria-checked=true>a</li></ul>",
            "- [x] a",
        ),
        (
            "<ul><li data-checked=false><div>a</div></li></ul>",
            "- [ ] a",
        ),
        ("<ol><li data-list=checked>a</li></ol>", "1. [x] a"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<p>a</p><hr><p>b</p>", "a\n\n***\n\nb"),
        (
            "<a href='https://example.org/a_b'>ici</a>",
            "[ici](https://example.org/a_b)",
        ),
        (
            "<a href='https://example.org/a_b'>https://example.org/a_b</a>",
            "https://example.org/a_b",
        ),
        (
            "<a href='https://www.google.com/url?q=https://example.org/x%3Fy&sa=D'>ici</a>",
            "[ici](https://example.org/x?y)",
        ),
        ("<a href='javascript:x'>ici</a><a name=x>là</a>", "icilà"),
        (
            "<p>1<sup>er</sup> compte_rendu_3 2 * 3 &lt;b&gt; *x* a&amp;b</p>",
            "1er compte_rendu_3 2 * 3 \\<b> \\*x\\* a\\&b",
        ),
        (
            "<p>Voir https://example.org/compte_rendu_3?a=1&b=*.</p>",
            "Voir https://example.org/compte_rendu_3?a=1&b=*.",
        ),
        ("<p>Signature<br>---</p>", "Signature\\\n\\---"),
        ("<p>a[1](b)</p>", "a[1\\](b)"),
        (
            "<p>[privé]<br>b<br>[/privé]</p>",
            "[privé]\n\nb\n\n[/privé]",
        ),
        (
            "<p>a</p><!-- private --><p>b</p><!-- /private -->",
            "a\n\n<!-- private -->\n\nb\n\n<!-- /private -->",
        ),
        (
            "<p>a<!--[if gte mso 9]><b>c</b><![endif]--><![if !x]>b<![endif]><o:p>&nbsp;</o:p></p>",
            "ab",
        ),
        (
            "<script>a</script><style>b</style><p>c</p><xml><x>d</x></xml>",
            "c",
        ),
        ("<pre>• a\n• b</pre>", "- a\n- b"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

#[test]
fn what_images_links_and_abbreviations_say_is_kept() {
    for (html, expected) in [
        (
            "<img alt='✅' src=x><img alt='un chat' src=y> fait",
            "✅(image : un chat) fait",
        ),
        (
            "<img alt='Plan [B]' title='En ligne' src='https://example.org/a b.png'><img src=y><img alt='' title=t src=cid:x>",
            "![Plan \\[B\\]. En ligne](https://example.org/a%20b.png)(image : t)",
        ),
        (
            "<a href='https://example.org/a b(c).pdf' title='Le \"plan\"'>ici</a>",
            "[ici](https://example.org/a%20b%28c%29.pdf \"Le \\\"plan\\\"\")",
        ),
        (
            "<a href='https://example.org/' title='Le plan'>https://example.org/</a>",
            "[https://example.org/](https://example.org/ \"Le plan\")",
        ),
        (
            "<a href='rapport final.pdf'>ici</a>",
            "[ici](rapport%20final.pdf)",
        ),
        (
            "<a href='tel:+33100000000'>appeler</a>",
            "[appeler](tel:+33100000000)",
        ),
        (
            "<a href='#x'>a</a><a href='cid:y'>b</a><a href='data:z'>c</a>",
            "abc",
        ),
        (
            "<abbr title='Conseil essai'>CE</abbr>",
            "CE (Conseil essai)",
        ),
        (
            "<p><span style='font-family:Wingdings'>þ</span> APLEX</p>",
            "☑ APLEX",
        ),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

#[test]
fn tables_are_tables_where_they_have_columns() {
    let rows = "<tr><td>Alpha<td></tr><tr><td>Béta<td>x|y</table>";
    for (html, headed, expected) in [
        (
            "<table><tr><th>Qui<th>Ici",
            false,
            "| Qui | Ici |\n|---|---|",
        ),
        (
            "<table>ROWS",
            true,
            "| Alpha |  |\n|---|---|\n| Béta | x\\|y |",
        ),
        (
            "<table>ROWS",
            false,
            "|  |  |\n|---|---|\n| Alpha |  |\n| Béta | x\\|y |",
        ),
        (
            "<table><tr><td><b>Qui</b><td><p><b>Ici</b></p></tr>ROWS",
            false,
            "| Qui | Ici |\n|---|---|\n| Alpha |  |\n| Béta | x\\|y |",
        ),
        (
            "<table><tr><td rowspan=2>A<td>b<tr><td>c</table>",
            true,
            "| A | b |\n|---|---|\n|  | c |",
        ),
        (
            "<table><tr><td colspan=2>A<tr><td>b<td>c</table>",
            false,
            "|  |  |\n|---|---|\n| A |  |\n| b | c |",
        ),
        (
            "<table><tr><td><p>a</p><p>b</p><ul><li>c</ul><td>d</table>",
            true,
            "| a<br>b<br>- c | d |\n|---|---|",
        ),
        (
            "<table><tr><td>a</td></tr><tr><td><p>b</p></td></tr></table>",
            true,
            "a\n\nb",
        ),
        (
            "<table><tr><td><table><tr><td>a<td>b</table><td>c</table>",
            true,
            "| a | b |\n|---|---|\n\nc",
        ),
        (
            "<table><tr><td>Qui<td>Quoi<tr><td>A<td><table><tr><td>b<td>c<td>d<tr><td>e|<td>f</table></table>",
            true,
            "| Qui | Quoi |\n|---|---|\n| A | b : c, d<br>e\\| : f |",
        ),
        (
            "<table><tr><td>a<td>b<tr><td><table><tr><td>c<td>d</table><td><table><tr><td>e<td>f</table></table>",
            true,
            "a\n\nb\n\n| c | d |\n|---|---|\n\n| e | f |\n|---|---|",
        ),
        (
            "<table>perdu<tr><td>a<td>b</table>",
            true,
            "perdu\n\na\n\nb",
        ),
    ] {
        let html = html.replace("ROWS", rows);
        let made = convert(&html, headed).markdown;
        assert_eq!(made.trim_end(), expected, "{html}");
    }
}

#[test]
fn word_and_google_docs_are_read_as_they_are_seen() {
    let word = "<p class=MsoTitle>Titre</p>\
        <p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>a</p>\
        <p style='text-indent:1pt;mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>b</p>\
        <p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.&nbsp;</span>c<span style='mso-special-character:comment'> </span><a class=msocomanchor>[AB1]</a></p>\
        <p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>b)&nbsp;</span>d</p>\
        <div style='mso-element:comment-list'><div style='mso-element:comment'>secret</div></div>";
    let made = convert(word, true);
    assert_eq!(made.markdown, "# Titre\n\n- a\n   - b\n2. c\n- b) d\n");
    assert_eq!(made.comments, 1);
    let google = "<p>a<a href='#cmnt1' id=cmnt_ref1>[a]</a></p><ul class='lst-kix_x-0'><li>b</ul>\
        <ul class='lst-kix_x-1'><li>c</ul><ul class='lst-kix_x-0'><li>d</ul>\
        <hr><div><p><a href='#cmnt_ref1'>[a]</a>secret</p></div>";
    let made = convert(google, true);
    assert_eq!(made.markdown, "a\n\n- b\n   - c\n- d\n");
    assert_eq!(made.comments, 1);
}

#[test]
fn notes_of_pandoc_stay_notes() {
    let html = "<p>a<a href='#fn1' class=footnote-ref role=doc-noteref><sup>1</sup></a></p><section role=doc-endnotes><hr>\
        <ol><li id=fn1><p>b<a href='#fnref1' role=doc-backlink>↩︎</a></p></li></ol></section>";
    assert_eq!(markdown(html), "a[^1]\n\n[^1]: b");
    let nested = "<section role=doc-endnotes><li>a<ul><li>b</ul></section>";
    assert_eq!(words_of(&markdown(nested)), ["a", "b"], "each word once");
}

#[test]
fn a_page_of_any_depth_is_read() {
    for tag in ["div", "b", "ul><li", "table><tr><td", "blockquote", "span"] {
        let html = format!("{}fin", format!("<{tag}>").repeat(20_000));
        assert_eq!(words_of(&markdown(&html)), ["fin"], "{tag}");
    }
}

#[test]
fn hidden_text_is_private() {
    for (html, expected) in [
        (
            "<p>a <span hidden>b</span> c</p><p style='display: none'>d</p><p>e</p>",
            "a c\n\n[privé]\n\nb\n\nd\n\n[/privé]\n\ne",
        ),
        (
            "<p>a <span style='mso-hide:all'>b</span></p>",
            "a\n\n[privé]\n\nb\n\n[/privé]",
        ),
        (
            "<style>.k{color:red;display:none !important}@media (max-width:9px){.l{display:none}}</style>\
             <div class=k>b</div><div class=l>c</div>",
            "[privé]\n\nb\n\n[/privé]\n\nc",
        ),
        (
            "<div>a<span style='visibility:hidden'>b</span>c</div>",
            "ac\n\n[privé]\n\nb\n\n[/privé]",
        ),
        (
            "<ul><li>a<li hidden>b</ul><table><tr><td>c<td>d<tr hidden><td>e<td>f</table>",
            "- a\n\n[privé]\n\n- b\n\n[/privé]\n\n| c | d |\n|---|---|\n\n[privé]\n\ne\n\nf\n\n[/privé]",
        ),
        ("<div style='display:none'>\u{200c}&nbsp;</div>a", "a"),
    ] {
        assert_eq!(markdown(html), expected, "{html}");
    }
}

/// Pieces of pages, sound and not; `W` is a word.
fn piece() -> impl Strategy<Value = String> {
    let tags = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<br>",
        "<ul>",
        "</ul>",
        "<ol>",
        "</ol>",
        "<li>",
        "</li>",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "<thead>",
        "</thead>",
        "<caption>",
        "</caption>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<s>",
        "</s>",
        "<h2>",
        "</h2>",
        "<div>",
        "</div>",
        "<blockquote>",
        "</blockquote>",
        "<a href='https://example.org/'>",
        "</a>",
        "<pre>",
        "</pre>",
        "<hr>",
        "<span style='mso-list:Ignore'>",
        "</span>",
        "<p style='mso-list:l0 level2 x'>",
        "<o:p>",
        "</o:p>",
        "<o:p/>",
        "&nbsp;",
        " ",
        "*",
        "_",
        "`",
        "~~",
        "|",
        "[",
        "](",
        "#",
        "- ",
        " 1. ",
        "\n",
        "<input type=checkbox>",
        "<section role=doc-endnotes>",
        "</section>",
        "<li id=fn1>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<label>",
        "</label>",
        "<td rowspan=3>",
        "<td colspan=2>",
        "<ul class='lst-kix_a-2'>",
        "<span hidden>",
        "<div style='display:none'>",
        "<tr hidden>",
        "<textarea>",
        "</textarea>",
    ]);
    prop_oneof![
        tags.prop_map(str::to_owned),
        Just(" W ".to_owned()),
        Just("W".to_owned())
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Every word that stands between tags is there once, in its place but for hidden ones.
    #[test]
    fn no_word_of_a_page_is_lost(pieces in prop::collection::vec(piece(), 0..60), headed: bool) {
        let mut html = String::new();
        let mut count = 0;
        for piece in pieces {
            let word = format!(" mot{count} ");
            count += usize::from(piece.contains('W'));
            html.push_str(&piece.replace('W', word.trim_end()));
        }
        let made = convert(&html, headed).markdown;
        let is_word = |word: &String| word.starts_with("mot");
        let mut read: Vec<String> = words_of(&made).into_iter().filter(is_word).collect();
        let mut expected: Vec<String> = (0..count).map(|at| format!("mot{at}")).collect();
        if made.contains("[privé]") {
            read.order();
            expected.order();
        }
        prop_assert_eq!(read, expected, "{}\n{}", html, made);
    }
}
