# A bridge and its port.
# native: yes
ip link add br0 type bridge
veth eth0 eth1
ip link set eth0 master br0
ip addr add 192.0.2.1/25 brd + dev br0
up br0 eth0
shown_alike br0 eth0
shows "inet addr:192.0.2.1  Bcast:192.0.2.127  Mask:255.255.255.128"
