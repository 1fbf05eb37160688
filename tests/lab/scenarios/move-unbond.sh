# -D -m: everything that is configured on the bond is on its active slave, which is up.
bond bond0
dummy eth0 eth1
ifenslave bond0 eth0 eth1
ifenslave -c bond0 eth1
ip link set bond0 down
configured bond0
everything_of bond0 >/tmp/wanted
works ifenslave -D -m bond0
no_bond bond0
everything_of eth1 >/tmp/found
diff -U 0 /tmp/wanted /tmp/found || fail "not everything has moved"
is_up eth1
is_down eth0
addresses eth0
