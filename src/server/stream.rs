//! The bytes of a connection, in the clear or protected, each of them within its time.

#![expect(
    clippy::disallowed_methods,
    reason = "a deadline is measured, and reaches no artefact"
)]

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::fault::{Fault, TlsFault, TlsFaultKind};
use crate::domain::{Security, Server};

/// How long a server is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until it is reached, has greeted and is protected.
    pub connection: Duration,
    /// While it says nothing at all.
    pub silence: Duration,
    /// Until it has answered a command, however slowly its answer comes.
    pub command: Duration,
    /// While it says nothing after a whole message, which it may look through before it takes it (RFC
    /// 5321, 4.5.3.2.6, has ten minutes, lest the client send a second time; here nobody does).
    pub taking: Duration,
    /// Until it has taken or given a message, with all its commands.
    pub message: Duration,
    /// Until it has taken leave.
    pub farewell: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connection: Duration::from_secs(60),
            silence: Duration::from_secs(60),
            command: Duration::from_secs(5 * 60),
            taking: Duration::from_secs(5 * 60),
            message: Duration::from_secs(15 * 60),
            farewell: Duration::from_secs(5),
        }
    }
}

impl Patience {
    /// Returns until when a command is to be answered, from now.
    #[must_use]
    pub fn soon(self) -> Deadline {
        Deadline::after(self.command).silent_for(self.silence)
    }
}

/// A moment after which nobody waits any longer, and how long a silence may be before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    end: Instant,
    /// The whole time until then.
    whole: Duration,
    silence: Duration,
}

impl Deadline {
    /// Returns the moment after so much time from now.
    #[must_use]
    pub fn after(patience: Duration) -> Self {
        Self {
            end: Instant::now() + patience,
            whole: patience,
            silence: patience,
        }
    }

    /// Returns the same moment, with silences no longer than this.
    #[must_use]
    pub fn silent_for(self, silence: Duration) -> Self {
        Self { silence, ..self }
    }

    /// Returns the earlier of two moments.
    #[must_use]
    pub fn or_before(self, other: Self) -> Self {
        if other.end < self.end { other } else { self }
    }

    /// Returns how long was waited for in vain.
    #[must_use]
    pub fn waited(self) -> Duration {
        match self.left() {
            Ok(_) => self.silence.min(self.whole),
            Err(_) => self.whole,
        }
    }

    fn left(self) -> io::Result<Duration> {
        let left = self.end.checked_duration_since(Instant::now());
        let left = left.filter(|left| !left.is_zero());
        left.ok_or_else(|| io::ErrorKind::TimedOut.into())
    }

    /// How long may be waited now.
    fn next(self) -> io::Result<Duration> {
        Ok(self.left()?.min(self.silence))
    }
}

/// Why a conversation cannot go on.
#[derive(Debug)]
pub enum Broken {
    /// Nothing more comes.
    Lost(io::Error),
    /// Nothing came for so long.
    Silent(Duration),
    /// What was said is no reply, too long, or of no command: no later reply can be told to belong to its
    /// command.
    OutOfStep,
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Lost(error)
    }
}

impl From<Broken> for Fault {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Lost(_) => Self::HungUp,
            Broken::Silent(waited) => Self::silent(waited),
            Broken::OutOfStep => Self::OutOfStep,
        }
    }
}

impl Broken {
    /// Tells what was waited for in vain from what is lost.
    #[must_use]
    pub fn by(self, deadline: Deadline) -> Self {
        match self {
            Self::Lost(error) if error.kind() == io::ErrorKind::TimedOut => {
                Self::Silent(deadline.waited())
            }
            broken => broken,
        }
    }

    /// Returns why a connection is none, before anybody has logged in or begun a message.
    #[must_use]
    pub fn unreached(self) -> Fault {
        match self {
            Self::Lost(error) => Fault::Connection(error),
            broken => broken.into(),
        }
    }
}

/// What proves to us who a server is: the authorities that this machine trusts.
pub type Trust = Arc<ClientConfig>;

/// Reads the authorities that this machine trusts.
///
/// # Errors
///
/// [`Fault::Tls`].
pub fn trust() -> Result<Trust, Fault> {
    let mut authorities = RootCertStore::empty();
    authorities.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions();
    let config = config
        .map_err(|error| Fault::Tls(TlsFault::new(TlsFaultKind::Other, &error.to_string())))?;
    let config = config.with_root_certificates(authorities);
    Ok(Arc::new(config.with_no_client_auth()))
}

/// Connects to a server; with TLS from the first byte where its settings ask for that, in the clear
/// otherwise, until [`Stream::protect`].
///
/// # Errors
///
/// It cannot be reached, or is not protected as it must be.
pub fn connect(
    server: &Server,
    trust: Option<&Trust>,
    deadline: Deadline,
) -> Result<Stream, Fault> {
    let Server { host, port, .. } = server;
    let stream = Stream::connect(host, *port, deadline).map_err(Fault::Connection)?;
    match trust.filter(|_| server.security == Security::Tls) {
        Some(trust) => stream.protect(host, trust),
        None => Ok(stream),
    }
}

/// Says why a connection could not be protected.
fn protecting(error: io::Error) -> Fault {
    if error.kind() == io::ErrorKind::TimedOut {
        return Fault::Connection(error);
    }
    let inner = error.get_ref().and_then(|it| it.downcast_ref());
    let kind = inner.map_or(TlsFaultKind::Other, kind_of);
    Fault::Tls(TlsFault::new(kind, &error.to_string()))
}

/// Tells what of a certificate, or of the talk before it, is at fault.
fn kind_of(error: &rustls::Error) -> TlsFaultKind {
    use rustls::CertificateError as Certificate;
    match error {
        rustls::Error::InvalidMessage(_) => TlsFaultKind::NoTls,
        rustls::Error::InvalidCertificate(why) => match why {
            Certificate::UnknownIssuer => TlsFaultKind::Issuer,
            Certificate::Expired | Certificate::ExpiredContext { .. } => TlsFaultKind::Expired,
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
                TlsFaultKind::NotYetValid
            }
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                TlsFaultKind::Name
            }
            _ => TlsFaultKind::Other,
        },
        _ => TlsFaultKind::Other,
    }
}

/// A connection to a server.
pub enum Stream {
    Plain(Socket),
    Protected(Box<StreamOwned<ClientConnection, Socket>>),
}

/// A socket that waits for nothing past its deadline, however many bytes drip in before.
pub struct Socket {
    stream: TcpStream,
    deadline: Deadline,
    /// Whether it waits at all.
    waits: bool,
}

impl Stream {
    /// Connects to a host, in the clear.
    ///
    /// # Errors
    ///
    /// It has no address, or none of them answers in time.
    fn connect(host: &str, port: u16, deadline: Deadline) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for address in (host, port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, deadline.left()?) {
                Ok(stream) => {
                    // Each command is short, and waits for its answer.
                    stream.set_nodelay(true)?;
                    return Ok(Self::Plain(Socket {
                        stream,
                        deadline,
                        waits: true,
                    }));
                }
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Protects the connection from here on, with a server that proves to be this host.
    ///
    /// # Errors
    ///
    /// It proves nothing, the two find no common ground, or the connection is lost.
    pub fn protect(self, host: &str, trust: &Trust) -> Result<Self, Fault> {
        self.protected(host, trust).map_err(protecting)
    }

    fn protected(self, host: &str, trust: &Trust) -> io::Result<Self> {
        let Self::Plain(mut socket) = self else {
            return Ok(self);
        };
        let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
        let connection = ClientConnection::new(Arc::clone(trust), name);
        let mut connection = connection.map_err(io::Error::other)?;
        while connection.is_handshaking() {
            connection.complete_io(&mut socket)?;
        }
        let stream = StreamOwned::new(connection, socket);
        Ok(Self::Protected(Box::new(stream)))
    }

    /// Waits for nothing past this moment.
    pub fn wait_until(&mut self, deadline: Deadline) {
        self.socket().deadline = deadline;
    }

    /// Reads what has arrived already, without waiting; `None` if that is nothing.
    ///
    /// # Errors
    ///
    /// The connection is lost.
    pub fn arrived(&mut self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        self.socket().set_waits(false)?;
        let read = self.read(buffer);
        self.socket().set_waits(true)?;
        match read {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(None),
            read => read.map(Some),
        }
    }

    fn socket(&mut self) -> &mut Socket {
        match self {
            Self::Plain(socket) => socket,
            Self::Protected(stream) => &mut stream.sock,
        }
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.read(buffer),
            Self::Protected(stream) => stream.read(buffer),
        }
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(socket) => socket.write(bytes),
            Self::Protected(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(socket) => socket.flush(),
            Self::Protected(stream) => stream.flush(),
        }
    }
}

impl Socket {
    fn set_waits(&mut self, waits: bool) -> io::Result<()> {
        self.waits = waits;
        self.stream.set_nonblocking(!waits)
    }

    /// Tells a wait that was too long by its name, which is not the same everywhere.
    fn timely<T>(&self, done: io::Result<T>) -> io::Result<T> {
        match done {
            Err(error) if self.waits && error.kind() == io::ErrorKind::WouldBlock => {
                Err(io::ErrorKind::TimedOut.into())
            }
            done => done,
        }
    }
}

impl Read for Socket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.waits {
            self.stream.set_read_timeout(Some(self.deadline.next()?))?;
        }
        let read = self.stream.read(buffer);
        self.timely(read)
    }
}

impl Write for Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waits {
            self.stream.set_write_timeout(Some(self.deadline.next()?))?;
        }
        let written = self.stream.write(bytes);
        self.timely(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
