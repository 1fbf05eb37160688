# A bond, its slaves, and one that is none; also with the links down.
bond bond0
dummy eth0 eth1
veth eth2 cable
ifenslave bond0 eth0 eth2
ip addr add 192.0.2.1/24 brd + dev bond0
shown_alike bond0 eth0 eth1
until_link bond0 up
until_link eth2 lowerlayerdown
same_as classic
shows "UP BROADCAST RUNNING NOARP SLAVE  MTU" "UP BROADCAST SLAVE MULTICAST  MTU" "UP BROADCAST RUNNING MASTER MULTICAST  MTU"
same_as classic bond0
ip link set bond0 down
shown_alike bond0
same_as classic bond0
