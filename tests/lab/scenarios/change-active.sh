# Another slave is made the active one, and the same again.
# classic: same
bond bond0
dummy eth0 eth1
works ifenslave bond0 eth0 eth1
active bond0 eth0

works ifenslave -c bond0 eth1
active bond0 eth1
works ifenslave -c bond0 eth1
active bond0 eth1
works ifenslave --change-active bond0 eth0
active bond0 eth0
