# A slave has the MTU again that it had before.
# classic: fails MTU of eth0: expected '9000'
bond bond0
dummy eth0
ip link set eth0 mtu 9000
works ifenslave bond0 eth0
mtu eth0 1500

works ifenslave -d bond0 eth0
slaves bond0
mtu eth0 9000
