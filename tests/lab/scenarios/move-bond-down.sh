# -m -f into a bond that is down: addresses move. Routes cannot: then everything is as before.
bond bond0
ip link set bond0 down
dummy eth0 eth1
ip addr add 198.18.0.1/24 dev eth0
ip addr add 2001:db8:18::1/64 dev eth0 nodad
works ifenslave -m -f bond0 eth0
addresses bond0 "198.18.0.1/24 scope global bond0"
configured eth1
snapshot
fails 1 ifenslave -m -f bond0 eth1
unchanged
rejects "bond0 is not up" ifenslave -m bond0 eth1
# -b sets it up.
works ifenslave -m -b bond0:eth1
slaves bond0 eth0 eth1
ip route show default | grep -q "via 192.0.2.254 dev bond0" || fail "the route has not moved"
