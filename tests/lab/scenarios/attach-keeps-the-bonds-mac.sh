# A second run does not change the MAC of a bond that is at work.
# classic: fails MAC of bond0
bond bond0
dummy eth0 eth1
first=$(mac_of eth0)
works ifenslave bond0 eth0
mac bond0 "$first"

works ifenslave bond0 eth1
mac bond0 "$first"
mac eth1 "$first"
slaves bond0 eth0 eth1
