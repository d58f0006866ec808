//! The JSON Schema of a registry, for the editors that check TOML with one.
//!
//! It is of draft-07, the newest whose formats Taplo asserts. It refuses nothing that
//! [`Validate`](crate::registry::validate::Validate) accepts; what it cannot say is that a day stands
//! without quotation marks, and most of what one key asks of another. Where a format of JSON Schema is another
//! than TOML's (a time has no offset, a moment may have a space for its `T`) a pattern stands for it.

use serde_json::{Map, Value, json};

use super::{Key, Kind, MEMBER, Schema};
use crate::domain::LONGEST_SLUG;

/// What an address has before its `@`, between dots.
const ATOM: &str = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
/// One line with something in it; of the characters that have no place there, the line ends alone,
/// because editors show the pattern.
const LINE: &str = r"^[^\r\n]*\S[^\r\n]*$";

/// Makes the schema of a file; `sentence` says what a key of a table is, by their names.
#[must_use]
pub fn document(
    file: &Schema,
    timezones: &[&'static str],
    sentence: &dyn Fn(&Schema, &Key) -> String,
) -> Value {
    let mut document = Map::new();
    document.insert(
        "$schema".to_owned(),
        "http://json-schema.org/draft-07/schema#".into(),
    );
    let maker = Maker {
        timezones,
        sentence,
    };
    document.extend(maker.table(file));
    Value::Object(document)
}

struct Maker<'a> {
    timezones: &'a [&'static str],
    sentence: &'a dyn Fn(&Schema, &Key) -> String,
}

impl Maker<'_> {
    fn table(&self, schema: &Schema) -> Map<String, Value> {
        let keys = schema.keys.iter();
        let properties = keys.map(|key| (key.name.to_owned(), self.key(schema, key)));
        let properties: Map<String, Value> = properties.collect();
        let required = schema.keys.iter().filter(|key| key.required);
        let required: Vec<&str> = required.map(|key| key.name).collect();
        let mut table = object(json!({
            "title": schema.name,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        }));
        table.extend(together(schema));
        table
    }

    fn key(&self, schema: &Schema, key: &Key) -> Value {
        let mut value = object(json!({ "description": (self.sentence)(schema, key) }));
        value.extend(self.value(key.kind));
        if let Some(default) = key.default {
            let default = match key.kind {
                Kind::Integer(..) | Kind::Boolean => default.parse().unwrap_or(Value::Null),
                _ => default.into(),
            };
            value.insert("default".to_owned(), default);
        }
        Value::Object(value)
    }

    fn value(&self, kind: Kind) -> Map<String, Value> {
        let pattern = |pattern: &str, longest: Option<usize>| match longest {
            Some(longest) => json!({ "type": "string", "pattern": pattern, "maxLength": longest }),
            None => json!({ "type": "string", "pattern": pattern }),
        };
        let list = |items: Value| json!({ "type": "array", "items": items });
        object(match kind {
            Kind::Text | Kind::Path | Kind::Document => pattern(LINE, None),
            Kind::Lines => json!({ "type": "string" }),
            Kind::Slug => pattern("^[a-z0-9]+(-[a-z0-9]+)*$", Some(LONGEST_SLUG)),
            Kind::Email => pattern(&format!(r"^{ATOM}(\.{ATOM})*@[^\s@]+$"), None),
            Kind::Url => pattern(r#"^https?://[^\s<>"\\^`{|}]+$"#, None),
            Kind::Uid => pattern(r"^\S+$", Some(255)),
            Kind::Host => pattern("^[A-Za-z0-9.:-]+$", Some(253)),
            Kind::Timezone => json!({ "type": "string", "enum": self.timezones }),
            Kind::Word(words) => json!({ "type": "string", "enum": words }),
            Kind::Integer(least, most) => {
                json!({ "type": "integer", "minimum": least, "maximum": most })
            }
            Kind::WordOrInteger(words, least, most) => {
                let integer = self.value(Kind::Integer(least, most));
                json!({ "anyOf": [self.value(Kind::Word(words)), integer] })
            }
            Kind::Boolean => json!({ "type": "boolean" }),
            Kind::Date => json!({ "type": "string", "format": "date" }),
            Kind::Time => pattern(r"^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$", None),
            Kind::Instant => pattern(
                r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})$",
                None,
            ),
            Kind::Texts => list(Value::Object(self.value(Kind::Text))),
            Kind::SomeTexts => {
                let text = self.value(Kind::Text);
                json!({ "type": "array", "items": text, "minItems": 1 })
            }
            Kind::Slugs => {
                let slug = self.value(Kind::Slug);
                json!({ "type": "array", "items": slug, "minItems": 1 })
            }
            Kind::Table(schema) => Value::Object(self.table(schema)),
            Kind::Tables(schema) => list(Value::Object(self.table(schema))),
            Kind::SomeTables(schema) => {
                json!({ "type": "array", "items": self.table(schema), "minItems": 1 })
            }
            Kind::Named(schema) => {
                json!({ "type": "object", "additionalProperties": self.table(schema) })
            }
            Kind::Items(schema) => {
                list(json!({ "anyOf": [self.value(Kind::Text), self.table(schema)] }))
            }
        })
    }
}

/// Says which keys of a table belong together, and which do not: `since` or `terms`, a user with one source
/// of the password.
fn together(schema: &Schema) -> Map<String, Value> {
    let one_of = |keys: [&str; 2]| keys.map(|key| json!({ "required": [key] }));
    object(if schema.name == MEMBER.name {
        json!({ "oneOf": one_of(["since", "terms"]), "dependencies": { "until": ["since"] } })
    } else if schema.is_settings() {
        let sources = one_of(["password-command", "password-file"]);
        json!({ "dependencies": {
            "user": { "oneOf": sources },
            "password-command": ["user"],
            "password-file": ["user"],
        } })
    } else {
        Value::Null
    })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
