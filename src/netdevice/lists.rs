//! Requests that are about no interface that one can name: lists, counts, and names by index.

use core::net::Ipv4Addr;

use super::Interface;
use crate::kernel::{Errno, IfName, Ifreq, Kernel, Request, Result};
use crate::netlink::{Family, Ifaddr, Ifinfo};

/// The name of the interface with this index. ENODEV where there is none.
#[doc(alias = "SIOCGIFNAME")]
pub fn name_of<K: Kernel>(kernel: &K, index: u32) -> Result<IfName> {
    let mut ifreq = Ifreq::new(&IfName::NONE);
    ifreq.set(index.to_ne_bytes());
    kernel.request(Request::GetName, &mut ifreq)?;
    Ok(ifreq.name)
}

/// The answer to SIOCGIFCONF: of each IPv4 address the label, which is the name of its interface or of an alias, and
/// the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conf<'b> {
    /// All there are.
    Whole(&'b [Ifreq]),
    /// The buffer is full: the kernel gives no other sign of an answer that was cut. Ask again with room for more than
    /// were `needed`.
    PerhapsCut {
        /// As many as there was room for.
        found: &'b [Ifreq],
        /// How many there were a moment before.
        needed: usize,
    },
}

impl<'b> Conf<'b> {
    /// The labels and addresses, if these are all. A label that no alias can have is [`IfName::NONE`]:
    /// the kernel accepts any 15 bytes.
    pub fn whole(self) -> Option<impl Iterator<Item = (IfName, Ipv4Addr)> + 'b> {
        match self {
            Self::Whole(all) => Some(all.iter().map(|ifreq| (ifreq.name, ifreq.ipv4().into()))),
            Self::PerhapsCut { .. } => None,
        }
    }
}

/// Lists all IPv4 addresses, in a buffer of the caller's.
///
/// By the page's own rule the number of bytes needed is asked for first, with a null pointer. Addresses
/// may come between that and the answer; and a kernel whose answer is cut says no more than that the
/// buffer is full. So an answer is whole only if it leaves room for one more.
///
/// ```
/// use ifenslave::kernel::{Hosted, IfName, Ifreq, System};
/// use ifenslave::netdevice::{self, Conf};
///
/// let kernel = Hosted.kernel()?;
/// let mut buffer = [Ifreq::new(&IfName::NONE); 64];
/// match netdevice::conf(&kernel, &mut buffer)? {
///     Conf::Whole(all) => assert!(all.len() < 64),
///     Conf::PerhapsCut { found, needed } => assert!(found.len() == 64 && needed >= 63),
/// }
/// # Ok::<(), ifenslave::kernel::Errno>(())
/// ```
#[doc(alias = "SIOCGIFCONF")]
pub fn conf<'b, K: Kernel>(kernel: &K, buffer: &'b mut [Ifreq]) -> Result<Conf<'b>> {
    let needed = kernel.conf(None)?;
    let found = kernel.conf(Some(buffer))?;
    Ok(match buffer.get(..found) {
        Some(all) if found < buffer.len() => Conf::Whole(all),
        _ => Conf::PerhapsCut { found: buffer, needed },
    })
}

/// Reads every interface, up or down: RTM_GETLINK of rtnetlink(7).
///
/// EINTR if interfaces came or went meanwhile: some may be missing, or may have been read twice. Call it again for a list
/// without gaps.
///
/// ```
/// use ifenslave::kernel::{Hosted, System};
/// use ifenslave::netdevice;
///
/// let mut received = 0;
/// netdevice::interfaces(&Hosted.kernel()?, |interface| {
///     // A counter may wrap around.
///     received = interface.stats.rx_bytes.wrapping_add(received);
/// })?;
/// # Ok::<(), ifenslave::kernel::Errno>(())
/// ```
#[doc(alias = "RTM_GETLINK")]
pub fn interfaces<K: Kernel>(kernel: &K, mut each: impl FnMut(&Ifinfo)) -> Result<()> {
    kernel.links(0, &mut each)
}

/// Reads every address of IPv4, of IPv6, or of both: RTM_GETADDR of rtnetlink(7). EINTR as with [`interfaces`].
///
/// ```
/// use ifenslave::kernel::{Hosted, System};
/// use ifenslave::netlink::Family;
/// use ifenslave::netdevice;
///
/// netdevice::addresses(&Hosted.kernel()?, Family::Unspec, |address| {
///     println!("interface {}: {}/{}", address.index, address.address, address.prefixlen);
/// })?;
/// # Ok::<(), ifenslave::kernel::Errno>(())
/// ```
#[doc(alias = "RTM_GETADDR")]
#[doc(alias = "SIOCGLIFCONF")]
pub fn addresses<K: Kernel>(
    kernel: &K,
    family: Family,
    mut each: impl FnMut(&Ifaddr),
) -> Result<()> {
    kernel.addresses(family, &mut each)
}

/// How many interfaces there are, up or down, with addresses or without.
pub fn number_of_interfaces<K: Kernel>(kernel: &K) -> Result<usize> {
    undisturbed(|count| kernel.links(0, &mut |_| *count += 1))
}

/// How many addresses there are: of IPv4, of IPv6, or of both.
#[doc(alias = "SIOCGLIFNUM")]
pub fn number_of_addresses<K: Kernel>(kernel: &K, family: Family) -> Result<usize> {
    undisturbed(|count| kernel.addresses(family, &mut |_| *count += 1))
}

/// What is counted while nothing changes: EINTR where something always does.
fn undisturbed(mut list: impl FnMut(&mut usize) -> Result<()>) -> Result<usize> {
    for _ in 0..99 {
        let mut count = 0;
        match list(&mut count) {
            Ok(()) => return Ok(count),
            Err(Errno::INTR) => {}
            Err(reason) => return Err(reason),
        }
    }
    Err(Errno::INTR)
}

impl<K: Kernel> Interface<'_, K> {
    /// Reads the state of its link, its counters, the limits of its MTU, its master, and all of its hardware addresses:
    /// RTM_GETLINK, by its index.
    ///
    /// ```
    /// use ifenslave::kernel::{Hosted, IfName, System};
    /// use ifenslave::netlink::Operstate;
    /// use ifenslave::netdevice::Interface;
    ///
    /// let kernel = Hosted.kernel()?;
    /// let lo = Interface::new(&kernel, IfName::new(b"lo", false).unwrap()).link()?;
    /// // It has no cable.
    /// assert!(matches!(lo.operstate, Operstate::Unknown | Operstate::Down));
    /// assert_eq!(lo.master, 0);
    /// # Ok::<(), ifenslave::kernel::Errno>(())
    /// ```
    #[doc(alias = "RTM_GETLINK")]
    #[doc(alias = "if_data")]
    pub fn link(&self) -> Result<Ifinfo> {
        let mut found = None;
        self.kernel.links(self.index()?, &mut |info| found = Some(info.clone()))?;
        found.ok_or(Errno::NODEV)
    }
}
