//! The usage of each applet, and the help of ifenslave.

use super::template::either;

pub const USAGE_IFENSLAVE: &str =
    either(cfg!(feature = "boot"), USAGE_WITH_BOOT, USAGE_WITHOUT_BOOT);
/// What `ifenslave --help` prints after the usage.
pub const HELP: &str = either(cfg!(feature = "boot"), HELP_WITH_BOOT, HELP_WITHOUT_BOOT);

const USAGE_WITH_BOOT: &str = "\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfnv] MASTER SLAVE...
       ifenslave [-nv] [-w SECONDS] -b SPEC... | --boot [FILE]
       ifenslave [-nv] -D MASTER... | -D --boot [--handover] [FILE]
       ifenslave -s [--json] [MASTER...] | --check [MASTER...]
       ifenslave -h | -u | -V
";

const USAGE_WITHOUT_BOOT: &str = "\
Usage: ifenslave [-a] | IFACE
       ifenslave [-cdfv] MASTER SLAVE...
       ifenslave -h | -u | -V
";

const HELP_WITH_BOOT: &str = "
Show interfaces, attach slaves to a bond, or make bonds from nothing

  -a, --all-interfaces\tshow those that are down, too
  -b, --bond\t\tmake bonds, or what is missing of them
  --boot\t\tmake those of the kernel's command line, VLANs and bridges
  -c, --change-active\tmake SLAVE the active one
  --check\t\tprint the problems of bonds
  -D, --unbond\t\trelease all slaves, delete bonds; those of --boot
  -d, --detach\t\trelease slaves
  -f, --force\t\tMASTER may be down
  --handover\t\tdelete bonds only if the command line has bondkeep=no
  --json\t\tas iproute2 has it
  -n, --no-act\t\ttell each step, make none
  -s, --status\t\tshow the state of bonds
  -v, --verbose\t\ttell each step
  -w, --wait\t\tfor slaves and links
  -h, --help  -u, --usage  -V, --version

SPEC is NAME[:SLAVE,...[:OPTION=VALUE,...[:MTU]]], as in
  bond0:eth0,eth1:mode=active-backup,miimon=100
";

const HELP_WITHOUT_BOOT: &str = "
Show interfaces, or attach slaves to a bond

  -a, --all-interfaces\tshow those that are down, too
  -c, --change-active\tmake SLAVE the active one
  -d, --detach\t\trelease slaves
  -f, --force\t\tMASTER may be down
  -v, --verbose\t\ttell each step
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
