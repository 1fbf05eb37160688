# One slave that is not there does not keep the others out.
bond bond0
dummy eth0 eth1

fails 1 ifenslave bond0 eth0 nosuch eth1
reports "skipping nosuch: can't get settings: No such device"
slaves bond0 eth0 eth1
