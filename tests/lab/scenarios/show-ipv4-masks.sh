# Masks and broadcast addresses of every kind.
# native: yes
dummy eth0 eth1 eth2 eth3 eth4 eth5
ip addr add 0.0.0.1/0 dev eth0
ip addr add 255.255.255.254/1 brd + dev eth1
ip addr add 10.200.100.50/31 dev eth2
ip addr add 172.16.5.4/20 brd + dev eth3
ip addr add 192.0.2.1/32 brd 192.0.2.77 dev eth4
ip addr add 192.0.2.9/9 brd 0.0.0.0 dev eth5
up eth0 eth1 eth2
shown_alike eth1
shows "Mask:0.0.0.0" "Mask:128.0.0.0" "Mask:255.255.240.0" "Bcast:192.0.2.77"
