# A slave that cannot have the bond's MTU (a VLAN's is bounded by that of its carrier).
# classic: fails something has changed
bond bond0
ip link set bond0 mtu 9000
dummy eth0
ip link add link eth0 name eth0.5 type vlan id 5
ip addr add 192.0.2.1/24 brd + dev eth0.5
ip addr add 192.0.2.2/24 brd + dev eth0.5
up eth0 eth0.5
snapshot

run ifenslave bond0 eth0.5
unchanged
expect "exit status" 1 "$rc"
reports "can't enslave eth0.5 to bond0: Numerical result out of range"
