//! The seam to the system: all that the program asks of the world, under the names of
//! netdevice(7), the bonding driver and rtnetlink(7).
//!
//! [`Linux`] makes the real system calls. Tests put a simulated machine behind the same traits,
//! for what no kernel at hand can be made to do: drivers of another age, and any call failing.

use core::ffi::CStr;

mod drvinfo;
mod errno;
mod ifname;
mod ifreq;
mod linux;
mod rtnetlink;

pub use drvinfo::Drvinfo;
pub use errno::Errno;
pub use ifname::IfName;
pub use ifreq::{Flags, Ifreq, Request};
pub use linux::Linux;

/// A request's outcome; the error is the errno of that very call.
pub type Result<T> = core::result::Result<T, Errno>;

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// File descriptor 1.
    Stdout = 1,
    /// File descriptor 2.
    Stderr = 2,
}

/// The process and what surrounds it.
pub trait System: Copy {
    /// The kernel's network configuration.
    type Kernel: Kernel;

    /// A file that is read.
    type File: File;

    /// Opens the way to the kernel's network configuration.
    fn kernel(&self) -> Result<Self::Kernel>;

    /// From here on holds back every signal that can be held: none stops a change half-way.
    fn hold_signals(&self);

    /// Memory for a list of interfaces. It is there at once if it is `populated`, or else as it is
    /// used.
    fn memory(&self, populated: bool) -> Result<&'static mut Memory>;

    /// `open(2)`, for reading.
    fn open(&self, path: &CStr) -> Result<Self::File>;

    /// `write(2)`: writes some of `bytes`, says how many.
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize>;
}

/// Memory for a list of interfaces, at first all zero: 320 KiB, which is too much for the stack.
pub type Memory = [[u64; 5]; 8192];

/// A file that is read.
pub trait File {
    /// `read(2)`: reads some bytes, says how many; none at the end.
    fn read(&self, buffer: &mut [u8]) -> Result<usize>;
}

/// Lists of interfaces' names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Of all interfaces.
    Links,
    /// Of the IPv4 addresses: interfaces and their aliases.
    Labels,
}

/// The kernel's network configuration.
pub trait Kernel {
    /// The addresses of one interface as they were read, with all that it takes to put them
    /// back: prefix, broadcast, label, scope, flags and lifetimes.
    type Addresses: Default;

    /// `ioctl(2)`: a request of netdevice(7) or of the bonding driver. The answer, where there is
    /// one, is in `ifreq` afterwards.
    fn request(&self, request: Request, ifreq: &mut Ifreq) -> Result<()>;

    /// SIOCETHTOOL with ETHTOOL_GDRVINFO, of the interface that `ifreq` names: the driver's answer
    /// takes the question's place.
    fn drvinfo(&self, ifreq: &mut Ifreq, info: &mut Drvinfo) -> Result<()>;

    /// RTM_GETADDR: `found` becomes every IPv4 and IPv6 address of the interface with this index.
    /// ENOBUFS where there are more than can be held.
    fn addresses(&self, index: u32, found: &mut Self::Addresses) -> Result<()>;

    /// RTM_GETLINK or RTM_GETADDR: tells each name.
    fn names(&self, list: Names, each: impl FnMut(&IfName)) -> Result<()>;

    /// RTM_DELADDR for each IPv4 address; one that is gone already is no error.
    fn remove_ipv4(&self, addresses: &mut Self::Addresses) -> Result<()>;

    /// RTM_NEWADDR for each address; one that is there already is no error.
    fn restore(&self, addresses: &mut Self::Addresses) -> Result<()>;
}
