use strum::IntoEnumIterator as _;

use super::*;
use crate::domain::{Field, MessageKind};
use crate::words::Lang;

#[test]
fn every_kind_field_and_end_has_its_word_in_both_languages() {
    let fields = [
        Field::Date,
        Field::Hours,
        Field::Status,
        Field::Place,
        Field::Online,
        Field::Link,
    ];
    let ends = [
        DeliveryState::Sent,
        DeliveryState::Refused,
        DeliveryState::Deferred,
        DeliveryState::Failed,
        DeliveryState::Sending,
    ];
    for words in [Lang::English, Lang::French].map(Words::new) {
        let kinds = MessageKind::iter().map(|kind| words.word("words.message-kind", kind));
        let relay = words.word("words.message-kind", "relay");
        let kinds: Vec<String> = kinds.chain([relay]).collect();
        let fields = fields.map(|field| words.word("words.told-field", field));
        let ends = ends.map(|ended| words.word("words.ended", ended));
        // A word that is missing is told by its key.
        for word in kinds.iter().chain(&fields).chain(&ends) {
            assert!(!word.starts_with("words."), "{words:?}: {word}");
        }
    }
}
