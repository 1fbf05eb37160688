# If an interface cannot be the active slave, the active slave stays.
bond bond0
bond bond1
dummy eth0 eth1 eth2
veth eth3 cable # the other end is down: no link
works ifenslave bond0 eth0 eth3
works ifenslave bond1 eth1
up eth2
snapshot

fails 1 ifenslave -c bond0 eth2
reports "eth2 is not a slave"
unchanged
fails 1 ifenslave -c bond0 eth1
reports "master bond0, slave eth1: can't change active: Invalid argument"
unchanged
fails 1 ifenslave -c bond0 eth3
reports "master bond0, slave eth3: can't change active: Invalid argument"
unchanged
fails 1 ifenslave -c bond0 nosuch
reports "nosuch: can't get flags: No such device"
unchanged
