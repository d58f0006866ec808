//! Commands and their replies (RFC 5321, 4.2): one for one, in step, and within limits.

use std::io::{self, Read, Write};

use crate::server::{Answer, Broken, Deadline, Fault, Stream, Trust};

/// The longest line of a reply, in octets; the standard has 512 (RFC 5321, 4.5.3.1.5).
const LINE: usize = 4 * 1024;
/// The longest reply, in octets.
const REPLY: usize = 64 * 1024;

/// What a server says to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    /// The text of each line.
    pub lines: Vec<String>,
}

/// A conversation with a server.
pub struct Conversation {
    stream: Stream,
    /// What has arrived and was not looked at yet.
    heard: Vec<u8>,
}

impl Reply {
    /// Whether the server does not want what it was asked for, now or ever (4yz, 5yz).
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.code >= 400
    }

    /// Returns what is kept of it.
    #[must_use]
    pub fn answer(&self) -> Answer {
        Answer::new(self.code, &self.lines.join(" "))
    }
}

impl Conversation {
    #[must_use]
    pub fn new(stream: Stream) -> Self {
        Self {
            stream,
            heard: Vec::new(),
        }
    }

    /// Protects the conversation from here on.
    ///
    /// Nothing that was said in the clear is heard after it.
    ///
    /// # Errors
    ///
    /// The server proves nothing, or the connection is lost.
    pub fn protect(self, host: &str, trust: &Trust) -> Result<Self, Fault> {
        Ok(Self::new(self.stream.protect(host, trust)?))
    }

    /// Says a command and hears its reply.
    ///
    /// # Errors
    ///
    /// The connection is lost, or out of step.
    pub fn ask(&mut self, command: &str, deadline: Deadline) -> Result<Reply, Broken> {
        self.say(format!("{command}\r\n").as_bytes(), deadline)?;
        self.reply(deadline)
    }

    /// Says something, unless the server said something that nobody asked for.
    ///
    /// # Errors
    ///
    /// The connection is lost, or out of step.
    pub fn say(&mut self, bytes: &[u8], deadline: Deadline) -> Result<(), Broken> {
        self.stream.wait_until(deadline);
        match self.stream.arrived(&mut [0])? {
            None => {}
            Some(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            Some(_) => return Err(Broken::OutOfStep),
        }
        let said = self.stream.write_all(bytes);
        let said = said.and_then(|()| self.stream.flush());
        said.map_err(|error| Broken::from(error).by(deadline))
    }

    /// Hears a reply.
    ///
    /// # Errors
    ///
    /// The connection is lost, or out of step.
    pub fn reply(&mut self, deadline: Deadline) -> Result<Reply, Broken> {
        self.stream.wait_until(deadline);
        let mut reply: Option<Reply> = None;
        let mut left = REPLY;
        loop {
            let line = self.line().map_err(|broken| broken.by(deadline))?;
            left = left.checked_sub(line.len()).ok_or(Broken::OutOfStep)?;
            let (code, last, text) = parsed(&line).ok_or(Broken::OutOfStep)?;
            let reply = reply.get_or_insert_with(|| Reply {
                code,
                lines: Vec::new(),
            });
            if reply.code != code {
                return Err(Broken::OutOfStep);
            }
            reply.lines.push(text);
            if last {
                break;
            }
        }
        match reply {
            // One command has one reply.
            Some(reply) if self.heard.is_empty() => Ok(reply),
            _ => Err(Broken::OutOfStep),
        }
    }

    /// Reads a line, without its end.
    fn line(&mut self) -> Result<Vec<u8>, Broken> {
        loop {
            if let Some(at) = self.heard.windows(2).position(|pair| pair == b"\r\n") {
                let mut line: Vec<u8> = self.heard.drain(..at + 2).collect();
                line.truncate(at);
                return Ok(line);
            }
            if self.heard.len() > LINE {
                return Err(Broken::OutOfStep);
            }
            let mut buffer = [0; 1024];
            match self.stream.read(&mut buffer)? {
                0 => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
                read => self.heard.extend_from_slice(&buffer[..read]),
            }
        }
    }
}

/// Reads a line of a reply: its code, whether it is the last, and its text.
fn parsed(line: &[u8]) -> Option<(u16, bool, String)> {
    let (code, rest) = line.split_at_checked(3)?;
    let [b'2'..=b'5', b'0'..=b'5', b'0'..=b'9'] = code else {
        return None;
    };
    let code = std::str::from_utf8(code).ok()?.parse().ok()?;
    let (last, text) = match rest {
        [] => (true, rest),
        [b' ', text @ ..] => (true, text),
        [b'-', text @ ..] => (false, text),
        _ => return None,
    };
    Some((code, last, String::from_utf8_lossy(text).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_reply_is_a_code_and_a_text() {
        let read = |line: &str| parsed(line.as_bytes());
        assert_eq!(read("250 ok"), Some((250, true, "ok".to_owned())));
        assert_eq!(
            read("250-STARTTLS"),
            Some((250, false, "STARTTLS".to_owned()))
        );
        assert_eq!(read("354"), Some((354, true, String::new())));
        for line in [
            "", "25", "2500 ok", "150 wait", "650 what", "260 no", "ok", " 250 ok",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
