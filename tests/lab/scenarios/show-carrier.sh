# RUNNING is shown of a cable with both ends up, and not of one whose other end is down.
# native: yes
veth eth0 eth1
veth eth2 eth3
up eth0 eth1 eth2
shown_alike eth0 eth2 eth3
until_link eth0 up
until_link eth2 lowerlayerdown
shown_alike eth0 eth2 eth3
shows "UP BROADCAST RUNNING MULTICAST" "UP BROADCAST MULTICAST"
