//! Percent-encoding (RFC 3986, section 2.1).

use std::borrow::Cow;

/// Writes a text with each byte encoded that does not `stay`.
#[must_use]
pub fn encoded(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let encode = |byte: u8| match byte {
        byte if stays(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// Reads a percent-encoded text (RFC 3986, section 2.1); what is no UTF-8 becomes U+FFFD.
#[must_use]
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let digits = match (first, after) {
            (b'%', [high, low, ..]) => digit(*high).zip(digit(*low)),
            _ => None,
        };
        let encoded = digits.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        if encoded.is_some() {
            rest = rest.get(2..).unwrap_or_default();
        }
        bytes.push(encoded.unwrap_or(*first));
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read() {
        assert_eq!(decoded("a%20b%C3%A9%2f"), "a bé/");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%4"), "%4");
        assert_eq!(decoded("%é%zz%ff"), "%é%zz\u{fffd}");
    }
}
