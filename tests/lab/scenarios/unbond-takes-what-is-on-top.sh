# What stands on top of a bond goes with it, and so do its addresses.
dummy eth0 eth1
bonded bond0:eth0,eth1:mode=active-backup,miimon=100
ip link add link bond0 name bond0.5 type vlan id 5
ip addr add 192.0.2.1/24 brd + dev bond0
ip addr add 198.51.100.1/24 brd + dev bond0.5
up bond0.5
ip route add default via 198.51.100.254
works ifenslave -D bond0
no_bond bond0 bond0.5
is_down eth0 eth1
expect "routes" "" "$(ip route show table all type unicast)"

# A bond that is a bridge's port.
ip link add br0 up type bridge
bonded bond0:eth0,eth1:mode=active-backup,miimon=100
ip link set bond0 master br0
works ifenslave -D bond0
no_bond bond0
is_up br0
