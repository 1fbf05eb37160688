# Whichever system call of -D -m fails: the bond is gone, and its slave has its configuration, or everything is as before.
# long: yes
network() {
    ip -batch - <<END
link add bond0 type bond mode active-backup miimon 100
link add eth0 type dummy
link add eth1 type dummy
link set bond0 address 02:00:00:00:00:77
addr add 192.0.2.1/24 brd + label bond0:web dev bond0
addr add 2001:db8::1/64 dev bond0 nodad
link set bond0 up
END
    ifenslave bond0 eth0 eth1
    ip -batch - <<END
route add default via 192.0.2.254
route add 2001:db8:2::/48 via 2001:db8::99
neigh add 192.0.2.9 lladdr 02:00:00:00:00:09 dev bond0
END
    everything_of bond0 >/tmp/wanted
}
finished() {
    no_bond bond0
    everything_of eth0 | diff -U 0 /tmp/wanted - || fail "not everything has moved"
    is_up eth0
}
each_fault EIO ifenslave -m -D bond0
