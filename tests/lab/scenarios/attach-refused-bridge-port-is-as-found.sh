# The driver does not take a port of a bridge. It stays up, and keeps its addresses.
# classic: fails something has changed
bond bond0
dummy br0p
ip link add br0 type bridge
ip link set br0p master br0
ip addr add 192.0.2.1/24 brd + dev br0p
ip addr add 192.0.2.2/24 brd + dev br0p
ip addr add 198.51.100.1/25 label br0p:1 dev br0p
up br0 br0p
snapshot

run ifenslave bond0 br0p
unchanged
expect "exit status" 1 "$rc"
reports "can't enslave br0p to bond0: Device or resource busy"
