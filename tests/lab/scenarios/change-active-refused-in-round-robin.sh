# A mode without an active slave.
bond bond0 balance-rr
dummy eth0 eth1
works ifenslave bond0 eth0 eth1
snapshot

fails 1 ifenslave -c bond0 eth1
reports "master bond0, slave eth1: can't change active: Permission denied"
unchanged
