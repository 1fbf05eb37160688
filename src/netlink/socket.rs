//! The socket of rtnetlink(7): sends a request, and receives its answer up to the message that ends it.

use core::cell::{Cell, OnceCell};
use core::mem::MaybeUninit;

use super::message::{
    NLM_F_DUMP, NLM_F_DUMP_INTR, NLM_F_MULTI, NLMSG_DONE, NLMSG_ERROR, RTM_DELLINK, RTM_NEWLINK,
    header_of, next_message, record,
};
use crate::sys::calls::{AF_NETLINK, MSG_TRUNC, enable, recv, send};
use crate::sys::errno::{Errno, Result};
use crate::sys::fd::{Fd, opened};

/// The kernel answers in pieces of at most NLMSG_GOODSIZE, which is never more than this.
const PIECE: usize = 8192;

/// NETLINK_EXT_ACK of `linux/netlink.h`: an error comes with a text and the offset of the attribute at fault.
const EXT_ACK: usize = 11;
/// NETLINK_GET_STRICT_CHK: the kernel filters dumps by the fields and attributes of the request.
const GET_STRICT_CHK: usize = 12;

/// A socket of NETLINK_ROUTE. It is opened for the first request.
#[derive(Default)]
pub struct Socket {
    fd: OnceCell<Fd>,
    /// The number of the last request. Answers to earlier ones are skipped.
    sequence: Cell<u32>,
}

/// Gets the messages of an answer: the type of each, and all of it.
pub type Each<'a> = &'a mut dyn FnMut(u16, &mut [u8]);

impl Socket {
    fn fd(&self) -> Result<&Fd> {
        opened(&self.fd, AF_NETLINK, |fd| {
            // Before Linux 4.20 the kernel does not filter: callers skip what they did not ask for.
            let _ = enable(fd, GET_STRICT_CHK);
        })
    }

    /// Has the kernel explain errors from now on (since Linux 4.12).
    pub fn explain_errors(&self) -> Result<()> {
        let _ = enable(self.fd()?, EXT_ACK);
        Ok(())
    }

    /// Sends a request; `each` gets the messages of the answer, and the error that ends it.
    ///
    /// If the answer is lost, the request is sent once more, which has no second effect.
    ///
    /// An address or a route that exists already, or no longer, is no error; nor is an interface that is to be
    /// deleted and does not exist. EINTR if a list changed while it was read: some of it may be missing. ENOBUFS if
    /// a message of a list is longer than the buffer. Of a single longer message, `each` gets the beginning.
    pub fn ask(&self, request: &mut [u8], each: Each<'_>) -> Result<()> {
        match self.attempt(request, false, each) {
            Ok(outcome) => outcome,
            Err(_) => self.attempt(request, true, each)?,
        }
    }

    /// Sends a request and receives the answer: `Ok` is the kernel's, and `Err` the reason why there is none.
    #[inline(never)] // The piece is on the stack for as long as this takes, not longer.
    fn attempt(&self, request: &mut [u8], repeated: bool, each: Each<'_>) -> Result<Result<()>> {
        let sequence = self.sequence.get() + 1;
        self.sequence.set(sequence);
        let length = request.len();
        let Some(header) = header_of(request) else { return Err(Errno::INVAL) };
        #[allow(clippy::cast_possible_truncation)] // A request has fewer than 32 KiB.
        {
            header.length = length as u32;
        }
        header.sequence = sequence;
        let kind = header.kind;
        let is_dump = header.flags & NLM_F_DUMP == NLM_F_DUMP;
        // The protocol is NETLINK_ROUTE, 0, which is also what no protocol means.
        let fd = self.fd()?;
        send(fd, request, 0, &[])?;
        let mut piece = [MaybeUninit::uninit(); PIECE];
        let mut outcome = Ok(());
        loop {
            // With MSG_TRUNC, the length is that of the whole piece, even if the buffer is shorter.
            let (mut rest, truncated) = match recv(fd, &mut piece, MSG_TRUNC) {
                Ok((piece, length)) => {
                    let truncated = length > piece.len();
                    (piece, truncated)
                }
                // The rest of a dump follows, and must be read before the next request.
                Err(_) if is_dump && outcome != Err(Errno::INTR) => {
                    outcome = Err(Errno::INTR);
                    continue;
                }
                Err(reason) => return Err(reason),
            };
            if truncated && is_dump {
                outcome = Err(Errno::NOBUFS);
            }
            while let Some((header, message)) = next_message(&mut rest) {
                if header.sequence != sequence {
                    continue;
                }
                if header.flags & NLM_F_DUMP_INTR != 0 {
                    outcome = Err(Errno::INTR);
                }
                each(header.kind, message);
                if let NLMSG_ERROR | NLMSG_DONE = header.kind {
                    let error = Errno::negated(record(message).unwrap_or(0));
                    return Ok(match error {
                        Some(error) if !is_forgiven(error, kind, repeated) => Err(error),
                        _ => outcome,
                    });
                }
                if header.flags & NLM_F_MULTI == 0 {
                    return Ok(outcome);
                }
            }
        }
    }
}

/// Whether an error says no more than that a request of this type need not do anything.
fn is_forgiven(error: Errno, request: u16, repeated: bool) -> bool {
    match error {
        // An interface that exists already is another one.
        Errno::EXIST => repeated || request != RTM_NEWLINK,
        Errno::ADDRNOTAVAIL => request != RTM_NEWLINK,
        Errno::NODEV => request == RTM_DELLINK,
        _ => false,
    }
}
