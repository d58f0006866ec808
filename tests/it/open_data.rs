//! `cll export` and the JSON-LD of the web pages, each read by what nobody of this project wrote.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may touch files, and stops where it cannot go on"
)]

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use calcard::icalendar::ICalendar;
use calcard::jscalendar::JSCalendar;
use serde_json::{Value, json};

use crate::sandbox::Sandbox;

const MEMBERS: &str = r#"
[council]
id = "conseil-exemple"
name = "Conseil d'exemple"
acronym = "CE"
convener = "Mairie d'exemple"
contact = "secretariat@example.org"
url = "https://example.org/conseil"
timezone = "Europe/Paris"

[[college]]
id = "administrations"
name = "administrations"

[[college]]
id = "ecosysteme"
name = "écosystème"

[[member]]
id = "mairie"
name = "Mairie d'exemple"
college = "administrations"
url = "https://example.org/mairie"
since = 2022-01-26
formerly = [{ name = "Commune d'exemple", until = 2024-01-01 }]

[[member]]
id = "ruche"
name = "La Ruche"
college = "ecosysteme"
terms = [{ since = 2022-01-26, until = 2023-02-01 }, { since = 2025-01-01, until = 2025-05-01 }]
"#;

const MEETINGS: &str = r#"
[[meeting]]
id = "2025-administrations-1"
colleges = ["administrations"]
date = 2025-09-18
start = 14:00:00
end = 16:30:00
moved-from = [{ date = 2025-09-11, start = 14:00:00, end = 16:00:00 }]
place = "Salle « A, B », 1er étage ; </script><b>"
online = true
title = "Séance </script> & suite"
agenda = ["Bilan", { title = "Budget, suite", minutes = 20 }]
sequence = 2
updated = 2025-09-01T09:00:00Z

[[meeting]]
id = "2025-ecosysteme-1"
colleges = ["ecosysteme"]
date = 2025-10-25
start = 22:00:00
end-date = 2025-10-26
end = 04:00:00
online = true
updated = 2025-02-03T09:00:00Z

[[meeting]]
id = "2025-plenary-1"
colleges = ["administrations", "ecosysteme"]
date = 2025-11-18
start = 09:00:00
end = 10:00:00
status = "cancelled"
reason = "Grève"
sequence = 1
updated = 2025-02-03T09:00:00Z

[[meeting]]
id = "2025-plenary-2"
colleges = ["administrations", "ecosysteme"]
date = 2025-12-02
start = 09:00:00
end = 10:00:00
status = "proposed"
updated = 2025-02-03T09:00:00Z

[[meeting]]
id = "2025-plenary-3"
colleges = ["administrations", "ecosysteme"]
date = 2025-12-09
start = 09:00:00
end = 10:00:00
status = "postponed"
updated = 2025-02-03T09:00:00Z

[[opinion]]
id = "2025-guide"
meeting = "2025-administrations-1"
date = 2025-01-18
question = "Faut-il un guide ?"
outcome = "favourable"
by = "majority"
states = [{ state = "adopted", on = 2025-01-18 }, { state = "published", on = 2025-02-01 }]

[[opinion]]
id = "2025-secret"
question = "Faut-il autre chose ?"
states = [{ state = "proposed", on = 2025-01-18 }]
"#;

fn council() -> Sandbox {
    let council = Sandbox::empty();
    council.write("members.toml", MEMBERS);
    council.write("meetings.toml", MEETINGS);
    let run = council.run(&["build"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    council
}

fn export(council: &Sandbox, form: &str) -> Value {
    let run = council.run(&["export", form]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    serde_json::from_str(&run.stdout).unwrap()
}

/// Puts a schema of the third draft into the words of the fourth: a property that must be there is
/// named by its object.
fn to_draft_4(schema: &mut Value) {
    schema["$schema"] = json!("http://json-schema.org/draft-04/schema#");
    let mut required = Vec::new();
    for (name, property) in schema["properties"].as_object_mut().unwrap() {
        if property.as_object_mut().unwrap().remove("required") == Some(json!(true)) {
            required.push(name.clone());
        }
    }
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
}

/// Validates records of a kind with the schema of Popolo.
fn are_valid(kind: &str, records: &Value) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/popolo");
    let names = "organization membership event motion other_name contact_detail identifier link";
    let hosts = ["http://www.popoloproject.com", "http://popoloproject.com"];
    let mut compiler = Compiler::new();
    for host in hosts {
        for name in names.split(' ') {
            let text = fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
            let mut schema: Value = serde_json::from_str(&text).unwrap();
            let address = format!("{host}/schemas/{name}.json");
            to_draft_4(&mut schema);
            schema["id"] = json!(format!("{address}#"));
            compiler.add_resource(&address, schema).unwrap();
        }
        // What no export has: nothing is asked of it, and it is looked for below.
        for name in ["area", "person", "post", "vote_event"] {
            let address = format!("{host}/schemas/{name}.json");
            compiler.add_resource(&address, json!({})).unwrap();
        }
    }
    let mut schemas = Schemas::new();
    let address = format!("{}/schemas/{kind}.json", hosts[0]);
    let index = compiler.compile(&address, &mut schemas).unwrap();
    let properties = fs::read_to_string(folder.join(format!("{kind}.json"))).unwrap();
    let properties: Value = serde_json::from_str(&properties).unwrap();
    for record in records.as_array().unwrap() {
        let valid = schemas.validate(record, index);
        assert!(valid.is_ok(), "{record:#} {:#}", valid.unwrap_err());
        for key in record.as_object().unwrap().keys() {
            let known = properties["properties"].as_object().unwrap();
            assert!(known.contains_key(key), "{kind} has no {key}");
            assert!(!["area", "person", "post", "vote_events"].contains(&key.as_str()));
        }
    }
}

#[test]
fn popolo_is_what_its_schemas_say() {
    let council = council();
    let document = export(&council, "popolo");
    for (kind, list) in [
        ("organization", "organizations"),
        ("membership", "memberships"),
        ("event", "events"),
        ("motion", "motions"),
    ] {
        are_valid(kind, &document[list]);
    }
    assert_eq!(document["persons"], json!([]));
    let ruche = json!([
        {
            "id": "ruche/2022-01-26",
            "member": { "@type": "Organization", "id": "ruche", "name": "La Ruche" },
            "organization_id": "college/ecosysteme",
            "role": "member",
            "start_date": "2022-01-26",
            "end_date": "2023-01-31",
        },
        {
            "id": "ruche/2025-01-01",
            "member": { "@type": "Organization", "id": "ruche", "name": "La Ruche" },
            "organization_id": "college/ecosysteme",
            "role": "member",
            "start_date": "2025-01-01",
            "end_date": "2025-04-30",
        },
    ]);
    assert_eq!(
        json!(document["memberships"].as_array().unwrap()[1..]),
        ruche
    );
    // Every id that is named is there, once.
    let organizations = document["organizations"].as_array().unwrap();
    let ids: Vec<&str> = organizations
        .iter()
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    let expected = [
        "conseil-exemple",
        "college/administrations",
        "college/ecosysteme",
        "mairie",
        "ruche",
    ];
    assert_eq!(ids, expected);
    for list in ["memberships", "events", "motions"] {
        for record in document[list].as_array().unwrap() {
            assert!(
                ids.contains(&record["organization_id"].as_str().unwrap()),
                "{record}"
            );
        }
    }
    let event = &document["events"][1];
    assert_eq!(event["start_date"], "2025-10-25T22:00:00+02:00");
    assert_eq!(event["end_date"], "2025-10-26T04:00:00+01:00");
    let motions = document["motions"].as_array().unwrap();
    assert_eq!(motions.len(), 1, "only what is published: {motions:?}");
    assert_eq!(motions[0]["result"], "favourable");
}

#[test]
fn popolo_knows_no_more_than_the_pages() {
    let council = council();
    council.write(
        "members.toml",
        MEMBERS.replace(
            "[[college]]\nid = \"a",
            "as-of = 2023-12-31\n\n[[college]]\nid = \"a",
        ),
    );
    let document = export(&council, "popolo");
    let memberships = document["memberships"].as_array().unwrap();
    let names: Vec<&str> = memberships
        .iter()
        .map(|it| it["member"]["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["Commune d'exemple", "La Ruche"]);
    assert_eq!(memberships[1]["end_date"], "2023-01-31");
    assert!(
        !document.to_string().contains("Mairie d'exemple"),
        "{document:#}"
    );
}

/// What a client compares of two events.
fn compared(event: &Value) -> Value {
    let named = |key: &str, name: &str| -> Vec<Value> {
        let all = event[key].as_object().into_iter().flatten();
        all.map(|(_, it)| it[name].clone()).collect()
    };
    let keys = [
        "uid",
        "sequence",
        "updated",
        "title",
        "description",
        "start",
        "timeZone",
        "duration",
        "status",
        "keywords",
    ];
    let mut made: Value = keys
        .iter()
        .map(|key| (key.to_string(), event[key].clone()))
        .collect();
    made["locations"] = json!(named("locations", "name"));
    made["links"] = json!(named("links", "href"));
    made
}

#[test]
fn jscalendar_is_the_calendar_that_build_wrote() {
    let council = council();
    let run = council.run(&["export", "jscalendar"]);
    let ours: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(ours["@type"], "Group");
    assert_eq!(ours["updated"], "2025-09-01T09:00:00Z");
    let written = council.read("evenements/rdv-conseil-exemple.ics");
    let theirs = ICalendar::parse(&written).unwrap();
    let theirs = theirs
        .into_jscalendar::<String, String>()
        .to_string_pretty();
    let theirs: Value = serde_json::from_str(&theirs).unwrap();
    let events = |group: &Value| -> Vec<Value> {
        let mut all: Vec<Value> = group["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(compared)
            .collect();
        all.sort_by_key(|it| it["uid"].to_string());
        all
    };
    assert_eq!(events(&ours).len(), 5);
    assert_eq!(events(&ours), events(&theirs), "{theirs:#}");
    let durations: Vec<&str> = ours["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["duration"].as_str().unwrap())
        .collect();
    // The night in which clocks are put back has an hour more.
    assert_eq!(durations, ["PT2H30M", "PT7H", "PT1H", "PT1H", "PT1H"]);
    // And the other way: read as JSCalendar, and written as a calendar.
    let read = JSCalendar::<String, String>::parse(&run.stdout).unwrap();
    let back = read.into_icalendar().unwrap().to_string();
    let lines = |text: &str| -> Vec<String> {
        // The other library keeps the key that JSCalendar gives a place.
        let text = text.replace("\r\n ", "").replace(";JSID=1", "");
        let text = text.split("BEGIN:VEVENT").skip(1).collect::<String>();
        let kept = [
            "UID", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION",
        ];
        let mut all: Vec<String> = text
            .lines()
            .filter(|line| kept.iter().any(|name| line.starts_with(name)))
            .map(ToOwned::to_owned)
            .collect();
        all.sort();
        all
    };
    assert_eq!(lines(&back), lines(&written), "{back}");
    for word in ["virtualLocations", "participants", "replyTo"] {
        assert!(!run.stdout.contains(word));
    }
}

#[test]
fn an_export_goes_where_it_is_told_and_replaces_nothing() {
    let council = council();
    let run = council.run(&["export", "popolo", "-o", "data/open"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let first = council.read("data/open/popolo.json");
    assert_eq!(council.run(&["export", "popolo"]).stdout, first);
    let again = council.run(&["export", "popolo", "-o", "data/open"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    council.write("data/open/popolo.json", "mine");
    let refused = council.run(&["export", "popolo", "-o", "data/open"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert_eq!(council.read("data/open/popolo.json"), "mine");
    let forced = council.run(&["export", "popolo", "-o", "data/open", "--force"]);
    assert_eq!(forced.code, Some(0), "{forced:?}");
    assert_eq!(council.read("data/open/popolo.json"), first);
    for wrong in [
        &["export"][..],
        &["export", "csv"],
        &["export", "popolo", "--force"],
    ] {
        let run = council.run_in("fr", wrong);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    }
}

#[test]
fn what_is_not_built_is_not_exported() {
    let refused = |council: &Sandbox, code: &str| {
        for form in ["popolo", "jscalendar"] {
            let built = council.run(&["build"]);
            assert!(
                built.code != Some(0) && built.stderr.contains(code),
                "{built:?}"
            );
            let run = council.run(&["export", form, "-o", "data"]);
            assert_ne!(run.code, Some(0), "{run:?}");
            assert!(run.stderr.contains(code), "{run:?}");
            assert!(
                run.stdout.is_empty() && !council.path("data").exists(),
                "{run:?}"
            );
        }
    };
    // A day that calendars would not be told.
    let council = council();
    let moved = MEETINGS.replace("2025-12-09", "2025-12-16");
    council.write("meetings.toml", moved);
    refused(&council, "unannounced-change");
    council.write("meetings.toml", MEETINGS);
    export(&council, "popolo");
    // Another id: every event would be another.
    let other = MEMBERS.replacen("conseil-exemple", "conseil-nouveau", 1);
    council.write("members.toml", other);
    refused(&council, "feed-changed");
}

#[test]
fn a_private_value_is_never_exported() {
    let council = council();
    let contact = "[[contact]]\nmember = \"mairie\"\nname = \"Jeanne Exemple\"\nemail = \"jeanne@example.org\"\nrole = \"titular\"\n";
    council.write("private/members.toml", contact);
    council.write(
        "private/meetings.toml",
        "[default]\njoin = \"https://visio.example.org/salle-secrete\"\n",
    );
    for form in ["popolo", "jscalendar"] {
        let text = export(&council, form).to_string();
        assert!(
            !text.contains("jeanne") && !text.contains("Jeanne") && !text.contains("visio.example")
        );
    }
    // Announced as it is to be.
    let announced = MEETINGS.replace(
        "\"Grève\"\nsequence = 1\nupdated = 2025-02-03",
        "\"Absence de Jeanne Exemple\"\nsequence = 2\nupdated = 2025-02-04",
    );
    assert_ne!(announced, MEETINGS);
    council.write("meetings.toml", announced);
    for form in ["popolo", "jscalendar"] {
        let run = council.run(&["export", form]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
        assert!(
            run.stderr.contains("private-leak") && !run.stderr.contains("Jeanne"),
            "{run:?}"
        );
    }
}

/// Texts of the registries are plain, and no surface takes a tag in one for its own.
#[test]
fn a_tag_in_a_registry_is_text_wherever_it_is_shown() {
    let council = Sandbox::empty();
    council.write("members.toml", MEMBERS);
    let title = "'<kbd>K</kbd> <a href=\"https://example.org/\">x</a>'";
    let meetings = MEETINGS.replacen("\"Séance </script> & suite\"", title, 1);
    council.write("meetings.toml", meetings);
    let run = council.run(&["build"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let tree = council.tree();
    let shown = |end: &str| -> String {
        let paths = tree.keys().filter(|path| path.ends_with(end));
        let paths = paths.map(|path| path.strip_prefix("root/").unwrap());
        paths.map(|path| council.read(path)).collect()
    };
    let (page, calendars) = (shown(".md"), shown(".ics").replace("\r\n ", ""));
    assert!(
        page.contains("kbd") && !page.contains("<kbd>K</kbd>"),
        "{page}"
    );
    assert!(calendars.contains("<kbd>K</kbd> <a href=\"https://example.org/\">x</a>"));
    let report = council.run(&["report", "2025", "--html", "-"]).stdout;
    assert!(
        report.contains("&lt;kbd&gt;K") && !report.contains("<kbd>"),
        "{report}"
    );
}

/// Returns the JSON-LD of a page.
fn linked_data(page: &str) -> Value {
    let (_, rest) = page
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    let (data, _) = rest.split_once("</script>").unwrap();
    serde_json::from_str(data).unwrap()
}

#[test]
fn a_page_says_its_meetings_to_search_engines() {
    let council = council();
    let run = council.run(&["report", "2025", "--html", "-"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let data = linked_data(&run.stdout);
    assert_eq!(run.stdout.matches("<script").count(), 1);
    let graph = data["@graph"].as_array().unwrap();
    assert_eq!(graph[0]["@type"], "Organization");
    assert_eq!(graph[0]["url"], "https://example.org/conseil");
    let event = |title: &str| {
        let found = graph
            .iter()
            .find(|it| it["name"].as_str().unwrap().contains(title));
        found.unwrap_or_else(|| panic!("{graph:#?}"))
    };
    let moved = event("</script> & suite");
    assert_eq!(moved["eventStatus"], "https://schema.org/EventRescheduled");
    assert_eq!(moved["startDate"], "2025-09-18T14:00:00+02:00");
    assert_eq!(
        moved["previousStartDate"],
        json!(["2025-09-11T14:00:00+02:00"])
    );
    let mode = "https://schema.org/MixedEventAttendanceMode";
    assert_eq!(moved["eventAttendanceMode"], mode);
    assert_eq!(
        moved["location"][0]["name"],
        "Salle « A, B », 1er étage ; </script><b>"
    );
    let statuses: Vec<&Value> = graph[1..].iter().map(|it| &it["eventStatus"]).collect();
    let word = |status: &str| json!(format!("https://schema.org/Event{status}"));
    let expected = [
        "Rescheduled",
        "Scheduled",
        "Cancelled",
        "Scheduled",
        "Postponed",
    ];
    assert_eq!(statuses, expected.map(word).iter().collect::<Vec<_>>());
}
