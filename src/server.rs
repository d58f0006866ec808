//! The connection to a server of mail, protected as its settings say, and why one serves nobody.

mod fault;
mod stream;

pub use fault::{Answer, Fault, TlsFault, TlsFaultKind};
pub use stream::{Broken, Deadline, Patience, Stream, Trust, connect, trust};
