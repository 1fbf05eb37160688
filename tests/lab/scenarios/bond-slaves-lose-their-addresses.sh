# Slaves are attached as by hand: they lose their IPv4 addresses, and the bond has the first one's MAC.
dummy eth0 eth1
ip addr add 192.0.2.1/24 brd + dev eth0
ip addr add 192.0.2.2/24 brd + dev eth1
up eth0
first=$(mac_of eth0)
bonded bond0:eth0,eth1:mode=1,miimon=100
attached bond0 eth0 eth1
mac bond0 "$first"
active bond0 eth0
