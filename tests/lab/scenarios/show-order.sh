# Interfaces are sorted by the bytes of their names, not in the order of numbers or of their making.
# native: yes
dummy eth2 eth10 eth1 eth0 Eth1 ETH1 eth eth1a eth1.5 eth1_ ö zz a
ip addr add 192.0.2.1/24 dev eth1
ip addr add 192.0.2.2/24 label eth1:1 dev eth1
ip addr add 192.0.2.3/24 label eth1:1a dev eth1
up eth2 eth10 eth1a
shown_alike
expect "order" "ETH1 Eth1 a eth eth0 eth1 eth1.5 eth10 eth1:1 eth1:1a eth1_ eth1a eth2 lo zz ö" "$(shown)"
same_as classic
expect "order of those that are up" "eth10 eth1a eth2" "$(shown)"
