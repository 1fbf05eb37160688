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
of_eth2='203\.0\.113\.(6[4-9]|127)|db8:66:'
{
    everything_of eth0
    everything_of eth1
} | sort >/tmp/wanted
works ifenslave -m -b bond0:eth0,eth1,eth2:mode=active-backup
slaves bond0 eth0 eth1 eth2
everything_of bond0 >/tmp/found
grep -v -E "$of_eth2" /tmp/found | sort | diff -U 0 /tmp/wanted - || fail "not everything has moved"
for line in "IT    inet 203.0.113.65/26 brd 203.0.113.127 scope global IT" "IT    inet6 2001:db8:66::1/64" "203.0.113.64/26 dev IT"; do
    grep -q "^$line" /tmp/found || fail "eth2 had more: $line"
done
ip -6 addr show dev bond0 | grep -E "tentative|dadfailed" | grep -v fe80 && fail "an address cannot be used yet"
snapshot
silently ifenslave -m -b bond0:eth0,eth1,eth2:mode=active-backup
unchanged
