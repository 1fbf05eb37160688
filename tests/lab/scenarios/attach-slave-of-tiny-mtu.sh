# With an MTU below 68 an interface has no IPv4 state, so no address to remove either.
# classic: fails exit status: expected '0'
bond bond0
dummy eth0
ip link set eth0 mtu 60

works ifenslave bond0 eth0
slaves bond0 eth0
mtu eth0 1500
works ifenslave -d bond0 eth0
mtu eth0 60
