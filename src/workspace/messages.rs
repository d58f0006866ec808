//! The messages that a person names: files, mailboxes and folders of them, one message after the other.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::Workspace;

use crate::sort::Sort;

/// How deep folders are searched.
const DEEPEST: usize = 16;
/// How the line before each message of an mbox begins (RFC 4155).
const FROM: &[u8] = b"From ";

/// A message as it was found.
#[derive(Debug)]
pub struct FoundMessage {
    /// Where it is: a file, or a line of a mailbox.
    pub source: String,
    pub bytes: Result<Vec<u8>, MessageFault>,
    /// Whether it is meant to be one: what else lies in a folder need not be.
    pub is_meant: bool,
}

/// Why there is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageFault {
    Missing,
    Unreadable,
    TooLarge,
}

/// What is to be read next.
enum Pending {
    Path {
        path: PathBuf,
        shown: String,
        depth: usize,
        is_meant: bool,
    },
    Mailbox(Mailbox),
}

/// A mailbox in one file, from the line that begins a message.
struct Mailbox {
    reader: Box<dyn BufRead>,
    shown: String,
    line: usize,
}

/// The messages of some files and folders.
struct Messages {
    /// The next is the last.
    pending: Vec<Pending>,
    largest: usize,
}

impl Workspace {
    /// Reads the messages of files, mailboxes (mbox, Maildir) and folders, each with at most `largest`
    /// bytes; `-` is the standard input. Only one message is held at a time.
    pub fn received(
        &self,
        sources: &[PathBuf],
        largest: usize,
    ) -> impl Iterator<Item = FoundMessage> + use<> {
        let sources = sources.iter().rev();
        let pending = sources.map(|source| Pending::Path {
            path: if source.as_os_str() == "-" {
                source.clone()
            } else {
                self.from.join(source)
            },
            shown: source.display().to_string(),
            depth: 0,
            is_meant: true,
        });
        Messages {
            pending: pending.collect(),
            largest,
        }
    }
}

impl Iterator for Messages {
    type Item = FoundMessage;

    fn next(&mut self) -> Option<FoundMessage> {
        loop {
            match self.pending.pop()? {
                Pending::Mailbox(mut mailbox) => {
                    let source = format!("{}:{}", mailbox.shown, mailbox.line);
                    let (bytes, is_last) = mailbox.next(self.largest);
                    if !is_last {
                        self.pending.push(Pending::Mailbox(mailbox));
                    }
                    return Some(FoundMessage {
                        source,
                        bytes,
                        is_meant: true,
                    });
                }
                Pending::Path {
                    path,
                    shown,
                    depth,
                    is_meant,
                } => {
                    let found = match self.open(&path, &shown, depth) {
                        Ok(None) => continue,
                        Ok(Some(bytes)) => Ok(bytes),
                        Err(fault) => Err(fault),
                    };
                    return Some(FoundMessage {
                        source: shown,
                        bytes: found,
                        is_meant,
                    });
                }
            }
        }
    }
}

impl Messages {
    /// Reads a file, or puts what is in a folder or a mailbox before what is pending.
    fn open(
        &mut self,
        path: &Path,
        shown: &str,
        depth: usize,
    ) -> Result<Option<Vec<u8>>, MessageFault> {
        let mut reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            let metadata = fs::metadata(path).map_err(|error| fault(&error))?;
            if metadata.is_dir() {
                return self.folder(path, shown, depth).map(|()| None);
            }
            // Opening a pipe would wait for its other end.
            if !metadata.is_file() {
                return Err(MessageFault::Unreadable);
            }
            Box::new(BufReader::new(File::open(path).map_err(|it| fault(&it))?))
        };
        let start = reader.fill_buf().map_err(|error| fault(&error))?;
        if start.is_empty() && !is_named(path) {
            return Ok(None);
        }
        if start.starts_with(FROM) {
            let mut line = Vec::new();
            let read = reader.by_ref().take(self.largest as u64);
            read_line(read, &mut line).map_err(|error| fault(&error))?;
            self.pending.push(Pending::Mailbox(Mailbox {
                reader,
                shown: shown.to_owned(),
                line: 1,
            }));
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let read = reader.take(self.largest as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| fault(&error))?;
        if bytes.len() > self.largest {
            return Err(MessageFault::TooLarge);
        }
        Ok(Some(bytes))
    }

    /// Puts the files and folders of a folder before what is pending, in order: hidden ones are left out, but
    /// for the folders of a Maildir (Maildir++), and what a Maildir has not taken in yet.
    fn folder(&mut self, path: &Path, shown: &str, depth: usize) -> Result<(), MessageFault> {
        if depth >= DEEPEST {
            return Err(MessageFault::Unreadable);
        }
        let entries = fs::read_dir(path).map_err(|error| fault(&error))?;
        let mut entries: Vec<fs::DirEntry> = entries
            .collect::<Result<_, _>>()
            .map_err(|error| fault(&error))?;
        entries.order_by_key(fs::DirEntry::file_name);
        let is_maildir = is_maildir(path);
        let is_in_one = ["cur", "new"].iter().any(|it| path.ends_with(it));
        for entry in entries.into_iter().rev() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let kind = entry.file_type();
            // A link to a folder may lead around in a circle.
            let is_link = kind.is_ok_and(|kind| kind.is_symlink()) && entry.path().is_dir();
            let is_folder_of_one = is_maildir && self::is_maildir(&entry.path());
            let is_hidden = name.starts_with('.') && !is_folder_of_one;
            if is_hidden || is_link || is_maildir && name == "tmp" {
                continue;
            }
            let path = entry.path();
            let is_meant = is_in_one || path.is_dir() || is_named(&path);
            self.pending.push(Pending::Path {
                shown: format!("{}/{name}", shown.trim_end_matches('/')),
                path,
                depth: depth + 1,
                is_meant,
            });
        }
        Ok(())
    }
}

fn is_maildir(path: &Path) -> bool {
    path.join("cur").is_dir() && path.join("new").is_dir()
}

impl Mailbox {
    /// Reads the next message, without the line before it and without the quoting of lines that look
    /// like one; says whether it is the last.
    fn next(&mut self, largest: usize) -> (Result<Vec<u8>, MessageFault>, bool) {
        let mut bytes = Vec::new();
        let mut is_too_large = false;
        let mut after_blank = false;
        loop {
            let start = bytes.len();
            let read = self.reader.by_ref().take(largest as u64 + 1);
            let length = match read_line(read, &mut bytes) {
                Ok(length) => length,
                Err(error) => return (Err(fault(&error)), true),
            };
            let line = &bytes[start..];
            self.line += usize::from(line.ends_with(b"\n"));
            let is_next = after_blank && is_from_line(line);
            after_blank = matches!(line, b"\n" | b"\r\n");
            let quotes = line.iter().take_while(|byte| **byte == b'>').count();
            let is_quoted = quotes > 0 && line[quotes..].starts_with(FROM);
            if is_next || length == 0 {
                bytes.truncate(start);
                let bytes = if is_too_large {
                    Err(MessageFault::TooLarge)
                } else {
                    Ok(bytes)
                };
                return (bytes, length == 0);
            }
            if is_quoted {
                bytes.remove(start);
            }
            is_too_large |= bytes.len() > largest;
            if is_too_large {
                bytes.clear();
            }
        }
    }
}

fn read_line(mut reader: impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    reader.read_until(b'\n', line)
}

/// Whether a line is one that stands before a message: with the day and time at which it arrived, or
/// nothing but its first word, as Thunderbird writes it. A sentence may begin with "From 14:00" too.
fn is_from_line(line: &[u8]) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let Some(rest) = line.strip_prefix(FROM) else {
        return false;
    };
    let rest = String::from_utf8_lossy(rest);
    let mut words = rest.split_whitespace();
    let is_time = |word: &str| word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit());
    rest.trim().is_empty() || words.any(|word| DAYS.contains(&word)) && words.any(is_time)
}

/// Whether a file is called as messages, mailboxes and calendars are.
fn is_named(path: &Path) -> bool {
    let end = path.extension().and_then(|it| it.to_str());
    let end = end.unwrap_or_default().to_ascii_lowercase();
    ["eml", "emlx", "ics", "mbox", "msg"].contains(&end.as_str())
}

fn fault(error: &io::Error) -> MessageFault {
    match error.kind() {
        io::ErrorKind::NotFound => MessageFault::Missing,
        _ => MessageFault::Unreadable,
    }
}
