# An interface may have more than one name.
# classic: fails addresses of eth0: expected ''
bond bond0
dummy eth0
ip link property add dev eth0 altname lan
ip link property add dev bond0 altname uplink
ip addr add 192.0.2.1/24 brd + dev eth0
up eth0

works ifenslave uplink lan
slaves bond0 eth0
is_up eth0
addresses eth0
works ifenslave -d bond0 lan
slaves bond0
