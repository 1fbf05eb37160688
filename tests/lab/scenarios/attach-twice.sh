# A slave is attached once.
bond bond0
dummy eth0 eth1

works ifenslave bond0 eth0
snapshot
fails 1 ifenslave bond0 eth0
reports "eth0 is already a slave"
unchanged

# Twice in one call, too; the next one still is.
fails 1 ifenslave bond0 eth0 eth0 eth1
reports "eth0 is already a slave"
slaves bond0 eth0 eth1
