# SIOCGIFFLAGS returns the flags that sysfs has, and SIOCSIFFLAGS sets those that can be set. No kernel has
# SIOCGIFPFLAGS or SIOCSIFPFLAGS.
flags_of() { cat "/sys/class/net/$1/flags"; }
up lo
prints 0x49 netdevice lo flags
dummy eth0
prints "$(flags_of eth0)" netdevice eth0 flags
ip link set eth0 up arp off promisc on allmulticast on
prints 0x3c3 netdevice eth0 flags # as sysfs has it, and IFF_RUNNING
netdevice eth0 flags 0x82
is_down eth0
prints 0x82 netdevice eth0 flags
# All of them, and those that are the kernel's own: BROADCAST, LOOPBACK, POINTOPOINT, RUNNING, MASTER, SLAVE.
for flag in UP:0x1 DEBUG:0x4 NOTRAILERS:0x20 NOARP:0x80 PROMISC:0x100 ALLMULTI:0x200 MULTICAST:0x1000 \
    PORTSEL:0x2000 AUTOMEDIA:0x4000 DYNAMIC:0x8000; do
    netdevice eth0 flags "${flag#*:}"
    has_flag eth0 "${flag#*:}" || fail "IFF_${flag%:*} is not set"
    netdevice eth0 flags 0
    ! has_flag eth0 "${flag#*:}" || fail "IFF_${flag%:*} is not cleared"
done
netdevice eth0 flags 0xffff
expect "flags" 0xf3a7 "$(flags_of eth0)"
netdevice eth0 flags 0
expect "flags" 0x2 "$(flags_of eth0)"

request_fails EINVAL eth0 pflags
request_fails EINVAL eth0 pflags 1
