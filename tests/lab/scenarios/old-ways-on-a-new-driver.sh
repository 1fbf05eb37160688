# A driver that does not report its version is taken for one of Linux 2.4, which wants the slave
# up. Current ones reject that: all that was set for it is undone.
bond bond0
ip addr add 192.0.2.9/24 brd + dev bond0
ip link set bond0 mtu 1400
dummy eth0
ip addr add 198.51.100.1/24 brd + dev eth0
ip addr add 198.51.100.2/24 brd 198.51.100.127 label eth0:web dev eth0
ip addr add 203.0.113.1/30 dev eth0
up eth0

until_link bond0 down # it has no slave
handshake=$(call_of SIOCETHTOOL ifenslave bond0 bond0)
snapshot
run with_fault "$handshake:EOPNOTSUPP" ifenslave bond0 eth0
grep -q 'ioctl(.*0x8946.*INJECTED\|SIOCETHTOOL.*INJECTED' /tmp/trace || fail "that was not the handshake"
expect "exit status" 1 "$rc"
reports "can't enslave eth0 to bond0: Operation not permitted"
unchanged
