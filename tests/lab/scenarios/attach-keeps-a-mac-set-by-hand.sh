# A MAC that the administrator gave the bond stays, and the slaves get it.
# classic: fails MAC of bond0
bond bond0
dummy eth0
ip link set bond0 address 02:00:00:00:00:aa

works ifenslave bond0 eth0
mac bond0 02:00:00:00:00:aa
mac eth0 02:00:00:00:00:aa
mac_origin bond0 3
