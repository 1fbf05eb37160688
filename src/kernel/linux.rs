//! The real kernel behind the seam: the only ioctl, and every other system call.
//!
//! # Safety
//!
//! This is one of the two places with unsafe code (the executable's entry is the other). An
//! ioctl is as safe as its number and its operand agree: every [`Request`] reads and writes no
//! more than the `struct ifreq` that it is given, but SIOCETHTOOL, which follows the pointer in
//! it to a [`Drvinfo`], and is made only here.

#![allow(unsafe_code)]

use core::ffi::c_void;
use core::ptr;

use rustix::fd::{AsFd, AsRawFd, BorrowedFd, IntoRawFd};
use rustix::ioctl::{Ioctl, IoctlOutput, Opcode, ioctl};
use rustix::net::{AddressFamily, SocketType};
use rustix::runtime_448b8ad740e2a26f as runtime;

use super::{Drvinfo, IfName, Ifreq, Kernel, Request, Result, Stream, System, rtnetlink};

/// The process's own streams, and the kernel it runs on.
pub struct Linux;

impl System for Linux {
    type Kernel = Socket;

    fn kernel(&self) -> Result<Socket> {
        hold_signals();
        Ok(Socket(Fd::socket(AddressFamily::INET)?))
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize> {
        let fd = match stream {
            Stream::Stdout => STDOUT,
            Stream::Stderr => STDERR,
        };
        Ok(rustix::io::write(fd, bytes)?)
    }
}

// SAFETY: nothing in the program opens or closes file descriptors 1 and 2. Where they were closed
// at the start, they still are: a write gives EBADF, which is reported. (Constants, for a check of
// their numbers at compile time.)
const STDOUT: BorrowedFd<'_> = unsafe { BorrowedFd::borrow_raw(1) };
// SAFETY: as above.
const STDERR: BorrowedFd<'_> = unsafe { BorrowedFd::borrow_raw(2) };

/// A file descriptor that is closed when it is let go of.
///
/// In place of rustix's OwnedFd, which asserts at each use that it is not -1.
pub(super) struct Fd(BorrowedFd<'static>);

impl Fd {
    /// Opens a SOCK_DGRAM socket that never takes the place of a closed standard stream.
    pub fn socket(family: AddressFamily) -> Result<Self> {
        let fd = rustix::net::socket(family, SocketType::DGRAM, None)?;
        if fd.as_raw_fd() > 2 {
            // SAFETY: it is open, and nobody else has it, until it is dropped.
            Ok(Self(unsafe { BorrowedFd::borrow_raw(fd.into_raw_fd()) }))
        } else {
            // While this one holds the low number, the next gets a higher; then it is closed.
            Self::socket(family)
        }
    }
}

impl Drop for Fd {
    fn drop(&mut self) {
        // SAFETY: it is open, and it is not used from here on.
        unsafe { rustix::io::close(self.0.as_raw_fd()) };
    }
}

impl AsFd for Fd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0
    }
}

/// Blocks every signal: a Ctrl-C, or the hang-up of the very link that is being changed, comes
/// after the change, not in the middle of it. (SIGKILL and SIGSTOP cannot be held.)
fn hold_signals() {
    let all = runtime::KernelSigSet::all();
    // SAFETY: there is no libc in the process, and no code that waits for a signal. It cannot
    // fail: the arguments are constants that the kernel accepts.
    let _ = unsafe { runtime::kernel_sigprocmask(runtime::How::BLOCK, Some(&all)) };
}

/// An AF_INET socket, which is what netdevice(7)'s requests are made on.
pub struct Socket(Fd);

impl Kernel for Socket {
    type Addresses = rtnetlink::Addresses;

    // Out of line: inlined, its system call would stand in the program a dozen times.
    #[inline(never)]
    fn request(&self, request: Request, ifreq: &mut Ifreq) -> Result<()> {
        let opcode = request as Opcode;
        // SAFETY: every request takes a struct ifreq, and `Ifreq` is laid out as one.
        Ok(unsafe { ioctl(&self.0, Call { opcode, ifreq }) }?)
    }

    fn drvinfo(&self, name: &IfName, info: &mut Drvinfo) -> Result<()> {
        let mut ifreq = Ifreq::new(name);
        ifreq.set(ptr::from_mut(info).expose_provenance().to_ne_bytes());
        self.request(Request::Ethtool, &mut ifreq)
    }

    fn addresses(&self, index: u32, found: &mut Self::Addresses) -> Result<()> {
        rtnetlink::find(index, found)
    }

    fn remove_ipv4(&self, addresses: &mut Self::Addresses) -> Result<()> {
        rtnetlink::remove_ipv4(addresses)
    }

    fn restore(&self, addresses: &mut Self::Addresses) -> Result<()> {
        rtnetlink::restore(addresses)
    }
}

/// A request as rustix makes it.
struct Call<'a> {
    opcode: Opcode,
    ifreq: &'a mut Ifreq,
}

// SAFETY: the operand is a struct ifreq, which lives and stays borrowed as long as the call; the
// kernel may write to it; there is no output but what it writes there.
unsafe impl Ioctl for Call<'_> {
    type Output = ();
    const IS_MUTATING: bool = true;

    fn opcode(&self) -> Opcode {
        self.opcode
    }

    fn as_ptr(&mut self) -> *mut c_void {
        ptr::from_mut(self.ifreq).cast()
    }

    unsafe fn output_from_ptr(_: IoctlOutput, _: *mut c_void) -> rustix::io::Result<()> {
        Ok(())
    }
}
