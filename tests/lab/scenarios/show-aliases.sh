# Labels of addresses are shown as interfaces without statistics, each at its place in the order.
# native: yes
dummy eth0 eth1 eth2
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 192.0.2.2/24 label eth0:2 dev eth0
ip addr add 192.0.2.3/24 brd 192.0.2.127 label eth0:10 dev eth0
ip addr add 198.51.100.1/32 label eth0: dev eth0
ip addr add 198.51.100.2/32 label eth0:web dev eth0
ip addr add 198.51.100.3/32 label eth0:web dev eth0
ip addr add 203.0.113.1/24 label eth1:only dev eth1
ip addr add 203.0.113.2/24 label eth2:down dev eth2
ip addr add 203.0.113.9/24 dev eth2
ip addr add 2001:db8::1/64 dev eth0 nodad
up eth0 eth1
shown_alike eth0 eth0:2 eth0:10 eth0:web eth1 eth1:only eth2:down
shows "eth0:10   Link encap:Ethernet" "eth2:down Link encap:Ethernet"
expect "order" "eth0 eth0: eth0:10 eth0:2 eth0:web eth1 eth1:only eth2 eth2:down lo" "$(shown)"
