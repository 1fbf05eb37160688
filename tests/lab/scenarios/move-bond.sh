# -m -b: a new bond gets everything that its slaves have, also one that is down. A second run changes nothing.
dummy eth0 eth1 eth2
configured eth0
ip -batch - <<END
addr add 198.51.100.65/26 brd + label eth1:dmz dev eth1
link set eth1 up
route add 10.66.0.0/16 via 198.51.100.66
addr add 203.0.113.65/26 brd + dev eth2
addr add 2001:db8:66::1/64 dev eth2 nodad
END
{
    everything_of eth0
    everything_of eth1
    everything_of eth2
} | grep -v "203.0.113.6[4-9]\|203.0.113.1[0-9]* dev\|db8:66:" | sort >/tmp/wanted
works ifenslave -m -b bond0:eth0,eth1,eth2:mode=active-backup
slaves bond0 eth0 eth1 eth2
everything_of bond0 | grep -v "203.0.113.6[4-9]\|203.0.113.127\|db8:66:" | sort | diff -U 0 /tmp/wanted - || fail "not everything has moved"
ip addr show dev bond0 | grep -q "inet 203.0.113.65/26 brd 203.0.113.127 scope global bond0" || fail "an address of eth2 is lost"
ip addr show dev bond0 | grep -q "inet6 2001:db8:66::1/64" || fail "an address of eth2 is lost"
ip -6 addr show dev bond0 | grep -E "tentative|dadfailed" | grep -v fe80 && fail "an address cannot be used yet"
snapshot
works silently ifenslave -m -b bond0:eth0,eth1,eth2:mode=active-backup
unchanged
