# No IPv4 address stays on a slave: not a secondary one, not one of another network or with a label.
# classic: fails addresses of eth0: expected ''
bond bond0
dummy eth0
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 192.0.2.2/24 brd + dev eth0
ip addr add 192.0.2.3/24 brd + label eth0:web dev eth0
ip addr add 198.51.100.9/30 dev eth0
ip addr add 203.0.113.5/32 label eth0:lo dev eth0
up eth0

works ifenslave bond0 eth0
slaves bond0 eth0
is_up eth0
addresses eth0
