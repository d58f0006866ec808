//! Pages whose markers are not what they seem, and files where others belong.

use super::{builds, refused};
use crate::sandbox::{EVENT, MEETINGS, Sandbox};

#[test]
fn a_marker_in_code_is_not_a_block() {
    let page = "\
# Aide

```markdown
<!-- cll:members -->
à remplacer
<!-- /cll:members -->
```

    <!-- cll:calendar -->

Écrire `<!-- cll:members -->` puis `<!-- /cll:members -->`.

~~~
<!-- cll:unknown -->
~~~
";
    let council = Sandbox::council();
    council.write("aide.md", page);
    builds(&council);
    assert_eq!(council.read("aide.md"), page);
}

#[test]
fn a_marker_without_end_takes_nothing_of_the_page() {
    let council = Sandbox::council();
    builds(&council);
    council.write(
        "conseil-exemple.md",
        "<!-- cll:members -->\n- Tout le reste\n\n<!-- cll:calendar -->\n<!-- /cll:calendar -->\n",
    );
    let check = refused(&council, "unclosed-block");
    assert!(
        check.stdout.contains("add `<!-- /cll:members -->`"),
        "{check:?}"
    );
}

#[test]
fn a_fence_that_is_never_closed_hides_the_end_of_a_block() {
    let council = Sandbox::council();
    council.write(
        "conseil-exemple.md",
        "<!-- cll:members -->\n\n```\n<!-- /cll:members -->\n",
    );
    refused(&council, "unclosed-block");
}

#[test]
fn a_folder_in_the_place_of_a_calendar_or_page_stops_the_build() {
    for path in [EVENT, "conseil-exemple.md"] {
        let council = Sandbox::council();
        council.write(&format!("{path}/file"), "");
        let check = refused(&council, "unreadable-file");
        assert!(check.stdout.contains("this is a folder"), "{check:?}");
    }
}

#[test]
fn a_mistake_in_a_template_leaves_every_file_as_it_was() {
    let council = Sandbox::council();
    builds(&council);
    council.write("meetings.toml", MEETINGS.replace("14:00:00", "15:00:00"));
    council.write("templates/blocks/members.md.j2", "{{ nobody }}\n");
    refused(&council, "template-error");
}

#[test]
fn a_template_that_calls_itself_is_an_error() {
    for text in [
        "{% include \"blocks/members.md.j2\" %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ] {
        let council = Sandbox::council();
        council.write("templates/blocks/members.md.j2", text);
        refused(&council, "template-error");
    }
}

#[test]
fn a_template_reads_no_other_file() {
    let council = Sandbox::council();
    std::fs::write(council.outside().join("secret.j2"), "SECRET").unwrap();
    for name in ["../../secret.j2", "../members.toml", "/etc/hostname"] {
        let text = format!("{{% include \"{name}\" %}}");
        council.write("templates/blocks/members.md.j2", text);
        let check = refused(&council, "template-error");
        assert!(!check.said().contains("SECRET"), "{check:?}");
    }
}
