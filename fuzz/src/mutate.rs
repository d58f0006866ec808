//! Sound bytes made unsound, the same way for the same seed.

/// A generator of numbers that need not be good, only the same everywhere (xorshift*).
pub struct Random(u64);

impl Random {
    /// Starts from a seed; neighbouring seeds have nothing in common.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..10 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        let mut x = self.0;
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        self.0 = x;
        x.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Returns a number below another one, 0 if that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 {
            return 0;
        }
        usize::try_from(self.next() >> 33).unwrap_or_default() % end
    }

    /// Is true once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn choose<'a, T: ?Sized>(&mut self, among: &[&'a T]) -> &'a T {
        among[self.below(among.len())]
    }
}

/// The longest input that a mutation makes, in bytes.
const LONGEST: usize = 40_000;

/// Changes bytes in some places; `light` changes less, for what is refused as a whole.
#[must_use]
pub fn mutated(random: &mut Random, bytes: &[u8], pool: &[Vec<u8>], light: bool) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let most = match (light, random.once_in(5)) {
        (true, true) | (false, false) => 4,
        (true, false) => 1,
        (false, true) => 12,
    };
    for _ in 0..=random.below(most) {
        mutate(random, &mut out, pool);
    }
    out
}

fn mutate(random: &mut Random, out: &mut Vec<u8>, pool: &[Vec<u8>]) {
    let length = out.len();
    let at = random.below(length + 1);
    let word = random.choose(WORDS).as_bytes();
    match random.below(15) {
        0 if at < length => out[at] = random.next().to_le_bytes()[0],
        1 if at < length => {
            let count = 1 + random.below(12);
            out.drain(at..(at + count).min(length));
        }
        2 => {
            out.splice(at..at, word.iter().copied());
        }
        3 | 4 => {
            let end = (at + random.below(16)).min(length);
            out.splice(at..end, word.iter().copied());
        }
        5 => {
            let end = (at + random.below(80)).min(length);
            let piece = out[at..end].repeat(if random.once_in(20) { 40 } else { 1 });
            let to = random.below(length + 1);
            if length + piece.len() < LONGEST {
                out.splice(to..to, piece);
            }
        }
        6 => lines(random, out),
        7 => {
            let other = &pool[random.below(pool.len())];
            let from = random.below(other.len());
            let end = (from + random.below(300)).min(other.len());
            out.splice(at..at, other[from..end].iter().copied());
        }
        8 => out.truncate(at.max(length / 4)),
        9 => {
            let starts = places(out, |byte| matches!(byte, b'=' | b':'));
            if !starts.is_empty() {
                let start = starts[random.below(starts.len())] + 1;
                let rest = out[start..].iter();
                let line_end = rest.take_while(|byte| !matches!(byte, b'\n' | b'\r'));
                let end = start + line_end.count();
                out.splice(start..end, word.iter().copied());
            }
        }
        10 => {
            let words = word.repeat(1 + random.below(60));
            if length + words.len() < LONGEST {
                out.splice(at..at, words);
            }
        }
        11 => {
            let text = String::from_utf8_lossy(out).replace('\n', "\r\n");
            *out = text.into_bytes();
        }
        _ => number(random, out),
    }
}

fn places(bytes: &[u8], is: impl Fn(u8) -> bool) -> Vec<usize> {
    let found = bytes.iter().enumerate().filter(|(_, byte)| is(**byte));
    found.map(|(at, _)| at).collect()
}

/// Exchanges two lines, removes one or repeats one.
fn lines(random: &mut Random, out: &mut Vec<u8>) {
    let mut lines: Vec<Vec<u8>> = out
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    if lines.len() < 2 {
        return;
    }
    let (one, other) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(3) {
        0 => lines.swap(one, other),
        1 => {
            lines.remove(one);
        }
        _ => lines.insert(other, lines[one].clone()),
    }
    *out = lines.concat();
}

/// Replaces a number by one at the edge of what can be held.
fn number(random: &mut Random, out: &mut Vec<u8>) {
    let starts: Vec<usize> = places(out, |byte| byte.is_ascii_digit())
        .into_iter()
        .filter(|at| *at == 0 || !out[at - 1].is_ascii_digit())
        .collect();
    if starts.is_empty() {
        return;
    }
    let start = starts[random.below(starts.len())];
    let digits = out[start..].iter().take_while(|byte| byte.is_ascii_digit());
    let end = start + digits.count();
    out.splice(start..end, random.choose(NUMBERS).bytes());
}

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "6",
    "7",
    "9",
    "10",
    "12",
    "13",
    "24",
    "31",
    "32",
    "60",
    "99",
    "100",
    "127",
    "128",
    "255",
    "256",
    "999",
    "1000",
    "1601",
    "2100",
    "9999",
    "10000",
    "32768",
    "65535",
    "65536",
    "99999",
    "262143",
    "262144",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999999",
    "00",
    "000000000000000000001",
    "-1",
    "+1",
    "1e9",
    "1.5",
    "٣",
    "²",
];

/// What means something to one of the readers.
const WORDS: &[&str] = &[
    "[[",
    "]]",
    "[",
    "]",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\\u0000",
    "\\u202e",
    "\\U0010FFFF",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{feff}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{7}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{200b}",
    "\u{ad}",
    "\u{301}",
    "\u{10ffff}",
    "é",
    "ß",
    "ﬁ",
    "İ",
    "ı",
    "ǆ",
    "Ａ",
    "œ",
    "’",
    "«",
    "»",
    "\u{a0}",
    "\u{202f}",
    "—",
    "–",
    "<!--",
    "-->",
    "--!>",
    "<!-->",
    "<!-- private -->",
    "<!-- /private -->",
    "<!-- cll:members -->",
    "<!-- /cll:members -->",
    "<!-- cll:calendar -->",
    "<!-- /cll:calendar -->",
    "<!-- cll:minutes -->",
    "<!-- /cll:minutes -->",
    "<!-- cll:opinions -->",
    "<!-- /cll:opinions -->",
    "cll:",
    "college=\"etat\"",
    "cycle=\"2026\"",
    "at=\"2026-01-01\"",
    "heading=\"1\"",
    "heading=\"none\"",
    "order=\"desc\"",
    "rank=\"none\"",
    "state=\"withdrawn\"",
    "```",
    "~~~",
    "````",
    "---",
    "===",
    "***",
    "> ",
    ">",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "1) ",
    "- [ ] ",
    "- [x] ",
    "    ",
    "|",
    "|---|",
    "[^1]",
    "[^1]: ",
    "[a]: b",
    "](",
    "](<",
    ")",
    "![",
    "&#64;",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "<div>",
    "</div>",
    "<a href=\"",
    "<p>",
    "<br>",
    "$$",
    "**",
    "__",
    "~~",
    "`",
    "``",
    "# ",
    "## ",
    "### ",
    "####### ",
    "## Présences\n",
    "## Membres\n",
    "## Réunions 2026\n",
    "## Calendrier\n",
    "## Décisions\n",
    "## Actions\n",
    "**Décision** : ",
    "**Avis** : ",
    "(avant le 31 mars 2027)",
    "(avant le 1er",
    "représentée par",
    "excusée",
    "24 février 2026 14h-16h : ",
    "1er janvier 9999 23h-24h : ",
    "29 février 2025 ",
    "31/12/2026",
    "de 14h à 16h",
    "(initialement 15 janvier)",
    "Réunion (1/2)",
    "(4294967296/1)",
    "(0/0)",
    "**ANNULÉE**",
    "REPORTÉE",
    "([.ics](evenements/a.ics))",
    "https://visio.example.org/salle",
    "0",
    "1",
    "-1",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "9999-12-31",
    "0001-01-01",
    "0000-00-00",
    "2026-02-30",
    "1900-01-01",
    "262143-12-31",
    "-262144-01-01",
    "23:59:59",
    "24:00:00",
    "23:59:60",
    "02:30:00",
    "2027-03-28",
    "2027-10-31",
    "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "1e400",
    "nan",
    "inf",
    "true",
    "false",
    "1_0",
    "0x1",
    "null",
    "nul",
    "BEGIN:VCALENDAR\r\n",
    "END:VCALENDAR\r\n",
    "BEGIN:VEVENT\r\n",
    "END:VEVENT\r\n",
    "BEGIN:VTIMEZONE\r\n",
    "BEGIN:VALARM\r\n",
    "UID:",
    "DTSTAMP:",
    "DTSTART",
    "DTEND",
    ";TZID=Europe/Paris:",
    ";TZID=\"",
    ";VALUE=DATE:",
    "SEQUENCE:",
    "STATUS:CANCELLED\r\n",
    "RRULE:FREQ=DAILY\r\n",
    "SUMMARY:",
    "LOCATION:",
    "DESCRIPTION:",
    "\\n",
    "\\,",
    "\r\n ",
    "\r\n\t",
    "20270211T140000",
    "99991231T235959Z",
    "00000000T000000",
    "20270328T023000",
    ":",
    ";",
    "=",
    ",",
    "\\;",
    "id = ",
    "date = ",
    "start = ",
    "end = ",
    "status = ",
    "sequence = ",
    "updated = ",
    "moved-from = ",
    "colleges = ",
    "number = ",
    "cycle = ",
    "agenda = ",
    "uid = ",
    "changed = ",
    "allow = ",
    "terms = ",
    "since = ",
    "until = ",
    "formerly = ",
    "[paths]\n",
    "[links]\n",
    "base = ",
    "page = ",
    "event = ",
    "[[meeting]]\n",
    "[[opinion]]\n",
    "[[member]]\n",
    "[[college]]\n",
    "[council]\n",
    "[[contact]]\n",
    "{% for m in meetings %}",
    "{% endfor %}",
    "{% if ",
    "{% set ns = namespace() %}",
    "| join",
    "| upper",
    "| href",
    "| link(",
    "| yaml",
    "| counted(",
    "| listed",
    "~",
    "//",
    "{{ council.",
    "{{ meeting.",
    "{{ self }}",
    "{{ debug() }}",
    "\"format\":1",
    "\"state\":\"sent\"",
    "\"state\":\"sending\"",
    "{}",
    "[]",
    "{\"",
    "\\ud800",
    "\"at\":",
    "\"place\":null",
];
