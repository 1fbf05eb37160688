// SPDX-License-Identifier: MIT OR Apache-2.0
//! The usage of each applet, and the help of ifenslave.

use super::template::either;

pub const USAGE_IFENSLAVE: &str =
    either(cfg!(feature = "boot"), USAGE_WITH_BOOT, USAGE_WITHOUT_BOOT);
/// What `ifenslave --help` prints after the usage.
pub const HELP: &str = either(cfg!(feature = "boot"), HELP_WITH_BOOT, HELP_WITHOUT_BOOT);

const USAGE_WITH_BOOT: &str = "\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfmnv] [--try SECONDS] MASTER SLAVE...
       ifenslave [-fmnv] [-w SECONDS] [--try SECONDS] -b SPEC...
       ifenslave [-fmnv] [-w SECONDS] --boot [FILE]
       ifenslave [-fmnv] [--try SECONDS] -D MASTER...
       ifenslave [-fmnv] -D --boot [--handover] [FILE]
       ifenslave -s [--json] [MASTER...] | --check [MASTER...]
       ifenslave -h | -u | -V
";

const USAGE_WITHOUT_BOOT: &str = "\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfv] MASTER SLAVE...
       ifenslave -h | -u | -V
";

const HELP_WITH_BOOT: &str = "
Show interfaces, enslave network cards to a bond, or create whole bonds

  -a, --all-interfaces\tshow interfaces that are down, too
  -b, --bond\t\tcreate bonds, or complete existing ones
  --boot\t\tcreate the bonds, VLANs and bridges of the kernel command line
  -c, --change-active\tmake SLAVE the active slave
  --check\t\tprint the problems of bonds
  -D, --unbond\t\trelease all slaves and delete the bonds
  -d, --detach\t\trelease slaves
  -f, --force\t\taccept a MASTER that is down; move what can be moved
  --handover\t\tdelete only if the kernel command line has bondkeep=no
  --json\t\tprint the status as JSON, with the names of iproute2
  -m, --move\t\tmove addresses and routes to the bond; with -D, from it
  -n, --no-act\t\tprint each step, change nothing
  -s, --status\t\tshow the state of bonds
  --try SECONDS\t\troll the change back unless Enter or SIGUSR1 confirms it
  -v, --verbose\t\tprint each step
  -w, --wait SECONDS\twait for cards and links
  -h, --help  -u, --usage  -V, --version

SPEC is NAME[:SLAVE,...[:OPTION=VALUE,...[:MTU]]], as in
  bond0:eth0,eth1:mode=active-backup,miimon=100
";

const HELP_WITHOUT_BOOT: &str = "
Show interfaces, or enslave network cards to a bond

  -a, --all-interfaces\tshow interfaces that are down, too
  -c, --change-active\tmake SLAVE the active slave
  -d, --detach\t\trelease slaves
  -f, --force\t\taccept a MASTER that is down
  -v, --verbose\t\tprint each step
  -h, --help  -u, --usage  -V, --version
";

pub const USAGE_IFCONFIG: &str = "\
Usage: ifconfig [-a] [IFACE]
       ifconfig IFACE [ADDRESS[/PREFIX]] [netmask|dstaddr ADDRESS]
        [broadcast ADDRESS|+] [pointopoint ADDRESS] [-broadcast] [-pointopoint]
        [add|del ADDRESS[/PREFIX]] [hw ether|infiniband ADDRESS]
        [mtu|metric|txqueuelen|mem_start|io_addr|irq NUMBER]
        [[-]arp|trailers|promisc|allmulti|multicast|dynamic] [up|down]...
";

pub const USAGE_NAMEIF: &str = "Usage: nameif [-s] [-c FILE] [IFNAME HWADDR]...\n";

pub const USAGE_IFKIT: &str = "Usage: ifkit [--list] | APPLET [ARGUMENT]...\n";
