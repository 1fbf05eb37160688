# A detached slave is down and has its own MAC again; the others stay.
# classic: same
bond bond0
dummy eth0 eth1
own=$(mac_of eth1)
works ifenslave bond0 eth0 eth1

works ifenslave -d bond0 eth1
slaves bond0 eth0
is_down eth1
mac eth1 "$own"
works ifenslave --detach bond0 eth0
slaves bond0
