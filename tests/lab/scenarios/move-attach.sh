# -m: everything that is configured on the slave is on the bond, in the same order.
bond bond0
dummy eth0
configured eth0
ip neigh add 192.0.2.77 lladdr 02:00:00:00:00:77 dev eth0 nud permanent
ip neigh add 2001:db8::77 lladdr 02:00:00:00:00:77 dev eth0 nud permanent
everything_of eth0 >/tmp/wanted
works ifenslave -m bond0 eth0
slaves bond0 eth0
everything_of bond0 >/tmp/found
diff -U 0 /tmp/wanted /tmp/found || fail "not everything has moved"
addresses eth0
