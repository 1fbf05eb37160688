// SPDX-License-Identifier: MIT OR Apache-2.0
//! The socket of rtnetlink(7): sends a request, and receives its answer up to the message that ends it.

use core::cell::{Cell, OnceCell};
use core::mem::MaybeUninit;

use rustix::fd::BorrowedFd;
use rustix::net::{AddressFamily, RecvFlags, SendFlags};

use super::message::{
    Header, NLM_F_DUMP, NLM_F_DUMP_INTR, NLM_F_EXCL, NLM_F_MULTI, NLMSG_DONE, NLMSG_ERROR,
    RTM_NEWLINK, header_of, next_message, read, record,
};
use crate::sys::calls::{recv, send};
use crate::sys::errno::{Errno, Result};
use crate::sys::fd::{Fd, opened};
use crate::sys::setsockopt::enable;

/// The kernel answers in pieces of at most NLMSG_GOODSIZE, which is never more than this.
const PIECE: usize = 8192;

/// NETLINK_EXT_ACK of `linux/netlink.h`: an error comes with a text and the offset of the attribute at fault.
const EXT_ACK: usize = 11;
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
    fn fd(&self) -> Result<BorrowedFd<'_>> {
        opened(&self.fd, AddressFamily::NETLINK)
    }

    /// Opens the socket for requests that the kernel need not filter: this saves a system call.
    pub fn open(&self) -> Result<()> {
        if self.fd.get().is_none() {
            let _ = self.fd.set(Fd::socket(AddressFamily::NETLINK)?);
        }
        Ok(())
    }

    /// Has the kernel explain errors from now on (since Linux 4.12).
    pub fn explain_errors(&self) -> Result<()> {
        enable(self.fd()?, EXT_ACK);
        Ok(())
    }

    /// Sends a request whose answer is only whether it was carried out, see [`ask`](Self::ask).
    #[inline(never)]
    pub fn request(&self, request: &mut [u8]) -> Result<()> {
        self.ask(request, &mut |_, _| {})
    }

    /// Sends a request; `each` gets the messages of the answer, and the error that ends it.
    ///
    /// If the answer is lost, the request is sent again, which has no second effect.
    ///
    /// An address or a route that exists already, or no longer, is no error. EINTR if a list changed while it was
    /// read, or a part of it was lost: some of it may be missing. ENOBUFS if a message of a list is longer than the
    /// buffer. Of a single longer message, `each` gets the beginning.
    #[inline(never)] // The piece is on the stack for as long as this takes, not longer.
    pub fn ask(&self, request: &mut [u8], each: Each<'_>) -> Result<()> {
        let fd = self.fd()?;
        let sequence = self.sequence.get() + 1;
        self.sequence.set(sequence);
        let length = request.len();
        let Some(header) = header_of(request) else { return Err(Errno::INVAL) };
        #[allow(clippy::cast_possible_truncation)] // A request has fewer than 32 KiB.
        {
            header.length = length as u32;
        }
        header.sequence = sequence;
        let Header { kind, flags, .. } = *header;
        let is_dump = flags & NLM_F_DUMP == NLM_F_DUMP;
        let mut piece = [MaybeUninit::uninit(); PIECE];
        let (mut sent, mut lost, mut incomplete) = (false, false, None);
        loop {
            if !sent {
                // The protocol is NETLINK_ROUTE, 0, which is also what no protocol means.
                send(fd, request, SendFlags::empty())?;
                sent = true;
            }
            // With MSG_TRUNC, the length is that of the whole piece, even if the buffer is shorter.
            let mut rest = match recv(fd, &mut piece, RecvFlags::TRUNC) {
                Ok(((piece, _), length)) => {
                    if is_dump && length > piece.len() {
                        incomplete = Some(Errno::NOBUFS);
                    }
                    piece
                }
                Err(reason) if lost => return Err(reason.into()),
                Err(_) => {
                    // The rest of a list follows, and must be read before the next request.
                    sent = is_dump;
                    lost = true;
                    incomplete = is_dump.then_some(Errno::INTR);
                    continue;
                }
            };
            while let Some(message) = next_message(&mut rest)
                && let Some(header) = read::<Header>(message)
            {
                if header.sequence != sequence {
                    continue;
                }
                if header.flags & NLM_F_DUMP_INTR != 0 {
                    incomplete = Some(Errno::INTR);
                }
                each(header.kind, message);
                if let NLMSG_ERROR | NLMSG_DONE = header.kind {
                    let error = Errno::negated(record(message).unwrap_or(0))
                        .filter(|&error| !is_forgiven(error, kind, flags, lost));
                    return error.or(incomplete).map_or(Ok(()), Err);
                }
                if header.flags & NLM_F_MULTI == 0 {
                    return Ok(());
                }
            }
        }
    }
}

/// Whether an error says no more than that a request of this type need not do anything.
fn is_forgiven(error: Errno, request: u16, flags: u16, repeated: bool) -> bool {
    match error {
        // An interface that exists already is another one.
        Errno::EXIST => repeated || request != RTM_NEWLINK && flags & NLM_F_EXCL == 0,
        Errno::ADDRNOTAVAIL => request != RTM_NEWLINK,
        _ => false,
    }
}

#[cfg(all(test, not(miri)))]
mod tests {
    use super::*;
    use crate::netlink::message::{RTM_GETLINK, start_link};
    use crate::netlink::{Buffer, By, Link, link, links};

    #[test]
    fn a_socket_is_used_for_one_request_after_the_other() {
        let socket = Socket::default();
        let mut lo = Link::NONE;
        for _ in 0..3 {
            assert_eq!(link(&socket, By::Name(b"lo"), &mut lo), Ok(()));
            assert_eq!(lo.name.as_bytes(), b"lo");
            let mut names = Vec::new();
            links(&socket, 0, &mut |info| names.push(info.name)).unwrap();
            assert!(names.contains(&lo.name));
            assert_eq!(link(&socket, By::Index(0x7fff_0000), &mut lo), Err(Errno::NODEV));
            assert_eq!(link(&socket, By::Name(b"no such name"), &mut lo), Err(Errno::NODEV));
        }
    }

    #[test]
    fn an_answer_that_came_too_late_is_skipped() {
        let socket = Socket::default();
        let mut lo = Link::NONE;
        assert_eq!(link(&socket, By::Name(b"lo"), &mut lo), Ok(()));
        let index = lo.index;
        // A request whose answer was not received.
        let mut stale = Buffer::new();
        start_link(&mut stale, RTM_GETLINK, 0, 0x7fff_0000);
        let length = u32::try_from(stale.len()).unwrap();
        header_of(&mut stale).unwrap().length = length;
        send(socket.fd().unwrap(), &stale, SendFlags::empty()).unwrap();
        assert_eq!(link(&socket, By::Index(index), &mut lo), Ok(()));
        assert_eq!(lo.name.as_bytes(), b"lo");
    }
}
