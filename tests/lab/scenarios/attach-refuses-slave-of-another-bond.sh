# A slave of another bond stays there.
bond bond0
bond bond1
dummy eth0
works ifenslave bond1 eth0
snapshot

fails 1 ifenslave bond0 eth0
reports "eth0 is already a slave"
unchanged
