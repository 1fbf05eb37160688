# What is not in the bond is not touched; what is, goes.
bond bond0
bond bond1
dummy eth0 eth1 eth2
works ifenslave bond0 eth0
works ifenslave bond1 eth1
ip addr add 192.0.2.1/24 brd + dev eth2
up eth2
snapshot

fails 1 ifenslave -d bond0 eth2
reports "eth2 is not a slave"
unchanged
fails 1 ifenslave -d bond0 eth1
reports "can't release eth1 from bond0: Invalid argument"
unchanged
fails 1 ifenslave -d bond0 nosuch
reports "skipping nosuch: can't get flags: No such device"
unchanged

fails 1 ifenslave -d bond0 eth2 eth1 nosuch eth0
slaves bond0
slaves bond1 eth1
