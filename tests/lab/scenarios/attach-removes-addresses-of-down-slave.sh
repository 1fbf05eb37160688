# The same where the slave is down.
# classic: fails addresses of eth0: expected ''
bond bond0
dummy eth0
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 192.0.2.2/24 dev eth0
ip addr add 198.51.100.9/30 dev eth0

works ifenslave bond0 eth0
slaves bond0 eth0
addresses eth0
