# A bond that has another hardware address than the slave announces the addresses that move to it: peers send to the new
# one at once, although this machine sends nothing.
bond bond0
reachable "link add eth1 type veth peer name p1 netns outside"
ip -n outside -batch - <<END
link add br0 up type bridge
link set p0 master br0
link set p1 up master br0
addr del 192.0.2.9/24 dev p0
addr add 192.0.2.9/24 brd + dev br0
END
# Otherwise the bond answers for the address of eth0.
echo 1 >/proc/sys/net/ipv4/conf/bond0/arp_ignore
ifenslave bond0 eth1
ip -n outside neigh flush dev br0
until answers; do :; done
neighbour() { ip -n outside neigh show 192.0.2.1 dev br0 | sed 's/.*lladdr \([^ ]*\).*/\1/'; }
expect "hardware address before" "$(mac_of eth0)" "$(neighbour)"
works ifenslave -m bond0 eth0
expect "hardware address after" "$(mac_of eth1)" "$(neighbour)"
expect "own address among the neighbours" "" "$(ip neigh show 192.0.2.1)"
