# Several slaves in one call; the bond has the MAC of the first.
# classic: same
bond bond0
dummy eth0 eth1
first=$(mac_of eth0)

works ifenslave bond0 eth0 eth1
slaves bond0 eth0 eth1
is_up eth0 eth1
active bond0 eth0
mac bond0 "$first"
