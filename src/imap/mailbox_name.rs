//! The names of mailboxes as servers have them: modified UTF-7 (RFC 3501, 5.1.3).

use std::fmt::Write as _;

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// Writes a name: what is printable ASCII stands for itself, but for `&`.
#[must_use]
pub fn written(name: &str) -> String {
    let is_plain = |character: char| matches!(character, ' '..='~');
    let mut written = String::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_same = |character: char| is_plain(character) == is_plain(first);
        let end = rest.find(|it| !is_same(it)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if is_plain(first) {
            written.push_str(&run.replace('&', "&-"));
        } else {
            let units: Vec<u8> = run.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let _ = write!(written, "&{}-", BASE64.encode(units));
        }
        rest = after;
    }
    written
}

/// Reads a name; one that is not written so stands as it is.
#[must_use]
pub fn read(written: &[u8]) -> String {
    let written = String::from_utf8_lossy(written);
    decoded(&written).unwrap_or_else(|| written.into_owned())
}

fn decoded(written: &str) -> Option<String> {
    let mut parts = written.split('&');
    let mut name = parts.next()?.to_owned();
    for part in parts {
        let (run, plain) = part.split_once('-')?;
        if run.is_empty() {
            name.push('&');
        } else {
            let bytes = BASE64.decode(run).ok()?;
            let (units, odd) = bytes.as_chunks::<2>();
            if !odd.is_empty() {
                return None;
            }
            let units: Vec<u16> = units.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            name.push_str(&String::from_utf16(&units).ok()?);
        }
        name.push_str(plain);
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_those_of_the_standard() {
        for (name, as_written) in [
            ("INBOX", "INBOX"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("Réponses & avis", "R&AOk-ponses &- avis"),
            ("été", "&AOk-t&AOk-"),
            ("é&", "&AOk-&-"),
            ("🗳", "&2D3d8w-"),
            ("", ""),
        ] {
            assert_eq!(written(name), as_written);
            assert_eq!(read(as_written.as_bytes()), name);
        }
    }

    #[test]
    fn what_is_not_written_so_stands_as_it_is() {
        for name in ["a&b", "&!-", "&AOk", "&AA-", "&2D0-"] {
            assert_eq!(read(name.as_bytes()), name);
        }
        assert_eq!(read(b"R\xe9p"), "R\u{fffd}p");
    }

    proptest! {
        #[test]
        fn any_name_comes_back_and_holds_no_end_of_a_line(name in any::<String>()) {
            let as_written = written(&name);
            prop_assert!(as_written.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            prop_assert_eq!(read(as_written.as_bytes()), name);
        }

        #[test]
        fn any_bytes_are_read(bytes in any::<Vec<u8>>()) {
            let _ = read(&bytes);
        }
    }
}
