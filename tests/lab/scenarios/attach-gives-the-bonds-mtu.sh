# A slave has the bond's MTU while it is in the bond.
# classic: same
bond bond0
ip link set bond0 mtu 1400
dummy eth0

works ifenslave bond0 eth0
mtu eth0 1400
mtu bond0 1400
