//! A mail server on this machine, which misbehaves as it is told by the address of the recipient.
//!
//! The commands are read by mailin; the sockets, TLS and the misbehaviour are ours. What it says it
//! has taken, and what it has taken without saying so, is kept to be counted.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

// The path is said for the benchmark, which takes this file from its own folder.
#[path = "mail_server/scripted.rs"]
pub mod scripted;

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use mailin::{Action, AuthMechanism, Handler, Response, Session, SessionBuilder, response};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// The host of the server, as its certificate names it.
pub const HOST: &str = "127.0.0.1";
pub const USER: &str = "secretariat";
pub const PASSWORD: &str = "un mot de passe";

/// When the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    Never,
    Offered,
    AtOnce,
}

/// A message that the server has in full, whether it said so or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub to: String,
    pub bytes: Vec<u8>,
}

/// What the server has seen since it began.
#[derive(Clone, Debug, Default)]
pub struct CalendarState {
    pub taken: Vec<Taken>,
    pub connections: usize,
    /// Whether it keeps somebody waiting for an answer.
    pub holding: bool,
}

pub struct Server {
    pub port: u16,
    /// The certificate of the authority, to be trusted.
    pub authority: String,
    seen: Arc<Mutex<CalendarState>>,
}

impl Server {
    /// Begins to listen; it stops with the test.
    pub fn start(tls: Tls) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (authority, config) = certificates();
        let seen = Arc::new(Mutex::new(CalendarState::default()));
        let all = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (seen, config) = (Arc::clone(&all), Arc::clone(&config));
                // A client that goes away in the middle is nothing to complain of.
                thread::spawn(move || serve(&stream.unwrap(), tls, &config, &seen));
            }
        });
        Self {
            port,
            authority,
            seen,
        }
    }

    pub fn seen(&self) -> CalendarState {
        lock(&self.seen).clone()
    }

    /// Returns the recipients of what was taken, in order.
    pub fn taken(&self) -> Vec<String> {
        let seen = lock(&self.seen);
        seen.taken.iter().map(|it| it.to.clone()).collect()
    }

    /// Waits until somebody is kept waiting for an answer.
    pub fn wait_for_hold(&self) {
        while !self.seen().holding {
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// What is to be done besides answering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mood {
    #[default]
    Polite,
    /// Hang up without an answer.
    Gone,
    /// Answer, then hang up.
    Leaving,
    /// Say nothing until the other side has gone.
    Silent,
    /// Take leave where the next message is announced (RFC 5321, 3.8).
    Weary,
    /// Hang up there, without a word.
    Curt,
}

struct Clerk {
    seen: Arc<Mutex<CalendarState>>,
    mood: Arc<Mutex<Mood>>,
    to: String,
    bytes: Vec<u8>,
}

impl Clerk {
    fn is_for(&self, name: &str) -> bool {
        self.to.starts_with(name)
    }

    fn turn(&self, mood: Mood) {
        *lock(&self.mood) = mood;
    }
}

impl Handler for Clerk {
    fn mail(&mut self, _: IpAddr, _: &str, from: &str) -> Response {
        if from.starts_with("unwanted") {
            return Response::custom(550, "5.7.1 not this sender".to_owned());
        }
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        to.clone_into(&mut self.to);
        if self.is_for("refused") {
            return Response::custom(550, format!("5.1.1 <{to}>: unknown"));
        }
        if self.is_for("closing") {
            return Response::custom(421, "4.7.0 too many messages".to_owned());
        }
        if self.is_for("deferred") {
            return Response::custom(451, format!("4.2.0 <{to}>: come back later"));
        }
        response::OK
    }

    fn data_start(&mut self, _: &str, _: &str, _: bool, _: &[String]) -> Response {
        self.bytes.clear();
        response::OK
    }

    fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes.extend(bytes);
        if self.is_for("middle") {
            self.turn(Mood::Gone);
        }
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        if self.is_for("rejected") {
            return Response::custom(554, "5.7.1 no such words here".to_owned());
        }
        if self.is_for("busy") {
            return Response::custom(452, "4.3.1 the disk is full".to_owned());
        }
        lock(&self.seen).taken.push(Taken {
            to: self.to.clone(),
            bytes: std::mem::take(&mut self.bytes),
        });
        let mood = [
            ("vanishing", Mood::Gone),
            ("held", Mood::Silent),
            ("last", Mood::Leaving),
            ("wearing", Mood::Weary),
            ("annoying", Mood::Curt),
        ];
        if let Some((_, mood)) = mood.into_iter().find(|(name, _)| self.is_for(name)) {
            self.turn(mood);
        }
        Response::custom(250, "2.0.0 taken".to_owned())
    }

    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        self.auth_login(user, password)
    }

    fn auth_login(&mut self, user: &str, password: &str) -> Response {
        if (user, password) == (USER, PASSWORD) {
            response::AUTH_OK
        } else {
            Response::custom(535, "5.7.8 who are you?".to_owned())
        }
    }
}

pub trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

/// A connection, read by lines.
type Lines = BufReader<Box<dyn Stream>>;

fn serve(
    plain: &TcpStream,
    tls: Tls,
    config: &Arc<ServerConfig>,
    seen: &Arc<Mutex<CalendarState>>,
) -> io::Result<()> {
    lock(seen).connections += 1;
    let mood = Arc::new(Mutex::new(Mood::default()));
    let clerk = || Clerk {
        seen: Arc::clone(seen),
        mood: Arc::clone(&mood),
        to: String::new(),
        bytes: Vec::new(),
    };
    let ip = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mut builder = SessionBuilder::new("mail.example.org");
    match tls {
        // It asks nobody who they are.
        Tls::Never => &mut builder,
        Tls::Offered => builder.enable_start_tls().enable_auth(AuthMechanism::Plain),
        Tls::AtOnce => builder
            .enable_auth(AuthMechanism::Login)
            .insecure_enable_plaintext_auth(),
    };
    let mut stream = match tls {
        Tls::AtOnce => protected(plain, config)?,
        _ => lines(plain.try_clone()?),
    };
    let mut session: Session<Clerk> = builder.build(ip, clerk());
    answer(&mut stream, &session.greeting())?;
    loop {
        let line = read_line(&mut stream)?;
        if line.eq_ignore_ascii_case(b"QUIT\r\n") {
            // mailin would take it for data after a message that it refused.
            return answer(&mut stream, &response::GOODBYE);
        }
        if line.eq_ignore_ascii_case(b"RSET\r\n") {
            // mailin would forget who logged in; a server must not (RFC 5321, 4.1.1.5).
            session = SessionBuilder::new("mail.example.org").build(ip, clerk());
            session.process(b"EHLO again\r\n");
            answer(&mut stream, &response::OK)?;
            continue;
        }
        let before = *lock(&mood);
        if matches!(before, Mood::Weary | Mood::Curt) && line.starts_with(b"MAIL") {
            if before == Mood::Weary {
                let leave = Response::custom(421, "4.7.0 enough for one connection".to_owned());
                answer(&mut stream, &leave)?;
            }
            return plain.shutdown(std::net::Shutdown::Both);
        }
        let said = session.process(&line);
        let mood = *lock(&mood);
        match mood {
            Mood::Gone => return plain.shutdown(std::net::Shutdown::Both),
            Mood::Silent => {
                lock(seen).holding = true;
                while stream.read(&mut [0; 64])? > 0 {}
                return Ok(());
            }
            Mood::Polite | Mood::Leaving | Mood::Weary | Mood::Curt => {}
        }
        if said.action != Action::NoReply {
            answer(&mut stream, &said)?;
        }
        if said.action == Action::Close || mood == Mood::Leaving {
            return plain.shutdown(std::net::Shutdown::Both);
        }
        if said.action == Action::UpgradeTls {
            stream = protected(plain, config)?;
            session.tls_active();
        }
    }
}

fn lines(stream: impl Stream + 'static) -> Lines {
    BufReader::new(Box::new(stream))
}

fn protected(stream: &TcpStream, config: &Arc<ServerConfig>) -> io::Result<Lines> {
    let connection = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
    Ok(lines(StreamOwned::new(connection, stream.try_clone()?)))
}

fn answer(stream: &mut Lines, said: &Response) -> io::Result<()> {
    stream.get_mut().write_all(&said.buffer()?)?;
    stream.get_mut().flush()
}

fn read_line(stream: &mut Lines) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    stream.read_until(b'\n', &mut line)?;
    if line.ends_with(b"\n") {
        Ok(line)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap()
}

/// A certificate of the server, and who vouches for it.
pub struct Issued {
    /// The certificate of the authority, to be trusted.
    pub authority: String,
    pub certificate: rcgen::Certificate,
    pub key: KeyPair,
}

/// Makes an authority, and a certificate of the server that it vouches for.
pub fn issued() -> Issued {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    // OpenSSL takes a certificate of the same name as its authority for one that vouches for itself.
    let names = &mut authority.distinguished_name;
    names.push(DnType::CommonName, "authority of a test");
    let authority_key = KeyPair::generate().unwrap();
    let root = authority.self_signed(&authority_key).unwrap();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let mut leaf = CertificateParams::new(vec![HOST.to_owned()]).unwrap();
    leaf.use_authority_key_identifier_extension = true;
    Issued {
        authority: root.pem(),
        certificate: leaf.signed_by(&key, &issuer).unwrap(),
        key,
    }
}

/// Makes what a server needs for TLS; returns the certificate of the authority besides.
pub fn certificates() -> (String, Arc<ServerConfig>) {
    let issued = issued();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(issued.key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![issued.certificate.der().clone()], key)
        .unwrap();
    (issued.authority, Arc::new(config))
}
