//! A text made of another one, each part of which knows where it comes from.

use std::ops::Range;

/// A text made of another one, part by part.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    text: String,
    runs: Vec<Run>,
}

/// Bytes of the text that come from one place.
#[derive(Clone, Debug)]
struct Run {
    /// The first byte.
    at: usize,
    from: Range<usize>,
    /// Whether the bytes are as many on both sides, each from its own.
    verbatim: bool,
}

impl Mapped {
    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Makes room for a text of so many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            runs: Vec::new(),
        }
    }

    /// Adds a text each byte of which comes from one of the bytes at `from`.
    pub fn keep(&mut self, from: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len();
        let goes_on = self.runs.last().is_some_and(|run| {
            run.verbatim && run.from.end == from && run.from.len() == at - run.at
        });
        match self.runs.last_mut().filter(|_| goes_on) {
            Some(run) => run.from.end += text.len(),
            None => self.runs.push(Run {
                at,
                from: from..from + text.len(),
                verbatim: true,
            }),
        }
        self.text.push_str(text);
    }

    /// Adds a text that comes from other bytes as a whole.
    pub fn put(&mut self, from: Range<usize>, text: &str) {
        if text.is_empty() {
            return;
        }
        self.runs.push(Run {
            at: self.text.len(),
            from,
            verbatim: false,
        });
        self.text.push_str(text);
    }

    /// Takes the spaces at the end away again.
    pub fn trim_end_spaces(&mut self) {
        let length = self.text.trim_end_matches(' ').len();
        self.text.truncate(length);
        while self.runs.last().is_some_and(|run| run.at >= length) {
            self.runs.pop();
        }
        if let Some(run) = self.runs.last_mut().filter(|run| run.verbatim) {
            run.from.end = run.from.start + (length - run.at);
        }
    }

    /// Returns the bytes that others come from, those left out between them included.
    #[must_use]
    pub fn origin(&self, at: Range<usize>) -> Range<usize> {
        let last = at.end.saturating_sub(1).max(at.start);
        let (start, end) = (self.part(at.start).start, self.part(last).end);
        start.min(end)..end
    }

    fn part(&self, byte: usize) -> Range<usize> {
        let after = self.runs.partition_point(|run| run.at <= byte);
        let run = after.checked_sub(1).and_then(|at| self.runs.get(at));
        let Some(run) = run else { return 0..0 };
        if !run.verbatim {
            return run.from.clone();
        }
        let at = (run.from.start + (byte - run.at)).min(run.from.end.saturating_sub(1));
        at..at + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_knows_where_it_comes_from() {
        let source = "a&eacute;b  c";
        let mut made = Mapped::default();
        made.keep(0, "a");
        made.put(1..9, "é");
        made.keep(9, "b");
        made.keep(10, "  ");
        made.trim_end_spaces();
        made.keep(12, "c");
        assert_eq!(made.text(), "aébc");
        let from = |at: Range<usize>| &source[made.origin(at)];
        assert_eq!(from(0..1), "a");
        assert_eq!(from(1..3), "&eacute;");
        assert_eq!(from(0..4), "a&eacute;b");
        assert_eq!(from(3..5), "b  c");
    }
}
