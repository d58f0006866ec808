//! A mail server that goes by the book, but for what it is told to say once, at one stage.

use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::ServerConfig;

use super::{Lines, certificates, lines, lock, protected, read_line};

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    End,
}

/// What is said there instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    /// These bytes, and the book again from the next command on.
    Bytes(&'static str),
    /// These bytes for ever, as fast as they are read.
    Flood(&'static str),
    /// These bytes for ever, one every few milliseconds.
    Drip(&'static str),
    Nothing,
    /// The end of the connection.
    Gone,
}

pub struct Scripted {
    pub port: u16,
    pub authority: String,
    taken: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone)]
struct Script {
    stage: Stage,
    say: Say,
    /// Whether it offers TLS and asks who sends.
    protects: bool,
    done: Arc<AtomicBool>,
    taken: Arc<Mutex<Vec<String>>>,
    config: Arc<ServerConfig>,
}

impl Scripted {
    pub fn start(protects: bool, stage: Stage, say: Say) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (authority, config) = certificates();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let script = Script {
            stage,
            say,
            protects,
            done: Arc::default(),
            taken: Arc::clone(&taken),
            config,
        };
        thread::spawn(move || {
            for stream in listener.incoming() {
                let script = script.clone();
                thread::spawn(move || script.serve(&stream.unwrap()));
            }
        });
        Self {
            port,
            authority,
            taken,
        }
    }

    /// Returns the recipients of all messages that came with their end.
    pub fn taken(&self) -> Vec<String> {
        lock(&self.taken).clone()
    }
}

impl Script {
    fn serve(&self, plain: &TcpStream) -> io::Result<()> {
        let mut stream = lines(plain.try_clone()?);
        let mut is_protected = false;
        let mut to = String::new();
        self.answer(
            &mut stream,
            plain,
            Stage::Greeting,
            "220 mail.example.org\r\n",
        )?;
        loop {
            let line = String::from_utf8_lossy(&read_line(&mut stream)?).into_owned();
            let (stage, book) = match line.split([' ', '\r']).next().unwrap_or_default() {
                "EHLO" if self.protects && !is_protected => {
                    (Stage::Ehlo, "250-mail.example.org\r\n250 STARTTLS\r\n")
                }
                "EHLO" if self.protects => {
                    (Stage::Ehlo, "250-mail.example.org\r\n250 AUTH PLAIN\r\n")
                }
                "EHLO" => (Stage::Ehlo, "250-mail.example.org\r\n250 8BITMIME\r\n"),
                "STARTTLS" => (Stage::StartTls, "220 go on\r\n"),
                "AUTH" => (Stage::Auth, "235 welcome\r\n"),
                "MAIL" => (Stage::Mail, "250 ok\r\n"),
                "RCPT" => {
                    let name = line.trim_end().trim_start_matches("RCPT TO:");
                    name.clone_into(&mut to);
                    (Stage::Rcpt, "250 ok\r\n")
                }
                "DATA" => (Stage::Data, "354 go on\r\n"),
                "RSET" => {
                    stream.get_mut().write_all(b"250 ok\r\n")?;
                    continue;
                }
                _ => {
                    stream.get_mut().write_all(b"221 bye\r\n")?;
                    return Ok(());
                }
            };
            self.answer(&mut stream, plain, stage, book)?;
            match stage {
                Stage::StartTls => {
                    stream = protected(plain, &self.config)?;
                    is_protected = true;
                }
                Stage::Data => {
                    while read_line(&mut stream)? != b".\r\n" {}
                    lock(&self.taken).push(to.clone());
                    self.answer(&mut stream, plain, Stage::End, "250 taken\r\n")?;
                }
                _ => {}
            }
        }
    }

    fn answer(
        &self,
        stream: &mut Lines,
        plain: &TcpStream,
        stage: Stage,
        book: &str,
    ) -> io::Result<()> {
        let stream = stream.get_mut();
        if stage != self.stage || self.done.swap(true, Ordering::SeqCst) {
            stream.write_all(book.as_bytes())?;
            return stream.flush();
        }
        match self.say {
            Say::Bytes(bytes) => {
                stream.write_all(bytes.as_bytes())?;
                stream.flush()
            }
            Say::Flood(bytes) => loop {
                stream.write_all(bytes.as_bytes())?;
            },
            Say::Drip(bytes) => {
                for byte in bytes.as_bytes().iter().cycle() {
                    stream.write_all(&[*byte])?;
                    stream.flush()?;
                    thread::sleep(Duration::from_millis(20));
                }
                Ok(())
            }
            Say::Nothing => loop {
                thread::sleep(Duration::from_secs(60));
            },
            Say::Gone => plain.shutdown(std::net::Shutdown::Both),
        }
    }
}
