//! E-mail addresses: the one rule of what can be written to (RFC 5321, 4.1.2).

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

/// The longest address: a path has 256 octets with its brackets (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;
/// The longest local part (RFC 5321, 4.5.3.1.1).
const LOCAL: usize = 64;

/// Returns the address that a text is, as SMTP carries it; `None` if no message can be sent to it.
///
/// The local part is a Dot-string in ASCII: any server takes it (others are for SMTPUTF8, RFC 6531).
/// The domain has two labels or more; one with accents gets its ASCII form (RFC 5890), any other
/// stays as it is.
#[must_use]
pub fn email_address(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let atext = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    let atom = |atom: &str| !atom.is_empty() && atom.bytes().all(atext);
    if local.len() > LOCAL || !local.split('.').all(atom) {
        return None;
    }
    let ascii = Uts46::new().to_ascii(
        domain.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
        DnsLength::Verify,
    );
    let ascii = ascii.ok()?;
    // A top-level domain is never a number (RFC 3696, 2): that is an address of a machine.
    let (_, top) = ascii.rsplit_once('.')?;
    if top.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let domain = if domain.is_ascii() { domain } else { &ascii };
    let address = format!("{local}@{domain}");
    (address.len() <= LONGEST).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_server_takes_is_an_address() {
        let label = "a".repeat(63);
        let local = "a".repeat(64);
        let longest = format!("{local}@{label}.{label}.{}", "b".repeat(61));
        assert_eq!(longest.len(), LONGEST);
        for text in [
            "a@b.fr",
            "Jean-Noel.CELIK@Beta.Example.ORG",
            "o'neil+conseil@example.org",
            "!#$%&'*+-/=?^_`{|}~@example.org",
            "a@1.example.org",
            "a@xn--exempl-gva.example.org",
            "a@ab--cd.example.org",
            &longest,
        ] {
            assert_eq!(email_address(text).as_deref(), Some(text));
        }
        for text in [
            "",
            "@",
            "a",
            "a@",
            "@example.org",
            "a@example",
            "a..b@example.org",
            ".a@example.org",
            "a.@example.org",
            "a b@example.org",
            "\"a b\"@example.org",
            "a@b@example.org",
            "<a@example.org>",
            "Anne <a@example.org>",
            " a@example.org",
            "a@example.org ",
            "a@example.org\r\nBcc: b@example.org",
            "a@example..org",
            "a@.example.org",
            "a@example.org.",
            "a@-example.org",
            "a@example-.org",
            "a@ex_ample.org",
            "a@exam!ple.org",
            "a@xn--\u{e9}.example.org",
            "a@xn--zzzzzzzzz99999.example.org",
            "a@192.0.2.1",
            "a@[192.0.2.1]",
            "a@[IPv6:2001:db8::1]",
            "l\u{e9}a@example.org",
            &format!("{local}a@example.org"),
            &format!("a@{label}a.example.org"),
            &format!("{longest}b"),
        ] {
            assert_eq!(email_address(text), None, "{text}");
        }
    }

    #[test]
    fn a_domain_with_accents_gets_its_ascii_form() {
        for text in [
            "lina@exempl\u{e9}.example.org",
            "lina@exemple\u{301}.example.org",
            "lina@EXEMPL\u{c9}.example.org",
            "lina@exempl\u{e9}\u{3002}example.org",
        ] {
            let ascii = "lina@xn--exempl-gva.example.org";
            assert_eq!(email_address(text).as_deref(), Some(ascii), "{text}");
        }
    }
}
