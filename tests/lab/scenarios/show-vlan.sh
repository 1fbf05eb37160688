# VLANs, one with a dot in its name, over an interface that is up or down.
dummy eth0
ip link add link eth0 name eth0.5 type vlan id 5
ip link add link eth0 name vlan6 type vlan id 6
ip addr add 198.51.100.1/24 brd + dev eth0.5
shown_alike eth0.5
up eth0 eth0.5
shown_alike eth0.5 vlan6
shows "eth0.5    Link encap:Ethernet"
