# The addresses of the bond and of other interfaces stay.
# classic: same
bond bond0
dummy eth0 eth1
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 192.0.2.7/24 brd + dev eth1
ip addr add 192.0.2.8/24 brd + dev bond0
up eth0 eth1
other=$(addresses_of eth1) bonds=$(addresses_of bond0)

works ifenslave bond0 eth0
slaves bond0 eth0
addresses eth0
addresses eth1 "$other"
addresses bond0 "$bonds"
