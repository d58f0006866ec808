//! Ids that nobody has yet.

use std::collections::BTreeSet;

/// Makes an id of a slug: no longer than so many bytes, cut between words, and with a number if it
/// is taken already.
#[must_use]
pub fn unused(slug: &str, longest: usize, taken: &mut BTreeSet<String>) -> String {
    let base = shortened(slug, longest);
    let ids = (1_u32..).map(|number| match number {
        1 => base.clone(),
        _ => format!("{base}-{number}"),
    });
    let id = ids.into_iter().find(|id| !taken.contains(id));
    let id = id.unwrap_or(base);
    taken.insert(id.clone());
    id
}

fn shortened(slug: &str, longest: usize) -> String {
    let mut short = String::new();
    for word in slug.split('-') {
        if short.is_empty() {
            short.push_str(word.get(..longest).unwrap_or(word));
        } else if short.len() + word.len() < longest {
            short.push('-');
            short.push_str(word);
        } else {
            break;
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_its_own() {
        let mut taken = BTreeSet::new();
        let mut id = |slug| unused(slug, 12, &mut taken);
        assert_eq!(id("ecosysteme"), "ecosysteme");
        assert_eq!(id("ecosysteme-logiciels-libres"), "ecosysteme-2");
        assert_eq!(id("un-deux-trois"), "un-deux");
        assert_eq!(id(&"a".repeat(50)), "a".repeat(12));
    }
}
