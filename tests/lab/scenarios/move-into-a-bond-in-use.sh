# -m: several slaves move everything that they have into a bond that has addresses, routes, a VLAN and slaves of its own,
# all of which stay as they are.
bond bond0
dummy eth0 eth1 eth2
ip -batch - <<END
addr add 10.77.0.1/24 dev bond0
addr add 192.0.2.50/24 dev bond0
addr add 2001:db8:77::1/64 dev bond0 nodad
link add link bond0 name bond0.5 type vlan id 5
addr add 10.55.0.1/24 dev bond0.5
link set bond0.5 up
route add default via 10.77.0.254 metric 50
route add 10.56.0.0/16 via 10.55.0.254
addr add 198.51.100.65/26 brd + label eth2:dmz dev eth2
addr add 2001:db8:66::1/64 dev eth2 nodad
link set eth2 up
route add 10.66.0.0/16 via 198.51.100.66
neigh add 198.51.100.99 lladdr 02:00:00:00:00:99 dev eth2 nud permanent
END
ifenslave bond0 eth1
configured eth0
{
    everything_of bond0
    everything_of eth0
    everything_of eth2
} | sort >/tmp/wanted
everything_of bond0.5 >/tmp/vlan
works ifenslave -m bond0 eth0 eth2
slaves bond0 eth0 eth1 eth2
everything_of bond0.5 | diff -U 0 /tmp/vlan - || fail "the VLAN has changed"
# Of two primary addresses in one network, the second one is a secondary one now.
everything_of bond0 | sort | diff -U 0 /tmp/wanted - >/tmp/diff || true
grep -E '^[-+][^-+]' /tmp/diff | grep -v -E ' 192\.0\.2\.|^[-+]192\.0\.2\.0/24|broadcast' >/tmp/lost || true
[ ! -s /tmp/lost ] || fail "not everything has moved: $(cat /tmp/lost)"
for address in 1 2 3 50; do ip -4 addr show dev bond0 | grep -q "inet 192.0.2.$address/24" || fail "192.0.2.$address is lost"; done
addresses eth0
addresses eth2
